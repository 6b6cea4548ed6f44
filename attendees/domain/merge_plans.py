"""What a merge would do, said before it is done; and what an officer will most probably want of it."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.domain import change_requests, merges
from attendees.domain.merges import TAKEABLE, UNDO_WITHIN
from attendees.enums import SEATED, DelegateStatus, Excellency, IdentityProtection
from attendees.models import Delegate, Merge
from core.times import day, local

S = DelegateStatus
#: Whoever is further along stays.
FURTHER = [S.APPROVED, S.PENDING, S.RETURNED, S.WAITLISTED, S.DRAFT]
#: Not one of the two values but a step: what is stricter, or what was confirmed, is suggested.
STEPS: dict[str, list[str]] = {
    "excellency": [Excellency.NO, Excellency.REQUESTED, Excellency.CONFIRMED],
    "identity_protection": [IdentityProtection.STANDARD, IdentityProtection.NO_PUBLICATION, IdentityProtection.ALIAS],
}
#: Says nothing by being empty.
UNSAID = {"sex": "NOT_STATED"}


def in_order(one: Delegate, other: Delegate) -> tuple[Delegate, Delegate]:
    """Whom to keep, and whom not: who is further along stays, of equals who is in a delegation, then who came first."""
    first, second = sorted((one, other), key=_rank)
    return first, second


def _rank(delegate: Delegate) -> tuple[int, bool, int]:
    place = FURTHER.index(S(delegate.status)) if delegate.status in FURTHER else len(FURTHER)
    return (place, delegate.delegation_id is None, delegate.number)


def differing(one: Delegate, other: Delegate) -> list[str]:
    """The fields in which the two differ, in the order of a page."""
    return [name for name in TAKEABLE if _differ(one, other, name)]


def _differ(one: Delegate, other: Delegate, name: str) -> bool:
    if name == "delegation":
        return (one.category_id, one.delegation_id) != (other.category_id, other.delegation_id)
    if name == "position":  # its translations come and go with it
        return (one.position, one.positions) != (other.position, other.positions)
    if name == "capacity" and one.delegation_id != other.delegation_id:
        return False  # comes and goes with the delegation
    return bool(_value(one, name) != _value(other, name))


def _value(delegate: Delegate, name: str) -> Any:
    value = getattr(delegate, Delegate._meta.get_field(name).attname)  # type: ignore[union-attr]
    return str(value) if name == "photo" else value


def suggested(kept: Delegate, gone: Delegate) -> list[str]:
    """What the kept one should take: what it lacks, and what protects the person better."""
    return [name for name in differing(kept, gone) if _is_better(kept, gone, name)]


def _is_better(kept: Delegate, gone: Delegate, name: str) -> bool:
    own, other = _value(kept, name), _value(gone, name)
    if name in STEPS:
        return STEPS[name].index(other) > STEPS[name].index(own)
    if name == "position" and own == other:
        return not kept.positions
    nothing = (None, "", False, UNSAID.get(name))
    if name == "delegation":
        return own is None and other is not None and kept.category_id == gone.category_id
    return own in nothing and other not in nothing


def plan(kept: Delegate, gone: Delegate, take: Collection[str], *, now: datetime) -> tuple[str, ...]:
    """What will happen, line by line. Writes nothing and refuses nothing; names no value that is sealed."""
    return tuple(_lines(kept, gone, take, now))


def _lines(kept: Delegate, gone: Delegate, take: Collection[str], now: datetime) -> Iterator[str]:
    yield _("No. %(number)d, %(name)s, stays: %(status)s.") % _words(kept)
    yield _("No. %(number)d, %(name)s, is withdrawn. Nobody is written to about it.") % _words(gone)
    if gone.status in SEATED and kept.status not in SEATED:
        yield _("The one that goes is approved and the one that stays is not: the person will have to be approved.")
    if gone.status in SEATED:
        yield _("A place becomes free and goes to whoever has waited longest.")
    fields = [name for name in TAKEABLE if name in take]
    if fields:
        yield _("Taken from the one that goes: %(fields)s.") % {"fields": change_requests.labels(fields)}
    else:
        yield _("No data are taken from the one that goes.")
    yield from _sessions(kept, gone, take)
    yield from _papers(kept, gone, take)
    for badge in gone.badges.valid():
        yield _("The badge %(number)s of the one that goes is not valid any more.") % {"number": badge.number}
    until = day(local(now + UNDO_WITHIN, kept.conference.zone).date())
    yield _("Both histories stay. It can be undone until %(day)s.") % {"day": until}


def _words(delegate: Delegate) -> dict[str, object]:
    return {"number": delegate.number, "name": delegate.formal_name, "status": delegate.get_status_display()}


def _sessions(kept: Delegate, gone: Delegate, take: Collection[str]) -> Iterator[str]:
    held = list(gone.signups.select_related("session__room"))
    category = gone.category if "delegation" in take else kept.category
    handed = {each.session_id for each in merges.sessions_handed(kept, held, category)}
    own = set(kept.signups.values_list("session_id", flat=True))
    if given := [str(each.session) for each in held if each.session_id in handed]:
        yield _("Places in sessions handed on: %(sessions)s.") % {"sessions": "; ".join(given)}
    if lost := [str(each.session) for each in held if each.session_id not in handed | own]:
        yield _("Places in sessions given back: %(sessions)s.") % {"sessions": "; ".join(lost)}


def _papers(kept: Delegate, gone: Delegate, take: Collection[str]) -> Iterator[str]:
    delegation = gone.delegation_id if "delegation" in take else kept.delegation_id
    papers = gone.mentions.filter(document__delegation=delegation).count() if delegation else 0
    if papers:
        text = ngettext(
            "%(n)d official paper that names the one will name the other.",
            "%(n)d official papers that name the one will name the other.",
            papers,
        )
        yield text % {"n": papers}


def undo_plan(merged: Merge) -> tuple[str, ...]:
    """What undoing a merge will do, line by line. Writes nothing and refuses nothing."""
    gone = _words(merged.gone)
    lines = [
        _("No. %(number)d, %(name)s, is a registration of its own again, as it was before.") % gone,
        _("Its personal link opens it again. Nobody is written to."),
        _("Where its place has gone meanwhile, it waits for a decision."),
    ]
    if merged.taken:
        fields = {"fields": change_requests.labels(merged.taken)}
        lines.append(
            _("The one that stayed gets back its own data, unless they were changed since: %(fields)s.") % fields
        )
    return (*lines, _("Somebody has to decide on the pair again."))
