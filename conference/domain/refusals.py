"""Why the domain says no; each refusal has words for people and a code for machines."""

from core.errors import DomainError


class ConferenceRefused(DomainError):
    """A conference cannot be moved, changed or made: `illegal_move`, `notice_incomplete`, `slug_taken`, …"""


class FileRefused(DomainError):
    """A conference cannot be loaded from its file: `file_invalid` with one line per problem, `other_kind`."""
