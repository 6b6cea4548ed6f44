"""Tables of people on their way into the system, and what was learnt from earlier ones."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from attendees.enums import SpellingStatus
from attendees.models.delegation import Delegation
from conference.models import Conference, Organisation
from core.crypto import EncryptedTextField


class ImportBatch(models.Model):
    """One table somebody sent: kept sealed between plan and apply, emptied once applied or after a day.

    `cells` is JSON: a list of sheets, each a list of rows of text.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="imports")
    delegation = models.ForeignKey(Delegation, models.CASCADE, null=True, blank=True, related_name="imports")
    name = models.CharField(_("name of the file"), max_length=120, blank=True)
    digest = models.CharField(_("SHA-256"), max_length=64)
    cells = EncryptedTextField(_("content"), blank=True)
    options = models.JSONField(_("sheet, header line and columns"), default=dict, blank=True)
    created_at = models.DateTimeField(_("received"), db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    focal_point = models.ForeignKey("attendees.FocalPoint", models.PROTECT, null=True, blank=True, related_name="+")
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True)
    counts = models.JSONField(_("lines by what became of them"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class ImportMapping(models.Model):
    """Which column of a table is which field, remembered for the next file with the same head."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="import_mappings")
    signature = models.CharField(_("head of the table"), max_length=64)
    columns = models.JSONField(_("columns"), default=dict)
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("remembered table")
        verbose_name_plural = _("remembered tables")
        constraints = [
            models.UniqueConstraint(fields=["conference", "signature"], name="one_mapping_per_head_of_a_table"),
        ]

    def __str__(self) -> str:
        return self.signature


class OrganisationSpelling(models.Model):
    """A spelling of an organisation that nobody has judged yet: a queue, never a silent new organisation (R-40)."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="organisation_spellings")
    text = models.CharField(_("as it was written"), max_length=250)
    folded = models.CharField(max_length=250, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, verbose_name=_("is"), null=True, blank=True, related_name="spellings"
    )
    status = models.CharField(
        _("status"), max_length=8, choices=SpellingStatus, default=SpellingStatus.OPEN, editable=False
    )
    first_seen_at = models.DateTimeField(_("first seen"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("spelling of an organisation")
        verbose_name_plural = _("spellings of organisations")
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "folded"], name="one_judgement_per_spelling"),
        ]

    def __str__(self) -> str:
        return self.text
