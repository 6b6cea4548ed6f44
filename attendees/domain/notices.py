"""The letters a delegate is owed, queued in the transaction that owes them."""

from datetime import datetime, timedelta
from typing import Any

from attendees.domain import links, reasons
from attendees.models import Delegate
from core.translations import translated
from mailing.domain import letters, outbox
from mailing.models import Letter

#: A lost link is sent again at most this often to one address (RL-02).
REMINDERS = 3
REMINDER_WINDOW = timedelta(hours=1)


def about(delegate: Delegate) -> str:
    """How the outbox knows the delegate's letters."""
    return f"delegate:{delegate.pk}"


def realm(conference_id: int) -> str:
    """How the outbox knows a conference's letters."""
    return f"conference:{conference_id}"


def queue(delegate: Delegate, kind: str, *, now: datetime, reason: str = "", **context: Any) -> None:
    """Owe the delegate a letter in the delegate's language; without an address nothing is owed (R-17)."""
    if not delegate.email:
        return
    subject, text, html = letters.compose(
        f"delegate_{kind}", delegate.language, _context(delegate, reason=reason, **context)
    )
    outbox.queue(
        kind=f"delegate_{kind}",
        to=delegate.email,
        language=delegate.language,
        subject=subject,
        text=text,
        html=html,
        realm=realm(delegate.conference_id),
        about=about(delegate),
        now=now,
    )


def _context(delegate: Delegate, *, reason: str, **more: Any) -> dict[str, Any]:
    conference = delegate.conference
    return {
        "delegate": delegate,
        "conference": conference,
        "conference_title": translated(conference.title, delegate.language),
        "short_title": translated(conference.short_title or conference.title, delegate.language),
        "link": links.url(delegate),
        "reason_text": reasons.PUBLIC_TEXTS.get(reason, ""),
        **more,
    }


def remind(delegate: Delegate, *, now: datetime) -> bool:
    """Send the personal link again, at most three times an hour; whether it was sent (RL-02)."""
    recent = Letter.objects.filter(
        about=about(delegate), kind="delegate_link", created_at__gt=now - REMINDER_WINDOW
    )
    if not delegate.email or recent.count() >= REMINDERS:
        return False
    queue(delegate, "link", now=now)
    return True


def cancel_superseded(delegate: Delegate, *, now: datetime) -> None:
    """Letters about an earlier state that have not left are not sent any more (ML-11)."""
    outbox.cancel(about=about(delegate), now=now)


def readdress(delegate: Delegate, *, now: datetime) -> None:
    """Letters that have not left go to the new address (ML-11)."""
    outbox.readdress(about=about(delegate), to=delegate.email, now=now)
