"""Completing a registration that a delegation began: the person's own agreement, and what is still missing."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from attendees.domain import consents, corrections
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import GONE
from attendees.forms.completion import CompletionForm, blanks
from attendees.forms.photo import NO_PHOTO, received
from attendees.models import Delegate
from attendees.views.doorway import for_delegate
from attendees.views.replies import refuse, revision_sent, revision_shown, say, see_other
from core.errors import DomainError


@require_http_methods(["GET", "HEAD", "POST"])
@for_delegate
def my_complete(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """Agree to the privacy notice, choose the other consents, add what nobody has answered."""
    if delegate.status in GONE or not consents.are_owed(delegate):
        return see_other("attendees:my")  # sent twice, or nothing to agree to: the page says how it stands
    allowed = corrections.open_to(delegate, now=now)
    if request.method != "POST":
        return _page(request, CompletionForm(delegate, allowed=allowed, now=now))
    asks_photo = "photo" in allowed & blanks(delegate)
    photo = received(request, delegate.category, now=now) if asks_photo else NO_PHOTO
    form = CompletionForm(delegate, allowed=allowed, photo=photo, now=now, data=request.POST)
    return _complete(request, form, now) if form.is_valid() else _page(request, form)


def _complete(request: HttpRequest, form: CompletionForm, now: datetime) -> HttpResponse:
    try:
        consents.give(form.delegate, form.consents(), form.changes(), now=now, revision=revision_sent(request))
    except CorrectionRefused as refusal:
        form.refuse(refusal)
        return _page(request, form, refusal)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("Thank you. Your registration is complete."), "changed")
    return see_other("attendees:my")


def _page(request: HttpRequest, form: CompletionForm, refusal: DomainError | None = None) -> HttpResponse:
    delegate, conference = form.delegate, form.delegate.conference
    context = {
        "conference": conference,
        "delegate": delegate,
        "tab": "my",
        "form": form,
        "notice": conference.privacy_notices.filter(version=conference.privacy_version).first(),
        "revision": revision_shown(request, delegate, is_refused=refusal is not None),
        "outcome": "refused" if refusal else "invalid",
        "code": refusal.code if refusal else "",
    }
    return render(request, "attendees/my_complete.html", context, status=409 if refusal else 200)
