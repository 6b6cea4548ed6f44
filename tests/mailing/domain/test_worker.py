import threading
from collections import Counter
from unittest import mock

from django.db import OperationalError, connections
from django.test import TestCase, TransactionTestCase

from mailing.domain import delivery
from mailing.domain.worker import LETTERS_PER_CONNECTION, Worker
from mailing.enums import LetterStatus
from mailing.models import Letter, LetterEvent
from tests.mailing.makers import NOON, letter_in, queue_letter, seconds, statuses
from tests.mailing.smtp import PostOffice, free_port, self_signed, settings_for


class Clock:
    """A clock that is set by hand."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        return self.now


class TestDrain(TestCase):
    def test_letters_share_a_connection(self):
        for _ in range(5):
            queue_letter()

        with PostOffice() as office, settings_for(office.port):
            tally = Worker("one", clock=Clock()).drain()

        assert tally == {"sent": 5}
        assert office.sessions == 1
        assert len(office.ids) == 5

    def test_a_connection_carries_only_so_many(self):
        for _ in range(4):
            queue_letter()

        with (
            PostOffice() as office,
            settings_for(office.port),
            mock.patch("mailing.domain.worker.LETTERS_PER_CONNECTION", 2),
        ):
            Worker("one", clock=Clock()).drain()

        assert office.sessions == 2
        assert LETTERS_PER_CONNECTION == 100

    def test_a_refused_letter_stops_no_other(self):
        """ML-06."""
        letters = [queue_letter() for _ in range(6)]

        with PostOffice() as office, settings_for(office.port):
            office.answers[letters[1].to_email] = "550 5.1.1 unknown"
            office.answers[letters[3].to_email] = "451 4.2.0 greylisted"
            tally = Worker("one", clock=Clock()).drain()

        assert tally == {"sent": 4, "letter": 1, "moment": 1}
        assert statuses(*letters) == ["SENT", "FAILED", "SENT", "QUEUED", "SENT", "SENT"]

    def test_one_dropped_line_is_taken_up_again_at_once(self):
        letters = [queue_letter() for _ in range(3)]

        with PostOffice() as office, settings_for(office.port):
            office.answers[letters[0].to_email] = "421 4.3.2 shutting down"
            tally = Worker("one", clock=Clock()).drain()

        assert tally == {"server": 1, "sent": 2}
        assert office.sessions == 2

    def test_nothing_is_left_leased(self):
        queue_letter()

        with settings_for(free_port()):
            Worker("one", clock=Clock()).drain()

        assert Letter.objects.filter(leased_until=None, status=LetterStatus.QUEUED).count() == 1


class TestServerDown(TestCase):
    def test_most_letters_keep_their_tries_and_all_leave_when_it_is_back(self):
        """ML-07, FT-07: an hour without a server, then all in one go, no copies."""
        letters = [queue_letter() for _ in range(100)]
        clock = Clock()
        port = free_port()
        with settings_for(port):
            worker = Worker("one", clock=clock)
            for _second in range(0, 3600, 5):
                worker.turn()
                clock.now += seconds(5)
        tries = sum(Letter.objects.values_list("attempts", flat=True))

        with PostOffice() as office, settings_for(office.port):
            back = Worker("two", clock=clock)
            for _minute in range(15):
                back.turn()
                clock.now += seconds(60)

        assert 60 <= tries <= 100  # one probe about every minute
        assert statuses(*letters) == ["SENT"] * 100
        assert office.copies == 0

    def test_a_server_without_the_wanted_tls_gets_nothing(self):
        """ML-14."""
        letter = queue_letter()

        with PostOffice() as office, settings_for(office.port, EMAIL_USE_TLS=True):
            Worker("one", clock=Clock()).drain()

        letter.refresh_from_db()
        assert office.received == []
        assert (letter.status, letter.last_error) == ("QUEUED", "SMTPNotSupportedError")

    def test_a_certificate_nobody_vouches_for_gets_nothing(self):
        """ML-14."""
        letter = queue_letter()

        with (
            PostOffice(tls=self_signed()) as office,
            settings_for(office.port, EMAIL_USE_TLS=True, EMAIL_TIMEOUT=3),
        ):
            Worker("one", clock=Clock()).drain()

        letter.refresh_from_db()
        assert office.received == []
        assert (letter.status, letter.last_error) == ("QUEUED", "SSLCertVerificationError")


class TestStop(TestCase):
    def test_the_current_letter_is_finished_and_no_other_begun(self):
        """FT-12."""
        letters = [queue_letter(), queue_letter(now=NOON + seconds(1))]
        clock = Clock()
        clock.now = NOON + seconds(2)

        with PostOffice() as office, settings_for(office.port):
            worker = Worker("one", clock=clock)
            office.on_arrival = worker.stop
            worker.run()

        assert statuses(*letters) == ["SENT", "QUEUED"]

    def test_leaving_hands_back_what_is_held(self):
        letter = letter_in(LetterStatus.SENDING)

        Worker("someone", clock=Clock()).leave()

        assert statuses(letter) == ["QUEUED"]


class TestDatabaseAway(TransactionTestCase):
    def test_a_sent_letter_is_recorded_when_the_database_is_back(self):
        letter = queue_letter()
        record = delivery.record
        away = mock.Mock(side_effect=[OperationalError, OperationalError, record])

        def record_at_third_call(result, *, now):
            away()
            record(result, now=now)

        with (
            PostOffice() as office,
            settings_for(office.port),
            mock.patch.object(delivery, "record", record_at_third_call),
            mock.patch("mailing.domain.worker.POLL", seconds(0.01)),
        ):
            Worker("one", clock=Clock()).drain()

        assert statuses(letter) == ["SENT"]
        assert len(office.received) == 1

    def test_the_worker_survives(self):
        worker = Worker("one", clock=Clock())

        with self.assertLogs("mailing.domain.worker", "WARNING"):
            worker._despite_the_database(mock.Mock(side_effect=OperationalError))

        worker.turn()


def claim_without_lease(worker, *, now, lease):
    """What a careless worker does: look, and take without telling anybody."""
    letter = Letter.objects.filter(status=LetterStatus.QUEUED, attempts=0).first()
    BOTH_HAVE_LOOKED.wait(timeout=10)
    if letter:
        Letter.objects.filter(pk=letter.pk).update(
            status=LetterStatus.SENDING, leased_by=worker, leased_until=now + lease, attempts=1
        )
    return letter


BOTH_HAVE_LOOKED = threading.Barrier(2)


class TestSeveralWorkers(TransactionTestCase):
    def drain_together(self, number):
        start = threading.Barrier(number)

        def work(name):
            start.wait(timeout=10)
            Worker(name).drain()
            connections.close_all()

        threads = [threading.Thread(target=work, args=(f"worker {n}",)) for n in range(number)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

    def test_each_letter_leaves_once(self):
        """ML-09: four workers, no kills."""
        letters = [queue_letter() for _ in range(80)]

        with PostOffice(slow=0.002) as office, settings_for(office.port, EMAIL_TIMEOUT=10):
            self.drain_together(4)

        assert Counter(statuses(*letters)) == {"SENT": 80}
        assert (len(office.received), office.copies) == (80, 0)
        assert office.sessions > 1
        assert LetterEvent.objects.count() == 0

    def test_without_leases_two_workers_send_it_twice(self):
        """The negative control."""
        queue_letter()

        with (
            PostOffice() as office,
            settings_for(office.port, EMAIL_TIMEOUT=10),
            mock.patch.object(delivery, "claim", claim_without_lease),
        ):
            self.drain_together(2)

        assert (len(office.received), office.copies) == (2, 1)
