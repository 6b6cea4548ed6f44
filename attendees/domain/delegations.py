"""What may happen to a delegation, from the invitation to the confirmed list of names.

Nothing else writes a delegation's status. `by` is a member of the staff, a focal point, or None for the system.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from attendees.domain import actors, deadlines, delegation_notices, notices, promotions, registrations, seating
from attendees.domain.actors import Actor
from attendees.domain.history import record_of_delegation
from attendees.domain.refusals import DelegationRefused
from attendees.enums import OPEN_TO_NAMES, DelegateStatus, DelegationEventKind, DelegationStatus
from attendees.models import Delegation
from conference.models import Category, Conference, Country, Organisation

S = DelegationStatus
K = DelegationEventKind
#: What the staff may change of a delegation.
EDITABLE = frozenset("category name language quota_in_person quota_online deadline_at remarks".split())
QUOTAS = frozenset({"quota_in_person", "quota_online"})
#: People about whom nothing is decided: they leave with a delegation that declines (R-14).
UNDECIDED = (DelegateStatus.PENDING, DelegateStatus.WAITLISTED, DelegateStatus.RETURNED)
WITH = ("conference", "category", "country", "organisation")


# Entering and editing ------------------------------------------------------------------------------


@transaction.atomic
def enter(
    conference: Conference,
    category: Category,
    *,
    country: Country | None = None,
    organisation: Organisation | None = None,
    quota_in_person: int | None = None,
    quota_online: int | None = None,
    language: str,
    by: User | None,
    now: datetime,
) -> Delegation:
    """Note a State or an organisation as a delegation of the conference; nobody is written to yet.

    Raises ``DelegationRefused``: ``known`` when the category has it already, ``no_entity`` without one,
    ``other_conference`` for a category or an organisation of another.
    """
    if (country is None) == (organisation is None):
        raise DelegationRefused(_("Choose a State or an organisation, and only one of them."), "no_entity")
    own = organisation is None or organisation.conference_id == conference.pk
    if category.conference_id != conference.pk or not own:
        raise DelegationRefused(_("This belongs to another conference."), "other_conference")
    seating.lock(conference.pk)
    same = Delegation.objects.filter(category=category, country=country, organisation=organisation)
    if same.exists():
        raise DelegationRefused(_("This delegation is there already."), "known")
    delegation = Delegation.objects.create(
        conference=conference,
        category=category,
        country=country,
        organisation=organisation,
        quota_in_person=quota_in_person,
        quota_online=quota_online,
        language=language,
        created_at=now,
    )
    record_of_delegation(delegation, K.CREATED, by=by, now=now)
    return delegation


@transaction.atomic
def edit(
    delegation: Delegation, changes: Mapping[str, Any], *, by: User | None, now: datetime, revision: int | None = None
) -> Delegation:
    """Change quotas, deadline, language, name or remarks. A raised quota seats whoever waits for it.

    A quota lowered below its use drops nobody and is shown as over (RC-12).
    Raises ``DelegationRefused``: ``changed_meanwhile`` when `revision` is no longer the last (RC-23),
    ``known`` when the new category has this delegation already, ``has_people`` for the category of a
    delegation that has some, ``locked_field``.
    """
    delegation = locked(delegation)
    if revision is not None and revision != delegation.revision:
        raise DelegationRefused(_("This delegation was changed meanwhile. Look at it again."), "changed_meanwhile")
    changed = {name: value for name, value in changes.items() if getattr(delegation, name) != value}
    if not changed:
        return delegation
    _check_edit(delegation, changed)
    quotas = {name: [getattr(delegation, name), value] for name, value in changed.items() if name in QUOTAS}
    for name, value in changed.items():
        setattr(delegation, name, value)
    delegation.revision += 1
    delegation.save(update_fields=[*changed, "revision"])
    if quotas:
        record_of_delegation(delegation, K.QUOTA_CHANGED, by=by, now=now, data=quotas)
        promotions.fill_seats(delegation.conference, now=now, freed_in=delegation.pk)
    if other := sorted(set(changed) - QUOTAS):
        record_of_delegation(delegation, K.EDITED, by=by, now=now, data={"fields": other})
    return delegation


def _check_edit(delegation: Delegation, changed: Mapping[str, Any]) -> None:
    if not changed.keys() <= EDITABLE:
        raise DelegationRefused(_("This cannot be changed."), "locked_field")
    category = changed.get("category")
    if category is None:
        return
    same = Delegation.objects.filter(
        category=category, country=delegation.country, organisation=delegation.organisation
    )
    if category.conference_id != delegation.conference_id or same.exists():
        raise DelegationRefused(_("This delegation is there already."), "known")
    if delegation.people.live().exists():  # type: ignore[attr-defined]
        text = _("Its people are registered as “%(category)s”: the category of a delegation with people stays.")
        raise DelegationRefused(text % {"category": delegation.category}, "has_people")


# Invitation and reply ------------------------------------------------------------------------------


@transaction.atomic
def invite(delegation: Delegation, *, by: User | None, now: datetime) -> Delegation:
    """Send the invitation to every focal point; once more to a delegation that was invited already.

    Raises ``DelegationRefused`` (``no_focal_point``, ``illegal_move``).
    """
    delegation = locked(delegation)
    is_first = delegation.status == S.DRAFT
    if not is_first and delegation.status != S.INVITED:
        raise illegal(delegation)
    if not delegation_notices.tell(delegation, "invited", now=now):
        raise _mute(delegation)
    if is_first:
        delegation.invited_at = now
        return _move(delegation, S.INVITED, K.INVITED, by=by, now=now)
    record_of_delegation(delegation, K.LINK_SENT, by=by, now=now)
    return delegation


@transaction.atomic
def remind(delegation: Delegation, *, text: str = "", by: User | None, now: datetime) -> Delegation:
    """Remind the focal points of a delegation that has sent no names yet.

    Raises ``DelegationRefused`` (``illegal_move``, ``no_focal_point``; ``closed`` when its deadline is over).
    """
    delegation = locked(delegation)
    if delegation.status not in (S.INVITED, S.COMPOSING):
        raise illegal(delegation)
    if deadlines.is_late(delegation, now=now):
        raise DelegationRefused(_("Its deadline is over: give it one of its own first."), "closed")
    named = delegation.people.live().exists()  # type: ignore[attr-defined]
    if not delegation_notices.tell(delegation, "reminder", now=now, note=text, named=named):
        raise _mute(delegation)
    delegation.reminded_at = now
    delegation.save(update_fields=["reminded_at"])
    record_of_delegation(delegation, K.REMINDED, by=by, now=now, text=text)
    return delegation


def _mute(delegation: Delegation) -> DelegationRefused:
    text = _("Nobody can be written to: name a focal point of %(delegation)s first.")
    return DelegationRefused(text % {"delegation": delegation}, "no_focal_point")


@transaction.atomic
def decline(delegation: Delegation, *, text: str = "", by: Actor, now: datetime) -> Delegation:
    """The delegation will not come: its unapproved people are withdrawn, their seats return (R-14).

    Drafts are forgotten. Whoever is approved stays, for an officer to decide on.
    Raises ``DelegationRefused`` (``illegal_move``).
    """
    delegation = locked(delegation)
    delegation = _replied(delegation, S.DECLINED, K.DECLINED, by=by, now=now, text=text)
    delegation.people.filter(status=DelegateStatus.DRAFT).delete()
    for delegate in delegation.people.filter(status__in=UNDECIDED).order_by("number"):
        registrations.leave(delegate, by=by, now=now)
    return delegation


# Names ------------------------------------------------------------------------------------------------


@transaction.atomic
def submit(delegation: Delegation, *, by: Actor, now: datetime) -> Delegation:
    """Send the names to the secretariat: every draft is handed in, confirmed by its focal point.

    Each mailbox gets one letter with the personal links of all who share it (R-16); people without an
    address are listed to the focal point (R-17). A list that was opened again may be closed as it was: then
    nobody is written to. Raises ``DelegationRefused``: ``nobody_named``, ``closed``, ``illegal_move``.
    """
    delegation = locked(delegation)
    check_open(delegation, by=by, now=now)
    drafts = list(delegation.people.filter(status=DelegateStatus.DRAFT).order_by("place", "number"))
    if not drafts and not delegation.people.live().exists():  # type: ignore[attr-defined]
        raise DelegationRefused(_("Nobody new is named. Add people first."), "nobody_named")
    handed = [registrations.hand_in(delegate, by=by, now=now) for delegate in drafts]
    delegation.submitted_at = now
    numbers = [delegate.number for delegate in handed]
    delegation = _replied(delegation, S.SUBMITTED, K.SUBMITTED, by=by, now=now, data={"numbers": numbers})
    if handed:
        notices.tell_nominated(handed, now=now)
        without = [delegate for delegate in handed if not delegate.email]
        delegation_notices.tell(delegation, "submitted", now=now, people=handed, without=without)
    return delegation


@transaction.atomic
def begin(delegation: Delegation, *, by: Actor, now: datetime) -> Delegation:
    """The first name is being entered. Harmless when that was so."""
    delegation = locked(delegation)
    if delegation.status not in (S.DRAFT, S.INVITED):
        return delegation
    return _replied(delegation, S.COMPOSING, K.COMPOSING, by=by, now=now)


@transaction.atomic
def reopen(delegation: Delegation, *, text: str = "", by: Actor, now: datetime) -> Delegation:
    """Open a submitted, confirmed or declined delegation for more names.

    A focal point may do so until the deadline, and not once the secretariat has confirmed the list.
    Raises ``DelegationRefused`` (``illegal_move``, ``closed``, ``confirmed``).
    """
    delegation = locked(delegation)
    if actors.staff(by) is None:
        _check_deadline(delegation, now=now)
        if delegation.status == S.CONFIRMED:
            raise DelegationRefused(_("The list is confirmed. Please write to the secretariat."), "confirmed")
    return _move(delegation, S.COMPOSING, K.REOPENED, by=by, now=now, text=text)


@transaction.atomic
def confirm(delegation: Delegation, *, by: User | None, now: datetime) -> Delegation:
    """The secretariat has looked at every name of the delegation; its focal points are told.

    Raises ``DelegationRefused`` (``illegal_move``; ``undecided`` while somebody waits for a decision).
    """
    delegation = locked(delegation)
    waiting = delegation.people.filter(status=DelegateStatus.PENDING).count()
    if waiting:
        text = ngettext("%(n)d person is not decided on yet.", "%(n)d people are not decided on yet.", waiting)
        raise DelegationRefused(text % {"n": waiting}, "undecided")
    delegation = _move(delegation, S.CONFIRMED, K.CONFIRMED, by=by, now=now)
    approved = list(delegation.people.approved().order_by("place", "number"))  # type: ignore[attr-defined]
    delegation_notices.tell(delegation, "confirmed", now=now, people=approved)
    return delegation


# Deadlines --------------------------------------------------------------------------------------------


def check_open(delegation: Delegation, *, by: Actor, now: datetime) -> None:
    """Whether names may be entered: until the list is submitted, and by the focal point until the deadline (R-19).

    Raises ``DelegationRefused`` (``closed``, ``illegal_move``).
    """
    if delegation.status not in OPEN_TO_NAMES:
        raise illegal(delegation)
    if actors.staff(by) is None:
        _check_deadline(delegation, now=now)


def _check_deadline(delegation: Delegation, *, now: datetime) -> None:
    if not deadlines.is_time_for_names(delegation, now=now):
        raise DelegationRefused(deadlines.over_words(delegation, now=now), "closed")


# The one writer ----------------------------------------------------------------------------------------


def locked(delegation: Delegation) -> Delegation:
    """The delegation as it stands, under the conference's lock."""
    seating.lock(delegation.conference_id)
    return Delegation.objects.select_related(*WITH).get(pk=delegation.pk)


def illegal(delegation: Delegation) -> DelegationRefused:
    """The refusal of a move the table does not hold."""
    text = _("This cannot be done: the delegation stands at “%(status)s”.")
    return DelegationRefused(text % {"status": delegation.get_status_display()}, "illegal_move")


def _replied(delegation: Delegation, status: S, kind: K, *, by: Actor, now: datetime, **what: Any) -> Delegation:
    delegation.replied_at = delegation.replied_at or now
    return _move(delegation, status, kind, by=by, now=now, **what)


def _move(delegation: Delegation, status: S, kind: K, *, by: Actor, now: datetime, **what: Any) -> Delegation:
    if not delegation.can_become(status):
        raise illegal(delegation)
    before, delegation.status = delegation.status, status
    delegation.revision += 1
    delegation.save(update_fields=["status", "revision", "invited_at", "replied_at", "submitted_at"])
    data = {"from": before, "to": status.value, **what.pop("data", {})}
    record_of_delegation(delegation, kind, by=by, now=now, data=data, **what)
    return delegation
