"""Decisions on a selection: the plan says what happens, and then exactly that happens."""

from django.test import TestCase

from attendees.domain import bulk
from attendees.enums import DelegateStatus, Reason
from attendees.models import Delegate, DelegateEvent
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user

S = DelegateStatus
APPROVE = bulk.ACTIONS["approve"]


def secretariat(conference=None, **fields):
    return make_category(conference, approval=ApprovalMode.SECRETARIAT, **fields)


class TestPlan(TestCase):
    def test_the_plan_seats_the_oldest_and_names_the_limit(self):
        """RC-17."""
        category = secretariat(make_conference(capacity=2))
        people = [make_delegate(category=category) for _ in range(3)]

        plan = bulk.plan(APPROVE, reversed(people))

        assert [(line.delegate, line.will) for line in plan.lines] == list(
            zip(people, [True, True, False], strict=True)
        )
        assert plan.summary() == "2 will be approved, 1 waits: the conference is full (2 of 2)."

    def test_a_full_category_is_named(self):
        conference = make_conference(capacity=9)
        media = secretariat(conference, quota=1, name={"en": "Media"})
        people = [make_delegate(category=media) for _ in range(2)]

        plan = bulk.plan(APPROVE, people)

        assert plan.lines[1].words == "Media is full (1 of 1)."

    def test_whoever_stands_elsewhere_stays_with_the_reason(self):
        delegate = make_delegate(category=secretariat(), status=S.WITHDRAWN)

        plan = bulk.plan(APPROVE, [delegate])

        assert [(line.will, line.words) for line in plan.lines] == [(False, "is now “Withdrawn”.")]

    def test_a_plan_writes_nothing(self):
        bulk.plan(APPROVE, [make_delegate(category=secretariat())])

        assert (DelegateEvent.objects.count(), Letter.objects.count()) == (0, 0)

    def test_statements_do_not_grow_with_the_selection(self):
        category = secretariat(make_conference(capacity=9))
        people = list(
            Delegate.objects.filter(pk__in=[make_delegate(category=category).pk for _ in range(20)]).select_related(
                "category__conference"
            )
        )

        with self.assertNumQueries(1):
            bulk.plan(APPROVE, people)


class TestApply(TestCase):
    def test_what_the_plan_said_is_done(self):
        category = secretariat(make_conference(capacity=2))
        people = [make_delegate(category=category) for _ in range(3)]

        result = bulk.apply(APPROVE, people, by=make_user(), now=NOON)

        assert list(result.done) == people[:2]
        assert [(line.delegate, line.words) for line in result.refused] == [
            (people[2], "No place is left: the conference is full (2 of 2).")
        ]
        assert Delegate.objects.seated().count() == 2

    def test_a_reason_reaches_every_person_and_the_remark_none(self):
        people = [make_delegate(category=secretariat()) for _ in range(2)]
        why = bulk.Why(Reason.DATA_MISSING, "Your position, please.", "ask the embassy")

        bulk.apply(bulk.ACTIONS["return"], people, why=why, by=make_user(), now=NOON)

        texts = [letter.text for letter in Letter.objects.all()]
        assert len(texts) == 2
        assert all("Your position, please." in text and "embassy" not in text for text in texts)

    def test_every_action_ends_where_it_says(self):
        ends = {"approve": "APPROVED", "return": "RETURNED", "reject": "REJECTED", "waitlist": "WAITLISTED"}
        for code, status in ends.items():
            delegate = make_delegate(category=secretariat())

            bulk.apply(bulk.ACTIONS[code], [delegate], by=None, now=NOON)

            assert Delegate.objects.get(pk=delegate.pk).status == status

    def test_promoting_gives_the_waiting_a_seat_in_order(self):
        category = make_category(make_conference(capacity=1))
        people = [make_delegate(category=category, status=S.WAITLISTED) for _ in range(2)]

        result = bulk.apply(bulk.ACTIONS["promote"], people, by=None, now=NOON)

        assert (list(result.done), len(result.refused)) == (people[:1], 1)
