"""What officers write about a delegate's part: delegation, capacity, rank; adding to a delegation; substitution."""

from django.test import TestCase

from attendees.enums import DelegateStatus
from attendees.models import Delegate, DelegateEvent
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.admin.test_corrections import filled
from tests.cast import client_of, make_cast
from tests.factories import (
    NOON,
    make_category,
    make_country,
    make_delegation,
    make_member,
    make_session,
)

LIST = "/admin/attendees/delegate/"
S = DelegateStatus


class FormCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(self.cast.a, code="MEMBER_STATE", approval=ApprovalMode.SECRETARIAT)
        self.kazakhstan = make_delegation(category=self.category, iso2="KZ")
        self.uzbekistan = make_delegation(category=self.category, iso2="UZ", quota_in_person=1)
        self.client = client_of(self.cast.officer_a, self.cast.a)

    def opened(self, way):
        return filled(self.client.get(f"{LIST}{way}")) | {"_conference": self.cast.a.pk}

    def correct(self, person, **changed):
        way = f"{person.pk}/correct/"
        return self.client.post(f"{LIST}{way}", self.opened(way) | changed)

    def again(self, person):
        return Delegate.objects.get(pk=person.pk)


class TestCorrect(FormCase):
    def test_part_rank_and_academic_title_are_written_and_the_part_by_its_own_verb(self):
        person = make_member(self.kazakhstan)

        self.correct(person, capacity="DEPUTY", rank="Colonel of Justice", academic_title="Candidate of Law")

        found = self.again(person)
        assert (found.capacity, found.rank, found.academic_title) == (
            "DEPUTY", "Colonel of Justice", "Candidate of Law",
        )  # fmt: skip
        fields = [event.fields for event in DelegateEvent.objects.filter(delegate=person).order_by("pk")]
        assert fields == [["academic_title", "rank"], ["capacity"]]

    def test_a_second_head_is_a_question_and_then_an_answer(self):
        """R-10."""
        first, second = make_member(self.kazakhstan, capacity="HEAD"), make_member(self.kazakhstan)

        opened = self.opened(f"{second.pk}/correct/") | {"capacity": "HEAD", "rank": "Colonel"}
        asked = self.client.post(f"{LIST}{second.pk}/correct/", opened)

        assert asked.status_code == 422
        assert b'data-code="head_exists"' in asked.content
        assert (self.again(second).rank, self.again(second).capacity) == ("", "")
        self.client.post(f"{LIST}{second.pk}/correct/", opened | {"replace_head": "on"})
        assert (self.again(first).capacity, self.again(second).capacity) == ("REPRESENTATIVE", "HEAD")

    def test_moved_to_another_delegation_the_part_is_given_there(self):
        person = make_member(self.kazakhstan, capacity="HEAD")

        self.correct(person, delegation=str(self.uzbekistan.pk), capacity="EXPERT")

        found = self.again(person)
        assert (found.delegation, found.capacity) == (self.uzbekistan, "EXPERT")

    def test_somebody_seated_is_not_moved_where_no_place_is_left(self):
        """RC-19."""
        make_member(self.uzbekistan, status=S.APPROVED)
        person = make_member(self.kazakhstan, status=S.APPROVED)

        answer = self.correct(person, delegation=str(self.uzbekistan.pk))

        assert answer.status_code == 422
        assert b'data-code="quota_full"' in answer.content
        assert self.again(person).delegation == self.kazakhstan

    def test_a_part_needs_a_delegation(self):
        person = make_member(self.kazakhstan)

        answer = self.correct(person, delegation="", capacity="EXPERT")

        assert answer.status_code == 422
        assert self.again(person).delegation == self.kazakhstan

    def test_a_delegation_of_another_conference_is_no_choice(self):
        """AD-02."""
        foreign = make_delegation(category=make_category(self.cast.b), iso2="RO")
        person = make_member(self.kazakhstan)

        answer = self.correct(person, delegation=str(foreign.pk))

        assert answer.status_code == 422
        assert str(foreign.pk) not in dict(answer.context["form"].fields["delegation"].choices)

    def test_two_officers_see_both_parts(self):
        """RC-23."""
        person = make_member(self.kazakhstan)
        stale = self.opened(f"{person.pk}/correct/")
        self.correct(person, capacity="ADVISER")

        answer = self.client.post(f"{LIST}{person.pk}/correct/", stale | {"capacity": "EXPERT"})

        assert answer.status_code == 409
        assert "<td><bdi>Adviser</bdi></td><td><bdi>Expert</bdi></td>" in answer.content.decode()
        assert self.again(person).capacity == "ADVISER"

    def test_nothing_changed_writes_no_history(self):
        person = make_member(self.kazakhstan, capacity="EXPERT")

        self.correct(person)

        assert not person.events.exists()


class TestAdd(FormCase):
    def add(self, **changed):
        way = f"add/?delegation={self.kazakhstan.pk}"
        sent = self.opened(way) | {"family_name": "Sarsenova", "given_name": "Dina", "sex": "F"} | changed
        return self.client.post(f"{LIST}{way}", sent)

    def test_somebody_is_added_to_the_delegation_with_a_part(self):
        self.add(capacity="HEAD", rank="Major")

        found = Delegate.objects.get()
        assert (found.delegation, found.country_id, found.capacity) == (self.kazakhstan, "KZ", "HEAD")
        assert (found.status, found.source, found.rank) == (S.PENDING, "OFFICER", "Major")

    def test_a_second_head_adds_nobody_until_it_is_answered(self):
        """R-10: nothing is half done."""
        make_member(self.kazakhstan, capacity="HEAD")

        asked = self.add(capacity="HEAD")
        assert (asked.status_code, Delegate.objects.count()) == (422, 1)
        assert not Letter.objects.exists()

        self.add(capacity="HEAD", replace_head="on")
        assert Delegate.objects.get(family_name="Sarsenova").capacity == "HEAD"

    def test_only_delegations_of_the_category_are_offered(self):
        other = make_delegation(category=make_category(self.cast.a), iso2="BG")

        form = self.client.get(f"{LIST}add/?category=MEMBER_STATE").context["form"]

        offered = [value for value, _label in form.fields["delegation"].choices]
        assert str(self.kazakhstan.pk) in offered
        assert str(other.pk) not in offered

    def test_a_delegation_of_another_conference_is_passed_over(self):
        foreign = make_delegation(category=make_category(self.cast.b), iso2="RO")

        page = self.client.get(f"{LIST}add/?delegation={foreign.pk}")

        assert b"Choose the category" in page.content


class TestReplace(FormCase):
    def setUp(self):
        super().setUp()
        self.old = make_member(
            self.kazakhstan, status=S.APPROVED, capacity="HEAD", place=1, sponsored=True, organisation="MoJ"
        )

    def replace(self, **changed):
        way = f"{self.old.pk}/replace/"
        sent = self.opened(way) | {"family_name": "Sarsenova", "given_name": "Dina", "sex": "F"} | changed
        return self.client.post(f"{LIST}{way}", sent | {"email": "dina@example.org"})

    def test_the_newcomer_takes_seat_part_and_place_and_not_the_sponsorship(self):
        """R-24, RC-14."""
        answer = self.replace()

        new = Delegate.objects.get(family_name="Sarsenova")
        assert answer.url == f"{LIST}{new.pk}/change/"
        assert (new.status, new.capacity, new.place, new.sponsored) == (S.APPROVED, "HEAD", 1, False)
        assert self.again(self.old).status == S.REPLACED
        assert Letter.objects.count() == 2

    def test_without_a_name_nobody_goes(self):
        answer = self.replace(family_name="", given_name="")

        assert answer.status_code == 422
        assert self.again(self.old).status == S.APPROVED

    def test_who_is_registered_already_is_refused(self):
        make_member(self.kazakhstan, family_name="Sarsenova", given_name="Dina", email="dina@example.org")

        answer = self.replace()

        assert answer.status_code == 422
        assert b'data-code="same_person"' in answer.content
        assert self.again(self.old).status == S.APPROVED

    def test_only_who_is_approved_can_be_replaced(self):
        pending = make_member(self.kazakhstan)

        answer = self.client.get(f"{LIST}{pending.pk}/replace/")

        assert answer.url == f"{LIST}{pending.pk}/change/"
        assert b'data-code="not_replaceable"' in self.client.get(answer.url).content

    def test_sessions_are_handed_on(self):
        """R-24."""
        session = make_session(self.cast.a)
        self.old.signups.create(session=session, created_at=NOON)

        self.replace()

        assert Delegate.objects.get(family_name="Sarsenova").signups.get().session == session

    def test_others_may_not(self):
        """AD-16."""
        for user, conference, status in (
            (self.cast.officer_b, self.cast.b, 404),
            (self.cast.programme_a, self.cast.a, 403),
        ):
            client = client_of(user, conference)

            assert client.get(f"{LIST}{self.old.pk}/replace/").status_code == status

    def test_a_state_is_kept(self):
        make_country("KZ")

        self.replace(country="")

        assert Delegate.objects.get(family_name="Sarsenova").country_id == "KZ"
