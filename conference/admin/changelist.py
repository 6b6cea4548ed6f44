"""Lists that answer any address somebody types: bounded, scoped, never an error of the server."""

from django.contrib.admin.filters import FieldListFilter, RelatedFieldListFilter, SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG, ORDER_VAR, PAGE_VAR, ChangeList
from django.core.exceptions import BadRequest

from conference.admin import scope

#: More is no honest address (AD-11, AD-13).
LONGEST_VALUE = 1000
MOST_VALUES = 30
LONGEST_ORDER = 60
LONGEST_PAGE = 9
LONGEST_SEARCH = 200
MOST_WORDS = 8


class ScopedChangeList(ChangeList):
    """Django's list, deaf to what no list of ours sends."""

    def __init__(self, request, *args, **kwargs):
        check_address(request)
        super().__init__(request, *args, **kwargs)

    def get_results(self, request):
        try:
            super().get_results(request)
        except (ValueError, OverflowError) as error:
            raise IncorrectLookupParameters from error


def check_address(request) -> None:
    """Refuse a query string no page of ours makes."""
    for values in dict(request.GET.lists()).values():
        if len(values) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
            raise BadRequest
    order, page = request.GET.get(ORDER_VAR, ""), request.GET.get(PAGE_VAR, "")
    if len(order) > LONGEST_ORDER or len(page) > LONGEST_PAGE:
        raise BadRequest


def refuse_second_time(request) -> None:
    """After one redirect to a clean address there is nothing left to repair."""
    if ERROR_FLAG in request.GET:
        raise BadRequest


class ScopedRelatedFilter(RelatedFieldListFilter):
    """Offers, and takes, things of the chosen conference only (AD-02)."""

    def __init__(self, field, request, params, model, model_admin, field_path):
        super().__init__(field, request, params, model, model_admin, field_path)
        known = {str(key) for key, _label in self.lookup_choices}
        if not known.issuperset(map(str, self.lookup_val or [])):
            raise IncorrectLookupParameters

    def field_choices(self, field, request, model_admin):
        rows = scope.choices(model_admin.admin_site, request, field.remote_field.model)
        return [(row.pk, str(row)) for row in rows]


def scoped_filter(model, item):
    """The filter as declared; a plain foreign key becomes a scoped one."""
    if isinstance(item, str) and "__" not in item and model._meta.get_field(item).is_relation:
        return (item, ScopedRelatedFilter)
    return item


def parameters(model, item) -> set[str]:
    """The names a declared filter may have in the address; everything else is refused."""
    if isinstance(item, type) and issubclass(item, SimpleListFilter):
        return {str(item.parameter_name)}
    name, kind = item if isinstance(item, tuple) else (item, FieldListFilter)
    if issubclass(kind, RelatedFieldListFilter):
        target = model._meta.get_field(name).target_field.name
        return {f"{name}__{target}__exact", f"{name}__isnull"}
    return {f"{name}__exact", f"{name}__isnull"}
