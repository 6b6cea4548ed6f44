"""The door of a delegate's own page: the personal link, exchanged once for two hours (AU-01…AU-04)."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from attendees.models import Delegate
from core.language import restrict

KEY = "delegate"
#: So much of the link's hash stands in the session: a new link shuts the pages the old one opened.
SEAL = 16

View = Callable[..., HttpResponseBase]


def open_door(request: HttpRequest, delegate: Delegate, *, now: datetime) -> None:
    """Let this browser see the delegate's page for two hours; staff who are signed in stay so."""
    request.session.cycle_key()
    if SESSION_KEY not in request.session:
        request.session.set_expiry(settings.PARTICIPANT_SESSION_SECONDS)
    request.session[KEY] = {
        "pk": delegate.pk,
        "seal": delegate.link_hash[:SEAL],
        "until": now.timestamp() + settings.PARTICIPANT_SESSION_SECONDS,
    }


def close_door(request: HttpRequest) -> None:
    """Forget the delegate; of somebody who is nobody else, the whole session."""
    request.session.pop(KEY, None)
    if SESSION_KEY not in request.session:
        request.session.flush()


def delegate_behind(request: HttpRequest, *, now: datetime) -> Delegate | None:
    """Whose page this browser has opened; None after two hours or once the link was replaced."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    kept = request.session.get(KEY)
    if not kept or kept["until"] <= now.timestamp():
        return None
    found = Delegate.objects.select_related("conference__country", "category")
    delegate = found.filter(pk=kept["pk"], erased_at=None).first()
    if delegate is None or not delegate.link_hash.startswith(kept["seal"]):
        return None
    delegate.category.conference = delegate.conference
    return delegate


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


def _shut(request: HttpRequest) -> HttpResponseBase:
    """To the lost link; what was typed when the two hours ended can be sent again (AU-07)."""
    if request.method != "POST":
        return redirect("attendees:my_link")
    typed = [
        (name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values
    ]
    return render(request, "attendees/my_shut.html", {"typed": typed}, status=403)
