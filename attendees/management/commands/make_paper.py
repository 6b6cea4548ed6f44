"""``make_paper``: a paper as a file, from the command line (CONTRACT.md, "Papers")."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from attendees.papers import registry
from attendees.papers.registry import CONTENT_TYPES, Options
from conference.models import Conference
from core.errors import DomainError


class Command(BaseCommand):
    help = "Make a paper of a conference. It is recorded like every list taken out of the system."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the conference")
        parser.add_argument("paper", choices=sorted(registry.all_papers()), metavar="paper")
        parser.add_argument("--language", choices=sorted(settings.CONFERENCE_LANGUAGES), help="of the paper")
        parser.add_argument("--format", choices=list(CONTENT_TYPES), default="pdf")
        parser.add_argument("--limit", type=int, help="no more than so many people, to try it out")
        parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE", help="what the paper asks")
        parser.add_argument("--output", required=True, help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        conference = Conference.objects.filter(slug=options["slug"]).first()
        if conference is None:
            raise CommandError(f"There is no conference “{options['slug']}”.")
        wanted = Options(
            now=timezone.now(),
            language=options["language"] or conference.default_language,
            format=options["format"],
            limit=options["limit"],
            chosen=dict(each.partition("=")[::2] for each in options["option"]),
        )
        try:
            made = registry.make(registry.get(options["paper"]), conference, wanted)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        Path(options["output"]).write_bytes(made.file)
        for problem in made.problems:
            self.stderr.write(problem)
        self.stderr.write(f"{made.count} people, {len(made.file)} bytes")
