"""What happened to a registration."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from attendees.enums import DelegateStatus, EventKind, Reason
from attendees.models.delegate import Delegate


class DelegateEvent(models.Model):
    """One thing that happened to a registration, and who did it. Append-only.

    `text` is what the person is told; `remark` stays in the secretariat (R-26).
    """

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="events")
    kind = models.CharField(_("what"), max_length=13, choices=EventKind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    focal_point = models.ForeignKey(
        "attendees.FocalPoint", models.PROTECT, verbose_name=_("focal point"), null=True, blank=True, related_name="+"
    )
    actor = models.CharField(max_length=12, default="SYSTEM")
    from_status = models.CharField(max_length=12, choices=DelegateStatus, blank=True)
    to_status = models.CharField(max_length=12, choices=DelegateStatus, blank=True)
    reason = models.CharField(_("reason"), max_length=16, choices=Reason, blank=True)
    text = models.TextField(_("told to the person"), max_length=1000, blank=True)
    remark = models.TextField(_("internal remark"), max_length=1000, blank=True)
    fields = models.JSONField(_("fields changed"), default=list, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("history")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
