"""The page of a delegation, for its focal points: a personal link opens it, without an account (R-05)."""

from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attendees.domain import deadlines, delegations, focal_points, happenings, moves, rosters
from attendees.domain.missing import Missing
from attendees.domain.refusals import DelegationRefused
from attendees.enums import DelegationStatus
from attendees.models import Delegate, Delegation, FocalPoint
from attendees.views import papers
from attendees.views.doorway import close_delegation, for_focal_point, open_delegation
from attendees.views.replies import word_of
from core.errors import DomainError
from core.language import restrict

#: So much of what happened stands on the page itself.
MOST_HAPPENINGS = 5
_NOBODY = gettext_lazy("Nobody new is on the list. Add people, then send it.")
#: What has to be done before names can be added or sent, while there is time for new names.
WHAT_FIRST = {
    DelegationStatus.INVITED: _NOBODY,
    DelegationStatus.COMPOSING: _NOBODY,
    DelegationStatus.SUBMITTED: gettext_lazy(
        "The list is with the secretariat. To add people, open it again on the page of the delegation."
    ),
    DelegationStatus.DECLINED: gettext_lazy(
        "The delegation said that it will not come. To add people, open the list again on its page."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def delegation_open(request: HttpRequest, token: str) -> HttpResponseBase:
    """The personal link. GET is a button and changes nothing, so mail scanners do no harm (AU-03)."""
    point = focal_points.find(token)
    if point is None:
        raise Http404
    restrict(request, point.delegation.conference.languages)
    if request.method == "POST":
        now = timezone.now()
        open_delegation(request, point, now=now)
        focal_points.came_in(point, now=now)
        return redirect("attendees:delegation")
    response = render(
        request,
        "attendees/delegation_open.html",
        {"conference": point.delegation.conference, "delegation": point.delegation},
    )
    # No other site learns the token (AU-04); the page itself allows its button to say where it stands.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@for_focal_point
def delegation(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """The delegation: its places, its people, its papers, its deadline."""
    own = point.delegation
    told = happenings.latest(own, MOST_HAPPENINGS + 1)
    roster = rosters.read(own, now=now)
    context = {
        **frame(point, now),
        "roster": roster,
        "missing": rosters.missing_words(roster),
        "points": list(own.focal_points.active()),
        "happenings": told[:MOST_HAPPENINGS],
        "has_more": len(told) > MOST_HAPPENINGS,
        "papers": papers.papers_of(own),
        "in_no_paper": [each.delegate.spoken_name for each in roster.lacking(Missing.DOCUMENT)],
    }
    return render(request, "attendees/delegation.html", context)


@require_safe
@for_focal_point
def delegation_history(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Everything that happened to the delegation and its people."""
    context = {**frame(point, now), "happenings": happenings.latest(point.delegation)}
    return render(request, "attendees/delegation_history.html", context)


def frame(point: FocalPoint, now: datetime) -> dict[str, object]:
    """What every page of a delegation shows."""
    own = point.delegation
    return {
        "conference": own.conference,
        "delegation": own,
        "point": point,
        "now": now,
        "takes_changes": own.conference.takes_changes(now),
    }


def fixed(request: HttpRequest, point: FocalPoint, now: datetime, delegate: Delegate | None = None) -> HttpResponse:
    """Say why nothing can be done here, with the delegation or with one person of it."""
    refusal = _why_fixed(point.delegation, delegate, now)
    context = {**frame(point, now), "delegate": delegate, "refusal": refusal, "word": word_of(refusal)}
    status = 409 if request.method == "POST" else 200
    return render(request, "attendees/delegation_fixed.html", context, status=status)


def _why_fixed(delegation: Delegation, delegate: Delegate | None, now: datetime) -> DomainError:
    if not delegation.conference.takes_changes(now):
        return DelegationRefused(deadlines.closed_words(), "closed")
    if delegate is not None:
        return moves.illegal(delegate)
    if not deadlines.is_time_for_names(delegation, now=now):
        return DelegationRefused(deadlines.over_words(delegation, now=now), "closed")
    if words := WHAT_FIRST.get(DelegationStatus(delegation.status)):
        return DelegationRefused(words, "illegal_move")
    return delegations.illegal(delegation)


@require_POST
def delegation_leave(request: HttpRequest) -> HttpResponseBase:
    """Shut the page in this browser; the link opens it again."""
    close_delegation(request)
    return redirect("attendees:my_link")
