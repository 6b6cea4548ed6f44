"""The first account of an installation: there is none by default (CF-03)."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User

#: Left out: letters and figures that are taken for one another on paper.
LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    """Make an organiser and print the random password once."""

    help = "Creates an organiser with all rights and prints a random password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--username", default="organiser")
        parser.add_argument("--email", default="", help="needed to set a new password by letter")
        parser.add_argument("--if-none", action="store_true", help="do nothing when there is one already")

    def handle(self, *, username: str, email: str, if_none: bool, **options: Any) -> None:
        """Create, unless told to leave an installation that has one alone."""
        if if_none and User.objects.filter(is_superuser=True).exists():
            return
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"There is an account called {username} already.")
        password = random_password()
        User.objects.create_superuser(username, email, password)
        self.stdout.write(f"Organiser: {username}\nPassword:  {password}\n(kept nowhere: write it down)")


def random_password() -> str:
    """Four groups of five characters: 99 bits, to be read out over the telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(5)) for _group in range(4))
