"""A whole sheet, line after line: who is a person, what is a heading, what adds up."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from django.utils.translation import gettext as _

from attendees.domain.incoming import Incoming, Skipped, Table
from attendees.imports import dates, guesses, names
from attendees.imports.drafts import Setting
from attendees.imports.headers import Layout
from attendees.imports.tables import Sheet
from attendees.imports.values import LineReader
from attendees.imports.vocabulary import is_total

Row = Sequence[str]
#: Columns without which a line with a single filled cell is a heading.
FEW = 3
#: The line on which whoever sends the table signs it.
SIGNED = re.compile(r"_{3,}")


def read(sheet: Sheet, layout: Layout, setting: Setting) -> Table:
    """All people of a sheet, and the lines that are none."""
    setting = _with_orders(sheet, layout, setting)
    reader = LineReader(layout, setting)
    lines: list[Incoming] = []
    skipped: list[Skipped] = []
    for index in range(layout.first, len(sheet.rows)):
        row = sheet.rows[index]
        if not any(row):
            continue
        if why := _why_no_person(row, layout):
            skipped.append(Skipped(index + 1, _shown(row), why))
        else:
            lines.append(reader.read(index, row))
    return Table(tuple(lines), tuple(skipped), tuple(_notes(sheet, layout)))


def _with_orders(sheet: Sheet, layout: Layout, setting: Setting) -> Setting:
    """What the columns tell themselves about the order of dates and names, unless somebody said so."""
    rows = sheet.rows[layout.first :]
    return replace(
        setting,
        is_1904=sheet.is_1904,
        date_order=setting.date_order or dates.order_of(_texts(rows, layout, "date_of_birth")),
        name_order=setting.name_order or names.order_of(_texts(rows, layout, "full_name")),
    )


def _texts(rows: Sequence[Row], layout: Layout, field: str) -> list[str]:
    return [text for column in layout.of(field) for text in guesses.values_of(rows, column.index)]


def _why_no_person(row: Row, layout: Layout) -> str:
    """Why a line is no person, in words; empty for people, and for whatever might be one."""
    filled = [cell for cell in row if cell]
    if is_total(list(row)):
        return _("a total")
    if any(SIGNED.search(cell) for cell in filled):
        return _("a place for a signature")
    if _counts_columns(filled):
        return _("numbers of the columns")
    mapped = [column for column in layout.columns if column.field]
    taken = [column for column in mapped if column.index < len(row) and row[column.index]]
    if len(filled) == 1 and len(layout.columns) >= FEW and not _is_name(taken, row):
        return _("a heading")
    return "" if taken else _("nothing in the columns that are taken")


def _counts_columns(filled: Sequence[str]) -> bool:
    """`1 2 3 4 5` below the head, as in official forms."""
    return len(filled) > 1 and all(re.fullmatch(rf"{place}\.?", cell) for place, cell in enumerate(filled, start=1))


def _is_name(taken: list, row: Row) -> bool:
    return bool(taken) and "name" in taken[0].field and guesses.looks_like_name(row[taken[0].index])


def _shown(row: Row) -> str:
    """The beginning of a line, to be recognised by."""
    text = " · ".join(dict.fromkeys(cell.replace("\n", " ") for cell in row if cell))
    return text if len(text) <= 80 else f"{text[:79]}…"


def _notes(sheet: Sheet, layout: Layout) -> list[str]:
    """What is worth saying about the whole sheet."""
    notes = []
    if hidden := [line for line in sheet.hidden if line > layout.first]:
        text = _("Lines that the file hides are read as well: %(lines)s.")
        notes.append(text % {"lines": _ranges(hidden)})
    known = [column for column in layout.columns if column.why_not and not column.field]
    said = _("%(column)s, “%(head)s”: %(why)s")
    return [*notes, *(said % {"column": each.letters, "head": each.head[:60], "why": each.why_not} for each in known)]


def _ranges(numbers: Sequence[int]) -> str:
    """`3, 7–9`."""
    runs = []
    for _key, group in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        run = [number for _place, number in group]
        runs.append(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}")
    return ", ".join(runs)
