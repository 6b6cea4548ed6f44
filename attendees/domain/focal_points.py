"""Who may submit for a delegation: named, written to, revoked; known by a personal link (R-05, R-15)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from attendees.domain import actors, delegation_notices, links, seating
from attendees.domain.actors import Actor
from attendees.domain.history import record_of_delegation
from attendees.domain.refusals import DelegationRefused
from attendees.enums import DelegationEventKind, DelegationStatus
from attendees.models import Delegation, FocalPoint
from conference.enums import ConferenceStatus
from core.crypto import keyed_hash

K = DelegationEventKind
#: So many a delegation may have before only the staff names another.
MOST_POINTS = 5
#: Of one mailbox: a ministry that speaks for several delegations.
MOST_LINKS = 20


@transaction.atomic
def name(
    delegation: Delegation,
    *,
    name: str,
    email: str,
    language: str,
    position: str = "",
    phone: str = "",
    by: Actor,
    now: datetime,
) -> FocalPoint:
    """Let a person speak for the delegation. The link is sent at once where the delegation was invited already.

    The same address again is the same focal point, with the new name. A delegation may have several. A focal
    point may name colleagues, and change nobody: raises ``DelegationRefused`` (``known``, ``too_many``).
    """
    seating.lock(delegation.conference_id)
    known = delegation.focal_points.active().filter(email__iexact=email).first()
    if actors.focal_point(by):
        _check_colleague(delegation, known)
    point = known or FocalPoint(delegation=delegation, email=email, created_at=now)
    point.name, point.position, point.phone, point.language = name, position, phone, language
    if known is None:
        links.focal_seal(point)
    point.save()
    record_of_delegation(delegation, K.FOCAL_ADDED, by=by, now=now, data={"focal_point": point.pk})
    if known is None and delegation.status != DelegationStatus.DRAFT:
        delegation_notices.invite(point, now=now)
    return point


def _check_colleague(delegation: Delegation, known: FocalPoint | None) -> None:
    if known is not None:
        raise DelegationRefused(_("This address is a focal point of your delegation already."), "known")
    if delegation.focal_points.active().count() >= MOST_POINTS:
        text = _("Your delegation has %(number)d focal points. Only the secretariat can name more.")
        raise DelegationRefused(text % {"number": MOST_POINTS}, "too_many")


@transaction.atomic
def revoke(point: FocalPoint, *, by: Actor, now: datetime) -> FocalPoint:
    """Shut the focal point's link at once; what was sent stays, and so does the name beside it (R-15)."""
    point = FocalPoint.objects.select_for_update(of=("self",)).select_related("delegation").get(pk=point.pk)
    if point.revoked_at is not None:
        return point
    point.revoked_at = now
    links.focal_seal(point)  # the old link is dead even for somebody who reads only the hash
    point.save(update_fields=["revoked_at", "link_hash", "link_token"])
    delegation_notices.cancel_for(point, now=now)
    record_of_delegation(point.delegation, K.FOCAL_REVOKED, by=by, now=now, data={"focal_point": point.pk})
    return point


@transaction.atomic
def send_link(point: FocalPoint, *, by: Actor, now: datetime) -> None:
    """Send the personal link once more."""
    delegation_notices.invite(point, now=now)
    record_of_delegation(point.delegation, K.LINK_SENT, by=by, now=now, data={"focal_point": point.pk})


@transaction.atomic
def send_lost_links(address: str, *, now: datetime) -> None:
    """Send every focal point with this address the link again, at most three times an hour (RL-02).

    An unknown address gets nothing, and nobody learns which it was.
    """
    found = _known().filter(email__iexact=address).exclude(delegation__conference__status=ConferenceStatus.ARCHIVED)
    for point in found.select_for_update(of=("self",))[:MOST_LINKS]:
        if delegation_notices.send_link(point, now=now):
            record_of_delegation(point.delegation, K.LINK_SENT, by=point, now=now, data={"focal_point": point.pk})


def find(token: str) -> FocalPoint | None:
    """The focal point a link belongs to; None for anything else, a revoked one included (AU-16, AU-18)."""
    if not links.is_like_a_token(token):
        return None
    return _known().filter(link_hash=keyed_hash(links.FOCAL, token)).first()


def behind(pk: int, seal: str) -> FocalPoint | None:
    """The focal point a browser has opened the page of, by the first letters of the link's hash."""
    point = _known().filter(pk=pk).first()
    return point if point is not None and point.link_hash.startswith(seal) else None


def _known() -> QuerySet[FocalPoint]:
    return FocalPoint.objects.active().select_related(  # type: ignore[attr-defined,no-any-return]
        "delegation__conference__country", "delegation__category", "delegation__country", "delegation__organisation"
    )


@transaction.atomic
def came_in(point: FocalPoint, *, now: datetime) -> None:
    """Write down that the page was opened; the first time is history."""
    if point.seen_at is None:
        record_of_delegation(point.delegation, K.OPENED, by=point, now=now)
    FocalPoint.objects.filter(pk=point.pk).update(seen_at=now)
