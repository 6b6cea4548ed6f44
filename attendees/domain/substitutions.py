"""One person takes the place of another: the seat stays where it is (R-19, R-24, RC-14)."""

from datetime import datetime

from django.db import transaction

from attendees.domain import (
    actors,
    deadlines,
    duplicates,
    links,
    moves,
    nominations,
    notices,
    proofs,
    registrations,
    seating,
    signups,
    submissions,
)
from attendees.domain.actors import Actor
from attendees.domain.history import record
from attendees.domain.refusals import SubstitutionRefused
from attendees.domain.registrations import Form, Submission
from attendees.enums import DelegateStatus, EventKind, Source
from attendees.models import Delegate
from conference.models import Session

S = DelegateStatus
#: What the newcomer takes over; the sponsorship is the person's and is not handed on (R-24).
HANDED_ON = ("delegation", "capacity", "place", "modality", "country", "protocol_rank")


@transaction.atomic
def replace(
    delegate: Delegate, form: Form, *, by: Actor, now: datetime, submission: Submission | None = None
) -> Delegate:
    """Put a newcomer into the approved person's seat, with category, part in the delegation and sessions.

    A newcomer named by the staff, or of an automatic category, is approved at once. For one named by the
    focal point of another category the seat is kept until the secretariat has decided; so it is while no
    verified paper names somebody who needs one (R-07). The old link and pass are dead at once.
    The same submission again is the same newcomer.
    Raises ``SubstitutionRefused`` (``not_replaceable``; ``closed`` after the modification deadline, but for
    the staff, R-19) and ``NominationRefused`` (``same_person``, ``ask_secretariat``, ``key_reused``).
    """
    seating.lock(delegate.conference_id)
    if known := submissions.known(delegate.conference_id, submission):
        return known
    old = moves.locked(delegate, S.REPLACED)
    deadlines.check_changes(old.conference, SubstitutionRefused, by=by, now=now)
    sessions = [signup.session for signup in old.signups.select_related("session")]
    _retire(old, by=by, now=now)
    newcomer = _newcomer(old, form, submission, by=by, now=now)
    signups.take(newcomer, _still_open(sessions), now=now)
    record(newcomer, EventKind.NOMINATED, EventKind.TOOK_PLACE, by=by, actor=actors.word(by), now=now)
    return _seat(newcomer, by=by, now=now)


def _retire(old: Delegate, *, by: Actor, now: datetime) -> None:
    links.seal(old)
    links.kill_pass(old)
    old.save(update_fields=["link_token", "link_hash", "pass_token"])
    moves.move(old, S.REPLACED, EventKind.REPLACED, by=by, now=now)
    notices.queue(old, "replaced", now=now)


def _newcomer(old: Delegate, form: Form, submission: Submission | None, *, by: Actor, now: datetime) -> Delegate:
    source = Source.FOCAL_POINT if actors.focal_point(by) else Source.OFFICER
    fields = {key: value for key, value in form.fields.items() if key not in (*HANDED_ON, "country_id", "sponsored")}
    fields = {"language": old.language, "organisation": old.organisation, **fields}
    fields |= {name: getattr(old, name) for name in HANDED_ON}
    newcomer = registrations.draft(old.category, Form(fields), submission, source, now)
    newcomer.number = seating.next_number(old.conference_id)
    newcomer.status, newcomer.replaces = S.PENDING, old
    newcomer.endorsed_at, newcomer.promoted_at = now, now  # the seat is offered to nobody else
    nominations.check_new_person(newcomer, by=by)
    newcomer.save(force_insert=True)
    registrations.keep_consents(newcomer, form.consents, now=now)
    duplicates.note(newcomer, now=now)
    return newcomer


def _still_open(sessions: list[Session]) -> list[Session]:
    """The sessions of the old one in which there is a place: it was given back a moment ago."""
    places = seating.session_places(session.pk for session in sessions)
    return [session for session in sessions if places[session.pk].has_room()]


def _seat(newcomer: Delegate, *, by: Actor, now: datetime) -> Delegate:
    lacks_paper = proofs.is_needed(newcomer) and not proofs.is_proven(newcomer)
    may_decide = newcomer.category.is_automatic() or actors.staff(by) is not None
    if may_decide and not lacks_paper:
        moves.move(newcomer, S.APPROVED, EventKind.APPROVED, by=by, now=now)
    notices.queue(newcomer, "nominated", now=now)
    return newcomer
