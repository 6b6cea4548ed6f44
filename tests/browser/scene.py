"""What the journeys happen in: the conference of Bishkek, dated so that registration is open today."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from attendees.domain import duplicates, registrations, signups
from attendees.enums import Reason, Sex
from attendees.models import Delegate, FocalPoint, Likeness, Register
from conference.domain import conference_file, conferences, countries, loading
from conference.enums import ConferenceStatus
from conference.models import Conference, Country
from tests.cast import client_of
from tests.factories import make_category, make_conference, make_delegate, make_membership, make_user

FILE = settings.BASE_DIR / "conference" / "data" / "bishkek.json"
PASSWORD = "correct horse battery"
#: What a conference holds; the first of each can stand in an address.
HELD = ("sessions", "categories", "partners", "organisations", "rooms", "memberships", "privacy_notices")
ROLES = ("manager", "officer", "protocol", "programme", "donor_viewer")


@dataclass
class Scene:
    """A conference, its staff by role, its people by status, the focal points of its delegation."""

    conference: Conference
    staff: dict[str, User]
    people: dict[str, Delegate] = field(default_factory=dict)
    points: dict[str, FocalPoint] = field(default_factory=dict)
    pairs: dict[str, Likeness] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    def words(self) -> dict[str, Any]:
        """What an address may be made of: `/{slug}/`, `/my/{approved}/`, `…/session/{session}/`."""
        tokens = {status: delegate.link_token for status, delegate in self.people.items()}
        first = {name: getattr(self.conference, name).first() for name in HELD}
        rows = {name: row.pk for name, row in first.items() if row}
        numbers = {f"{status}_pk": delegate.pk for status, delegate in self.people.items()}
        numbers |= {f"{status}_number": delegate.number for status, delegate in self.people.items()}
        links = {who: point.link_token for who, point in self.points.items()}
        links |= {name: pair.pk for name, pair in self.pairs.items()}
        own = {"slug": self.conference.slug, "conference": self.conference.pk}
        return own | tokens | links | rows | numbers | self.things

    def cookies(self, who: str, address: str) -> list[dict[str, str]]:
        """What the browser of somebody holds who has come in: staff by role, delegates by status, focal points."""
        if who in self.staff:
            client = client_of(self.staff[who], self.conference)
        elif who in self.points:
            client = Client()
            client.post(reverse("attendees:delegation_open", args=[self.points[who].link_token]))
        else:
            client = Client()
            client.post(reverse("attendees:my_open", args=[self.people[who].link_token]))
        name = settings.SESSION_COOKIE_NAME
        return [{"name": name, "value": client.cookies[name].value, "url": address}]


def bishkek() -> Scene:
    """Load the conference from its own file and give it staff."""
    now = timezone.now()
    countries.load(countries.table())
    file = conference_file.read(json.loads(FILE.read_text("utf-8")), shift_to=(now + timedelta(days=30)).date())
    conference, _plan = loading.apply(file, by=None, now=now)
    conferences.open_registration(conference, by=None, now=now)
    conference.refresh_from_db()
    # The first registration makes it; people made by the factory do not register.
    Register.objects.create(conference=conference)
    boss = make_user(username="superuser", is_superuser=True, password=PASSWORD)
    return Scene(conference, {"superuser": boss, **{role: _member(conference, role) for role in ROLES}})


def _member(conference: Conference, role: str) -> User:
    user = make_user(username=role, email=f"{role}@example.org", password=PASSWORD)
    make_membership(conference, role, user)
    return user


def with_people(scene: Scene) -> Scene:
    """Somebody at every status, with long and with single names, written in two scripts."""
    category = scene.conference.categories.get(code="MEMBER_STATE")
    now = timezone.now()
    for status, (family, given, cyrillic, state) in PEOPLE.items():
        scene.people[status] = make_delegate(
            category=category,
            family_name=family,
            given_name=given,
            is_single_name=not family,
            cyrillic_family_name=cyrillic,
            cyrillic_given_name="Аскар" if cyrillic else "",
            country=Country.objects.get(iso2=state),
            nationality=Country.objects.get(iso2=state),
            sex=Sex.FEMALE,
            organisation="Prison Service under the Ministry of Justice",
            position="Deputy Head of Department",
            phone="+996555012345",
            registered_at=now - timedelta(days=2),
        )
    _decide(scene, now)
    people = scene.people
    scene.pairs["pair"] = duplicates.put_together(people["approved"], people["pending"], now=now)
    parted = duplicates.put_together(people["waitlisted"], people["returned"], now=now)
    scene.pairs["two people"] = duplicates.dismiss(parted, by=scene.staff["officer"], now=now)
    return scene


#: Status → family name, given name, Cyrillic family name, State.
PEOPLE = {
    "approved": ("Zhaparov", "Askar", "Жапаров", "KG"),
    "pending": ("Zhumagaliyeva-Abdrakhmanova", "Gulnara", "Жумагалиева-Абдрахманова", "KZ"),
    "waitlisted": ("Ömürbek uulu", "Bekjan", "Өмүрбек уулу", "KG"),
    "returned": ("", "Madina", "", "TJ"),
    "rejected": ("Georgieva", "Elena", "Георгиева", "BG"),
    "withdrawn": ("Popescu", "Ștefan", "", "RO"),
}


def _decide(scene: Scene, now: datetime) -> None:
    by, people = scene.staff["officer"], scene.people
    registrations.approve(people["approved"], by=by, now=now)
    signups.choose(people["approved"], scene.conference.sessions.filter(code="W1"), by=None, now=now)
    registrations.waitlist(people["waitlisted"], by=by, now=now)
    registrations.send_back(
        people["returned"], reason=Reason.PHOTO_UNUSABLE, text="Without sunglasses, please.", by=by, now=now
    )
    registrations.reject(people["rejected"], reason=Reason.OUT_OF_SCOPE, by=by, now=now)
    registrations.withdraw(people["withdrawn"], by=None, now=now)


def with_neighbours(scene: Scene) -> Scene:
    """Conferences in other standings, so that the home page is a list."""
    now = timezone.now()
    make_category(make_conference(slug="closed", status=ConferenceStatus.REGISTRATION_CLOSED))
    make_category(make_conference(slug="cancelled", status=ConferenceStatus.CANCELLED))
    soon, later = now + timedelta(days=3), now + timedelta(days=20)
    make_category(make_conference(slug="not-yet", registration_opens_at=soon, registration_closes_at=later))
    full = make_conference(slug="full", accent="plum", registration_opens_at=now, registration_closes_at=later)
    make_category(full, quota=0)
    return scene
