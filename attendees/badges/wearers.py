"""Whose badge it is, and at which conference: plain values that everything on a badge is read from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from attendees.domain.spelled import Known
from attendees.enums import Capacity, Excellency, IdentityProtection
from attendees.models import Badge, Delegate
from attendees.papers import head, names
from attendees.papers.head import Head
from conference.domain import countries
from conference.enums import PhotoRule
from conference.models import Category, Conference, Session
from core.languages import direction_of
from core.times import day_with_weekday, local
from core.translations import Translations, translated


@dataclass(frozen=True)
class Occasion:
    """The conference in the languages of its badges, and the organisations that have a name of their own."""

    conference: Conference
    languages: tuple[str, ...]
    head: Head
    organisations: Known
    sessions: tuple[Session, ...] = ()

    @property
    def language(self) -> str:
        """The first language, in which everything is said that is said once."""
        return self.languages[0]

    @property
    def is_rtl(self) -> bool:
        """Whether a badge of that language reads from the right."""
        return direction_of(self.language) == "rtl"


def occasion(conference: Conference, language: str, *, now: datetime) -> Occasion:
    """What badges in that language need to know of the conference; the second language is its next one."""
    others = [code for code in conference.languages if code != language]
    return Occasion(
        conference=conference,
        languages=(language, *others[:1]),
        head=head.of(conference, language, title="", at=now),
        organisations=Known(conference),
        sessions=tuple(conference.sessions.order_by("starts_at", "code")),
    )


@dataclass(frozen=True)
class Wearer:
    """One badge with what it is made from; a blank one has no delegate."""

    occasion: Occasion
    category: Category
    number: str = ""
    token: str = ""
    delegate: Delegate | None = None
    badge_id: int | None = None

    @property
    def who(self) -> str:
        """By what name a problem with this badge is told."""
        return str(self.delegate) if self.delegate else f"№ {self.number}"

    @property
    def is_alias(self) -> bool:
        """Whether nothing true about the person may stand on the badge but State and category (R-57)."""
        return self.delegate is not None and self.delegate.identity_protection == IdentityProtection.ALIAS

    @property
    def is_head(self) -> bool:
        """Whether the person leads the delegation."""
        return self.delegate is not None and self.delegate.capacity == Capacity.HEAD and not self.is_alias

    @property
    def is_excellency(self) -> bool:
        """Whether protocol has confirmed the title (R-36)."""
        return self.delegate is not None and self.delegate.excellency == Excellency.CONFIRMED and not self.is_alias

    @property
    def letter(self) -> str:
        """The letter of the category: E for the head of a State's delegation."""
        return (self.is_head and self.category.head_letter) or self.category.letter

    @property
    def may_show_photo(self) -> bool:
        """Whether a photo is printed where there is one: under an alias it never is."""
        return self.category.photo != PhotoRule.FORBIDDEN and not self.is_alias

    @cached_property
    def name(self) -> Name:
        """The name as the badge writes it."""
        return _name(self)

    def category_words(self) -> list[str]:
        """The word of the category in the languages of the badge, each once."""
        texts = self.category.badge_word or self.category.name
        return list(dict.fromkeys(translated(texts, language) for language in self.occasion.languages))

    @cached_property
    def state(self) -> str:
        """The State represented, under the name of the United Nations (R-38)."""
        if self.delegate is None:
            return ""
        delegation = self.delegate.delegation
        code = delegation.country_id if delegation else self.delegate.country_id
        return countries.name(code, self.occasion.language) if code else ""

    @cached_property
    def organisation(self) -> tuple[str, ...]:
        """The organisation: its name in the language of the badge, then its approved short form."""
        if self.delegate is None or self.is_alias:
            return ()
        delegation, language = self.delegate.delegation, self.occasion.language
        if delegation and delegation.organisation:
            return _forms(delegation.organisation.name, delegation.organisation.short_name, language)
        written = self.delegate.organisation
        known = self.occasion.organisations.find(written, state=self.delegate.country_id or "")
        return _forms(known.name, known.short_name, language) if known else tuple(filter(None, [written]))


def _forms(name: Translations, short: Translations, language: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, [translated(name, language), translated(short, language)])))


def wearers(badges: Iterable[Badge], occasion: Occasion) -> list[Wearer]:
    """The badges with what they are made from; nothing is asked of the database any more."""
    return [
        Wearer(
            occasion=occasion,
            category=badge.delegate.category if badge.delegate else badge.category,
            number=badge.number,
            token=badge.token,
            delegate=badge.delegate,
            badge_id=badge.pk,
        )
        for badge in badges
    ]


# The name ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Name:
    """A name on a badge: large, large, and once more in the other script."""

    given: str = ""
    family: str = ""
    second: str = ""


def _name(wearer: Wearer) -> Name:
    person, language = wearer.delegate, wearer.occasion.language
    if person is None:
        return Name()
    if wearer.is_alias:
        return Name(given=person.badge_name or person.list_name)
    latin = (person.given_name, person.family_name)
    cyrillic = (person.cyrillic_given_name, person.cyrillic_family_name)
    first, second = (cyrillic, latin) if language in names.CYRILLIC and any(cyrillic) else (latin, cyrillic)
    if person.badge_name:
        first = _parted(person.badge_name, (person.family_name, person.cyrillic_family_name))
        second = latin if names.script_of(person.badge_name) == "cyrillic" else cyrillic
    given, family = first if first[0] else (first[1], "")
    if names.script_of(family) == "han":
        given, family = family + given, ""
    return Name(given, family, " ".join(filter(None, second)))


def _parted(name: str, families: tuple[str, str]) -> tuple[str, str]:
    """A name chosen for the badge: given and family apart where it ends in the family name."""
    for family in filter(None, families):
        if name.casefold().endswith(f" {family.casefold()}"):
            return name[: -len(family)].strip(), name[-len(family) :]
    return name, ""


# The programme -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Item:
    """A line of the programme: the day where it changes, the time, the title."""

    day: str
    time: str
    title: str
    is_pause: bool


def programme(occasion: Occasion, *, without_parallel: bool = False) -> list[Item]:
    """The programme in the language of the badge; only what all attend, where there is no room for everything."""
    zone, language = occasion.conference.zone, occasion.language
    found: list[Item] = []
    taken: set[datetime] = set()
    for session in occasion.sessions:
        if without_parallel and session.starts_at in taken:
            continue
        taken.add(session.starts_at)
        begins, ends = local(session.starts_at, zone), local(session.ends_at, zone)
        time = f"{begins:%H:%M}–{ends:%H:%M}"
        found.append(
            Item(
                day_with_weekday(begins, language, year=False),
                time,
                translated(session.title, language),
                session.is_pause(),
            )
        )
    return found
