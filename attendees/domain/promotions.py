"""Seats that become free, and whom they go to."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from attendees.domain import actors, limits, moves, notices, seating
from attendees.domain.actors import Actor
from attendees.enums import DelegateStatus, EventKind
from attendees.models import Delegate
from conference.models import Conference

S = DelegateStatus


@transaction.atomic
def promote(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    """Let one delegate of the waiting list go ahead: approved where automatic, else to be decided.

    Raises ``RegistrationRefused`` (``illegal_move``, ``quota_full``).
    """
    delegate = moves.locked(delegate, _promoted_status(delegate))
    if delegate.status != S.WAITLISTED:
        raise moves.illegal(delegate)
    if refusal := limits.full(delegate):
        raise refusal
    return _promote(delegate, by=by, now=now)


@transaction.atomic
def fill_seats(conference: Conference, *, now: datetime, freed_in: int | None = None) -> list[Delegate]:
    """Give every free seat to whoever is next and fits it. Idempotent (RC-10).

    A seat freed inside a delegation, by id, goes to that delegation's own reserve first, in the focal
    point's order; then to whoever has waited longest.
    """
    seating.lock(conference.pk)
    promoted: list[Delegate] = []
    full: set[tuple[int, int | None, str]] = set()
    for delegate in _candidates(conference, freed_in):
        bound = (delegate.category_id, delegate.delegation_id, delegate.modality)
        if bound in full:
            continue
        if seating.standing_of(delegate).has_room_for_newcomer():
            promoted.append(_promote(delegate, by=None, now=now))
        else:
            full.add(bound)
    return promoted


def _candidates(conference: Conference, freed_in: int | None) -> Iterator[Delegate]:
    turns = seating.queue(conference.pk)
    waiting = Delegate.objects.select_related(*moves.WITH).in_bulk(turns)
    own = [pk for pk in turns if freed_in and waiting[pk].delegation_id == freed_in]
    for pk in dict.fromkeys([*own, *turns]):
        yield waiting[pk]


def _promoted_status(delegate: Delegate) -> DelegateStatus:
    return S.APPROVED if delegate.category.is_automatic() else S.PENDING


def _promote(delegate: Delegate, *, by: Actor, now: datetime) -> Delegate:
    delegate.promoted_at = now
    moves.move(delegate, _promoted_status(delegate), EventKind.PROMOTED, by=by, now=now, actor=actors.word(by))
    notices.queue(delegate, "promoted", now=now)
    return delegate
