"""Django's list of objects, for delegates."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR

from attendees.admin import cells, saved_views
from attendees.admin.listing import COLUMNS_VAR, desk_of, query_of, selection_of
from attendees.domain.selections import FILTERS, SelectionRefused
from conference.admin.changelist import ScopedChangeList


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
