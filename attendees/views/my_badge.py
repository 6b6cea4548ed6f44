"""My badge before it is printed: how it will look, word by word, and the way to a correction."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.http import parse_etags, quote_etag
from django.utils.translation import override
from django.views.decorators.http import require_safe

from attendees.badges import press, samples
from attendees.badges.cards import Card, Drawer
from attendees.badges.wearers import Wearer, occasion
from attendees.domain import badge_plans
from attendees.enums import OUT, VALID
from attendees.models import Badge, Delegate
from attendees.papers import badges as paper
from attendees.views.doorway import for_delegate
from core.errors import DomainError

#: Dots an inch on the screen.
DOTS = 130


@require_safe
@for_delegate
def my_badge(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """How the badge will look, and where to ask for something else."""
    badge = _badge(delegate)
    _drawer, card = _card(delegate, badge, now)
    context = {
        "conference": delegate.conference,
        "delegate": delegate,
        "tab": "my",
        "lines": _said(card),
        "is_impossible": bool(card.problems),
        "is_printed": badge is not None and badge.status in OUT,
        "is_outdated": badge is not None and badge_plans.is_outdated(badge),
        "can_ask": delegate.conference.takes_changes(now),
    }
    return render(request, "attendees/my_badge.html", context)


@require_safe
@for_delegate
def my_badge_picture(request: HttpRequest, delegate: Delegate, now: datetime) -> HttpResponse:
    """My badge as a picture, with grey where its code will be: a picture opens no door.

    The browser keeps it and asks whether it is still so; as long as it is, nothing is drawn again.
    """
    drawer, card = _card(delegate, _badge(delegate), now)
    mark = quote_etag(_fingerprint(drawer, card))
    if mark in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    else:
        try:
            response = HttpResponse(press.picture(drawer, card, dots=DOTS), content_type="image/png")
        except DomainError:
            raise Http404 from None
    response["ETag"], response["Cache-Control"] = mark, "private, no-cache"
    return response


def _badge(delegate: Delegate) -> Badge | None:
    """The valid badge there is. 404 for whoever wears none."""
    if not badge_plans.is_due(delegate):
        raise Http404
    return delegate.badges.filter(status__in=VALID).defer("token").first()


def _card(delegate: Delegate, badge: Badge | None, now: datetime) -> tuple[Drawer, Card]:
    conference = delegate.conference
    language = conference.default_language
    with override(language):
        place = occasion(conference, language, now=now)
        person = Wearer(place, delegate.category, badge.number if badge else "", "", delegate, delegate.pk)
        drawer, [card] = press.draw([person], place, paper.designs_of(conference, {}))
    return drawer, samples.with_places(card)


def _said(card: Card) -> list[str]:
    """What stands on the front, line by line, for whoever does not see the picture."""
    return [mark[8] for mark in card.front if mark[0] == "t"]


def _fingerprint(drawer: Drawer, card: Card) -> str:
    """The same as long as the picture is the same."""
    drawn: list[Any] = [
        card.front,
        drawer.shared,
        card.design.across,
        card.design.down,
        drawer.occasion.head.data["accent"],
    ]
    pictures = [hashlib.sha256(each).hexdigest() for each in (*card.pictures.values(), *drawer.pictures.values())]
    return hashlib.sha256(json.dumps([drawn, pictures, DOTS], ensure_ascii=False).encode()).hexdigest()[:32]
