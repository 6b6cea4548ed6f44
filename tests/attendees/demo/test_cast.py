"""The cast has exactly the totals of the file, and everybody DOMAIN.md wants in every cast."""

import json
from collections import Counter
from pathlib import Path
from unittest import TestCase

import conference.data
from attendees.demo.cast import cast
from attendees.demo.timeline import STAFF
from attendees.models import Delegate
from core.fields import CyrillicNameField, EmailField, LatinNameField, PhoneField
from core.text import language_by_letters

DATA = json.loads((Path(conference.data.__path__[0]) / "bishkek.json").read_text("utf-8"))
EXPECTED = DATA["expected"]
CAST = cast(DATA)
DELEGATES = [member for member in CAST if member.category not in STAFF | {"MEDIA"}]
ALL = ("en", "ru", "ky")
LATIN = ("family_name", "given_name")
CYRILLIC = ("cyrillic_family_name", "cyrillic_given_name", "patronymic")


def said_of(member):
    return {name: member.fields[name] for name in ("position", "positions")}


def find(family, given):
    return next(member.fields for member in CAST if member.name == (family, given))


class TestTotals(TestCase):
    def test_all_of_the_file(self):
        women = [member for member in DELEGATES if member.fields["sex"] == "F"]
        sponsored = [member for member in DELEGATES if member.fields["sponsored"]]
        no_shows = [member for member in CAST if member.is_no_show]

        assert len(DELEGATES) == EXPECTED["delegates"]
        assert len(CAST) == EXPECTED["badges"]
        assert len(women) == EXPECTED["women"]
        assert round(100 * len(women) / len(DELEGATES), 1) == EXPECTED["women_pct"]
        assert len(sponsored) == EXPECTED["sponsored"]
        assert len({member.country for member in CAST if member.country}) == EXPECTED["states_represented"]
        assert len(DELEGATES) - len(no_shows) == EXPECTED["attended"]
        assert Counter(member.code for member in no_shows) == EXPECTED["no_show_by_code"]

    def test_each_delegation_has_its_people_its_women_and_its_sponsored(self):
        wanted = Counter()
        for row in DATA["delegations"]:
            wanted[row["code"]] += row["total"] * 10_000 + row["women"] * 100 + row["sponsored"]
        found = Counter()
        for member in DELEGATES:
            is_woman, is_sponsored = member.fields["sex"] == "F", member.fields["sponsored"]
            found[member.code] += 10_000 + 100 * is_woman + is_sponsored

        assert found == wanted

    def test_the_others_are_as_many_as_the_file_says(self):
        found = Counter(member.code for member in CAST if member not in DELEGATES)

        assert found == {row["category"]: row["total"] for row in DATA["non_delegates"]}

    def test_the_same_seed_gives_the_same_people(self):
        assert cast(DATA) == CAST
        assert cast(DATA, seed=2) != CAST


class TestPeopleWhoMustBeThere(TestCase):
    def test_names_of_the_field(self):
        cyrillic = {" ".join(filter(None, (member.fields[name] for name in CYRILLIC))) for member in CAST}

        for name in (
            "Жапаров Аскар Бакытович",
            "Нурлан уулу Бекжан",
            "Нурлан кызы Айжан",
            "Үсөнова Айгүл Өмүрбековна",
            "Асанов Марат Сапарович",
            "Асанова Марат Сапаровна",
            "Әбілов Қайрат Серікұлы",
            "Ғуломов Шерзод Баҳром ўғли",
            "Қосимов Баҳром Раҷабович",
            "Юсуфзода Фаридун",
            "Цветков Димитър Иванов",
            "Ким Елена Владимировна",
            "Абдылдаева-Токтогулова Нургүл Жумабековна",
        ):
            assert name in cyrillic
        assert find("Șerban", "Ioana")["cyrillic_family_name"] == ""
        assert find("Ţăranu", "Mihai")["nationality"] == "RO"
        assert find("", "Gulzat")["is_single_name"] is True

    def test_a_minister_asks_for_the_title(self):
        (minister,) = (Delegate(**said_of(member)) for member in CAST if member.fields["title"] == "HE")

        assert minister.position_in("en") == "Minister of Justice"
        assert minister.position_in("ru") == "Министр юстиции"
        assert minister.position_in("ky") == "Юстиция министри"

    def test_two_with_one_mailbox_and_one_without_any(self):
        mailboxes = Counter(member.fields["email"] for member in CAST)

        assert mailboxes.pop("office@training-kg.example") == 2
        assert mailboxes.pop("") == 1
        assert set(mailboxes.values()) == {1}

    def test_one_is_in_no_list(self):
        hidden = [member.code for member in CAST if member.fields.get("identity_protection") == "NO_PUBLICATION"]

        assert hidden == ["KG"]

    def test_a_wheelchair_user_comes_with_an_assistant(self):
        user = find("Duishenalieva", "Zarema")

        assert "Wheelchair" in user["accessibility"]
        assert "Nargiza Akmatova" in user["accessibility"]
        assert find("Akmatova", "Nargiza")["organisation"] == user["organisation"]

    def test_the_bulgarian_expert_counts_for_no_state(self):
        expert = next(member for member in CAST if member.name == ("Yordanova", "Radostina"))

        assert (expert.category, expert.country, expert.fields["nationality"]) == ("INDIVIDUAL_EXPERT", "", "BG")

    def test_the_journalist_is_on_the_list_of_an_ngo_too_and_stays_away_there(self):
        places = {member.category: member.is_no_show for member in CAST if member.name[0] == "Bekova"}

        assert places == {"NGO": True, "MEDIA": False}


class TestPositions(TestCase):
    def test_every_list_prints_them_in_its_language(self):
        people = [Delegate(**said_of(member)) for member in CAST]

        for language in ("en", "ru"):
            foreign = [each for each in people if language_by_letters(each.position_in(language), ALL) != language]
            assert foreign == []

    def test_not_everything_is_translated_into_kyrgyz(self):
        """So that the page of positions has something to show."""
        lacking = {member.fields["position"] for member in CAST if "ky" not in member.fields["positions"]}

        assert {"Detention Delegate", "Делегат по вопросам мест лишения свободы"} & lacking

    def test_they_are_typed_in_the_language_of_the_person(self):
        written = Counter(language_by_letters(member.fields["position"], ALL) for member in CAST)

        assert set(written) == set(ALL)


class TestPlausibility(TestCase):
    def test_nobody_is_there_twice(self):
        assert len({member.name for member in CAST}) == len(CAST)

    def test_every_name_number_and_address_would_pass_the_form(self):
        for member in CAST:
            fields = member.fields
            for name in LATIN:
                assert LatinNameField(required=False).clean(fields[name]) == fields[name]
            for name in CYRILLIC:
                assert CyrillicNameField(required=False).clean(fields[name]) == fields[name]
            assert PhoneField().clean(fields["phone"]) == fields["phone"]
            assert EmailField(required=False).clean(fields["email"]) == fields["email"]

    def test_every_address_is_reserved(self):
        """ML-20."""
        assert {member.fields["email"].rpartition(".")[2] for member in CAST} == {"example", ""}

    def test_each_country_shows_its_own_letters(self):
        by_country = {}
        for member in CAST:
            text = "".join(str(member.fields[name]) for name in (*LATIN, *CYRILLIC))
            by_country[member.fields["nationality"]] = by_country.get(member.fields["nationality"], "") + text

        assert set("ӨөҮү") <= set(by_country["KG"])
        assert set("ӘәҚқі") <= set(by_country["KZ"])
        assert set("Ғўҳʻ") <= set(by_country["UZ"])
        assert set("Қҳ") <= set(by_country["TJ"])
        assert set("Șț") & set(by_country["RO"])
        assert "зода" in by_country["TJ"]

    def test_every_second_script_is_given_where_the_country_has_one(self):
        missing = [
            member.name
            for member in CAST
            if member.fields["nationality"] in ("KG", "KZ", "UZ", "TJ", "BG")
            and not member.fields["cyrillic_given_name"]
        ]

        assert missing == []

    def test_a_child_of_somebody_has_no_patronymic_beside(self):
        kin = [member.fields for member in CAST if member.fields["family_name"].endswith((" uulu", " kyzy"))]

        assert len(kin) > 5
        assert {fields["patronymic"] for fields in kin} == {""}
        assert {fields["family_name"][-4:] for fields in kin if fields["sex"] == "F"} == {"kyzy"}
