"""Suggestions while typing, for declared fields of pages the user may open and of nothing else."""

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied


class ScopedAutocomplete(AutocompleteJsonView):
    """Answers only for a field an admin declares, to whoever may fill that field (AD-08)."""

    def process_request(self, request):
        found = super().process_request(request)
        field = found[2]
        if not any(_offers(admin, field, request) for admin in self._sources(field.model)):
            raise PermissionDenied
        return found

    def _sources(self, model):
        """The admin of the model itself, and those that hold it as an inline."""
        if self.admin_site.is_registered(model):
            yield self.admin_site.get_model_admin(model)
        for admin in self.admin_site._registry.values():
            for inline in admin.inlines:
                if inline.model is model:
                    yield inline(admin.model, admin.admin_site)

    def has_perm(self, request, obj=None):
        """Settled by ``process_request``: whoever fills the field may see its choices."""
        return True


def _offers(admin, field, request) -> bool:
    if field.name not in admin.get_autocomplete_fields(request):
        return False
    return admin.holds(request, admin.change_right) or admin.holds(request, admin.add_right)
