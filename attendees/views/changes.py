"""Asking for a change after approval, on the page of the delegate or of the delegation (R-21, R-23)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from attendees.domain import change_requests
from attendees.domain.actors import Actor
from attendees.domain.change_requests import Asked
from attendees.forms.changes import ChangeForm
from attendees.forms.paper_file import received_paper
from attendees.forms.photo import received
from attendees.models import Delegate
from attendees.views.replies import refuse, revision_sent, revision_shown, say, see_other
from core.errors import DomainError


@dataclass(frozen=True)
class Place:
    """Whose page the form stands on, where it leads back to, and what else its page shows."""

    by: Actor
    back: str
    frame: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_anothers(self) -> bool:
        """Whether somebody asks for another person."""
        return self.by is not None


def change_form(request: HttpRequest, delegate: Delegate, now: datetime, place: Place) -> HttpResponse:
    """The whole form; sending it changes what needs no decision and asks for the rest."""
    asked = change_requests.open_of(delegate)
    if request.method != "POST":
        return _page(request, ChangeForm(delegate, asked=asked, of_another=place.is_anothers, now=now), place)
    photo = received(request, delegate.category, now=now)
    evidence = received_paper(request, delegate.conference, field="evidence", now=now)
    form = ChangeForm(
        delegate,
        asked=asked,
        photo=photo,
        evidence=evidence,
        of_another=place.is_anothers,
        now=now,
        data=request.POST,
    )
    return _ask(request, form, now, place) if form.is_valid() else _page(request, form, place)


def _ask(request: HttpRequest, form: ChangeForm, now: datetime, place: Place) -> HttpResponse:
    try:
        done = change_requests.ask(
            form.delegate,
            form.changes(),
            evidence=form.sent_evidence.kept,
            note=form.cleaned_data["note"],
            by=place.by,
            now=now,
            revision=revision_sent(request),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _page(request, form, place, code=refusal.code)
    say(request, outcome_words(done), "received" if done.request else "changed")
    return see_other(place.back)


def outcome_words(done: Asked) -> str:
    """`Changed: Food. Asked for: Position. The secretariat decides and writes.`"""
    parts = []
    if done.changed:
        parts.append(_("Changed: %(fields)s.") % {"fields": change_requests.labels(done.changed)})
    if done.request:
        fields = change_requests.labels(done.request.fields)
        parts.append(_("Asked for: %(fields)s. The secretariat decides and writes.") % {"fields": fields})
    return " ".join(parts) or _("Nothing was changed.")


def change_take_back(request: HttpRequest, delegate: Delegate, now: datetime, place: Place) -> HttpResponse:
    """Ask for nothing any more."""
    asked = change_requests.open_of(delegate)
    try:
        if asked is not None:
            change_requests.take_back(asked, by=place.by, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("Nothing is asked for any more. The data stay as they are."), "changed")
    return see_other(place.back)


def _page(request: HttpRequest, form: ChangeForm, place: Place, *, code: str = "") -> HttpResponse:
    context = {
        **place.frame,
        "conference": form.delegate.conference,
        "delegate": form.delegate,
        "form": form,
        "back": place.back,
        "code": code,
        "differences": form.differences() if code == "changed_meanwhile" else (),
        "revision": revision_shown(request, form.delegate, is_refused=bool(code)),
        "outcome": "refused" if code else "invalid",
    }
    return render(request, "attendees/change_form.html", context, status=409 if code else 200)
