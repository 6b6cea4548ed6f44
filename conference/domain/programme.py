"""The programme as people read it: days, times, rooms side by side, who speaks; and where it clashes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, groupby
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from conference.enums import SessionRoleKind, SessionType
from conference.models import Conference, Room, Session, SessionRole
from core.text import fold
from core.translations import Translations, translated

#: More rooms than this do not fit side by side on a page; the day becomes a list.
MOST_COLUMNS = 5


@dataclass(frozen=True)
class Person:
    """Somebody in a session: a name or a function, else a State, else only a number of people."""

    who: Translations
    count: int
    topic: Translations


@dataclass(frozen=True)
class Part:
    """Everybody in a session who does the same there."""

    role: SessionRoleKind
    people: tuple[Person, ...]

    @property
    def count(self) -> int:
        """How many people these are."""
        return sum(person.count for person in self.people)

    @property
    def named(self) -> list[Person]:
        """The people somebody can be told apart by."""
        return [person for person in self.people if person.who]

    @property
    def label(self) -> str:
        """What they are, in the right number: "Chair", "Speakers"."""
        return role_words(self.role, self.count)


@dataclass(frozen=True)
class Item:
    """A session and who does what in it."""

    session: Session
    parts: tuple[Part, ...]
    is_now: bool


@dataclass(frozen=True)
class Cell:
    """What is in one column of a slot; column 0 goes across all rooms."""

    column: int
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Slot:
    """Everything that starts at one time. `ends_at` is None when it does not all end together."""

    starts_at: datetime
    ends_at: datetime | None
    cells: tuple[Cell, ...]
    is_pause: bool
    is_now: bool


@dataclass(frozen=True)
class Day:
    """One day, with the rooms that stand side by side; no rooms means that each item names its own."""

    date: date
    rooms: tuple[Room, ...]
    slots: tuple[Slot, ...]
    is_today: bool


@dataclass(frozen=True)
class Clash:
    """Two sessions at the same time that want the same room or the same person. A warning, not a block."""

    first: Session
    second: Session
    kind: str
    what: str


# The page ----------------------------------------------------------------------------------------


def days(conference: Conference, sessions: Iterable[Session], now: datetime) -> list[Day]:
    """The days of these sessions, which come in order of time with rooms and roles loaded."""
    zone = conference.zone
    by_day = groupby(sessions, key=lambda session: session.starts_at.astimezone(zone).date())
    today = now.astimezone(zone).date()
    return [_day(on, list(of_day), today, now) for on, of_day in by_day]


def is_now(session: Session, now: datetime) -> bool:
    """Whether the session is going on."""
    return session.starts_at <= now < session.ends_at


def _day(on: date, sessions: list[Session], today: date, now: datetime) -> Day:
    # Pauses go across all rooms, so their rooms alone need no column.
    rooms = _rooms(session for session in sessions if not session.is_pause()) or _rooms(sessions)
    if len(rooms) > MOST_COLUMNS:
        rooms = []
    columns = {room.pk: number for number, room in enumerate(rooms, start=1)}

    def row(session: Session) -> tuple[datetime, bool]:
        return session.starts_at, _is_across(session, columns)

    rows = groupby(sorted(sessions, key=row), key=row)
    slots = tuple(_slot(list(together), columns, now) for _row, together in rows)
    return Day(date=on, rooms=tuple(rooms), slots=slots, is_today=on == today)


def _rooms(sessions: Iterable[Session]) -> list[Room]:
    rooms = {session.room.pk: session.room for session in sessions if session.room}
    return sorted(rooms.values(), key=lambda room: (room.order, room.pk))


def _is_across(session: Session, columns: dict[int, int]) -> bool:
    """Whether it stands across all rooms: a pause, or a session outside them."""
    return session.is_pause() or session.room_id not in columns


def _slot(sessions: list[Session], columns: dict[int, int], now: datetime) -> Slot:
    across = _is_across(sessions[0], columns)
    items: dict[int, list[Item]] = {}
    for session in sessions:
        items.setdefault(0 if across else columns.get(session.room_id or 0, 0), []).append(_item(session, now))
    ends = {session.ends_at for session in sessions}
    return Slot(
        starts_at=sessions[0].starts_at,
        ends_at=ends.pop() if len(ends) == 1 else None,
        cells=tuple(Cell(column, tuple(items[column])) for column in sorted(items)),
        is_pause=all(session.is_pause() for session in sessions),
        is_now=any(is_now(session, now) for session in sessions),
    )


def _item(session: Session, now: datetime) -> Item:
    return Item(session=session, parts=parts(session.roles.all()), is_now=is_now(session, now))


def parts(roles: Iterable[SessionRole]) -> tuple[Part, ...]:
    """Who is in a session, those with the same role together, in the order of the enum."""
    found: dict[str, list[Person]] = {}
    for role in roles:
        who = role.who or (role.country.names if role.country else {})
        found.setdefault(role.role, []).append(Person(who=who, count=role.count, topic=role.topic))
    return tuple(Part(kind, tuple(found[kind])) for kind in SessionRoleKind if kind in found)


def role_words(kind: SessionRoleKind, count: int) -> str:
    """A role in the right number."""
    words = {
        SessionRoleKind.CHAIR: ngettext("Chair", "Chairs", count),
        SessionRoleKind.MODERATOR: ngettext("Moderator", "Moderators", count),
        SessionRoleKind.SPEAKER: ngettext("Speaker", "Speakers", count),
        SessionRoleKind.PANELLIST: ngettext("Panellist", "Panellists", count),
        SessionRoleKind.RAPPORTEUR: ngettext("Rapporteur", "Rapporteurs", count),
    }
    return words[kind]


# Filters --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choices:
    """What the programme can be narrowed to, and what it is narrowed to; unknown wishes are no wish."""

    types: tuple[tuple[str, Any], ...]
    themes: tuple[tuple[str, str], ...]
    type: str
    theme: str


def choices(sessions: Sequence[Session], *, wanted_type: str, wanted_theme: str) -> Choices:
    """The types and themes that occur, and which of them are asked for."""
    present = {session.type for session in sessions if not session.is_pause()}
    types = tuple((kind.value.lower(), kind.label) for kind in SessionType if kind in present)
    themes = {theme_key(session): translated(session.theme) for session in sessions if session.theme}
    return Choices(
        types=types,
        themes=tuple(themes.items()),
        type=wanted_type if wanted_type in dict(types) else "",
        theme=wanted_theme if wanted_theme in themes else "",
    )


def chosen(sessions: Iterable[Session], choices: Choices) -> list[Session]:
    """The sessions that fit."""
    return [
        session
        for session in sessions
        if (not choices.type or session.type.lower() == choices.type)
        and (not choices.theme or theme_key(session) == choices.theme)
    ]


def theme_key(session: Session) -> str:
    """A theme as it stands in an address: the same in every language."""
    return slugify(translated(session.theme, "en"), allow_unicode=True)


def themed(sessions: Iterable[Session]) -> list[Session]:
    """What the conference is about: the programme without its pauses and receptions."""
    return [session for session in sessions if not session.is_pause() and session.type != SessionType.SOCIAL]


# Clashes --------------------------------------------------------------------------------------------


def clashes(sessions: Iterable[Session]) -> list[Clash]:
    """Every pair of sessions at the same time in one room or with one person."""
    pairs = combinations(sorted(sessions, key=lambda session: session.starts_at), 2)
    overlapping = ((first, second) for first, second in pairs if first.overlaps(second))
    return [clash for first, second in overlapping for clash in _clashes_of(first, second)]


def _clashes_of(first: Session, second: Session) -> list[Clash]:
    found = []
    if first.room and first.room_id == second.room_id:
        found.append(Clash(first, second, "room", str(first.room)))
    here, there = _people(first), _people(second)
    found += [Clash(first, second, "person", here[name]) for name in here if name in there]
    return found


def _people(session: Session) -> dict[str, str]:
    """The named people of a session by folded name; a State is not a person."""
    named = [role.who for role in session.roles.all() if role.who]
    return {fold(translated(who, "en")): translated(who) for who in named}


def clash_words(clash: Clash) -> str:
    """The warning in a sentence."""
    texts = {
        "room": _("“%(first)s” and “%(second)s” are in %(what)s at the same time."),
        "person": _("%(what)s is in “%(first)s” and in “%(second)s” at the same time."),
    }
    return texts[clash.kind] % {"first": clash.first, "second": clash.second, "what": clash.what}
