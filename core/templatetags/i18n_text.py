"""``{{ conference.title|translated }}``: a text in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from core import languages, times, translations

register = template.Library()


@register.filter
def translated(value: Mapping[str, str] | None, language: str | None = None) -> str:
    """The text in the reader's language, or in the one named: ``{{ title|translated:"ky" }}``."""
    return translations.translated(value, language)


@register.filter
def translated_span(value: Mapping[str, str] | None) -> str | SafeString:
    """The text, marked with ``lang`` and ``dir`` when it had to fall back on another language."""
    text = translations.translated(value)
    spoken = translations.language_of(value)
    if not text or spoken == (get_language() or "").split("-")[0]:
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', spoken, languages.direction_of(spoken), text)


@register.filter
def direction(language: str) -> str:
    """``rtl`` or ``ltr`` for a language code."""
    return languages.direction_of(language)


@register.filter
def language_name(language: str) -> str:
    """A language in its own name: ``ky`` → ``Кыргызча``."""
    return languages.name_of(language)


register.filter("day", times.day)
register.filter("day_with_weekday", times.day_with_weekday)
register.filter("clock_time", times.clock_time)
