"""What somebody who is approved would like to have changed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from attendees.enums import CHANGE_CHIPS, ChangeStatus, DelegateStatus
from attendees.models.delegate import Delegate
from core.crypto import EncryptedTextField


class ChangeRequestQuerySet(models.QuerySet):
    """Change requests, by where they stand."""

    def open(self):
        """Those nobody has decided on or taken back."""
        return self.filter(status=ChangeStatus.OPEN)

    def to_decide(self):
        """Those that wait for the secretariat: the person still comes."""
        return self.open().filter(delegate__status=DelegateStatus.APPROVED)


class ChangeRequest(models.Model):
    """A change asked for after approval. Lists, badges and letters keep the old value until it is accepted (R-21).

    `changes` is JSON: field → `{"old": …, "new": …}`, both as the form writes them.
    """

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="change_requests")
    fields = models.JSONField(_("fields"), default=list)
    changes = EncryptedTextField(_("old and new"))
    photo = models.ImageField(_("new photo"), upload_to="photos/", blank=True)
    evidence = models.FileField(_("evidence"), upload_to="documents/", blank=True)
    evidence_name = models.CharField(_("name of the file"), max_length=120, blank=True)
    evidence_type = models.CharField(_("type of the file"), max_length=40, blank=True)
    note = models.TextField(_("why"), max_length=1000, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ChangeStatus, default=ChangeStatus.OPEN, editable=False
    )
    asked_at = models.DateTimeField(_("asked"), editable=False)
    focal_point = models.ForeignKey(
        "attendees.FocalPoint", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    text = models.TextField(_("told to the person"), max_length=1000, blank=True)

    objects = ChangeRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("change request")
        verbose_name_plural = _("change requests")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegate"], condition=Q(status=ChangeStatus.OPEN), name="one_open_change_request_per_delegate"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegate_id}: {', '.join(self.fields)}"

    @property
    def chip(self) -> str:
        """Tone and shape of the status as the look writes it."""
        return CHANGE_CHIPS[self.status]
