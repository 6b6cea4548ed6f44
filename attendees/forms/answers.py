"""The answers of a form in words, to be checked before they are sent."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from attendees.enums import ConsentKind
from attendees.forms.layout import sections_of
from attendees.forms.registration import CONSENTS, RegistrationForm
from attendees.forms.sessions import when
from conference.domain import countries

#: Asked together, so shown together: the row → its fields, the first of them is where a change begins.
TOGETHER = {
    "family_name": ("given_name", "family_name"),
    "cyrillic_family_name": ("cyrillic_family_name", "cyrillic_given_name", "patronymic"),
}
HIDDEN = {"given_name", "single_name", "cyrillic_given_name", "patronymic"}


@dataclass(frozen=True)
class Line:
    """One question and its answer; `typed` is what we write otherwise than it was typed (R-29)."""

    name: str
    anchor: str
    question: str
    answer: str
    typed: str = ""
    language: str = ""


@dataclass(frozen=True)
class Section:
    """The answers under one heading."""

    code: str
    title: str
    lines: list[Line]


def summary(form: RegistrationForm) -> list[Section]:
    """Every answer of a valid form, in the order of its questions."""
    typed = form.rewritten()
    return [
        Section(code, str(title), [_line(form, name, typed) for name in names if name not in HIDDEN])
        for code, title, names in sections_of(form)
    ]


def _line(form: RegistrationForm, name: str, typed: dict[str, str]) -> Line:
    field = form[name]
    together = TOGETHER.get(name, ())
    anchor = f"{field.auto_id}_0" if field.use_fieldset else field.auto_id
    return Line(
        name=name,
        anchor=anchor,
        question=str(QUESTIONS[name]()) if name in QUESTIONS else str(field.label),
        answer=_answer(form, name),
        typed=" ".join(typed[part] for part in together if part in typed),
        language="ky" if name.startswith("cyrillic") else "",
    )


def _answer(form: RegistrationForm, name: str) -> str:
    if name in TOGETHER:
        parts = (form.cleaned_data.get(part) for part in TOGETHER[name])
        return " ".join(part for part in parts if part)
    if name == "consent_notice":
        return _("Agreed, version %(version)d") % {"version": form.conference.privacy_version}
    if name in CONSENTS:
        return _("Yes") if form.cleaned_data[name] else _("No")
    if name == "photo":
        return form.sent_photo.name
    value = form.cleaned_data.get(name)
    return WORDS.get(name, _chosen)(form, name, value) if value else ""


def _chosen(form: RegistrationForm, name: str, value: Any) -> str:
    choices = dict(getattr(form.fields[name], "choices", ()))
    return str(choices.get(value, value))


def _country(form: RegistrationForm, name: str, value: str) -> str:
    return countries.name(value, get_language() or "en")


def _day(form: RegistrationForm, name: str, value: str) -> str:
    year, month, day = value.split("-")
    return f"{day}.{month}.{year}"


def _sessions(form: RegistrationForm, name: str, value: list[Any]) -> str:
    return "\n".join(f"{session} ({when(session)})" for session in value)


WORDS: dict[str, Callable[[RegistrationForm, str, Any], str]] = {
    "country": _country,
    "nationality": _country,
    "date_of_birth": _day,
    "sessions": _sessions,
}
#: Shorter than the question on the form.
QUESTIONS: dict[str, Callable[[], str]] = {
    "family_name": lambda: _("In Latin letters"),
    "cyrillic_family_name": lambda: _("In Cyrillic letters"),
    "consent_notice": lambda: str(ConsentKind.NOTICE.label),
    "consent_photo": lambda: str(ConsentKind.PHOTO.label),
    "consent_contacts": lambda: str(ConsentKind.CONTACTS.label),
    "consent_future": lambda: str(ConsentKind.FUTURE.label),
}
