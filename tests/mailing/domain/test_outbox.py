import pytest
from django.db import connection, transaction
from django.test import TestCase, TransactionTestCase
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from mailing.domain import outbox
from mailing.domain.outbox import Attachment, LetterRefused
from mailing.enums import LetterStatus
from mailing.models import Letter
from tests.mailing.makers import NOON, events, letter_in, queue_letter, seconds, statuses

S = LetterStatus


class TestQueue(TestCase):
    def test_it_is_one_statement(self):
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            transaction.atomic(),
        ):
            before = len(queries)
            outbox.queue(kind="approved", to="a@example.org", language="ru", subject="С", text="т", now=NOON)
            after = len(queries)

        assert after - before == 1

    def test_the_letter_keeps_what_it_was_given(self):
        queued = queue_letter(to=" a@example.org ", language="ky", text="Т", html="<p>Т</p>")

        letter = Letter.objects.get()

        assert letter == queued
        assert (letter.to_email, letter.language) == ("a@example.org", "ky")
        assert (letter.text, letter.html) == ("Т", "<p>Т</p>")
        assert letter.created_at == letter.due_at == letter.next_try_at == NOON
        assert letter.status == S.QUEUED

    def test_it_may_wait_for_its_day(self):
        letter = queue_letter(due_at=NOON + seconds(600))

        assert letter.due_at == letter.next_try_at == NOON + seconds(600)
        assert letter.created_at == NOON

    def test_no_line_break_can_open_a_second_header(self):
        letter = queue_letter(subject="Approved\r\nBcc: everyone@example.org\x00\u2028now")

        assert letter.subject == "Approved Bcc: everyone@example.org now"

    def test_a_long_subject_is_shortened(self):
        letter = queue_letter(subject="Ж" * 400)

        assert letter.subject == "Ж" * 249 + "…"

    def test_what_is_not_one_address_is_refused(self):
        for bad in ("a@b.org\nBcc: c@d.org", "a@b.org, c@d.org", "a@b.org;c@d.org", "a b@c.org",
                    "a\x00@b.org", "a@" + "b" * 300):  # fmt: skip
            with self.subTest(bad), pytest.raises(LetterRefused) as refusal:
                queue_letter(to=bad)
            assert refusal.value.code == "bad_address"

    def test_nobody_to_write_to_is_refused(self):
        with pytest.raises(LetterRefused) as refusal:
            queue_letter(to="  ")

        assert refusal.value.code == "no_address"

    def test_attachments_come_back_as_they_were(self):
        file = Attachment("programme.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n\x00")
        queue_letter(attachments=[file])

        letter = Letter.objects.get()

        assert outbox.unpacked(letter.attachments) == [file]


class TestQueueAndTheTransaction(TransactionTestCase):
    def test_a_rollback_leaves_no_letter(self):
        """ML-16."""
        with transaction.atomic():
            queue_letter()
            transaction.set_rollback(True)

        assert Letter.objects.count() == 0

    def test_outside_a_transaction_nothing_can_be_owed(self):
        with pytest.raises(RuntimeError):
            outbox.queue(kind="k", to="a@b.org", language="en", subject="s", text="t", now=NOON)


class TestCancel(TestCase):
    def test_what_has_not_left_is_called_back(self):
        """ML-11."""
        letters = [letter_in(status, about="delegate:1") for status in S]
        other = queue_letter(about="delegate:2")

        number = outbox.cancel("delegate:1", now=NOON)

        assert number == 3
        assert [letter.status.value for letter in letters] == [
            "QUEUED", "SENDING", "SENT", "FAILED", "CANCELLED"
        ]  # fmt: skip
        assert statuses(*letters) == ["CANCELLED", "CANCELLED", "SENT", "CANCELLED", "CANCELLED"]
        assert statuses(other) == ["QUEUED"]
        assert [events(letter) for letter in letters] == [
            ["CANCELLED"], ["CANCELLED"], [], ["CANCELLED"], []
        ]  # fmt: skip

    def test_only_some_kinds(self):
        reminder = queue_letter(about="delegate:1", kind="reminder")
        approval = queue_letter(about="delegate:1", kind="approved")

        outbox.cancel("delegate:1", kinds=["reminder"], now=NOON)

        assert statuses(reminder, approval) == ["CANCELLED", "QUEUED"]

    def test_it_costs_the_same_for_many(self):
        queue_letter(about="delegate:1")
        for _ in range(30):
            queue_letter(about="delegate:30")

        with CaptureQueriesContext(connection) as one:
            outbox.cancel("delegate:1", now=NOON)
        with CaptureQueriesContext(connection) as thirty:
            outbox.cancel("delegate:30", now=NOON)

        assert len(one) == len(thirty)


class TestReaddress(TestCase):
    def test_what_has_not_left_goes_to_the_new_address(self):
        """ML-11."""
        letters = [letter_in(status, about="delegate:1", to="old@example.org") for status in S]

        number = outbox.readdress("delegate:1", "new@example.org", now=NOON)

        addresses = [Letter.objects.get(pk=letter.pk).to_email for letter in letters]
        assert number == 3
        assert addresses == [f"{when}@example.org" for when in ("new", "new", "old", "new", "old")]
        assert statuses(*letters) == ["QUEUED", "SENDING", "SENT", "FAILED", "CANCELLED"]
        assert events(letters[0]) == ["READDRESSED"]

    def test_the_same_address_changes_nothing(self):
        letter = queue_letter(about="delegate:1", to="same@example.org")

        assert outbox.readdress("delegate:1", "same@example.org", now=NOON) == 0
        assert events(letter) == []

    def test_an_empty_address_is_refused(self):
        with pytest.raises(LetterRefused):
            outbox.readdress("delegate:1", "", now=NOON)


class TestRetry(TestCase):
    def test_a_failed_letter_is_queued_again_with_all_its_tries(self):
        officer = User.objects.create(username="officer")
        letter = letter_in(S.FAILED)

        outbox.retry(letter, by=officer, now=NOON + seconds(60))

        letter.refresh_from_db()
        assert (letter.status, letter.attempts) == (S.QUEUED, 0)
        assert letter.next_try_at == NOON + seconds(60)
        assert [event.by for event in letter.events.all()] == [officer]

    def test_no_other_letter_can_be(self):
        for status in set(S) - {S.FAILED}:
            letter = letter_in(status)
            with self.subTest(status), pytest.raises(LetterRefused) as refusal:
                outbox.retry(letter, by=None, now=NOON)
            assert refusal.value.code == "illegal_move"
            assert statuses(letter) == [status]


class TestForget(TestCase):
    def test_nothing_is_left_to_read_and_nothing_will_leave(self):
        """ML-11, R-67: twice is harmless."""
        letters = [letter_in(status, about="delegate:1") for status in S]
        other = queue_letter(about="delegate:2")

        outbox.forget("delegate:1", now=NOON)
        outbox.forget("delegate:1", now=NOON)

        forgotten = Letter.objects.about("delegate:1")
        assert {(x.to_email, x.subject, x.text, x.html, x.attachments) for x in forgotten} == {("", "", "", "", "")}
        assert statuses(*letters) == ["CANCELLED", "CANCELLED", "SENT", "CANCELLED", "CANCELLED"]
        assert Letter.objects.get(pk=other.pk).text == other.text


class TestOldestWaitingAge(TestCase):
    def test_it_counts_from_the_day_the_letter_was_due(self):
        queue_letter(now=NOON - seconds(900), due_at=NOON + seconds(5))
        put_off = queue_letter(now=NOON - seconds(60))
        Letter.objects.filter(pk=put_off.pk).update(next_try_at=NOON + seconds(800))

        assert outbox.oldest_waiting_age(NOON) == seconds(60)

    def test_nothing_owed_has_no_age(self):
        letter_in(S.FAILED, now=NOON - seconds(60))

        assert outbox.oldest_waiting_age(NOON) is None
