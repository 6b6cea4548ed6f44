"""The one writer of a delegate's status: under the lock, by the table, with its line in the history."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from attendees.domain import actors, badges, notices, seating, signups
from attendees.domain.actors import Actor
from attendees.domain.history import record
from attendees.domain.refusals import RegistrationRefused
from attendees.enums import HOLDS_SESSION_PLACES, SEATED, UNDOABLE, DelegateStatus, EventKind
from attendees.models import Delegate

S = DelegateStatus
#: What is read with a delegate, so that no verb has to ask again.
WITH = ("conference", "category", "delegation__country", "delegation__organisation")


def locked(delegate: Delegate, status: DelegateStatus) -> Delegate:
    """The delegate as it stands under the lock; refuses a move the table does not hold."""
    seating.lock(delegate.conference_id)
    fresh = reread(delegate)
    check(fresh, status)
    return fresh


def reread(delegate: Delegate) -> Delegate:
    """The delegate as the database holds it now."""
    return Delegate.objects.select_related(*WITH).get(pk=delegate.pk)


def check(delegate: Delegate, status: DelegateStatus) -> None:
    """Raises ``RegistrationRefused`` (``illegal_move``) for a move the table does not hold."""
    if not delegate.can_become(status):
        raise illegal(delegate)


def illegal(delegate: Delegate) -> RegistrationRefused:
    """The refusal of a move the table does not hold."""
    text = _("This cannot be done: the registration is now “%(status)s”.")
    return RegistrationRefused(text % {"status": delegate.get_status_display()}, "illegal_move")


def move(
    delegate: Delegate,
    status: DelegateStatus,
    *kinds: EventKind,
    by: Actor,
    now: datetime,
    actor: str = "SYSTEM",
    **what: Any,
) -> None:
    """Write the status and the history; letters about the state before are called back.

    Call it with a delegate from `locked`. Places in sessions are given back where the new status holds none; a
    badge is dead once its wearer is not approved any more.
    """
    before = _write(delegate, status, now)
    actor = actors.word(by, actor)
    record(delegate, *kinds, by=by, actor=actor, now=now, from_status=before, to_status=status, **what)
    notices.cancel_superseded(delegate, now=now)
    if before in SEATED:
        badges.keep_in_step(delegate, by=by, now=now)


def step_back(
    delegate: Delegate, status: DelegateStatus, kind: EventKind, *, by: Actor, now: datetime, **what: Any
) -> None:
    """Undo a move: only those of ``UNDOABLE``, each by its own verb (R-28, R-34). Raises ``illegal_move``."""
    if status not in UNDOABLE.get(S(delegate.status), set()):
        raise illegal(delegate)
    move(delegate, status, kind, by=by, now=now, **what)


def _write(delegate: Delegate, status: DelegateStatus, now: datetime) -> str:
    before, delegate.status = delegate.status, status
    delegate.revision += 1
    if status != S.PENDING:
        delegate.decided_at = now
    delegate.save(
        update_fields=["status", "revision", "decided_at", "promoted_at", "endorsed_at", "is_document_pending"]
    )
    if status not in HOLDS_SESSION_PLACES:
        signups.release_all(delegate)
    return before
