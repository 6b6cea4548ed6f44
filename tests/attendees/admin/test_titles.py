"""The protocol officer's page: many titles on one page, and nothing else."""

from django.test import TestCase

from attendees.enums import DelegateStatus, Excellency
from tests.cast import client_of, make_cast
from tests.factories import make_category, make_delegate, make_membership

PAGE = "/admin/attendees/listrevision/titles/"
APPROVED = DelegateStatus.APPROVED


class TestTitles(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(self.cast.a)
        self.minister = make_delegate(category=self.category, status=APPROVED, excellency=Excellency.REQUESTED)
        self.protocol = client_of(make_membership(self.cast.a, "protocol").user, self.cast.a)

    def row(self, person, **changes):
        """A row as the page sends it: what is typed, and what stood there when it was opened."""
        known = {
            "title": person.title,
            "excellency": person.excellency,
            "protocol_rank": person.protocol_rank or "",
            "list_name": person.list_name,
        }
        typed = {f"p{person.number}-{name}": value for name, value in {**known, **changes}.items()}
        return typed | {f"initial-p{person.number}-{name}": value for name, value in known.items()}

    def test_who_asks_stands_there(self):
        make_delegate(category=self.category, status=APPROVED, family_name="Plain")

        page = self.protocol.get(PAGE)

        self.assertContains(page, self.minister.family_name)
        self.assertContains(page, "1 person asks to be “H.E.”")
        self.assertNotContains(page, "Plain")
        self.assertContains(self.protocol.get(f"{PAGE}?all=1"), "Plain")

    def test_a_title_is_confirmed(self):
        """R-36."""
        answer = self.protocol.post(
            PAGE, self.row(self.minister, excellency="CONFIRMED", title="MR", protocol_rank="1")
        )

        self.minister.refresh_from_db()
        assert answer.status_code == 302
        assert (self.minister.excellency, self.minister.title, self.minister.protocol_rank) == ("CONFIRMED", "MR", 1)

    def test_a_page_opened_before_undoes_nobodys_change(self):
        opened = self.row(self.minister, protocol_rank="4")
        self.minister.title = "PROF"
        self.minister.save()

        self.protocol.post(PAGE, opened)

        self.minister.refresh_from_db()
        assert (self.minister.title, self.minister.protocol_rank) == ("PROF", 4)

    def test_a_wrong_rank_is_told_in_its_row_and_nothing_is_saved(self):
        answer = self.protocol.post(PAGE, self.row(self.minister, protocol_rank="-1", title="MR"))

        self.minister.refresh_from_db()
        assert answer.status_code == 422
        assert self.minister.title == ""

    def test_the_protocol_officer_drafts_the_list_and_does_not_issue_it(self):
        """DOMAIN, Roles."""
        assert self.protocol.get("/admin/attendees/listrevision/").status_code == 200
        assert self.protocol.get("/admin/attendees/listrevision/issue/provisional/").status_code == 403
        assert self.protocol.get("/admin/attendees/delegate/export/").status_code == 403
        assert self.protocol.get(f"/admin/attendees/delegate/{self.minister.pk}/correct/").status_code == 403

    def test_who_may_not_is_refused(self):
        for user in (self.cast.donor_a, self.cast.programme_a):
            assert client_of(user, self.cast.a).get(PAGE).status_code == 403

    def test_it_takes_as_many_statements_for_one_as_for_thirty(self):
        self.protocol.get(PAGE)
        with self.assertNumQueries(6):
            self.protocol.get(PAGE)
        for _number in range(29):
            make_delegate(category=self.category, status=APPROVED, title="HE")

        with self.assertNumQueries(6):
            self.protocol.get(PAGE)
