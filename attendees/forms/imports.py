"""What is asked on the way of a table into the system: the table, its columns, what becomes of doubtful lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.domain.import_plans import ANOTHER, LEAVE_OUT, Line, LineKind, Plan
from attendees.imports import dates, names, readers
from attendees.imports.batches import Reading
from attendees.imports.headers import MOST_ABOVE, Column
from attendees.imports.tables import LONGEST_CELL, MOST_BYTES, MOST_LETTERS, Book, TableRefused, place_of
from attendees.imports.targets import offered
from attendees.imports.words import GUESSED, LIKELY
from attendees.models import Delegation
from conference.models import Category
from core.errors import invalid

#: So many cells below its head show what a column holds.
EXAMPLES = 3
LONGEST_EXAMPLE = 60
#: For the head: "there is none".
NO_HEAD = 0
WORDS = {GUESSED: gettext_lazy("a guess: please check"), LIKELY: gettext_lazy("likely")}


class SendForm(forms.Form):
    """A file, or a table pasted from Excel or Word."""

    text = forms.CharField(
        label=gettext_lazy("Paste the table"),
        help_text=gettext_lazy("Select it in Excel or Word, with its head, copy it and paste it here."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a file"),
        help_text=gettext_lazy("Excel (.xlsx) or CSV, at most 5 MB."),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )
    #: Neither is required by itself, and neither may be skipped.
    book: Book | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.mark_optional = False

    def clean(self) -> dict[str, Any]:
        """Read the table; what is wrong with it stands at the field it came by."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, text = cleaned.get("file"), cleaned.get("text") or ""
        name = "file" if file or "file" in self.errors else "text"
        if name in self.errors:
            return cleaned
        try:
            self.book = self._read(file) if file else readers.read_text(text)
        except TableRefused as refusal:
            self.add_error(name, invalid(refusal))
        return cleaned

    def clean_text(self) -> str:
        """Refuse what no table is, before it is looked at."""
        text: str = self.cleaned_data["text"]
        if len(text) > MOST_LETTERS:
            raise ValidationError(_("This text is too long. Send the table as a file."), code="too_large")
        return text.replace("\0", "")

    def _read(self, file: Any) -> Book:
        if file.size > MOST_BYTES:
            words = _("This file is too large: at most %(limit)d MB.") % {"limit": MOST_BYTES >> 20}
            raise TableRefused(words, "too_large")
        return readers.read(file.read())

    @property
    def file_name(self) -> str:
        """How the sender calls the file; empty for a pasted table."""
        file = self.cleaned_data.get("file")
        return file.name if file else ""


class StaffSendForm(SendForm):
    """The same for the staff, who say where the people go."""

    into = forms.ChoiceField(
        label=gettext_lazy("Into"),
        help_text=gettext_lazy(
            "In a category people are registered, and wait or are seated as it says. In a delegation they are drafts."
        ),
    )
    field_order = ["into", "text", "file"]

    def __init__(self, *args: Any, categories: list[Category], delegations: list[Delegation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["class"] = "vLargeTextField"
        self.delegations = {f"d{each.pk}": each for each in delegations}
        self.categories = {f"c{each.code}": each for each in categories}
        mine = [(key, str(each)) for key, each in self.categories.items()]
        theirs = [(key, f"{each} ({each.category})") for key, each in self.delegations.items()]
        self.fields["into"].choices = [
            ("", _("Choose")),
            (_("A category"), mine),
            *([(_("A delegation"), theirs)] if theirs else []),
        ]

    @property
    def delegation(self) -> Delegation | None:
        """The delegation chosen."""
        return self.delegations.get(self.cleaned_data["into"])

    @property
    def category(self) -> str:
        """The code of the category chosen; empty for a delegation."""
        found = self.categories.get(self.cleaned_data["into"])
        return found.code if found else ""


@dataclass(frozen=True)
class ColumnRow:
    """One column as the page shows it: what it holds, how sure we are, and the field that says what it is."""

    column: Column
    examples: list[str]
    field: forms.BoundField

    @property
    def sure_words(self) -> str:
        """How sure we are, where we are not."""
        return str(WORDS.get(self.column.confidence, "")) if self.column.field else ""


class ColumnsForm(forms.Form):
    """Which sheet, where its head is, what its columns are, how it writes dates and names."""

    sheet = forms.TypedChoiceField(label=gettext_lazy("Sheet"), coerce=int)
    head = forms.TypedChoiceField(
        label=gettext_lazy("Line of the head"),
        help_text=gettext_lazy("The line that says what the columns are. People begin below it."),
        coerce=int,
    )
    name_order = forms.ChoiceField(
        label=gettext_lazy("Names begin with"),
        choices=[
            ("", gettext_lazy("as the names themselves say")),
            (names.FAMILY_FIRST, gettext_lazy("the family name")),
            (names.GIVEN_FIRST, gettext_lazy("the given name")),
        ],
        required=False,
    )
    date_order = forms.ChoiceField(
        label=gettext_lazy("Dates like 12/3/79 begin with"),
        choices=[
            ("", gettext_lazy("as the dates themselves say")),
            (dates.DAY_FIRST, gettext_lazy("the day: 12 March")),
            (dates.MONTH_FIRST, gettext_lazy("the month: 3 December")),
        ],
        required=False,
    )
    letters = forms.BooleanField(
        label=gettext_lazy("Write to new people who wait for a decision"),
        help_text=gettext_lazy(
            "Each gets what was received and the personal link. Who is seated is always written to."
        ),
        required=False,
    )

    def __init__(self, reading: Reading, *, to_officers: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reading, self.layout = reading, reading.layout
        self.targets = [(each.code, str(each.label)) for each in offered(to_officers=to_officers)]
        self._offer_places()
        self._offer_columns()
        options = reading.batch.options
        for name in ("name_order", "date_order", "letters"):
            self.fields[name].initial = options.get(name, "")
            self.fields[name].mark_optional = False
        if not (to_officers and reading.batch.delegation is None):
            del self.fields["letters"]

    def _offer_places(self) -> None:
        sheets = [(place, each.name or str(place + 1)) for place, each in enumerate(self.reading.book.sheets)]
        self.fields["sheet"].choices, self.fields["sheet"].initial = sheets, self.reading.place
        if len(sheets) == 1:
            self.fields["sheet"].widget = forms.HiddenInput()
        rows = self.reading.sheet.rows[:MOST_ABOVE]
        heads = [(number, f"{number}: {_beginning(row)}") for number, row in enumerate(rows, start=1) if any(row)]
        self.fields["head"].choices = [(NO_HEAD, _("There is none")), *heads]
        self.fields["head"].initial = self.layout.head + 1

    def _offer_columns(self) -> None:
        for column in self.layout.columns:
            label = _("Column %(letters)s: %(head)s") % {"letters": column.letters, "head": column.head or "–"}
            self.fields[f"column-{column.index}"] = forms.ChoiceField(
                label=label,
                choices=[("", _("Leave out")), *self.targets],
                initial=column.field,
                required=False,
            )

    def rows(self) -> list[ColumnRow]:
        """The columns with their first cells."""
        below = self.reading.sheet.rows[self.layout.first :]
        return [
            ColumnRow(each, _examples(below, each.index), self[f"column-{each.index}"]) for each in self.layout.columns
        ]

    def clean(self) -> dict[str, Any]:
        """Each meaning once, and a name among them."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = self.columns()
        for index, field in chosen.items():
            first = next(each for each, other in chosen.items() if other == field)
            if field and first != index:
                words = _("Another column is that already: “%(label)s”.") % {"label": dict(self.targets)[field]}
                self.add_error(f"column-{index}", ValidationError(words, code="twice"))
        if not any("name" in field for field in chosen.values()) and not self.errors:
            self.add_error(None, ValidationError(_("Say which column holds the names."), code="no_name"))
        return cleaned

    def columns(self) -> dict[str, str]:
        """Index of the column → what it is."""
        prefix = "column-"
        return {
            name.removeprefix(prefix): value for name, value in self.cleaned_data.items() if name.startswith(prefix)
        }

    def is_moved(self) -> bool:
        """Whether another sheet or head was chosen, so that the columns are others."""
        return {"sheet", "head"} & set(self.changed_data) != set()

    def options(self) -> dict[str, Any]:
        """What is kept of the answers; of the columns nothing when they are read anew."""
        cleaned = self.cleaned_data
        kept: dict[str, Any] = {
            name: cleaned[name] for name in ("name_order", "date_order", "letters") if name in cleaned
        }
        if self.is_moved():
            return {
                "sheet": cleaned.get("sheet", self.reading.place),
                "head": cleaned.get("head", 1) - 1,
                "columns": {},
            }
        return {**kept, "sheet": self.reading.place, "head": self.layout.head, "columns": self.columns()}


def _beginning(row: list[str]) -> str:
    text = " · ".join(cell.replace("\n", " ") for cell in row if cell)
    return text if len(text) <= LONGEST_EXAMPLE else f"{text[: LONGEST_EXAMPLE - 1]}…"


def _examples(rows: list[list[str]], index: int) -> list[str]:
    cells = (row[index].replace("\n", " ") for row in rows[:200] if index < len(row) and row[index])
    found = list(dict.fromkeys(cells))[:EXAMPLES]
    return [cell if len(cell) <= LONGEST_EXAMPLE else f"{cell[: LONGEST_EXAMPLE - 1]}…" for cell in found]


# Answers to a plan ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answers:
    """What somebody wrote on the page of a plan: corrected cells, answers to doubtful lines, ticks."""

    cells: dict[tuple[int, int], str]
    choices: dict[str, str]
    single: list[int]

    def changes(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """The options that become others."""
        kept: dict[str, str] = {**options.get("choices", {}), **self.choices}
        choices = {line: choice for line, choice in kept.items() if choice}
        single = sorted({*options.get("single", ()), *self.single})
        said = {"choices": choices, "single": single}
        return {name: value for name, value in said.items() if value != options.get(name, type(value)())}


def answers_to(plan: Plan, data: Mapping[str, str]) -> Answers:
    """Read only what the plan asks: cells it refuses, lines it doubts. Everything else that was sent is ignored."""
    cells: dict[tuple[int, int], str] = {}
    choices: dict[str, str] = {}
    single = []
    for line in plan.lines:
        for problem in line.problems:
            place, typed = place_of(problem.cell), data.get(f"cell-{problem.cell}")
            if place is not None and typed is not None and typed != problem.value:
                cells[place] = typed[:LONGEST_CELL].replace("\0", "")
        if f"single-{line.number}" in data and line.lacks_a_name:
            single.append(line.number)
        if f"shown-{line.number}" in data and (allowed := _allowed(line)):
            choice = data.get(f"choice-{line.number}", "")
            choices[str(line.number)] = choice if choice in allowed else ""
    return Answers(cells, choices, single)


def _allowed(line: Line) -> set[str]:
    """The answers a line can have."""
    if line.kind in (LineKind.REFUSED, LineKind.SAME) and not line.choice:
        return set()
    return {LEAVE_OUT, ANOTHER, *(str(each.number) for each in line.candidates)}
