"""The states of a letter and the moves between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterStatus(TextChoices):
    """Where a letter stands on its way out of the house."""

    QUEUED = "QUEUED", _("waiting to be sent")
    SENDING = "SENDING", _("being sent")
    SENT = "SENT", _("sent")
    FAILED = "FAILED", _("not sent")
    CANCELLED = "CANCELLED", _("cancelled")


S = LetterStatus

#: Every move a letter's status can make. Only mailing/domain/ writes it.
#: SENT can follow anything: that a mail server accepted the letter is a fact, not a decision,
#: and it can become known after the letter was cancelled or its lease ran out.
MOVES: dict[LetterStatus, set[LetterStatus]] = {
    S.QUEUED: {S.SENDING, S.SENT, S.CANCELLED},
    S.SENDING: {S.QUEUED, S.SENT, S.FAILED, S.CANCELLED},
    S.FAILED: {S.QUEUED, S.SENT, S.CANCELLED},
    S.CANCELLED: {S.SENT},
    S.SENT: set(),
}

WAITING = frozenset({S.QUEUED, S.SENDING})  # owed, and a worker will see to it
UNSENT = frozenset({S.QUEUED, S.SENDING, S.FAILED})  # may still leave, so may still be changed
CLOSED = frozenset({S.SENT, S.CANCELLED})  # nothing more is owed


def sources_of(status: LetterStatus) -> frozenset[LetterStatus]:
    """Give the statuses from which ``status`` may be reached."""
    return frozenset(before for before, after in MOVES.items() if status in after)


class LetterEventKind(TextChoices):
    """What can happen to a letter besides being queued and sent at the first try."""

    PUT_OFF = "PUT_OFF", _("put off, will be tried again")
    FAILED = "FAILED", _("could not be sent")
    LEASE_EXPIRED = "LEASE_EXPIRED", _("the worker vanished while sending; one copy may have left")
    COPY_SENT = "COPY_SENT", _("a second copy was sent")
    CANCELLED = "CANCELLED", _("cancelled")
    READDRESSED = "READDRESSED", _("given another address")
    RETRIED = "RETRIED", _("queued again by hand")
