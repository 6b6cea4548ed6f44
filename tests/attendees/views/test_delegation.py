"""The page of a delegation: its door, and what stands on it."""

from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session as StoredSession
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from attendees.domain import focal_points
from attendees.domain.history import record
from attendees.enums import Capacity, DelegateStatus, EventKind, Source
from attendees.models import Delegate, Delegation
from conference.enums import ApprovalMode, Confidentiality
from conference.models import Conference
from tests.attendees.focal import came_in
from tests.factories import NOON, make_category, make_conference, make_delegation, make_focal_point, make_member

S = DelegateStatus


def page_of(point, path="/delegation/") -> str:
    return came_in(point).get(path).content.decode()


@time_machine.travel(NOON, tick=False)
class TestDoor(TestCase):
    def setUp(self):
        self.point = make_focal_point()
        self.door = f"/delegation/{self.point.link_token}/"

    def test_a_mail_scanner_opens_nothing_and_the_focal_point_gets_in(self):
        """AU-03."""
        for _ in range(5):
            self.client.get(self.door)
            self.client.head(self.door)
        scanned = (StoredSession.objects.count(), self.point.delegation.events.count())
        response = self.client.post(self.door)

        assert scanned == (0, 0)
        assert (response.status_code, response["Location"]) == (302, "/delegation/")
        assert self.client.get("/delegation/").status_code == 200

    def test_it_tells_no_other_site(self):
        """AU-04."""
        assert self.client.get(self.door)["Referrer-Policy"] == "no-referrer"

    def test_it_shuts_after_two_hours(self):
        client = came_in(self.point)

        with time_machine.travel(NOON + timedelta(hours=2), tick=False):
            assert client.get("/delegation/")["Location"] == "/my/link/"

    def test_a_revoked_focal_point_is_out_at_once(self):
        """R-15."""
        client = came_in(self.point)

        focal_points.revoke(self.point, by=None, now=NOON)

        assert client.get("/delegation/").status_code == 302
        assert Client().get(self.door).status_code == 404

    def test_leaving_forgets_the_focal_point(self):
        client = came_in(self.point)

        client.post("/delegation/leave/")

        assert client.get("/delegation/").status_code == 302
        assert StoredSession.objects.count() == 0


@time_machine.travel(NOON, tick=False)
class TestPage(TestCase):
    def setUp(self):
        self.delegation = make_delegation(quota_in_person=8, status="COMPOSING")
        self.point = make_focal_point(self.delegation, name="Gulzat Omarova")

    def test_places_are_said_in_words_and_drawn(self):
        for _ in range(5):
            make_member(self.delegation, status=S.APPROVED)

        page = page_of(self.point)

        assert '<p class="figure">5 of 8 places</p>' in page
        assert page.count('class="seat seat-on"') == 5
        assert "3 places are free." in page

    def test_places_online_stand_apart(self):
        self.delegation.quota_online = 2
        self.delegation.save()

        page = page_of(self.point)

        assert '<p class="quiet">In person</p>\n<p class="figure">0 of 8 places</p>' in page
        assert '<p class="quiet">Online</p>\n<p class="figure">0 of 2 places</p>' in page

    def test_the_deadline_names_its_zone_and_what_comes_after(self):
        """R-19, R-20."""
        page = page_of(self.point)

        assert "New names until" in page
        assert "12:00, 4\u00a0November" in page
        assert "Bishkek time (UTC+6). 30 days left." in page
        assert "Replacements and withdrawals until" in page

    def test_after_the_names_come_the_changes_and_then_nothing(self):
        """R-19."""
        with time_machine.travel(NOON + timedelta(days=31), tick=False):
            assert "The time for new names is over." in page_of(self.point)
        with time_machine.travel(NOON + timedelta(days=46), tick=False):
            assert "Now only the secretariat can change the list." in page_of(self.point)

    def test_a_person_has_both_names_the_part_and_what_is_missing(self):
        make_member(
            self.delegation, given_name="Kairat", family_name="Abilov", cyrillic_given_name="Қайрат",
            cyrillic_family_name="Әбілов", capacity=Capacity.DEPUTY, position="Judge", email="",
        )  # fmt: skip

        page = page_of(self.point)

        for words in ("<bdi>Kairat Abilov</bdi>", "<bdi>Әбілов Қайрат</bdi>", "Deputy head of delegation", "Judge"):
            assert words in page
        assert "No e-mail: letters for this person come to you" in page

    def test_the_one_next_step_is_the_one_filled_button(self):
        make_member(self.delegation, status=S.DRAFT)

        page = page_of(self.point)

        assert page.count("btn-primary") == 1
        assert "Send 1 new person" in page

    def test_an_empty_delegation_says_what_to_do(self):
        page = page_of(self.point)

        assert page.count("btn-primary") == 1
        assert "Nobody is named yet." in page

    def test_of_a_conference_that_is_over_nothing_is_asked(self):
        make_member(self.delegation, status=S.RETURNED)
        for status, words in {"CANCELLED": "The conference is cancelled", "ENDED": "The conference has ended"}.items():
            Conference.objects.update(status=status)

            page = page_of(self.point)

            assert words in page
            assert "What is missing" not in page
            assert "btn-primary" not in page
            assert "/delegation/papers/send/" not in page

    def test_nothing_to_do_is_not_said_while_something_is_missing(self):
        Delegation.objects.update(status="SUBMITTED")
        make_member(self.delegation, status=S.APPROVED, capacity=Capacity.HEAD)
        assert "You need do nothing now." in page_of(self.point)

        Delegate.objects.update(capacity="")

        assert "You need do nothing now." not in page_of(self.point)

    def test_the_reserve_stands_apart_in_its_order(self):
        for family, place in (("Second", 2), ("First", 1)):
            make_member(self.delegation, status=S.WAITLISTED, family_name=family, place=place)

        reserve = page_of(self.point).partition('id="reserve"')[2]

        assert reserve.index("First") < reserve.index("Second")
        assert "Turn 1" in reserve

    def test_who_waits_for_the_focal_point_comes_first(self):
        """R-06."""
        category = make_category(approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
        delegation = make_delegation(category=category)
        make_member(delegation, family_name="Alone", source=Source.SELF)

        page = page_of(make_focal_point(delegation))

        assert page.index('id="waiting"') < page.index("Alone") < page.index('id="people"')
        assert "Answer for 1 person" in page

    def test_who_was_replaced_says_who_comes_instead(self):
        old = make_member(self.delegation, status=S.REPLACED)
        make_member(self.delegation, given_name="New", family_name="Comer", replaces=old)

        gone = page_of(self.point).partition('id="gone"')[2]

        assert "Now comes <bdi>New Comer</bdi>" in gone

    def test_every_active_focal_point_is_named_and_a_revoked_one_is_not(self):
        make_focal_point(self.delegation, name="Serik Akhmetov")
        make_focal_point(self.delegation, name="Former Person", revoked_at=NOON)

        page = page_of(self.point)

        assert '<bdi>Gulzat Omarova</bdi> <span class="quiet">(you)</span>' in page
        assert "Serik Akhmetov" in page
        assert "Former Person" not in page

    def test_what_happened_is_told_and_more_of_it_elsewhere(self):
        for _ in range(6):
            make_member(self.delegation)
            focal_points.name(
                self.delegation, name="N", email=f"{self.delegation.people.count()}@example.org", language="en",
                by=None, now=NOON,
            )  # fmt: skip

        assert "Everything that happened" in page_of(self.point)
        assert page_of(self.point, "/delegation/history/").count("Focal point named") == 6

    def test_the_name_is_that_of_the_readers_language(self):
        client = came_in(self.point)

        page = client.get("/delegation/", headers={"accept-language": "ru"}).content.decode()

        assert "<bdi>Казахстан</bdi>" in page

    def test_a_closed_conference_has_its_page_too_and_no_tabs(self):
        """R-57."""
        Conference.objects.update(confidentiality=Confidentiality.CLOSED)

        page = page_of(self.point)

        assert "Kazakhstan" in page
        assert 'class="tabs"' not in page

    def test_markup_in_a_name_is_text(self):
        make_member(self.delegation, family_name="<img src=x>", position="<b>Judge</b>")

        page = page_of(self.point)

        assert "<img src=x>" not in page
        assert "&lt;b&gt;Judge" in page

    def test_no_cache_keeps_it(self):
        assert "no-store" in came_in(self.point).get("/delegation/")["Cache-Control"]

    def test_remarks_of_the_secretariat_are_nowhere(self):
        """R-26."""
        self.delegation.remarks = "Difficult delegation"
        self.delegation.save()
        make_member(self.delegation, remarks="Difficult person")

        assert "Difficult" not in page_of(self.point)


@time_machine.travel(NOON, tick=False)
class TestCost(TestCase):
    def test_thirty_people_cost_as_many_statements_as_one(self):
        """HT-16."""
        delegation = make_delegation(make_conference(), quota_in_person=40)
        client, costs = came_in(make_focal_point(delegation)), []
        client.get("/delegation/")

        for more in (1, 29):
            for number in range(more):
                make_member(delegation, status=(S.APPROVED, S.WAITLISTED, S.RETURNED)[number % 3])
            with CaptureQueriesContext(connection) as asked:
                client.get("/delegation/")
            costs.append(len(asked))

        assert costs[0] == costs[1] <= 11

    def test_so_do_its_other_pages(self):
        delegation = make_delegation(make_conference(), status="COMPOSING")
        client, costs = came_in(make_focal_point(delegation)), {}
        paths = ("submit/", "order/", "history/", "decline/")
        client.get("/delegation/")

        for more in (2, 28):
            for _ in range(more):
                record(make_member(delegation, status=S.DRAFT), EventKind.NOMINATED, by=None, now=NOON)
            for path in paths:
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(f"/delegation/{path}").status_code == 200
                costs.setdefault(path, []).append(len(asked))

        assert {path: cost for path, cost in costs.items() if len(set(cost)) > 1 or max(cost) > 9} == {}
