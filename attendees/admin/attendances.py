"""Attendance from signed sheets: half-day by half-day, by the numbers on the sheet (R-50)."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendees.domain import attendances
from attendees.domain.attendances import Half
from attendees.enums import HalfDay
from attendees.forms.issued_paper import AttendanceForm
from attendees.models import Attendance, Delegate
from conference.admin.base import NOWHERE, ScopedAdmin
from core import times
from core.errors import DomainError

RIGHT = "paper.issue"
MOST_SHOWN = 500


@admin.register(Attendance)
class AttendanceAdmin(ScopedAdmin):
    """One page of half-days, and one for each with who was there."""

    conference_path = "delegate__conference"
    menu_order = 19
    menu_name = gettext_lazy("Attendance")
    view_right = RIGHT
    history = NOWHERE

    def pages(self):
        return [("half/<str:code>/", self.half_view, "half")]

    def changelist_view(self, request, extra_context=None):
        """The half-days with how many were there, and how many have earned a certificate."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.page(
            request,
            "admin/attendees/attendance/list.html",
            title=_("Attendance"),
            halves=[self._row(half, count) for half, count in self._counts(request)],
            threshold=request.conference.certificate_threshold,
            earned=len(attendances.earned(request.conference, self._approved(request))),
            papers_url=reverse("admin:attendees_paperjob_changelist"),
        )

    def half_view(self, request, code):
        """Who was there, and the numbers of those who are to be added."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        half = self._half(request, code)
        form = AttendanceForm(request.POST or None)
        if request.method == "POST" and self._written(request, half, form):
            return redirect("admin:attendees_attendance_half", half.code)
        there = Attendance.objects.filter(delegate__conference=request.conference, day=half.day, half=half.half)
        return self.page(
            request,
            "admin/attendees/attendance/half.html",
            title=_words(half),
            form=form,
            there=there.select_related("delegate").order_by("delegate__number")[:MOST_SHOWN],
            list_url=reverse("admin:attendees_attendance_changelist"),
            status=422 if request.method == "POST" else 200,
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A single row has no page of its own: its half-day has."""
        raise Http404

    # ---------------------------------------------------------------------------------------------------

    def _half(self, request, code: str) -> Half:
        try:
            return attendances.find_half(request.conference, code)
        except DomainError as refusal:
            raise Http404 from refusal

    def _written(self, request, half: Half, form: AttendanceForm) -> bool:
        """Write down what was sent: those who were there, or the one who was not. Says whether it was done."""
        absent = request.POST.get("absent", "")
        is_slip = absent.isascii() and absent.isdigit() and len(absent) <= 9
        if not is_slip and not form.is_valid():
            return False
        numbers, gone = ([], [int(absent)]) if is_slip else (form.cleaned_data["numbers"], [])
        try:
            new = attendances.write_down(
                request.conference, half, numbers, absent=gone, by=request.user, now=timezone.now()
            )
        except DomainError as refusal:
            form.add_error("numbers", str(refusal))
            return False
        words = ngettext("%(n)d person is written down.", "%(n)d people are written down.", new) % {"n": new}
        messages.success(request, _("The slip is taken back.") if is_slip else words, extra_tags="changed")
        return True

    def _counts(self, request) -> list[tuple[Half, int]]:
        rows = Attendance.objects.filter(delegate__conference=request.conference).order_by()
        counted = {(day, half): n for day, half, n in rows.values_list("day", "half").annotate(n=Count("pk"))}
        return [(half, counted.get((half.day, half.half), 0)) for half in attendances.halves(request.conference)]

    def _row(self, half: Half, count: int) -> dict[str, Any]:
        return {
            "words": _words(half),
            "count": count,
            "url": reverse("admin:attendees_attendance_half", args=[half.code]),
        }

    def _approved(self, request) -> list[Delegate]:
        found = Delegate.objects.for_conference(request.conference).approved().counted()
        return list(found.only("pk"))


def _words(half: Half) -> str:
    part = str(HalfDay(half.half).label)
    return capfirst(f"{times.day_with_weekday(half.day)}, {part[:1].lower()}{part[1:]}")
