"""Deciding on one delegate: the buttons of the page, and the verb of the domain behind each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from attendees.domain import limits, moves, nominations, obstacles, promotions, registrations, undos
from attendees.domain.refusals import RegistrationRefused
from attendees.enums import REJECT_REASONS, RETURN_REASONS, DelegateStatus, Reason
from attendees.forms.officer import OverrideForm, ReasonForm, WaiveForm
from attendees.models import Delegate
from core.errors import DomainError

S = DelegateStatus
DECIDE = "delegate.decide"
OVERRIDE = "quota.exceed"
WAIVE = "document.waive"
#: The letter of one approval waits so long, for the officer who clicked too fast (R-28).
HOLD = timedelta(seconds=60)
#: Getting past an obstacle: the decision → the right it needs, and the obstacle it is for.
PAST = {
    "override": (OVERRIDE, "quota_full"),
    "document_pending": (WAIVE, "document_missing"),
    "endorse": (DECIDE, "not_endorsed"),
}
#: The reserve is a delegation's own waiting list.
WAITING = {"reserve": True, "waitlist": False}
#: Decisions after which a letter waits a little.
APPROVALS = ("approve", "override", "document_pending")


@dataclass(frozen=True)
class Decision:
    """A button: where people must stand for it, what it says, and what will follow, said before it is done."""

    code: str
    starts: frozenset[str]
    label: Promise
    follows: Promise
    do: Callable[[Delegate, forms.Form | None, User, datetime], Delegate]
    reasons: tuple[Reason, ...] = ()
    needs_seat: bool = False
    is_danger: bool = False


def _with_reason(verb: Callable[..., Delegate]) -> Callable[..., Delegate]:
    def do(delegate: Delegate, form: Any, by: User, now: datetime) -> Delegate:
        why = form.why()
        return verb(delegate, reason=why.reason, text=why.text, remark=why.remark, by=by, now=now)

    return do


def _plain(verb: Callable[..., Delegate]) -> Callable[..., Delegate]:
    def do(delegate: Delegate, form: Any, by: User, now: datetime) -> Delegate:
        return verb(delegate, by=by, now=now)

    return do


def _approve(delegate: Delegate, form: Any, by: User, now: datetime) -> Delegate:
    return registrations.approve(delegate, by=by, now=now, hold=HOLD, **(form.cleaned_data if form else {}))


DECISIONS = {
    decision.code: decision
    for decision in (
        Decision(
            "approve",
            frozenset({S.PENDING}),
            gettext_lazy("Approve"),
            gettext_lazy("A place is taken, and the person gets the letter with the pass."),
            _approve,
            needs_seat=True,
        ),
        Decision(
            "promote",
            frozenset({S.WAITLISTED}),
            gettext_lazy("Take from the waiting list"),
            gettext_lazy("Others who have waited longer stay where they are."),
            _plain(promotions.promote),
            needs_seat=True,
        ),
        Decision(
            "override",
            frozenset({S.PENDING, S.WAITLISTED}),
            gettext_lazy("Approve over the limit"),
            gettext_lazy("The limit is exceeded by one; your reason is kept in the history."),
            _approve,
        ),
        Decision(
            "document_pending",
            frozenset({S.PENDING}),
            gettext_lazy("Approve while the paper is pending"),
            gettext_lazy("The person is approved and stays marked until a verified paper proves the name."),
            _approve,
        ),
        Decision(
            "undo",
            frozenset({S.APPROVED}),
            gettext_lazy("Undo the approval"),
            gettext_lazy("The letter has not left: nobody will know. The registration stands where it stood."),
            _plain(registrations.undo),
        ),
        Decision(
            "endorse",
            frozenset({S.PENDING}),
            gettext_lazy("Confirm on behalf of the focal point"),
            gettext_lazy("For a delegation that told you so by telephone or letter. Then you can decide."),
            _plain(nominations.endorse),
        ),
        Decision(
            "return",
            frozenset({S.PENDING}),
            gettext_lazy("Send back with a reason"),
            gettext_lazy("The person is asked to correct the data and to send the registration again."),
            _with_reason(registrations.send_back),
            tuple(RETURN_REASONS),
        ),
        Decision(
            "waitlist",
            frozenset({S.PENDING}),
            gettext_lazy("Put on the waiting list"),
            gettext_lazy("Whoever registered first comes first. Places in sessions are given back."),
            _plain(registrations.waitlist),
        ),
        Decision(
            "reserve",
            frozenset({S.PENDING}),
            gettext_lazy("Put in the reserve"),
            gettext_lazy("The person moves up, in the order of the list, when a place of the delegation is free."),
            _plain(registrations.waitlist),
        ),
        Decision(
            "resubmit",
            frozenset({S.RETURNED}),
            gettext_lazy("Take up again for a decision"),
            gettext_lazy("For data that reached you otherwise. The registration waits for a decision again."),
            _plain(registrations.resubmit),
        ),
        Decision(
            "reject",
            frozenset({S.PENDING}),
            gettext_lazy("Reject with a reason"),
            gettext_lazy("The person is told the reason. This is final."),
            _with_reason(registrations.reject),
            tuple(REJECT_REASONS),
            is_danger=True,
        ),
        Decision(
            "revoke",
            frozenset({S.APPROVED}),
            gettext_lazy("Revoke the approval with a reason"),
            gettext_lazy("The place goes to whoever has waited longest. The person is told the reason. This is final."),
            _with_reason(registrations.revoke),
            tuple(REJECT_REASONS),
            is_danger=True,
        ),
        Decision(
            "withdraw",
            frozenset({S.PENDING, S.WAITLISTED, S.RETURNED, S.APPROVED}),
            gettext_lazy("Withdraw on behalf of the person"),
            gettext_lazy("The place goes to whoever has waited longest. The person gets a letter. This is final."),
            _plain(registrations.withdraw),
            is_danger=True,
        ),
    )
}


@dataclass
class Offer:
    """A decision as the page offers it; `obstacle` says why it cannot be taken now, `code` for machines."""

    decision: Decision
    form: forms.Form | None = None
    obstacle: str = ""
    code: str = ""
    until: datetime | None = None  # a quiet undo is possible so long

    @property
    def is_first(self) -> bool:
        """Whether it is the usual thing to do: the one filled button of the page."""
        return self.decision.needs_seat and not self.obstacle

    @property
    def is_open(self) -> bool:
        """Whether its form was sent and has to be corrected."""
        return self.form is not None and self.form.is_bound


def offers(delegate: Delegate, rights: frozenset[str], *, now: datetime, sent: Offer | None = None) -> list[Offer]:
    """What can be done with the delegate now, by somebody with these rights."""
    if DECIDE not in rights:
        return []
    obstacles, until = _obstacles(delegate), undos.until([delegate], now=now).get(delegate.pk)
    found = []
    for decision in DECISIONS.values():
        if not _is_offered(decision, delegate, obstacles, rights, until):
            continue
        if sent is not None and sent.decision is decision:
            found.append(sent)
        elif decision.needs_seat and obstacles:
            words = " ".join(map(str, obstacles))
            found.append(Offer(decision, form_of(decision), words, obstacles[0].code))
        else:
            found.append(Offer(decision, form_of(decision), until=until if decision.code == "undo" else None))
    return found


def _is_offered(
    decision: Decision,
    delegate: Delegate,
    obstacles: list[RegistrationRefused],
    rights: frozenset[str],
    until: datetime | None,
) -> bool:
    if delegate.status not in decision.starts:
        return False
    if decision.code in PAST:
        return _may_pass(decision.code, obstacles, rights)
    if decision.code in WAITING:
        return WAITING[decision.code] == (delegate.delegation_id is not None)
    return decision.code != "undo" or until is not None


def _obstacles(delegate: Delegate) -> list[RegistrationRefused]:
    """What stands in the way of a seat; of those who wait for one only the seat is asked."""
    if delegate.status == S.PENDING:
        return obstacles.of(delegate)
    refusal = limits.full(delegate) if delegate.status == S.WAITLISTED else None
    return [refusal] if refusal else []


def _may_pass(code: str, obstacles: list[RegistrationRefused], rights: frozenset[str]) -> bool:
    right, obstacle = PAST[code]
    return right in rights and obstacle in {each.code for each in obstacles}


def form_of(decision: Decision, data: Any = None, **how: Any) -> forms.Form | None:
    """The form a decision needs; its fields carry the decision's name, since several stand on one page."""
    if decision.code == "override":
        return OverrideForm(data, prefix=decision.code, **how)
    if decision.code == "document_pending":
        return WaiveForm(data, prefix=decision.code, **how)
    reasons = list(decision.reasons)
    return ReasonForm(data, prefix=decision.code, reasons=reasons, **how) if reasons else None


def decide(request: Any, delegate: Delegate, code: str) -> Offer | None:
    """Take the decision that was sent; gives back the offer when its form has to be corrected."""
    decision = DECISIONS.get(code)
    if decision is None:
        raise Http404
    if DECIDE not in request.rights or (code in PAST and PAST[code][0] not in request.rights):
        raise PermissionDenied
    form = form_of(decision, request.POST)
    if form is not None and not form.is_valid():
        if delegate.status in decision.starts:
            return Offer(decision, form)
        # Another officer was quicker: the page offers the form no more, so its errors would be seen by nobody.
        _tell_refusal(request, moves.illegal(delegate))
        return None
    try:
        done = decision.do(delegate, form, request.user, timezone.now())
    except DomainError as refusal:
        _tell_refusal(request, refusal)
    else:
        messages.success(request, _said(done, code, goes_on="next" in request.POST), extra_tags="changed")
    return None


def _tell_refusal(request: Any, refusal: DomainError) -> None:
    messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")


def _said(done: Delegate, code: str, *, goes_on: bool) -> str:
    """What was done, and what becomes of the letter; with the way back for whoever goes on to the next person."""
    text = _("%(name)s is now “%(status)s”.") % {"name": done.formal_name, "status": done.get_status_display()}
    if code == "endorse":
        return _("%(name)s is confirmed for the delegation.") % {"name": done.formal_name}
    if code == "undo":
        told = _("The letter does not leave.")
        return f"{text} {told}"
    if code not in APPROVALS:
        told = _("A letter is on its way.") if done.email else _("There is no e-mail address: nobody was written to.")
        return f"{text} {told}"
    hold = _("The letter leaves in a minute; until then you can undo this.")
    if not goes_on:
        return f"{text} {hold}"
    url = reverse("admin:attendees_delegate_change", args=[done.pk])
    return format_html('{} {} <a href="{}#decide">{}</a>', text, hold, url, _("Back to the person"))
