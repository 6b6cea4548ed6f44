"""Steps with many delegations: the plan says what happens, and then exactly that happens."""

from django.test import TestCase

from attendees.domain import delegation_bulk, turnouts
from attendees.enums import DelegationStatus
from attendees.models import DelegationEvent
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegation,
    make_focal_point,
    make_member,
    make_user,
    minutes,
)

D = DelegationStatus


class BulkCase(TestCase):
    def setUp(self):
        self.category = make_category(make_conference(), approval="SECRETARIAT")
        self.by = make_user()

    def delegation(self, iso2="KZ", status=D.DRAFT, **fields):
        return make_delegation(category=self.category, iso2=iso2, status=status, **fields)

    def plan(self, code, *delegations):
        return delegation_bulk.plan(delegation_bulk.ACTIONS[code], turnouts.of(delegations), now=NOON)

    def words(self, code, delegation):
        (line,) = self.plan(code, delegation).lines
        return (line.will, line.words)

    def apply(self, code, *delegations, text=""):
        action = delegation_bulk.ACTIONS[code]
        return delegation_bulk.apply(action, delegations, text=text, by=self.by, now=NOON)

    def statuses(self):
        return list(type(self.delegation("TJ")).objects.exclude(country_id="TJ").values_list("status", flat=True))


class TestPlan(BulkCase):
    def test_who_cannot_be_written_to_is_not_invited(self):
        reached, alone = self.delegation("KZ"), self.delegation("UZ")
        make_focal_point(reached, email="fp@kz.example.org")

        plan = self.plan("invite", reached, alone)

        assert [line.will for line in plan.lines] == [True, False]
        assert plan.lines[0].words == "A letter to fp@kz.example.org."
        assert plan.summary() == (
            "1 delegation will change, 1 stays as it is: Nobody can be written to: there is no focal point."
        )

    def test_each_step_says_where_a_delegation_stands_that_cannot_take_it(self):
        confirmed = self.delegation(status=D.CONFIRMED)
        make_focal_point(confirmed)

        for code in ("invite", "remind", "confirm"):
            assert self.words(code, confirmed) == (False, "Stands at “Confirmed”."), code
        assert self.words("reopen", self.delegation("UZ")) == (False, "Stands at “Not invited yet”.")
        assert self.words("decline", self.delegation("BG", status=D.DECLINED))[0] is False

    def test_nobody_is_reminded_of_a_deadline_that_is_over(self):
        """R-19: the focal point could enter no name any more."""
        late = self.delegation(status=D.INVITED, deadline_at=NOON - minutes(1))
        make_focal_point(late)

        plan, result = self.words("remind", late), self.apply("remind", late)

        assert plan == (False, "Its deadline is over: give it one of its own first.")
        assert (result.refused[0].words, Letter.objects.exists()) == (plan[1], False)

    def test_a_list_is_confirmed_when_everybody_is_decided_on(self):
        delegation = self.delegation(status=D.SUBMITTED)
        make_member(delegation, status="APPROVED")
        assert self.words("confirm", delegation) == (True, "1 person is approved.")

        make_member(delegation)

        assert self.words("confirm", delegation) == (False, "1 person is not decided on yet.")

    def test_a_refusal_says_who_leaves_and_who_stays(self):
        """R-14."""
        delegation = self.delegation(status=D.COMPOSING)
        for status in ("PENDING", "WAITLISTED", "DRAFT", "APPROVED"):
            make_member(delegation, status=status)

        words = self.words("decline", delegation)[1]

        assert words == "2 people are withdrawn. 1 draft is forgotten. 1 stays approved."

    def test_a_plan_writes_nothing_and_asks_nothing(self):
        found = turnouts.of([self.delegation()])

        with self.assertNumQueries(0):
            for action in delegation_bulk.ACTIONS.values():
                delegation_bulk.plan(action, found, now=NOON).summary()


class TestApply(BulkCase):
    def test_those_the_domain_refuses_stay_and_are_named(self):
        reached, alone = self.delegation("KZ"), self.delegation("UZ")
        make_focal_point(reached)

        result = self.apply("invite", reached, alone)

        assert [each.country_id for each in result.done] == ["KZ"]
        assert "name a focal point of Uzbekistan first" in result.refused[0].words
        assert self.statuses() == [D.INVITED, D.DRAFT]
        assert Letter.objects.count() == 1

    def test_a_reminder_does_not_say_that_there_are_no_names_where_there_are(self):
        empty, begun = self.delegation("KZ", status=D.INVITED), self.delegation("UZ", status=D.COMPOSING)
        make_member(begun)
        for each in (empty, begun):
            make_focal_point(each, email=f"{each.country_id}@example.org")

        self.apply("remind", empty, begun)

        letters = {letter.to_email[:2].upper(): letter.text for letter in Letter.objects.all()}
        assert "We have no names of Kazakhstan" in letters["KZ"]
        assert "The list of names of Uzbekistan" in letters["UZ"]
        assert "We have no names" not in letters["UZ"]

    def test_a_reminder_carries_the_words(self):
        delegation = self.delegation(status=D.INVITED)
        make_focal_point(delegation)

        self.apply("remind", delegation, text="The minister asks.")

        assert DelegationEvent.objects.get().text == "The minister asks."
        assert "The minister asks." in Letter.objects.get().text

    def test_confirmed_declined_and_opened_again(self):
        delegation = self.delegation(status=D.SUBMITTED)

        for code, status in (("confirm", D.CONFIRMED), ("reopen", D.COMPOSING), ("decline", D.DECLINED)):
            self.apply(code, delegation)
            delegation.refresh_from_db()
            assert delegation.status == status
