"""Many delegates at once, for lists and exports: the same ones for the same seed."""

import random
from datetime import timedelta

from attendees.domain import links, naming
from attendees.enums import ConsentKind, DelegateStatus, Modality, Sex, Source
from attendees.models import Consent, Delegate, Register, Signup
from conference.models import Conference, Country
from tests.factories import NOON

FAMILY = [
    ("Japarov", "Жапаров"),
    ("Usenova", "Үсөнова"),
    ("Asanov", "Асанов"),
    ("Abilov", "Әбілов"),
    ("Gʻulomov", "Ғуломов"),
    ("Qosimov", "Қосимов"),
    ("Yusufzoda", "Юсуфзода"),
    ("Tsvetkov", "Цветков"),
    ("Șerban", ""),
    ("Abdyldaeva-Toktogulova", "Абдылдаева-Токтогулова"),
]
GIVEN = [
    ("Askar", "Аскар"),
    ("Aigul", "Айгүл"),
    ("Marat", "Марат"),
    ("Nurgul", "Нургүл"),
    ("Ioana", ""),
    ("Bahrom", "Баҳром"),
]
ORGANISATIONS = [
    "Prison Service",
    "Ministry of Justice",
    "Committee of the Penitentiary System",
    "Institute of Probation",
]
S = DelegateStatus
STATUSES = [S.APPROVED] * 10 + [S.PENDING] * 5 + [S.WAITLISTED] * 2 + [S.RETURNED, S.REJECTED, S.WITHDRAWN]


def make_crowd(conference: Conference, size: int, *, seed: int = 1) -> list[Delegate]:
    """So many delegates of the conference's categories and all the States there are, with their sessions."""
    dice = random.Random(seed)
    first = Register.objects.get(pk=conference.pk).last_number + 1
    categories, states = list(conference.categories.all()), list(Country.objects.order_by("iso2"))
    people = [_delegate(dice, conference, first + place, categories, states) for place in range(size)]
    Delegate.objects.bulk_create(people, batch_size=500)
    naming.store_keys(people)
    Register.objects.filter(pk=conference.pk).update(last_number=first + size - 1)
    _agree(people)
    _sign_up(dice, conference, people)
    return people


def _delegate(dice: random.Random, conference: Conference, number: int, categories: list, states: list) -> Delegate:
    (family, cyrillic_family), (given, cyrillic_given) = dice.choice(FAMILY), dice.choice(GIVEN)
    # Not two of them are the same person: the number is spelt into the name.
    tail = "".join(chr(97 + int(digit)) for digit in str(number))
    delegate = Delegate(
        conference=conference,
        category=dice.choice(categories),
        country=dice.choice(states) if states and dice.random() < 0.9 else None,
        organisation=dice.choice(ORGANISATIONS),
        number=number,
        reference=links.new_reference(),
        status=dice.choice(STATUSES),
        family_name=f"{family}-{tail.capitalize()}" if number % 3 else family,
        given_name=given,
        cyrillic_family_name=cyrillic_family,
        cyrillic_given_name=cyrillic_given,
        position="" if number % 17 == 0 else "Head of Department",
        sex=dice.choice([Sex.FEMALE, Sex.MALE]),
        nationality=dice.choice(states) if states else None,
        email="" if number % 40 == 0 else f"delegate{number}@example.org",
        phone="+996555012345",
        language=dice.choice(conference.languages),
        modality=Modality.IN_PERSON,
        diet="halal" if number % 2 else "",
        sponsored=number % 5 == 0,
        photo="photos/face.jpg" if number % 3 else "",
        source=Source.OFFICER if number % 10 == 0 else Source.SELF,
        registered_at=NOON + timedelta(minutes=number),
    )
    links.seal(delegate)
    naming.refresh(delegate)
    return delegate


def _agree(people: list[Delegate]) -> None:
    Consent.objects.bulk_create(
        (
            Consent(delegate=each, kind=ConsentKind.NOTICE, value=True, version=1, language="en", given_at=NOON)
            for each in people
            if each.source == Source.SELF
        ),
        batch_size=1000,
    )


def _sign_up(dice: random.Random, conference: Conference, people: list[Delegate]) -> None:
    sessions = list(conference.sessions.all())
    Signup.objects.bulk_create(
        (
            Signup(delegate=each, session=session, created_at=NOON)
            for each in people
            if each.status == S.APPROVED
            for session in dice.sample(sessions, min(len(sessions), 2))
        ),
        batch_size=1000,
    )
