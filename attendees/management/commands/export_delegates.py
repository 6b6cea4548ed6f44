"""``export_delegates``: the list of delegates as a file, from the command line (CONTRACT.md, "Exports")."""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from attendees.domain.selections import ORDERS, Selection
from attendees.exports import lists
from attendees.exports.columns import COLUMNS, USUAL
from attendees.exports.files import FORMATS
from attendees.exports.lists import Wanted
from conference.models import Conference
from core.errors import DomainError

#: Options that are filters of the list.
NARROWED = ("status", "category", "delegation")


class Command(BaseCommand):
    help = "Write the delegates of a conference as CSV or XLSX. The export is recorded."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the conference")
        parser.add_argument("--format", choices=sorted(FORMATS), default="csv")
        parser.add_argument("--columns", default="", help=f"names with commas, of: {', '.join(COLUMNS)}")
        parser.add_argument("--status", default="", help="only these, with commas; else all but those who are gone")
        parser.add_argument("--category", default="", help="only these codes, with commas")
        parser.add_argument("--delegation", default="", help="only these: ISO codes of States or keys, with commas")
        parser.add_argument("--search", default="", help="only those whose name, number or reference matches")
        parser.add_argument("--order", choices=[*ORDERS, *(f"-{order}" for order in ORDERS)], default="number")
        parser.add_argument("--language", choices=sorted(settings.CONFERENCE_LANGUAGES), help="of the words")
        parser.add_argument("--machine", action="store_true", help="stable names in the header and codes in the cells")
        parser.add_argument("--output", help="a file; without it standard output")

    def handle(self, *args: Any, **options: Any) -> None:
        conference = Conference.objects.filter(slug=options["slug"]).first()
        if conference is None:
            raise CommandError(f"There is no conference “{options['slug']}”.")
        wanted = wanted_of(conference, options)
        with tempfile.TemporaryFile() as file:
            try:
                record = lists.export(wanted, file, by=None, now=timezone.now())
            except DomainError as refusal:
                raise CommandError(str(refusal)) from refusal
            deliver(file, options["output"])
        self.stderr.write(f"{record.rows} rows, SHA-256 {record.digest}")


def wanted_of(conference: Conference, options: dict[str, Any]) -> Wanted:
    """The list that the options describe."""
    language = options["language"] or conference.default_language
    asked = {name: options[name].replace(" ", "").upper() for name in NARROWED if options[name]}
    said = asked | ({"q": options["search"]} if options["search"] else {})
    columns = [code.strip() for code in options["columns"].split(",") if code.strip()]
    return Wanted(
        selection=Selection(conference, options["search"], asked, options["order"], language),
        columns=columns or USUAL,
        format=options["format"],
        language=language,
        is_machine=options["machine"],
        filter="&".join(f"{name}={value}" for name, value in said.items()),
    )


def deliver(file: IO[bytes], output: str | None) -> None:
    """Copy the finished file to its place, or to standard output."""
    file.seek(0)
    if output:
        with Path(output).open("wb") as target:
            shutil.copyfileobj(file, target)
    else:
        shutil.copyfileobj(file, sys.stdout.buffer)
        sys.stdout.buffer.flush()
