"""Times, days and texts of a conference as its public pages write them."""

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from conference import rich_text
from conference.enums import LANGUAGE_WORDS, PartnerRole
from conference.models import Conference
from core import times
from core.languages import direction_of
from core.translations import Translations, language_of, translated

register = template.Library()


@register.filter
def rich(text: Translations, head: int = 3) -> SafeString:
    """A formatted text in the reader's language, marked with its own when it had to fall back.

    Its heads begin at level 3, or at the one named: ``{{ notice.text|rich:2 }}``.
    """
    html, spoken = rich_text.render(translated(text), head=head), language_of(text)
    if not html or spoken == (get_language() or "").partition("-")[0]:
        return html
    return format_html('<div lang="{}" dir="{}">{}</div>', spoken, direction_of(spoken), html)


@register.simple_tag
def deadline(conference: Conference, instant: datetime, *, year: bool = True) -> SafeString:
    """A deadline on the conference's clocks, the time first: "18:00, 11 November". Name the zone nearby."""
    there = times.local(instant, conference.zone)
    day = times.day(there, year=year)
    # A short day is not torn apart in large type.
    words = _("%(time)s, %(day)s") % {
        "time": times.clock_time(there),
        "day": day if year else day.replace(" ", "\u00a0"),
    }
    return format_html('<time datetime="{}">{}</time>', there.isoformat(timespec="minutes"), words)


@register.filter
def can_take_registrations(conference: Conference) -> bool:
    """Whether there is, or may once more be, a form to go to."""
    return conference.can_take_registrations(timezone.now())


@register.filter
def weekday(value: date) -> str:
    """A day with its weekday."""
    words = times.day_with_weekday(value)
    return words[:1].upper() + words[1:]


@register.filter
def day_in(instant: datetime, conference: Conference) -> str:
    """The day of an instant on the conference's calendar."""
    return times.day(times.local(instant, conference.zone))


@register.filter
def days_of(conference: Conference) -> str:
    """The days of a conference: one with its weekday, or from when to when."""
    if conference.starts_on == conference.ends_on:
        return weekday(conference.starts_on)
    return times.date_range(conference.starts_on, conference.ends_on)


@register.filter
def day_figure(conference: Conference) -> str:
    """The large figure of a date: "25", "10–12"; of days in two months the first."""
    first, last = conference.starts_on, conference.ends_on
    if first == last or (first.year, first.month) != (last.year, last.month):
        return str(first.day)
    return f"{first.day}–{last.day}"


@register.filter
def months_of(conference: Conference) -> str:
    """What stands under the figure: the month, or "to 2 December"."""
    first, last = conference.starts_on, conference.ends_on
    if (first.year, first.month) == (last.year, last.month):
        return times.month(first)
    return f"{times.month(first)} – {times.day(last, year=False)}"


@register.filter
def place(conference: Conference) -> str:
    """City and State."""
    return ", ".join(filter(None, [translated(conference.city), str(conference.country)]))


@register.filter
def languages_in_words(codes: Iterable[str]) -> str:
    """``English, Russian, Kyrgyz`` in the reader's language."""
    words = ", ".join(str(LANGUAGE_WORDS.get(code, code)) for code in codes)
    return words[:1].upper() + words[1:]


@register.simple_tag
def days_left(conference: Conference, instant: datetime, now: datetime) -> str:
    """How many days there are, counted on the conference's calendar."""
    days = (times.local(instant, conference.zone).date() - times.local(now, conference.zone).date()).days
    if days <= 0:
        return _("Today is the last day.")
    return ngettext("%(days)d day left.", "%(days)d days left.", days) % {"days": days}


@register.filter
def role_label(role: str) -> str:
    """A partner's role in words."""
    return str(PartnerRole(role).label)
