"""How alike two names are (R-11, R-32, R-33). The pairs stand in data/; decision 0010 says where we differ."""

import json
from pathlib import Path

import pytest
from django.test import SimpleTestCase
from hypothesis import example, given
from hypothesis import strategies as st

from core.likeness import STRONG, WEAK, Likeness, Person, Strength, Why, alike, compare, keys, keys_to_ask
from core.name_parts import skeleton

DATA = Path(__file__).parent / "data"
#: Given as two people, and are one: docs/decisions, likeness of names.
KNOWN_BETTER = {("Georgiev Dimitar", "Георгиев Димитър"), ("Петров Димитър", "Petrov Dimitar")}


def pairs(name: str) -> list[dict]:
    return json.loads((DATA / name).read_text("utf-8"))


def person(said: str | dict) -> Person:
    return Person(given=said) if isinstance(said, str) else Person(**said)


def answer(pair: dict) -> str:
    found = compare(person(pair["a"]), person(pair["b"]))
    return found.strength.value if found else "none"


def why(one: str | dict, other: str | dict) -> tuple[Why, ...]:
    found = compare(person(one), person(other))
    return found.why if found else ()


class TestThePairsGiven(SimpleTestCase):
    def test_all_but_two_come_out_as_expected(self):
        wrong = {(pair["a"], pair["b"]) for pair in pairs("name_pairs.json") if answer(pair) != pair["expected"]}

        assert wrong == KNOWN_BETTER

    def test_there_are_forty_six(self):
        assert len(pairs("name_pairs.json")) == 46

    def test_the_two_are_one_person_by_the_law_of_bulgaria(self):
        assert {answer({"a": one, "b": other}) for one, other in KNOWN_BETTER} == {"STRONG"}


@pytest.mark.parametrize("pair", pairs("more_pairs.json"), ids=lambda pair: pair["about"])
class TestOurOwnPairs:
    def test_it_comes_out_as_expected(self, pair):
        assert answer(pair) == pair["expected"]

    def test_the_order_of_the_two_does_not_matter(self, pair):
        one, other = person(pair["a"]), person(pair["b"])

        assert compare(one, other) == compare(other, one)

    def test_whoever_is_alike_is_found_by_the_keys(self, pair):
        one, other = person(pair["a"]), person(pair["b"])

        if pair["expected"] != "none":
            assert keys(one) & keys_to_ask(other)
            assert keys(other) & keys_to_ask(one)


class TestWhy(SimpleTestCase):
    def test_the_same_name_in_two_scripts_and_two_orders(self):
        """R-32."""
        found = why({"family": "Нурлан уулу", "given": "Бекжан"}, {"family": "Bekjan", "given": "Nurlan"})

        assert set(found) == {Why.SAME, Why.SCRIPT, Why.ORDER}

    def test_each_kind_of_difference_has_its_word(self):
        cases = {
            Why.SPELLING: ("Usonova Aigul", "Usenova Aigul"),
            Why.SLIP: ("Abdykadyrov Melis", "Abdykadirof Melis"),
            Why.LONGER: ("Popescu Maria Elena", "Popescu Maria"),
            Why.FATHER: ("Нурлан уулу Бекжан", "Nurlanov Bekzhan"),
            Why.PATRONYMIC: ("Japarov Askar Bakytovich", "Жапаров Аскар Бакытович"),
            Why.OTHER_PATRONYMIC: ("Japarov Askar Bakytovich", "Жапаров Аскар Сапарович"),
        }

        silent = {word: why(*names) for word, names in cases.items() if word not in why(*names)}

        assert silent == {}

    def test_what_speaks_for_a_pair_and_against_it(self):
        one = {
            "family": "Asanov",
            "given": "Marat",
            "sex": "M",
            "email": "A@example.org",
            "phone": "+1",
            "delegation": 1,
        }

        assert why(one, {**one, "email": "a@EXAMPLE.org"})[1:] == (Why.PHONE, Why.EMAIL, Why.DELEGATION)
        assert Why.OTHER_SEX in why(one, {**one, "sex": "F"})
        assert Why.BIRTH_NEAR in why({**one, "date_of_birth": "1980-03-12"}, {**one, "date_of_birth": "1980-03-13"})

    def test_a_sex_that_was_not_stated_speaks_neither_way(self):
        """R-33: never inferred."""
        one = {"family": "Asanov", "given": "Marat", "sex": "NOT_STATED"}

        assert why(one, {**one, "sex": "F"}) == (Why.SAME,)


class TestPoints(SimpleTestCase):
    def test_strong_and_weak(self):
        assert Likeness(STRONG, ()).strength == Strength.STRONG
        assert Likeness(STRONG - 1, ()).strength == Strength.WEAK

    def test_points_stay_between_the_threshold_and_a_hundred(self):
        one = {"family": "Asanov", "given": "Marat", "phone": "+1", "date_of_birth": "1980-03-12", "delegation": 1}

        assert compare(person(one), person(one)).points == 100

    def test_words(self):
        assert alike("kosimov", "kosimov") == (100, None)
        assert alike("asanov", "asanova") == (50, Why.ENDING)
        assert alike("marat", "murat")[0] < WEAK <= alike("bahrom", "bahram")[0]
        assert alike("pak", "park") == alike("asanov", "hasanov") == (0, None)
        assert alike("a", "askar") == alike("o", "askar") == (70, Why.INITIAL)

    def test_bones(self):
        assert (skeleton("usonova"), skeleton("aia")) == ("snv", "a")


class TestKeys(SimpleTestCase):
    def test_few_are_stored_and_both_scripts_share_them(self):
        both = Person("Japarov", "Askar", "Жапаров", "Аскар", "Бакытович")

        assert keys(both) == keys(Person("Japarov", "Askar")) == {"jprv:a", "skr:j"}

    def test_somebody_without_a_name_has_none(self):
        assert keys(Person()) == keys_to_ask(Person()) == set()

    def test_one_name_is_kept_alone_and_asks_for_all(self):
        """R-35."""
        assert keys(Person(given="Gulzat")) == {"glzt:", ":g"}
        assert {"glzt:", "glzt:a", "glzt:z"} <= keys_to_ask(Person(given="Гүлзат"))

    def test_they_fit_their_column(self):
        assert max(map(len, keys(Person("bcdfg" * 40, "Кр" * 60)))) <= 64


NAMES = [
    "Жапаров Аскар",
    "Nurlan uulu Bekzhan",
    "Abdyldaeva-Toktogulova Nurgul",
    "Қосимов Баҳром",
    "Gulzat",
    "Țăranu Mihai",
]
TYPED = st.text(alphabet="abdeiknorstuvzаеклнорсу -'ʻşъüИ", max_size=24)


@st.composite
def misspelt(draw) -> tuple[str, str]:
    """A name, and the same name with one letter left out, doubled, replaced or two of them changed round."""
    name = draw(st.sampled_from(NAMES))
    place = draw(st.integers(0, len(name) - 2))
    letter = draw(st.sampled_from("aeiouknrstvаеоы"))
    ways = [name[place], name[place] * 2, "", letter, letter + name[place]]
    swapped = name[:place] + name[place + 1] + name[place] + name[place + 2 :]
    return name, draw(st.sampled_from([swapped, *(name[:place] + way + name[place + 1 :] for way in ways)]))


class TestLaws(SimpleTestCase):
    @given(misspelt())
    @example(("Usonova Aigul", "sonova Aigal"))
    def test_whoever_is_alike_shares_a_key(self, names):
        one, other = map(person, names)

        if compare(one, other):
            assert keys(one) & keys_to_ask(other)

    @given(TYPED, TYPED)
    def test_like_is_like_in_both_directions(self, one, other):
        assert compare(person(one), person(other)) == compare(person(other), person(one))

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_whatever_was_typed_is_compared_and_found_like_itself(self, family, given):
        somebody = Person(family, given)

        found = compare(somebody, somebody)

        assert found is None if not somebody.forms else found.strength == Strength.STRONG
