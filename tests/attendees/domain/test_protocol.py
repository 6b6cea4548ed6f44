"""The order of protocol: category, delegation in the alphabet of the language, head, order of the note, rank, name."""

import csv
import io

from django.test import TestCase
from django.utils.translation import override

from attendees.domain import protocol
from attendees.domain.selections import Selection
from attendees.exports import lists
from attendees.exports.lists import Wanted
from conference.domain import countries
from conference.models import Organisation
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_delegation,
    make_member,
    make_organisation,
)

SIX = ("KG", "KZ", "UZ", "TJ", "BG", "RO")


class ProtocolCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())

    def setUp(self):
        self.conference = make_conference()
        self.states = make_category(self.conference, code="MEMBER_STATE", order=10)

    def delegation(self, iso2="KZ", **fields):
        return make_delegation(category=self.states, iso2=iso2, **fields)

    def names(self, language="en"):
        found = Selection(self.conference, order="protocol", language=language).delegates()
        return [each.family_name for each in found]


class TestDelegates(ProtocolCase):
    def test_head_first_then_the_order_of_the_note_then_rank_then_name(self):
        delegation = self.delegation()
        for name, fields in {
            "Third": {"place": 2},
            "Head": {"place": 9, "capacity": "HEAD"},
            "Ranked": {"place": None, "protocol_rank": 1},
            "Second": {"place": 1},
            "Anybody": {"place": None},
            "Zhanybek": {"place": None},
        }.items():
            make_member(delegation, family_name=name, **fields)

        assert self.names() == ["Head", "Second", "Third", "Ranked", "Anybody", "Zhanybek"]

    def test_categories_then_states_then_organisations_then_people_of_none(self):
        experts = make_category(self.conference, order=70)
        ngo = self.delegation(organisation=make_organisation(self.conference, "Amnesty"))
        make_delegate(category=experts, family_name="Expert")
        make_delegate(category=self.states, family_name="Nobody's")
        make_member(ngo, family_name="Amnesty's")
        make_member(self.delegation("UZ"), family_name="Uzbek")
        make_member(self.delegation("BG"), family_name="Bulgarian")

        assert self.names() == ["Bulgarian", "Uzbek", "Amnesty's", "Nobody's", "Expert"]

    def test_who_represents_a_state_outside_its_delegation_stands_beside_it(self):
        make_member(self.delegation("KZ"), family_name="Member")
        make_member(self.delegation("UZ"), family_name="Uzbek")
        make_delegate(category=self.states, family_name="Alone", country_id="KZ")

        assert self.names() == ["Member", "Alone", "Uzbek"]

    def test_keys_that_begin_alike_are_told_apart(self):
        """Keys stand in one text: 1 is not found in 11."""
        delegations = [self.delegation(iso2) for iso2 in SIX]
        delegations += [
            self.delegation(organisation=make_organisation(self.conference, f"Org {letter}")) for letter in "abcdefgh"
        ]
        for each in reversed(delegations):
            make_member(each, family_name=str(each))

        assert self.names()[6:] == [f"Org {letter}" for letter in "abcdefgh"]

    def test_it_costs_one_statement_more(self):
        make_member(self.delegation("KZ"))

        with self.assertNumQueries(2):
            list(Selection(self.conference, order="protocol").delegates())


class TestLanguages(ProtocolCase):
    def setUp(self):
        super().setUp()
        for iso2 in SIX:
            make_member(self.delegation(iso2), family_name=iso2, status="APPROVED")

    def test_the_alphabet_is_that_of_the_language(self):
        """R-39: Uzbekistan is last of the six in English and Russian, fourth in Kyrgyz and French."""
        places = {language: self.names(language).index("UZ") + 1 for language in ("en", "ru", "ky", "fr")}

        assert places == {"en": 6, "ru": 6, "ky": 4, "fr": 4}

    def test_from_the_state_drawn_by_lot(self):
        self.conference.country_order, self.conference.first_country_id = "BY_LOT", "RO"

        assert self.names() == ["RO", "TJ", "UZ", "BG", "KZ", "KG"]

    def test_an_export_names_the_delegations_in_the_language_of_its_header(self):
        """R-39 in a file: Өзбекстан is the fourth."""
        rows = {language: self.exported(language) for language in ("en", "ru", "ky")}

        assert rows["en"][0] == ["Delegation", "Family name"]
        assert [row[0] for row in rows["ru"][1:]] == [
            "Болгария", "Казахстан", "Кыргызстан", "Румыния", "Таджикистан", "Узбекистан",
        ]  # fmt: skip
        assert rows["ky"][4][0] == "Өзбекстан"
        assert rows["ky"][0][0] == "Делегация"

    def exported(self, language):
        file = io.BytesIO()
        wanted = Wanted(
            Selection(self.conference, order="protocol", language=language),
            ["delegation", "family_name"],
            "csv",
            language,
        )
        lists.export(wanted, file, by=None, now=NOON)
        return list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))


class TestDelegations(ProtocolCase):
    def test_names_of_organisations_follow_the_alphabet_too(self):
        for name in ("Өнөр", "Окуу", "Пир"):
            organisation = Organisation.objects.create(conference=self.conference, name={"ky": name})
            self.delegation(organisation=organisation)

        with override("ky"):
            found = protocol.in_order(self.conference.delegations.all(), self.conference, "ky")

        assert [each.organisation.name["ky"] for each in found] == ["Окуу", "Өнөр", "Пир"]
