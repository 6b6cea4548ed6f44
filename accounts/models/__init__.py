"""Who may sign in, and the tries to."""

from accounts.models.attempt import Attempt, AttemptKind
from accounts.models.user import User

__all__ = ["Attempt", "AttemptKind", "User"]
