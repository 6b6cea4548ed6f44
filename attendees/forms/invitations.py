"""What the secretariat fills in to invite: one delegation, a pasted list, a regional group."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from attendees.domain.invitation_lines import LONGEST_NAME, Asked
from attendees.domain.invitations import Line, LineKind, Terms
from attendees.forms.delegations import quota_field
from conference.admin.forms import LocalTimeField
from conference.enums import RegionalGroup
from conference.forms.country_picker import CountryField
from conference.models import Conference, Organisation
from core.fields import CleanCharField, CleanTextField, EmailField
from core.languages import name_of

LONGEST_LIST = 100_000
GROUPS = [(group.value, group.label) for group in RegionalGroup if group != RegionalGroup.NONE]


class TermsForm(forms.Form):
    """What holds for all that are invited together."""

    category = forms.ChoiceField(label=_("Category"))
    quota_in_person = quota_field(_("Places in person"))
    quota_online = quota_field(_("Places online"))
    language = forms.ChoiceField(label=_("Letters in"))
    deadline_at = LocalTimeField(
        label=_("Deadline of its own"),
        help_text=_("Empty: the nomination deadline of the conference. In the conference's own time."),
        required=False,
    )
    send = forms.BooleanField(
        label=_("Send the invitations at once"),
        help_text=_("To those with a focal point. Otherwise invite them from the list when you are ready."),
        required=False,
    )

    def __init__(self, *args: Any, conference: Conference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.conference = conference
        self.categories = {each.code: each for each in conference.categories.all()}
        self.fields["category"].choices = [(code, str(each)) for code, each in self.categories.items()]
        self.fields["language"].choices = [(code, name_of(code)) for code in conference.languages]
        self.order_fields([*(name for name in self.fields if name != "send"), "send"])

    def terms(self) -> Terms:
        """The same for the domain."""
        cleaned = self.cleaned_data
        return Terms(
            category=self.categories[cleaned["category"]],
            language=cleaned["language"],
            quota_in_person=cleaned["quota_in_person"],
            quota_online=cleaned["quota_online"],
            deadline_at=cleaned["deadline_at"],
            send=cleaned["send"],
        )


class PasteForm(TermsForm):
    """A list as it stands in a letter or a spreadsheet."""

    text = CleanTextField(
        label=_("The list, one State or organisation a line"),
        help_text=_(
            "For example: Kazakhstan; 5; Aigerim Sadykova; a@mfa.example.org; ru. "
            "Only the name is needed. Cells copied from a spreadsheet are fine."
        ),
        max_length=LONGEST_LIST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    field_order = ["text"]


class GroupForm(TermsForm):
    """All Member States of a regional group that are not there yet."""

    group = forms.ChoiceField(label=_("Regional group"), choices=GROUPS)
    field_order = ["group"]


class InviteForm(TermsForm):
    """One State or organisation, with the person who speaks for it."""

    country = CountryField(label=_("State"), required=False, autocomplete="", empty_label=_("No State"))
    organisation = forms.ModelChoiceField(
        label=_("Or an organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("No organisation"),
    )
    new_organisation = CleanCharField(label=_("Or a new organisation"), max_length=250, required=False)
    person = CleanCharField(label=_("Focal point: name"), max_length=LONGEST_NAME, required=False)
    position = CleanCharField(label=_("Focal point: position"), max_length=LONGEST_NAME, required=False)
    email = EmailField(label=_("Focal point: e-mail"), required=False)
    field_order = ["country", "organisation", "new_organisation", "category"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = self.conference.organisations.all()

    def clean(self) -> dict[str, Any]:
        """One of the three, and somebody to write to where a letter is to leave."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        entities = [name for name in ("country", "organisation", "new_organisation") if cleaned.get(name)]
        if len(entities) != 1 and not self.errors:
            text = _("Choose a State or an organisation, and only one of them.")
            self.add_error("country", ValidationError(text, "no_entity"))
        if not cleaned.get("email") and (cleaned.get("send") or cleaned.get("person")) and "email" not in self.errors:
            self.add_error("email", ValidationError(_("Say where the invitation goes."), "required"))
        return cleaned

    def line(self) -> Line:
        """The same as a line of a plan."""
        cleaned = self.cleaned_data
        asked = Asked(person=cleaned["person"], position=cleaned["position"], email=cleaned["email"])
        return Line(
            number=1,
            kind=LineKind.OFFERED if cleaned["new_organisation"] else LineKind.NEW,
            name=cleaned["new_organisation"],
            asked=asked,
            terms=self.terms(),
            country=cleaned["country"],
            organisation=cleaned["organisation"],
        )
