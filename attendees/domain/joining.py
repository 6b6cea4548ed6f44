"""To which delegation somebody belongs who registers alone (R-06, R-12)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from attendees.domain import delegation_notices, seating, spelled
from attendees.domain.seating import Standing
from attendees.enums import Source
from attendees.models import Delegate, Delegation, FocalPoint
from conference.enums import ApprovalMode
from conference.models import Category
from core.gathered import Gathered


def standing(delegate: Delegate, **gather: Gathered) -> Standing:
    """The limits that bind a new delegate, with the delegation of whom it represents; call it under the lock.

    `gather` asks for more in the same statement.
    """
    return seating.standing(
        delegate.category,
        delegation=_delegation_of(delegate),
        modality=delegate.modality,
        key=delegate.submission_key,
        person=delegate.person_key,
        gather=gather,
    )


def _delegation_of(delegate: Delegate) -> QuerySet[Delegation] | None:
    """The delegation there may be, as a query of at most one row.

    An expert or a journalist is of no delegation, whatever the passport says: the category decides (R-12).
    """
    if delegate.delegation_id:
        return Delegation.objects.filter(pk=delegate.delegation_id)
    own = Delegation.objects.filter(category_id=delegate.category_id).taking_part()  # type: ignore[attr-defined]
    if delegate.country_id:
        return own.filter(country_id=delegate.country_id)  # type: ignore[no-any-return]
    may_be_named = delegate.organisation and getattr(delegate.category, "invites_organisations", True)
    organisation = spelled.organisation_of(delegate) if may_be_named else None
    return own.filter(organisation=organisation) if organisation else None


def with_delegations(categories: QuerySet[Category]) -> QuerySet[Category]:
    """Tell with each category whether organisations are invited in it, so that nobody looks for them in vain."""
    invited = Delegation.objects.filter(category_id=OuterRef("pk"), organisation__isnull=False)
    return categories.annotate(invites_organisations=Exists(invited))


def join(delegate: Delegate, standing: Standing, *, now: datetime) -> None:
    """Make the delegate one of the delegation found, before it is saved.

    The focal point's own registration is confirmed at that stage (R-06), and so is whom the staff enters.
    """
    delegate.delegation_id = standing.delegation_id
    if standing.delegation_id is None or delegate.category.approval != ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT:
        return
    is_staffs = delegate.source in (Source.OFFICER, Source.IMPORT, Source.ON_SITE)
    if is_staffs or _is_focal_point(delegate):
        delegate.endorsed_at = now
    else:
        delegation_notices.ask_to_endorse(standing.delegation_id, delegate, now=now)


def _is_focal_point(delegate: Delegate) -> bool:
    points = FocalPoint.objects.filter(delegation=delegate.delegation_id or 0).active()  # type: ignore[attr-defined]
    return bool(delegate.email) and points.filter(email__iexact=delegate.email).exists()
