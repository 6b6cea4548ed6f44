"""The components of the look that a template cannot write by hand (docs/look.md)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms, template
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.widgets import ChoiceWidget
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.http import escape_leading_slashes, urlencode
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core import times
from core.languages import direction_of, name_of
from core.translations import language_of, translated

register = template.Library()

TONES = {"good", "wait", "queue", "bad"}
#: Every shape, and the tone it has when none is named. A status is a word, a shape and a colour.
SHAPES = {
    "tick": "good",
    "half": "wait",
    "bars": "queue",
    "warn": "wait",
    "cross": "bad",
    "ring": "",
    "dash": "",
    "swap": "",
}
#: Up to here every place is a square of its own; above it one bar.
MOST_SQUARES = 12

register.filter("translated", translated)


# ---- words ---------------------------------------------------------------------------------


@register.simple_tag
def wording(value: Mapping[str, str] | None) -> str:
    """Show a text kept in several languages, marked with its language when it is not the page's."""
    text, spoken = translated(value), language_of(value)
    if not spoken or spoken == (get_language() or "").partition("-")[0]:
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', spoken, direction_of(spoken), text)


@register.simple_tag
def zone_line(conference: Any) -> str:
    """Name the zone of every time on the page, as it is on the conference's first day (R-20)."""
    noon = datetime.combine(conference.starts_on, time(12), tzinfo=ZoneInfo(conference.timezone))
    return _("All times are %(zone)s.") % {"zone": zone_name(conference, noon)}


@register.simple_tag
def zone_name(conference: Any, instant: datetime) -> str:
    """Name the conference's zone at that instant: "Bishkek time (UTC+6)"."""
    return times.zone_words(instant, conference.timezone, translated(conference.city))


@register.simple_tag
def moment(conference: Any, instant: datetime) -> SafeString:
    """Write an instant on the conference's clocks: "10 December 2024, 09:05". Name the zone nearby."""
    return _time(times.local(instant, conference.timezone), times.moment(instant, conference.timezone))


@register.simple_tag
def clock(conference: Any, instant: datetime) -> SafeString:
    """Write the time of day of an instant on the conference's clocks: "09:05"."""
    there = times.local(instant, conference.timezone)
    return _time(there, times.clock_time(there))


def _time(there: datetime, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', there.isoformat(timespec="minutes"), words)


@register.simple_tag
def days(first: date, last: date) -> str:
    """Write the days of a conference: "10–12 December 2024"."""
    return times.date_range(first, last)


# ---- components ----------------------------------------------------------------------------


@register.simple_tag
def chip(word: str, tone: str = "", shape: str = "") -> SafeString:
    """Show a status: ``{% chip "Approved" "good" "tick" %}``. A shape alone brings its usual tone."""
    if tone in SHAPES and not shape:
        tone, shape = SHAPES[tone], tone
    if (tone and tone not in TONES) or (shape and shape not in SHAPES):
        raise ValueError(f"The look has no chip with tone {tone!r} and shape {shape!r}.")
    classes = " ".join(filter(None, ["chip", tone and f"is-{tone}", shape]))
    return format_html('<span class="{}">{}</span>', classes, word)


@register.simple_tag
def seats_words(taken: int, places: int | None) -> str:
    """Say how many places are taken: "5 of 8 places"; without a limit "5 places taken"."""
    if places is None:
        return ngettext("%(taken)d place taken", "%(taken)d places taken", taken) % {"taken": taken}
    return ngettext("%(taken)d of %(places)d place", "%(taken)d of %(places)d places", places) % {
        "taken": taken,
        "places": places,
    }


@register.simple_tag
def seats(taken: int, places: int | None) -> SafeString | str:
    """Draw the places, one square each up to twelve, above that a bar. Say the words first."""
    if not places:
        return ""
    label = seats_words(taken, places)
    if places > MOST_SQUARES:
        return format_html(
            '<svg class="bars-svg seats-bar flip" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" '
            'aria-label="{}">{}</svg>',
            label,
            _bar_rects(taken, places),
        )
    squares = format_html_join(
        "",
        '<rect class="{}" x="{}" y="1" width="18" height="22" rx="2"/>',
        (("seat seat-on" if place < taken else "seat", 1 + 22 * place) for place in range(places)),
    )
    return format_html(
        '<svg class="seats flip" viewBox="0 0 {} 24" role="img" aria-label="{}">{}</svg>',
        22 * places,
        label,
        squares,
    )


@register.simple_tag
def bar(value: float, total: float) -> SafeString:
    """Draw a share inside a table row; the figure stands beside it, so the picture is silent."""
    return format_html(
        '<svg class="bars-svg flip" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>',
        _bar_rects(value, total),
    )


def _bar_rects(value: float, total: float) -> SafeString:
    share = min(max(value / total, 0), 1) * 100 if total else 0
    return format_html(
        '<rect class="bar-2" width="100" height="10"/><rect class="bar" width="{}" height="10"/>',
        f"{share:.1f}",
    )


# ---- languages -----------------------------------------------------------------------------


@register.inclusion_tag("_languages.html", takes_context=True)
def language_links(context: template.Context) -> dict[str, Any]:
    """Link this page in its other languages. An answer to a form has none: the typing would be lost."""
    request = context.get("request")
    if request is None or request.method not in {"GET", "HEAD"}:
        return {"links": []}
    offered = getattr(request, "languages", None) or [code for code, _name in settings.LANGUAGES]
    current = get_language()
    return {
        "links": [
            {
                "code": code,
                "name": name_of(code),
                "url": _in_language(request, code),
                "current": code == current,
            }
            for code in offered
        ]
    }


def _in_language(request: Any, code: str) -> str:
    query = [(key, value) for key, values in request.GET.lists() for value in values if key != "lang"]
    return f"{escape_leading_slashes(request.path)}?{urlencode([*query, ('lang', code)])}"


# ---- forms ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class ErrorLine:
    """One line of the error summary: what is wrong, and where the answer is."""

    text: str
    anchor: str
    code: str


@register.simple_tag
def error_lines(form: Any, automatic: bool = False) -> list[ErrorLine]:
    """List everything to correct in a form or a formset, in the order of the fields.

    Marks the form as summed up, so that crispy's own summary (``automatic``) stays away.
    """
    if form is None or not getattr(form, "is_bound", False):
        return []
    form.has_summary = getattr(form, "has_summary", False) or not automatic
    if not isinstance(form, forms.BaseFormSet):
        return list(_lines_of(form))
    own = [_line(error, None) for error in form.non_form_errors().as_data()]
    return own + [line for each in form.forms for line in error_lines(each)]


def _lines_of(form: forms.BaseForm) -> Iterator[ErrorLine]:
    found = form.errors.as_data()
    for name in ["__all__", *form.fields]:
        field = form[name] if name in form.fields else None
        for error in found.get(name, ()):
            yield _line(error, field)


def _line(error: ValidationError, field: forms.BoundField | None) -> ErrorLine:
    text = error.messages[0]
    if field is not None and not _says_enough(error, field):
        text = f"{strip_tags(str(field.label))}: {text}"
    return ErrorLine(text=text, anchor=field_anchor(field) if field else "", code=error.code or "")


def _says_enough(error: ValidationError, field: forms.BoundField) -> bool:
    # "This field is required" needs the label; an error with a remedy is a whole sentence,
    # and the label of a single box is one already.
    return field.is_hidden or isinstance(field.field.widget, forms.CheckboxInput) or bool(_remedy(error))


@register.filter
def field_anchor(field: forms.BoundField) -> str:
    """Give the id a link must name so that the keyboard lands in the field."""
    if field.is_hidden:
        return ""
    if isinstance(field.field.widget, ChoiceWidget) and field.use_fieldset:
        first = next(iter(field.subwidgets), None)
        return first.id_for_label if first else f"div_{field.auto_id}"
    if isinstance(field.field.widget, forms.MultiWidget):
        return f"{field.auto_id}_0"
    return field.id_for_label or f"div_{field.auto_id}"


@register.filter
def remedies(field: forms.BoundField) -> list[str]:
    """Say beside the field what to do: ``params={"remedy": …}`` of the error, else the error itself."""
    return [_remedy(error) or error.messages[0] for error in field.errors.as_data()]


def _remedy(error: ValidationError) -> str:
    return (error.params or {}).get("remedy", "")


@register.filter
def keeps_typing(form: Any) -> bool:
    """Whether a refused form comes back with every answer: passwords and files are not given back."""
    each: Iterable[Any] = form.forms if isinstance(form, forms.BaseFormSet) else [form]
    lost = (forms.PasswordInput, forms.FileInput)
    return not any(isinstance(field.widget, lost) for one in each for field in one.fields.values())


@register.filter
def outcome(extra_tags: str | None) -> SafeString | str:
    """Turn the extra tags of a message, "changed" or "refused:quota_full", into the markers of CONTRACT."""
    word, _colon, code = (extra_tags or "").partition(":")
    if not word:
        return ""
    marker = format_html(' data-outcome="{}"', word)
    return format_html('{} data-code="{}"', marker, code) if code else marker
