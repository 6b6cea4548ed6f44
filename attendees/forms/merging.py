"""What an officer chooses of two registrations: which stays, and from which each field is taken."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from attendees.domain import merge_plans
from attendees.models import Delegate, Likeness

FIRST, SECOND = "first", "second"
SIDES = [(FIRST, gettext_lazy("The first")), (SECOND, gettext_lazy("The second"))]


class MergeForm(forms.Form):
    """The sides chosen. A field that was not chosen stays as the kept registration has it."""

    kept = forms.ChoiceField(choices=SIDES)
    confirmed = forms.BooleanField(required=False)
    revisions = forms.RegexField(r"\d{1,9}-\d{1,9}", required=False)

    def __init__(self, *args: Any, pair: Likeness, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pair = pair
        self.names = merge_plans.differing(pair.first, pair.second)
        for name in self.names:
            self.fields[f"take_{name}"] = forms.ChoiceField(choices=SIDES, required=False)

    @property
    def kept_one(self) -> Delegate:
        """Who stays."""
        return self.pair.first if self.cleaned_data["kept"] == FIRST else self.pair.second

    @property
    def gone_one(self) -> Delegate:
        """Who is withdrawn."""
        return self.pair.second if self.cleaned_data["kept"] == FIRST else self.pair.first

    @property
    def take(self) -> list[str]:
        """The fields chosen from the one that goes."""
        other = SECOND if self.cleaned_data["kept"] == FIRST else FIRST
        return [name for name in self.names if self.cleaned_data[f"take_{name}"] == other]

    @property
    def seen(self) -> tuple[int, int] | None:
        """The revisions of the kept one and of the other when the plan was shown."""
        first, _sign, second = self.cleaned_data["revisions"].partition("-")
        if not second:
            return None
        return (int(first), int(second)) if self.cleaned_data["kept"] == FIRST else (int(second), int(first))

    def to_confirm(self) -> forms.Form:
        """The same choice, hidden below its plan."""
        chosen = {"kept": self.cleaned_data["kept"], "confirmed": "on"}
        chosen["revisions"] = f"{self.pair.first.revision}-{self.pair.second.revision}"
        chosen |= {f"take_{name}": self.cleaned_data[f"take_{name}"] for name in self.names}
        return hidden(chosen)


def hidden(values: dict[str, str]) -> forms.Form:
    """A form of nothing but hidden values."""
    form = forms.Form()
    for name, value in values.items():
        form.fields[name] = forms.CharField(widget=forms.HiddenInput, initial=value, required=False)
    return form


class CompareForm(forms.Form):
    """The number of another registration."""

    number = forms.IntegerField(min_value=1, max_value=2**31 - 1)
