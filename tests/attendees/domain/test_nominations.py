"""Naming people for a delegation."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase

from attendees.domain import nominations
from attendees.domain.refusals import CorrectionRefused, DelegationRefused, NominationRefused, RegistrationRefused
from attendees.domain.registrations import Form
from attendees.enums import Capacity, DelegateStatus, Source
from attendees.models import Delegate, Delegation, Register
from conference.models import Conference
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_organisation,
    make_user,
)

S = DelegateStatus


def person(family="Abilov", **more):
    fields = {"family_name": family, "given_name": "Kairat", "email": f"{family}@example.org", "language": "ru"}
    return Form({**fields, **more})


class TestNominate(TestCase):
    def setUp(self):
        self.delegation = make_delegation(quota_in_person=1)
        self.point = make_focal_point(self.delegation)

    def nominate(self, form=None, **more):
        return nominations.nominate(self.delegation, form or person(), by=self.point, now=NOON, **more)

    def test_a_person_is_a_draft_of_the_state_and_nobody_is_written_to(self):
        delegate = self.nominate(person(country_id="UZ"))

        assert (delegate.status, delegate.country_id, delegate.source) == (S.DRAFT, "KZ", Source.FOCAL_POINT)
        assert (delegate.delegation, delegate.place) == (self.delegation, 1)
        assert delegate.events.get().focal_point == self.point
        assert not Letter.objects.exists()

    def test_the_first_name_begins_the_composing(self):
        self.nominate()

        self.delegation.refresh_from_db()
        assert (self.delegation.status, self.delegation.replied_at) == ("COMPOSING", NOON)

    def test_more_than_the_places_may_be_named(self):
        for family in ("Abilov", "Seitkali", "Nurpeis"):
            self.nominate(person(family))

        assert list(Delegate.objects.values_list("place", flat=True)) == [1, 2, 3]

    def test_the_same_person_is_refused_and_spends_no_number(self):
        """R-11."""
        self.nominate()

        with pytest.raises(NominationRefused) as refusal:
            self.nominate(person(email="ABILOV@example.org"))

        assert refusal.value.code == "same_person"
        assert Delegate.objects.count() == Register.objects.get().last_number == 1

    def test_people_without_an_address_are_each_their_own(self):
        """R-17."""
        for _ in range(2):
            self.nominate(person(email=""))

        assert Delegate.objects.count() == 2

    def test_an_organisations_people_keep_the_state_they_name(self):
        society = make_organisation(self.delegation.conference)
        self.delegation = make_delegation(category=make_category(), organisation=society)
        make_country("UZ")

        assert self.nominate(person("Karimov", country_id="UZ")).country_id == "UZ"

    def test_consents_given_by_another_are_written_as_such(self):
        delegate = self.nominate(Form(person().fields, consents={"PHOTO": False}))

        assert delegate.consents.get().given_by == "FOCAL_POINT"

    def test_after_the_deadline_no_new_names(self):
        """R-19."""
        Conference.objects.update(nomination_deadline_at=NOON - timedelta(seconds=1))
        self.delegation = Delegation.objects.get()

        with pytest.raises(DelegationRefused) as refusal:
            self.nominate()

        assert refusal.value.code == "closed"
        assert not Delegate.objects.exists()

    def test_a_submitted_list_takes_no_names(self):
        Delegation.objects.update(status="SUBMITTED")

        with pytest.raises(DelegationRefused) as refusal:
            self.nominate()

        assert refusal.value.code == "illegal_move"


class TestHead(TestCase):
    def setUp(self):
        self.delegation = make_delegation()
        self.head = make_member(self.delegation, capacity=Capacity.HEAD)
        self.other = make_member(self.delegation)

    def appoint(self, **more):
        return nominations.appoint(self.other, Capacity.HEAD, by=None, now=NOON, **more)

    def test_a_second_head_is_refused_with_the_choice(self):
        """R-10."""
        with pytest.raises(NominationRefused) as refusal:
            self.appoint()

        assert refusal.value.code == "head_exists"
        assert self.head.spoken_name in str(refusal.value)

    def test_the_head_is_replaced_on_request(self):
        """R-10, R-22: the part stands on the badge."""
        self.appoint(replace_head=True)

        self.head.refresh_from_db()
        self.other.refresh_from_db()
        assert (self.head.capacity, self.other.capacity) == (Capacity.REPRESENTATIVE, Capacity.HEAD)
        assert self.head.badge_changed_at == self.other.badge_changed_at == NOON

    def test_a_nomination_as_second_head_is_refused_too(self):
        with pytest.raises(NominationRefused) as refusal:
            nominations.nominate(self.delegation, person(), capacity="HEAD", by=make_user(), now=NOON)

        assert refusal.value.code == "head_exists"

    def test_the_table_itself_holds_one_head(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Delegate.objects.filter(pk=self.other.pk).update(capacity=Capacity.HEAD)

    def test_another_delegation_has_its_own(self):
        other = make_member(make_delegation(iso2="UZ", category=self.delegation.category))

        assert nominations.appoint(other, Capacity.HEAD, by=None, now=NOON).capacity == Capacity.HEAD

    def test_whoever_is_in_no_delegation_has_no_part(self):
        with pytest.raises(NominationRefused) as refusal:
            nominations.appoint(make_delegate(), Capacity.ADVISER, by=None, now=NOON)

        assert refusal.value.code == "not_in_delegation"


class TestOrder(TestCase):
    def test_the_order_is_the_notes_and_who_is_left_out_comes_last(self):
        delegation = make_delegation()
        one, two, three = (make_member(delegation) for _ in range(3))

        nominations.order(delegation, [three.number, one.number], by=None, now=NOON)

        assert list(delegation.people.order_by("place")) == [three, one, two]

    def test_a_stranger_is_refused(self):
        """R-05."""
        stranger = make_delegate()

        with pytest.raises(NominationRefused) as refusal:
            nominations.order(make_delegation(), [stranger.number], by=None, now=NOON)

        assert refusal.value.code == "unknown_number"


class TestChangeAndRemove(TestCase):
    def setUp(self):
        self.delegation = make_delegation(status="COMPOSING")
        self.point = make_focal_point(self.delegation)

    def test_a_focal_point_corrects_who_is_not_decided_on(self):
        delegate = make_member(self.delegation)

        nominations.change(delegate, {"position": "Judge"}, by=self.point, now=NOON)

        delegate.refresh_from_db()
        assert delegate.position == "Judge"
        assert delegate.events.get().actor == "FOCAL_POINT"

    def test_an_approved_person_is_not_changed(self):
        """R-21."""
        delegate = make_member(self.delegation, status=S.APPROVED)

        with pytest.raises(CorrectionRefused) as refusal:
            nominations.change(delegate, {"position": "Judge"}, by=self.point, now=NOON)

        assert refusal.value.code == "locked_field"

    def test_what_is_the_officers_is_not_the_focal_points(self):
        with pytest.raises(CorrectionRefused) as refusal:
            nominations.change(make_member(self.delegation), {"sponsored": True}, by=self.point, now=NOON)

        assert refusal.value.code == "locked_field"

    def test_a_draft_is_taken_off_and_its_number_never_used_again(self):
        """RC-22."""
        first = nominations.nominate(self.delegation, person(), by=self.point, now=NOON)

        nominations.remove(first, by=self.point, now=NOON)
        second = nominations.nominate(self.delegation, person(), by=self.point, now=NOON)

        assert (Delegate.objects.get(), second.number) == (second, first.number + 1)

    def test_who_was_submitted_is_withdrawn_and_not_removed(self):
        with pytest.raises(NominationRefused) as refusal:
            nominations.remove(make_member(self.delegation), by=self.point, now=NOON)

        assert refusal.value.code == "not_a_draft"


class TestEndorse(TestCase):
    def test_who_came_alone_is_confirmed_once(self):
        """R-06."""
        delegate = make_member(make_delegation(), place=None)

        for _ in range(2):
            nominations.endorse(delegate, by=None, now=NOON)

        delegate.refresh_from_db()
        assert (delegate.endorsed_at, delegate.place, delegate.events.count()) == (NOON, 1, 1)

    def test_a_disowned_person_is_rejected_with_the_reason(self):
        """R-26."""
        delegate = make_member(make_delegation())

        nominations.disown(delegate, by=make_focal_point(delegate.delegation), now=NOON)

        delegate.refresh_from_db()
        event = delegate.events.get()
        assert (delegate.status, event.reason, event.kind) == (S.REJECTED, "NOT_NOMINATED", "DISOWNED")

    def test_an_approved_person_is_not_disowned(self):
        delegate = make_member(make_delegation(), status=S.APPROVED)

        with pytest.raises(RegistrationRefused) as refusal:
            nominations.disown(delegate, by=None, now=NOON)

        assert refusal.value.code == "illegal_move"


class TestAfterTheDeadline(TestCase):
    """R-19: then officers only."""

    def setUp(self):
        self.member = make_member(make_delegation())
        self.point = make_focal_point(self.member.delegation)

    def refused(self, step, **more):
        with pytest.raises(NominationRefused) as refusal:
            step(by=self.point, now=NOON + timedelta(days=46), **more)
        return refusal.value.code

    def test_no_new_order(self):
        numbers = [self.member.number]

        assert self.refused(lambda **how: nominations.order(self.member.delegation, numbers, **how)) == "closed"
        nominations.order(self.member.delegation, numbers, by=make_user(), now=NOON + timedelta(days=46))

    def test_no_new_part(self):
        assert self.refused(lambda **how: nominations.appoint(self.member, Capacity.ADVISER, **how)) == "closed"
        nominations.appoint(self.member, Capacity.ADVISER, by=make_user(), now=NOON + timedelta(days=46))


class TestSendLink(TestCase):
    def setUp(self):
        self.point = make_focal_point()

    def send(self, **fields):
        self.member = make_member(self.point.delegation, **fields)
        return self.again()

    def again(self, now=NOON):
        try:
            nominations.send_link(self.member, by=self.point, now=now)
        except NominationRefused as refusal:
            return refusal.code
        return "sent"

    def test_the_person_gets_it_and_history_says_who_sent_it(self):
        assert self.send(email="k@example.org") == "sent"

        assert Letter.objects.get().to_email == "k@example.org"
        assert (self.member.events.get().kind, self.member.events.get().focal_point) == ("LINK_SENT", self.point)

    def test_three_an_hour_and_no_more(self):
        """RL-02."""
        answers = [self.send(), *(self.again() for _ in range(3)), self.again(NOON + timedelta(hours=1))]

        assert answers == ["sent", "sent", "sent", "too_often", "sent"]
        assert Letter.objects.count() == 4

    def test_not_without_an_address(self):
        """R-17."""
        assert self.send(email="") == "no_email"

    def test_not_before_the_names_are_sent_nor_after_all_is_over(self):
        assert self.send(status=S.DRAFT) == "not_sent_yet"
        assert self.send(status=S.WITHDRAWN) == "gone"
        assert not Letter.objects.exists()
