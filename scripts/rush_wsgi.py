"""The control of scripts/rush.py: the same program, but seats are counted before the lock is taken.

Nothing of production reads RUSH_WITHOUT_LOCK; only this wrapper does.
"""

import os
import threading
import time
from dataclasses import replace
from typing import Any

from config.wsgi import application

__all__ = ["application"]

#: As long as a busy database would take to answer.
GAP = 0.02


def count_too_early() -> None:
    """Decide on what was seen outside the transaction: the fault the lock is there for."""
    from attendees.domain import registrations, seating
    from attendees.models import Register

    seen = threading.local()
    real_submit, real_standing = registrations._submit, seating.standing

    def submit(category: Any, *arguments: Any) -> Any:
        Register.objects.get_or_create(conference_id=category.conference_id)
        seen.standing = real_standing(category)
        time.sleep(GAP)
        try:
            return real_submit(category, *arguments)
        finally:
            seen.standing = None

    def standing(category: Any, **known: Any) -> Any:
        fresh, early = real_standing(category, **known), getattr(seen, "standing", None)
        return replace(fresh, conference=early.conference, category=early.category) if early else fresh

    registrations._submit = submit  # type: ignore[assignment]
    seating.standing = standing


if os.environ.get("RUSH_WITHOUT_LOCK"):
    count_too_early()
