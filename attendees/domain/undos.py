"""Until when approvals can be undone quietly (R-28), for one or many."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from attendees.domain import notices
from attendees.enums import DelegateStatus
from attendees.models import Delegate
from mailing.enums import LetterStatus
from mailing.models import Letter

#: An approval can be undone quietly for so long (R-28).
UNDO_WITHIN = timedelta(minutes=10)
GONE = (LetterStatus.SENT, LetterStatus.SENDING)


def until(delegates: Iterable[Delegate], *, now: datetime) -> dict[int, datetime]:
    """The instant at which each fresh approval is past undoing: its letter leaves, or ten minutes are over.

    Those for whom it is too late are left out. One statement where somebody was approved just now, else none.
    `registrations.undo` asks again under the lock.
    """
    fresh = [each for each in delegates if _is_fresh(each, now)]
    if not fresh:
        return {}
    ends = {each.pk: each.decided_at + UNDO_WITHIN for each in fresh if each.decided_at}
    by_about = {notices.about(each): each for each in fresh}
    letters = Letter.objects.filter(about__in=list(by_about), kind="delegate_approved")
    for about, status, created_at, due_at in letters.values_list("about", "status", "created_at", "due_at"):
        delegate = by_about[about]
        if delegate.decided_at and created_at < delegate.decided_at:
            continue  # about an earlier approval
        if status in GONE:
            ends.pop(delegate.pk, None)
        elif status == LetterStatus.QUEUED and delegate.pk in ends:
            ends[delegate.pk] = min(ends[delegate.pk], max(due_at, now))
    return ends


def _is_fresh(delegate: Delegate, now: datetime) -> bool:
    decided = delegate.decided_at
    return delegate.status == DelegateStatus.APPROVED and decided is not None and now - decided < UNDO_WITHIN
