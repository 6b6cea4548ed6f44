"""The command that sends letters, as an operator calls it."""

import signal
from datetime import timedelta
from io import StringIO
from unittest.mock import patch

from django.core import mail
from django.core.management import call_command
from django.test import TestCase

from mailing.domain import chores
from mailing.domain.worker import Worker
from mailing.management.commands.run_worker import own_name
from mailing.models import ChoreRun
from tests.mailing.makers import queue_letter, statuses


def run(**options) -> str:
    out = StringIO()
    call_command("run_worker", stdout=out, **options)
    return out.getvalue().strip()


class TestRunWorker(TestCase):
    def setUp(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            self.addCleanup(signal.signal, number, signal.getsignal(number))

    def test_once_sends_what_is_due_and_says_how_much(self):
        letters = [queue_letter(), queue_letter()]

        said = run(once=True)

        assert statuses(*letters) == ["SENT", "SENT"]
        assert len(mail.outbox) == 2
        assert said == "sent=2"

    def test_with_nothing_to_do_it_says_so(self):
        assert run(once=True) == "none"

    def test_every_apps_chores_are_known_to_it(self):
        run(once=True)

        assert {name.partition(".")[0] for name in chores.registry} >= {"mailing", "attendees"}
        assert not ChoreRun.objects.exclude(last_error="").exists()

    def test_told_to_stop_it_finishes_and_ends(self):
        """FT-08: the letter in hand is sent, the next one waits for another worker."""
        seen = []

        def work(worker):
            signal.raise_signal(signal.SIGTERM)
            seen.append(worker.stopping)

        with patch.object(Worker, "run", work):
            run(name="one", lease=7)

        assert seen == [True]

    def test_the_lease_and_the_name_are_those_asked_for(self):
        seen = []
        with patch.object(Worker, "run", lambda worker: seen.append((worker.name, worker.lease))):
            run(name="one", lease=7)

        assert seen == [("one", timedelta(seconds=7))]

    def test_no_two_workers_have_one_name(self):
        assert len({own_name() for _ in range(50)}) == 50
        assert len(own_name()) <= 80
