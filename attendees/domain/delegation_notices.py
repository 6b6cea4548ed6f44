"""The letters a delegation's focal points are owed, queued in the transaction that owes them."""

from datetime import datetime
from typing import Any

from django.utils import translation

from attendees.domain import links, notices
from attendees.models import Delegate, Delegation, FocalPoint
from core.times import moment, zone_words
from mailing.domain import outbox

LINK_LETTER = "delegation_link"


def about_point(point: FocalPoint) -> str:
    """How the outbox knows the letters to one focal point."""
    return f"focal-point:{point.pk}"


def invite(point: FocalPoint, *, now: datetime) -> None:
    """Owe the focal point the invitation with the personal link, the quota and the deadline."""
    _queue(point, "invited", now=now)


def tell(delegation: Delegation, kind: str, *, now: datetime, **context: Any) -> int:
    """Owe every focal point a letter ``delegation_<kind>``; says how many."""
    points = list(delegation.focal_points.active().select_related("delegation__conference"))
    for point in points:
        _queue(point, kind, now=now, **context)
    return len(points)


def ask_to_endorse(delegation_id: int, delegate: Delegate, *, now: datetime) -> None:
    """Tell the focal points that somebody registered alone and names their delegation (R-06)."""
    delegation = Delegation.objects.select_related("conference", "country", "organisation").get(pk=delegation_id)
    tell(delegation, "joined", now=now, delegate=delegate)


def send_link(point: FocalPoint, *, now: datetime) -> bool:
    """Owe the focal point the link alone, at most three times an hour; says whether one was queued (RL-02)."""
    if notices.is_asked_too_often(LINK_LETTER, about_point(point), now=now):
        return False
    _queue(point, "link", now=now)
    return True


def cancel_for(point: FocalPoint, *, now: datetime) -> None:
    """Letters to a focal point that have not left are not sent any more (ML-11)."""
    outbox.cancel(about=about_point(point), now=now)


def _queue(point: FocalPoint, kind: str, *, now: datetime, **context: Any) -> None:
    delegation, language = point.delegation, point.language
    notices.owe(
        f"delegation_{kind}",
        to=point.email,
        language=language,
        about=about_point(point),
        conference=delegation.conference,
        context={
            "delegation_name": delegation.name_in(language),
            "delegation": delegation,
            "focal_point": point,
            "deadline": deadline_words(delegation, language),
            "link": links.focal_url(point),
            **context,
        },
        now=now,
    )


def deadline_words(delegation: Delegation, language: str) -> str:
    """`4 November 2024, 18:00, Bishkek time (UTC+6)`; empty without a deadline (R-20)."""
    closes, conference = delegation.closes_at, delegation.conference
    if closes is None:
        return ""
    with translation.override(language):
        return f"{moment(closes, conference.zone, language)}, {zone_words(closes, conference.zone)}"
