"""What `manage.py check` says about this machine besides Django's own."""

from typing import Any

from django.core import checks

from attendees.papers import fonts


@checks.register()
def fonts_are_there(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without its fonts the program serves pages and makes no paper: a warning, not an error."""
    return [checks.Warning(problem, id="attendees.W001") for problem in fonts.problems()]
