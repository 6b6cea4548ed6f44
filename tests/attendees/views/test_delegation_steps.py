"""Sending the names, opening the list again, declining: as a focal point does it."""

from datetime import timedelta

import time_machine

from attendees.domain import nominations
from attendees.domain.registrations import Form
from attendees.enums import DelegateStatus
from attendees.models import Delegate, Delegation
from mailing.models import Letter
from tests.attendees.focal import came_in
from tests.attendees.views.test_nominees import Named, code
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member

S = DelegateStatus
SUBMIT = "/delegation/submit/"


class Sending(Named):
    def name(self, family, **fields):
        form = Form({"family_name": family, "given_name": "Kairat", "email": "", "language": "ru", **fields})
        return nominations.nominate(self.delegation, form, by=self.point, now=NOON)

    def seen(self):
        return " ".join(str(each) for each in Delegate.objects.filter(status="DRAFT").values_list("number", flat=True))

    def submit(self, **more):
        return self.client.post(SUBMIT, {"seen": self.seen(), **more}, follow=True)


class TestSubmit(Sending):
    def test_the_check_page_says_who_and_where_letters_go(self):
        """R-16, R-17."""
        self.name("Abilov", email="office@mvd.example")
        self.name("Ospanov", email="office@mvd.example")
        self.name("Bekova")

        page = self.client.get(SUBMIT).content.decode()

        assert "Send 3 people to the secretariat" in page
        assert "one letter with a link for each" in page
        assert "These people have no e-mail." in page
        assert page.partition("These people have no e-mail.")[2].count("<li><bdi>Kairat Bekova") == 1

    def test_looking_sends_nothing(self):
        self.name("Abilov")

        self.client.get(SUBMIT)
        self.client.head(SUBMIT)

        assert Delegate.objects.get().status == S.DRAFT

    def test_the_names_are_sent_and_the_page_after_it_says_what_came_of_it(self):
        self.name("Abilov", email="k@mvd.example")

        response = self.submit()

        page = response.content.decode()
        assert response.redirect_chain == [("/delegation/sent/", 303)]
        assert (outcome(response), Delegate.objects.get().status) == ("received", S.PENDING)
        assert "1 person was sent." in page
        assert "k@mvd.example" in page

    def test_sent_twice_it_is_sent_once(self):
        self.name("Abilov", email="k@mvd.example")
        seen = self.seen()

        for _ in range(2):
            response = self.client.post(SUBMIT, {"seen": seen}, follow=True)

        assert outcome(response) == "received"
        assert Letter.objects.filter(kind="delegate_nominated").count() == 1

    def test_who_was_added_meanwhile_is_not_sent_unseen(self):
        """RC-23."""
        self.name("Abilov")
        seen = self.seen()
        self.name("Bekova")

        response = self.client.post(SUBMIT, {"seen": seen})

        assert (response.status_code, code(response)) == (409, "changed_meanwhile")
        assert "Kairat Bekova" in response.content.decode()
        assert set(Delegate.objects.values_list("status", flat=True)) == {S.DRAFT}

    def test_of_an_automatic_category_each_is_told_at_once(self):
        self.delegation = make_delegation(category=make_category(), quota_in_person=1)
        self.point = make_focal_point(self.delegation)
        self.client = came_in(self.point)
        self.name("Abilov")
        self.name("Bekova")

        page = self.submit().content.decode()

        assert "Approved" in page
        assert "On the waiting list" in page

    def test_nobody_named_is_nothing_to_send(self):
        response = self.client.post(SUBMIT)

        assert code(response) == "illegal_move"
        self.assertContains(response, "Nobody new is on the list. Add people, then send it.", status_code=409)

    def test_who_wants_to_add_to_a_sent_list_is_told_how(self):
        self.name("Abilov")
        self.submit()

        self.assertContains(self.client.get("/delegation/add/"), "To add people, open it again")

    def test_after_the_deadline_nothing_is_sent(self):
        """R-19, L-03: one second decides."""
        self.name("Abilov")
        Delegation.objects.update(deadline_at=NOON)

        assert outcome(self.submit()) == "closed"
        assert Delegate.objects.get().status == S.DRAFT

    def test_nothing_was_sent_yet_so_there_is_no_page_of_it(self):
        assert self.client.get("/delegation/sent/")["Location"] == "/delegation/"


class TestReopen(Sending):
    def test_the_list_opens_for_more_names_and_is_sent_again(self):
        self.name("Abilov")
        self.submit()

        response = self.client.post("/delegation/reopen/", follow=True)
        self.name("Bekova")
        page = self.submit().content.decode()

        assert outcome(response) == "changed"
        assert "1 person was sent." in page
        assert set(Delegate.objects.values_list("status", flat=True)) == {S.PENDING}

    def test_it_may_be_closed_as_it_was(self):
        self.name("Abilov")
        self.submit()
        self.client.post("/delegation/reopen/")

        page = self.client.get(SUBMIT).content.decode()
        response = self.submit()

        assert "It is closed as it is; nobody is written to." in page
        assert outcome(response) == "received"
        assert Delegation.objects.get().status == "SUBMITTED"

    def test_pressed_twice_it_is_open(self):
        self.name("Abilov")
        self.submit()

        answers = [self.client.post("/delegation/reopen/", follow=True) for _press in range(2)]

        assert [outcome(each) for each in answers] == ["changed", "changed"]

    def test_a_confirmed_list_is_not_opened(self):
        Delegation.objects.update(status="CONFIRMED")

        assert code(self.client.post("/delegation/reopen/", follow=True)) == "confirmed"

    def test_after_the_deadline_neither(self):
        """R-19."""
        Delegation.objects.update(status="SUBMITTED")
        with time_machine.travel(NOON + timedelta(days=31), tick=False):
            response = came_in(self.point).post("/delegation/reopen/", follow=True)

        assert (outcome(response), code(response)) == ("closed", "closed")


class TestDecline(Sending):
    """R-14."""

    def setUp(self):
        super().setUp()
        self.name("Draft")
        make_member(self.delegation, status=S.PENDING)
        make_member(self.delegation, status=S.APPROVED)

    def decline(self, **sent):
        return self.client.post("/delegation/decline/", sent, follow=True)

    def test_the_page_says_what_happens_to_whom(self):
        page = self.client.get("/delegation/decline/").content.decode()

        assert "1 draft is deleted." in page
        assert "1 person who is not approved yet is withdrawn and gets a letter." in page
        assert "1 person who is approved keeps the place" in page

    def test_a_word_is_optional_and_kept(self):
        response = self.decline(text="The minister is travelling.")

        event = self.delegation.events.get(kind="DECLINED")
        assert outcome(response) == "withdrawn"
        assert (event.text, event.focal_point) == ("The minister is travelling.", self.point)
        assert sorted(Delegate.objects.values_list("status", flat=True)) == [S.APPROVED, S.WITHDRAWN]

    def test_without_a_word_it_is_the_same(self):
        self.decline()

        assert Delegation.objects.get().status == "DECLINED"

    def test_too_many_words_are_a_mistake_and_stay(self):
        """IN-03."""
        response = self.decline(text="x" * 1001)

        assert outcome(response) == "invalid"
        assert "x" * 1001 in response.content.decode()
        assert Delegation.objects.get().status != "DECLINED"

    def test_declining_twice_says_so(self):
        self.decline()

        assert code(self.decline()) == "illegal_move"

    def test_after_the_deadline_only_the_secretariat_can_help(self):
        """R-19."""
        Delegation.objects.update(status="DECLINED", deadline_at=NOON)
        Delegate.objects.update(status="WITHDRAWN")

        page = self.client.get("/delegation/").content.decode()

        assert "If that changes, write to the secretariat." in page
        assert "open the list again" not in page

    def test_before_the_deadline_the_delegation_may_come_after_all(self):
        page = self.decline().content.decode()
        self.client.post("/delegation/reopen/")

        assert "Open the list for more names" in page
        assert Delegation.objects.get().status == "COMPOSING"


class TestColleague(Sending):
    def name(self, **changed):
        sent = {"name": "Serik Akhmetov", "email": "serik@mvd.example", "language": "ru", **changed}
        return self.client.post("/delegation/colleague/", sent, follow=True)

    def test_a_colleague_gets_an_own_link(self):
        response = self.name()

        assert outcome(response) == "changed"
        assert "Serik Akhmetov" in response.content.decode()
        assert Letter.objects.get().to_email == "serik@mvd.example"

    def test_sent_twice_it_is_one_and_says_so(self):
        self.name()

        response = self.name()

        assert (outcome(response), code(response)) == ("refused", "known")
        assert self.delegation.focal_points.count() == 2

    def test_mistakes_send_nothing(self):
        assert outcome(self.name(email="nobody")) == "invalid"
        assert not Letter.objects.exists()

    def test_after_the_last_deadline_it_is_shut(self):
        """R-19."""
        with time_machine.travel(NOON + timedelta(days=46), tick=False):
            self.client = came_in(self.point)

            assert outcome(self.name()) == "closed"
