"""The approvals somebody has just made together, kept in the session so that all of it can be undone (R-28)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from attendees.domain import bulk
from attendees.models import Delegate

KEPT = "approved_together"


@dataclass(frozen=True)
class Fresh:
    """How many were approved together, their keys as a form sends them, until when it can be undone."""

    number: int
    chosen: str
    until: datetime


def remember(request: Any, approved: Iterable[Delegate], *, now: datetime) -> None:
    """Keep who was approved just now, instead of those before."""
    keys = [each.pk for each in approved]
    until = (now + bulk.HOLD).isoformat()
    request.session[KEPT] = {"conference": request.conference.pk, "keys": keys, "until": until}


def forget(request: Any) -> None:
    """Offer it no longer."""
    request.session.pop(KEPT, None)


def fresh(request: Any) -> Fresh | None:
    """What can be undone still, at the conference chosen. Whether it can, the domain asks again."""
    kept = request.session.get(KEPT)
    if not kept or not kept["keys"] or kept["conference"] != request.conference.pk:
        return None
    until = datetime.fromisoformat(kept["until"])
    if until <= timezone.now():
        return None
    return Fresh(len(kept["keys"]), ",".join(map(str, kept["keys"])), until)
