"""A form about a person that is sent twice names one person."""

import pytest
from django.test import TestCase

from attendees.domain import nominations, substitutions
from attendees.domain.refusals import NominationRefused
from attendees.domain.registrations import Form, Submission
from attendees.models import Delegate, Register
from tests.factories import NOON, make_focal_point, make_member

KEY = Submission(key="k" * 64, digest="d" * 64, browser="")
FORM = Form({"family_name": "Abilov", "given_name": "Kairat", "email": "", "language": "ru"})


class TestNominate(TestCase):
    def setUp(self):
        self.point = make_focal_point()

    def nominate(self, submission=KEY):
        return nominations.nominate(self.point.delegation, FORM, submission=submission, by=self.point, now=NOON)

    def test_the_same_sending_is_one_person(self):
        """RC-05: without an address nothing else would tell."""
        first = self.nominate()

        assert self.nominate() == first
        assert Delegate.objects.count() == Register.objects.get().last_number == 1

    def test_other_answers_under_the_same_key_are_refused(self):
        """RC-06."""
        self.nominate()

        with pytest.raises(NominationRefused) as refusal:
            self.nominate(Submission(key=KEY.key, digest="e" * 64, browser=""))

        assert refusal.value.code == "key_reused"
        assert Delegate.objects.count() == 1

    def test_another_form_is_another_person(self):
        self.nominate()
        self.nominate(Submission(key="l" * 64, digest=KEY.digest, browser=""))

        assert Delegate.objects.count() == 2

    def test_a_list_submitted_meanwhile_still_knows_its_person(self):
        first = self.nominate()
        self.point.delegation.people.update(status="PENDING")
        type(self.point.delegation).objects.update(status="SUBMITTED")

        assert self.nominate() == first


class TestReplace(TestCase):
    def test_the_same_sending_is_one_newcomer(self):
        """RC-14."""
        point = make_focal_point()
        old = make_member(point.delegation, status="APPROVED")

        one, two = (substitutions.replace(old, FORM, submission=KEY, by=point, now=NOON) for _ in range(2))

        assert (one, one.replaces) == (two, old)
        assert Delegate.objects.count() == 2
