"""A new conference made from an old one: everything that is held, nobody who came."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from conference.domain.events import record
from conference.domain.refusals import ConferenceRefused
from conference.enums import ConferenceEventKind, ConferenceStatus
from conference.models import Conference, Membership, Organisation, PrivacyNotice
from conference.models.conference import RESERVED_SLUGS

Row = TypeVar("Row", bound=models.Model)
#: What a new conference does not take over from the old one: it says so for itself.
FRESH = {"symbol": "", "status": ConferenceStatus.DRAFT, "privacy_version": 0, "is_demo": False}
DEADLINES = (
    "registration_opens_at",
    "nomination_deadline_at",
    "registration_closes_at",
    "modification_deadline_at",
)


@transaction.atomic
def clone(conference: Conference, slug: str, starts_on: date, *, by: User | None, now: datetime) -> Conference:
    """Copy categories, programme, rooms, partners, texts and the notice in force to a new DRAFT.

    All days and deadlines move with the first day and keep their time on the conference's clocks.
    Whoever clones keeps the role held there; no delegate and nobody else of the staff comes along.
    Raises ``ConferenceRefused`` (``slug_invalid``, ``slug_reserved``, ``slug_taken``).
    """
    check_slug(slug)
    days = starts_on - conference.starts_on
    source = Conference.objects.get(pk=conference.pk)
    new = _copied(source, slug=slug, **FRESH, **_moved_dates(source, days))
    _copy_what_is_held(conference, new, days)
    _copy_notice(conference, new, now)
    _keep_the_role(conference, new, by)
    record(new, ConferenceEventKind.CLONED, by=by, now=now, source=conference.slug)
    return new


def check_slug(slug: str) -> None:
    """Refuse an address that a new conference may not have."""
    check_form_of_slug(slug)
    if Conference.objects.filter(slug=slug).exists():
        raise ConferenceRefused(_("Another conference has this address. Choose another."), "slug_taken")


def check_form_of_slug(slug: str) -> None:
    """Refuse an address that no conference may have."""
    if not re.fullmatch(r"[a-z0-9-]{1,60}", slug):
        raise ConferenceRefused(
            _("The address may hold small Latin letters, digits and hyphens, at most 60."), "slug_invalid"
        )
    if slug in RESERVED_SLUGS:
        raise ConferenceRefused(_("The system itself uses this address. Choose another."), "slug_reserved")


def shifted(instant: datetime | None, days: timedelta, zone: ZoneInfo) -> datetime | None:
    """The same time on the clocks of the zone, so many days later: summer time does not move it."""
    if instant is None:
        return None
    return (instant.astimezone(zone).replace(tzinfo=None) + days).replace(tzinfo=zone)


def _moved_dates(source: Conference, days: timedelta) -> dict[str, date | datetime | None]:
    moved: dict[str, date | datetime | None] = {
        name: shifted(getattr(source, name), days, source.zone) for name in DEADLINES
    }
    return moved | {"starts_on": source.starts_on + days, "ends_on": source.ends_on + days}


def _copied(row: Row, **changes: object) -> Row:
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(force_insert=True)
    return row


def _copies(rows: Iterable[Row], new: Conference) -> dict[int, Row]:
    """The rows in the new conference, by the keys of the old ones."""
    return {row.pk: _copied(row, conference=new) for row in rows}


def _copy_what_is_held(old: Conference, new: Conference, days: timedelta) -> None:
    _copies(old.categories.all(), new)
    organisations = _copy_organisations(old, new)
    for partner in old.partners.all():
        # The logo's file is shared: nothing ever changes a stored file.
        _copied(partner, conference=new, organisation=organisations[partner.organisation_id])
    venues = _copies(old.venues.all(), new)
    rooms = {room.pk: _copied(room, conference=new, venue=venues.get(room.venue_id or 0)) for room in old.rooms.all()}
    for session in old.sessions.prefetch_related("roles"):
        roles = list(session.roles.all())
        starts_at, ends_at = (shifted(at, days, old.zone) for at in (session.starts_at, session.ends_at))
        room = rooms.get(session.room_id or 0)
        copy = _copied(session, conference=new, room=room, starts_at=starts_at, ends_at=ends_at)
        for role in roles:
            _copied(role, session=copy)


def _copy_organisations(old: Conference, new: Conference) -> dict[int, Organisation]:
    originals = {organisation.pk: organisation.parent_id for organisation in old.organisations.all()}
    copies = _copies(old.organisations.all(), new)
    for pk, parent in originals.items():
        if parent:
            copies[pk].parent = copies.get(parent)
            copies[pk].save(update_fields=["parent"])
    return copies


def _copy_notice(old: Conference, new: Conference, now: datetime) -> None:
    notice = old.privacy_notices.filter(version=old.privacy_version).first()
    if notice:
        PrivacyNotice.objects.create(conference=new, version=1, text=notice.text, published_at=now)
        new.privacy_version = 1
        new.save(update_fields=["privacy_version"])


def _keep_the_role(old: Conference, new: Conference, by: User | None) -> None:
    membership = Membership.objects.filter(conference=old, user=by).first() if by else None
    if membership:
        Membership.objects.create(conference=new, user_id=membership.user_id, role=membership.role)
