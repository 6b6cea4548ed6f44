"""Named ways of looking at the delegate list."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from conference.models import Conference


class SavedView(models.Model):
    """A filter, order and set of columns somebody of the staff kept; shared ones are seen by all staff."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="saved_views")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filter"), max_length=1000, blank=True)
    columns = models.JSONField(_("columns"), default=list, blank=True)
    is_shared = models.BooleanField(_("seen by all staff"), default=False)

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "user", "name"], name="one_saved_view_per_name"),
        ]

    def __str__(self) -> str:
        return self.name
