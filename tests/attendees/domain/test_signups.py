"""Places in sessions: chosen, given back, and never given twice."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain import signups
from attendees.domain.refusals import SignupRefused
from conference.enums import SignupRule
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_room,
    make_session,
    make_user,
    minutes,
)


class SignupCase(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.delegate = make_delegate(conference=self.conference, status="APPROVED")

    def session(self, **fields):
        """One that clashes with no other."""
        self.hours = getattr(self, "hours", 0) + 2
        return make_session(self.conference, starts_at=NOON + timedelta(days=15, hours=self.hours), **fields)

    def choose(self, *sessions, delegate=None, by=None, now=NOON):
        return signups.choose(delegate or self.delegate, sessions, by=by, now=now)

    def refusal(self, *sessions, **how) -> str:
        with pytest.raises(SignupRefused) as refused:
            self.choose(*sessions, **how)
        return refused.value.code

    def held(self):
        return {signup.session for signup in self.delegate.signups.select_related("session")}

    def kinds(self):
        return list(self.delegate.events.order_by("pk").values_list("kind", flat=True))


class TestChoose(SignupCase):
    def test_exactly_these_become_the_delegates(self):
        first, second, third = (self.session() for _ in range(3))
        self.choose(first, second)

        new = self.choose(second, third)

        assert new == [third]
        assert self.held() == {second, third}
        assert self.kinds() == ["SIGNED_UP", "SIGNED_UP", "SIGNED_OFF"]

    def test_none_gives_all_back(self):
        self.choose(self.session())

        assert self.choose() == []
        assert self.held() == set()
        assert self.kinds() == ["SIGNED_UP", "SIGNED_OFF"]

    def test_the_same_again_is_nothing_new(self):
        session = self.session(capacity=1)
        self.choose(session)

        assert self.choose(session) == []
        assert self.kinds() == ["SIGNED_UP"]

    def test_after_the_deadline_the_delegate_is_late_and_an_officer_is_not(self):
        """R-19."""
        session, late = self.session(), self.conference.modification_deadline_at

        assert self.refusal(session, now=late) == "closed"
        assert self.choose(session, by=make_user(), now=late) == [session]
        assert self.delegate.events.get().actor == "STAFF"

    def test_only_people_with_a_prospect_hold_places(self):
        session = self.session()
        answers = {}
        for status in ("PENDING", "APPROVED", "RETURNED", "WAITLISTED", "REJECTED", "WITHDRAWN", "REVOKED"):
            someone = make_delegate(conference=self.conference, status=status)
            try:
                self.choose(session, delegate=someone)
                answers[status] = "taken"
            except SignupRefused as refusal:
                answers[status] = refusal.code

        assert {status for status, answer in answers.items() if answer == "taken"} == {
            "PENDING",
            "APPROVED",
            "RETURNED",
        }
        assert {answer for answer in answers.values() if answer != "taken"} == {"no_place"}

    def test_a_decision_taken_meanwhile_counts(self):
        session = self.session()
        type(self.delegate).objects.filter(pk=self.delegate.pk).update(status="WITHDRAWN")

        assert self.delegate.status == "APPROVED"
        assert self.refusal(session) == "no_place"


class TestRefusals(SignupCase):
    def test_a_full_session_names_its_limit_and_nothing_changes(self):
        kept, full = self.session(), self.session(capacity=1, title={"en": "Risk"})
        self.choose(kept)
        self.choose(full, delegate=make_delegate(conference=self.conference, status="APPROVED"))

        with pytest.raises(SignupRefused, match="“Risk” is full: all 1 places are taken"):
            self.choose(full)

        assert self.held() == {kept}

    def test_the_room_limits_a_session_without_a_limit_of_its_own(self):
        session = self.session(room=make_room(self.conference, capacity=0))

        assert self.refusal(session) == "session_full"

    def test_two_at_one_time_cannot_both_be_chosen(self):
        first = self.session()
        second = make_session(self.conference, starts_at=first.starts_at + minutes(59))
        after = make_session(self.conference, starts_at=first.ends_at)

        assert self.refusal(first, second) == "session_clash"
        assert self.choose(first, after) == [first, after]

    def test_what_is_not_offered_is_unknown(self):
        foreign = make_session(make_conference())
        without_signup = self.session(signup=SignupRule.NONE)

        assert self.refusal(foreign) == "session_unknown"
        assert self.refusal(without_signup) == "session_unknown"

    def test_a_closed_session_is_for_delegates_alone(self):
        closed = self.session(is_closed=True)
        media = make_category(self.conference, counts_as_delegate=False)
        journalist = make_delegate(category=media, status="APPROVED")

        assert self.refusal(closed, delegate=journalist) == "session_unknown"
        assert self.choose(closed) == [closed]


class TestReleaseAll(SignupCase):
    def test_every_place_is_free_again(self):
        session = self.session(capacity=1)
        self.choose(session)

        signups.release_all(self.delegate)

        assert self.held() == set()
        assert self.choose(session, delegate=make_delegate(conference=self.conference, status="APPROVED")) == [session]
