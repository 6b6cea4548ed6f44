"""Organisations that are made while other things are done: each leaves its line in the history."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from conference.domain.events import record
from conference.enums import ConferenceEventKind
from conference.models import Conference, Country, Organisation


def add(
    conference: Conference,
    name: str,
    language: str,
    *,
    country: Country | None = None,
    aliases: Sequence[str] = (),
    by: User | None,
    now: datetime,
) -> Organisation:
    """Make an organisation, named in one language."""
    made = Organisation.objects.create(
        conference=conference, name={language: name}, country=country, aliases=list(aliases)
    )
    record(conference, ConferenceEventKind.ADDED, by=by, now=now, model="organisation", pk=made.pk)
    return made
