"""Decisions on many delegates at once: plan, show, apply. A plan is a value and writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from attendees.domain import limits, moves, obstacles, promotions, proofs, registrations, seating, undos
from attendees.enums import DelegateStatus, Modality, Reason
from attendees.models import Delegate, Delegation
from core.errors import DomainError

S = DelegateStatus
#: The letters of approvals made together wait so long, so that all of it can be undone (R-28).
HOLD = undos.UNDO_WITHIN


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
        """`48 will be approved, 12 wait: Kazakhstan is full (6 of 6).`"""
        waits = Counter(line.words for line in self.lines if self._waits(line))
        stays = Counter(line.words for line in self.lines if not line.will and not self._waits(line))
        said = [_did(self.action, self.doable)]
        if waits:
            left = ngettext("%(n)d waits", "%(n)d wait", waits.total()) % {"n": waits.total()}
            said.append(f"{left}: {' '.join(waits)}")
        if stays:
            left = ngettext("%(n)d stays as it is", "%(n)d stay as they are", stays.total()) % {"n": stays.total()}
            said.append(f"{left}: {' '.join(stays)}")
        return ", ".join(said) if len(said) > 1 else said[0] + "."

    def _waits(self, line: "Line") -> bool:
        return self.action.needs_seat and not line.will and line.delegate.status in self.action.starts


def _did(action: Action, number: int) -> str:
    words = {
        "approve": ngettext("%(n)d will be approved", "%(n)d will be approved", number),
        "promote": ngettext("%(n)d will get the place", "%(n)d will get the place", number),
    }
    return words.get(action.code, ngettext("%(n)d will change", "%(n)d will change", number)) % {"n": number}


def _approve(delegate: Delegate, _why: Why, by: User | None, now: datetime) -> Delegate:
    return registrations.approve(delegate, by=by, now=now, hold=HOLD)


def _undo(delegate: Delegate, _why: Why, by: User | None, now: datetime) -> Delegate:
    return registrations.undo(delegate, by=by, now=now)


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
        Action("undo", gettext_lazy("Undo the approval"), frozenset({S.APPROVED}), _undo),
    )
}


def plan(action: Action, delegates: Iterable[Delegate], *, now: datetime) -> Plan:
    """What would happen now, without doing it. Reads two statements at most, whatever the selection."""
    ordered = sorted(delegates, key=lambda delegate: delegate.number)
    return Plan(action, tuple(_lines(action, ordered, now)))


def in_the_way(delegates: Sequence[Delegate]) -> dict[int, str]:
    """Why each cannot be approved now, by id, were it alone; those who can are left out. Three statements."""
    ledger = Ledger(delegates)
    return {each.pk: words for each in delegates if (words := ledger.obstacle(each))}


def _lines(action: Action, delegates: list[Delegate], now: datetime) -> Iterator[Line]:
    ledger = Ledger(delegates) if action.needs_seat else None
    undoable = undos.until(delegates, now=now) if action.code == "undo" else None
    for delegate in delegates:
        if delegate.status not in action.starts:
            text = _("is now “%(status)s”.") % {"status": delegate.get_status_display()}
            yield Line(delegate, False, text)
        elif undoable is not None and delegate.pk not in undoable:
            yield Line(delegate, False, _("It is too late: the letter has left, or ten minutes are over."))
        elif ledger and (obstacle := ledger.obstacle(delegate)):
            yield Line(delegate, False, obstacle)
        else:
            if ledger:
                ledger.seat(delegate)
            yield Line(delegate, True, str(action.label))


class Ledger:
    """What stands in the way of each approval, line after line, with the seats as they would be."""

    def __init__(self, delegates: Sequence[Delegate]) -> None:
        needing = [each.pk for each in delegates if proofs.is_needed(each)]
        self.unproven = set(needing) - proofs.proven(needing) if needing else set()
        self.limits = _limits_of(delegates)
        self.seated = _seated({each.conference_id for each in delegates})

    def obstacle(self, delegate: Delegate) -> str:
        """Why there is no approval, or nothing."""
        if delegate.status == S.PENDING:
            unready = obstacles.unready(delegate, is_unproven=delegate.pk in self.unproven)
            if unready:
                return str(unready[0])
        for key, whose in zip(_keys(delegate), limits.names(delegate), strict=True):
            limit = self.limits.get(key)
            if limit is not None and self.seated[key] >= limit:
                return limits.full_words(whose, self.seated[key], limit)
        return ""

    def seat(self, delegate: Delegate) -> None:
        """Take the places the delegate would take."""
        self.seated.update(_keys(delegate))


Key = tuple


def _limits_of(delegates: Iterable[Delegate]) -> dict[Key, int | None]:
    found: dict[Key, int | None] = {}
    for each in delegates:
        category, delegation = each.category, each.delegation
        quotas = (category.conference.capacity, category.quota, _quota(delegation, each.modality))
        bound = zip(_keys(each), quotas, strict=True)
        found.update({key: limit for key, limit in bound if key[-1]})
    return found


def _quota(delegation: Delegation | None, modality: str) -> int | None:
    if delegation is None:
        return None
    return delegation.quota_online if modality == Modality.ONLINE else delegation.quota_in_person


def _seated(conferences: Iterable[int]) -> Counter[Key]:
    """How many places are taken of every limit; one statement."""
    found: Counter[Key] = Counter()
    people = Delegate.objects.filter(conference__in=conferences).approved().order_by()  # type: ignore[attr-defined]
    groups = people.values_list(
        "conference_id", "category__counts_as_delegate", "category_id", "delegation_id", "modality"
    )
    for conference, counts, category, delegation, modality, number in groups.annotate(Count("pk")):
        for key in _keys_of(conference, counts, category, delegation, modality):
            found[key] += number
    return found


def _keys(delegate: Delegate) -> tuple[Key, Key, Key]:
    """What the limits are counted by, in the order of `limits.names`."""
    category = delegate.category
    return _keys_of(
        delegate.conference_id, category.counts_as_delegate, category.pk, delegate.delegation_id, delegate.modality
    )


def _keys_of(
    conference: int, counts: bool, category: int, delegation: int | None, modality: str
) -> tuple[Key, Key, Key]:
    """Online nothing but the delegation's places online is counted (R-02), others than delegates take no seat."""
    in_person = modality != Modality.ONLINE
    return (
        ("conference", conference, in_person and counts),
        ("category", category, in_person),
        ("delegation", delegation, modality),
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
