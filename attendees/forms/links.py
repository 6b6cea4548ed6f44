"""Asking for a lost link, and choosing sessions: two small forms of a delegate's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from attendees.forms.sessions import SessionsField
from attendees.models import Delegate
from core.errors import DomainError, invalid
from core.fields import EmailField


class LinkForm(forms.Form):
    """The address a lost link is sent to."""

    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("The address our letters come to."),
        error_messages={"required": gettext_lazy("Write the address our letters come to.")},
    )


class SessionsForm(forms.Form):
    """The sessions of one delegate."""

    sessions = SessionsField(help_text=gettext_lazy("You cannot be in two at the same time."))

    def __init__(self, delegate: Delegate, *, held: dict[int, str], **kwargs: Any) -> None:
        super().__init__(initial={"sessions": list(held.values())}, **kwargs)
        delegate.category.conference = delegate.conference  # known already: no statement for it
        self.fields["sessions"].offer(delegate.category, held=held)
        self.fields["sessions"].mark_optional = False

    def refuse(self, refusal: DomainError) -> None:
        """Show what only the lock could see: the last place went meanwhile."""
        self.add_error("sessions", invalid(refusal))
