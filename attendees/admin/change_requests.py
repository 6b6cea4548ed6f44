"""Changes asked for by people who are approved: the queue, and old and new side by side with the evidence."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.admin import cells
from attendees.domain import change_requests
from attendees.enums import ChangeStatus, DelegateStatus
from attendees.forms.changes import AnswerForm, lines
from attendees.models import ChangeRequest
from attendees.views import sealed_files
from conference.admin.base import ScopedAdmin
from core.documents import PDF
from core.errors import DomainError, invalid

#: What was sent to show a change is opened by those who may see sensitive data: it can be a passport.
VIEW, CHANGE, OPEN = "delegate.view", "delegate.change", "sensitive.view"
WITH = ("delegate__category", "focal_point", "decided_by")


def address_of(request: ChangeRequest) -> str:
    """Where the page of a request is."""
    return reverse("admin:attendees_changerequest_change", args=[request.pk])


@admin.register(ChangeRequest)
class ChangeRequestAdmin(ScopedAdmin):
    """What people would like to have changed. There is no form of the model: every answer is a verb of the domain."""

    menu_order = 12
    conference_path = "delegate__conference"
    view_right = VIEW
    empty_words = gettext_lazy("Nobody has asked for a change yet. Who is approved asks for one on the own page.")
    list_display = ["person", "asks_for", "standing", "asked", "asked_by"]
    list_filter = ["status"]
    list_select_related = WITH
    ordering = ["-asked_at", "-pk"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*WITH)

    @admin.display(description=gettext_lazy("person"))
    def person(self, obj):
        return obj.delegate.formal_name

    @admin.display(description=gettext_lazy("asks for"))
    def asks_for(self, obj):
        return change_requests.labels(obj.fields)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def standing(self, obj):
        return format_html('<span class="chip {}">{}</span>', obj.chip, obj.get_status_display())

    @admin.display(description=gettext_lazy("asked"), ordering="asked_at")
    def asked(self, obj):
        return self.moment(obj.asked_at)

    @admin.display(description=gettext_lazy("by"))
    def asked_by(self, obj):
        return str(obj.focal_point) if obj.focal_point_id else _("the person")

    # Addresses -----------------------------------------------------------------------------------------

    def pages(self):
        return [
            ("<int:pk>/decide/", self.decide_view, "decide"),
            ("<int:pk>/photo/", partial(self._file, sealed_files.picture, "photo", VIEW), "photo"),
            ("<int:pk>/evidence/", partial(self._file, sealed_files.download, "evidence", OPEN), "evidence"),
            ("<int:pk>/evidence/page/", partial(self._file, sealed_files.picture, "evidence", OPEN), "evidence_page"),
        ]

    def _file(self, view, column, right, request, pk):
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        found = self.own(request, pk, right)
        kind = found.evidence_type if column == "evidence" else ""
        return view(getattr(found, column), kind, name=f"{column}-{found.pk}")

    # One request ---------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Old and new side by side. No form of the model is taken."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._page(request, self.own(request, object_id, VIEW))

    def _page(self, request, found, form=None, *, status=200, code=""):
        delegate = found.delegate
        context = {
            "object": found,
            "change": found,
            "delegate": delegate,
            "delegate_url": cells.address_of(delegate.pk),
            "chip": cells.status_chip(delegate.status),
            "lines": lines(found, sensitive="sensitive.view" in request.rights),
            "form": form or AnswerForm(found),
            "ticked": form["fields_accepted"].value() if form else found.fields,
            "can_decide": CHANGE in request.rights and _is_waiting(found),
            "may_open": OPEN in request.rights,
            "evidence_is_pdf": found.evidence_type == PDF,
            "code": code,
        }
        title = _("Change asked for: %(name)s") % {"name": delegate.formal_name}
        return self.page(request, "admin/attendees/changerequest/change.html", title=title, status=status, **context)

    def decide_view(self, request, pk):
        """Accept all of it or some, or refuse it with words."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        found = self.own(request, pk, CHANGE)
        is_refusing = "refuse" in request.POST
        form = AnswerForm(found, request.POST, is_refusing=is_refusing)
        if not form.is_valid():
            return self._page(request, found, form, status=422)
        try:
            _decide(found, form, is_refusing=is_refusing, by=request.user)
        except DomainError as refusal:
            return self._refused(request, found, form, refusal)
        words = _("The request is refused: nothing was changed.") if is_refusing else _("The data were changed.")
        messages.success(request, words, extra_tags="refused" if is_refusing else "changed")
        return redirect(cells.address_of(found.delegate_id))

    def _refused(self, request, found, form, refusal):
        """Show what only the domain could see, with the data as they are now."""
        fresh = self.get_object(request, str(found.pk))
        data = request.POST.copy()
        data["revision"] = fresh.delegate.revision
        form = AnswerForm(fresh, data, is_refusing=form.is_refusing)
        form.is_valid()
        form.add_error(None, invalid(refusal))
        return self._page(request, fresh, form, status=409, code=refusal.code)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.delegate.conference = found.delegate.category.conference = request.conference
        return found

    def history_view(self, request, object_id, extra_context=None):
        """What happened stands in the history of the person."""
        found = self.own(request, object_id, VIEW)
        return redirect(f"{cells.address_of(found.delegate_id)}#history")


def _is_waiting(found: ChangeRequest) -> bool:
    return found.status == ChangeStatus.OPEN and found.delegate.status == DelegateStatus.APPROVED


def _decide(found: ChangeRequest, form: AnswerForm, *, is_refusing: bool, by: Any) -> None:
    text, now = form.cleaned_data["text"], timezone.now()
    if is_refusing:
        change_requests.refuse(found, text, by=by, now=now)
        return
    chosen, revision = form.cleaned_data["fields_accepted"], form.cleaned_data["revision"]
    change_requests.accept(found, fields=chosen, text=text, by=by, now=now, revision=revision)
