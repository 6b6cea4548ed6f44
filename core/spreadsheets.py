"""The one writer of CSV and XLSX. What people typed stays text: no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import IO, Any

Cell = str | int | float | Decimal | bool | date | datetime | None
Row = Sequence[Cell]
#: What cannot hold a formula.
PLAIN = (int, float, Decimal, date, type(None))

BOM = "\ufeff"
ROWS_PER_CHUNK = 500
#: Excel's own limits; beyond them it repairs the file by throwing data away.
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576

#: What starts a formula, in plain, small and full-width forms, and what programs skip before it.
FORMULA = re.compile(r"[\s\"'\u200b\u2060\ufeff]*[=+\-@\u207a\u207b\ufe62\ufe63\ufe66\ufe6b＝＋－＠]|[\t\r\n]")
#: First letters that need a closer look: the above, and anything a program might skip.
SUSPECTS = frozenset("=+-@\t\r\n\v\f \"'\u00a0\u200b\u2060\ufeff\u207a\u207b\ufe62\ufe63\ufe66\ufe6b＝＋－＠")
#: Characters XML 1.0 forbids, and the C1 controls.
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def safe_cell(value: object) -> Cell:
    """The value as a CSV cell: text that could start a formula gets an apostrophe in front."""
    if isinstance(value, PLAIN):
        return value
    text = str(value)
    if not text.isprintable():
        text = ILLEGAL.sub("", text)
    # A lone dash is how people write "none".
    if text[:1] not in SUSPECTS or text == "-" or not FORMULA.match(text):
        return text
    return f"'{text}"


class _SafeCells(dict[object, Cell]):
    """``safe_cell`` with a memory, since most cells of a list repeat: nearly as fast as no check at all."""

    def __missing__(self, value: object) -> Cell:
        cell = safe_cell(value)
        # Only text is remembered: 1, 1.0 and True are one key.
        if type(value) is str:
            self[value] = cell
        return cell


def write_csv(header: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV file in chunks, as spreadsheets open it: UTF-8 with a mark, RFC 4180."""
    lines = chain([header], rows)
    mark = BOM
    while chunk := list(islice(lines, ROWS_PER_CHUNK)):
        buffer = io.StringIO(newline="")
        buffer.write(mark)
        cell = _SafeCells().__getitem__
        csv.writer(buffer).writerows([list(map(cell, row)) for row in chunk])
        yield buffer.getvalue().encode()
        mark = ""


def write_xlsx(
    header: Sequence[str],
    rows: Iterable[Row],
    file: IO[bytes],
    *,
    title: str,
    about: Mapping[str, str] | None = None,
) -> int:
    """Write a workbook row by row, in constant memory, and return the number of rows.

    ``about`` fills a second sheet with what the list is: filter, person, time.
    Raises ``ValueError`` for more rows than a sheet holds.
    """
    # Only the process that exports needs it.
    import xlsxwriter

    book = xlsxwriter.Workbook(
        file,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "remove_timezone": True,
            "nan_inf_to_errors": True,
            "default_date_format": "yyyy-mm-dd hh:mm",
        },
    )
    with book:
        count = _write_sheet(book, sheet_name(title), header, rows)
        if about:
            _write_about(book.add_worksheet(_free_name(book, "Info")), about)
    return count


def _write_sheet(book: Any, name: str, header: Sequence[str], rows: Iterable[Row]) -> int:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for column, text in enumerate(header):
        sheet.set_column(column, column, min(max(len(text) + 2, 12), 40))
        sheet.write_string(0, column, _cell_text(text), bold)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count >= MOST_ROWS:
            raise ValueError(f"A sheet holds {MOST_ROWS - 1} rows below its header.")
        for column, value in enumerate(row):
            _write_cell(sheet, count, column, value, dates)
    sheet.autofilter(0, 0, count, max(len(header) - 1, 0))
    return count


def _write_cell(sheet: Any, row: int, column: int, value: Cell, dates: Any) -> None:
    if isinstance(value, str):
        if value:
            sheet.write_string(row, column, _cell_text(value))
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(row, column, value, dates)
    elif value is not None:
        sheet.write(row, column, value)


def _write_about(sheet: Any, about: Mapping[str, str]) -> None:
    sheet.set_column(0, 1, 40)
    for row, (name, text) in enumerate(about.items()):
        sheet.write_string(row, 0, _cell_text(name))
        sheet.write_string(row, 1, _cell_text(text))


def _cell_text(text: str) -> str:
    """Text that XML and Excel can hold, cut with a visible sign."""
    if not text.isprintable():
        text = ILLEGAL.sub("", text)
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


def sheet_name(title: str) -> str:
    """A title as Excel allows it on a sheet: 31 letters, without ``[]:*?/\\``."""
    plain = re.sub(r"[\[\]:*?/\\]", " ", ILLEGAL.sub("", title))
    name = " ".join(plain.split())[:31].strip(" '")
    return name if name and name.lower() != "history" else "Sheet"


def _free_name(book: Any, name: str) -> str:
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    return name if name.lower() not in taken else f"{name} 2"
