"""The programme: sessions and the slots people fill in them, with warnings beside it."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from conference.admin.base import ScopedAdmin, ScopedForm, ScopedInline
from conference.admin.forms import CodesField, language_choices
from conference.domain import programme
from conference.models import Session, SessionRole


class SessionForm(ScopedForm):
    languages = CodesField(label=_("Languages"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "languages" in self.fields:
            self.fields["languages"].choices = language_choices(self.conference)

    def clean(self):
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", ValidationError(_("A session ends after it starts."), "ends_before_start"))
        return cleaned


class SessionRoleInline(ScopedInline):
    """Chair, speakers, rapporteur: slots of the session."""

    model = SessionRole
    conference_path = "session__conference"
    view_right = add_right = change_right = delete_right = "programme.change"
    fields = ["role", "who", "country", "count", "topic", "order"]


@admin.register(Session)
class SessionAdmin(ScopedAdmin):
    """One item of the programme. A clash of room or person is a warning and no block."""

    form = SessionForm
    menu_order = 40
    view_right = add_right = change_right = delete_right = "programme.change"
    list_display = ["__str__", "code", "type", "starts", "ends", "room", "signup", "capacity"]
    list_select_related = ["room"]
    list_filter = ["type", "room", "signup"]
    search_fields = ["title", "code", "theme"]
    inlines = [SessionRoleInline]
    change_list_template = "admin/conference/session_list.html"
    change_form_template = "admin/conference/session_form.html"
    fieldsets = [
        (None, {"fields": ["code", "title", "type", "starts_at", "ends_at", "room"]}),
        (_("What it is about"), {"fields": ["theme", "description", "languages"]}),
        (_("Who may come"), {"fields": ["signup", "capacity", "is_closed"]}),
    ]

    @admin.display(description=_("starts"), ordering="starts_at")
    def starts(self, obj):
        return self.moment(obj.starts_at)

    @admin.display(description=_("ends"), ordering="ends_at")
    def ends(self, obj):
        return self.moment(obj.ends_at)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"warnings": warnings(request), **(extra_context or {})})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["warnings"] = warnings(request, obj) if obj else []
        return super().render_change_form(request, context, add, change, form_url, obj)


def warnings(request, session: Session | None = None) -> list[str]:
    """What clashes, in sentences; of one session or of the whole programme."""
    if request.conference is None:
        return []
    sessions = request.conference.sessions.select_related("room").prefetch_related("roles")
    found = programme.clashes(sessions)
    return [
        programme.clash_words(clash) for clash in found if session is None or session in (clash.first, clash.second)
    ]
