"""Badges in the admin: the list, one badge and what happened to it, batches, the print log."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from attendees.admin import badge_printing
from attendees.admin.badge_printing import PRINT, address
from attendees.badges import problems
from attendees.domain import badge_plans, badges
from attendees.domain.badge_plans import is_due
from attendees.enums import BADGE_CHIPS, OUT, VALID, BadgeReason, BadgeStatus
from attendees.forms.badges import AssignForm, RemarkForm, ReprintForm
from attendees.models import Badge, BadgeBatch, BadgeEvent, Delegate
from conference.admin.base import NOWHERE, ON_THE_THING, ScopedAdmin
from core.errors import DomainError
from core.languages import name_of

S = BadgeStatus


def chip(badge: Badge) -> Any:
    """A badge's status as word, shape and colour."""
    return format_html('<span class="chip {}">{}</span>', BADGE_CHIPS[badge.status], badge.get_status_display())


@admin.register(Badge)
class BadgeAdmin(ScopedAdmin):
    """The badges of a conference. There is no form of the model: every change is a verb of the domain."""

    menu_order = 14
    menu_name = gettext_lazy("Badges")
    view_right = PRINT
    history = ON_THE_THING
    list_display = ["shown_number", "person", "category", "shown_status", "printed", "shown_reason"]
    list_display_links = ["shown_number"]
    list_filter = ["status", "category"]
    list_select_related = ["delegate", "category"]
    search_fields = ["delegate__search_text"]
    ordering = ["-serial"]
    change_list_template = "admin/attendees/badge/list.html"

    # The list ------------------------------------------------------------------------------------------

    def get_queryset(self, request):
        return super().get_queryset(request).defer("token")

    def get_search_results(self, request, queryset, search_term):
        """A number is a serial, as it is printed: 0042, and 0187/2 on the second badge of a person."""
        digits = search_term.strip().lstrip("№# ").partition("/")[0].strip()
        if digits.isascii() and digits.isdigit() and len(digits) <= 9:
            return queryset.filter(serial=int(digits)), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=gettext_lazy("serial"), ordering="serial")
    def shown_number(self, obj):
        return obj.number

    @admin.display(description=gettext_lazy("delegate"), ordering="delegate__name_sort")
    def person(self, obj):
        return obj.delegate.formal_name if obj.delegate else pgettext("badge", "Blank")

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def shown_status(self, obj):
        return chip(obj)

    @admin.display(description=gettext_lazy("printed"), ordering="printed_at")
    def printed(self, obj):
        return self.moment(obj.printed_at)

    @admin.display(description=gettext_lazy("reason"))
    def shown_reason(self, obj):
        return obj.get_reason_display()

    def changelist_view(self, request, extra_context=None):
        if request.conference is None or request.method == "POST" or not self.has_view_permission(request):
            return super().changelist_view(request, extra_context)
        waits = badge_plans.needs(request.conference)
        more = {
            "waits": waits,
            "missing_url": address("missing"),
            "outdated_url": address("outdated"),
            "may_design": "badge.design" in request.rights,
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    # Addresses -----------------------------------------------------------------------------------------

    def pages(self):
        return [
            ("print/", partial(badge_printing.print_view, self), "print"),
            ("blank/", partial(badge_printing.blank_view, self), "blank"),
            ("<int:pk>/do/<slug:code>/", self.do_view, "do"),
        ]

    # One badge -----------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What is known of one badge, and what can be done with it."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._page(request, self.own(request, object_id, PRINT))

    def _page(self, request, badge, sent=None):
        now_valid = badges.successor_of(badge)
        context = {
            "object": badge,
            "badge": badge,
            "chip": chip(badge),
            "row": badge_printing.row_of(badge),
            "is_outdated": badge_plans.is_outdated(badge),
            "problems": [each.words() for each in problems.from_json(badge.problems)],
            "successor": now_valid and badge_printing.row_of(now_valid),
            "replaced": badge.replaces and badge_printing.row_of(badge.replaces),
            "events": badge.events.select_related("by", "batch").order_by("at", "pk"),
            "offers": [
                {"code": code, **offer, **(sent or {}).get(code, {})} for code, offer in _offers(request, badge)
            ],
        }
        title = _("Badge %(number)s") % {"number": badge.number}
        status = 422 if sent else 200
        return self.page(request, "admin/attendees/badge/badge.html", title=title, status=status, **context)

    def do_view(self, request, pk, code):
        """Do one thing with a badge: only what the table of its moves allows."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        badge = self.own(request, pk, PRINT)
        if code not in VERBS:
            raise Http404
        form = _form_of(code, request, request.POST)
        if not form.is_valid():
            return self._page(request, badge, {code: {"form": form}})
        try:
            return VERBS[code]["do"](request, badge, form.cleaned_data)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return redirect("admin:attendees_badge_change", pk)


# What can be done with a badge ---------------------------------------------------------------------------


def _moved(verb: str, words: Any) -> Any:
    def do(request: Any, badge: Badge, data: dict[str, Any]) -> Any:
        remark = {"text": data["text"]} if data.get("text") else {}
        getattr(badges, verb)(badge, by=request.user, now=timezone.now(), **remark)
        messages.success(request, str(words), extra_tags="changed")
        return redirect("admin:attendees_badge_change", badge.pk)

    return do


def _reprint(request: Any, badge: Badge, data: dict[str, Any]) -> Any:
    """A new badge, and its file at once."""
    reason, text = BadgeReason(data["reason"]), data["text"]
    if badge.delegate is None:
        new = badges.reprint(badge, reason=reason, text=text, by=request.user, now=timezone.now())
        messages.success(request, _("The blank badge %(number)s takes its place.") % {"number": new.number})
        return redirect("admin:attendees_badge_change", new.pk)
    batch = badges.queue(
        badge.conference,
        Delegate.objects.filter(pk=badge.delegate_id),
        language=badge.batch.language if badge.batch else badge.conference.default_language,
        options=badge.batch.options if badge.batch else {},
        selection=f"delegate={badge.delegate_id}",
        reason=reason,
        text=text,
        by=request.user,
        now=timezone.now(),
    )
    return badge_printing.make_file(request, batch)


def _assign(request: Any, badge: Badge, data: dict[str, Any]) -> Any:
    delegate = data["number"]
    badges.assign(badge, delegate, by=request.user, now=timezone.now())
    words = _("The badge %(number)s now belongs to %(name)s.") % {"number": badge.number, "name": delegate.formal_name}
    messages.success(request, words, extra_tags="changed")
    return redirect("admin:attendees_badge_change", badge.pk)


def _form_of(code: str, request: Any, sent: Any = None) -> Any:
    """The form of a verb; several stand on one page, so each has ids of its own."""
    kind = VERBS[code]["form"]
    more = {"conference": request.conference} if kind is AssignForm else {}
    return kind(sent, auto_id=f"id_{code}_%s", **more)


VERBS: dict[str, dict[str, Any]] = {
    "reprint": {"label": gettext_lazy("Print again with a reason"), "form": ReprintForm, "do": _reprint},
    "assign": {"label": gettext_lazy("Note whose it is"), "form": AssignForm, "do": _assign},
    "issue": {
        "label": gettext_lazy("Note that it was handed out"),
        "form": RemarkForm,
        "do": _moved("issue", gettext_lazy("The badge was handed out.")),
    },
    "take-back": {
        "label": gettext_lazy("Note that it was given back"),
        "form": RemarkForm,
        "do": _moved("take_back", gettext_lazy("The badge was given back.")),
    },
    "lose": {
        "label": gettext_lazy("Report it lost"),
        "form": RemarkForm,
        "do": _moved("lose", gettext_lazy("The badge is lost: it opens nothing any more.")),
    },
    "damage": {
        "label": gettext_lazy("Report it damaged"),
        "form": RemarkForm,
        "do": _moved("damage", gettext_lazy("The badge is damaged: it opens nothing any more.")),
    },
    "revoke": {
        "label": gettext_lazy("Make it worthless"),
        "form": RemarkForm,
        "do": _moved("revoke", gettext_lazy("The badge opens nothing any more.")),
    },
}
BECOMES = {"issue": S.ISSUED, "take-back": S.RETURNED, "lose": S.LOST, "damage": S.DAMAGED, "revoke": S.REVOKED}


def _offers(request: Any, badge: Badge) -> list[tuple[str, dict[str, Any]]]:
    """What can be done with this badge now, each with its empty form."""
    may = {code: badge.can_become(status) for code, status in BECOMES.items()}
    may["reprint"] = badge.status in OUT and (badge.delegate is None or is_due(badge.delegate))
    may["assign"] = badge.delegate_id is None and badge.status in VALID
    if badge.delegate_id is None:
        may |= {"issue": False, "take-back": False}
    return [
        (code, {"label": verb["label"], "form": _form_of(code, request)}) for code, verb in VERBS.items() if may[code]
    ]


# Batches and the log ---------------------------------------------------------------------------------------


@admin.register(BadgeBatch)
class BadgeBatchAdmin(ScopedAdmin):
    """What was printed together, by whom and when. Reached from the page of badges."""

    is_on_menu = False
    view_right = PRINT
    history = NOWHERE  # the print log has it
    list_display = ["number", "when", "who", "how_many", "shown_language", "by"]
    list_select_related = ["by"]
    ordering = ["-at", "-pk"]

    @admin.display(description=gettext_lazy("batch"))
    def number(self, obj):
        return obj.pk

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, obj):
        return self.moment(obj.at)

    @admin.display(description=gettext_lazy("who"))
    def who(self, obj):
        return badge_printing.words_of(obj.selection)

    @admin.display(description=gettext_lazy("badges"))
    def how_many(self, obj):
        return obj.number_of_badges

    @admin.display(description=gettext_lazy("language"))
    def shown_language(self, obj):
        return name_of(obj.language)

    def get_queryset(self, request):
        return super().get_queryset(request).with_numbers()

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The batch; a POST makes its file, once more where there was one."""
        batch = self.own(request, object_id, PRINT)
        if request.method == "POST":
            return badge_printing.make_file(request, batch)
        return badge_printing.batch_page(self, request, batch)


@admin.register(BadgeEvent)
class BadgeEventAdmin(ScopedAdmin):
    """The print log, reached from the page of badges. Nobody adds, changes or deletes a line."""

    conference_path = "badge__conference"
    is_on_menu = False
    view_right = PRINT
    history = NOWHERE
    list_display = ["when", "kind", "which", "person", "by", "reason", "text"]
    list_select_related = ["badge__delegate", "by"]
    list_filter = ["kind", "reason"]
    ordering = ["-at", "-pk"]
    fields = readonly_fields = ["when", "kind", "which", "person", "by", "batch", "reason", "text"]

    @admin.display(description=gettext_lazy("when"), ordering="at")
    def when(self, obj):
        return self.moment(obj.at)

    @admin.display(description=gettext_lazy("serial"))
    def which(self, obj):
        return obj.badge.number

    @admin.display(description=gettext_lazy("delegate"))
    def person(self, obj):
        return obj.badge.delegate.formal_name if obj.badge.delegate else pgettext("badge", "Blank")
