"""Many delegates at once, for load: written in bulk, with everything that follows from the names."""

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from attendees.demo.names import CULTURES
from attendees.demo.people import WOMAN, Maker
from attendees.domain import links, naming, seating
from attendees.enums import DelegateStatus, EventKind, Source
from attendees.models import Consent, Delegate, DelegateEvent, Register
from conference.domain import countries
from conference.enums import Membership
from conference.models import Category, Conference

STATES = 60
BATCH = 500
DIETS = ("", "", "", "halal", "vegetarian")


@transaction.atomic
def gather(conference: Conference, number: int, *, now: datetime, seed: int = 1) -> int:
    """Add so many approved delegates of sixty States, above the capacity too; returns the last number.

    No letters are owed. Raises nothing: capacity and quotas are not asked, this is a load.
    """
    register = seating.lock(conference.pk)
    people = _Crowd(conference, seed=seed, now=now)
    last = register.last_number + number
    for start in range(register.last_number + 1, last + 1, BATCH):
        _write(list(people.between(start, min(start + BATCH, last + 1))), version=conference.privacy_version)
    Register.objects.filter(pk=conference.pk).update(last_number=last)
    return last


def _write(delegates: Sequence[Delegate], *, version: int) -> None:
    made = Delegate.objects.bulk_create(delegates)
    naming.store_keys(made)
    Consent.objects.bulk_create(
        Consent(
            delegate=each,
            kind="NOTICE",
            value=True,
            version=version,
            language=each.language,
            given_at=each.registered_at,
        )
        for each in made
    )
    DelegateEvent.objects.bulk_create(
        DelegateEvent(delegate=each, kind=kind, at=each.registered_at, actor="SELF", to_status=each.status)
        for each in made
        for kind in (EventKind.SUBMITTED, EventKind.APPROVED)
    )


class _Crowd:
    """Plausible people without end; each has an e-mail address of their own."""

    def __init__(self, conference: Conference, *, seed: int, now: datetime) -> None:
        self.conference, self.now = conference, now
        self.random = random.Random(seed)  # noqa: S311  invented people need no secrets
        self.maker = Maker(seed)
        self.category = Category.objects.for_conference(conference).counted().get(code="MEMBER_STATE")
        table = countries.all_countries().values()
        members = [record for record in table if record.membership == Membership.MEMBER_STATE]
        self.states = sorted(self.random.sample(members, STATES), key=lambda record: record.iso2)

    def between(self, first: int, end: int) -> Iterator[Delegate]:
        """The delegates of those numbers."""
        for number in range(first, end):
            yield self._delegate(number)

    def _delegate(self, number: int) -> Delegate:
        state = self.states[number % STATES]
        sex = self.random.choice("FM")
        names = self.maker.drawn(self.random.choice(list(CULTURES)), is_woman=sex == WOMAN)
        delegate = Delegate(
            conference=self.conference,
            category=self.category,
            number=number,
            reference=links.new_reference(),
            status=DelegateStatus.APPROVED,
            source=Source.SELF,
            country_id=state.iso2,
            nationality_id=state.iso2,
            organisation=f"Ministry of Justice, {state.name('en')}",
            position=f"Adviser {number}",
            sex=sex,
            title="MS" if sex == WOMAN else "MR",
            email=f"delegate-{number}@{state.iso2.lower()}.example",
            phone=f"+99655{number % 10_000_000:07d}",
            date_of_birth=f"{1960 + number % 40}-{1 + number % 12:02d}-{1 + number % 28:02d}",
            language=self.random.choice(("en", "ru", "ky")),
            diet=self.random.choice(DIETS),
            registered_at=self.now - timedelta(seconds=self.random.randrange(9 * 24 * 3600)),
            decided_at=self.now,
            **names,
        )
        links.seal(delegate)
        naming.refresh(delegate)
        return delegate
