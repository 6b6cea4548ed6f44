"""The data on a delegate's own page: question, answer, and whether it can be changed there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.forms.person import unasked
from attendees.models import Delegate
from conference.domain import countries
from conference.enums import LANGUAGE_WORDS
from core.languages import name_of

#: The questions that speak to "you", for whoever looks at another's data.
OF_ANOTHER = {
    "country": gettext_lazy("State represented"),
    "accessibility": gettext_lazy("What the person needs to take part"),
}
#: Shown when nothing was answered too, because it can be added.
ALWAYS = {"diet", "accessibility", "phone"}


@dataclass(frozen=True)
class Line:
    """One answer; `field` is where a change begins. It is made at once, or asked for."""

    field: str
    question: str
    answer: str
    can_change: bool
    language: str = ""
    can_ask: bool = False


def lines(
    delegate: Delegate,
    allowed: Collection[str],
    *,
    asked: Collection[str] = (),
    spoken: Mapping[str, Any] = MappingProxyType({}),
) -> list[Line]:
    """The delegate's answers in the order of the form; telephone and date of birth are masked.

    `asked` are the fields whose change is asked for where it is not allowed at once. `spoken` words some of the
    questions otherwise.
    """
    hidden = unasked(delegate.category)
    found = [
        Line(
            field,
            str(spoken.get(field, question)),
            answer,
            field in allowed,
            _language_of(field),
            field in asked and field not in allowed,
        )
        for field, question, answer in _answers(delegate)
        if field not in hidden
    ]
    return [line for line in found if line.answer or (line.field in ALWAYS and line.can_change)]


def _language_of(field: str) -> str:
    return "ky" if field.startswith("cyrillic") else ""


def _answers(delegate: Delegate) -> list[tuple[str, str, str]]:
    return [
        ("country", _("State you represent"), _state(delegate.country_id)),
        ("organisation", _("Ministry, service or organisation"), delegate.organisation),
        ("position", _("Position"), delegate.position),
        ("title", _("Courtesy title"), delegate.get_title_display() if delegate.title else ""),
        ("academic_title", _("Academic title"), delegate.academic_title),
        ("rank", _("Rank"), delegate.rank),
        ("family_name", _("In Latin letters"), delegate.spoken_name),
        ("cyrillic_family_name", _("In Cyrillic letters"), delegate.cyrillic_name),
        ("sex", _("Sex"), delegate.get_sex_display()),
        ("date_of_birth", _("Date of birth"), "••.••." + delegate.date_of_birth[:4] if delegate.date_of_birth else ""),
        ("nationality", _("Nationality"), _state(delegate.nationality_id)),
        ("email", _("E-mail"), delegate.email),
        ("phone", _("Mobile phone"), masked_phone(delegate.phone)),
        ("language", _("Letters in"), name_of(delegate.language)),
        ("interpretation", _("Interpretation"), str(LANGUAGE_WORDS.get(delegate.interpretation, ""))),
        ("diet", _("Food"), delegate.diet),
        ("accessibility", _("What you need to take part"), delegate.accessibility),
    ]


def _state(iso2: str | None) -> str:
    return countries.name(iso2, get_language() or "en") if iso2 else ""


def masked_phone(number: str) -> str:
    """`+996 55• ••• •45`: enough for its owner to know it again."""
    if not number:
        return ""
    return f"{number[:6]}{'•' * max(0, len(number) - 8)}{number[-2:]}"
