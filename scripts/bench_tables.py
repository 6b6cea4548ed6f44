"""A ministry's table of 1,000 people: read and planned, taken over, sent again."""

import io
import random
import time
from typing import Any

ROWS, AROUND = 1_000, 1_500
HEAD = ("№", "Full name", "ФИО", "Position", "Organisation", "State", "Date of birth", "E-mail", "Phone", "Sex")
STATES = ("Kazakhstan", "Uzbekistan", "Tajikistan")
CATEGORY = "MEMBER_STATE"


def workbook(prefix: str, seed: int) -> bytes:
    """The table as an .xlsx: names of every culture of the rehearsal in two scripts, nobody twice."""
    import xlsxwriter

    from attendees.demo.names import CULTURES
    from attendees.demo.people import Maker

    maker, chance, file = Maker(seed), random.Random(seed), io.BytesIO()  # noqa: S311  invented people
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for number in range(1, ROWS + 1):
            name = maker.drawn(chance.choice(list(CULTURES)), is_woman=chance.random() < 0.5)
            sheet.write_row(number, 0, _row(number, name, prefix))
    return file.getvalue()


def _row(number: int, name: dict[str, Any], prefix: str) -> list[str]:
    cyrillic = [name.get(part, "") for part in ("cyrillic_family_name", "cyrillic_given_name", "patronymic")]
    return [
        str(number),
        f"{name.get('family_name', '').upper()} {name['given_name']}".strip(),
        " ".join(filter(None, cyrillic)),
        f"Colonel, head of unit {number}",
        f"Ministry of Justice {number % 20}",
        STATES[number % len(STATES)],
        f"{1 + number % 28:02}.03.{1960 + number % 40}",
        f"{prefix}{number}@min.example",
        f"+7 701 {1_000_000 + number}",
        "m",
    ]


def bare(data: bytes) -> float:
    """Seconds openpyxl takes for the cells alone."""
    import openpyxl

    started = time.perf_counter()
    list(openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0].values)
    return time.perf_counter() - started


def take_over(data: bytes) -> tuple[float, float, dict[str, int]]:
    """Seconds from the file to its plan, and from the button to the end; and what became of the lines."""
    from django.utils import timezone

    from attendees.domain import imports
    from attendees.imports import readers
    from attendees.imports.batches import Reading
    from attendees.models import ImportBatch
    from conference.models import Conference

    now, conference = timezone.now(), Conference.objects.get(slug="rehearsal-b")
    started = time.perf_counter()
    batch = imports.receive(conference, readers.read(data).as_json(), by=None, now=now)
    batch = imports.choose(batch, {"category": CATEGORY})
    plan = imports.plan(batch, Reading(batch, now).table, now=now)
    planned = time.perf_counter()
    # The button is another request, which reads the kept table anew.
    again = ImportBatch.objects.get(pk=batch.pk)
    imports.apply(again, Reading(again, now).table, seen=plan.digest, by=None, now=now)
    return planned - started, time.perf_counter() - planned, {str(kind): count for kind, count in plan.counts.items()}


def surround() -> None:
    """A conference of 1,500 people with room for more."""
    from django.utils import timezone

    from attendees.domain import crowds
    from conference.models import Conference

    conference = Conference.objects.get(slug="rehearsal-b")
    Conference.objects.filter(pk=conference.pk).update(capacity=10_000)
    crowds.gather(conference, AROUND, now=timezone.now(), seed=5)


def approve(mode: str) -> None:
    """Whoever is taken over is seated at once, or waits for the secretariat."""
    from conference.models import Category

    Category.objects.filter(conference__slug="rehearsal-b", code=CATEGORY).update(approval=mode, quota=None)
