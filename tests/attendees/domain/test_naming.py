"""What stands beside a name so that it is found, sorted and told apart (IN-07, IN-09)."""

from importlib import import_module

from django.apps import apps
from django.test import TestCase

from attendees.domain import naming
from attendees.models import Delegate, NameKey
from tests.factories import make_delegate


def found(text: str) -> list[str]:
    return [delegate.family_name for delegate in Delegate.objects.matching(text)]


class TestSearch(TestCase):
    def test_every_spelling_finds_the_person(self):
        make_delegate(family_name="Zhaparov", given_name="Omur", cyrillic_family_name="Жапаров")
        make_delegate(family_name="Asanov", given_name="Marat")

        for text in ("Zhaparov", "Japarov", "жапаров", "Dzhaparov", "өмүр", "omur", "Жапаров Өмүр", "OMUR JAPAROV"):
            assert found(text) == ["Zhaparov"], text

    def test_the_bulgarian_vowel_is_found_with_and_without_its_letter(self):
        make_delegate(family_name="Tsvetkov", given_name="Dimitar")
        make_delegate(family_name="Petrov", given_name="Dimitr", cyrillic_given_name="Димитър")

        assert found("Димитър") == ["Tsvetkov", "Petrov"]
        assert found("Цветков Димитър") == ["Tsvetkov"]
        assert found("Dimitar") == ["Tsvetkov", "Petrov"]
        assert found("Dimitr") == ["Petrov"]

    def test_every_word_must_be_there(self):
        make_delegate(family_name="Asanov", given_name="Marat", organisation="Prison Service")

        assert found("asanov prison") == ["Asanov"]
        assert found("asanov police") == []

    def test_a_very_long_search_looks_at_its_first_words(self):
        make_delegate(family_name="Asanov", given_name="Marat")

        with self.assertNumQueries(1):
            assert found("asanov " * 8 + "nobody " * 200) == ["Asanov"]

    def test_signs_that_mean_something_to_databases_only_part_words(self):
        """IN-18."""
        make_delegate(family_name="Asanov")

        assert found("asanov%") == found("_asanov_") == ["Asanov"]
        assert found("%nobody%") == []


class TestRefresh(TestCase):
    def test_names_are_sorted_as_the_family_name_is_written(self):
        people = [
            make_delegate(family_name=name, given_name="A") for name in ("Zhaparov", "Șerban", "Abilov", "Özturk")
        ]

        in_order = sorted(people, key=lambda delegate: delegate.name_sort)

        assert [delegate.family_name for delegate in in_order] == ["Abilov", "Özturk", "Șerban", "Zhaparov"]

    def test_references_of_later_sendings_survive_a_correction(self):
        delegate = make_delegate(family_name="Asanov")
        naming.add_reference(delegate, "AB-CDEF")
        delegate.family_name = "Osmonov"

        naming.refresh(delegate)
        delegate.save()

        assert found("AB-CDEF") == ["Osmonov"]
        assert found("osmonov") == ["Osmonov"]
        assert found("asanov") == []

    def test_the_five_newest_references_are_kept_and_none_twice(self):
        delegate = make_delegate()

        told = [naming.add_reference(delegate, f"REF{number}") for number in (1, 2, 3, 3, 4, 5, 6)]

        assert told == [True, True, True, False, True, True, True]
        assert delegate.search_text.split(naming.BAR)[1:] == ["ref2", "ref3", "ref4", "ref5", "ref6"]


class TestPersonKey(TestCase):
    def test_one_mailbox_and_one_name_in_any_spelling_are_one_person(self):
        key = naming.person_key("a@example.org", "Zhaparov", "Askar")

        assert key == naming.person_key("A@Example.ORG", "Askar", "Japarov")
        assert "japarov" not in key
        assert "example" not in key

    def test_a_mailbox_is_shared_by_several_people(self):
        """R-16."""
        keys = {naming.person_key("office@example.org", name, "Askar") for name in ("Asanov", "Asanova", "Osmonov")}

        assert len(keys) == 3

    def test_without_a_mailbox_nobody_is_known_again(self):
        """R-17."""
        assert naming.person_key("", "Asanov", "Marat") == ""


class TestKeys(TestCase):
    """R-32: the rows by which people of like names are found."""

    def keys(self, delegate) -> set[str]:
        return set(delegate.name_keys.values_list("key", flat=True))

    def test_they_follow_the_names(self):
        delegate = make_delegate(family_name="Japarov", given_name="Askar")
        delegate.family_name, delegate.cyrillic_given_name, delegate.cyrillic_family_name = "Usonov", "Марат", "Асанов"

        with self.assertNumQueries(2):
            naming.renew_keys(delegate)

        assert self.keys(delegate) == {"snv:a", "skr:a", "mrt:a", "snv:m"}

    def test_two_people_of_one_name_have_keys_of_their_own(self):
        one, other = (make_delegate(family_name="Japarov", given_name="Askar") for _person in range(2))

        naming.renew_keys(other)

        assert self.keys(one) == self.keys(other) == {"jprv:a", "skr:j"}

    def test_those_who_were_there_before_get_theirs_by_the_migration(self):
        old, known = make_delegate(family_name="Japarov", given_name="Аскар"), make_delegate()
        old.name_keys.all().delete()
        fill = import_module("attendees.migrations.0005_fill_name_keys").fill

        fill(apps, None)
        fill(apps, None)

        assert self.keys(old) == naming.keys_of(old) == {"jprv:a", "skr:j"}
        assert NameKey.objects.filter(delegate=known).count() == len(naming.keys_of(known))
