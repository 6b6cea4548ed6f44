"""What officers fill in about a delegate: decisions with their reasons, corrections, new people."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.domain.bulk import Why
from attendees.enums import Capacity, Excellency, IdentityProtection, Modality, Reason, Sex
from attendees.forms.person import COLUMNS, AcademicTitleField, PersonForm, RankField
from attendees.forms.positions import PositionField
from attendees.models import Delegate, Delegation
from conference.domain import countries
from conference.models import Category
from core.fields import CleanCharField, CleanTextField
from core.languages import name_of

#: Seen and changed only with the right to sensitive data.
SENSITIVE = ("date_of_birth", "phone", "diet", "accessibility")
#: The parts of a name are stored together or not at all.
NAME = ("family_name", "given_name", "single_name")
#: The position once more, a field for each language of the conference.
POSITIONS = {f"position_{code}": code for code in settings.CONFERENCE_LANGUAGES}
ORDER = (
    "category delegation capacity replace_head modality title excellency academic_title rank family_name given_name"
    " cyrillic_family_name cyrillic_given_name patronymic single_name list_name badge_name country organisation"
    f" position {' '.join(POSITIONS)} sex nationality email language"
).split()


class ReasonForm(forms.Form):
    """Why somebody is sent back, rejected or revoked: a code, words for the person, a remark for us (R-26)."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), error_messages={"required": gettext_lazy("Choose a reason.")}
    )
    text = CleanTextField(
        label=gettext_lazy("Words to the person"),
        help_text=gettext_lazy("Stands in the letter below the reason. In the language of the person."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    remark = CleanTextField(
        label=gettext_lazy("Internal remark"),
        help_text=gettext_lazy("The person never sees it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, reasons: list[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [("", _("Choose a reason")), *((each.value, each.label) for each in reasons)]

    def clean(self) -> dict[str, Any]:
        """A reason that says nothing needs words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", ValidationError(_("Tell the person in words what is the matter."), "required"))
        return cleaned

    def why(self) -> Why:
        """The reason as the domain takes it."""
        return Why(Reason(self.cleaned_data["reason"]), self.cleaned_data["text"], self.cleaned_data["remark"])


class OverrideForm(forms.Form):
    """Why a manager seats somebody above a limit (R-01)."""

    override = CleanCharField(
        label=gettext_lazy("Reason for exceeding the limit"),
        help_text=gettext_lazy("Kept in the history; the person never sees it."),
        max_length=300,
    )


class WaiveForm(forms.Form):
    """Why a manager approves somebody whom no verified paper names yet (R-07)."""

    document_pending = CleanCharField(
        label=gettext_lazy("Why the paper need not be waited for"),
        help_text=gettext_lazy("Kept in the history; the person never sees it."),
        max_length=300,
    )


class StateField(forms.ChoiceField):
    """A State from a plain list in the order of the reader's language."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lambda: [("", "–"), *countries.choices(get_language() or "en")], **kwargs)


class OfficerForm(PersonForm):
    """A delegate's data as officers see them: short labels, little required, more fields than the public form."""

    country = StateField(required=False)
    nationality = StateField(required=False)
    list_name = CleanCharField(required=False, help_text=gettext_lazy("Only where it differs."))
    badge_name = CleanCharField(required=False, help_text=gettext_lazy("Only where it differs."))
    excellency = forms.ChoiceField(choices=Excellency.choices, initial=Excellency.NO)
    academic_title = AcademicTitleField()
    rank = RankField()
    delegation = forms.ChoiceField(required=False)
    capacity = forms.ChoiceField(
        choices=[("", "–"), *Capacity.choices],
        required=False,
        help_text=gettext_lazy("The part is in the delegation chosen here."),
    )
    modality = forms.ChoiceField(choices=Modality.choices, initial=Modality.IN_PERSON)
    sponsored = forms.BooleanField(required=False)
    identity_protection = forms.ChoiceField(choices=IdentityProtection.choices, initial=IdentityProtection.STANDARD)
    protocol_rank = forms.IntegerField(
        min_value=0, max_value=32767, required=False, help_text=gettext_lazy("The lower, the earlier.")
    )
    remarks = CleanTextField(
        max_length=2000,
        required=False,
        help_text=gettext_lazy("The person never sees it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ORDER

    def __init__(
        self,
        category: Category,
        *,
        today: date,
        sensitive: bool,
        delegations: Sequence[Delegation] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(category, today=today, **kwargs)
        self._offer_delegations(delegations)
        self._ask_positions()
        for name in SENSITIVE:
            if not sensitive:
                self.fields.pop(name, None)
        for name, each in self.fields.items():
            if name not in ("revision", "category") and (column := COLUMNS.get(name, name)) in _FIELDS:
                each.label = Delegate.label_of(column)
                each.required = name in ("language", "excellency", "modality", "identity_protection")
        self.fields["sex"].widget = forms.Select(choices=Sex.choices)
        self.fields["sex"].choices, self.fields["sex"].initial = Sex.choices, Sex.NOT_STATED
        self.fields["single_name"].label = _("Has one name only")
        for name in ("country", "organisation", "email", "family_name", "given_name"):
            if name in self.fields:
                self.fields[name].help_text = ""

    def _ask_positions(self) -> None:
        """The position in each language of the conference, where the category is asked for one."""
        if "position" not in self.fields:
            return
        for code in self.conference.languages:
            label = _("Position: %(language)s") % {"language": name_of(code)}
            self.fields[f"position_{code}"] = PositionField(code, label=label)
        self.order_fields(ORDER)

    def _offer_delegations(self, delegations: Sequence[Delegation]) -> None:
        """Those of the conference; without any there is nothing to choose."""
        self.delegations = {str(each.pk): each for each in delegations}
        if not delegations:
            del self.fields["delegation"], self.fields["capacity"]
            return
        named = [(pk, f"{each} ({each.category})") for pk, each in self.delegations.items()]
        self.fields["delegation"].choices = [("", _("No delegation")), *named]
        if "replace_head" in self.data:
            self.offer_to_replace_head()

    def offer_to_replace_head(self) -> None:
        """Ask whether whoever is head is to step aside (R-10)."""
        self.fields["replace_head"] = forms.BooleanField(
            label=_("Replace the head: who is it now becomes a representative"), required=False
        )
        self.order_fields(ORDER)

    def refuse_second_head(self, words: str) -> None:
        """Say who is head, and offer the choice (R-10)."""
        self.offer_to_replace_head()
        self.add_error("capacity", ValidationError(words, code="head_exists"))

    def clean_sex(self) -> str:
        """Not asked is not stated (R-65)."""
        return self.cleaned_data["sex"] or Sex.NOT_STATED

    def clean(self) -> dict[str, Any]:
        """A part is in a delegation."""
        cleaned = super().clean()
        if cleaned.get("capacity") and not cleaned.get("delegation"):
            self.add_error("delegation", ValidationError(_("Choose the delegation for this part."), "required"))
        return cleaned

    def part(self) -> str | None:
        """The part in the delegation that was asked for; None where it stays as it is."""
        return str(self.cleaned_data["capacity"]) if "capacity" in self.fields else None

    def replaces_head(self) -> bool:
        """Whether the head may be made to step aside."""
        return bool(self.cleaned_data.get("replace_head"))

    def columns(self) -> dict[str, Any]:
        """The answers as fields of Delegate; the texts of the position together, as they are stored."""
        said = super().columns()
        texts = {POSITIONS[name]: said.pop(name) for name in list(said) if name in POSITIONS}
        return said | {"positions": _without_gaps(texts)}

    def _column(self, name: str) -> Any:
        if name == "delegation":
            return self.delegations.get(self.cleaned_data[name])
        return super()._column(name)


def _without_gaps(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: text for code, text in texts.items() if text}


_FIELDS = {field.name for field in Delegate._meta.concrete_fields}
_COLUMNS = {field.attname for field in Delegate._meta.concrete_fields}


class NewDelegateForm(OfficerForm):
    """Somebody an officer brings in, from a letter or by telephone."""

    consent_notice = forms.BooleanField(
        required=False,
        label=gettext_lazy("The person has agreed to the privacy notice"),
        help_text=gettext_lazy("Leave it empty when you do not know: it is then shown as missing."),
    )
    submission_key = CleanCharField(widget=forms.HiddenInput, max_length=80)
    not_columns = frozenset({"photo", "consent_notice", "submission_key", "capacity", "replace_head"})


class SubstituteForm(NewDelegateForm):
    """Whoever takes an approved person's seat; the part in the delegation is that person's."""


class CorrectionForm(OfficerForm):
    """A correction. What the form was opened with travels along, so that only what was changed is written."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    not_columns = frozenset({"photo", "revision", "capacity", "replace_head"})

    def __init__(self, delegate: Delegate, *, categories: list[Category], **kwargs: Any) -> None:
        self.delegate, self.categories = delegate, {str(each.pk): each for each in categories}
        super().__init__(delegate.category, **kwargs)
        self.initial = self._opened(delegate)
        self.fields["category"].choices = [(pk, str(each)) for pk, each in self.categories.items()]
        for name, each in self.fields.items():
            each.show_hidden_initial = name not in ("photo", "revision", "replace_head")
        if "position" in self.fields:
            words = _("When the position changes, its texts in other languages go, unless you write them anew.")
            self.fields["position"].help_text = words

    def part(self) -> str | None:
        """The part, where it was changed or another delegation was chosen."""
        return super().part() if {"capacity", "delegation"} & set(self.changed_data) else None

    def _opened(self, delegate: Delegate) -> dict[str, Any]:
        related = {name: f"{name}_id" for name in ("country", "nationality", "category", "delegation")}
        keys = {**related, **COLUMNS}
        names = [name for name in self.fields if keys.get(name, name) in _COLUMNS and name != "photo"]
        texts = {name: delegate.positions.get(code, "") for name, code in POSITIONS.items() if name in self.fields}
        return {name: getattr(delegate, keys.get(name, name)) for name in names} | texts

    def changes(self) -> dict[str, Any]:
        """What the officer changed, as fields of Delegate."""
        names = {name for name in self.changed_data if name not in self.not_columns}
        texts = {POSITIONS[name]: self.cleaned_data[name] for name in names & POSITIONS.keys()}
        names -= POSITIONS.keys()
        if names & set(NAME):
            names |= {name for name in NAME if name in self.fields}
        changes = {COLUMNS.get(name, name): self._column(name) for name in sorted(names)}
        if texts:
            # Of another position nothing stays but what was written anew.
            kept = {} if "position" in changes else self.delegate.positions
            changes["positions"] = _without_gaps({**kept, **texts})
        return changes

    def _column(self, name: str) -> Any:
        if name == "category":
            return self.categories[self.cleaned_data[name]]
        return super()._column(name)
