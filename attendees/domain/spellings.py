"""Organisations under every spelling: known ones get their own name, unknown ones wait for an officer (R-40).

No import makes an organisation by itself. Only this module writes the status of a spelling.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import corrections, seating, spelled
from attendees.domain.refusals import SpellingRefused
from attendees.domain.spelled import LONGEST, Known
from attendees.enums import EDITABLE, SpellingStatus
from attendees.models import Delegate, OrganisationSpelling
from conference.domain import organisations
from conference.domain.events import record
from conference.enums import ConferenceEventKind
from conference.models import Conference, Country, Organisation
from core.text import clean_line, fold
from core.translations import translated

S = SpellingStatus


def note(known: Known, conference: Conference, texts: Iterable[str], *, now: datetime) -> int:
    """Queue the spellings nobody has judged; those that are known or were judged before are not asked about again."""
    asked = {fold(text)[:LONGEST]: text for text in texts if fold(text) and not known.find(text)}
    judged = OrganisationSpelling.objects.filter(conference=conference, folded__in=asked)
    new = asked.keys() - set(judged.values_list("folded", flat=True))
    OrganisationSpelling.objects.bulk_create(
        [
            OrganisationSpelling(conference=conference, text=asked[folded], folded=folded, first_seen_at=now)
            for folded in sorted(new)
        ],
        ignore_conflicts=True,  # another import may be noting the same one
    )
    return len(new)


def waiting(conference: Conference) -> QuerySet[OrganisationSpelling]:
    """The spellings an officer has to judge."""
    return OrganisationSpelling.objects.filter(conference=conference, status=S.OPEN)


@transaction.atomic
def is_one(spelling: OrganisationSpelling, organisation: Organisation, *, by: User, now: datetime) -> int:
    """Say which organisation is meant: the spelling becomes one of its aliases, for every later table.

    People written so get the organisation's own name, unless they are decided on (R-21); says how many.
    Raises ``SpellingRefused`` (``judged``, ``other_conference``).
    """
    spelling = _open(spelling)
    if organisation.conference_id != spelling.conference_id:
        raise SpellingRefused(_("This organisation belongs to another conference."), "other_conference")
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if spelling.folded not in spelled.spellings(organisation):
        organisation.aliases = [*organisation.aliases, spelling.text]
        organisation.save(update_fields=["aliases"])
        what = {"model": "organisation", "pk": organisation.pk, "fields": ["aliases"]}
        record(spelling.conference, ConferenceEventKind.EDITED, by=by, now=now, **what)
    _judge(spelling, S.KNOWN, organisation, by=by, now=now)
    return _rename(spelling, organisation, by=by, now=now)


@transaction.atomic
def leave(spelling: OrganisationSpelling, *, by: User, now: datetime) -> None:
    """Leave the text as it was written, and ask no more about it. Raises ``SpellingRefused`` (``judged``)."""
    _judge(_open(spelling), S.LEFT, None, by=by, now=now)


@transaction.atomic
def make(
    spelling: OrganisationSpelling, name: str = "", *, country: Country | None = None, by: User, now: datetime
) -> Organisation:
    """Make a new organisation of it, under the text or a better name; people written so get that name.

    Raises ``SpellingRefused``: ``judged``; ``known`` when the name is an organisation's already.
    """
    spelling = _open(spelling)
    known = Known(spelling.conference)
    name = clean_line(name)[:LONGEST] or spelling.text
    if known.find(name):
        raise SpellingRefused(_("An organisation of this name is there already. Choose it instead."), "known")
    aliases = [] if fold(name) == spelling.folded else [spelling.text]
    organisation = organisations.add(
        spelling.conference, name, known.language, country=country, aliases=aliases, by=by, now=now
    )
    _judge(spelling, S.KNOWN, organisation, by=by, now=now)
    _rename(spelling, organisation, by=by, now=now)
    return organisation


def _open(spelling: OrganisationSpelling) -> OrganisationSpelling:
    """The spelling as it stands under the lock. Raises ``judged`` (RC-23)."""
    seating.lock(spelling.conference_id)
    fresh = OrganisationSpelling.objects.select_related("conference").get(pk=spelling.pk)
    if fresh.status != S.OPEN:
        text = _("Somebody has judged this meanwhile: “%(status)s”.") % {"status": fresh.get_status_display()}
        raise SpellingRefused(text, "judged")
    return fresh


def _judge(
    spelling: OrganisationSpelling, status: S, organisation: Organisation | None, *, by: User, now: datetime
) -> None:
    spelling.status, spelling.organisation = status, organisation
    spelling.decided_by, spelling.decided_at = by, now
    spelling.save(update_fields=["status", "organisation", "decided_by", "decided_at"])


def _rename(spelling: OrganisationSpelling, organisation: Organisation, *, by: User, now: datetime) -> int:
    name = translated(organisation.name, spelling.conference.default_language)[:LONGEST]
    meant = [
        each
        for each in _undecided(spelling)
        if each.organisation != name and organisation.country_id in (None, each.country_id or organisation.country_id)
    ]
    for delegate in meant:
        corrections.correct(delegate, {"organisation": name}, by=by, now=now)
    return len(meant)


def _undecided(spelling: OrganisationSpelling) -> list[Delegate]:
    """The people written so about whom nothing is decided."""
    people = Delegate.objects.for_conference(spelling.conference).filter(status__in=EDITABLE, erased_at=None)
    texts = people.exclude(organisation="").values_list("organisation", flat=True).order_by().distinct()
    same = [text for text in texts if fold(text)[:LONGEST] == spelling.folded]
    return list(people.filter(organisation__in=same))
