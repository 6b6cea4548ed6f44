"""An official paper: the file, what is written on it, and whom it names. Cleans and never saves."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.domain.documents import Details
from attendees.domain.uploads import Kept
from attendees.enums import LIVE, DocumentKind
from attendees.forms.layout import helper_for
from attendees.forms.paper_file import NO_FILE
from attendees.forms.person import DAY_FORMATS
from attendees.forms.photo import Photo
from attendees.models import Delegate, Delegation, Document
from conference.enums import LANGUAGE_WORDS
from core.documents import ACCEPTED
from core.errors import DomainError, invalid
from core.fields import CleanCharField, CleanTextField
from core.times import day, local

#: A paper that takes the place of none.
NONE = "none"
#: Older than this a date is a slip of the keyboard.
OLDEST_YEARS = 3


class NamesField(forms.MultipleChoiceField):
    """Whom a paper names: ticks, in the order of the delegation."""

    widget = forms.CheckboxSelectMultiple
    people: Sequence[Delegate] = ()

    mark_optional = False

    def offer(self, people: Sequence[Delegate]) -> None:
        """These may be ticked."""
        self.people = people
        self.choices = [(str(each.pk), _name_of(each)) for each in people]

    def chosen(self, keys: Sequence[str]) -> list[Delegate]:
        """The people ticked."""
        return [each for each in self.people if str(each.pk) in set(keys)]


def _name_of(delegate: Delegate) -> str:
    parts = [delegate.spoken_name, delegate.cyrillic_name]
    name = " / ".join(part for part in parts if part)
    return f"{name}, {delegate.position}" if delegate.position else name


class DocumentForm(forms.Form):
    """A new paper of one delegation."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, JPEG, PNG or WebP, at most 10 MB. A sharp photograph will do."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=DocumentKind.choices)
    reference = CleanCharField(
        label=gettext_lazy("Its number"),
        help_text=gettext_lazy("As it stands on the paper, for example: 12-345."),
        max_length=100,
        required=False,
    )
    dated_on = forms.DateField(
        label=gettext_lazy("Its date"),
        help_text=gettext_lazy("Day, month and year, for example 03.11.2026."),
        input_formats=DAY_FORMATS,
        required=False,
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric", "class": "w-s"}),
    )
    issuer = CleanCharField(
        label=gettext_lazy("Who issued it"),
        help_text=gettext_lazy("For example: Ministry of Foreign Affairs."),
        max_length=250,
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Its language"), required=False)
    replaces = forms.ChoiceField(
        label=gettext_lazy("Papers sent before"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether it takes the place of an earlier paper.")},
    )
    names = NamesField(
        label=gettext_lazy("Tick only people whose name stands in the paper"),
        required=False,
    )
    sections = (
        ("paper", gettext_lazy("The paper"), ("file", "kind", "reference", "dated_on", "issuer", "language")),
        ("names", gettext_lazy("Whom it names"), ("names",)),
        ("before", gettext_lazy("Earlier papers"), ("replaces",)),
    )
    notes: dict[str, Any] = {}

    def __init__(
        self,
        delegation: Delegation,
        *,
        people: Sequence[Delegate],
        earlier: Sequence[Document],
        sent: Photo = NO_FILE,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.delegation, self.sent, self.earlier = delegation, sent, list(earlier)
        self.today: date = local(now, delegation.conference.zone).date()
        self.fields["file"].kept, self.fields["file"].mark_optional = sent.name, False
        self.fields["language"].choices = [("", "–"), *LANGUAGE_WORDS.items()]
        self.fields["names"].offer(people)
        if not people:
            del self.fields["names"]
        if self.earlier:
            self.fields["replaces"].choices = [
                (NONE, _("It adds to the papers sent before")),
                *((str(each.pk), _("It takes the place of: %(paper)s") % {"paper": said(each)}) for each in earlier),
            ]
        else:
            del self.fields["replaces"]

    @cached_property
    def helper(self) -> FormHelper:
        """For the crispy tag."""
        return helper_for(self)

    def clean_dated_on(self) -> date | None:
        """A day that has been, and not long ago."""
        written: date | None = self.cleaned_data["dated_on"]
        if (written and not self.today.year - OLDEST_YEARS <= written.year) or (written and written > self.today):
            raise ValidationError(_("Check the date: it should be the day on the paper."), code="dated_on")
        return written

    def clean(self) -> dict[str, Any]:
        """A paper is a file."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.sent.problem:
            self.add_error("file", invalid(self.sent.problem))
        elif not self.sent.kept:
            self.add_error("file", ValidationError(_("Choose the file of the paper."), code="required"))
        return cleaned

    def kept(self) -> Kept:
        """The file of a valid form."""
        assert self.sent.kept is not None
        return self.sent.kept

    def details(self) -> Details:
        """What is written on the paper, as the domain takes it."""
        said_of_it = {name: self.cleaned_data[name] for name in ("kind", "issuer", "reference", "dated_on", "language")}
        return Details(**said_of_it)

    def named(self) -> list[Delegate]:
        """The people ticked."""
        return self.fields["names"].chosen(self.cleaned_data["names"]) if "names" in self.fields else []

    def superseded(self) -> Document | None:
        """The paper this one takes the place of."""
        key = self.cleaned_data.get("replaces", NONE)
        return next((each for each in self.earlier if str(each.pk) == key), None)

    def refuse(self, refusal: DomainError) -> None:
        """Show what only the domain could see."""
        self.add_error(None, invalid(refusal))


def form_for(delegation: Delegation, **how: Any) -> DocumentForm:
    """The form with the people and the papers of the delegation."""
    return DocumentForm(delegation, people=people_of(delegation), earlier=list(delegation.documents.current()), **how)


def people_of(delegation: Delegation) -> list[Delegate]:
    """Whom a paper of the delegation may name, in its order."""
    return list(delegation.people.filter(status__in=LIVE).order_by("place", "number"))


def said(document: Document) -> str:
    """`Note verbale 12-345, 3 November 2026`."""
    return f"{document}, {day(document.dated_on)}" if document.dated_on else str(document)


class NamedForm(forms.Form):
    """Whom a paper that was sent already names."""

    names = NamesField(
        label=gettext_lazy("Tick only people whose name stands in the paper"),
        required=False,
    )
    sections = (("names", gettext_lazy("Whom it names"), ("names",)),)
    notes: dict[str, Any] = {}

    def __init__(self, people: Sequence[Delegate], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fields["names"].offer(people)

    @cached_property
    def helper(self) -> FormHelper:
        """For the crispy tag."""
        return helper_for(self)

    def named(self) -> list[Delegate]:
        """The people ticked."""
        return self.fields["names"].chosen(self.cleaned_data["names"])


class InsufficientForm(forms.Form):
    """What a paper lacks, in words to the focal points."""

    note = CleanTextField(
        label=gettext_lazy("What is missing"),
        help_text=gettext_lazy("Stands in the letter to the focal points, in your words."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say in words what the paper lacks.")},
    )
