"""Seats: one lock a conference, and what is free under it.

Every path that gives a seat goes through `lock` or `lock_and_number` first (RC-19).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from attendees.enums import HOLDS_SESSION_PLACES, LIVE, SEATED, DelegateStatus, Modality
from attendees.models import Delegate, Delegation, Register, Signup
from conference.models import Category, Conference, Session
from core.gathered import Gathered


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


#: Nothing to count.
NO_LIMIT = Seats(None, 0)


@dataclass(frozen=True)
class Standing:
    """What is known under the lock about one category, and one delegation, of one conference."""

    number: int
    conference: Seats
    category: Seats
    delegation: Seats = NO_LIMIT
    delegation_id: int | None = None
    replayed: int | None = None  # the delegate this submission key already made
    same_person: int | None = None  # the live registration of the same person
    gathered: Mapping[str, list[list[Any]]] = field(default_factory=dict)  # what else was asked, by its name

    @property
    def limits(self) -> tuple[Seats, Seats, Seats]:
        """Every limit that binds, the widest first."""
        return (self.conference, self.category, self.delegation)

    def has_room_for_newcomer(self) -> bool:
        """Whether a new registration of the category gets a seat at once."""
        return all(seats.has_room_for_newcomer() for seats in self.limits)


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


def next_number(conference_id: int) -> int:
    """The next running number, under the lock; for those whose seats are not counted with it."""
    lock_and_number(conference_id)
    return Register.objects.values_list("last_number", flat=True).get(pk=conference_id)


def standing(
    category: Category,
    *,
    delegation: QuerySet[Delegation] | None = None,
    modality: str = Modality.IN_PERSON,
    key: str | None = None,
    person: str = "",
    gather: Mapping[str, Gathered] | None = None,
) -> Standing:
    """Count, in one statement, what is taken and what is already known; call it under the lock.

    `delegation` is the one the person belongs to, as a query of at most one row. Online nothing but the
    delegation's places online is counted (R-02). The limits are read again too: they may have changed
    while the caller waited for the lock. `gather` asks for more in the same statement.
    """
    people = Delegate.objects.filter(conference_id=OuterRef("pk"))
    known = people.filter(person_key=person, status__in=LIVE) if person else people.none()
    found: Any = (
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
            **_of_delegation(people, delegation, modality),
            **{f"gathered_{name}": rows for name, rows in (gather or {}).items()},
        )
        .get()
    )
    row: dict[str, Any] = dict(found)
    is_online = modality == Modality.ONLINE
    return Standing(
        number=row["number"],
        conference=NO_LIMIT if is_online else _conference_seats(category, row),
        category=NO_LIMIT if is_online else Seats(row["quota"], row["in_category"], row["offered_in_category"]),
        delegation=Seats(row.get("places"), row.get("in_delegation", 0), row.get("offered_in_delegation", 0)),
        delegation_id=row.get("delegation_pk"),
        replayed=row["replayed"],
        same_person=row["same_person"],
        gathered={name: row[f"gathered_{name}"] or [] for name in gather or ()},
    )


def standing_of(delegate: Delegate) -> Standing:
    """The limits that bind this delegate, counted now; call it under the lock."""
    own = Delegation.objects.filter(pk=delegate.delegation_id) if delegate.delegation_id else None
    return standing(delegate.category, delegation=own, modality=delegate.modality)


def _of_delegation(people: QuerySet, delegation: QuerySet | None, modality: str) -> dict[str, Any]:
    """What to count of a delegation, on top."""
    if delegation is None:
        return {}
    quota = "quota_online" if modality == Modality.ONLINE else "quota_in_person"
    mine = people.filter(delegation__in=delegation.order_by().values("pk"))
    return {
        "delegation_pk": Subquery(delegation.order_by().values("pk")[:1]),
        "places": Subquery(delegation.order_by().values(quota)[:1]),
        "in_delegation": _count(_taking(mine, modality)),
        "offered_in_delegation": _count(_offered(mine, modality)),
    }


def _conference_seats(category: Category, row: Mapping[str, Any]) -> Seats:
    """The conference's seats as the category sees them: others than delegates take none (R-49)."""
    limit = row["capacity"] if category.counts_as_delegate else None
    return Seats(limit, row["seated"], row["offered"])


def _taking(people: QuerySet, modality: str = Modality.IN_PERSON) -> QuerySet:
    return people.filter(status__in=SEATED, modality=modality)


def _offered(people: QuerySet, modality: str = Modality.IN_PERSON) -> QuerySet:
    return people.filter(status=DelegateStatus.PENDING, promoted_at__isnull=False, modality=modality)


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
    return places_from(_places(sessions).order_by("pk").values_list(*PLACES))


def session_places_gathered(sessions: Iterable[int]) -> Gathered:
    """The same to be read by `standing`, for `places_from`."""
    return Gathered(_places(sessions), *PLACES)


def places_from(rows: Iterable[Iterable[Any]]) -> dict[int, Seats]:
    """Seats by session, from rows of id, limit and number taken."""
    return {pk: Seats(places, count) for pk, places, count in rows}


PLACES = ("pk", "places", "taken")


def _places(sessions: Iterable[int]) -> QuerySet:
    counted: QuerySet = _counted(Session.objects.filter(pk__in=sorted(sessions)))
    return counted


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
    """The delegate's place on the waiting list, from 1.

    Whoever registered first is first; among people of one delegation the order is the focal point's.
    """
    waiting = Delegate.objects.for_conference(delegate.conference_id).waiting()
    if not delegate.delegation_id:
        return waiting.filter(number__lte=delegate.number).count()
    return queue(delegate.conference_id).index(delegate.pk) + 1


def queue(conference_id: int) -> list[int]:
    """The ids of the waiting list in turn; one statement."""
    waiting = Delegate.objects.for_conference(conference_id).waiting()
    return [pk for pk, *_rest in in_turn(list(waiting.values_list("pk", "delegation_id", "place", "number")))]


Turn = tuple[int, int | None, int | None, int]


def in_turn(rows: list[Turn]) -> list[Turn]:
    """Rows of id, delegation, place, number – sorted by number – as they get their turn.

    A delegation keeps the turns its people registered for, and hands them out in its own order.
    """
    reserves: dict[int, list[Turn]] = {}
    for row in sorted((row for row in rows if row[1] is not None), key=_own_order):
        reserves.setdefault(row[1] or 0, []).append(row)
    handed = {delegation: iter(people) for delegation, people in reserves.items()}
    return [row if row[1] is None else next(handed[row[1]]) for row in rows]


def _own_order(row: Turn) -> tuple[bool, int, int]:
    _pk, _delegation, place, number = row
    return (place is None, place or 0, number)
