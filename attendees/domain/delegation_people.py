"""The people of one delegation as the secretariat looks at them, in as many statements for three as for thirty."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from attendees.domain import bulk, corrections, missing, nominations, obstacles, protocol, registrations, undos
from attendees.domain.missing import Missing
from attendees.domain.registrations import Answer, Form, Submission
from attendees.enums import LIVE, Capacity, DelegateStatus, Source
from attendees.models import Delegate, Delegation
from attendees.models.delegate import SEALED
from conference.models import Category

S = DelegateStatus


@dataclass(frozen=True)
class Member:
    """One person of a delegation: what is lacking, what stands in the way of approval, the turn in the reserve."""

    delegate: Delegate
    lacks: tuple[Missing, ...] = ()
    obstacle: str = ""
    turn: int | None = None
    undo_until: datetime | None = None
    waits_for_focal_point: bool = False

    @property
    def is_unnamed(self) -> bool:
        """Whether a paper should name the person and none does (R-08)."""
        return Missing.DOCUMENT in self.lacks

    @property
    def is_head(self) -> bool:
        """Whether the person leads the delegation."""
        return self.delegate.capacity == Capacity.HEAD


def of(delegation: Delegation, *, now: datetime) -> tuple[list[Member], list[Delegate]]:
    """Those on the list in the order of protocol, and those who are gone: five statements at most.

    Head first, then the order of the note, then the number.
    """
    found = list(delegation.people.defer(*SEALED).select_related("category"))
    for each in found:
        each.conference, each.category.conference = delegation.conference, delegation.conference
        each.delegation = delegation
    people = sorted((each for each in found if each.status in LIVE), key=protocol.within_delegation)
    return _members(people, now=now), [each for each in found if each.status not in LIVE]


def _members(people: Sequence[Delegate], *, now: datetime) -> list[Member]:
    pks = [each.pk for each in people]
    agreed = missing.consented(pks)
    unnamed = missing.unnamed(pks, [each.category for each in people])
    in_the_way = _in_the_way(people)
    ends = undos.until(people, now=now)
    reserve = [each.pk for each in people if each.status == S.WAITLISTED]
    return [
        Member(
            each,
            tuple(missing.of(each, each.category, has_consent=each.pk in agreed, is_unnamed=each.pk in unnamed)),
            in_the_way.get(each.pk, ""),
            reserve.index(each.pk) + 1 if each.pk in reserve else None,
            ends.get(each.pk),
            each.status == S.PENDING and not obstacles.is_endorsed(each),
        )
        for each in people
    ]


def _in_the_way(people: Iterable[Delegate]) -> dict[int, str]:
    """Why somebody who waits cannot be approved now."""
    waiting = [each for each in people if each.status in (S.PENDING, S.WAITLISTED)]
    return bulk.in_the_way(waiting)


@transaction.atomic
def arrange(
    delegation: Delegation, numbers: Sequence[int], parts: Mapping[int, str], *, by: User | None, now: datetime
) -> None:
    """Put the people in this order and give them these parts, all or nothing.

    Raises ``NominationRefused``: ``unknown_number``; ``head_exists`` where somebody who is not among them leads.
    """
    people = list(delegation.people.filter(status__in=LIVE).order_by("place", "number"))
    if [each.number for each in people] != list(numbers):
        nominations.order(delegation, numbers, by=by, now=now)
    changed = [each for each in people if parts.get(each.number, each.capacity) != each.capacity]
    # Whoever was head steps aside before the next one is named.
    for delegate in sorted(changed, key=lambda each: parts[each.number] == Capacity.HEAD):
        nominations.appoint(delegate, parts[delegate.number], by=by, now=now)


@transaction.atomic
def add(
    category: Category,
    form: Form,
    *,
    part: str = "",
    replace_head: bool = False,
    submission: Submission,
    by: User,
    now: datetime,
) -> Answer:
    """Register somebody an officer brings in, and give the part in the delegation, all or nothing.

    Raises what ``registrations.submit`` and ``nominations.appoint`` raise.
    """
    answer = registrations.submit(category, form, submission=submission, source=Source.OFFICER, by=by, now=now)
    if part and answer.word != "duplicate":
        nominations.appoint(answer.delegate, part, by=by, now=now, replace_head=replace_head)
    return answer


@transaction.atomic
def correct(
    delegate: Delegate,
    changes: Mapping[str, Any],
    *,
    part: str | None,
    replace_head: bool = False,
    by: User,
    now: datetime,
    revision: int,
) -> Delegate:
    """Correct the data and the part in the delegation, all or nothing; `part` None leaves it as it is.

    Raises what ``corrections.correct`` and ``nominations.appoint`` raise.
    """
    fresh = corrections.correct(delegate, changes, by=by, now=now, revision=revision)
    if part is None or fresh.delegation_id is None:
        return fresh
    return nominations.appoint(fresh, part, by=by, now=now, replace_head=replace_head)
