"""The people of a delegation as the secretariat looks at them."""

import pytest
from django.test import TestCase

from attendees.domain import delegation_people
from attendees.domain.missing import Missing
from attendees.domain.refusals import NominationRefused
from attendees.models import Delegate
from conference.domain import countries
from conference.enums import ApprovalMode
from tests.factories import NOON, make_category, make_delegation, make_member, make_user, minutes


class PeopleCase(TestCase):
    def setUp(self):
        self.delegation = make_delegation(quota_in_person=1)

    def members(self, delegation=None):
        return delegation_people.of(delegation or self.delegation, now=NOON)[0]


class TestMembers(PeopleCase):
    def test_head_first_then_place_then_number(self):
        for name, fields in {"B": {"place": 2}, "A": {"place": 1}, "C": {"place": None}, "Z": {"place": 9}}.items():
            make_member(self.delegation, family_name=name, capacity="HEAD" if name == "Z" else "", **fields)

        assert [each.delegate.family_name for each in self.members()] == ["Z", "A", "B", "C"]

    def test_obstacles_are_those_of_somebody_alone(self):
        """R-01: one place is free, so none of the two is told to wait; together the plan tells them apart."""
        make_member(self.delegation)
        make_member(self.delegation)
        assert [each.obstacle for each in self.members()] == ["", ""]

        make_member(self.delegation, status="APPROVED")

        assert {each.obstacle for each in self.members()} == {"Kazakhstan is full (1 of 1).", ""}

    def test_who_takes_part_online_has_places_of_their_own(self):
        """R-02."""
        make_member(self.delegation, status="APPROVED")
        make_member(self.delegation, modality="ONLINE")

        assert [each.obstacle for each in self.members()] == ["", ""]

    def test_the_paper_is_asked_for_before_the_place(self):
        """R-07."""
        delegation = make_delegation(category=make_category(needs_document=True, approval=ApprovalMode.SECRETARIAT))
        make_member(delegation)

        (member,) = self.members(delegation)

        assert member.obstacle == "No verified official paper names this person."
        assert (member.is_unnamed, Missing.DOCUMENT in member.lacks) == (True, True)

    def test_the_reserve_has_turns_and_the_fresh_can_be_undone(self):
        """R-28."""
        make_member(self.delegation, status="WAITLISTED", place=5)
        make_member(self.delegation, status="WAITLISTED", place=3)
        fresh = make_member(self.delegation, status="APPROVED", decided_at=NOON - minutes(2), place=9)

        found = {each.delegate.place: each for each in self.members()}

        assert (found[3].turn, found[5].turn, found[9].turn) == (1, 2, None)
        assert found[9].undo_until == fresh.decided_at + minutes(10)

    def test_as_many_statements_for_three_as_for_thirty(self):
        countries.all_countries()
        for number in (3, 30):
            for _ in range(number):
                make_member(self.delegation, status="PENDING")
            with self.assertNumQueries(4):
                self.members()


class TestArrange(PeopleCase):
    def arrange(self, numbers, parts):
        delegation_people.arrange(self.delegation, numbers, parts, by=make_user(), now=NOON)

    def test_the_old_head_steps_aside_for_the_new_one(self):
        """R-10."""
        one = make_member(self.delegation, capacity="HEAD")
        two = make_member(self.delegation)

        self.arrange([two.number, one.number], {one.number: "EXPERT", two.number: "HEAD"})

        assert list(Delegate.objects.order_by("place").values_list("capacity", flat=True)) == ["HEAD", "EXPERT"]

    def test_a_head_who_is_not_on_the_form_refuses_all_of_it(self):
        one, two = make_member(self.delegation, place=1), make_member(self.delegation, place=2)
        make_member(self.delegation, capacity="HEAD", place=3)

        with pytest.raises(NominationRefused, match="Replace the head") as refused:
            self.arrange([two.number, one.number], {one.number: "HEAD", two.number: "DEPUTY"})

        assert refused.value.code == "head_exists"
        assert Delegate.objects.get(pk=one.pk).place == 1

    def test_who_left_meanwhile_refuses_all_of_it(self):
        one = make_member(self.delegation)
        gone = make_member(self.delegation, status="WITHDRAWN")

        with pytest.raises(NominationRefused):
            self.arrange([gone.number, one.number], {one.number: "EXPERT"})

        assert Delegate.objects.get(pk=one.pk).capacity == ""
