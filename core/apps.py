"""The app is installed for its template tags and widget templates; it has no models."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Text, names, translations, spreadsheets, encryption: the ground floor."""

    name = "core"
