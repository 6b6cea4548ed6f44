"""Who took which list out of the house."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.models import Conference


class ExportRecord(models.Model):
    """One export: who, when, which filter and columns, how many rows, digest of the file. Append-only (EX-12)."""

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="exports")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("when"))
    format = models.CharField(_("format"), max_length=4)
    language = models.CharField(_("language"), max_length=5)
    filter = models.TextField(_("filter"), blank=True)
    columns = models.JSONField(_("columns"), default=list)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    digest = models.CharField(_("SHA-256"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.format}"
