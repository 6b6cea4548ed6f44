"""Text in several languages: stored as one JSON object, ``{"en": "…", "ky": "…"}``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.fields import CleanCharField, CleanTextField
from core.languages import direction_of, name_of

Translations = dict[str, str]


def translated(
    value: Mapping[str, str] | None,
    language: str | None = None,
    fallback: Iterable[str] = ("en", "ru", "ky"),
) -> str:
    """The text in the language asked for (by default the reader's), else in the nearest there is."""
    if not value:
        return ""
    wanted = language or get_language() or ""
    for code in (wanted, wanted.split("-")[0], *fallback):
        if text := value.get(code):
            return text
    return next((text for text in value.values() if text), "")


def in_words(value: Mapping[str, str] | None) -> str:
    """Every text behind the name of its language: `Русский: Начальник отдела · Кыргызча: Бөлүм башчысы`."""
    return " · ".join(f"{name_of(code)}: {text}" for code, text in sorted((value or {}).items()) if text)


def language_of(
    value: Mapping[str, str] | None,
    language: str | None = None,
    fallback: Iterable[str] = ("en", "ru", "ky"),
) -> str:
    """The language ``translated`` would answer in, for the ``lang`` attribute of what it says."""
    text = translated(value, language, fallback)
    wanted = language or get_language() or ""
    spoken = (wanted, wanted.split("-")[0], *fallback, *(value or {}))
    return next((code for code in spoken if value and text and value.get(code) == text), "")


class TranslatedInput(forms.MultiWidget):
    """One input per language, each labelled with the language's own name."""

    template_name = "core/translated_input.html"

    def __init__(
        self, languages: Iterable[str], *, multiline: bool = False, attrs: dict[str, Any] | None = None
    ) -> None:
        self.languages = list(languages)
        widget = forms.Textarea if multiline else forms.TextInput
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            code: widget(attrs={"lang": code, "dir": direction_of(code)} | ({"rows": 3} if multiline else {}))
            for code in self.languages
        }
        super().__init__(parts, attrs)

    def decompress(self, value: Any) -> list[str]:
        """The stored texts in the order of the inputs."""
        texts = value if isinstance(value, dict) else {}
        return [texts.get(code, "") for code in self.languages]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for code, part in zip(self.languages, context["widget"]["subwidgets"], strict=True):
            part["language"], part["label"], part["dir"] = code, name_of(code), direction_of(code)
        return context


class TranslatedFormField(forms.MultiValueField):
    """The form field of a text in several languages; cleans to a dict without empty texts.

    Required means: in at least one language, and in each of ``required_languages``.
    Languages without an input keep what is stored.
    """

    default_error_messages = {
        "required": _("Write this in at least one language."),
        "language_missing": _("Write this in %(language)s as well."),
        "in_language": _("%(language)s: %(problem)s"),
    }

    def __init__(
        self,
        *,
        languages: Iterable[str] | None = None,
        required_languages: Iterable[str] = (),
        multiline: bool = False,
        max_length: int | None = None,
        **kwargs: Any,
    ) -> None:
        self.languages = list(languages or [code for code, _name in settings.LANGUAGES])
        self.required_languages = list(required_languages)
        part = CleanTextField if multiline else CleanCharField
        fields = [part(required=False, max_length=max_length) for _code in self.languages]
        for unused in ("encoder", "decoder", "widget"):
            kwargs.pop(unused, None)
        widget = TranslatedInput(self.languages, multiline=multiline)
        for field, part_widget in zip(fields, widget.widgets, strict=True):
            part_widget.attrs.update(field.widget_attrs(part_widget))
        super().__init__(fields, widget=widget, require_all_fields=False, **kwargs)
        self.kept: Translations = {}

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        """Remember, on the way, the texts in languages this form does not ask for."""
        stored = form.get_initial_for_field(self, field_name) or {}
        self.kept = {code: text for code, text in stored.items() if code not in self.languages}
        return super().get_bound_field(form, field_name)

    def clean(self, value: Any) -> Translations:
        """Clean every text; a complaint names its language."""
        texts = dict(zip(self.languages, value or [], strict=False))
        problems: list[ValidationError] = []
        cleaned = {code: self._clean_part(code, texts.get(code), problems) for code in self.languages}
        if problems:
            raise ValidationError(problems)
        kept = {code: text for code, text in cleaned.items() if text}
        self._check_presence(kept)
        return kept | self.kept

    def compress(self, data_list: Any) -> Translations:
        """Unused by ``clean`` above, asked for by Django's contract."""
        return dict(zip(self.languages, data_list, strict=False))

    def _clean_part(self, code: str, text: Any, problems: list[ValidationError]) -> str:
        field = self.fields[self.languages.index(code)]
        try:
            return str(field.clean(text))
        except ValidationError as refusal:
            for problem in refusal.messages:
                params = {"language": name_of(code), "problem": problem}
                problems.append(ValidationError(self.error_messages["in_language"], "in_language", params))
        return ""

    def _check_presence(self, texts: Translations) -> None:
        if self.required and not texts:
            raise ValidationError(self.error_messages["required"], code="required")
        for code in self.required_languages:
            if code not in texts:
                params = {"language": name_of(code)}
                raise ValidationError(self.error_messages["language_missing"], "language_missing", params)


class TranslatedField(models.JSONField):
    """A text in the languages of the conference. ``max_length`` counts each text alone."""

    def __init__(self, *args: Any, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.multiline:
            kwargs["multiline"] = True
        return name, path, args, kwargs

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """A dict of language to text, each within the limit."""
        super().validate(value, model_instance)
        is_texts = isinstance(value, dict) and all(
            isinstance(code, str) and isinstance(text, str) for code, text in value.items()
        )
        if not is_texts:
            raise ValidationError(_("This must be text by language."), code="not_texts")
        if self.max_length and any(len(text) > self.max_length for text in value.values()):
            raise ValidationError(
                _("This is too long: at most %(limit)d letters."), "max_length", {"limit": self.max_length}
            )

    def formfield(self, **kwargs: Any) -> Any:
        defaults = {
            "form_class": TranslatedFormField,
            "multiline": self.multiline,
            "max_length": self.max_length,
            # Django shows it for callable defaults; here it would say that everything changed.
            "show_hidden_initial": False,
        }
        return super().formfield(**{**defaults, **kwargs})
