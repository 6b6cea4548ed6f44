from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendeesConfig(AppConfig):
    name = "attendees"
    verbose_name = _("Delegates")

    def ready(self) -> None:
        from attendees import checks, receivers  # noqa: F401 -- these need the models
