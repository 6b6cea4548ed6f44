"""The list of delegations as its address describes it: search, filters, order."""

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR
from django.core.paginator import InvalidPage
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy

from attendees.admin import delegation_cells
from attendees.admin.listing import LIST_VAR, LONGEST_QUERY, described
from attendees.domain import delegation_lists
from attendees.domain.delegation_lists import FILTERS, ORDERS, DelegationList
from attendees.domain.selections import SelectionRefused
from attendees.domain.turnouts import Concern, Turnout
from attendees.enums import DelegationStatus
from attendees.models import Delegation
from conference.admin.changelist import ScopedChangeList
from conference.enums import RegionalGroup


def everybody_of(request: HttpRequest) -> list[Turnout]:
    """Every delegation of the conference with what is counted of it, read once a request."""
    if not hasattr(request, "turnouts"):
        request.turnouts = delegation_lists.everybody(request.conference, get_language() or "en")
    return request.turnouts


def list_of(request: HttpRequest, query: QueryDict) -> DelegationList:
    """The list an address describes; what it does not know it passes over."""
    order = query.get(ORDER_VAR, "")
    return DelegationList(
        request.conference,
        text=query.get(SEARCH_VAR, "").replace("\0", ""),
        filters={name: query[name] for name in FILTERS if query.get(name)},
        order=order if order.removeprefix("-") in ORDERS else "protocol",
        language=get_language() or "en",
    )


def query_of(query: QueryDict) -> str:
    """The part of an address that describes a list, without page and passing words."""
    return described(query, (*FILTERS, SEARCH_VAR, ORDER_VAR))


def came_from(request: HttpRequest) -> str:
    """The list somebody came from, as an address without its beginning."""
    return query_of(QueryDict(request.GET.get(LIST_VAR, "")[:LONGEST_QUERY]))


def list_url(query: str = "") -> str:
    """The address of the list."""
    url = reverse("admin:attendees_delegation_changelist")
    return f"{url}?{query}" if query else url


def address_of(pk: int, query: str = "") -> str:
    """The page of one delegation, which remembers the list."""
    url = reverse("admin:attendees_delegation_change", args=[pk])
    return f"{url}?{urlencode({LIST_VAR: query})}" if query else url


# Filters ------------------------------------------------------------------------------------------------


class DelegationFilter(SimpleListFilter):
    """A filter of the list: its choices with their numbers. What it means, `delegation_lists` knows."""

    template = "admin/attendees/delegate/filter.html"

    def lookups(self, request, model_admin):
        turnouts = everybody_of(request)
        numbers = [(code, words, self._count(turnouts, code)) for code, words in self.options(turnouts)]
        return [(code, f"{words} ({number})") for code, words, number in numbers if number]

    def _count(self, turnouts, code: str) -> int:
        return sum(delegation_lists.wants(str(self.parameter_name), code, each) for each in turnouts)

    def queryset(self, request, queryset):
        return queryset


class StatusFilter(DelegationFilter):
    title, parameter_name = gettext_lazy("status"), "status"

    def options(self, turnouts):
        return DelegationStatus.choices


class ConcernFilter(DelegationFilter):
    title, parameter_name = gettext_lazy("what deserves a look"), "concern"

    def options(self, turnouts):
        return Concern.choices


class CategoryFilter(DelegationFilter):
    title, parameter_name = gettext_lazy("category"), "category"

    def options(self, turnouts):
        return {each.delegation.category.code: str(each.delegation.category) for each in turnouts}.items()


class RegionFilter(DelegationFilter):
    title, parameter_name = gettext_lazy("regional group"), "region"

    def options(self, turnouts):
        return RegionalGroup.choices


LIST_FILTERS = [StatusFilter, ConcernFilter, CategoryFilter, RegionFilter]


# The list itself ----------------------------------------------------------------------------------------


class DelegationChangeList(ScopedChangeList):
    """Django's list of objects, for delegations: chosen, counted and put in order by the domain."""

    def get_queryset(self, request, exclude_parameters=None):
        found = self.get_filters(request)
        self.filter_specs, self.has_filters, _rest, _several, self.has_active_filters = found
        self.clear_all_filters_qs = self.get_query_string(remove=list(FILTERS))
        self.list = list_of(request, request.GET)
        try:
            self.turnouts = self.list.of(everybody_of(request))
        except SelectionRefused as refusal:
            raise IncorrectLookupParameters from refusal
        return Delegation.objects.filter(pk__in=[each.delegation.pk for each in self.turnouts])

    def get_results(self, request):
        self.paginator = self.model_admin.paginator(self.turnouts, self.list_per_page)
        self.result_count = self.full_result_count = self.paginator.count
        self.show_full_result_count = self.show_admin_actions = True
        self.can_show_all = self.multi_page = self.paginator.num_pages > 1
        try:
            page = self.turnouts if self.show_all else self.paginator.page(self.page_num).object_list
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
        query, now = query_of(request.GET), timezone.now()
        self.result_list = [delegation_cells.row_of(each, address_of(each.delegation.pk, query), now) for each in page]

    def get_ordering_field_columns(self):
        return {}

    def headers(self):
        """The heads of the columns one can order by, with the address of the other way round."""
        for code in ORDERS:
            direction = {code: "ascending", f"-{code}": "descending"}.get(self.list.order, "")
            target = f"-{code}" if direction == "ascending" else code
            yield {"code": code, "direction": direction, "url": self.get_query_string({ORDER_VAR: target})}
