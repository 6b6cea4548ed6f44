from contextlib import closing
from unittest import mock

from django.core.mail import get_connection
from django.db import connection
from django.test import TestCase

from mailing.domain import delivery, outbox
from mailing.domain.delivery import LEASE, LONGEST_PAUSE, MOST_TRIES, Result
from mailing.domain.refusals import Fault, Refusal
from mailing.enums import LetterStatus
from mailing.models import Letter
from tests.mailing.makers import NOON, events, letter_in, queue_letter, seconds, statuses
from tests.mailing.smtp import PostOffice, settings_for

S = LetterStatus
NO = Result(letter=None, refusal=Refusal(Fault.LETTER, "550 SMTPRecipientsRefused"))
LATER = Result(letter=None, refusal=Refusal(Fault.MOMENT, "451 SMTPDataError"))
YES = Result(letter=None, refusal=None)


def delivered(letter):
    """Deliver a claimed letter over a connection of its own."""
    with closing(get_connection()) as mail:
        return delivery.deliver(letter, mail, now=NOON)


def recorded(result, letter):
    """Write down a result as the worker that claimed the letter."""
    delivery.record(Result(letter, result.refusal), now=NOON + seconds(1))


class TestClaim(TestCase):
    def test_the_letter_that_has_waited_longest_is_taken_for_a_while(self):
        queue_letter()
        oldest = queue_letter(now=NOON - seconds(1))

        letter = delivery.claim("one", now=NOON)

        assert letter == oldest
        letter.refresh_from_db()
        assert (letter.status, letter.leased_by, letter.attempts) == (S.SENDING, "one", 1)
        assert letter.leased_until == NOON + LEASE

    def test_what_one_worker_holds_no_other_gets(self):
        queue_letter()
        delivery.claim("one", now=NOON)

        assert delivery.claim("two", now=NOON + LEASE - seconds(1)) is None

    def test_after_the_lease_another_takes_it_and_that_is_written_down(self):
        """FT-09."""
        letter = queue_letter()
        delivery.claim("one", now=NOON)

        again = delivery.claim("two", now=NOON + LEASE)

        assert again == letter
        assert (again.leased_by, again.attempts) == ("two", 2)
        assert events(letter) == ["LEASE_EXPIRED"]

    def test_nothing_due_is_nothing(self):
        queue_letter(due_at=NOON + seconds(1))

        assert delivery.claim("one", now=NOON) is None


class TestRecord(TestCase):
    def test_every_result_from_every_status(self):
        """All pairs, literally: what a late or early result does to a letter of each status."""
        expected = {
            "QUEUED": ("SENT", "QUEUED", "QUEUED"),
            "SENDING": ("SENT", "FAILED", "QUEUED"),
            "SENT": ("SENT", "SENT", "SENT"),
            "FAILED": ("SENT", "FAILED", "FAILED"),
            "CANCELLED": ("SENT", "CANCELLED", "CANCELLED"),
        }

        for status, outcomes in expected.items():
            for result, outcome in zip((YES, NO, LATER), outcomes, strict=True):
                letter = letter_in(S(status))
                recorded(result, letter)
                with self.subTest(status, outcome=outcome):
                    assert statuses(letter) == [outcome]

    def test_a_letter_taken_by_the_server_says_when(self):
        queue_letter()
        letter = delivery.claim("one", now=NOON)

        recorded(YES, letter)

        letter.refresh_from_db()
        assert (letter.status, letter.sent_at) == (S.SENT, NOON + seconds(1))
        assert (letter.leased_by, letter.leased_until, letter.last_error) == ("", None, "")
        assert events(letter) == []

    def test_a_second_copy_is_written_down(self):
        letter = letter_in(S.SENT)

        recorded(YES, letter)

        assert events(letter) == ["COPY_SENT"]

    def test_a_letter_refused_for_now_waits(self):
        queue_letter()
        letter = delivery.claim("one", now=NOON)

        recorded(LATER, letter)

        letter.refresh_from_db()
        assert (letter.status, letter.last_error) == (S.QUEUED, "451 SMTPDataError")
        assert seconds(8) <= letter.next_try_at - NOON - seconds(1) <= seconds(12)
        assert events(letter) == ["PUT_OFF"]

    def test_a_letter_refused_for_good_fails_and_says_why(self):
        queue_letter()
        letter = delivery.claim("one", now=NOON)

        recorded(NO, letter)

        letter.refresh_from_db()
        assert (letter.status, letter.last_error) == (S.FAILED, "550 SMTPRecipientsRefused")
        assert events(letter) == ["FAILED"]

    def test_after_the_last_try_it_fails(self):
        letter = letter_in(S.SENDING)
        letter.attempts = MOST_TRIES
        letter.save()

        recorded(LATER, letter)

        assert statuses(letter) == ["FAILED"]

    def test_only_the_holder_of_the_lease_may_say_no(self):
        queue_letter()
        slow = delivery.claim("slow", now=NOON)
        quick = delivery.claim("quick", now=NOON + LEASE)

        recorded(NO, slow)

        quick.refresh_from_db()
        assert (quick.status, quick.leased_by) == (S.SENDING, "quick")


class TestHandBack(TestCase):
    def test_only_what_this_worker_holds_returns_to_the_queue(self):
        """FT-12."""
        queue_letter()
        queue_letter()
        mine = delivery.claim("one", now=NOON)
        other = delivery.claim("two", now=NOON)

        delivery.hand_back("one", now=NOON)

        assert statuses(mine, other) == ["QUEUED", "SENDING"]
        assert delivery.claim("three", now=NOON) == mine


class TestPauseAfter(TestCase):
    def test_it_doubles_from_ten_seconds_to_fifteen_minutes(self):
        """ML-07."""
        with mock.patch("random.uniform", return_value=1.0):
            pauses = [delivery.pause_after(tries).total_seconds() for tries in range(1, 10)]

        assert pauses == [10, 20, 40, 80, 160, 320, 640, 900, 900]

    def test_no_two_letters_return_in_step(self):
        pauses = {delivery.pause_after(50) for _ in range(20)}

        assert len(pauses) > 10
        assert max(pauses) <= LONGEST_PAUSE

    def test_a_day_passes_before_a_letter_is_given_up(self):
        waited = sum(delivery.pause_after(n).total_seconds() for n in range(1, MOST_TRIES))

        assert 18 * 3600 < waited < 26 * 3600


class TestDeliver(TestCase):
    """Real SMTP on loopback."""

    def deliver(self, **fields):
        queue_letter(**fields)
        return delivered(delivery.claim("one", now=NOON))

    def test_the_server_takes_it(self):
        with PostOffice() as office, settings_for(office.port):
            result = self.deliver(to="aida@example.org", subject="Привет")

        [message] = office.received
        assert statuses(result.letter) == ["SENT"]
        assert message["Message-ID"] == result.letter.message_id
        assert message["Subject"] == "Привет"
        assert office.recipients == [["aida@example.org"]]

    def test_the_server_refuses_for_good(self):
        with PostOffice() as office, settings_for(office.port):
            office.answers["gone@example.org"] = "550 5.1.1 <gone@example.org> unknown"
            result = self.deliver(to="gone@example.org")

        assert statuses(result.letter) == ["FAILED"]
        assert result.refusal.words == "550 5.1.1 SMTPRecipientsRefused"

    def test_the_server_refuses_for_now(self):
        with PostOffice() as office, settings_for(office.port):
            office.on_data = "451 4.3.0 try later"
            result = self.deliver()

        assert statuses(result.letter) == ["QUEUED"]
        assert result.refusal.words == "451 4.3.0 SMTPDataError"
        assert not result.server_is_down

    def test_the_server_is_silent_or_drops_the_line(self):
        for behaviour in ("hang", "drop"):
            with PostOffice() as office, settings_for(office.port):
                office.on_data = behaviour
                result = self.deliver()

            with self.subTest(behaviour):
                assert statuses(result.letter) == ["QUEUED"]
                assert result.server_is_down

    def test_letters_that_cannot_be_written_or_addressed_fail_alone(self):
        """ML-06: a text that no key opens, an address that is none."""
        unreadable, odd, good = queue_letter(), queue_letter(to="a@@example.org"), queue_letter()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE mailing_letter SET text = 'lost:AAAA' WHERE message_id = %s",
                [unreadable.message_id],
            )

        with PostOffice() as office, settings_for(office.port):
            for _ in range(3):
                delivered(delivery.claim("one", now=NOON))

        assert statuses(unreadable, odd, good) == ["FAILED", "FAILED", "SENT"]
        assert list(Letter.objects.failed().values_list("last_error", flat=True)).count("") == 0

    def test_a_letter_that_killed_its_worker_too_often_is_given_up(self):
        letter = letter_in(S.SENDING)
        letter.attempts = MOST_TRIES + 1
        letter.save()

        result = delivered(letter)

        assert statuses(letter) == ["FAILED"]
        assert result.refusal.words == "LeaseExpired"

    def test_a_letter_cancelled_in_mid_conversation_is_shown_as_it_ended(self):
        letter = queue_letter(about="delegate:1")
        claimed = delivery.claim("one", now=NOON)
        outbox.cancel("delegate:1", now=NOON)

        with PostOffice() as office, settings_for(office.port):
            delivered(claimed)

        assert statuses(letter) == ["SENT"]
        assert events(letter) == ["CANCELLED"]
