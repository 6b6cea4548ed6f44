"""One spelling for every spelling: the key by which names are searched and compared.

Жапаров, Zhaparov, Japarov and Dzhaparov all fold to ``japarov``. The folded text is
ASCII, lower case, words parted by single spaces; it is for looking up, never for showing.
"""

from __future__ import annotations

import re
import unicodedata

#: Cyrillic letters as the folded alphabet spells them.
ALPHABETS = """
    а=a б=b в=v г=g д=d е=e ё=e ж=j з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h
    ц=ts ч=ch ш=sh щ=sh ы=i э=e ю=iu я=ia
    ә=a ғ=g қ=k ң=n ө=o ұ=u ү=u һ=h ӣ=i ӯ=u ҳ=h ҷ=j ў=o
    і=i ї=i є=e ґ=g ј=j љ=l њ=n ћ=ch ђ=j џ=j ѓ=g ќ=k ѕ=dz
"""
CYRILLIC = dict(pair.split("=") for pair in ALPHABETS.split())
#: Latin letters that do not come apart into a plain letter and an accent.
OWN_LETTERS = "ı=i ə=a ø=o ł=l đ=d ð=d ŋ=n þ=th æ=ae œ=oe"
LATIN = dict(pair.split("=") for pair in OWN_LETTERS.split())
#: Signs that are part of a word and carry no sound worth keeping: apostrophes and the soft and hard signs.
SILENT = dict.fromkeys("'’‘ʻʼ`´′ʹʺ\"ъ", "")
SILENT_SIGNS = str.maketrans(SILENT)
#: Between consonants the hard sign is a Bulgarian vowel, which Latin letters write as a, or leave out.
VOWEL_SIGN = re.compile("(?<=[бвгджзклмнпрстфхцчшщ])ъ(?=[бвгджзклмнпрстфхцчшщ])", re.IGNORECASE)
LETTERS = str.maketrans(CYRILLIC | LATIN | SILENT)

#: One after the other, on ASCII text.
SPELLINGS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(pattern), spelling)
    for pattern, spelling in [
        (r"\boxan", "oksan"),
        (r"\bxen", "ksen"),
        (r"ex", "eks"),
        (r"maxi", "maksi"),
        (r"x|kh", "h"),
        (r"shch|sch", "sh"),
        (r"dzh|zh|dj", "j"),
        (r"gh", "g"),
        (r"ck|q", "k"),
        (r"c(?=[aoulr])", "k"),
        (r"ts", "c"),
        (r"w", "v"),
        (r"y", "i"),
        (r"([a-z])\1+", r"\1"),
        (r"(?<![bcdfghjklmnpqrstvz])ie", "e"),
    ]
]

#: "Son of" and "daughter of", folded: they come and go between two spellings of one name.
KINSHIP = frozenset({"ulu", "ul", "uli", "ogli", "oglu", "ugli", "kizi", "kiz", "gizi"})


def fold(text: str) -> str:
    """The text as it is searched: ``Өмүр`` → ``omur``, ``Gʻulomov`` → ``gulomov``."""
    plain = _to_ascii(text)
    for pattern, spelling in SPELLINGS:
        plain = pattern.sub(spelling, plain)
    return " ".join(plain.split())


def readings(text: str) -> list[str]:
    """The text folded in every way it is read aloud, word for word: ``Димитър`` → ``dimitr``, ``dimitar``."""
    bulgarian = VOWEL_SIGN.sub("а", text)
    return [fold(text)] if bulgarian == text else [fold(text), fold(bulgarian)]


def name_key(family: str, given: str) -> str:
    """The same for two spellings of one person's name, in whichever order the parts came."""
    words = fold(f"{family} {given}").split()
    return " ".join(sorted(word for word in words if word not in KINSHIP) or sorted(words))


def _to_ascii(text: str) -> str:
    """Lower-case ASCII letters, digits and spaces."""
    plain = text.lower() if text.isascii() else _latinised(text)
    return re.sub(r"[^a-z0-9]+", " ", plain.translate(LETTERS))


def _latinised(text: str) -> str:
    # Silent signs go first: NFKC makes a space and an accent of the acute that stands for an apostrophe.
    small = unicodedata.normalize("NFKC", text.translate(SILENT_SIGNS)).casefold()
    small = re.sub("ь(?=[еёиоу])", "i", small).replace("ь", "").translate(LETTERS)
    plain = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
    if plain.isascii():
        return plain
    from anyascii import anyascii  # tables for every script: only for those without rules of their own

    return anyascii(plain.translate(LETTERS)).lower()
