"""``find_duplicates``: look over everybody of a conference for people registered twice (R-11)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from attendees.domain import duplicates
from conference.models import Conference


class Command(BaseCommand):
    help = "Compares everybody of a conference with everybody else and raises pairs to the officers. Merges nobody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="address of the conference")

    def handle(self, *args: Any, slug: str, **options: Any) -> None:
        conference = Conference.objects.filter(slug=slug).first()
        if conference is None:
            raise CommandError(f"There is no conference “{slug}”.")
        found = duplicates.look_over(conference, now=timezone.now(), tell=self._tell)
        waiting = duplicates.open_pairs(conference).count()
        self.stdout.write(
            f"{found.people} people, {found.pairs} pairs: {found.new} new, {found.gone} no longer alike;"
            f" {waiting} wait for an officer."
        )

    def _tell(self, done: int, of: int) -> None:
        self.stderr.write(f"{done} of {of}")
