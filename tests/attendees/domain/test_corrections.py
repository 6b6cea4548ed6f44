"""Correcting a delegate's data (R-21, R-23)."""

import pytest
from django.test import TestCase

from attendees.domain import corrections
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import EventKind
from attendees.models import Delegate
from conference.enums import ConferenceStatus
from mailing.domain import outbox
from mailing.models import Letter
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user, minutes


def refusal(delegate, changes, **how) -> str:
    with pytest.raises(CorrectionRefused) as refused:
        corrections.correct(delegate, changes, **{"by": None, "now": NOON, **how})
    return refused.value.code


class TestCorrect(TestCase):
    def test_changes_are_written_found_and_told_without_their_values(self):
        delegate = make_delegate(family_name="Asanov")

        corrections.correct(delegate, {"family_name": "Жапаров", "position": "Head"}, by=None, now=NOON)

        fresh = Delegate.objects.matching("japarov").get()
        event = fresh.events.get()
        assert (event.kind, event.fields, event.actor) == (EventKind.CORRECTED, ["family_name", "position"], "SELF")
        assert fresh.revision == delegate.revision + 1

    def test_nothing_changed_is_no_event(self):
        delegate = make_delegate(position="Head")

        corrections.correct(delegate, {"position": "Head"}, by=None, now=NOON)

        assert delegate.events.count() == 0

    def test_a_form_opened_before_another_change_is_refused(self):
        delegate = make_delegate()
        corrections.correct(delegate, {"position": "Head"}, by=None, now=NOON, revision=0)

        assert refusal(delegate, {"position": "Deputy"}, revision=0) == "changed_meanwhile"
        assert Delegate.objects.get().position == "Head"

    def test_once_approved_only_what_prints_nowhere_is_open(self):
        delegate = make_delegate(status="APPROVED")

        corrections.correct(delegate, {"diet": "halal", "phone": "+996555012345"}, by=None, now=NOON)

        for field in ("family_name", "position", "organisation", "email", "sex"):
            assert refusal(delegate, {field: "Other"}) == "locked_field"

    def test_a_first_photo_is_welcome_after_approval_another_is_not(self):
        delegate = make_delegate(status="APPROVED")

        corrections.correct(delegate, {"photo": "uploads/a.jpg"}, by=None, now=NOON)

        assert refusal(delegate, {"photo": "uploads/b.jpg"}) == "locked_field"

    def test_the_delegate_never_writes_what_is_the_offices(self):
        delegate = make_delegate()

        for field in ("remarks", "sponsored", "identity_protection", "protocol_rank", "badge_name", "excellency"):
            assert refusal(delegate, {field: "X"}) == "locked_field"

    def test_nothing_after_the_deadline_but_by_officers(self):
        conference = make_conference(modification_deadline_at=NOON)
        delegate = make_delegate(conference=conference)
        officer = make_user()

        assert refusal(delegate, {"diet": "halal"}) == "closed"
        corrected = corrections.correct(delegate, {"diet": "halal"}, by=officer, now=NOON + minutes(1))

        assert corrected.diet == "halal"
        assert corrected.events.get().by == officer

    def test_nobody_changes_anything_when_it_is_over(self):
        delegate = make_delegate(conference=make_conference(status=ConferenceStatus.ENDED))

        assert refusal(delegate, {"diet": "halal"}) == "closed"

    def test_an_officer_corrects_what_was_approved(self):
        delegate = make_delegate(status="APPROVED")

        corrections.correct(delegate, {"family_name": "Usonova"}, by=make_user(), now=NOON)

        assert Delegate.objects.get().family_name == "Usonova"

    def test_two_live_registrations_cannot_become_one_person(self):
        conference = make_conference()
        make_delegate(conference=conference, email="a@example.org", family_name="Asanov", given_name="Marat")
        other = make_delegate(conference=conference, email="b@example.org", family_name="Asanov", given_name="Marat")

        assert refusal(other, {"email": "A@example.org"}) == "same_person"

    def test_letters_on_their_way_follow_the_address(self):
        delegate = make_delegate(email="old@example.org")
        letter = {"kind": "x", "to": "old@example.org", "language": "en", "subject": "s", "text": "t"}
        outbox.queue(**letter, about=f"delegate:{delegate.pk}", now=NOON)

        corrections.correct(delegate, {"email": "new@example.org"}, by=None, now=NOON)
        assert Letter.objects.get(kind="x").to_email == "new@example.org"
        corrections.correct(delegate, {"email": ""}, by=make_user(), now=NOON)
        assert Letter.objects.get(kind="x").status == "CANCELLED"

    def test_the_old_address_is_told_and_nobody_is_named(self):
        """AU-15."""
        delegate = make_delegate(email="old@example.org", family_name="Japarov")

        corrections.correct(delegate, {"email": "new@example.org"}, by=None, now=NOON)

        letter = Letter.objects.get(kind="delegate_address_changed")
        assert letter.to_email == "old@example.org"
        assert not any(word in letter.subject + letter.text for word in ("Japarov", "new@", "/my/"))

    def test_the_same_address_in_other_letters_is_no_news(self):
        corrections.correct(make_delegate(email="a@example.org"), {"email": "A@example.org"}, by=None, now=NOON)
        corrections.correct(make_delegate(email=""), {"email": "b@example.org"}, by=None, now=NOON)

        assert not Letter.objects.exists()

    def test_asking_for_excellency_is_a_request(self):
        delegate = corrections.correct(make_delegate(), {"title": "HE"}, by=None, now=NOON)

        assert delegate.excellency == "REQUESTED"


class TestChangeOfCategory(TestCase):
    """A change is a path to a seat like any other (RC-19)."""

    def setUp(self):
        self.conference = make_conference(capacity=1)
        self.delegate = make_delegate(category=make_category(self.conference), status="APPROVED")
        self.officer = make_user()

    def test_a_seated_delegate_keeps_the_seat_of_the_conference(self):
        free = make_category(self.conference)

        moved = corrections.correct(self.delegate, {"category": free}, by=self.officer, now=NOON)

        assert moved.category == free

    def test_a_full_category_takes_nobody(self):
        full = make_category(self.conference, quota=0)

        assert refusal(self.delegate, {"category": full}, by=self.officer) == "quota_full"
        assert Delegate.objects.get().category != full

    def test_coming_in_person_after_all_needs_a_seat(self):
        online = make_delegate(category=self.delegate.category, status="APPROVED", modality="ONLINE")

        assert refusal(online, {"modality": "IN_PERSON"}, by=self.officer) == "quota_full"

    def test_a_seat_given_up_goes_to_whoever_waits(self):
        waiting = make_delegate(category=self.delegate.category, status="WAITLISTED")

        corrections.correct(self.delegate, {"modality": "ONLINE"}, by=self.officer, now=NOON)

        waiting.refresh_from_db()
        assert waiting.status == "APPROVED"

    def test_somebody_who_waits_gets_the_seat_there_is_in_another_category(self):
        waiting = make_delegate(category=make_category(self.conference, quota=0), status="WAITLISTED")
        media = make_category(self.conference, counts_as_delegate=False)

        moved = corrections.correct(waiting, {"category": media}, by=self.officer, now=NOON)

        assert (moved.status, Delegate.objects.get(pk=waiting.pk).status) == ("APPROVED", "APPROVED")


class TestCorrectAndResubmit(TestCase):
    def test_a_return_is_answered_in_one_step(self):
        delegate = make_delegate(status="RETURNED")

        corrections.correct_and_resubmit(delegate, {"position": "Head"}, by=None, now=NOON)

        fresh = Delegate.objects.get()
        assert (fresh.status, fresh.position) == ("PENDING", "Head")
        assert [event.kind for event in fresh.events.all()] == ["CORRECTED", "RESUBMITTED"]
