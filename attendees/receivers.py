"""What the conference tells those who keep its delegates: the one use of signals."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from attendees.domain import registrations
from conference.models import Conference
from conference.signals import capacity_changed


@receiver(capacity_changed, dispatch_uid="attendees.fill_seats")
def fill_seats(conference: Conference, now: Any = None, **kwargs: Any) -> None:
    """Seats were added: whoever has waited longest moves up."""
    registrations.fill_seats(conference, now=now or timezone.now())
