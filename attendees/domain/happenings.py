"""What happened to a delegation and to its people, as its focal points are told it, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.utils.translation import gettext as _

from attendees.domain import overview
from attendees.enums import DelegationEventKind, EventKind
from attendees.models import Delegate, DelegateEvent, Delegation, DelegationEvent

K = DelegationEventKind
E = EventKind
#: What stays in the secretariat: how the delegation came to be, and what was changed of it for internal reasons.
UNTOLD = {K.CREATED, K.EDITED}
#: Of people, what changes who comes; that names were sent is told once, of the list.
TOLD_OF_PEOPLE = (
    E.NOMINATED, E.ENDORSED, E.DISOWNED, E.RESUBMITTED, E.APPROVED, E.WAITLISTED, E.PROMOTED, E.RETURNED, E.REJECTED,
    E.WITHDRAWN, E.REVOKED, E.REPLACED, E.TOOK_PLACE, E.CONSENTED, E.CHANGE_ASKED, E.CHANGE_MADE, E.CHANGE_DENIED,
)  # fmt: skip
#: Of one person on the own page, this as well.
TOLD_OF_ONE = (E.SUBMITTED, E.CORRECTED, E.LINK_SENT)
#: Said once however often it happened in a row.
REPEATS = {K.ORDERED, K.LINK_SENT, K.REMINDED}
MOST = 500
#: Nothing sealed is opened for a line of history.
READ = (
    "kind", "at", "actor", "reason", "text", "focal_point__name", "delegate__number", "delegate__given_name",
    "delegate__family_name",
)  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """One line: what, when, who did it, and whom it is about."""

    at: datetime
    words: str
    who: str = ""
    person: str = ""
    number: int = 0
    note: str = ""


def latest(delegation: Delegation, most: int = MOST) -> list[Happening]:
    """The newest happenings; two statements however many there are."""
    own = delegation.events.exclude(kind__in=UNTOLD).select_related("focal_point").order_by("-at", "-pk")
    people = DelegateEvent.objects.filter(delegate__delegation=delegation, delegate__erased_at=None)
    people = people.select_related("delegate", "focal_point").only(*READ).order_by("-at", "-pk")
    # More are read than are shown: some in a row are told once, some were undone.
    found = [
        *(_of_delegation(event) for event in _told_once(own[: most * 2])),
        *(
            _of_person(event, event.delegate)
            for event in overview.without_undone(people.filter(kind__in=(*TOLD_OF_PEOPLE, E.UNDONE))[: most * 2])
        ),
    ]
    return list(islice(sorted(found, key=lambda each: each.at, reverse=True), most))


def of_person(delegate: Delegate) -> list[Happening]:
    """The same of one person; one statement."""
    events = delegate.events.filter(kind__in=(*TOLD_OF_PEOPLE, *TOLD_OF_ONE, E.UNDONE)).select_related("focal_point")
    return [replace(_of_person(event, delegate), person="") for event in overview.without_undone(events)]


def _told_once(events: Iterable[DelegationEvent]) -> list[DelegationEvent]:
    told: list[DelegationEvent] = []
    for event in events:
        if not told or event.kind not in REPEATS or event.kind != told[-1].kind:
            told.append(event)
    return told


def _of_delegation(event: DelegationEvent) -> Happening:
    return Happening(event.at, _words(event), _who(event), note=event.text)


def _words(event: DelegationEvent) -> str:
    if event.kind != K.QUOTA_CHANGED:
        return str(event.get_kind_display())
    labels = {"quota_in_person": _("places in person"), "quota_online": _("places online")}
    said = [
        _("%(what)s: %(before)s → %(after)s") % {"what": label, "before": before, "after": after}
        for name, label in labels.items()
        if name in event.data
        for before, after in [("–" if value is None else value for value in event.data[name])]
    ]
    return "; ".join([str(event.get_kind_display()), *said])


def _of_person(event: DelegateEvent, delegate: Delegate) -> Happening:
    words, name = str(event.get_kind_display()), delegate.spoken_name
    return Happening(event.at, words, _who(event), name, delegate.number, overview.told(event))


def _who(event: DelegationEvent | DelegateEvent) -> str:
    """A focal point by name, the staff as the secretariat; nobody where it went by itself."""
    if event.focal_point is not None:
        return str(event.focal_point.name)
    words = {"STAFF": _("Secretariat"), "OFFICER": _("Secretariat"), "SELF": _("the person")}
    return words.get(event.actor, "")
