"""Who may submit for a delegation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from attendees.models.delegation import Delegation
from core.crypto import EncryptedTextField


class FocalPointQuerySet(models.QuerySet):
    """Focal points, by whether they still are."""

    def active(self):
        """Those whose link opens something."""
        return self.filter(revoked_at=None)


class FocalPoint(models.Model):
    """A person who speaks for a delegation by a personal link, without an account.

    A revoked focal point is out at once; what was sent stays, under the name of who sent it (R-15).
    """

    delegation = models.ForeignKey(Delegation, models.CASCADE, related_name="focal_points")
    name = models.CharField(_("name"), max_length=200)
    position = models.CharField(_("position"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), max_length=254)
    phone = EncryptedTextField(_("phone"), blank=True)
    language = models.CharField(_("letters in"), max_length=5)
    link_hash = models.CharField(max_length=64, unique=True, editable=False)
    link_token = EncryptedTextField(editable=False)
    created_at = models.DateTimeField(_("named"), editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    seen_at = models.DateTimeField(_("last came in"), null=True, blank=True, editable=False)

    objects = FocalPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["email"], name="focal_points_by_email")]

    def __str__(self) -> str:
        return self.name
