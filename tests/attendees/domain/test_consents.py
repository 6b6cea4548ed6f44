"""What a person whom a delegation has named agrees to, and adds."""

import pytest
from django.test import TestCase

from attendees.domain import consents
from attendees.domain.refusals import ConsentRefused, CorrectionRefused
from attendees.enums import ConsentKind, Source
from attendees.models import Consent, Delegate
from conference.models import Conference
from tests.factories import NOON, make_delegate, make_delegation, make_member

YES = {ConsentKind.NOTICE: True, ConsentKind.PHOTO: False, ConsentKind.CONTACTS: True, ConsentKind.FUTURE: False}


class TestOwed(TestCase):
    def owes(self, **fields):
        return consents.are_owed(make_member(make_delegation(), **fields))

    def test_by_everybody_whom_another_brought(self):
        for source in (Source.FOCAL_POINT, Source.OFFICER, Source.IMPORT, Source.ON_SITE):
            assert self.owes(source=source)

    def test_not_by_who_registered_alone_nor_by_who_is_gone(self):
        assert not self.owes(source=Source.SELF)
        assert not self.owes(source=Source.FOCAL_POINT, status="WITHDRAWN")


class TestGive(TestCase):
    def setUp(self):
        self.delegate = make_member(make_delegation(), source=Source.FOCAL_POINT)

    def give(self, said=YES, changes=None, **more):
        return consents.give(self.delegate, said, changes or {}, now=NOON, **more)

    def test_each_answer_is_kept_with_the_version_and_as_the_persons_own(self):
        """PR-10."""
        Conference.objects.update(privacy_version=3)

        self.give()

        kept = {each.kind: (each.value, each.version, each.given_by) for each in Consent.objects.all()}
        assert kept == {kind: (value, 3, "SELF") for kind, value in YES.items()}
        assert not consents.are_owed(self.delegate)

    def test_history_says_so(self):
        self.give()

        event = self.delegate.events.get()
        assert (event.kind, event.actor) == ("CONSENTED", "SELF")

    def test_what_was_missing_is_written_with_it(self):
        self.give(changes={"diet": "halal", "position": "Judge"})

        fresh = Delegate.objects.get()
        assert (fresh.diet, fresh.position) == ("halal", "Judge")

    def test_twice_is_once(self):
        for _ in range(2):
            self.give()

        assert (Consent.objects.count(), self.delegate.events.count()) == (4, 1)

    def test_without_the_notice_nothing_is_written(self):
        with pytest.raises(ConsentRefused) as refusal:
            self.give({**YES, ConsentKind.NOTICE: False}, {"diet": "halal"})

        assert refusal.value.code == "not_agreed"
        assert not Consent.objects.exists()
        assert Delegate.objects.get().diet == ""

    def test_data_that_cannot_be_changed_take_the_consent_back_too(self):
        """R-21: half of it is never saved."""
        Delegate.objects.update(status="APPROVED")

        with pytest.raises(CorrectionRefused):
            self.give(changes={"position": "Judge"})

        assert not Consent.objects.exists()

    def test_an_approved_person_agrees_and_adds_what_prints_nowhere(self):
        """R-23."""
        Delegate.objects.update(status="APPROVED")

        self.give(changes={"diet": "halal"})

        assert Delegate.objects.get().diet == "halal"

    def test_who_is_gone_agrees_to_nothing(self):
        Delegate.objects.update(status="WITHDRAWN")

        with pytest.raises(ConsentRefused) as refusal:
            self.give()

        assert refusal.value.code == "gone"

    def test_who_agreed_on_the_form_is_not_asked_again(self):
        self.delegate = make_delegate(source=Source.SELF)

        self.give()

        assert not Consent.objects.exists()
