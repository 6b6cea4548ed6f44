"""Owing a letter, and what may be done about it before it has left."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from core.text import clean_line
from mailing.enums import LetterEventKind, LetterStatus
from mailing.models import Letter, LetterEvent
from mailing.models.letter import LetterQuerySet


class LetterRefused(DomainError):
    """A letter cannot be queued or changed as asked."""


@dataclass(frozen=True)
class Attachment:
    """A small file that travels with a letter, such as an ``.ics``."""

    name: str
    type: str
    content: bytes


def queue(
    *,
    kind: str,
    to: str,
    language: str,
    subject: str,
    text: str,
    html: str = "",
    realm: str = "",
    about: str = "",
    attachments: Iterable[Attachment] = (),
    due_at: datetime | None = None,
    now: datetime,
) -> Letter:
    """Owe a letter: one INSERT inside the caller's transaction, so a rollback leaves no mail (ML-16).

    The subject becomes one line; keeping personal data out of it is the caller's duty (R-68).
    Raises ``LetterRefused`` (``no_address``, ``bad_address``).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a letter is queued in the transaction it tells about")
    return Letter.objects.create(
        kind=kind,
        to_email=_address(to),
        language=language,
        subject=_one_line(subject),
        text=text,
        html=html,
        attachments=packed(attachments),
        realm=realm,
        about=about,
        created_at=now,
        due_at=due_at or now,
        next_try_at=due_at or now,
    )


@transaction.atomic
def cancel(about: str, *, kinds: Sequence[str] | None = None, by: User | None = None, now: datetime) -> int:
    """Call back the letters about something that have not left, all or of some kinds; say how many.

    A letter in the middle of its SMTP conversation may still arrive; it is then shown as sent.
    """
    letters = Letter.objects.about(about).unsent()
    if kinds is not None:
        letters = letters.filter(kind__in=kinds)
    ids = _locked(letters)
    Letter.objects.filter(pk__in=ids).update(status=LetterStatus.CANCELLED, leased_by="", leased_until=None)
    _note_all(ids, LetterEventKind.CANCELLED, by=by, now=now)
    return len(ids)


@transaction.atomic
def readdress(about: str, to: str, *, by: User | None = None, now: datetime) -> int:
    """Send the letters about something that have not left to a new address; say how many (ML-11).

    Failed letters get the address too, but wait for ``retry``. Raises ``LetterRefused``.
    """
    address = _address(to)
    ids = _locked(Letter.objects.about(about).unsent().exclude(to_email=address))
    Letter.objects.filter(pk__in=ids).update(to_email=address)
    _note_all(ids, LetterEventKind.READDRESSED, by=by, now=now)
    return len(ids)


@transaction.atomic
def retry(letter: Letter, *, by: User | None, now: datetime) -> Letter:
    """Queue a failed letter again with all its tries. Raises ``LetterRefused`` (``illegal_move``)."""
    letter = Letter.objects.select_for_update().without_body().get(pk=letter.pk)
    if letter.status != LetterStatus.FAILED:
        raise LetterRefused(_("Only a letter that failed can be sent again."), "illegal_move")
    letter.status = LetterStatus.QUEUED
    letter.attempts = 0
    letter.next_try_at = now
    letter.save(update_fields=["status", "attempts", "next_try_at"])
    note(letter, LetterEventKind.RETRIED, by=by, now=now)
    return letter


@transaction.atomic
def forget(about: str, *, now: datetime) -> int:
    """Cancel what is still owed about an erased person and wipe every letter; say how many."""
    cancel(about, now=now)
    letters = Letter.objects.about(about).exclude(to_email="")
    return letters.update(to_email="", subject="", text="", html="", attachments="")


def oldest_waiting_age(now: datetime) -> timedelta | None:
    """Say for how long the oldest owed letter has been overdue; None when none is (for /readyz)."""
    oldest = Letter.objects.waiting().filter(due_at__lte=now).aggregate(Min("due_at"))
    due_at: datetime | None = oldest["due_at__min"]
    return None if due_at is None else now - due_at


def note(
    letter: Letter,
    kind: LetterEventKind,
    *,
    by: User | None = None,
    detail: str = "",
    now: datetime,
) -> None:
    """Write down what happened to a letter. ``detail`` holds no personal data."""
    LetterEvent.objects.create(letter=letter, kind=kind, by=by, detail=detail, at=now)


def packed(attachments: Iterable[Attachment]) -> str:
    """Write attachments as the JSON text a letter stores (encrypted by the column)."""
    files = [{"name": _one_line(f.name), "type": f.type, "content": b64encode(f.content).decode()} for f in attachments]
    return json.dumps(files) if files else ""


def unpacked(stored: str) -> list[Attachment]:
    """Read back what ``packed`` wrote."""
    files: list[dict[str, Any]] = json.loads(stored) if stored else []
    return [Attachment(f["name"], f["type"], b64decode(f["content"])) for f in files]


def _locked(letters: LetterQuerySet) -> list[Any]:
    return list(letters.order_by("pk").select_for_update().values_list("pk", flat=True))


def _note_all(ids: list[Any], kind: LetterEventKind, *, by: User | None, now: datetime) -> None:
    LetterEvent.objects.bulk_create(LetterEvent(letter_id=pk, kind=kind, by=by, at=now) for pk in ids)


def _address(to: str) -> str:
    """Accept one address without judging it: what is merely wrong, the mail server will refuse."""
    address = to.strip()
    if not address:
        raise LetterRefused(_("There is no e-mail address to write to."), "no_address")
    if len(address) > 254 or any(c.isspace() or not c.isprintable() or c in ",;" for c in address):
        raise LetterRefused(_("This is not one e-mail address."), "bad_address")
    return address


def _one_line(words: str) -> str:
    """Make a header value: no line break can open a second header."""
    line = clean_line(words)
    longest = Letter._meta.get_field("subject").max_length or 0
    return line if len(line) <= longest else line[: longest - 1] + "…"
