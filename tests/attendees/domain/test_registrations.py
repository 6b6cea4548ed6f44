"""What may happen to a registration: every move, every refusal, every consequence."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain import promotions, registrations, seating
from attendees.domain.refusals import RegistrationRefused, SignupRefused
from attendees.domain.registrations import Form, Submission
from attendees.enums import MOVES, ConsentKind, DelegateStatus, EventKind, Reason, Source
from attendees.models import Delegate, DelegateEvent, Register, Signup
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_session,
    make_user,
    minutes,
)

S = DelegateStatus


def fields(**more):
    return {"family_name": "Japarov", "given_name": "Askar", "email": "a@example.org", "language": "en", **more}


def submit(category, *, key="k1", digest="d", browser="b", sessions=(), now=NOON, source=Source.SELF, **more):
    form = Form(fields(**more), {ConsentKind.NOTICE: True, ConsentKind.PHOTO: False}, sessions)
    submission = Submission(key, digest, browser) if key else None
    return registrations.submit(category, form, submission=submission, source=source, by=None, now=now)


def statuses(conference):
    return {delegate: delegate.status for delegate in Delegate.objects.for_conference(conference)}


def letters(delegate):
    return list(
        Letter.objects.filter(about=f"delegate:{delegate.pk}").order_by("created_at").values_list("kind", flat=True)
    )


class TestSubmit(TestCase):
    def test_an_automatic_category_seats_at_once(self):
        category = make_category(make_conference(capacity=1))

        answer = submit(category)

        assert answer.word == "approved"
        assert answer.delegate.number == 1
        assert letters(answer.delegate) == ["delegate_approved"]
        assert list(answer.delegate.events.values_list("kind", flat=True)) == ["SUBMITTED", "APPROVED"]

    def test_a_secretariat_category_waits_for_a_decision(self):
        category = make_category(approval=ApprovalMode.SECRETARIAT)

        answer = submit(category)

        assert answer.word == "received"
        assert answer.delegate.status == S.PENDING
        assert letters(answer.delegate) == ["delegate_received"]

    def test_without_a_seat_one_waits_at_a_told_position(self):
        category = make_category(make_conference(capacity=1))

        words = [
            (answer.word, answer.position)
            for answer in (submit(category, key=f"k{n}", email=f"{n}@example.org") for n in range(3))
        ]

        assert words == [("approved", None), ("waitlisted", 1), ("waitlisted", 2)]

    def test_a_full_category_does_not_close_another(self):
        """RC-13."""
        conference = make_conference(capacity=10)
        full = make_category(conference, quota=0)
        free = make_category(conference, quota=1)

        words = [submit(full).word, submit(free, key="k2", email="b@example.org").word]

        assert words == ["waitlisted", "approved"]

    def test_online_takes_no_seat(self):
        """R-02."""
        category = make_category(make_conference(capacity=1))

        words = [submit(category, key=f"k{n}", email=f"{n}@example.org", modality="ONLINE").word for n in range(2)]

        assert words == ["approved", "approved"]
        assert seating.standing(category).conference.taken == 0

    def test_others_than_delegates_take_no_seat_of_the_conference(self):
        """R-49."""
        conference = make_conference(capacity=1)
        media = make_category(conference, counts_as_delegate=False)
        submit(media)

        answer = submit(make_category(conference), key="k2", email="b@example.org")

        assert answer.word == "approved"

    def test_the_same_key_is_the_same_registration(self):
        category = make_category()

        first, again = submit(category), submit(category)

        assert again.delegate == first.delegate
        assert again.word == "approved"
        assert Register.objects.get(conference=category.conference).last_number == 1

    def test_the_same_key_with_other_answers_is_refused(self):
        """RC-06."""
        category = make_category()
        submit(category)

        with pytest.raises(RegistrationRefused) as refusal:
            submit(category, digest="other")

        assert refusal.value.code == "key_reused"

    def test_the_same_key_from_another_browser_is_refused(self):
        """RC-07."""
        category = make_category()
        submit(category)

        with pytest.raises(RegistrationRefused) as refusal:
            submit(category, browser="other")

        assert refusal.value.code == "key_reused"

    def test_the_same_person_again_is_a_duplicate_and_gets_the_link(self):
        """RC-05, R-11."""
        category = make_category()
        first = submit(category)

        again = submit(category, key="k2", family_name="Zhaparov")

        assert (again.word, again.delegate) == ("duplicate", first.delegate)
        assert Letter.objects.filter(kind="delegate_link").values_list("to_email").get() == ("a@example.org",)

    def test_six_delegates_share_one_mailbox(self):
        """R-16."""
        category = make_category()

        words = [submit(category, key=f"k{n}", given_name=f"Name{chr(97 + n) * 3}").word for n in range(6)]

        assert words == ["approved"] * 6

    def test_no_mailbox_owes_no_letter(self):
        """R-17."""
        answer = submit(make_category(), email="")

        assert letters(answer.delegate) == []

    def test_a_withdrawn_person_may_come_back(self):
        category = make_category()
        first = submit(category)
        registrations.withdraw(first.delegate, by=None, now=NOON)

        again = submit(category, key="k2")

        assert again.word == "approved"
        assert again.delegate.number == 2

    def test_excellency_is_a_request(self):
        """R-36."""
        answer = submit(make_category(), title="HE")

        assert answer.delegate.excellency == "REQUESTED"

    def test_consents_keep_version_and_language(self):
        answer = submit(make_category())

        kept = set(answer.delegate.consents.values_list("kind", "value", "version", "language"))
        assert kept == {("NOTICE", True, 1, "en"), ("PHOTO", False, 1, "en")}

    def test_after_closing_no_new_names(self):
        """R-19, R-20: by the instant, in the conference's zone."""
        category = make_category(make_conference(registration_closes_at=NOON))

        with pytest.raises(RegistrationRefused) as refusal:
            submit(category, now=NOON)

        assert refusal.value.code == "closed"
        assert submit(category, now=NOON - timedelta(seconds=1)).word == "approved"

    def test_an_invitation_category_is_closed_to_the_public_form_only(self):
        category = make_category(is_open=False)

        with pytest.raises(RegistrationRefused) as refusal:
            submit(category)

        assert refusal.value.code == "by_invitation"
        assert submit(category, source=Source.OFFICER).word == "approved"

    def test_sessions_are_chosen_with_the_registration(self):
        category = make_category()
        session = make_session(category.conference, capacity=1)

        answer = submit(category, sessions=[session])

        assert [signup.session for signup in answer.delegate.signups.all()] == [session]

    def test_a_full_session_refuses_the_whole_form(self):
        category = make_category()
        session = make_session(category.conference, capacity=1)
        submit(category, sessions=[session])

        with pytest.raises(SignupRefused) as refusal:
            submit(category, key="k2", email="b@example.org", sessions=[session])

        assert refusal.value.code == "session_full"
        assert Delegate.objects.count() == 1
        assert Register.objects.get(conference=category.conference).last_number == 1

    def test_another_conferences_session_is_refused(self):
        """IN-19."""
        foreign = make_session(make_conference())

        with pytest.raises(SignupRefused) as refusal:
            submit(make_category(), sessions=[foreign])

        assert refusal.value.code == "session_unknown"

    def test_numbers_are_never_reused(self):
        """RC-22."""
        category = make_category()
        submit(category).delegate.delete()

        assert submit(category, key="k2").delegate.number == 2

    def test_the_final_step_costs_few_statements(self):
        category = make_category(make_conference(capacity=5))
        session = make_session(category.conference, capacity=5)
        category = type(category).objects.select_related("conference").get(pk=category.pk)

        with self.assertNumQueries(10):  # two of them open and close the transaction
            submit(category, sessions=[session])


class TestApprove(TestCase):
    def test_the_last_seat_is_given_and_the_next_is_refused_by_name(self):
        """R-01, R-03."""
        category = make_category(make_conference(capacity=1), approval=ApprovalMode.SECRETARIAT)
        first, second = make_delegate(category=category), make_delegate(category=category)
        registrations.approve(first, by=make_user(), now=NOON)

        with pytest.raises(RegistrationRefused) as refusal:
            registrations.approve(second, by=make_user(), now=NOON)

        assert refusal.value.code == "quota_full"
        assert "the conference is full (1 of 1)" in str(refusal.value)
        assert statuses(category.conference) == {first: "APPROVED", second: "PENDING"}

    def test_a_managers_override_is_recorded_with_its_reason(self):
        """R-01."""
        category = make_category(make_conference(capacity=0), approval=ApprovalMode.SECRETARIAT)
        delegate, manager = make_delegate(category=category), make_user()

        registrations.approve(delegate, by=manager, now=NOON, override="The Minister asks")

        event = DelegateEvent.objects.get(delegate=delegate, kind=EventKind.OVERRIDDEN)
        assert (event.by, event.remark) == (manager, "The Minister asks")

    def test_an_earlier_letter_that_has_not_left_is_not_sent(self):
        """ML-11."""
        category = make_category(approval=ApprovalMode.SECRETARIAT)
        delegate = submit(category).delegate

        registrations.approve(delegate, by=None, now=NOON + minutes(1))

        sent = dict(Letter.objects.filter(about=f"delegate:{delegate.pk}").values_list("kind", "status"))
        assert sent == {"delegate_received": "CANCELLED", "delegate_approved": "QUEUED"}


class TestDecide(TestCase):
    def setUp(self):
        self.category = make_category(make_conference(capacity=1), approval=ApprovalMode.SECRETARIAT)
        self.delegate = make_delegate(category=self.category)

    def test_a_return_tells_the_public_text_and_keeps_the_remark_inside(self):
        """R-26."""
        why = {"reason": Reason.DATA_MISSING, "text": "Your position, please.", "remark": "Call the embassy"}

        registrations.send_back(self.delegate, **why, by=None, now=NOON)

        letter = Letter.objects.get(about=f"delegate:{self.delegate.pk}")
        assert "Your position, please." in letter.text
        assert "embassy" not in letter.text + letter.html

    def test_a_returned_registration_keeps_its_turn(self):
        registrations.send_back(self.delegate, reason=Reason.OTHER, by=None, now=NOON)

        again = registrations.resubmit(self.delegate, by=None, now=NOON)

        assert (again.status, again.number) == ("PENDING", self.delegate.number)

    def test_a_rejection_frees_the_sessions(self):
        session = make_session(self.category.conference)
        Signup.objects.create(delegate=self.delegate, session=session, created_at=NOON)

        registrations.reject(self.delegate, reason=Reason.OUT_OF_SCOPE, by=None, now=NOON)

        assert Signup.objects.count() == 0

    def test_a_revoked_seat_goes_to_whoever_waits(self):
        registrations.approve(self.delegate, by=None, now=NOON)
        waiting = make_delegate(category=self.category, status=S.WAITLISTED)

        registrations.revoke(self.delegate, reason=Reason.OTHER, by=None, now=NOON)

        assert statuses(self.category.conference) == {self.delegate: "REVOKED", waiting: "PENDING"}


class TestWithdraw(TestCase):
    def test_a_freed_seat_goes_to_whoever_has_waited_longest(self):
        category = make_category(make_conference(capacity=1))
        seated, first, second = (submit(category, key=f"k{n}", email=f"{n}@example.org").delegate for n in range(3))

        registrations.withdraw(seated, by=None, now=NOON)

        assert statuses(category.conference) == {seated: "WITHDRAWN", first: "APPROVED", second: "WAITLISTED"}
        assert letters(first)[-1] == "delegate_promoted"

    def test_twice_is_harmless(self):
        """RC-15."""
        delegate = submit(make_category()).delegate

        for _ in range(2):
            registrations.withdraw(delegate, by=None, now=NOON)

        assert letters(delegate).count("delegate_withdrawn") == 1
        assert delegate.events.filter(kind="WITHDRAWN").count() == 1

    def test_after_the_deadline_only_officers(self):
        """R-19."""
        category = make_category(make_conference(modification_deadline_at=NOON))
        delegate = make_delegate(category=category)

        with pytest.raises(RegistrationRefused):
            registrations.withdraw(delegate, by=None, now=NOON)

        assert registrations.withdraw(delegate, by=make_user(), now=NOON).status == "WITHDRAWN"


class TestFillSeats(TestCase):
    def test_a_seat_offered_for_decision_is_not_offered_twice(self):
        conference = make_conference(capacity=1)
        category = make_category(conference, approval=ApprovalMode.SECRETARIAT)
        first, second = (make_delegate(category=category, status=S.WAITLISTED) for _ in range(2))

        for _ in range(2):
            promotions.fill_seats(conference, now=NOON)

        assert statuses(conference) == {first: "PENDING", second: "WAITLISTED"}

    def test_someone_whose_category_is_full_lets_the_next_pass(self):
        conference = make_conference(capacity=1)
        stuck = make_delegate(category=make_category(conference, quota=0), status=S.WAITLISTED)
        next_one = make_delegate(category=make_category(conference), status=S.WAITLISTED)

        promotions.fill_seats(conference, now=NOON)

        assert statuses(conference) == {stuck: "WAITLISTED", next_one: "APPROVED"}

    def test_whoever_takes_part_online_waits_for_no_seat(self):
        """R-02."""
        category = make_category(make_conference(capacity=0))
        stuck = make_delegate(category=category, status=S.WAITLISTED)
        online = make_delegate(category=category, status=S.WAITLISTED, modality="ONLINE")

        promotions.fill_seats(category.conference, now=NOON)

        assert statuses(category.conference) == {stuck: "WAITLISTED", online: "APPROVED"}

    def test_over_capacity_nobody_is_dropped_and_nothing_is_free(self):
        """RC-12."""
        conference = make_conference(capacity=1)
        category = make_category(conference)
        for _ in range(3):
            make_delegate(category=category, status=S.APPROVED)

        seats = seating.standing(category).conference

        assert (seats.free, seats.over) == (0, 2)
        assert submit(category).word == "waitlisted"

    def test_a_limit_changed_meanwhile_is_the_one_that_counts(self):
        category = make_category(make_conference(capacity=1), quota=1)
        type(category).objects.filter(pk=category.pk).update(quota=0)

        answer = submit(category)

        assert answer.word == "waitlisted"


class TestPromote(TestCase):
    def test_only_somebody_on_the_waiting_list_is_promoted(self):
        delegate = make_delegate(status=S.PENDING)

        with pytest.raises(RegistrationRefused) as refusal:
            promotions.promote(delegate, by=None, now=NOON)

        assert refusal.value.code == "illegal_move"


class TestMoves(TestCase):
    #: DOMAIN.md, "States", spelled out again: a table compared with itself proves nothing.
    LEGAL = {
        ("DRAFT", "PENDING"),
        ("PENDING", "APPROVED"), ("PENDING", "WAITLISTED"), ("PENDING", "REJECTED"),
        ("PENDING", "RETURNED"), ("PENDING", "WITHDRAWN"),
        ("RETURNED", "PENDING"), ("RETURNED", "WITHDRAWN"),
        ("WAITLISTED", "APPROVED"), ("WAITLISTED", "PENDING"), ("WAITLISTED", "WITHDRAWN"),
        ("APPROVED", "WITHDRAWN"), ("APPROVED", "REPLACED"), ("APPROVED", "REVOKED"),
    }  # fmt: skip

    def test_the_table_holds_exactly_the_moves_of_the_domain(self):
        table = {(str(start), str(end)) for start, ends in MOVES.items() for end in ends}

        assert table == self.LEGAL

    def test_every_verb_refuses_every_illegal_start(self):
        verbs = {
            "APPROVED": lambda d: registrations.approve(d, by=None, now=NOON),
            "WAITLISTED": lambda d: registrations.waitlist(d, by=None, now=NOON),
            "RETURNED": lambda d: registrations.send_back(d, reason=Reason.OTHER, by=None, now=NOON),
            "REJECTED": lambda d: registrations.reject(d, reason=Reason.OTHER, by=None, now=NOON),
            "REVOKED": lambda d: registrations.revoke(d, reason=Reason.OTHER, by=None, now=NOON),
            "PENDING": lambda d: registrations.resubmit(d, by=None, now=NOON),
            "WITHDRAWN": lambda d: registrations.withdraw(d, by=None, now=NOON),
        }
        category = make_category()
        for start in S.values:
            for end, verb in verbs.items():
                if (start, end) in self.LEGAL or start == end == "WITHDRAWN":
                    continue
                with self.subTest(start=start, end=end), pytest.raises(RegistrationRefused) as refusal:
                    verb(make_delegate(category=category, status=start))
                assert refusal.value.code == "illegal_move"
