"""One invented person after another: the same seed gives the same people."""

import random
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from attendees.demo.names import ABROAD, CULTURES, DAUGHTER, SLAVIC, SON, Culture, Pair
from attendees.demo.posts import Institution

WOMAN, MAN = "F", "M"
#: What the nine digits of a telephone number follow.
PHONES = {"KG": "+996", "KZ": "+77", "UZ": "+998", "TJ": "+992", "BG": "+359", "RO": "+40"}
ELSEWHERE = "+41"
EMBASSIES = frozenset({"US"})
DIETS = ("halal", "vegetarian", "no pork", "allergy to nuts", "no dairy", "diabetic")
NEEDS = ("large print", "a seat near the front", "hearing loop", "step-free way")
OLDEST, YOUNGEST = date(1961, 1, 1), date(1998, 12, 31)
#: What a passport's Latin letters become in an address.
PLAIN = str.maketrans({"ʻ": "", "'": "", "’": "", " ": "-", "ß": "ss", "ł": "l", "Ł": "L", "ı": "i"})


@dataclass
class Member:
    """A person of the cast: where the person belongs, and the columns of a delegate by name.

    `country` is the State represented, empty for those who speak for none; countries are ISO codes.
    """

    code: str
    category: str
    country: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    consents: dict[str, bool] = field(default_factory=dict)
    wants_workshop: bool = False
    is_no_show: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """Family and given name: nobody of a cast shares both."""
        return self.fields["family_name"], self.fields["given_name"]


class Maker:
    """Invents people; each full name once."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  invented people need no secrets
        self.used: set[tuple[str, str]] = set()
        self.abroad = self._shuffled(ABROAD)
        self.draws = 0

    def _shuffled(self, rows: tuple[Any, ...]) -> list[Any]:
        return self.random.sample(rows, len(rows))

    def name(self, nationality: str, sex: str) -> dict[str, Any]:
        """The names of somebody of that nationality who is not in the cast yet."""
        is_slavic = nationality == "KG" and self.random.random() < 0.08
        culture = SLAVIC if is_slavic else CULTURES[nationality]
        for _try in range(200):
            names = self._drawn(culture, is_woman=sex == WOMAN)
            key = (names["family_name"], names["given_name"])
            if key not in self.used:
                self.used.add(key)
                return names
        raise ValueError(f"no name is left for {nationality} {sex}")

    def drawn(self, nationality: str, *, is_woman: bool) -> dict[str, Any]:
        """Any names of that nationality; others may have the same."""
        return self._drawn(CULTURES[nationality], is_woman=is_woman)

    def _drawn(self, culture: Culture, *, is_woman: bool) -> dict[str, Any]:
        self.draws += 1
        given = self.random.choice(culture.women if is_woman else culture.men)
        father = self.random.choice(culture.fathers) if culture.fathers else ("", "")
        if culture.kinship_every and self.draws % culture.kinship_every == 0:
            return _parts(_kinship(father, is_woman=is_woman), given, "")
        family = self.random.choice(culture.families)
        patronymic = culture.patronymic(father[0], is_woman) if culture.patronymic else ""
        return _parts(culture.feminine(family) if is_woman else family, given, patronymic)

    def foreigner(self, sex: str, *, citizen_of: str = "") -> dict[str, Any]:
        """Somebody from elsewhere, each once; an embassy sends its own citizens."""
        fits = (row for row in self.abroad if row[1] == sex and (row[0] == citizen_of or row[0] not in EMBASSIES))
        row = next(row for row in sorted(fits, key=lambda row: row[0] != citizen_of))
        self.abroad.remove(row)
        return {"nationality": row[0], **_parts(("", row[2]), ("", row[3]), "")}

    def rest(self, names: Mapping[str, Any], institution: Institution, sex: str) -> dict[str, Any]:
        """Everything else a form asks, fitting the person."""
        nationality, language = names["nationality"], self._language(names["nationality"])
        return {
            "sex": sex,
            "title": "MS" if sex == WOMAN else "MR",
            "organisation": institution.name,
            "date_of_birth": self._birthday(),
            "email": address(names, institution.domain),
            "phone": self._phone(nationality),
            "language": language,
            "interpretation": self._interpretation(language),
            "diet": self._sometimes(DIETS, 0.3),
            "accessibility": self._sometimes(NEEDS, 0.03),
            "remarks": "",
        }

    def consents(self) -> dict[str, bool]:
        """The notice is agreed to by everybody; the rest as people are."""
        return {
            "NOTICE": True,
            "PHOTO": self.random.random() < 0.55,
            "CONTACTS": self.random.random() < 0.4,
            "FUTURE": self.random.random() < 0.7,
        }

    def _language(self, nationality: str) -> str:
        if nationality == "KG":
            return self.random.choice(("ru", "ru", "ky"))
        return "ru" if nationality in ("KZ", "UZ", "TJ") else "en"

    def _interpretation(self, language: str) -> str:
        wishes = {"en": ("en-ru", 1.0), "ky": ("ky-ru", 0.4), "ru": ("en-ru", 0.2)}
        code, share = wishes[language]
        return code if self.random.random() < share else ""

    def _birthday(self) -> str:
        days = (YOUNGEST - OLDEST).days
        return (OLDEST + timedelta(days=self.random.randrange(days))).isoformat()

    def _phone(self, nationality: str) -> str:
        return PHONES.get(nationality, ELSEWHERE) + str(self.random.randrange(700_000_000, 800_000_000))

    def _sometimes(self, words: tuple[str, ...], share: float) -> str:
        return self.random.choice(words) if self.random.random() < share else ""


def _kinship(father: Pair, *, is_woman: bool) -> Pair:
    """Нурлан → Нурлан уулу, Нурлан кызы."""
    cyrillic, latin = DAUGHTER if is_woman else SON
    return f"{father[0]} {cyrillic}", f"{father[1]} {latin}"


def _parts(family: Pair, given: Pair, patronymic: str) -> dict[str, Any]:
    return {
        "family_name": family[1],
        "given_name": given[1],
        "cyrillic_family_name": family[0],
        "cyrillic_given_name": given[0],
        "patronymic": patronymic,
    }


def address(names: Mapping[str, Any], domain: str) -> str:
    """An address below `.example`, where no letter can ever arrive (RFC 2606)."""
    parts = (names["given_name"], names["family_name"])
    words = [unicodedata.normalize("NFKD", part.translate(PLAIN)) for part in parts if part]
    plain = ".".join("".join(letter for letter in word if letter.isascii()) for word in words)
    return f"{plain.lower()}@{domain}"


def posts_of(institutions: tuple[Institution, ...], total: int) -> list[tuple[Institution, str]]:
    """Seats for `total` people: the highest post of each institution first, then the next ones."""
    rounds = range(max(len(institution.posts) for institution in institutions))
    seats = [(each, each.posts[place]) for place in rounds for each in institutions if place < len(each.posts)]
    return seats[:total]
