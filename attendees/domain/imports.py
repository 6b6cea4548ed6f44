"""Tables of people: received sealed, planned, shown, applied – all of it or nothing (L-09, IM-05).

A reader of `attendees.imports` turns the cells into lines; what becomes of the lines is decided here. Nobody is
seated, and nobody's data are changed, but by the verbs that do so elsewhere (RC-19).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from attendees.domain import (
    actors,
    change_requests,
    corrections,
    import_plans,
    intake,
    nominations,
    seating,
    spellings,
)
from attendees.domain.actors import Actor
from attendees.domain.history import record_of_delegation
from attendees.domain.import_matches import STATES
from attendees.domain.import_plans import Line, Plan
from attendees.domain.incoming import Table
from attendees.domain.intake import Entry
from attendees.domain.refusals import ImportRefused
from attendees.domain.registrations import Form
from attendees.domain.spelled import Known
from attendees.domain.uploads import shown_name
from attendees.enums import DelegateStatus, DelegationEventKind, Source
from attendees.models import Delegation, ImportBatch, ImportMapping
from conference.models import Conference, Country
from core.errors import DomainError

S = DelegateStatus
#: A table that nobody applied is forgotten after a day.
KEPT_FOR = timedelta(hours=24)
#: So many tables somebody may have waiting; older ones go.
MOST_WAITING = 20
#: What may be kept of a mapping; anything else is no option.
OPTIONS = frozenset("sheet head columns date_order name_order category single choices letters".split())


@dataclass(frozen=True)
class Result:
    """What applying did: lines by what became of them; `is_repeated` when it had been done before."""

    counts: Mapping[str, int]
    is_repeated: bool = False


# Receiving ---------------------------------------------------------------------------------------------


@transaction.atomic
def receive(
    conference: Conference,
    content: Mapping[str, Any],
    *,
    name: str = "",
    delegation: Delegation | None = None,
    by: Actor,
    now: datetime,
) -> ImportBatch:
    """Keep a table that was read, sealed, until it is applied or a day has passed. Older ones of the sender go."""
    batch = draft(conference, content, delegation=delegation)
    batch.name, batch.created_at = shown_name(name)[:120] if name else "", now
    batch.by, batch.focal_point = actors.staff(by), actors.focal_point(by)
    batch.save(force_insert=True)
    mine = ImportBatch.objects.filter(conference=conference, by=batch.by_id, focal_point=batch.focal_point_id)
    old = mine.filter(applied_at=None).order_by("-created_at", "-pk").values_list("pk", flat=True)[MOST_WAITING:]
    ImportBatch.objects.filter(pk__in=list(old)).delete()
    return batch


def draft(
    conference: Conference,
    content: Mapping[str, Any],
    *,
    delegation: Delegation | None = None,
    options: Mapping[str, Any] | None = None,
) -> ImportBatch:
    """A table to plan with and nothing more: it is not saved (IM-12)."""
    cells = json.dumps(content, ensure_ascii=False)
    digest = hashlib.sha256(cells.encode()).hexdigest()
    return ImportBatch(
        conference=conference, delegation=delegation, digest=digest, cells=cells, options=dict(options or {})
    )


def content(batch: ImportBatch) -> dict[str, Any]:
    """The table as it was received, corrections included. Raises ``ImportRefused`` (``gone``)."""
    if not batch.cells:
        raise ImportRefused(_("This table was taken over already, or is older than a day. Send it again."), "gone")
    found: dict[str, Any] = json.loads(batch.cells)
    return found


@transaction.atomic
def choose(batch: ImportBatch, options: Mapping[str, Any]) -> ImportBatch:
    """Keep what somebody says about the table: sheet, head, columns, answers. Raises ``ImportRefused`` (``gone``)."""
    fresh = _locked(batch)
    known = {name: value for name, value in options.items() if name in OPTIONS}
    fresh.options = {**fresh.options, **known}
    fresh.save(update_fields=["options"])
    return fresh


@transaction.atomic
def amend(batch: ImportBatch, sheet: int, cells: Mapping[tuple[int, int], str]) -> ImportBatch:
    """Write into cells of the table, by row and column from 0: somebody corrected them in place.

    Raises ``ImportRefused`` (``gone``; ``no_cell`` for a cell outside the table).
    """
    fresh = _locked(batch)
    book = content(fresh)
    rows = book["sheets"][sheet]["rows"]
    width = max((len(row) for row in rows), default=0)
    for (row, column), text in cells.items():
        if not (0 <= row < len(rows) and 0 <= column < width):
            raise ImportRefused(_("There is no such cell in this table."), "no_cell")
        rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    fresh.cells = json.dumps(book, ensure_ascii=False)
    fresh.save(update_fields=["cells"])
    return fresh


def discard(batch: ImportBatch) -> None:
    """Forget a table that was not applied. Harmless when it is gone."""
    ImportBatch.objects.filter(pk=batch.pk, applied_at=None).delete()


def remembered(conference: Conference, signature: str) -> dict[str, str]:
    """The columns as somebody mapped them for a table with the same head; empty when there was none."""
    found = ImportMapping.objects.filter(conference=conference, signature=signature).first() if signature else None
    return dict(found.columns) if found else {}


# Planning and applying ------------------------------------------------------------------------------------


def plan(batch: ImportBatch, table: Table, *, now: datetime) -> Plan:
    """What applying would do now. Writes nothing."""
    return import_plans.plan(batch, table, now=now)


@transaction.atomic
def apply(batch: ImportBatch, table: Table, *, seen: str = "", signature: str = "", by: Actor, now: datetime) -> Result:
    """Do what the plan says, all of it or nothing, under the lock; a second time does nothing more.

    `seen` is the digest of the plan somebody looked at: when another plan has become of it meanwhile, nothing is
    done. `signature` is that of the head, under which the columns are remembered. The cells are emptied.
    Raises ``ImportRefused``: ``changed_meanwhile``, ``gone``, ``line`` naming the line the domain refused.
    """
    seating.lock(batch.conference_id)
    fresh = _reread(batch)
    if fresh.applied_at is not None:
        return Result(fresh.counts, is_repeated=True)
    if (fresh.cells, fresh.options) != (batch.cells, batch.options):
        raise _changed()
    agreed = plan(fresh, table, now=now)
    if seen and seen != agreed.digest:
        raise _changed()
    _write(fresh, agreed, by=by, now=now)
    if agreed.new or agreed.changed:
        _remember(fresh, signature, now=now)
    return _finish(fresh, agreed, now=now)


def _write(batch: ImportBatch, agreed: Plan, *, by: Actor, now: datetime) -> None:
    """The new people in the order of the table, then the changes, then what officers have to look at."""
    if batch.delegation is not None:
        for line in agreed.new:
            _nominate(batch.delegation, line, by=by, now=now)
    else:
        entries = [_entry(line) for line in agreed.new]
        letters = bool(batch.options.get("letters"))
        intake.submit_many(batch.conference, entries, source=Source.IMPORT, by=by, now=now, letters=letters)
    for line in agreed.changed:
        _change(line, by=by, now=now)
    known = Known(batch.conference)
    spellings.note(known, batch.conference, agreed.unknown_organisations, now=now)


def _entry(line: Line) -> Entry:
    assert line.category is not None
    fields = {"language": line.category.conference.default_language, **line.incoming.fields}
    return Entry(line.category, fields, line.incoming.capacity, line.likes)


def _nominate(delegation: Delegation, line: Line, *, by: Actor, now: datetime) -> None:
    try:
        nominations.nominate(
            delegation,
            Form(line.incoming.fields),
            capacity=line.incoming.capacity,
            by=by,
            now=now,
            source=Source.IMPORT,
        )
    except DomainError as refusal:
        raise _refused(line, refusal) from refusal


def _change(line: Line, *, by: Actor, now: datetime) -> None:
    """Correct who is not decided on; ask for a change of who is (R-21)."""
    delegate = line.delegate
    assert delegate is not None
    if by is None:
        raise _refused(line, ImportRefused(_("Somebody of the staff has to answer for a change."), "nobody"))
    wanted = {each.field: each.new for each in line.differences}
    capacity = wanted.pop("capacity", "")
    if "position" in wanted:
        wanted["positions"] = line.incoming.fields.get(
            "positions", {}
        )  # said of the new one, if they are the old ones too
    changes = {STATES.get(name, name): _state(name, value) for name, value in wanted.items()}
    try:
        if changes and delegate.status == S.APPROVED:
            change_requests.ask(delegate, changes, by=by, now=now)
        elif changes and actors.focal_point(by):
            nominations.change(delegate, changes, by=by, now=now)
        elif changes:
            corrections.correct(delegate, changes, by=by, now=now)
        if capacity:
            nominations.appoint(delegate, capacity, by=by, now=now)
    except DomainError as refusal:
        raise _refused(line, refusal) from refusal


def _state(name: str, value: Any) -> Any:
    return Country(iso2=value) if name in STATES and value else value


def _refused(line: Line, refusal: DomainError) -> ImportRefused:
    text = _("Line %(line)d, %(name)s: %(why)s Nothing was taken over.")
    return ImportRefused(text % {"line": line.number, "name": line.incoming.name, "why": refusal}, "line")


def _remember(batch: ImportBatch, signature: str, *, now: datetime) -> None:
    """Keep the columns for the next table with the same head."""
    columns = batch.options.get("columns")
    if signature and columns:
        ImportMapping.objects.update_or_create(
            conference=batch.conference, signature=signature, defaults={"columns": columns, "used_at": now}
        )


def _finish(batch: ImportBatch, agreed: Plan, *, now: datetime) -> Result:
    left_out = sum(line.is_left_out for line in agreed.lines)
    counts = {**agreed.counts, "taken": len(agreed.new) + len(agreed.changed), "left_out": left_out}
    batch.cells, batch.counts, batch.applied_at = "", counts, now
    batch.save(update_fields=["cells", "counts", "applied_at"])
    if batch.delegation is not None and counts["taken"]:
        by: Actor = batch.focal_point or batch.by
        record_of_delegation(batch.delegation, DelegationEventKind.IMPORTED, by=by, now=now, data=counts)
    return Result(counts)


def _locked(batch: ImportBatch) -> ImportBatch:
    """The table as it is kept, locked. Raises ``gone`` when it was applied or is no more."""
    fresh = ImportBatch.objects.select_for_update().filter(pk=batch.pk).first()
    if fresh is None or fresh.applied_at is not None:
        raise ImportRefused(_("This table was taken over already, or is older than a day. Send it again."), "gone")
    return fresh


def _reread(batch: ImportBatch) -> ImportBatch:
    wanted = ImportBatch.objects.select_related(
        "conference", "delegation__conference", "delegation__category", "delegation__country", "focal_point", "by"
    )
    fresh = wanted.filter(pk=batch.pk).first()
    if fresh is None:
        raise ImportRefused(_("This table was taken over already, or is older than a day. Send it again."), "gone")
    return fresh


def _changed() -> ImportRefused:
    text = _("Something changed meanwhile, so nothing was taken over. Look at the plan again: this is how it is now.")
    return ImportRefused(text, "changed_meanwhile")


# Forgetting ----------------------------------------------------------------------------------------------


def purge(*, now: datetime) -> int:
    """Forget the tables nobody applied within a day, and any cells left of applied ones; says how many."""
    old = ImportBatch.objects.filter(Q(applied_at=None) & Q(created_at__lte=now - KEPT_FOR))
    emptied = ImportBatch.objects.exclude(applied_at=None).exclude(cells="").update(cells="")
    return old.delete()[0] + emptied
