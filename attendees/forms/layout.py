"""In which order the questions stand, and under which heading."""

from collections.abc import Iterable, Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy

from attendees.forms.sessions import SessionsField

#: Heading → questions; a heading without a question is left out.
SECTIONS: list[tuple[str, Any, tuple[str, ...]]] = [
    ("represents", gettext_lazy("Whom you represent"), ("country", "organisation", "position")),
    (
        "name",
        gettext_lazy("Your name"),
        (
            "title",
            "academic_title",
            "rank",
            "family_name",
            "given_name",
            "single_name",
            "cyrillic_family_name",
            "cyrillic_given_name",
            "patronymic",
            "sex",
            "date_of_birth",
            "nationality",
        ),
    ),
    ("reach", gettext_lazy("How we reach you"), ("email", "phone", "language")),
    ("photo", gettext_lazy("Your photo"), ("photo",)),
    ("day", gettext_lazy("At the conference"), ("interpretation", "diet", "accessibility", "sessions")),
    (
        "agreement",
        gettext_lazy("Your agreement"),
        ("consent_notice", "consent_photo", "consent_contacts", "consent_future"),
    ),
]
#: Said above the first question of a section, or before the one named.
NOTES = {
    "family_name": gettext_lazy(
        "We print your name on the badge and in the list of participants exactly as you write it here, in both scripts."
    ),
    "consent_photo": gettext_lazy("The next three are free: say no and nothing changes for you."),
}


def sections_of(form: forms.Form) -> list[tuple[str, Any, list[str]]]:
    """The sections with the questions this form asks; a form may bring sections of its own."""
    sections = getattr(form, "sections", SECTIONS)
    asked = [(code, title, [name for name in names if _is_asked(form, name)]) for code, title, names in sections]
    return [section for section in asked if section[2]]


def in_order(sections: Iterable[tuple[str, Any, tuple[str, ...]]]) -> list[str]:
    """The questions as they stand on the page: errors are summed up in the same order."""
    return [name for _code, _title, names in sections for name in names]


def _is_asked(form: forms.Form, name: str) -> bool:
    """Where there is nothing to choose, nothing is asked."""
    field = form.fields.get(name)
    return field is not None and (not isinstance(field, SessionsField) or bool(field.loaded()))


def helper_for(form: forms.Form) -> FormHelper:
    """How crispy draws the form: fieldsets only, the <form> and its buttons are the template's."""
    helper = FormHelper(form)
    helper.form_tag = False
    helper.disable_csrf = True
    helper.include_media = False
    notes = getattr(form, "notes", NOTES)
    sections = sections_of(form)
    helper.layout = Layout(*(Fieldset(title, *_with_notes(names, notes)) for _code, title, names in sections))
    return helper


def _with_notes(names: Iterable[str], notes: Mapping[str, Any]) -> Iterable[Any]:
    for name in names:
        if name in notes:
            yield HTML(f'<p class="quiet">{notes[name]}</p>')
        yield name
