"""Tries to sign in or to have a password reset: what the limiter counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AttemptKind(models.TextChoices):
    SIGN_IN = "SIGN_IN", _("Sign-in")
    RESET = "RESET", _("Password reset")


class Attempt(models.Model):
    """One try, of whoever it was. Network and name are keyed hashes: the table tells nobody's habits."""

    kind = models.CharField(max_length=10, choices=AttemptKind.choices)
    network = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    at = models.DateTimeField()
    succeeded = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attempt to sign in")
        verbose_name_plural = _("attempts to sign in")
        indexes = [
            models.Index(fields=["kind", "network", "at"], name="attempts_of_a_network"),
            models.Index(fields=["kind", "name", "at"], name="attempts_for_a_name"),
            models.Index(fields=["kind", "at"], name="attempts_of_an_hour"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
