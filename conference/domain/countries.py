"""States by name: found under any spelling, shown under the UN's, in the order of the language.

The table is small and changes once a year, so every process keeps it in memory: a list of
20,000 delegates names their States without a join and without a query.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext as _

from conference.enums import Membership, RegionalGroup
from conference.models import Country
from core.errors import DomainError
from core.text import clean_line, fold, sort_key
from core.translations import translated

TABLE = Path(__file__).resolve().parent.parent / "data" / "countries.json"
#: The longest name of a State has 78 letters; what is longer is none.
LONGEST_NAME = 120
#: What ``load`` compares and writes.
COLUMNS = [
    "iso3",
    "m49",
    "names",
    "formal_names",
    "sort_names",
    "membership",
    "regional_group",
    "aliases",
    "folded",
]
#: No name of the State begins as typed.
FAR = 5

Choice = tuple[str, str]
Group = tuple[str, list[Choice]]


class CountryRefused(DomainError):
    """No State has this code."""


@dataclass(frozen=True, slots=True)
class CountryRecord:
    """One State or territory, as it is kept in memory."""

    iso2: str
    iso3: str
    m49: str
    names: Mapping[str, str]
    formal_names: Mapping[str, str]
    sort_names: Mapping[str, str]
    membership: Membership
    regional_group: RegionalGroup
    folded: tuple[str, ...]

    def name(self, language: str) -> str:
        """The UN short name, in English where the language has none."""
        return self.names.get(language) or translated(self.names, language) or self.iso2

    def formal_name(self, language: str) -> str:
        """The UN formal name without its article; the short name where there is no other."""
        return self.formal_names.get(language) or translated(self.formal_names, language) or self.name(language)

    def sort_name(self, language: str) -> str:
        """What the alphabet looks at."""
        return self.sort_names.get(language.split("-")[0]) or self.name(language)


@dataclass(frozen=True, slots=True)
class Loading:
    """What ``load`` did, by ISO alpha-2; ``unlisted`` rows are in no table and were left alone."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    unlisted: tuple[str, ...]


# ---------------------------------------------------------------- reading


def all_countries() -> Mapping[str, CountryRecord]:
    """Every State and territory by ISO alpha-2, kept until ``forget``. One query per process."""
    records = _records()
    if not records:
        # An empty table is about to be loaded, perhaps by another process.
        forget()
    return records


def get(iso2: str) -> CountryRecord:
    """One State. Raises ``CountryRefused`` (``unknown_country``)."""
    record = all_countries().get(iso2)
    if record is None:
        raise CountryRefused(_("There is no State with the code “%(code)s”.") % {"code": iso2}, "unknown_country")
    return record


def name(iso2: str, language: str) -> str:
    """The UN short name. Raises ``CountryRefused``."""
    return get(iso2).name(language)


def formal_name(iso2: str, language: str) -> str:
    """The UN formal name. Raises ``CountryRefused``."""
    return get(iso2).formal_name(language)


def forget() -> None:
    """Read the table anew next time."""
    for remembered in (_records, _codes, _spellings, _shown, ranks):
        remembered.cache_clear()


@cache
def _records() -> Mapping[str, CountryRecord]:
    return MappingProxyType({row.iso2: _record_of(row) for row in Country.objects.all()})


def _record_of(row: Country) -> CountryRecord:
    return CountryRecord(
        iso2=row.iso2,
        iso3=row.iso3,
        m49=row.m49,
        names=MappingProxyType(row.names),
        formal_names=MappingProxyType(row.formal_names),
        sort_names=MappingProxyType(row.sort_names),
        membership=Membership(row.membership),
        regional_group=RegionalGroup(row.regional_group),
        folded=tuple(row.folded.strip("|").split("|")),
    )


# ---------------------------------------------------------------- finding


def find(text: str) -> str | None:
    """The State a person means: ISO code, or any name or alias in any spelling (R-38).

    Exact after folding; a name that could mean two States means none. Never a guess.
    """
    if len(text) > 2 * LONGEST_NAME:
        return None
    cleaned = clean_line(text)
    if iso2 := _codes().get(cleaned.upper()):
        return iso2
    folded = fold(cleaned)
    return _spellings().get(folded) or _spellings().get(folded.removeprefix("the "))


def suggest(text: str, language: str, limit: int = 8) -> list[Choice]:
    """States the text may be the beginning of: by the name shown first, then by any other."""
    folded = fold(clean_line(text[:LONGEST_NAME]))
    if not folded:
        return []
    exact = find(text)
    closeness = {
        iso2: 0 if iso2 == exact else _closeness(folded, shown, all_countries()[iso2].folded)
        for iso2, shown in _shown(language).items()
    }
    near = [iso2 for iso2 in closeness if closeness[iso2] < FAR]
    return [(iso2, name(iso2, language)) for iso2 in sorted(near, key=closeness.__getitem__)[:limit]]


def _closeness(folded: str, shown: str, spellings: Iterable[str]) -> int:
    """1 and 2: the name shown, or a word of it, begins so; 3 and 4: another name does."""
    for distance, names in ((1, [shown]), (3, spellings)):
        if any(spelling.startswith(folded) for spelling in names):
            return distance
        if any(f" {folded}" in spelling for spelling in names):
            return distance + 1
    return FAR


@cache
def _shown(language: str) -> Mapping[str, str]:
    """The folded short names of one language, in its order."""
    return {iso2: fold(name(iso2, language)) for iso2 in ranks(language)}


@cache
def _codes() -> Mapping[str, str]:
    return {code: iso2 for iso2, record in all_countries().items() for code in (iso2, record.iso3)}


@cache
def _spellings() -> Mapping[str, str]:
    """Folded spelling → ISO alpha-2, without those that two States share."""
    pairs = [(spelling, iso2) for iso2, record in all_countries().items() for spelling in record.folded]
    uses = Counter(spelling for spelling, _iso2 in pairs)
    return {spelling: iso2 for spelling, iso2 in pairs if spelling and uses[spelling] == 1}


# ---------------------------------------------------------------- order


@cache
def ranks(language: str) -> Mapping[str, int]:
    """The place of every State in the alphabet of the language, from 0 (R-39)."""
    records = all_countries().values()
    ordered = sorted(records, key=lambda record: sort_key(record.sort_name(language), language))
    return MappingProxyType({record.iso2: place for place, record in enumerate(ordered)})


def in_order(iso2s: Iterable[str], language: str) -> list[str]:
    """The States in the order of the language: Uzbekistan fourth of the six in Kyrgyz (R-39).

    Raises ``CountryRefused`` for a code that is none.
    """
    order = ranks(language)
    return sorted(iso2s, key=lambda iso2: order[get(iso2).iso2])


def choices(language: str, *, members_first: bool = False) -> list[Choice] | list[Group]:
    """Codes and names in order for a form; with ``members_first`` under three headings."""
    ordered = [(iso2, name(iso2, language)) for iso2 in ranks(language)]
    if not members_first:
        return ordered
    headings = {
        Membership.MEMBER_STATE: _("Member States"),
        Membership.OBSERVER_STATE: _("Observer States"),
        Membership.OTHER: _("Other territories"),
    }
    return [
        (heading, [choice for choice in ordered if get(choice[0]).membership is membership])
        for membership, heading in headings.items()
    ]


# ---------------------------------------------------------------- loading


def table() -> list[dict[str, Any]]:
    """Our own table of States, as it stands in conference/data/countries.json."""
    entries: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return entries


@transaction.atomic
def load(entries: Iterable[Mapping[str, Any]]) -> Loading:
    """Bring the rows up to the table: new States are added, renamed ones renamed.

    Writes only what differs, so that a second run writes nothing. Deletes nothing.
    """
    kept = Country.objects.in_bulk()
    wanted = {row.iso2: row for row in map(_row_of, entries)}
    stale = [row for row in wanted.values() if not _is_same(row, kept.get(row.iso2))]
    Country.objects.bulk_create(stale, update_conflicts=True, unique_fields=["iso2"], update_fields=COLUMNS)
    forget()
    transaction.on_commit(forget)  # another thread may have read the old rows meanwhile
    return _loading(kept, wanted, {row.iso2 for row in stale})


def _row_of(entry: Mapping[str, Any]) -> Country:
    row = Country(**entry)
    row.folded = row.folded_names()
    return row


def _is_same(row: Country, other: Country | None) -> bool:
    return other is not None and all(getattr(row, column) == getattr(other, column) for column in COLUMNS)


def _loading(kept: Iterable[str], wanted: Iterable[str], stale: set[str]) -> Loading:
    kept, wanted = set(kept), set(wanted)
    return Loading(
        added=tuple(sorted(stale - kept)),
        changed=tuple(sorted(stale & kept)),
        unchanged=tuple(sorted(wanted - stale)),
        unlisted=tuple(sorted(kept - wanted)),
    )


def _forget_changed(**_signal: Any) -> None:
    forget()


# A row may be saved by the admin or a test, which know nothing of this memory.
post_save.connect(_forget_changed, sender=Country, dispatch_uid="countries_forget_saved")
post_delete.connect(_forget_changed, sender=Country, dispatch_uid="countries_forget_deleted")
