"""What everybody may read: the conferences, one of them, its programme, its privacy notice.

Nothing here knows who comes. A conference that is CLOSED, a DRAFT or ARCHIVED is looked up like one
that does not exist, so the answers are the same (AC-22).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.domain import calendars, conferences, programme
from conference.enums import Standing
from conference.models import Conference, PrivacyNotice, Session, SessionRole
from core.language import restrict

COMING = {Standing.NOT_YET, Standing.CLOSED, Standing.RUNNING}


@require_safe
def conference_list(request: HttpRequest) -> HttpResponse:
    """The conferences the public may see; if there is only one, its page."""
    visible = list(Conference.objects.public().select_related("country"))
    if len(visible) == 1:
        return redirect(visible[0])
    groups = _grouped(visible, timezone.now())
    full = conferences.full(conference for conference, _standing in groups["open"])
    return render(request, "conference/conference_list.html", {"groups": groups, "full": full})


def _grouped(visible: Iterable[Conference], now: datetime) -> dict[str, list[tuple[Conference, Standing]]]:
    """Open ones and coming ones by date, past ones the latest first."""
    groups: dict[str, list[tuple[Conference, Standing]]] = {"open": [], "coming": [], "past": []}
    for conference in sorted(visible, key=lambda each: each.starts_on):
        standing = conferences.standing(conference, now)
        groups[_group(conference, standing, now)].append((conference, standing))
    groups["past"].reverse()
    return groups


def _group(conference: Conference, standing: Standing, now: datetime) -> str:
    if standing == Standing.OPEN:
        return "open"
    is_over = conference.ends_on < now.astimezone(conference.zone).date()
    return "past" if is_over or standing not in COMING else "coming"


@require_safe
def conference_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One conference: when, where, how to register, what it is about."""
    conference, now = _public_conference(request, slug), timezone.now()
    standing = conferences.standing(conference, now)
    context = {
        "conference": conference,
        "now": now,
        "standing": standing,
        "full": conferences.full([conference] if standing == Standing.OPEN else []),
        "access": conferences.access(conference.categories.all()),
        "days": programme.days(conference, programme.themed(_sessions(conference)), now),
        "partners": conference.partners.select_related("organisation").order_by("order", "pk"),
    }
    return render(request, "conference/conference_detail.html", context)


@require_safe
def conference_programme(request: HttpRequest, slug: str) -> HttpResponse:
    """The programme by day; by type and theme when asked for."""
    conference, now = _public_conference(request, slug), timezone.now()
    sessions = list(_sessions(conference))
    choices = programme.choices(
        sessions, wanted_type=request.GET.get("type", ""), wanted_theme=request.GET.get("theme", "")
    )
    context = {
        "conference": conference,
        "now": now,
        "choices": choices,
        "has_sessions": bool(sessions),
        "days": programme.days(conference, programme.chosen(sessions, choices), now),
    }
    return render(request, "conference/programme.html", context)


@require_safe
def programme_ics(request: HttpRequest, slug: str) -> HttpResponse:
    """The whole programme, without its pauses, for a calendar."""
    conference = _public_conference(request, slug)
    sessions = [session for session in _sessions(conference) if not session.is_pause()]
    if not sessions:
        return _calendar_file(calendars.of_conference(conference, now=timezone.now()), conference.slug)
    return _calendar_file(calendars.of_sessions(conference, sessions, now=timezone.now()), conference.slug)


@require_safe
def session_ics(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One session for a calendar."""
    conference = _public_conference(request, slug)
    session = get_object_or_404(conference.sessions.select_related("room"), code=code)
    content = calendars.of_sessions(conference, [session], now=timezone.now())
    return _calendar_file(content, f"{conference.slug}-{session.pk}")


@require_safe
def privacy_notice(request: HttpRequest, slug: str) -> HttpResponse:
    """The privacy notice in force."""
    conference = _public_conference(request, slug)
    notice = get_object_or_404(PrivacyNotice, conference=conference, version=conference.privacy_version)
    return render(request, "conference/privacy_notice.html", {"conference": conference, "notice": notice})


def _public_conference(request: HttpRequest, slug: str) -> Conference:
    """Loading is authorising: 404 for what the public may not know of. The page speaks its languages."""
    conference = get_object_or_404(Conference.objects.public().select_related("country"), slug=slug)
    restrict(request, conference.languages)
    return conference


def _sessions(conference: Conference) -> QuerySet[Session]:
    roles = Prefetch("roles", SessionRole.objects.select_related("country"))
    return conference.sessions.select_related("room").prefetch_related(roles)


def _calendar_file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
