"""What a delegate is told about the registration: what happened, what comes, what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.domain import reasons, seating
from attendees.enums import DelegateStatus, EventKind
from attendees.models import Delegate, DelegateEvent
from conference.enums import PhotoRule

S = DelegateStatus
E = EventKind

#: What the person reads; what is not here stays with the secretariat.
SENTENCES = {
    E.SUBMITTED: gettext_lazy("You sent your registration."),
    E.RESUBMITTED: gettext_lazy("You sent it again."),
    E.APPROVED: gettext_lazy("You were approved."),
    E.WAITLISTED: gettext_lazy("You were put on the waiting list."),
    E.PROMOTED: gettext_lazy("A place became free for you."),
    E.RETURNED: gettext_lazy("The secretariat sent your registration back."),
    E.REJECTED: gettext_lazy("The secretariat did not approve you."),
    E.WITHDRAWN: gettext_lazy("The registration was withdrawn."),
    E.REVOKED: gettext_lazy("The secretariat took the approval back."),
    E.CORRECTED: gettext_lazy("Your data were corrected."),
    E.CHANGE_ASKED: gettext_lazy("You asked for a change of your data."),
    E.CHANGE_MADE: gettext_lazy("The secretariat accepted the change."),
    E.CHANGE_DENIED: gettext_lazy("The secretariat refused a change."),
    E.NOMINATED: gettext_lazy("Your delegation put you on its list."),
    E.ENDORSED: gettext_lazy("Your delegation confirmed that you belong to it."),
    E.DISOWNED: gettext_lazy("Your delegation did not confirm that you belong to it."),
    E.REPLACED: gettext_lazy("Your delegation named another person in your place."),
    E.TOOK_PLACE: gettext_lazy("You took the place of another person of your delegation."),
    E.CONSENTED: gettext_lazy("You agreed to the privacy notice."),
    E.MERGED: gettext_lazy("You were registered twice: the two registrations were made one."),
    E.UNMERGED: gettext_lazy("They are two registrations again."),
}
#: The same where a focal point did it for the person.
BY_FOCAL_POINT = {
    E.SUBMITTED: gettext_lazy("Your delegation sent your name to the secretariat."),
    E.RESUBMITTED: gettext_lazy("Your delegation sent your data to the secretariat again."),
    E.WITHDRAWN: gettext_lazy("Your delegation withdrew you."),
    E.CORRECTED: gettext_lazy("Your delegation corrected your data."),
    E.CHANGE_ASKED: gettext_lazy("Your delegation asked for a change of your data."),
}


@dataclass(frozen=True)
class Step:
    """One line of the history: `at` is None where only the order is known."""

    words: str
    at: datetime | None = None
    note: str = ""
    is_done: bool = True


def steps(delegate: Delegate, *, now: datetime) -> list[Step]:
    """What happened, in order, then what is still to come; of a conference that is over nothing is."""
    events = [event for event in reversed(without_undone(delegate.events.all())) if event.kind in SENTENCES]
    to_come = [] if delegate.conference.is_over else _to_come(delegate, now)
    return [*map(_past, _without_repeats(events)), *to_come]


def _without_repeats(events: Iterable[DelegateEvent]) -> list[DelegateEvent]:
    """Of corrections in a row only the last is told."""
    told: list[DelegateEvent] = []
    for event in events:
        if told and event.kind == told[-1].kind == E.CORRECTED:
            told.pop()
        told.append(event)
    return told


def without_undone(events: Iterable[DelegateEvent]) -> list[DelegateEvent]:
    """Leave out approvals that were undone quietly: nobody was told of them (R-28). Any order, any people."""
    told: list[DelegateEvent] = []
    undone: dict[int, int] = {}
    for event in sorted(events, key=lambda each: (each.at, each.pk), reverse=True):
        if event.kind == E.UNDONE:
            undone[event.delegate_id] = undone.get(event.delegate_id, 0) + 1
        elif event.kind in (E.APPROVED, E.PROMOTED) and undone.get(event.delegate_id):
            undone[event.delegate_id] -= 1
        else:
            told.append(event)
    return told


def _past(event: DelegateEvent) -> Step:
    kind = EventKind(event.kind)
    by_another = BY_FOCAL_POINT.get(kind) if event.actor == "FOCAL_POINT" else None
    return Step(str(by_another or SENTENCES[kind]), event.at, told(event))


def told(event: DelegateEvent) -> str:
    """What the person was told with it: the reason's public text, and the words written; never the remark (R-26)."""
    public = reasons.public_text(event.reason) if event.reason else ""
    return " ".join(part for part in (public, event.text) if part)


def _to_come(delegate: Delegate, now: datetime) -> list[Step]:
    deadline = delegate.conference.modification_deadline_at
    words = {
        S.DRAFT: _("Your delegation sends its list to the secretariat."),
        S.PENDING: _("The secretariat decides and writes to you."),
        S.RETURNED: _("You correct your data and send the registration again."),
        S.WAITLISTED: _(
            "A place that becomes free in your delegation goes to its reserve, in its order. You need do nothing."
        )
        if delegate.delegation_id
        else _("A place that becomes free goes to whoever has waited longest. You need do nothing."),
        S.APPROVED: _("Collect your badge at the desk."),
    }
    if delegate.status not in words:
        return []
    coming = [Step(words[S(delegate.status)], is_done=False)]
    if deadline and delegate.conference.takes_changes(now):
        coming.append(Step(_("Until then you can change your data or withdraw."), deadline, is_done=False))
    return coming


def missing(delegate: Delegate) -> list[str]:
    """What the registration still lacks, in sentences."""
    found = []
    if not delegate.photo and delegate.category.photo == PhotoRule.REQUIRED:
        found.append(_("Your photo."))
    if not delegate.photo and delegate.category.photo == PhotoRule.OPTIONAL:
        found.append(_("Your photo. It is optional; with it the desk finds you faster."))
    return found


def return_note(delegate: Delegate) -> str:
    """Why the registration was sent back, as the person was told (R-26)."""
    if delegate.status != S.RETURNED:
        return ""
    last = [event for event in delegate.events.all() if event.kind == E.RETURNED][-1:]
    return _past(last[0]).note if last else ""


def position(delegate: Delegate) -> int | None:
    """The place on the waiting list, for those who are on it."""
    return seating.position(delegate) if delegate.status == S.WAITLISTED else None
