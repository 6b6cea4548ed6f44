"""Django's list of objects, for delegates."""

from dataclasses import replace

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR
from django.core.paginator import Paginator

from attendees.admin import cells, saved_views
from attendees.admin.listing import COLUMNS_VAR, desk_of, query_of, selection_of
from attendees.domain.selections import FILTERS, SelectionRefused
from conference.admin.changelist import ScopedChangeList


class SearchPaginator(Paginator):
    """Pages of a search, which walks the table once: the keys of all who are found give the number and every page."""

    def __init__(self, object_list, *args, **kwargs):
        super().__init__(list(object_list.values_list("pk", flat=True)), *args, **kwargs)


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
        if isinstance(self.paginator, SearchPaginator):
            self.result_list = self._of_keys()
        desk = desk_of(request)
        codes = saved_views.columns_of(request)
        self.columns = cells.wanted(codes, sensitive="sensitive.view" in request.rights)
        self.result_list = cells.rows_of(self.result_list, desk, self.columns, query_of(request.GET))
        for row in self.result_list:
            row.cells.extend((column.kind, column.show(row)) for column in self.columns)

    def _of_keys(self):
        """The rows of a page of a search by their keys, so that nobody is searched for again."""
        is_one_page = not self.multi_page or (self.show_all and self.can_show_all)
        keys = self.paginator.object_list if is_one_page else self.result_list
        return replace(self.selection, text="", filters={}, only=tuple(keys)).delegates()

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
