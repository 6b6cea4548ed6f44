"""The people of a rehearsal: every answer of every one is found nowhere else (docs/rehearsal.md)."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

#: One word a delegate, in Latin and in Cyrillic letters.
WORDS = (
    "alfa=альфа bravo=браво charlie=чарли delta=дельта echo=эхо foxtrot=фокстрот golf=гольф hotel=отель"
    " india=индия juliett=джульет kilo=кило lima=лима mike=майк november=ноябрь oscar=оскар papa=папа"
    " quebec=квебек romeo=ромео sierra=сьерра tango=танго"
)
PAIRS = [tuple(word.split("=")) for word in WORDS.split()]
STATES = "KG KZ UZ TJ BG RO TR DE FR JP KE BR CA EG IN MX NO PH ZA NZ".split()
LANGUAGES = ("en", "ru", "ky")
SEXES = ("F", "M", "F", "M", "X", "NOT_STATED")
#: Whose date of birth follows from the conference and the place; no two are alike.
FIRST_BIRTHDAY = date(1961, 3, 17)
#: Fields one of a few words stands in: no value of theirs can be found nowhere else.
WITHOUT_CANARY = frozenset(
    "sex title capacity language interpretation sponsored country_id nationality_id identity_protection"
    " protocol_rank".split()
)
#: A grey picture of 24 × 32 points.
PHOTO = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABQODxIPDRQSEBIXFRQYHjIhHhwcHj0sLiQySUBMS0dARkVQWnNiUFVtVkVGZIhlbXd7"
    "gYKBTmCNl4x9lnN+gXz/2wBDARUXFx4aHjshITt8U0ZTfHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8fHx8"
    "fHx8fHx8fHz/wAARCAAgABgDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA"
    "FQEBAQAAAAAAAAAAAAAAAAAAAAP/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCAFEQAAAAAH//Z"
)


@dataclass(frozen=True)
class Marks:
    """What the values of one conference begin with."""

    latin: str
    cyrillic: str
    digit: int


MARKS = {"a": Marks("Arrow", "Стрела", 1), "b": Marks("Birch", "Берёза", 2), "c": Marks("Cedar", "Кедр", 3)}


def fields_of(letter: str, place: int) -> dict[str, Any]:
    """Every field of the delegate at that place (from 0) of that rehearsal conference."""
    return {**_marked(MARKS[letter], place), **_chosen(place)}


def _marked(marks: Marks, place: int) -> dict[str, Any]:
    latin, cyrillic = PAIRS[place]
    born = FIRST_BIRTHDAY + timedelta(days=1000 * marks.digit + 37 * place)
    return {
        "family_name": f"{marks.latin}family{latin}",
        "given_name": f"{marks.latin}given{latin}",
        "cyrillic_family_name": f"{marks.cyrillic}фамилия{cyrillic}",
        "cyrillic_given_name": f"{marks.cyrillic}имя{cyrillic}",
        "patronymic": f"{marks.cyrillic}отчество{cyrillic}",
        "list_name": f"{marks.latin}list {latin}",
        "badge_name": f"{marks.latin}badge {latin}",
        "academic_title": f"{marks.latin}learned {latin}",
        "rank": f"{marks.latin}rank {latin}",
        "organisation": f"{marks.latin}institute of {latin}",
        "position": f"{marks.latin}adviser for {latin}",
        "positions": {"ru": f"{marks.cyrillic}советник по {cyrillic}"},
        "date_of_birth": born.isoformat(),
        "email": f"{marks.latin.lower()}-{latin}@rehearsal.example",
        "phone": f"+9965550{marks.digit}{place:02d}77",
        "diet": f"{marks.latin}diet without {latin}",
        "accessibility": f"{marks.latin}access by {latin}",
        "remarks": f"{marks.latin}remark on {latin}",
    }


def _chosen(place: int) -> dict[str, Any]:
    sex, language = SEXES[place % len(SEXES)], LANGUAGES[place % len(LANGUAGES)]
    return {
        "sex": sex,
        "title": {"F": "MS", "M": "HE" if place == 3 else "MR"}.get(sex, ""),
        "language": language,
        "interpretation": {"en": "en-ru", "ky": "ky-ru"}.get(language, ""),
        "country_id": STATES[place],
        "nationality_id": STATES[-place - 1],
        "sponsored": place % 4 == 0,
        "protocol_rank": place + 1,
        "identity_protection": {4: "NO_PUBLICATION", 5: "ALIAS"}.get(place, "STANDARD"),
    }


def focal_point_of(letter: str) -> dict[str, str]:
    """Who speaks for the first delegation of that rehearsal conference."""
    latin = MARKS[letter].latin
    return {
        "name": f"{latin}speaker focal",
        "position": f"{latin}attache focal",
        "email": f"{latin.lower()}-focal@rehearsal.example",
        "phone": f"+9965551{MARKS[letter].digit}0077",
    }


def values_of(letter: str, place: int) -> dict[str, str]:
    """Field → its value of its own, of the delegate at that place; a translation stands under its language."""
    said = fields_of(letter, place)
    texts = {f"position_{code}": text for code, text in said.pop("positions").items()}
    return {name: value for name, value in said.items() if name not in WITHOUT_CANARY} | texts


def canaries(letter: str) -> dict[str, str]:
    """Field → the value of the first delegate, for every field that can hold one of its own."""
    return values_of(letter, 0)
