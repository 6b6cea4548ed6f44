"""What badges look like: designs of a conference's own, and for whom each is."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import seating
from attendees.domain.refusals import BadgeRefused
from attendees.models import BadgeDesign
from conference.domain.events import record
from conference.enums import ConferenceEventKind
from conference.models import Category, Conference

K = ConferenceEventKind
#: What a form may write; who a design is for is said apart.
WRITABLE = frozenset("name size orientation front back".split())
MODEL = "badgedesign"


@transaction.atomic
def create(
    conference: Conference, values: Mapping[str, Any], *, is_default: bool = False, by: User | None, now: datetime
) -> BadgeDesign:
    """Add a design. Raises ``BadgeRefused`` (``name_taken``)."""
    seating.lock(conference.pk)
    _check_name(conference, values["name"])
    if is_default:
        conference.badge_designs.update(is_default=False)
    design = BadgeDesign.objects.create(conference=conference, is_default=is_default, **_written(values))
    record(conference, K.ADDED, by=by, now=now, model=MODEL, pk=design.pk)
    return design


@transaction.atomic
def change(
    design: BadgeDesign,
    values: Mapping[str, Any],
    *,
    categories: Iterable[Category] | None = None,
    is_default: bool | None = None,
    by: User | None,
    now: datetime,
    revision: int | None = None,
) -> BadgeDesign:
    """Change a design, and for whom it is: a category has one design, and everybody else one usual one.

    Raises ``BadgeRefused``: ``name_taken``, ``changed_meanwhile`` when the form was opened on an older one.
    """
    seating.lock(design.conference_id)
    fresh = BadgeDesign.objects.select_related("conference").get(pk=design.pk)
    if revision is not None and revision != fresh.revision:
        text = _("Somebody changed this design meanwhile. Look at it again.")
        raise BadgeRefused(text, "changed_meanwhile")
    changed = [name for name, value in _written(values).items() if getattr(fresh, name) != value]
    if "name" in changed:
        _check_name(fresh.conference, values["name"])
    for name in changed:
        setattr(fresh, name, values[name])
    if is_default is not None and is_default != fresh.is_default:
        fresh.conference.badge_designs.exclude(pk=fresh.pk).update(is_default=False)
        fresh.is_default = is_default
        changed.append("is_default")
    if categories is not None and _give(fresh, list(categories)):
        changed.append("categories")
    if changed:
        fresh.revision += 1
        fresh.save()
        record(fresh.conference, K.EDITED, by=by, now=now, model=MODEL, pk=fresh.pk, fields=changed)
    return fresh


def is_printed(conference: int, what: str) -> bool:
    """Whether a design of the conference's own prints it; those of the house print no position."""
    sides = BadgeDesign.objects.filter(conference=conference).values_list("front", "back")
    return any(element.get("what") == what for front, back in sides for element in (*front, *back))


def _give(design: BadgeDesign, categories: list[Category]) -> bool:
    """Make the design that of these categories, and of no others; says whether that is new."""
    if set(categories) == set(design.categories.all()):
        return False
    for other in design.conference.badge_designs.filter(categories__in=categories).exclude(pk=design.pk).distinct():
        other.categories.remove(*categories)
    design.categories.set(categories)
    return True


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in WRITABLE}


def _check_name(conference: Conference, name: str) -> None:
    if conference.badge_designs.filter(name=name).exists():
        raise BadgeRefused(_("There is a design of this name already."), "name_taken")
