"""What is counted of a delegation, and what of it deserves a look."""

from django.test import TestCase

from attendees.domain import turnouts
from attendees.domain.turnouts import Concern
from attendees.enums import DelegationStatus
from attendees.models import ChangeRequest, Document, Mention
from conference.enums import ApprovalMode
from tests.factories import NOON, make_category, make_conference, make_delegation, make_focal_point, make_member

C = Concern
D = DelegationStatus


class TurnoutCase(TestCase):
    def setUp(self):
        self.delegation = make_delegation(status=D.COMPOSING, quota_in_person=2, quota_online=1)

    def turnout(self, delegation=None):
        (found,) = turnouts.of([delegation or self.delegation])
        return found

    def paper(self, *people, status="RECEIVED", confirmed=False):
        paper = Document.objects.create(
            conference=self.delegation.conference,
            delegation=self.delegation,
            status=status,
            file_name="note.pdf",
            media_type="application/pdf",
            digest="0" * 64,
            received_at=NOON,
        )
        for person in people:
            Mention.objects.create(document=paper, delegate=person, confirmed_at=NOON if confirmed else None)
        return paper


class TestCounting(TurnoutCase):
    def test_people_are_told_apart_by_status_and_way_of_taking_part(self):
        """R-02: who takes part online has places of their own."""
        for status in ("APPROVED", "APPROVED", "PENDING", "WAITLISTED", "DRAFT", "WITHDRAWN"):
            make_member(self.delegation, status=status)
        make_member(self.delegation, status="APPROVED", modality="ONLINE")

        found = self.turnout()

        assert (found.approved, found.to_decide, found.reserve, found.named) == (3, 1, 1, 6)
        assert (found.in_person.taken, found.in_person.limit, found.online.taken) == (2, 2, 1)
        assert found.is_full

    def test_who_waits_for_the_focal_point_does_not_wait_for_us(self):
        """R-06."""
        chain = make_category(approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
        delegation = make_delegation(category=chain)
        make_member(delegation)
        make_member(delegation, endorsed_at=NOON)

        found = self.turnout(delegation)

        assert (found.to_decide, found.to_endorse) == (1, 1)

    def test_people_no_paper_names_are_counted_once_there_is_a_paper(self):
        """R-08."""
        named, _other = make_member(self.delegation), make_member(self.delegation)
        assert self.turnout().unnamed == 0

        self.paper(named)
        self.paper(named)

        found = self.turnout()
        assert (found.unnamed, found.papers, found.papers_to_check) == (1, 2, 2)

    def test_where_a_paper_is_asked_for_everybody_lacks_it(self):
        """R-07."""
        delegation = make_delegation(category=make_category(needs_document=True))
        make_member(delegation)

        assert self.turnout(delegation).unnamed == 1

    def test_five_statements_whatever_the_number(self):
        conference = make_conference()
        many = [make_delegation(category=make_category(conference)) for _ in range(5)]
        for each in many:
            make_focal_point(each)
            make_member(each)

        for some in (many[:1], many):
            with self.assertNumQueries(5):
                [each.concerns for each in turnouts.of(some)]


class TestConcerns(TurnoutCase):
    def test_a_fresh_invitation_is_silent_and_nobody_can_be_written_to(self):
        self.delegation.status = D.INVITED

        assert self.turnout().concerns == [C.SILENT, C.NO_FOCAL_POINT]

    def test_a_list_without_a_head_is_flagged(self):
        """R-10: none is an amber flag and no obstacle."""
        make_focal_point(self.delegation)
        member = make_member(self.delegation, status="DRAFT")
        assert self.turnout().concerns == [C.NO_HEAD]

        member.capacity = "HEAD"
        member.save()

        assert self.turnout().concerns == []

    def test_who_is_gone_leads_nobody(self):
        make_member(self.delegation, status="WITHDRAWN", capacity="HEAD")
        make_member(self.delegation)

        assert C.NO_HEAD in self.turnout().concerns

    def test_lowered_below_use_it_is_over(self):
        """RC-12."""
        for _ in range(3):
            make_member(self.delegation, status="APPROVED")

        found = self.turnout()

        assert (found.over, C.OVER in found.concerns) == (1, True)

    def test_submitted_and_decided_it_is_to_be_confirmed(self):
        self.delegation.status = D.SUBMITTED
        make_member(self.delegation, status="APPROVED")

        assert [each for each in self.turnout().concerns if each in turnouts.OURS] == [C.TO_CONFIRM]

    def test_papers_and_changes_wait_for_us_whatever_the_answer(self):
        self.delegation.status = D.DECLINED
        person = make_member(self.delegation, status="APPROVED")
        self.paper(person)
        ChangeRequest.objects.create(delegate=person, changes="{}", asked_at=NOON)

        assert self.turnout().concerns == [C.STAYING, C.PAPERS, C.CHANGES]

    def test_late_is_who_has_not_answered_by_the_deadline(self):
        self.delegation.deadline_at = NOON

        assert self.turnout().is_late(NOON)
        self.delegation.status = D.SUBMITTED
        assert not self.turnout().is_late(NOON)
