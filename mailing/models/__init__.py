"""Everything the outbox stores."""

from mailing.models.chore_run import ChoreRun
from mailing.models.letter import Letter
from mailing.models.letter_event import LetterEvent

__all__ = ["ChoreRun", "Letter", "LetterEvent"]
