"""What the forms of the organisers' admin are made of."""

from datetime import datetime
from itertools import combinations

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from conference.domain import countries
from core.fields import CleanCharField, CleanTextField
from core.languages import name_of
from core.text import clean_line
from core.times import zone_words
from core.translations import translated

#: Years outside these are slips of the finger, and overflow some database (IN-13).
FIRST_YEAR, LAST_YEAR = 2000, 2100


class ScopedForm(forms.ModelForm):
    """A form that knows its conference. The conference is set by the server and never by the form."""

    #: Set anew for each request by the admin.
    conference = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self._has_conference() and self.instance.conference_id is None:
            self.instance.conference = self.conference

    def _has_conference(self) -> bool:
        return any(field.name == "conference" for field in self.instance._meta.concrete_fields)

    def _get_validation_exclusions(self):
        # "One code per conference" is checked here, not by an error of the database.
        return super()._get_validation_exclusions() - {"conference"}


class LocalInput(forms.DateTimeInput):
    """The browser's own picker of day and time; works on phones and without scripts."""

    input_type = "datetime-local"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


def check_year(value) -> None:
    """Refuse a year no conference is held in."""
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        limits = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise ValidationError(_("The year must be between %(first)d and %(last)d."), "year", limits)


class LocalTimeField(forms.DateTimeField):
    """An instant, typed and shown in the conference's own time (R-20)."""

    widget = LocalInput

    def to_python(self, value):
        try:
            instant = super().to_python(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error
        if isinstance(instant, datetime):
            check_year(instant)
        return instant


class DayField(forms.DateField):
    """A day."""

    widget = DayInput

    def to_python(self, value):
        day = super().to_python(value)
        if day:
            check_year(day)
        return day


class CodesField(forms.MultipleChoiceField):
    """Several of a fixed list, kept as a JSON list in the order of the list."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        chosen = set(super().clean(value))
        return [code for code, _label in self.choices if code in chosen]


def zone_hint(conference) -> str:
    """Which clock a field means: Bishkek time (UTC+6)."""
    if conference is None:
        return ""
    return zone_words(timezone.now(), conference.zone, translated(conference.city))


def languages_of(conference) -> list[str]:
    """The languages texts are written in; all there are until a conference has chosen."""
    return list(conference.languages) if conference and conference.languages else list(settings.CONFERENCE_LANGUAGES)


class _CountryChoices(forms.models.ModelChoiceIterator):
    """States under the UN's names in the order of the reader's language (R-38, R-39); no query."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        yield from countries.choices(get_language() or settings.LANGUAGE_CODE)

    def __len__(self):
        return len(countries.all_countries()) + (self.field.empty_label is not None)

    def __bool__(self):
        return True


class CountryField(forms.ModelChoiceField):
    """One State."""

    iterator = _CountryChoices


class LinesField(CleanTextField):
    """A list of short texts, one a line, kept as a JSON list."""

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value):
        text = super().clean(value)
        return [line for line in map(clean_line, text.splitlines()) if line]

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class LanguagesField(CleanCharField):
    """Languages in order by their codes: "en, ru, ky"."""

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value):
        codes = list(dict.fromkeys(super().clean(value).lower().replace(",", " ").split()))
        unknown = [code for code in codes if code not in settings.CONFERENCE_LANGUAGES]
        if unknown:
            raise ValidationError(_("No text can be kept in: %(codes)s."), "unknown", {"codes": ", ".join(unknown)})
        return codes

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


def language_choices(conference) -> list[tuple[str, str]]:
    """The languages of the conference for a form, each under its own name."""
    return [(code, name_of(code)) for code in languages_of(conference)]


def interpretation_choices(conference) -> list[tuple[str, str]]:
    """Every pair of the conference's languages, and pairs it keeps although a language went."""
    pairs = ["-".join(pair) for pair in combinations(languages_of(conference), 2)]
    kept = conference.interpretation if conference else []
    known = {frozenset(pair.split("-")) for pair in kept}
    offered = [*kept, *(pair for pair in pairs if frozenset(pair.split("-")) not in known)]
    return [(pair, " – ".join(map(name_of, pair.split("-")))) for pair in offered]
