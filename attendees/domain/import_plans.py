"""What a table would do, line by line, without doing it: new, changed, the same, perhaps known, refused.

A plan is a value and writes nothing (IM-12). `imports.apply` makes it again under the lock and does exactly that.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import TextChoices
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from attendees.domain import deadlines
from attendees.domain.duplicates import Like
from attendees.domain.import_matches import Difference, Matches, words
from attendees.domain.incoming import Incoming, Problem, Skipped, Table
from attendees.domain.intake import Ledger
from attendees.domain.spelled import Known
from attendees.enums import Capacity, DelegateStatus
from attendees.models import Delegate, ImportBatch
from conference.models import Category
from core.text import fold

S = DelegateStatus


class LineKind(TextChoices):
    """What a line of a table is, beside the people registered already; what needs somebody comes first."""

    REFUSED = "REFUSED", pgettext_lazy("line of a table", "Refused")
    DUPLICATE = "DUPLICATE", pgettext_lazy("line of a table", "Known already?")
    CHANGED = "CHANGED", pgettext_lazy("line of a table", "Changed")
    NEW = "NEW", pgettext_lazy("line of a table", "New")
    SAME = "SAME", pgettext_lazy("line of a table", "Unchanged")


K = LineKind
#: How a line of a table looks: tone and shape of GUIDE.md, "Chip".
LINE_CHIPS: dict[str, str] = {
    K.REFUSED: "is-bad cross",
    K.DUPLICATE: "is-wait warn",
    K.CHANGED: "is-queue swap",
    K.NEW: "is-good tick",
    K.SAME: "dash",
}
#: What is shown of a new person, in this order.
SHOWN = "rank position positions organisation country_id nationality_id date_of_birth sex email phone".split()
#: Answers to "known already?": another person, leave the line out; or the number of the person it is.
ANOTHER, LEAVE_OUT = "new", "skip"


@dataclass(frozen=True)
class Line:
    """What becomes of one line."""

    incoming: Incoming
    kind: LineKind
    #: The registration it is about: of a changed or unchanged person.
    delegate: Delegate | None = None
    differences: tuple[Difference, ...] = ()
    #: Whom the person may be, and the line of the same table that may be the same person.
    candidates: tuple[Delegate, ...] = ()
    likes: tuple[Like, ...] = ()
    twin: int = 0
    problems: tuple[Problem, ...] = ()
    category: Category | None = None
    #: What somebody answered: `new`, `skip`, a number.
    choice: str = ""
    #: Where a new person will stand.
    status: str = ""

    @property
    def number(self) -> int:
        """The line of the file."""
        return self.incoming.line

    @property
    def chip(self) -> str:
        """Tone and shape of the kind as the look writes it."""
        return LINE_CHIPS[self.kind]

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is written for it."""
        return self.kind in (K.REFUSED, K.DUPLICATE, K.SAME) or self.choice == LEAVE_OUT

    @property
    def status_words(self) -> str:
        """Where a new person will stand, in words."""
        return str(DelegateStatus(self.status).label) if self.status else ""

    @property
    def refused_cells(self) -> list[tuple[Problem, list[str]]]:
        """Each refused cell once, with all that is wrong with it."""
        cells: dict[str, tuple[Problem, list[str]]] = {}
        for problem in self.problems:
            cells.setdefault(problem.cell, (problem, []))[1].append(problem.text)
        return list(cells.values())

    @property
    def lacks_a_name(self) -> bool:
        """Whether a tick "one name only" would help."""
        return any(problem.code == "one_name" for problem in self.problems)

    @property
    def said(self) -> list[str]:
        """What the line says of a new person beside the name, in words."""
        fields = self.incoming.fields
        shown = [words(name, fields[name]) for name in SHOWN if fields.get(name)]
        part = words("capacity", self.incoming.capacity) if self.incoming.capacity else ""
        return [text for text in (part, *shown) if text]

    @property
    def is_asked(self) -> bool:
        """Whether the change is only asked for, because the person is approved (R-21)."""
        return self.kind == K.CHANGED and self.delegate is not None and self.delegate.status == S.APPROVED


@dataclass(frozen=True)
class Plan:
    """All lines, in the order of the table, with what was skipped and what is worth saying."""

    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    unknown_organisations: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many lines of each kind."""
        found = Counter(line.kind for line in self.lines)
        return {kind.value: found[kind] for kind in LineKind}

    @property
    def new(self) -> list[Line]:
        """The people who will be registered."""
        return [line for line in self.lines if line.kind == K.NEW and not line.is_left_out]

    @property
    def changed(self) -> list[Line]:
        """The people whose data will change, or for whom a change will be asked."""
        return [line for line in self.lines if line.kind == K.CHANGED and not line.is_left_out]

    @property
    def statuses(self) -> dict[str, int]:
        """How many of the new people will stand where (IM-13)."""
        return dict(Counter(line.status_words for line in self.new))

    @cached_property
    def digest(self) -> str:
        """The same for the same plan: what was shown is what is done, or nothing is."""
        said = [
            [line.number, line.kind.value, line.delegate and line.delegate.pk, line.choice, line.status,
             [[each.field, each.old, each.new] for each in line.differences], sorted(line.incoming.fields.items())]
            for line in self.lines
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False).encode()).hexdigest()


def plan(batch: ImportBatch, table: Table, *, now: datetime) -> Plan:
    """What applying the table would do now. Writes nothing, locks nothing."""
    planner = _Planner(batch, now)
    lines = planner.seated(planner.lines(table.lines))
    return Plan(tuple(lines), table.skipped, table.notes, tuple(planner.unknown(lines)))


class _Planner:
    """What is known beside the table, read once."""

    def __init__(self, batch: ImportBatch, now: datetime) -> None:
        self.batch, self.now = batch, now
        self.conference, self.delegation = batch.conference, batch.delegation
        self.houses = Known(batch.conference)
        categories = batch.conference.categories.all()
        self.categories = {each.code: each for each in categories}
        for each in self.categories.values():
            each.conference = batch.conference
        self.category = self._usual()
        self.choices: Mapping[str, str] = batch.options.get("choices", {})
        self.heads: dict[int, str] = {}

    def _usual(self) -> Category | None:
        """The category of lines that name none."""
        if self.delegation is not None:
            return self.delegation.category
        return self.categories.get(self.batch.options.get("category", ""))

    # Kinds ------------------------------------------------------------------------------------------------

    def lines(self, incoming: Sequence[Incoming]) -> list[Line]:
        """Every line with its kind."""
        whole = [self._whole(each) for each in incoming]
        sound = [each for each in whole if not each.problems]
        matches = Matches(self.batch, sound, self.categories, self.category)
        return [self._line(each, matches) for each in whole]

    def _whole(self, each: Incoming) -> Incoming:
        """The line as it will be stored: organisations under their own names (R-40), the State of the delegation."""
        fields = dict(each.fields)
        if house := fields.get("organisation"):
            state = self.delegation.country_id if self.delegation is not None else fields.get("country_id")
            fields["organisation"] = self.houses.canonical(house, state=state)
        problems = [*each.problems, *self._refusals(each)]
        if self.delegation is not None and self.delegation.country_id:
            fields.pop("country_id", None)
        return replace(each, fields=fields, problems=tuple(problems))

    def _refusals(self, each: Incoming) -> Iterator[Problem]:
        """What only the conference can refuse."""
        own = self.delegation.country_id if self.delegation is not None else None
        if own and each.fields.get("country_id", own) != own:
            words = _("This is the table of %(delegation)s. People of another State cannot be named here.")
            yield _problem(each, "country", words % {"delegation": self.delegation}, "other_state")
        if self.delegation is None and not (each.category or self.category):
            yield _problem(each, "category", _("Choose a category for the people of this table."), "no_category")

    def _line(self, each: Incoming, matches: Matches) -> Line:
        if each.problems:
            return Line(each, K.REFUSED, problems=each.problems)
        choice = self.choices.get(str(each.line), "")
        same = matches.same(each)
        if same is not None:
            return self._known(each, same, matches, choice)
        if twin := matches.twins.get(each.line):
            is_another = choice == ANOTHER and not matches.is_one_key(each.line, twin)
            if not is_another:
                return Line(each, K.DUPLICATE, twin=twin, choice=choice)
        candidates, likes = matches.candidates(each)
        chosen = next((person for person in candidates if choice == str(person.number)), None)
        if chosen is not None and matches.claim(chosen, each):
            return self._known(each, chosen, matches, choice)
        if candidates and choice != ANOTHER:
            return Line(each, K.DUPLICATE, candidates=candidates, likes=likes, choice=choice)
        category = self.categories.get(each.category, self.category)
        return self._headed(Line(each, K.NEW, likes=likes, candidates=candidates, category=category, choice=choice))

    def _known(self, each: Incoming, same: Delegate, matches: Matches, choice: str) -> Line:
        """Somebody who is registered: what would change, if it may be changed by whoever sent the table."""
        differences = matches.differences(each, same)
        line = Line(each, K.CHANGED if differences else K.SAME, same, differences, choice=choice)
        if not differences or line.is_left_out:
            return line
        if refusal := self._locked(line):
            return replace(line, kind=K.REFUSED, problems=(refusal,))
        return self._headed(line)

    def _locked(self, line: Line) -> Problem | None:
        """Why a focal point cannot change this person any more (R-19, R-21)."""
        if self.batch.focal_point_id is None:
            return None
        if not self.conference.takes_changes(self.now):
            return _problem(line.incoming, "name", deadlines.closed_words(), "closed")
        if line.is_asked and any(each.field == "capacity" for each in line.differences):
            words = _("This person is approved. Ask the secretariat to change the part in the delegation.")
            return _problem(line.incoming, "capacity", words, "locked_field")
        return None

    def _headed(self, line: Line) -> Line:
        """Refuse a second head of the same delegation, naming the first (R-10)."""
        if line.incoming.capacity != Capacity.HEAD or line.is_left_out:
            return line
        delegation = self._delegation_of(line)
        if delegation is None:
            return line
        first = self.heads.get(delegation) or self._registered_head(delegation, line.delegate)
        self.heads.setdefault(delegation, _("line %(line)d") % {"line": line.number})
        if not first:
            return line
        words = _("There is a head of delegation already: %(who)s. A delegation has one.") % {"who": first}
        problem = _problem(line.incoming, "capacity", words, "head_exists")
        return replace(line, kind=K.REFUSED, problems=(problem,))

    def _delegation_of(self, line: Line) -> int | None:
        if self.delegation is not None:
            return self.delegation.pk
        if line.delegate is not None:
            return line.delegate.delegation_id
        return self.ledger.standing(self._newcomer(line)).delegation_id

    def _registered_head(self, delegation: int, same: Delegate | None) -> str:
        people = self.conference.delegates.heads().filter(delegation=delegation)
        head = people.exclude(pk=same.pk if same else None).first()
        return head.spoken_name if head else ""

    # Seats ------------------------------------------------------------------------------------------------

    @cached_property
    def ledger(self) -> Ledger:
        """The seats as they are now."""
        return Ledger()

    def seated(self, lines: Sequence[Line]) -> list[Line]:
        """Where each new person will stand: a draft of its delegation, waiting, or seated while there is room."""
        return [self._seated(line) if line.kind == K.NEW and not line.is_left_out else line for line in lines]

    def _seated(self, line: Line) -> Line:
        if self.delegation is not None:
            return replace(line, status=S.DRAFT)
        newcomer = self._newcomer(line)
        if not newcomer.category.is_automatic():
            return replace(line, status=S.PENDING)
        standing = self.ledger.standing(newcomer)
        status = S.APPROVED if standing.has_room_for_newcomer() else S.WAITLISTED
        self.ledger.seat(newcomer, standing, status)
        return replace(line, status=status)

    def _newcomer(self, line: Line) -> Delegate:
        """The person as far as seats are asked about."""
        said = line.incoming.fields
        return Delegate(
            conference=self.conference,
            category=line.category,
            country_id=said.get("country_id"),
            organisation=said.get("organisation", ""),
        )

    def unknown(self, lines: Sequence[Line]) -> Iterator[str]:
        """The organisations nobody knows yet, each once, in the order of the table."""
        texts = (line.incoming.fields.get("organisation", "") for line in lines if line.kind in (K.NEW, K.CHANGED))
        seen: dict[str, str] = {}
        for text in texts:
            if text and not self.houses.find(text):
                seen.setdefault(fold(text), text)
        yield from seen.values()


def _problem(each: Incoming, field: str, text: str, code: str) -> Problem:
    """A refusal at the cell of that field; at no cell where the table has no such column."""
    return Problem(*each.cells.get(field, ("", "", "")), text, code)
