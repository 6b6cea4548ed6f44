"""A position in the other languages of the lists, a row of the page of all of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from attendees.domain.positions import Position
from core.fields import CleanCharField
from core.languages import direction_of, name_of


class PositionField(CleanCharField):
    """A position in one language."""

    def __init__(self, language: str, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"lang": language, "dir": direction_of(language)})
        super().__init__(**{"max_length": 200, "required": False, "widget": widget, **kwargs})


class PositionForm(forms.Form):
    """One row. Fields are named by the position's key, so that a page of them is one form."""

    def __init__(self, *args: Any, position: Position, **kwargs: Any) -> None:
        super().__init__(*args, prefix=position.key, initial=position.texts, **kwargs)
        self.position = position
        for code in position.asked:
            label = _("%(position)s: %(language)s") % {"position": position.text, "language": name_of(code)}
            self.fields[code] = PositionField(code, label=label)
            self.fields[code].widget.attrs["aria-label"] = label
            # What stood on the page travels along: nobody else's text is undone by saving a page opened before it.
            self.fields[code].show_hidden_initial = True

    def cells(self, languages: list[str]) -> list[tuple[str, forms.BoundField | None]]:
        """Each language by its name with its field; None for the one the position was typed in."""
        return [(name_of(code), self[code] if code in self.fields else None) for code in languages]

    def wanted(self) -> dict[str, tuple[str, str]]:
        """Language → what stood there, what was typed."""
        return {code: (self._stood(code), self.cleaned_data[code]) for code in self.fields}

    def _stood(self, code: str) -> str:
        return str(self.data.get(self.add_initial_prefix(code)) or "")
