"""A delegate's own page: where I stand, my data, my sessions, my pass, withdrawing."""

import time
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from attendees.badges import qr
from attendees.domain import (
    change_requests,
    consents,
    corrections,
    links,
    lost_links,
    merges,
    overview,
    registrations,
    signups,
)
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import GONE, HOLDS_SESSION_PLACES, DelegateStatus
from attendees.forms.changes import lines
from attendees.forms.correction import CorrectionForm
from attendees.forms.links import LinkForm, SessionsForm
from attendees.forms.photo import Photo, received
from attendees.models import Delegate
from attendees.views import changes, my_data, sealed_files
from attendees.views.doorway import close_door, for_delegate, open_door
from attendees.views.replies import refuse, revision_sent, revision_shown, say, see_other
from conference.domain import calendars
from conference.enums import SignupRule
from conference.models import Session
from core.errors import DomainError
from core.language import restrict

#: Every answer about a lost link takes this long, whether the address is known or not (AU-11).
ANSWER_SECONDS = 0.15


@require_http_methods(["GET", "HEAD", "POST"])
def my_open(request: HttpRequest, token: str) -> HttpResponseBase:
    """The personal link. GET is a button and changes nothing, so mail scanners do no harm (AU-03)."""
    delegate = links.find(token)
    if delegate is None:
        raise Http404
    restrict(request, delegate.conference.languages)
    if request.method == "POST":
        open_door(request, delegate, now=timezone.now())
        return see_other("attendees:my")
    response = render(request, "attendees/my_open.html", {"conference": delegate.conference})
    # No other site learns the token (AU-04); the page itself allows its button to say where it stands.
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def my_link(request: HttpRequest) -> HttpResponse:
    """A lost link is sent again; the answer never says whether the address is known (RL-02)."""
    form = LinkForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "attendees/my_link.html", {"form": form})
    answered_at = time.monotonic() + ANSWER_SECONDS
    lost_links.send(form.cleaned_data["email"], now=timezone.now())
    time.sleep(max(0.0, answered_at - time.monotonic()))
    return render(request, "attendees/my_link_sent.html")


@require_POST
def my_leave(request: HttpRequest) -> HttpResponseBase:
    """Shut my page in this browser; the link opens it again."""
    close_door(request)
    return see_other("attendees:my_link")


@require_safe
@for_delegate
def my(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """Where I stand, and everything I can do about it."""
    allowed, is_over = corrections.open_to(delegate, now=now), delegate.conference.is_over
    change = change_requests.open_of(delegate) if delegate.status == DelegateStatus.APPROVED else None
    context = {
        **_frame(delegate, now),
        "steps": overview.steps(delegate, now=now),
        "missing": [] if is_over or delegate.status in GONE else overview.missing(delegate),
        "owes_consent": not is_over and consents.are_owed(delegate),
        "return_note": overview.return_note(delegate),
        "position": overview.position(delegate),
        "is_merged": merges.is_merged(delegate),
        "lines": my_data.lines(delegate, allowed, asked=_askable(delegate, now)),
        "change": change,
        "change_lines": lines(change) if change else (),
        "can_correct": bool(allowed),
        "can_send_photo": "photo" in allowed,
        "sessions": [signup.session for signup in delegate.signups.select_related("session__room")],
        "can_withdraw": delegate.conference.takes_changes(now) and delegate.can_become(DelegateStatus.WITHDRAWN),
        "can_choose": delegate.conference.takes_changes(now) and delegate.status in HOLDS_SESSION_PLACES,
    }
    return render(request, "attendees/my.html", context)


def _askable(delegate: Delegate, now: datetime) -> frozenset[str]:
    """What somebody who is approved may ask to have changed (R-21)."""
    is_open = delegate.status == DelegateStatus.APPROVED and delegate.conference.takes_changes(now)
    return change_requests.ASKABLE if is_open else frozenset()


def _frame(delegate: Delegate, now: datetime) -> dict[str, object]:
    return {
        "conference": delegate.conference,
        "delegate": delegate,
        "tab": "my",
        "now": now,
        "takes_changes": delegate.conference.takes_changes(now),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@for_delegate
def my_correct(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """Correct my data; a returned registration is sent again with it, an approved one asks (R-21, R-23)."""
    allowed = corrections.open_to(delegate, now=now)
    if not allowed:
        return _nothing_to_change(request, delegate, now)
    if delegate.status == DelegateStatus.APPROVED:
        return changes.change_form(request, delegate, now, _mine(delegate, now))
    if request.method != "POST":
        return _correction_page(request, delegate, CorrectionForm(delegate, allowed=allowed, now=now), now)
    photo = received(request, delegate.category, now=now) if "photo" in allowed else Photo()
    form = CorrectionForm(delegate, allowed=allowed, photo=photo, now=now, data=request.POST)
    if not form.is_valid():
        return _correction_page(request, delegate, form, now)
    return _correct(request, delegate, form, now)


def _mine(delegate: Delegate, now: datetime) -> changes.Place:
    return changes.Place(by=None, back=reverse("attendees:my"), frame=_frame(delegate, now))


@require_POST
@for_delegate
def my_take_back(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """Ask for no change any more."""
    return changes.change_take_back(request, delegate, now, _mine(delegate, now))


def _correct(request: HttpRequest, delegate: Delegate, form: CorrectionForm, now: datetime) -> HttpResponse:
    is_returned = delegate.status == DelegateStatus.RETURNED
    verb = corrections.correct_and_resubmit if is_returned else corrections.correct
    try:
        verb(delegate, form.changes(), by=None, now=now, revision=revision_sent(request))
    except CorrectionRefused as refusal:
        form.refuse(refusal)
        return _correction_page(request, delegate, form, now, status=409, code=refusal.code)
    except DomainError as refusal:
        refuse(request, refusal)
        return see_other("attendees:my")
    words = _("Your registration was sent again.") if is_returned else _("Your data were changed.")
    say(request, words, "changed")
    return see_other("attendees:my")


def _correction_page(
    request: HttpRequest, delegate: Delegate, form: CorrectionForm, now: datetime, *, status: int = 200, code: str = ""
) -> HttpResponse:
    context = {
        **_frame(delegate, now),
        "form": form,
        "code": code,
        "differences": form.differences() if code == "changed_meanwhile" else (),
        "revision": revision_shown(request, delegate, is_refused=bool(code)),
        "outcome": "refused" if code else "invalid",
        "is_returned": delegate.status == DelegateStatus.RETURNED,
        "return_note": overview.return_note(delegate),
    }
    return render(request, "attendees/my_correct.html", context, status=status)


def _nothing_to_change(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    status = 409 if request.method == "POST" else 200
    return render(request, "attendees/my_fixed.html", _frame(delegate, now), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_delegate
def my_sessions(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """Choose my sessions; the places left stand beside each."""
    if not delegate.conference.takes_changes(now) or delegate.status not in HOLDS_SESSION_PLACES:
        return _nothing_to_change(request, delegate, now)
    held = dict(delegate.signups.values_list("session_id", "session__code"))
    form = SessionsForm(delegate, held=held, data=request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "attendees/my_sessions.html", {**_frame(delegate, now), "form": form})
    try:
        signups.choose(delegate, form.cleaned_data["sessions"], by=None, now=now)
    except DomainError as refusal:
        form.refuse(refusal)
        return render(request, "attendees/my_sessions.html", {**_frame(delegate, now), "form": form})
    say(request, _("Your sessions were changed."), "changed")
    return see_other("attendees:my")


@require_http_methods(["GET", "HEAD", "POST"])
@for_delegate
def my_withdraw(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """Withdraw: asked once more, then done."""
    if request.method == "POST" and delegate.status == DelegateStatus.WITHDRAWN:
        return _withdrawn(request)  # sent twice: what came of the first time
    if not delegate.conference.takes_changes(now) or not delegate.can_become(DelegateStatus.WITHDRAWN):
        return _nothing_to_change(request, delegate, now)
    if request.method != "POST":
        return render(request, "attendees/my_withdraw.html", _frame(delegate, now))
    try:
        registrations.withdraw(delegate, by=None, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
        return see_other("attendees:my")
    return _withdrawn(request)


def _withdrawn(request: HttpRequest) -> HttpResponse:
    say(request, _("Your registration is withdrawn."), "withdrawn")
    return see_other("attendees:my")


@require_safe
@for_delegate
def my_pass(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """The QR code of the pass: a random token and nothing readable (R-43); only while approved."""
    if delegate.status != DelegateStatus.APPROVED:
        raise Http404
    return HttpResponse(qr.svg(delegate.pass_token), content_type="image/svg+xml")


@require_safe
@for_delegate
def my_photo(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponseBase:
    """My photo, for nobody but me."""
    return sealed_files.photo(delegate.photo)


@require_safe
@for_delegate
def my_calendar(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """My sessions and those open to everybody, or else the days of the conference, for a calendar."""
    sessions = _attended(delegate)
    content = (
        calendars.of_sessions(delegate.conference, sessions, now=now)
        if sessions
        else calendars.of_conference(delegate.conference, now=now)
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{delegate.conference.slug}.ics"'
    return response


def _attended(delegate: Delegate) -> list[Session]:
    chosen = set(delegate.signups.values_list("session_id", flat=True))
    programme = delegate.conference.sessions.select_related("room")
    return [
        session
        for session in programme
        if session.pk in chosen
        or (session.signup == SignupRule.NONE and session.is_for(delegate.category) and not session.is_pause())
    ]
