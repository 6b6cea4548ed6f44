"""Decisions on a selection: the plan says what happens, and then exactly that happens."""

from django.test import TestCase

from attendees.domain import bulk
from attendees.enums import DelegateStatus, Reason
from attendees.models import Delegate, DelegateEvent
from conference.domain import countries
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_delegation,
    make_member,
    make_user,
)

S = DelegateStatus
APPROVE = bulk.ACTIONS["approve"]


def secretariat(conference=None, **fields):
    return make_category(conference, approval=ApprovalMode.SECRETARIAT, **fields)


class TestPlan(TestCase):
    def test_the_plan_seats_the_oldest_and_names_the_limit(self):
        """RC-17."""
        category = secretariat(make_conference(capacity=2))
        people = [make_delegate(category=category) for _ in range(3)]

        plan = bulk.plan(APPROVE, reversed(people), now=NOON)

        assert [(line.delegate, line.will) for line in plan.lines] == list(
            zip(people, [True, True, False], strict=True)
        )
        assert plan.summary() == "2 will be approved, 1 waits: the conference is full (2 of 2)."

    def test_a_full_category_is_named(self):
        conference = make_conference(capacity=9)
        media = secretariat(conference, quota=1, name={"en": "Media"})
        people = [make_delegate(category=media) for _ in range(2)]

        plan = bulk.plan(APPROVE, people, now=NOON)

        assert plan.lines[1].words == "Media is full (1 of 1)."

    def test_whoever_stands_elsewhere_stays_with_the_reason(self):
        delegate = make_delegate(category=secretariat(), status=S.WITHDRAWN)

        plan = bulk.plan(APPROVE, [delegate], now=NOON)

        assert [(line.will, line.words) for line in plan.lines] == [(False, "is now “Withdrawn”.")]

    def test_a_plan_writes_nothing(self):
        bulk.plan(APPROVE, [make_delegate(category=secretariat())], now=NOON)

        assert (DelegateEvent.objects.count(), Letter.objects.count()) == (0, 0)

    def test_statements_do_not_grow_with_the_selection(self):
        category = secretariat(make_conference(capacity=9))
        people = list(
            Delegate.objects.filter(pk__in=[make_delegate(category=category).pk for _ in range(20)]).select_related(
                "category__conference"
            )
        )

        with self.assertNumQueries(1):
            bulk.plan(APPROVE, people, now=NOON)


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


class TestUndo(TestCase):
    def test_approved_together_they_are_undone_together(self):
        """R-28: the letters of many wait ten minutes, and so does the way back."""
        category = secretariat(make_conference())
        people = [make_delegate(category=category) for _ in range(3)]
        by = make_user()
        bulk.apply(APPROVE, people, by=by, now=NOON)
        approved = list(Delegate.objects.select_related("category__conference"))
        undo = bulk.ACTIONS["undo"]
        assert bulk.plan(undo, approved, now=NOON).doable == 3
        assert bulk.plan(undo, approved, now=NOON + bulk.HOLD).doable == 0

        bulk.apply(undo, approved, by=by, now=NOON + bulk.HOLD / 2)

        assert set(Delegate.objects.values_list("status", flat=True)) == {S.PENDING}
        assert set(Letter.objects.values_list("status", flat=True)) == {"CANCELLED"}

    def test_people_of_twenty_delegations_cost_what_those_of_one_do(self):
        conference = make_conference()
        people = [make_member(make_delegation(category=secretariat(conference))) for _ in range(5)]
        found = Delegate.objects.select_related("category__conference", "delegation__organisation")
        countries.all_countries()

        for some in (people[:1], people):
            chosen = list(found.filter(pk__in=[each.pk for each in some]))
            with self.assertNumQueries(1):
                bulk.plan(APPROVE, chosen, now=NOON)

    def test_every_limit_is_looked_at(self):
        """R-01, R-02: conference, category, and the delegation's places in person and online."""
        conference = make_conference(capacity=3)
        category = secretariat(conference, quota=2, name={"en": "Member State"})
        delegation = make_delegation(category=category, quota_in_person=1, quota_online=0)
        online, first, second = (make_member(delegation, modality=m) for m in ("ONLINE", "IN_PERSON", "IN_PERSON"))
        others = [make_delegate(category=category) for _ in range(2)]
        experts = [make_delegate(category=secretariat(conference, quota=None)) for _ in range(2)]

        plan = bulk.plan(APPROVE, [online, first, second, *others, *experts], now=NOON)

        assert [line.words for line in plan.lines] == [
            "Kazakhstan, online is full (0 of 0).",
            "Approve",
            "Kazakhstan is full (1 of 1).",
            "Approve",
            "Member State is full (2 of 2).",
            "Approve",
            "the conference is full (3 of 3).",
        ]
