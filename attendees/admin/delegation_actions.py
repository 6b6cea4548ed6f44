"""Steps with a selection of delegations: the plan first, then the deed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.admin.delegation_listing import address_of, came_from, everybody_of, list_url, query_of
from attendees.admin.listing import keys_of
from attendees.domain import delegation_bulk
from attendees.domain.delegation_bulk import Action, Plan
from attendees.domain.turnouts import Turnout
from attendees.enums import DELEGATION_CHIPS, DelegationStatus
from attendees.forms.delegations import WordsForm
from attendees.models import Delegation

D = DelegationStatus
#: Which right each step asks.
RIGHTS = {
    "invite": "delegation.invite",
    "remind": "delegation.invite",
    "confirm": "delegation.change",
    "decline": "delegation.change",
    "reopen": "delegation.change",
}
#: More at once is no list anybody has read.
MOST_AT_ONCE = 400
OUTCOMES = {
    "invite": D.INVITED,
    "remind": D.INVITED,
    "confirm": D.CONFIRMED,
    "decline": D.DECLINED,
    "reopen": D.COMPOSING,
}


def show_plan(model_admin: Any, request: Any, queryset: Any, action: Action) -> Any:
    """Say what the step would do to every delegation selected; nothing is changed."""
    chosen = set(queryset.values_list("pk", flat=True)[:MOST_AT_ONCE])
    form = WordsForm() if action.takes_words else None
    return page(model_admin, request, action, _of(request, chosen), form=form, query=query_of(request.GET))


def _of(request: Any, chosen: set[int]) -> list[Turnout]:
    return [each for each in everybody_of(request) if each.delegation.pk in chosen]


def page(
    model_admin: Any,
    request: Any,
    action: Action,
    turnouts: list[Turnout],
    *,
    form: Any = None,
    query: str = "",
    back: str = "",
) -> Any:
    """The plan with its button; `back` is the one delegation it is about, as an address."""
    plan = delegation_bulk.plan(action, turnouts, now=timezone.now())
    context = {
        "action": action,
        "plan": plan,
        "lines": [(line, _chip(plan, line)) for line in plan.lines],
        "chosen": ",".join(str(line.delegation.pk) for line in plan.lines if line.will),
        "button": button(plan),
        "form": form,
        "query": query,
        "list_url": list_url(query),
        "back_url": back,
        "object": turnouts[0].delegation if back else None,
    }
    status = 422 if form is not None and form.is_bound else 200
    template = "admin/attendees/delegation/plan.html"
    return model_admin.page(request, template, title=heading(plan), status=status, **context)


def heading(plan: Plan) -> str:
    """`Invite, 3 delegations: the plan`."""
    number = len(plan.lines)
    said = ngettext("%(n)d delegation", "%(n)d delegations", number) % {"n": number}
    return _("%(action)s, %(people)s: the plan") % {"action": plan.action.label, "people": said}


def button(plan: Plan) -> str:
    """`Invite 3 delegations`."""
    words = {
        "invite": ngettext("Invite %(n)d delegation", "Invite %(n)d delegations", plan.doable),
        "remind": ngettext("Remind %(n)d delegation", "Remind %(n)d delegations", plan.doable),
        "confirm": ngettext("Confirm %(n)d delegation", "Confirm %(n)d delegations", plan.doable),
        "decline": ngettext("Note that %(n)d will not come", "Note that %(n)d will not come", plan.doable),
        "reopen": ngettext("Open %(n)d delegation", "Open %(n)d delegations", plan.doable),
    }
    return words[plan.action.code] % {"n": plan.doable}


def done_words(code: str, number: int) -> str:
    """`3 delegations were invited.`"""
    words = {
        "invite": ngettext("%(n)d delegation was invited.", "%(n)d delegations were invited.", number),
        "remind": ngettext("%(n)d delegation was reminded.", "%(n)d delegations were reminded.", number),
        "confirm": ngettext("%(n)d delegation was confirmed.", "%(n)d delegations were confirmed.", number),
        "decline": ngettext("Noted: %(n)d will not come.", "Noted: %(n)d will not come.", number),
        "reopen": ngettext("%(n)d delegation was opened.", "%(n)d delegations were opened.", number),
    }
    return words[code] % {"n": number}


def _chip(plan: Plan, line: delegation_bulk.Line) -> dict[str, str]:
    if not line.will:
        return {"words": _("Stays as it is"), "look": DELEGATION_CHIPS[line.delegation.status]}
    words = {
        "invite": _("Will be invited"),
        "remind": _("Will be reminded"),
        "confirm": _("Will be confirmed"),
        "decline": _("Will not come"),
        "reopen": _("Will be open"),
    }
    return {"words": words[plan.action.code], "look": DELEGATION_CHIPS[OUTCOMES[plan.action.code]]}


def _action(request: Any, code: str) -> Action:
    action = delegation_bulk.ACTIONS.get(code)
    if action is None:
        raise Http404
    if RIGHTS[code] not in request.rights:
        raise PermissionDenied
    return action


def apply(model_admin: Any, request: Any, code: str) -> Any:
    """Do what the plan said, to exactly the delegations it named."""
    action = _action(request, code)
    turnouts = _of(request, set(keys_of(request.POST.get("chosen", ""), MOST_AT_ONCE)))
    query = query_of(QueryDict(request.POST.get("query", "")[:2000]))
    form = WordsForm(request.POST) if action.takes_words else None
    chosen = [each.delegation for each in turnouts]
    back = address_of(chosen[0].pk, query) if "back" in request.POST and len(chosen) == 1 else ""
    if form is not None and not form.is_valid():
        return page(model_admin, request, action, turnouts, form=form, query=query, back=back)
    text = form.cleaned_data["text"] if form else ""
    tell(request, code, delegation_bulk.apply(action, chosen, text=text, by=request.user, now=timezone.now()))
    if not chosen:
        messages.warning(request, _("Nothing was selected."))
    return redirect(back or list_url(query))


def one(model_admin: Any, request: Any, delegation: Delegation, code: str) -> Any:
    """The plan of a step with one delegation, with the way back to its page."""
    action = _action(request, code)
    form, query = WordsForm() if action.takes_words else None, came_from(request)
    back = address_of(delegation.pk, query)
    return page(model_admin, request, action, _of(request, {delegation.pk}), form=form, query=query, back=back)


def tell(request: Any, code: str, result: delegation_bulk.Result) -> None:
    """Say what was done, and what was refused and why."""
    if number := len(result.done):
        messages.success(request, done_words(code, number), extra_tags="changed")
    for line in result.refused[:20]:
        messages.error(request, f"{line.delegation}: {line.words}", extra_tags="refused")
