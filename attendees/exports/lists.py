"""Lists of delegates as CSV and XLSX: the rows of a selection, the columns asked for, in flat memory."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import IO, Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from attendees.domain import exports
from attendees.domain.selections import Selection
from attendees.enums import GONE
from attendees.exports.columns import COLUMNS, Chunk, Column, Sheet
from attendees.exports.snapshots import snapshot
from attendees.models import Delegate, ExportRecord
from core.errors import DomainError
from core.spreadsheets import Cell, write_csv, write_xlsx
from core.text import file_name
from core.times import moment, zone_words
from core.translations import translated

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
CHUNK = 2000
TIMES = frozenset({"registered_at", "decided_at", "arrived_at"})


class ExportRefused(DomainError):
    """No file can be made so: `unknown_format`, `unknown_column`, `no_columns`."""


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
        if self.format not in FORMATS:
            raise ExportRefused(_("Choose CSV or XLSX."), "unknown_format")
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
    return exports.finish(record, rows=count, digest=_digest(file))


def _write(wanted: Wanted, rows: QuerySet[Delegate], file: IO[bytes], *, by: User | None, now: datetime) -> int:
    columns = [COLUMNS[code] for code in wanted.columns]
    sheet = Sheet(wanted.selection.conference, wanted.language, wanted.is_machine)
    header, body = header_of(columns, sheet, now=now), Counted(cells(rows, columns, sheet))
    if wanted.format == "csv":
        file.writelines(write_csv(header, body))
    else:
        with override(wanted.language):
            title = translated(sheet.conference.short_title or sheet.conference.title, wanted.language)
            about = About(wanted, body, by=by, now=now)
            write_xlsx(header, body, file, title=title, about=about)
    return body.count


def header_of(columns: Sequence[Column], sheet: Sheet, *, now: datetime) -> list[str]:
    """The first line: names for machines, or words in the language of the file; times name their zone."""
    if sheet.is_machine:
        return [column.code for column in columns]
    with override(sheet.language):
        zone = zone_words(now, sheet.zone, translated(sheet.conference.city, sheet.language))
        words = [capfirst(str(column.label)) for column in columns]
    return [f"{text} – {zone}" if column.code in TIMES else text for column, text in zip(columns, words, strict=True)]


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
    """The second sheet: whose list, when, of what; read when the rows are written and so are counted."""

    def __init__(self, wanted: Wanted, body: Counted, *, by: User | None, now: datetime) -> None:
        self.wanted, self.body, self.by, self.now = wanted, body, by, now

    def _lines(self) -> dict[str, str]:
        conference = self.wanted.selection.conference
        return {
            _("Conference"): translated(conference.title, self.wanted.language),
            _("Document symbol"): conference.symbol,
            _("Taken by"): str(self.by) if self.by else _("the system"),
            _("Taken at"): f"{moment(self.now, conference.zone)}, {zone_words(self.now, conference.zone)}",
            _("Filter"): self.wanted.filter or _("none"),
            _("Rows"): str(self.body.count),
            _("Not to be passed on"): _("This list holds personal data. Delete it when it is no longer needed."),
        }

    def __getitem__(self, name: str) -> str:
        return self._lines()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines())

    def __len__(self) -> int:
        return len(self._lines())


def _digest(file: IO[bytes]) -> str:
    file.flush()
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def name_of(wanted: Wanted, *, now: datetime) -> str:
    """The name of the file, fit for every system and every header (EX-07)."""
    conference = wanted.selection.conference
    title = translated(conference.short_title or conference.title, wanted.language) or conference.slug
    day = now.astimezone(conference.zone).date().isoformat()
    return file_name(f"{title[:60]} {day}", wanted.format)
