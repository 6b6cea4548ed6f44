"""Who acts: a member of the staff, a focal point, or nobody – then it is the delegate or the system."""

from accounts.models import User
from attendees.models import FocalPoint

Actor = User | FocalPoint | None


def staff(by: Actor) -> User | None:
    """The member of the staff, where one acts."""
    return by if isinstance(by, User) else None


def focal_point(by: Actor) -> FocalPoint | None:
    """The focal point, where one acts."""
    return by if isinstance(by, FocalPoint) else None


def word(by: Actor, otherwise: str = "SYSTEM") -> str:
    """How history calls whoever acts: `STAFF`, `FOCAL_POINT`, or the word given for nobody."""
    if isinstance(by, FocalPoint):
        return "FOCAL_POINT"
    return otherwise if by is None else "STAFF"
