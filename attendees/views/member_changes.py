"""A focal point asks for a change of somebody who is approved (R-21)."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from attendees.enums import DelegateStatus
from attendees.models import Delegate, FocalPoint
from attendees.views.changes import Place, change_form, change_take_back
from attendees.views.delegation import fixed, frame
from attendees.views.doorway import for_member


@require_http_methods(["GET", "HEAD", "POST"])
@for_member
def member_ask(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """The whole form: food and the like are changed at once, the rest is asked for."""
    if delegate.status != DelegateStatus.APPROVED or not delegate.conference.takes_changes(now):
        return fixed(request, point, now, delegate)
    return change_form(request, delegate, now, _place(point, delegate, now))


@require_POST
@for_member
def member_take_back(request: HttpRequest, point: FocalPoint, delegate: Delegate, now: datetime) -> HttpResponse:
    """Ask for nothing any more."""
    return change_take_back(request, delegate, now, _place(point, delegate, now))


def _place(point: FocalPoint, delegate: Delegate, now: datetime) -> Place:
    return Place(by=point, back=reverse("attendees:member", args=[delegate.number]), frame=frame(point, now))
