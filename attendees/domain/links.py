"""Personal links of delegates and focal points: random, sealed in the database, found by a keyed hash (AU-01)."""

import secrets

from django.urls import reverse

from attendees.models import Delegate, FocalPoint
from core.crypto import keyed_hash, new_token
from mailing.domain import letters

#: What the links of focal points are hashed for: one purpose's link opens nothing of another (AU-16).
FOCAL = "delegation-link"
#: No letters that are read as others: 0 O 1 I L U.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def seal(delegate: Delegate) -> None:
    """Give the delegate a new personal link and pass; the old ones are dead. Saves nothing."""
    delegate.link_token = new_token()
    delegate.link_hash = keyed_hash("my-link", delegate.link_token)
    delegate.pass_token = delegate.pass_token or new_token()


def url(delegate: Delegate) -> str:
    """The whole address of the delegate's own page, for letters."""
    return letters.absolute_url(reverse("attendees:my_open", args=[delegate.link_token]))


def kill_pass(delegate: Delegate) -> None:
    """Make the pass that is out there open nothing any more (R-44). Saves nothing."""
    delegate.pass_token = new_token()


def focal_seal(point: FocalPoint) -> None:
    """Give the focal point a new link; the old one is dead. Saves nothing."""
    point.link_token = new_token()
    point.link_hash = keyed_hash(FOCAL, point.link_token)


def focal_url(point: FocalPoint) -> str:
    """The whole address of the delegation's page, for letters to this focal point."""
    return letters.absolute_url(reverse("attendees:delegation_open", args=[point.link_token]))


def find(token: str) -> Delegate | None:
    """The delegate a link belongs to; None for anything else (AU-18)."""
    if not is_like_a_token(token):
        return None
    found = Delegate.objects.select_related("conference", "category")
    return found.filter(link_hash=keyed_hash("my-link", token), erased_at=None).first()


def is_like_a_token(token: str) -> bool:
    """Whether it is worth looking for."""
    return 20 <= len(token) <= 100 and token.isascii()


def new_code(length: int) -> str:
    """Random letters that people can read out and write down."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_reference() -> str:
    """A public reference such as `K7QM-4TRB`: random, without order or count (RL-08)."""
    return _parted(new_code(8))


def reference_for(key: str) -> str:
    """The reference of a sending that made no registration: the same key gives the same one again."""
    number = int(keyed_hash("reference", key), 16)
    return _parted("".join(ALPHABET[number // len(ALPHABET) ** place % len(ALPHABET)] for place in range(8)))


def _parted(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"
