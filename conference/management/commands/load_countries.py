"""``load_countries``: bring the States up to the table that comes with the program."""

from typing import Any

from django.core.management.base import BaseCommand

from conference.domain import countries


class Command(BaseCommand):
    """Safe to run at every start: what is right already is not written again."""

    help = "Loads the States and territories with their UN names. May be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        loading = countries.load(countries.table())
        self.stdout.write(
            f"States and territories: {len(loading.added)} added, {len(loading.changed)} changed, "
            f"{len(loading.unchanged)} unchanged."
        )
        if loading.unlisted:
            self.stdout.write(f"Left alone, in no table of ours: {', '.join(loading.unlisted)}.")
