"""Delegations racing for seats, on the real database, with a sampler that looks on and a control that must exceed."""

import threading
import time
from collections import Counter
from dataclasses import replace
from unittest import mock

import pytest
from django.db import connection, connections
from django.db.models import Count, F, Q
from django.test import TransactionTestCase

from attendees.domain import delegations, nominations, registrations, seating, substitutions
from attendees.domain.refusals import DelegationRefused, NominationRefused, RegistrationRefused
from attendees.domain.registrations import Form
from attendees.enums import Capacity, DelegateStatus
from attendees.models import Delegate, Register
from conference.models import Category
from tests.attendees.test_races import register, together
from tests.factories import NOON, make_category, make_conference, make_delegation, make_focal_point, make_member

S = DelegateStatus
STATES = ("KZ", "UZ", "TJ")
OF_A_DELEGATION, OF_THE_CONFERENCE = 4, 10


def scene():
    category = make_category(make_conference(capacity=OF_THE_CONFERENCE))
    made = [make_delegation(category=category, iso2=iso2, quota_in_person=OF_A_DELEGATION) for iso2 in STATES]
    return category, made


def seated():
    """How many are seated in all, and most in one delegation, in one statement."""
    people = Delegate.objects.filter(status=S.APPROVED, modality="IN_PERSON").order_by()
    rows = people.values("delegation").annotate(n=Count("pk")).values_list("n", flat=True)
    numbers = list(rows)
    return sum(numbers), max(numbers, default=0)


class Sampler(threading.Thread):
    """Counts the seats again and again from a connection of its own."""

    def __init__(self):
        super().__init__()
        self.stopping, self.seen, self.samples = threading.Event(), (0, 0), 0

    def run(self):
        while not self.stopping.is_set():
            total, most = seated()
            self.seen = (max(self.seen[0], total), max(self.seen[1], most))
            self.samples += 1
            time.sleep(0.005)
        connections.close_all()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_error):
        self.stopping.set()
        self.join()


def submit_all(category):
    calls = [
        lambda n=n, iso2=iso2: register(category.pk, n, country_id=iso2)
        for n, iso2 in enumerate(iso2 for iso2 in STATES for _ in range(8))
    ]
    return together(*calls)


class TestQuotas(TransactionTestCase):
    def test_three_delegations_of_eight_never_exceed_theirs_nor_the_conferences(self):
        """RC-08."""
        category, _delegations = scene()

        with Sampler() as sampler:
            answers = submit_all(category)

        assert sampler.samples > 0
        assert sampler.seen[0] <= OF_THE_CONFERENCE
        assert sampler.seen[1] <= OF_A_DELEGATION
        assert seated() == (OF_THE_CONFERENCE, OF_A_DELEGATION)
        assert Counter(answer.word for answer in answers) == {"approved": 10, "waitlisted": 14}

    def test_focal_points_submitting_at_once_do_not_exceed_them_either(self):
        """RC-08, by the other entrance."""
        _category, made = scene()
        points = [make_focal_point(each) for each in made]
        for point in points:
            for number in range(8):
                fields = {"family_name": f"Family{chr(97 + number)}", "given_name": "G", "language": "en"}
                nominations.nominate(point.delegation, Form(fields), by=point, now=NOON)

        results = together(*[lambda p=p: delegations.submit(p.delegation, by=p, now=NOON) for p in points])

        assert not [result for result in results if isinstance(result, Exception)]
        assert seated() == (OF_THE_CONFERENCE, OF_A_DELEGATION)

    def test_seats_that_become_free_at_once_are_given_once(self):
        """RC-10, RC-15."""
        category, (first, *_others) = scene()
        people = [make_member(first, status=S.APPROVED) for _ in range(4)]
        for _ in range(6):
            make_member(first, status=S.WAITLISTED)

        together(*[lambda d=d: registrations.withdraw(d, by=None, now=NOON) for d in people])

        assert Delegate.objects.filter(delegation=first).approved().count() == OF_A_DELEGATION
        assert Delegate.objects.for_conference(category.conference).waiting().count() == 2


class TestOneOfEach(TransactionTestCase):
    def test_two_heads_at_once_are_one_head(self):
        """R-10."""
        delegation = make_delegation()
        people = [make_member(delegation) for _ in range(4)]

        results = together(*[lambda d=d: nominations.appoint(d, Capacity.HEAD, by=None, now=NOON) for d in people])

        refusals = [result for result in results if isinstance(result, NominationRefused)]
        assert [refusal.code for refusal in refusals] == ["head_exists"] * 3
        assert delegation.people.filter(capacity=Capacity.HEAD).count() == 1

    def test_one_person_is_replaced_once(self):
        """RC-14."""
        delegation = make_delegation(quota_in_person=1)
        old = make_member(delegation, status=S.APPROVED)
        forms = [
            Form({"family_name": f"New{letter}", "given_name": "N", "email": f"{letter}@example.org", "language": "en"})
            for letter in "abcd"
        ]

        results = together(*[lambda f=f: substitutions.replace(old, f, by=None, now=NOON) for f in forms])

        refusals = [result for result in results if isinstance(result, RegistrationRefused)]
        assert [refusal.code for refusal in refusals] == ["illegal_move"] * 3
        assert Delegate.objects.filter(replaces=old).count() == 1

    def test_a_list_sent_twice_is_sent_once(self):
        point = make_focal_point()
        fields = {"family_name": "Abilov", "given_name": "Kairat", "language": "ru"}
        nominations.nominate(point.delegation, Form(fields), by=point, now=NOON)

        results = together(*[lambda: delegations.submit(point.delegation, by=point, now=NOON) for _ in range(4)])

        assert len([result for result in results if isinstance(result, DelegationRefused)]) == 3
        assert point.delegation.events.filter(kind="SUBMITTED").count() == 1


class TestControl(TransactionTestCase):
    def test_without_the_lock_a_quota_is_exceeded(self):
        """RC-03: or the races above have no teeth."""
        if connection.vendor != "postgresql":
            pytest.skip("on SQLite the transaction itself is the lock")
        real_standing = seating.standing

        def no_lock(conference_id):
            time.sleep(0.02)

        def slow_standing(category, **known):
            seen = real_standing(category, **known)
            time.sleep(0.05)
            Register.objects.filter(pk=category.conference_id).update(last_number=F("last_number") + 1)
            number = Register.objects.get(pk=category.conference_id).last_number
            return replace(seen, number=number)

        with (
            mock.patch.object(seating, "lock_and_number", no_lock),
            mock.patch.object(seating, "standing", slow_standing),
        ):
            exceeded = [most > OF_A_DELEGATION for _total, most in map(self.rush, range(3))]

        assert any(exceeded)

    def rush(self, _round):
        category, _made = scene()
        submit_all(Category.objects.get(pk=category.pk))
        taken = Count("pk", filter=Q(status=S.APPROVED))
        rows = Delegate.objects.filter(category=category).order_by().values("delegation").annotate(n=taken)
        numbers = list(rows.values_list("n", flat=True))
        return sum(numbers), max(numbers)
