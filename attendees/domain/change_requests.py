"""Changes after approval: asked for, decided by an officer, and until then written nowhere else (R-21).

Only this module writes a request's status. What was accepted is written by `corrections`.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import actors, corrections, deadlines, moves, notices, seating, uploads
from attendees.domain.actors import Actor
from attendees.domain.history import record
from attendees.domain.refusals import ChangeRefused
from attendees.enums import ChangeStatus, DelegateStatus, EventKind
from attendees.models import ChangeRequest, Delegate
from conference.models import Category, Country

S = ChangeStatus
#: What may be asked for: whatever the person filled in, and what only officers change by themselves.
ASKABLE = corrections.CORRECTABLE | {"category", "modality"}
STATES = ("country", "nationality")


@dataclass(frozen=True)
class Change:
    """One field of a request: what stood there when it was asked, and what should. Both as they are stored."""

    old: Any
    new: Any
    is_accepted: bool | None = None


@dataclass(frozen=True)
class Asked:
    """What became of a form: the fields changed at once, and the request that waits, when there is one."""

    delegate: Delegate
    changed: tuple[str, ...]
    request: ChangeRequest | None


@transaction.atomic
def ask(
    delegate: Delegate,
    changes: Mapping[str, Any],
    *,
    evidence: uploads.Kept | None = None,
    note: str = "",
    by: Actor,
    now: datetime,
    revision: int | None = None,
) -> Asked:
    """Change at once what needs no decision (R-23); the rest becomes the one open request of the person (R-21).

    A second request takes up what the first asked for and takes its place; asking for what there is already takes
    it back. Raises ``ChangeRefused`` (``not_approved``, ``closed``, ``locked_field``, ``changed_meanwhile``) and
    what ``corrections.correct`` raises; then nothing changes.
    """
    seating.lock(delegate.conference_id)
    fresh = moves.reread(delegate)
    _check_may_ask(fresh, by=by, now=now, revision=revision)
    differing = {name: value for name, value in changes.items() if getattr(fresh, name) != value}
    if "position" in differing and changes.get("positions"):
        differing["positions"] = changes["positions"]  # said of the new position too, or it would be dropped
    if locked := differing.keys() - ASKABLE:
        raise ChangeRefused(_("This cannot be changed: %(fields)s.") % {"fields": labels(locked)}, "locked_field")
    at_once = {name: differing[name] for name in differing if name in corrections.open_to(fresh, now=now)}
    request = _request(fresh, changes, differing.keys() - at_once.keys(), evidence, note, by=by, now=now)
    if at_once:
        fresh = corrections.correct(fresh, at_once, by=by, now=now)
    return Asked(fresh, tuple(sorted(at_once)), request)


@transaction.atomic
def accept(
    request: ChangeRequest,
    *,
    fields: Collection[str] | None = None,
    text: str = "",
    by: User,
    now: datetime,
    revision: int | None = None,
) -> ChangeRequest:
    """Write all that was asked for, or some of the fields; the person is told which, with `text` about the others.

    `revision` is the delegate's when the officer looked. Raises ``ChangeRefused`` (``decided_meanwhile``,
    ``not_approved``, ``nothing_chosen``) and what ``corrections.correct`` raises (``same_person``,
    ``quota_full``, ``changed_meanwhile``); then nothing changes.
    """
    request = _locked(request)
    if request.delegate.status != DelegateStatus.APPROVED:
        raise _not_approved()
    chosen = [name for name in request.fields if fields is None or name in fields]
    if not chosen:
        raise ChangeRefused(_("Choose what you accept, or refuse the request."), "nothing_chosen")
    wanted = {name: _revived(request, name) for name in chosen}
    delegate = corrections.correct(request.delegate, wanted, by=by, now=now, revision=revision)
    left = [name for name in request.fields if name not in chosen]
    _close(request, S.ACCEPTED, text=text, by=by, now=now, accepted=chosen)
    record(delegate, EventKind.CHANGE_MADE, by=by, actor="STAFF", now=now, fields=chosen, text="" if left else text)
    if left:
        record(delegate, EventKind.CHANGE_DENIED, by=by, actor="STAFF", now=now, fields=left, text=text)
    notices.queue(delegate, "change_made", now=now, accepted=Labels(chosen), refused=Labels(left), text=text)
    return request


@transaction.atomic
def refuse(request: ChangeRequest, text: str, *, by: User, now: datetime) -> ChangeRequest:
    """Leave everything as it is, and tell the person why (R-26).

    Raises ``ChangeRefused`` (``decided_meanwhile``, ``text_needed``).
    """
    request = _locked(request)
    if not text.strip():
        raise ChangeRefused(_("Tell the person why."), "text_needed")
    _close(request, S.REFUSED, text=text, by=by, now=now)
    fields = request.fields
    record(request.delegate, EventKind.CHANGE_DENIED, by=by, actor="STAFF", now=now, fields=fields, text=text)
    notices.queue(request.delegate, "change_denied", now=now, refused=Labels(fields), text=text)
    return request


@transaction.atomic
def take_back(request: ChangeRequest, *, by: Actor, now: datetime) -> ChangeRequest:
    """Ask for nothing any more. Raises ``ChangeRefused`` (``decided_meanwhile``)."""
    request = _locked(request)
    _close(request, S.CANCELLED, text="", by=actors.staff(by), now=now)
    return request


def open_of(delegate: Delegate) -> ChangeRequest | None:
    """What the person waits for an answer to."""
    found: ChangeRequest | None = delegate.change_requests.open().first()
    return found


def values(request: ChangeRequest) -> dict[str, Change]:
    """Field → what was there and what is asked for, in the order of the fields; opens what is sealed.

    A photo has neither: it stands in a column of its own.
    """
    kept = json.loads(request.changes)
    return {name: Change(**kept[name]) for name in request.fields}


def answers(request: ChangeRequest) -> dict[str, Any]:
    """What is asked for, as ``corrections.correct`` takes it."""
    return {name: _revived(request, name) for name in request.fields}


def labels(fields: Collection[str]) -> str:
    """The fields in words: `Position, Photo`."""
    return ", ".join(sorted(Delegate.label_of(name) for name in fields))


class Labels(tuple[str, ...]):
    """Fields that are put into words when somebody reads them, in that reader's language."""

    __slots__ = ()

    def __str__(self) -> str:
        return labels(self)


# Asking ----------------------------------------------------------------------------------------------


def _check_may_ask(delegate: Delegate, *, by: Actor, now: datetime, revision: int | None) -> None:
    if delegate.status != DelegateStatus.APPROVED:
        raise _not_approved()
    deadlines.check_changes(delegate.conference, ChangeRefused, by=by, now=now)
    if revision is not None and revision != delegate.revision:
        raise ChangeRefused(_("This registration was changed meanwhile. Look at it again."), "changed_meanwhile")


def _request(
    delegate: Delegate,
    sent: Mapping[str, Any],
    fields: Collection[str],
    evidence: uploads.Kept | None,
    note: str,
    *,
    by: Actor,
    now: datetime,
) -> ChangeRequest | None:
    """The open request after this form: a new one, the one there was, or none."""
    before = open_of(delegate)
    wanted = {name: sent[name] for name in fields}
    if before is not None:
        wanted = _still_asked(before, sent) | wanted
    if not wanted:
        if before is not None:
            _close(before, S.CANCELLED, text="", by=actors.staff(by), now=now)
        return None
    request = _drafted(delegate, wanted, evidence, note, before)
    if before is not None and _says_the_same(request, before):
        return before
    request.asked_at, request.focal_point = now, actors.focal_point(by)
    if before is not None:
        _close(before, S.CANCELLED, text="", by=actors.staff(by), now=now)
    request.save(force_insert=True)
    actor = actors.word(by, "SELF")
    record(delegate, EventKind.CHANGE_ASKED, by=by, actor=actor, now=now, fields=request.fields)
    return request


def _still_asked(before: ChangeRequest, sent: Mapping[str, Any]) -> dict[str, Any]:
    """What was asked for and not spoken of again; a translation of a position nobody asks for any more is not."""
    asked = answers(before)
    position = asked.get("position", before.delegate.position)
    silent = {name: value for name, value in asked.items() if name not in sent}
    if sent.get("position", position) != position:
        silent.pop("positions", None)
    return silent


def _drafted(
    delegate: Delegate,
    wanted: Mapping[str, Any],
    evidence: uploads.Kept | None,
    note: str,
    before: ChangeRequest | None,
) -> ChangeRequest:
    changes = {name: {"old": _stored(getattr(delegate, name)), "new": _stored(wanted[name])} for name in sorted(wanted)}
    if "photo" in changes:
        changes["photo"] = {"old": "", "new": ""}
    request = ChangeRequest(
        delegate=delegate, fields=sorted(wanted), changes=json.dumps(changes, ensure_ascii=False), note=note
    )
    request.photo = str(wanted.get("photo") or "")
    if evidence is not None:
        request.evidence, request.evidence_name = evidence.file, evidence.name
        request.evidence_type = evidence.media_type
    elif before is not None:
        request.evidence, request.evidence_name = str(before.evidence), before.evidence_name
        request.evidence_type = before.evidence_type
    return request


def _says_the_same(one: ChangeRequest, other: ChangeRequest) -> bool:
    return all(
        getattr(one, name) == getattr(other, name) for name in ("fields", "changes", "photo", "evidence", "note")
    )


def _stored(value: Any) -> Any:
    """A value as JSON holds it: of a State or a category its key."""
    return value.pk if isinstance(value, Model) else value


def _revived(request: ChangeRequest, name: str) -> Any:
    """What is asked for, as the delegate's column takes it."""
    if name == "photo":
        return str(request.photo)
    value = values(request)[name].new
    if name in STATES:
        return Country.objects.filter(pk=value).first()
    if name == "category":
        return Category.objects.get(pk=value, conference=request.delegate.conference_id)
    return value


# Deciding --------------------------------------------------------------------------------------------


def _locked(request: ChangeRequest) -> ChangeRequest:
    """The request as it stands under the lock. Raises ``decided_meanwhile`` (RC-23)."""
    seating.lock(request.delegate.conference_id)
    fresh = ChangeRequest.objects.select_related("delegate__conference", "delegate__category", "decided_by").get(
        pk=request.pk
    )
    if fresh.status != S.OPEN:
        text = _("%(who)s decided on this meanwhile: “%(status)s”. Nothing was changed now.")
        words = {"who": fresh.decided_by or _("Somebody"), "status": fresh.get_status_display()}
        raise ChangeRefused(text % words, "decided_meanwhile")
    return fresh


def _close(
    request: ChangeRequest,
    status: ChangeStatus,
    *,
    text: str,
    by: User | None,
    now: datetime,
    accepted: Collection[str] = (),
) -> None:
    kept = json.loads(request.changes)
    for name in request.fields:
        kept[name]["is_accepted"] = name in accepted
    request.changes = json.dumps(kept, ensure_ascii=False)
    request.status, request.text, request.decided_by, request.decided_at = status, text, by, now
    _let_go(request, keeps_evidence=status != S.CANCELLED)
    request.save()


def _let_go(request: ChangeRequest, *, keeps_evidence: bool) -> None:
    """The photo is the delegate's now, or nobody's; a request taken back keeps no evidence."""
    files = [str(request.photo)]
    request.photo = ""
    if not keeps_evidence:
        files.append(str(request.evidence))
        request.evidence, request.evidence_name, request.evidence_type = "", "", ""
    transaction.on_commit(partial(uploads.remove_unused, files))


def _not_approved() -> ChangeRefused:
    text = _("Changes are asked for by people who are approved. Before that, data are simply corrected.")
    return ChangeRefused(text, "not_approved")
