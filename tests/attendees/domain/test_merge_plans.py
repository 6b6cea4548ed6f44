"""What a merge would do, said before it is done (R-34)."""

from datetime import timedelta

from attendees.domain import merge_plans, merges, signups
from attendees.enums import DelegateStatus
from tests.attendees.domain.test_merges import MergeCase
from tests.attendees.dossier import make_document
from tests.factories import NOON, make_badge, make_delegation, make_member, make_session

S = DelegateStatus


class TestInOrder(MergeCase):
    def test_whoever_is_further_along_stays(self):
        assert merge_plans.in_order(self.gone, self.kept) == (self.kept, self.gone)
        assert merge_plans.in_order(self.kept, self.gone) == (self.kept, self.gone)

    def test_of_equals_whoever_is_in_a_delegation_then_whoever_came_first(self):
        member = make_member(make_delegation(self.conference, category=self.category))
        later = self.person(given_name="Erlan")

        assert merge_plans.in_order(self.gone, member) == (member, self.gone)
        assert merge_plans.in_order(later, self.gone) == (self.gone, later)

    def test_somebody_who_is_gone_is_never_put_first(self):
        assert merge_plans.in_order(self.person(status=S.REVOKED), self.gone)[0] == self.gone


class TestFields(MergeCase):
    def test_those_in_which_the_two_differ(self):
        assert merge_plans.differing(self.kept, self.gone) == ["given_name", "patronymic", "position", "email", "phone"]
        assert merge_plans.differing(self.kept, self.kept) == []

    def test_a_category_is_a_matter_of_the_delegation(self):
        member = make_member(make_delegation(self.conference), capacity="HEAD")

        found = merge_plans.differing(self.kept, member)

        assert "delegation" in found
        assert not {"category", "capacity"} & set(found)

    def test_a_part_in_the_same_delegation_can_be_chosen(self):
        delegation = make_delegation(self.conference, category=self.category)
        one, other = make_member(delegation, capacity="HEAD"), make_member(delegation, capacity="EXPERT")

        assert "capacity" in merge_plans.differing(one, other)

    def test_what_the_kept_one_lacks_is_suggested(self):
        assert merge_plans.suggested(self.kept, self.gone) == ["patronymic", "phone"]

    def test_what_protects_the_person_and_what_was_confirmed_is_suggested(self):
        self.gone.identity_protection, self.gone.excellency, self.gone.sex = "NO_PUBLICATION", "CONFIRMED", "M"

        assert {"identity_protection", "excellency", "sex"} <= set(merge_plans.suggested(self.kept, self.gone))
        assert not {"identity_protection", "excellency"} & set(merge_plans.suggested(self.gone, self.kept))

    def test_a_delegation_of_the_same_category_is_suggested_to_somebody_alone(self):
        own = make_member(make_delegation(self.conference, category=self.category))
        of_another_category = make_member(make_delegation(self.conference, "UZ"))

        assert "delegation" in merge_plans.suggested(self.kept, own)
        assert "delegation" not in merge_plans.suggested(self.kept, of_another_category)

    def test_every_suggestion_can_be_taken(self):
        merged = self.merge(merge_plans.suggested(self.kept, self.gone))

        assert merged.taken == ["patronymic", "phone"]


class TestPlan(MergeCase):
    def plan(self, take=(), *, kept=None, gone=None) -> str:
        return "\n".join(merge_plans.plan(kept or self.kept, gone or self.gone, take, now=NOON))

    def test_who_stays_who_goes_what_is_taken_and_until_when_it_can_be_undone(self):
        said = self.plan(["phone", "given_name"])

        assert f"No. {self.kept.number}, Nurlan uulu, Bekzhan, stays: Approved." in said
        assert f"No. {self.gone.number}, Nurlan uulu, Bekjan, is withdrawn. Nobody is written to about it." in said
        assert "Taken from the one that goes: Given name, Mobile phone." in said
        assert "It can be undone until 4 November 2026." in said

    def test_no_value_that_is_sealed_stands_in_it(self):
        assert "+996555012345" not in self.plan(merges.TAKEABLE)

    def test_an_approval_that_would_be_lost_is_said(self):
        assert "will have to be approved" in self.plan(kept=self.gone, gone=self.kept)
        assert "will have to be approved" not in self.plan()

    def test_sessions_handed_on_and_given_back_are_named(self):
        morning, clash = make_session(self.conference), make_session(self.conference)
        evening = make_session(self.conference, starts_at=morning.starts_at + timedelta(hours=5))
        signups.choose(self.kept, [morning], by=None, now=NOON)
        signups.choose(self.gone, [clash, evening], by=None, now=NOON)

        said = self.plan()

        assert f"handed on: {evening}." in said
        assert f"given back: {clash}." in said

    def test_papers_and_badges_are_counted(self):
        delegation = make_delegation(self.conference, category=self.category)
        kept, gone = make_member(delegation, status=S.APPROVED), make_member(delegation, status=S.APPROVED)
        make_document(delegation, gone)
        badge = make_badge(gone)

        said = self.plan(kept=kept, gone=gone)

        assert "1 official paper that names the one will name the other." in said
        assert f"The badge {badge.number} of the one that goes is not valid any more." in said

    def test_nothing_is_written(self):
        self.plan(merges.TAKEABLE)

        assert not merges.of_delegate(self.kept).exists()
        assert self.kept.events.count() == 0
