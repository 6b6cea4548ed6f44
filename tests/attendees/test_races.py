"""Races for seats, with real threads on the real database, and controls that must oversell."""

from collections import Counter

from django.test import TransactionTestCase

from attendees.domain import promotions, registrations, signups
from attendees.domain.refusals import RegistrationRefused, SignupRefused
from attendees.enums import DelegateStatus
from attendees.models import Delegate
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.races import control, register, registering_without_lock, together
from tests.factories import NOON, make_category, make_conference, make_delegate, make_session

S = DelegateStatus


class TestRacesForSeats(TransactionTestCase):
    def test_one_seat_two_people_one_winner_every_time(self):
        """RC-02, R-03."""
        for round_ in range(15):
            category = make_category(make_conference(capacity=1))

            answers = together(*[lambda n=n, pk=category.pk: register(pk, n) for n in (1, 2)])

            assert sorted(answer.word for answer in answers) == ["approved", "waitlisted"], round_

    def test_fifty_seats_are_exactly_filled_and_the_rest_waits_in_order(self):
        """L-01, in small: 30 at once for 10 seats."""
        category = make_category(make_conference(capacity=10))

        answers = together(*[lambda n=n, pk=category.pk: register(pk, n) for n in range(30)])

        assert Counter(answer.word for answer in answers) == {"approved": 10, "waitlisted": 20}
        assert sorted(answer.position for answer in answers if answer.position) == list(range(1, 21))
        assert sorted(Delegate.objects.values_list("number", flat=True)) == list(range(1, 31))
        assert Letter.objects.count() == 30

    def test_the_same_key_at_once_is_one_registration(self):
        """RC-05."""
        category = make_category()

        answers = together(*[lambda: register(category.pk, 1, key="same") for _ in range(8)])

        assert {answer.delegate.reference for answer in answers} == {Delegate.objects.get().reference}

    def test_the_same_person_at_once_is_one_registration(self):
        """RC-05."""
        category = make_category()

        answers = together(*[lambda n=n: register(category.pk, 1, key=f"key{n}") for n in range(8)])

        assert Counter(answer.word for answer in answers) == {"approved": 1, "duplicate": 7}

    def test_promotion_started_ten_times_promotes_nobody_twice(self):
        """RC-10."""
        conference = make_conference(capacity=3)
        category = make_category(conference)
        for _ in range(6):
            make_delegate(category=category, status=S.WAITLISTED)

        results = together(*[lambda: promotions.fill_seats(conference, now=NOON) for _ in range(10)])

        assert sum(len(promoted) for promoted in results) == 3
        assert Delegate.objects.seated().count() == 3

    def test_withdrawing_five_times_frees_one_seat(self):
        """RC-15."""
        category = make_category(make_conference(capacity=1))
        seated = make_delegate(category=category, status=S.APPROVED)
        for _ in range(3):
            make_delegate(category=category, status=S.WAITLISTED)

        together(*[lambda: registrations.withdraw(seated, by=None, now=NOON) for _ in range(5)])

        assert Delegate.objects.seated().count() == 1
        assert Letter.objects.filter(kind="delegate_withdrawn").count() == 1
        assert seated.events.count() == 1

    def test_two_officers_approve_for_the_last_seat(self):
        """R-03."""
        category = make_category(make_conference(capacity=1), approval=ApprovalMode.SECRETARIAT)
        people = [make_delegate(category=category) for _ in range(4)]

        results = together(*[lambda d=d: registrations.approve(d, by=None, now=NOON) for d in people])

        refusals = [result for result in results if isinstance(result, RegistrationRefused)]
        assert [refusal.code for refusal in refusals] == ["quota_full"] * 3
        assert Delegate.objects.seated().count() == 1

    def test_sessions_chosen_crosswise_neither_overfill_nor_deadlock(self):
        """RC-21."""
        conference = make_conference()
        category = make_category(conference)
        one, other = (
            make_session(conference, capacity=3),
            make_session(conference, capacity=3, starts_at=make_session(conference).ends_at),
        )
        people = [make_delegate(category=category, status=S.APPROVED) for _ in range(10)]
        orders = [[one, other], [other, one]] * 5

        results = together(
            *[
                lambda d=d, chosen=chosen: signups.choose(d, chosen, by=None, now=NOON)
                for d, chosen in zip(people, orders, strict=True)
            ]
        )

        refusals = [result for result in results if isinstance(result, Exception)]
        assert {type(refusal) for refusal in refusals} == {SignupRefused}
        assert (one.signups.count(), other.signups.count(), len(refusals)) == (3, 3, 7)


@control
class TestControl(TransactionTestCase):
    def test_without_the_lock_seats_are_oversold(self):
        """RC-03."""
        category = make_category(make_conference(capacity=1))

        with registering_without_lock(4):
            together(*[lambda n=n: register(category.pk, n) for n in range(4)])

        assert Delegate.objects.seated().count() == 4
