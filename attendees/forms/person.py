"""The questions about a person, as the public form and the corrections ask them."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Self

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy

from attendees.enums import CourtesyTitle, Sex
from attendees.forms.layout import helper_for
from attendees.forms.photo import NO_PHOTO, Photo
from conference.enums import LANGUAGE_WORDS, AskedField, PhotoRule
from conference.forms.country_picker import CountryField
from conference.models import Category, Conference, Country
from core.crypto import keyed_hash
from core.errors import invalid
from core.fields import CleanCharField, CyrillicNameField, EmailField, LatinNameField, PhoneField
from core.languages import SPELLED_AS, name_of
from core.text import clean_line, transliterate

#: The questions that stand behind one switch of the category.
BEHIND = {
    AskedField.CYRILLIC_NAME: ("cyrillic_family_name", "cyrillic_given_name", "patronymic"),
}
#: The form's names (CONTRACT.md) where they differ from the model's.
COLUMNS = {"single_name": "is_single_name"}
LATIN_OF = {"family_name": "cyrillic_family_name", "given_name": "cyrillic_given_name"}
OLDEST = 120
DAY_FORMATS = ["%d.%m.%Y", "%d/%m/%Y", "%d %m %Y", "%Y-%m-%d"]


def _required(words: Any) -> dict[str, Any]:
    return {"required": words}


class AcademicTitleField(CleanCharField):
    """What a person is called by a university."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": gettext_lazy("Academic title"),
            "help_text": gettext_lazy("For example: Candidate of Law, Associate Professor."),
            "widget": forms.TextInput(attrs={"class": "w-m"}),
        }
        super().__init__(**{**words, "max_length": 100, "required": False, **kwargs})


class RankField(CleanCharField):
    """A rank of a service."""

    def __init__(self, **kwargs: Any) -> None:
        words = {
            "label": gettext_lazy("Rank"),
            "help_text": gettext_lazy("For example: Colonel of Justice."),
            "widget": forms.TextInput(attrs={"class": "w-m"}),
        }
        super().__init__(**{**words, "max_length": 100, "required": False, **kwargs})


class PersonForm(forms.Form):
    """One person's data; a subclass keeps the questions that are asked and lays them out."""

    country = CountryField(
        label=gettext_lazy("State you represent"),
        help_text=gettext_lazy("The State, not your nationality: they may differ."),
        autocomplete="",
        states_first=True,
        error_messages=_required(gettext_lazy("Choose the State you represent.")),
    )
    organisation = CleanCharField(
        label=gettext_lazy("Ministry, service or organisation"),
        help_text=gettext_lazy("The official name, as in your letter."),
        max_length=250,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages=_required(gettext_lazy("Write the official name of your organisation.")),
    )
    position = CleanCharField(
        label=gettext_lazy("Position"),
        help_text=gettext_lazy("As it should stand in the list, for example: Deputy Head, Department of Probation."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages=_required(gettext_lazy("Write your position.")),
    )
    title = forms.ChoiceField(
        label=gettext_lazy("Courtesy title"),
        help_text=gettext_lazy("“H.E.” is for ministers and ambassadors; the protocol service confirms it."),
        choices=[("", gettext_lazy("None")), *CourtesyTitle.choices],
        required=False,
        widget=forms.Select(attrs={"class": "w-s"}),
    )
    family_name = LatinNameField(
        label=gettext_lazy("Family name in Latin letters, as in your passport"),
        help_text=gettext_lazy("For example: Japarov. No capitals needed."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        required=False,
    )
    given_name = LatinNameField(
        label=gettext_lazy("Given name in Latin letters"),
        help_text=gettext_lazy(
            "For example: Askar. With uulu or kyzy: Bekjan Nurlan uulu is Nurlan uulu (family) and Bekjan (given)."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        required=False,
    )
    single_name = forms.BooleanField(label=gettext_lazy("I have one name only"), required=False)
    cyrillic_family_name = CyrillicNameField(
        label=gettext_lazy("Family name in Cyrillic letters"),
        help_text=gettext_lazy("For example: Жапаров. Ң, Ө, Ү and other letters of your language are welcome."),
        required=False,
    )
    cyrillic_given_name = CyrillicNameField(
        label=gettext_lazy("Given name in Cyrillic letters"),
        help_text=gettext_lazy("For example: Аскар."),
        required=False,
    )
    patronymic = CyrillicNameField(
        label=gettext_lazy("Patronymic"),
        help_text=gettext_lazy("For example: Өмүрбековна."),
        required=False,
        allow_dash=True,
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        help_text=gettext_lazy("For statistics and the form of address only."),
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages=_required(gettext_lazy("Choose one answer; you may prefer not to say.")),
    )
    date_of_birth = forms.DateField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("Day, month and year, for example 27.03.1980."),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(
            format="%d.%m.%Y", attrs={"autocomplete": "bday", "inputmode": "numeric", "class": "w-s"}
        ),
        error_messages={
            "required": gettext_lazy("Write your date of birth, for example 27.03.1980."),
            "invalid": gettext_lazy("There is no such day. Write it like 27.03.1980."),
        },
    )
    nationality = CountryField(
        label=gettext_lazy("Nationality"),
        help_text=gettext_lazy("As in your passport."),
        error_messages=_required(gettext_lazy("Choose your nationality.")),
    )
    email = EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("A shared address of your office is fine. We send your personal link there."),
        error_messages=_required(gettext_lazy("Write the address to which we may send your personal link.")),
    )
    phone = PhoneField(
        label=gettext_lazy("Mobile phone"),
        help_text=gettext_lazy("With country code: +996 555 012 345. Used only on the days of the conference."),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "class": "w-m"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Letters in"), widget=forms.Select(attrs={"class": "w-s"}))
    interpretation = forms.ChoiceField(
        label=gettext_lazy("Interpretation"),
        help_text=gettext_lazy("The language you would like to listen in."),
        required=False,
        widget=forms.Select(attrs={"class": "w-s"}),
    )
    diet = CleanCharField(
        label=gettext_lazy("Food"),
        help_text=gettext_lazy("For example: vegetarian, halal, allergy to nuts."),
        required=False,
    )
    accessibility = CleanCharField(
        label=gettext_lazy("What you need to take part"),
        help_text=gettext_lazy("For example: a place for a wheelchair, an assistant, large print."),
        max_length=500,
        required=False,
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        help_text=gettext_lazy("Your face from the front, as in a passport: JPEG, PNG or WebP, at most 10 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    #: What is said of the parts of a name; a form that another fills in says it otherwise.
    says: Mapping[str, Any] = {
        "two_names": gettext_lazy("You ticked that you have one name only, but wrote two. Take out one, or the tick."),
        "given_name": gettext_lazy("Write your given name."),
        "family_name": gettext_lazy("Write your family name. If you have one name only, tick the box below."),
        "one_name": gettext_lazy("Write your name."),
        "suggestion": gettext_lazy(
            "We suggest “%(name)s”, from your name in Cyrillic. Check it against your passport."
        ),
        "date_of_birth": gettext_lazy("Check the year of your birth."),
    }

    not_columns: frozenset[str] = frozenset({"photo"})

    def __init__(self, category: Category, *, today: date, photo: Photo = NO_PHOTO, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.category, self.conference, self.today = category, category.conference, today
        self.sent_photo = photo
        for name in unasked(category):
            self.fields.pop(name, None)
        if self.photo_is_asked:
            self.fields["photo"].kept = photo.name or self._kept_name()
        self._offer_languages(self.conference)
        for name in LATIN_OF.keys() & self.fields.keys():
            # Not required by itself, for one of both is enough; but never to be skipped.
            self.fields[name].mark_optional = False
        self.suggested: set[str] = set()

    @property
    def photo_is_asked(self) -> bool:
        """Whether the form carries a file."""
        return "photo" in self.fields

    def _kept_name(self) -> str:
        """How a photo is called that came before this form; empty without one."""
        return ""

    @cached_property
    def helper(self) -> FormHelper:
        """For the crispy tag; built when the form is drawn, which the last step never does."""
        return helper_for(self)

    def _offer_languages(self, conference: Conference) -> None:
        offered = [(code, name_of(code)) for code in conference.languages] or [("en", name_of("en"))]
        self.fields["language"].choices = offered
        self.fields["language"].initial = get_language()
        if "interpretation" in self.fields:
            words = [(code, LANGUAGE_WORDS.get(code, code)) for code in conference.heard_languages]
            self.fields["interpretation"].choices = [("", gettext_lazy("I need none")), *words]

    def clean_date_of_birth(self) -> str:
        """The day as ISO text: the column is encrypted."""
        born = self.cleaned_data["date_of_birth"]
        if born is None:
            return ""
        if born >= self.today or self.today.year - born.year > OLDEST:
            raise ValidationError(self.says["date_of_birth"], code="date_of_birth")
        return str(born.isoformat())

    def clean(self) -> dict[str, Any]:
        """What only makes sense together: the parts of a name; and the photo."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "given_name" in self.fields:
            self._check_name(cleaned)
        if self.photo_is_asked and self.sent_photo.problem:
            self.add_error("photo", invalid(self.sent_photo.problem))
        return cleaned

    def _check_name(self, cleaned: dict[str, Any]) -> None:
        """Two names, or one with an explicit tick; the one name is kept as the given name (R-35)."""
        family, given = cleaned.get("family_name"), cleaned.get("given_name")
        if cleaned.get("single_name"):
            if family and given:
                self.add_error("single_name", ValidationError(self.says["two_names"], code="two_names"))
            elif family or given:
                cleaned["family_name"], cleaned["given_name"] = "", family or given
                return
        self._miss("given_name", given, self.says["given_name"])
        self._miss("family_name", family, self.says["one_name" if cleaned.get("single_name") else "family_name"])

    def _miss(self, name: str, value: str | None, words: Any) -> None:
        if value or name in self.errors:
            return
        if suggestion := self._suggestion(name):
            words = self.says["suggestion"] % {"name": suggestion}
        self.add_error(name, ValidationError(words, code="required"))

    def _suggestion(self, name: str) -> str:
        """A Latin spelling, put into the blank field and nowhere else (R-31)."""
        cyrillic = self.cleaned_data.get(LATIN_OF[name])
        if not cyrillic or self.cleaned_data.get("single_name"):
            return ""
        language = SPELLED_AS.get(self._state(), get_language() or "ru")
        latin = transliterate(cyrillic, language)
        data = self.data.copy()
        data[self.add_prefix(name)] = latin
        self.data = data
        self.suggested.add(name)
        return latin

    def _state(self) -> str:
        """The State by whose rules a name is read."""
        return str(self.cleaned_data.get("country") or "")

    def rewritten(self) -> dict[str, str]:
        """Names we write otherwise than they were typed, to be confirmed (R-29): field → what was typed."""
        names = ("family_name", "given_name", "cyrillic_family_name", "cyrillic_given_name", "patronymic")
        typed = {name: clean_line(self.data.get(self.add_prefix(name), "")) for name in names if name in self.fields}
        return {name: text for name, text in typed.items() if text and text != self.cleaned_data.get(name)}

    def columns(self) -> dict[str, Any]:
        """The cleaned answers as fields of Delegate."""
        return {COLUMNS.get(name, name): self._column(name) for name in self.fields if name not in self.not_columns}

    def values_of(self, name: str) -> list[str]:
        """What was sent under a name, as it was sent."""
        data: Mapping[str, Any] = self.data
        return list(data.getlist(name)) if hasattr(data, "getlist") else [data[name]] if name in data else []

    def digest(self) -> str:
        """The same for the same answers, however often they are sent (RC-06)."""
        said = {name: self.values_of(name) for name in sorted(self.fields) if name != "photo"}
        said["photo"] = [self.sent_photo.kept.fingerprint] if self.sent_photo.kept else []
        return keyed_hash("submission", json.dumps(said, ensure_ascii=False))

    def hidden(self) -> list[tuple[str, str]]:
        """Everything typed, for the next step to carry along."""
        names = [name for name in self.fields if name != "photo"]
        pairs = [(name, value) for name in names for value in self.values_of(name)]
        return [*pairs, ("photo_token", self.sent_photo.token)] if self.sent_photo.token else pairs

    def unchecked(self) -> Self:
        """Show the answers again without complaints: somebody came back to change one."""
        self._errors = forms.utils.ErrorDict()
        self.cleaned_data = {}
        return self

    def _column(self, name: str) -> Any:
        value = self.cleaned_data.get(name)
        if name in ("country", "nationality"):
            return Country(iso2=value) if value else None
        return value


def unasked(category: Category) -> set[str]:
    """The questions of the form that this category does not ask (R-65: sex is always asked)."""
    silent = [field for field in AskedField if not category.asks(field)]
    names = {name for field in silent for name in BEHIND.get(field, (str(field.value),))}
    if not category.conference.interpretation:
        names.add("interpretation")
    if category.photo == PhotoRule.FORBIDDEN:
        names.add("photo")
    return names
