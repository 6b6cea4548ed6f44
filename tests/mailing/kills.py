"""Workers killed at random moments while they send: the same for the test and for the rehearsal."""

import random
import signal
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass

from mailing.enums import LetterStatus
from mailing.models import Letter
from tests.mailing.makers import queue_letter
from tests.mailing.processes import worker
from tests.mailing.smtp import PostOffice, wait_until


@dataclass
class Report:
    """What the database says and what the post office says."""

    queued: set[str]
    arrived: Counter[str]
    statuses: Counter[str]
    kills: int

    @property
    def lost(self) -> int:
        """Letters that never arrived."""
        return len(self.queued - set(self.arrived))

    @property
    def strangers(self) -> int:
        """Messages that no letter accounts for: a copy with another Message-ID would be one."""
        return len(set(self.arrived) - self.queued)

    @property
    def copies(self) -> int:
        """Letters that arrived again."""
        return self.arrived.total() - len(self.arrived)

    @property
    def is_honest(self) -> bool:
        """Nothing lost, at most one copy for each kill, everything crossed off."""
        crossed_off = self.statuses == {LetterStatus.SENT: len(self.queued)}
        return crossed_off and not self.lost and not self.strangers and self.copies <= self.kills


def send_through_kills(*, letters: int, kills: int, seed: int, slow: float, patience: float) -> Report:
    """Let two workers send so many letters while one of them is killed now and then."""
    queued = {queue_letter().message_id for _ in range(letters)}
    moments = sorted(random.Random(seed).sample(range(3, int(letters * 0.9)), kills))
    with PostOffice(slow=slow) as office, ExitStack() as house:

        def hire():
            return house.enter_context(worker(office.port, "--lease", "1"))

        def arrived(number):
            return len(office.received) >= number

        at_work = [hire(), hire()]
        for moment in moments:
            wait_until(lambda moment=moment: arrived(moment), for_seconds=patience)
            victim = at_work.pop(0)
            assert victim.poll() is None, "a worker died before it was killed"
            victim.send_signal(signal.SIGKILL)
            at_work.append(hire())
        wait_until(lambda: not Letter.objects.waiting().exists(), for_seconds=patience)
    statuses = Counter(Letter.objects.values_list("status", flat=True))
    return Report(queued, office.ids, statuses, kills)
