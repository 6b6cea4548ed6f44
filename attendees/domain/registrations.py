"""What may happen to a delegate's registration, and what follows when it does.

Nothing else writes a status. Each verb locks, re-reads, decides, writes, records and queues the
letter, in that order and in one transaction. `by=None` is the system or the delegate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import links, naming, notices, seating, signups
from attendees.domain.history import record
from attendees.domain.refusals import RegistrationRefused
from attendees.enums import (
    HOLDS_SESSION_PLACES,
    CourtesyTitle,
    DelegateStatus,
    EventKind,
    Excellency,
    Reason,
    Source,
)
from attendees.models import Consent, Delegate
from conference.enums import Confidentiality
from conference.models import Category, Conference, Session

S = DelegateStatus


@dataclass(frozen=True)
class Submission:
    """What makes a sent form recognisable: its key, a digest of its body, the browser it came from."""

    key: str
    digest: str
    browser: str


@dataclass(frozen=True)
class Answer:
    """What became of a sent form: the delegate, and `received`, `approved`, `waitlisted` or `duplicate`."""

    delegate: Delegate
    word: str
    position: int | None = None
    reference: str = ""  # of this sending, where it must not show the registration it belongs to


@dataclass(frozen=True)
class Form:
    """A filled form: the fields of Delegate, the consents by kind, the sessions chosen."""

    fields: Mapping[str, Any]
    consents: Mapping[str, bool] = field(default_factory=dict)
    sessions: Sequence[Session] = ()


class _Known(Exception):
    """The submission is no news: roll back, so that no number is spent."""

    def __init__(self, pk: int, *, replayed: bool) -> None:
        self.pk, self.replayed = pk, replayed


def submit(
    category: Category, form: Form, *, submission: Submission | None, source: Source, by: User | None, now: datetime
) -> Answer:
    """Take a registration: number it, seat it or let it wait, and owe the letter.

    The same key again is the same registration (RC-05…RC-07); the same person again is a duplicate.
    Raises ``RegistrationRefused`` (``closed``, ``by_invitation``, ``key_reused``) and
    ``SignupRefused`` (``session_full`` …); then nothing is saved.
    """
    if source == Source.SELF:
        _check_open(category, now)
    try:
        return _submit(category, form, submission, source, by, now)
    except _Known as known:
        return _answer_known(known, submission, now)


@transaction.atomic
def _submit(
    category: Category, form: Form, submission: Submission | None, source: Source, by: User | None, now: datetime
) -> Answer:
    delegate = _draft(category, form, submission, source, now)
    seating.lock_and_number(category.conference_id)
    standing = seating.standing(category, key=delegate.submission_key, person=delegate.person_key)
    if standing.replayed or standing.same_person:
        raise _Known(standing.replayed or standing.same_person or 0, replayed=bool(standing.replayed))
    delegate.number = standing.number
    kinds = _first_status(delegate, standing, now)
    delegate.save(force_insert=True)
    _keep_consents(delegate, form, now)
    if delegate.status in HOLDS_SESSION_PLACES:
        signups.take(delegate, form.sessions, now=now)
    actor = source.value if by is None else "STAFF"
    record(delegate, *kinds, by=by, actor=actor, now=now, to_status=delegate.status)
    return _tell(delegate, now)


def _draft(category: Category, form: Form, submission: Submission | None, source: Source, now: datetime) -> Delegate:
    delegate = Delegate(
        conference=category.conference, category=category, source=source, registered_at=now, **form.fields
    )
    if submission is not None:
        delegate.submission_key = submission.key
        delegate.submission_digest, delegate.submission_browser = submission.digest, submission.browser
    if delegate.title == CourtesyTitle.HE and delegate.excellency == Excellency.NO:
        delegate.excellency = Excellency.REQUESTED
    delegate.reference = links.new_reference()
    links.seal(delegate)
    naming.refresh(delegate)
    return delegate


def _first_status(delegate: Delegate, standing: seating.Standing, now: datetime) -> list[EventKind]:
    if not delegate.category.is_automatic():
        delegate.status = S.PENDING
        return [EventKind.SUBMITTED]
    delegate.decided_at = now
    if not takes_seat(delegate) or standing.has_room_for_newcomer():
        delegate.status = S.APPROVED
        return [EventKind.SUBMITTED, EventKind.APPROVED]
    delegate.status = S.WAITLISTED
    return [EventKind.SUBMITTED, EventKind.WAITLISTED]


def takes_seat(delegate: Delegate) -> bool:
    """Whether approving the delegate takes a place: online takes none (R-02)."""
    return delegate.modality != "ONLINE"


def _tell(delegate: Delegate, now: datetime) -> Answer:
    word = {S.PENDING: "received", S.APPROVED: "approved", S.WAITLISTED: "waitlisted"}[S(delegate.status)]
    position = seating.position(delegate) if word == "waitlisted" else None
    notices.queue(delegate, word, position=position, now=now)
    return Answer(delegate, word, position)


def _keep_consents(delegate: Delegate, form: Form, now: datetime) -> None:
    version = delegate.conference.privacy_version
    Consent.objects.bulk_create(
        Consent(
            delegate=delegate,
            kind=kind,
            value=value,
            version=version,
            language=delegate.language,
            given_at=now,
            given_by=delegate.source,
        )
        for kind, value in form.consents.items()
    )


def _check_open(category: Category, now: datetime) -> None:
    if not category.conference.takes_registrations(now):
        raise RegistrationRefused(_("Registration for this conference is closed."), "closed")
    if not category.is_open:
        raise RegistrationRefused(_("This category is by invitation only."), "by_invitation")


def _answer_known(known: _Known, submission: Submission | None, now: datetime) -> Answer:
    if not known.replayed:
        return _answer_duplicate(known.pk, submission, now)
    delegate = Delegate.objects.select_related("conference", "category").get(pk=known.pk)
    assert submission is not None
    told = (delegate.submission_digest, delegate.submission_browser)
    if told != (submission.digest, submission.browser):
        raise RegistrationRefused(
            _("This form was already sent with other answers. Open the form again to send a new registration."),
            "key_reused",
        )
    return _replay(delegate)


@transaction.atomic
def _answer_duplicate(pk: int, submission: Submission | None, now: datetime) -> Answer:
    """Remind the person at the address on record (R-11).

    Where it must stay unknown who comes, the sending gets a reference of its own, by which an officer
    finds the registration there is (docs/decisions, duplicate answers).
    """
    found = Delegate.objects.select_related("conference", "category").select_for_update(of=("self",))
    delegate = found.get(pk=pk)
    reference = ""
    if submission is not None and delegate.conference.confidentiality != Confidentiality.OPEN:
        reference = links.reference_for(submission.key)
        if naming.add_reference(delegate, reference):
            delegate.save(update_fields=["search_text"])
    if notices.send_links([delegate], now=now):
        record(delegate, EventKind.LINK_SENT, by=None, actor="SELF", now=now, remark=reference)
    return Answer(delegate, "duplicate", reference=reference)


def _replay(delegate: Delegate) -> Answer:
    words = {S.APPROVED: "approved", S.WAITLISTED: "waitlisted", S.WITHDRAWN: "withdrawn"}
    word = words.get(S(delegate.status), "received")
    position = seating.position(delegate) if word == "waitlisted" else None
    return Answer(delegate, word, position)


# Decisions -------------------------------------------------------------------------------------


@transaction.atomic
def approve(delegate: Delegate, *, by: User | None, now: datetime, override: str = "") -> Delegate:
    """Give the delegate a seat; the letter follows.

    Raises ``RegistrationRefused`` (``illegal_move``; ``quota_full`` naming the limit, R-01 R-03)
    unless `override` gives a manager's reason, which is recorded.
    """
    delegate = _locked(delegate, S.APPROVED)
    refusal = full(delegate) if takes_seat(delegate) else None
    if refusal and not override:
        raise refusal
    kinds = [EventKind.APPROVED, *([EventKind.OVERRIDDEN] if refusal else [])]
    _move(delegate, S.APPROVED, kinds, by=by, now=now, remark=override if refusal else "")
    notices.queue(delegate, "approved", now=now)
    return delegate


def full(delegate: Delegate) -> RegistrationRefused | None:
    """The refusal that names the limit in the way, or None when there is room (R-01)."""
    standing = seating.standing(delegate.category)
    for seats, whose in (
        (standing.conference, _("the conference")),
        (standing.category, str(delegate.category)),
    ):
        if not seats.has_room():
            text = _("No place is left: %(whose)s is full (%(taken)d of %(limit)d).")
            return RegistrationRefused(
                text % {"whose": whose, "taken": seats.taken, "limit": seats.limit}, "quota_full"
            )
    return None


@transaction.atomic
def waitlist(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Put a pending delegate on the waiting list, at the place of the registration's number."""
    delegate = _locked(delegate, S.WAITLISTED)
    delegate.promoted_at = None
    _move(delegate, S.WAITLISTED, [EventKind.WAITLISTED], by=by, now=now)
    notices.queue(delegate, "waitlisted", position=seating.position(delegate), now=now)
    return delegate


@transaction.atomic
def send_back(
    delegate: Delegate, *, reason: Reason, text: str = "", remark: str = "", by: User | None, now: datetime
) -> Delegate:
    """Return the registration for correction; the person reads the reason's public text and `text` (R-26)."""
    delegate = _locked(delegate, S.RETURNED)
    _move(delegate, S.RETURNED, [EventKind.RETURNED], by=by, now=now, reason=reason, text=text, remark=remark)
    notices.queue(delegate, "returned", reason=reason, text=text, now=now)
    return delegate


@transaction.atomic
def reject(
    delegate: Delegate, *, reason: Reason, text: str = "", remark: str = "", by: User | None, now: datetime
) -> Delegate:
    """Decide against the registration, with a reason code (R-26). A seat offered to it goes on."""
    delegate = _locked(delegate, S.REJECTED)
    _move(delegate, S.REJECTED, [EventKind.REJECTED], by=by, now=now, reason=reason, text=text, remark=remark)
    notices.queue(delegate, "rejected", reason=reason, text=text, now=now)
    fill_seats(delegate.conference, now=now)
    return delegate


@transaction.atomic
def revoke(
    delegate: Delegate, *, reason: Reason, text: str = "", remark: str = "", by: User | None, now: datetime
) -> Delegate:
    """Take an approval back, with a reason code; the seat goes to whoever waits (R-26)."""
    delegate = _locked(delegate, S.REVOKED)
    _move(delegate, S.REVOKED, [EventKind.REVOKED], by=by, now=now, reason=reason, text=text, remark=remark)
    notices.queue(delegate, "revoked", reason=reason, text=text, now=now)
    fill_seats(delegate.conference, now=now)
    return delegate


@transaction.atomic
def withdraw(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Take the registration back; the seat goes to whoever has waited longest.

    Withdrawing twice is harmless: one seat, one letter, one entry in the history (RC-15).
    Raises ``RegistrationRefused`` (``illegal_move``; ``closed`` for the delegate after the deadline, R-19).
    """
    seating.lock(delegate.conference_id)
    delegate = _reread(delegate)
    if delegate.status == S.WITHDRAWN:
        return delegate
    if by is None and not delegate.conference.takes_changes(now):
        raise RegistrationRefused(_("Changes are closed. Please write to the secretariat."), "closed")
    _check_move(delegate, S.WITHDRAWN)
    _move(delegate, S.WITHDRAWN, [EventKind.WITHDRAWN], by=by, now=now)
    notices.queue(delegate, "withdrawn", now=now)
    fill_seats(delegate.conference, now=now)
    return delegate


@transaction.atomic
def resubmit(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Send a returned registration to the secretariat again; it keeps its number, so its turn."""
    delegate = _locked(delegate, S.PENDING)
    _move(delegate, S.PENDING, [EventKind.RESUBMITTED], by=by, now=now)
    notices.queue(delegate, "received", now=now)
    return delegate


# Seats that become free ----------------------------------------------------------------------------


@transaction.atomic
def promote(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Let one delegate of the waiting list go ahead: approved where automatic, else to be decided.

    Raises ``RegistrationRefused`` (``illegal_move``, ``quota_full``).
    """
    delegate = _locked(delegate, _promoted_status(delegate))
    if delegate.status != S.WAITLISTED:
        raise illegal(delegate)
    refusal = full(delegate) if takes_seat(delegate) else None
    if refusal:
        raise refusal
    return _promote(delegate, by=by, now=now)


@transaction.atomic
def fill_seats(conference: Conference, *, now: datetime) -> list[Delegate]:
    """Give every free seat to whoever has waited longest and fits it. Idempotent (RC-10)."""
    seating.lock(conference.pk)
    waiting = Delegate.objects.for_conference(conference).waiting().select_related("category", "conference")
    promoted: list[Delegate] = []
    full_categories: set[int] = set()
    for delegate in waiting.iterator(chunk_size=200):
        needs_seat = takes_seat(delegate)
        if needs_seat and delegate.category_id in full_categories:
            continue
        if not needs_seat or seating.standing(delegate.category).has_room_for_newcomer():
            promoted.append(_promote(delegate, by=None, now=now))
        else:
            full_categories.add(delegate.category_id)
    return promoted


def _promoted_status(delegate: Delegate) -> DelegateStatus:
    return S.APPROVED if delegate.category.is_automatic() else S.PENDING


def _promote(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    delegate.promoted_at = now
    _move(delegate, _promoted_status(delegate), [EventKind.PROMOTED], by=by, now=now)
    notices.queue(delegate, "promoted", now=now)
    return delegate


# The one writer --------------------------------------------------------------------------------------


def _locked(delegate: Delegate, status: DelegateStatus) -> Delegate:
    """The delegate as it stands under the lock; refuses a move the table does not hold."""
    seating.lock(delegate.conference_id)
    fresh = _reread(delegate)
    _check_move(fresh, status)
    return fresh


def _reread(delegate: Delegate) -> Delegate:
    return Delegate.objects.select_related("conference", "category").get(pk=delegate.pk)


def _check_move(delegate: Delegate, status: DelegateStatus) -> None:
    if not delegate.can_become(status):
        raise illegal(delegate)


def illegal(delegate: Delegate) -> RegistrationRefused:
    """The refusal of a move the table does not hold."""
    text = _("This cannot be done: the registration is now “%(status)s”.")
    return RegistrationRefused(text % {"status": delegate.get_status_display()}, "illegal_move")


def _move(
    delegate: Delegate, status: DelegateStatus, kinds: list[EventKind], *, by: User | None, now: datetime, **why: str
) -> None:
    before, delegate.status = delegate.status, status
    delegate.revision += 1
    if status != S.PENDING:
        delegate.decided_at = now
    delegate.save(update_fields=["status", "revision", "decided_at", "promoted_at"])
    if status not in HOLDS_SESSION_PLACES:
        signups.release_all(delegate)
    actor = "SYSTEM" if by is None else "STAFF"
    record(delegate, *kinds, by=by, actor=actor, now=now, from_status=before, to_status=status, **why)
    notices.cancel_superseded(delegate, now=now)
