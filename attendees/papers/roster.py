"""The people of a sheet, in the order of protocol, as a line of any table writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import OrderBy, QuerySet
from django.utils.translation import override

from attendees.domain import protocol
from attendees.enums import Excellency, IdentityProtection, Modality
from attendees.models import Delegate
from attendees.papers import names, participants
from attendees.papers.registry import Options
from conference.domain import countries
from conference.models import Conference

#: The ids of a selection, as a form or an action of the delegate list sends them: `people=12.15.3`.
PEOPLE = "people"


@dataclass(frozen=True)
class Person:
    """One line: number, name in the letters of the paper, name in the other script, whom the person represents."""

    pk: int
    number: int
    name: str
    second: str
    heading: str
    position: str
    capacity: str
    is_protected: bool = False


def people(
    conference: Conference, options: Options, *, everybody: bool = False, among: QuerySet[Delegate] | None = None
) -> list[Delegate]:
    """Approved people who come in person, in the order of protocol; those chosen alone where some are.

    Delegates only, unless `everybody` takes interpreters, guards and drivers too (R-49), or those `among` whom one
    looks. Two statements.
    """
    found: QuerySet[Delegate] = Delegate.objects.for_conference(conference).approved().present()  # type: ignore[attr-defined]
    found = found.filter(modality=Modality.IN_PERSON)
    if not everybody:
        found = found.counted()  # type: ignore[attr-defined]
    if among is not None:
        found = found.filter(pk__in=among.order_by().values("pk"))
    if chosen := options.chosen.get(PEOPLE):
        found = found.filter(pk__in=[int(pk) for pk in chosen.split(".") if pk.isdigit()])
    order = [OrderBy(each, nulls_last=True) for each in protocol.of_delegates(conference, options.language)]
    with_all = found.select_related("category", "delegation__organisation", "conference").order_by(*order, "number")
    return list(with_all[: options.limit])


def lines(delegates: Iterable[Delegate], language: str) -> list[Person]:
    """The same as lines of a paper in that language; an alias stands for the name it covers (R-57)."""
    with override(language):
        return [_line(each, language) for each in delegates]


def _line(delegate: Delegate, language: str) -> Person:
    protection = IdentityProtection(delegate.identity_protection)
    if protection == IdentityProtection.ALIAS:
        alias = delegate.badge_name or delegate.list_name or f"№ {delegate.number}"
        return Person(delegate.pk, delegate.number, alias, "", heading(delegate, language), "", "")
    return Person(
        pk=delegate.pk,
        number=delegate.number,
        name=titled(delegate, language),
        second=second_name(delegate, language),
        heading=heading(delegate, language),
        position=delegate.position_in(language),
        capacity=participants.capacity_words(delegate.capacity),
        is_protected=protection == IdentityProtection.NO_PUBLICATION,
    )


def titled(delegate: Delegate, language: str) -> str:
    """`H.E. Mr. Yerlan ABENOV`, as a list writes the person."""
    is_excellency = delegate.excellency == Excellency.CONFIRMED
    title = names.titles(delegate.title, language, is_excellency=is_excellency)
    return " ".join(part for part in (title, names.listed(delegate, language, delegate.country_id or "")) if part)


def second_name(delegate: Delegate, language: str) -> str:
    """The name in the other script, where there is one and it is another."""
    if language in names.CYRILLIC:
        return delegate.spoken_name if delegate.cyrillic_given_name else ""
    return delegate.cyrillic_name


def heading(delegate: Delegate, language: str) -> str:
    """The delegation, the State or the organisation somebody comes for."""
    if delegate.delegation:
        return delegate.delegation.name_in(language)
    if delegate.country_id and delegate.category.code in participants.STATES:
        return countries.name(delegate.country_id, language)
    return delegate.organisation or str(delegate.category)


def by_heading(people: Sequence[Person]) -> Iterator[tuple[str, list[Person]]]:
    """Neighbours who come for the same, together."""
    for name, group in groupby(people, key=lambda person: person.heading):
        yield name, list(group)


def pages(people: Iterable[Person], *, height: float, heading: float) -> list[list[Person]]:
    """As many a page as fit, a person being one high; one empty page where there is nobody."""
    found: list[list[Person]] = [[]]
    used = 0.0
    for person in people:
        is_new = not found[-1] or found[-1][-1].heading != person.heading
        needed = 1 + (heading if is_new else 0)
        if found[-1] and used + needed > height:
            found.append([])
            used, needed = 0.0, 1 + heading
        found[-1].append(person)
        used += needed
    return found
