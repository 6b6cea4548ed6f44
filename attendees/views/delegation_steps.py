"""What a focal point does with the delegation as a whole: send the names, open the list again, decline."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attendees.domain import delegations, focal_points, rosters
from attendees.domain.rosters import Roster
from attendees.enums import DelegationStatus
from attendees.forms.delegation import ColleagueForm, DeclineForm
from attendees.models import FocalPoint
from attendees.views.delegation import fixed, frame
from attendees.views.doorway import for_focal_point
from attendees.views.replies import refuse, say, see_other
from core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def delegation_submit(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Check who is sent and where letters go; then send the names."""
    roster = rosters.read(point.delegation, now=now)
    if request.method == "POST" and roster.delegation.status == DelegationStatus.SUBMITTED:
        return see_other("attendees:delegation_sent")  # sent twice: what came of the first time
    if not roster.can_send:
        return fixed(request, point, now)
    if request.method != "POST" or request.POST.get("seen") != _seen(roster):
        return _check_page(request, point, roster)
    try:
        delegations.submit(point.delegation, by=point, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
        return see_other("attendees:delegation")
    return see_other("attendees:delegation_sent")


def _seen(roster: Roster) -> str:
    """What the check page shows: a person a colleague adds meanwhile is not sent unseen."""
    return " ".join(str(each.delegate.number) for each in roster.drafts)


def _check_page(request: HttpRequest, point: FocalPoint, roster: Roster) -> HttpResponse:
    letters = rosters.mailboxes(roster.drafts)
    is_outdated = request.method == "POST"
    context = {
        **frame(point, roster.now),
        "roster": roster,
        "seen": _seen(roster),
        "is_outdated": is_outdated,
        "without_address": letters.pop("", []),
        "mailboxes": list(letters.values()),
    }
    return render(request, "attendees/delegation_submit.html", context, status=409 if is_outdated else 200)


@require_safe
@for_focal_point
def delegation_sent(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """What came of sending the names."""
    roster = rosters.read(point.delegation, now=now)
    sent = rosters.sent_last(roster)
    if roster.delegation.submitted_at is None:
        return see_other("attendees:delegation")
    letters = rosters.mailboxes(sent)
    context = {
        **frame(point, now),
        "roster": roster,
        "sent": sent,
        "without_address": letters.pop("", []),
        "mailboxes": list(letters.values()),
    }
    return render(request, "attendees/delegation_sent.html", context)


@require_POST
@for_focal_point
def delegation_reopen(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Open the list for more names before the deadline."""
    try:
        if point.delegation.status != DelegationStatus.COMPOSING:  # pressed twice: it is open
            delegations.reopen(point.delegation, by=point, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The list is open again. Add people, then send it."), "changed")
    return see_other("attendees:delegation")


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def delegation_decline(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Say that the delegation will not come, with or without a word (R-14)."""
    roster = rosters.read(point.delegation, now=now)
    if not roster.can_decline:
        return fixed(request, point, now)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {**frame(point, now), "roster": roster, "form": form}
        return render(request, "attendees/delegation_decline.html", context)
    try:
        delegations.decline(point.delegation, text=form.cleaned_data["text"], by=point, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The secretariat knows now that the delegation will not come."), "withdrawn")
    return see_other("attendees:delegation")


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def delegation_colleague(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Name a colleague as a further focal point; only the secretariat takes one away (R-15)."""
    if not point.delegation.conference.takes_changes(now):
        return fixed(request, point, now)
    form = ColleagueForm(point.delegation, data=request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _colleague_page(request, point, form, now)
    try:
        focal_points.name(point.delegation, **form.cleaned_data, by=point, now=now)
    except DomainError as refusal:
        form.refuse(refusal)
        return _colleague_page(request, point, form, now, refusal)
    words = _("%(name)s is a focal point now. The link is on its way.") % {"name": form.cleaned_data["name"]}
    say(request, words, "changed")
    return see_other("attendees:delegation", anchor="points")


def _colleague_page(
    request: HttpRequest, point: FocalPoint, form: ColleagueForm, now: datetime, refusal: DomainError | None = None
) -> HttpResponse:
    context = {
        **frame(point, now),
        "form": form,
        "outcome": "refused" if refusal else "invalid",
        "code": refusal.code if refusal else "",
    }
    return render(request, "attendees/delegation_colleague.html", context, status=409 if refusal else 200)
