"""The question "which State?": a plain list of UN names, searchable where scripts run (R-38)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.domain import countries
from core.text import clean_line

#: So much of a name we do not know is shown again: enough to recognise it.
ECHO = 60


class CountrySelect(forms.Select):
    """A ``<select>``; assets/js/country-picker.js puts a search box in its place.

    What was typed instead of chosen is found, or stays in the list as it was typed.
    """

    template_name = "conference/country_select.html"

    class Media:
        js = (Script("js/country-picker.js", type="module"),)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-country-picker": True,
            "data-names": static("data/country-names.json"),
            "data-none": _("No State has this name. Try another spelling."),
            "data-hint": _("Type a few letters, in any language."),
        }
        return context

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        typed = value[0] if value else ""
        known = countries.find(typed) if typed else ""
        groups = super().optgroups(name, [known or ""], attrs)
        if typed and known is None:
            echo = clean_line(typed[:ECHO])
            groups.append((None, [self.create_option(name, echo, echo, True, len(groups))], len(groups)))
        return groups


class CountryField(forms.ChoiceField):
    """A State, as ISO alpha-2. A name in any spelling is accepted, an unknown one refused (IN-19).

    ``states_first`` puts territories behind the States; ``autocomplete`` is the browser's hint,
    to be left empty where the answer is not the person's own country.
    """

    widget = CountrySelect
    default_error_messages = {
        "required": _("Choose a State."),
        "unknown_country": _(
            "We know no State called “%(value)s”. Choose it from the list, or write its name another way."
        ),
    }

    def __init__(
        self,
        *,
        states_first: bool = False,
        autocomplete: str = "country",
        empty_label: Any = None,
        **kwargs: Any,
    ) -> None:
        self.states_first = states_first
        self.autocomplete = autocomplete
        self.empty_label = _("Choose from the list") if empty_label is None else empty_label
        super().__init__(choices=self.offered, **kwargs)

    def offered(self) -> list[Any]:
        """The choices in the language of the page, asked for when the form is shown."""
        return [
            ("", self.empty_label),
            *countries.choices(get_language() or "en", members_first=self.states_first),
        ]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return attrs | ({"autocomplete": self.autocomplete} if self.autocomplete else {})

    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if not text.strip():
            return ""
        iso2 = countries.find(text)
        if iso2 is None:
            shown = clean_line(text[:ECHO])
            raise ValidationError(
                self.error_messages["unknown_country"], code="unknown_country", params={"value": shown}
            )
        return iso2

    def valid_value(self, value: str) -> bool:
        """What ``to_python`` found is a State."""
        return True
