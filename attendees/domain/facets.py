"""How many delegates stand behind each filter of the list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import add

from django.core.cache import cache
from django.db.models import Count, QuerySet, Subquery

from attendees.domain import missing
from attendees.domain.missing import Missing
from attendees.enums import LIVE, DelegateStatus
from attendees.models import Delegate, DelegateEvent, Register
from conference.models import Category, Conference

#: Numbers are kept no longer than this, whatever happens.
KEPT_SECONDS = 30


@dataclass(frozen=True)
class Facets:
    """Numbers of the whole conference, whatever the list is filtered by."""

    total: int = 0
    arrived: int = 0
    status: Counter[str] = field(default_factory=Counter)
    source: Counter[str] = field(default_factory=Counter)
    category: Counter[int] = field(default_factory=Counter)
    state: Counter[str | None] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)

    @property
    def to_decide(self) -> int:
        """How many wait for the secretariat."""
        return self.status[DelegateStatus.PENDING]


def count(conference: Conference, categories: Sequence[Category]) -> Facets:
    """The numbers as they are now: one statement while nothing happens, one more after anything did.

    Every move and correction writes an event, so the latest event tells whether kept numbers still hold.
    """
    key = f"facets:{conference.pk}:{_stamp(conference)}"
    facets: Facets | None = cache.get(key)
    if facets is None:
        facets = _counted(conference, categories)
        cache.set(key, facets, KEPT_SECONDS)
    return facets


def _stamp(conference: Conference) -> str:
    # The newest of all conferences: the end of an index, where the newest of one would be a search.
    newest = DelegateEvent.objects.order_by("-pk").values("pk")[:1]
    row = Register.objects.filter(pk=conference.pk).values_list("last_number", Subquery(newest)).first()
    return "-".join(map(str, row or ()))


def _counted(conference: Conference, categories: Sequence[Category]) -> Facets:
    """All numbers from one walk over the table, which is what they cost; groups are added up here."""
    arrived = 0
    status: Counter[str] = Counter()
    source: Counter[str] = Counter()
    category: Counter[int] = Counter()
    state: Counter[str | None] = Counter()
    lacking = [0] * len(Missing)
    for of_status, of_source, of_category, of_state, people, came, *lacks in _groups(conference, categories):
        arrived += came
        status[of_status] += people
        source[of_source] += people
        category[of_category] += people
        state[of_state] += people
        if of_status in LIVE:
            lacking = list(map(add, lacking, lacks))
    missed = Counter(dict(zip(Missing.values, lacking, strict=True)))
    return Facets(status.total(), arrived, status, source, category, state, missed)


def _groups(conference: Conference, categories: Sequence[Category]) -> QuerySet:
    """What delegates have in common, how many they are, how many have arrived, and how many lack each thing."""
    lacks = {what: Count("pk", filter=missing.lack(what, categories)) for what in Missing.values}
    everybody = Delegate.objects.for_conference(conference).order_by()
    # By status first: an index leads through the table in this order.
    alike = everybody.values_list("status", "source", "category_id", "country_id")
    return alike.annotate(people=Count("pk"), came=Count("arrived_at"), **lacks)
