"""The list of participants as a page of it is written: category → delegation → head first → protocol → name.

``document`` turns the plain value of who stands in the list into what one language prints: headings in its alphabet,
names in its order, lines ready to be set. No PDF is needed to test it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from attendees.domain import protocol
from attendees.domain.participants import Count, Entry, Group, Roll, Section
from attendees.enums import Capacity
from attendees.papers import names
from conference.domain import countries
from core.languages import capitals
from core.text import fold, sort_key
from core.translations import translated

#: Categories of States: people without a delegation stand under the State they represent.
STATES = frozenset({"MEMBER_STATE", "OBSERVER_STATE"})
#: Categories of people who come for nobody but themselves: one alphabet, no delegations.
SINGLE = frozenset({"INDIVIDUAL_EXPERT", "SPECIAL_GUEST", "HOST_COUNTRY_GUEST"})
LAST = 1_000_000


@dataclass(frozen=True)
class Line:
    """One person: what stands before the name, the name, the posts, the part in the delegation, the shared address."""

    number: int
    who: str
    title: str
    name: str
    posts: str
    capacity: str
    online: str
    email: str
    mark: str = ""
    old: str = ""

    @property
    def text(self) -> str:
        """The whole line: `H.E. Mr. Yerlan ABENOV, Deputy Minister of Justice, Head of Delegation`."""
        named = " ".join(part for part in (self.title, self.name) if part)
        return ", ".join(part for part in (named, self.posts, self.capacity, self.online, self.email) if part)


@dataclass(frozen=True)
class Block:
    """A delegation with its people; without a heading, people who belong to none."""

    heading: str
    lines: Sequence[Line]


@dataclass(frozen=True)
class Part:
    """A category with its delegations. One that stands apart comes after all others."""

    heading: str
    blocks: Sequence[Block]
    is_apart: bool = False


@dataclass(frozen=True)
class Table:
    """A table of the annex: heading, head of each column, rows of a label and figures."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class Document:
    """The list in one language."""

    language: str
    parts: Sequence[Part]
    tables: Sequence[Table] = ()
    notes: Sequence[str] = ()
    count: int = 0
    gone: Sequence[str] = field(default_factory=tuple)

    def lines(self) -> Iterable[Line]:
        """Everybody, in order."""
        return (line for part in self.parts for block in part.blocks for line in block.lines)


def document(roll: Roll, language: str) -> Document:
    """The list in that language, with its own alphabets, orders and capitals (R-39)."""
    with override(language):
        parts = [part for section in roll.sections if (part := _part(section, roll, language)).blocks]
        parts.sort(key=lambda part: part.is_apart)
        return Document(language, parts, tables=_tables(roll, language), notes=_notes(roll), count=len(roll.entries))


def lines_of(roll: Roll, language: str) -> Sequence[Line]:
    """Everybody as the list prints them: for a delegation that checks its own part."""
    return list(document(roll, language).lines())


# Parts and blocks ----------------------------------------------------------------------------------


def _part(section: Section, roll: Roll, language: str) -> Part:
    ranks = protocol.ranks_from(roll.first_country, language)
    found: dict[str, list[Entry]] = {}
    keys: dict[str, tuple[Any, ...]] = {}
    for entry in roll.entries:
        if entry.category == section.code:
            heading, country = _heading(entry, section, roll.groups, language)
            found.setdefault(heading, []).append(entry)
            keys[heading] = _order(heading, country, ranks, language)
    ordered = sorted(found, key=keys.__getitem__)
    blocks = [
        Block(heading, [_line(each, heading, language) for each in _in_order(found[heading], language)])
        for heading in ordered
    ]
    return Part(heading_of(section, language), blocks, section.is_apart)


def _heading(entry: Entry, section: Section, groups: Mapping[int, Group], language: str) -> tuple[str, str]:
    """The delegation an entry stands under, and the State by which it is put in order."""
    group = groups.get(entry.delegation) if entry.delegation else None
    if group:
        own = group.name.get(language)
        if group.country:
            return own or countries.name(group.country, language), group.country
        return own or translated(group.organisation, language), ""
    if section.code in STATES and entry.country:
        return countries.name(entry.country, language), entry.country
    if section.code in SINGLE or section.is_apart:
        return "", ""
    return _organisation(entry, language), ""


def _order(heading: str, country: str, ranks: Mapping[str, int], language: str) -> tuple[Any, ...]:
    """Those without a delegation last, States by their rank, organisations by the alphabet."""
    return (not heading, ranks.get(country, LAST), sort_key(heading, language))


def _in_order(entries: Iterable[Entry], language: str) -> list[Entry]:
    """Head first, then by place and protocol rank, then by name."""

    def key(entry: Entry) -> tuple[Any, ...]:
        place = LAST if entry.place is None else entry.place
        rank = LAST if entry.protocol_rank is None else entry.protocol_rank
        return (entry.capacity != Capacity.HEAD, place, rank, sort_key(names.sorted_as(entry, language), language))

    return sorted(entries, key=key)


def heading_of(section: Section, language: str) -> str:
    """The heading of a category: many of them, for the usual ones; else the name the conference gave it."""
    many = {
        "MEMBER_STATE": pgettext("list of participants", "Member States"),
        "OBSERVER_STATE": pgettext("list of participants", "Observer States"),
        "UN_SYSTEM": pgettext("list of participants", "United Nations system"),
        "IGO": pgettext("list of participants", "Intergovernmental organisations"),
        "DONOR": pgettext("list of participants", "Donors"),
        "NATIONAL_INSTITUTION": pgettext("list of participants", "National institutions"),
        "ACADEMIA": pgettext("list of participants", "Academia"),
        "NGO": pgettext("list of participants", "Non-governmental organisations"),
        "OTHER_ENTITY": pgettext("list of participants", "Other entities"),
        "INDIVIDUAL_EXPERT": pgettext("list of participants", "Individual experts"),
        "SPECIAL_GUEST": pgettext("list of participants", "Special guests"),
        "HOST_COUNTRY_GUEST": pgettext("list of participants", "Guests of the host country"),
        "SECRETARIAT": pgettext("list of participants", "Secretariat"),
    }
    return many.get(section.code) or translated(section.name, language)


# One line ------------------------------------------------------------------------------------------


def _line(entry: Entry, heading: str, language: str) -> Line:
    name = names.listed(entry, language, entry.country)
    return Line(
        number=entry.number,
        who=name,
        title=names.titles(entry.title, language, is_excellency=entry.is_excellency),
        name=name,
        posts=_posts(entry, heading, language),
        capacity=capacity_words(entry.capacity),
        online=_("online") if entry.is_online else "",
        email=entry.email,
    )


def _posts(entry: Entry, heading: str, language: str) -> str:
    """Rank, degree, position and organisation, saying nothing twice and nothing that the heading says."""
    said = fold(heading)
    found: list[str] = []
    for post in (entry.rank, entry.academic_title, entry.position_in(language), _organisation(entry, language)):
        if post and fold(post) not in said and not (found and fold(post) in fold(found[-1])):
            found.append(post)
    return ", ".join(found)


def _organisation(entry: Entry, language: str) -> str:
    """The organisation in the language of the list where it has a name in it, else as it was given."""
    return entry.organisations.get(language) or entry.organisation


def capacity_words(capacity: str) -> str:
    """`Head of Delegation`; nothing for those who simply belong to it."""
    words = {
        Capacity.HEAD: pgettext("list of participants", "Head of Delegation"),
        Capacity.DEPUTY: pgettext("list of participants", "Deputy Head of Delegation"),
        Capacity.ALTERNATE: pgettext("list of participants", "Alternate"),
        Capacity.ADVISER: pgettext("list of participants", "Adviser"),
    }
    return words.get(Capacity(capacity), "") if capacity else ""


# Annex ---------------------------------------------------------------------------------------------


def _tables(roll: Roll, language: str) -> list[Table]:
    if not roll.by_category:
        return []
    columns = [_("Delegates"), _("Women"), _("Men"), _("Other or not stated")]
    ranks = protocol.ranks_from(roll.first_country, language)
    headings = {section.code: heading_of(section, language) for section in roll.sections}
    by_category = [(headings.get(each.key, each.key), _cells(each)) for each in roll.by_category]
    states = sorted(roll.by_state, key=lambda each: ranks.get(each.key, LAST))
    by_state = [(countries.name(each.key, language), _cells(each)) for each in states]
    total = (_("Total"), _cells(roll.total))
    tables = [Table(_("Delegates by category and sex"), [_("Category"), *columns], [*by_category, total])]
    if by_state:
        tables.append(Table(_("Delegates by State and sex"), [_("State"), *columns], by_state))
    return tables


def _cells(count: Count) -> list[str]:
    figures = (count.approved, count.women, count.men, count.other)
    return ["…" if figure is None else str(figure) for figure in figures]


def _notes(roll: Roll) -> list[str]:
    """What the figures mean."""
    if not roll.by_category:
        return []
    notes = [_("Delegates are the approved people of the categories that count. Sex is as people stated it.")]
    if roll.unnamed:
        notes.append(_("People who asked not to be named are counted and not listed."))
    if roll.is_suppressed:
        notes.append(_("“…” stands for a figure that is not shown, because it is small or would tell a small one."))
    return notes


# For the layout ------------------------------------------------------------------------------------


def data_of(document: Document) -> dict[str, Any]:
    """What the layout and the other formats read, without the head."""
    return {
        "parts": [
            {
                "heading": capitals(part.heading, document.language),
                "blocks": [
                    {"heading": block.heading, "lines": [asdict(line) for line in block.lines]} for block in part.blocks
                ],
            }
            for part in document.parts
        ],
        "tables": [
            {
                "heading": table.heading,
                "columns": table.columns,
                "rows": [[label, *cells] for label, cells in table.rows],
            }
            for table in document.tables
        ],
        "notes": document.notes,
    }
