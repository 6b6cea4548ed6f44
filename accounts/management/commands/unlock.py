"""Let somebody in again whom the limiter keeps out."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.domain import limiter


class Command(BaseCommand):
    """Forget wrong passwords."""

    help = "Forgets the wrong passwords counted for a user name, from an address, or all of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--user", default="", help="the user name or e-mail address as it was typed")
        parser.add_argument("--address", default="", help="the IP address they came from")
        parser.add_argument("--all", action="store_true", help="everybody, everywhere")

    def handle(self, *, user: str, address: str, **options: Any) -> None:
        """Unlock, and say how many tries were forgotten."""
        if not (user or address or options["all"]):
            raise CommandError("Say whom: --user NAME, --address IP or --all.")
        number = limiter.unlock(name=user, address=address)
        self.stdout.write(f"{number} wrong attempts forgotten.")
