"""Clean text, scripts and capitals (IN-07, IN-10, IN-11, IN-17, R-29, R-30)."""

import unicodedata

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    clean_block,
    clean_line,
    file_name,
    foreign_letters,
    language_by_letters,
    letters_of,
    script_of,
    titlecase_name,
)

#: Names of real people's kinds that must come through as typed (IN-17).
REAL_NAMES = [
    "Null",
    "None",
    "O’Brien-Ñuñez",
    "D’Angelo",
    "Nguyễn Thị",
    "X Æ",
    "王",
    "van der Berg",
    "نور",
    "Ōtani",
    "-",
    "A",
    "Gʻulomov",
    "Абдылдаева-Токтогулова",
    "McDonald",
    "de Souza e Silva",
]


class TestCleanLine(SimpleTestCase):
    def test_real_names_are_left_alone(self):
        assert [clean_line(name) for name in REAL_NAMES] == REAL_NAMES

    def test_white_space_of_every_kind_becomes_one_space(self):
        assert clean_line("  Askar \t\r\n Japarov\u00a0\u2028\u3000uulu ") == "Askar Japarov uulu"

    def test_what_cannot_be_seen_goes(self):
        assert clean_line("As\x07kar\u200b \u202eJap\u00adarov\ufeff\ue000\ufffe\u3164") == "Askar Japarov"

    def test_letters_and_accents_are_put_together(self):
        assert clean_line("Nun\u0303ez") == "Nuñez"
        assert clean_line("й".encode().decode()) == clean_line("и\u0306") == "й"

    def test_a_joiner_stays_inside_a_word_and_nowhere_else(self):
        persian = "می\u200cخواهم"

        assert clean_line(persian) == persian
        assert clean_line(f"\u200d {persian}\u200c a") == f"{persian} a"
        assert clean_line("क्\u200d\u200d\u200dष") == "क्\u200dष"

    def test_a_halved_character_does_not_survive(self):
        assert clean_line("a\ud800b") == "ab"

    @given(st.text())
    def test_cleaning_twice_changes_nothing(self, text):
        once = clean_line(text)

        assert clean_line(once) == once

    @given(st.text())
    def test_the_result_can_be_stored_anywhere(self, text):
        cleaned = clean_line(text)

        cleaned.encode()
        assert unicodedata.is_normalized("NFC", cleaned)
        assert cleaned == cleaned.strip()
        assert not {unicodedata.category(letter) for letter in cleaned} & {"Cc", "Cs", "Co", "Zl", "Zp"}


class TestCleanBlock(SimpleTestCase):
    def test_paragraphs_stay_apart(self):
        assert clean_block(" One \r\n\r\n\r\n\r\n two\u2028three\x00 \n") == "One\n\ntwo\nthree"

    @given(st.text())
    def test_cleaning_twice_changes_nothing(self, text):
        once = clean_block(text)

        assert clean_block(once) == once


class TestScripts(SimpleTestCase):
    def test_each_letter_has_a_script(self):
        scripts = {letter: script_of(letter) for letter in "aЖ王نΩअ한1 -ʻ"}

        assert scripts == {
            "a": "latin",
            "Ж": "cyrillic",
            "王": "han",
            "ن": "arabic",
            "Ω": "greek",
            "अ": "devanagari",
            "한": "hangul",
            "1": "",
            " ": "",
            "-": "",
            "ʻ": "",
        }

    def test_full_width_and_mathematical_letters_are_what_they_look_like(self):
        assert {script_of(letter) for letter in "Ａ𝐀ﬁ"} == {"latin"}

    def test_a_mixed_word_shows_both_scripts(self):
        assert letters_of("Раul, 12") == {"cyrillic", "latin"}

    def test_the_latin_letter_in_a_cyrillic_name_is_found_with_its_place(self):
        assert foreign_letters("Осмoнов", "cyrillic") == [(3, "o")]

    def test_every_central_asian_letter_is_cyrillic(self):
        """R-30"""
        assert foreign_letters("Ң Ө Ү Ә Ғ Қ Ұ Һ І Ӣ Ӯ Ҳ Ҷ Ў ң ө ү ә ғ қ ұ һ і ӣ ӯ ҳ ҷ ў", "cyrillic") == []
        assert foreign_letters("Ґ Є Ї Ј Љ Њ Ћ Ђ Џ Ѓ Ќ Ѕ Ъ Щ", "cyrillic") == []


class TestTitlecaseName(SimpleTestCase):
    def test_capitals_become_names(self):
        """R-29"""
        expected = {
            "JAPAROV": "Japarov",
            "ЖАПАРОВ АСКАР": "Жапаров Аскар",
            "O'BRIEN-ÑUÑEZ": "O'Brien-Ñuñez",
            "D’ANGELO": "D’Angelo",
            "DELL'ACQUA": "Dell'Acqua",
            "MCDONALD": "McDonald",
            "MCHEDLISHVILI": "Mchedlishvili",
            "АБДЫЛДАЕВА-ТОКТОГУЛОВА": "Абдылдаева-Токтогулова",
            "ӨМҮР": "Өмүр",
            "İBRAHİM": "İbrahim",
            "J.R. SMITH": "J.R. Smith",
            "JOHN PAUL II": "John Paul II",
            "ΝΙΚΟΛΑΟΣ": "Νικολαος",
        }

        assert {name: titlecase_name(name) for name in expected} == expected

    def test_sons_and_daughters_are_small_inside_a_name(self):
        expected = {
            "NURLAN UULU BEKZHAN": "Nurlan uulu Bekzhan",
            "НУРЛАН КЫЗЫ": "Нурлан кызы",
            "NURLAN KYZY AIZHAN": "Nurlan kyzy Aizhan",
            "ALIYEV VALI OGLI": "Aliyev Vali ogli",
            "KARIMOVA NODIRA QIZI": "Karimova Nodira qizi",
            "KARIMOV VALI O‘G‘LI": "Karimov Vali o‘g‘li",
            "РАҲИМОВ ВАЛИ ЎҒЛИ": "Раҳимов Вали ўғли",
            "МАМЕДОВ ВАЛИ ОГЛЫ": "Мамедов Вали оглы",
            "UULU": "Uulu",
        }

        assert {name: titlecase_name(name) for name in expected} == expected

    def test_an_apostrophe_is_irish_uzbek_or_a_sound(self):
        expected = {
            "O'NEIL": "O'Neil",
            "O'TKIR": "O'tkir",
            "OʻTKIR": "Oʻtkir",
            "O'RINBOYEV": "O'rinboyev",
            "G'ULOMOV": "G'ulomov",
            "GʻULOMOV": "Gʻulomov",
            "SA'DULLAYEV": "Sa'dullayev",
            "ЛУК'ЯНЕНКО": "Лук'яненко",
            "О'НИЛ": "О'Нил",
        }

        assert {name: titlecase_name(name) for name in expected} == expected

    def test_particles_are_small_before_another_word(self):
        expected = {
            "VAN DER BERG": "van der Berg",
            "DE LA CRUZ": "de la Cruz",
            "NGUYEN VAN AN": "Nguyen Van An",
            "WANG BIN": "Wang Bin",
        }

        assert {name: titlecase_name(name) for name in expected} == expected

    def test_a_family_name_in_capitals_does_not_touch_the_given_name(self):
        assert titlecase_name("Ioana ȘERBAN") == "Ioana Șerban"

    def test_names_in_mixed_case_are_left_as_typed(self):
        assert [titlecase_name(name) for name in REAL_NAMES] == REAL_NAMES

    @given(st.text())
    def test_it_never_fails_and_never_changes_its_mind(self, text):
        once = titlecase_name(clean_line(text))

        assert titlecase_name(once).casefold() == once.casefold()


class TestFileName(SimpleTestCase):
    def test_letters_of_every_script_stay(self):
        assert file_name("Участники: Бишкек 2024", "csv") == "Участники Бишкек 2024.csv"

    def test_nothing_breaks_out_of_a_header_or_a_folder(self):
        """EX-07, EX-14"""
        assert file_name('a"; filename=x.exe\r\nX: y', "csv") == "a filename=x.exe X y.csv"
        assert file_name("../../etc/passwd", "zip") == "etc passwd.zip"
        assert file_name("\u202egpj.exe", "csv") == "gpj.exe.csv"

    def test_it_is_short_and_never_empty(self):
        assert len(file_name("Ж" * 300, "xlsx").encode()) <= 120
        assert file_name("...", "csv") == "list.csv"
        assert file_name("CON", "csv") == "list CON.csv"

    @given(st.text())
    def test_whatever_the_title_the_name_can_be_stored(self, title):
        name = file_name(title, "csv")

        assert len(name.encode()) <= 120
        assert not set(name) & set('\\/:*?"<>|\r\n\0')


class TestLanguageByLetters(SimpleTestCase):
    def test_letters_tell(self):
        texts = {
            "Director": "en",
            "Начальник отдела": "ru",
            "НАЧАЛЬНИК ЁЛКИ": "ru",
            "Начальник IT-отдела": "ru",
            "Бөлүм башчысы": "ky",
            "Қазақстан Республикасы": "",
            "主任": "",
            "12": "",
            "": "",
        }

        assert {text: language_by_letters(text, ["en", "ru", "ky"]) for text in texts} == texts

    def test_latin_is_the_first_language_written_so(self):
        assert language_by_letters("Directeur", ["ru", "fr", "en"]) == "fr"
        assert language_by_letters("Director", ["ru", "ar"]) == ""

    def test_cyrillic_is_kyrgyz_where_there_is_no_russian(self):
        assert language_by_letters("Директор", ["en", "ky"]) == "ky"
