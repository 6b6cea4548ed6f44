"""Decisions on many delegates at once: plan, show, apply. A plan is a value and writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from attendees.domain import limits, moves, obstacles, promotions, proofs, registrations, seating
from attendees.enums import DelegateStatus, Modality, Reason
from attendees.models import Delegate
from core.errors import DomainError

S = DelegateStatus


@dataclass(frozen=True)
class Why:
    """The reason given for a whole selection: code, words for the people, remark for the secretariat."""

    reason: Reason = Reason.OTHER
    text: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Action:
    """A decision that can be taken on a selection: where people must stand, and the verb."""

    code: str
    label: Promise
    starts: frozenset[str]
    verb: Callable[[Delegate, Why, User | None, datetime], Delegate]
    needs_reason: bool = False
    needs_seat: bool = False


@dataclass(frozen=True)
class Line:
    """What the plan says of one delegate: whether it will be done, and why not."""

    delegate: Delegate
    will: bool
    words: str


@dataclass(frozen=True)
class Plan:
    """What an action would do, in the order it would be done: the oldest registration first (RC-17)."""

    action: Action
    lines: tuple[Line, ...]

    @property
    def doable(self) -> int:
        """How many it will be done to."""
        return sum(line.will for line in self.lines)

    def summary(self) -> str:
        """`48 will be approved, 12 stay: Media is full (12 of 12).`"""
        stays = Counter(line.words for line in self.lines if not line.will)
        said = ngettext("%(n)d will change", "%(n)d will change", self.doable) % {"n": self.doable}
        if not stays:
            return said + "."
        left = ngettext("%(n)d stays as it is", "%(n)d stay as they are", stays.total()) % {"n": stays.total()}
        return f"{said}, {left}: {' '.join(stays)}"


def _approve(delegate: Delegate, _why: Why, by: User | None, now: datetime) -> Delegate:
    return registrations.approve(delegate, by=by, now=now)


def _waitlist(delegate: Delegate, _why: Why, by: User | None, now: datetime) -> Delegate:
    return registrations.waitlist(delegate, by=by, now=now)


def _promote(delegate: Delegate, _why: Why, by: User | None, now: datetime) -> Delegate:
    return promotions.promote(delegate, by=by, now=now)


def _send_back(delegate: Delegate, why: Why, by: User | None, now: datetime) -> Delegate:
    return registrations.send_back(delegate, reason=why.reason, text=why.text, remark=why.remark, by=by, now=now)


def _reject(delegate: Delegate, why: Why, by: User | None, now: datetime) -> Delegate:
    return registrations.reject(delegate, reason=why.reason, text=why.text, remark=why.remark, by=by, now=now)


ACTIONS = {
    action.code: action
    for action in (
        Action(
            "approve",
            gettext_lazy("Approve"),
            frozenset({S.PENDING}),
            _approve,
            needs_seat=True,
        ),
        Action(
            "return", gettext_lazy("Send back with a reason"), frozenset({S.PENDING}), _send_back, needs_reason=True
        ),
        Action("reject", gettext_lazy("Reject with a reason"), frozenset({S.PENDING}), _reject, needs_reason=True),
        Action(
            "waitlist",
            gettext_lazy("Put on the waiting list"),
            frozenset({S.PENDING}),
            _waitlist,
        ),
        Action(
            "promote",
            gettext_lazy("Take from the waiting list"),
            frozenset({S.WAITLISTED}),
            _promote,
            needs_seat=True,
        ),
    )
}


def plan(action: Action, delegates: Iterable[Delegate]) -> Plan:
    """What would happen now, without doing it. Reads one statement a category, whatever the selection."""
    ordered = sorted(delegates, key=lambda delegate: delegate.number)
    return Plan(action, tuple(_lines(action, ordered)))


def _lines(action: Action, delegates: list[Delegate]) -> Iterator[Line]:
    ledger = _Ledger()
    unproven = _unproven(delegates) if action.code == "approve" else set()
    for delegate in delegates:
        if delegate.status not in action.starts:
            text = _("is now “%(status)s”.") % {"status": delegate.get_status_display()}
            yield Line(delegate, False, text)
        elif obstacle := _obstacle(action, delegate, ledger, unproven):
            yield Line(delegate, False, obstacle)
        else:
            ledger.seat(delegate)
            yield Line(delegate, True, str(action.label))


def _obstacle(action: Action, delegate: Delegate, ledger: "_Ledger", unproven: set[int]) -> str:
    if action.code == "approve" and (waits := obstacles.unready(delegate, is_unproven=delegate.pk in unproven)):
        return str(waits[0])
    return ledger.obstacle(delegate) if action.needs_seat else ""


def _unproven(delegates: list[Delegate]) -> set[int]:
    """Those whose category asks for a paper and whom no verified one names (R-07)."""
    asked = {each.pk for each in delegates if proofs.is_needed(each)}
    return asked - proofs.proven(asked) if asked else asked


class _Ledger:
    """Seats as they would be, line after line."""

    def __init__(self) -> None:
        self.standings: dict[tuple, seating.Standing] = {}
        self.seated: Counter[tuple] = Counter()

    def obstacle(self, delegate: Delegate) -> str:
        """Why there is no seat, or nothing."""
        standing = self._standing(delegate)
        for key, seats, whose in zip(_keys(delegate), standing.limits, limits.names(delegate), strict=True):
            taken = seats.taken + self.seated[key]
            if seats.limit is not None and taken >= seats.limit:
                return limits.full_words(whose, taken, seats.limit)
        return ""

    def _standing(self, delegate: Delegate) -> seating.Standing:
        bound = (delegate.category_id, delegate.delegation_id, delegate.modality)
        if bound not in self.standings:
            self.standings[bound] = seating.standing_of(delegate)
        return self.standings[bound]

    def seat(self, delegate: Delegate) -> None:
        self.seated.update(_keys(delegate))


def _keys(delegate: Delegate) -> tuple[tuple, tuple, tuple]:
    """What the three limits are counted by; online, and outside a delegation, each is nobody's."""
    counts = delegate.modality != Modality.ONLINE
    return (
        ("conference", counts and delegate.category.counts_as_delegate),
        ("category", counts and delegate.category_id),
        ("delegation", delegate.delegation_id, delegate.modality),
    )


@dataclass(frozen=True)
class Result:
    """What became of an action: who was moved, and who was not and why."""

    done: tuple[Delegate, ...]
    refused: tuple[Line, ...]


@transaction.atomic
def apply(action: Action, delegates: Iterable[Delegate], *, why: Why = Why(), by: User | None, now: datetime) -> Result:
    """Do it, the oldest registration first; those the domain refuses stay and are named (RC-17)."""
    done: list[Delegate] = []
    refused: list[Line] = []
    ordered = sorted(delegates, key=lambda delegate: delegate.number)
    for conference_id in sorted({delegate.conference_id for delegate in ordered}):
        seating.lock(conference_id)
    for delegate in ordered:
        try:
            if delegate.status not in action.starts:
                raise moves.illegal(delegate)
            done.append(action.verb(delegate, why, by, now))
        except DomainError as refusal:
            refused.append(Line(delegate, False, str(refusal)))
    return Result(tuple(done), tuple(refused))
