"""Naming people for a delegation: drafts, their order, the head; and confirming those who came by themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from attendees.domain import (
    actors,
    corrections,
    deadlines,
    delegations,
    duplicates,
    moves,
    notices,
    registrations,
    sameness,
    seating,
    submissions,
)
from attendees.domain.actors import Actor
from attendees.domain.history import record, record_of_delegation
from attendees.domain.refusals import CorrectionRefused, NominationRefused
from attendees.domain.registrations import Form, Submission
from attendees.enums import LIVE, Capacity, DelegateStatus, DelegationEventKind, EventKind, Reason, Source
from attendees.models import Delegate, Delegation

S = DelegateStatus


@transaction.atomic
def nominate(
    delegation: Delegation,
    form: Form,
    *,
    capacity: str = "",
    by: Actor,
    now: datetime,
    source: Source = Source.FOCAL_POINT,
    submission: Submission | None = None,
) -> Delegate:
    """Add a person to the delegation's list, as a draft and at its end; nobody is written to yet.

    More people than places may be named: the quota is asked when they are approved. The same submission
    again is the same person. Raises ``DelegationRefused`` (``closed``, ``illegal_move``) and
    ``NominationRefused``: what ``check_new_person`` raises, ``head_exists`` (R-10), ``key_reused``.
    Then nothing is saved and no number is spent.
    """
    seating.lock(delegation.conference_id)
    if known := submissions.known(delegation.conference_id, submission):
        return known
    delegation = delegations.begin(delegation, by=by, now=now)
    delegations.check_open(delegation, by=by, now=now)
    delegate = _draft(delegation, form, source, submission, now)
    delegate.capacity = capacity
    if capacity == Capacity.HEAD:
        check_no_head(delegation)
    check_new_person(delegate, by=by)
    delegate.save(force_insert=True)
    registrations.keep_consents(delegate, form.consents, now=now)
    record(delegate, EventKind.NOMINATED, by=by, actor=actors.word(by, source.value), now=now, to_status=S.DRAFT)
    duplicates.note(delegate, now=now)
    return delegate


def _draft(
    delegation: Delegation, form: Form, source: Source, submission: Submission | None, now: datetime
) -> Delegate:
    fields = {"language": delegation.language, **form.fields}
    if delegation.country_id:
        fields = {key: value for key, value in fields.items() if key not in ("country", "country_id")}
        fields["country_id"] = delegation.country_id
    delegate = registrations.draft(delegation.category, Form(fields), submission, source, now)
    delegate.category, delegate.conference = delegation.category, delegation.conference
    delegate.delegation = delegation
    delegate.number = seating.next_number(delegation.conference_id)
    delegate.place = _next_place(delegation)
    return delegate


def _next_place(delegation: Delegation) -> int:
    return (delegation.people.aggregate(last=Max("place"))["last"] or 0) + 1


def check_new_person(delegate: Delegate, *, by: Actor) -> None:
    """Refuse who is registered already, by the same address and name (R-11).

    Raises ``NominationRefused``: ``same_person``, or ``ask_secretariat`` where a focal point must not learn of
    somebody outside the own delegation (AC-08).
    """
    same = sameness.others(delegate)
    if not same.exists():
        return
    if sameness.is_hidden_from(by, delegate, same):
        raise NominationRefused(sameness.hidden_words(), "ask_secretariat")
    text = _("%(name)s is registered for this conference already.") % {"name": delegate.formal_name}
    raise NominationRefused(text, "same_person")


def alike(
    delegation: Delegation, form: Form, *, submission: Submission | None = None, exclude: int | None = None
) -> list[Delegate]:
    """Who of the delegation's own list may be this person, the likest first (R-32).

    People of other delegations are never hinted at (AC-08). Nobody is, when this very form was taken already.
    """
    if submission is not None and Delegate.objects.filter(submission_key=submission.key).exists():
        return []
    who = duplicates.person(form.fields, delegation_id=delegation.pk)
    found = [like.delegate_id for like in duplicates.like(delegation.conference, who, exclude=[exclude or 0])]
    own = delegation.people.in_bulk(found) if found else {}
    return [own[pk] for pk in found if pk in own]


@transaction.atomic
def change(
    delegate: Delegate, changes: Mapping[str, Any], *, by: Actor, now: datetime, revision: int | None = None
) -> Delegate:
    """Change the data of somebody nobody has decided on yet; afterwards a change is asked for (R-21).

    Raises ``CorrectionRefused`` (``closed``, ``locked_field``, ``changed_meanwhile``, ``same_person``).
    """
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    if fresh.status not in (S.DRAFT, S.PENDING, S.WAITLISTED, S.RETURNED):
        raise CorrectionRefused(_("This person is decided on: ask for a change instead."), "locked_field")
    return corrections.correct(fresh, changes, by=by, now=now, revision=revision)


@transaction.atomic
def remove(delegate: Delegate, *, by: Actor, now: datetime) -> None:
    """Take a draft off the list without a trace; the number is not used again. Raises ``not_a_draft``, ``closed``."""
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    if fresh.status != S.DRAFT or fresh.delegation is None:
        raise NominationRefused(
            _("Only a draft can be taken off the list. Withdraw the person instead."), "not_a_draft"
        )
    if actors.staff(by) is None:
        delegations.check_open(fresh.delegation, by=by, now=now)
    fresh.delete()


@transaction.atomic
def order(delegation: Delegation, numbers: Sequence[int], *, by: Actor, now: datetime) -> None:
    """Put the people into this order, by their numbers; whoever is not named keeps the end of the list.

    It is the order of the note, and the order in which the delegation's own reserve moves up.
    Raises ``NominationRefused`` (``unknown_number``; ``closed`` after the deadline, but for the staff, R-19).
    """
    delegation = delegations.locked(delegation)
    deadlines.check_changes(delegation.conference, NominationRefused, by=by, now=now)
    people = {each.number: each for each in delegation.people.filter(status__in=LIVE).order_by("place", "number")}
    if not set(numbers) <= set(people):
        raise NominationRefused(_("Somebody of this list is not in the delegation any more."), "unknown_number")
    named = list(dict.fromkeys(numbers))
    in_order = [people[number] for number in [*named, *(each for each in people if each not in set(named))]]
    for place, delegate in enumerate(in_order, start=1):
        delegate.place = place
    Delegate.objects.bulk_update(in_order, ["place"])
    record_of_delegation(delegation, DelegationEventKind.ORDERED, by=by, now=now)


@transaction.atomic
def appoint(delegate: Delegate, capacity: str, *, by: Actor, now: datetime, replace_head: bool = False) -> Delegate:
    """Give the person a part in the delegation; the head is exactly one (R-10).

    Raises ``NominationRefused``: ``head_exists``, unless `replace_head` makes the head before a representative;
    ``not_in_delegation``; ``closed`` after the deadline, but for the staff (R-19).
    """
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    if fresh.delegation is None or fresh.status not in LIVE:
        raise NominationRefused(_("This person is in no delegation."), "not_in_delegation")
    deadlines.check_changes(fresh.delegation.conference, NominationRefused, by=by, now=now)
    if capacity == Capacity.HEAD and fresh.capacity != Capacity.HEAD:
        _step_aside(fresh.delegation, replace_head=replace_head, by=by, now=now)
    if fresh.capacity != capacity:
        _set_capacity(fresh, capacity, by=by, now=now)
    return fresh


def _step_aside(delegation: Delegation, *, replace_head: bool, by: Actor, now: datetime) -> None:
    head = head_of(delegation)
    if head is None:
        return
    if not replace_head:
        raise _head_exists(head)
    _set_capacity(head, Capacity.REPRESENTATIVE, by=by, now=now)


def _set_capacity(delegate: Delegate, capacity: str, *, by: Actor, now: datetime) -> None:
    delegate.capacity = capacity
    delegate.badge_changed_at = now
    delegate.revision += 1
    delegate.save(update_fields=["capacity", "badge_changed_at", "revision"])
    record(delegate, EventKind.CORRECTED, by=by, actor=actors.word(by), now=now, fields=["capacity"])


def head_of(delegation: Delegation) -> Delegate | None:
    """The head of the delegation, where one is named."""
    return delegation.people.heads().first()  # type: ignore[attr-defined,no-any-return]


def check_no_head(delegation: Delegation) -> None:
    """Raises ``NominationRefused`` (``head_exists``) where somebody is head already (R-10)."""
    if head := head_of(delegation):
        raise _head_exists(head)


def _head_exists(head: Delegate) -> NominationRefused:
    text = _("%(name)s is head of this delegation. Replace the head?") % {"name": head.spoken_name}
    return NominationRefused(text, "head_exists")


# Those who came by themselves ---------------------------------------------------------------------------


@transaction.atomic
def endorse(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    """Confirm for the delegation somebody who registered alone; then the secretariat decides (R-06).

    Harmless when it was confirmed. Raises ``NominationRefused`` (``not_in_delegation``).
    """
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    if fresh.delegation is None or fresh.status not in LIVE:
        raise NominationRefused(_("This person is in no delegation."), "not_in_delegation")
    if fresh.endorsed_at is not None:
        return fresh
    fresh.endorsed_at, fresh.place = now, fresh.place or _next_place(fresh.delegation)
    fresh.save(update_fields=["endorsed_at", "place"])
    record(fresh, EventKind.ENDORSED, by=by, actor=actors.word(by), now=now)
    return fresh


def disown(
    delegate: Delegate, *, reason: Reason = Reason.NOT_NOMINATED, text: str = "", by: Actor, now: datetime
) -> Delegate:
    """Say for the delegation that it did not name this person, who is then rejected with that reason (R-06, R-26).

    Raises ``RegistrationRefused`` (``illegal_move``).
    """
    return registrations.reject(delegate, reason=reason, text=text, by=by, now=now)


# Letters --------------------------------------------------------------------------------------------------


@transaction.atomic
def send_link(delegate: Delegate, *, by: Actor, now: datetime) -> None:
    """Send the person the personal link again, at most three times an hour to one address (RL-02).

    Raises ``NominationRefused``: ``not_sent_yet`` for a draft, ``gone``, ``no_email`` (R-17), ``too_often``.
    """
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    if fresh.status == S.DRAFT:
        raise NominationRefused(_("The link is sent when the names are sent to the secretariat."), "not_sent_yet")
    if fresh.status not in LIVE:
        raise NominationRefused(_("This person does not take part any more."), "gone")
    if not fresh.email:
        raise NominationRefused(_("There is no e-mail address of this person."), "no_email")
    point = actors.focal_point(by)
    if not notices.send_links([fresh], now=now, asked_by=point.name if point else ""):
        text = _("The link was sent to this address several times within the hour. Please try again later.")
        raise NominationRefused(text, "too_often")
    record(fresh, EventKind.LINK_SENT, by=by, actor=actors.word(by), now=now)
