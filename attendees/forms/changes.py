"""Asking for a change after approval, and deciding on it: forms that clean and never save, and words for both sides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.domain import change_requests, corrections
from attendees.domain.change_requests import STATES
from attendees.forms.correction import CorrectionForm
from attendees.forms.layout import SECTIONS
from attendees.forms.nominee import SAYS, speak_of_another
from attendees.forms.officer import SENSITIVE
from attendees.forms.paper_file import NO_FILE
from attendees.forms.person import COLUMNS
from attendees.forms.photo import Photo
from attendees.models import ChangeRequest, Delegate
from conference.domain import countries
from conference.enums import LANGUAGE_WORDS
from conference.models import Category
from core.documents import ACCEPTED
from core.errors import invalid
from core.fields import CleanTextField
from core.times import day
from core.translations import in_words

#: The model's names as the form has them.
ASKED_AS = {column: name for name, column in COLUMNS.items()}


class ChangeForm(CorrectionForm):
    """The whole form of somebody who is approved: what is changed at once, and what is asked for (R-21, R-23).

    It opens with what was asked for already, so that sending it again loses nothing of that.
    """

    note = CleanTextField(
        label=gettext_lazy("Why it should be changed"),
        help_text=gettext_lazy("For example: my passport was renewed."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    evidence = forms.FileField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("A page of the passport, a letter: PDF, JPEG, PNG or WebP, at most 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    not_columns = frozenset({"photo", "note", "evidence"})

    def __init__(
        self,
        delegate: Delegate,
        *,
        asked: ChangeRequest | None,
        evidence: Photo = NO_FILE,
        of_another: bool = False,
        now: datetime,
        **kwargs: Any,
    ) -> None:
        if of_another:
            self.says = SAYS
        super().__init__(delegate, allowed=corrections.CORRECTABLE | {"note", "evidence"}, now=now, **kwargs)
        if of_another:
            speak_of_another(self)
        self.at_once = corrections.open_to(delegate, now=now)
        self.sent_evidence = evidence
        self.fields["evidence"].kept = evidence.name
        if asked is not None:
            self.initial = {**self.initial, **_opened(asked), "note": asked.note}
            self.fields["evidence"].kept = evidence.name or asked.evidence_name
            if asked.photo and "photo" in self.fields and not self.sent_photo.name:
                self.fields["photo"].kept = _("The photo asked for")

    @property
    def sections(self) -> list[tuple[str, Any, list[str]]]:
        """First what changes at once, then what the secretariat decides, then what it should know."""
        names = [name for _code, _title, asked in SECTIONS for name in asked if name in self.fields]
        soon = [name for name in names if COLUMNS.get(name, name) in self.at_once]
        return [
            ("at_once", _("Changed at once"), soon),
            ("asked", _("The secretariat decides"), [name for name in names if name not in soon]),
            ("why", _("For the secretariat"), ["note", "evidence"]),
        ]

    @property
    def notes(self) -> dict[str, Any]:
        """Said above the first question of a section."""
        found = {}
        if asked := self.sections[1][2]:
            found[asked[0]] = _("Until it has decided, lists, letters and the badge show what was approved.")
        return found

    def clean(self) -> dict[str, Any]:
        """The names together, the photo, the evidence."""
        cleaned = super().clean()
        if problem := self.sent_evidence.problem:
            self.add_error("evidence", invalid(problem))
        return cleaned


def _opened(request: ChangeRequest) -> dict[str, Any]:
    """What is asked for, as the form shows it."""
    asked = {name: change.new for name, change in change_requests.values(request).items() if name != "photo"}
    if born := asked.get("date_of_birth"):
        asked["date_of_birth"] = date.fromisoformat(born)
    return {ASKED_AS.get(name, name): "" if value is None else value for name, value in asked.items()}


class AnswerForm(forms.Form):
    """What an officer accepts of a request, and the words about the rest."""

    fields_accepted = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    text = CleanTextField(
        label=gettext_lazy("Words to the person"),
        help_text=gettext_lazy("Needed when you refuse something: it stands in the letter."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, request: ChangeRequest, *args: Any, is_refusing: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"revision": request.delegate.revision})
        super().__init__(*args, **kwargs)
        self.request, self.is_refusing = request, is_refusing
        self.fields["fields_accepted"].choices = [(name, name) for name in request.fields]

    def clean(self) -> dict[str, Any]:
        """Whoever is refused something is told why (R-26)."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        accepted = cleaned.get("fields_accepted") or []
        leaves_some = self.is_refusing or len(accepted) < len(self.request.fields)
        if (self.is_refusing or accepted) and leaves_some and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", ValidationError(_("Tell the person why this is not accepted."), "required"))
        return cleaned


# Both sides in words ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangeLine:
    """One field of a request in words: what stood there when it was asked, what stands there now, what is asked."""

    field: str
    label: str
    old: str
    now: str
    new: str
    is_accepted: bool | None = None

    @property
    def is_photo(self) -> bool:
        """Whether there is nothing to read and something to see."""
        return self.field == "photo"

    @property
    def has_moved(self) -> bool:
        """Whether somebody changed the field after it was asked for."""
        return self.old != self.now

    @property
    def language(self) -> str:
        """Cyrillic names are not read out as English."""
        return "ky" if self.field.startswith("cyrillic") or self.field == "patronymic" else ""


def lines(request: ChangeRequest, *, sensitive: bool = True) -> list[ChangeLine]:
    """The request as both its readers see it; what is sealed stays sealed without the right."""
    delegate, found = request.delegate, []
    categories = _categories(request)
    for name, change in change_requests.values(request).items():
        is_hidden = name in SENSITIVE and not sensitive
        texts = (change.old, _raw(delegate, name), change.new)
        old, now, new = ("•••" if is_hidden else said(name, value, categories) for value in texts)
        found.append(ChangeLine(name, Delegate.label_of(name), old, now, new, change.is_accepted))
    return found


def _categories(request: ChangeRequest) -> Mapping[int, Category]:
    if "category" not in request.fields:
        return {}
    return {each.pk: each for each in Category.objects.filter(conference=request.delegate.conference_id)}


def _raw(delegate: Delegate, name: str) -> Any:
    if name == "photo":
        return ""
    return getattr(delegate, f"{name}_id" if name in (*STATES, "category") else name)


def said(name: str, value: Any, categories: Mapping[int, Category]) -> str:
    """A stored value as people read it."""
    if value in (None, ""):
        return "–"
    if name in STATES:
        return countries.name(value, get_language() or "en")
    if name == "category":
        return str(categories.get(value, "–"))
    if name == "positions":
        return in_words(value) or "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name in ("language", "interpretation"):
        return str(LANGUAGE_WORDS.get(value, value))
    if name == "date_of_birth":
        return day(date.fromisoformat(value))
    choices: Iterable[Any] = getattr(Delegate._meta.get_field(name), "flatchoices", ())
    return str(dict(choices).get(value, value))
