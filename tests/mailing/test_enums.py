from unittest import TestCase

from mailing.enums import CLOSED, MOVES, UNSENT, WAITING, LetterStatus, sources_of


class TestMoves(TestCase):
    def test_the_legal_moves_are_these_and_no_others(self):
        legal = {
            ("QUEUED", "SENDING"),
            ("QUEUED", "SENT"),
            ("QUEUED", "CANCELLED"),
            ("SENDING", "QUEUED"),
            ("SENDING", "SENT"),
            ("SENDING", "FAILED"),
            ("SENDING", "CANCELLED"),
            ("FAILED", "QUEUED"),
            ("FAILED", "SENT"),
            ("FAILED", "CANCELLED"),
            ("CANCELLED", "SENT"),
        }

        allowed = {(a.value, b.value) for a in LetterStatus for b in LetterStatus if b in MOVES[a]}

        assert allowed == legal

    def test_sources_are_the_moves_read_backwards(self):
        assert sources_of(LetterStatus.SENT) == {"QUEUED", "SENDING", "FAILED", "CANCELLED"}
        assert sources_of(LetterStatus.FAILED) == {"SENDING"}

    def test_every_status_is_either_unsent_or_closed(self):
        assert set(LetterStatus) == UNSENT | CLOSED
        assert set() == UNSENT & CLOSED
        assert WAITING < UNSENT
