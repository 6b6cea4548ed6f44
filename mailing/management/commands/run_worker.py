"""Send the letters that are owed, do the chores and make long papers, until SIGTERM."""

from __future__ import annotations

import os
import signal
import socket
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand

from mailing.domain import chores, jobs
from mailing.domain.delivery import LEASE
from mailing.domain.worker import Worker


class Command(BaseCommand):
    """Run one worker in this process; start as many as are needed."""

    help = "Sends queued letters, does periodic chores and long work. Several may run at once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--once", action="store_true", help="send what is due, do the work that waits, exit")
        parser.add_argument("--name", default="", help="name of this worker, different from others")
        parser.add_argument(
            "--lease",
            type=float,
            default=LEASE.total_seconds(),
            help="seconds after which another worker may take a letter (shorter for rehearsals)",
        )

    def handle(self, *, once: bool, name: str, lease: float, **options: Any) -> None:
        """Work until told to stop, or until nothing is due with ``--once``."""
        chores.discover()
        jobs.discover()
        worker = Worker(name or own_name(), lease=timedelta(seconds=lease))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        if once:
            tally = worker.drain()
            worker.hand.finish()
            self.stdout.write(" ".join(f"{word}={n}" for word, n in sorted(tally.items())) or "none")
        else:
            worker.run()


def own_name() -> str:
    """Make a name no other worker has, not even the one that had this process number before."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{os.urandom(3).hex()}"
