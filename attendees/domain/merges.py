"""Two registrations of one person are made one, and can be taken apart again for thirty days (R-34).

The kept one goes on with its number, status and link. The other is withdrawn without a letter; its history stays,
and its link still opens its own page, which says what happened and shows nothing of the kept one (docs/decisions).
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import change_requests, corrections, duplicates, moves, notices, promotions, sameness, seating
from attendees.domain.history import record
from attendees.domain.refusals import CorrectionRefused, MergeRefused
from attendees.enums import (
    HOLDS_SESSION_PLACES,
    LIVE,
    SEATED,
    Capacity,
    ChangeStatus,
    DelegateStatus,
    EventKind,
    LikenessStatus,
)
from attendees.models import Consent, Delegate, Mention, Merge, Signup
from conference.models import Category, Session

S = DelegateStatus
#: So long a merge can be undone (R-34); then what both were is forgotten.
UNDO_WITHIN = timedelta(days=30)
#: What the kept one may take from the other, in the order a page shows it.
TAKEABLE = (
    "family_name given_name cyrillic_family_name cyrillic_given_name patronymic list_name badge_name title excellency"
    " academic_title rank position organisation country nationality sex date_of_birth email phone language"
    " interpretation diet accessibility photo delegation capacity modality sponsored identity_protection"
    " protocol_rank remarks"
).split()
#: What goes along with a field: a delegation is one of its category, and a part in it is one of the delegation.
PART = ("capacity", "place", "endorsed_at")
ALONG = {
    "family_name": ("is_single_name",),
    "position": ("positions",),
    "delegation": ("category", *PART),
    "capacity": ("place",),
}
#: What moving a status overwrites.
STANDING = ("decided_at", "promoted_at", "endorsed_at", "is_document_pending")
INSTANTS = {"decided_at", "promoted_at", "endorsed_at"}


@dataclass(frozen=True)
class Undone:
    """What an undone merge left: both delegates, and in words what could not be as it was."""

    kept: Delegate
    gone: Delegate
    remarks: tuple[str, ...]


# Making one of two -------------------------------------------------------------------------------------


@transaction.atomic
def merge(
    kept: Delegate,
    gone: Delegate,
    *,
    take: Collection[str] = (),
    by: User,
    now: datetime,
    revisions: tuple[int, int] | None = None,
) -> Merge:
    """Make one registration of two: the kept one takes the fields named, the papers, sessions and consents.

    Sessions are handed on where the kept one may hold them, the rest and the seat go to whoever waits. Nobody is
    written to about a withdrawal. `revisions` are those the officer saw. Raises ``MergeRefused`` (``same``,
    ``not_live``, ``unknown_field``, ``changed_meanwhile``) and ``CorrectionRefused`` (``same_person``,
    ``quota_full``); then nothing changes.
    """
    seating.lock(kept.conference_id)
    kept, gone = moves.reread(kept), moves.reread(gone)
    _check(kept, gone, take, revisions)
    fields = [name for name in TAKEABLE if name in take]
    before: dict[str, Any] = {"gone": _values(gone, (*STANDING, "status")), "kept": {}, "put": {}}
    sessions = list(gone.signups.select_related("session__room"))
    merged = Merge(kept=kept, gone=gone, taken=fields, at=now, by=by)
    merged.photo = str(kept.photo) if "photo" in fields else ""
    before["signups"] = [[each.session_id, each.created_at.isoformat()] for each in sessions]
    record_words = _("No. %(gone)d was merged into No. %(kept)d.") % {"gone": gone.number, "kept": kept.number}
    moves.move(gone, S.WITHDRAWN, EventKind.MERGED, by=by, now=now, remark=record_words)
    _take(kept, gone, fields, before, now=now)
    before |= _hand_over(kept, gone, sessions, by=by)
    record(kept, EventKind.MERGED, by=by, actor="STAFF", now=now, fields=fields, remark=record_words)
    merged.before = json.dumps(before, ensure_ascii=False)
    merged.save(force_insert=True)
    duplicates.settle(kept, gone, LikenessStatus.MERGED, by=by, now=now)
    duplicates.look_for(kept, now=now)
    promotions.fill_seats(kept.conference, now=now, freed_in=gone.delegation_id)
    return merged


def _check(kept: Delegate, gone: Delegate, take: Collection[str], revisions: tuple[int, int] | None) -> None:
    if kept.pk == gone.pk or kept.conference_id != gone.conference_id:
        raise MergeRefused(_("These are not two registrations of one conference."), "same")
    for delegate in (kept, gone):
        if delegate.status not in LIVE:
            words = {"name": delegate.formal_name, "status": delegate.get_status_display()}
            raise MergeRefused(_("%(name)s is now “%(status)s”. Nothing was merged.") % words, "not_live")
    if revisions is not None and revisions != (kept.revision, gone.revision):
        text = _("One of the two was changed meanwhile. Look at them again.")
        raise MergeRefused(text, "changed_meanwhile")
    part_of_another = "capacity" in take and "delegation" not in take and kept.delegation_id != gone.delegation_id
    if part_of_another or not set(take) <= set(TAKEABLE):
        raise MergeRefused(_("This cannot be taken from the other registration."), "unknown_field")


def _take(kept: Delegate, gone: Delegate, fields: Collection[str], before: dict[str, Any], *, now: datetime) -> None:
    """Write the fields taken; what was there and what came instead is kept in `before`."""
    names = dict.fromkeys(name for each in fields for name in (each, *ALONG.get(each, ())))
    if not names:
        return
    watched = {*names, "excellency"}  # which follows from the title
    old, before["kept"] = {name: getattr(kept, name) for name in names}, _values(kept, watched)
    _write(kept, _revived(_values(gone, names), names), now=now)
    before["put"] = _values(kept, watched)
    if kept.status in SEATED and corrections.SEAT_FIELDS & set(names):
        corrections.check_seat(kept, old)
    if "email" in names:
        notices.readdress(kept, now=now)
        notices.tell_old_address(kept, old["email"], now=now)


def _write(delegate: Delegate, values: Mapping[str, Any], *, now: datetime) -> None:
    """Set columns with all that follows from them; the part in a delegation after the delegation itself."""
    part = {name: value for name, value in values.items() if name in PART}
    corrections.write(delegate, {name: value for name, value in values.items() if name not in part}, now=now)
    for name, value in part.items():
        setattr(delegate, name, value)
    if part:
        delegate.save(update_fields=list(part))


def _values(delegate: Delegate, names: Iterable[str]) -> dict[str, Any]:
    """Columns as JSON holds them."""
    values = {name: getattr(delegate, Delegate._meta.get_field(name).attname) for name in names}  # type: ignore[union-attr]
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int | dict) else str(value)


def _hand_over(kept: Delegate, gone: Delegate, sessions: Iterable[Signup], *, by: User) -> dict[str, Any]:
    """Give the kept one the sessions, papers, consents and the open request; says what, by ids, for the way back."""
    return {
        "sessions": _hand_sessions(kept, sessions),
        **_hand_mentions(kept, gone),
        "consents": _copy_consents(kept, gone),
        "request": _hand_request(kept, gone),
    }


def _hand_sessions(kept: Delegate, sessions: Iterable[Signup]) -> list[int]:
    """The places given back a moment ago, as far as the kept one may hold them beside its own."""
    handed = sessions_handed(kept, sessions, kept.category)
    Signup.objects.bulk_create(
        Signup(delegate=kept, session=each.session, created_at=each.created_at) for each in handed
    )
    return [each.session_id for each in handed]


def sessions_handed(kept: Delegate, offered: Iterable[Signup], category: Category) -> list[Signup]:
    """Those of the other's places that the kept one, being of that category, can hold beside its own."""
    if kept.status not in HOLDS_SESSION_PLACES:
        return []
    held = [each.session for each in kept.signups.select_related("session")]
    handed = []
    for signup in offered:
        session = signup.session
        if session.is_for(category) and not any(session == each or session.overlaps(each) for each in held):
            held.append(session)
            handed.append(signup)
    return handed


def _hand_mentions(kept: Delegate, gone: Delegate) -> dict[str, list[int]]:
    """The names in papers of the kept one's delegation; a confirmation counts where both were named."""
    own = {each.document_id: each for each in kept.mentions.all()}
    moved, confirmed = [], []
    for mention in gone.mentions.filter(document__delegation=kept.delegation_id):
        known = own.get(mention.document_id)
        if known is None:
            moved.append(mention.pk)
        elif known.confirmed_at is None and mention.confirmed_at is not None:
            confirmed.append(known.pk)
            Mention.objects.filter(pk=known.pk).update(
                confirmed_at=mention.confirmed_at, confirmed_by=mention.confirmed_by
            )
    Mention.objects.filter(pk__in=moved).update(delegate=kept)
    return {"mentions": moved, "confirmed": confirmed}


def _copy_consents(kept: Delegate, gone: Delegate) -> list[int]:
    """Both answers were one person's: put side by side the later one is in force (PR-10)."""
    copies = list(gone.consents.all())
    for consent in copies:
        consent.pk, consent.delegate = None, kept
        consent._state.adding = True
    return [each.pk for each in Consent.objects.bulk_create(copies)]


def _hand_request(kept: Delegate, gone: Delegate) -> int | None:
    """What the person waits for an answer to, where the kept one can wait for it; else it rests with the other."""
    request = gone.change_requests.open().first()  # type: ignore[attr-defined]
    if request is None or kept.status != S.APPROVED or kept.change_requests.open().exists():  # type: ignore[attr-defined]
        return None
    request.delegate = kept
    request.save(update_fields=["delegate"])
    return int(request.pk)


# Taking them apart again -------------------------------------------------------------------------------


@transaction.atomic
def undo(merged: Merge, *, by: User, now: datetime) -> Undone:
    """Make two of one again: both as they were before, and nobody is written to (R-34).

    A field of the kept one that was changed since keeps the later value. Where the other's seat has gone meanwhile, it
    waits for a decision. Raises ``MergeRefused`` (``undone``, ``too_late``, ``merged_again``, ``illegal_move``,
    ``same_person``, ``quota_full``); then nothing changes.
    """
    seating.lock(merged.kept.conference_id)
    merged = Merge.objects.select_for_update().get(pk=merged.pk)
    kept, gone = moves.reread(merged.kept), moves.reread(merged.gone)
    _check_undo(merged, kept, gone, now=now)
    before = json.loads(merged.before)
    remarks = [*_give_back_fields(kept, gone, before, now=now), *_restore_status(gone, before, by=by, now=now)]
    _take_back(kept, gone, before)
    remarks += _restore_sessions(gone, before)
    merged.undone_at, merged.undone_by, merged.before, merged.photo = now, by, "", ""
    merged.save(update_fields=["undone_at", "undone_by", "before", "photo"])
    record(kept, EventKind.UNMERGED, by=by, actor="STAFF", now=now, fields=list(merged.taken))
    duplicates.settle(kept, gone, LikenessStatus.OPEN, by=by, now=now)
    for delegate in (kept, gone):
        duplicates.look_for(delegate, now=now)
    promotions.fill_seats(kept.conference, now=now)
    return Undone(moves.reread(kept), moves.reread(gone), tuple(remarks))


def can_undo(merged: Merge, *, now: datetime) -> bool:
    """Whether it is in force and younger than thirty days."""
    return merged.undone_at is None and bool(merged.before) and now - merged.at <= UNDO_WITHIN


def _check_undo(merged: Merge, kept: Delegate, gone: Delegate, *, now: datetime) -> None:
    if merged.undone_at is not None:
        raise MergeRefused(_("This merge was undone already."), "undone")
    if not can_undo(merged, now=now):
        raise MergeRefused(_("A merge can be undone for 30 days. They are over."), "too_late")
    if Merge.objects.in_force().filter(gone=kept).exists():
        text = _("%(name)s was itself merged with another registration. Undo that first.")
        raise MergeRefused(text % {"name": kept.formal_name}, "merged_again")
    if gone.status != S.WITHDRAWN or gone.erased_at is not None:
        raise moves.illegal(gone)


def _give_back_fields(kept: Delegate, gone: Delegate, before: Mapping[str, Any], *, now: datetime) -> list[str]:
    """Restore the fields taken, unless somebody has changed them since; says which those are."""
    current = _values(kept, before["put"])
    untouched = [name for name, put in before["put"].items() if current[name] == put]
    if "position" in before["put"] and "position" not in untouched:
        untouched = [name for name in untouched if name != "positions"]  # they said another position
    later = [name for name in before["put"] if name not in untouched and name not in PART]
    if untouched:
        _restore_fields(kept, _revived(before["kept"], untouched), now=now)
    return [_("%(field)s was changed since and stays.") % {"field": change_requests.labels([name])} for name in later]


def _restore_fields(kept: Delegate, values: Mapping[str, Any], *, now: datetime) -> None:
    taken = {name: getattr(kept, name) for name in values}
    try:
        _write(kept, values, now=now)
        if kept.status in SEATED and corrections.SEAT_FIELDS & set(values):
            corrections.check_seat(kept, taken)
    except CorrectionRefused as refusal:
        raise MergeRefused(str(refusal), refusal.code) from refusal
    if "email" in values:
        notices.readdress(kept, now=now)


def _revived(stored: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Columns as the model takes them, from what JSON held."""
    return {name: _revive(name, stored[name]) for name in names}


def _revive(name: str, value: Any) -> Any:
    if value is not None and name in INSTANTS:
        return datetime.fromisoformat(value)
    related = Delegate._meta.get_field(name).related_model
    return related._default_manager.get(pk=value) if related and value is not None else value  # type: ignore[union-attr]


def _restore_status(gone: Delegate, before: Mapping[str, Any], *, by: User, now: datetime) -> list[str]:
    """Back to the status before the merge; says where that was not possible."""
    was = before["gone"]
    status, remarks = S(was["status"]), []
    _check_same_person(gone)
    if gone.capacity == Capacity.HEAD and _has_other_head(gone):
        gone.capacity = Capacity.REPRESENTATIVE
        gone.save(update_fields=["capacity"])  # before the status: a delegation never has two
        remarks.append(_("The delegation has another head now: %(name)s is a representative.") % _named(gone))
    has_room = all(seats.has_room() for seats in seating.standing_of(gone).limits)
    if status == S.APPROVED and not has_room:
        status = S.PENDING
        remarks.append(_("No place is left for %(name)s: the registration waits for a decision.") % _named(gone))
    kept_standing = was if status == was["status"] else {**was, "decided_at": None, "promoted_at": None}
    moves.step_back(gone, status, EventKind.UNMERGED, by=by, now=now)
    for name, value in _revived(kept_standing, STANDING).items():
        setattr(gone, name, value)
    if gone.promoted_at is not None and status == S.PENDING and not has_room:
        gone.promoted_at = None  # the place it was offered has been given away
    gone.save(update_fields=STANDING)
    return remarks


def _named(delegate: Delegate) -> dict[str, str]:
    return {"name": delegate.formal_name}


def _check_same_person(gone: Delegate) -> None:
    if sameness.others(gone).exists():
        text = _("There is another registration with this name and this e-mail address.")
        raise MergeRefused(text, "same_person")


def _has_other_head(gone: Delegate) -> bool:
    return bool(gone.delegation_id) and Delegate.objects.heads().filter(delegation=gone.delegation_id).exists()


def _take_back(kept: Delegate, gone: Delegate, before: Mapping[str, Any]) -> None:
    """Papers, consents, sessions and the request go back to whom they came from."""
    Mention.objects.filter(pk__in=before["mentions"], delegate=kept).update(delegate=gone)
    Mention.objects.filter(pk__in=before["confirmed"]).update(confirmed_at=None, confirmed_by=None)
    Consent.objects.filter(pk__in=before["consents"], delegate=kept).delete()
    kept.signups.filter(session__in=before["sessions"]).delete()
    if before["request"]:
        requests = kept.change_requests.filter(pk=before["request"], status=ChangeStatus.OPEN)
        requests.update(delegate=gone)


def _restore_sessions(gone: Delegate, before: Mapping[str, Any]) -> list[str]:
    """Take again the places there still are; says which are taken."""
    if gone.status not in HOLDS_SESSION_PLACES:
        return []
    since = {pk: datetime.fromisoformat(at) for pk, at in before["signups"]}
    places = seating.session_places(since)
    remarks = []
    for session in Session.objects.filter(pk__in=since).order_by("starts_at", "pk"):
        if places[session.pk].has_room():
            Signup.objects.create(delegate=gone, session=session, created_at=since[session.pk])
        else:
            remarks.append(_("“%(session)s” is full: the place was not given back.") % {"session": session})
    return remarks


# What is known of merges ---------------------------------------------------------------------------------


def of_delegate(delegate: Delegate) -> QuerySet[Merge]:
    """The merges a delegate was part of, the newest first."""
    return Merge.objects.filter(Q(kept=delegate) | Q(gone=delegate)).select_related("kept", "gone", "by")


def is_merged(delegate: Delegate) -> bool:
    """Whether this registration went into another one."""
    return delegate.status == S.WITHDRAWN and Merge.objects.in_force().filter(gone=delegate).exists()


def forget(*, now: datetime) -> int:
    """Forget what both were once a merge can be undone no more; says how many."""
    old = Merge.objects.filter(at__lt=now - UNDO_WITHIN).exclude(before="", photo="")
    return old.update(before="", photo="")
