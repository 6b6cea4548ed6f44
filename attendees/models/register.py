"""The book of one conference's delegates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.models import Conference


class Register(models.Model):
    """Hands out running numbers, and is the one row locked while seats are counted.

    One lock a conference: there is no second lock to take in the wrong order (RC-21).
    """

    conference = models.OneToOneField(Conference, models.CASCADE, primary_key=True, related_name="register")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")

    def __str__(self) -> str:
        return f"{self.conference_id}: {self.last_number}"
