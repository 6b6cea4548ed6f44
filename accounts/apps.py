from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Who may sign in, and how."""

    name = "accounts"
    verbose_name = _("Staff accounts")
