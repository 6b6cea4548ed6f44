"""What is asked when a list of participants is issued, and when a numbered copy of it is made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.fields import CleanCharField
from core.languages import name_of


class IssueForm(forms.Form):
    """Symbol and languages of an issue."""

    symbol = CleanCharField(
        label=gettext_lazy("Document symbol"),
        help_text=gettext_lazy("Without Rev. or Corr.: that is put behind it."),
        max_length=70,
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("The first is named as the original."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose a language at least.")},
    )

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [(code, name_of(code)) for code in languages]


class CopyForm(forms.Form):
    """Who is given a numbered copy, and in which language."""

    holder = CleanCharField(
        label=gettext_lazy("Made out to"),
        help_text=gettext_lazy("Printed across every page, with the number of the copy."),
        max_length=200,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))

    def __init__(self, *args: Any, languages: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, name_of(code)) for code in languages]
