"""A line while it is read, and what is known beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import CharField

from attendees.domain.incoming import Incoming, Note, Problem
from attendees.imports.headers import Column
from attendees.imports.tables import cell_name
from attendees.imports.targets import TARGETS


@dataclass(frozen=True)
class Setting:
    """What is known beside the table: the day, the State telephones are read for, how dates and names are written."""

    today: date
    region: str = ""
    date_order: str = ""
    name_order: str = ""
    is_1904: bool = False
    languages: tuple[str, ...] = ()
    #: Folded spelling → code of a category.
    categories: Mapping[str, str] = field(default_factory=dict)
    #: Lines of the file whose person has one name only, as somebody confirmed (R-35).
    single: frozenset[int] = frozenset()


class Draft:
    """A line while it is read: fields found, problems met. `index` counts from 0."""

    def __init__(self, index: int, row: Sequence[str] = ()) -> None:
        self.index, self.row = index, row
        self.fields: dict[str, Any] = {}
        self.suggested: set[str] = set()
        self.problems: list[Problem] = []
        self.notes: list[Note] = []
        self.capacity = self.category = ""
        #: The first column that holds a part of the name.
        self.name_column: Column | None = None
        #: Field → its cell, of the columns that are taken.
        self.cells: dict[str, tuple[str, str, str]] = {}
        #: The name as it was written.
        self.written = ""

    def cell(self, column: Column) -> str:
        """The name of the cell in that column."""
        return cell_name(self.index, column.index)

    def refuse(self, column: Column, text: str, code: str) -> None:
        """Say what is wrong with a cell; beside it stands all that is in the cell, to be corrected there."""
        self.problems.append(Problem(*self.told(column), text, code))

    def told(self, column: Column) -> tuple[str, str, str]:
        """A cell by its name, the head of its column, and all it says."""
        label = column.head or (str(TARGETS[column.field].label) if column.field else "")
        return self.cell(column), label, self.row[column.index] if column.index < len(self.row) else ""

    def note(self, column: Column, text: str, code: str) -> None:
        """Say what was made of a cell."""
        self.notes.append(Note(self.cell(column), text, code))

    def put(self, column: Column, name: str, value: str, clean: CharField) -> None:
        """Clean a value and keep it, or refuse its cell in the words of the form."""
        try:
            self.fields[name] = clean.clean(value)
        except ValidationError as problem:
            self.refuse(column, str(problem.messages[0]), str(problem.error_list[0].code or "invalid"))

    def finished(self) -> Incoming:
        """The line as the domain takes it."""
        return Incoming(
            line=self.index + 1,
            fields={name: value for name, value in self.fields.items() if value not in ("", None)},
            suggested=frozenset(self.suggested),
            capacity=self.capacity,
            category=self.category,
            problems=tuple(self.problems),
            notes=tuple(self.notes),
            cells=self.cells | ({"name": self.told(self.name_column)} if self.name_column else {}),
            written=self.written,
        )
