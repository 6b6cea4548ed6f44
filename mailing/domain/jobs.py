"""Long work beside the letters: one piece at a time for each worker, in a thread of its own.

An app registers what it has in ``<app>/jobs.py``:

    jobs.register(PaperJobs())

Letters and chores never wait for it. A piece of work is leased: the worker renews the lease while it goes on, hands it
back when told to stop, and when it is killed another worker takes it up once the lease has run out.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from django.db import InterfaceError, OperationalError, connection
from django.utils.module_loading import autodiscover_modules

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class Source(Protocol):
    """A place where long work waits."""

    def is_waiting(self, *, now: datetime) -> bool:
        """Whether there is anything a worker may take."""

    def work(self, name: str, clock: Clock) -> object:
        """Take one piece, if there still is one, and do it to its end under that name."""

    def renew(self, name: str, *, now: datetime) -> object:
        """What the worker of that name has in hand is still being done."""

    def hand_back(self, name: str, *, now: datetime) -> object:
        """What the worker of that name has in hand may be taken by others."""


sources: list[Source] = []


def register(source: Source) -> None:
    """Have the workers look there too."""
    sources.append(source)


def discover() -> None:
    """Load every app's long work."""
    autodiscover_modules("jobs")


class Hand:
    """The second hand of a worker: it does long work while the first sends letters."""

    def __init__(self, name: str, clock: Clock) -> None:
        self.name = name
        self.clock = clock
        self.thread: threading.Thread | None = None

    def look(self) -> None:
        """Say that the work in hand goes on; with an empty hand, take up what waits."""
        now = self.clock()
        if self.is_busy():
            for source in sources:
                source.renew(self.name, now=now)
        elif any(source.is_waiting(now=now) for source in sources):
            # A daemon: told to stop, the worker does not wait for the end of a long piece.
            self.thread = threading.Thread(target=self._in_thread, name="jobs", daemon=True)
            self.thread.start()

    def is_busy(self) -> bool:
        """Whether something is being done."""
        return self.thread is not None and self.thread.is_alive()

    def finish(self) -> None:
        """Do all that waits, here and now: for a worker that runs once."""
        for source in sources:
            while source.is_waiting(now=self.clock()):
                source.work(self.name, self.clock)

    def leave(self) -> None:
        """Put back what is in hand, so that another worker need not wait for the lease."""
        if self.is_busy():
            for source in sources:
                source.hand_back(self.name, now=self.clock())

    def _in_thread(self) -> None:
        try:
            for source in sources:
                if source.is_waiting(now=self.clock()):
                    source.work(self.name, self.clock)
        except (OperationalError, InterfaceError) as error:
            logger.warning("database is away: %s", type(error).__name__)  # the lease runs out, others take over
        except Exception:
            logger.exception("long work failed")
        finally:
            connection.close()  # this thread's own
