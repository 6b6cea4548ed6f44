"""Which people an official paper names: what approval asks before it gives a seat (R-07, R-08)."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from attendees.enums import LIVE, DocumentStatus
from attendees.models import Delegate, Delegation, Mention


def is_proven(delegate: Delegate) -> bool:
    """Whether a verified paper names the delegate, and the officer confirmed the name in it (R-07)."""
    return _confirmed().filter(delegate=delegate).exists()


def is_needed(delegate: Delegate) -> bool:
    """Whether the category asks for a paper before anybody is approved."""
    return bool(delegate.category.needs_document)


def unnamed(delegation: Delegation) -> set[int]:
    """The ids of live people whom no paper in force names (R-08); nobody while there is no paper at all."""
    if not delegation.documents.exclude(status=DocumentStatus.SUPERSEDED).exists():
        return set()
    people = delegation.people.filter(status__in=LIVE)
    return set(people.exclude(Exists(named(OuterRef("pk")))).values_list("pk", flat=True))


def named(delegate: Any) -> QuerySet[Mention]:
    """The places in papers in force that name the delegate; `delegate` may be an OuterRef."""
    return Mention.objects.filter(delegate=delegate).exclude(document__status=DocumentStatus.SUPERSEDED)


def _confirmed() -> QuerySet[Mention]:
    return Mention.objects.filter(document__status=DocumentStatus.VERIFIED, confirmed_at__isnull=False)
