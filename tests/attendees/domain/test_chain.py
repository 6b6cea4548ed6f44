"""What stands between a registration and its seat: the focal point, the paper, the limits of the delegation."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain import delegations, moves, promotions, registrations, seating
from attendees.domain.refusals import RegistrationRefused
from attendees.domain.registrations import Form
from attendees.enums import UNDOABLE, DelegateStatus, EventKind, Source
from attendees.models import Delegate, Document, Mention
from conference.enums import ApprovalMode
from mailing.enums import LetterStatus
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_organisation,
    make_user,
    minutes,
)

S = DelegateStatus
CHAIN = ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT


def statuses(*people):
    return list(Delegate.objects.filter(pk__in=[each.pk for each in people]).values_list("status", flat=True))


def register(category, family="Abilov", **more):
    fields = {"family_name": family, "given_name": "Kairat", "email": f"{family}@example.org", "language": "en"}
    return registrations.submit(
        category, Form({**fields, **more}), submission=None, source=more.pop("source", Source.SELF), by=None, now=NOON
    ).delegate


class TestJoining(TestCase):
    """Who registers alone and names a delegation."""

    def setUp(self):
        self.category = make_category(approval=CHAIN)
        self.delegation = make_delegation(category=self.category)
        self.point = make_focal_point(self.delegation)

    def test_the_state_named_is_the_delegation_joined(self):
        delegate = register(self.category, country=make_country("KZ"))

        assert delegate.delegation_id == self.delegation.pk
        assert "Abilov" in Letter.objects.get(kind="delegation_joined").text

    def test_the_secretariat_waits_for_the_focal_point(self):
        """R-06."""
        delegate = register(self.category, country=make_country("KZ"))

        with pytest.raises(RegistrationRefused) as refusal:
            registrations.approve(delegate, by=None, now=NOON)
        Delegate.objects.update(endorsed_at=NOON)

        assert refusal.value.code == "not_endorsed"
        assert registrations.approve(delegate, by=None, now=NOON).status == S.APPROVED

    def test_the_focal_points_own_registration_is_confirmed_at_that_stage(self):
        """R-06."""
        delegate = register(self.category, country=make_country("KZ"), email=self.point.email.upper())

        assert delegate.endorsed_at == NOON
        assert not Letter.objects.filter(kind="delegation_joined").exists()

    def test_a_revoked_focal_point_is_nobody_special(self):
        type(self.point).objects.update(revoked_at=NOON)

        assert register(self.category, country=make_country("KZ"), email=self.point.email).endorsed_at is None

    def test_a_state_without_delegation_is_for_the_secretariat_alone(self):
        delegate = register(self.category, country=make_country("UZ"))

        assert delegate.delegation is None
        assert registrations.approve(delegate, by=None, now=NOON).status == S.APPROVED

    def test_an_expert_counts_for_no_state(self):
        """R-12, R-13."""
        experts = make_category(self.category.conference)

        delegate = register(experts, country=make_country("KZ"), nationality=make_country("BG"))

        assert delegate.delegation is None

    def test_a_delegation_that_declined_is_not_joined(self):
        type(self.delegation).objects.update(status="DECLINED")

        assert register(self.category, country=make_country("KZ")).delegation is None

    def test_an_organisation_is_known_by_its_other_spellings(self):
        """R-40."""
        society = make_organisation(
            self.category.conference, "Red Crescent Society", aliases=["Кызыл Жарым Ай"], short_name={"en": "RCS"}
        )
        theirs = make_delegation(category=self.category, organisation=society)

        joined = [
            register(self.category, f"Family{letter}", organisation=text).delegation_id
            for letter, text in zip("abc", ("кызыл жарым ай", "rcs", "Somebody else"), strict=True)
        ]

        assert joined == [theirs.pk, theirs.pk, None]


class TestDelegationQuota(TestCase):
    def test_full_names_the_quota_and_who_holds_it(self):
        """R-01."""
        delegation = make_delegation(quota_in_person=1)
        make_member(delegation, status=S.APPROVED, family_name="Abilov", given_name="Kairat")

        with pytest.raises(RegistrationRefused) as refusal:
            registrations.approve(make_member(delegation), by=None, now=NOON)

        assert refusal.value.code == "quota_full"
        assert "Kazakhstan is full (1 of 1)" in str(refusal.value)
        assert "Abilov, Kairat" in str(refusal.value)

    def test_a_manager_exceeds_it_with_a_reason_that_is_kept(self):
        """R-01."""
        delegation = make_delegation(quota_in_person=0)

        delegate = registrations.approve(
            make_member(delegation), by=make_user(), now=NOON, override="The minister asked"
        )

        assert [event.kind for event in delegate.events.all()] == [EventKind.APPROVED, EventKind.OVERRIDDEN]
        assert {event.remark for event in delegate.events.all()} == {"The minister asked"}

    def test_online_people_have_places_of_their_own(self):
        """R-02."""
        delegation = make_delegation(make_conference(capacity=1), quota_in_person=1, quota_online=1)
        make_member(delegation, status=S.APPROVED)
        online = [make_member(delegation, modality="ONLINE") for _ in range(2)]

        registrations.approve(online[0], by=None, now=NOON)
        with pytest.raises(RegistrationRefused) as refusal:
            registrations.approve(online[1], by=None, now=NOON)

        assert "online is full (1 of 1)" in str(refusal.value)

    def test_another_delegation_of_the_category_is_not_touched(self):
        """RC-13."""
        delegation = make_delegation(quota_in_person=0)
        other = make_delegation(category=delegation.category, iso2="UZ")

        assert registrations.approve(make_member(other), by=None, now=NOON).status == S.APPROVED

    def test_an_automatic_category_waits_when_its_delegation_is_full(self):
        category = make_category()
        make_delegation(category=category, quota_in_person=0)

        assert register(category, country=make_country("KZ")).status == S.WAITLISTED


class TestReserve(TestCase):
    def setUp(self):
        self.category = make_category(make_conference(capacity=2))
        self.kazakhstan = make_delegation(category=self.category)
        self.uzbekistan = make_delegation(category=self.category, iso2="UZ")

    def member(self, delegation, status=S.WAITLISTED, **more):
        return make_member(delegation, status=status, **more)

    def test_a_freed_seat_goes_to_the_delegations_own_reserve_first(self):
        seated = self.member(self.kazakhstan, S.APPROVED)
        self.member(self.uzbekistan, S.APPROVED)
        first_in_line, own = self.member(self.uzbekistan), self.member(self.kazakhstan)

        registrations.withdraw(seated, by=None, now=NOON)

        assert statuses(first_in_line, own) == [S.WAITLISTED, S.APPROVED]

    def test_the_reserve_moves_up_in_the_focal_points_order(self):
        seated = self.member(self.kazakhstan, S.APPROVED)
        self.member(self.uzbekistan, S.APPROVED)
        later, sooner = self.member(self.kazakhstan, place=9), self.member(self.kazakhstan, place=2)

        registrations.withdraw(seated, by=None, now=NOON)

        assert statuses(later, sooner) == [S.WAITLISTED, S.APPROVED]

    def test_without_a_reserve_it_goes_to_whoever_has_waited_longest(self):
        seated = self.member(self.kazakhstan, S.APPROVED)
        self.member(self.uzbekistan, S.APPROVED)
        waiting = self.member(self.uzbekistan)

        registrations.withdraw(seated, by=None, now=NOON)

        assert statuses(waiting) == [S.APPROVED]

    def test_a_full_delegation_lets_the_others_pass(self):
        type(self.kazakhstan).objects.filter(pk=self.kazakhstan.pk).update(quota_in_person=0)
        stuck, passing = self.member(self.kazakhstan), self.member(self.uzbekistan)

        promotions.fill_seats(self.category.conference, now=NOON)

        assert statuses(stuck, passing) == [S.WAITLISTED, S.APPROVED]

    def test_positions_follow_the_turns(self):
        alone = make_delegate(category=self.category, status=S.WAITLISTED)
        later = self.member(self.kazakhstan, place=2)
        sooner = self.member(self.kazakhstan, place=1)

        positions = {each: seating.position(each) for each in (alone, later, sooner)}

        assert positions == {alone: 1, sooner: 2, later: 3}
        assert seating.queue(self.category.conference_id) == [alone.pk, sooner.pk, later.pk]


class TestPaper(TestCase):
    def setUp(self):
        self.delegation = make_delegation(category=make_category(approval="SECRETARIAT", needs_document=True))
        self.delegate = make_member(self.delegation)

    def note(self, *, status="VERIFIED", confirmed=NOON):
        document = Document.objects.create(
            conference=self.delegation.conference, delegation=self.delegation, status=status, received_at=NOON
        )
        return Mention.objects.create(document=document, delegate=self.delegate, confirmed_at=confirmed)

    def approve(self, **more):
        return registrations.approve(self.delegate, by=make_user(), now=NOON, **more)

    def test_without_a_verified_paper_nobody_is_approved(self):
        """R-07."""
        self.note(status="RECEIVED")
        self.note(confirmed=None)

        with pytest.raises(RegistrationRefused) as refusal:
            self.approve()

        assert refusal.value.code == "document_missing"

    def test_a_verified_paper_that_names_the_person_is_enough(self):
        """R-07."""
        self.note()

        assert self.approve().status == S.APPROVED

    def test_a_superseded_paper_proves_nothing(self):
        """R-09."""
        self.note(status="SUPERSEDED")

        with pytest.raises(RegistrationRefused):
            self.approve()

    def test_a_manager_approves_while_the_paper_is_pending(self):
        """R-07."""
        delegate = self.approve(document_pending="The ambassador has telephoned")

        assert delegate.is_document_pending
        assert EventKind.NO_DOCUMENT in [event.kind for event in delegate.events.all()]


class TestUndo(TestCase):
    def setUp(self):
        self.delegate = make_delegate(category=make_category(approval="SECRETARIAT"))
        registrations.approve(self.delegate, by=None, now=NOON, hold=minutes(10))

    def test_within_ten_minutes_nobody_ever_learns_of_it(self):
        """R-28."""
        registrations.undo(self.delegate, by=None, now=NOON + minutes(9))

        self.delegate.refresh_from_db()
        assert self.delegate.status == S.PENDING
        assert Letter.objects.get().status == LetterStatus.CANCELLED

    def test_the_letter_is_held_until_then(self):
        assert Letter.objects.get().due_at == NOON + timedelta(minutes=10)

    def test_later_is_too_late(self):
        """R-28."""
        with pytest.raises(RegistrationRefused) as refusal:
            registrations.undo(self.delegate, by=None, now=NOON + minutes(10))

        assert refusal.value.code == "too_late"

    def test_once_the_letter_has_left_it_is_too_late(self):
        """R-28."""
        Letter.objects.update(status=LetterStatus.SENT, sent_at=NOON)

        with pytest.raises(RegistrationRefused) as refusal:
            registrations.undo(self.delegate, by=None, now=NOON + minutes(1))

        assert refusal.value.code == "too_late"

    def test_who_is_not_approved_cannot_be_undone(self):
        registrations.revoke(self.delegate, reason="OTHER", by=None, now=NOON)

        with pytest.raises(RegistrationRefused) as refusal:
            registrations.undo(self.delegate, by=None, now=NOON)

        assert refusal.value.code == "illegal_move"

    def test_the_seat_goes_to_whoever_waits(self):
        conference = make_conference(capacity=1)
        category = make_category(conference, approval="SECRETARIAT")
        hasty, waiting = make_delegate(category=category), make_delegate(category=category, status=S.WAITLISTED)
        registrations.approve(hasty, by=None, now=NOON, hold=minutes(10))

        registrations.undo(hasty, by=None, now=NOON)

        assert statuses(hasty, waiting) == [S.PENDING, S.PENDING]

    def test_the_steps_back_are_these_and_no_others(self):
        assert {
            "APPROVED": {"PENDING", "WAITLISTED"},
            "WITHDRAWN": {"DRAFT", "PENDING", "APPROVED", "WAITLISTED", "RETURNED"},
        } == UNDOABLE
        with pytest.raises(RegistrationRefused):
            moves.step_back(self.delegate, S.RETURNED, EventKind.UNDONE, by=None, now=NOON)


class TestHandIn(TestCase):
    def test_only_a_draft_is_handed_in(self):
        with pytest.raises(RegistrationRefused) as refusal:
            registrations.hand_in(make_delegate(status=S.RETURNED), by=None, now=NOON)

        assert refusal.value.code == "illegal_move"

    def test_a_return_is_answered_by_resubmitting_alone(self):
        """A draft is no return: the table allows the move, the verb does not."""
        with pytest.raises(RegistrationRefused):
            registrations.resubmit(make_delegate(status=S.DRAFT), by=None, now=NOON)

    def test_withdrawing_with_the_delegation_ignores_the_deadline(self):
        """R-14."""
        delegation = make_delegation()
        delegate = make_member(delegation)
        late = NOON + timedelta(days=60)

        delegations.decline(delegation, by=make_focal_point(delegation), now=late)

        assert statuses(delegate) == [S.WITHDRAWN]
