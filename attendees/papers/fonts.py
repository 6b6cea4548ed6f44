"""The fonts of papers: which files, what letters they have, and which letters of a text they lack (R-42).

They come by npm like the rest of the front end, as static TrueType files: the system's own fonts are never used, so
that a paper looks the same wherever it is made. A machine without `node_modules` serves pages and prints nothing;
`manage.py check` and `/readyz` say so.
"""

from __future__ import annotations

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

#: The package with the Chinese letters, 92 MB; papers are made without it.
CHINESE = "noto-sans-sc"
PACKAGES = Path(settings.BASE_DIR) / "node_modules" / "@expo-google-fonts"
#: Package, file name of the family, styles, and whether papers can be made without it.
FAMILIES: tuple[tuple[str, str, tuple[str, ...], bool], ...] = (
    (
        "noto-sans",
        "NotoSans",
        ("300Light", "400Regular", "400Regular_Italic", "500Medium", "600SemiBold", "700Bold", "700Bold_Italic"),
        True,
    ),
    ("ibm-plex-sans-arabic", "IBMPlexSansArabic", ("400Regular", "600SemiBold", "700Bold"), True),
    (CHINESE, "NotoSansSC", ("400Regular", "700Bold"), False),
)
#: Letters that print nothing and need no glyph: line break, joiners, left-to-right and right-to-left marks.
UNSEEN = frozenset("\n\u00ad\u200c\u200d\u200e\u200f\u2060")
#: Fonts have them and nothing is seen of them, but they turn the words around them about: never printed.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def files() -> tuple[Path, ...]:
    """The font files that are there, in the order in which a letter is looked for."""
    return tuple(path for __, path, ___ in _wanted() if path.is_file())


def problems() -> list[str]:
    """What is missing to make papers, in words for who runs the system; empty when all is well."""
    lacking = sorted({package for package, path, needed in _wanted() if needed and not path.is_file()})
    return [
        f"The fonts @expo-google-fonts/{each} are not installed (npm ci): no paper can be made." for each in lacking
    ]


def has_chinese() -> bool:
    """Whether Chinese letters can be printed."""
    return any(path.is_file() for package, path, __ in _wanted() if package == CHINESE)


def remedy(letters: Iterable[str]) -> str:
    """What to do about letters that no font has: a sentence about Chinese ones, where their package is not there."""
    if has_chinese() or not any(unicodedata.name(letter, "").startswith("CJK") for letter in letters):
        return ""
    text = _("Chinese letters can be printed once the system's operator has installed @expo-google-fonts/%(package)s.")
    return text % {"package": CHINESE}


def missing_letters(texts: Iterable[str]) -> dict[str, str]:
    """The letters that no font has, each with its name: `{"😀": "GRINNING FACE (U+1F600)"}`."""
    found = covered(files())
    letters = sorted(set().union(*texts) - UNSEEN)
    return {letter: name_of(letter) for letter in letters if letter in TURNING or letter not in found}


def name_of(letter: str) -> str:
    """A letter's name in Unicode, and its number for those that have none."""
    return f"{unicodedata.name(letter, '')} (U+{ord(letter):04X})".strip()


def _wanted() -> Iterator[tuple[str, Path, bool]]:
    for package, family, styles, needed in FAMILIES:
        for style in styles:
            yield package, PACKAGES / package / style / f"{family}_{style}.ttf", needed


@cache
def covered(paths: tuple[Path, ...]) -> Coverage:
    """Every letter that one of the regular cuts has."""
    regular = [path for path in paths if path.stem.endswith("_400Regular")]
    return Coverage(code for path in regular for code in codes_of(_character_map(path)))


class Coverage:
    """A set of letters as ranges: a hundredth of the memory of a set."""

    def __init__(self, codes: Iterable[int]) -> None:
        self.firsts: list[int] = []
        self.lasts: list[int] = []
        for code in sorted(set(codes)):
            if self.lasts and self.lasts[-1] == code - 1:
                self.lasts[-1] = code
            else:
                self.firsts.append(code)
                self.lasts.append(code)

    def __contains__(self, letter: str) -> bool:
        place = bisect_right(self.firsts, ord(letter)) - 1
        return place >= 0 and ord(letter) <= self.lasts[place]


def _character_map(path: Path) -> bytes:
    return tables_of(path, b"cmap")[0]


def tables_of(path: Path, *tags: bytes) -> list[bytes]:
    """Tables of a TrueType file by their tags, such as `cmap`, the character map."""
    with path.open("rb") as file:
        count = int.from_bytes(file.read(12)[4:6], "big")
        found = {tag: place for tag, _sum, *place in struct.iter_unpack(">4sLLL", file.read(16 * count))}
        if not found.keys() >= set(tags):
            raise ValueError(f"{path.name} has no character map, or no measures.")
        return [_table(file, *found[tag]) for tag in tags]


def _table(file: BinaryIO, offset: int, length: int) -> bytes:
    file.seek(offset)
    return file.read(length)


def codes_of(table: bytes) -> Iterator[int]:
    """The characters of a character map (formats 4 and 12, which every font of today has)."""
    return (code for code, _glyph in glyphs_of(table))


def glyphs_of(table: bytes) -> Iterator[tuple[int, int]]:
    """The characters of a character map, each with the number of its glyph."""
    for number in range(_short(table, 2)):
        offset = _long(table, 4 + 8 * number + 4)
        read = READERS.get(_short(table, offset))
        if read:
            yield from read(table, offset)


def _format_4(font: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Segments of the first 65,536 characters; the glyph 0 means that there is none."""
    count = _short(font, offset + 6) // 2
    ends, starts = offset + 14, offset + 16 + 2 * count
    deltas, ranges = starts + 2 * count, starts + 4 * count
    for segment in range(count):
        first, last = _short(font, starts + 2 * segment), _short(font, ends + 2 * segment)
        delta, place = _short(font, deltas + 2 * segment), ranges + 2 * segment
        shift = _short(font, place)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = _short(font, place + shift + 2 * (code - first)) if shift else code
            if glyph and (found := (glyph + delta) & 0xFFFF):
                yield code, found


def _format_12(font: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Groups of characters that follow one another."""
    for group in range(_long(font, offset + 12)):
        first, last, glyph = struct.unpack_from(">III", font, offset + 16 + 12 * group)
        yield from ((code, glyph + code - first) for code in range(first if glyph else first + 1, last + 1))


READERS: Mapping[int, Callable[[bytes, int], Iterator[tuple[int, int]]]] = {4: _format_4, 12: _format_12}


def _short(font: bytes, offset: int) -> int:
    return int.from_bytes(font[offset : offset + 2], "big")


def _long(font: bytes, offset: int) -> int:
    return int.from_bytes(font[offset : offset + 4], "big")
