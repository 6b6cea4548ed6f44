"""What a column holds, by looking at what stands in it: for tables without a head."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from attendees.imports import dates
from attendees.imports.honours import title_of
from attendees.imports.names import FAMILY, PATRONYMIC, split
from attendees.imports.vocabulary import sex_of
from conference.domain import countries

#: This share of a column has to agree.
ENOUGH = 0.6
EMAIL = re.compile(r"\S+@\S+\.\S+")
PHONE = re.compile(r"\+?[\d\s().–-]{7,20}")
WORDS = re.compile(r"[^\W\d_][\w'’ʻʼ‘.-]*(?:[\s,]+[^\W\d_][\w'’ʻʼ‘.-]*){1,4}")
WORD = re.compile(r"[^\W\d_][\w'’ʻʼ‘-]+")
POSTS = re.compile(
    r"\b(?:начальник|заместител|зам\.|директор|министр|специалист|инспектор|советник|консультант|эксперт|главный|ведущий"
    r"|председател|руководител|психолог|юрист|head|deputy|director|minister|specialist|officer|adviser|advisor|expert"
    r"|chief|senior|башчы|жетекчи|орун басар|адис)",
    re.IGNORECASE,
)
HOUSES = re.compile(
    r"\b(?:министерств|служб|агентств|департамент|комитет|управлени|институт|университет|академи|фонд|центр|прокуратур"
    r"|ministry|service|agency|department|committee|institute|university|academy|foundation|office|centre|center"
    r"|министрлиг|мекеме|кызмат[ыа]|UNODC|ООН|НПО|ОсОО)",
    re.IGNORECASE,
)


def values_of(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """What stands in a column, without the empty cells."""
    return [row[index] for row in rows if index < len(row) and row[index]]


def are_titles(values: Sequence[str]) -> bool:
    """Whether a column holds Mr. and Ms. rather than positions."""
    return _share(values, lambda value: bool(title_of(value)) and len(value) < 12) >= ENOUGH


def fields_of(columns: Sequence[Sequence[str]]) -> list[str]:
    """The likely meaning of each column, each meaning once; the first column that fits has it."""
    fields: list[str] = []
    for values in columns:
        field = next((each for each, fits in TESTS if each not in fields and _share(values, fits) >= ENOUGH), "")
        fields.append("" if field == "number" else field)
    return _with_parts(fields, columns)


def _with_parts(fields: list[str], columns: Sequence[Sequence[str]]) -> list[str]:
    """Single words beside a column of family names are given names and patronymics."""
    if "full_name" in fields or "family_name" not in fields:
        return fields
    for step in (1, -1):
        place = fields.index("family_name") + step
        if 0 <= place < len(fields) and not fields[place] and _share(columns[place], _is_word) >= ENOUGH:
            fields[place] = "given_name"
            break
    return fields


def _share(values: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(map(fits, values)) / len(values) if values else 0.0


def _is_word(text: str) -> bool:
    return bool(WORD.fullmatch(text))


def looks_like_name(text: str) -> bool:
    """Two to five words, each with a capital: a position has small words."""
    name = split(text)
    whole = f"{name.family} {name.given}".strip()
    words = [word for word in re.split(r"[\s,]+", whole) if len(word) > 2]
    is_written_large = all(word[:1] != word[:1].lower() for word in words if word.lower() not in ("уулу", "кызы"))
    return bool(WORDS.fullmatch(whole)) and is_written_large and not (POSTS.search(text) or HOUSES.search(text))


def _is_day(text: str) -> bool:
    reading = dates.read(text, today=date(2100, 1, 1))
    return bool(reading.day) and not text.isdigit()


#: Meaning → what a value of it looks like; "number" is the running number.
TESTS: list[tuple[str, Callable[[str], bool]]] = [
    ("email", lambda text: bool(EMAIL.fullmatch(text))),
    ("number", lambda text: bool(re.fullmatch(r"\d{1,4}\.?", text))),
    ("sex", lambda text: bool(sex_of(text))),
    ("date_of_birth", _is_day),
    ("phone", lambda text: bool(PHONE.fullmatch(text)) and sum(map(str.isdigit, text)) >= 7),
    ("country", lambda text: countries.find(text) is not None),
    ("full_name", looks_like_name),
    ("patronymic", lambda text: _is_word(text) and bool(PATRONYMIC.fullmatch(text.lower()))),
    ("family_name", lambda text: _is_word(text) and bool(FAMILY.fullmatch(text.lower()))),
    ("position", lambda text: bool(POSTS.match(text))),
    ("organisation", lambda text: bool(HOUSES.search(text))),
    ("position", lambda text: bool(POSTS.search(text))),
]
