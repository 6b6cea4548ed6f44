"""What the secretariat fills in about a delegation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import CleanTextField


class WordsForm(forms.Form):
    """A note to the focal points, or the words in which a delegation declined."""

    text = CleanTextField(
        label=_("Words of your own"),
        help_text=_("A reminder carries them in the letter; otherwise they stay in the history."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
