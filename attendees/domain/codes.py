"""The codes on papers by which anybody verifies them: random, printed in parts, found by a keyed hash (AU-01)."""

from django.urls import reverse

from attendees.domain import links
from core.crypto import keyed_hash
from mailing.domain import letters

#: 16 letters of 30: nobody finds one by trying.
LENGTH = 16
PART = 4
PURPOSE = "issued-paper"


def new() -> str:
    """A code for a paper that is about to be made."""
    return links.new_code(LENGTH)


def hashed(code: str) -> str:
    """By what the paper with that code is found."""
    return keyed_hash(PURPOSE, code)


def typed(text: str) -> str:
    """The code, however it was typed; empty for what cannot be one (AU-18)."""
    code = "".join(letter for letter in text.upper() if letter in links.ALPHABET) if len(text) <= 2 * LENGTH else ""
    return code if len(code) == LENGTH else ""


def parted(code: str) -> str:
    """`K7QM-4TRB-2XYZ-9HGF`: as it is printed."""
    return "-".join(code[place : place + PART] for place in range(0, len(code), PART))


def url(code: str) -> str:
    """Where anybody verifies the paper; printed on it as a QR code."""
    return letters.absolute_url(reverse("attendees:verify", args=[parted(code)]))


def address() -> str:
    """Where a code is typed, as it is printed: without `https://`."""
    return letters.absolute_url(reverse("attendees:verify_ask")).partition("://")[2]
