"""Load a conference from its declarative file (docs/conference-file.md)."""

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from conference.domain import conference_file, conferences, loading
from conference.enums import ConferenceStatus
from core.errors import DomainError

LARGEST_FILE = 5 * 1024 * 1024


class Command(BaseCommand):
    """``load_conference FILE.json``: check everything, then write everything or nothing."""

    help = "Load a conference from its declarative file. Loading the same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--plan", action="store_true", help="show what would be done, and do nothing")
        parser.add_argument(
            "--shift-to", type=_day, metavar="DATE", help="move every day: the conference starts on DATE"
        )
        parser.add_argument("--open", action="store_true", help="open registration of a conference that is a draft")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        try:
            file = conference_file.read(_parsed(options["file"]), shift_to=options["shift_to"])
            if options["plan"]:
                self._say(loading.plan(file), done=False)
                return
            conference, plan = loading.apply(file, by=None, now=now)
            self._say(plan, done=True)
            if options["open"] and conference.status == ConferenceStatus.DRAFT:
                conferences.open_registration(conference, by=None, now=now)
                self.stdout.write(f"{file.slug}: registration is open.")
        except DomainError as refusal:
            raise CommandError(f"{options['file']} is not loaded:\n{refusal}") from refusal

    def _say(self, plan: loading.Plan, *, done: bool) -> None:
        for note in plan.notes:
            self.stdout.write(f"  note: {note}")
        if plan.is_empty():
            self.stdout.write(f"{plan.slug}: nothing to change, everything is as the file says.")
            return
        for step in plan.steps:
            self.stdout.write(f"  {step}")
        words = "changes made" if done else "changes planned, nothing written"
        self.stdout.write(f"{plan.slug}: {len(plan.steps)} {words}.")


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _parsed(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{path} is larger than {LARGEST_FILE // 1024**2} MB.")
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{path} is not JSON: {error}.") from error
