"""The loop that sends what is owed and does the chores, until it is told to stop."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.mail import get_connection
from django.db import InterfaceError, OperationalError, connection, reset_queries
from django.utils import timezone

from mailing.domain import chores, delivery
from mailing.domain.delivery import LEASE, Result
from mailing.domain.jobs import Hand

logger = logging.getLogger(__name__)

POLL = timedelta(seconds=1)
#: Servers limit how many letters one connection may bring.
LETTERS_PER_CONNECTION = 100
#: While the server is down one letter is tried after each pause; the others keep their tries.
LONGEST_SILENCE = timedelta(minutes=1)

AWAY = (OperationalError, InterfaceError)


class Worker:
    """One process that sends letters; several may run at once."""

    def __init__(
        self,
        name: str,
        *,
        lease: timedelta = LEASE,
        clock: Callable[[], datetime] = timezone.now,
    ) -> None:
        self.name = name
        self.lease = lease
        self.clock = clock
        self.stopping = False
        self.mail = get_connection()
        self.hand = Hand(name, clock)
        self.carried = 0
        self.failures = 0  # of the server, in a row
        self.silent_until = clock()

    def stop(self) -> None:
        """Ask the worker to finish the current letter and leave (FT-12)."""
        self.stopping = True

    def run(self) -> None:
        """Send and do chores until told to stop; wait for the database when it is away."""
        logger.info("worker %s started", self.name)
        while not self.stopping:
            self._despite_the_database(self.turn)
            if not self.stopping:
                time.sleep(POLL.total_seconds())
        self._despite_the_database(self.leave)
        logger.info("worker %s stopped", self.name)

    def turn(self) -> None:
        """Do the chores that are due, look after long work, then send everything that is due."""
        reset_queries()
        chores.run_due(now=self.clock())
        self.hand.look()
        if self.clock() >= self.silent_until:
            self.drain()

    def drain(self) -> Counter[str]:
        """Send until nothing is due, or the server is down, or the worker is told to stop.

        Each letter is recorded as sent before the SMTP session ends, never after.
        """
        tally: Counter[str] = Counter()
        try:
            while not self.stopping and (result := self.send_one()):
                tally[_word_for(result)] += 1
                if self.failures > 1:
                    break
        finally:
            self._close_mail()
        if tally:
            logger.info("letters: %s", " ".join(f"{k}={n}" for k, n in sorted(tally.items())))
        return tally

    def send_one(self) -> Result | None:
        """Claim one letter, send it, write down the result; None when nothing is due."""
        letter = delivery.claim(self.name, now=self.clock(), lease=self.lease)
        if letter is None:
            return None
        result = delivery.send(letter, self.mail, now=self.clock())
        self._record(result)
        self._mind_the_server(result)
        return result

    def leave(self) -> None:
        """Put back what is still held, so that another worker need not wait for the lease."""
        self.hand.leave()
        delivery.hand_back(self.name, now=self.clock())

    def _record(self, result: Result) -> None:
        """Record a result even if the database is restarting: forgetting it would send a copy."""
        give_up_at = self.clock() + self.lease
        while True:
            try:
                return delivery.record(result, now=self.clock())
            except AWAY:
                connection.close()
                if self.clock() > give_up_at:
                    raise
                time.sleep(POLL.total_seconds())

    def _mind_the_server(self, result: Result) -> None:
        """Renew the connection when needed; after two failures in a row stay silent for a while."""
        self.carried += 1
        self.failures = self.failures + 1 if result.server_is_down else 0
        if self.failures or self.carried >= LETTERS_PER_CONNECTION:
            self._close_mail()
        if self.failures > 1:
            pause = min(delivery.pause_after(self.failures - 1), LONGEST_SILENCE)
            self.silent_until = self.clock() + pause
            logger.warning("mail server is down: silent for %d s", pause.total_seconds())

    def _close_mail(self) -> None:
        """Hang up; the next letter opens the connection again."""
        self.carried = 0
        try:
            self.mail.close()
        except OSError as error:  # every SMTPException is one
            logger.info("mail server did not say good-bye: %s", type(error).__name__)
            self.mail = get_connection()

    def _despite_the_database(self, action: Callable[[], object]) -> None:
        try:
            action()
        except AWAY as error:
            logger.warning("database is away: %s", type(error).__name__)
            connection.close()


def _word_for(result: Result) -> str:
    if result.refusal is None:
        return "sent"
    return result.refusal.fault.name.lower()
