"""Who stands in the list of participants: a plain value, which a revision keeps for ever.

The value knows no language: texts stay in all they have. What a page of it looks like is `attendees/papers/`.
Left out are categories that are in no list (R-49) and people who may not be named (R-56); an alias takes the place of
a name before it gets here (R-57). Only approved people stand in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from attendees.domain import figures
from attendees.domain.spelled import Known
from attendees.enums import SEATED, ConsentKind, Excellency, IdentityProtection, Modality
from attendees.models import Consent, Delegate, Delegation
from conference.enums import CountryOrder, InList
from conference.models import Category, Conference
from core.translations import Translations

#: A name that a delegate of that kind is printed under when nobody has chosen one.
NO_ALIAS = "N. N."
NAMES = (
    "family_name",
    "given_name",
    "is_single_name",
    "cyrillic_family_name",
    "cyrillic_given_name",
    "patronymic",
    "list_name",
)
POSTS = ("title", "academic_title", "rank", "position", "organisation")


@dataclass(frozen=True)
class Entry:
    """One person as the list knows it. `organisations` is the organisation in all its languages, where it is known;
    `positions` is the position in those it was translated into."""

    pk: int
    number: int
    category: str
    delegation: int | None
    country: str
    capacity: str
    place: int | None
    protocol_rank: int | None
    family_name: str
    given_name: str
    is_single_name: bool
    cyrillic_family_name: str
    cyrillic_given_name: str
    patronymic: str
    list_name: str
    is_excellency: bool
    title: str
    academic_title: str
    rank: str
    position: str
    organisation: str
    organisations: Translations
    is_online: bool
    email: str
    #: Lists that were issued before positions had translations know of none.
    positions: Translations = field(default_factory=dict)

    def position_in(self, language: str) -> str:
        """The position as a list in that language prints it."""
        return self.positions.get(language) or self.position


@dataclass(frozen=True)
class Section:
    """A category that has people in the list."""

    code: str
    name: Translations
    is_apart: bool


@dataclass(frozen=True)
class Group:
    """A delegation: a State, or an organisation with its names."""

    country: str
    organisation: Translations
    name: Translations


@dataclass(frozen=True)
class Count:
    """A line of the annex; a cell that is not told is None (R-58)."""

    key: str
    approved: int | None
    women: int | None
    men: int | None
    other: int | None


@dataclass(frozen=True)
class Roll:
    """The whole list. `unnamed` people, by number, are counted in the figures and named nowhere (R-56)."""

    sections: Sequence[Section]
    groups: Mapping[int, Group]
    entries: Sequence[Entry]
    by_category: Sequence[Count]
    by_state: Sequence[Count]
    total: Count
    unnamed: Sequence[int]
    first_country: str = ""
    is_suppressed: bool = False

    def to_json(self) -> str:
        """The value as text, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Roll:
    """What ``to_json`` wrote, as it was."""
    kept = json.loads(text)
    return Roll(
        sections=[Section(**each) for each in kept["sections"]],
        groups={int(pk): Group(**each) for pk, each in kept["groups"].items()},
        entries=[Entry(**each) for each in kept["entries"]],
        by_category=[Count(**each) for each in kept["by_category"]],
        by_state=[Count(**each) for each in kept["by_state"]],
        total=Count(**kept["total"]),
        unnamed=kept["unnamed"],
        first_country=kept["first_country"],
        is_suppressed=kept["is_suppressed"],
    )


# Gathering -----------------------------------------------------------------------------------------


def gather(conference: Conference, *, delegation: Delegation | None = None) -> Roll:
    """The list as it stands now: as many statements for ten people as for two thousand.

    With a `delegation`, its own part alone, without figures.
    """
    categories = [each for each in conference.categories.all() if each.in_list != InList.NO]
    people = _people(conference, categories, delegation)
    named = [each for each in people if each.identity_protection != IdentityProtection.NO_PUBLICATION]
    known = Known(conference)
    shared = _shared_addresses(conference)
    codes = {each.pk: each.code for each in categories}
    entries = [_entry(each, codes[each.category_id], known, shared) for each in named]
    taken = {each.category for each in entries}
    return Roll(
        sections=[_section(each) for each in categories if each.code in taken],
        groups=_groups(conference, {each.delegation for each in entries}),
        entries=entries,
        unnamed=sorted({each.number for each in people} - {each.number for each in named}),
        first_country=_first_country(conference),
        **(_no_figures() if delegation else _figures(conference)),
    )


def _people(
    conference: Conference, categories: Sequence[Category], delegation: Delegation | None
) -> Sequence[Delegate]:
    found = Delegate.objects.for_conference(conference).present().filter(status__in=SEATED, category__in=categories)
    if delegation is not None:
        found = found.filter(delegation=delegation)
    more = ("pk", "number", "category", "delegation", "country", "capacity", "place", "protocol_rank", "excellency")
    return list(
        found.only(
            *more, *NAMES, *POSTS, "positions", "modality", "identity_protection", "badge_name", "email"
        ).order_by("number")
    )


def _entry(person: Delegate, category: str, known: Known, shared: set[int]) -> Entry:
    is_alias = person.identity_protection == IdentityProtection.ALIAS
    names = _alias(person) if is_alias else {name: getattr(person, name) for name in NAMES}
    posts = dict.fromkeys(POSTS, "") if is_alias else {post: getattr(person, post) for post in POSTS}
    organisation = known.find(posts["organisation"], state=person.country_id or "")
    return Entry(
        pk=person.pk,
        number=person.number,
        category=category,
        delegation=person.delegation_id,
        country=person.country_id or "",
        capacity="" if is_alias else person.capacity,
        place=person.place,
        protocol_rank=person.protocol_rank,
        is_excellency=person.excellency == Excellency.CONFIRMED and not is_alias,
        organisations=organisation.name if organisation else {},
        is_online=person.modality == Modality.ONLINE,
        email=person.email if person.pk in shared and not is_alias else "",
        positions={} if is_alias else person.positions,
        **names,
        **posts,
    )


def _alias(person: Delegate) -> dict[str, Any]:
    """A made-up name instead of the true one, which then is in no snapshot and no file (R-57)."""
    alias = person.list_name or person.badge_name or NO_ALIAS
    return {**dict.fromkeys(NAMES, ""), "given_name": alias, "list_name": alias, "is_single_name": True}


def _shared_addresses(conference: Conference) -> set[int]:
    """Those who agree that their address stands in the list; the last word counts."""
    rows = Consent.objects.filter(delegate__conference=conference, kind=ConsentKind.CONTACTS)
    answers = dict(rows.order_by("given_at", "pk").values_list("delegate_id", "value"))
    return {pk for pk, agreed in answers.items() if agreed}


def _section(category: Category) -> Section:
    return Section(category.code, category.name, category.in_list == InList.SEPARATE)


def _groups(conference: Conference, taken: set[int | None]) -> dict[int, Group]:
    found = Delegation.objects.for_conference(conference).filter(pk__in=taken - {None})
    rows = found.select_related("organisation").order_by("pk")
    return {
        each.pk: Group(each.country_id or "", each.organisation.name if each.organisation else {}, each.name or {})
        for each in rows
    }


def _first_country(conference: Conference) -> str:
    by_lot = conference.country_order == CountryOrder.BY_LOT
    return (conference.first_country_id or "") if by_lot else ""


# Figures -------------------------------------------------------------------------------------------


def _figures(conference: Conference) -> dict[str, Any]:
    """Approved delegates by category, State and sex, small cells untold where they must be (R-58)."""
    found = figures.of(conference, "en")
    hide = figures.must_suppress(conference, ())
    tables = [figures.suppressed(rows) if hide else rows for rows in (found.by_category, found.by_state)]
    by_category, by_state = ([_count(row) for row in rows if row.approved != 0] for rows in tables)
    return {
        "by_category": by_category,
        "by_state": by_state,
        "total": _count(figures.suppressed([found.total])[0] if hide else found.total),
        "is_suppressed": hide,
    }


def _count(row: figures.Row) -> Count:
    return Count(row.key, row.approved, row.women, row.men, row.other)


def _no_figures() -> dict[str, Any]:
    return {"by_category": [], "by_state": [], "total": Count("", 0, 0, 0, 0)}


# Difference ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """What one list has that another has not, by the numbers people keep."""

    added: Sequence[int] = ()
    removed: Sequence[int] = ()
    changed: Mapping[int, Sequence[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.added) + len(self.removed) + len(self.changed)

    def to_json(self) -> dict[str, Any]:
        """Numbers and names of fields, never what stood in them."""
        changed = {str(number): list(fields) for number, fields in self.changed.items()}
        return {"added": list(self.added), "removed": list(self.removed), "changed": changed}


def difference(old: Roll, new: Roll) -> Difference:
    """Who was added, who is gone, and whose entry says something else."""
    before = {each.number: each for each in old.entries}
    after = {each.number: each for each in new.entries}
    both = {number: _changed(before[number], after[number]) for number in sorted(before.keys() & after.keys())}
    return Difference(
        added=sorted(after.keys() - before.keys()),
        removed=sorted(before.keys() - after.keys()),
        changed={number: fields for number, fields in both.items() if fields},
    )


def _changed(old: Entry, new: Entry) -> list[str]:
    before, after = asdict(old), asdict(new)
    found = [name for name in after if name != "positions" and before[name] != after[name]]
    # As each language prints it: a translation that says what was printed anyhow changes no list.
    languages = {*old.positions, *new.positions}
    is_other = any(old.position_in(code) != new.position_in(code) for code in languages)
    return [*found, "positions"] if is_other else found
