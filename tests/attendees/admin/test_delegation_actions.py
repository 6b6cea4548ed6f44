"""Steps with a selection of delegations: shown first, then done, to nobody else (AD-05)."""

from datetime import timedelta

from django.utils import timezone

from attendees.enums import DelegationStatus
from attendees.models import Delegation, DelegationEvent
from mailing.models import Letter
from tests.attendees.admin.test_delegations import LIST, ListCase
from tests.cast import client_of
from tests.factories import make_category, make_delegation, make_focal_point

D = DelegationStatus


class ActionCase(ListCase):
    def setUp(self):
        super().setUp()
        self.chosen = [self.delegation(iso2, status=D.DRAFT) for iso2 in ("KZ", "UZ", "TJ")]
        for each in self.chosen[:2]:
            make_focal_point(each)

    def post(self, action, chosen=(), **sent):
        sent = {"_selected_action": [each.pk for each in chosen], "action": action, "index": 0} | sent
        return self.client.post(LIST, {"_conference": self.cast.a.pk} | sent)

    def apply(self, action, chosen, **sent):
        sent = {"chosen": ",".join(str(each.pk) for each in chosen), "_conference": self.cast.a.pk} | sent
        return self.client.post(f"{LIST}bulk/{action}/", sent)

    def statuses(self):
        return dict(Delegation.objects.values_list("country_id", "status"))


class TestPlan(ActionCase):
    def test_the_plan_names_who_is_written_to_and_who_is_not_and_why(self):
        page = self.post("invite", self.chosen).content.decode()

        assert "Invite, 3 delegations: the plan" in page
        assert "2 delegations will change, 1 stays as it is" in page
        assert "Invite 2 delegations" in page
        assert not Letter.objects.exists()

    def test_all_in_the_filter_and_no_others(self):
        """AD-05: select-across stays within the filter and the conference."""
        make_delegation(category=make_category(self.cast.b), iso2="RO")

        page = self.post("invite", self.chosen[:1], select_across="1")

        assert len(page.context["plan"].lines) == 3

    def test_a_reminder_asks_for_words(self):
        page = self.post("remind", self.chosen)

        assert page.context["plan"].doable == 0
        assert b"Remind 0" not in page.content


class TestApply(ActionCase):
    def test_what_the_plan_said_is_done(self):
        answer = self.apply("invite", self.chosen)

        assert self.statuses() == {"KZ": D.INVITED, "UZ": D.INVITED, "TJ": D.DRAFT}
        page = self.client.get(answer.url).content.decode()
        assert "2 delegations were invited." in page
        assert "Tajikistan: Nobody can be written to" in page

    def test_the_note_of_a_reminder_goes_into_the_letter(self):
        self.apply("invite", self.chosen[:1])
        Delegation.objects.update(deadline_at=timezone.now() + timedelta(days=1))

        self.apply("remind", self.chosen[:1], text="Today is the last day.")

        assert "Today is the last day." in Letter.objects.get(kind="delegation_reminder").text

    def test_others_of_another_conference_are_passed_over(self):
        foreign = make_delegation(category=make_category(self.cast.b), iso2="RO", status=D.DRAFT)
        make_focal_point(foreign)

        self.apply("invite", [foreign])

        assert self.statuses()["RO"] == D.DRAFT

    def test_nonsense_is_refused(self):
        for chosen in ("1;2", "x", "1,"):
            assert self.client.post(f"{LIST}bulk/invite/", {"chosen": chosen}).status_code == 400, chosen
        assert self.client.post(f"{LIST}bulk/explode/", {"chosen": "1"}).status_code == 404
        assert self.client.get(f"{LIST}bulk/invite/").status_code == 405

    def test_the_other_tab_is_refused(self):
        assert self.apply("invite", self.chosen, _conference=self.cast.b.pk).status_code == 409
        assert not DelegationEvent.objects.exists()


class TestRights(ActionCase):
    def test_who_may_not_see_them_may_do_nothing_with_them(self):
        """AD-05, AD-16."""
        for user in (self.cast.programme_a, self.cast.donor_a):
            self.client = client_of(user, self.cast.a)

            assert self.post("invite", self.chosen).status_code == 403
            assert self.apply("invite", self.chosen).status_code == 403
        assert set(self.statuses().values()) == {D.DRAFT}

    def test_deleting_is_no_action(self):
        """AD-06."""
        self.client = client_of(self.cast.superuser, self.cast.a)

        assert self.post("delete_selected", self.chosen).status_code == 403
        assert self.client.get(f"{LIST}{self.chosen[0].pk}/delete/").status_code == 403
