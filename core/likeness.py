"""How alike two people's names are: across scripts, spellings and the order of the parts.

Nothing here decides that two people are one; it says which pairs somebody should look at, and why.
`keys` gives the words by which a stored person is found: whoever `compare` finds alike shares a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from core.name_parts import Form, Person, Word, initial, keys, keys_to_ask, skeleton

__all__ = [
    "NEAR",
    "STRONG",
    "WEAK",
    "Likeness",
    "Person",
    "Strength",
    "Why",
    "compare",
    "keys",
    "keys_to_ask",
    "nearest",
]

#: Points of a hundred from which on a pair is worth a question, and from which on the names say the same.
WEAK, STRONG = 75, 90
#: Names that reach this are a pair when something else than the names speaks for it as well.
NEAR = 60


class Strength(StrEnum):
    """How alike: worth a look, or the same name in another spelling."""

    WEAK = "WEAK"
    STRONG = "STRONG"


class Why(StrEnum):
    """What speaks for a pair, and what against it."""

    SAME = "SAME"  # the names are the same once they are folded
    SCRIPT = "SCRIPT"  # one was read in Cyrillic letters, the other in Latin ones
    ORDER = "ORDER"  # family and given name changed places
    SPELLING = "SPELLING"  # a vowel or a soft consonant is written otherwise
    SLIP = "SLIP"  # a letter is wrong, missing, or has changed places
    ENDING = "ENDING"  # -ov and -ova
    INITIAL = "INITIAL"  # one is only a letter
    LONGER = "LONGER"  # one has a part that the other leaves out
    ONE_NAME = "ONE_NAME"  # one has a single name, which is among the other's
    FATHER = "FATHER"  # Nurlan uulu and Nurlanov
    PATRONYMIC = "PATRONYMIC"
    OTHER_PATRONYMIC = "OTHER_PATRONYMIC"
    OTHER_SEX = "OTHER_SEX"
    BIRTH = "BIRTH"
    BIRTH_NEAR = "BIRTH_NEAR"
    OTHER_BIRTH = "OTHER_BIRTH"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    DELEGATION = "DELEGATION"


@dataclass(frozen=True)
class Likeness:
    """The points of a pair, and what they come from."""

    points: int
    why: tuple[Why, ...]

    @property
    def strength(self) -> Strength:
        """How alike the two are."""
        return Strength.STRONG if self.points >= STRONG else Strength.WEAK


def compare(one: Person, other: Person) -> Likeness | None:
    """How alike two people are; None where nobody need be asked. The same whichever comes first."""
    best = Likeness(0, ())
    for left, right in product(one.forms, other.forms):
        found = _compare_forms(left, right, is_same_sex=bool(one.sex) and one.sex == other.sex)
        # The codes break a tie, so that the order of the two does not.
        best = max(best, found, key=lambda each: (each.points, each.why))
    if best.points < NEAR:
        return None
    judged = [*_circumstances(one, other)]
    points = max(0, min(100, best.points + sum(worth for _why, worth in judged)))
    return Likeness(points, (*best.why, *(why for why, _worth in judged))) if points >= WEAK else None


# Two names side by side ------------------------------------------------------------------------------------------

#: Vowels that one language writes for another's, in words so short that any other vowel makes another name.
SOFT_VOWELS = frozenset(map(frozenset, ("ao", "ei", "ou", "oe", "ae")))
SHORT, LONG = 5, 9
FEMININE = re.compile("(?:aia|ii|oi|i|a)$")
PART_LEFT_OUT, SINGLE_NAME, KIN_OF_OTHER_SEX = 14, 70, 40


def _compare_forms(left: Form, right: Form, *, is_same_sex: bool) -> Likeness:
    few, many = sorted((left.words, right.words), key=len)
    total, reasons = _aligned(few, many, is_same_sex=is_same_sex)
    why = {*reasons, *({Why.SCRIPT} if left.is_cyrillic != right.is_cyrillic else ())}
    if not reasons - {Why.ORDER}:
        why.add(Why.SAME)
    points = 100 - total
    if len(few) < len(many):
        is_single = len(few) == 1
        points = (SINGLE_NAME if points == 100 else 0) if is_single else points - PART_LEFT_OUT
        why = (why - {Why.SAME, Why.ORDER}) | {Why.ONE_NAME if is_single else Why.LONGER}
    if left.kin and right.kin and left.kin != right.kin and not is_same_sex:
        points -= KIN_OF_OTHER_SEX
    fathers, worth = _compare_fathers(left.father, right.father)
    return Likeness(max(0, points + worth), (*sorted(why), *fathers)) if points >= NEAR else Likeness(0, ())


def _compare_fathers(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[tuple[Why, ...], int]:
    """A father's name speaks for or against a pair; it never makes one."""
    if not one or not other:
        return (), 0
    points = max(alike(a, b)[0] for a, b in product(map(_bare_father, one), map(_bare_father, other)))
    if points >= WEAK:
        return (Why.PATRONYMIC,), 4
    return ((Why.OTHER_PATRONYMIC,), -20) if points < NEAR else ((), 0)


def _bare_father(word: str) -> str:
    """Bahromovich and Bahrom: the father is one man."""
    return re.sub("(?<=[a-z]{3})(?:[oe]vich|[oe]vna|ichna)$", "", word)


def _aligned(few: Sequence[Word], many: Sequence[Word], *, is_same_sex: bool) -> tuple[int, set[Why]]:
    """What is missing to a hundred when every part of the shorter name has found its own in the longer one."""
    if not few:
        return 100, set()
    choices: list[tuple[int, list[Why]]] = []
    first, rest = few[0], few[1:]
    for place, word in enumerate(many):
        points, why = _word_points(first, word, is_same_sex=is_same_sex)
        if points < NEAR:
            continue
        missing, reasons = (
            _aligned(rest, [*many[:place], *many[place + 1 :]], is_same_sex=is_same_sex) if rest else (0, set())
        )
        moved = [Why.ORDER] if first.is_family != word.is_family else []
        choices.append((100 - points + missing, sorted({*reasons, *([why] if why else []), *moved})))
    missing, reasons_found = min(choices, default=(100, []))
    return missing, set(reasons_found)


def _word_points(one: Word, other: Word, *, is_same_sex: bool) -> tuple[int, Why | None]:
    points, why = max((alike(a, b) for a, b in product(one.readings, other.readings)), key=lambda each: each[0])
    if why == Why.ENDING and is_same_sex:
        points = 86  # the same sex was stated: one of the two left the ending out
    if points < 80 and one.is_father != other.is_father and _is_father_of(one, other):
        return 80, Why.FATHER
    return points, why


def _is_father_of(one: Word, other: Word) -> bool:
    """Nurlan uulu was Nurlanov in the papers of the last century."""
    fathers, families = (one, other) if one.is_father else (other, one)
    return any(
        family in {f"{father}{ending}" for ending in ("ov", "ova", "ev", "eva")}
        for father, family in product(fathers.readings, families.readings)
    )


@lru_cache(maxsize=16384)
def alike(one: str, other: str) -> tuple[int, Why | None]:
    """The points of two folded words, and why they are fewer than a hundred."""
    if one == other:
        return 100, None
    short, long = sorted((one, other), key=lambda word: (len(word), word))
    if len(short) == 1:
        return (70, Why.INITIAL) if initial(short) == initial(long) else (0, None)
    if _differ_by_sex(short, long):
        return 50, Why.ENDING
    if skeleton(short) == skeleton(long):
        return _by_vowels(short, long)
    return _by_consonants(short, long) if initial(short) == initial(long) else (0, None)


def _differ_by_sex(short: str, long: str) -> bool:
    """Asanov and Asanova, Zelenski and Zelenskaia, Ruslan and Ruslana."""
    if long == f"{short}a":
        return True
    is_one_feminine = short.endswith("a") != long.endswith("a")
    return is_one_feminine and len(short) > SHORT and FEMININE.sub("", short) == FEMININE.sub("", long)


def _by_vowels(short: str, long: str) -> tuple[int, Why | None]:
    distance = OSA.distance(short, long)
    if len(short) <= SHORT:
        is_soft = distance == 1 and _is_soft_vowel(short, long)
        return (88, Why.SPELLING) if is_soft else (NEAR, Why.SLIP) if distance == 1 else (0, None)
    points = {1: 88, 2: 82}.get(distance, 76 if distance == 3 and len(short) >= LONG else 0)
    return points, Why.SPELLING if points else None


def _is_soft_vowel(short: str, long: str) -> bool:
    """Whether the one vowel that differs is written now so, now so, or is put in between consonants."""
    if len(short) < len(long):
        return len(short) > 3 and long[:-1] != short
    return frozenset(next((a, b) for a, b in zip(short, long, strict=True) if a != b)) in SOFT_VOWELS


def _by_consonants(short: str, long: str) -> tuple[int, Why | None]:
    if len(short) >= SHORT and _hushed(short) == _hushed(long):
        return 86, Why.SPELLING
    distance = OSA.distance(short, long)
    if distance != 1 or len(short) <= 3:
        return 0, None
    is_swapped = len(short) == len(long) and sorted(short) == sorted(long)
    if (is_swapped and len(short) >= SHORT) or len(short) >= LONG:
        return 80, Why.SLIP
    return NEAR, Why.SLIP


def _hushed(word: str) -> str:
    """Words that differ in what one alphabet cannot write: s and sh, j and i; in longer ones z and s."""
    plain = word.replace("sh", "s").replace("ch", "c").replace("j", "i")
    return plain.replace("z", "s") if len(word) > SHORT else plain


# What else is known ----------------------------------------------------------------------------------------


def _circumstances(one: Person, other: Person) -> Iterator[tuple[Why, int]]:
    """What speaks for and against a pair besides the names, with its points (R-33)."""
    if {one.sex, other.sex} == {"F", "M"}:
        yield Why.OTHER_SEX, -30
    if one.date_of_birth and other.date_of_birth:
        yield from _births(one.date_of_birth, other.date_of_birth)
    if one.phone and one.phone == other.phone:
        yield Why.PHONE, 15
    if one.email and one.email.casefold() == other.email.casefold():
        yield Why.EMAIL, 10
    if one.delegation and one.delegation == other.delegation:
        yield Why.DELEGATION, 5


def _births(one: str, other: str) -> Iterator[tuple[Why, int]]:
    if one == other:
        yield Why.BIRTH, 15
    elif sorted(one) == sorted(other) or OSA.distance(one, other) == 1:
        yield Why.BIRTH_NEAR, 0  # 12.03 and 03.12, or one figure mistyped
    else:
        yield Why.OTHER_BIRTH, -30


# Names of houses ---------------------------------------------------------------------------------------------------

#: From so many points of a hundred on, a spelling of an organisation is worth showing.
NEAR_ENOUGH = 60


def nearest(text: str, spellings: Sequence[str], *, most: int) -> list[str]:
    """The folded spellings that have most words in common with a folded text, the nearest first."""
    found = process.extract(text, spellings, scorer=fuzz.token_set_ratio, limit=most, score_cutoff=NEAR_ENOUGH)
    return [spelling for spelling, _points, _index in found]
