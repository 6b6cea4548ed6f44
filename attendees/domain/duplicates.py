"""One person once: who at a conference may be somebody registered already, and what officers made of it.

Nobody is merged by this and nobody is told but the staff of the same conference (R-11, AC-08).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import naming
from attendees.domain.refusals import DuplicateRefused
from attendees.enums import LIVE, LikenessStatus
from attendees.models import Delegate, Likeness, NameKey
from conference.models import Conference
from core import likeness
from core.gathered import Gathered
from core.likeness import Person, Strength

S = LikenessStatus
#: So many are compared with one new name, those with the most keys in common first.
MOST_COMPARED = 400
#: So many pairs are raised for one person: the strongest.
MOST_PAIRS = 20
#: Asked at once of the database when many are looked for.
TOGETHER = 100
#: What is compared, in the order of `Person`.
COMPARED = (
    "family_name",
    "given_name",
    "cyrillic_family_name",
    "cyrillic_given_name",
    "patronymic",
    "sex",
    "date_of_birth",
    "phone",
    "email",
    "delegation_id",
)
#: A change of any of these fields may make a pair, or take one away.
TELLING = frozenset(COMPARED) - {"delegation_id"} | {"delegation"}


@dataclass(frozen=True)
class Like:
    """Somebody registered who is like the person asked about."""

    delegate_id: int
    points: int
    why: tuple[str, ...]

    @property
    def strength(self) -> Strength:
        """How alike the two are."""
        return likeness.Likeness(self.points, ()).strength


def person(fields: Mapping[str, Any], *, delegation_id: int | None = None) -> Person:
    """The person of a filled form, by the names of Delegate's fields; what is missing is empty."""
    return _person([*map(fields.get, COMPARED[:-1]), delegation_id or fields.get("delegation_id")])


def person_of(delegate: Delegate) -> Person:
    """The person a registration is of."""
    return _person([getattr(delegate, name) for name in COMPARED])


def _person(cells: Sequence[Any]) -> Person:
    *said, delegation = cells
    names = {name.removesuffix("_name"): cell or "" for name, cell in zip(COMPARED, said, strict=False)}
    return Person(**names, delegation=delegation)


# Asking ------------------------------------------------------------------------------------------------


def like(conference: Conference, who: Person, *, exclude: Iterable[int] = ()) -> list[Like]:
    """Whoever of the conference may be this person, the likest first; one statement.

    Registrations that ended do not count.
    """
    return like_many(conference, [who], exclude=exclude)[0]


def like_many(conference: Conference, people: Sequence[Person], *, exclude: Iterable[int] = ()) -> list[list[Like]]:
    """The same for many at once, in the order given: one statement for a hundred of them."""
    without = set(exclude)
    found: list[list[Like]] = []
    for start in range(0, len(people), TOGETHER):
        some = people[start : start + TOGETHER]
        asked = set().union(*(likeness.keys_to_ask(who) for who in some))
        rows = candidates(conference.pk, asked, most=MOST_COMPARED * len(some)).values_list("pk", *COMPARED)
        known = _Known((pk, _person(cells)) for pk, *cells in rows if pk not in without)
        found.extend(_likest(who, known.near(who)) for who in some)
    return found


class _Known:
    """People at hand, by their keys."""

    def __init__(self, people: Iterable[tuple[int, Person]]) -> None:
        self.people = dict(people)
        self.by_key: dict[str, list[int]] = {}
        for pk, who in self.people.items():
            for key in likeness.keys(who):
                self.by_key.setdefault(key, []).append(pk)

    def near(self, who: Person, *, after: int = 0) -> list[tuple[int, Person]]:
        """Those who share a key and have a higher number than `after`; of too many the nearest."""
        shared = Counter(pk for key in likeness.keys_to_ask(who) for pk in self.by_key.get(key, ()) if pk > after)
        nearest = sorted(shared, key=lambda pk: (-shared[pk], -pk))[:MOST_COMPARED]
        return [(pk, self.people[pk]) for pk in nearest]


def candidates(conference_id: int, keys: Iterable[str], *, most: int = MOST_COMPARED) -> QuerySet[Delegate]:
    """The live registrations that share a key, as a query; those that share the most where there are too many."""
    hits = NameKey.objects.filter(conference_id=conference_id, key__in=sorted(keys)).values("delegate_id")
    likest = hits.annotate(shared=Count("key")).order_by("-shared", "-delegate_id")[:most]
    return Delegate.objects.filter(pk__in=likest.values("delegate_id"), status__in=LIVE, erased_at=None)


def gathered(delegate: Delegate) -> Gathered:
    """What a new registration has to be compared with, to be read in a statement that asks other things too."""
    asked = likeness.keys_to_ask(person_of(delegate))
    return Gathered(candidates(delegate.conference_id, asked), "pk", *COMPARED)


def _likest(who: Person, known: Iterable[tuple[int, Person]]) -> list[Like]:
    found = [Like(pk, same.points, tuple(same.why)) for pk, other in known if (same := likeness.compare(who, other))]
    return sorted(found, key=lambda each: (-each.points, each.delegate_id))[:MOST_PAIRS]


# Raising pairs -----------------------------------------------------------------------------------------


def look_for(delegate: Delegate, *, now: datetime) -> list[Like]:
    """Keep the keys of a saved delegate in step, and raise the pairs it makes now to the officers (R-11, R-32).

    Call it under the lock after every write of names. Open pairs that are none any more go; what an officer
    has decided stays. The person is told nothing.
    """
    naming.renew_keys(delegate)
    if delegate.status not in LIVE:
        return []
    found = like(delegate.conference, person_of(delegate), exclude=[delegate.pk])
    kept = [each.delegate_id for each in found]
    pairs = Likeness.objects.filter(status=S.OPEN)
    pairs.filter(first=delegate).exclude(second__in=kept).delete()
    pairs.filter(second=delegate).exclude(first__in=kept).delete()
    _raise(delegate.conference_id, [(delegate.pk, each) for each in found], now=now)
    return found


def note(delegate: Delegate, rows: Iterable[Sequence[Any]] | None = None, *, now: datetime) -> list[Like]:
    """The same for a registration just inserted; `rows` are what `gathered` read before.

    With them it costs one statement, two with a pair.
    """
    naming.store_keys([delegate])
    if rows is None:
        found = like(delegate.conference, person_of(delegate), exclude=[delegate.pk])
    else:
        found = _likest(person_of(delegate), [(pk, _opened(cells)) for pk, *cells in rows])
    _raise(delegate.conference_id, [(delegate.pk, each) for each in found], now=now)
    return found


def note_many(delegates: Sequence[Delegate], likes: Sequence[Sequence[Like]], *, now: datetime) -> None:
    """The same for many inserted at once; `likes` says of each whom it is like among those who were there before.

    Among themselves they are compared here, in memory. Call it under the lock.
    """
    naming.store_keys(delegates)
    known = _Known((each.pk, person_of(each)) for each in delegates)
    pairs = [(each.pk, like) for each, found in zip(delegates, likes, strict=True) for like in found]
    for pk, who in known.people.items():
        pairs += [(pk, like) for like in _likest(who, known.near(who, after=pk))]
    if pairs:
        _raise(delegates[0].conference_id, pairs, now=now)


def _opened(cells: Sequence[Any]) -> Person:
    """A person from cells as the table holds them."""
    sealed: dict[str, Any] = {field.name: field for field in Delegate._meta.fields if field.name in SEALED}
    return _person(
        [
            sealed[name].from_db_value(cell, None, connection) if name in sealed else cell
            for name, cell in zip(COMPARED, cells, strict=True)
        ]
    )


SEALED = {"date_of_birth", "phone"}


def _raise(conference_id: int, pairs: Iterable[tuple[int, Like]], *, now: datetime) -> None:
    """Write pairs; one that is there already keeps its status and takes the new points."""
    rows = [
        Likeness(
            conference_id=conference_id,
            first_id=min(pk, each.delegate_id),
            second_id=max(pk, each.delegate_id),
            strength=each.strength.value,
            score=each.points,
            why=list(each.why),
            found_at=now,
        )
        for pk, each in pairs
    ]
    if rows:
        Likeness.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["first", "second"],
            update_fields=["strength", "score", "why"],
            batch_size=500,
        )


# A whole conference ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Round:
    """What looking over a conference found: people looked at, pairs there are, pairs that are new, pairs that went."""

    people: int
    pairs: int
    new: int
    gone: int


def look_over(conference: Conference, *, now: datetime, tell: Callable[[int, int], None] = lambda *_: None) -> Round:
    """Compare everybody of a conference with everybody else and raise the pairs; a second time changes nothing.

    Keys that are missing are written first. `tell` hears how many of how many were looked at.
    """
    with transaction.atomic():
        _mend_keys(conference)
    people = _everybody(conference)
    before = set(Likeness.objects.filter(conference=conference).values_list("first_id", "second_id"))
    found: set[tuple[int, int]] = set()
    waiting: list[tuple[int, Like]] = []
    known = _Known(people)
    for number, (pk, who) in enumerate(people, start=1):
        pairs = _likest(who, known.near(who, after=pk))
        waiting += [(pk, each) for each in pairs]
        found |= {(pk, each.delegate_id) for each in pairs}
        if number % 500 == 0 or number == len(people):
            _raise(conference.pk, waiting, now=now)
            waiting.clear()
            tell(number, len(people))
    gone = _drop(conference, {pk for pk, _who in people}, found)
    return Round(len(people), len(found), len(found - before), gone)


def _mend_keys(conference: Conference) -> None:
    """Write the keys of everybody anew where they are not those of the names."""
    stored: dict[int, set[str]] = {}
    for pk, key in NameKey.objects.filter(conference=conference).values_list("delegate_id", "key").iterator():
        stored.setdefault(pk, set()).add(key)
    names = ("conference_id", *COMPARED[:5])
    everybody = Delegate.objects.for_conference(conference).only(*names)
    wrong = [each for each in everybody.iterator() if stored.get(each.pk, set()) != naming.keys_of(each)]
    for delegate in wrong:
        naming.renew_keys(delegate)


def _everybody(conference: Conference) -> list[tuple[int, Person]]:
    live = Delegate.objects.for_conference(conference).live().filter(erased_at=None).order_by("pk")
    rows = live.values_list("pk", *COMPARED)
    return [(pk, _person(cells)) for pk, *cells in rows.iterator()]


def _drop(conference: Conference, looked_at: set[int], found: set[tuple[int, int]]) -> int:
    """Take away the open pairs that are none any more."""
    pairs = Likeness.objects.filter(conference=conference, status=S.OPEN).values_list("pk", "first_id", "second_id")
    stale = [pk for pk, *both in pairs if set(both) <= looked_at and tuple(both) not in found]
    Likeness.objects.filter(pk__in=stale).delete()
    return len(stale)


# What an officer makes of a pair ---------------------------------------------------------------------------


def open_pairs(conference: Conference) -> QuerySet[Likeness]:
    """The pairs that wait for an officer: both registrations go on, and nobody has decided."""
    return of(conference).filter(status=S.OPEN, first__status__in=LIVE, second__status__in=LIVE)


def of(conference: Conference) -> QuerySet[Likeness]:
    """Every pair of the conference of which nobody was erased, the strongest first."""
    pairs = Likeness.objects.filter(conference=conference, first__erased_at=None, second__erased_at=None)
    return pairs.order_by("-score", "pk")


def is_live(delegate: Delegate) -> bool:
    """Whether the registration goes on, so that it can be a person's second one."""
    return delegate.status in LIVE and delegate.erased_at is None


def open_pairs_of(delegate: Delegate) -> QuerySet[Likeness]:
    """The open pairs one delegate is in."""
    return open_pairs(delegate.conference).filter(Q(first=delegate) | Q(second=delegate))


@transaction.atomic
def dismiss(pair: Likeness, *, by: User, now: datetime) -> Likeness:
    """Say that the two are two people; they are not asked about again. Raises ``DuplicateRefused`` (``decided``)."""
    pair = _still(pair, S.OPEN)
    return _decide(pair, S.DISMISSED, by=by, now=now)


@transaction.atomic
def reopen(pair: Likeness, *, by: User, now: datetime) -> Likeness:
    """Ask again about two that were said to be two people. Raises ``DuplicateRefused`` (``decided``)."""
    pair = _still(pair, S.DISMISSED)
    return _decide(pair, S.OPEN, by=by, now=now)


def put_together(one: Delegate, other: Delegate, *, now: datetime) -> Likeness:
    """The pair of two people an officer wants to see side by side, however alike their names are.

    Raises ``DuplicateRefused`` (``same``) for one registration, or two of different conferences.
    """
    if one.pk == other.pk or one.conference_id != other.conference_id:
        raise DuplicateRefused(_("Choose another registration of this conference."), "same")
    first, second = sorted((one, other), key=lambda each: each.pk)
    found = likeness.compare(person_of(first), person_of(second)) or likeness.Likeness(0, ())
    said = {"strength": found.strength.value, "score": found.points, "why": list(found.why), "found_at": now}
    pair, _is_new = Likeness.objects.get_or_create(
        first=first, second=second, defaults={"conference_id": one.conference_id, **said}
    )
    return pair


def settle(one: Delegate, other: Delegate, status: LikenessStatus, *, by: User, now: datetime) -> Likeness:
    """Note on the pair of two delegates that they were merged, or are apart again."""
    return _decide(put_together(one, other, now=now), status, by=by, now=now)


def _still(pair: Likeness, status: LikenessStatus) -> Likeness:
    fresh = Likeness.objects.select_for_update().get(pk=pair.pk)
    if fresh.status != status:
        text = _("Somebody has decided on this pair meanwhile: “%(status)s”.")
        raise DuplicateRefused(text % {"status": fresh.get_status_display()}, "decided")
    return fresh


def _decide(pair: Likeness, status: LikenessStatus, *, by: User, now: datetime) -> Likeness:
    pair.status, pair.decided_by, pair.decided_at = status, by, now
    pair.save(update_fields=["status", "decided_by", "decided_at"])
    return pair
