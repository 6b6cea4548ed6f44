"""What a reader of tables hands over: one value a line, already clean, with what could not be understood beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: Columns of Delegate a table may fill; nothing else is ever written from one (IM-09).
FIELDS = frozenset(
    "family_name given_name is_single_name cyrillic_family_name cyrillic_given_name patronymic title academic_title"
    " rank position positions organisation country_id nationality_id sex date_of_birth email phone language".split()
)


@dataclass(frozen=True)
class Problem:
    """Why a line cannot be taken: the cell by its name (`F12`), what it says, what is wrong with it."""

    cell: str
    column: str
    value: str
    text: str
    code: str = ""


@dataclass(frozen=True)
class Note:
    """Something to look at that stops nothing: which cell, and what was made of it."""

    cell: str
    text: str
    code: str = ""


@dataclass(frozen=True)
class Incoming:
    """One person as a line of a table says. `line` is the number of the line in the file, from 1.

    `fields` holds only what the line gives: an empty cell erases nothing. `suggested` are the names of fields we
    spelled ourselves from the other alphabet: they fill blanks and never overwrite (R-31).
    """

    line: int
    fields: Mapping[str, Any]
    suggested: frozenset[str] = frozenset()
    capacity: str = ""
    category: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    #: Field → the cell it stands in, the head of its column, what it says; "name" for the name. For what is
    #: found out later.
    cells: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    #: The name as it is written in the table.
    written: str = ""

    @property
    def name(self) -> str:
        """How the person is called in the plan: in Latin letters, in Cyrillic, or as it was written."""
        latin = ", ".join(filter(None, (self.fields.get("family_name", ""), self.fields.get("given_name", ""))))
        return latin or self.cyrillic_name or self.written

    @property
    def cyrillic_name(self) -> str:
        """`Жапаров Аскар Бакытович`, as far as it is known."""
        parts = ("cyrillic_family_name", "cyrillic_given_name", "patronymic")
        return " ".join(filter(None, (self.fields.get(part, "") for part in parts)))


@dataclass(frozen=True)
class Skipped:
    """A line that is no person: a heading, a total; said, never dropped in silence (IM-07)."""

    line: int
    text: str
    why: str


@dataclass(frozen=True)
class Table:
    """All lines of one sheet."""

    lines: tuple[Incoming, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
