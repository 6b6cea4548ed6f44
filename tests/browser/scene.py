"""What the journeys happen in: the conference of Bishkek, dated so that registration is open today."""

import json
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from conference.domain import conference_file, conferences, countries, loading
from conference.models import Conference
from tests.factories import make_membership, make_user

FILE = settings.BASE_DIR / "conference" / "data" / "bishkek.json"
PASSWORD = "correct horse battery"


@dataclass
class Scene:
    """A conference, its staff by role."""

    conference: Conference
    staff: dict[str, User] = field(default_factory=dict)


def bishkek() -> Scene:
    """Load the conference from its own file and give it staff."""
    now = timezone.now()
    countries.load(countries.table())
    file = conference_file.read(json.loads(FILE.read_text("utf-8")), shift_to=(now + timedelta(days=30)).date())
    conference, _plan = loading.apply(file, by=None, now=now)
    conferences.open_registration(conference, by=None, now=now)
    conference.refresh_from_db()
    return Scene(conference, {role: _member(conference, role) for role in ("officer", "programme", "donor_viewer")})


def _member(conference: Conference, role: str) -> User:
    user = make_user(username=role, email=f"{role}@example.org", password=PASSWORD)
    make_membership(conference, role, user)
    return user
