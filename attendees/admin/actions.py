"""Decisions on a selection: the plan first, then the deed (RC-17)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.admin import undoing
from attendees.admin.listing import keys_of, list_url, query_of, query_sent
from attendees.domain import bulk
from attendees.domain.bulk import Action, Plan, Result, Why
from attendees.enums import CHIPS, REJECT_REASONS, RETURN_REASONS, DelegateStatus
from attendees.forms.officer import ReasonForm
from attendees.models import Delegate
from core.times import clock_time

#: Who waits for what is said by the names of the delegation.
WITH = ("delegation__country", "delegation__organisation")
#: More at once would keep others waiting for the lock, and nobody reads such a plan.
MOST_AT_ONCE = 500
#: So many are decided in one transaction; between two of them others get their turn.
TOGETHER = 50
REASONS = {"return": RETURN_REASONS, "reject": REJECT_REASONS}
#: What becomes of a delegate, as a chip.
OUTCOMES = {
    "approve": DelegateStatus.APPROVED,
    "return": DelegateStatus.RETURNED,
    "reject": DelegateStatus.REJECTED,
    "waitlist": DelegateStatus.WAITLISTED,
    "promote": DelegateStatus.APPROVED,
    "undo": DelegateStatus.PENDING,
}


def show_plan(model_admin: Any, request: Any, queryset: Any, action: Action) -> Any:
    """Say what the action would do to everybody selected; nothing is changed."""
    chosen = list(queryset.select_related("category__conference", *WITH).order_by("number")[: MOST_AT_ONCE + 1])
    if len(chosen) > MOST_AT_ONCE:
        text = _("Choose at most %(most)d people at once. Filter the list first.") % {"most": MOST_AT_ONCE}
        messages.error(request, text, extra_tags="refused:too_many")
        return None
    form = ReasonForm(reasons=REASONS[action.code]) if action.needs_reason else None
    return _page(model_admin, request, action, chosen, form, query_of(request.GET))


def _page(model_admin: Any, request: Any, action: Action, chosen: list[Delegate], form: Any, query: str) -> Any:
    plan = bulk.plan(action, chosen, now=timezone.now())
    context = {
        "action": action,
        "plan": plan,
        "lines": [(line, chip(plan, line)) for line in plan.lines],
        "chosen": ",".join(str(line.delegate.pk) for line in plan.lines if line.will),
        "button": button(plan),
        "form": form,
        "query": query,
        "list_url": list_url(query),
    }
    status = 422 if form is not None and form.is_bound else 200
    template = "admin/attendees/delegate/plan.html"
    return model_admin.page(request, template, title=heading(plan), status=status, **context)


def heading(plan: Plan) -> str:
    """`Approve 3 people: the plan`."""
    people = ngettext("%(n)d person", "%(n)d people", len(plan.lines)) % {"n": len(plan.lines)}
    return _("%(action)s, %(people)s: the plan") % {"action": plan.action.label, "people": people}


def button(plan: Plan) -> str:
    """`Approve 2 and write to them`."""
    words = {
        "approve": ngettext("Approve %(n)d and write", "Approve %(n)d and write to them", plan.doable),
        "return": ngettext("Send back %(n)d and write", "Send back %(n)d and write to them", plan.doable),
        "reject": ngettext("Reject %(n)d and write", "Reject %(n)d and write to them", plan.doable),
        "waitlist": ngettext("Let %(n)d wait and write", "Let %(n)d wait and write to them", plan.doable),
        "promote": ngettext("Take %(n)d and write", "Take %(n)d and write to them", plan.doable),
        "undo": ngettext("Undo %(n)d approval", "Undo %(n)d approvals", plan.doable),
    }
    return words[plan.action.code] % {"n": plan.doable}


def chip(plan: Plan, line: bulk.Line) -> dict[str, str]:
    """What will become of somebody: words, and the look of a status."""
    if not line.will:
        return {"words": _("Stays as it is"), "look": CHIPS[line.delegate.status]}
    words = {
        "approve": _("Will be approved"),
        "return": _("Will be sent back"),
        "reject": _("Will be rejected"),
        "waitlist": _("Will wait"),
        "promote": _("Gets the place"),
        "undo": _("Stands where it stood"),
    }
    return {"words": words[plan.action.code], "look": CHIPS[OUTCOMES[plan.action.code]]}


def apply(model_admin: Any, request: Any, code: str) -> Any:
    """Do what the plan said, to exactly the people it named."""
    action = bulk.ACTIONS.get(code)
    if action is None:
        raise Http404
    if "delegate.decide" not in request.rights:
        raise PermissionDenied
    chosen = chosen_of(model_admin, request)
    form = ReasonForm(request.POST, reasons=REASONS[code]) if action.needs_reason else None
    query = query_sent(request)
    if form is not None and not form.is_valid():
        return _page(model_admin, request, action, chosen, form, query)
    result = _in_turns(action, chosen, form.why() if form else Why(), request)
    if code == "approve" and result.done:
        undoing.remember(request, result.done, now=timezone.now())
    if code == "undo":
        undoing.forget(request)
    _tell(request, code, result, len(chosen))
    return redirect(list_url(query))


def chosen_of(model_admin: Any, request: Any) -> list[Delegate]:
    """The delegates a plan named: those of this conference, whatever was sent (AD-05)."""
    keys = keys_of(request.POST.get("chosen", ""), MOST_AT_ONCE)
    found = model_admin.get_queryset(request).filter(pk__in=keys)
    return list(found.select_related("category__conference", *WITH).order_by("number"))


def _in_turns(action: Action, chosen: list[Delegate], why: Why, request: Any) -> Result:
    done: list[Delegate] = []
    refused: list[bulk.Line] = []
    for start in range(0, len(chosen), TOGETHER):
        result = bulk.apply(action, chosen[start : start + TOGETHER], why=why, by=request.user, now=timezone.now())
        done.extend(result.done)
        refused.extend(result.refused)
    return Result(tuple(done), tuple(refused))


def _tell(request: Any, code: str, result: Result, asked: int) -> None:
    if number := len(result.done):
        silent = sum(not each.email for each in result.done)
        words = [_done_words(code, number)]
        if silent and code != "undo":
            more = ngettext("%(n)d has no e-mail address.", "%(n)d have no e-mail address.", silent) % {"n": silent}
            words.append(more)
        messages.success(request, " ".join(words), extra_tags="changed")
    for line in result.refused[:20]:
        messages.error(request, f"{line.delegate.formal_name}: {line.words}", extra_tags="refused")
    if not asked:
        messages.warning(request, _("Nobody was selected."))


def _done_words(code: str, number: int) -> str:
    """What was done, and when the letters leave."""
    if code == "undo":
        words = ngettext(
            "%(n)d approval was undone; no letter leaves.", "%(n)d approvals were undone; no letters leave.", number
        )
        return words % {"n": number}
    if code == "approve":
        words = ngettext(
            "%(n)d approved; the letter leaves at %(time)s.", "%(n)d approved; the letters leave at %(time)s.", number
        )
        return words % {"n": number, "time": clock_time(timezone.localtime(timezone.now() + bulk.HOLD))}
    words = ngettext("%(n)d decided; the letter is on its way.", "%(n)d decided; the letters are on their way.", number)
    return words % {"n": number}
