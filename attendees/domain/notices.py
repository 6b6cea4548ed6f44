"""The letters a delegate is owed, queued in the transaction that owes them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db import transaction

from attendees.domain import links, reasons
from attendees.domain.history import record
from attendees.enums import EventKind
from attendees.models import Delegate
from conference.enums import ConferenceStatus
from core.crypto import keyed_hash
from core.fields import email_key
from core.times import date_range
from core.translations import translated
from mailing.domain import letters, outbox
from mailing.models import Letter

LINK_LETTER = "delegate_link"
#: A lost link is sent again at most this often to one address (RL-02).
REMINDERS = 3
REMINDER_WINDOW = timedelta(hours=1)
#: Links in one letter: a mailbox of a whole ministry.
MOST_LINKS = 50


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
        "city": translated(conference.city, delegate.language),
        "dates": date_range(conference.starts_on, conference.ends_on, delegate.language),
        "link": links.url(delegate),
        "reason_text": reasons.PUBLIC_TEXTS.get(reason, ""),
        **more,
    }


def send_links(delegates: Sequence[Delegate], *, now: datetime) -> bool:
    """Send one mailbox the personal links of these delegates, in one letter (R-16).

    At most three such letters an hour go to one address (RL-02); says whether one was queued.
    """
    if not delegates or not delegates[0].email:
        return False
    first = delegates[0]
    about = mailbox(first.email)
    recent = Letter.objects.about(about).filter(kind=LINK_LETTER, created_at__gt=now - REMINDER_WINDOW)
    if recent.count() >= REMINDERS:
        return False
    links_by_name = [{"delegate": each, "url": links.url(each)} for each in delegates]
    words = letters.compose(LINK_LETTER, first.language, _context(first, reason="", links=links_by_name))
    outbox.queue(
        kind=LINK_LETTER,
        to=first.email,
        language=first.language,
        **words._asdict(),
        realm=realm(first.conference_id),
        about=about,
        now=now,
    )
    return True


@transaction.atomic
def send_lost_links(address: str, *, now: datetime) -> None:
    """Send every link of a mailbox to that mailbox, one letter a conference; an unknown one gets nothing.

    Nobody learns which it was. The rows are locked, so that parallel requests are counted together.
    """
    found = Delegate.objects.filter(email__iexact=address, erased_at=None)
    found = found.exclude(conference__status=ConferenceStatus.ARCHIVED).select_related("conference")
    delegates = list(found.select_for_update(of=("self",)).order_by("conference_id", "number")[:MOST_LINKS])
    for _conference, group in groupby(delegates, key=attrgetter("conference_id")):
        people = list(group)
        if send_links(people, now=now):
            for delegate in people:
                record(delegate, EventKind.LINK_SENT, by=None, actor="SELF", now=now)


def mailbox(address: str) -> str:
    """How the outbox knows the link letters of one address, however it is written."""
    return f"mailbox:{keyed_hash('mailbox', email_key(address))[:32]}"


def cancel_superseded(delegate: Delegate, *, now: datetime) -> None:
    """Letters about an earlier state that have not left are not sent any more (ML-11)."""
    outbox.cancel(about=about(delegate), now=now)


def readdress(delegate: Delegate, *, now: datetime) -> None:
    """Letters that have not left go to the new address; without one they are called back (ML-11)."""
    if delegate.email:
        outbox.readdress(about=about(delegate), to=delegate.email, now=now)
    else:
        outbox.cancel(about=about(delegate), now=now)
