"""The table of States in conference/data/countries.json is complete and says what the UN says (R-38)."""

import json
import re
import subprocess
import sys
from collections import Counter

import pytest
from django.conf import settings

from conference.enums import Membership, RegionalGroup
from core.text import fold
from tests.conference.countries import entries_by_code

LANGUAGES = ["en", "fr", "es", "ru", "ar", "zh", "ky"]
COLUMNS = ["names", "formal_names"]
#: The Russian alphabet and the three letters Kyrgyz adds to it.
KYRGYZ = re.compile(r"^[А-Яа-яЁёҢңӨөҮү ()’,-]+$")
SCRIPTS = {
    "ru": re.compile(r"^[А-Яа-яЁё ()’,—-]+$"),
    "ar": re.compile(r"^[\u0600-\u06ff ()،-]+$"),
    "zh": re.compile(r"^[\u4e00-\u9fff（），]+$"),
}

SHORT = {
    "KG": {
        "en": "Kyrgyzstan",
        "fr": "Kirghizistan",
        "es": "Kirguistán",
        "ru": "Кыргызстан",
        "ky": "Кыргызстан",
    },
    "TR": {"en": "Türkiye", "fr": "Türkiye", "es": "Türkiye", "ru": "Турция", "zh": "土耳其", "ky": "Түркия"},
    "CI": {"en": "Côte d'Ivoire", "fr": "Côte d'Ivoire", "es": "Côte d’Ivoire", "ru": "Кот-д’Ивуар"},
    "NL": {
        "en": "Netherlands (Kingdom of the)",
        "fr": "Pays-Bas (Royaume des)",
        "es": "Países Bajos (Reino de los)",
        "ru": "Нидерланды (Королевство)",
        "zh": "荷兰王国",
    },
    "PS": {
        "en": "State of Palestine",
        "fr": "État de Palestine",
        "ru": "Государство Палестина",
        "zh": "巴勒斯坦国",
    },
    "VA": {
        "en": "Holy See",
        "fr": "Saint-Siège",
        "es": "Santa Sede",
        "ru": "Святой Престол",
        "zh": "罗马教廷",
    },
    "BY": {"en": "Belarus", "fr": "Bélarus", "es": "Belarús", "ru": "Беларусь"},
    "MD": {"en": "Republic of Moldova", "ru": "Республика Молдова", "ky": "Молдова Республикасы"},
    "IR": {"en": "Iran (Islamic Republic of)", "ru": "Иран (Исламская Республика)", "zh": "伊朗伊斯兰共和国"},
    "BO": {"en": "Bolivia (Plurinational State of)", "fr": "Bolivie (État plurinational de)"},
    "VN": {"en": "Viet Nam", "fr": "Viet Nam", "ru": "Вьетнам", "zh": "越南"},
    "SZ": {"en": "Eswatini", "ru": "Эсватини", "zh": "斯威士兰", "ar": "إسواتيني"},
    "CZ": {"en": "Czechia", "fr": "Tchéquie", "es": "Chequia", "ru": "Чехия", "ar": "تشيكيا"},
    "MK": {"en": "North Macedonia", "ru": "Северная Македония", "zh": "北马其顿"},
    "GB": {
        "en": "United Kingdom of Great Britain and Northern Ireland",
        "ru": "Соединенное Королевство Великобритании и Северной Ирландии",
        "ky": "Улуу Британия жана Түндүк Ирландия Бириккен Падышалыгы",
    },
    "UZ": {
        "fr": "Ouzbékistan",
        "ru": "Узбекистан",
        "ar": "أوزبكستان",
        "zh": "乌兹别克斯坦",
        "ky": "Өзбекстан",
    },
    "KZ": {"ru": "Казахстан", "ky": "Казакстан"},
    "TJ": {"ru": "Таджикистан", "ky": "Тажикстан"},
    "TM": {"ru": "Туркменистан", "ky": "Түркмөнстан"},
    "CN": {"ru": "Китай", "zh": "中国", "ky": "Кытай"},
    "US": {"ru": "Соединенные Штаты Америки", "ky": "Америка Кошмо Штаттары"},
    "RU": {"en": "Russian Federation", "ky": "Россия Федерациясы"},
    "TW": {"en": "Taiwan (Province of China)", "zh": "中国台湾省"},
}
FORMAL = {
    "KG": {
        "en": "Kyrgyz Republic",
        "fr": "République kirghize",
        "ru": "Кыргызская Республика",
        "ky": "Кыргыз Республикасы",
    },
    "BG": {"en": "Republic of Bulgaria", "fr": "République de Bulgarie", "es": "República de Bulgaria"},
    "CH": {"en": "Swiss Confederation", "fr": "Confédération suisse", "zh": "瑞士联邦"},
    "UZ": {"fr": "République d'Ouzbékistan", "ru": "Республика Узбекистан", "ky": "Өзбекстан Республикасы"},
    "KZ": {"fr": "République du Kazakhstan", "ar": "جمهورية كازاخستان", "zh": "哈萨克斯坦共和国"},
    "RO": {"en": "Romania", "fr": "Roumanie", "ru": "Румыния"},
    "TR": {"en": "Republic of Türkiye", "ru": "Турецкая Республика"},
}


class TestTable:
    def test_every_member_observer_and_territory_is_there(self):
        standing = Counter(entry["membership"] for entry in entries_by_code().values())

        assert standing == {"MEMBER_STATE": 193, "OBSERVER_STATE": 2, "OTHER": 54}

    def test_the_observers_are_the_two_there_are(self):
        observers = [code for code, entry in entries_by_code().items() if entry["membership"] == "OBSERVER_STATE"]

        assert observers == ["PS", "VA"]

    def test_codes_are_well_formed_and_unique(self):
        entries = list(entries_by_code().values())

        assert all(re.fullmatch("[A-Z]{2}", entry["iso2"]) for entry in entries)
        assert all(re.fullmatch("[A-Z]{3}", entry["iso3"]) for entry in entries)
        assert all(re.fullmatch("[0-9]{3}", entry["m49"]) for entry in entries if entry["iso2"] != "TW")
        assert len({entry["iso3"] for entry in entries}) == len(entries)
        assert len({entry["m49"] for entry in entries}) == len(entries)

    def test_choices_are_those_of_the_enums(self):
        entries = entries_by_code().values()

        assert {entry["membership"] for entry in entries} == set(Membership.values)
        assert {entry["regional_group"] for entry in entries} == set(RegionalGroup.values)

    @pytest.mark.parametrize("column", COLUMNS)
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_no_name_is_missing(self, column, language):
        missing = [code for code, entry in entries_by_code().items() if not entry[column].get(language)]

        assert missing == []

    @pytest.mark.parametrize("column", COLUMNS)
    def test_names_carry_no_article_footnote_or_stray_space(self, column):
        flawed = [
            name
            for entry in entries_by_code().values()
            for name in entry[column].values()
            if re.search(r"\(the\)|\((l'|la|le|les|el|los|las)\)|\*|^(the|la|le|les|el) |\s\s|^\s|\s$|_", name)
        ]

        assert [name for name in flawed if not name.startswith("El Salvador")] == []

    @pytest.mark.parametrize("language", SCRIPTS)
    def test_names_are_written_in_their_own_script(self, language):
        foreign = [
            name
            for entry in entries_by_code().values()
            for name in (entry["names"][language], entry["formal_names"][language])
            if not SCRIPTS[language].match(name)
        ]

        assert foreign == []

    def test_two_states_never_share_a_name(self):
        for language in LANGUAGES:
            names = Counter(entry["names"][language] for entry in entries_by_code().values())

            assert [name for name, uses in names.items() if uses > 1] == []


class TestNames:
    @pytest.mark.parametrize("code", SHORT)
    def test_short_names_are_the_uns(self, code):
        names = entries_by_code()[code]["names"]

        assert {language: names[language] for language in SHORT[code]} == SHORT[code]

    @pytest.mark.parametrize("code", FORMAL)
    def test_formal_names_are_the_uns(self, code):
        names = entries_by_code()[code]["formal_names"]

        assert {language: names[language] for language in FORMAL[code]} == FORMAL[code]

    def test_kyrgyz_names_are_written_in_kyrgyz_letters(self):
        foreign = [
            name
            for entry in entries_by_code().values()
            for name in (entry["names"]["ky"], entry["formal_names"]["ky"])
            if not KYRGYZ.match(name)
        ]

        assert foreign == []

    def test_kyrgyz_names_are_not_russian_ones(self):
        russian_words = re.compile(
            r"\b(и|Республика|Королевство|острова|Остров|Соединенн\w+|Северн\w+|Южн\w+|Нов\w+)\b"
        )

        slips = [
            name
            for entry in entries_by_code().values()
            for name in (entry["names"]["ky"], entry["formal_names"]["ky"])
            if russian_words.search(name) and "(Боливардык Республика)" not in name
        ]

        assert slips == []


class TestRegionalGroups:
    def test_the_groups_have_their_known_sizes(self):
        members = [entry for entry in entries_by_code().values() if entry["membership"] == "MEMBER_STATE"]

        sizes = Counter(entry["regional_group"] for entry in members)

        assert sizes == {"AFRICAN": 54, "ASIA_PACIFIC": 54, "EASTERN_EUROPEAN": 23, "GRULAC": 33, "WEOG": 29}

    def test_the_difficult_ones_stand_where_practice_puts_them(self):
        expected = {
            "TR": "WEOG",
            "IL": "WEOG",
            "US": "WEOG",
            "AU": "WEOG",
            "KI": "ASIA_PACIFIC",
            "CY": "ASIA_PACIFIC",
            "KG": "ASIA_PACIFIC",
            "PS": "ASIA_PACIFIC",
            "EE": "EASTERN_EUROPEAN",
            "RU": "EASTERN_EUROPEAN",
            "GE": "EASTERN_EUROPEAN",
            "HT": "GRULAC",
            "EG": "AFRICAN",
            "VA": "NONE",
        }

        entries = entries_by_code()

        assert {code: entries[code]["regional_group"] for code in expected} == expected

    def test_territories_are_in_no_group(self):
        groups = {e["regional_group"] for e in entries_by_code().values() if e["membership"] == "OTHER"}

        assert groups == {"NONE"}


class TestAliases:
    def test_no_spelling_means_two_states(self):
        holders: dict[str, set[str]] = {}
        for code, entry in entries_by_code().items():
            for name in [*entry["names"].values(), *entry["formal_names"].values(), *entry["aliases"]]:
                holders.setdefault(fold(name), set()).add(code)

        assert {spelling: codes for spelling, codes in holders.items() if len(codes) > 1} == {}

    def test_no_alias_is_the_code_of_another_state(self):
        entries = entries_by_code()
        codes = {code: iso2 for iso2, entry in entries.items() for code in (iso2, entry["iso3"])}

        clashes = [
            (iso2, alias)
            for iso2, entry in entries.items()
            for alias in entry["aliases"]
            if codes.get(alias.upper(), iso2) != iso2
        ]

        assert clashes == []

    def test_every_alias_can_be_folded(self):
        empty = [alias for entry in entries_by_code().values() for alias in entry["aliases"] if not fold(alias)]

        assert empty == []


class TestSources:
    def test_the_files_are_what_the_script_makes(self):
        pytest.importorskip("hdx.location._version")
        script = settings.BASE_DIR / "scripts" / "make_countries.py"

        answer = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)

        assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")

    def test_the_picker_knows_the_same_names(self):
        path = settings.BASE_DIR / "assets" / "data" / "country-names.json"

        names = json.loads(path.read_text(encoding="utf-8"))

        assert sorted(names) == sorted(entries_by_code())
        assert {"Киргизия", "Kirgizia", "Кыргызстан", "Kyrgyzstan"} <= set(names["KG"])
