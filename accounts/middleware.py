"""How long a member of staff stays signed in (AU-07)."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

Handler = Callable[[HttpRequest], HttpResponse]

#: The last request is noted at most this often: a write per click would be too many.
NOTED_EVERY = 60


def staff_session_limits(get_response: Handler) -> Handler:
    """Sign staff out after half an hour without a request, and after twelve hours in any case."""

    def middleware(request: HttpRequest) -> HttpResponse:
        # Who has no cookie is not asked for: a public page costs no statement here.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            _apply(request, timezone.now())
        return get_response(request)

    return middleware


def _apply(request: HttpRequest, now: datetime) -> None:
    if _has_ended(request.session, now.timestamp()):
        logout(request)
    elif now.timestamp() - request.session.get("seen_at", 0) >= NOTED_EVERY:
        request.session.setdefault("signed_in_at", now.timestamp())
        request.session["seen_at"] = now.timestamp()


def _has_ended(session: SessionBase, now: float) -> bool:
    started = session.get("signed_in_at", now)
    seen = session.get("seen_at", now)
    return now - started > settings.SESSION_COOKIE_AGE or now - seen > settings.SESSION_IDLE_SECONDS
