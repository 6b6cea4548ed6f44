"""Django's list of objects, for delegates."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR
from django.core.paginator import Paginator
from django.utils.functional import cached_property

from attendees.admin import cells, saved_views
from attendees.admin.listing import COLUMNS_VAR, desk_of, query_of, selection_of
from attendees.domain.selections import FILTERS, SelectionRefused
from conference.admin.changelist import ScopedChangeList


class SearchPaginator(Paginator):
    """Looks what was found before counting it: a search that fits one page walks the table once, not twice."""

    @cached_property
    def found(self):
        """The keys of the rows, when all of them fit the first page; else None."""
        keys = list(self.object_list.values_list("pk", flat=True)[: self.per_page + 1])
        return keys if len(keys) <= self.per_page else None

    @cached_property
    def count(self):
        return super().count if self.found is None else len(self.found)


class DelegateChangeList(ScopedChangeList):
    """The list of delegates: rows and order come from the selection, and so does an export of them."""

    def get_filters_params(self, params=None):
        kept = super().get_filters_params(params)
        kept.pop(COLUMNS_VAR, None)
        return kept

    def get_queryset(self, request, exclude_parameters=None):
        found = self.get_filters(request)
        self.filter_specs, self.has_filters, _rest, _several, self.has_active_filters = found
        self.clear_all_filters_qs = self.get_query_string(remove=list(FILTERS))
        self.selection = selection_of(request, request.GET)
        try:
            return self.selection.delegates()
        except SelectionRefused as refusal:
            raise IncorrectLookupParameters from refusal

    def get_results(self, request):
        super().get_results(request)
        found = getattr(self.paginator, "found", None)
        if found is not None:
            self.result_list = self.queryset.filter(pk__in=found)
        desk = desk_of(request)
        codes = saved_views.columns_of(request)
        self.columns = cells.wanted(codes, sensitive="sensitive.view" in request.rights)
        self.result_list = cells.rows_of(self.result_list, desk, self.columns, query_of(request.GET))
        for row in self.result_list:
            row.cells.extend((column.kind, column.show(row)) for column in self.columns)

    def get_ordering_field_columns(self):
        return {}

    def headers(self):
        """The heads of the columns; those one can order by are links."""
        order = self.selection.order
        for column in self.columns:
            code = column.order
            direction = {code: "ascending", f"-{code}": "descending"}.get(order, "") if code else ""
            target = f"-{code}" if direction == "ascending" else code
            yield {
                "kind": column.kind,
                "label": column.label,
                "direction": direction,
                "url": self.get_query_string({ORDER_VAR: target}) if code else "",
            }
