"""Until when approvals can be undone quietly (R-28)."""

from datetime import timedelta

from django.test import TestCase

from attendees.domain import registrations, undos
from mailing.models import Letter
from tests.factories import NOON, make_category, make_delegate, make_user, minutes

HOLD = timedelta(minutes=1)


class UndoCase(TestCase):
    def setUp(self):
        self.category = make_category(approval="SECRETARIAT")
        self.by = make_user()

    def approved(self, *, hold=HOLD, **fields):
        delegate = make_delegate(category=self.category, **fields)
        return registrations.approve(delegate, by=self.by, now=NOON, hold=hold)


class TestUntil(UndoCase):
    def test_until_the_letter_leaves(self):
        """R-28."""
        delegate = self.approved()

        assert undos.until([delegate], now=NOON) == {delegate.pk: NOON + HOLD}

    def test_ten_minutes_at_most(self):
        delegate = self.approved(hold=timedelta(hours=1))

        assert undos.until([delegate], now=NOON) == {delegate.pk: NOON + minutes(10)}
        assert undos.until([delegate], now=NOON + minutes(10)) == {}

    def test_nobody_to_write_to_is_ten_minutes_too(self):
        delegate = self.approved(email="")

        assert undos.until([delegate], now=NOON) == {delegate.pk: NOON + minutes(10)}

    def test_once_the_letter_has_left_it_is_too_late(self):
        delegate = self.approved()
        Letter.objects.update(status="SENT", sent_at=NOON)

        assert undos.until([delegate], now=NOON) == {}

    def test_a_letter_about_an_earlier_approval_does_not_count(self):
        delegate = self.approved()
        Letter.objects.update(created_at=NOON - minutes(20), status="SENT", sent_at=NOON - minutes(19))

        assert delegate.pk in undos.until([delegate], now=NOON)

    def test_what_it_says_is_what_the_domain_does(self):
        delegate = self.approved()

        registrations.undo(delegate, by=self.by, now=NOON)

        assert Letter.objects.get().status == "CANCELLED"

    def test_one_statement_for_many_and_none_for_nobody(self):
        many = [self.approved() for _ in range(3)]

        with self.assertNumQueries(1):
            undos.until(many, now=NOON)
        with self.assertNumQueries(0):
            undos.until(many, now=NOON + minutes(30))
