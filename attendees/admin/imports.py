"""Tables of people in the admin: send one, say what its columns are, look at the plan, take it over."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.admin.listing import desk_of
from attendees.domain import imports
from attendees.domain.import_plans import LineKind
from attendees.enums import DelegationStatus
from attendees.forms.imports import StaffSendForm
from attendees.models import Delegation, ImportBatch
from attendees.views.import_journey import Journey, result_words
from conference.admin.base import NOWHERE, ScopedAdmin
from core.errors import DomainError

RIGHT = "delegate.import"


@admin.register(ImportBatch)
class ImportBatchAdmin(ScopedAdmin):
    """The tables one sent and has not applied, and the book of those that were applied, whoever sent them."""

    menu_order = 16
    menu_name = gettext_lazy("Imports")
    view_right = add_right = RIGHT
    add_words = gettext_lazy("Send a table of people")
    empty_words = gettext_lazy("No table was sent yet: an Excel or CSV file, or lines copied from Excel or Word.")
    history = NOWHERE  # the list itself is the history
    list_display = ["sent", "what", "into", "who", "became"]
    list_display_links = ["sent"]

    def get_queryset(self, request):
        """Open tables are their sender's alone: they are half-finished work."""
        found = super().get_queryset(request).filter(Q(applied_at__isnull=False) | Q(by=request.user))
        found = found.select_related("delegation__country", "delegation__organisation", "by", "focal_point")
        return found.prefetch_related("conference__categories").defer("cells")

    def pages(self):
        return [
            ("<int:pk>/columns/", self.columns_view, "columns"),
            ("<int:pk>/plan/", self.plan_view, "plan"),
            ("<int:pk>/forget/", self.forget_view, "forget"),
        ]

    # The list ----------------------------------------------------------------------------------------------

    @admin.display(description=gettext_lazy("received"), ordering="created_at")
    def sent(self, obj):
        return self.moment(obj.created_at)

    @admin.display(description=gettext_lazy("file"))
    def what(self, obj):
        return obj.name or _("pasted")

    @admin.display(description=gettext_lazy("into"))
    def into(self, obj):
        if obj.delegation_id:
            return str(obj.delegation)
        code = obj.options.get("category", "")
        return next((str(each) for each in obj.conference.categories.all() if each.code == code), "")

    @admin.display(description=gettext_lazy("sent by"))
    def who(self, obj):
        return str(obj.by or obj.focal_point or _("the command line"))

    @admin.display(description=gettext_lazy("what became of it"))
    def became(self, obj):
        return counted(obj.counts) if obj.applied_at else _("not taken over yet")

    # Sending -----------------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """Paste a table or choose a file, and say where its people go."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self._send_form(request)
        if request.method != "POST" or not form.is_valid() or form.book is None:
            button = _("Show what you understood")
            return self.plan_page(request, title=_("Send a table of people"), button=button, form=form)
        content, now = form.book.as_json(), timezone.now()
        batch = imports.receive(
            request.conference, content, name=form.file_name, delegation=form.delegation, by=request.user, now=now
        )
        imports.choose(batch, {"category": form.category})
        return redirect("admin:attendees_importbatch_columns", batch.pk)

    def _send_form(self, request) -> StaffSendForm:
        delegations = Delegation.objects.for_conference(request.conference).exclude(status=DelegationStatus.DECLINED)
        sent = {"data": request.POST, "files": request.FILES} if request.method == "POST" else {}
        return StaffSendForm(
            categories=list(desk_of(request).categories.values()),
            delegations=list(delegations.select_related("category", "country", "organisation")),
            initial={"into": f"d{request.GET['delegation']}"} if "delegation" in request.GET else {},
            **sent,
        )

    # One table -----------------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """An open table is its plan; of one that was applied there are the figures."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        batch = self.own(request, object_id, RIGHT)
        if batch.applied_at is None:
            return redirect("admin:attendees_importbatch_plan", batch.pk)
        kinds = [(kind.label, batch.counts.get(kind.value, 0)) for kind in LineKind]
        people = f"{reverse('admin:attendees_delegate_changelist')}?source=IMPORT"
        context = {
            "title": batch.name or _("Pasted table"),
            "object": batch,
            "kinds": kinds,
            "people_url": people,
            "into": self.into(batch),
        }
        return self._page(request, "page", {**context, "who": self.who(batch)})

    def columns_view(self, request, pk):
        """Which sheet, where the head is, what the columns are."""
        journey = self._journey(request, pk)
        try:
            form = journey.columns_form(request.POST if request.method == "POST" else None)
            if form.is_bound and (form.is_moved() or form.is_valid()):
                form.is_valid()
                page = "plan" if journey.keep_columns(form) else "columns"
                return redirect(f"admin:attendees_importbatch_{page}", pk)
        except DomainError as refusal:
            return self._refused(request, journey, refusal)
        context = {"title": _("What the columns are"), "form": form, "is_remembered": journey.reading.is_remembered}
        return self._page(request, "columns", {**context, "batch": journey.batch}, status=422 if form.is_bound else 200)

    def plan_view(self, request, pk):
        """What would be done, line by line; with the button that does it."""
        journey = self._journey(request, pk)
        try:
            return self._answered(request, journey) if request.method == "POST" else self._plan_page(request, journey)
        except DomainError as refusal:
            return self._refused(request, journey, refusal)

    def _answered(self, request, journey: Journey):
        back = f"{reverse('admin:attendees_importbatch_plan', args=[journey.batch.pk])}?{request.GET.urlencode()}"
        taken = journey.take_answers(request.POST)
        if taken and "apply" in request.POST:
            words = _("What you wrote is in the plan now. Nothing was taken over yet: look at it once more.")
            messages.warning(request, words, extra_tags="refused:answers_taken")
        if taken or "apply" not in request.POST:
            return redirect(back)
        try:
            result = journey.apply(request.POST.get("seen", ""))
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return self._plan_page(request, self._journey(request, journey.batch.pk), status=409)
        messages.success(request, result_words(result), extra_tags="changed")
        return redirect("admin:attendees_importbatch_change", journey.batch.pk)

    def _plan_page(self, request, journey: Journey, *, status: int = 200):
        context = {**journey.plan_context(request.GET), "delegation": journey.batch.delegation}
        return self._page(request, "plan", {**context, "title": _("What would be done")}, status=status)

    def forget_view(self, request, pk):
        """Forget a table that was not applied."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        imports.discard(self.own(request, pk, RIGHT))
        messages.success(request, _("The table was forgotten."), extra_tags="withdrawn")
        return redirect("admin:attendees_importbatch_changelist")

    def _journey(self, request, pk) -> Journey:
        """One's own open table. Those that were applied are closed: 404."""
        batch = self.own(request, pk, RIGHT)
        if batch.applied_at is not None or batch.by_id != request.user.pk:
            raise Http404
        batch.conference = request.conference
        return Journey(batch, request.user, timezone.now(), to_officers=True)

    def _refused(self, request, journey: Journey, refusal: DomainError):
        """A table that cannot be read further is forgotten, and another one can be sent."""
        self.tell_refusal(request, refusal)
        imports.discard(journey.batch)
        return redirect("admin:attendees_importbatch_add")

    def _page(self, request, name: str, context: dict[str, Any], *, status: int = 200):
        template = f"admin/attendees/importbatch/{name}.html"
        return self.page(request, template, media=self.media, status=status, **context)


def counted(counts: dict[str, int]) -> str:
    """`New 40 · Unchanged 3`: the kinds there were."""
    return " · ".join(f"{kind.label} {counts[kind.value]}" for kind in LineKind if counts.get(kind.value))
