"""A conference from its declarative file: plan, show, apply; all or nothing, and twice is harmless.

Nothing is ever deleted: what the database has and the file does not is kept, and said. Deadlines,
texts and rooms are written here; status, capacity, quotas and the notice by their own verbs.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from conference.domain import categories, conferences
from conference.domain.conference_file import ConferenceFile
from conference.domain.events import record
from conference.domain.file_rows import Ref, Wanted
from conference.domain.refusals import FileRefused
from conference.enums import ConferenceEventKind
from conference.models import Category, Conference, Organisation, Partner, Room, Session, SessionRole, Venue

Key = tuple[Any, ...]
Rows = dict[type[models.Model], dict[Key, models.Model]]
#: Fields that have a verb of their own, because others must hear of the change.
BY_VERB = {(Conference, "capacity"), (Category, "quota")}


@dataclass(frozen=True)
class Step:
    """One row to add, or the fields to change in one that is there."""

    what: str
    is_new: bool
    fields: tuple[str, ...]

    def __str__(self) -> str:
        if self.is_new:
            return _("add %(what)s") % {"what": self.what}
        return _("change %(what)s: %(fields)s") % {"what": self.what, "fields": ", ".join(self.fields)}


@dataclass(frozen=True)
class Plan:
    """What loading the file does, or did. Notes stop nothing."""

    slug: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    def is_empty(self) -> bool:
        """Whether everything is as the file wants it."""
        return not self.steps


def plan(file: ConferenceFile) -> Plan:
    """Compare the file with the database. Writes nothing.

    Raises ``FileRefused`` (``other_kind``) when one of both is a demonstration and the other is not (R-70).
    """
    conference = Conference.objects.filter(slug=file.slug).first()
    _check_kind(conference, file)
    rows = _rows(conference)
    steps = [step for wanted in file.rows if (step := _step(wanted, rows))]
    if _notice_differs(conference, file):
        steps.append(Step(_("privacy notice"), True, ()))
    return Plan(file.slug, tuple(steps), (*file.notes, *_kept(file, rows)))


@transaction.atomic
def apply(file: ConferenceFile, *, by: User | None, now: datetime) -> tuple[Conference, Plan]:
    """Make the database as the file wants it, and say what was done. A new conference is a DRAFT."""
    # Two loads of one file at once: the second waits here, or stumbles over the unique address.
    Conference.objects.select_for_update(no_key=True).filter(slug=file.slug).first()
    made = plan(file)
    rows = _rows(Conference.objects.filter(slug=file.slug).first())
    is_new = not rows[Conference]
    for wanted in file.rows:
        _write(wanted, rows, by=by, now=now)
    conference = rows[Conference][(file.slug,)]
    assert isinstance(conference, Conference)
    if _notice_differs(conference, file):
        conferences.publish_notice(conference, file.notice, by=by, now=now)
    if made.steps:
        kind = ConferenceEventKind.LOADED if is_new else ConferenceEventKind.CHANGED
        record(conference, kind, by=by, now=now, steps=len(made.steps))
    return conference, made


def _check_kind(conference: Conference | None, file: ConferenceFile) -> None:
    if conference and conference.is_demo != file.is_demo:
        text = _("%(slug)s: a demonstration and a real conference may not be mixed; use another address.")
        raise FileRefused(text % {"slug": file.slug}, "other_kind")


def _notice_differs(conference: Conference | None, file: ConferenceFile) -> bool:
    notice = conference.privacy_notices.first() if conference else None
    return bool(file.notice) and (notice is None or notice.text != file.notice)


# What is there ---------------------------------------------------------------------------------------


def _rows(conference: Conference | None) -> Rows:
    """Everything the conference holds, by the keys the file uses."""
    models_of_the_file = (Conference, Venue, Room, Organisation, Partner, Category, Session, SessionRole)
    rows: Rows = {model: {} for model in models_of_the_file}
    if conference is None:
        return rows
    language = conference.default_language

    def name(row: Venue | Organisation) -> str:
        return row.name.get(language, "") or str(row)

    rows[Conference][(conference.slug,)] = conference
    rows[Venue] = {(name(row),): row for row in conference.venues.all()}
    rows[Organisation] = {(name(row),): row for row in conference.organisations.all()}
    partners = conference.partners.select_related("organisation")
    rows[Partner] = {(row.role, name(row.organisation)): row for row in partners}
    for model, mine in (
        (Room, conference.rooms),
        (Category, conference.categories),
        (Session, conference.sessions),
    ):
        rows[model] = {(row.code,): row for row in mine.all()}
    roles = SessionRole.objects.filter(session__conference=conference).select_related("session")
    rows[SessionRole] = {(row.session.code, row.order): row for row in roles}
    return rows


def _kept(file: ConferenceFile, rows: Rows) -> list[str]:
    """What the file does not name; Conference and the organisations of registrations are no surprise."""
    named = {(wanted.model, wanted.key) for wanted in file.rows}
    words = _("%(kind)s “%(row)s” is not in the file and is kept")
    return [
        words % {"kind": model._meta.verbose_name, "row": row}
        for model in (Venue, Room, Partner, Session, SessionRole)
        for key, row in rows[model].items()
        if (model, key) not in named
    ]


def _step(wanted: Wanted, rows: Rows) -> Step | None:
    row = rows[wanted.model].get(wanted.key)
    if row is None:
        return Step(wanted.what, True, ())
    changed = tuple(name for name, value in wanted.values.items() if _differs(row, name, value, rows))
    return Step(wanted.what, False, changed) if changed else None


def _differs(row: models.Model, name: str, value: Any, rows: Rows) -> bool:
    if isinstance(value, Ref):
        target = rows[value.model].get(value.key)
        return target is None or getattr(row, f"{name}_id") != target.pk
    if value is None and f"{name}_id" in vars(row):
        return getattr(row, f"{name}_id") is not None
    return bool(getattr(row, name) != value)


# Writing ---------------------------------------------------------------------------------------------


def _write(wanted: Wanted, rows: Rows, *, by: User | None, now: datetime) -> None:
    row = rows[wanted.model].get(wanted.key)
    if row is None:
        rows[wanted.model][wanted.key] = _add(wanted, rows)
        return
    changed = [name for name, value in wanted.values.items() if _differs(row, name, value, rows)]
    plain = [name for name in changed if (wanted.model, name) not in BY_VERB]
    for name in plain:
        setattr(row, name, _resolved(wanted.values[name], rows))
    if plain:
        row.save(update_fields=plain)
    if len(changed) > len(plain):
        _write_by_verb(row, wanted.values, by=by, now=now)


def _add(wanted: Wanted, rows: Rows) -> models.Model:
    values = {name: _resolved(value, rows) for name, value in {**wanted.defaults, **wanted.values}.items()}
    # Parts of a session hang on the session, everything else on the conference.
    if wanted.model not in {Conference, SessionRole}:
        values["conference"] = next(iter(rows[Conference].values()))
    row = wanted.model(**values)
    row.save(force_insert=True)
    return row


def _write_by_verb(row: models.Model, values: dict[str, Any], *, by: User | None, now: datetime) -> None:
    if isinstance(row, Conference):
        conferences.change_capacity(row, values["capacity"], by=by, now=now)
        row.capacity = values["capacity"]
    elif isinstance(row, Category):
        categories.change_quota(row, values["quota"], by=by, now=now)


def _resolved(value: Any, rows: Rows) -> Any:
    return rows[value.model][value.key] if isinstance(value, Ref) else value
