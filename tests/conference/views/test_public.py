"""The pages everybody may read."""

import gzip
import re
from datetime import date, timedelta
from pathlib import Path

import time_machine
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from conference.enums import ApprovalMode
from conference.models import Organisation, Partner, SessionRole
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_room,
    make_session,
)

MOST_STATEMENTS = 8
LARGEST_FIRST_LOAD = 100 * 1024
PAGES = ("conference_detail", "programme", "programme_ics", "privacy_notice")


def address(conference, name="conference_detail", *args):
    return reverse(f"conference:{name}", args=[conference.slug, *args])


def without_reference(response) -> bytes:
    """The page without the reference of the request, which is never the same."""
    return response.content.replace(response.headers.get("X-Request-ID", "-").encode(), b"")


def furnish(conference, number=3):
    """Rooms, sessions, people, partners and categories."""
    make_category(conference)
    for each in range(number):
        room = make_room(conference)
        session = make_session(conference, room=room)
        SessionRole.objects.create(session=session, role="SPEAKER", country=make_country("BG"))
        organisation = Organisation.objects.create(conference=conference, name={"en": f"Ministry {each}"})
        Partner.objects.create(conference=conference, organisation=organisation, role="DONOR")
    return conference


@time_machine.travel(NOON, tick=False)
class TestHidden(TestCase):
    """CLOSED and DRAFT are not there (AC-22, R-57)."""

    def pages_of(self, slug):
        addresses = [reverse(f"conference:{name}", args=[slug]) for name in PAGES]
        addresses.append(reverse("conference:session_ics", args=[slug, "S1"]))
        return [self.client.get(address) for address in addresses]

    def test_they_answer_like_an_address_that_does_not_exist(self):
        unknown = self.pages_of("no-such-slug")
        hidden = [
            make_conference(slug="closed", confidentiality="CLOSED"),
            make_conference(slug="draft", status="DRAFT"),
            make_conference(slug="archived", status="ARCHIVED"),
        ]

        for conference in hidden:
            make_session(conference, code="S1")
            for page, same in zip(self.pages_of(conference.slug), unknown, strict=True):
                assert (page.status_code, same.status_code) == (404, 404)
                assert without_reference(page) == without_reference(same)
                assert set(page.headers) == set(same.headers)

    def test_they_are_in_no_list(self):
        make_conference(slug="closed", confidentiality="CLOSED", title={"en": "Hidden one"})
        for _number in range(2):
            make_conference()

        assert "Hidden one" not in self.client.get("/").text

    def test_a_session_of_another_conference_is_not_found(self):
        mine, other = make_conference(), make_conference()
        make_session(other, code="X1")

        assert self.client.get(address(mine, "session_ics", "X1")).status_code == 404


@time_machine.travel(NOON, tick=False)
class TestHome(TestCase):
    def test_the_only_conference_is_the_home_page(self):
        conference = make_conference()

        response = self.client.get("/")

        assert (response.status_code, response["Location"]) == (302, address(conference))

    def test_none_is_said_in_words(self):
        response = self.client.get("/")

        assert response.status_code == 200
        assert "No conference is open for registration now." in response.text

    def test_open_coming_and_past_stand_apart(self):
        tomorrow = NOON + timedelta(days=1)
        make_conference(title={"en": "Later open"}, starts_on=date(2027, 2, 1), ends_on=date(2027, 2, 3))
        make_conference(title={"en": "Soon open"})
        make_conference(title={"en": "Not yet"}, registration_opens_at=tomorrow)
        make_conference(title={"en": "Cancelled"}, status="CANCELLED")
        make_conference(
            title={"en": "Over"},
            status="REGISTRATION_CLOSED",
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 1, 2),
        )

        response = self.client.get("/")

        groups = {
            name: [conference.title["en"] for conference, _standing in rows]
            for name, rows in response.context["groups"].items()
        }
        assert groups == {
            "open": ["Soon open", "Later open"],
            "coming": ["Not yet"],
            "past": ["Cancelled", "Over"],
        }

    def test_thirty_conferences_cost_no_more_statements_than_two(self):
        for _number in range(30):
            make_conference()

        with self.assertNumQueries(1):
            self.client.get("/")


@time_machine.travel(NOON, tick=False)
class TestConferencePage(TestCase):
    def page(self, conference, **headers):
        return self.client.get(address(conference), headers=headers)

    def test_the_call_names_deadline_zone_and_days_left(self):
        text = self.page(make_conference()).text

        assert 'datetime="2026-11-04T12:00+06:00">12:00, 4\u00a0November</time>' in text
        assert "Bishkek time (UTC+6). 30 days left." in text

    def test_the_last_day_is_said_to_be_the_last(self):
        conference = make_conference(registration_closes_at=NOON + timedelta(hours=2))

        assert "Today is the last day." in self.page(conference).text

    def test_every_standing_has_its_own_words(self):
        later, before = NOON + timedelta(days=2), NOON - timedelta(days=2)
        cases = {
            "Come back then": make_conference(registration_opens_at=later),
            "Registration is open": make_conference(registration_closes_at=None),
            "It closed at": make_conference(registration_closes_at=before),
            "The conference is under way": make_conference(status="RUNNING"),
            "The conference has ended": make_conference(status="ENDED"),
            "The conference is cancelled": make_conference(status="CANCELLED"),
        }

        for words, conference in cases.items():
            with self.subTest(words):
                assert words in self.page(conference).text

    def test_how_one_gets_in_is_said(self):
        conference = make_conference()
        make_category(conference, approval=ApprovalMode.SECRETARIAT)

        assert "The secretariat confirms each name" in self.page(conference).text

    def test_the_reader_may_choose_among_the_languages_of_the_conference_only(self):
        conference = make_conference(languages=["en", "ru"])

        russian = self.page(conference, accept_language="ru")
        kyrgyz = self.page(conference, accept_language="ky")

        assert (russian["Content-Language"], kyrgyz["Content-Language"]) == ("ru", "en")
        assert 'hreflang="ky"' not in kyrgyz.text

    def test_a_text_in_another_language_says_so(self):
        conference = make_conference(lead={"en": "Only English"})

        text = self.page(conference, accept_language="ru").text

        assert '<span lang="en" dir="ltr">Only English</span>' in text

    def test_formatted_text_is_clean_and_other_text_is_escaped(self):
        conference = make_conference(about={"en": "**Bold** <script>alert(1)</script>"}, lead={"en": "<b>lead</b>"})

        text = self.page(conference).text

        assert "<strong>Bold</strong> &lt;script&gt;" in text
        assert "&lt;b&gt;lead&lt;/b&gt;" in text

    def test_pauses_and_receptions_are_left_to_the_programme(self):
        conference = make_conference()
        make_session(conference, title={"en": "Working session"})
        make_session(conference, title={"en": "Coffee"}, type="BREAK")
        make_session(conference, title={"en": "Reception"}, type="SOCIAL")

        text = self.page(conference).text

        assert "Working session" in text
        assert "Coffee" not in text
        assert "Reception" not in text

    def test_the_tab_to_the_form_is_there_as_long_as_there_may_be_a_form(self):
        found = {}
        for status in ("REGISTRATION_OPEN", "REGISTRATION_CLOSED", "RUNNING", "ENDED", "CANCELLED"):
            conference = make_conference(status=status)
            page = self.client.get(address(conference)).content.decode()
            found[status] = f'<li><a href="/{conference.slug}/register/">' in page
        past = make_conference(starts_on=date(2026, 1, 8), ends_on=date(2026, 1, 9), status="REGISTRATION_CLOSED")

        assert [status for status, there in found.items() if there] == ["REGISTRATION_OPEN", "REGISTRATION_CLOSED"]
        assert f"/{past.slug}/register/" not in self.client.get(address(past)).content.decode()

    def test_only_reading_is_answered(self):
        assert self.client.post(address(make_conference())).status_code == 405


@time_machine.travel(NOON, tick=False)
class TestProgrammePage(TestCase):
    def test_what_is_on_now_is_marked(self):
        conference = make_conference(status="RUNNING")
        make_session(conference, starts_at=NOON - timedelta(minutes=10), title={"en": "Current"})
        make_session(conference, starts_at=NOON + timedelta(hours=2), title={"en": "Next"})

        text = self.client.get(address(conference, "programme")).text

        assert text.count('aria-current="time"') == 1
        assert "It is <time" in text

    def test_filters_narrow_and_junk_does_no_harm(self):
        conference = make_conference()
        make_session(conference, type="PANEL", title={"en": "The panel"})
        make_session(conference, type="PLENARY", title={"en": "The plenary"})

        def shown(query):
            text = self.client.get(address(conference, "programme") + query).text
            return "The panel" in text, "The plenary" in text

        assert shown("?type=panel") == (True, False)
        assert shown("?type=999999999&theme=%D9%A3") == (True, True)

    def test_nothing_fits_is_said_in_words(self):
        conference = make_conference()
        make_session(conference, type="PANEL", theme={"en": "One"})
        make_session(conference, type="PLENARY", theme={"en": "Two"})

        text = self.client.get(address(conference, "programme") + "?type=panel&theme=two").text

        assert "No session is of this type and theme." in text

    def test_no_programme_yet_is_said_in_words(self):
        text = self.client.get(address(make_conference(), "programme")).text

        assert "The programme is not published yet." in text


@time_machine.travel(NOON, tick=False)
class TestCalendarFiles(TestCase):
    def test_the_programme_comes_without_its_pauses(self):
        conference = make_conference()
        make_session(conference, title={"en": "Work"})
        make_session(conference, title={"en": "Coffee"}, type="BREAK")

        response = self.client.get(address(conference, "programme_ics"))

        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert [event["SUMMARY"] for event in Calendar.from_ical(response.content).walk("VEVENT")] == ["Work"]

    def test_without_a_programme_the_days_of_the_conference_come(self):
        response = self.client.get(address(make_conference(), "programme_ics"))

        assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1

    def test_one_session_comes_alone(self):
        conference = make_conference()
        make_session(conference, code="S1", title={"en": "One"})
        make_session(conference, code="S2")

        response = self.client.get(address(conference, "session_ics", "S1"))

        assert [event["SUMMARY"] for event in Calendar.from_ical(response.content).walk("VEVENT")] == ["One"]


@time_machine.travel(NOON, tick=False)
class TestPrivacyNotice(TestCase):
    def test_the_version_in_force_is_shown(self):
        text = self.client.get(address(make_conference(), "privacy_notice")).text

        assert "What we keep." in text
        assert "Version 1, 4 September 2026" in text

    def test_none_published_is_no_page(self):
        conference = make_conference(privacy_version=0)

        assert self.client.get(address(conference, "privacy_notice")).status_code == 404


@time_machine.travel(NOON, tick=False)
class TestCost(TestCase):
    def test_no_page_asks_the_database_more_than_eight_times_however_much_there_is(self):
        small, large = furnish(make_conference(), 1), furnish(make_conference(), 30)

        for name in PAGES:
            with self.subTest(name):
                assert self.statements(small, name) == self.statements(large, name) <= MOST_STATEMENTS

    def statements(self, conference, name) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert self.client.get(address(conference, name)).status_code == 200
        return len(captured)

    def test_the_first_load_is_small(self):
        page = self.client.get(address(furnish(make_conference(), 30)))
        linked = re.findall(r'(?:href|src)="/static/([^"]+)"', page.text)
        sheets = [finders.find(name) for name in {*linked, "css/theme.css"}]
        parts = [page.content, *(Path(path).read_bytes() for path in sheets if path)]

        assert len(sheets) >= 3
        assert sum(len(gzip.compress(part)) for part in parts) <= LARGEST_FIRST_LOAD
