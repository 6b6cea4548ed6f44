"""What depends on a language: order, direction, its own name, another alphabet.

ICU carries 50 MB of data, so it is loaded by the first call that needs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.utils.translation import get_language_info

Item = TypeVar("Item")

#: For languages Django does not know; it knows ar, fa, he and ur.
RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def sort_key(text: str, language: str) -> bytes:
    """A key that puts texts in the order of that language: Ө after О in Kyrgyz (R-39).

    The bytes of one language compare with each other only; store the language beside them.
    """
    return bytes(_collator(language).getSortKey(text))


def sorted_by(items: Iterable[Item], key: Callable[[Item], str], language: str) -> list[Item]:
    """The items in the order of the language; equal texts keep their order."""
    return sorted(items, key=lambda item: sort_key(key(item), language))


@lru_cache(maxsize=16)
def _collator(language: str) -> Any:
    import icu  # 50 MB: loaded when the first list is put in order

    return icu.Collator.createInstance(icu.Locale(language))


def capitals(text: str, language: str) -> str:
    """The text in capitals as that language has them: a Turkish i becomes İ, Greek loses its accents."""
    import icu  # 50 MB: loaded when the first list is made

    return str(icu.UnicodeString(text).toUpper(icu.Locale(language)))


#: ICU's rules by language; other languages are read as Russian.
RULES = {
    "ky": "ky-ky_Latn/BGN",
    "ru": "ru-ru_Latn/BGN",
    "kk": "kk-kk_Latn/BGN",
    "uz": "uz_Cyrl-uz_Latn",
    "bg": "bg-bg_Latn/BGN",
    "uk": "uk-uk_Latn/BGN",
    "be": "be-be_Latn/BGN",
    "mn": "mn-mn_Latn/BGN",
    "mk": "mk-mk_Latn/BGN",
    "sr": "sr-sr_Latn/BGN",
}
#: Whose rules a name from a State is read by when a Latin spelling is suggested (R-31); elsewhere the reader's.
SPELLED_AS = {"KG": "ky", "KZ": "kk", "UZ": "uz", "BG": "bg", "UA": "uk", "BY": "be", "MN": "mn", "MK": "mk"}
#: Where the law of the country has left ICU's rules behind.
SPECIAL: dict[str, Any] = {
    "bg": str.maketrans("ъЪйЙьЬ", "aAyYyY"),
    "mn": str.maketrans({"е": "ye", "Е": "Ye", "з": "z", "З": "Z", "х": "kh", "Х": "Kh", "ы": "y", "Ы": "Y"}),
}
#: Letters of the neighbours' alphabets, as their passports spell them.
SPELLED = "ғ=gh қ=q ҳ=h ҷ=j ӣ=i ӯ=u ў=o' ұ=u ү=u ө=o ә=a һ=h ң=n і=i"
NEIGHBOURS = dict(pair.split("=") for pair in SPELLED.split())
#: Signs of softness, which no passport prints.
SOFTNESS = dict.fromkeys(map(ord, "ʹʺ’ʼъь"), None)


def transliterate(text: str, language: str) -> str:
    """A Latin spelling to suggest for a Cyrillic name of that language; a hint, never more (R-31).

    Plain letters as in a passport: Жапаров is ``Japarov`` in Kyrgyz, ``Zhaparov`` in Russian.
    """
    own = str(_transliterator(language).transliterate(text.translate(SPECIAL.get(language, {}))))
    latin = str(_transliterator("ru").transliterate("".join(map(_neighbour, own))))
    apart = unicodedata.normalize("NFD", latin.translate(SOFTNESS))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@lru_cache(maxsize=16)
def _transliterator(language: str) -> Any:
    import icu  # 50 MB: loaded when the first name is to be suggested

    return icu.Transliterator.createInstance(RULES.get(language, RULES["ru"]))


def _neighbour(letter: str) -> str:
    """A letter ICU's rules of another language left in Cyrillic."""
    small = NEIGHBOURS.get(letter.lower(), letter)
    return small.capitalize() if letter.isupper() else small


def direction_of(language: str) -> str:
    """``"rtl"`` or ``"ltr"``, for the ``dir`` attribute."""
    return "rtl" if language.split("-")[0] in RIGHT_TO_LEFT else "ltr"


def name_of(language: str) -> str:
    """The language's own name with a capital: ``Русский``, ``Кыргызча``; the code if unknown."""
    try:
        own_name: str = get_language_info(language)["name_local"]
    except KeyError:
        return settings.CONFERENCE_LANGUAGES.get(language, language)
    return own_name[:1].upper() + own_name[1:]
