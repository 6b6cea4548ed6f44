"""Places in sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from attendees.models.delegate import Delegate
from conference.models import Session


class Signup(models.Model):
    """A delegate's place in a session."""

    delegate = models.ForeignKey(Delegate, models.CASCADE, related_name="signups")
    session = models.ForeignKey(Session, models.CASCADE, related_name="signups")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("session sign-up")
        verbose_name_plural = _("session sign-ups")
        ordering = ["session__starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["delegate", "session"], name="one_place_per_delegate_and_session"),
        ]

    def __str__(self) -> str:
        return str(self.session)
