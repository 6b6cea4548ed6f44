"""Why the domain says no; each refusal has words for people and a code for machines."""

from core.errors import DomainError


class ConferenceRefused(DomainError):
    """A conference cannot be moved, changed or made: `illegal_move`, `notice_incomplete`, `slug_taken`, …"""
