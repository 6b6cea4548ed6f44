"""Somebody who is registered at the conference already, by the same name and address (R-11)."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from attendees.domain import actors
from attendees.domain.actors import Actor
from attendees.models import Delegate


def others(delegate: Delegate) -> QuerySet[Delegate]:
    """The live registrations of the same person; without an address nobody is known again (R-17)."""
    same = Delegate.objects.filter(conference_id=delegate.conference_id, person_key=delegate.person_key or None)
    return same.live().exclude(pk=delegate.pk)  # type: ignore[attr-defined,no-any-return]


def is_hidden_from(by: Actor, delegate: Delegate, same: QuerySet[Delegate]) -> bool:
    """Whether whoever acts may not learn who the other is: a focal point knows the own delegation only (AC-08)."""
    point = actors.focal_point(by)
    return point is not None and not same.filter(delegation=delegate.delegation).exists()


def hidden_words() -> str:
    """What a focal point is told then: nothing about others."""
    return _("This cannot be taken from here. Please write to the secretariat.")
