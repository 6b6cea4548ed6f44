"""Delegations racing for seats, on the real database, with a sampler that looks on and a control that must exceed."""

import threading
import time
from collections import Counter

from django.db import IntegrityError, connections
from django.db.models import Count
from django.test import TransactionTestCase

from attendees.domain import delegations, focal_points, links, moves, nominations, registrations, substitutions
from attendees.domain.refusals import DelegationRefused, NominationRefused, RegistrationRefused
from attendees.domain.registrations import Form
from attendees.enums import Capacity, DelegateStatus
from attendees.models import Delegate, Delegation
from mailing.models import Letter
from tests.attendees.races import control, register, registering_without_lock, together, without_lock
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


def four_heads(delegation):
    people = [make_member(delegation) for _ in range(4)]
    return together(*[lambda d=d: nominations.appoint(d, Capacity.HEAD, by=None, now=NOON) for d in people])


def four_newcomers(old):
    forms = [
        Form({"family_name": f"New{letter}", "given_name": "N", "email": f"{letter}@example.org", "language": "en"})
        for letter in "abcd"
    ]
    return together(*[lambda f=f: substitutions.replace(old, f, by=None, now=NOON) for f in forms])


def composed():
    """A delegation with one name on its list, and its focal point."""
    point = make_focal_point()
    fields = {"family_name": "Abilov", "given_name": "Kairat", "language": "ru"}
    nominations.nominate(point.delegation, Form(fields), by=point, now=NOON)
    return point.delegation, point


def sent_four_times(delegation, point):
    return together(*[lambda: delegations.submit(delegation, by=point, now=NOON) for _ in range(4)])


def named_four_times(delegation):
    person = {"name": "Aigerim", "email": "a@example.org", "language": "ru"}
    together(*[lambda: focal_points.name(delegation, **person, by=None, now=NOON) for _ in range(4)])
    return delegation.focal_points.count(), Letter.objects.count()


def kinds_of(results):
    return Counter(map(type, results))


class TestOneOfEach(TransactionTestCase):
    def test_two_heads_at_once_are_one_head(self):
        """R-10."""
        delegation = make_delegation()

        results = four_heads(delegation)

        refusals = [result for result in results if isinstance(result, NominationRefused)]
        assert [refusal.code for refusal in refusals] == ["head_exists"] * 3
        assert delegation.people.filter(capacity=Capacity.HEAD).count() == 1

    def test_one_person_is_replaced_once(self):
        """RC-14."""
        old = make_member(make_delegation(quota_in_person=1), status=S.APPROVED)

        results = four_newcomers(old)

        refusals = [result for result in results if isinstance(result, RegistrationRefused)]
        assert [refusal.code for refusal in refusals] == ["illegal_move"] * 3
        assert Delegate.objects.filter(replaces=old).count() == 1

    def test_a_list_sent_twice_is_sent_once(self):
        delegation, point = composed()

        results = sent_four_times(delegation, point)

        assert kinds_of(results) == {Delegation: 1, DelegationRefused: 3}
        assert delegation.events.filter(kind="SUBMITTED").count() == 1

    def test_a_focal_point_named_by_four_clicks_is_one_with_one_letter(self):
        assert named_four_times(make_delegation()) == (1, 1)


@control
class TestControls(TransactionTestCase):
    def test_without_the_lock_quotas_are_exceeded(self):
        """RC-03, RC-08."""
        category, _delegations = scene()

        with registering_without_lock(8 * len(STATES)):
            submit_all(category)

        assert seated() == (8 * len(STATES), 8)

    def test_without_the_lock_only_the_constraint_stops_a_second_head(self):
        """RC-03, R-10: nobody would be told why."""
        with without_lock(nominations, "head_of", 4):
            results = four_heads(make_delegation())

        assert kinds_of(results) == {Delegate: 1, IntegrityError: 3}

    def test_without_the_lock_only_the_constraint_stops_a_second_newcomer(self):
        """RC-03, RC-14."""
        with without_lock(moves, "locked", 4):
            results = four_newcomers(make_member(make_delegation(quota_in_person=1), status=S.APPROVED))

        assert kinds_of(results) == {Delegate: 1, IntegrityError: 3}

    def test_without_the_lock_a_list_is_sent_as_often_as_the_button_was_pressed(self):
        """RC-03."""
        delegation, point = composed()

        with without_lock(moves, "locked", 4):
            sent_four_times(delegation, point)

        assert delegation.events.filter(kind="SUBMITTED").count() == 4

    def test_without_the_lock_every_click_is_a_focal_point(self):
        """RC-03."""
        with without_lock(links, "focal_seal", 4):
            assert named_four_times(make_delegation()) == (4, 4)
