"""One person once: who may be registered already, and who is asked about it (R-11, R-32, R-33)."""

import pytest
from django.test import TestCase

from attendees.domain import corrections, duplicates, naming, nominations, registrations
from attendees.domain.duplicates import Round
from attendees.domain.refusals import DuplicateRefused
from attendees.domain.registrations import Form
from attendees.enums import LIVE, DelegateStatus, LikenessStatus, Source
from attendees.models import Delegate, Likeness, NameKey
from core.likeness import Person, Why
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_user,
    minutes,
)

BEKZHAN = {"family_name": "Nurlan uulu", "given_name": "Bekzhan", "sex": "M"}
BEKJAN = {"family_name": "Nurlan", "given_name": "Bekjan"}


def submit(category, *, email="", **names):
    fields = {"language": "en", "email": email, **names}
    return registrations.submit(
        category, Form(fields), submission=None, source=Source.OFFICER, by=make_user(), now=NOON
    ).delegate


def pairs() -> list[tuple[int, int, str]]:
    return list(Likeness.objects.order_by("first_id", "second_id").values_list("first_id", "second_id", "status"))


class TestLike(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference)

    def like(self, *names, **known) -> list[int]:
        return [each.delegate_id for each in duplicates.like(self.conference, Person(*names, **known))]

    def test_a_name_in_another_script_spelling_and_order_is_found(self):
        """R-32."""
        known = make_delegate(category=self.category, **BEKZHAN)

        assert self.like("Бекжан", "Нурлан") == self.like("Nurlan uulu", "Bekjan") == [known.pk]

    def test_the_likest_comes_first_and_says_why(self):
        weak = make_delegate(category=self.category, family_name="Usenova", given_name="Aigul")
        strong = make_delegate(category=self.category, family_name="Usonova", given_name="Aigul", phone="+996555012345")

        found = duplicates.like(self.conference, Person("Үсөнова", "Айгүл", phone="+996555012345"))

        assert [each.delegate_id for each in found] == [strong.pk, weak.pk]
        assert {Why.SAME, Why.SCRIPT, Why.PHONE} == set(found[0].why)
        assert [each.strength for each in found] == ["STRONG", "WEAK"]

    def test_a_brother_and_a_sister_are_not_asked_about(self):
        """R-33."""
        make_delegate(category=self.category, family_name="Asanov", given_name="Marat", sex="M")

        assert self.like("Asanova", "Marat", sex="F") == []

    def test_people_of_other_conferences_are_strangers(self):
        """AC-08."""
        make_delegate(**BEKZHAN)

        assert self.like("Nurlan uulu", "Bekzhan") == []

    def test_only_registrations_that_go_on_count(self):
        for status in DelegateStatus:
            Delegate.objects.all().delete()
            make_delegate(category=self.category, status=status, **BEKZHAN)

            assert bool(self.like("Nurlan", "Bekjan")) == (status in LIVE), status

    def test_nobody_is_like_himself_when_he_is_left_out(self):
        known = make_delegate(category=self.category, **BEKZHAN)

        assert duplicates.like(self.conference, duplicates.person_of(known), exclude=[known.pk]) == []

    def test_one_statement_whatever_is_found(self):
        for number in range(30):
            make_delegate(
                category=self.category, family_name="Asanov", given_name="Marat", email=f"{number}@example.org"
            )

        with self.assertNumQueries(1):
            found = self.like("Asanov", "Marat")

        assert len(found) == duplicates.MOST_PAIRS

    def test_many_are_asked_about_at_once(self):
        known = make_delegate(category=self.category, **BEKZHAN)
        rows = [{"family_name": "Ivanov", "given_name": "Ivan"}, BEKJAN, {"given_name": "Gulzat"}]

        with self.assertNumQueries(1):
            found = duplicates.like_many(self.conference, [duplicates.person(row) for row in rows])

        assert [[each.delegate_id for each in likes] for likes in found] == [[], [known.pk], []]

    def test_a_form_without_names_is_like_nobody(self):
        make_delegate(category=self.category)

        assert duplicates.like(self.conference, duplicates.person({})) == []


class TestEveryEntrance(TestCase):
    """Whoever comes in by whatever door is looked at, and told nothing."""

    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference)
        self.known = make_delegate(category=self.category, **BEKZHAN)

    def test_a_registration(self):
        newcomer = submit(self.category, email="b@example.org", **BEKJAN)

        assert pairs() == [(self.known.pk, newcomer.pk, "OPEN")]
        assert newcomer.status == "APPROVED"

    def test_a_registration_that_is_like_nobody(self):
        newcomer = submit(self.category, family_name="Ivanov", given_name="Petr")

        assert pairs() == []
        assert set(newcomer.name_keys.values_list("key", flat=True)) == {"vnv:p", "ptr:a"}

    def test_what_is_sealed_speaks_as_well(self):
        born = {"family_name": "Baetov", "date_of_birth": "1974-05-05", "phone": "+996555012345"}
        make_delegate(category=self.category, given_name="Aiaz", **born)

        submit(self.category, given_name="Ayas", **born)

        assert set(Likeness.objects.get().why) == {"SLIP", "BIRTH", "PHONE"}

    def test_a_nomination(self):
        delegation = self.conference.delegations.create(
            category=self.category, country_id="KG", language="en", created_at=NOON, status="COMPOSING"
        )

        newcomer = nominations.nominate(delegation, Form(BEKJAN), by=make_user(), now=NOON)

        assert pairs() == [(self.known.pk, newcomer.pk, "OPEN")]

    def test_a_correction_raises_a_pair_and_takes_it_away_again(self):
        other = make_delegate(category=self.category)
        officer = make_user()

        corrections.correct(other, BEKJAN, by=officer, now=NOON)
        assert pairs() == [(self.known.pk, other.pk, "OPEN")]
        corrections.correct(other, {"given_name": "Erlan"}, by=officer, now=NOON)

        assert pairs() == []
        assert set(other.name_keys.values_list("key", flat=True)) == {"nrln:a", "rln:n"}

    def test_the_sex_that_is_stated_later_takes_a_pair_away(self):
        """R-33."""
        other = submit(self.category, **BEKJAN)

        corrections.correct(other, {"sex": "F"}, by=make_user(), now=NOON)

        assert pairs() == []

    def test_a_change_that_says_nothing_about_the_person_asks_nothing(self):
        other = submit(self.category, **BEKJAN)
        NameKey.objects.all().delete()

        corrections.correct(other, {"position": "Head"}, by=make_user(), now=NOON)

        assert NameKey.objects.count() == 0

    def test_the_exact_duplicate_stays_what_it_was(self):
        """R-11, decision 0006: no second registration, and nobody is asked."""
        make_delegate(category=self.category, email="m@example.org", family_name="Asanov", given_name="Marat")

        again = submit(self.category, email="M@example.org", family_name="Асанов", given_name="Марат")

        assert Delegate.objects.filter(pk=again.pk, email="m@example.org").exists()
        assert pairs() == []

    def test_a_registration_that_ended_raises_nothing_when_it_is_corrected(self):
        gone = make_delegate(category=self.category, status="WITHDRAWN")

        corrections.correct(gone, BEKJAN, by=make_user(), now=NOON)

        assert pairs() == []
        assert gone.name_keys.count() == 2


class TestWhatOfficersSaid(TestCase):
    def setUp(self):
        category = make_category(make_conference())
        self.first = make_delegate(category=category, **BEKZHAN)
        self.second = submit(category, **BEKJAN)
        self.pair = Likeness.objects.get()
        self.officer = make_user()

    def test_two_people_stay_two_people(self):
        duplicates.dismiss(self.pair, by=self.officer, now=NOON)

        duplicates.look_for(self.second, now=NOON)

        pair = Likeness.objects.get()
        assert (pair.status, pair.decided_by, pair.decided_at) == ("DISMISSED", self.officer, NOON)

    def test_the_second_officer_is_told_that_it_is_decided(self):
        duplicates.dismiss(self.pair, by=self.officer, now=NOON)

        with pytest.raises(DuplicateRefused) as refused:
            duplicates.dismiss(self.pair, by=make_user(), now=NOON)

        assert refused.value.code == "decided"
        assert "Two people" in str(refused.value)

    def test_a_pair_can_be_looked_at_again(self):
        duplicates.dismiss(self.pair, by=self.officer, now=NOON)

        duplicates.reopen(self.pair, by=self.officer, now=NOON + minutes(5))

        assert list(duplicates.open_pairs(self.first.conference)) == [self.pair]

    def test_a_pair_of_which_one_has_gone_waits_for_nobody(self):
        registrations.withdraw(self.second, by=self.officer, now=NOON)

        assert not duplicates.open_pairs(self.first.conference).exists()
        assert not duplicates.open_pairs_of(self.first).exists()
        assert duplicates.of(self.first.conference).get().status == LikenessStatus.OPEN

    def test_both_know_of_the_pair(self):
        assert list(duplicates.open_pairs_of(self.first)) == list(duplicates.open_pairs_of(self.second)) == [self.pair]


class TestLookOver(TestCase):
    """`find_duplicates` looks at everybody; a second time changes nothing."""

    def setUp(self):
        self.conference = make_conference()
        category = make_category(self.conference)
        self.first = make_delegate(category=category, **BEKZHAN)
        self.second = make_delegate(category=category, **BEKJAN)
        self.third = make_delegate(category=category, family_name="Asanov", given_name="Marat")
        make_delegate(**BEKJAN)  # of another conference

    def test_every_pair_is_raised_once(self):
        NameKey.objects.all().delete()

        first, second = (duplicates.look_over(self.conference, now=NOON) for _time in range(2))

        assert first == Round(people=3, pairs=1, new=1, gone=0)
        assert second == Round(people=3, pairs=1, new=0, gone=0)
        assert pairs() == [(self.first.pk, self.second.pk, "OPEN")]

    def test_missing_and_stale_keys_are_mended(self):
        Delegate.objects.filter(pk=self.third.pk).update(family_name="Usonov")
        self.second.name_keys.all().delete()

        duplicates.look_over(self.conference, now=NOON)

        stored = {
            each.pk: set(each.name_keys.values_list("key", flat=True)) for each in self.conference.delegates.all()
        }
        assert stored == {each.pk: naming.keys_of(each) for each in self.conference.delegates.all()}

    def test_open_pairs_that_are_none_any_more_go_and_decided_ones_stay(self):
        duplicates.look_over(self.conference, now=NOON)
        stale = {"conference": self.conference, "strength": "WEAK", "score": 80, "found_at": NOON}
        Likeness.objects.create(first=self.first, second=self.third, **stale)
        Likeness.objects.create(first=self.second, second=self.third, status="DISMISSED", **stale)

        found = duplicates.look_over(self.conference, now=NOON)

        assert found.gone == 1
        assert [pair[2] for pair in pairs()] == ["OPEN", "DISMISSED"]

    def test_it_tells_how_far_it_is(self):
        told = []

        duplicates.look_over(self.conference, now=NOON, tell=lambda done, of: told.append((done, of)))

        assert told == [(3, 3)]
