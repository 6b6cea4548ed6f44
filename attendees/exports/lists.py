"""Lists of delegates as CSV and XLSX: the rows of a selection, the columns asked for, in flat memory."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from attendees.domain import exports
from attendees.domain.selections import Selection
from attendees.enums import GONE
from attendees.exports import files
from attendees.exports.columns import COLUMNS, Chunk, Column, Sheet
from attendees.exports.files import ExportRefused, about, check_format, digest_of, header_of
from attendees.exports.snapshots import snapshot
from attendees.models import Delegate, ExportRecord
from core.spreadsheets import Cell, write_csv, write_xlsx
from core.translations import translated

CHUNK = 2000


@dataclass(frozen=True)
class Wanted:
    """The list somebody asks for: who, which columns, which file."""

    selection: Selection
    columns: Sequence[str]
    format: str
    language: str
    is_machine: bool = False
    filter: str = ""  # the same in words, for the book of exports

    def checked(self) -> "Wanted":
        """The same, with columns that may be given out. Raises ``ExportRefused``.

        Where people are included who are gone, the status is told beside them (EX-04).
        """
        check_format(self.format)
        unknown = [code for code in self.columns if code not in COLUMNS]
        if unknown:
            text = _("There is no such column: %(codes)s.") % {"codes": ", ".join(unknown)[:200]}
            raise ExportRefused(text, "unknown_column")
        columns = list(dict.fromkeys(self.columns))
        if not columns:
            raise ExportRefused(_("Choose at least one column."), "no_columns")
        asked = set(self.selection.filters.get("status", "").split(","))
        if asked & {str(status) for status in GONE} and "status" not in columns:
            columns.append("status")
        return replace(self, columns=columns)


def export(wanted: Wanted, file: IO[bytes], *, by: User | None, now: datetime) -> ExportRecord:
    """Write the file and the record of it. Raises ``ExportRefused`` and ``SelectionRefused``; then nothing is kept.

    The record is there before the first row is read, so that an export cut short is seen too.
    """
    wanted = wanted.checked()
    rows = wanted.selection.exported()
    record = exports.begin(
        wanted.selection.conference,
        format=wanted.format,
        language="" if wanted.is_machine else wanted.language,
        filter=wanted.filter,
        columns=wanted.columns,
        by=by,
        now=now,
    )
    with snapshot():
        count = _write(wanted, rows, file, by=by, now=now)
    return exports.finish(record, rows=count, digest=digest_of(file))


def _write(wanted: Wanted, rows: QuerySet[Delegate], file: IO[bytes], *, by: User | None, now: datetime) -> int:
    columns = [COLUMNS[code] for code in wanted.columns]
    sheet = Sheet(wanted.selection.conference, wanted.language, wanted.is_machine)
    header = header_of(columns, sheet.conference, wanted.language, is_machine=wanted.is_machine, now=now)
    body = Counted(cells(rows, columns, sheet))
    if wanted.format == "csv":
        file.writelines(write_csv(header, body))
    else:
        with override(wanted.language):
            title = translated(sheet.conference.short_title or sheet.conference.title, wanted.language)
            second = About(wanted, body, by=by, now=now)
            write_xlsx(header, body, file, title=title, about=second)
    return body.count


def cells(rows: QuerySet[Delegate], columns: Sequence[Column], sheet: Sheet) -> Iterator[Sequence[Cell]]:
    """The rows of the file, chunk by chunk."""
    names = list(dict.fromkeys(name for column in columns for name in column.fields))
    found = rows.values_list("pk", *names).iterator(chunk_size=CHUNK)
    while raw := list(islice(found, CHUNK)):
        pks, *values = zip(*raw, strict=True)
        chunk = Chunk(sheet, pks, dict(zip(names, values, strict=True)))
        yield from zip(*(column.fill(chunk) for column in columns), strict=True)


class Counted:
    """Rows on their way, counted."""

    def __init__(self, rows: Iterator[Any]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> Iterator[Any]:
        for self.count, row in enumerate(self.rows, start=1):  # noqa: B020 -- the count is what is wanted
            yield row


class About(Mapping[str, str]):
    """The second sheet, read when the rows are written and so are counted."""

    def __init__(self, wanted: Wanted, body: Counted, *, by: User | None, now: datetime) -> None:
        self.wanted, self.body, self.by, self.now = wanted, body, by, now

    def _lines(self) -> dict[str, str]:
        conference, wanted = self.wanted.selection.conference, self.wanted
        return about(conference, wanted.language, chosen=wanted.filter, rows=self.body.count, by=self.by, now=self.now)

    def __getitem__(self, name: str) -> str:
        return self._lines()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines())

    def __len__(self) -> int:
        return len(self._lines())


def name_of(wanted: Wanted, *, now: datetime) -> str:
    """The name of the file."""
    return files.name_of(wanted.selection.conference, wanted.language, wanted.format, now=now)
