"""The doors behind personal links, of delegates and focal points: exchanged once for two hours (AU-01…AU-04)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from attendees.domain import focal_points
from attendees.models import Delegate, FocalPoint
from core.language import restrict

KEY = "delegate"
FOCAL_KEY = "focal_point"
#: So much of the link's hash stands in the session: a new link shuts the pages the old one opened.
SEAL = 16

View = Callable[..., HttpResponseBase]


def open_door(request: HttpRequest, delegate: Delegate, *, now: datetime) -> None:
    """Let this browser see the delegate's page for two hours; staff who are signed in stay so."""
    _open(request, KEY, delegate.pk, delegate.link_hash, now)


def open_delegation(request: HttpRequest, point: FocalPoint, *, now: datetime) -> None:
    """Let this browser see the delegation's page for two hours."""
    _open(request, FOCAL_KEY, point.pk, point.link_hash, now)


def _open(request: HttpRequest, key: str, pk: int, link_hash: str, now: datetime) -> None:
    request.session.cycle_key()
    if SESSION_KEY not in request.session:
        request.session.set_expiry(settings.PARTICIPANT_SESSION_SECONDS)
    request.session[key] = {
        "pk": pk,
        "seal": link_hash[:SEAL],
        "until": now.timestamp() + settings.PARTICIPANT_SESSION_SECONDS,
    }


def close_door(request: HttpRequest) -> None:
    """Forget the delegate; of somebody who is nobody else, the whole session."""
    _close(request, KEY)


def close_delegation(request: HttpRequest) -> None:
    """Forget the focal point; of somebody who is nobody else, the whole session."""
    _close(request, FOCAL_KEY)


def _close(request: HttpRequest, key: str) -> None:
    request.session.pop(key, None)
    if not {SESSION_KEY, KEY, FOCAL_KEY} & set(request.session.keys()):
        request.session.flush()


def delegate_behind(request: HttpRequest, *, now: datetime) -> Delegate | None:
    """Whose page this browser has opened; None after two hours or once the link was replaced."""
    kept = _kept(request, KEY, now)
    if kept is None:
        return None
    found = Delegate.objects.select_related("conference__country", "category")
    delegate = found.filter(pk=kept["pk"], erased_at=None).first()
    if delegate is None or not delegate.link_hash.startswith(kept["seal"]):
        return None
    delegate.category.conference = delegate.conference
    return delegate


def focal_point_behind(request: HttpRequest, *, now: datetime) -> FocalPoint | None:
    """Whose delegation this browser has opened; None after two hours, or once the focal point is revoked (R-15)."""
    kept = _kept(request, FOCAL_KEY, now)
    point = focal_points.behind(kept["pk"], kept["seal"]) if kept else None
    if point is not None:
        point.delegation.category.conference = point.delegation.conference
    return point


def _kept(request: HttpRequest, key: str, now: datetime) -> dict[str, Any] | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    kept = request.session.get(key)
    return kept if kept and kept["until"] > now.timestamp() else None


def for_delegate(view: View) -> View:
    """Call the view with the delegate and the clock; anybody else is shown how to come in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        delegate = delegate_behind(request, now=now)
        if delegate is None:
            return _shut(request)
        restrict(request, delegate.conference.languages)
        return view(request, delegate, now, *args, **kwargs)

    return guarded


def for_focal_point(view: View) -> View:
    """Call the view with the focal point and the clock; anybody else is shown how to come in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        now = timezone.now()
        point = focal_point_behind(request, now=now)
        if point is None:
            return _shut(request)
        restrict(request, point.delegation.conference.languages)
        return view(request, point, now, *args, **kwargs)

    return guarded


def for_member(view: View) -> View:
    """Call the view with the focal point, one person of the own delegation and the clock; others are 404 (R-05)."""

    @for_focal_point
    @wraps(view)
    def guarded(
        request: HttpRequest, point: FocalPoint, now: datetime, number: int, *args: Any, **kwargs: Any
    ) -> HttpResponseBase:
        return view(request, point, member_of(point, number), now, *args, **kwargs)

    return guarded


def member_of(point: FocalPoint, number: int) -> Delegate:
    """The person with this number, of the focal point's own delegation."""
    delegation = point.delegation
    delegate = get_object_or_404(delegation.people.select_related("category"), number=number, erased_at=None)
    delegate.delegation, delegate.conference = delegation, delegation.conference
    delegate.category.conference = delegation.conference
    return delegate


def _shut(request: HttpRequest) -> HttpResponseBase:
    """To the lost link; what was typed when the two hours ended can be sent again (AU-07)."""
    if request.method != "POST":
        return redirect("attendees:my_link")
    typed = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    return render(request, "attendees/my_shut.html", {"typed": typed}, status=403)
