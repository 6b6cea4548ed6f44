"""What a conference looks like in numbers: never a name, and few statements whatever its size.

Delegates are the categories that count (R-49). Registered: sent, and not withdrawn, rejected or
revoked. Arrived: seen at the desk at least once.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, Q
from django.db.models.functions import TruncDate

from attendees.domain.seating import Seats
from attendees.enums import GONE, LIVE, SEATED, DelegateStatus, Modality, Sex
from attendees.models import Delegate
from attendees.models.delegate import DelegateQuerySet
from conference.domain import countries
from conference.enums import Confidentiality, PhotoRule
from conference.models import Category, Conference

S = DelegateStatus
#: Smaller cells of a cross table could point at a person (R-58).
SMALLEST_CELL = 5
Cell = int | None


@dataclass(frozen=True)
class Row:
    """A line of a table: what it is about, and how many. A cell that is not told is None (R-58)."""

    key: str
    label: str
    registered: Cell
    approved: Cell
    women: Cell
    men: Cell
    other: Cell
    arrived: Cell

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The figures in the order of the columns."""
        return (self.registered, self.approved, self.women, self.men, self.other, self.arrived)


@dataclass(frozen=True)
class CategoryStanding:
    """The seats of one category, and who waits for one."""

    category: Category
    seats: Seats
    waiting: int


@dataclass(frozen=True)
class Figures:
    """Everything the first page counts."""

    total: Row
    by_category: tuple[Row, ...]
    by_state: tuple[Row, ...]
    by_day: tuple[tuple[date, int], ...]
    seats: Seats
    categories: tuple[CategoryStanding, ...]
    to_decide: int
    oldest_to_decide: datetime | None
    returned: int
    oldest_returned: datetime | None
    waiting: int
    could_move: int
    photos_missing: int


@dataclass(frozen=True)
class _Group:
    """Delegates who are alike in everything the figures ask."""

    category_id: int
    status: str
    sex: str
    in_person: bool
    people: int
    arrived: int
    offered: int
    without_photo: int
    first_registered: datetime | None
    first_decided: datetime | None


def of(conference: Conference, language: str) -> Figures:
    """Count the conference: four statements."""
    categories = list(Category.objects.for_conference(conference))
    groups = list(_groups(conference))
    counted = {category.pk for category in categories if category.counts_as_delegate}
    delegates = [group for group in groups if group.category_id in counted]
    standings = tuple(_standing(category, groups) for category in categories)
    seats = _seats(conference.capacity, delegates)
    pending = [group for group in groups if group.status == S.PENDING]
    returned = [group for group in groups if group.status == S.RETURNED]
    return Figures(
        total=_row("", "", delegates),
        by_category=tuple(_category_rows(categories, groups)),
        by_state=tuple(_state_rows(conference, language)),
        by_day=tuple(_days(conference)),
        seats=seats,
        categories=standings,
        to_decide=_people(pending),
        oldest_to_decide=_first(group.first_registered for group in pending),
        returned=_people(returned),
        oldest_returned=_first(group.first_decided for group in returned),
        waiting=sum(standing.waiting for standing in standings),
        could_move=_could_move(seats, standings),
        photos_missing=sum(group.without_photo for group in groups if group.status in LIVE),
    )


# The two questions ---------------------------------------------------------------------------------


def _people_of(conference: Conference) -> DelegateQuerySet:
    return Delegate.objects.for_conference(conference).exclude(status=S.DRAFT).order_by()


def _groups(conference: Conference) -> Iterable[_Group]:
    rows = (
        _people_of(conference)
        .values_list("category_id", "status", "sex", "modality")
        .annotate(
            people=Count("pk"),
            arrived=Count("arrived_at"),
            offered=Count("pk", filter=Q(status=S.PENDING, promoted_at__isnull=False)),
            without_photo=Count("pk", filter=Q(photo="", category__photo=PhotoRule.REQUIRED)),
            first_registered=Min("registered_at"),
            first_decided=Min("decided_at"),
        )
    )
    for category_id, status, sex, modality, *counts in rows:
        yield _Group(category_id, status, sex, modality == Modality.IN_PERSON, *counts)


def _state_rows(conference: Conference, language: str) -> Iterable[Row]:
    """One row a State represented, in the order of the language (R-39)."""
    rows = (
        _people_of(conference)
        .counted()
        .filter(country__isnull=False)
        .values_list("country_id", "status", "sex")
        .annotate(people=Count("pk"), arrived=Count("arrived_at"))
    )
    found: dict[str, list[_Group]] = {}
    for country, status, sex, people, arrived in rows:
        group = _Group(0, status, sex, True, people, arrived, 0, 0, None, None)
        found.setdefault(country, []).append(group)
    known = countries.all_countries()
    for iso2 in countries.in_order([code for code in found if code in known], language):
        yield _row(iso2, countries.name(iso2, language), found[iso2])


def _days(conference: Conference) -> Iterable[tuple[date, int]]:
    """Registrations by day on the conference's calendar, the empty days between as well."""
    day = TruncDate("registered_at", tzinfo=conference.zone)
    counted = dict(_people_of(conference).values_list(day).annotate(people=Count("pk")))
    if counted:
        first, last = min(counted), max(counted)
        for number in range((last - first).days + 1):
            each = first + timedelta(days=number)
            yield each, counted.get(each, 0)


# Adding up -------------------------------------------------------------------------------------------


def _people(groups: Iterable[_Group]) -> int:
    return sum(group.people for group in groups)


def _first(instants: Iterable[datetime | None]) -> datetime | None:
    return min((instant for instant in instants if instant), default=None)


def _row(key: str, label: str, groups: Sequence[_Group]) -> Row:
    approved = [group for group in groups if group.status in SEATED]
    by_sex: Counter[str] = Counter()
    for group in approved:
        by_sex[group.sex] += group.people
    return Row(
        key=key,
        label=label,
        registered=_people(group for group in groups if group.status not in GONE),
        approved=_people(approved),
        women=by_sex[Sex.FEMALE],
        men=by_sex[Sex.MALE],
        other=by_sex[Sex.OTHER] + by_sex[Sex.NOT_STATED],
        arrived=sum(group.arrived for group in approved),
    )


def _category_rows(categories: Iterable[Category], groups: Sequence[_Group]) -> Iterable[Row]:
    for category in categories:
        own = [group for group in groups if group.category_id == category.pk]
        if own and category.counts_as_delegate:
            yield _row(category.code, str(category), own)


def _seats(limit: int | None, groups: Iterable[_Group]) -> Seats:
    in_person = [group for group in groups if group.in_person]
    taken = _people(group for group in in_person if group.status in SEATED)
    return Seats(limit, taken, sum(group.offered for group in in_person))


def _standing(category: Category, groups: Iterable[_Group]) -> CategoryStanding:
    own = [group for group in groups if group.category_id == category.pk]
    waiting = _people(group for group in own if group.status == S.WAITLISTED)
    return CategoryStanding(category, _seats(category.quota, own), waiting)


def _could_move(seats: Seats, standings: Iterable[CategoryStanding]) -> int:
    """How many of the waiting list would fit into the seats that are free."""
    left, moved = seats.free, 0
    for standing in standings:
        fitting = standing.waiting if standing.seats.free is None else min(standing.waiting, standing.seats.free)
        if standing.category.counts_as_delegate and left is not None:
            fitting = min(fitting, left)
            left -= fitting
        moved += fitting
    return moved


# What is told ----------------------------------------------------------------------------------------


def must_suppress(conference: Conference, rights: Iterable[str]) -> bool:
    """Whether small cells stay untold: to those who see no names, of a conference that is not open (R-58)."""
    return conference.confidentiality != Confidentiality.OPEN and "delegate.view" not in rights


def suppressed(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows without cells under 5, and without those by which one could work them out (R-58, PR-13)."""
    table: list[list[Cell]] = [list(row.cells) for row in rows]
    for cells in table:
        cells[:] = [None if cell and cell < SMALLEST_CELL else cell for cell in cells]
    while _hide_one_more(table, rows):
        continue
    return tuple(Row(row.key, row.label, *cells) for row, cells in zip(rows, table, strict=True))


#: How many cells a row has, and which of them add up: women, men and others are the approved.
COLUMNS = 6
PARTS = (1, 2, 3, 4)


def _hide_one_more(table: list[list[Cell]], rows: Sequence[Row]) -> bool:
    """Where one hidden cell stands alone in a sum it can be worked out: hide the smallest beside it."""
    lines = [[(number, column) for column in PARTS] for number in range(len(table))]
    lines += [[(number, column) for number in range(len(table))] for column in range(COLUMNS)]
    for line in lines:
        hidden = [place for place in line if table[place[0]][place[1]] is None]
        shown = [place for place in line if table[place[0]][place[1]]]
        if len(hidden) == 1 and shown:
            number, column = min(shown, key=lambda place: rows[place[0]].cells[place[1]] or 0)
            table[number][column] = None
            return True
    return False
