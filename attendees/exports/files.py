"""What all files with lists have in common: their formats, first line, page about the list, digest and name."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import IO, Protocol

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from conference.models import Conference
from core.errors import DomainError
from core.text import file_name
from core.times import moment, zone_words
from core.translations import translated

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: Columns of instants: the clocks they are told by stand above them.
TIMES = frozenset(
    "registered_at decided_at arrived_at closes_at invited_at reminded_at replied_at submitted_at".split()
)


class ExportRefused(DomainError):
    """No file can be made so: `unknown_format`, `unknown_column`, `no_columns`."""


class Column(Protocol):
    """A column as the first line needs it: its name for machines, its words."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str | Promise: ...


def check_format(asked: str) -> None:
    """Raises ``ExportRefused`` (``unknown_format``)."""
    if asked not in FORMATS:
        raise ExportRefused(_("Choose CSV or XLSX."), "unknown_format")


def header_of(
    columns: Sequence[Column], conference: Conference, language: str, *, is_machine: bool, now: datetime
) -> list[str]:
    """The first line: names for machines, or words in the language of the file; times name their zone."""
    if is_machine:
        return [column.code for column in columns]
    with override(language):
        zone = zone_words(now, conference.zone, translated(conference.city, language))
        words = [capfirst(str(column.label)) for column in columns]
    return [f"{text} – {zone}" if column.code in TIMES else text for column, text in zip(columns, words, strict=True)]


def about(
    conference: Conference, language: str, *, chosen: str, rows: int, by: User | None, now: datetime
) -> dict[str, str]:
    """The second sheet: whose list, when, of what."""
    return {
        _("Conference"): translated(conference.title, language),
        _("Document symbol"): conference.symbol,
        _("Taken by"): str(by) if by else _("the system"),
        _("Taken at"): f"{moment(now, conference.zone)}, {zone_words(now, conference.zone)}",
        _("Filter"): chosen or _("none"),
        _("Rows"): str(rows),
        _("Not to be passed on"): _("This list holds personal data. Delete it when it is no longer needed."),
    }


def digest_of(file: IO[bytes]) -> str:
    """What a file that was written can be known by."""
    file.flush()
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def name_of(conference: Conference, language: str, form: str, *, what: str = "", now: datetime) -> str:
    """The name of the file, fit for every system and every header (EX-07)."""
    title = translated(conference.short_title or conference.title, language) or conference.slug
    day = now.astimezone(conference.zone).date().isoformat()
    return file_name(" ".join(part for part in (title[:60], what, day) if part), form)
