"""The people of the secretariat. Delegates have no account, they have a link."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff. What they may do is said by their memberships, conference by conference."""

    class Meta:
        verbose_name = _("staff account")
        verbose_name_plural = _("staff accounts")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~models.Q(email=""),
                name="one_account_per_email_address",
                violation_error_message=_("Another account has this e-mail address."),
            ),
            models.UniqueConstraint(
                Lower("username"),
                name="one_account_per_user_name",
                violation_error_message=_("Another account has this user name."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username
