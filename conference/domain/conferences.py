"""What may happen to a conference, and who is told.

Nothing else writes a conference's status. `by=None` is the system.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from conference.domain.cloning import clone
from conference.domain.events import record
from conference.domain.refusals import ConferenceRefused
from conference.enums import Access, ApprovalMode, ConferenceEventKind, ConferenceStatus, Standing
from conference.models import Category, Conference, PrivacyNotice
from conference.signals import capacity_changed, places_asked
from core.languages import name_of
from core.text import clean_block

__all__ = [
    "access",
    "archive",
    "cancel",
    "change_capacity",
    "clone",
    "close_registration",
    "end",
    "full",
    "open_registration",
    "publish_notice",
    "reopen",
    "standing",
    "start",
]

S = ConferenceStatus
Kind = ConferenceEventKind


# What the public is told -------------------------------------------------------------------------


def standing(conference: Conference, now: datetime) -> Standing:
    """Where registration stands at this instant, deadlines included (R-19, R-20)."""
    if conference.takes_registrations(now):
        return Standing.OPEN
    opens = conference.registration_opens_at
    if conference.status == S.REGISTRATION_OPEN and opens is not None and now < opens:
        return Standing.NOT_YET
    plain = {S.RUNNING: Standing.RUNNING, S.ENDED: Standing.ENDED, S.CANCELLED: Standing.CANCELLED}
    return plain.get(S(conference.status), Standing.CLOSED)


def access(categories: Iterable[Category]) -> Access:
    """How the public gets in, from the approval modes of the categories open to it."""
    modes = {category.approval for category in categories if category.is_open}
    if not modes:
        return Access.BY_INVITATION
    return Access.AT_ONCE if modes == {ApprovalMode.AUTOMATIC} else Access.BY_APPROVAL


def full(conferences: Iterable[Conference]) -> set[int]:
    """The ids of those that have no place left, as far as anybody knows; for showing only."""
    answers: list[tuple[Any, Any]] = places_asked.send(sender=Conference, conferences=list(conferences))
    return {pk for _receiver, answer in answers for pk in answer}


# The moves ------------------------------------------------------------------------------------------


def open_registration(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """Show the conference to the public and open its form.

    Raises ``ConferenceRefused`` (``illegal_move``, ``title_incomplete``, ``notice_incomplete``,
    ``no_open_category``, ``deadline_passed``).
    """
    return _open(conference, S.DRAFT, Kind.REGISTRATION_OPENED, by=by, now=now)


def close_registration(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """Take no more names, whatever the deadline says."""
    return _move(conference, S.REGISTRATION_CLOSED, Kind.REGISTRATION_CLOSED, by=by, now=now)


def reopen(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """Open a closed registration again; refused for the same reasons as opening it."""
    return _open(conference, S.REGISTRATION_CLOSED, Kind.REGISTRATION_REOPENED, by=by, now=now)


def start(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """The conference begins. Registration has to be closed before."""
    return _move(conference, S.RUNNING, Kind.STARTED, by=by, now=now)


def end(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """The conference is over: no more changes by delegates."""
    return _move(conference, S.ENDED, Kind.ENDED, by=by, now=now)


def archive(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """Take an ended conference off the public pages."""
    return _move(conference, S.ARCHIVED, Kind.ARCHIVED, by=by, now=now)


def cancel(conference: Conference, *, by: User | None, now: datetime) -> Conference:
    """The conference will not be held. Possible until it has ended, and final."""
    return _move(conference, S.CANCELLED, Kind.CANCELLED, by=by, now=now)


@transaction.atomic
def _open(
    conference: Conference, before: ConferenceStatus, kind: Kind, *, by: User | None, now: datetime
) -> Conference:
    fresh = _locked(conference)
    if fresh.status != before:
        raise _illegal(fresh)
    _check_can_open(fresh, now)
    return _write(fresh, S.REGISTRATION_OPEN, kind, by=by, now=now)


def _check_can_open(conference: Conference, now: datetime) -> None:
    _check_languages(conference, conference.title, _("The title is missing in: %(languages)s."), "title_incomplete")
    notice = conference.privacy_notices.filter(version=conference.privacy_version).first()
    words = _("Publish a privacy notice first. It is missing in: %(languages)s.")
    _check_languages(conference, notice.text if notice else {}, words, "notice_incomplete")
    if not conference.categories.filter(is_open=True).exists():
        raise ConferenceRefused(_("Open at least one category to the public form first."), "no_open_category")
    closes = conference.registration_closes_at
    if closes is not None and closes <= now:
        raise ConferenceRefused(_("The closing time has passed. Set a later one first."), "deadline_passed")


def _check_languages(conference: Conference, text: Mapping[str, str], words: str, code: str) -> None:
    missing = [language for language in conference.languages if not text.get(language)]
    if missing or not conference.languages:
        raise ConferenceRefused(words % {"languages": ", ".join(map(name_of, missing))}, code)


@transaction.atomic
def _move(
    conference: Conference, status: ConferenceStatus, kind: Kind, *, by: User | None, now: datetime
) -> Conference:
    return _write(_locked(conference), status, kind, by=by, now=now)


def _write(
    conference: Conference, status: ConferenceStatus, kind: Kind, *, by: User | None, now: datetime
) -> Conference:
    if not conference.can_become(status):
        raise _illegal(conference)
    before, conference.status = conference.status, status
    conference.save(update_fields=["status"])
    record(conference, kind, by=by, now=now, before=before, after=status)
    return conference


def _illegal(conference: Conference) -> ConferenceRefused:
    text = _("This cannot be done: the conference is now “%(status)s”.")
    return ConferenceRefused(text % {"status": conference.get_status_display()}, "illegal_move")


def _locked(conference: Conference) -> Conference:
    # Without the key: a registration, which refers to the row, need not wait, so nobody waits in a circle.
    return Conference.objects.select_for_update(no_key=True).get(pk=conference.pk)


# What is not a move -----------------------------------------------------------------------------------


@transaction.atomic
def publish_notice(conference: Conference, text: Mapping[str, str], *, by: User | None, now: datetime) -> PrivacyNotice:
    """Put a new version of the privacy notice in force; consents given before keep theirs.

    Raises ``ConferenceRefused`` (``notice_incomplete`` unless it is there in every language of the
    conference, ``notice_unchanged``).
    """
    fresh = _locked(conference)
    cleaned = {language: clean_block(words) for language, words in text.items() if clean_block(words)}
    _check_languages(fresh, cleaned, _("The privacy notice is missing in: %(languages)s."), "notice_incomplete")
    latest = fresh.privacy_notices.first()
    if latest and latest.text == cleaned:
        raise ConferenceRefused(_("This text is already in force."), "notice_unchanged")
    version = latest.version + 1 if latest else 1
    notice = PrivacyNotice.objects.create(conference=fresh, version=version, text=cleaned, published_at=now)
    fresh.privacy_version = conference.privacy_version = version
    fresh.save(update_fields=["privacy_version"])
    record(fresh, Kind.NOTICE_PUBLISHED, by=by, now=now, version=version)
    return notice


@transaction.atomic
def change_capacity(conference: Conference, capacity: int | None, *, by: User | None, now: datetime) -> Conference:
    """Set how many delegates may be approved; None is no limit. Seats that become free are filled.

    Lowering it below what is taken takes nobody's seat away.
    """
    fresh = _locked(conference)
    before, fresh.capacity = fresh.capacity, capacity
    if before == capacity:
        return fresh
    fresh.save(update_fields=["capacity"])
    record(fresh, Kind.CAPACITY_CHANGED, by=by, now=now, before=before, after=capacity)
    if is_raised(before, capacity):
        capacity_changed.send(sender=Conference, conference=fresh, now=now)
    return fresh


def is_raised(before: int | None, after: int | None) -> bool:
    """Whether more fit in than before; None is no limit."""
    if before is None:
        return False
    return after is None or after > before
