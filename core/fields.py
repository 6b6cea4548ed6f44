"""Form fields that store clean values: lines and blocks of text, names, telephone, e-mail."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import idna
import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from core.text import clean_block, clean_line, foreign_letters, letters_of, titlecase_name

#: A letter takes at most four bytes; real text of any script averages three or fewer.
BYTES_PER_LETTER = 3
TOO_MANY_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u0610-\u061a\u064b-\u065f\u20d0-\u20f0]{5}")


class CleanCharField(forms.CharField):
    """One line of text: cleaned first, then measured in letters and in bytes."""

    default_error_messages = {
        "max_length": ngettext_lazy(
            "This is too long: at most %(limit)d letter, you wrote %(length)d.",
            "This is too long: at most %(limit)d letters, you wrote %(length)d.",
            "limit",
        ),
        "max_bytes": _("This is too long for its letters: at most %(limit)d bytes, you wrote %(length)d."),
        "nul": _("This contains a character that cannot be stored. Type it again instead of pasting it."),
        "marks": _("Too many accents are stacked on one letter."),
    }

    def __init__(self, *, max_bytes: int | None = None, **kwargs: Any) -> None:
        super().__init__(**{"strip": True, **kwargs})
        self.max_bytes = max_bytes or (self.max_length * BYTES_PER_LETTER if self.max_length else None)
        # Django's own checks would speak first, of uncleaned text.
        self.validators = []

    def to_python(self, value: Any) -> str:
        """The text as it is stored. Its raw size is checked first, so that huge input costs nothing."""
        text = "" if value in self.empty_values else str(value)
        if "\0" in text:
            raise ValidationError(self.error_messages["nul"], code="nul")
        if self.max_length and len(text) > 20 * self.max_length + 1000:
            self._refuse("max_length", self.max_length, len(text))
        return self.tidy(text) or str(self.empty_value or "")

    def tidy(self, text: str) -> str:
        """How this field cleans its text."""
        return clean_line(text)

    def run_validators(self, value: Any) -> None:
        """Measure the cleaned text, then run the validators added from outside."""
        size = len(value.encode())
        if self.max_length and len(value) > self.max_length:
            self._refuse("max_length", self.max_length, len(value))
        if self.max_bytes and size > self.max_bytes:
            self._refuse("max_bytes", self.max_bytes, size)
        if TOO_MANY_MARKS.search(unicodedata.normalize("NFD", value)):
            raise ValidationError(self.error_messages["marks"], code="marks")
        super().run_validators(value)

    def _refuse(self, code: str, limit: int, length: int) -> None:
        raise ValidationError(self.error_messages[code], code=code, params={"limit": limit, "length": length})


class CleanTextField(CleanCharField):
    """Several lines of text."""

    widget = forms.Textarea

    def tidy(self, text: str) -> str:
        return clean_block(text)
