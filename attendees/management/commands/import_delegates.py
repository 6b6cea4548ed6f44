"""``import_delegates``: a table of people from the command line; only ``--apply`` writes (CONTRACT.md)."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from attendees.domain import imports, spelled
from attendees.domain.import_plans import ANOTHER, Line, LineKind, Plan
from attendees.imports import readers
from attendees.imports.batches import Reading
from attendees.imports.dates import ORDERS as DATE_ORDERS
from attendees.imports.names import ORDERS as NAME_ORDERS
from attendees.imports.tables import place_of
from attendees.imports.targets import TARGETS
from attendees.models import Delegation, ImportBatch
from conference.domain import countries
from conference.models import Conference
from core.errors import DomainError


class Command(BaseCommand):
    help = "Show what a table of people would do: new, changed, the same, known already, refused. --apply does it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the conference")
        parser.add_argument("file", help=".xlsx or .csv")
        parser.add_argument("--apply", action="store_true", help="do it, all of it or nothing")
        parser.add_argument("--category", default="", help="code of the category of people whose line names none")
        parser.add_argument("--delegation", default="", help="KZ, or MEMBER_STATE/KZ: new people become its drafts")
        parser.add_argument("--sheet", type=int, help="number of the sheet, from 1")
        parser.add_argument("--head", type=int, help="line of the head, from 1; 0 when there is none")
        parser.add_argument("--column", action="append", default=[], help=f"B=position; of: {', '.join(TARGETS)}")
        parser.add_argument("--dates", choices=DATE_ORDERS, help="what 12/3/79 begins with")
        parser.add_argument("--names", choices=NAME_ORDERS, help="which name comes first where a cell holds both")
        parser.add_argument(
            "--new", action="append", type=int, default=[], help="line of another person than those known"
        )
        parser.add_argument("--one-name", action="append", type=int, default=[], help="line of who has one name only")
        parser.add_argument("--by", default="", help="who of the staff answers for it; else the first superuser")
        parser.add_argument("--letters", action="store_true", help="write to new people who wait for a decision")

    def handle(self, *args: Any, **options: Any) -> None:
        conference = Conference.objects.filter(slug=options["slug"]).first()
        if conference is None:
            raise CommandError(f"There is no conference “{options['slug']}”.")
        try:
            self._run(conference, options)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _run(self, conference: Conference, options: dict[str, Any]) -> None:
        now, file = timezone.now(), Path(options["file"])
        if not file.is_file():
            raise CommandError(f"There is no file “{file}”.")
        content = readers.read(file.read_bytes()).as_json()
        delegation = delegation_of(conference, options["delegation"])
        if not options["apply"]:
            batch = imports.draft(conference, content, delegation=delegation, options=chosen(options))
            self._show(Reading(batch, now), imports.plan(batch, Reading(batch, now).table, now=now))
            self.stdout.write("Nothing was written. --apply does it.")
            return
        by = actor(options["by"])
        batch = imports.receive(conference, content, name=file.name, delegation=delegation, by=by, now=now)
        self._apply(imports.choose(batch, chosen(options)), by, now)

    def _apply(self, batch: ImportBatch, by: User | None, now: datetime) -> None:
        reading = Reading(batch, now)
        try:
            plan = imports.plan(batch, reading.table, now=now)
            self._show(reading, plan)
            signature = reading.layout.signature
            result = imports.apply(batch, reading.table, seen=plan.digest, signature=signature, by=by, now=now)
        except DomainError:
            imports.discard(batch)
            raise
        self.stdout.write(f"{result.counts['taken']} taken over, {result.counts['SAME']} unchanged.")

    def _show(self, reading: Reading, plan: Plan) -> None:
        for column in reading.layout.columns:
            self.stdout.write(f"{column.letters}: {column.head or '–'} → {column.field or 'left out'}")
        for note in plan.notes:
            self.stdout.write(note)
        for each in plan.skipped:
            self.stdout.write(f"{each.line}: left out, {each.why}: {each.text}")
        for line in plan.lines:
            if line.kind != LineKind.SAME:
                self.stdout.write(words_of(line))
        self.stdout.write(", ".join(f"{count} {kind.lower()}" for kind, count in plan.counts.items()))
        for text in plan.unknown_organisations:
            self.stdout.write(f"unknown organisation: {text}")


def words_of(line: Line) -> str:
    """`12: REFUSED Осмoнов Нурбек: B12, Ф.И.О.: The fourth letter is a Latin “o” …`."""
    is_open = line.kind == LineKind.DUPLICATE
    said = [f"{', '.join(filter(None, (each.cell, each.column)))}: {each.text}" for each in line.problems]
    said += [f"{each.label}: {each.was or '–'} → {each.becomes}" for each in line.differences]
    said += [f"No. {person.number} {person.formal_name}?" for person in line.candidates if is_open]
    said += [f"the same as line {line.twin}?"] if line.twin else []
    said += [f"{note.cell}: {note.text}" for note in line.incoming.notes]
    where = f" ({line.status.lower()})" if line.status else ""
    return f"{line.number}: {line.kind.value} {line.incoming.name}{where}{': ' if said else ''}{'; '.join(said)}"


def chosen(options: dict[str, Any]) -> dict[str, Any]:
    """What the options say about the table."""
    said: dict[str, Any] = {
        "category": options["category"].strip().upper(),
        "columns": columns_of(options["column"]),
        "date_order": options["dates"] or "",
        "name_order": options["names"] or "",
        "choices": {str(line): ANOTHER for line in options["new"]},
        "single": options["one_name"],
        "letters": options["letters"],
    }
    if options["sheet"]:
        said["sheet"] = options["sheet"] - 1
    if options["head"] is not None:
        said["head"] = options["head"] - 1
    return said


def actor(username: str) -> User | None:
    """Who of the staff answers for the import; the oldest superuser where nobody is named."""
    if not username:
        return User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    found = User.objects.filter(username=username, is_staff=True, is_active=True).first()
    if found is None:
        raise CommandError(f"There is no member of the staff “{username}”.")
    return found


def columns_of(said: list[str]) -> dict[str, str]:
    """`["B=position"]` → `{"1": "position"}`. Refuses what a table cannot be mapped to (IM-09)."""
    columns = {}
    for text in said:
        letters, _mark, field = text.partition("=")
        place = place_of(f"{letters.strip()}1")
        if place is None or (field and field not in TARGETS):
            raise CommandError(f"“{text}” is no column: write B=position, or B= to leave it out.")
        columns[str(place[1])] = field
    return columns


def delegation_of(conference: Conference, said: str) -> Delegation | None:
    """`KZ` or `MEMBER_STATE/KZ`, or an organisation by any of its names; None for nothing."""
    if not said:
        return None
    code, _slash, who = said.rpartition("/")
    found = Delegation.objects.for_conference(conference).select_related("category", "country", "organisation")
    if code:
        found = found.filter(category__code=code.upper())
    iso2 = countries.find(who)
    meant = [each for each in found if each.country_id == iso2 and iso2] or [
        each for each in found if each.organisation and spelled.meant(who, [each.organisation])
    ]
    if len(meant) != 1:
        wanted = "There is no delegation" if not meant else "There is more than one delegation"
        raise CommandError(f"{wanted} “{said}”: write MEMBER_STATE/KZ, the code of the category and of the State.")
    meant[0].conference = conference
    return meant[0]
