"""What may happen to a delegation."""

from datetime import timedelta
from itertools import product

import pytest
from django.test import TestCase

from attendees.domain import delegations, links, nominations, registrations
from attendees.domain.refusals import DelegationRefused
from attendees.domain.registrations import Form
from attendees.enums import (
    DELEGATION_CHIPS,
    DELEGATION_MOVES,
    DelegateStatus,
    DelegationEventKind,
    DelegationStatus,
)
from attendees.models import Delegate, Delegation, DelegationEvent
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegation,
    make_focal_point,
    make_member,
    make_organisation,
    make_user,
)

S, D = DelegationStatus, DelegateStatus

#: The table of attendees/enums.py, spelt out again.
LEGAL = {
    ("DRAFT", "INVITED"),
    ("DRAFT", "COMPOSING"),
    ("DRAFT", "DECLINED"),
    ("INVITED", "COMPOSING"),
    ("INVITED", "SUBMITTED"),
    ("INVITED", "DECLINED"),
    ("COMPOSING", "SUBMITTED"),
    ("COMPOSING", "DECLINED"),
    ("SUBMITTED", "COMPOSING"),
    ("SUBMITTED", "CONFIRMED"),
    ("SUBMITTED", "DECLINED"),
    ("CONFIRMED", "COMPOSING"),
    ("CONFIRMED", "DECLINED"),
    ("DECLINED", "COMPOSING"),
}


def person(number, **more):
    fields = {"family_name": f"Family{chr(96 + number)}", "given_name": "G", "language": "en", **more}
    return Form({"email": f"person{number}@example.org", **fields})


def kinds(delegation):
    return list(DelegationEvent.objects.filter(delegation=delegation).values_list("kind", flat=True))


def letters(kind):
    return Letter.objects.filter(kind=kind).order_by("created_at", "to_email")


class TestMoves:
    @pytest.mark.parametrize(("before", "after"), list(product(S.values, S.values)))
    def test_the_legal_moves_are_these_and_no_others(self, before, after):
        assert Delegation(status=before).can_become(after) is ((before, after) in LEGAL)

    def test_every_status_has_its_moves_and_its_look(self):
        assert set(DELEGATION_MOVES) == set(DELEGATION_CHIPS) == set(S.values)


class TestEnter(TestCase):
    def test_a_state_is_entered_once_in_a_category(self):
        category = make_category()
        enter = {"country": make_country("KZ"), "language": "ru", "by": None, "now": NOON}
        delegation = delegations.enter(category.conference, category, quota_in_person=5, **enter)

        with pytest.raises(DelegationRefused) as refusal:
            delegations.enter(category.conference, category, **enter)

        assert refusal.value.code == "known"
        assert (delegation.status, delegation.quota_in_person, kinds(delegation)) == ("DRAFT", 5, ["CREATED"])
        assert not Letter.objects.exists()

    def test_it_is_a_state_or_an_organisation(self):
        category = make_category()

        with pytest.raises(DelegationRefused) as refusal:
            delegations.enter(category.conference, category, language="ru", by=None, now=NOON)

        assert refusal.value.code == "no_entity"

    def test_another_conferences_category_and_organisation_are_refused(self):
        category, other = make_category(), make_category()
        theirs = make_organisation(other.conference)

        for where, what in ((other, {"country": make_country("KZ")}), (category, {"organisation": theirs})):
            with pytest.raises(DelegationRefused) as refusal:
                delegations.enter(category.conference, where, language="ru", by=None, now=NOON, **what)

            assert refusal.value.code == "other_conference"

    def test_its_name_is_the_united_nations_in_each_language(self):
        delegation = make_delegation(iso2="UZ")

        assert [delegation.name_in(code) for code in ("en", "ru")] == ["Uzbekistan", "Узбекистан"]

    def test_a_name_of_its_own_comes_first(self):
        delegation = make_delegation(name={"en": "Delegation of the Senate"})

        assert [delegation.name_in(code) for code in ("en", "ru")] == ["Delegation of the Senate", "Казахстан"]


class TestEdit(TestCase):
    def test_a_raised_quota_seats_the_reserve(self):
        delegation = make_delegation(category=make_category(), quota_in_person=1)
        make_member(delegation, status=D.APPROVED)
        reserve = make_member(delegation, status=D.WAITLISTED)

        delegations.edit(delegation, {"quota_in_person": 2}, by=None, now=NOON)

        reserve.refresh_from_db()
        assert reserve.status == D.APPROVED
        assert DelegationEvent.objects.get().data == {"quota_in_person": [1, 2]}

    def test_a_quota_lowered_below_use_drops_nobody(self):
        """RC-12."""
        delegation = make_delegation(quota_in_person=3)
        people = [make_member(delegation, status=D.APPROVED) for _ in range(3)]

        delegations.edit(delegation, {"quota_in_person": 2}, by=None, now=NOON)

        assert Delegate.objects.approved().count() == len(people)
        with pytest.raises(registrations.RegistrationRefused):
            registrations.approve(make_member(delegation), by=None, now=NOON)

    def test_who_comes_second_is_told(self):
        """RC-23."""
        delegation = make_delegation()
        delegations.edit(delegation, {"remarks": "first"}, by=None, now=NOON, revision=0)

        with pytest.raises(DelegationRefused) as refusal:
            delegations.edit(delegation, {"remarks": "second"}, by=None, now=NOON, revision=0)

        assert refusal.value.code == "changed_meanwhile"

    def test_a_status_is_no_field_to_edit(self):
        with pytest.raises(DelegationRefused) as refusal:
            delegations.edit(make_delegation(), {"status": "CONFIRMED"}, by=None, now=NOON)

        assert refusal.value.code == "locked_field"

    def test_nothing_changed_is_nothing_written(self):
        delegation = make_delegation(quota_in_person=3)

        delegations.edit(delegation, {"quota_in_person": 3}, by=None, now=NOON)

        assert kinds(delegation) == []


class TestInvite(TestCase):
    def test_every_focal_point_gets_the_letter_in_the_own_language(self):
        conference = make_conference(nomination_deadline_at=NOON + timedelta(days=9))
        delegation = make_delegation(conference, status=S.DRAFT, quota_in_person=5)
        english = make_focal_point(delegation)
        russian = make_focal_point(delegation, language="ru")

        delegations.invite(delegation, by=make_user(), now=NOON)

        delegation.refresh_from_db()
        sent = {letter.to_email: letter.text for letter in letters("delegation_invited")}
        assert (delegation.status, delegation.invited_at) == (S.INVITED, NOON)
        assert links.focal_url(english) in sent[english.email]
        assert "14 October 2026, 12:00, Bishkek time (UTC+6)" in sent[english.email]
        assert "Казахстан" in sent[russian.email]

    def test_it_is_refused_while_nobody_can_be_written_to(self):
        delegation = make_delegation(status=S.DRAFT)
        make_focal_point(delegation, revoked_at=NOON)

        with pytest.raises(DelegationRefused) as refusal:
            delegations.invite(delegation, by=None, now=NOON)

        assert refusal.value.code == "no_focal_point"
        assert kinds(delegation) == []

    def test_once_more_sends_the_link_and_keeps_the_day(self):
        delegation = make_delegation(invited_at=NOON - timedelta(days=3))
        make_focal_point(delegation)

        delegations.invite(delegation, by=None, now=NOON)

        delegation.refresh_from_db()
        assert delegation.invited_at == NOON - timedelta(days=3)
        assert kinds(delegation) == ["LINK_SENT"]

    def test_the_subject_names_nobody(self):
        """R-68."""
        delegation = make_delegation(status=S.DRAFT)
        make_focal_point(delegation)

        delegations.invite(delegation, by=None, now=NOON)

        assert "Kazakhstan" not in letters("delegation_invited").get().subject

    def test_the_silent_are_reminded_with_a_note(self):
        delegation = make_delegation()
        make_focal_point(delegation)

        delegations.remind(delegation, text="The hall is small.", by=None, now=NOON)

        delegation.refresh_from_db()
        assert delegation.reminded_at == NOON
        assert "The hall is small." in letters("delegation_reminder").get().text

    def test_who_has_answered_is_not_reminded(self):
        delegation = make_delegation(status=S.SUBMITTED)
        make_focal_point(delegation)

        with pytest.raises(DelegationRefused) as refusal:
            delegations.remind(delegation, by=None, now=NOON)

        assert refusal.value.code == "illegal_move"


class TestDecline(TestCase):
    def test_the_undecided_are_withdrawn_and_their_seats_return(self):
        """R-14."""
        conference = make_conference(capacity=1)
        category = make_category(conference, approval=ApprovalMode.SECRETARIAT)
        delegation = make_delegation(category=category)
        offered = make_member(delegation, promoted_at=NOON)
        draft = make_member(delegation, status=D.DRAFT)
        waiting = make_member(make_delegation(category=category, iso2="UZ"), status=D.WAITLISTED)

        delegations.decline(delegation, by=make_focal_point(delegation), now=NOON)

        stand = dict(Delegate.objects.values_list("pk", "status"))
        assert stand == {offered.pk: D.WITHDRAWN, waiting.pk: D.PENDING}
        assert draft.pk not in stand
        assert kinds(delegation) == ["DECLINED"]

    def test_the_approved_stay_for_an_officer_to_decide_on(self):
        delegation = make_delegation()
        approved = make_member(delegation, status=D.APPROVED)

        delegations.decline(delegation, by=None, now=NOON)

        approved.refresh_from_db()
        assert approved.status == D.APPROVED

    def test_it_can_be_taken_back(self):
        delegation = make_delegation(status=S.DECLINED)

        delegations.reopen(delegation, by=make_focal_point(delegation), now=NOON)

        delegation.refresh_from_db()
        assert delegation.status == S.COMPOSING


class TestSubmit(TestCase):
    def setUp(self):
        self.delegation = make_delegation()
        self.point = make_focal_point(self.delegation)

    def name(self, number, **more):
        return nominations.nominate(self.delegation, person(number, **more), by=self.point, now=NOON)

    def submit(self, **more):
        return delegations.submit(self.delegation, by=self.point, now=NOON, **more)

    def test_every_draft_is_handed_in_and_confirmed(self):
        """R-06."""
        people = [self.name(number) for number in (1, 2)]

        delegation = self.submit()

        stand = list(Delegate.objects.values_list("status", "endorsed_at", "source"))
        assert stand == [(D.PENDING, NOON, "FOCAL_POINT")] * 2
        assert (delegation.status, delegation.submitted_at) == (S.SUBMITTED, NOON)
        assert DelegationEvent.objects.last().data["numbers"] == [each.number for each in people]
        assert letters("delegate_nominated").count() == 2

    def test_one_mailbox_gets_one_letter_with_everybodys_link(self):
        """R-16."""
        people = [self.name(number, email="office@example.org") for number in range(1, 7)]

        self.submit()

        letter = letters("delegate_nominated_many").get()
        urls = [line for line in letter.text.splitlines() if line.startswith("https://")]
        assert len(set(urls)) == len(people)
        assert letters("delegate_nominated").count() == 0

    def test_who_has_no_address_is_listed_to_the_focal_point(self):
        """R-17."""
        self.name(1, email="")
        self.name(2)

        self.submit()

        text = letters("delegation_submitted").get().text
        listed = text.partition("no e-mail address")[2]
        assert "Familya" in listed
        assert "Familyb" not in listed

    def test_letters_about_somebody_without_address_go_to_the_focal_point(self):
        """R-17."""
        delegate = self.name(1, email="")
        self.submit()

        registrations.approve(delegate, by=None, now=NOON)

        assert letters("delegate_approved").get().to_email == self.point.email

    def test_nobody_new_is_refused(self):
        with pytest.raises(DelegationRefused) as refusal:
            self.submit()

        assert refusal.value.code == "nobody_named"

    def test_a_list_opened_again_is_closed_as_it_was_without_a_letter(self):
        self.name(1)
        self.submit()
        delegations.reopen(self.delegation, by=self.point, now=NOON)
        before = Letter.objects.count()

        self.submit()

        self.delegation.refresh_from_db()
        assert (self.delegation.status, Letter.objects.count()) == ("SUBMITTED", before)

    def test_after_the_deadline_the_focal_point_is_refused_and_the_staff_is_not(self):
        """R-19."""
        self.name(1)
        Delegation.objects.update(deadline_at=NOON)

        with pytest.raises(DelegationRefused) as refusal:
            self.submit()
        delegations.submit(self.delegation, by=make_user(), now=NOON)

        assert refusal.value.code == "closed"
        assert Delegate.objects.get().status == D.PENDING

    def test_an_automatic_category_seats_as_many_as_fit(self):
        category = make_category()
        self.delegation = make_delegation(category=category, quota_in_person=1)
        self.point = make_focal_point(self.delegation)
        for number in (1, 2):
            self.name(number)

        self.submit()

        assert list(Delegate.objects.values_list("status", flat=True)) == [D.APPROVED, D.WAITLISTED]

    def test_a_submitted_list_is_opened_again_for_more_names(self):
        self.name(1)
        self.submit()

        delegations.reopen(self.delegation, by=self.point, now=NOON)
        self.name(2)
        self.submit()

        assert [event for event in kinds(self.delegation) if event != "FOCAL_ADDED"] == [
            "COMPOSING",
            "SUBMITTED",
            "REOPENED",
            "SUBMITTED",
        ]
        assert Delegate.objects.filter(status=D.PENDING).count() == 2

    def test_a_confirmed_list_is_opened_by_the_staff_alone(self):
        Delegation.objects.update(status=S.CONFIRMED)

        with pytest.raises(DelegationRefused) as refusal:
            delegations.reopen(self.delegation, by=self.point, now=NOON)
        delegations.reopen(self.delegation, by=make_user(), now=NOON)

        assert refusal.value.code == "confirmed"


class TestConfirm(TestCase):
    def test_it_waits_until_everybody_is_decided_on(self):
        delegation = make_delegation(status=S.SUBMITTED)
        make_focal_point(delegation)
        delegate = make_member(delegation)

        with pytest.raises(DelegationRefused) as refusal:
            delegations.confirm(delegation, by=None, now=NOON)
        registrations.approve(delegate, by=None, now=NOON)
        delegations.confirm(delegation, by=None, now=NOON)

        assert refusal.value.code == "undecided"
        assert delegate.family_name in letters("delegation_confirmed").get().text

    def test_every_kind_of_event_has_words(self):
        assert all(kind.label for kind in DelegationEventKind)
