"""Which people an official paper names: what approval asks before it gives a seat (R-07, R-08)."""

from collections.abc import Iterable

from attendees.domain import missing
from attendees.domain.missing import Missing
from attendees.models import Delegate, Delegation, Mention


def is_proven(delegate: Delegate) -> bool:
    """Whether a verified paper names the delegate, and the officer confirmed the name in it (R-07)."""
    return bool(proven([delegate.pk]))


def proven(delegates: Iterable[int]) -> set[int]:
    """Those of the delegates, by id, whose name was confirmed in a verified paper; one statement."""
    found = Mention.objects.proving().filter(delegate__in=list(delegates))  # type: ignore[attr-defined]
    return set(found.values_list("delegate_id", flat=True))


def is_needed(delegate: Delegate) -> bool:
    """Whether the category asks for a paper before anybody is approved."""
    return bool(delegate.category.needs_document)


def unnamed(delegation: Delegation) -> set[int]:
    """The ids of live people whom no paper in force names (R-08); nobody while no paper is asked for or there."""
    people = delegation.people.filter(missing.condition(Missing.DOCUMENT, [delegation.category]))
    return set(people.values_list("pk", flat=True))
