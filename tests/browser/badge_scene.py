"""Badges at the conference of Bishkek: one printed and out of date, one that cannot be, blank ones, a design."""

from datetime import timedelta

from django.utils import timezone

from attendees.badges import presets
from attendees.badges.designs import stored
from attendees.domain import badge_designs, badges
from attendees.models import BadgeDesign, Delegate
from tests.browser.scene import Scene
from tests.factories import make_delegate


def with_badges(scene: Scene) -> BadgeDesign:
    """Ask for the badges of two people, one of whom has a letter no font has; print blanks; begin a design."""
    conference, by, now = scene.conference, scene.staff["officer"], timezone.now()
    approved = scene.people["approved"]
    smiling = make_delegate(category=approved.category, status="APPROVED", family_name="Smiling", badge_name="Smile 😀")
    people = Delegate.objects.filter(pk__in=[approved.pk, smiling.pk])
    batch = badges.queue(conference, people, language="en", selection="selected", by=by, now=now)
    good, bad = batch.badges.order_by("delegate_id")
    fault = {"code": "letter_missing", "letters": "😀"}
    badges.printed(batch, [good.pk], {bad.pk: [fault]}, by=by, now=now)
    Delegate.objects.filter(pk=approved.pk).update(badge_changed_at=now + timedelta(minutes=1))
    blank = badges.queue_blanks(approved.category, 2, language="ru", by=by, now=now).badges.first()
    design = _design(scene)
    scene.things |= {"badge": good.pk, "blank": blank.pk, "batch": batch.pk, "design": design.pk}
    return design


def _design(scene: Scene) -> BadgeDesign:
    made = presets.preset("a6-photo")
    values = {"name": "Ours", "size": made.size, "orientation": made.orientation}
    values |= {"front": stored(made.front), "back": stored(made.back)}
    return badge_designs.create(scene.conference, values, is_default=True, by=None, now=timezone.now())
