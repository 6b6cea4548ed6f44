"""What is asked before badges are printed, printed again, left blank or given to somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.domain.badges import MOST_BLANKS
from attendees.enums import REPRINT_REASONS, BadgeReason
from attendees.models import Delegate
from attendees.papers.badges import CHOICES, questions
from conference.models import Conference
from core.fields import CleanCharField
from core.languages import name_of

#: What is told to nobody but the print log.
LONGEST_REMARK = 300


class OptionsForm(forms.Form):
    """Language, design and paper."""

    language = forms.ChoiceField(
        label=gettext_lazy("First language"),
        help_text=gettext_lazy("Of the State, the conference and the first word of the category."),
    )

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, name_of(code)) for code in conference.languages]
        self.fields.update(questions(conference))

    def chosen(self) -> dict[str, str]:
        """How the badges are printed, without what is usual."""
        answers = {name: self.cleaned_data[name] for name in ("design", *CHOICES)}
        return {name: answer for name, answer in answers.items() if answer and answer != CHOICES.get(name, ("",))[0]}


def with_words(form: forms.Form) -> dict[str, Any]:
    """What was filled in; a reason that says nothing needs words."""
    if form.cleaned_data.get("reason") == BadgeReason.OTHER and not form.cleaned_data.get("text"):
        form.add_error("text", ValidationError(_("Say in words why."), "required"))
    return form.cleaned_data


class PrintForm(OptionsForm):
    """How the badges of a selection are printed, and why once more."""

    reason = forms.ChoiceField(
        label=gettext_lazy("New badges for those who have one, too?"),
        required=False,
        help_text=gettext_lazy("With a reason everybody chosen gets a new badge, and the old ones are dead at once."),
    )
    text = CleanCharField(label=gettext_lazy("Words for the print log"), max_length=LONGEST_REMARK, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("No: only who needs one"))] + [
            (each.value, each.label) for each in REPRINT_REASONS
        ]

    def clean(self) -> dict[str, Any]:
        return with_words(self)


class BlankForm(OptionsForm):
    """Badges of a category without names."""

    category: forms.ModelChoiceField = forms.ModelChoiceField(label=gettext_lazy("Category"), queryset=None)
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=1, max_value=MOST_BLANKS, initial=20)
    field_order = ("category", "count")

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, conference=conference, **kwargs)
        self.fields["category"].queryset = conference.categories.all()


class RemarkForm(forms.Form):
    """A few words for the print log."""

    text = CleanCharField(label=gettext_lazy("Words for the print log"), max_length=LONGEST_REMARK, required=False)


class ReprintForm(RemarkForm):
    """Why a badge is printed again."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), error_messages={"required": gettext_lazy("Choose a reason.")}
    )
    field_order = ("reason", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Choose a reason"))] + [
            (each.value, each.label) for each in REPRINT_REASONS
        ]

    def clean(self) -> dict[str, Any]:
        return with_words(self)


class AssignForm(forms.Form):
    """Whose a blank badge is: by number, as it stands in the list."""

    number = forms.IntegerField(
        label=gettext_lazy("Number of the delegate"),
        min_value=1,
        max_value=10**9,
        help_text=gettext_lazy("As in the list of delegates."),
    )

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conference = conference

    def clean_number(self) -> Delegate:
        """The delegate of that number at this conference."""
        found = Delegate.objects.for_conference(self.conference).filter(number=self.cleaned_data["number"]).first()
        if found is None:
            raise ValidationError(_("Nobody has this number here."), "unknown_number")
        return found


def chosen_of(sent: Mapping[str, Any], most: int) -> Sequence[int]:
    """The ids of a plan, as its hidden field has them; nothing else is taken."""
    parts = str(sent.get("chosen", "")).split(",")
    return [int(part) for part in parts[:most] if part.isascii() and part.isdigit() and len(part) < 19]
