from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailingConfig(AppConfig):
    """Knows addresses and text, and nothing about delegates."""

    name = "mailing"
    verbose_name = _("Letters")
    default_auto_field = "django.db.models.BigAutoField"
