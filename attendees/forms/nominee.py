"""The questions about a person whom a delegation names: the public form, filled in by another.

Consents are not among them: only the person can give them, by the own link.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from attendees.domain.registrations import Form
from attendees.enums import Capacity, Modality, Sex
from attendees.forms.correction import CorrectionForm
from attendees.forms.layout import in_order
from attendees.forms.person import AcademicTitleField, PersonForm, RankField
from attendees.models import Delegate, Delegation
from core.errors import DomainError, invalid
from core.times import local

#: Question → label and hint, where they speak to "you" on the public form.
OF_ANOTHER: Mapping[str, tuple[Any, Any]] = {
    "country": (
        gettext_lazy("State represented"),
        gettext_lazy("The State, not the person's nationality: they may differ."),
    ),
    "family_name": (
        gettext_lazy("Family name in Latin letters, as in the passport"),
        gettext_lazy("For example: Japarov. No capitals needed."),
    ),
    "given_name": (
        pgettext_lazy("another person", "Given name in Latin letters"),
        gettext_lazy(
            "For example: Askar. With uulu or kyzy: Bekjan Nurlan uulu is Nurlan uulu (family) and Bekjan (given)."
        ),
    ),
    "single_name": (gettext_lazy("Has one name only"), ""),
    "cyrillic_given_name": (
        pgettext_lazy("another person", "Given name in Cyrillic letters"),
        gettext_lazy("For example: Аскар."),
    ),
    "patronymic": (pgettext_lazy("another person", "Patronymic"), gettext_lazy("For example: Өмүрбековна.")),
    "cyrillic_family_name": (
        pgettext_lazy("another person", "Family name in Cyrillic letters"),
        gettext_lazy("For example: Жапаров. Ң, Ө, Ү and other letters of the person's language are welcome."),
    ),
    "nationality": (gettext_lazy("Nationality"), gettext_lazy("As in the passport.")),
    "email": (
        gettext_lazy("E-mail"),
        gettext_lazy(
            "The personal link goes there. Several people may share one address: each gets a link of their own."
            " Leave it empty if there is none: then letters for this person come to you."
        ),
    ),
    "interpretation": (
        gettext_lazy("Interpretation"),
        gettext_lazy("The language the person would like to listen in."),
    ),
    "accessibility": (
        gettext_lazy("What the person needs to take part"),
        gettext_lazy("For example: a place for a wheelchair, an assistant, large print."),
    ),
    "photo": (
        gettext_lazy("Photo"),
        gettext_lazy("The face from the front, as in a passport: JPEG, PNG or WebP, at most 10 MB."),
    ),
}
#: What is said when a needed answer is missing.
NEEDED = {
    "country": gettext_lazy("Choose the State represented."),
    "organisation": gettext_lazy("Write the official name of the organisation."),
    "position": gettext_lazy("Write the position."),
    "sex": gettext_lazy("Choose one answer; “not known” is one too."),
}
#: What the person can add by the own link, or has not told the delegation.
CAN_WAIT = ("date_of_birth", "nationality", "email", "photo")
#: Here the browser would offer the focal point's own data.
OFFERED = set("family_name given_name organisation position email phone date_of_birth nationality".split())
SAYS: Mapping[str, Any] = {
    "two_names": gettext_lazy("You ticked “one name only”, but wrote two. Take out one, or the tick."),
    "given_name": gettext_lazy("Write the given name."),
    "family_name": gettext_lazy("Write the family name. If the person has one name only, tick the box below."),
    "one_name": gettext_lazy("Write the name."),
    "suggestion": gettext_lazy("We suggest “%(name)s”, from the name in Cyrillic. Check it against the passport."),
    "date_of_birth": gettext_lazy("Check the year of birth."),
}
NAME = (
    "title academic_title rank family_name given_name single_name cyrillic_family_name cyrillic_given_name patronymic"
    " sex"
).split()
SECTIONS: list[tuple[str, Any, tuple[str, ...]]] = [
    ("name", gettext_lazy("The person's name"), tuple(NAME)),
    (
        "represents",
        gettext_lazy("In the delegation"),
        ("capacity", "country", "organisation", "position", "modality"),
    ),
    ("reach", gettext_lazy("How we reach the person"), ("email", "phone", "language")),
    ("photo", gettext_lazy("Photo"), ("photo",)),
    (
        "more",
        gettext_lazy("What you know already"),
        ("date_of_birth", "nationality", "interpretation", "diet", "accessibility"),
    ),
]
NOTES = {
    "title": gettext_lazy(
        "We print the name on the badge and in the list of participants exactly as you write it here, in both scripts."
    ),
    "date_of_birth": gettext_lazy("Everything here may stay empty: the person adds it by the own link."),
}


def capacity_choices() -> list[tuple[str, Any]]:
    """The parts one may have in a delegation, and none."""
    return [("", gettext_lazy("No part named")), *Capacity.choices]


class NomineeForm(PersonForm):
    """Somebody the delegation names, or names in another's place. Cleans and never saves."""

    academic_title = AcademicTitleField()
    rank = RankField()
    capacity = forms.ChoiceField(
        label=gettext_lazy("Part in the delegation"),
        help_text=gettext_lazy("One person is the head. You can change it later."),
        choices=capacity_choices,
        required=False,
        widget=forms.Select(attrs={"class": "w-m"}),
    )
    modality = forms.ChoiceField(
        label=gettext_lazy("How the person takes part"),
        choices=Modality.choices,
        initial=Modality.IN_PERSON,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one answer.")},
    )
    says, sections, notes = SAYS, SECTIONS, NOTES
    not_columns = frozenset({"photo", "capacity"})

    def __init__(
        self,
        delegation: Delegation,
        *,
        now: datetime,
        without: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        today = local(now, delegation.conference.zone).date()
        super().__init__(delegation.category, today=today, **kwargs)
        self.delegation = delegation
        for name in {*without, *_settled(delegation)}:
            self.fields.pop(name, None)
        speak_of_another(self)
        self._begin_with(delegation)

    def _begin_with(self, delegation: Delegation) -> None:
        self.fields["language"].initial = delegation.language
        if delegation.organisation_id and "organisation" in self.fields:
            self.fields["organisation"].initial = str(delegation)

    def _state(self) -> str:
        return super()._state() or self.delegation.country_id or ""

    def refuse(self, refusal: DomainError) -> None:
        """Show at its place what only the domain could see; a head there is already is replaced later (R-10)."""
        if refusal.code == "head_exists":
            remedy = _("Choose another part now. On the page of the person you can then make this person the head.")
            self.add_error("capacity", invalid(refusal, remedy=remedy))
        else:
            self.add_error(None, invalid(refusal))

    def filled(self) -> Form:
        """The answers as the domain takes them: no consents, those are the person's."""
        columns = self.columns()
        if columns.get("nationality") is None:
            columns.pop("nationality", None)
        return Form(fields=columns | {"photo": self.sent_photo.file})

    @property
    def capacity_chosen(self) -> str:
        """The part in the delegation."""
        return str(self.cleaned_data.get("capacity") or "")


class NomineeChangeForm(CorrectionForm):
    """The answers of one nominated person, to be changed by the focal point. Cleans and never saves."""

    says, sections, notes = SAYS, SECTIONS, NOTES

    def __init__(self, delegate: Delegate, *, allowed: Iterable[str], now: datetime, **kwargs: Any) -> None:
        settled = _settled(delegate.delegation) if delegate.delegation else set()
        super().__init__(delegate, allowed=frozenset(allowed) - settled, now=now, **kwargs)
        speak_of_another(self)

    def _state(self) -> str:
        return super()._state() or self.delegate.country_id or ""

    def _kept_name(self) -> str:
        return str(gettext_lazy("The photo")) if self.delegate.photo else ""


def _settled(delegation: Delegation) -> set[str]:
    """What the delegation itself has answered: its State, and that nobody takes part online where it has no place."""
    found = {"country"} if delegation.country_id else set()
    return found if delegation.quota_online is not None else found | {"modality"}


def speak_of_another(form: PersonForm) -> None:
    """Ask about the person instead of "you", and insist on nothing that the person can add."""
    for name, (label, hint) in OF_ANOTHER.items():
        if name in form.fields:
            form.fields[name].label, form.fields[name].help_text = label, hint
    for name in CAN_WAIT:
        if name in form.fields:
            form.fields[name].required = False
    form.order_fields(in_order(SECTIONS))
    for name, words in NEEDED.items():
        if name in form.fields:
            form.fields[name].error_messages["required"] = words
    for name in OFFERED & form.fields.keys():
        form.fields[name].widget.attrs["autocomplete"] = "off"
    if "sex" in form.fields:
        unknown = (Sex.NOT_STATED.value, gettext_lazy("Not known, or the person prefers not to say"))
        form.fields["sex"].choices = [*(pair for pair in Sex.choices if pair[0] != Sex.NOT_STATED), unknown]
