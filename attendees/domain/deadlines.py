"""The two deadlines: until when names are taken, and until when anything may still be changed (R-19).

Neither binds the staff.
"""

from datetime import datetime

from django.utils.translation import gettext as _

from attendees.domain import actors
from attendees.domain.actors import Actor
from attendees.enums import OPEN_TO_NAMES
from attendees.models import Delegation
from conference.models import Conference
from core.errors import DomainError


def closed_words() -> str:
    """What somebody reads who comes after the modification deadline."""
    return _("Changes are closed. Please write to the secretariat.")


def check_changes(conference: Conference, refused: type[DomainError], *, by: Actor, now: datetime) -> None:
    """Refuse, with ``closed``, what comes after the modification deadline and not from the staff."""
    if actors.staff(by) is None and not conference.takes_changes(now):
        raise refused(closed_words(), "closed")


def is_late(delegation: Delegation, *, now: datetime) -> bool:
    """Whether the delegation's deadline for names is over (R-20)."""
    closes = delegation.closes_at
    return closes is not None and closes <= now


def is_time_for_names(delegation: Delegation, *, now: datetime) -> bool:
    """Whether the time for new names still runs."""
    return delegation.conference.can_take_registrations(now) and not is_late(delegation, now=now)


def takes_names(delegation: Delegation, *, now: datetime) -> bool:
    """Whether the focal point may add people at this instant: the time runs, and the list is not submitted."""
    return delegation.status in OPEN_TO_NAMES and is_time_for_names(delegation, now=now)


def over_words(delegation: Delegation, *, now: datetime) -> str:
    """What a focal point reads who comes after the time for new names."""
    if not delegation.conference.takes_changes(now):
        return closed_words()
    return _("The time for new names is over. You can still replace or withdraw people.")
