"""What the conference tells and asks those who keep its delegates: the one use of signals."""

from collections.abc import Iterable
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from attendees.domain import promotions, seating
from conference.models import Conference
from conference.signals import capacity_changed, places_asked


@receiver(capacity_changed, dispatch_uid="attendees.fill_seats")
def fill_seats(conference: Conference, now: Any = None, **kwargs: Any) -> None:
    """Seats were added: whoever has waited longest moves up."""
    promotions.fill_seats(conference, now=now or timezone.now())


@receiver(places_asked, dispatch_uid="attendees.full")
def full(conferences: Iterable[Conference], **kwargs: Any) -> set[int]:
    """Who is told to come at once, and who that there is a waiting list."""
    return seating.full(conferences)
