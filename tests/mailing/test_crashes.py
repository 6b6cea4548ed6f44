"""Workers die for real here: ``kill -9`` and SIGTERM on processes of their own."""

import random
import signal
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone

from mailing.domain.worker import Worker
from mailing.models import Letter
from tests.mailing.kills import send_through_kills
from tests.mailing.makers import events, queue_letter, seconds, statuses
from tests.mailing.processes import python, worker
from tests.mailing.smtp import PostOffice, settings_for, wait_until

SEED = random.SystemRandom().randrange(10**6)

DIES_AFTER_250 = """
import datetime, os, django
django.setup()
from mailing.domain import delivery, worker
delivery.record = lambda result, now: os._exit(137)
worker.Worker("doomed", lease=datetime.timedelta(seconds=0.2)).drain()
"""
#: What a house without an honest outbox does: cross the letter off, then send it.
CROSSES_OFF_FIRST = """
import datetime, os, django
django.setup()
from mailing.domain import delivery, worker
def send(letter, connection, *, now):
    delivery.record(delivery.Result(letter, None), now=now)
    os._exit(137)
delivery.send = send
worker.Worker("doomed", lease=datetime.timedelta(seconds=0.2)).drain()
"""


class TestDeathBetween250AndSent(TransactionTestCase):
    def die_and_recover(self, script):
        with PostOffice() as office, settings_for(office.port):
            with python("-c", script, port=office.port) as process:
                code = process.wait(timeout=60)
            Worker("heir", clock=lambda: timezone.now() + seconds(5)).drain()
        assert code == 137
        return office

    def test_there_is_one_more_copy_with_the_same_message_id(self):
        """FT-09."""
        letter = queue_letter()

        office = self.die_and_recover(DIES_AFTER_250)

        assert office.ids == {letter.message_id: 2}
        assert statuses(letter) == ["SENT"]
        assert events(letter) == ["LEASE_EXPIRED"]

    def test_a_letter_crossed_off_before_it_is_sent_is_lost(self):
        """The negative control."""
        letter = queue_letter()

        office = self.die_and_recover(CROSSES_OFF_FIRST)

        assert statuses(letter) == ["SENT"]
        assert office.received == []


@pytest.mark.slow
class TestKill(TransactionTestCase):
    def test_nothing_is_lost_and_copies_are_no_more_than_kills(self):
        """ML-08, small: 60 letters, two workers, three kills at random moments."""
        report = send_through_kills(letters=60, kills=3, seed=SEED, slow=0.02, patience=30)

        assert report.is_honest, f"seed {SEED}: {report}"
        assert len(report.queued) == 60


@pytest.mark.slow
class TestSigterm(TransactionTestCase):
    def test_the_worker_finishes_its_letter_and_holds_nothing(self):
        """FT-12."""
        letters = [queue_letter() for _ in range(20)]

        with PostOffice(slow=0.2) as office, worker(office.port) as process:
            wait_until(lambda: office.begun == 3)
            process.send_signal(signal.SIGTERM)
            code = process.wait(timeout=10)

        found = Counter(statuses(*letters))
        assert code == 0
        assert found["SENT"] == len(office.received)
        assert found == {"SENT": office.begun, "QUEUED": 20 - office.begun}
        assert office.begun < 20


@pytest.mark.slow
class TestDatabaseRestart(TransactionTestCase):
    def test_the_worker_connects_again(self):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no server that could restart")
        first, second = queue_letter(), None

        with PostOffice() as office, worker(office.port):
            wait_until(lambda: statuses(first) == ["SENT"])
            self.cut_all_other_connections()
            second = queue_letter()
            wait_until(lambda: statuses(second) == ["SENT"])

        assert office.copies == 0
        assert Letter.objects.waiting().count() == 0

    def cut_all_other_connections(self):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.mark.slow
class TestOnce(TransactionTestCase):
    def test_it_sends_what_is_due_and_exits(self):
        due, later = queue_letter(), queue_letter(due_at=timezone.now() + timedelta(days=1))

        with PostOffice() as office, worker(office.port, "--once") as process:
            code = process.wait(timeout=60)

        assert code == 0
        assert statuses(due, later) == ["SENT", "QUEUED"]
