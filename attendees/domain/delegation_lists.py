"""Which delegations, in which order. What the list shows is what an export takes: both ask here.

A conference has some hundred delegations at most: all are counted, then chosen and put in order here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from attendees.domain import protocol, spelled, turnouts
from attendees.domain.selections import SelectionRefused, no_such_filter
from attendees.domain.turnouts import Concern, Turnout
from attendees.enums import DelegationStatus
from attendees.models import Delegation
from conference.domain import countries
from conference.enums import RegionalGroup
from conference.models import Conference
from core.text import fold

#: More of a search is not looked at.
LONGEST_SEARCH, MOST_WORDS = 200, 8
ORDERS = ("protocol", "deadline")
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class DelegationList:
    """Some delegations of one conference, in order; `language` is whose alphabet orders them."""

    conference: Conference
    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    order: str = "protocol"
    language: str = "en"
    only: tuple[int, ...] | None = None  # these by id, and no others

    def turnouts(self) -> list[Turnout]:
        """The delegations with what is counted of them: six statements. Raises ``SelectionRefused``."""
        return self.of(everybody(self.conference, self.language))

    def of(self, everybody: Iterable[Turnout]) -> list[Turnout]:
        """Those of all delegations in the order of protocol that belong to the list, in its order."""
        found = [each for each in everybody if self._wants(each)]
        code = self.order.removeprefix("-")
        if code not in ORDERS:
            raise SelectionRefused(_("The list cannot be put in this order."), "unknown_order")
        if code == "deadline":
            found.sort(key=_deadline)
        return found[::-1] if self.order.startswith("-") else found

    def _wants(self, turnout: Turnout) -> bool:
        if self.only is not None and turnout.delegation.pk not in self.only:
            return False
        filters = all(wants(name, value, turnout) for name, value in self.filters.items())
        return filters and matches(turnout, self.text)


def everybody(conference: Conference, language: str) -> list[Turnout]:
    """Every delegation of the conference in the order of protocol, counted."""
    found = list(Delegation.objects.for_conference(conference).select_related("category", "organisation"))
    for each in found:
        each.conference = conference
    return turnouts.of(protocol.in_order(found, conference, language))


def _deadline(turnout: Turnout) -> datetime:
    return turnout.delegation.closes_at or NEVER


# Search -----------------------------------------------------------------------------------------------


def matches(turnout: Turnout, text: str) -> bool:
    """Whether the text is a name of the delegation or of a focal point, in any spelling or script (R-38)."""
    text = text[:LONGEST_SEARCH].strip()
    if not text:
        return True
    delegation = turnout.delegation
    if state := countries.find(text):
        return bool(delegation.country_id == state)
    words = fold(text).split()[:MOST_WORDS]
    known = " ".join(_spellings(turnout))
    return bool(words) and all(word in known for word in words)


def _spellings(turnout: Turnout) -> list[str]:
    delegation = turnout.delegation
    found = [fold(text) for text in (delegation.name or {}).values()]
    if delegation.country_id:
        found += countries.get(delegation.country_id).folded
    if delegation.organisation:
        found += spelled.spellings(delegation.organisation)
    for point in turnout.focal_points:
        found += [fold(point.name), fold(point.email)]
    return found


# Filters ----------------------------------------------------------------------------------------------


def wants(name: str, value: str, turnout: Turnout) -> bool:
    """Whether a filter lets the delegation through. Raises ``SelectionRefused`` (``unknown_filter``)."""
    wanted = set(value.split(","))
    if name not in FILTERS or not wanted <= set(KNOWN.get(name, wanted)):
        raise no_such_filter()
    return bool(wanted & FILTERS[name](turnout))


def _region(turnout: Turnout) -> set[str]:
    country = turnout.delegation.country_id
    return {str(countries.get(country).regional_group)} if country else set()


FILTERS: dict[str, Callable[[Turnout], set[str]]] = {
    "status": lambda turnout: {turnout.delegation.status},
    "category": lambda turnout: {turnout.delegation.category.code},
    "concern": lambda turnout: {each.value for each in turnout.concerns},
    "region": _region,
}
#: What a filter may be set to; a category is whatever the conference calls so.
KNOWN = {"status": DelegationStatus.values, "concern": Concern.values, "region": RegionalGroup.values}
