"""What is asked before a paper is made: language, format, and what the paper itself wants to know."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from core.languages import name_of

FORMATS = {
    "pdf": gettext_lazy("PDF, to be printed"),
    "docx": gettext_lazy("Word document, to be worked on"),
    "xlsx": gettext_lazy("Table (XLSX)"),
}


class PaperForm(forms.Form):
    """Language and format of a paper, and its own questions."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    format = forms.ChoiceField(label=gettext_lazy("Format"))

    def __init__(
        self,
        *args: Any,
        languages: list[str],
        formats: tuple[str, ...],
        questions: Mapping[str, forms.Field],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, name_of(code)) for code in languages]
        self.fields["format"].choices = [(code, FORMATS[code]) for code in formats]
        self.own = tuple(questions)
        self.fields.update(questions)

    def chosen(self) -> dict[str, str]:
        """The answers to the paper's own questions, as text; what was left open is left out."""
        answers = {name: self.cleaned_data[name] for name in self.own}
        return {name: _as_text(answer) for name, answer in answers.items() if answer not in (None, "", False, [])}


def _as_text(answer: Any) -> str:
    if answer is True:
        return "1"
    if isinstance(answer, list | tuple):
        return ",".join(map(str, answer))
    return str(getattr(answer, "pk", answer))
