"""Small forms of the focal point's page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from attendees.forms.nominee import capacity_choices
from attendees.models import Delegate, Delegation
from core.errors import DomainError, invalid
from core.fields import CleanCharField, CleanTextField, EmailField
from core.languages import name_of

#: More places than any delegation has people.
MOST_PLACES = 9999


class DeclineForm(forms.Form):
    """A word to the secretariat, which may be left out."""

    text = CleanTextField(
        label=gettext_lazy("A word to the secretariat"),
        help_text=gettext_lazy("For example, why nobody can come. The secretariat alone reads it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PartForm(forms.Form):
    """A person's part in the delegation."""

    capacity = forms.ChoiceField(
        label=gettext_lazy("Part in the delegation"),
        choices=capacity_choices,
        required=False,
        widget=forms.Select(attrs={"class": "w-m"}),
    )
    mark_optional = False  # "no part" is an answer too


class DisownForm(forms.Form):
    """A word to somebody who is not of the delegation, which may be left out."""

    text = CleanTextField(
        label=gettext_lazy("A word to the person"),
        help_text=gettext_lazy("It stands in the letter to the person, and the secretariat reads it too."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class OrderForm(forms.Form):
    """The order of people: a number for each, the smaller first."""

    def __init__(self, people: Sequence[Delegate], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.people = people
        for place, delegate in enumerate(people, start=1):
            self.fields[f"place-{delegate.number}"] = forms.IntegerField(
                label=delegate.spoken_name,
                initial=place,
                min_value=1,
                max_value=MOST_PLACES,
                widget=forms.NumberInput(attrs={"class": "form-control w-s", "inputmode": "numeric"}),
                error_messages={"required": gettext_lazy("Write a number for everybody.")},
            )

    def rows(self) -> list[tuple[Delegate, forms.BoundField]]:
        """Each person with the field beside it."""
        return [(delegate, self[f"place-{delegate.number}"]) for delegate in self.people]

    def numbers(self) -> list[int]:
        """The people by their numbers, in the order typed; who has the same place stays as it was."""
        typed = sorted(self.people, key=lambda each: self.cleaned_data[f"place-{each.number}"])
        return [delegate.number for delegate in typed]


class ColleagueForm(forms.Form):
    """Somebody who may speak for the delegation too."""

    name = CleanCharField(
        label=gettext_lazy("Name"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    position = CleanCharField(label=gettext_lazy("Position"), max_length=200, required=False)
    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("The link to this page goes there. It is for this colleague alone."),
        error_messages={"required": gettext_lazy("Write the address of your colleague.")},
    )
    language = forms.ChoiceField(label=gettext_lazy("Letters in"), widget=forms.Select(attrs={"class": "w-s"}))

    def __init__(self, delegation: Delegation, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        offered = delegation.conference.languages or [delegation.language]
        self.fields["language"].choices = [(code, name_of(code)) for code in offered]
        self.fields["language"].initial = delegation.language
        for field in self.fields.values():
            # The browser would offer the focal point's own.
            field.widget.attrs["autocomplete"] = "off"

    def refuse(self, refusal: DomainError) -> None:
        """Show at the address what only the domain could see."""
        self.add_error("email", invalid(refusal))
