"""The book of lists taken out of the house: written before the first byte leaves, closed with its digest."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from attendees.models import ExportRecord
from conference.models import Conference


def begin(
    conference: Conference,
    *,
    format: str,  # noqa: A002 -- the word of the field
    language: str,
    filter: str,  # noqa: A002
    columns: Sequence[str],
    by: User | None,
    now: datetime,
) -> ExportRecord:
    """Write down that somebody takes a list (EX-12); `by=None` is the command line."""
    return ExportRecord.objects.create(
        conference=conference, by=by, at=now, format=format, language=language, filter=filter, columns=list(columns)
    )


def finish(record: ExportRecord, *, rows: int, digest: str) -> ExportRecord:
    """Add how many rows the file has and its SHA-256; a record without them is an export that failed."""
    record.rows, record.digest = rows, digest
    record.save(update_fields=["rows", "digest"])
    return record
