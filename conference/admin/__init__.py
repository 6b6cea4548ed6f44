"""The organisers' pages: one file a model, on one scoped base class."""

from conference.admin import (
    categories,
    conferences,
    countries,
    history,
    memberships,
    notices,
    organisations,
    partners,
    sessions,
    users,
    venues,
)

__all__ = [
    "categories",
    "conferences",
    "countries",
    "history",
    "memberships",
    "notices",
    "organisations",
    "partners",
    "sessions",
    "users",
    "venues",
]
