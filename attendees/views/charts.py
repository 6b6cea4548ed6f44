"""Pictures of figures, drawn on the server: geometry only, the template writes the SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from core.times import date_range, day

LEFT, RIGHT, BASE, HEIGHT = 32, 632, 140, 112
#: A date is written around its bar; no nearer to the edge than half of the longest.
LAST_DATE = 594
#: More bars than this are not told apart; then one bar is a week.
MOST_BARS = 62


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands, how high it is."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Mark:
    """A word or a line at a place."""

    place: float
    text: str


@dataclass(frozen=True)
class Chart:
    """Bars over time, with the table that says the same."""

    bars: tuple[Bar, ...]
    levels: tuple[Mark, ...]
    dates: tuple[Mark, ...]
    table: tuple[tuple[str, int], ...]
    first: str
    last: str
    total: int
    busiest: str


def by_day(days: Sequence[tuple[date, int]]) -> Chart | None:
    """Registrations by day; by week when the days are many. None when there are none."""
    if not days:
        return None
    steps = list(days) if len(days) <= MOST_BARS else [(first, count) for first, _last, count in _weeks(days)]
    highest = max(count for _day, count in steps)
    top = _round_up(highest)
    pace = (RIGHT - LEFT) / max(len(steps), 12)
    return Chart(
        bars=tuple(_bars(steps, pace, top)),
        levels=tuple(Mark(BASE - HEIGHT * level / top, str(level)) for level in sorted({ceil(top / 2), top})),
        dates=tuple(_dates(steps, pace)),
        table=tuple((date_range(first, last), count) for first, last, count in _weeks(days)),
        first=day(days[0][0]),
        last=day(days[-1][0]),
        total=sum(count for _day, count in days),
        busiest=day(max(days, key=lambda each: each[1])[0]),
    )


def _bars(steps: Sequence[tuple[date, int]], pace: float, top: int) -> Iterable[Bar]:
    for number, (_day, count) in enumerate(steps):
        height = HEIGHT * count / top
        if count:
            x, y = LEFT + number * pace + pace * 0.15, BASE - height
            yield Bar(round(x, 1), round(y, 1), round(pace * 0.7, 1), round(height, 1))


def _dates(steps: Sequence[tuple[date, int]], pace: float) -> Iterable[Mark]:
    """At most five dates, so that they never run into each other."""
    every = ceil(len(steps) / 5)
    for number in range(0, len(steps), every):
        yield Mark(round(min(LEFT + (number + 0.5) * pace, LAST_DATE), 1), day(steps[number][0], year=False))


def _weeks(days: Sequence[tuple[date, int]]) -> list[tuple[date, date, int]]:
    """Weeks from Monday, the first and the last as far as they go."""
    found: dict[date, list[tuple[date, int]]] = {}
    for each, count in days:
        found.setdefault(each - timedelta(days=each.weekday()), []).append((each, count))
    return [(week[0][0], week[-1][0], sum(count for _day, count in week)) for week in found.values()]


def _round_up(highest: int) -> int:
    """A top of the scale that halves well."""
    for step in (2, 4, 6, 10, 20, 30, 40, 60, 80, 100):
        if highest <= step:
            return step
    return ceil(highest / 100) * 100
