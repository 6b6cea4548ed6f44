"""States are found under any name and printed under the UN's (R-38), in the order of the language (R-39)."""

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from conference.domain import countries
from conference.enums import Membership, RegionalGroup
from conference.models import Country
from tests.conference.countries import CountriesTestCase

SIX = ["UZ", "TJ", "RO", "KG", "KZ", "BG"]


class TestFind(CountriesTestCase):
    def test_any_name_people_use_finds_the_state_r38(self):
        """R-38."""
        expected = {
            "KG": [
                "Киргизия",
                "Kirgizia",
                "Kyrgyz Republic",
                "the Kyrgyz Republic",
                "КЫРГЫЗСТАН",
                "Kirghizistan",
            ],
            "TR": ["Turkey", "Türkiye", "turkiye", "Турция", "Turquie"],
            "VN": ["Vietnam", "Viet Nam", "Вьетнам"],
            "GB": ["Great Britain", "UK", "U.K.", "United Kingdom", "Великобритания", "Улуу Британия"],
            "US": ["USA", "United States", "США", "АКШ", "États-Unis"],
            "RU": ["Russia", "Россия", "РФ", "Орусия"],
            "NL": ["Holland", "The Netherlands", "Нидерланды", "Kingdom of the Netherlands"],
            "SZ": ["Swaziland"],
            "CZ": ["Czech Republic", "Чешская Республика"],
            "CI": ["Ivory Coast", "Cote d'Ivoire", "Côte d’Ivoire", "Берег Слоновой Кости"],
            "MM": ["Burma", "Бирма"],
            "NR": ["Nauru", "Науру"],
            "VA": ["Vatican", "Ватикан"],
            "CD": ["DRC", "Zaire", "ДР Конго"],
            "CG": ["Congo", "Republic of the Congo"],
            "CN": ["中国", "КНР", "Xitoy"],
            "EG": ["مصر", "Мисир"],
        }

        found = {iso2: {text: countries.find(text) for text in texts} for iso2, texts in expected.items()}

        assert found == {iso2: dict.fromkeys(texts, iso2) for iso2, texts in expected.items()}

    def test_every_printed_name_leads_back_to_its_state(self):
        lost = [
            (iso2, name)
            for iso2, record in countries.all_countries().items()
            for name in [*record.names.values(), *record.formal_names.values()]
            if countries.find(name) != iso2
        ]

        assert lost == []

    def test_iso_codes_are_understood_in_any_case(self):
        assert [countries.find(code) for code in ("KG", "kg", " KGZ ", "kgz")] == ["KG"] * 4

    def test_what_is_unclear_or_unknown_finds_nothing(self):
        unclear = [
            "Korea",
            "Корея",
            "Guin",
            "Kyrgyzs",
            "Islands",
            "XX",
            "",
            "  ",
            "%",
            "_",
            "|",
            "\0",
            "🙂",
        ]

        assert [text for text in unclear if countries.find(text)] == []

    def test_huge_input_is_not_even_folded(self):
        assert countries.find("Kyrgyzstan" * 10_000) is None

    def test_a_spelling_two_states_share_means_neither(self):
        Country.objects.get(iso2="KR").save()
        for iso2 in ("KP", "KR"):
            state = Country.objects.get(iso2=iso2)
            state.aliases = [*state.aliases, "Chosonland"]
            state.save()

        assert countries.find("Chosonland") is None


class TestSuggest(CountriesTestCase):
    def test_the_beginning_of_a_name_shows_the_uns_name_in_the_language_of_the_page(self):
        assert countries.suggest("кирг", "ru") == [("KG", "Кыргызстан")]
        assert countries.suggest("kirg", "ky") == [("KG", "Кыргызстан")]

    def test_names_shown_come_before_other_names(self):
        names = [name for _iso2, name in countries.suggest("guin", "en")]

        assert names == ["Guinea", "Guinea-Bissau", "Equatorial Guinea", "Papua New Guinea"]

    def test_an_exact_alias_comes_first(self):
        assert countries.suggest("UK", "en")[0] == (
            "GB",
            "United Kingdom of Great Britain and Northern Ireland",
        )

    def test_no_more_than_asked_for(self):
        assert len(countries.suggest("a", "en", limit=3)) == 3

    def test_nothing_typed_suggests_nothing(self):
        assert countries.suggest(" ", "en") == []


class TestInOrder(CountriesTestCase):
    def test_uzbekistan_is_last_of_the_six_in_english_and_russian_r39(self):
        assert countries.in_order(SIX, "en") == ["BG", "KZ", "KG", "RO", "TJ", "UZ"]
        assert countries.in_order(SIX, "ru") == ["BG", "KZ", "KG", "RO", "TJ", "UZ"]

    def test_uzbekistan_is_fourth_of_the_six_in_kyrgyz_and_french_r39(self):
        """R-39."""
        assert countries.in_order(SIX, "ky") == ["BG", "KZ", "KG", "UZ", "RO", "TJ"]
        assert countries.in_order(SIX, "fr") == ["BG", "KZ", "KG", "UZ", "RO", "TJ"]

    def test_arabic_passes_over_the_article(self):
        ordered = countries.in_order(["SD", "IT", "RU", "ES", "BR"], "ar")

        assert [countries.name(iso2, "ar") for iso2 in ordered] == [
            "الاتحاد الروسي",
            "إسبانيا",
            "إيطاليا",
            "البرازيل",
            "السودان",
        ]

    def test_accents_do_not_send_a_state_to_the_end(self):
        assert countries.in_order(["ZW", "AX", "AL", "CI", "CR"], "en") == ["AX", "AL", "CR", "CI", "ZW"]

    def test_a_code_that_is_none_is_refused(self):
        with pytest.raises(countries.CountryRefused) as refusal:
            countries.in_order(["KG", "XX"], "en")

        assert refusal.value.code == "unknown_country"


class TestNames(CountriesTestCase):
    def test_names_come_in_the_language_asked_for(self):
        assert countries.name("KG", "ru") == "Кыргызстан"
        assert countries.name("CI", "en") == "Côte d'Ivoire"
        assert countries.formal_name("KG", "ky") == "Кыргыз Республикасы"

    def test_a_regional_variant_is_its_language(self):
        assert countries.name("UZ", "fr-ca") == "Ouzbékistan"
        assert countries.name("CN", "zh-hans") == "中国"

    def test_a_language_without_names_falls_back_to_english(self):
        assert countries.name("TR", "kk") == "Türkiye"

    def test_an_unknown_code_is_refused_in_words(self):
        with pytest.raises(countries.CountryRefused, match="“XX”"):
            countries.name("XX", "en")

    def test_records_know_standing_and_group(self):
        record = countries.get("PS")

        assert (record.iso3, record.m49) == ("PSE", "275")
        assert record.membership is Membership.OBSERVER_STATE
        assert record.regional_group is RegionalGroup.ASIA_PACIFIC


class TestChoices(CountriesTestCase):
    def test_all_states_in_the_order_of_the_language(self):
        choices = countries.choices("ky")

        assert len(choices) == 249
        assert [code for code, _name in choices if code in SIX] == ["BG", "KZ", "KG", "UZ", "RO", "TJ"]

    def test_members_first_then_observers_then_territories(self):
        groups = countries.choices("en", members_first=True)

        assert [(heading, len(states)) for heading, states in groups] == [
            ("Member States", 193),
            ("Observer States", 2),
            ("Other territories", 54),
        ]
        assert groups[1][1] == [("VA", "Holy See"), ("PS", "State of Palestine")]


class TestMemory(CountriesTestCase):
    def test_twenty_thousand_names_cost_one_query(self):
        with self.assertNumQueries(1):
            names = [countries.name(iso2, "en") for iso2 in SIX * 3334]

        assert len(names) == 20_004

    def test_finding_ordering_and_choosing_cost_no_further_query(self):
        countries.all_countries()

        with self.assertNumQueries(0):
            countries.find("Киргизия")
            countries.suggest("кыр", "ky")
            countries.in_order(SIX, "ky")
            countries.choices("ru")

    def test_a_state_renamed_in_the_database_is_renamed_at_once(self):
        countries.all_countries()
        state = Country.objects.get(iso2="NR")
        state.names["en"] = "Pleasant Island"

        state.save()

        assert countries.name("NR", "en") == "Pleasant Island"
        assert countries.find("pleasant island") == "NR"

    def test_saving_one_column_keeps_the_folded_names_in_step(self):
        state = Country.objects.get(iso2="NR")
        state.aliases = ["Pleasant Island"]

        state.save(update_fields=["aliases"])

        assert "|pleasant island|" in Country.objects.get(iso2="NR").folded

    def test_a_deleted_state_is_forgotten(self):
        countries.all_countries()

        Country.objects.get(iso2="BV").delete()

        assert "BV" not in countries.all_countries()

    def test_the_memory_cannot_be_written_to(self):
        with pytest.raises(TypeError):
            countries.all_countries()["XX"] = None
        with pytest.raises(TypeError):
            countries.get("KG").names["en"] = "Kirgizia"


class TestEmptyTable(TestCase):
    def setUp(self):
        countries.forget()

    def test_an_empty_table_is_not_remembered(self):
        before = countries.all_countries()
        Country.objects.bulk_create([Country(iso2="KG", iso3="KGZ", m49="417", names={"en": "Kyrgyzstan"})])

        assert dict(before) == {}
        assert countries.name("KG", "en") == "Kyrgyzstan"
        countries.forget()


class TestLoad(TestCase):
    def tearDown(self):
        countries.forget()

    def test_everything_is_added_to_an_empty_table(self):
        loading = countries.load(countries.table())

        assert (len(loading.added), loading.changed, loading.unchanged) == (249, (), ())
        assert Country.objects.count() == 249

    def test_twice_changes_nothing(self):
        countries.load(countries.table())
        before = list(Country.objects.values())

        loading = countries.load(countries.table())

        assert (loading.added, loading.changed, len(loading.unchanged)) == ((), (), 249)
        assert list(Country.objects.values()) == before

    def test_the_second_run_writes_nothing(self):
        countries.load(countries.table())

        with CaptureQueriesContext(connection) as queries:
            countries.load(countries.table())

        verbs = [query["sql"].split()[0] for query in queries]
        assert [verb for verb in verbs if verb in {"INSERT", "UPDATE", "DELETE"}] == []

    def test_a_renamed_state_is_renamed_and_found_under_both_names(self):
        countries.load(countries.table())
        entries = countries.table()
        turkey = next(entry for entry in entries if entry["iso2"] == "TR")
        turkey["names"]["en"] = "Anatolia"

        loading = countries.load(entries)

        assert loading.changed == ("TR",)
        assert countries.name("TR", "en") == "Anatolia"
        assert (countries.find("Anatolia"), countries.find("Turkey")) == ("TR", "TR")

    def test_a_state_that_was_there_with_less_is_filled_in(self):
        Country.objects.create(iso2="KG", iso3="KGZ", m49="417", names={"en": "Kirgizia"})

        loading = countries.load(countries.table())

        assert loading.changed == ("KG",)
        assert Country.objects.get(iso2="KG").names["ky"] == "Кыргызстан"

    def test_a_row_in_no_table_is_left_alone_and_named(self):
        Country.objects.create(iso2="ZZ", iso3="ZZZ", m49="999", names={"en": "Nowhere"})

        loading = countries.load(countries.table())

        assert loading.unlisted == ("ZZ",)
        assert Country.objects.filter(iso2="ZZ").exists()

    def test_the_whole_table_is_loaded_in_a_handful_of_statements(self):
        with CaptureQueriesContext(connection) as queries:
            countries.load(countries.table())

        assert len(queries) <= 8
