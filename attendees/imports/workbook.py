"""The one place that opens a workbook: a process of its own, with little memory and little time.

``python -m attendees.imports.workbook`` reads an .xlsx from standard input and writes its sheets as JSON. It knows
nothing of Django; ``readers.py`` starts it, waits, and puts what went wrong into words.
"""

import os

# openpyxl takes lxml where it finds it, which no defused parser stands in front of.
os.environ["OPENPYXL_LXML"] = "False"

import io
import json
import re
import resource
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import defusedxml.ElementTree  # noqa: F401  openpyxl reads safely only where this is installed
import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from attendees.imports.tables import (
    FORMULA,
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_ROWS,
    MOST_SHEETS,
    trimmed,
)

#: Of the processor; a list of people takes a tenth of it.
SECONDS = 3
MEMORY = 400 * 1024 * 1024
MOST_MERGED = 5_000
MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*?\bhidden="(?:1|true)")[^>]*?\br="(\d{1,7})"')


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")  # about styles and rules, which are not read
    json.dump(read(sys.stdin.buffer.read()), sys.stdout)


def read(data: bytes) -> dict[str, Any]:
    """The sheets that can be seen, and the names of those that cannot."""
    values = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        reader = _Reader(archive, values.epoch == CALENDAR_MAC_1904)
        seen = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
        hidden = [sheet.title for sheet in values.worksheets if sheet.sheet_state != "visible"]
        return {"sheets": [reader.sheet(sheet, data) for sheet in seen[:MOST_SHEETS]], "hidden": hidden}


class _Reader:
    """Reads one sheet after the other and keeps count of the cells."""

    def __init__(self, archive: zipfile.ZipFile, is_1904: bool) -> None:
        self.archive, self.is_1904, self.left = archive, is_1904, MOST_CELLS

    def sheet(self, sheet: Any, data: bytes) -> dict[str, Any]:
        source = self.archive.read(sheet._worksheet_path.removeprefix("/"))
        rows, is_cut = self._rows(sheet)
        if re.search(rb"<(?:\w+:)?f[ >/]", source):
            _mark_formulas(rows, sheet.title, data)
        _fill_merged(rows, source)
        hidden = [int(number) for number in HIDDEN_ROW.findall(source) if int(number) <= len(rows)]
        return {"name": sheet.title, "rows": rows, "hidden": hidden, "is_1904": self.is_1904, "is_cut": is_cut}

    def _rows(self, sheet: Any) -> tuple[list[list[str]], bool]:
        """The lines up to the last one that holds something, and whether there were more."""
        rows: list[list[str]] = []
        empty = 0
        for values in _lines(sheet):
            self.left -= len(values)
            row = trimmed([_text(value) for value in values])
            empty = 0 if row else empty + 1
            if empty > MOST_EMPTY or (self.left < 0 and not row):
                break
            if row and (len(rows) >= MOST_ROWS or len(row) > MOST_COLUMNS or self.left < 0):
                return _without_empty_end(rows), True
            rows.append(row)
        return _without_empty_end(rows), False


def _lines(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # some programs write a wrong size
    yield from sheet.iter_rows(values_only=True)


def _without_empty_end(rows: list[list[str]]) -> list[list[str]]:
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _text(value: Any) -> str:
    """A value as somebody would type it; days as 1979-03-12, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "").strip()[:LONGEST_CELL]
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _mark_formulas(rows: list[list[str]], title: str, data: bytes) -> None:
    """Say where a formula has no result in the file: an empty cell would be a silent loss (IM-08)."""
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[title]
    for place, cells in zip(range(MOST_ROWS), _cells(formulas), strict=False):
        for index in cells:
            rows.extend([] for _missing in range(place + 1 - len(rows)))
            row = rows[place]
            if index < MOST_COLUMNS and not "".join(row[index : index + 1]):
                row.extend([""] * (index + 1 - len(row)))
                row[index] = FORMULA


def _cells(sheet: Any) -> Iterator[list[int]]:
    """The columns that hold formulas, line by line."""
    sheet.reset_dimensions()
    for row in sheet.iter_rows():
        yield [index for index, cell in enumerate(row) if cell.data_type == "f"]


def _fill_merged(rows: list[list[str]], source: bytes) -> None:
    """Cells merged downwards hold one value for all their lines: "Kazakhstan" beside five people."""
    tail = source[source.rfind(b"sheetData") :]
    for found in MERGED.findall(tail)[:MOST_MERGED]:
        left, top, right, bottom = range_boundaries(found.decode())
        if top == bottom or left != right or top > len(rows) or len(rows[top - 1]) < left:
            continue
        value = rows[top - 1][left - 1]
        for row in rows[top : min(bottom, len(rows))]:
            row.extend([""] * (left - len(row)))
            row[left - 1] = row[left - 1] or value


if __name__ == "__main__":
    main()
