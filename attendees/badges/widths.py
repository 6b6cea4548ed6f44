"""How wide a text is, before it is set: read from the fonts the typesetter uses.

Letters are added up one by one. Kerning and the joining of Arabic letters make a line narrower, hardly ever wider, so
that what fits here fits on paper; `MARGIN` is for the rest.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from attendees.papers import fonts

#: The cut of each weight, in the order in which a letter is looked for.
CUTS = {
    "regular": ("NotoSans_400Regular", "IBMPlexSansArabic_400Regular", "NotoSansSC_400Regular"),
    "bold": ("NotoSans_700Bold", "IBMPlexSansArabic_700Bold", "NotoSansSC_700Bold"),
}
#: Of a width, for the rare pair of letters that is set wider than the two alone.
MARGIN = 1.005
POINT = 25.4 / 72  # millimetres


def width(text: str, weight: str, size: float) -> float:
    """Millimetres of a line of text at that size in points."""
    return sum(_advance(letter, weight) for letter in text) * size * POINT * MARGIN


@cache
def _advance(letter: str, weight: str) -> float:
    """The width of one letter at one point; an em for a letter no font has."""
    return next((face.advances[letter] for face in _faces(weight) if letter in face.advances), 1.0)


@cache
def _faces(weight: str) -> tuple[Face, ...]:
    by_name = {path.stem: path for path in fonts.files()}
    return tuple(Face(by_name[name]) for name in CUTS[weight] if name in by_name)


@dataclass(frozen=True)
class Face:
    """One font file; the tables are read when the first letter is looked for."""

    path: Path

    @cached_property
    def advances(self) -> dict[str, float]:
        """The width of every letter, in ems."""
        return dict(self._read())

    def _read(self) -> Iterator[tuple[str, float]]:
        letters, head, across, metrics = fonts.tables_of(self.path, b"cmap", b"head", b"hhea", b"hmtx")
        (unit,) = struct.unpack_from(">H", head, 18)
        (count,) = struct.unpack_from(">H", across, 34)
        for code, glyph in fonts.glyphs_of(letters):
            (advance,) = struct.unpack_from(">H", metrics, 4 * min(glyph, count - 1))
            yield chr(code), advance / unit
