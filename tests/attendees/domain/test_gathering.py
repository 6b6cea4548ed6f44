"""What is asked beside the seats, in the same statement: places in sessions, and people of like names."""

import pytest
from django.test import TestCase

from attendees.domain import duplicates, joining, seating, signups
from attendees.domain.refusals import SignupRefused
from attendees.domain.seating import Seats
from attendees.models import Delegate
from tests.factories import NOON, make_category, make_conference, make_delegate, make_session


class TestGather(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference)

    def newcomer(self, **fields) -> Delegate:
        return Delegate(conference=self.conference, category=self.category, **fields)

    def test_it_costs_no_statement_of_its_own(self):
        session = make_session(self.conference, capacity=3)
        known = make_delegate(category=self.category, family_name="Asanov", given_name="Marat", phone="+996555012345")
        signups.choose(known, [session], by=None, now=NOON)
        newcomer = self.newcomer(family_name="Asanov", given_name="Marat")
        asked = {
            "alike": duplicates.gathered(newcomer),
            "places": seating.session_places_gathered([session.pk]),
        }

        with self.assertNumQueries(1):
            standing = joining.standing(newcomer, **asked)

        assert seating.places_from(standing.gathered["places"]) == {session.pk: Seats(3, 1)}
        [(pk, family, given, *_rest)] = standing.gathered["alike"]
        assert (pk, family, given) == (known.pk, "Asanov", "Marat")

    def test_sealed_columns_stay_sealed_on_the_way(self):
        make_delegate(category=self.category, family_name="Asanov", given_name="Marat", phone="+996555012345")
        newcomer = self.newcomer(family_name="Asanov", given_name="Marat")

        standing = joining.standing(newcomer, alike=duplicates.gathered(newcomer))

        assert "+996555012345" not in str(standing.gathered["alike"])

    def test_nothing_asked_and_nothing_found_are_nothing(self):
        newcomer = self.newcomer(given_name="Gulzat")

        standing = joining.standing(
            newcomer, alike=duplicates.gathered(newcomer), places=seating.session_places_gathered([])
        )

        assert standing.gathered == {"alike": [], "places": []}
        assert joining.standing(newcomer).gathered == {}

    def test_places_read_so_are_the_same_as_those_read_alone(self):
        sessions = [make_session(self.conference, capacity=number) for number in (1, 5)]
        keys = [session.pk for session in sessions]

        standing = seating.standing(self.category, gather={"places": seating.session_places_gathered(keys)})

        assert seating.places_from(standing.gathered["places"]) == seating.session_places(keys)

    def test_a_full_session_is_full_whoever_read_it(self):
        session = make_session(self.conference, capacity=0)
        delegate = make_delegate(category=self.category)

        with pytest.raises(SignupRefused) as refused:
            signups.take(delegate, [session], now=NOON, places={session.pk: Seats(0, 0)})

        assert refused.value.code == "session_full"
