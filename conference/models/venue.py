"""Where a conference is held."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.models.conference import Conference
from core.translations import TranslatedField, translated


class Venue(models.Model):
    """A building of the conference."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="venues")
    name = TranslatedField(_("name"), max_length=160)
    address = TranslatedField(_("address"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["pk"]

    def __str__(self) -> str:
        return translated(self.name)


class Room(models.Model):
    """A room sessions are held in."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="rooms")
    venue = models.ForeignKey(
        Venue, models.SET_NULL, verbose_name=_("venue"), null=True, blank=True, related_name="rooms"
    )
    code = models.CharField(_("code"), max_length=20)
    name = TranslatedField(_("name"), max_length=120)
    capacity = models.PositiveIntegerField(_("capacity"), null=True, blank=True)
    is_step_free = models.BooleanField(_("step-free"), default=False)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "code"], name="one_room_per_code"),
        ]

    def __str__(self) -> str:
        return translated(self.name)
