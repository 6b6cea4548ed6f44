"""Many registrations at once, by the same rules as one: seats are counted once and given in order.

`registrations.submit` asks the database ten times for each person; a table of a thousand would hold the lock for
half a minute. What becomes of a person is decided by the same functions (`first_status`, `joining.join`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import F

from attendees.domain import actors, duplicates, joining, notices, registrations, seating
from attendees.domain.actors import Actor
from attendees.domain.duplicates import Like
from attendees.domain.registrations import Form
from attendees.domain.seating import Seats, Standing
from attendees.enums import LIVE, SEATED, Capacity, DelegateStatus, EventKind, Modality, Source
from attendees.models import Delegate, DelegateEvent, Register
from conference.models import Category, Conference
from core.text import fold

S = DelegateStatus
BATCH = 500
#: Letters by status; whoever only waits for a decision is written to when it is wished.
LETTERS = {S.APPROVED: "approved", S.WAITLISTED: "waitlisted", S.PENDING: "received"}


@dataclass(frozen=True)
class Entry:
    """One person to be registered: the category, the fields of Delegate, the part in the delegation, and whom the
    person is like among those registered."""

    category: Category
    fields: Mapping[str, Any]
    capacity: str = ""
    likes: Sequence[Like] = ()


class Ledger:
    """Seats as they become while people are added: counted once for each kind of person, then kept by hand."""

    def __init__(self) -> None:
        self.standings: dict[tuple[Any, ...], Standing] = {}
        self.seated: Counter[tuple[str, Any]] = Counter()
        self.heads: dict[int, bool] = {}

    def standing(self, delegate: Delegate) -> Standing:
        """The limits that bind this newcomer, with the delegation it joins."""
        key = _kind(delegate)
        if key not in self.standings:
            self.standings[key] = joining.standing(delegate)
        found = self.standings[key]
        return replace(
            found,
            conference=self._plus(found.conference, ("conference", None)),
            category=self._plus(found.category, ("category", delegate.category_id)),
            delegation=self._plus(found.delegation, ("delegation", (found.delegation_id, delegate.modality))),
        )

    def _plus(self, seats: Seats, key: tuple[str, Any]) -> Seats:
        return replace(seats, taken=seats.taken + self.seated[key])

    def seat(self, delegate: Delegate, standing: Standing, status: str) -> None:
        """Count a person who is given that status."""
        if status not in SEATED:
            return
        self.seated[("delegation", (standing.delegation_id, delegate.modality))] += 1
        if delegate.modality == Modality.IN_PERSON:
            self.seated[("category", delegate.category_id)] += 1
            self.seated[("conference", None)] += int(delegate.category.counts_as_delegate)

    def may_lead(self, delegation_id: int | None) -> bool:
        """Whether the delegation has no head yet; the next who asks is told that it has one (R-10)."""
        if delegation_id is None:
            return False
        if delegation_id not in self.heads:
            heads = Delegate.objects.filter(delegation_id=delegation_id, capacity=Capacity.HEAD, status__in=LIVE)
            self.heads[delegation_id] = heads.exists()
        had, self.heads[delegation_id] = self.heads[delegation_id], True
        return not had


def _kind(delegate: Delegate) -> tuple[Any, ...]:
    """People of one kind are bound by the same limits."""
    house = "" if delegate.country_id else fold(delegate.organisation)
    return (delegate.category_id, delegate.country_id, house, delegate.modality)


def submit_many(
    conference: Conference, entries: Sequence[Entry], *, source: Source, by: Actor, now: datetime, letters: bool
) -> list[Delegate]:
    """Register people in the order given; call it under the lock, in a transaction (RC-19).

    Automatic categories seat them while there is room, then they wait; others wait for a decision. `letters` writes to
    those who wait for a decision too. Nobody may be registered already: the constraint of the table would refuse all.
    """
    if not entries:
        return []
    first = _numbers(conference, len(entries))
    ledger, delegates = Ledger(), []
    events: list[tuple[Delegate, list[EventKind]]] = []
    for number, entry in enumerate(entries, start=first):
        delegate = registrations.draft(entry.category, Form(entry.fields), None, source, now)
        delegate.number, delegate.conference = number, conference
        events.append((delegate, _place(delegate, entry, ledger, now)))
        delegates.append(delegate)
    Delegate.objects.bulk_create(delegates, batch_size=BATCH)
    _record(events, by=by, now=now)
    duplicates.note_many(delegates, [entry.likes for entry in entries], now=now)
    _tell(delegates, now=now, letters=letters)
    return delegates


def _numbers(conference: Conference, count: int) -> int:
    """Take so many running numbers, and say the first."""
    register = Register.objects.filter(pk=conference.pk)
    register.update(last_number=F("last_number") + count)
    return int(register.values_list("last_number", flat=True)[0]) - count + 1


def _place(delegate: Delegate, entry: Entry, ledger: Ledger, now: datetime) -> list[EventKind]:
    """Delegation, status and part of one newcomer; what happened, for the history."""
    standing = ledger.standing(delegate)
    joining.join(delegate, standing, now=now)
    _came, *kinds = registrations.first_status(delegate, standing, now)
    ledger.seat(delegate, standing, delegate.status)
    if delegate.delegation_id is not None:
        is_second_head = entry.capacity == Capacity.HEAD and not ledger.may_lead(delegate.delegation_id)
        delegate.capacity = Capacity.REPRESENTATIVE if is_second_head else entry.capacity
    return [EventKind.IMPORTED, *kinds]


def _record(events: Sequence[tuple[Delegate, list[EventKind]]], *, by: Actor, now: datetime) -> None:
    user, point = actors.staff(by), actors.focal_point(by)
    actor = actors.word(by, Source.IMPORT.value)
    rows = [
        DelegateEvent(delegate=each, kind=kind, by=user, focal_point=point, actor=actor, at=now, to_status=each.status)
        for each, kinds in events
        for kind in kinds
    ]
    DelegateEvent.objects.bulk_create(rows, batch_size=BATCH)


def _tell(delegates: Sequence[Delegate], *, now: datetime, letters: bool) -> None:
    """Owe the letters. The waiting list is counted once: newcomers stand at its end, in order."""
    waiting = [each for each in delegates if each.status == S.WAITLISTED]
    places = dict(enumerate(waiting, start=seating.position(waiting[0]) if waiting else 1))
    position = {each.pk: place for place, each in places.items()}
    for delegate in delegates:
        if letters or delegate.status != S.PENDING:
            notices.queue(delegate, LETTERS[S(delegate.status)], position=position.get(delegate.pk), now=now)
