"""What the secretariat fills in about a delegation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from attendees.enums import Capacity
from attendees.models import Delegate, Delegation
from conference.admin.forms import LocalTimeField
from conference.models import Conference
from core.fields import CleanCharField, CleanTextField, EmailField, PhoneField
from core.languages import name_of
from core.times import moment

#: More is no place in a list, and no number of places.
LAST_PLACE = MOST = 9999
#: Fields of Delegation that the form shows as they are.
OWN = ("revision", "quota_in_person", "quota_online", "deadline_at", "language", "remarks")


class WordsForm(forms.Form):
    """A note to the focal points, or the words in which a delegation declined."""

    text = CleanTextField(
        label=_("Words of your own"),
        help_text=_("A reminder carries them in the letter; otherwise they stay in the history."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class FocalPointForm(forms.Form):
    """Somebody who speaks for a delegation."""

    name = CleanCharField(label=_("Name"), max_length=200)
    position = CleanCharField(label=_("Position"), max_length=200, required=False)
    email = EmailField(label=_("E-mail"))
    phone = PhoneField(label=_("Phone"), required=False)
    language = forms.ChoiceField(label=_("Letters in"))

    def __init__(self, *args: Any, conference: Conference, language: str = "", **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_point_%s", **kwargs)
        self.fields["language"].choices = [(code, name_of(code)) for code in conference.languages]
        self.fields["language"].initial = language or conference.default_language


class ReplaceHeadForm(forms.Form):
    """Yes, the head is to be replaced (R-10)."""

    replace_head = forms.CharField(initial="1", widget=forms.HiddenInput)


class PartsForm(forms.Form):
    """The place in the order of the note, and the part, of everybody in a delegation."""

    def __init__(self, *args: Any, people: Sequence[Delegate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people
        for place, each in enumerate(people, start=1):
            self.fields[f"place-{each.number}"] = forms.IntegerField(
                label=_("Place"), min_value=1, max_value=LAST_PLACE, initial=place
            )
            self.fields[f"part-{each.number}"] = forms.ChoiceField(
                label=_("Part"), choices=[("", "–"), *Capacity.choices], required=False, initial=each.capacity
            )

    def rows(self) -> list[tuple[Delegate, forms.BoundField, forms.BoundField]]:
        """Everybody with the two fields."""
        return [(each, self[f"place-{each.number}"], self[f"part-{each.number}"]) for each in self.people]

    def clean(self) -> dict[str, Any]:
        """One head at most (R-10)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        heads = [each for each in self.people if cleaned.get(f"part-{each.number}") == Capacity.HEAD]
        for each in heads[1:]:
            text = _("A delegation has one head. Choose another part for one of them.")
            self.add_error(f"part-{each.number}", ValidationError(text, "head_exists"))
        return cleaned

    def numbers(self) -> list[int]:
        """The people by number in the order asked for; of equal places the one before comes first."""
        ordered = sorted(self.people, key=lambda each: self.cleaned_data[f"place-{each.number}"])
        return [each.number for each in ordered]

    def parts(self) -> dict[int, str]:
        """The part of everybody, by number."""
        return {each.number: self.cleaned_data[f"part-{each.number}"] for each in self.people}


def quota_field(label: Any) -> forms.IntegerField:
    """How many approved people a delegation may have at most."""
    return forms.IntegerField(
        label=label, help_text=_("Empty: no limit of its own."), required=False, min_value=0, max_value=MOST
    )


class DelegationForm(forms.Form):
    """What the secretariat may change of a delegation.

    What the form was opened with travels along, so that only what was changed is written (RC-23).
    The quotas are asked of those who may set them.
    """

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    quota_in_person = quota_field(_("Places in person"))
    quota_online = quota_field(_("Places online"))
    deadline_at = LocalTimeField(
        label=_("Deadline of its own"),
        help_text=_("Empty: the nomination deadline of the conference. In the conference's own time."),
        required=False,
    )
    language = forms.ChoiceField(label=_("Letters in"))
    category = forms.ChoiceField(label=_("Category"))
    remarks = CleanTextField(
        label=_("Internal remarks"),
        help_text=_("The delegation never sees them."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, delegation: Delegation, *args: Any, sets_quotas: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delegation, self.sets_quotas, conference = delegation, sets_quotas, delegation.conference
        if not sets_quotas:
            del self.fields["quota_in_person"], self.fields["quota_online"]
        self.categories = {str(each.pk): each for each in conference.categories.all()}
        self.fields["category"].choices = [(pk, str(each)) for pk, each in self.categories.items()]
        self.fields["language"].choices = [(code, name_of(code)) for code in conference.languages]
        for code in conference.languages:
            self.fields[f"name_{code}"] = CleanCharField(
                label=format_lazy("{} ({})", _("Name on papers"), name_of(code)), max_length=250, required=False
            )
        self.order_fields([*(name for name in self.fields if name != "remarks"), "remarks"])
        self.initial = self._opened()
        for name, each in self.fields.items():
            each.show_hidden_initial = name != "revision"

    def _opened(self) -> dict[str, Any]:
        names = {
            f"name_{code}": (self.delegation.name or {}).get(code, "") for code in self.delegation.conference.languages
        }
        own = {name: getattr(self.delegation, name) for name in OWN}
        return {**own, **names, "category": str(self.delegation.category_id)}

    def changes(self) -> dict[str, Any]:
        """What the officer changed, as fields of Delegation."""
        changed = {name: self.cleaned_data[name] for name in self.changed_data if name in OWN and name != "revision"}
        if "category" in self.changed_data:
            changed["category"] = self.categories[self.cleaned_data["category"]]
        names = {
            name.removeprefix("name_"): self.cleaned_data[name] for name in self.changed_data if name[:5] == "name_"
        }
        if names:
            texts = {**(self.delegation.name or {}), **names}
            changed["name"] = {code: text for code, text in texts.items() if text}
        return changed

    def merged(self, data: Any) -> Any:
        """What was sent, over what is stored now wherever this officer changed nothing."""
        fresh, data = DelegationForm(self.delegation, sets_quotas=self.sets_quotas), data.copy()
        for name, field in fresh.fields.items():
            if name == "revision":
                data[name] = str(self.delegation.revision)
                continue
            stored = field.widget.format_value(field.prepare_value(fresh.initial[name]))
            text = (stored[0] if stored else "") if isinstance(stored, list) else "" if stored is None else str(stored)
            data[f"initial-{name}"] = text
            if name not in self.changed_data:
                data[name] = text
        return data

    def said(self, name: str, value: Any) -> str:
        """A value in words, for the page that shows two versions."""
        if isinstance(value, datetime):
            return moment(value, self.delegation.conference.zone)
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, "–" if value in (None, "") else value))
