"""Who of the staff does what at which conference."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import role_choices
from conference.models.conference import Conference


class Membership(models.Model):
    """One user's role at one conference; every right is per conference."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=role_choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        ordering = ["role", "user__username"]
        constraints = [
            models.UniqueConstraint(fields=["conference", "user"], name="one_role_per_member_of_staff"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_role_display()}"
