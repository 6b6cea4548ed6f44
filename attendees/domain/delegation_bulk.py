"""Steps with many delegations at once: plan, show, apply. A plan is a value and writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from attendees.domain import deadlines, delegations
from attendees.domain.turnouts import Turnout
from attendees.enums import DelegateStatus, DelegationStatus
from attendees.models import Delegation
from core.errors import DomainError

D = DelegationStatus


@dataclass(frozen=True)
class Action:
    """A step that can be taken with a selection: why not, what follows, the verb."""

    code: str
    label: Promise
    follows: Promise
    obstacle: Callable[[Turnout, datetime], str]
    outcome: Callable[[Turnout], str]
    verb: Callable[[Delegation, str, User | None, datetime], Delegation]
    takes_words: bool = False
    is_danger: bool = False


@dataclass(frozen=True)
class Line:
    """What the plan says of one delegation: whether it will be done; what follows, or why not."""

    delegation: Delegation
    will: bool
    words: str


@dataclass(frozen=True)
class Plan:
    """What an action would do, in the order of the list."""

    action: Action
    lines: tuple[Line, ...]

    @property
    def doable(self) -> int:
        """How many it will be done to."""
        return sum(line.will for line in self.lines)

    def summary(self) -> str:
        """`5 delegations will change, 2 stay as they are: Nobody can be written to.`"""
        stays = Counter(line.words for line in self.lines if not line.will)
        said = ngettext("%(n)d delegation will change", "%(n)d delegations will change", self.doable)
        said %= {"n": self.doable}
        if not stays:
            return said + "."
        left = ngettext("%(n)d stays as it is", "%(n)d stay as they are", stays.total()) % {"n": stays.total()}
        return f"{said}, {left}: {' '.join(stays)}"


# Why not ----------------------------------------------------------------------------------------------


def _stands_at(turnout: Turnout) -> str:
    return _("Stands at “%(status)s”.") % {"status": turnout.delegation.get_status_display()}


def _no_invitation(turnout: Turnout, _now: datetime) -> str:
    if turnout.delegation.status not in (D.DRAFT, D.INVITED):
        return _stands_at(turnout)
    return "" if turnout.focal_points else _("Nobody can be written to: there is no focal point.")


def _no_reminder(turnout: Turnout, now: datetime) -> str:
    if turnout.delegation.status not in (D.INVITED, D.COMPOSING):
        return _stands_at(turnout)
    if deadlines.is_late(turnout.delegation, now=now):
        return _("Its deadline is over: give it one of its own first.")
    return "" if turnout.focal_points else _("Nobody can be written to: there is no focal point.")


def _no_confirmation(turnout: Turnout, _now: datetime) -> str:
    if not turnout.delegation.can_become(D.CONFIRMED):
        return _stands_at(turnout)
    waiting = turnout.status.get(DelegateStatus.PENDING, 0)
    if not waiting:
        return ""
    words = ngettext("%(n)d person is not decided on yet.", "%(n)d people are not decided on yet.", waiting)
    return words % {"n": waiting}


def _no_refusal(turnout: Turnout, _now: datetime) -> str:
    return "" if turnout.delegation.can_become(D.DECLINED) else _stands_at(turnout)


def _no_reopening(turnout: Turnout, _now: datetime) -> str:
    closed = turnout.delegation.status in (D.SUBMITTED, D.CONFIRMED, D.DECLINED)
    return "" if closed else _stands_at(turnout)


# What follows -----------------------------------------------------------------------------------------


def _letters(turnout: Turnout) -> str:
    return _("A letter to %(names)s.") % {"names": ", ".join(point.email for point in turnout.focal_points)}


def _confirmed(turnout: Turnout) -> str:
    words = ngettext("%(n)d person is approved.", "%(n)d people are approved.", turnout.approved)
    return words % {"n": turnout.approved}


def _opened(turnout: Turnout) -> str:
    return _("Stands at “%(status)s”.") % {"status": D.COMPOSING.label}


def _withdrawn(turnout: Turnout) -> str:
    leave = sum(turnout.status.get(each, 0) for each in delegations.UNDECIDED)
    words = [ngettext("%(n)d person is withdrawn.", "%(n)d people are withdrawn.", leave) % {"n": leave}]
    if drafts := turnout.status.get(DelegateStatus.DRAFT, 0):
        words.append(ngettext("%(n)d draft is forgotten.", "%(n)d drafts are forgotten.", drafts) % {"n": drafts})
    if turnout.approved:
        words.append(ngettext("%(n)d stays approved.", "%(n)d stay approved.", turnout.approved))
        words[-1] %= {"n": turnout.approved}
    return " ".join(words)


ACTIONS = {
    action.code: action
    for action in (
        Action(
            "invite",
            gettext_lazy("Invite"),
            gettext_lazy("The focal points get the invitation with their personal link, the places and the deadline."),
            _no_invitation,
            _letters,
            lambda delegation, _text, by, now: delegations.invite(delegation, by=by, now=now),
        ),
        Action(
            "remind",
            gettext_lazy("Remind"),
            gettext_lazy("The focal points are reminded of the deadline, with their personal link."),
            _no_reminder,
            _letters,
            lambda delegation, text, by, now: delegations.remind(delegation, text=text, by=by, now=now),
            takes_words=True,
        ),
        Action(
            "confirm",
            gettext_lazy("Confirm the list of names"),
            gettext_lazy("The focal points are told who comes. They can change the list no longer by themselves."),
            _no_confirmation,
            _confirmed,
            lambda delegation, _text, by, now: delegations.confirm(delegation, by=by, now=now),
        ),
        Action(
            "decline",
            gettext_lazy("Note that it will not come"),
            gettext_lazy("Whoever is not approved is withdrawn and told so; the places return. Drafts are forgotten."),
            _no_refusal,
            _withdrawn,
            lambda delegation, text, by, now: delegations.decline(delegation, text=text, by=by, now=now),
            takes_words=True,
            is_danger=True,
        ),
        Action(
            "reopen",
            gettext_lazy("Open for changes"),
            gettext_lazy("Names can be entered again: by the focal points until the deadline, by you at any time."),
            _no_reopening,
            _opened,
            lambda delegation, text, by, now: delegations.reopen(delegation, text=text, by=by, now=now),
            takes_words=True,
        ),
    )
}


def plan(action: Action, turnouts: Sequence[Turnout], *, now: datetime) -> Plan:
    """What would happen now, without doing it and without a statement."""
    return Plan(action, tuple(_line(action, each, now) for each in turnouts))


def _line(action: Action, turnout: Turnout, now: datetime) -> Line:
    obstacle = action.obstacle(turnout, now)
    return Line(turnout.delegation, not obstacle, obstacle or action.outcome(turnout))


@dataclass(frozen=True)
class Result:
    """What became of an action: which were moved, and which were not and why."""

    done: tuple[Delegation, ...]
    refused: tuple[Line, ...]


@transaction.atomic
def apply(action: Action, chosen: Iterable[Delegation], *, text: str = "", by: User | None, now: datetime) -> Result:
    """Do it to each; those the domain refuses stay and are named."""
    done: list[Delegation] = []
    refused: list[Line] = []
    for delegation in chosen:
        try:
            done.append(action.verb(delegation, text, by, now))
        except DomainError as refusal:
            refused.append(Line(delegation, False, str(refusal)))
    return Result(tuple(done), tuple(refused))
