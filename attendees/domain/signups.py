"""Places in sessions, held under the conference's lock."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import deadlines, seating
from attendees.domain.history import record
from attendees.domain.refusals import SignupRefused
from attendees.enums import HOLDS_SESSION_PLACES, EventKind
from attendees.models import Delegate, Signup
from conference.enums import SignupRule
from conference.models import Session


@transaction.atomic
def choose(delegate: Delegate, sessions: Sequence[Session], *, by: User | None, now: datetime) -> list[Session]:
    """Make exactly these the delegate's sessions; returns those newly taken.

    Raises ``SignupRefused`` (``closed``, ``session_full``, ``session_clash``, ``session_unknown``);
    then nothing changes.
    """
    seating.lock(delegate.conference_id)
    deadlines.check_changes(delegate.conference, SignupRefused, by=by, now=now)
    if Delegate.objects.only("status").get(pk=delegate.pk).status not in HOLDS_SESSION_PLACES:
        raise SignupRefused(_("You can choose sessions once you have a place at the conference."), "no_place")
    held = set(delegate.signups.values_list("session_id", flat=True))
    wanted = {session.pk for session in sessions}
    _check_clashes(sessions)
    dropped = delegate.signups.exclude(session_id__in=wanted).delete()[0]
    new = [session for session in sessions if session.pk not in held]
    take(delegate, new, now=now)
    kinds = [kind for kind, happened in ((EventKind.SIGNED_UP, new), (EventKind.SIGNED_OFF, dropped)) if happened]
    record(delegate, *kinds, by=by, actor="STAFF" if by else "SELF", now=now)
    return new


def take(
    delegate: Delegate, sessions: Sequence[Session], *, now: datetime, places: dict[int, seating.Seats] | None = None
) -> None:
    """Give the delegate places; call it under the lock, under which `places` was read. Raises ``SignupRefused``."""
    if not sessions:
        return
    _check_clashes(sessions)
    if places is None:
        places = seating.session_places(session.pk for session in sessions)
    for session in sessions:
        _check(delegate, session, places)
    Signup.objects.bulk_create(Signup(delegate=delegate, session=session, created_at=now) for session in sessions)


def _check(delegate: Delegate, session: Session, places: dict[int, seating.Seats]) -> None:
    is_own = session.conference_id == delegate.conference_id and session.is_for(delegate.category)
    if not is_own or session.signup == SignupRule.NONE:
        raise SignupRefused(_("This session cannot be chosen."), "session_unknown")
    if not places[session.pk].has_room():
        text = _("“%(session)s” is full: all %(limit)d places are taken. Choose another session or none.")
        raise SignupRefused(text % {"session": session, "limit": places[session.pk].limit}, "session_full")


def _check_clashes(sessions: Iterable[Session]) -> None:
    for one, other in combinations(sessions, 2):
        if one.overlaps(other):
            text = _("“%(one)s” and “%(other)s” are held at the same time. Choose one of them.")
            raise SignupRefused(text % {"one": one, "other": other}, "session_clash")


def release_all(delegate: Delegate) -> None:
    """Give back every place the delegate holds."""
    Signup.objects.filter(delegate=delegate).delete()
