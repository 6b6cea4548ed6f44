"""Completing a registration that another began: the consents, and what nobody has answered yet."""

from collections.abc import Iterable
from copy import deepcopy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from attendees.enums import Sex
from attendees.forms.correction import CorrectionForm
from attendees.forms.layout import NOTES, in_order
from attendees.forms.registration import CONSENTS, RegistrationForm, needs_notice, notice_label
from attendees.models import Delegate

#: What the person may fill in where it is empty.
BLANKS = (
    "position",
    "cyrillic_family_name",
    "cyrillic_given_name",
    "patronymic",
    "date_of_birth",
    "nationality",
    "email",
    "phone",
    "interpretation",
    "diet",
    "accessibility",
    "photo",
)
#: A key tells that there is an answer, without a statement for it.
COLUMN_OF = {"nationality": "nationality_id"}
SECTIONS: list[tuple[str, Any, tuple[str, ...]]] = [
    ("agreement", gettext_lazy("Your agreement"), tuple(CONSENTS)),
    (
        "blanks",
        gettext_lazy("What is still missing"),
        (
            "sex",
            "cyrillic_family_name",
            "cyrillic_given_name",
            "patronymic",
            "position",
            "date_of_birth",
            "nationality",
        ),
    ),
    ("reach", gettext_lazy("How we reach you"), ("email", "phone")),
    ("photo", gettext_lazy("Your photo"), ("photo",)),
    ("day", gettext_lazy("At the conference"), ("interpretation", "diet", "accessibility")),
]


class CompletionForm(CorrectionForm):
    """The consents, and the questions without an answer. Cleans and never saves."""

    sections = SECTIONS
    notes = {"consent_photo": NOTES["consent_photo"]}
    not_columns = frozenset({"photo", *CONSENTS})

    def __init__(self, delegate: Delegate, *, allowed: Iterable[str], now: datetime, **kwargs: Any) -> None:
        super().__init__(delegate, allowed=frozenset(allowed) & blanks(delegate), now=now, **kwargs)
        for name in CONSENTS:
            self.fields[name] = deepcopy(RegistrationForm.base_fields[name])
        self.fields["consent_notice"].label = notice_label(delegate.conference)
        self.order_fields(in_order(SECTIONS))
        for name in ("email", "photo"):
            # Who came so far without is not held up now.
            if name in self.fields:
                self.fields[name].required, self.fields[name].mark_optional = False, True
        if "sex" in self.fields:
            self.initial.pop("sex", None)

    def clean(self) -> dict[str, Any]:
        """The one consent that is needed."""
        cleaned = super().clean()
        if not cleaned.get("consent_notice"):
            self.add_error("consent_notice", needs_notice())
        return cleaned

    def consents(self) -> dict[str, bool]:
        """The answers by kind of consent; what is not ticked is a no."""
        return {kind: bool(self.cleaned_data[name]) for name, kind in CONSENTS.items()}


def blanks(delegate: Delegate) -> frozenset[str]:
    """The questions nobody has answered; sex is asked of the person where another did not know it (R-65)."""
    empty = {name for name in BLANKS if not getattr(delegate, COLUMN_OF.get(name, name))}
    return frozenset(empty | ({"sex"} if delegate.sex == Sex.NOT_STATED else set()))
