"""Reading a pasted list of those to invite: `Kazakhstan; 5; Aigerim S.; a@mfa.example; ru`, as people write it.

The first cell says who is invited; the others are known by what stands in them, in whatever order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from conference.domain import countries
from conference.enums import LANGUAGE_WORDS
from conference.models import Category
from core.fields import EmailField
from core.languages import name_of
from core.text import clean_line, fold

#: More is no list somebody has read, and no cell of one.
MOST_LINES, LONGEST_LINE, LONGEST_NAME = 500, 1000, 200
MOST_PLACES = 9999
#: What parts the cells, the surest first: a spreadsheet's tabs, then signs that stand in no name.
SEPARATORS = ("\t", ";", "|")
ROW_NUMBER = re.compile(r"\d{1,3}[.)]?")
#: `1. Kazakhstan`: the number of a paragraph, in one cell with the name.
PARAGRAPH = re.compile(r"\d{1,3}[.)]\s+(?=\D)")
#: `Kazakhstan – 5`, `Kazakhstan 5`; of names nobody knows as a State only the first: there is a `Group of 77`.
COUNTED = re.compile(r"(\D+?)\s*([-–—:]?)\s+(\d{1,4})")
#: Words of a heading, folded, in the languages lists come in.
HEADINGS = frozenset(
    fold(word)
    for word in "State,Country,Organisation,Organization,Delegation,Quota,Places,E-mail,Email,Focal point,Language,"
    "Name,Государство,Страна,Организация,Делегация,Квота,Места,Почта,Координатор,Язык,ФИО,"
    "Мамлекет,Өлкө,Уюм,Орундар,Тил".split(",")
)


@dataclass(frozen=True)
class Asked:
    """What a line asks for; what it leaves out is the same for all."""

    name: str = ""
    person: str = ""
    position: str = ""
    email: str = ""
    language: str = ""
    quota_in_person: int | None = None
    quota_online: int | None = None
    category: Category | None = None


@dataclass(frozen=True)
class NotRead:
    """A line that was not understood, and why."""

    text: str
    words: str


def read(text: str, categories: Sequence[Category], languages: Sequence[str]) -> Iterator[tuple[int, Asked | NotRead]]:
    """The lines with their numbers, from 1; empty ones and the heading are passed over."""
    words = _Words(categories, languages)
    for number, raw in enumerate(text.splitlines()[: MOST_LINES + 1], start=1):
        cells = _cells(raw[:LONGEST_LINE])
        if not cells or (number == 1 and _is_heading(cells)):
            continue
        if number > MOST_LINES:
            yield number, NotRead("…", _("A list has %(most)d lines at most.") % {"most": MOST_LINES})
            return
        yield number, _asked(cells, words)


# Cells --------------------------------------------------------------------------------------------------


def _cells(line: str) -> list[str]:
    separator = next((sign for sign in SEPARATORS if sign in line), ",")
    cells = [clean_line(cell).strip("\"' ") for cell in line.split(separator)]
    if separator == ",":
        cells = _joined(cells)
    if len(cells) > 1 and ROW_NUMBER.fullmatch(cells[0]):
        cells = cells[1:]
    cells[0] = PARAGRAPH.sub("", cells[0], count=1)
    if len(cells) == 1:
        cells = _counted(cells[0])
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _counted(cell: str) -> list[str]:
    """A name with a number of places behind it."""
    found = COUNTED.fullmatch(cell)
    if found is None:
        return [cell]
    name, sign, places = found.groups()
    return [name, places] if sign or countries.find(name) else [cell]


def _joined(cells: list[str]) -> list[str]:
    """Names of States have commas too: `Congo, Democratic Republic of the, 3`."""
    for length in range(min(len(cells), 3), 1, -1):
        if countries.find(", ".join(cells[:length])):
            return [", ".join(cells[:length]), *cells[length:]]
    return cells


def _is_heading(cells: list[str]) -> bool:
    return any(fold(cell) in HEADINGS for cell in cells) and not any("@" in cell for cell in cells)


class _Words:
    """What a cell may be the name of."""

    def __init__(self, categories: Sequence[Category], languages: Sequence[str]) -> None:
        self.categories = {fold(text): each for each in categories for text in (each.code, *each.name.values())}
        self.languages = {}
        for code in languages:
            for word in (code, name_of(code), str(LANGUAGE_WORDS.get(code, code))):
                self.languages[fold(word)] = code


def _asked(cells: list[str], words: _Words) -> Asked | NotRead:
    found: dict = {"name": cells[0][:LONGEST_NAME]}
    if not found["name"]:
        return NotRead("; ".join(cells), _("The line does not begin with a State or an organisation."))
    for cell in filter(None, cells[1:]):
        try:
            name, value = _meaning(cell, words, found)
        except ValidationError as problem:
            return NotRead(found["name"], f"{cell}: {problem.messages[0]}")
        if name in found:
            return NotRead(found["name"], _("“%(cell)s” is one thing too many.") % {"cell": cell})
        found[name] = value
    return Asked(**found)


def _meaning(cell: str, words: _Words, found: dict) -> tuple[str, object]:
    """Which field a cell fills, and with what. Raises ``ValidationError``."""
    if "@" in cell:
        return "email", EmailField().clean(cell)
    if cell.isdecimal():
        return _places(cell, found)
    if (folded := fold(cell)) in words.languages:
        return "language", words.languages[folded]
    if folded in words.categories:
        return "category", words.categories[folded]
    if not any(letter.isalpha() for letter in cell):
        raise ValidationError(_("This is no name, no number of places and no address."))
    return ("position" if "person" in found else "person"), cell[:LONGEST_NAME]


def _places(cell: str, found: dict) -> tuple[str, int]:
    if len(cell) > 6 or int(cell) > MOST_PLACES:
        raise ValidationError(_("These are too many places."))
    return ("quota_online" if "quota_in_person" in found else "quota_in_person"), int(cell)
