"""The conference itself: texts, days, deadlines, its state, its privacy notices and its history."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.admin.base import SUPERUSER, ScopedAdmin, ScopedForm
from conference.admin.forms import CodesField, DayField, LanguagesField, interpretation_choices
from conference.admin.site import CHOSEN
from conference.domain import categories, conferences
from conference.domain.cloning import check_slug
from conference.domain.events import record
from conference.enums import CONFERENCE_MOVES, ConferenceEventKind, ConferenceStatus
from conference.models import Conference
from core.errors import DomainError, invalid
from core.fields import CleanCharField

S = ConferenceStatus


@dataclass(frozen=True)
class Move:
    """A button: the verb of the domain, its words, and what will follow, said before it is done."""

    verb: str
    target: str
    label: Promise
    plan: tuple[Promise, ...]
    is_danger: bool = False


MOVES = {
    "open": Move(
        "open_registration",
        S.REGISTRATION_OPEN,
        gettext_lazy("Open registration"),
        (
            gettext_lazy("The conference is shown to the public, unless it is closed."),
            gettext_lazy("The form takes registrations until the deadline."),
        ),
    ),
    "close": Move(
        "close_registration",
        S.REGISTRATION_CLOSED,
        gettext_lazy("Close registration"),
        (
            gettext_lazy("The form takes no more registrations, whatever the deadline says."),
            gettext_lazy("Registrations already sent stay and can be decided."),
        ),
    ),
    "reopen": Move(
        "reopen",
        S.REGISTRATION_OPEN,
        gettext_lazy("Open registration again"),
        (gettext_lazy("The form takes registrations until the deadline."),),
    ),
    "start": Move(
        "start",
        S.RUNNING,
        gettext_lazy("Start the conference"),
        (gettext_lazy("The public page says that the conference is under way."),),
    ),
    "end": Move(
        "end",
        S.ENDED,
        gettext_lazy("End the conference"),
        (gettext_lazy("Delegates can change nothing any more."),),
    ),
    "archive": Move(
        "archive",
        S.ARCHIVED,
        gettext_lazy("Archive"),
        (gettext_lazy("The conference leaves the public pages for good."),),
        is_danger=True,
    ),
    "cancel": Move(
        "cancel",
        S.CANCELLED,
        gettext_lazy("Cancel the conference"),
        (
            gettext_lazy("The public page says that the conference will not be held."),
            gettext_lazy("No letter is sent by this step: write to the delegates."),
            gettext_lazy("This is final."),
        ),
        is_danger=True,
    ),
}


def moves_of(conference: Conference) -> dict[str, Move]:
    """The buttons for where the conference stands now."""
    possible = {name: move for name, move in MOVES.items() if move.target in CONFERENCE_MOVES[conference.status]}
    possible.pop("reopen" if conference.status == S.DRAFT else "open", None)
    return possible


class ConferenceForm(ScopedForm):
    languages = LanguagesField(
        label=gettext_lazy("Languages"),
        max_length=60,
        help_text=gettext_lazy("Codes in order, such as “en, ru, ky”. The first is used where a text is missing."),
    )
    timezone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        choices=[(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name],
    )
    interpretation = CodesField(label=gettext_lazy("Interpretation"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "interpretation" in self.fields:
            self.fields["interpretation"].choices = interpretation_choices(self.instance)

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if slug != self.instance.slug:
            try:
                check_slug(slug)
            except DomainError as refusal:
                raise invalid(refusal) from refusal
        return slug

    def clean(self):
        cleaned = super().clean()
        self._keep_the_clock(cleaned)
        self._check_order(cleaned, "starts_on", "ends_on", _("The last day is not before the first."))
        late = _("Registration closes after it opens.")
        self._check_order(cleaned, "registration_opens_at", "registration_closes_at", late)
        return cleaned

    def _keep_the_clock(self, cleaned) -> None:
        """What was typed is the time on the clocks of the zone chosen in the same form (R-20)."""
        typed_in = timezone.get_current_timezone()
        for name, value in cleaned.items():
            if isinstance(value, datetime) and cleaned.get("timezone"):
                zone = Conference(timezone=cleaned["timezone"]).zone
                cleaned[name] = value.astimezone(typed_in).replace(tzinfo=zone)

    def _check_order(self, cleaned, first: str, last: str, words: str) -> None:
        begins, ends = cleaned.get(first), cleaned.get(last)
        if begins and ends and ends < begins:
            self.add_error(last, ValidationError(words, "wrong_order"))


class CopyForm(forms.Form):
    """What a copy needs to know."""

    slug = CleanCharField(label=gettext_lazy("Address of the copy"), max_length=60)
    starts_on = DayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("All days and deadlines move with it.")
    )


@admin.register(Conference)
class ConferenceAdmin(ScopedAdmin):
    """The chosen conference. Its state is moved by buttons that say first what will follow."""

    form = ConferenceForm
    conference_path = "pk"
    needs_conference = False
    menu_order = 20
    menu_name = gettext_lazy("Conference")
    view_right = change_right = "conference.change"
    add_right = SUPERUSER
    change_form_template = "admin/conference/conference_form.html"
    fieldsets = [
        (None, {"fields": ["title", "short_title", "slug", "symbol", "confidentiality", "languages",
                           "accent"]}),
        (gettext_lazy("When and where"), {"fields": ["starts_on", "ends_on", "timezone", "city", "country"]}),
        (
            gettext_lazy("Deadlines and seats"),
            {
                "fields": [
                    "registration_opens_at",
                    "nomination_deadline_at",
                    "registration_closes_at",
                    "modification_deadline_at",
                    "capacity",
                ]
            },
        ),
        (gettext_lazy("Texts"), {"fields": ["lead", "about", "practical_notes", "funding_sentence"]}),
        (gettext_lazy("Contact and lists"), {"fields": ["contact_email", "contact_note", "interpretation",
                                                        "country_order", "first_country"]}),
    ]  # fmt: skip

    def get_readonly_fields(self, request, obj=None):
        """An address that was public stands in letters and calendars: it stays."""
        return ["slug"] if obj and obj.status != S.DRAFT else []

    def changelist_view(self, request, extra_context=None):
        """There is one conference at a time: its page."""
        if not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        if request.conference is None:
            return redirect("admin:choose")
        return redirect("admin:conference_conference_change", request.conference.pk)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["moves"] = moves_of(obj) if obj else {}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_of(self, request, obj):
        return obj.events.select_related("by").order_by("-at", "-pk")[:500]

    # Saving ------------------------------------------------------------------------------------------

    def save_model(self, request, obj, form, change):
        """Seats are counted by the domain, which gives those that become free to whoever waits."""
        wanted = obj.capacity
        if change:
            obj.capacity = form.initial["capacity"]
        super().save_model(request, obj, form, change)
        if obj.capacity != wanted:
            conferences.change_capacity(obj, wanted, by=request.user, now=timezone.now())
            obj.capacity = wanted
        if not change:
            categories.add_defaults(obj)

    def log_addition(self, request, obj, message):
        record(obj, ConferenceEventKind.ADDED, by=request.user, now=timezone.now(), model="conference", pk=obj.pk)

    def response_add(self, request, obj, post_url_continue=None):
        request.session[CHOSEN] = obj.pk
        messages.success(request, _("The conference was added, with the usual categories."), extra_tags="changed")
        return redirect("admin:conference_conference_change", obj.pk)

    # Verbs -------------------------------------------------------------------------------------------

    def pages(self):
        return [
            ("<int:pk>/move/<slug:move>/", self.move_view, "move"),
            ("<int:pk>/copy/", self.copy_view, "copy"),
        ]

    def move_view(self, request, pk: int, move: str):
        """Say what a move would do; do it when asked to."""
        conference = self.own(request, pk, self.change_right)
        found = moves_of(conference).get(move)
        if found is None:
            raise Http404
        if request.method != "POST":
            label = str(found.label)
            return self.plan_page(
                request, title=label, button=label, plan=found.plan, obj=conference, is_danger=found.is_danger
            )
        return self._do(request, conference, found)

    def _do(self, request, conference: Conference, move: Move):
        try:
            moved = getattr(conferences, move.verb)(conference, by=request.user, now=timezone.now())
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
        else:
            text = _("The conference is now “%(status)s”.") % {"status": moved.get_status_display()}
            messages.success(request, text, extra_tags="changed")
        return redirect("admin:conference_conference_change", conference.pk)

    def copy_view(self, request, pk: int):
        """Make a new conference from this one; whoever copies goes on with the copy."""
        conference = self.own(request, pk, self.change_right)
        form = CopyForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                copy = conferences.clone(conference, **form.cleaned_data, by=request.user, now=timezone.now())
            except DomainError as refusal:
                form.add_error("slug", invalid(refusal))
            else:
                request.session[CHOSEN] = copy.pk
                messages.success(request, _("This is the copy, a draft."), extra_tags="changed")
                return redirect("admin:conference_conference_change", copy.pk)
        plan = [
            _("Copied: categories, programme, rooms, organisations, partners, texts, the privacy notice."),
            _("Not copied: delegates, letters, history, staff other than you."),
        ]
        return self.plan_page(
            request, title=_("Copy this conference"), button=_("Copy"), plan=plan, obj=conference, form=form
        )
