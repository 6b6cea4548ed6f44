"""Numbered papers that were given out, each to be verified by whoever holds it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import IssuedKind
from attendees.models.delegate import Delegate
from attendees.models.delegation import Delegation
from conference.models import Conference
from core.crypto import EncryptedTextField


class IssuedPaper(models.Model):
    """A letter or certificate with a number and a code; anybody with the code sees whether it is genuine.

    `said` is JSON of what was printed on it, so that a later change of data changes no paper. Never deleted: a
    paper that must not count any more is revoked.
    """

    conference = models.ForeignKey(Conference, models.PROTECT, related_name="issued_papers")
    kind = models.CharField(_("kind"), max_length=12, choices=IssuedKind)
    number = models.PositiveIntegerField(_("number"))
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    code = EncryptedTextField(editable=False)
    delegate = models.ForeignKey(Delegate, models.PROTECT, null=True, blank=True, related_name="issued_papers")
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="issued_papers")
    language = models.CharField(_("language"), max_length=12)
    said = EncryptedTextField(_("what is printed on it"))
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("issued by"), null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "kind", "number"], name="one_issued_paper_per_number"),
            models.CheckConstraint(
                condition=Q(delegate__isnull=False) | Q(delegation__isnull=False), name="an_issued_paper_is_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
