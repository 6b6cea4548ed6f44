"""Days and times as people of each language read them, in the conference's own zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from django.utils.translation import get_language, gettext, gettext_noop, ngettext
from django.utils.translation import gettext as _


class Patterns(NamedTuple):
    """How a language builds a date: the day in its month, then the year, then the weekday."""

    day: str
    year: str
    weekday: str


#: In CLDR's letters. Django's own formats are not used: they write "Dec. 10, 2024" in
#: English and, in Kyrgyz, "10 Декабрь" for "10-декабрь".
PATTERNS = {
    "en": Patterns("{} MMMM", "{} y", "EEEE {}"),
    "fr": Patterns("{} MMMM", "{} y", "EEEE {}"),
    "es": Patterns("{} 'de' MMMM", "{} 'de' y", "EEEE, {}"),
    "ru": Patterns("{} MMMM", "{} y 'г'.", "EEEE, {}"),
    "ky": Patterns("{}-MMMM", "y-'ж'., {}", "{}, EEEE"),
    "ar": Patterns("{} MMMM", "{} y", "EEEE، {}"),
    "zh": Patterns("M月{}日", "y年{}", "{}EEEE"),
}

#: Cities that stand for their zone in a form other than the zone's own name.
CITY_OF_ZONE = {"Europe/Zurich": gettext_noop("Geneva"), "Asia/Kolkata": gettext_noop("New Delhi")}
#: Names of cities that translators have.
CITIES = {
    gettext_noop("Almaty"),
    gettext_noop("Ashgabat"),
    gettext_noop("Astana"),
    gettext_noop("Baku"),
    gettext_noop("Bishkek"),
    gettext_noop("Brussels"),
    gettext_noop("Bucharest"),
    gettext_noop("Dushanbe"),
    gettext_noop("Geneva"),
    gettext_noop("Istanbul"),
    gettext_noop("London"),
    gettext_noop("Moscow"),
    gettext_noop("New Delhi"),
    gettext_noop("New York"),
    gettext_noop("Paris"),
    gettext_noop("Sofia"),
    gettext_noop("Tashkent"),
    gettext_noop("Tbilisi"),
    gettext_noop("Ulaanbaatar"),
    gettext_noop("Vienna"),
    gettext_noop("Yerevan"),
}


def local(instant: datetime, zone: str | tzinfo) -> datetime:
    """The instant on the clocks of that zone. Refuses a naive datetime."""
    if instant.tzinfo is None:
        raise ValueError("An instant needs a time zone.")
    return instant.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)


def zone_words(instant: datetime, zone: str | tzinfo, city: str = "") -> str:
    """The zone as people name it at that instant: "Bishkek time (UTC+6)"."""
    place = city_words(city) or city_of(zone)
    offset = offset_words(local(instant, zone))
    return _("%(city)s time (%(offset)s)") % {"city": place, "offset": offset} if place else offset


def city_of(zone: str | tzinfo) -> str:
    """The city a zone is named after, in the reader's language where we know it; "" for UTC."""
    name = zone if isinstance(zone, str) else getattr(zone, "key", "")
    region, _slash, city = name.rpartition("/")
    if not region or region == "Etc":
        return ""
    return city_words(CITY_OF_ZONE.get(name, city.replace("_", " ")))


def city_words(city: str) -> str:
    """A city in the reader's language where translators have it, else as it was given."""
    return gettext(city) if city in CITIES else city


def offset_words(at: datetime) -> str:
    """``UTC+6``, ``UTC+5:30``, ``UTC−4`` (with a true minus), ``UTC``."""
    minutes = round((at.utcoffset() or timedelta()).total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def clock_time(value: time | datetime) -> str:
    """``09:05``: the 24 hours of the United Nations' timetables, in every language."""
    return f"{value:%H:%M}"


def day(value: date, language: str | None = None, *, year: bool = True) -> str:
    """``10 December 2024`` · ``10 декабря 2024 г.`` · ``2024-ж., 10-декабрь``."""
    patterns = _patterns(language)
    month_day = patterns.day.format("d")
    return _written(value, patterns.year.format(month_day) if year else month_day, language)


def day_with_weekday(value: date, language: str | None = None, *, year: bool = True) -> str:
    """``Tuesday 10 December 2024`` · ``вторник, 10 декабря 2024 г.``"""
    patterns = _patterns(language)
    month_day = patterns.day.format("d")
    whole = patterns.year.format(month_day) if year else month_day
    return _written(value, patterns.weekday.format(whole), language)


def date_range(first: date, last: date, language: str | None = None) -> str:
    """``10–12 December 2024``, saying nothing twice; one day alone is that day."""
    first, last = _date(first), _date(last)
    patterns = _patterns(language)
    if first == last:
        return day(first, language)
    if (first.year, first.month) == (last.year, last.month):
        days = patterns.day.format(f"{first.day}–{last.day}")
        return _written(last, patterns.year.format(days), language)
    if first.year == last.year:
        both = f"{day(first, language, year=False)} – {day(last, language, year=False)}"
        return _written(last, patterns.year.format(_quoted(both)), language)
    return f"{day(first, language)} – {day(last, language)}"


def month(value: date, language: str | None = None) -> str:
    """The month as it stands after a day: ``December`` · ``декабря`` · ``декабрь``."""
    return _written(value, "MMMM", language)


def moment(instant: datetime, zone: str | tzinfo, language: str | None = None) -> str:
    """Day and time on the clocks of the zone: ``10 December 2024, 09:05``."""
    there = local(instant, zone)
    return f"{day(there, language)}, {clock_time(there)}"


def distance(then: date, today: date) -> str:
    """How far away a day is: ``today``, ``tomorrow``, ``in 5 days``; ``over`` when it has passed."""
    days = (_date(then) - _date(today)).days
    if days < 0:
        return _("over")
    if days <= 1:
        return _("tomorrow") if days else _("today")
    return ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days}


def _patterns(language: str | None) -> Patterns:
    return PATTERNS.get(_code(language).partition("-")[0], PATTERNS["en"])


def _code(language: str | None) -> str:
    return language or get_language() or "en"


def _written(value: date, pattern: str, language: str | None) -> str:
    return str(format_date(_date(value), pattern, locale=_locale(_code(language))))


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def _date(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _quoted(text: str) -> str:
    """Text that a pattern leaves alone."""
    return "'" + text.replace("'", "''") + "'"
