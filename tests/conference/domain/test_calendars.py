"""Calendar files: escaped, folded, in the right zone (XS-12)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.test import TestCase
from icalendar import Calendar

from conference.domain import calendars
from tests.factories import NOON, make_conference, make_room, make_session

HOSTILE = "Opening\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT; a, b \\ " + "я" * 100


def events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


class TestSessions(TestCase):
    def test_a_session_stands_in_the_zone_of_the_conference_which_is_described(self):
        conference = make_conference()
        room = make_room(conference, name={"en": "Main hall"})
        session = make_session(conference, starts_at=datetime(2026, 11, 25, 4, 0, tzinfo=UTC), room=room)

        content = calendars.of_sessions(conference, [session], now=NOON)

        (event,) = events(content)
        assert b"DTSTART;TZID=Asia/Bishkek:20261125T100000\r\n" in content
        assert Calendar.from_ical(content).walk("VTIMEZONE")[0]["TZID"] == "Asia/Bishkek"
        assert event["LOCATION"] == "Main hall, Bishkek, Kyrgyzstan"
        assert event["UID"] == f"session-{session.pk}@conference.example"

    def test_whatever_a_title_holds_the_file_has_one_event(self):
        conference = make_conference(title={"en": HOSTILE}, short_title={"en": HOSTILE}, city={"en": HOSTILE})
        session = make_session(conference, title={"en": HOSTILE}, description={"en": HOSTILE})

        content = calendars.of_sessions(conference, [session], now=NOON)

        (event,) = events(content)
        assert "ATTENDEE" not in event
        assert str(event["SUMMARY"]).startswith("Opening ATTENDEE:mailto:x@example.org END:VEVENT; a, b \\ яяя")
        assert max(map(len, content.split(b"\r\n"))) <= 75
        assert b"\n" not in content.replace(b"\r\n", b"")

    def test_a_second_download_corrects_the_first(self):
        conference = make_conference()
        session = make_session(conference)

        first = calendars.of_sessions(conference, [session], now=NOON)
        session.title = {"en": "Moved"}
        second = calendars.of_sessions(conference, [session], now=NOON)

        assert events(first)[0]["UID"] == events(second)[0]["UID"]


class TestConference(TestCase):
    def test_the_last_day_is_included(self):
        conference = make_conference(starts_on=date(2026, 11, 25), ends_on=date(2026, 11, 26))

        (event,) = events(calendars.of_conference(conference, now=NOON))

        assert event.decoded("DTSTART") == date(2026, 11, 25)
        assert event.decoded("DTEND") == date(2026, 11, 27)

    def test_summer_time_is_kept(self):
        conference = make_conference(timezone="Europe/Vienna")
        session = make_session(conference, starts_at=datetime(2026, 7, 1, 7, 0, tzinfo=UTC))

        (event,) = events(calendars.of_sessions(conference, [session], now=NOON))

        assert event.decoded("DTSTART") == datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Vienna"))
