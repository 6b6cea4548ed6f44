"""What a person whom another has named agrees to by the own link, and adds to the data (PR-10)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from attendees.domain import corrections, missing, moves, registrations, seating
from attendees.domain.history import record
from attendees.domain.refusals import ConsentRefused
from attendees.enums import LIVE, ConsentKind, EventKind, Source
from attendees.models import Delegate


def are_owed(delegate: Delegate) -> bool:
    """Whether the person takes part and has not agreed to the privacy notice; nobody else can."""
    # The public form takes no registration without it.
    return delegate.status in LIVE and delegate.source != Source.SELF and not missing.consented([delegate.pk])


@transaction.atomic
def give(
    delegate: Delegate,
    consents: Mapping[str, bool],
    changes: Mapping[str, Any],
    *,
    now: datetime,
    revision: int | None = None,
) -> Delegate:
    """Write down what the person agreed to, with the version of the notice in force, and the data added with it.

    Given twice it is written once. Raises ``ConsentRefused`` (``not_agreed`` without the privacy notice;
    ``gone`` for whoever takes no part any more) and what ``corrections.correct`` raises; then nothing is written.
    """
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    if fresh.status not in LIVE:
        raise ConsentRefused(_("Your registration is over: there is nothing to agree to."), "gone")
    if not consents.get(ConsentKind.NOTICE):
        raise ConsentRefused(_("You have not yet agreed to the privacy notice"), "not_agreed")
    if not are_owed(fresh):
        return fresh
    if changes:
        fresh = corrections.correct(fresh, changes, by=None, now=now, revision=revision)
    registrations.keep_consents(fresh, consents, now=now, given_by=Source.SELF)
    record(fresh, EventKind.CONSENTED, by=None, actor=Source.SELF, now=now)
    return fresh
