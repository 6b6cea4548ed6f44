"""Accounts of the staff. Organisers never open these pages: they add people by e-mail address."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from conference.admin.base import SHARED, SUPERUSER, ScopedAdmin
from conference.domain import memberships


@admin.register(User)
class UserAdmin(ScopedAdmin):
    """One account. No password is typed by anybody but its owner, who gets a letter."""

    #: In forms of a conference only its own staff is offered.
    conference_path = "memberships__conference"
    needs_conference = False
    menu_order = 90
    view_right = add_right = change_right = SUPERUSER
    list_display = ["username", "email", "full_name", "is_active", "is_superuser", "last_sign_in"]
    list_filter = ["is_active", "is_superuser"]
    search_fields = ["username", "email", "first_name", "last_name"]
    fields = ["username", "email", "first_name", "last_name", "is_active", "is_superuser"]
    actions = ["send_password_letter"]

    def path_for(self, request):
        return SHARED if request.user.is_superuser else self.conference_path

    @admin.display(description=_("name"))
    def full_name(self, obj):
        return obj.get_full_name()

    @admin.display(description=_("last sign-in"), ordering="last_login")
    def last_sign_in(self, obj):
        return self.moment(obj.last_login)

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        obj.is_staff = True
        obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if obj.email:
            memberships.write_welcome(obj, now=timezone.now())
        return None

    def has_change_right_permission(self, request):
        """Whether the actions of this list may be used."""
        return self.has_change_permission(request)

    @admin.action(description=_("Send a letter to choose a password"), permissions=["change_right"])
    def send_password_letter(self, request, queryset):
        """Only accounts without a password get a link; the others are told where to sign in."""
        written = [user for user in queryset if user.email and user.is_active]
        for user in written:
            memberships.write_welcome(user, now=timezone.now())
        messages.success(request, _("Letters on their way: %(number)d.") % {"number": len(written)})

    def _note(self, request, kind, obj, **data):
        """An account belongs to no conference, so to no conference's history."""
