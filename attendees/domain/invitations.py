"""Inviting many: a pasted list or a whole regional group. Plan, show, apply; a plan writes nothing.

Names of States are found in any spelling (R-38). An organisation nobody knows is never made silently: it is
offered, and made where somebody ticks its line (R-40).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import delegations, focal_points, protocol, seating, spelled
from attendees.domain.invitation_lines import Asked, NotRead, read
from attendees.domain.refusals import DelegationRefused
from attendees.models import Delegation
from conference.domain import countries, organisations
from conference.enums import Membership, RegionalGroup
from conference.models import Category, Conference, Country, Organisation
from core.errors import DomainError
from core.text import letters_of


class LineKind(TextChoices):
    """What a line of a list of those to invite is."""

    NEW = "NEW", pgettext_lazy("line of a list", "New")
    KNOWN = "KNOWN", pgettext_lazy("line of a list", "There already")
    OFFERED = "OFFERED", gettext_lazy("Organisation nobody knows yet")
    NOT_READ = "NOT_READ", gettext_lazy("Not understood")


K = LineKind


@dataclass(frozen=True)
class Terms:
    """What holds for every line that does not say otherwise."""

    category: Category
    language: str
    quota_in_person: int | None = None
    quota_online: int | None = None
    deadline_at: datetime | None = None
    send: bool = False  # the invitations at once, to those with a focal point


@dataclass(frozen=True)
class Line:
    """One delegation of the plan: what becomes of it and, where nothing does, why."""

    number: int
    kind: LineKind
    name: str
    asked: Asked = field(default_factory=Asked)
    terms: Terms | None = None
    country: str = ""
    organisation: Organisation | None = None
    words: str = ""

    @property
    def can_be_taken(self) -> bool:
        """Whether ticking it does something."""
        return self.kind in (K.NEW, K.OFFERED)

    @property
    def is_written_to(self) -> bool:
        """Whether an invitation would leave."""
        return bool(self.can_be_taken and self.terms and self.terms.send and self.asked.email)


@dataclass(frozen=True)
class Plan:
    """What would be entered, line by line in the order of the text."""

    conference: Conference
    lines: tuple[Line, ...]

    def of(self, kind: LineKind) -> list[Line]:
        """The lines of one kind."""
        return [line for line in self.lines if line.kind == kind]


@dataclass(frozen=True)
class Result:
    """What was entered, how many letters are owed, and what was refused and why."""

    entered: tuple[Delegation, ...]
    invited: int
    refused: tuple[Line, ...]


# Planning ----------------------------------------------------------------------------------------------


def plan_text(conference: Conference, text: str, terms: Terms) -> Plan:
    """Read a pasted list, one delegation a line. Four statements, whatever its length."""
    categories = list(conference.categories.all())
    known = _known(conference)
    organisations = list(conference.organisations.all())
    lines: list[Line] = []
    seen: dict[tuple, int] = {}
    for number, asked in read(text, categories, conference.languages):
        line = _line(number, asked, terms, organisations)
        lines.append(_against(line, known, seen))
    return Plan(conference, tuple(lines))


def plan_group(conference: Conference, group: RegionalGroup, terms: Terms) -> Plan:
    """All Member States of a regional group, in the order of protocol; those that are there stay as they are."""
    there = set(Delegation.objects.for_conference(conference).values_list("country_id", flat=True))
    states = protocol.state_ranks(conference, terms.language)
    members = [
        record.iso2
        for record in countries.all_countries().values()
        if record.regional_group == group and record.membership == Membership.MEMBER_STATE
    ]
    lines = []
    for number, iso2 in enumerate(sorted(members, key=states.__getitem__), start=1):
        kind, words = (K.KNOWN, _("is there already")) if iso2 in there else (K.NEW, "")
        lines.append(Line(number, kind, _state(iso2), terms=terms, country=iso2, words=words))
    return Plan(conference, tuple(lines))


def _line(number: int, asked: Asked | NotRead, terms: Terms, organisations: Sequence[Organisation]) -> Line:
    if isinstance(asked, NotRead):
        return Line(number, K.NOT_READ, asked.text, words=asked.words)
    own = replace(
        terms,
        category=asked.category or terms.category,
        language=asked.language or terms.language,
        quota_in_person=terms.quota_in_person if asked.quota_in_person is None else asked.quota_in_person,
        quota_online=terms.quota_online if asked.quota_online is None else asked.quota_online,
    )
    if iso2 := countries.find(asked.name):
        return Line(number, K.NEW, _state(iso2), asked, own, country=iso2)
    if organisation := spelled.meant(asked.name, list(organisations)):
        return Line(number, K.NEW, str(organisation), asked, own, organisation=organisation)
    return Line(number, K.OFFERED, asked.name, asked, own, words=_unknown_words(asked.name))


def _state(iso2: str) -> str:
    return countries.name(iso2, get_language() or "en")


def _unknown_words(name: str) -> str:
    words = _("No State and no organisation is known by this name.")
    near = countries.suggest(name[:4], get_language() or "en", 1) if len(name) > 3 else []
    return " ".join([words, *(_("Did you mean %(name)s?") % {"name": each} for _iso2, each in near)])


def _against(line: Line, known: dict[tuple, Delegation], seen: dict[tuple, int]) -> Line:
    """The line in the light of what is there, and of the lines before it."""
    if not line.can_be_taken or line.terms is None:
        return line
    entity = line.country or (line.organisation.pk if line.organisation else line.name.casefold())
    key = (line.terms.category.pk, entity)
    if key in seen:
        return replace(line, kind=K.NOT_READ, words=_("stands in line %(number)d already") % {"number": seen[key]})
    seen[key] = line.number
    if key in known:
        words = _("is there already: %(status)s") % {"status": known[key].get_status_display()}
        return replace(line, kind=K.KNOWN, words=words)
    return line


def _known(conference: Conference) -> dict[tuple, Delegation]:
    found = Delegation.objects.for_conference(conference)
    return {(each.category_id, each.country_id or each.organisation_id): each for each in found}


# Applying ----------------------------------------------------------------------------------------------


@transaction.atomic
def apply(plan: Plan, taken: Collection[int], *, by: User | None, now: datetime) -> Result:
    """Enter the lines taken, by number; each alone, so that one refusal does not undo the others.

    An offered organisation is made for its line. Those with an address get their focal point, and the
    invitation where the terms say so.
    """
    entered: list[Delegation] = []
    refused: list[Line] = []
    invited = 0
    for line in _taken(plan, taken):
        try:
            with transaction.atomic():
                delegation, sent = enter(plan.conference, line, by=by, now=now)
        except DomainError as refusal:
            refused.append(replace(line, words=str(refusal)))
        else:
            entered.append(delegation)
            invited += sent
    return Result(tuple(entered), invited, tuple(refused))


def _taken(plan: Plan, taken: Collection[int]) -> Iterator[Line]:
    return (line for line in plan.lines if line.can_be_taken and line.number in taken)


def enter(conference: Conference, line: Line, *, by: User | None, now: datetime) -> tuple[Delegation, int]:
    """Enter one line: organisation where it is new, delegation, deadline, focal point, invitation.

    Says how many letters are owed. Raises ``DelegationRefused``.
    """
    terms = line.terms
    if terms is None:
        raise DelegationRefused(_("This line was not understood."), "not_read")
    organisation = line.organisation
    if line.kind == K.OFFERED:
        organisation = new_organisation(conference, line.name, by=by, now=now)
    delegation = delegations.enter(
        conference,
        terms.category,
        country=Country.objects.get(pk=line.country) if line.country else None,
        organisation=organisation,
        quota_in_person=terms.quota_in_person,
        quota_online=terms.quota_online,
        language=terms.language,
        by=by,
        now=now,
    )
    if terms.deadline_at:
        delegation = delegations.edit(delegation, {"deadline_at": terms.deadline_at}, by=by, now=now)
    return delegation, _invite(delegation, line.asked, terms, by=by, now=now)


def _invite(delegation: Delegation, asked: Asked, terms: Terms, *, by: User | None, now: datetime) -> int:
    if not asked.email:
        return 0
    focal_points.name(
        delegation,
        name=asked.person or asked.email,
        position=asked.position,
        email=asked.email,
        language=terms.language,
        by=by,
        now=now,
    )
    if not terms.send:
        return 0
    delegations.invite(delegation, by=by, now=now)
    return 1


def new_organisation(conference: Conference, name: str, *, by: User | None, now: datetime) -> Organisation:
    """Make an organisation somebody has ticked (R-40); its name is kept in the language of its letters.

    One that is known by this name meanwhile – by an earlier line, or from a second click – is taken, not made again.
    """
    seating.lock(conference.pk)
    if known := spelled.meant(name, list(conference.organisations.all())):
        return known
    wanted = "ru" if "cyrillic" in letters_of(name) else "en"
    language = wanted if wanted in conference.languages else conference.default_language
    return organisations.add(conference, name, language, by=by, now=now)
