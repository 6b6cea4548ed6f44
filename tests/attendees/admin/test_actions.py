"""Decisions on a selection: the plan is shown and nothing is done, then exactly the plan is done."""

from django.test import TestCase

from attendees.admin import actions
from attendees.enums import DelegateStatus
from attendees.models import Delegate, ExportRecord
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.cast import client_of, make_cast
from tests.factories import make_category, make_delegate

LIST = "/admin/attendees/delegate/"
S = DelegateStatus


class ActionCase(TestCase):
    def setUp(self):
        self.cast = make_cast(capacity=None)
        self.category = make_category(
            self.cast.a, name={"en": "Kazakhstan"}, approval=ApprovalMode.SECRETARIAT, quota=2
        )
        self.client = client_of(self.cast.officer_a, self.cast.a)
        self.people = [make_delegate(category=self.category) for _ in range(3)]

    def post(self, action, people=(), query="", **sent):
        chosen = {"_selected_action": [person.pk for person in people], "action": action, "index": 0}
        return self.client.post(f"{LIST}{query}", chosen | {"_conference": self.cast.a.pk} | sent)

    def apply(self, action, people, **sent):
        sent = {"chosen": ",".join(str(person.pk) for person in people), "_conference": self.cast.a.pk} | sent
        return self.client.post(f"{LIST}bulk/{action}/", sent)

    def statuses(self):
        return list(Delegate.objects.order_by("number").values_list("status", flat=True))


class TestPlan(ActionCase):
    def test_the_plan_names_who_is_approved_and_who_stays_and_why(self):
        page = self.post("approve", self.people).content.decode()

        assert "Approve, 3 people: the plan" in page
        assert "2 will be approved, 1 waits: Kazakhstan is full (2 of 2)." in page
        assert page.count("Will be approved") == 2
        assert page.count("Stays as it is") == 1
        assert "Approve 2 and write to them" in page
        assert self.statuses() == [S.PENDING] * 3

    def test_a_reason_is_asked_where_one_is_needed(self):
        page = self.post("return", self.people).content.decode()

        assert 'name="reason"' in page
        assert "Not nominated" not in page

    def test_everybody_in_the_filter_and_nobody_else(self):
        """AD-05: select-across stays within the filter and the conference."""
        make_delegate(category=make_category(self.cast.b))
        make_delegate(category=self.category, status=S.WITHDRAWN)

        page = self.post("waitlist", self.people[:1], query="?status=PENDING", select_across="1")

        assert len(page.context["plan"].lines) == 3

    def test_too_many_at_once_are_refused_in_words(self):
        actions.MOST_AT_ONCE, before = 2, actions.MOST_AT_ONCE
        self.addCleanup(setattr, actions, "MOST_AT_ONCE", before)

        answer = self.post("approve", self.people)

        assert b'data-code="too_many"' in self.client.get(answer.url).content


class TestApply(ActionCase):
    def test_the_oldest_come_first_and_the_rest_is_told(self):
        """RC-17: as many as there are seats; the others by name with the reason."""
        answer = self.apply("approve", self.people)

        assert self.statuses() == [S.APPROVED, S.APPROVED, S.PENDING]
        assert Letter.objects.count() == 2
        page = self.client.get(answer.url).content.decode()
        assert "2 approved; the letters leave at" in page
        assert f"{self.people[2].formal_name}: No place is left: Kazakhstan is full (2 of 2)." in page

    def test_sent_twice_it_is_done_once(self):
        for _ in range(2):
            self.apply("approve", self.people[:1])

        assert Letter.objects.count() == 1

    def test_people_of_another_conference_are_passed_over(self):
        foreign = make_delegate(category=make_category(self.cast.b))

        self.apply("approve", [foreign])

        assert Delegate.objects.get(pk=foreign.pk).status == S.PENDING

    def test_without_its_reason_nothing_is_done(self):
        answer = self.apply("reject", self.people)

        assert answer.status_code == 422
        assert self.statuses() == [S.PENDING] * 3

    def test_with_its_reason_all_are_sent_back(self):
        self.apply("return", self.people, reason="DATA_MISSING")

        assert self.statuses() == [S.RETURNED] * 3

    def test_nonsense_is_refused(self):
        for chosen in ("1;2", "x", "1,", "9" * 30):
            assert self.client.post(f"{LIST}bulk/approve/", {"chosen": chosen}).status_code == 400, chosen
        assert self.client.post(f"{LIST}bulk/explode/", {"chosen": "1"}).status_code == 404
        assert self.client.get(f"{LIST}bulk/approve/").status_code == 405

    def test_the_other_tab_is_refused(self):
        answer = self.apply("approve", self.people, _conference=self.cast.b.pk)

        assert (answer.status_code, self.statuses()) == (409, [S.PENDING] * 3)


class TestRights(ActionCase):
    def test_actions_a_role_lacks_are_forbidden(self):
        for user in (self.cast.programme_a, self.cast.donor_a):
            self.client = client_of(user, self.cast.a)

            for action in ("approve", "export", "delete_selected"):
                assert self.post(action, self.people).status_code == 403
            assert self.apply("approve", self.people).status_code == 403
        assert self.statuses() == [S.PENDING] * 3
        assert not ExportRecord.objects.exists()

    def test_deleting_is_no_action(self):
        self.client = client_of(self.cast.superuser, self.cast.a)

        assert self.post("delete_selected", self.people).status_code == 403

    def test_the_export_of_a_selection_takes_those_people_alone(self):
        page = self.post("export", self.people[:2])
        sent = {"chosen": page.context["chosen"], "query": "", "columns": "number", "format": "csv"}

        answer = self.client.post(f"{LIST}export/", sent | {"language": "machine", "_conference": self.cast.a.pk})

        lines = b"".join(answer).decode("utf-8-sig").split()
        assert lines == ["number", *(str(person.number) for person in self.people[:2])]
