"""What a delegate is told about the registration."""

from django.test import TestCase

from attendees.domain import overview
from attendees.domain.history import record
from attendees.enums import DelegateStatus, EventKind, Reason
from conference.enums import PhotoRule
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_user,
    minutes,
)


def told(delegate) -> list[str]:
    return [step.words for step in overview.steps(delegate, now=NOON) if step.is_done]


class TestSteps(TestCase):
    def test_what_concerns_the_office_alone_is_not_told(self):
        delegate = make_delegate()
        for kind in set(EventKind) - {EventKind.UNDONE}:
            record(delegate, kind, by=None, now=NOON)

        assert len(told(delegate)) == len(overview.SENTENCES)
        assert "Personal link" not in " ".join(told(delegate))

    def test_what_a_focal_point_did_is_not_said_to_be_the_persons(self):
        delegate = make_member(make_delegation())
        point = make_focal_point(delegate.delegation)
        for minute, kind in enumerate((EventKind.NOMINATED, EventKind.SUBMITTED, EventKind.CORRECTED)):
            record(delegate, kind, by=point, now=NOON + minutes(minute))

        assert told(delegate) == [
            "Your delegation put you on its list.",
            "Your delegation sent your name to the secretariat.",
            "Your delegation corrected your data.",
        ]

    def test_an_approval_that_was_undone_is_not_told(self):
        """R-28."""
        delegate = make_delegate()
        for minute, kind in enumerate((EventKind.SUBMITTED, EventKind.APPROVED, EventKind.UNDONE)):
            record(delegate, kind, by=make_user(), now=NOON + minutes(minute))

        assert told(delegate) == ["You sent your registration."]

    def test_reasons_are_told_and_remarks_are_not(self):
        delegate = make_delegate(status="REJECTED")
        why = {"reason": Reason.OUT_OF_SCOPE, "text": "Thank you.", "remark": "Never again"}
        record(delegate, EventKind.REJECTED, by=make_user(), now=NOON, **why)

        note = overview.steps(delegate, now=NOON)[0].note

        assert note == "This conference is for another circle of experts. Thank you."

    def test_of_corrections_in_a_row_the_last_is_told(self):
        delegate = make_delegate()
        for minute, kind in enumerate(("SUBMITTED", "CORRECTED", "CORRECTED", "CORRECTED")):
            record(delegate, EventKind(kind), by=None, now=NOON + minutes(minute))

        done = [step for step in overview.steps(delegate, now=NOON) if step.is_done]

        assert [step.at for step in done] == [NOON, NOON + minutes(3)]

    def test_what_comes_is_told_to_those_for_whom_something_comes(self):
        for status in DelegateStatus:
            coming = [step for step in overview.steps(make_delegate(status=status), now=NOON) if not step.is_done]
            with self.subTest(status):
                assert bool(coming) == (status in {"DRAFT", "PENDING", "RETURNED", "WAITLISTED", "APPROVED"})

    def test_the_reserve_of_a_delegation_moves_in_its_own_order(self):
        waiting = make_member(make_delegation(), status=DelegateStatus.WAITLISTED)

        [words] = [step.words for step in overview.steps(waiting, now=NOON) if not step.is_done][:1]

        assert (
            words
            == "A place that becomes free in your delegation goes to its reserve, in its order. You need do nothing."
        )

    def test_the_deadline_of_changes_is_named_where_there_is_one(self):
        with_one = make_delegate()
        without = make_delegate(conference=make_conference(modification_deadline_at=None))

        assert overview.steps(with_one, now=NOON)[-1].at == with_one.conference.modification_deadline_at
        assert all(step.at is None for step in overview.steps(without, now=NOON))

    def test_a_deadline_that_is_over_is_not_promised(self):
        """R-19."""
        delegate = make_delegate()
        late = delegate.conference.modification_deadline_at

        assert all(step.at != late for step in overview.steps(delegate, now=late))

    def test_nothing_comes_of_a_conference_that_is_over(self):
        delegate = make_delegate(conference=make_conference(status="CANCELLED"), status=DelegateStatus.APPROVED)

        assert all(step.is_done for step in overview.steps(delegate, now=NOON))


class TestMissing(TestCase):
    def test_a_photo_is_missing_where_one_is_wanted(self):
        wanted = {PhotoRule.REQUIRED: 1, PhotoRule.OPTIONAL: 1, PhotoRule.FORBIDDEN: 0}
        for rule, number in wanted.items():
            category = make_category(photo=rule)
            with self.subTest(rule):
                assert len(overview.missing(make_delegate(category=category))) == number
                assert overview.missing(make_delegate(category=category, photo="uploads/a.jpg")) == []


class TestReturnNote(TestCase):
    def test_the_latest_return_is_the_one_to_answer(self):
        delegate = make_delegate(status="RETURNED")
        for minute, text in enumerate(("First.", "Second.")):
            why = {"reason": Reason.OTHER, "text": text}
            record(delegate, EventKind.RETURNED, by=make_user(), now=NOON + minutes(minute), **why)

        assert overview.return_note(delegate).endswith("Second.")

    def test_nothing_is_asked_of_others(self):
        delegate = make_delegate(status="PENDING")
        record(delegate, EventKind.RETURNED, by=make_user(), now=NOON, text="Old.")

        assert overview.return_note(delegate) == ""


class TestPosition(TestCase):
    def test_only_who_waits_has_a_place_in_the_line(self):
        category = make_category()
        first, second = (make_delegate(category=category, status="WAITLISTED") for _ in range(2))

        assert (overview.position(first), overview.position(second)) == (1, 2)
        assert overview.position(make_delegate(category=category)) is None
