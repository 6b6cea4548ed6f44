"""Long work beside the letters: the worker's second hand."""

import threading

import pytest
from django.db import OperationalError

from mailing.domain import jobs
from mailing.domain.jobs import Hand
from tests.mailing.makers import NOON


class Heap:
    """Pieces of work that end when told to."""

    def __init__(self, pieces=1, error=None):
        self.pieces = pieces
        self.error = error
        self.go_on = threading.Event()
        self.calls = []

    def is_waiting(self, *, now):
        return self.pieces > 0

    def work(self, name, clock):
        self.pieces -= 1
        self.calls.append("work")
        if self.error:
            raise self.error
        self.go_on.wait(5)

    def renew(self, name, *, now):
        self.calls.append("renew")

    def hand_back(self, name, *, now):
        self.calls.append("hand back")


@pytest.fixture
def heap(monkeypatch):
    made = Heap()
    monkeypatch.setattr(jobs, "sources", [made])
    return made


@pytest.fixture
def hand():
    return Hand("one", lambda: NOON)


@pytest.mark.django_db
class TestHand:
    def test_it_takes_up_what_waits_and_says_that_it_goes_on(self, heap, hand):
        hand.look()
        busy = hand.is_busy()
        hand.look()
        heap.go_on.set()
        hand.thread.join(5)

        assert busy
        assert heap.calls == ["work", "renew"]
        assert not hand.is_busy()

    def test_with_nothing_waiting_it_starts_nothing(self, heap, hand):
        heap.pieces = 0

        hand.look()

        assert hand.thread is None

    def test_told_to_leave_it_hands_back_and_does_not_wait(self, heap, hand):
        hand.look()

        hand.leave()
        heap.go_on.set()

        assert heap.calls == ["work", "hand back"]
        assert hand.thread.daemon

    def test_with_an_empty_hand_it_hands_back_nothing(self, heap, hand):
        hand.leave()

        assert heap.calls == []

    @pytest.mark.parametrize("error", [OperationalError("away"), ValueError("a fault of ours")])
    def test_a_piece_that_fails_stops_no_other(self, heap, hand, error):
        heap.pieces, heap.error = 2, error
        for _time in range(2):
            hand.look()
            hand.thread.join(5)

        assert heap.calls == ["work", "work"]

    def test_once_it_does_all_that_waits(self, heap, hand):
        heap.pieces = 3
        heap.go_on.set()

        hand.finish()

        assert heap.calls == ["work"] * 3


def test_every_apps_work_is_known_to_the_worker():
    jobs.discover()

    assert {type(source).__module__.partition(".")[0] for source in jobs.sources} == {"attendees"}
