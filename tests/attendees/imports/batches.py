"""A pasted table on its way through: kept, planned, applied."""

from attendees.domain import imports
from attendees.imports import readers
from attendees.imports.batches import Reading
from attendees.models import ImportBatch
from tests.factories import NOON


def receive(conference, text, *, by=None, delegation=None, now=NOON, **options):
    """Keep a table whose cells are parted by bars; the options are those of the batch."""
    pasted = "\n".join("\t".join(cell.strip() for cell in line.split("|")) for line in text.strip("\n").split("\n"))
    content = readers.read_text(pasted).as_json()
    batch = imports.receive(conference, content, name="list.xlsx", delegation=delegation, by=by, now=now)
    return imports.choose(batch, options) if options else batch


def fresh(batch):
    """The batch as a page reads it."""
    return ImportBatch.objects.select_related("conference", "delegation__category", "focal_point").get(pk=batch.pk)


def plan(batch, now=NOON):
    """What applying it would do."""
    batch = fresh(batch)
    return imports.plan(batch, Reading(batch, now).table, now=now)


def apply(batch, *, by=None, now=NOON, **more):
    """Apply it; what was done."""
    batch = fresh(batch)
    reading = Reading(batch, now)
    table = reading.table if batch.cells else None
    return imports.apply(
        batch, table, signature=reading.layout.signature if batch.cells else "", by=by, now=now, **more
    )


def kinds(a_plan):
    """Line → kind."""
    return {line.number: line.kind.value for line in a_plan.lines}
