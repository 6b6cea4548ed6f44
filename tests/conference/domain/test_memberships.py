"""Rights at a conference, and how people join and leave its staff."""

import pytest
from django.test import TestCase

from accounts.models import User
from accounts.roles import RIGHTS, ROLES
from conference.domain import memberships
from conference.domain.memberships import MembershipRefused
from conference.models import Membership
from mailing.models import Letter
from tests.cast import make_cast, role_of
from tests.factories import NOON, make_membership, make_user


class Case(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()


class TestRights(Case):
    def test_each_role_has_the_rights_of_the_file_at_its_own_conference_only(self):
        for name, role in (("manager_a", "manager"), ("officer_a", "officer"), ("donor_a", "donor_viewer")):
            user = getattr(self.cast, name)

            assert memberships.rights_of(user, self.cast.a) == ROLES[role].rights
            assert memberships.rights_of(user, self.cast.b) == frozenset()

    def test_a_superuser_has_every_right_everywhere(self):
        assert memberships.rights_of(self.cast.superuser, self.cast.b) == RIGHTS | {memberships.SUPERUSER}
        assert memberships.may(self.cast.superuser, "quota.exceed", self.cast.a)

    def test_no_role_holds_what_only_superusers_hold(self):
        assert all(memberships.SUPERUSER not in role.rights for role in ROLES.values())

    def test_an_account_that_was_closed_has_none(self):
        for user in (self.cast.manager_a, self.cast.superuser):
            user.is_active = False

            assert memberships.rights_of(user, self.cast.a) == frozenset()

    def test_a_role_the_file_no_longer_holds_gives_nothing(self):
        Membership.objects.filter(user=self.cast.officer_a).update(role="retired")

        assert memberships.rights_of(self.cast.officer_a, self.cast.a) == frozenset()

    def test_an_officer_may_not_exceed_a_quota(self):
        assert not memberships.may(self.cast.officer_a, "quota.exceed", self.cast.a)
        assert memberships.may(self.cast.manager_a, "quota.exceed", self.cast.a)

    def test_where_one_stands_costs_one_statement(self):
        with self.assertNumQueries(1):
            found = memberships.standing(self.cast.officer_a, self.cast.a.pk)

        assert (found.conference, found.rights) == (self.cast.a, ROLES["officer"].rights)
        assert memberships.standing(self.cast.officer_a, self.cast.b.pk) is None

    def test_the_only_conference_is_not_chosen(self):
        both = make_user()
        make_membership(self.cast.a, "officer", both)

        assert memberships.only_conference(both) == self.cast.a.pk
        make_membership(self.cast.b, "officer", both)
        assert memberships.only_conference(both) is None
        assert memberships.only_conference(self.cast.nobody) is None


class TestInvite(Case):
    def invite(self, email, role="officer"):
        return memberships.invite(self.cast.a, email=email, role=role, by=self.cast.manager_a, now=NOON)

    def refused(self, email, role="officer"):
        with pytest.raises(MembershipRefused) as refusal:
            self.invite(email, role)
        return refusal.value.code

    def test_an_unknown_address_gets_an_account_without_a_password(self):
        membership = self.invite("New.Person@example.org")

        assert (membership.user.email, membership.user.is_staff) == ("New.Person@example.org", True)
        assert not membership.user.has_usable_password()
        assert self.cast.a.events.get(kind="STAFF_ADDED").data == {"user": membership.user_id, "role": "officer"}

    def test_a_known_address_keeps_its_account_in_any_case_of_letters(self):
        membership = self.invite("OFFICER_B@example.org")

        assert membership.user == self.cast.officer_b
        assert role_of(self.cast.officer_b, self.cast.b) == "officer"

    def test_the_letter_names_the_role_and_no_person_in_the_subject(self):
        self.invite("new@example.org")

        letter = Letter.objects.get(to_email="new@example.org")
        assert letter.subject == "You have a role at a conference"
        assert "Registration officer" in letter.text

    def test_a_user_name_that_is_taken_gets_another(self):
        User.objects.create(username="new@example.org", email="other@example.org")

        assert self.invite("new@example.org").user.username != "new@example.org"

    def test_what_cannot_be_is_refused_and_leaves_nothing(self):
        assert self.refused("manager_a@example.org") == "already_member"
        assert self.refused("new@example.org", role="king") == "unknown_role"
        for email in ("", "a b@example.org", "x", "a@b", "x" * 300 + "@example.org", "a@example.org\nBcc: b@c.d"):
            assert self.refused(email) == "bad_address", email
        assert not Letter.objects.exists()


class TestLeaving(Case):
    def membership(self, user):
        return Membership.objects.get(conference=self.cast.a, user=user)

    def test_the_last_manager_stays_until_there_is_another(self):
        mine = self.membership(self.cast.manager_a)
        for leave in (
            lambda: memberships.remove(mine, by=None, now=NOON),
            lambda: memberships.change_role(mine, role="officer", by=None, now=NOON),
        ):
            with pytest.raises(MembershipRefused) as refusal:
                leave()
            assert refusal.value.code == "last_manager"
        memberships.change_role(self.membership(self.cast.officer_a), role="manager", by=None, now=NOON)

        memberships.remove(mine, by=None, now=NOON)

        assert role_of(self.cast.manager_a, self.cast.a) is None

    def test_a_closed_account_is_no_manager(self):
        other = self.membership(self.cast.officer_a)
        memberships.change_role(other, role="manager", by=None, now=NOON)
        User.objects.filter(pk=self.cast.officer_a.pk).update(is_active=False)

        with pytest.raises(MembershipRefused):
            memberships.remove(self.membership(self.cast.manager_a), by=None, now=NOON)

    def test_the_same_role_again_is_no_event(self):
        memberships.change_role(self.membership(self.cast.officer_a), role="officer", by=None, now=NOON)

        assert not self.cast.a.events.filter(kind="STAFF_CHANGED").exists()

    def test_a_changed_role_is_written_down(self):
        officer = self.membership(self.cast.officer_a)

        memberships.change_role(officer, role="programme", by=self.cast.manager_a, now=NOON)

        event = self.cast.a.events.get(kind="STAFF_CHANGED")
        assert (event.data["before"], event.data["role"], event.by) == (
            "officer",
            "programme",
            self.cast.manager_a,
        )
