"""A name taken apart: its words in every reading, without particles, the father's name apart; and its keys.

Nurlan uulu Bekzhan and Bekjan Nurlan come out as the same two words; Abdyldaeva-Toktogulova as two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product, zip_longest

from core.folding import KINSHIP, fold, readings

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = "aeiou"
#: Longer names are compared by their first parts.
MOST_WORDS = 6
LONGEST_KEY = 48
CYRILLIC = re.compile("[\u0400-\u052f]")
WOMEN = frozenset({"kizi", "kiz", "gizi"})
#: Parts of a name that one paper prints and the next leaves out.
PARTICLES = frozenset("de der den van von da di del della dos la le el al bin bint ibn".split())
#: Father's names by their endings, folded: Bakitovich, Omurbekovna.
PATRONYMIC = re.compile("[a-z]{2,}(?:[oe]vich|[oe]vna|ichna)")
#: Serikuly, Nurlanuulu: "son of" and "daughter of" written together with the father's name; Aiguli is none of them.
JOINED = re.compile(r"(?<=[a-z]{3})(?<!g)(?=(?:uli|ulu|kizi|ogli|ugli)\b)")
#: Letters with a sign below or above that other papers spell by sound: Șerban, Шербан; Müller, Mueller.
SOUNDS = {"ş": "sh", "ș": "sh", "š": "sh", "ţ": "ts", "ț": "ts", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh"}
UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"}
TURKISH = re.compile("[ığşç]")
SIGNS = str.maketrans(SOUNDS | UMLAUTS)
#: On folded words, one after the other: what is one sound in one country's spelling and two in another's.
SOFT: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), spelling)
    for pattern, spelling in [
        (r"ph", "f"),
        (r"th", "t"),
        (r"tch", "ch"),
        (r"ou", "u"),
        (r"(?<=[bcdfghjklmnpqrstvz])i[eo]", "e"),
        (r"(?<=[a-z])j$|(?<=[aeou])j(?=[bcdfghklmnpqrstvz])", "i"),
        (r"c(?![heiv])", "k"),
        (r"([a-z])\1+", r"\1"),
    ]
]


@dataclass(frozen=True)
class Person:
    """What is known of somebody. All of it may be empty; `family` may be, with both names in `given`."""

    family: str = ""
    given: str = ""
    cyrillic_family: str = ""
    cyrillic_given: str = ""
    patronymic: str = ""
    sex: str = ""
    date_of_birth: str = ""  # as ISO writes it
    phone: str = ""
    email: str = ""
    delegation: int | None = None
    forms: tuple[Form, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forms", tuple(_forms(self)))


@dataclass(frozen=True)
class Word:
    """One part of a name in all its readings."""

    readings: tuple[str, ...]
    is_family: bool = False
    is_father: bool = False  # with uulu, kyzy … behind it


@dataclass(frozen=True)
class Form:
    """A name in one script: its parts without particles, the father's name apart."""

    is_cyrillic: bool
    words: tuple[Word, ...]
    father: tuple[str, ...] = ()
    kin: str = ""  # F or M, from kyzy or uulu


def keys(person: Person) -> set[str]:
    """The words to store beside somebody: the consonants of one part of the name, the first letter of another."""
    return {key for form in person.forms for key in _keys_of(form)}


def keys_to_ask(person: Person) -> set[str]:
    """The keys of everybody who could be like this person: their own, and those of people with one name."""
    asked = keys(person)
    for form in person.forms:
        bones = {skeleton(reading) for word in form.words for reading in word.readings}
        asked |= {f"{each}:" for each in bones}
        if len(form.words) == 1:
            asked |= {f"{each}:{letter}" for each in bones for letter in LETTERS}
    return asked


def _forms(person: Person) -> Iterator[Form]:
    """The names as written in Latin letters and in Cyrillic ones; equal ones once."""
    seen: set[tuple[Word, ...]] = set()
    for family, given in (
        (person.family, person.given),
        (person.cyrillic_family, person.cyrillic_given),
    ):
        form = _form(family, given, person.patronymic)
        if form.words and form.words not in seen:
            seen.add(form.words)
            yield form


def _form(family: str, given: str, patronymic: str) -> Form:
    words = [*_words(family, is_family=True), *_words(given, is_family=False)]
    kin = {_sex_of(word) for word in words if _is_kin(word)}
    named = [
        Word(word.readings, word.is_family, is_father=_is_kin(after))
        for word, after in zip_longest(words, words[1:])
        if not _is_kin(word)
    ]
    plain = [word for word in named if word.readings[0] not in PARTICLES]
    kept, father = _without_father(plain if len(plain) > 1 else named or words)
    stated = _father(patronymic)
    is_cyrillic = bool(CYRILLIC.search(family + given))
    return Form(is_cyrillic, tuple(kept[:MOST_WORDS]), stated or father, kin.pop() if len(kin) == 1 else "")


@lru_cache(maxsize=8192)
def _words(text: str, *, is_family: bool) -> tuple[Word, ...]:
    first, *more = [[_softened(word) for word in JOINED.sub(" ", way).split()] for way in _readings(text)]
    ways = [first, *(way for way in more if len(way) == len(first))]
    return tuple(Word(tuple(dict.fromkeys(way)), is_family) for way in zip(*ways, strict=True))


def _readings(text: str) -> list[str]:
    """The text folded in every way it may have been meant; the plain one first."""
    if text.isascii():
        return [fold(text)]
    small = text.lower()
    sounded = re.sub("c(?!h)", "j", small) if TURKISH.search(small) else small
    return [*readings(text), *(fold(way) for way in (small.translate(SIGNS), sounded.translate(SIGNS)) if way != small)]


def _softened(word: str) -> str:
    for pattern, spelling in SOFT:
        word = pattern.sub(spelling, word)
    return word


def _is_kin(word: Word | None) -> bool:
    return word is not None and word.readings[0] in KINSHIP


def _sex_of(kin: Word) -> str:
    return "F" if kin.readings[0] in WOMEN else "M"


def _without_father(words: Sequence[Word]) -> tuple[list[Word], tuple[str, ...]]:
    """The parts without a father's name that stands behind the given one, as long as two are left."""
    fathers = [word for word in words if not word.is_family and (word.is_father or _is_patronymic(word))]
    kept = [word for word in words if word not in fathers[:1]]
    return (kept, fathers[0].readings) if fathers and len(kept) > 1 else (list(words), ())


def _is_patronymic(word: Word) -> bool:
    return bool(PATRONYMIC.fullmatch(word.readings[0]))


def _father(patronymic: str) -> tuple[str, ...]:
    """`Bahrom oʻgʻli` → bahrom; `Bakitovich` as it is."""
    words = [word for word in _words(patronymic, is_family=False) if not _is_kin(word)]
    return words[0].readings if words else ()


def _keys_of(form: Form) -> Iterator[str]:
    parts = [{skeleton(each) for each in _keyed(word)} for word in form.words]
    initials = [{initial(each) for each in word.readings} for word in form.words]
    if len(form.words) == 1:
        yield from (
            f":{letter}" for letter in initials[0]
        )  # few people have one name: they are compared with each other
    for place, bones in enumerate(parts):
        others = [letters for number, letters in enumerate(initials) if number != place] or [{""}]
        for letters in others:
            yield from (f"{bone[:LONGEST_KEY]}:{letter}" for bone, letter in product(bones, letters))


def _keyed(word: Word) -> Iterable[str]:
    """Nurlan uulu is found by Nurlanov as well."""
    return (*word.readings, *(f"{each}ov" for each in word.readings)) if word.is_father else word.readings


@lru_cache(maxsize=8192)
def skeleton(word: str) -> str:
    """The consonants of a folded word; of vowels alone, what stands for any vowel."""
    return re.sub(f"[{VOWELS}]", "", word)[:LONGEST_KEY] or "a"


def initial(word: str) -> str:
    return "a" if word[0] in VOWELS else word[0]
