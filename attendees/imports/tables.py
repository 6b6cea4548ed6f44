"""What a file is once it is read: sheets of text. And the limits every reader keeps."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from core.errors import DomainError

#: The largest file taken, and the longest pasted text.
MOST_BYTES = 5 * 1024 * 1024
MOST_LETTERS = 1_000_000
#: Lines and columns of one sheet; no delegation is longer, and no conference invites more at once.
MOST_ROWS = 5_000
MOST_COLUMNS = 100
#: Cells of all sheets together, empty ones between them included.
MOST_CELLS = 60_000
#: So many empty lines in a row end a sheet: Excel keeps a million formatted ones.
MOST_EMPTY = 500
MOST_SHEETS = 20
LONGEST_CELL = 2_000
#: Stands where a formula has no result kept in the file; formulas are never worked out here.
FORMULA = "#FORMULA!"
#: What spreadsheets write where something went wrong.
ERRORS = frozenset("#N/A #VALUE! #REF! #DIV/0! #NUM! #NAME? #NULL! #SPILL! #Н/Д #ЗНАЧ! #ССЫЛКА! #ДЕЛ/0! #ИМЯ?".split())


class TableRefused(DomainError):
    """The file cannot be read, or is more than we take; the text says what to do instead."""


def too_many() -> TableRefused:
    """The refusal that names the limits (IM-04)."""
    text = _(
        "This table is too large: at most %(rows)d lines, %(columns)d columns, %(cells)d cells. Split it in parts."
    )
    limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS, "cells": MOST_CELLS}
    return TableRefused(text % limits, "too_many")


@dataclass(frozen=True)
class Sheet:
    """One sheet as text, from its first line on: line 1 is `rows[0]`."""

    name: str
    rows: list[list[str]]
    #: Lines that the file hides, for a note.
    hidden: list[int] = field(default_factory=list)
    #: Days are counted from 1904 instead of 1900.
    is_1904: bool = False
    #: There were more lines, or more columns, than we take.
    is_cut: bool = False


@dataclass(frozen=True)
class Book:
    """Everything a file holds that can be seen: its sheets, and the names of those it hides."""

    kind: str
    sheets: list[Sheet]
    hidden: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """As it is stored between two pages."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Book":
        """What ``as_json`` made."""
        return cls(data["kind"], [Sheet(**sheet) for sheet in data["sheets"]], list(data["hidden"]))


def column_letters(index: int) -> str:
    """The name of a column from its index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """`F12`: as spreadsheets call it. Both count from 0."""
    return f"{column_letters(column)}{row + 1}"


def place_of(name: str) -> tuple[int, int] | None:
    """Row and column, from 0, of a cell's name; None for what is none."""
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha() or not 1 <= len(digits) <= 7:
        return None
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    row = int(digits)
    return (row - 1, column - 1) if row else None


def trimmed(row: Sequence[str]) -> list[str]:
    """The row without the empty cells at its end."""
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return list(row[:end])
