"""Issuing the list of participants: PROVISIONAL rev.0, 1, 2 … → FINAL → CORRIGENDUM 1, 2 …

An issue is planned, shown and applied. What is issued is frozen with who stood in it, its files, and the difference to
the one before (R-55). Nothing else writes the status of a list. How files are made is not known here.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import codes, deadlines, participants, seating
from attendees.domain.history import record_of_delegation
from attendees.domain.participants import Difference, Entry, Roll
from attendees.domain.refusals import ListRefused
from attendees.enums import LIST_MOVES, DelegationEventKind, ListStatus
from attendees.models import Delegation, DelegationEvent, FocalPoint, ListFile, ListRevision
from attendees.models.list_revision import label_of, symbol_of
from conference.enums import Confidentiality
from conference.models import Conference

L = ListStatus
LONGEST_HOLDER = 200


@dataclass(frozen=True)
class File:
    """A finished file on its way into a revision."""

    language: str
    format: str
    content: bytes


@dataclass(frozen=True)
class Plan:
    """What would be issued, to be shown first. Nothing is written yet.

    `code` is printed on every file and found by whoever verifies once it is issued; empty on lists older than codes.
    """

    conference: Conference
    status: str
    number: int
    symbol: str
    languages: Sequence[str]
    at: datetime
    roll: Roll
    previous: ListRevision | None
    before: Roll | None
    difference: Difference
    code: str = ""

    @property
    def label(self) -> str:
        """`Rev.1`, `Corr.2`; nothing for the final list."""
        return label_of(self.status, self.number)

    @property
    def full_symbol(self) -> str:
        """The symbol as it will be printed."""
        return symbol_of(self.symbol, self.status, self.number)

    @property
    def digest(self) -> str:
        """By what it is known again: who stands in the list, and which one it takes the place of."""
        text = f"{self.previous.pk if self.previous else 0} {self.roll.to_json()}"
        return hashlib.sha256(text.encode()).hexdigest()


def latest(conference: Conference) -> ListRevision | None:
    """The list that is in force; None when none was issued."""
    return ListRevision.objects.filter(conference=conference).order_by("-sequence").first()


def moves(conference: Conference) -> set[str]:
    """What may be issued next."""
    last = latest(conference)
    return LIST_MOVES[last.status if last else ""]


def plan(conference: Conference, *, status: str, languages: Sequence[str], symbol: str = "", now: datetime) -> Plan:
    """What an issue of that kind would hold. Writes nothing.

    Raises ``ListRefused``: `illegal_move`, `no_language`, `nobody_in_it`, `nothing_to_correct`.
    """
    last = latest(conference)
    if status not in LIST_MOVES[last.status if last else ""]:
        raise ListRefused(_("This cannot be issued now."), "illegal_move")
    if not languages:
        raise ListRefused(_("Choose a language at least."), "no_language")
    roll = participants.gather(conference)
    if not roll.entries:
        raise ListRefused(_("There is nobody to be listed yet."), "nobody_in_it")
    before = participants.from_json(last.snapshot) if last else None
    difference = participants.difference(before, roll) if before else Difference()
    if status == L.CORRIGENDUM and not difference:
        raise ListRefused(_("Nothing has changed since the last issue."), "nothing_to_correct")
    number = _next_number(last, status)
    return Plan(conference, status, number, symbol, list(languages), now, roll, last, before, difference, codes.new())


def must_be_as_shown(plan: Plan, shown: str) -> None:
    """Raises ``ListRefused`` (`changed_meanwhile`) when the plan is not the one whose digest was shown."""
    if plan.digest != shown:
        raise _changed_meanwhile()


def _changed_meanwhile() -> ListRefused:
    text = _("Somebody was added or changed meanwhile. Look at the list again.")
    return ListRefused(text, "changed_meanwhile")


def as_issued(revision: ListRevision) -> Plan:
    """The plan that an issued list came from: what a copy of it is made of."""
    previous = revision.previous
    return Plan(
        conference=revision.conference,
        status=revision.status,
        number=revision.number,
        symbol=revision.symbol,
        languages=revision.languages,
        at=revision.issued_at,
        roll=participants.from_json(revision.snapshot),
        previous=previous,
        before=participants.from_json(previous.snapshot) if previous else None,
        difference=Difference(),
        code=revision.code,
    )


def _next_number(last: ListRevision | None, status: str) -> int:
    if last and last.status == status:
        return last.number + 1
    return 1 if status == L.CORRIGENDUM else 0


@transaction.atomic
def issue(plan: Plan, files: Sequence[File], *, by: User | None) -> ListRevision:
    """Freeze what was planned, with its files: for ever.

    Under the lock of the conference: refused as `changed_meanwhile` when somebody was approved, changed or listed since
    the plan was made. Of a CLOSED conference no file is kept but numbered copies (`numbered_copies_only`, R-57).
    """
    conference = plan.conference
    seating.lock(conference.pk)
    if latest(conference) != plan.previous or participants.gather(conference) != plan.roll:
        raise _changed_meanwhile()
    if files and conference.confidentiality == Confidentiality.CLOSED:
        raise ListRefused(_("A closed conference has numbered copies only."), "numbered_copies_only")
    revision = ListRevision.objects.create(
        conference=conference,
        status=plan.status,
        number=plan.number,
        sequence=plan.previous.sequence + 1 if plan.previous else 1,
        previous=plan.previous,
        symbol=plan.symbol,
        languages=list(plan.languages),
        issued_at=plan.at,
        by=by,
        people=len(plan.roll.entries),
        snapshot=plan.roll.to_json(),
        difference=plan.difference.to_json(),
        **_sealed(plan.code),
    )
    for file in files:
        _keep(revision, file, by=by, now=plan.at)
    return revision


def _sealed(code: str) -> dict[str, str]:
    """The columns of a code."""
    return {"code": code, "code_hash": codes.hashed(code)} if code else {}


def _keep(revision: ListRevision, file: File, *, by: User | None, now: datetime, **copy: Any) -> ListFile:
    return ListFile.objects.create(
        revision=revision,
        language=file.language,
        format=file.format,
        made_at=now,
        by=by,
        size=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        sealed=base64.b64encode(file.content).decode(),
        **copy,
    )


# Numbered copies -----------------------------------------------------------------------------------


def next_copy(revision: ListRevision) -> int:
    """The number the next copy of that list bears."""
    last = revision.files.exclude(copy_number=None).order_by("-copy_number").first()
    return (last.copy_number or 0) + 1 if last else 1


@transaction.atomic
def keep_copy(
    revision: ListRevision, file: File, *, number: int, holder: str, code: str = "", by: User | None, now: datetime
) -> ListFile:
    """Keep a numbered copy made out to one holder (R-57), with the `code` that is printed on it.

    Raises ``ListRefused``: `no_holder`, and `changed_meanwhile` when somebody else took the number.
    """
    if not holder.strip():
        raise ListRefused(_("Say who is given the copy."), "no_holder")
    seating.lock(revision.conference_id)
    if number != next_copy(revision):
        raise ListRefused(_("Somebody made a copy at the same moment. Try again."), "changed_meanwhile")
    copy = {"copy_number": number, "holder": holder.strip()[:LONGEST_HOLDER], **_sealed(code)}
    return _keep(revision, file, by=by, now=now, **copy)


def opened(file: ListFile) -> bytes:
    """The file as it was issued. Raises ``ListRefused`` (`damaged`) when it is not what it was (R-55)."""
    content = file.content
    if hashlib.sha256(content).hexdigest() != file.digest:
        raise ListRefused(_("The file is not what it was when it was issued."), "damaged")
    return content


# Check your entry ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnPart:
    """What a delegation's part of the list says now, and whether its focal point has confirmed just that."""

    roll: Roll
    checked: DelegationEvent | None
    is_confirmed: bool


def own_part(delegation: Delegation) -> OwnPart:
    """The delegation's own part, and whether it was confirmed as it stands now."""
    roll = participants.gather(delegation.conference, delegation=delegation)
    checked = delegation.events.filter(kind=DelegationEventKind.LIST_CHECKED).order_by("-at", "-pk").first()
    return OwnPart(roll, checked, bool(checked and checked.data.get("digest") == _digest(roll)))


@transaction.atomic
def confirm_own_part(delegation: Delegation, *, digest: str, by: FocalPoint, now: datetime) -> DelegationEvent:
    """Note that the focal point found the delegation's part of the list right, as it was shown.

    `digest` is that of the part on the screen (``digest_of``).
    Raises ``ListRefused``: `not_yours`, `closed`, `changed_meanwhile`.
    """
    if by.delegation_id != delegation.pk:
        raise ListRefused(_("This is not your delegation."), "not_yours")
    if delegation.conference.is_over:
        raise ListRefused(deadlines.closed_words(), "closed")
    seating.lock(delegation.conference_id)
    found = _digest(participants.gather(delegation.conference, delegation=delegation))
    if found != digest:
        raise ListRefused(_("The list has changed meanwhile. Look at it again."), "changed_meanwhile")
    return record_of_delegation(delegation, DelegationEventKind.LIST_CHECKED, by=by, now=now, data={"digest": found})


def digest_of(part: OwnPart) -> str:
    """By what a part is known again."""
    return _digest(part.roll)


def checks(conference: Conference, roll: Roll) -> dict[int, str]:
    """Every delegation that has people in the list: whether its part was `confirmed` as it stands, `changed` since it
    was, or never looked at (`silent`). One statement."""
    parts: dict[int, list[Entry]] = {}
    for entry in roll.entries:
        if entry.delegation:
            parts.setdefault(entry.delegation, []).append(entry)
    events = DelegationEvent.objects.filter(delegation__conference=conference, kind=DelegationEventKind.LIST_CHECKED)
    known = dict(events.order_by("at", "pk").values_list("delegation_id", "data"))
    return {pk: _check(known.get(pk), _digest_of_entries(entries)) for pk, entries in parts.items()}


def _check(data: Mapping[str, Any] | None, digest: str) -> str:
    if data is None:
        return "silent"
    return "confirmed" if data.get("digest") == digest else "changed"


def _digest(roll: Roll) -> str:
    return _digest_of_entries(roll.entries)


def _digest_of_entries(entries: Sequence[Entry]) -> str:
    text = json.dumps([_digested(entry) for entry in entries], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _digested(entry: Entry) -> dict[str, Any]:
    """What a digest is made of: without translations the same as before there were any, so that checks stay valid."""
    said = asdict(entry)
    if not entry.positions:
        del said["positions"]
    return said
