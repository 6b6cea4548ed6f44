"""Many at once come to stand where they would have come to stand one by one (RC-19)."""

import random

from django.db import transaction
from django.test import TestCase

from attendees.domain import intake, registrations, seating
from attendees.domain.intake import Entry
from attendees.domain.registrations import Form
from attendees.enums import DelegateStatus, Modality, Source
from attendees.models import Delegate, Likeness, Register
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_user,
)

S = DelegateStatus
NAMES = "Abenov Kim Tsoi Japarov Osmonov Turdiev Mambetov Esenov Sadykov Bakirov Yusupov Tolstoy".split()
GIVEN = "Elena Anna Vera Askar Marat Nurgul".split()


def people(seed, categories, size=24):
    """So many people of those categories, some online, some of States with delegations."""
    dice = random.Random(seed)
    names = dice.sample([(family, given) for family in NAMES for given in GIVEN], size)
    return [
        Entry(
            dice.choice(categories),
            {
                "family_name": family,
                "given_name": given,
                "email": f"{family}.{given}@example.org" if dice.random() < 0.8 else "",
                "language": "en",
                "country_id": dice.choice(["KZ", "UZ", None]),
                "modality": dice.choice([Modality.IN_PERSON, Modality.IN_PERSON, Modality.ONLINE]),
            },
        )
        for family, given in names
    ]


def world():
    """A conference with limits of every sort, some of them partly used."""
    conference = make_conference(capacity=9)
    automatic = make_category(conference, approval=ApprovalMode.AUTOMATIC, quota=6)
    uncounted = make_category(conference, approval=ApprovalMode.AUTOMATIC, counts_as_delegate=False, quota=3)
    decided = make_category(conference, approval=ApprovalMode.SECRETARIAT)
    chained = make_category(conference, approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
    for category in (automatic, chained):
        make_delegation(category=category, iso2="KZ", quota_in_person=2, quota_online=1)
    make_delegate(category=automatic, status=S.APPROVED, number=1)
    return conference, [automatic, uncounted, decided, chained]


def standing(conference):
    """Everything about everybody that the two ways could do differently."""
    rows = Delegate.objects.for_conference(conference).filter(source=Source.IMPORT).order_by("number")
    return [
        [each.formal_name, each.number, each.status, bool(each.endorsed_at), bool(each.decided_at)]
        + [each.delegation and each.delegation.country_id, sorted(each.name_keys.values_list("key", flat=True))]
        + [kind for kind in each.events.values_list("kind", flat=True) if kind not in ("SUBMITTED", "IMPORTED")]
        for each in rows
    ]


def letters(conference):
    rows = Letter.objects.filter(realm=f"conference:{conference.pk}")
    return sorted(
        (each.to_email, each.kind, [line for line in each.text.splitlines() if line.startswith("Your place")])
        for each in rows
    )


class TestTheSameAsOneByOne(TestCase):
    @classmethod
    def setUpTestData(cls):
        for iso2 in ("KZ", "UZ"):
            make_country(iso2)

    def one_by_one(self, seed):
        conference, categories = world()
        for entry in people(seed, categories):
            form = Form(entry.fields)
            registrations.submit(entry.category, form, submission=None, source=Source.IMPORT, by=None, now=NOON)
        return conference

    def at_once(self, seed):
        conference, categories = world()
        with transaction.atomic():
            seating.lock(conference.pk)
            entries = people(seed, categories)
            intake.submit_many(conference, entries, source=Source.IMPORT, by=None, now=NOON, letters=True)
        return conference

    def test_status_delegation_number_history_and_keys_are_the_same(self):
        statuses = set()
        for seed in range(5):
            singly, together = standing(self.one_by_one(seed)), standing(self.at_once(seed))

            assert together == singly, seed
            statuses |= {row[2] for row in together}
        assert statuses == {S.APPROVED, S.WAITLISTED, S.PENDING}

    def test_the_letters_are_the_same(self):
        singly, together = self.one_by_one(1), self.at_once(1)

        assert letters(together) == letters(singly)

    def test_so_are_the_pairs_for_the_officers(self):
        def pairs(conference):
            rows = Likeness.objects.filter(conference=conference)
            return sorted((each.first.family_name, each.second.family_name, each.score) for each in rows)

        singly, together = self.one_by_one(3), self.at_once(3)

        assert pairs(together) == pairs(singly)


class TestMany(TestCase):
    def submit(self, *names, by=None, letters=False, **category):
        self.category = make_category(**{"approval": ApprovalMode.AUTOMATIC, **category})
        entries = [
            Entry(
                self.category,
                {"family_name": name, "given_name": "Elena", "language": "en", "email": f"{name}@example.org"},
            )
            for name in names
        ]
        with transaction.atomic():
            seating.lock(self.category.conference_id)
            return intake.submit_many(
                self.category.conference, entries, source=Source.IMPORT, by=by, now=NOON, letters=letters
            )

    def test_nobody_is_nothing(self):
        assert self.submit() == []
        assert Register.objects.get(pk=self.category.conference_id).last_number == 0

    def test_those_who_wait_are_told_their_places(self):
        self.submit("Kim", "Lee", "Tsoi", quota=1)

        letters = {each.to_email: each.text for each in Letter.objects.filter(kind="delegate_waitlisted")}
        assert "Your place on the list: 1." in letters["Lee@example.org"]
        assert "Your place on the list: 2." in letters["Tsoi@example.org"]

    def test_pending_people_are_written_to_only_when_it_is_wished(self):
        self.submit("Kim", approval=ApprovalMode.SECRETARIAT)
        assert not Letter.objects.exists()

        self.submit("Lee", approval=ApprovalMode.SECRETARIAT, letters=True)
        assert Letter.objects.get().kind == "delegate_received"

    def test_it_is_written_down_who_did_it(self):
        officer = make_user()

        (kim,) = self.submit("Kim", by=officer)

        assert [(each.kind, each.by) for each in kim.events.all()] == [("IMPORTED", officer), ("APPROVED", officer)]

    def test_a_second_head_of_a_delegation_is_a_representative(self):
        """R-10: the plan refuses it; the table would too."""
        delegation = make_delegation()
        entries = [
            Entry(
                delegation.category,
                {"family_name": name, "given_name": "E", "language": "en", "country_id": "KZ"},
                "HEAD",
            )
            for name in ("Kim", "Lee")
        ]

        with transaction.atomic():
            seating.lock(delegation.conference_id)
            intake.submit_many(delegation.conference, entries, source=Source.IMPORT, by=None, now=NOON, letters=False)

        assert list(delegation.people.order_by("number").values_list("capacity", flat=True)) == [
            "HEAD",
            "REPRESENTATIVE",
        ]
