"""The programme as calendar files (RFC 5545); icalendar escapes and folds what people wrote (XS-12)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from icalendar import Calendar, Event, vUri

from conference.models import Conference, Session
from core.text import clean_block, clean_line
from core.translations import translated

PRODUCT = "-//Conference registration//EN"


def of_sessions(conference: Conference, sessions: Iterable[Session], *, now: datetime) -> bytes:
    """A calendar with an event for each session, in the reader's language and the conference's zone."""
    return _calendar(conference, [_session_event(conference, session, now) for session in sessions])


def of_conference(conference: Conference, *, now: datetime) -> bytes:
    """A calendar with one event: the days of the conference."""
    event = _event(f"conference-{conference.pk}", translated(conference.title), now)
    event.add("dtstart", conference.starts_on)
    event.add("dtend", conference.ends_on + timedelta(days=1))
    event.add("location", clean_line(_place(conference)))
    event.add("url", vUri(_site_url("conference:conference_detail", conference.slug)))
    return _calendar(conference, [event])


def _calendar(conference: Conference, events: list[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODUCT)
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean_line(str(conference)))
    calendar.add("x-wr-timezone", conference.timezone)
    for event in events:
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _session_event(conference: Conference, session: Session, now: datetime) -> Event:
    event = _event(f"session-{session.pk}", translated(session.title), now)
    event.add("dtstart", session.starts_at.astimezone(conference.zone))
    event.add("dtend", session.ends_at.astimezone(conference.zone))
    rooms = [translated(session.room.name)] if session.room else []
    event.add("location", clean_line(", ".join([*rooms, _place(conference)])))
    event.add("description", clean_block(f"{conference}\n{translated(session.description)}"))
    event.add("url", vUri(_site_url("conference:programme", conference.slug)))
    return event


def _event(name: str, title: str, now: datetime) -> Event:
    event = Event()
    # The same in every download, so that a second import corrects the first.
    event.add("uid", f"{name}@{settings.SITE_HOST}")
    event.add("dtstamp", now)
    event.add("summary", clean_line(title), parameters={"LANGUAGE": get_language() or "en"})
    return event


def _place(conference: Conference) -> str:
    return ", ".join(filter(None, [translated(conference.city), str(conference.country)]))


def _site_url(name: str, slug: str) -> str:
    return settings.SITE_URL + reverse(name, args=[slug])
