"""What a person agreed to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from attendees.enums import ConsentKind
from attendees.models.delegate import Delegate


class Consent(models.Model):
    """One answer, with the version of the notice it was given to. Old answers stay (PR-10)."""

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=8, choices=ConsentKind)
    value = models.BooleanField(_("agreed"))
    version = models.PositiveSmallIntegerField(_("version of the notice"))
    language = models.CharField(_("language"), max_length=5)
    given_at = models.DateTimeField(_("given"))
    given_by = models.CharField(_("given by"), max_length=12, default="SELF")

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["given_at", "pk"]

    def __str__(self) -> str:
        return self.get_kind_display()
