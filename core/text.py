"""Clean text and the letters in it. Folding, collation and transliteration are
re-exported, so that callers need to know one door only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from core.folding import fold, name_key, readings
from core.languages import sort_key, sorted_by, transliterate

__all__ = [
    "clean_block",
    "clean_line",
    "file_name",
    "fold",
    "foreign_letters",
    "language_by_letters",
    "letters_of",
    "name_key",
    "readings",
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
#: Names of devices, which Windows refuses for files.
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\s*", re.IGNORECASE)
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


def file_name(stem: str, extension: str) -> str:
    """A name for a download that every system can store: ``Bishkek 2024.csv`` (EX-07, EX-14).

    Keeps letters of every script, drops path signs and quotes, and is never longer than 120 bytes.
    """
    plain = re.sub(r'[\\/:*?"<>|;%]+', " ", clean_line(stem))
    words = " ".join(plain.split()).strip(". ").encode()[:100].decode(errors="ignore").strip(". ")
    if not words or RESERVED.fullmatch(words.partition(".")[0]):
        words = f"list {words}".strip()
    return f"{words}.{extension}"


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


#: Letters of the languages that are written in Cyrillic letters here.
RUSSIAN = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
ALPHABETS = {"ru": RUSSIAN, "ky": RUSSIAN | frozenset("ңөү")}
#: Languages in neither Latin nor Cyrillic letters.
OTHERWISE = frozenset({"ar", "zh"})


def language_by_letters(text: str, languages: Iterable[str]) -> str:
    """In which of these languages a text most probably is, by its letters alone; "" where it is in none of them.

    Cyrillic is Russian, and Kyrgyz where a letter is that Russian has not; the letters of others are neither. Latin
    is the first of the languages written so.
    """
    scripts = [script_of(letter) for letter in text]
    if scripts.count("cyrillic") < max(1, scripts.count("latin")):
        latin = (code for code in languages if code not in ALPHABETS and code not in OTHERWISE)
        return next(latin, "") if "latin" in scripts else ""
    letters = {letter for letter in text.lower() if script_of(letter) == "cyrillic"}
    offered = set(languages)
    return next((code for code, own in ALPHABETS.items() if code in offered and letters <= own), "")


#: Father's-name words of Turkic names: lower case inside a name.
KINSHIP = re.compile(
    r"u?ulu|uul|uly|[ou]gl[iyu]|o'g'li|[kqg][yiı]z[yiı]?"
    r"|уулу|улы|[оу]гл[ыи]|ўғли|[кқг][ыи]з[ыи]?"
)
#: Words that stay small before another word of the name.
PARTICLES = frozenset({"de", "der", "den", "dos", "von", "bin", "bint", "ibn", "da", "la"})
#: What may stand before an apostrophe with a capital behind it: O'Brien, Dell'Acqua.
ELISIONS = re.compile("[odlnmодлнм]|dell|dall|all|sant")
#: McDonald, but not the Georgian Mchedlishvili.
SCOTTISH = re.compile("mc(?!hed|khe)...")
#: Uzbek O' typed with a plain apostrophe is a letter, not the Irish "son of".
UZBEK_O = re.compile(r"(?:kt|tk|lm|zb|g['’‘ʻ]|r[aoi][zn]|tan)")
ROMAN = re.compile("II|III|IV|VI|VII|VIII")


def titlecase_name(name: str) -> str:
    """Capitals become a name as people write it: ``O'BRIEN-ÑUÑEZ`` → ``O'Brien-Ñuñez`` (R-29).

    Words in mixed or lower case are left as they were typed.
    """
    words = name.split(" ")
    shouted = name == name.upper()
    shortest = 2 if shouted else 3
    titled = [
        _titled_word(word, index, words) if _is_capitals(word, shortest) else word for index, word in enumerate(words)
    ]
    return unicodedata.normalize("NFC", " ".join(titled))


def _is_capitals(word: str, shortest: int) -> bool:
    cased = [letter for letter in word if letter.lower() != letter.upper()]
    return len(cased) >= shortest and all(letter == letter.upper() for letter in cased)


def _titled_word(word: str, index: int, words: list[str]) -> str:
    """One capital word, in the light of where it stands in the name."""
    small = _lower(word)
    if index and KINSHIP.fullmatch(re.sub("[’‘ʻʼ`]", "'", small)):
        return small
    if index and ROMAN.fullmatch(word):
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
    if SCOTTISH.match(part):
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
    return bool(ELISIONS.fullmatch(head)) and not is_uzbek_letter


def _capital(text: str) -> str:
    return text[:1].title() + text[1:]


def _lower(text: str) -> str:
    """Lower case without the stray dot that Python leaves on the Turkish İ inside a word."""
    return re.sub(r"(?<=\w)İ", "i", text).lower()
