"""The staff of a conference: who holds which role."""

from django import forms
from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ONE_BUTTON, ScopedAdmin, ScopedForm
from conference.domain import memberships
from conference.models import Membership
from core.errors import DomainError
from core.fields import CleanCharField


class InviteForm(ScopedForm):
    """Somebody is added by address; whether an account exists is not said."""

    email = CleanCharField(label=_("E-mail address"), max_length=254, widget=forms.EmailInput)

    class Meta:
        model = Membership
        fields = ["role"]


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """The manager gives and takes roles; everything goes through the domain."""

    menu_order = 65
    view_right = add_right = change_right = delete_right = "membership.change"
    list_display = ["name", "email", "role", "since"]
    list_select_related = ["user"]
    list_filter = ["role"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "user__email"]

    @admin.display(description=_("name"), ordering="user__username")
    def name(self, obj):
        return str(obj.user)

    @admin.display(description=_("e-mail address"), ordering="user__email")
    def email(self, obj):
        return obj.user.email

    @admin.display(description=_("since"), ordering="created_at")
    def since(self, obj):
        return self.moment(obj.created_at)

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {**ONE_BUTTON, **(extra_context or {})})

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change, **({} if change else {"form": InviteForm}), **kwargs)

    def get_fields(self, request, obj=None):
        return ["name", "email", "role"] if obj else ["email", "role"]

    def get_readonly_fields(self, request, obj=None):
        return ["name", "email"] if obj else []

    def get_actions(self, request):
        """People are taken off one by one, with the rule about the last manager."""
        return {}

    def keep_within(self, request, obj):
        if obj.pk is not None:
            super().keep_within(request, obj)

    def save_model(self, request, obj, form, change):
        by, now = request.user, timezone.now()
        if change:
            memberships.change_role(obj, role=obj.role, by=by, now=now)
            return
        email = form.cleaned_data["email"]
        made = memberships.invite(request.conference, email=email, role=obj.role, by=by, now=now)
        obj.pk, obj.user, obj._state.adding = made.pk, made.user, False

    def response_add(self, request, obj, post_url_continue=None):
        text = _("%(who)s now has this role. A letter is on its way.")
        messages.success(request, text % {"who": obj.user.email}, extra_tags="changed")
        return redirect("admin:conference_membership_changelist")

    def log_addition(self, request, obj, message):
        """The domain has written it down."""

    log_change = log_addition

    def delete_view(self, request, object_id, extra_context=None):
        try:
            return super().delete_view(request, object_id, extra_context)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return redirect("admin:conference_membership_changelist")

    def delete_model(self, request, obj):
        memberships.remove(obj, by=request.user, now=timezone.now())

    def log_deletions(self, request, queryset):
        """The domain writes it down."""
