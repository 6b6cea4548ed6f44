"""The history of a registration: rows are added and never changed."""

from datetime import datetime
from typing import Any

from accounts.models import User
from attendees.enums import EventKind
from attendees.models import Delegate, DelegateEvent


def record(
    delegate: Delegate, *kinds: EventKind, by: User | None, actor: str = "SYSTEM", now: datetime, **what: Any
) -> None:
    """Write what happened, in one statement. `actor` is SELF, STAFF, SYSTEM or a source of DOMAIN.md."""
    DelegateEvent.objects.bulk_create(
        DelegateEvent(delegate=delegate, kind=kind, by=by, actor=actor, at=now, **what) for kind in kinds
    )
