"""A delegation with people and papers, for the tests of what papers prove."""

from typing import Any

from attendees.models import Delegate, Delegation, Document, Mention
from tests.factories import NOON, make_delegation, make_member


def make_people(delegation: Delegation | None = None, number: int = 3, **fields: Any) -> list[Delegate]:
    """So many people of one delegation, in its order."""
    delegation = delegation or make_delegation()
    return [make_member(delegation, **fields) for _ in range(number)]


def make_document(delegation: Delegation, *named: Delegate, confirmed: bool = False, **fields: Any) -> Document:
    """A paper written straight into the table, to be checked unless told otherwise."""
    defaults = {
        "conference": delegation.conference,
        "file": "documents/note.pdf",
        "file_name": "note.pdf",
        "media_type": "application/pdf",
        "digest": f"{Document.objects.count():064}",
        "reference": f"No. {Document.objects.count() + 1}",
        "received_at": NOON,
    }
    document = Document.objects.create(delegation=delegation, **{**defaults, **fields})
    at = NOON if confirmed else None
    Mention.objects.bulk_create(
        Mention(document=document, delegate=each, place=place, confirmed_at=at) for place, each in enumerate(named, 1)
    )
    return document
