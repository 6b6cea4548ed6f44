"""Three conferences for training and outside checks; every run makes them anew (CONTRACT.md, "Rehearsal").

They are demonstrations (R-70): marked on every page, and refused beside a real conference.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import ROLES
from attendees.demo import canaries
from attendees.domain import delegations, demonstration, focal_points, registrations, removal, signups
from attendees.domain.registrations import Form
from attendees.enums import DelegateStatus, Reason, Source
from attendees.models import Delegate, FocalPoint
from conference.data.categories import DEFAULTS
from conference.domain import conference_file, conferences, loading
from conference.domain.events import record
from conference.enums import ApprovalMode, ConferenceEventKind, Confidentiality
from conference.models import Category, Conference, Country, Membership, Session

S = DelegateStatus
CAPACITY, PLACES, DELEGATES = 50, 20, 20
#: Places of each delegation of B; those of A and C have no limit of their own.
QUOTA = 4
CONSENTS = {"NOTICE": True, "PHOTO": True, "CONTACTS": False, "FUTURE": True}


@dataclass(frozen=True)
class Plan:
    """How one of the three is: who learns of it, who decides, and where its people stand."""

    letter: str
    confidentiality: Confidentiality
    approval: ApprovalMode
    statuses: tuple[DelegateStatus, ...]


PLANS = (
    Plan("a", Confidentiality.OPEN, ApprovalMode.AUTOMATIC, (S.APPROVED,) * 18 + (S.WITHDRAWN, S.REVOKED)),
    Plan(
        "b",
        Confidentiality.RESTRICTED,
        ApprovalMode.SECRETARIAT,
        (S.APPROVED,) * 6
        + (S.PENDING,) * 8
        + (S.RETURNED,) * 2
        # Before the waiting list: whoever leaves would let somebody of it go ahead.
        + (S.REJECTED, S.WITHDRAWN, S.WAITLISTED, S.WAITLISTED),
    ),
    Plan("c", Confidentiality.CLOSED, ApprovalMode.SECRETARIAT, (S.APPROVED,) * 5),
)


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in, with the password of this run."""

    username: str
    password: str


@dataclass
class Rehearsal:
    """One of the three, as it was made."""

    letter: str
    conference: Conference
    accounts: dict[str, Account] = field(default_factory=dict)
    delegates: list[Delegate] = field(default_factory=list)
    focal_point: FocalPoint | None = None
    sessions: list[Session] = field(default_factory=list)


@dataclass
class Rehearsals:
    """All that a run made."""

    superuser: Account
    rehearsals: list[Rehearsal]


@transaction.atomic
def rehearse(*, now: datetime) -> Rehearsals:
    """Make the three conferences, their staff and their people; those of an earlier run go first.

    Raises ``DemonstrationRefused`` (``live_conference``) when the database holds a real conference.
    """
    check_no_real_conference()
    for old in Conference.objects.filter(slug__in=[slug_of(plan.letter) for plan in PLANS]):
        removal.remove(old)
    superuser, account = _account("rehearsal-superuser", is_superuser=True)
    return Rehearsals(account, [_rehearsal(plan, by=superuser, now=now) for plan in PLANS])


def check_no_real_conference() -> None:
    """Refuse a database that holds anything but demonstrations (R-70)."""
    if Conference.objects.filter(is_demo=False).exists():
        text = _("This database holds a real conference: a rehearsal never mixes with one.")
        raise demonstration.DemonstrationRefused(text, "live_conference")


def slug_of(letter: str) -> str:
    """The address of one of the three."""
    return f"rehearsal-{letter}"


def _rehearsal(plan: Plan, *, by: User, now: datetime) -> Rehearsal:
    opened = now - timedelta(days=10)
    file = conference_file.read(_file(plan, now=now))
    conference, _plan = loading.apply(file, by=by, now=opened)
    made = Rehearsal(plan.letter, conferences.open_registration(conference, by=by, now=opened))
    made.sessions = list(Session.objects.for_conference(conference).open_to_signup())
    made.accounts = _staff(made, by=by, now=opened)
    made.focal_point = _delegations(plan, made, by=by, now=opened)
    made.delegates = _delegates(plan, made, by=by, now=now)
    demonstration.call_back_letters(conference, now=now)
    return made


# What is held -----------------------------------------------------------------------------------------


def _file(plan: Plan, *, now: datetime) -> dict[str, Any]:
    """The declarative file of the conference (docs/conference-file.md)."""
    day, languages = now.date() + timedelta(days=30), ("en", "ru", "ky")
    title = {"en": "Rehearsal {}", "ru": "Репетиция {}", "ky": "Репетиция {}"}
    return {
        "illustrative": True,
        "conference": {
            "slug": slug_of(plan.letter),
            "symbol": f"REH/{plan.letter.upper()}/1",
            "title": {code: title[code].format(plan.letter.upper()) for code in languages},
            "confidentiality": plan.confidentiality.value,
            "starts_on": day.isoformat(),
            "ends_on": day.isoformat(),
            "timezone": "Asia/Bishkek",
            "city": {"en": "Bishkek", "ru": "Бишкек", "ky": "Бишкек"},
            "country": "KG",
            "languages": list(languages),
            "interpretation": ["en-ru", "ky-ru"],
            "capacity": CAPACITY,
            "registration_opens": f"{day - timedelta(days=41)}T09:00",
            "registration_closes": f"{day - timedelta(days=7)}T18:00",
            "modification_deadline": f"{day - timedelta(days=2)}T18:00",
            "contact_email": "secretariat@rehearsal.example",
        },
        "rooms": [{"code": "HALL", "name": {"en": "Hall"}, "capacity": 200}],
        "categories": [{"code": row["code"], "approval": plan.approval.value} for row in DEFAULTS],
        "sessions": [_session("OPENING", "09:00", "Opening"), *_workshops()],
        "privacy_notice": dict.fromkeys(languages, "### Rehearsal\n\nThe people of this conference are invented."),
    }


def _session(code: str, starts: str, title: str, **more: Any) -> dict[str, Any]:
    ends = f"{int(starts[:2]) + 1:02d}:00"
    return {"code": code, "starts": starts, "ends": ends, "title": {"en": title}, "room": "HALL", **more}


def _workshops() -> list[dict[str, Any]]:
    more = {"type": "WORKING_GROUP", "capacity": PLACES, "signup": "OPEN"}
    return [_session("W1", "10:00", "Workshop one", **more), _session("W2", "14:00", "Workshop two", **more)]


# Who works there --------------------------------------------------------------------------------------


def _staff(made: Rehearsal, *, by: User, now: datetime) -> dict[str, Account]:
    accounts = {}
    for role in ROLES:
        user, accounts[role] = _account(f"{made.conference.slug}-{role}")
        Membership.objects.create(conference=made.conference, user=user, role=role)
        record(made.conference, ConferenceEventKind.STAFF_ADDED, by=by, now=now, user=user.pk, role=role)
    return accounts


def _account(username: str, *, is_superuser: bool = False) -> tuple[User, Account]:
    """An account with a password of this run; the passwords of earlier runs are dead."""
    password = secrets.token_urlsafe(16)
    user = User.objects.filter(username=username).first() or User(username=username)
    user.email = f"{username}@rehearsal.example"
    user.is_staff, user.is_active, user.is_superuser = True, True, is_superuser
    user.set_password(password)
    user.save()
    return user, Account(username, password)


# Who is invited --------------------------------------------------------------------------------------


def _delegations(plan: Plan, made: Rehearsal, *, by: User, now: datetime) -> FocalPoint:
    """The States of the people: all of them at B, each with its quota; elsewhere the first alone. Its focal point."""
    category = Category.objects.get(conference=made.conference, code="MEMBER_STATE")
    has_quotas = plan.letter == "b"
    states = Country.objects.in_bulk(canaries.STATES)
    entered = [
        delegations.enter(
            made.conference,
            category,
            country=states[iso2],
            quota_in_person=QUOTA if has_quotas else None,
            language="en",
            by=by,
            now=now,
        )
        for iso2 in (canaries.STATES if has_quotas else canaries.STATES[:1])
    ]
    person = canaries.focal_point_of(plan.letter)
    point = focal_points.name(entered[0], **person, language="en", by=by, now=now)
    delegations.invite(entered[0], by=by, now=now)
    return point


# Who comes --------------------------------------------------------------------------------------------


def _delegates(plan: Plan, made: Rehearsal, *, by: User, now: datetime) -> list[Delegate]:
    rows = Category.objects.filter(conference=made.conference).select_related("conference")
    categories = {row.code: row for row in rows}
    delegates = []
    for place, status in enumerate(plan.statuses):
        registered = now - timedelta(days=8) + timedelta(hours=9 * place)
        # Some of them for no State, so that every list holds both.
        category = categories["NGO" if place in (8, 9) else "MEMBER_STATE"]
        delegate = _register(category, _fields(plan.letter, place), now=registered)
        if status != delegate.status:
            _bring(delegate, status, by=by, now=registered + timedelta(hours=5))
        delegates.append(delegate)
    if plan.approval == ApprovalMode.SECRETARIAT:
        for delegate in delegates[:3]:
            signups.choose(delegate, made.sessions, by=by, now=now)
    return list(Delegate.objects.for_conference(made.conference).select_related("conference"))


def _fields(letter: str, place: int) -> dict[str, Any]:
    fields = canaries.fields_of(letter, place)
    if place == 0:
        fields["photo"] = ContentFile(canaries.PHOTO, name=f"{secrets.token_hex(16)}.jpg")
    return fields


def _register(category: Category, fields: Mapping[str, Any], *, now: datetime) -> Delegate:
    own = dict(fields) if category.asks("country") else {**fields, "country_id": None}
    form = Form(own, CONSENTS)
    return registrations.submit(category, form, submission=None, source=Source.SELF, by=None, now=now).delegate


def _bring(delegate: Delegate, status: DelegateStatus, *, by: User, now: datetime) -> None:
    """To where the plan wants the delegate, by the verb that leads there."""
    why: dict[str, Any] = {
        "reason": Reason.OTHER,
        "text": "Text of the rehearsal.",
        "remark": "Remark of the rehearsal.",
    }
    verbs: dict[DelegateStatus, Callable[[], Any]] = {
        S.APPROVED: lambda: registrations.approve(delegate, by=by, now=now),
        S.WAITLISTED: lambda: registrations.waitlist(delegate, by=by, now=now),
        S.RETURNED: lambda: registrations.send_back(delegate, **why, by=by, now=now),
        S.REJECTED: lambda: registrations.reject(delegate, **why, by=by, now=now),
        S.REVOKED: lambda: registrations.revoke(delegate, **why, by=by, now=now),
        S.WITHDRAWN: lambda: registrations.withdraw(delegate, by=None, now=now),
    }
    verbs[status]()
