"""``seed_demo``: the demonstration conference of `make run` (docs/rehearsal.md)."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

import conference.data
from attendees.demo.timeline import Stage
from attendees.domain import demonstration, removal
from conference.domain import countries
from core.errors import DomainError

FILE = Path(conference.data.__path__[0]) / "bishkek.json"


class Command(BaseCommand):
    """Do nothing when the demonstration is there; invent it otherwise."""

    help = "Makes the demonstration conference with its invented delegates. May be run again at any time."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument(
            "--stage",
            choices=[stage.value for stage in Stage],
            default=Stage.NOW.value,
            help="now: registration is open; after: the conference is over",
        )
        parser.add_argument("--fresh", action="store_true", help="take the old demonstration away first")
        parser.add_argument("--i-know", action="store_true", help="do it although this is no development system")

    def handle(self, *, stage: str, fresh: bool, i_know: bool, **options: Any) -> None:
        """Seed, in words."""
        if not (settings.DEBUG or i_know):
            raise CommandError("DEBUG is off: invented people do not belong here. Add --i-know if they do.")
        data = json.loads(FILE.read_text("utf-8"))
        slug = data["conference"]["slug"]
        try:
            found = demonstration.find(slug)
            if found is not None and not fresh:
                self.stdout.write(f"{slug}: the demonstration is there.")
                return
            self._seed(data, found, Stage(stage))
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _seed(self, data: dict[str, Any], found: Any, stage: Stage) -> None:
        countries.load(countries.table())
        if found is not None:
            removal.remove(found)
        made = demonstration.seed(data, stage=stage, now=timezone.now())
        self.stdout.write(
            f"{made.slug}: {made.delegates.present().count()} invented people, beginning {made.starts_on}."
        )
