"""Versions of the privacy notice. Publishing adds one; nothing changes one (PR-10)."""

from django.contrib import admin, messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.admin.base import ONE_BUTTON, ScopedAdmin
from conference.domain import conferences
from conference.models import PrivacyNotice


@admin.register(PrivacyNotice)
class PrivacyNoticeAdmin(ScopedAdmin):
    """The notice delegates accept; consents keep the version they were given to."""

    menu_order = 35
    view_right = add_right = "conference.change"
    list_display = ["__str__", "published", "is_in_force"]
    readonly_fields = ["published"]
    search_fields = ["text"]

    @admin.display(description=gettext_lazy("in force"), boolean=True)
    def is_in_force(self, obj):
        return obj.version == obj.conference.privacy_version

    @admin.display(description=gettext_lazy("published"), ordering="published_at")
    def published(self, obj):
        return self.moment(obj.published_at)

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {**ONE_BUTTON, **(extra_context or {})})

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("conference")

    def get_fields(self, request, obj=None):
        return ["version", "published", "text"] if obj else ["text"]

    def get_changeform_initial_data(self, request):
        """One begins with the text in force."""
        latest = request.conference.privacy_notices.first()
        return {"text": latest.text} if latest else {}

    def save_model(self, request, obj, form, change):
        made = conferences.publish_notice(request.conference, obj.text, by=request.user, now=timezone.now())
        obj.pk, obj.version, obj._state.adding = made.pk, made.version, False

    def response_add(self, request, obj, post_url_continue=None):
        text = _("Version %(number)d is in force.") % {"number": obj.version}
        messages.success(request, text, extra_tags="changed")
        return redirect("admin:conference_privacynotice_changelist")

    def log_addition(self, request, obj, message):
        """The domain has written it down."""
