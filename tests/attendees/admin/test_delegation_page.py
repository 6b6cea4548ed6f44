"""One delegation on one page: what it shows, its people decided without leaving, its head, its order."""

from datetime import timedelta

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.domain import focal_points, registrations
from attendees.enums import DelegateStatus, DelegationStatus
from attendees.models import Delegate, DelegateEvent
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member, minutes

S, D = DelegateStatus, DelegationStatus


class PageCase(TestCase):
    """The officer of A before the delegation of Kazakhstan, which has two places."""

    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(
            self.cast.a, code="MEMBER_STATE", name={"en": "Member State"}, approval=ApprovalMode.SECRETARIAT
        )
        self.delegation = make_delegation(category=self.category, quota_in_person=2, status=D.SUBMITTED)
        self.client = client_of(self.cast.officer_a, self.cast.a)
        self.url = f"/admin/attendees/delegation/{self.delegation.pk}/"

    def member(self, family_name="Abilov", **fields):
        return make_member(self.delegation, family_name=family_name, **fields)

    def page(self):
        return self.client.get(f"{self.url}change/")

    def post(self, way, client=None, **sent):
        return (client or self.client).post(f"{self.url}{way}", {"_conference": self.cast.a.pk, **sent})

    def decide(self, person, code, client=None, **sent):
        return self.post(f"people/{person.number}/{code}/", client, **sent)

    def status(self, person):
        return Delegate.objects.get(pk=person.pk).status


class TestShow(PageCase):
    def test_places_are_said_in_words_before_they_are_drawn(self):
        self.member(status="APPROVED")

        page = self.page().content.decode()

        assert "1 of 2 places" in page
        assert page.count('class="seat seat-on"') == 1

    def test_people_stand_in_protocol_order_and_the_gone_apart(self):
        """R-10 and the order of the note."""
        self.member("Second", place=2)
        self.member("Head", place=3, capacity="HEAD")
        self.member("First", place=1)
        self.member("Gone", status="WITHDRAWN")

        context = self.page().context

        assert [row.delegate.family_name for row in context["members"]] == ["Head", "First", "Second"]
        assert [row.delegate.family_name for row in context["gone"]] == ["Gone"]

    def test_what_stands_in_the_way_is_said_beside_the_person(self):
        """R-01, R-07."""
        for _ in range(2):
            self.member(status="APPROVED")
        self.member()

        page = self.page().content.decode()

        assert "Kazakhstan is full (2 of 2)." in page
        assert "Put in the reserve" in page

    def test_the_reserve_is_numbered_in_the_focal_points_order(self):
        self.member("Later", status="WAITLISTED", place=2)
        self.member("Sooner", status="WAITLISTED", place=1)

        page = self.page().content.decode()

        assert page.index("Sooner") < page.index("Reserve, 1") < page.index("Later") < page.index("Reserve, 2")

    def test_what_became_of_the_letters_to_focal_points_is_said(self):
        """AC-06: those of this delegation and of no other."""
        focal_points.send_link(make_focal_point(self.delegation, email="fp@kz.org"), by=self.cast.officer_a, now=NOON)
        elsewhere = make_delegation(category=self.category, iso2="UZ")
        focal_points.send_link(make_focal_point(elsewhere, email="fp@uz.org"), by=self.cast.officer_a, now=NOON)

        letters = self.page().context["letters"]

        assert [letter.to_email for letter in letters] == ["fp@kz.org"]

    def test_previous_and_next_follow_the_list_one_came_from(self):
        before = make_delegation(category=self.category, iso2="BG", status=D.DECLINED)
        after = make_delegation(category=self.category, iso2="UZ", status=D.SUBMITTED)

        context = self.client.get(f"{self.url}change/?list=status%3DSUBMITTED").context

        assert context["previous"] is None
        assert f"/{after.pk}/change/?list=status%3DSUBMITTED" in context["next"]
        assert f"/{before.pk}/" in self.page().context["previous"]

    def test_statements_do_not_grow_with_the_people(self):
        self.member(capacity="HEAD")
        self.member(status="APPROVED", decided_at=NOON)
        self.page()
        few = self.statements()

        for number in range(30):
            self.member(status=(S.APPROVED, S.PENDING, S.WAITLISTED)[number % 3])

        assert self.statements() == few <= 25

    def statements(self):
        with CaptureQueriesContext(connection) as asked:
            self.page()
        return len(asked)


@time_machine.travel(NOON, tick=False)
class TestDecide(PageCase):
    def test_somebody_is_approved_and_the_page_stays(self):
        person = self.member()

        answer = self.decide(person, "approve")

        assert answer.url == f"{self.url}change/#no-{person.number}"
        assert self.status(person) == S.APPROVED

    def test_the_letter_waits_a_minute_and_the_approval_can_be_undone(self):
        """R-28."""
        person = self.member()
        self.decide(person, "approve")
        page = self.page().content.decode()
        assert "Undo the approval" in page
        assert "The letter leaves at 12:01:00" in page

        self.decide(person, "undo")

        assert self.status(person) == S.PENDING
        assert Letter.objects.get().status == "CANCELLED"

    def test_once_the_letter_has_left_the_undo_is_refused_in_words(self):
        """R-28."""
        person = self.member()
        self.decide(person, "approve")
        Letter.objects.update(status="SENT", sent_at=NOON)

        answer = self.decide(person, "undo")

        assert self.status(person) == S.APPROVED
        assert b'data-code="too_late"' in self.client.get(answer.url).content

    def test_into_the_reserve_and_out_of_it_again(self):
        seated = self.member(status="APPROVED")
        self.member(status="APPROVED")
        person = self.member()

        self.decide(person, "reserve")
        assert self.status(person) == S.WAITLISTED
        registrations.withdraw(seated, by=self.cast.officer_a, now=NOON)

        assert self.status(person) == S.PENDING

    def test_more_information_is_asked_for_with_a_reason(self):
        """R-26."""
        person = self.member()

        self.decide(person, "return", **{"return-reason": "DATA_MISSING", "return-text": "Which rank?"})

        event = DelegateEvent.objects.get(delegate=person, kind="RETURNED")
        assert (self.status(person), event.text) == (S.RETURNED, "Which rank?")

    def test_without_a_reason_nothing_is_done_and_the_words_are_kept(self):
        person = self.member()

        answer = self.decide(person, "return", **{"return-text": "Which rank?"})

        assert (answer.status_code, self.status(person)) == (422, S.PENDING)
        assert b"Which rank?" in answer.content

    def test_the_officer_confirms_for_the_focal_point_and_then_approves(self):
        """R-06."""
        self.category.approval = ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT
        self.category.save()
        person = self.member()
        assert "Not confirmed by the focal point" in self.page().content.decode()

        self.decide(person, "approve")
        self.decide(person, "endorse")
        self.decide(person, "approve")

        kinds = list(DelegateEvent.objects.filter(delegate=person).values_list("kind", flat=True))
        assert kinds == ["ENDORSED", "APPROVED"]

    def test_a_stranger_or_an_unknown_decision_is_not_found(self):
        """AC-09."""
        elsewhere = make_member(make_delegation(category=self.category, iso2="UZ"))

        assert self.decide(elsewhere, "approve").status_code == 404
        assert self.decide(self.member(), "reject").status_code == 404
        assert self.status(elsewhere) == S.PENDING

    def test_the_other_conference_and_other_roles_decide_nothing(self):
        person = self.member()

        for user, conference, status in (
            (self.cast.officer_b, self.cast.b, 409),
            (self.cast.programme_a, self.cast.a, 403),
            (self.cast.donor_a, self.cast.a, 403),
        ):
            assert self.decide(person, "approve", client_of(user, conference)).status_code == status
        assert self.status(person) == S.PENDING


class TestHead(PageCase):
    def test_the_first_head_is_made_at_once(self):
        person = self.member()

        self.post(f"people/{person.number}/head/")

        assert Delegate.objects.get(pk=person.pk).capacity == "HEAD"

    def test_a_second_head_is_a_question(self):
        """R-10."""
        first, second = self.member("First", capacity="HEAD"), self.member("Second")

        asked = self.post(f"people/{second.number}/head/")
        assert "Given First is head of this delegation. Replace the head?" in asked.content.decode()
        assert Delegate.objects.get(pk=second.pk).capacity == ""
        self.post(f"people/{second.number}/head/", replace_head="1")

        found = dict(Delegate.objects.values_list("family_name", "capacity"))
        assert found == {"First": "REPRESENTATIVE", "Second": "HEAD"}
        assert Delegate.objects.get(pk=first.pk).status == S.PENDING


class TestArrange(PageCase):
    def arrange(self, places, parts):
        sent = {f"place-{person.number}": place for person, place in places.items()}
        sent |= {f"part-{person.number}": part for person, part in parts.items()}
        return self.post("order/", **sent)

    def test_order_and_parts_are_written_together(self):
        one, two = self.member("One", capacity="HEAD"), self.member("Two")

        self.arrange({one: 2, two: 1}, {one: "DEPUTY", two: "HEAD"})

        rows = Delegate.objects.order_by("place").values_list("family_name", "capacity")
        assert list(rows) == [("Two", "HEAD"), ("One", "DEPUTY")]

    def test_two_heads_are_refused_beside_the_field(self):
        """R-10."""
        one, two = self.member("One"), self.member("Two")

        answer = self.arrange({one: 1, two: 2}, {one: "HEAD", two: "HEAD"})

        assert answer.status_code == 422
        assert b"A delegation has one head." in answer.content
        assert not Delegate.objects.filter(capacity="HEAD").exists()

    def test_saving_nothing_new_writes_no_history(self):
        one = self.member(capacity="EXPERT")

        self.arrange({one: 1}, {one: "EXPERT"})

        assert not self.delegation.events.exists()
        assert not one.events.exists()

    def test_the_form_shows_everybody(self):
        self.member("Shown")

        assert b"Shown" in self.client.get(f"{self.url}order/").content


class TestPoints(PageCase):
    def setUp(self):
        super().setUp()
        self.point = make_focal_point(self.delegation, email="fp@kz.example.org")

    def test_another_is_named_and_written_to(self):
        self.post("points/", name="Aigerim S.", email="a@mfa.example.org", language="ru")

        assert self.delegation.focal_points.count() == 2
        letter = Letter.objects.get()
        assert (letter.to_email, letter.language) == ("a@mfa.example.org", "ru")

    def test_the_same_address_again_is_no_second_letter_and_said_so(self):
        answer = self.post("points/", name="New Name", email="FP@kz.example.org", language="ru")

        assert [each.name for each in self.delegation.focal_points.all()] == ["New Name"]
        assert not Letter.objects.exists()
        assert b"no letter leaves" in self.client.get(answer.url).content

    def test_a_bad_address_is_said_beside_the_field(self):
        answer = self.post("points/", name="Aigerim S.", email="nobody", language="ru")

        assert answer.status_code == 422
        assert b"Aigerim S." in answer.content
        assert self.delegation.focal_points.count() == 1

    def test_the_link_is_sent_again(self):
        self.post(f"points/{self.point.pk}/link/")

        assert Letter.objects.get().to_email == "fp@kz.example.org"

    def test_revoking_says_first_what_it_does(self):
        """R-15."""
        plan = self.client.get(f"{self.url}points/{self.point.pk}/revoke/")
        self.point.refresh_from_db()
        assert (b"The link stops at once" in plan.content, self.point.revoked_at) == (True, None)

        self.post(f"points/{self.point.pk}/revoke/")

        self.point.refresh_from_db()
        assert self.point.revoked_at is not None

    def test_one_of_another_delegation_is_not_found(self):
        other = make_focal_point(make_delegation(category=self.category, iso2="UZ"))

        assert self.post(f"points/{other.pk}/link/").status_code == 404
        assert self.post(f"points/{other.pk}/revoke/").status_code == 404


class TestSteps(PageCase):
    def test_the_page_offers_what_can_be_done_now(self):
        codes = [step.code for step in self.page().context["steps"]]
        assert codes == ["confirm", "decline", "reopen"]

        self.member()

        assert [step.code for step in self.page().context["steps"]] == ["decline", "reopen"]

    def test_a_step_says_first_what_follows_and_comes_back_to_the_page(self):
        self.member(status="APPROVED")
        self.member()
        plan = self.client.get(f"{self.url}step/decline/")
        assert "1 person is withdrawn. 1 stays approved." in plan.content.decode()

        sent = {"chosen": plan.context["chosen"], "query": "", "back": "1", "text": "No visas."}
        answer = self.client.post("/admin/attendees/delegation/bulk/decline/", sent | {"_conference": self.cast.a.pk})

        assert answer.url == f"{self.url}change/"
        self.delegation.refresh_from_db()
        assert (self.delegation.status, self.delegation.events.get().text) == (D.DECLINED, "No visas.")

    def test_an_unknown_step_is_not_found(self):
        assert self.client.get(f"{self.url}step/explode/").status_code == 404

    def test_late_and_open_again(self):
        self.delegation.deadline_at = NOON - timedelta(days=1)
        self.delegation.save()

        sent = {"chosen": str(self.delegation.pk), "back": "1", "text": "", "_conference": self.cast.a.pk}
        self.client.post("/admin/attendees/delegation/bulk/reopen/", sent)

        self.delegation.refresh_from_db()
        assert self.delegation.status == D.COMPOSING


class TestManyAtOnce(PageCase):
    @time_machine.travel(NOON, tick=False)
    def test_approved_together_they_are_undone_together(self):
        """R-28, RC-17: the letters wait ten minutes; one button takes all of it back."""
        people = [self.member() for _ in range(3)]
        chosen = ",".join(str(each.pk) for each in people)
        bulk = "/admin/attendees/delegate/bulk/"
        self.client.post(f"{bulk}approve/", {"chosen": chosen, "_conference": self.cast.a.pk})
        page = self.client.get("/admin/attendees/delegate/").content.decode()
        assert "Undo these 2" in page
        assert "The letters leave at 12:10." in page

        fresh = self.client.get("/admin/attendees/delegate/").context["fresh"]
        self.client.post(f"{bulk}undo/", {"chosen": fresh.chosen, "_conference": self.cast.a.pk})

        assert {self.status(each) for each in people} == {S.PENDING}
        assert set(Letter.objects.values_list("status", flat=True)) == {"CANCELLED"}
        assert "Undo these" not in self.client.get("/admin/attendees/delegate/").content.decode()

    def test_after_ten_minutes_the_button_is_gone(self):
        person = self.member()
        with time_machine.travel(NOON, tick=False):
            sent = {"chosen": str(person.pk), "_conference": self.cast.a.pk}
            self.client.post("/admin/attendees/delegate/bulk/approve/", sent)

        with time_machine.travel(NOON + minutes(11), tick=False):
            page = self.client.get("/admin/attendees/delegate/")

        assert page.context["fresh"] is None

    def test_the_plan_for_all_who_wait_names_who_fits(self):
        """RC-17: the words of the plan."""
        people = [self.member() for _ in range(3)]
        sent = {"_selected_action": [each.pk for each in people], "action": "approve", "index": 0}

        page = self.client.post(
            f"/admin/attendees/delegate/?delegation={self.delegation.pk}", sent | {"_conference": self.cast.a.pk}
        )

        assert "2 will be approved, 1 waits: Kazakhstan is full (2 of 2)." in page.content.decode()
