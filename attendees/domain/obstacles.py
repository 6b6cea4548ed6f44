"""What stands in the way of approving somebody: asked by the approval itself, by pages and by plans."""

from django.utils.translation import gettext as _

from attendees.domain import limits, proofs
from attendees.domain.refusals import RegistrationRefused
from attendees.models import Delegate
from conference.enums import ApprovalMode


def of(delegate: Delegate) -> list[RegistrationRefused]:
    """Everything in the way now: ``not_endorsed``, ``document_missing``, ``quota_full``."""
    is_unproven = proofs.is_needed(delegate) and not proofs.is_proven(delegate)
    full = limits.full(delegate)
    return [*unready(delegate, is_unproven=is_unproven), *([full] if full else [])]


def unready(delegate: Delegate, *, is_unproven: bool) -> list[RegistrationRefused]:
    """What is still awaited from the delegation: the focal point's word (R-06), the paper (R-07)."""
    waits_for = [] if is_endorsed(delegate) else [_not_endorsed(delegate)]
    return [*waits_for, *([_unproven()] if is_unproven else [])]


def is_endorsed(delegate: Delegate) -> bool:
    """Whether the focal point has confirmed the person, where the category asks for it (R-06)."""
    asks = delegate.category.approval == ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT
    return not asks or delegate.delegation_id is None or delegate.endorsed_at is not None


def _not_endorsed(delegate: Delegate) -> RegistrationRefused:
    text = _("The focal point of %(delegation)s has not confirmed this person yet.")
    return RegistrationRefused(text % {"delegation": delegate.delegation}, "not_endorsed")


def _unproven() -> RegistrationRefused:
    return RegistrationRefused(_("No verified official paper names this person."), "document_missing")
