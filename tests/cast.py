"""The people of the tests: who they are never changes, so that tests of rights read as stories.

`Cast` makes two conferences, A and B, that know nothing of each other, with the staff of both.
"""

from dataclasses import dataclass
from typing import Any

from django.test import Client

from accounts.models import User
from conference.models import Conference, Membership
from tests.factories import make_conference, make_membership, make_user

ROLES = ("manager", "officer", "protocol", "programme", "donor_viewer")


@dataclass
class Cast:
    """Conferences A and B and their staff; `nobody` is of no staff."""

    a: Conference
    b: Conference
    manager_a: User
    officer_a: User
    protocol_a: User
    programme_a: User
    donor_a: User
    manager_b: User
    officer_b: User
    protocol_b: User
    programme_b: User
    donor_b: User
    superuser: User
    nobody: User


def make_cast(**fields: Any) -> Cast:
    """The whole cast; `fields` go to both conferences."""
    a = make_conference(slug="conference-a", short_title={"en": "Alpha", "ru": "Альфа"}, **fields)
    b = make_conference(slug="conference-b", short_title={"en": "Bravo", "ru": "Браво"}, **fields)
    return Cast(
        a=a,
        b=b,
        superuser=make_user(username="superuser", email="superuser@example.org", is_superuser=True),
        nobody=make_user(username="nobody", email="nobody@example.org"),
        **_staff(a, "a"),
        **_staff(b, "b"),
    )


def _staff(conference: Conference, letter: str) -> dict[str, User]:
    staff = {}
    for role in ROLES:
        name = f"{role.removesuffix('_viewer')}_{letter}"
        staff[name] = make_user(username=name, email=f"{name}@example.org")
        make_membership(conference, role, staff[name])
    return staff


def client_of(user: User, conference: Conference | None = None) -> Client:
    """A browser in which the user is signed in, at the only conference or the one given."""
    client = Client()
    client.force_login(user)
    if conference is not None:
        session = client.session
        session["conference_id"] = conference.pk
        session.save()
    return client


def body(response: Any) -> bytes:
    """The page without the number of the request, which no two pages share."""
    return response.content.replace(response["X-Request-ID"].encode(), b"")


def role_of(user: User, conference: Conference) -> str | None:
    """The role the user holds there now."""
    held = Membership.objects.filter(user=user, conference=conference).first()
    return held.role if held else None
