"""What happened to a letter on its way."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mailing.enums import LetterEventKind
from mailing.models.letter import Letter


class LetterEventQuerySet(models.QuerySet["LetterEvent"]):
    """Events can be read and added to; the letter takes them along when it goes."""

    def update(self, **kwargs: Any) -> int:
        """Refuse: what happened stays written."""
        raise TypeError("letter events are only ever added")


class LetterEvent(models.Model):
    """Something out of the ordinary that happened to a letter; append-only.

    A letter that is sent at the first try has none: its own row already says it all.
    """

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="events", verbose_name=_("letter"))
    at = models.DateTimeField(_("at"))
    kind = models.CharField(_("kind"), max_length=15, choices=LetterEventKind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("by"),
    )
    detail = models.CharField(_("detail"), max_length=100, blank=True)

    objects = LetterEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of a letter")
        verbose_name_plural = _("events of letters")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the event once."""
        if not self._state.adding:
            raise TypeError("letter events are only ever added")
        super().save(*args, **kwargs)
