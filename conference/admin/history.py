"""What happened to the conference and the things it holds: read, never written here."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ScopedAdmin
from conference.models import ConferenceEvent


@admin.register(ConferenceEvent)
class ConferenceEventAdmin(ScopedAdmin):
    """The append-only history; nobody adds, changes or deletes a row, superusers included."""

    menu_order = 70
    view_right = "conference.change"
    list_display = ["when", "kind", "by", "details"]
    list_select_related = ["by"]
    list_filter = ["kind"]
    ordering = ["-at", "-pk"]
    fields = ["when", "kind", "by", "details"]
    readonly_fields = ["when", "details"]

    @admin.display(description=_("when"), ordering="at")
    def when(self, obj):
        return self.moment(obj.at)

    @admin.display(description=_("details"))
    def details(self, obj):
        return ", ".join(f"{name}: {_flat(value)}" for name, value in obj.data.items())


def _flat(value) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
