"""The delegate list as its address describes it: search, filters, order, columns."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.core.exceptions import BadRequest
from django.db.models import Count
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.domain import facets, protocol
from attendees.domain.facets import Facets
from attendees.domain.missing import Missing
from attendees.domain.selections import FILTERS, NO_DELEGATION, NO_PART, NO_STATE, ORDERS, Selection
from attendees.enums import Capacity, DelegateStatus, Source
from attendees.models import Delegation
from conference.domain import countries
from conference.models import Category, Session

#: Shorter than a status is said elsewhere.
SHORT: dict[str, str | Promise] = {
    DelegateStatus.PENDING: gettext_lazy("To decide"),
    DelegateStatus.WAITLISTED: gettext_lazy("Waiting list"),
}
#: The columns of the screen, dot by dot: `cols=number.name.status`.
COLUMNS_VAR = "cols"
#: The list somebody came from, in the address of one delegate.
LIST_VAR = "list"
LONGEST_QUERY = 1000
KEYS = re.compile(r"\d{1,18}(,\d{1,18})*")


@dataclass
class Desk:
    """What every part of one request about delegates needs, read once."""

    request: HttpRequest
    memory: dict = field(default_factory=dict)

    @cached_property
    def categories(self) -> dict[int, Category]:
        """The categories by id, in protocol order."""
        return {each.pk: each for each in self.request.conference.categories.all()}

    @cached_property
    def facets(self) -> Facets:
        """The numbers beside the filters."""
        return facets.count(self.request.conference, list(self.categories.values()))

    @cached_property
    def delegations(self) -> list[Delegation]:
        """The delegations in the order of protocol."""
        found = Delegation.objects.for_conference(self.request.conference).select_related("category", "organisation")
        return protocol.in_order(found, self.request.conference, get_language() or "en")

    @cached_property
    def sessions(self) -> list[Session]:
        """The sessions one signs up for, each with how many have as `taken`."""
        offered = Session.objects.for_conference(self.request.conference).open_to_signup()
        return list(offered.annotate(taken=Count("signups")).order_by("starts_at", "code"))


def desk_of(request: HttpRequest) -> Desk:
    """The desk of this request."""
    if not hasattr(request, "desk"):
        request.desk = Desk(request)
    return request.desk


def selection_of(request: HttpRequest, query: QueryDict) -> Selection:
    """The selection a list's address describes; what it does not know it passes over."""
    order = query.get(ORDER_VAR, "")
    return Selection(
        request.conference,
        text=query.get(SEARCH_VAR, "").replace("\0", ""),
        filters={name: query[name] for name in FILTERS if query.get(name)},
        order=order if order.removeprefix("-") in ORDERS else "number",
        language=get_language() or "en",
    )


def query_of(query: QueryDict) -> str:
    """The part of an address that describes a list, without page and passing words."""
    return described(query, (*FILTERS, SEARCH_VAR, ORDER_VAR, COLUMNS_VAR))


def query_sent(request: HttpRequest) -> str:
    """The list a form goes back to."""
    return query_of(QueryDict(request.POST.get("query", "")[: 2 * LONGEST_QUERY]))


def came_from(request: HttpRequest) -> str:
    """The list somebody came from, as an address without its beginning."""
    return query_of(QueryDict(request.GET.get(LIST_VAR, "")[:LONGEST_QUERY]))


def list_url(query: str = "") -> str:
    """The address of the list."""
    url = reverse("admin:attendees_delegate_changelist")
    return f"{url}?{query}" if query else url


# What both lists do, of delegates and of delegations ---------------------------------------------------


def described(query: QueryDict, names: Iterable[str]) -> str:
    """Those parts of an address, in that order."""
    kept = QueryDict(mutable=True)
    for name in names:
        if value := query.get(name, "").replace("\0", ""):
            kept[name] = value
    return kept.urlencode()[:LONGEST_QUERY]


def way_through(pks: Sequence[int], pk: int, query: str, address_of: Callable[[int, str], str]) -> dict[str, Any]:
    """What comes before and after one thing in the list somebody came from, and where in it one is."""
    place = pks.index(pk) if pk in pks else None
    before = pks[place - 1] if place else None
    after = pks[place + 1] if place is not None and place + 1 < len(pks) else None
    return {
        "previous": before and address_of(before, query),
        "next": after and address_of(after, query),
        "place": None if place is None else place + 1,
        "of": len(pks),
        "list_suffix": f"?{urlencode({LIST_VAR: query})}" if query else "",
    }


def keys_of(text: str, most: int) -> list[int]:
    """The keys of things ticked, as a hidden field has them: `12,15,3`."""
    if text and not KEYS.fullmatch(text):
        raise BadRequest
    keys = [int(key) for key in text.split(",") if key]
    if len(keys) > most:
        raise BadRequest
    return keys


# Filters -----------------------------------------------------------------------------------------------


class DelegateFilter(SimpleListFilter):
    """A filter of the list: its choices with their numbers. What it means, the selection knows."""

    template = "admin/attendees/delegate/filter.html"

    def lookups(self, request, model_admin):
        return [(code, f"{label} ({number})") for code, label, number in self.options(desk_of(request))]

    def options(self, desk: Desk) -> Sequence[tuple[str, str, int]]:
        """Code, words and number of every choice."""
        return []

    def queryset(self, request, queryset):
        return queryset


class StatusFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("status"), "status"

    def options(self, desk):
        numbers = desk.facets.status
        return [(each.value, SHORT.get(each, each.label), numbers[each]) for each in DelegateStatus if numbers[each]]


class MissingFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("what is missing"), "missing"

    def options(self, desk):
        numbers = desk.facets.missing
        return [(each.value, each.label, numbers[each]) for each in Missing if numbers[each]]


class CategoryFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("category"), "category"

    def options(self, desk):
        numbers = desk.facets.category
        return [(each.code, str(each), numbers[each.pk]) for each in desk.categories.values() if numbers[each.pk]]


class StateFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("State represented"), "state"

    def options(self, desk):
        language, numbers = get_language() or "en", desk.facets.state
        states = countries.in_order(filter(None, numbers), language)
        options = [(iso2, countries.name(iso2, language), numbers[iso2]) for iso2 in states]
        return [*options, *([(NO_STATE, _("No State"), numbers[None])] if numbers[None] else [])]


class DelegationFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("delegation"), "delegation"

    def lookups(self, request, model_admin):
        """Without numbers: they would cost a walk over the table."""
        found = [(str(each.pk), str(each)) for each in desk_of(request).delegations]
        return [*found, (NO_DELEGATION, _("No delegation"))] if found else []


class PartFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("part in the delegation"), "part"

    def lookups(self, request, model_admin):
        has_delegations = bool(desk_of(request).delegations)
        return [*Capacity.choices, (NO_PART, _("No part"))] if has_delegations else []


class SessionFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("session"), "session"

    def options(self, desk):
        return [(each.code, f"{each.code} {Truncator(each).chars(40)}", each.taken) for each in desk.sessions]


class SourceFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("source"), "source"

    def options(self, desk):
        numbers = desk.facets.source
        return [(each.value, each.label, numbers[each]) for each in Source if numbers[each]]


class ArrivalFilter(DelegateFilter):
    title, parameter_name = gettext_lazy("arrival"), "arrival"

    def options(self, desk):
        came, total = desk.facets.arrived, desk.facets.total
        return [("yes", _("Arrived"), came), ("no", _("Not arrived"), total - came)]


LIST_FILTERS = [
    StatusFilter,
    MissingFilter,
    CategoryFilter,
    StateFilter,
    DelegationFilter,
    PartFilter,
    SessionFilter,
    SourceFilter,
    ArrivalFilter,
]
