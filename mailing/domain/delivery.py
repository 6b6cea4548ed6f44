"""Taking a due letter, sending it, and writing down how it went.

Never lost, and at most one extra copy per crash, with the same Message-ID: a worker holds a
letter by a lease; when the worker dies, the lease runs out and another takes the letter (ML-08).
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.db import Error as DatabaseTrouble
from django.db import transaction

from mailing.domain import refusals
from mailing.domain.messages import as_email
from mailing.domain.outbox import note
from mailing.domain.refusals import Fault, Refusal
from mailing.enums import LetterEventKind, LetterStatus, sources_of
from mailing.models import Letter
from mailing.models.letter import BODY

logger = logging.getLogger(__name__)

#: Longer than the slowest SMTP conversation: some ten answers of at most EMAIL_TIMEOUT each.
LEASE = timedelta(minutes=3)
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=15)
#: About one day of tries, 15 minutes apart.
MOST_TRIES = 100


@dataclass(frozen=True)
class Result:
    """How one try went: no refusal means that the mail server has taken the letter."""

    letter: Letter
    refusal: Refusal | None

    @property
    def server_is_down(self) -> bool:
        """Say whether other letters need not be tried for now."""
        return self.refusal is not None and self.refusal.fault is Fault.SERVER


@transaction.atomic
def claim(worker: str, *, now: datetime, lease: timedelta = LEASE) -> Letter | None:
    """Take the letter that has waited longest, for as long as the lease lasts; None when none is due.

    One at a time, so that every other letter can still be called back. Two workers never get the
    same one: SKIP LOCKED on PostgreSQL, the IMMEDIATE transaction on SQLite. The body stays in the
    database: an unreadable one must not stop the queue.
    """
    due = Letter.objects.due(now).without_body()
    letter = due.select_for_update(skip_locked=True).first()
    if letter is None:
        return None
    if letter.status == LetterStatus.SENDING:
        note(letter, LetterEventKind.LEASE_EXPIRED, now=now)
        logger.warning("letter %s: a lease ran out; one copy may have left", letter.pk)
    letter.status = LetterStatus.SENDING
    letter.leased_by = worker
    letter.leased_until = now + lease
    letter.attempts += 1
    letter.save(update_fields=["status", "leased_by", "leased_until", "attempts"])
    return letter


def deliver(letter: Letter, connection: BaseEmailBackend, *, now: datetime) -> Result:
    """Send a claimed letter over an open connection and write down how it went."""
    result = send(letter, connection, now=now)
    record(result, now=now)
    return result


def send(letter: Letter, connection: BaseEmailBackend, *, now: datetime) -> Result:
    """Hand a claimed letter to the mail server; every failure but the database's is a result."""
    if letter.attempts > MOST_TRIES:
        return Result(letter, Refusal(Fault.LETTER, letter.last_error or "LeaseExpired"))
    try:
        message = _message(letter, now)
    except DatabaseTrouble:
        raise  # not the letter's fault: its lease keeps it safe until the database is back
    except Exception as error:  # one letter must never stop the others (ML-06)
        return Result(letter, Refusal(Fault.LETTER, type(error).__name__))
    try:
        connection.open()
    except OSError as error:
        return Result(letter, refusals.on_opening(error))
    try:
        connection.send_messages([message])
    except Exception as error:  # the same: a message can be unfit in ways nobody has listed
        return Result(letter, refusals.on_sending(error))
    return Result(letter, refusal=None)


def record(result: Result, *, now: datetime) -> None:
    """Write down how a try went. May be repeated when the database was away."""
    refusal, letter = result.refusal, result.letter
    if refusal is None:
        _record_sent(letter, now)
    elif refusal.fault is Fault.LETTER or letter.attempts >= MOST_TRIES:
        _record_refusal(letter, LetterStatus.FAILED, refusal, now)
    else:
        _record_refusal(letter, LetterStatus.QUEUED, refusal, now)


def hand_back(worker: str, *, now: datetime) -> int:
    """Put the letters this worker still holds back into the queue (FT-12); say how many."""
    held = Letter.objects.filter(status=LetterStatus.SENDING, leased_by=worker)
    return held.update(status=LetterStatus.QUEUED, leased_by="", leased_until=None, next_try_at=now)


def pause_after(tries: int) -> timedelta:
    """How long to wait after so many failures: 10 s, doubling to 15 min, give or take a fifth."""
    pause = min(FIRST_PAUSE * 2 ** min(tries - 1, 10), LONGEST_PAUSE)
    return pause * random.uniform(0.8, 1.0 if pause == LONGEST_PAUSE else 1.2)  # noqa: S311


def _message(letter: Letter, now: datetime) -> EmailMessage:
    letter.refresh_from_db(fields=BODY)
    return as_email(letter, now=now)


@transaction.atomic
def _record_sent(letter: Letter, now: datetime) -> None:
    """A server's yes outranks whatever happened to the row meanwhile, so no worker is asked for."""
    changed = Letter.objects.filter(pk=letter.pk, status__in=sources_of(LetterStatus.SENT)).update(
        status=LetterStatus.SENT, sent_at=now, leased_by="", leased_until=None, last_error=""
    )
    if not changed:
        note(letter, LetterEventKind.COPY_SENT, now=now)


@transaction.atomic
def _record_refusal(letter: Letter, status: LetterStatus, refusal: Refusal, now: datetime) -> None:
    """Only the holder of the lease may say no: ``attempts`` counts the leases."""
    held = Letter.objects.filter(
        pk=letter.pk,
        status=LetterStatus.SENDING,
        leased_by=letter.leased_by,
        attempts=letter.attempts,
    )
    changed = held.update(
        status=status,
        next_try_at=now + pause_after(letter.attempts),
        leased_by="",
        leased_until=None,
        last_error=refusal.words,
    )
    if changed:
        failed = status == LetterStatus.FAILED
        kind = LetterEventKind.FAILED if failed else LetterEventKind.PUT_OFF
        note(letter, kind, detail=refusal.words, now=now)
        logger.warning("letter %s %s: %s", letter.pk, status.value.lower(), refusal.words)
