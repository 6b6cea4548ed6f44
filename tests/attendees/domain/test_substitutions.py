"""One person takes the place of another."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain import links, registrations, signups, substitutions
from attendees.domain.refusals import NominationRefused, RegistrationRefused, SubstitutionRefused
from attendees.domain.registrations import Form
from attendees.enums import DelegateStatus
from attendees.models import Delegate
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegation,
    make_focal_point,
    make_member,
    make_session,
    make_user,
)

S = DelegateStatus
NEWCOMER = Form(
    {"family_name": "Seitkali", "given_name": "Dana", "email": "dana@example.org", "language": "ru", "sponsored": True}
)


class TestReplace(TestCase):
    def setUp(self):
        conference = make_conference(capacity=1)
        category = make_category(conference, approval=ApprovalMode.SECRETARIAT)
        self.delegation = make_delegation(category=category, quota_in_person=1)
        self.point = make_focal_point(self.delegation)
        self.old = make_member(
            self.delegation, status=S.APPROVED, capacity="HEAD", sponsored=True, organisation="Ministry of Justice"
        )

    def replace(self, *, by=None, form=NEWCOMER, now=NOON):
        return substitutions.replace(self.old, form, by=by or self.point, now=now)

    def test_the_seat_stays_where_it_is_though_all_is_full(self):
        """RC-14."""
        waiting = make_member(self.delegation, status=S.WAITLISTED)

        newcomer = self.replace(by=make_user())

        stand = dict(Delegate.objects.values_list("pk", "status"))
        assert stand == {self.old.pk: S.REPLACED, newcomer.pk: S.APPROVED, waiting.pk: S.WAITLISTED}

    def test_part_and_place_are_handed_on_and_the_sponsorship_is_not(self):
        """R-24."""
        newcomer = self.replace()

        newcomer.refresh_from_db()
        handed = (newcomer.capacity, newcomer.place, newcomer.country_id, newcomer.organisation, newcomer.sponsored)
        assert handed == ("HEAD", self.old.place, "KZ", "Ministry of Justice", False)
        assert newcomer.replaces == self.old

    def test_the_old_link_and_pass_are_dead(self):
        """R-44."""
        link, pass_token = self.old.link_token, self.old.pass_token

        self.replace()

        self.old.refresh_from_db()
        assert links.find(link) is None
        assert self.old.pass_token != pass_token

    def test_sessions_are_handed_on(self):
        """R-24."""
        session = make_session(self.old.conference, capacity=1)
        signups.choose(self.old, [session], by=None, now=NOON)

        newcomer = self.replace()

        assert [signup.session for signup in newcomer.signups.all()] == [session]
        assert not self.old.signups.exists()

    def test_a_focal_points_newcomer_waits_for_the_secretariat_with_the_seat_kept(self):
        waiting = make_member(self.delegation, status=S.WAITLISTED)

        newcomer = self.replace()
        registrations.approve(newcomer, by=None, now=NOON)

        waiting.refresh_from_db()
        assert waiting.status == S.WAITLISTED

    def test_an_automatic_category_seats_the_newcomer_at_once(self):
        type(self.old.category).objects.update(approval=ApprovalMode.AUTOMATIC)

        assert self.replace().status == S.APPROVED

    def test_whoever_needs_a_paper_waits_for_it(self):
        """R-07."""
        type(self.old.category).objects.update(needs_document=True)

        assert self.replace(by=make_user()).status == S.PENDING

    def test_after_the_modification_deadline_the_staff_alone(self):
        """R-19."""
        late = NOON + timedelta(days=46)

        with pytest.raises(SubstitutionRefused) as refusal:
            self.replace(now=late)
        newcomer = self.replace(by=make_user(), now=late)

        assert refusal.value.code == "closed"
        assert newcomer.status == S.APPROVED

    def test_who_is_not_approved_has_no_seat_to_give(self):
        Delegate.objects.update(status=S.PENDING)

        with pytest.raises(RegistrationRefused) as refusal:
            self.replace()

        assert refusal.value.code == "illegal_move"

    def test_a_person_who_is_registered_takes_no_second_seat(self):
        make_member(self.delegation, family_name="Seitkali", given_name="Dana", email="dana@example.org")

        with pytest.raises(NominationRefused) as refusal:
            self.replace()

        self.old.refresh_from_db()
        assert refusal.value.code == "same_person"
        assert self.old.status == S.APPROVED

    def test_both_are_written_to_and_both_histories_say_so(self):
        newcomer = self.replace()

        assert set(Letter.objects.values_list("kind", "to_email")) == {
            ("delegate_replaced", self.old.email),
            ("delegate_nominated", "dana@example.org"),
        }
        assert [event.kind for event in self.old.events.all()] == ["REPLACED"]
        assert [event.kind for event in newcomer.events.all()] == ["NOMINATED", "TOOK_PLACE"]
