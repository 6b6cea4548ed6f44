"""Letters for tests."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from mailing.domain import delivery, outbox
from mailing.enums import LetterStatus
from mailing.models import Letter

NOON = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
_serial = count(1)


def seconds(number: float) -> timedelta:
    """So many seconds."""
    return timedelta(seconds=number)


def queue_letter(**fields: Any) -> Letter:
    """Owe a letter at NOON; everything left out is plausible."""
    number = next(_serial)
    plausible = {
        "kind": "approved",
        "to": f"person{number}@example.org",
        "language": "en",
        "subject": "Your registration",
        "text": f"Dear delegate {number}\n",
        "html": f"<p>Dear delegate {number}</p>",
        "realm": "conference:1",
        "about": f"delegate:{number}",
        "now": NOON,
    }
    with transaction.atomic():
        return outbox.queue(**{**plausible, **fields})


def letter_in(status: LetterStatus, **fields: Any) -> Letter:
    """A letter in a status, written past the domain."""
    letter = queue_letter(**fields)
    letter.status = status
    if status == LetterStatus.SENDING:
        letter.leased_by, letter.leased_until = "someone", NOON + delivery.LEASE
    letter.attempts = 0 if status in (LetterStatus.QUEUED, LetterStatus.CANCELLED) else 1
    letter.sent_at = NOON if status == LetterStatus.SENT else None
    letter.last_error = "550 SMTPRecipientsRefused" if status == LetterStatus.FAILED else ""
    letter.save()
    return letter


def statuses(*letters: Letter) -> list[str]:
    """The letters' statuses as they are in the database now."""
    known = dict(Letter.objects.values_list("pk", "status"))
    return [known[letter.pk] for letter in letters]


def events(letter: Letter) -> list[str]:
    """The kinds of what happened to a letter, in order."""
    return list(letter.events.values_list("kind", flat=True))
