"""The register of numbered papers in the admin, and attendance typed from sheets."""

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attendees.domain import codes, issued_papers
from attendees.enums import IssuedKind
from attendees.models import Attendance
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegate

REGISTER = reverse("admin:attendees_issuedpaper_changelist")
HALVES = reverse("admin:attendees_attendance_changelist")
MORNING = reverse("admin:attendees_attendance_half", args=["2026-11-25-AM"])


def issue(delegate, **more):
    said = {"name": delegate.spoken_name, "lines": [["Position", "Judge"]]}
    return issued_papers.issue(
        delegate.conference, IssuedKind.CERTIFICATE, said, delegate=delegate, language="en", by=None, now=NOON, **more
    )


@time_machine.travel(NOON, tick=False)
class Scene(TestCase):
    def setUp(self):
        self.cast = make_cast()
        category = make_category(self.cast.a)
        self.delegate = make_delegate(category=category, status="APPROVED", family_name="Abilov", given_name="Kairat")
        self.officer = client_of(self.cast.officer_a)


class TestRegister(Scene):
    def setUp(self):
        super().setUp()
        self.paper = issue(self.delegate)
        self.page = reverse("admin:attendees_issuedpaper_change", args=[self.paper.pk])
        self.revoke = reverse("admin:attendees_issuedpaper_revoke", args=[self.paper.pk])

    def test_it_lists_number_name_and_standing(self):
        answer = self.officer.get(REGISTER)

        for words in ("C-0001/2026", "Abilov, Kairat", "Genuine"):
            self.assertContains(answer, words)

    def test_it_is_found_by_code_number_and_name(self):
        other = issue(make_delegate(category=self.delegate.category, status="APPROVED", family_name="Other"))

        for text in (codes.parted(self.paper.code), "C-0001/2026", "1", "Абилов", "abilov kairat"):
            answer = self.officer.get(REGISTER, {"q": text})

            self.assertContains(answer, "C-0001/2026", msg_prefix=text)
            self.assertNotContains(answer, issued_papers.number_of(other), msg_prefix=text)

    def test_odd_searches_are_answered(self):
        """AD-11."""
        for text in ("%", "_", "x" * 3000, "9" * 40, "'", "\x01", "V-" * 50):
            assert self.officer.get(REGISTER, {"q": text}).status_code in (200, 302, 400), text

    def test_the_page_says_what_is_printed_and_can_change_nothing(self):
        answer = self.officer.get(self.page)

        self.assertContains(answer, "Position: Judge")
        assert self.officer.post(self.page, {"number": 7}).status_code == 405

    def test_revoking_shows_its_plan_and_needs_a_reason(self):
        plan = self.officer.get(self.revoke)
        silent = self.officer.post(self.revoke, {"reason": ""})
        done = self.officer.post(self.revoke, {"reason": "Issued by mistake"})

        self.assertContains(plan, "counts no more")
        assert (silent.status_code, done.status_code) == (422, 302)
        self.paper.refresh_from_db()
        assert (self.paper.revoked_by, self.paper.reason) == (self.cast.officer_a, "Issued by mistake")

    def test_another_conference_sees_nothing_of_it(self):
        """AC-06, AC-09."""
        stranger = client_of(self.cast.manager_b)

        self.assertNotContains(stranger.get(REGISTER), "Abilov")
        assert [stranger.get(url).status_code for url in (self.page, self.revoke)] == [404, 404]
        assert stranger.post(self.revoke, {"reason": "x"}).status_code == 404

    def test_without_the_right_there_is_no_register(self):
        for user in (self.cast.donor_a, self.cast.programme_a):
            assert client_of(user).get(REGISTER).status_code == 403

    def test_thirty_cost_as_much_as_one(self):
        """HT-16."""
        self.officer.get(REGISTER)  # reads what is read once a process
        before = self.count(REGISTER)
        for _ in range(30):
            issue(make_delegate(category=self.delegate.category, status="APPROVED"))

        assert self.count(REGISTER) == before

    def count(self, url):
        with CaptureQueriesContext(connection) as queries:
            self.officer.get(url)
        return len(queries)


class TestAttendance(Scene):
    def test_the_numbers_of_a_sheet_are_typed_or_pasted(self):
        other = make_delegate(category=self.delegate.category, status="APPROVED")

        answer = self.officer.post(MORNING, {"numbers": f"{self.delegate.number}\n{other.number};{other.number}"})

        assert answer.status_code == 302
        assert Attendance.objects.count() == 2
        assert Attendance.objects.first().by == self.cast.officer_a

    def test_what_is_wrong_is_said_and_nothing_is_lost(self):
        cases = {"twelve": "no number", "999999": "Nobody has the number", "": "at least one"}
        for text, words in cases.items():
            answer = self.officer.post(MORNING, {"numbers": text})

            self.assertContains(answer, words, status_code=422)
            self.assertContains(answer, text, status_code=422)
        assert not Attendance.objects.exists()

    def test_a_slip_is_taken_back_with_one_button(self):
        self.officer.post(MORNING, {"numbers": str(self.delegate.number)})

        self.officer.post(MORNING, {"absent": str(self.delegate.number)})

        assert not Attendance.objects.exists()

    def test_another_conferences_number_is_nobodys(self):
        stranger = make_delegate(category=make_category(self.cast.b), status="APPROVED")

        answer = self.officer.post(MORNING, {"numbers": str(stranger.number)})

        assert answer.status_code == 422

    def test_the_list_says_how_many_have_earned_a_certificate(self):
        """R-52."""
        self.officer.post(MORNING, {"numbers": str(self.delegate.number)})

        self.assertContains(self.officer.get(HALVES), "1 delegate attended at least 50 per cent")

    def test_a_half_day_that_is_none_is_not_found(self):
        assert self.officer.get(reverse("admin:attendees_attendance_half", args=["2026-11-26-AM"])).status_code == 404

    def test_without_the_right_there_is_no_page(self):
        client = client_of(self.cast.programme_a)

        assert [client.get(url).status_code for url in (HALVES, MORNING)] == [403, 403]
