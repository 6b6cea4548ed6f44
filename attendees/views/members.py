"""One person of a delegation, for its focal point: the page, and the steps that need no form about the person."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attendees.domain import change_requests, happenings, nominations, registrations, rosters
from attendees.domain.rosters import Member
from attendees.enums import Capacity, DelegateStatus
from attendees.forms.changes import lines
from attendees.forms.delegation import DisownForm, OrderForm, PartForm
from attendees.models import Delegate, FocalPoint
from attendees.views import my_data, sealed_files
from attendees.views.delegation import fixed, frame
from attendees.views.doorway import for_focal_point, for_member
from attendees.views.replies import refuse, say, see_other
from core.errors import DomainError


@require_safe
@for_member
def member(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Where the person stands, the data, and everything that can be done."""
    form = PartForm(initial={"capacity": delegate.capacity})
    return _member_page(request, point, delegate, form, now)


def _member_page(
    request: HttpRequest, point: FocalPoint, delegate: Delegate, form: PartForm, now: datetime, *, status: int = 200
) -> HttpResponse:
    context = {
        **member_frame(point, delegate, now),
        "form": form,
        "lines": my_data.lines(delegate, (), spoken=my_data.OF_ANOTHER),
        "happenings": happenings.of_person(delegate),
        **_change_of(delegate),
        "newcomer": point.delegation.people.filter(replaces=delegate).first(),
    }
    return render(request, "attendees/member.html", context, status=status)


def _change_of(delegate: Delegate) -> dict[str, Any]:
    """What is asked to be changed, with both values."""
    is_approved = delegate.status == DelegateStatus.APPROVED
    change = change_requests.open_of(delegate) if is_approved else None
    return {"change": change, "change_lines": lines(change) if change else ()}


def member_frame(point: FocalPoint, delegate: Delegate, now: datetime) -> dict[str, Any]:
    """What every page about one person shows."""
    return {**frame(point, now), "delegate": delegate, "member": member_now(point, delegate, now)}


def member_now(point: FocalPoint, delegate: Delegate, now: datetime) -> Member:
    """The person as the focal point sees it at this instant."""
    return rosters.members_of([delegate], point.delegation, now=now)[0]


@require_safe
@for_member
def member_photo(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponseBase:
    """The person's photo, for the own delegation and nobody else (AC-04)."""
    return sealed_files.photo(delegate.photo)


@require_POST
@for_member
def member_part(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Give the person a part in the delegation; where there is a head, both are shown with the choice (R-10)."""
    form = PartForm(request.POST)
    if not form.is_valid():
        return _member_page(request, point, delegate, form, now)
    part = form.cleaned_data["capacity"]
    try:
        nominations.appoint(delegate, part, by=point, now=now, replace_head="replace_head" in request.POST)
    except DomainError as refusal:
        if refusal.code == "head_exists":
            return _choose_head(request, point, delegate, now, refusal)
        refuse(request, refusal)
    else:
        say(request, _("The part in the delegation was changed."), "changed")
    return see_other("attendees:member", delegate.number)


def _choose_head(
    request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime, refusal: DomainError
) -> HttpResponse:
    context = {
        **frame(point, now),
        "delegate": delegate,
        "head": nominations.head_of(point.delegation),
        "part": Capacity.HEAD.value,
        "refusal": refusal,
    }
    return render(request, "attendees/member_head.html", context, status=409)


# Steps with a page that asks first ---------------------------------------------------------------------


#: The page that asks before the step.
QUESTIONS = {
    rosters.REMOVE: "attendees/member_remove.html",
    rosters.WITHDRAW: "attendees/member_withdraw.html",
    rosters.DISOWN: "attendees/member_disown.html",
}


def _ask(
    request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime, verb: str, **more: Any
) -> HttpResponse:
    """The page that says what will happen; sent twice, the domain says what came of the first time."""
    context = member_frame(point, delegate, now)
    if verb not in context["member"].may:
        return fixed(request, point, now, delegate)
    return render(request, QUESTIONS[verb], {**context, **more})


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def member_remove(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Take a draft off the list."""
    if request.method != "POST":
        return _ask(request, point, delegate, now, rosters.REMOVE)
    return _done(
        request,
        lambda: nominations.remove(delegate, by=point, now=now),
        _("%(name)s is off your list.") % {"name": delegate},
        "withdrawn",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def member_withdraw(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Withdraw somebody whose name was sent; the place goes on."""
    if request.method != "POST":
        return _ask(request, point, delegate, now, rosters.WITHDRAW)
    return _done(
        request,
        lambda: registrations.withdraw(delegate, by=point, now=now),
        _("%(name)s is withdrawn.") % {"name": delegate},
        "withdrawn",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def member_disown(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Say that somebody who registered alone is not of the delegation (R-06)."""
    form = DisownForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _ask(request, point, delegate, now, rosters.DISOWN, form=form)
    return _done(
        request,
        lambda: nominations.disown(delegate, text=form.cleaned_data["text"], by=point, now=now),
        _("%(name)s is not in your delegation any more.") % {"name": delegate},
        "changed",
    )


# Steps of one button -----------------------------------------------------------------------------------


@require_POST
@for_member
def member_endorse(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Confirm somebody who registered alone; then the secretariat decides (R-06)."""
    return _done(
        request,
        lambda: nominations.endorse(delegate, by=point, now=now),
        _("%(name)s is confirmed. The secretariat decides now.") % {"name": delegate},
        "changed",
    )


@require_POST
@for_member
def member_link(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Send the person the personal link again (RL-02)."""
    return _done(
        request,
        lambda: nominations.send_link(delegate, by=point, now=now),
        _("The personal link is on its way to %(address)s.") % {"address": delegate.email},
        "received",
        back=lambda: see_other("attendees:member", delegate.number),
    )


def _done(
    request: HttpRequest,
    step: Callable[[], Any],
    words: str,
    outcome: str,
    *,
    back: Callable[[], HttpResponse] = lambda: see_other("attendees:delegation"),
) -> HttpResponse:
    """Take the step and go back; what came of it is said there."""
    try:
        step()
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, words, outcome)
    return back()


# The order ----------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def delegation_order(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """The order of the note: type numbers, or move one person up or down; no script is needed."""
    roster = rosters.read(point.delegation, now=now)
    if not roster.takes_changes or len(roster.in_line) < 2:
        return fixed(request, point, now)
    people = [each.delegate for each in roster.in_line]
    form = OrderForm(people, data=request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "attendees/delegation_order.html", {**frame(point, now), "form": form, "roster": roster})
    up, down = request.POST.get("up", ""), request.POST.get("down", "")
    first = [roster.head.number] if roster.head else []
    return _done(
        request,
        lambda: nominations.order(point.delegation, [*first, *moved(form.numbers(), up, down)], by=point, now=now),
        _("The order was changed."),
        "changed",
        back=lambda: see_other("attendees:delegation_order"),
    )


def moved(numbers: list[int], up: str, down: str) -> list[int]:
    """The numbers with one of them a place further up or down, where there is one."""
    for sent, step in ((up, -1), (down, 1)):
        at = next((place for place, number in enumerate(numbers) if str(number) == sent), None)
        if at is not None and 0 <= at + step < len(numbers):
            numbers[at], numbers[at + step] = numbers[at + step], numbers[at]
    return numbers
