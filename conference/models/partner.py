"""Who holds a conference, and who pays for it."""

from pathlib import PurePath

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from conference.enums import PartnerRole
from conference.models.conference import Conference
from conference.models.organisation import Organisation
from core.translations import TranslatedField


class Partner(models.Model):
    """An organisation's part in a conference, with its logo and funding sentence."""

    LOGOS = "logos/"

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name=_("organisation"), related_name="parts_taken"
    )
    role = models.CharField(_("role"), max_length=12, choices=PartnerRole)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    logo = models.ImageField(_("logo"), upload_to=LOGOS, blank=True)
    funding_sentence = TranslatedField(_("funding sentence"), max_length=600, blank=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "organisation", "role"], name="one_partner_per_role"),
        ]

    def __str__(self) -> str:
        return str(self.organisation)

    def logo_address(self) -> str:
        """Where the logo is shown to those who may see the conference; files have no address of their own."""
        name = PurePath(self.logo.name or "").stem
        return reverse("conference:partner_logo", args=[self.conference.slug, name]) if name else ""
