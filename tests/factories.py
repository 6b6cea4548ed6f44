"""Small makers of things for tests; every argument may be given, everything left out is plausible."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import User
from attendees.domain import badges, links, naming
from attendees.enums import DelegateStatus, DelegationStatus
from attendees.models import Badge, Delegate, Delegation, FocalPoint, Register
from conference.enums import ApprovalMode, ConferenceStatus, Confidentiality, SignupRule
from conference.models import (
    Category,
    Conference,
    Country,
    Membership,
    Organisation,
    PrivacyNotice,
    Room,
    Session,
)

#: A working day on which registration of every made conference is open.
NOON = datetime(2026, 10, 5, 6, 0, tzinfo=UTC)
_serial = count(1)

COUNTRIES = {
    "KG": ("KGZ", "417", "Kyrgyzstan", "Кыргызстан"),
    "KZ": ("KAZ", "398", "Kazakhstan", "Казахстан"),
    "UZ": ("UZB", "860", "Uzbekistan", "Узбекистан"),
    "TJ": ("TJK", "762", "Tajikistan", "Таджикистан"),
    "BG": ("BGR", "100", "Bulgaria", "Болгария"),
    "RO": ("ROU", "642", "Romania", "Румыния"),
}


def minutes(number: int) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=number)


def make_country(iso2: str = "KG") -> Country:
    """One of the six States of the first conference; the real table where it is loaded."""
    iso3, m49, english, russian = COUNTRIES[iso2]
    defaults = {"iso3": iso3, "m49": m49, "names": {"en": english, "ru": russian}, "membership": "MEMBER_STATE"}
    return Country.objects.get_or_create(iso2=iso2, defaults=defaults)[0]


def make_conference(**fields: Any) -> Conference:
    """A conference open for registration at NOON, with a privacy notice in force."""
    number = next(_serial)
    fields.setdefault("country", make_country())
    defaults: dict[str, Any] = {
        "slug": f"conference-{number}",
        "title": {"en": f"Conference {number}", "ru": f"Конференция {number}", "ky": f"Конференция {number}"},
        "short_title": {"en": f"Conf {number}"},
        "confidentiality": Confidentiality.OPEN,
        "status": ConferenceStatus.REGISTRATION_OPEN,
        "starts_on": date(2026, 11, 25),
        "ends_on": date(2026, 11, 25),
        "timezone": "Asia/Bishkek",
        "city": {"en": "Bishkek", "ru": "Бишкек", "ky": "Бишкек"},
        "languages": ["en", "ru", "ky"],
        "registration_opens_at": NOON - timedelta(days=30),
        "registration_closes_at": NOON + timedelta(days=30),
        "modification_deadline_at": NOON + timedelta(days=45),
        "privacy_version": 1,
        "contact_email": "secretariat@example.org",
    }
    conference = Conference.objects.create(**{**defaults, **fields})
    PrivacyNotice.objects.create(
        conference=conference, version=1, text={"en": "What we keep."}, published_at=NOON - timedelta(days=31)
    )
    Register.objects.create(conference=conference)
    return conference


def make_category(conference: Conference | None = None, **fields: Any) -> Category:
    """A category of automatic approval, open to the public form."""
    number = next(_serial)
    defaults: dict[str, Any] = {
        "code": f"CATEGORY_{number}",
        "name": {"en": f"Category {number}", "ru": f"Категория {number}"},
        "choice": {"en": f"I come as number {number}"},
        "letter": "D",
        "colour": "red",
        "order": number,
        "approval": ApprovalMode.AUTOMATIC,
    }
    return Category.objects.create(conference=conference or make_conference(), **{**defaults, **fields})


def make_room(conference: Conference, **fields: Any) -> Room:
    """A room without a limit."""
    number = next(_serial)
    return Room.objects.create(
        conference=conference, **{"code": f"R{number}", "name": {"en": f"Room {number}"}, **fields}
    )


def make_session(conference: Conference, **fields: Any) -> Session:
    """A session of an hour on the conference's day, open to sign-up."""
    number = next(_serial)
    starts_at = fields.setdefault("starts_at", datetime(2026, 11, 25, 4, 0, tzinfo=UTC))
    defaults: dict[str, Any] = {
        "code": f"S{number}",
        "title": {"en": f"Session {number}"},
        "ends_at": starts_at + timedelta(hours=1),
        "signup": SignupRule.OPEN,
    }
    return Session.objects.create(conference=conference, **{**defaults, **fields})


def make_delegate(**fields: Any) -> Delegate:
    """A delegate written straight into the table, pending unless told otherwise."""
    number = next(_serial)
    conference = fields.pop("conference", None) or getattr(fields.get("category"), "conference", None)
    category = fields.pop("category", None) or _any_category(conference or make_conference())
    defaults: dict[str, Any] = {
        "number": number,
        "reference": links.new_reference(),
        "status": DelegateStatus.PENDING,
        "family_name": f"Family{_letters(number)}",
        "given_name": "Given",
        "email": f"delegate{number}@example.org",
        "language": "en",
        "registered_at": NOON,
    }
    delegate = Delegate(conference=category.conference, category=category, **{**defaults, **fields})
    links.seal(delegate)
    naming.refresh(delegate)
    delegate.save()
    naming.store_keys([delegate])
    Register.objects.filter(pk=category.conference_id, last_number__lt=delegate.number).update(
        last_number=delegate.number
    )
    return delegate


def _any_category(conference: Conference) -> Category:
    return conference.categories.first() or make_category(conference)


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number))


def make_user(**fields: Any) -> User:
    """A member of staff with the password `correct horse battery`."""
    number = next(_serial)
    password = fields.pop("password", "correct horse battery")
    defaults = {"username": f"user{number}", "email": f"user{number}@example.org", "is_staff": True}
    user = User(**{**defaults, **fields})
    user.set_password(password)
    user.save()
    return user


def make_membership(conference: Conference, role: str, user: User | None = None) -> Membership:
    """A role at a conference."""
    return Membership.objects.create(conference=conference, user=user or make_user(), role=role)


def make_organisation(conference: Conference, name: str = "Penal Reform Society", **fields: Any) -> Organisation:
    """An organisation of the conference."""
    return Organisation.objects.create(conference=conference, **{"name": {"en": name}, **fields})


def make_delegation(conference: Conference | None = None, iso2: str = "KZ", **fields: Any) -> Delegation:
    """A State's delegation, invited, of a category the secretariat decides on, without a quota."""
    category = fields.pop("category", None)
    if category is None:
        category = make_category(conference, approval=ApprovalMode.SECRETARIAT)
    if "organisation" not in fields:
        fields["country"] = make_country(iso2)
    defaults: dict[str, Any] = {"status": DelegationStatus.INVITED, "language": "en", "created_at": NOON}
    return Delegation.objects.create(conference=category.conference, category=category, **{**defaults, **fields})


def make_focal_point(delegation: Delegation | None = None, **fields: Any) -> FocalPoint:
    """Somebody who speaks for the delegation."""
    number = next(_serial)
    defaults: dict[str, Any] = {
        "name": f"Focal {_letters(number)}",
        "email": f"focal{number}@example.org",
        "language": "en",
        "created_at": NOON,
    }
    point = FocalPoint(delegation=delegation or make_delegation(), **{**defaults, **fields})
    links.focal_seal(point)
    point.save()
    return point


def make_member(delegation: Delegation, **fields: Any) -> Delegate:
    """One of the delegation's people, pending unless told otherwise."""
    fields.setdefault("country", delegation.country)
    fields.setdefault("place", delegation.people.count() + 1)
    return make_delegate(category=delegation.category, delegation=delegation, **fields)


def make_badge(delegate: Delegate | None = None, *, printed_at: datetime | None = NOON, **fields: Any) -> Badge:
    """The badge of an approved delegate, printed at NOON; not printed with `printed_at=None`."""
    delegate = delegate or make_delegate(status=DelegateStatus.APPROVED)
    people = Delegate.objects.filter(pk=delegate.pk)
    batch = badges.queue(delegate.conference, people, language="en", by=None, now=NOON, **fields)
    badge = batch.badges.get()
    if printed_at is not None:
        badges.printed(batch, [badge.pk], {}, by=None, now=printed_at)
        badge.refresh_from_db()
    return badge
