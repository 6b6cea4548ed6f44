"""What the protocol officer sees to: titles, "H.E.", ranks and names on lists. Nothing else of a person is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import corrections
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import Capacity, CourtesyTitle, Excellency
from attendees.models import Delegate
from conference.enums import InList
from conference.models import Conference

FIELDS = frozenset({"title", "excellency", "protocol_rank", "list_name"})


def listed(conference: Conference) -> QuerySet[Delegate]:
    """Everybody who stands in the list or is on the way into it, by delegation."""
    found = Delegate.objects.for_conference(conference).live().exclude(category__in_list=InList.NO)
    return found.select_related("category", "delegation", "delegation__organisation").order_by(
        "category__order", "delegation", "place", "number"
    )


def of_interest(conference: Conference) -> QuerySet[Delegate]:
    """Those of them about whom protocol has something to say: "H.E.", a head of delegation, a rank of their own."""
    asked = ~Q(excellency=Excellency.NO) | Q(title=CourtesyTitle.HE)
    return listed(conference).filter(asked | Q(capacity=Capacity.HEAD) | Q(protocol_rank__isnull=False))


def to_confirm(conference: Conference) -> int:
    """How many ask to be "H.E." and wait for an answer (R-36)."""
    return listed(conference).filter(excellency=Excellency.REQUESTED).count()


@transaction.atomic
def arrange(
    conference: Conference, wanted: Mapping[int, Mapping[str, Any]], *, by: User, now: datetime
) -> list[Delegate]:
    """Write what is wanted of each person, by number; returns those for whom something changed.

    Each change is a correction with its line in the history, and what stands on a badge makes it need a reprint
    (R-22). Raises ``CorrectionRefused``: `locked_field` for anything but titles and order, `not_listed` for somebody
    who is in no list; then nothing changes.
    """
    if any(not FIELDS.issuperset(changes) for changes in wanted.values()):
        raise CorrectionRefused(_("Only titles, order and names on lists are changed here."), "locked_field")
    people = {each.number: each for each in listed(conference).filter(number__in=wanted)}
    if people.keys() != wanted.keys():
        raise CorrectionRefused(_("Somebody of these people is in the list no more."), "not_listed")
    return [
        corrections.correct(people[number], changes, by=by, now=now)
        for number, changes in wanted.items()
        if any(getattr(people[number], name) != value for name, value in changes.items())
    ]
