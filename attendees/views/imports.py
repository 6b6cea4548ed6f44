"""Many names at once, by a focal point: paste or upload, look, correct in place, put on the list (R-05)."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from attendees.domain import deadlines, imports
from attendees.domain.refusals import ImportRefused
from attendees.forms.imports import SendForm
from attendees.imports.tables import TableRefused
from attendees.models import FocalPoint, ImportBatch
from attendees.views.delegation import fixed, frame
from attendees.views.doorway import for_focal_point
from attendees.views.import_journey import Journey
from attendees.views.replies import refuse, say, see_other
from core.errors import DomainError

START, COLUMNS, PLAN = "attendees:import_send", "attendees:import_columns", "attendees:import_plan"


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def import_send(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Paste a table or choose a file; when it is understood, the plan is next, else its columns."""
    if not deadlines.takes_names(point.delegation, now=now):
        return fixed(request, point, now)
    form = SendForm(request.POST or None, request.FILES or None) if request.method == "POST" else SendForm()
    if request.method != "POST" or not form.is_valid() or form.book is None:
        status = 422 if request.method == "POST" else 200
        return render(request, "attendees/import_send.html", {**frame(point, now), "form": form}, status=status)
    own = point.delegation
    content = form.book.as_json()
    batch = imports.receive(own.conference, content, name=form.file_name, delegation=own, by=point, now=now)
    return see_other(PLAN if _is_clear(batch, point, now) else COLUMNS, batch.pk)


def _is_clear(batch: ImportBatch, point: FocalPoint, now: datetime) -> bool:
    """Whether the columns speak for themselves, so that nobody has to be asked."""
    try:
        reading = Journey(batch, point, now).reading
        return len(reading.book.sheets) == 1 and reading.layout.is_clear
    except TableRefused:
        return False


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def import_columns(request: HttpRequest, point: FocalPoint, now: datetime, pk: int) -> HttpResponse:
    """Say which sheet, where the head is and what the columns are."""
    journey = _journey(point, pk, now)
    if journey is None:
        return _gone(request)
    try:
        form = journey.columns_form(request.POST if request.method == "POST" else None)
        if form.is_bound and (form.is_moved() or form.is_valid()):
            form.is_valid()
            return see_other(PLAN if journey.keep_columns(form) else COLUMNS, pk)
    except DomainError as refusal:
        return _refused(request, journey, refusal)
    status = 422 if form.is_bound else 200
    context = {**frame(point, now), "form": form, "batch": journey.batch}
    return render(request, "attendees/import_columns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def import_plan(request: HttpRequest, point: FocalPoint, now: datetime, pk: int) -> HttpResponse:
    """What would be done, line by line; correct cells and answer questions in place; then put people on the list."""
    journey = _journey(point, pk, now)
    if journey is None:
        return _gone(request)
    try:
        return _answered(request, journey, point) if request.method == "POST" else _plan_page(request, journey, point)
    except TableRefused as refusal:
        return _refused(request, journey, refusal)


def _answered(request: HttpRequest, journey: Journey, point: FocalPoint) -> HttpResponse:
    if journey.take_answers(request.POST):
        if "apply" in request.POST:
            words = _("What you wrote is in the plan now. Nothing is on your list yet: look at it once more.")
            messages.warning(request, words, extra_tags="refused:answers_taken")
        return see_other(PLAN, journey.batch.pk)
    if "apply" not in request.POST:
        return see_other(PLAN, journey.batch.pk)
    try:
        result = journey.apply(request.POST.get("seen", ""))
    except ImportRefused as refusal:
        refuse(request, refusal)
        fresh = _journey(point, journey.batch.pk, journey.now)
        return _plan_page(request, fresh, point, status=409) if fresh else _gone(request)
    say(request, _taken_words(result.counts), "changed")
    return see_other("attendees:delegation", anchor="people")


def _taken_words(counts: Any) -> str:
    words = ngettext("%(n)d line is on your list now.", "%(n)d lines are on your list now.", counts["taken"])
    said = [words % {"n": counts["taken"]}]
    if out := counts["left_out"] - counts["SAME"]:
        said.append(ngettext("%(n)d line stayed out.", "%(n)d lines stayed out.", out) % {"n": out})
    return " ".join([*said, _("Nothing is sent before you send the whole list.")])


@require_POST
@for_focal_point
def import_discard(request: HttpRequest, point: FocalPoint, now: datetime, pk: int) -> HttpResponse:
    """Forget the table."""
    journey = _journey(point, pk, now)
    if journey is not None:
        imports.discard(journey.batch)
    say(request, _("The table was forgotten. Your list is as it was."), "withdrawn")
    return see_other("attendees:delegation")


def _journey(point: FocalPoint, pk: int, now: datetime) -> Journey | None:
    """The table, where it is one the delegation's focal points sent; anything else is 404 (R-05).

    None for one that was applied: going back after that is no fault of anybody's.
    """
    mine = ImportBatch.objects.filter(delegation=point.delegation_id, focal_point__isnull=False)
    batch = mine.filter(pk=pk).first()
    if batch is None:
        raise Http404
    batch.conference, batch.delegation, batch.focal_point = point.delegation.conference, point.delegation, point
    return None if batch.applied_at else Journey(batch, point, now)


def _gone(request: HttpRequest) -> HttpResponse:
    say(request, _("This table was put on your list already."), "duplicate")
    return see_other("attendees:delegation")


def _refused(request: HttpRequest, journey: Journey, refusal: DomainError) -> HttpResponse:
    """A table that cannot be read further: say why, and take another one."""
    refuse(request, refusal)
    imports.discard(journey.batch)
    return see_other(START)


def _plan_page(request: HttpRequest, journey: Journey, point: FocalPoint, *, status: int = 200) -> HttpResponse:
    context = {**frame(point, journey.now), **journey.plan_context(request.GET)}
    return render(request, "attendees/import_plan.html", context, status=status)
