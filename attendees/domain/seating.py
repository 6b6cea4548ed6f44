"""Seats: one lock a conference, and what is free under it.

Every path that gives a seat goes through `lock` or `lock_and_number` first (RC-19).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from attendees.enums import HOLDS_SESSION_PLACES, LIVE, SEATED, DelegateStatus, Modality
from attendees.models import Delegate, Register, Signup
from conference.models import Category, Conference, Session


@dataclass(frozen=True)
class Seats:
    """What is taken of a limit; `limit` None means no limit. `free` is never negative (RC-12)."""

    limit: int | None
    taken: int
    offered: int = 0  # promised to people of the waiting list who are being decided

    @property
    def free(self) -> int | None:
        """Places left for newcomers, or None without a limit."""
        return None if self.limit is None else max(0, self.limit - self.taken - self.offered)

    @property
    def over(self) -> int:
        """By how many the limit is exceeded: shown, nobody is dropped (RC-12)."""
        return 0 if self.limit is None else max(0, self.taken - self.limit)

    def has_room(self) -> bool:
        """Whether an officer may approve one more: only approved people count (R-02)."""
        return self.limit is None or self.taken < self.limit

    def has_room_for_newcomer(self) -> bool:
        """Whether one more fits beside those the free seats were already offered to."""
        return self.free is None or self.free > 0


@dataclass(frozen=True)
class Standing:
    """What is known under the lock about one category of one conference."""

    number: int
    conference: Seats
    category: Seats
    replayed: int | None = None  # the delegate this submission key already made
    same_person: int | None = None  # the live registration of the same person

    def has_room_for_newcomer(self) -> bool:
        """Whether a new registration of the category gets a seat at once."""
        return self.conference.has_room_for_newcomer() and self.category.has_room_for_newcomer()


def lock(conference_id: int) -> Register:
    """Lock the conference's register until the transaction ends; creates it the first time.

    On SQLite the transaction itself is the lock (BEGIN IMMEDIATE).
    """
    Register.objects.get_or_create(conference_id=conference_id)
    return Register.objects.select_for_update().get(conference_id=conference_id)


def lock_and_number(conference_id: int) -> None:
    """Lock the register and take the next running number, in one statement.

    A rollback gives the number back; a committed one is never used again (RC-22).
    """
    taken = Register.objects.filter(pk=conference_id).update(last_number=F("last_number") + 1)
    if not taken:
        Register.objects.get_or_create(conference_id=conference_id)
        Register.objects.filter(pk=conference_id).update(last_number=F("last_number") + 1)


def standing(category: Category, *, key: str | None = None, person: str = "") -> Standing:
    """Count, in one statement, what is taken and what is already known; call it under the lock.

    The limits are read again too: they may have changed while the caller waited for the lock.
    """
    people = Delegate.objects.filter(conference_id=OuterRef("pk"))
    known = people.filter(person_key=person, status__in=LIVE) if person else people.none()
    row = (
        Conference.objects.filter(pk=category.conference_id)
        .values("capacity")
        .annotate(
            number=Coalesce(F("register__last_number"), Value(0)),  # nobody has registered yet: no register
            quota=Subquery(Category.objects.filter(pk=category.pk).values("quota")),
            seated=_count(people.seated()),
            offered=_count(_offered(people).filter(category__counts_as_delegate=True)),
            in_category=_count(_taking(people).filter(category=category)),
            offered_in_category=_count(_offered(people).filter(category=category)),
            replayed=Subquery((people.filter(submission_key=key) if key else people.none()).values("pk")[:1]),
            same_person=Subquery(known.values("pk")[:1]),
        )
        .get()
    )
    return Standing(
        number=row["number"],
        conference=_conference_seats(category, row),
        category=Seats(row["quota"], row["in_category"], row["offered_in_category"]),
        replayed=row["replayed"],
        same_person=row["same_person"],
    )


def _conference_seats(category: Category, row: Mapping[str, Any]) -> Seats:
    """The conference's seats as the category sees them: others than delegates take none (R-49)."""
    limit = row["capacity"] if category.counts_as_delegate else None
    return Seats(limit, row["seated"], row["offered"])


def _taking(people: QuerySet) -> QuerySet:
    return people.filter(status__in=SEATED, modality=Modality.IN_PERSON)


def _offered(people: QuerySet) -> QuerySet:
    return people.filter(status=DelegateStatus.PENDING, promoted_at__isnull=False, modality=Modality.IN_PERSON)


def _count(people: QuerySet, *, by: str = "conference_id") -> Coalesce:
    counted = people.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0))


def categories_offered(conference: Conference) -> list[tuple[Category, Seats]]:
    """The categories in protocol order, each with the limit that binds it first; one statement.

    For showing only: what is given is counted again under the lock.
    """
    people = Delegate.objects.filter(category_id=OuterRef("pk"))
    rows = list(
        Category.objects.for_conference(conference).annotate(
            taken=_count(_taking(people), by="category_id"), offered=_count(_offered(people), by="category_id")
        )
    )
    counted = [row for row in rows if row.counts_as_delegate]
    whole = Seats(conference.capacity, sum(row.taken for row in counted), sum(row.offered for row in counted))
    return [(row, _tighter(row, Seats(row.quota, row.taken, row.offered), whole)) for row in rows]


def full(conferences: Iterable[Conference]) -> set[int]:
    """The ids of those without a place for a newcomer; one statement, none when no conference has a limit."""
    limits = {conference.pk: conference.capacity for conference in conferences if conference.capacity is not None}
    if not limits:
        return set()
    people = Delegate.objects.filter(conference_id=OuterRef("pk"), category__counts_as_delegate=True)
    counted = Conference.objects.filter(pk__in=limits).annotate(
        taken=_count(_taking(people)), offered=_count(_offered(people))
    )
    rows = counted.values_list("pk", "taken", "offered")
    return {pk for pk, *held in rows if not Seats(limits[pk], *held).has_room_for_newcomer()}


def _tighter(category: Category, own: Seats, whole: Seats) -> Seats:
    return whole if category.counts_as_delegate and own.has_room_for_newcomer() else own


def session_places(sessions: Iterable[int]) -> dict[int, Seats]:
    """Seats of the sessions by id; call it under the lock."""
    rows = _counted(Session.objects.filter(pk__in=sorted(sessions))).order_by("pk")
    return {pk: Seats(places, count) for pk, places, count in rows.values_list("pk", "places", "taken")}


def sessions_offered(category: Category) -> list[tuple[Session, Seats]]:
    """What people of the category may choose, in order of time, with the places; one statement."""
    sessions = _counted(Session.objects.for_conference(category.conference).open_to_signup())
    found = [session for session in sessions.select_related("room") if session.is_for(category)]
    for session in found:
        session.conference = category.conference
    return [(session, Seats(session.places, session.taken)) for session in found]


def _counted(sessions: Any) -> Any:
    taken = Signup.objects.filter(session_id=OuterRef("pk"), delegate__status__in=HOLDS_SESSION_PLACES)
    counted = taken.order_by().values("session_id").annotate(n=Count("pk")).values("n")
    return sessions.with_places().annotate(taken=Coalesce(Subquery(counted), Value(0)))


def position(delegate: Delegate) -> int:
    """The delegate's place on the waiting list, from 1: whoever registered first is first."""
    return Delegate.objects.for_conference(delegate.conference_id).waiting().filter(number__lte=delegate.number).count()
