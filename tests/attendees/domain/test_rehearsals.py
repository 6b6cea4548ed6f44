"""The three rehearsal conferences: as CONTRACT.md describes them, made anew each time."""

from collections import Counter

import pytest
from django.contrib.auth import authenticate
from django.test import TestCase, override_settings

from accounts.roles import ROLES
from attendees.demo.canaries import PAIRS, WITHOUT_CANARY, canaries, values_of
from attendees.domain import demonstration, focal_points, links, rehearsals
from attendees.models import Delegate, Delegation
from conference.domain import countries, memberships
from conference.enums import ApprovalMode, Confidentiality
from conference.models import Conference
from core.fields import CyrillicNameField, LatinNameField, PhoneField
from mailing.models import Letter
from tests.factories import NOON, make_conference


@override_settings(MEDIA_ROOT="/tmp/registration-tests/media")
class TestRehearse(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.made = rehearsals.rehearse(now=NOON)
        cls.a, cls.b, cls.c = cls.made.rehearsals

    def test_the_three_are_what_they_should_be(self):
        assert [each.conference.slug for each in self.made.rehearsals] == ["rehearsal-a", "rehearsal-b", "rehearsal-c"]
        assert [each.conference.confidentiality for each in self.made.rehearsals] == [
            Confidentiality.OPEN,
            Confidentiality.RESTRICTED,
            Confidentiality.CLOSED,
        ]
        assert all(each.conference.is_demo for each in self.made.rehearsals)
        assert all(each.conference.takes_registrations(NOON) for each in self.made.rehearsals)
        assert self.a.conference.capacity == 50

    def test_a_decides_at_once_and_b_does_not(self):
        modes = [set(each.conference.categories.values_list("approval", flat=True)) for each in (self.a, self.b)]

        assert modes == [{ApprovalMode.AUTOMATIC}, {ApprovalMode.SECRETARIAT}]

    def test_two_sessions_of_twenty_places(self):
        for each in self.made.rehearsals:
            assert [(session.code, session.capacity) for session in each.sessions] == [("W1", 20), ("W2", 20)]

    def test_twenty_delegates_in_every_status_of_their_conference(self):
        assert Counter(delegate.status for delegate in self.a.delegates) == {
            "APPROVED": 18,
            "WITHDRAWN": 1,
            "REVOKED": 1,
        }
        assert Counter(delegate.status for delegate in self.b.delegates) == {
            "APPROVED": 6,
            "PENDING": 8,
            "RETURNED": 2,
            "WAITLISTED": 2,
            "REJECTED": 1,
            "WITHDRAWN": 1,
        }

    def test_every_state_of_b_is_a_delegation_with_a_quota_and_people(self):
        delegations = Delegation.objects.for_conference(self.b.conference)

        assert list(delegations.values_list("quota_in_person", flat=True)) == [4] * 20
        assert Delegate.objects.for_conference(self.b.conference).filter(delegation=None).count() == 2  # of an NGO

    def test_each_has_a_focal_point_whose_link_opens_the_first_delegation(self):
        for made in self.made.rehearsals:
            token = links.focal_url(made.focal_point).rstrip("/").rpartition("/")[2]

            found = focal_points.find(token)

            assert (found, found.delegation.conference) == (made.focal_point, made.conference)
            assert found.delegation.country_id == "KG"

    def test_links_open_the_pages_of_their_delegates(self):
        for delegate in self.b.delegates:
            token = links.url(delegate).rstrip("/").rpartition("/")[2]

            assert links.find(token) == delegate

    def test_one_account_a_role_with_exactly_its_rights(self):
        for role, account in self.b.accounts.items():
            user = authenticate(username=account.username, password=account.password)

            assert user is not None
            assert memberships.rights_of(user, self.b.conference) == ROLES[role].rights
            assert memberships.rights_of(user, self.a.conference) == frozenset()
        assert list(self.b.accounts) == list(ROLES)

    def test_no_letter_will_leave(self):
        assert Letter.objects.exists()
        assert not Letter.objects.unsent().exists()

    def test_again_is_anew_with_other_passwords(self):
        again = rehearsals.rehearse(now=NOON)

        assert Conference.objects.count() == 3
        assert Delegate.objects.count() == 45
        assert again.superuser.username == self.made.superuser.username
        assert authenticate(username=again.superuser.username, password=self.made.superuser.password) is None
        assert authenticate(username=again.superuser.username, password=again.superuser.password).is_superuser


class TestRefusal(TestCase):
    def test_beside_a_real_conference_there_is_no_rehearsal(self):
        """R-70."""
        make_conference()

        with pytest.raises(demonstration.DemonstrationRefused) as refusal:
            rehearsals.rehearse(now=NOON)

        assert refusal.value.code == "live_conference"
        assert Conference.objects.count() == 1


class TestCanaries(TestCase):
    def test_no_value_is_found_twice_nor_inside_another(self):
        values = [
            value for letter in "abc" for place in range(len(PAIRS)) for value in values_of(letter, place).values()
        ]

        assert len(values) == 3 * 20 * len(canaries("a"))
        assert [one for one in values if sum(one in other for other in values) > 1] == []

    def test_every_column_a_person_fills_has_one(self):
        asked = {
            field.name
            for field in Delegate._meta.fields
            if field.editable
            and field.get_internal_type() in ("CharField", "TextField", "EncryptedTextField", "EmailField")
        }

        assert asked - set(canaries("a")) - WITHOUT_CANARY == {"modality", "excellency"}

    def test_the_forms_would_take_them(self):
        for letter in "abc":
            fields = canaries(letter)

            assert LatinNameField().clean(fields["family_name"]) == fields["family_name"]
            assert CyrillicNameField().clean(fields["cyrillic_family_name"]) == fields["cyrillic_family_name"]
            assert PhoneField().clean(fields["phone"]) == fields["phone"]
