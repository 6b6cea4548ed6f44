"""What may happen to a delegate's registration, and what follows when it does.

Each verb locks, re-reads, decides, writes, records and queues the letter, in that order and in one
transaction. `by=None` is the system or the delegate. The status itself is written by `moves` alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import (
    actors,
    deadlines,
    duplicates,
    joining,
    links,
    moves,
    naming,
    notices,
    obstacles,
    promotions,
    seating,
    signups,
    undos,
)
from attendees.domain.actors import Actor
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
from conference.models import Category, Session

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
    category: Category, form: Form, *, submission: Submission | None, source: Source, by: Actor, now: datetime
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
    category: Category, form: Form, submission: Submission | None, source: Source, by: Actor, now: datetime
) -> Answer:
    delegate = draft(category, form, submission, source, now)
    seating.lock_and_number(category.conference_id)
    places = seating.session_places_gathered(session.pk for session in form.sessions)
    standing = joining.standing(delegate, alike=duplicates.gathered(delegate), places=places)
    if standing.replayed or standing.same_person:
        raise _Known(standing.replayed or standing.same_person or 0, replayed=bool(standing.replayed))
    delegate.number = standing.number
    joining.join(delegate, standing, now=now)
    kinds = first_status(delegate, standing, now)
    delegate.save(force_insert=True)
    keep_consents(delegate, form.consents, now=now)
    if delegate.status in HOLDS_SESSION_PLACES:
        held = seating.places_from(standing.gathered["places"])
        signups.take(delegate, form.sessions, now=now, places=held)
    actor = actors.word(by, source.value)
    record(delegate, *kinds, by=by, actor=actor, now=now, to_status=delegate.status)
    duplicates.note(delegate, standing.gathered["alike"], now=now)
    return _tell(delegate, now)


def draft(category: Category, form: Form, submission: Submission | None, source: Source, now: datetime) -> Delegate:
    """A delegate made from a form, with reference, link and sorted names; saves nothing."""
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


def first_status(delegate: Delegate, standing: seating.Standing, now: datetime) -> list[EventKind]:
    """Set where a new registration stands, by its category and what is free; says what happened. Saves nothing."""
    if not delegate.category.is_automatic():
        delegate.status = S.PENDING
        return [EventKind.SUBMITTED]
    delegate.decided_at = now
    if standing.has_room_for_newcomer():
        delegate.status = S.APPROVED
        return [EventKind.SUBMITTED, EventKind.APPROVED]
    delegate.status = S.WAITLISTED
    return [EventKind.SUBMITTED, EventKind.WAITLISTED]


def _tell(delegate: Delegate, now: datetime) -> Answer:
    word = {S.PENDING: "received", S.APPROVED: "approved", S.WAITLISTED: "waitlisted"}[S(delegate.status)]
    position = seating.position(delegate) if word == "waitlisted" else None
    notices.queue(delegate, word, position=position, now=now)
    return Answer(delegate, word, position)


def keep_consents(delegate: Delegate, consents: Mapping[str, bool], *, now: datetime, given_by: str = "") -> None:
    """Write down what the person agreed to, with the version of the notice in force (PR-10)."""
    version = delegate.conference.privacy_version
    Consent.objects.bulk_create(
        Consent(
            delegate=delegate,
            kind=kind,
            value=value,
            version=version,
            language=delegate.language,
            given_at=now,
            given_by=given_by or delegate.source,
        )
        for kind, value in consents.items()
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
def approve(
    delegate: Delegate,
    *,
    by: User | None,
    now: datetime,
    override: str = "",
    document_pending: str = "",
    hold: timedelta = timedelta(0),
) -> Delegate:
    """Give the delegate a seat; the letter follows, after `hold`, so that it can still be called back (R-28).

    Raises ``RegistrationRefused``: ``illegal_move``; ``not_endorsed`` while the focal point has not
    confirmed (R-06); ``quota_full`` naming the limit and who holds it (R-01, R-03) unless `override` gives
    a manager's reason; ``document_missing`` (R-07) unless `document_pending` gives one. Both are recorded.
    """
    delegate = moves.locked(delegate, S.APPROVED)
    excuses = {"document_missing": document_pending, "quota_full": override}
    passed = obstacles.of(delegate)
    for obstacle in passed:
        if not excuses.get(obstacle.code):
            raise obstacle
    kinds = [EventKind.APPROVED, *(PASSED_OVER[obstacle.code] for obstacle in passed)]
    delegate.is_document_pending = EventKind.NO_DOCUMENT in kinds
    remark = " ".join(excuses[obstacle.code] for obstacle in passed)
    moves.move(delegate, S.APPROVED, *kinds, by=by, now=now, remark=remark)
    notices.queue(delegate, "approved", now=now, due_at=now + hold)
    return delegate


#: What history says of an obstacle a manager passed over.
PASSED_OVER = {"document_missing": EventKind.NO_DOCUMENT, "quota_full": EventKind.OVERRIDDEN}


@transaction.atomic
def undo(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Take a fresh approval back without a word: its letter has not left, so nobody knows of it (R-28).

    Raises ``RegistrationRefused`` (``illegal_move``; ``too_late`` after ten minutes or once the letter left).
    """
    seating.lock(delegate.conference_id)
    delegate = moves.reread(delegate)
    if delegate.status != S.APPROVED:
        raise moves.illegal(delegate)
    if delegate.pk not in undos.until([delegate], now=now):
        raise RegistrationRefused(_("It is too late to undo this quietly. You can revoke the approval."), "too_late")
    last = delegate.events.filter(kind__in=(EventKind.APPROVED, EventKind.PROMOTED)).order_by("-at", "-pk").first()
    status = S(last.from_status) if last and last.from_status else S.PENDING
    delegate.is_document_pending = False
    moves.step_back(delegate, status, EventKind.UNDONE, by=by, now=now)
    promotions.fill_seats(delegate.conference, now=now, freed_in=delegate.delegation_id)
    return delegate


@transaction.atomic
def waitlist(delegate: Delegate, *, by: User | None, now: datetime) -> Delegate:
    """Put a pending delegate on the waiting list, at the place of the registration's number."""
    delegate = moves.locked(delegate, S.WAITLISTED)
    delegate.promoted_at = None
    moves.move(delegate, S.WAITLISTED, EventKind.WAITLISTED, by=by, now=now)
    notices.queue(delegate, "waitlisted", position=seating.position(delegate), now=now)
    return delegate


@transaction.atomic
def send_back(
    delegate: Delegate, *, reason: Reason, text: str = "", remark: str = "", by: Actor, now: datetime
) -> Delegate:
    """Return the registration for correction; the person reads the reason's public text and `text` (R-26)."""
    delegate = moves.locked(delegate, S.RETURNED)
    moves.move(delegate, S.RETURNED, EventKind.RETURNED, by=by, now=now, reason=reason, text=text, remark=remark)
    notices.queue(delegate, "returned", reason=reason, text=text, now=now)
    return delegate


@transaction.atomic
def reject(
    delegate: Delegate, *, reason: Reason, text: str = "", remark: str = "", by: Actor, now: datetime
) -> Delegate:
    """Decide against the registration, with a reason code (R-26). A seat offered to it goes on."""
    delegate = moves.locked(delegate, S.REJECTED)
    kind = EventKind.REJECTED if actors.focal_point(by) is None else EventKind.DISOWNED
    moves.move(delegate, S.REJECTED, kind, by=by, now=now, reason=reason, text=text, remark=remark)
    notices.queue(delegate, "rejected", reason=reason, text=text, now=now)
    promotions.fill_seats(delegate.conference, now=now, freed_in=delegate.delegation_id)
    return delegate


@transaction.atomic
def revoke(
    delegate: Delegate, *, reason: Reason, text: str = "", remark: str = "", by: User | None, now: datetime
) -> Delegate:
    """Take an approval back, with a reason code; the seat goes to whoever waits (R-26)."""
    delegate = moves.locked(delegate, S.REVOKED)
    moves.move(delegate, S.REVOKED, EventKind.REVOKED, by=by, now=now, reason=reason, text=text, remark=remark)
    notices.queue(delegate, "revoked", reason=reason, text=text, now=now)
    promotions.fill_seats(delegate.conference, now=now, freed_in=delegate.delegation_id)
    return delegate


@transaction.atomic
def withdraw(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    """Take the registration back; the seat goes to the delegation's reserve, then to whoever waited longest.

    Withdrawing twice is harmless: one seat, one letter, one entry in the history (RC-15).
    Raises ``RegistrationRefused`` (``illegal_move``; ``closed`` after the deadline, but for the staff, R-19).
    """
    seating.lock(delegate.conference_id)
    delegate = moves.reread(delegate)
    if delegate.status == S.WITHDRAWN:
        return delegate
    deadlines.check_changes(delegate.conference, RegistrationRefused, by=by, now=now)
    return leave(delegate, by=by, now=now)


@transaction.atomic
def leave(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    """Withdraw somebody whatever the deadline: the whole delegation declines (R-14), or the staff decides."""
    delegate = moves.locked(delegate, S.WITHDRAWN)
    moves.move(delegate, S.WITHDRAWN, EventKind.WITHDRAWN, by=by, now=now)
    notices.queue(delegate, "withdrawn", now=now)
    promotions.fill_seats(delegate.conference, now=now, freed_in=delegate.delegation_id)
    return delegate


@transaction.atomic
def resubmit(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    """Send a returned registration to the secretariat again; it keeps its number, so its turn."""
    delegate = moves.locked(delegate, S.PENDING)
    if delegate.status != S.RETURNED:
        raise moves.illegal(delegate)
    moves.move(delegate, S.PENDING, EventKind.RESUBMITTED, by=by, now=now)
    notices.queue(delegate, "received", now=now)
    return delegate


@transaction.atomic
def hand_in(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    """Send a nominated draft to the secretariat, confirmed by its focal point; an automatic category decides at once.

    Owes no letter: the delegation's submission tells each mailbox once (R-16). Raises ``illegal_move``.
    """
    delegate = moves.locked(delegate, S.PENDING)
    if delegate.status != S.DRAFT:
        raise moves.illegal(delegate)
    delegate.endorsed_at = now
    moves.move(delegate, S.PENDING, EventKind.SUBMITTED, by=by, now=now)
    if not delegate.category.is_automatic():
        return delegate
    has_room = seating.standing_of(delegate).has_room_for_newcomer()
    status, kind = (S.APPROVED, EventKind.APPROVED) if has_room else (S.WAITLISTED, EventKind.WAITLISTED)
    moves.move(delegate, status, kind, by=None, now=now)
    return delegate
