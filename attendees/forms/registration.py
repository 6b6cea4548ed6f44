"""The public registration form: the questions of one category, sessions and consents."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.domain.registrations import Form
from attendees.enums import ConsentKind
from attendees.forms.person import PersonForm
from attendees.forms.sessions import SessionsField
from conference.enums import AskedField, PhotoRule
from conference.models import Category, Conference
from core.errors import DomainError, invalid
from core.times import local

CONSENTS = {
    "consent_notice": ConsentKind.NOTICE,
    "consent_photo": ConsentKind.PHOTO,
    "consent_contacts": ConsentKind.CONTACTS,
    "consent_future": ConsentKind.FUTURE,
}


def notice_label(conference: Conference) -> str:
    """The words beside the box, with a link to the notice; where the public may not read it, it stands on the page."""
    words = _("privacy notice, version %(version)d (opens in a new window)") % {"version": conference.privacy_version}
    # In a new window: following it must not lose what was typed.
    link = '<a href="{}" target="_blank" rel="noopener">{}</a>'
    if conference.is_public():
        notice = format_html(link, reverse("conference:privacy_notice", args=[conference.slug]), words)
    else:
        notice = _("privacy notice, version %(version)d") % {"version": conference.privacy_version}
    return format_html(_("I have read the {notice} and agree to it"), notice=notice)


def needs_notice() -> ValidationError:
    """What is wrong without the one consent that is needed."""
    remedy = {"remedy": _("Tick this box so that we may process your registration.")}
    return ValidationError(_("You have not yet agreed to the privacy notice"), code="required", params=remedy)


class RegistrationForm(PersonForm):
    """What one category is asked (CONTRACT.md names the fields). Cleans and never saves."""

    sessions = SessionsField()
    # Required, but the words beside it say what to do rather than what is missing.
    consent_notice = forms.BooleanField(required=False)
    consent_photo = forms.BooleanField(label=gettext_lazy("Photographs with me may be published"), required=False)
    consent_contacts = forms.BooleanField(
        label=gettext_lazy("My e-mail may be shared with other delegates"), required=False
    )
    consent_future = forms.BooleanField(label=gettext_lazy("You may invite me to later conferences"), required=False)
    not_columns = frozenset({"photo", "sessions", *CONSENTS})

    def __init__(self, category: Category, *, now: datetime, **kwargs: Any) -> None:
        super().__init__(category, today=local(now, category.conference.zone).date(), **kwargs)
        if "photo" in self.fields:
            self.fields["photo"].mark_optional = category.photo == PhotoRule.OPTIONAL
        if category.asks(AskedField.SESSIONS):
            self.fields["sessions"].offer(category)
        else:
            self.fields.pop("sessions", None)
        self.fields["consent_notice"].label = notice_label(category.conference)

    def clean(self) -> dict[str, Any]:
        """The whole form: a photo where one is needed, and the one consent that is."""
        cleaned = super().clean()
        if self.category.photo == PhotoRule.REQUIRED and not (self.sent_photo.kept or self.sent_photo.problem):
            self.add_error("photo", ValidationError(_("Choose a photo of yourself."), code="required"))
        if not cleaned.get("consent_notice"):
            self.add_error("consent_notice", needs_notice())
        return cleaned

    def refuse(self, refusal: DomainError) -> None:
        """Show at its place what only the domain could see."""
        name = "sessions" if refusal.code.startswith("session_") and "sessions" in self.fields else None
        self.add_error(name, invalid(refusal))

    def filled(self) -> Form:
        """The answers as the domain takes them."""
        consents: dict[str, bool] = {kind: bool(self.cleaned_data[name]) for name, kind in CONSENTS.items()}
        return Form(
            fields=self.columns() | {"photo": self.sent_photo.file},
            consents=consents,
            sessions=self.cleaned_data.get("sessions") or (),
        )
