"""Changing a delegate's data: by the person before the decision, by officers at any time (R-21, R-23)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from attendees.domain import (
    actors,
    badge_designs,
    badges,
    deadlines,
    duplicates,
    naming,
    notices,
    promotions,
    registrations,
    sameness,
    seating,
    uploads,
)
from attendees.domain.actors import Actor
from attendees.domain.history import record
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import EDITABLE, LIVE, SEATED, CourtesyTitle, DelegateStatus, EventKind, Excellency, Modality
from attendees.models import Delegate

#: What a form about the person may change; statuses, numbers and keys are never among them.
CORRECTABLE = frozenset(
    "family_name given_name is_single_name cyrillic_family_name cyrillic_given_name patronymic title position positions"
    " sex date_of_birth country nationality organisation email phone language interpretation diet accessibility"
    " photo academic_title rank".split()
)
#: Only officers change these.
OFFICERS_ONLY = frozenset(
    "list_name badge_name excellency category modality sponsored identity_protection protocol_rank remarks"
    " delegation".split()
)
#: No list, badge or letter of the secretariat depends on these: changed at once, whatever was decided (R-23).
IMMEDIATE = frozenset("diet accessibility phone interpretation language".split())
#: What stands on a badge: printed before such a change, it has to be printed again (R-22).
ON_THE_BADGE = frozenset(
    "family_name given_name is_single_name cyrillic_family_name cyrillic_given_name patronymic badge_name title"
    " excellency academic_title rank position country organisation category delegation photo"
    " identity_protection".split()
)
#: What decides in which seats the delegate is counted.
SEAT_FIELDS = frozenset({"category", "delegation", "modality"})
LEFT_BEHIND = ("capacity", "place", "endorsed_at")


def open_to(delegate: Delegate, *, now: datetime) -> frozenset[str]:
    """The fields the delegate may change by the personal link at this instant."""
    if not delegate.conference.takes_changes(now):
        return frozenset()
    if delegate.status in EDITABLE:
        return CORRECTABLE
    if delegate.status == DelegateStatus.APPROVED:
        # A first photo changes nothing that was approved; another photo would.
        return IMMEDIATE if delegate.photo else IMMEDIATE | {"photo"}
    return frozenset()


@transaction.atomic
def correct(
    delegate: Delegate, changes: Mapping[str, Any], *, by: Actor, now: datetime, revision: int | None = None
) -> Delegate:
    """Write the changed fields and the history; `by=None` is the delegate, and a focal point may do no more.

    `revision` is the one the form was opened with. Letters that have not left go to the new address (ML-11),
    and the old one is told that it was changed (AU-15). What stands on the badge makes it need a reprint (R-22).
    Another position drops what said the old one in other languages, unless `changes` say it anew.
    Raises ``CorrectionRefused`` (``changed_meanwhile``, ``closed``, ``locked_field``, ``same_person``,
    ``quota_full``); then nothing changes.
    """
    seating.lock(delegate.conference_id)
    fresh = Delegate.objects.select_related("conference", "category").get(pk=delegate.pk)
    if revision is not None and revision != fresh.revision:
        raise CorrectionRefused(_("This registration was changed meanwhile. Look at it again."), "changed_meanwhile")
    changes = _with_translations(fresh, changes)
    before = {name: getattr(fresh, name) for name in changes}
    changed = sorted(name for name in changes if before[name] != changes[name])
    if not changed:
        return fresh
    _check_allowed(fresh, changed, by=by, now=now)
    write(fresh, {name: changes[name] for name in changed}, by=by, now=now)
    actor = actors.word(by, "SELF")
    record(fresh, EventKind.CORRECTED, by=by, actor=actor, now=now, fields=changed)
    _follow_up(fresh, before, changed, by=by, now=now)
    if duplicates.TELLING & set(changed):
        duplicates.look_for(fresh, now=now)
    return fresh


@transaction.atomic
def correct_and_resubmit(
    delegate: Delegate, changes: Mapping[str, Any], *, by: Actor, now: datetime, revision: int | None = None
) -> Delegate:
    """Answer a return: correct the data, then send the registration to the secretariat again.

    Raises what ``correct`` and ``registrations.resubmit`` raise; then nothing changes.
    """
    delegate = correct(delegate, changes, by=by, now=now, revision=revision)
    return registrations.resubmit(delegate, by=by, now=now)


def _with_translations(delegate: Delegate, changes: Mapping[str, Any]) -> Mapping[str, Any]:
    """The changes, and that nothing translates a position which is another now."""
    is_another = changes.get("position", delegate.position) != delegate.position
    return {"positions": {}, **changes} if is_another else changes


def _check_allowed(delegate: Delegate, changed: Iterable[str], *, by: Actor, now: datetime) -> None:
    deadlines.check_changes(delegate.conference, CorrectionRefused, by=by, now=now)
    allowed = CORRECTABLE | OFFICERS_ONLY if actors.staff(by) else open_to(delegate, now=now)
    if locked := set(changed) - allowed:
        labels = [str(getattr(Delegate._meta.get_field(name), "verbose_name", name)) for name in sorted(locked)]
        text = _("This cannot be changed here any more: %(fields)s. Please ask the secretariat.")
        raise CorrectionRefused(text % {"fields": ", ".join(labels)}, "locked_field")


def write(delegate: Delegate, changes: Mapping[str, Any], *, by: Actor = None, now: datetime) -> None:
    """Save columns with all that follows from them; the caller holds the lock, asks whether, and keeps the history.

    Raises ``CorrectionRefused``: ``same_person``, or ``ask_secretariat`` where a focal point must not learn of
    somebody outside the own delegation (AC-08).
    """
    for name, value in changes.items():
        setattr(delegate, name, value)
    if delegate.title == CourtesyTitle.HE and delegate.excellency == Excellency.NO:
        delegate.excellency = Excellency.REQUESTED
    if "delegation" in changes:
        # A part and a place are those of the delegation that was left.
        delegate.capacity, delegate.place, delegate.endorsed_at = "", None, None
    if _is_on_the_badge(delegate, changes):
        delegate.badge_changed_at = now
    naming.refresh(delegate)
    _check_unique(delegate, by=by)
    delegate.revision += 1
    followers = (
        "excellency", "search_text", "name_sort", "person_key", "revision", "badge_changed_at", *LEFT_BEHIND,
    )  # fmt: skip
    delegate.save(update_fields={*changes, *followers})


def _is_on_the_badge(delegate: Delegate, changes: Mapping[str, Any]) -> bool:
    """Whether the badge says something else now: a translation, only where badges print the position at all."""
    if ON_THE_BADGE & set(changes):
        return True
    return "positions" in changes and badge_designs.is_printed(delegate.conference_id, "position")


def _check_unique(delegate: Delegate, *, by: Actor) -> None:
    """Two live registrations of one person are refused in words, before the constraint does (R-11)."""
    same = sameness.others(delegate)
    if delegate.status not in LIVE or not same.exists():
        return
    if sameness.is_hidden_from(by, delegate, same):
        raise CorrectionRefused(sameness.hidden_words(), "ask_secretariat")
    text = _("There is another registration with this name and this e-mail address.")
    raise CorrectionRefused(text, "same_person")


def _follow_up(
    delegate: Delegate, before: Mapping[str, Any], changed: Iterable[str], *, by: Actor, now: datetime
) -> None:
    if "email" in changed:
        notices.readdress(delegate, now=now)
        notices.tell_old_address(delegate, before["email"], now=now)
    if "photo" in changed and before["photo"]:
        transaction.on_commit(partial(uploads.remove_unused, [before["photo"].name]))
    if "modality" in changed:
        badges.keep_in_step(delegate, by=by, now=now)  # whoever takes part online wears none
    if SEAT_FIELDS & set(changed):
        if delegate.status in SEATED:
            check_seat(delegate, before)
        # A seat became free, or somebody who waits now fits one.
        left = before.get("delegation")
        promotions.fill_seats(delegate.conference, now=now, freed_in=left.pk if left else None)
        delegate.refresh_from_db(fields=["status", "revision", "decided_at", "promoted_at"])


def check_seat(delegate: Delegate, before: Mapping[str, Any]) -> None:
    """A seated person who moves to another category, delegation or way of taking part needs a seat there (RC-19).

    Call it after the write. Raises ``CorrectionRefused`` (``quota_full``).
    """
    old = Delegate(**{name: before.get(name, getattr(delegate, name)) for name in sorted(SEAT_FIELDS)})
    standing = seating.standing_of(delegate)
    was = (_takes_delegates_seat(old), old.category_id, (old.delegation_id, old.modality))
    now = (_takes_delegates_seat(delegate), delegate.category_id, (delegate.delegation_id, delegate.modality))
    if any(seats.over and own != before_ for seats, own, before_ in zip(standing.limits, now, was, strict=True)):
        raise CorrectionRefused(_("No place is left there. Nothing was changed."), "quota_full")


def _takes_delegates_seat(delegate: Delegate) -> bool:
    return delegate.modality != Modality.ONLINE and delegate.category.counts_as_delegate
