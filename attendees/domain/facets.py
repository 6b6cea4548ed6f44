"""How many delegates stand behind each filter of the list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

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
    """The numbers as they are now: one statement while nothing happens, three more after anything did.

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
    people = Delegate.objects.for_conference(conference).order_by()
    in_categories = Delegate.objects.order_by().filter(category__in=[each.pk for each in categories])
    total = arrived = 0
    status: Counter[str] = Counter()
    source: Counter[str] = Counter()
    lacking: Counter[str] = Counter()
    lacks = {what.value: Count("pk", filter=missing.lack(what, categories)) for what in Missing}
    groups = people.values("status", "source").annotate(people=Count("pk"), came=Count("arrived_at"), **lacks)
    for group in groups:
        total, arrived = total + group["people"], arrived + group["came"]
        status[group["status"]] += group["people"]
        source[group["source"]] += group["people"]
        if group["status"] in LIVE:
            lacking.update({what.value: group[what.value] for what in Missing})
    category, state = _tally(in_categories, "category_id"), _tally(people, "country_id")
    return Facets(total, arrived, status, source, category, state, lacking)


def _tally(people: QuerySet, name: str) -> Counter:
    return Counter(dict(people.values_list(name).annotate(Count("pk"))))
