"""The press of the papers' tests, for badges too."""

from tests.attendees.papers.conftest import press

__all__ = ["press"]
