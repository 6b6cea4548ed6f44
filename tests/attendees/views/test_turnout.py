"""The delegations on the first page: what waits, how far each has come, and what it costs."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from attendees.enums import DelegationStatus
from conference.domain import countries
from conference.enums import ApprovalMode
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member

LIST = "/admin/attendees/delegation/"
D = DelegationStatus


class TurnoutCase(TestCase):
    def setUp(self):
        self.cast = make_cast(capacity=None)
        self.category = make_category(self.cast.a, approval=ApprovalMode.SECRETARIAT)
        self.client = client_of(self.cast.officer_a, self.cast.a)

    def delegation(self, iso2="KZ", **fields):
        found = make_delegation(category=self.category, iso2=iso2, **fields)
        make_focal_point(found)
        return found

    def page(self, user=None):
        return (client_of(user, self.cast.a) if user else self.client).get("/admin/")

    def lines(self):
        """What waits: number, words, detail, where to."""
        return {task.words: (task.count, task.detail, task.url) for task in self.page().context["tasks"]}


class TestTasks(TurnoutCase):
    def test_silent_delegations_are_named_and_linked_to_their_list(self):
        for iso2 in ("KZ", "UZ"):
            self.delegation(iso2)

        assert self.lines()["delegations that are silent"] == (2, "Kazakhstan, Uzbekistan", f"{LIST}?concern=SILENT")

    def test_whoever_has_people_on_the_list_is_not_silent(self):
        make_member(self.delegation(status=D.INVITED))

        assert "delegation that is silent" not in self.lines()

    def test_who_was_approved_before_the_delegation_declined_waits_for_an_officer(self):
        """R-14."""
        gone = self.delegation("UZ", status=D.DECLINED)
        make_member(gone, status="APPROVED")

        words = "delegation that will not come, with people still approved"

        assert self.lines()[words] == (1, "Uzbekistan", f"{LIST}?concern=STAYING")
        assert "1 still approved" in self.client.get(f"{LIST}{gone.pk}/change/").content.decode()

    def test_many_are_a_few_and_a_number(self):
        for iso2 in ("KG", "KZ", "UZ", "TJ", "BG", "RO"):
            self.delegation(iso2)

        assert self.lines()["delegations that are silent"][1].endswith(" and 2 more")

    def test_over_its_quota_says_by_how_many_and_drops_nobody(self):
        """RC-12."""
        delegation = self.delegation(quota_in_person=1, status=D.COMPOSING)
        make_member(delegation, status="APPROVED", capacity="HEAD")
        make_member(delegation, status="APPROVED")

        found = self.lines()

        assert found == {
            "delegation over its quota": (1, "Kazakhstan: 2 approved for 1 places", f"{LIST}?concern=OVER")
        }

    def test_without_a_head_and_decided_but_not_confirmed(self):
        """R-10."""
        make_member(self.delegation(status=D.SUBMITTED), status="APPROVED")

        assert set(self.lines()) == {"delegation without a head", "delegation to confirm"}

    def test_a_conference_capacity_below_use_is_over_too(self):
        """RC-12: nobody is dropped; the first page says so."""
        delegation = self.delegation(status=D.CONFIRMED)
        for _ in range(3):
            make_member(delegation, status="APPROVED", capacity="HEAD" if not delegation.people.count() else "")
        self.cast.a.capacity = 2
        self.cast.a.save()

        assert self.lines()["person above a limit"][:2] == (1, "The conference: 3 approved for 2 places")

    def test_every_line_leads_to_a_list_that_shows_as_many(self):
        self.delegation()
        make_member(self.delegation("UZ", status=D.SUBMITTED), status="APPROVED")
        make_delegation(category=self.category, iso2="TJ", status=D.DRAFT)

        for count, _detail, url in self.lines().values():
            assert len(self.client.get(url).context["cl"].result_list) == count, url


class TestWay(TurnoutCase):
    def test_from_invited_to_arrived_by_delegation(self):
        self.delegation("BG", status=D.DRAFT)
        self.delegation("KZ")
        come = self.delegation("UZ", status=D.CONFIRMED, replied_at=NOON)
        make_member(come, status="APPROVED", arrived_at=NOON)
        make_member(come, status="PENDING")

        steps = [(step.words, step.delegations, step.people) for step in self.page().context["delegation_steps"]]

        assert steps == [
            ("Invited", 2, None),
            ("Answered", 1, None),
            ("Named people", 1, 2),
            ("With approved people", 1, 1),
            ("Arrived", 1, 1),
        ]

    def test_deadlines_of_their_own_are_told(self):
        now = timezone.now()
        self.delegation("KZ", deadline_at=now + timedelta(days=9))
        self.delegation("UZ", deadline_at=now + timedelta(days=2))
        self.delegation("TJ", deadline_at=now - timedelta(days=2))

        page = self.page().content.decode()

        assert "2 delegations have deadlines of their own. Next: Uzbekistan" in page

    def test_without_delegations_nothing_is_said_of_them(self):
        assert "from invited to arrived" not in self.page().content.decode()


class TestRightsAndCost(TurnoutCase):
    def test_whoever_sees_figures_alone_sees_no_delegation(self):
        """AC-15, R-58."""
        self.delegation("KZ")

        for user in (self.cast.donor_a, self.cast.programme_a):
            page = self.page(user)

            assert (b"Kazakhstan" in page.content, page.status_code) == (False, 200)

    def test_statements_do_not_grow_with_the_delegations(self):
        countries.load(countries.table())
        make_member(self.delegation("KZ"))
        self.page()
        one = self.statements()

        for iso2 in [iso2 for iso2 in countries.all_countries() if iso2 != "KZ"][:60]:
            make_delegation(category=self.category, organisation=None, country_id=iso2)

        assert self.statements() == one <= 20

    def statements(self):
        with CaptureQueriesContext(connection) as asked:
            self.page()
        return len(asked)

    def test_only_so_many_stand_on_the_page(self):
        countries.load(countries.table())
        for iso2 in list(countries.all_countries())[:33]:
            make_delegation(category=self.category, organisation=None, country_id=iso2)

        page = self.page()

        assert (len(page.context["turnouts"]), b"3 more delegations" in page.content) == (30, True)
