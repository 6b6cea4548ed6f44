"""What a focal point is told about the own delegation."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.domain import rosters
from attendees.domain.history import record
from attendees.domain.missing import Missing
from attendees.domain.seating import Seats
from attendees.enums import Capacity, DelegateStatus, EventKind, Modality, Reason, Source
from attendees.models import Consent, Delegate
from conference.enums import ApprovalMode, PhotoRule
from tests.factories import NOON, make_category, make_conference, make_delegation, make_focal_point, make_member

S = DelegateStatus


def roster(delegation, now=NOON) -> rosters.Roster:
    return rosters.read(delegation, now=now)


def names(members) -> list[str]:
    return [member.delegate.family_name for member in members]


class TestOrder(TestCase):
    def test_the_head_is_first_then_the_order_of_the_note(self):
        delegation = make_delegation()
        for family, place, part in (("Second", 2, ""), ("First", 1, ""), ("Head", 3, Capacity.HEAD)):
            make_member(delegation, family_name=family, place=place, capacity=part)

        assert names(roster(delegation).people) == ["Head", "First", "Second"]

    def test_a_head_who_left_stands_where_the_note_had_him(self):
        delegation = make_delegation()
        make_member(delegation, family_name="First")
        make_member(delegation, family_name="Left", capacity=Capacity.HEAD, status=S.WITHDRAWN)

        assert names(roster(delegation).members) == ["First", "Left"]
        assert roster(delegation).head is None

    def test_everybody_stands_in_one_place(self):
        category = make_category(approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
        delegation = make_delegation(category=category)
        for status in S:
            make_member(delegation, status=status, family_name=status.title(), endorsed_at=NOON)
        make_member(delegation, family_name="Alone", source=Source.SELF)

        found = roster(delegation)

        assert names(found.waiting_for_you) == ["Alone"]
        assert names(found.people) == ["Draft", "Pending", "Approved", "Returned"]
        assert names(found.reserve) == ["Waitlisted"]
        assert names(found.gone) == ["Rejected", "Withdrawn", "Replaced", "Revoked"]

    def test_whoever_is_erased_is_on_no_list(self):
        """R-67."""
        delegation = make_delegation()
        make_member(delegation, erased_at=NOON)

        assert roster(delegation).members == []


class TestPlaces(TestCase):
    def test_only_the_approved_take_one_and_those_online_another(self):
        """R-02."""
        delegation = make_delegation(quota_in_person=3, quota_online=2)
        make_member(delegation, status=S.APPROVED)
        make_member(delegation, status=S.APPROVED, modality=Modality.ONLINE)
        make_member(delegation, status=S.PENDING)

        found = roster(delegation)

        assert (found.seats, found.seats_online) == (Seats(3, 1), Seats(2, 1))

    def test_more_than_the_quota_is_shown_as_over(self):
        """RC-12."""
        delegation = make_delegation(quota_in_person=1)
        for _ in range(3):
            make_member(delegation, status=S.APPROVED)

        assert (roster(delegation).seats.over, roster(delegation).seats.free) == (2, 0)

    def test_online_is_not_spoken_of_where_nobody_is(self):
        assert roster(make_delegation(quota_in_person=3)).seats_online is None


class TestMissing(TestCase):
    def member(self, **fields):
        delegation = fields.pop("delegation", None) or make_delegation()
        make_member(delegation, **fields)
        return roster(delegation).members[0]

    def test_each_lacks_what_the_category_asks_for(self):
        category = make_category(photo=PhotoRule.REQUIRED, needs_document=True)

        member = self.member(delegation=make_delegation(category=category), source=Source.FOCAL_POINT, email="")

        assert set(member.lacks) == set(Missing)
        assert "No e-mail: letters for this person come to you" in member.lacking

    def test_a_draft_cannot_have_agreed_yet(self):
        member = self.member(status=S.DRAFT, source=Source.FOCAL_POINT, position="Judge", cyrillic_given_name="Ерлан")

        assert member.lacks == ()

    def test_who_agreed_lacks_nothing(self):
        delegation = make_delegation()
        made = make_member(delegation, source=Source.IMPORT, position="Judge", cyrillic_given_name="Ерлан")
        Consent.objects.create(delegate=made, kind="NOTICE", value=True, version=1, language="en", given_at=NOON)

        assert roster(delegation).members[0].lacks == ()

    def test_whoever_is_gone_lacks_nothing(self):
        assert self.member(status=S.WITHDRAWN, email="").lacks == ()

    def test_the_last_words_of_the_secretariat_stand_beside_the_person(self):
        """R-26: the public text and the words to the person, never the remark."""
        delegation = make_delegation()
        made = make_member(delegation, status=S.RETURNED)
        said = {"reason": Reason.DATA_MISSING, "text": "Add the position.", "remark": "Odd."}
        record(made, EventKind.RETURNED, by=None, now=NOON, to_status=S.RETURNED, **said)

        note = roster(delegation).members[0].note

        assert note == "Some of your data are missing or unclear. Add the position."

    def test_old_words_are_not_repeated_once_the_status_is_another(self):
        delegation = make_delegation()
        made = make_member(delegation, status=S.PENDING)
        record(made, EventKind.RETURNED, by=None, now=NOON, to_status=S.RETURNED, text="Add the position.")

        assert roster(delegation).members[0].note == ""

    def test_the_delegation_as_a_whole_is_told_in_numbers(self):
        """R-10: no head is amber and stops nothing."""
        delegation = make_delegation(category=make_category(photo=PhotoRule.REQUIRED, needs_document=True))
        for _ in range(2):
            make_member(delegation, source=Source.FOCAL_POINT)

        words = rosters.missing_words(roster(delegation))

        assert words == [
            "Nobody is named head of the delegation.",
            "2 people have no photo yet.",
            "2 people have not agreed to the privacy notice yet; only they can.",
            "2 people are named in no official paper yet.",
        ]

    def test_without_a_head_the_list_may_be_sent_while_there_is_something_to_send(self):
        """R-10."""
        delegation = make_delegation(status="COMPOSING")
        make_member(delegation, status=S.DRAFT)

        assert rosters.missing_words(roster(delegation)) == [
            "Nobody is named head of the delegation. You can send the list all the same."
        ]

    def test_an_empty_list_lacks_nothing_but_people(self):
        assert rosters.missing_words(roster(make_delegation())) == []


class TestNextStep(TestCase):
    def setUp(self):
        category = make_category(approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
        self.delegation = make_delegation(category=category, status="COMPOSING")

    def add(self, status, **fields):
        make_member(self.delegation, **{"status": status, "endorsed_at": NOON, **fields})

    def test_first_the_first_person(self):
        assert roster(self.delegation).next_step == rosters.ADD

    def test_drafts_are_to_be_sent(self):
        self.add(S.DRAFT)

        assert roster(self.delegation).next_step == rosters.SEND

    def test_who_waits_for_the_focal_point_comes_before_drafts(self):
        """R-06."""
        self.add(S.DRAFT)
        self.add(S.PENDING, endorsed_at=None)

        assert roster(self.delegation).next_step == rosters.ANSWER

    def test_who_was_sent_back_comes_before_all(self):
        for status in (S.DRAFT, S.RETURNED):
            self.add(status)
        self.add(S.PENDING, endorsed_at=None)

        assert roster(self.delegation).next_step == rosters.CORRECT

    def test_names_without_the_paper_they_need(self):
        """R-07."""
        self.delegation.category.needs_document = True
        self.delegation.category.save()
        self.add(S.PENDING)

        assert roster(self.delegation).next_step == rosters.ATTACH

    def test_nothing_while_the_secretariat_decides(self):
        self.delegation.status = "SUBMITTED"
        self.add(S.PENDING)

        assert roster(self.delegation).next_step == rosters.NOTHING

    def test_nothing_to_send_after_the_deadline(self):
        """R-19."""
        self.add(S.DRAFT)

        assert roster(self.delegation, now=NOON + timedelta(days=31)).next_step == rosters.NOTHING


class TestWhen(TestCase):
    """R-19: names, then replacements and withdrawals, then nothing."""

    def setUp(self):
        self.delegation = make_delegation(status="COMPOSING")
        make_member(self.delegation, status=S.DRAFT)
        make_member(self.delegation, status=S.APPROVED, source=Source.FOCAL_POINT)

    def may(self, days):
        found = roster(self.delegation, now=NOON + timedelta(days=days))
        return found.takes_names, found.takes_changes, *(each.may for each in found.members)

    def test_before_the_deadline_all_is_open(self):
        takes_names, takes_changes, draft, approved = self.may(0)

        assert (takes_names, takes_changes) == (True, True)
        assert draft == {"change", "part", "remove"}
        assert approved == {"ask", "part", "withdraw", "replace", "link"}

    def test_then_nobody_new(self):
        takes_names, takes_changes, draft, approved = self.may(31)

        assert (takes_names, takes_changes) == (False, True)
        assert draft == {"change", "part"}
        assert approved >= {"withdraw", "replace"}

    def test_then_nothing_but_the_link(self):
        takes_names, takes_changes, draft, approved = self.may(46)

        assert (takes_names, takes_changes, draft, approved) == (False, False, frozenset(), {"link"})

    def test_a_deadline_of_its_own_is_kept(self):
        self.delegation.deadline_at = NOON + timedelta(days=40)

        assert self.may(31)[0] is True

    def test_who_registered_alone_can_be_confirmed_or_refused(self):
        """R-06."""
        self.delegation.category.approval = ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT
        self.delegation.category.save()
        make_member(self.delegation, source=Source.SELF)

        member = roster(self.delegation).waiting_for_you[0]

        assert member.may >= {"endorse", "disown", "withdraw"}
        assert member.words == "Waits for you"

    def test_a_submitted_list_opens_again_until_the_deadline(self):
        self.delegation.status = "SUBMITTED"

        assert roster(self.delegation).can_reopen
        assert not roster(self.delegation, now=NOON + timedelta(days=31)).can_reopen

    def test_a_confirmed_list_is_the_secretariats(self):
        self.delegation.status = "CONFIRMED"

        assert not roster(self.delegation).can_reopen
        assert roster(self.delegation).can_decline


class TestMailboxes(TestCase):
    def test_one_mailbox_is_one_whatever_its_capitals(self):
        """R-16, R-17."""
        delegation = make_delegation()
        for family, email in (("A", "one@example.org"), ("B", "One@example.org"), ("C", "")):
            make_member(delegation, family_name=family, email=email)

        found = rosters.mailboxes(roster(delegation).members)

        assert {box: names(members) for box, members in found.items()} == {"one@example.org": ["A", "B"], "": ["C"]}


class TestCost(TestCase):
    def test_thirty_people_cost_as_many_statements_as_one(self):
        delegation = make_delegation(conference=make_conference())
        make_focal_point(delegation)

        costs = []
        for more in (1, 29):
            for _ in range(more):
                make_member(delegation, source=Source.FOCAL_POINT, capacity="")
            with CaptureQueriesContext(connection) as asked:
                found = roster(delegation)
                rosters.missing_words(found)
            costs.append(len(asked))

        assert costs[0] == costs[1] <= 6
        assert Delegate.objects.count() == 30
