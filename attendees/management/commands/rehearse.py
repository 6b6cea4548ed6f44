"""``rehearse --json``: three conferences for training and outside checks (docs/rehearsal.md)."""

import json
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone

from attendees.demo.canaries import canaries
from attendees.domain import crowds, links, rehearsals
from attendees.domain.rehearsals import Account, Rehearsal
from attendees.exports.columns import COLUMNS
from attendees.exports.files import FORMATS
from attendees.models import Delegate
from conference.domain import countries
from core.errors import DomainError


class Command(BaseCommand):
    """Make them, and print one JSON object: nothing else goes to the output."""

    help = "Fills an empty or demonstration database with three rehearsal conferences and prints how to get in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the options."""
        parser.add_argument("--json", action="store_true", help="one JSON object (there is no other form)")
        parser.add_argument("--delegates", type=int, default=0, metavar="N", help="N further delegates of A, for load")
        parser.add_argument("--i-know", action="store_true", help="do it although this is no development system")

    def handle(self, *, delegates: int, i_know: bool, **options: Any) -> None:
        """Rehearse."""
        if not (settings.DEBUG or i_know):
            raise CommandError("DEBUG is off: a rehearsal opens accounts. Add --i-know if it may.")
        now = timezone.now()
        try:
            rehearsals.check_no_real_conference()
            countries.load(countries.table())
            made = rehearsals.rehearse(now=now)
            if delegates > 0:
                crowds.gather(made.rehearsals[0].conference, delegates, now=now)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        told = {
            "superuser": _account(made.superuser),
            "conferences": {rehearsal.letter: _rehearsal(rehearsal) for rehearsal in made.rehearsals},
        }
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))


def _account(account: Account) -> dict[str, str]:
    return {"username": account.username, "password": account.password}


def _rehearsal(made: Rehearsal) -> dict[str, Any]:
    return {
        "slug": made.conference.slug,
        "admin": reverse("admin:conference_index", args=[made.conference.slug]),
        "delegate_admin": reverse("admin:attendees_delegate_changelist"),
        "accounts": {role: _account(account) for role, account in made.accounts.items()},
        "delegates": [_delegate(delegate) for delegate in made.delegates],
        "focal_point_link": links.focal_url(made.focal_point) if made.focal_point else None,
        "canaries": canaries(made.letter),
        "sessions": [{"code": session.code, "capacity": session.capacity} for session in made.sessions],
        "exports": _exports(),
    }


def _exports() -> list[str]:
    """The list as each file, and with every column there is; of the conference whose `admin` was opened last."""
    address = reverse("admin:attendees_delegate_export")
    everything = urlencode([("format", "csv"), *(("columns", code) for code in COLUMNS)])
    return [*(f"{address}?format={code}" for code in FORMATS), f"{address}?{everything}"]


def _delegate(delegate: Delegate) -> dict[str, Any]:
    return {
        "number": delegate.number,
        "reference": delegate.reference,
        "status": delegate.status,
        "family_name": delegate.family_name,
        "email": delegate.email,
        "link": links.url(delegate),
    }
