"""Who was there, half-day by half-day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from attendees.enums import AttendanceSource, HalfDay
from attendees.models.delegate import Delegate


class Attendance(models.Model):
    """A person was at one half-day of the conference: typed from the signed sheet, or taken from a table.

    The evidence some funders count (R-50, R-52). One row a person and half-day, however often it is told.
    """

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="attendances")
    day = models.DateField(_("day"))
    half = models.CharField(_("half of the day"), max_length=2, choices=HalfDay)
    source = models.CharField(_("source"), max_length=8, choices=AttendanceSource, default=AttendanceSource.SHEET)
    at = models.DateTimeField(_("written down"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["day", "half"]
        constraints = [
            models.UniqueConstraint(fields=["delegate", "day", "half"], name="a_person_attends_a_half_day_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.half}"
