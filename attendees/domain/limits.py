"""The words for a limit that is reached: which one it is, and who holds its places (R-01)."""

from django.utils.translation import gettext as _

from attendees.domain import seating
from attendees.domain.refusals import RegistrationRefused
from attendees.enums import Modality
from attendees.models import Delegate

#: So many of those who hold the places of a delegation are named.
MOST_NAMES = 8


def full(delegate: Delegate) -> RegistrationRefused | None:
    """The refusal that names the limit in the way and who holds it, or None when there is room (R-01).

    Call it under the lock. Only approved people count (R-02).
    """
    standing = seating.standing_of(delegate)
    for seats, whose in zip(standing.limits, names(delegate), strict=True):
        if not seats.has_room():
            words = full_words(whose, seats.taken, seats.limit or 0)
            if seats is standing.delegation and (held := holders(delegate)):
                words = _("%(words)s The places are held by: %(names)s") % {"words": words, "names": held}
            return RegistrationRefused(_("No place is left: %(words)s") % {"words": words}, "quota_full")
    return None


def names(delegate: Delegate) -> tuple[str, str, str]:
    """How the limits of `seating.Standing.limits` are called, for this delegate."""
    delegation = str(delegate.delegation) if delegate.delegation else ""
    if delegation and delegate.modality == Modality.ONLINE:
        delegation = _("%(delegation)s, online") % {"delegation": delegation}
    return (_("the conference"), str(delegate.category), delegation)


def full_words(whose: str, taken: int, limit: int) -> str:
    """`Kazakhstan is full (6 of 6).`"""
    return _("%(whose)s is full (%(taken)d of %(limit)d).") % {"whose": whose, "taken": taken, "limit": limit}


def holders(delegate: Delegate) -> str:
    """Who holds the places of the delegate's delegation: `Abilov, Kairat; …`."""
    if delegate.delegation is None:
        return ""
    seated = delegate.delegation.people.approved().filter(modality=delegate.modality)  # type: ignore[attr-defined]
    found = list(seated.order_by("place", "number")[: MOST_NAMES + 1])
    said = [each.formal_name for each in found[:MOST_NAMES]]
    return "; ".join([*said, "…"] if len(found) > MOST_NAMES else said)
