"""Buildings and the rooms in them."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ScopedAdmin
from conference.models import Room, Venue


@admin.register(Venue)
class VenueAdmin(ScopedAdmin):
    """The buildings of the conference."""

    menu_order = 45
    view_right = add_right = change_right = delete_right = ("conference.change", "programme.change")
    list_display = ["__str__", "address_words"]
    search_fields = ["name", "address"]

    @admin.display(description=_("address"))
    def address_words(self, obj):
        return self.words(obj.address)


@admin.register(Room)
class RoomAdmin(ScopedAdmin):
    """The rooms sessions are held in."""

    menu_order = 44
    view_right = add_right = change_right = delete_right = ("conference.change", "programme.change")
    list_display = ["__str__", "code", "venue", "capacity", "is_step_free", "order"]
    list_select_related = ["venue"]
    search_fields = ["name", "code"]
