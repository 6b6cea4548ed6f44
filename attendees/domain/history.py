"""The history of a registration and of a delegation: rows are added and never changed."""

from datetime import datetime
from typing import Any

from attendees.domain import actors
from attendees.domain.actors import Actor
from attendees.enums import DelegationEventKind, EventKind
from attendees.models import Delegate, DelegateEvent, Delegation, DelegationEvent


def record(delegate: Delegate, *kinds: EventKind, by: Actor, actor: str = "SYSTEM", now: datetime, **what: Any) -> None:
    """Write what happened, in one statement. `actor` is SELF, STAFF, SYSTEM or a source of DOMAIN.md.

    A focal point is written down as such, whatever `actor` says.
    """
    user, point = actors.staff(by), actors.focal_point(by)
    actor = "FOCAL_POINT" if point else actor
    DelegateEvent.objects.bulk_create(
        DelegateEvent(delegate=delegate, kind=kind, by=user, focal_point=point, actor=actor, at=now, **what)
        for kind in kinds
    )


def record_of_delegation(
    delegation: Delegation, kind: DelegationEventKind, *, by: Actor, now: datetime, **what: Any
) -> DelegationEvent:
    """Write what happened to a delegation; `what` may be `text`, `remark` and `data`, which names nobody."""
    return DelegationEvent.objects.create(
        delegation=delegation,
        kind=kind,
        by=actors.staff(by),
        focal_point=actors.focal_point(by),
        actor=actors.word(by),
        at=now,
        **what,
    )
