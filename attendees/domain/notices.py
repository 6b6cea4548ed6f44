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
from attendees.models import Delegate, FocalPoint
from conference.enums import ConferenceStatus
from conference.models import Conference
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


def owe(
    kind: str,
    *,
    to: str,
    language: str,
    about: str,
    conference: Conference,
    context: dict[str, Any],
    now: datetime,
    due_at: datetime | None = None,
) -> None:
    """Owe an address a letter of the conference, composed in `language`, to leave at `due_at`."""
    words = letters.compose(kind, language, {**about_conference(conference, language), **context})
    outbox.queue(
        kind=kind,
        to=to,
        language=language,
        **words._asdict(),
        realm=realm(conference.pk),
        about=about,
        due_at=due_at,
        now=now,
    )


def queue(
    delegate: Delegate, kind: str, *, now: datetime, due_at: datetime | None = None, reason: str = "", **context: Any
) -> None:
    """Owe the delegate a letter in the delegate's language, to leave at `due_at`.

    Without an address it goes to the focal points of the delegation; without those nothing is owed (R-17).
    """
    words = {**_context(delegate), "reason_text": reasons.PUBLIC_TEXTS.get(reason, ""), **context}
    for to, language in _addresses(delegate):
        owe(
            f"delegate_{kind}",
            to=to,
            language=language,
            about=about(delegate),
            conference=delegate.conference,
            context=words,
            now=now,
            due_at=due_at,
        )


def _addresses(delegate: Delegate) -> list[tuple[str, str]]:
    """Where letters about the delegate go, and in which language."""
    if delegate.email:
        return [(delegate.email, delegate.language)]
    if delegate.delegation_id is None:
        return []
    points = FocalPoint.objects.filter(delegation_id=delegate.delegation_id).active()  # type: ignore[attr-defined]
    return list(points.values_list("email", "language"))


def _context(delegate: Delegate) -> dict[str, Any]:
    return {"delegate": delegate, "link": links.url(delegate)}


def about_conference(conference: Conference, language: str) -> dict[str, Any]:
    """What every letter of a conference says of it."""
    return {
        "conference": conference,
        "conference_title": translated(conference.title, language),
        "short_title": translated(conference.short_title or conference.title, language),
        "city": translated(conference.city, language),
        "dates": date_range(conference.starts_on, conference.ends_on, language),
    }


def send_links(delegates: Sequence[Delegate], *, now: datetime, asked_by: str = "") -> bool:
    """Send one mailbox the personal links of these delegates, in one letter (R-16).

    `asked_by` is the focal point who wished it; otherwise it was probably the person.
    At most three such letters an hour go to one address (RL-02); says whether one was queued.
    """
    if not delegates or not delegates[0].email:
        return False
    first = delegates[0]
    about = mailbox(first.email)
    if is_asked_too_often(LINK_LETTER, about, now=now):
        return False
    owe(
        LINK_LETTER,
        to=first.email,
        language=first.language,
        about=about,
        conference=first.conference,
        context={**_context(first), "links": _links_of(delegates), "asked_by": asked_by},
        now=now,
    )
    return True


def is_asked_too_often(kind: str, about: str, *, now: datetime) -> bool:
    """Whether the letters of an hour to one address are sent already (RL-02)."""
    recent = Letter.objects.about(about).filter(kind=kind, created_at__gt=now - REMINDER_WINDOW)
    return recent.count() >= REMINDERS


def tell_nominated(delegates: Sequence[Delegate], *, now: datetime) -> None:
    """Tell people that their delegation has named them: one letter a mailbox, with everybody's link (R-16)."""
    mailboxes: dict[str, list[Delegate]] = {}
    for delegate in delegates:
        if delegate.email:
            mailboxes.setdefault(email_key(delegate.email), []).append(delegate)
    for people in mailboxes.values():
        if len(people) == 1:
            queue(people[0], "nominated", now=now)
        else:
            queue(people[0], "nominated_many", now=now, links=_links_of(people))


def _links_of(delegates: Sequence[Delegate]) -> list[dict[str, Any]]:
    return [{"delegate": each, "url": links.url(each)} for each in delegates]


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


def tell_old_address(delegate: Delegate, address: str, *, now: datetime) -> None:
    """Tell an address that letters go to another one now; neither the person nor that one is named (AU-15)."""
    if not address or email_key(address) == email_key(delegate.email):
        return
    owe(
        "delegate_address_changed",
        to=address,
        language=delegate.language,
        about=mailbox(address),
        conference=delegate.conference,
        context={},
        now=now,
    )
