"""What is asked before a numbered paper is revoked, and who signed a sheet."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import CleanCharField, CleanTextField

NUMBERS = re.compile(r"\d{1,9}")
#: More than one sheet can hold, and less than would slow anything down.
MOST_NUMBERS = 5000


class RevokeForm(forms.Form):
    """Why a paper counts no more."""

    reason = CleanCharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept in the register; whoever verifies the paper is not told it."),
        max_length=300,
        error_messages={"required": gettext_lazy("Say why the paper counts no more.")},
    )


class AttendanceForm(forms.Form):
    """The numbers of those who signed, typed or pasted from a table; anything between them parts them."""

    numbers = CleanTextField(
        label=gettext_lazy("Numbers of those who signed"),
        help_text=gettext_lazy("As on the sheet, for example: 12, 15, 16. A column of a table can be pasted."),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 6, "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Type the number of at least one person.")},
    )

    def clean_numbers(self) -> list[int]:
        """The numbers in order, each once."""
        text: Any = self.cleaned_data["numbers"]
        strange = [word for word in re.split(r"[\s,;]+", text) if word and not NUMBERS.fullmatch(word)]
        if strange:
            words = _("This is no number: %(words)s.") % {"words": ", ".join(strange[:5])}
            raise ValidationError(words, code="invalid")
        found = list(dict.fromkeys(int(number) for number in NUMBERS.findall(text)))
        if len(found) > MOST_NUMBERS:
            raise ValidationError(_("At most %(most)d numbers at once.") % {"most": MOST_NUMBERS}, code="too_many")
        return found
