"""Organisations: ministries, services, agencies, societies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.models.conference import Conference
from conference.models.country import Country
from core.translations import TranslatedField, translated


class Organisation(models.Model):
    """An organisation as one conference knows it; conferences share none, so none learns of another's."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="organisations")
    name = TranslatedField(_("name"), max_length=250)
    short_name = TranslatedField(_("short name"), max_length=60, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="parts"
    )
    country = models.ForeignKey(
        Country, models.PROTECT, verbose_name=_("country"), null=True, blank=True, related_name="+"
    )
    aliases = models.JSONField(_("other spellings"), default=list, blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return translated(self.name)
