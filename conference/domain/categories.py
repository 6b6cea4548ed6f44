"""The categories of a conference: the ones it begins with, and how many people of each may come."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from conference.data.categories import DEFAULTS
from conference.domain.conferences import is_raised
from conference.domain.events import record
from conference.enums import ConferenceEventKind
from conference.models import Category, Conference
from conference.signals import capacity_changed


def add_defaults(conference: Conference) -> list[Category]:
    """Give the conference the default categories it does not have; returns the new ones."""
    known = set(conference.categories.values_list("code", flat=True))
    new = [Category(conference=conference, **row) for row in DEFAULTS if row["code"] not in known]
    return Category.objects.bulk_create(new)


@transaction.atomic
def change_quota(category: Category, quota: int | None, *, by: User | None, now: datetime) -> Category:
    """Set how many people of the category may be approved; None is no limit.

    Seats that become free are filled; lowering takes nobody's seat away.
    """
    rows = Category.objects.select_for_update(of=("self",), no_key=True).select_related("conference")
    fresh = rows.get(pk=category.pk)
    before, fresh.quota = fresh.quota, quota
    if before == quota:
        return fresh
    fresh.save(update_fields=["quota"])
    kind = ConferenceEventKind.QUOTA_CHANGED
    record(fresh.conference, kind, by=by, now=now, category=fresh.code, before=before, after=quota)
    if is_raised(before, quota):
        capacity_changed.send(sender=Category, conference=fresh.conference, now=now)
    return fresh
