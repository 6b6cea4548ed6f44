"""When the periodic chores ran."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoreRun(models.Model):
    """When a periodic chore is due next, shared by all workers, so that one of them does it."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    due_at = models.DateTimeField(_("due at"))
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("chore")
        verbose_name_plural = _("chores")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
