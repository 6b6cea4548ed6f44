"""Clean text and the letters in it. Folding, collation and transliteration are
re-exported, so that callers need to know one door only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from core.folding import fold, name_key
from core.languages import sort_key, sorted_by, transliterate

__all__ = [
    "clean_block",
    "clean_line",
    "fold",
    "foreign_letters",
    "letters_of",
    "name_key",
    "script_of",
    "sort_key",
    "sorted_by",
    "titlecase_name",
    "transliterate",
]

JOINERS = "\u200c\u200d"
#: Letters by category, but nothing anybody can see: Hangul fillers, the grapheme joiner.
INVISIBLE = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800")
APOSTROPHES = "'’‘ʻʼ`´′"
LINE_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean_line(text: str) -> str:
    """One line of text as it may be stored: NFC, nothing invisible, single spaces.

    Control and format characters go; the joiners U+200C and U+200D stay inside words,
    where Persian and Hindi need them.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(map(_visible, text))
    return _without_stray_joiners(unicodedata.normalize("NFC", " ".join(visible.split())))


def clean_block(text: str) -> str:
    """Several lines, each cleaned; at most one empty line between paragraphs."""
    lines = [clean_line(line) for line in LINE_BREAKS.sub("\n", text).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


@lru_cache(maxsize=4096)
def _visible(letter: str) -> str:
    """The letter, a space for anything like a space, or nothing for what cannot be seen."""
    category = unicodedata.category(letter)
    if letter.isspace() or category in {"Zl", "Zp"}:
        return " "
    if letter in JOINERS:
        return letter
    is_noncharacter = category == "Cn" and (ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF)
    if category in {"Cc", "Cf", "Cs", "Co"} or letter in INVISIBLE or is_noncharacter:
        return ""
    return letter


def _without_stray_joiners(text: str) -> str:
    """Joiners only where they join: one at a time, with something visible on both sides."""
    if not any(joiner in text for joiner in JOINERS):
        return text
    single = re.sub(f"([{JOINERS}])[{JOINERS}]+", r"\1", text)
    return re.sub(rf"(?<!\S)[{JOINERS}]+|[{JOINERS}]+(?!\S)", "", single).strip()


@lru_cache(maxsize=4096)
def script_of(letter: str) -> str:
    """The script of one letter in lower case ("latin", "cyrillic", "han"), or ""."""
    if not letter.isalpha() or unicodedata.category(letter) == "Lm":
        return ""
    words = unicodedata.name(unicodedata.normalize("NFKC", letter)[0], "").lower().split()
    first = words[0] if words else ""
    return "han" if first in {"cjk", "kangxi"} else first


def letters_of(text: str) -> set[str]:
    """The scripts a text is written in: ``{"latin", "cyrillic"}``."""
    return {script_of(letter) for letter in text} - {""}


def foreign_letters(text: str, script: str) -> list[tuple[int, str]]:
    """The letters that are not of that script, each with its index in the text (R-30)."""
    found = ((index, letter, script_of(letter)) for index, letter in enumerate(text))
    return [(index, letter) for index, letter, own in found if own not in {"", script}]


#: Father's-name words of Turkic names: lower case inside a name.
KINSHIP = frozenset(
    "uulu uul ulu uly ogly oglu ogli ugli ugly o'g'li kyzy kizi kyz qizi gyzy qyzy kızı qızı"
    " уулу улы оглы ўғли угли огли кызы қизи қызы кизи".split()
)
#: Words that stay small before another word of the name.
PARTICLES = frozenset("de der den dos von bin bint ibn da la".split())
#: What may stand before an apostrophe with a capital behind it: O'Brien, Dell'Acqua.
ELISIONS = frozenset("o d l n m dell dall all sant о д л н м".split())
#: Uzbek O' typed with a plain apostrophe is a letter, not the Irish "son of".
UZBEK_O = re.compile(r"(?:kt|tk|lm|zb|g['’‘ʻ]|r[aoi][zn]|tan)")
ROMAN = frozenset("II III IV VI VII VIII".split())


def titlecase_name(name: str) -> str:
    """Capitals become a name as people write it: ``O'BRIEN-ÑUÑEZ`` → ``O'Brien-Ñuñez`` (R-29).

    Words in mixed or lower case are left as they were typed.
    """
    words = name.split(" ")
    shouted = name == name.upper()
    shortest = 2 if shouted else 3
    titled = [
        _titled_word(word, index, words) if _is_capitals(word, shortest) else word
        for index, word in enumerate(words)
    ]
    return unicodedata.normalize("NFC", " ".join(titled))


def _is_capitals(word: str, shortest: int) -> bool:
    cased = [letter for letter in word if letter.lower() != letter.upper()]
    return len(cased) >= shortest and all(letter == letter.upper() for letter in cased)


def _titled_word(word: str, index: int, words: list[str]) -> str:
    """One capital word, in the light of where it stands in the name."""
    small = _lower(word)
    if index and re.sub("[’‘ʻʼ`]", "'", small) in KINSHIP:
        return small
    if index and word in ROMAN:
        return word
    if _is_particle(small, index, words):
        return small
    return "".join(_titled_part(part) for part in re.split(r"([-‐‑–.])", small))


def _is_particle(small: str, index: int, words: list[str]) -> bool:
    if index == len(words) - 1:
        return False
    # "van" opens a Dutch name, but is a given name inside a Vietnamese one.
    return small in PARTICLES or (small == "van" and index == 0)


def _titled_part(part: str) -> str:
    """A part between hyphens: ``d'angelo``, ``mcdonald``, ``g'ulomov``."""
    if part.startswith("mc") and len(part) > 4:
        return "Mc" + _capital(part[2:])
    head, mark, tail = _parted_at_apostrophe(part)
    if mark and _is_elision(head, mark, tail):
        return _capital(head) + mark + _capital(tail)
    return _capital(part)


def _parted_at_apostrophe(part: str) -> tuple[str, str, str]:
    found = re.search(f"[{APOSTROPHES}]", part)
    return (part[: found.start()], found[0], part[found.end() :]) if found else (part, "", "")


def _is_elision(head: str, mark: str, tail: str) -> bool:
    is_uzbek_letter = head == "o" and (mark == "ʻ" or UZBEK_O.match(tail))
    return head in ELISIONS and not is_uzbek_letter


def _capital(text: str) -> str:
    return text[:1].title() + text[1:]


def _lower(text: str) -> str:
    """Lower case without the stray dot that Python leaves on the Turkish İ inside a word."""
    return re.sub(r"(?<=\w)İ", "i", text).lower()
