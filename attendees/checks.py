"""What `manage.py check` says about this machine besides Django's own."""

from typing import Any

from django.core import checks

from attendees.papers import fonts

NO_CHINESE = (
    f"Papers with Chinese names are refused: the font package @expo-google-fonts/{fonts.CHINESE} is not installed "
    "(npm ci without --omit=optional; docs/operations.md, Fonts)."
)


@checks.register()
def fonts_are_there(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Without its fonts the program serves pages and makes no paper: a warning, not an error."""
    lacking: list[checks.CheckMessage] = [checks.Warning(problem, id="attendees.W001") for problem in fonts.problems()]
    if not fonts.has_chinese():
        lacking.append(checks.Info(NO_CHINESE, id="attendees.I001"))
    return lacking
