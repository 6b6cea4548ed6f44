"""A whole name in one cell, taken apart: family, given, patronymic (R-29, R-35; the order varies by country)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from attendees.imports.honours import of_name
from core.text import APOSTROPHES, KINSHIP, clean_line, letters_of

FAMILY_FIRST, GIVEN_FIRST = "family", "given"
ORDERS = (FAMILY_FIRST, GIVEN_FIRST)

PATRONYMIC = re.compile(
    r".+(?:ович|евич|ич|овна|евна|ична|инична|ұлы|улы|уулу|қызы|кызы|угли|оглы|ovich|evich|ovna|evna)"
)
FAMILY = re.compile(
    r".+(?:[оеё]ва?|ский|ская|цкий|цкая|енко|швили|дзе|зода|заде|ович|евич|ev|ov|eva|ova|skiy|sky|ski|skaya|ska|enko"
    r"|shvili|dze|zoda|zade|escu)"
)
#: Given names that look like family names.
GIVEN_NAMES = frozenset("лев яков ева нева иов lev yakov jakov eva neva iov tatjaneva genoveva ginev".split())
PARTICLES = frozenset("van von de der den dos da di la le du del al el bin ibn ter ten".split())
INITIALS = re.compile(r"(?:[^\W\d_]\.\s?-?){1,3}")
NUMBERED = re.compile(r"^\d{1,3}\s?[.)]\s*")
SAME_SIGN = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
#: So much agreement makes the order of a whole column.
AGREEMENT = 0.8


@dataclass(frozen=True)
class Name:
    """The parts of a name. `is_sure`: the name itself says which part is which."""

    family: str = ""
    given: str = ""
    patronymic: str = ""
    is_sure: bool = True
    title: str = ""
    rank: str = ""
    degree: str = ""

    @property
    def is_single(self) -> bool:
        """One name only (R-35)."""
        return bool(self.given) and not self.family

    @property
    def has_initials(self) -> bool:
        """The given name is only a letter with a point."""
        return bool(INITIALS.fullmatch(self.given))

    @property
    def order(self) -> str:
        """Which part stood first, if the name says so."""
        return self._order if self.is_sure else ""

    _order: str = ""


def split(text: str, order: str = "") -> Name:
    """The parts of a name written in one cell; `order` is what the column is known to do."""
    honours = of_name(NUMBERED.sub("", clean_line(text)))
    name = _parts(honours.rest.strip(" ,;"), order)
    return replace(name, title=honours.title, rank=honours.rank, degree=honours.degree)


def order_of(names: Iterable[str]) -> str:
    """The order in which a column writes names, by those that tell; empty when they do not agree."""
    told = [order for text in names if (order := split(text).order)]
    for order in ORDERS:
        if told and told.count(order) >= AGREEMENT * len(told):
            return order
    return ""


def _parts(text: str, order: str) -> Name:
    family, comma, given = text.partition(",")
    if comma and family.strip() and given.strip():
        return _after_comma(family.strip(), given.strip().replace(",", " ").split())
    words = _with_parted_initials(text)
    if len(words) < 2:
        return Name(given=text)
    return _with_kinship(words, order) or _with_capitals(words) or _with_patronymic(words) or _by_order(words, order)


def _with_parted_initials(text: str) -> list[str]:
    """`Жапаров А.Б.` has three parts."""
    return re.sub(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_]\.)", " ", text).split()


def _after_comma(family: str, rest: list[str]) -> Name:
    """`Japarov, Askar Bakytovich`."""
    if len(rest) > 1 and _is_patronymic(rest[-1]):
        return Name(family, " ".join(rest[:-1]), rest[-1], _order=FAMILY_FIRST)
    return Name(family, " ".join(rest), _order=FAMILY_FIRST)


def _with_kinship(words: list[str], order: str) -> Name | None:
    """Father's name and "son of", in both orders: with one more word it is the family name, with two a patronymic."""
    place = next((index for index, word in enumerate(words) if index and _is_kinship(word)), None)
    if place is None:
        return None
    own = " ".join(words[place - 1 : place + 1])
    before, behind = words[: place - 1], words[place + 1 :]
    rest = before + behind
    if len(rest) == 1:
        return Name(own, rest[0], _order=FAMILY_FIRST if behind else GIVEN_FIRST)
    if not rest:
        return Name(given=own)
    return replace(_by_order(rest, order), patronymic=own)


def _is_kinship(word: str) -> bool:
    return bool(KINSHIP.fullmatch(word.lower().translate(SAME_SIGN)))


def _with_capitals(words: list[str]) -> Name | None:
    """Words in capitals are the family name when the others are not (R-29)."""
    marks = [_is_capitals(word) for word in words]
    if not any(marks) or all(marks):
        return None
    first, last = marks.index(True), len(marks) - 1 - marks[::-1].index(True)
    if not all(marks[first : last + 1]) or (first and last < len(words) - 1):
        return None
    family, rest = words[first : last + 1], words[:first] + words[last + 1 :]
    order = FAMILY_FIRST if first == 0 else GIVEN_FIRST
    if len(rest) > 1 and _is_patronymic(rest[-1]):
        return Name(" ".join(family), " ".join(rest[:-1]), rest[-1], _order=order)
    return Name(" ".join(family), " ".join(rest), _order=order)


def _is_capitals(word: str) -> bool:
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and word == word.upper() and "." not in word


def _with_patronymic(words: list[str]) -> Name | None:
    """`Жапаров Аскар Бакытович` and `Аскар Бакытович Жапаров`."""
    if len(words) < 3:
        return None
    if _is_patronymic(words[-1]):
        return Name(" ".join(words[:-2]), words[-2], words[-1], _order=FAMILY_FIRST)
    if len(words) == 3 and _is_patronymic(words[1]):
        return Name(words[2], words[0], words[1], _order=GIVEN_FIRST)
    return None


def _is_patronymic(word: str) -> bool:
    return bool(PATRONYMIC.fullmatch(word.lower()))


def _by_order(words: list[str], order: str) -> Name:
    """By endings of family names, then by what the column does, then by the custom of the alphabet."""
    particle = next((index for index, word in enumerate(words) if index and word in PARTICLES), None)
    if particle and words[particle:] != words[-1:]:
        return Name(" ".join(words[particle:]), " ".join(words[:particle]), _order=GIVEN_FIRST)
    if INITIALS.fullmatch(words[-1]):
        initials = [word for word in words if INITIALS.fullmatch(word)]
        return Name(words[0], initials[0], " ".join(initials[1:]), _order=FAMILY_FIRST)
    if INITIALS.fullmatch(words[0]):
        return Name(words[-1], words[0], " ".join(words[1:-1]), _order=GIVEN_FIRST)
    told = _told_by_endings(words)
    custom = FAMILY_FIRST if "cyrillic" in letters_of(" ".join(words)) or _all_capitals(words) else GIVEN_FIRST
    known = told or order
    return _ordered(words, known or custom, is_sure=bool(known), told=told)


def _told_by_endings(words: list[str]) -> str:
    first, last = _is_family(words[0]), _is_family(words[-1])
    if first == last:
        return ""
    return FAMILY_FIRST if first else GIVEN_FIRST


def _is_family(word: str) -> bool:
    parts = word.lower().split("-")
    return any(FAMILY.fullmatch(part) and part not in GIVEN_NAMES for part in parts)


def _all_capitals(words: list[str]) -> bool:
    return all(map(_is_capitals, words))


def _ordered(words: list[str], order: str, *, is_sure: bool, told: str) -> Name:
    if order == GIVEN_FIRST:
        return Name(words[-1], " ".join(words[:-1]), is_sure=is_sure, _order=told)
    is_threefold = len(words) == 3 and "cyrillic" in letters_of(words[-1])
    if is_threefold:
        return Name(words[0], words[1], words[2], is_sure=is_sure, _order=told)
    return Name(words[0], " ".join(words[1:]), is_sure=is_sure, _order=told)
