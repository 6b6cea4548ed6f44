"""The history of a conference."""

from datetime import datetime
from typing import Any

from accounts.models import User
from conference.enums import ConferenceEventKind
from conference.models import Conference, ConferenceEvent


def record(
    conference: Conference, kind: ConferenceEventKind, *, by: User | None, now: datetime, **data: Any
) -> ConferenceEvent:
    """Add a line to the history; nothing ever changes one."""
    return ConferenceEvent.objects.create(conference=conference, kind=kind, by=by, at=now, data=data)
