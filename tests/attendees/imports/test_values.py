"""Cells become the fields of a person, or are refused by their name."""

from datetime import date

import pytest
from django.test import TestCase

from attendees.domain.incoming import FIELDS
from attendees.imports import headers, vocabulary
from attendees.imports.drafts import Setting
from attendees.imports.tables import FORMULA
from attendees.imports.values import LineReader
from tests.attendees.imports.files import lined
from tests.factories import make_country

SETTING = Setting(today=date(2026, 11, 25), region="KG", languages=("en", "ru", "ky"), categories={"media": "MEDIA"})


class Values(TestCase):
    @classmethod
    def setUpTestData(cls):
        for iso2 in ("KG", "KZ", "UZ"):
            make_country(iso2)

    def read(self, head, *cells, **more):
        """The line below a head; cells and heads are parted by bars."""
        text = "|".join(cells)
        sheet = lined(f"{head}\n{text}")
        sheet.rows[1:] = [[cell.strip() for cell in text.split("|")]]
        layout = headers.layout(sheet, head=0)
        return LineReader(layout, Setting(**{**vars(SETTING), **more})).read(1, sheet.rows[1])

    def said(self, head, *cells, **more):
        """The refusals of a line: cell and code."""
        return [(problem.cell, problem.code) for problem in self.read(head, *cells, **more).problems]


class TestNames(Values):
    def test_a_whole_name_in_cyrillic_fills_three_fields_and_a_latin_spelling_is_suggested(self):
        """R-31."""
        line = self.read("ФИО", "Жапаров Аскар Бакытович")

        assert line.fields == {
            "cyrillic_family_name": "Жапаров",
            "cyrillic_given_name": "Аскар",
            "patronymic": "Бакытович",
            "family_name": "Japarov",
            "given_name": "Askar",
        }
        assert line.suggested == {"family_name", "given_name"}

    def test_the_spelling_suggested_is_that_of_the_state(self):
        line = self.read("ФИО | Страна", "Жапаров Аскар", "Казахстан")

        assert line.fields["family_name"] == "Zhaparov"

    def test_a_latin_name_beside_it_is_taken_and_nothing_suggested(self):
        line = self.read("ФИО | ФИО на латинице", "Жапаров Аскар", "JAPAROV Askar")

        assert (line.fields["family_name"], line.fields["given_name"]) == ("Japarov", "Askar")
        assert line.suggested == set()

    def test_both_alphabets_in_one_cell_are_told_apart(self):
        for cell in ("Жапаров Аскар / Japarov Askar", "Жапаров Аскар (Japarov Askar)"):
            line = self.read("ФИО", cell)

            assert (line.fields["cyrillic_family_name"], line.fields["family_name"]) == ("Жапаров", "Japarov")

    def test_capitals_are_written_small_and_it_is_said(self):
        """R-29: stored mixed after somebody has seen it."""
        line = self.read("Full name", "JAPAROV Askar")

        assert line.fields["family_name"] == "Japarov"
        assert [(note.cell, note.text) for note in line.notes] == [("A2", "“JAPAROV” is written as “Japarov”.")]

    def test_a_latin_letter_in_a_cyrillic_name_is_refused_and_shown(self):
        """R-30."""
        line = self.read("ФИО", "Осмoнов Нурбек")

        assert [(problem.cell, problem.code, problem.value) for problem in line.problems] == [
            ("A2", "latin", "Осмoнов Нурбек")
        ]
        assert "Latin “o”: Осм[o]нов" in line.problems[0].text

    def test_a_cyrillic_letter_in_a_latin_name_is_refused_and_shown(self):
        assert self.said("Full name", "Jараrov Askar") == [("A2", "cyrillic")]

    def test_letters_of_the_neighbours_are_legal(self):
        for name in ("Әбілов Қайрат", "Ғуломов Шерзод", "Үсөнова Айгүл", "Ҷӯраев Ҳасан", "Ўктамов Баҳром"):
            assert self.said("ФИО", name) == []

    def test_columns_of_parts_are_put_together(self):
        line = self.read("Фамилия | Имя | Отчество", "Жапаров", "Аскар", "Бакытович")

        assert (line.cyrillic_name, line.name) == ("Жапаров Аскар Бакытович", "Japarov, Askar")

    def test_a_patronymic_that_stands_with_the_given_name_is_cut_off(self):
        line = self.read("Фамилия | Имя", "Жапаров", "Аскар Бакытович")

        assert (line.fields["cyrillic_given_name"], line.fields["patronymic"]) == ("Аскар", "Бакытович")

    def test_a_latin_patronymic_is_left_out_and_it_is_said(self):
        line = self.read("Full name", "Japarov Askar Bakytovich")

        assert ("patronymic" in line.fields, [note.code for note in line.notes]) == (False, ["patronymic"])

    def test_one_name_is_refused_until_somebody_confirms_it(self):
        """R-35."""
        assert self.said("Full name", "Gulzat") == [("A2", "one_name")]

        line = self.read("Full name", "Gulzat", single=frozenset({2}))
        assert line.fields == {"given_name": "Gulzat", "is_single_name": True}

    def test_one_name_in_the_column_of_family_names_is_kept_as_the_given_one(self):
        line = self.read("Фамилия | Имя", "Гүлзат", "", single=frozenset({2}))

        assert (line.fields["cyrillic_given_name"], line.fields["given_name"]) == ("Гүлзат", "Gulzat")

    def test_no_name_is_refused_at_its_cell(self):
        assert self.said("ФИО | Должность", "", "Эксперт") == [("A2", "no_name")]

    def test_a_sign_that_is_in_no_name_is_refused(self):
        assert self.said("ФИО", "Жапаров? Аскар") == [("A2", "sign")]

    def test_a_name_and_a_position_in_one_cell_are_parted(self):
        for cell in ("Жапаров Аскар, начальник отдела", "Жапаров Аскар – начальник отдела"):
            line = self.read("ФИО, должность", cell)

            assert (line.fields["cyrillic_given_name"], line.fields["position"]) == ("Аскар", "начальник отдела")

    def test_what_stands_around_a_name_has_its_fields(self):
        line = self.read("ФИО", "Е.П. полковник юстиции Жапаров Аскар, к.ю.н.")

        assert (line.fields["title"], line.fields["rank"], line.fields["academic_title"]) == (
            "HE", "полковник юстиции", "к.ю.н.",
        )  # fmt: skip

    def test_an_order_that_was_guessed_is_said(self):
        assert [note.code for note in self.read("Full name", "Elena Kim").notes] == ["order"]


class TestWords(Values):
    def test_a_rank_in_the_position_has_its_own_field(self):
        line = self.read("ФИО | Должность", "Ким Елена", "майор внутренней службы, инспектор")

        assert (line.fields["rank"], line.fields["position"]) == ("майор внутренней службы", "инспектор")

    def test_a_column_of_ranks_leaves_the_position_alone(self):
        line = self.read("ФИО | Звание | Должность", "Ким Елена", "майор", "майор, инспектор")

        assert (line.fields["rank"], line.fields["position"]) == ("майор", "майор, инспектор")

    def test_line_breaks_in_a_cell_are_spaces(self):
        sheet_line = self.read("ФИО | Организация", "Ким Елена", "Министерство\nюстиции")

        assert sheet_line.fields["organisation"] == "Министерство юстиции"

    def test_what_is_too_long_is_refused_with_the_limit(self):
        """IN-03."""
        line = self.read("ФИО | Организация", "Ким Елена", "x" * 251)

        assert [(problem.cell, problem.code) for problem in line.problems] == [("B2", "max_length")]
        assert "at most 250 letters" in line.problems[0].text

    def test_states_are_found_by_any_name(self):
        """R-38."""
        line = self.read("ФИО | Страна | Гражданство", "Ким Елена", "Kazakhstan", "Узбекистан")

        assert (line.fields["country_id"], line.fields["nationality_id"]) == ("KZ", "UZ")

    def test_a_state_nobody_knows_is_refused(self):
        assert self.said("ФИО | Страна", "Ким Елена", "Атлантида") == [("B2", "unknown_country")]

    def test_courtesy_titles_are_known_or_left_out_with_a_note(self):
        assert self.read("ФИО | Титул", "Ким Елена", "г-жа").fields["title"] == "MS"
        assert [note.code for note in self.read("ФИО | Обращение | Должность", "Ким Елена", "Сэр", "a").notes] == []

    def test_a_category_is_found_by_its_name_and_refused_when_there_is_none(self):
        assert self.read("ФИО | Категория", "Ким Елена", "Media").category == "MEDIA"
        assert self.said("ФИО | Категория", "Ким Елена", "Гости") == [("B2", "unknown_category")]

    def test_the_part_in_the_delegation_is_read(self):
        assert self.read("ФИО | Роль в делегации", "Ким Елена", "Глава делегации").capacity == "HEAD"
        assert [note.code for note in self.read("ФИО | Роль", "Ким Елена", "Танцор").notes] == ["capacity"]

    def test_a_language_nobody_is_written_to_in_is_said(self):
        assert self.read("ФИО | Язык", "Ким Елена", "русский").fields["language"] == "ru"
        assert [note.code for note in self.read("ФИО | Язык", "Ким Елена", "French").notes] == ["language"]


class TestSex(Values):
    def test_it_is_read_where_it_stands(self):
        found = [self.read("ФИО | Пол", "Ким Елена", cell).fields["sex"] for cell in ("м", "жен.", "F", "аял", "Эркек")]

        assert found == ["M", "F", "F", "F", "M"]

    def test_it_is_never_inferred(self):
        """R-65: not from an ending, not from a title."""
        line = self.read("ФИО | Пол", "г-жа Асанова Айгуль Омуровна", "")

        assert "sex" not in line.fields

    def test_another_word_is_refused(self):
        assert self.said("ФИО | Пол", "Ким Елена", "да") == [("B2", "sex")]


class TestDays(Values):
    def test_a_day_is_kept_as_iso(self):
        assert self.read("ФИО | Дата рождения", "Ким Елена", "12.03.1979").fields["date_of_birth"] == "1979-03-12"

    def test_two_readings_are_refused_with_both(self):
        line = self.read("ФИО | Дата рождения", "Ким Елена", "12/3/79")

        assert [(problem.cell, problem.code) for problem in line.problems] == [("B2", "ambiguous")]
        assert "12.03.1979 or 03.12.1979" in line.problems[0].text

    def test_who_says_the_order_gets_the_day(self):
        line = self.read("ФИО | Дата рождения", "Ким Елена", "12/3/79", date_order="month")

        assert (line.fields["date_of_birth"], [note.code for note in line.notes]) == ("1979-12-03", ["short_year"])

    def test_days_that_are_none_are_refused(self):
        codes = [
            self.said("ФИО | Дата рождения", "Ким Елена", cell)[0][1]
            for cell in ("30.02.1979", "x", "1.1.2030", "1.1.1900")
        ]

        assert codes == ["no_such_day", "unreadable", "year", "year"]


class TestReach(Values):
    def test_an_address_is_kept_in_its_canonical_form(self):
        assert self.read("ФИО | E-mail", "Ким Елена", "Kim@EXAMPLE.org").fields["email"] == "Kim@example.org"

    def test_of_several_the_first_is_taken_and_it_is_said(self):
        line = self.read("ФИО | E-mail", "Ким Елена", "a@example.org; b@example.org")

        assert (line.fields["email"], [note.code for note in line.notes]) == ("a@example.org", ["several"])

    def test_an_address_that_is_none_is_refused(self):
        assert self.said("ФИО | E-mail", "Ким Елена", "kim(at)example.org") == [("B2", "at")]

    def test_numbers_are_written_with_their_country(self):
        for cell in ("+996 555 012 345", "0555 012 345", "996555012345", "00996555012345", "моб. +996-555-012-345"):
            assert self.read("ФИО | Телефон", "Ким Елена", cell).fields["phone"] == "+996555012345"

    def test_a_number_without_country_is_read_for_the_state_and_it_is_said(self):
        line = self.read("ФИО | Страна | Телефон", "Ким Елена", "Казахстан", "8 701 123 45 67")

        assert (line.fields["phone"], [note.code for note in line.notes]) == ("+77011234567", ["country_code"])

    def test_a_number_is_refused_where_nobody_knows_the_country(self):
        assert self.said("ФИО | Телефон", "Ким Елена", "0555 012 345", region="") == [("B2", "no_country")]

    def test_two_numbers_give_the_first(self):
        line = self.read("ФИО | Телефон", "Ким Елена", "+996555012345, +996700012345")

        assert (line.fields["phone"], [note.code for note in line.notes]) == ("+996555012345", ["several"])

    def test_both_in_one_cell_are_told_apart(self):
        line = self.read("ФИО | Контакты", "Ким Елена", "+996 555 012 345, kim@example.org")

        assert (line.fields["phone"], line.fields["email"]) == ("+996555012345", "kim@example.org")


class TestCells(Values):
    def test_words_for_nothing_are_nothing(self):
        for cell in ("-", "—", "нет", "н/д", "N/A", "жок"):
            assert set(self.read("ФИО | E-mail", "Ким Елена", cell).fields) & {"email"} == set()

    def test_errors_and_formulas_without_result_are_refused(self):
        """IM-08."""
        assert self.said("ФИО | E-mail", "Ким Елена", "#N/A") == [("B2", "error_cell")]
        assert self.said("ФИО | E-mail", "Ким Елена", FORMULA) == [("B2", "formula")]

    def test_in_columns_that_are_not_taken_they_are_nobody_s_business(self):
        assert self.said("ФИО | Разное", "Ким Елена", "#N/A") == []

    def test_passports_are_never_read(self):
        line = self.read("ФИО | Паспорт", "Ким Елена", "AN1234567")

        assert "AN1234567" not in str(line)

    def test_nothing_but_the_known_fields_is_filled(self):
        """IM-09."""
        line = self.read("ФИО | status | Должность | number | conference", "Ким Елена", "APPROVED", "Эксперт", "1", "B")

        assert set(line.fields) <= FIELDS
        assert "APPROVED" not in line.fields.values()

    def test_markup_and_formulas_are_text(self):
        """IM-10."""
        line = self.read("ФИО | Организация", "Ким Елена", "<script>alert(1)</script>=1+1")

        assert line.fields["organisation"] == "<script>alert(1)</script>=1+1"

    def test_invisible_letters_go(self):
        line = self.read("ФИО | Организация", "Ким\u00a0Елена", "Мини\u200bстерство\u0001")

        assert (line.fields["organisation"], line.fields["cyrillic_given_name"]) == ("Министерство", "Елена")


class TestVocabulary:
    @pytest.mark.parametrize(
        ("text", "capacity"),
        [
            ("Глава делегации", "HEAD"), ("Head of Delegation", "HEAD"), ("HoD", "HEAD"), ("делегация башчысы", "HEAD"),
            ("Руководитель", "HEAD"), ("Заместитель главы делегации", "DEPUTY"), ("зам. руководителя", "DEPUTY"),
            ("Deputy Head", "DEPUTY"), ("член делегации", "REPRESENTATIVE"), ("Representative", "REPRESENTATIVE"),
            ("мүчө", "REPRESENTATIVE"), ("советник", "ADVISER"), ("Advisor", "ADVISER"), ("эксперт", "EXPERT"),
            ("Alternate", "ALTERNATE"), ("переводчик", "SUPPORT"), ("котормочу", "SUPPORT"), ("танцор", ""), ("", ""),
        ],
    )  # fmt: skip
    def test_parts_in_a_delegation(self, text, capacity):
        assert vocabulary.capacity_of(text) == capacity

    @pytest.mark.parametrize(
        ("cells", "is_total"),
        [
            (["Итого: 12"], True), (["", "ВСЕГО", "12"], True), (["Total", "3"], True), (["Жалпы 7"], True),
            (["Бардыгы"], True), (["Тоталов Иван"], False), (["1", "Ким Елена"], False), ([""], False),
        ],
    )  # fmt: skip
    def test_lines_that_add_up(self, cells, is_total):
        assert vocabulary.is_total(cells) is is_total


class TestPositions(Values):
    HEAD = "ФИО | Должность | Position"

    def test_both_are_kept(self):
        line = self.read(self.HEAD, "Ким Елена", "Начальник отдела", "Head of Unit")

        assert line.fields["position"] == "Начальник отдела"
        assert line.fields["positions"] == {"en": "Head of Unit"}

    def test_the_only_text_of_a_line_is_the_position(self):
        line = self.read(self.HEAD, "Ким Елена", "", "Head of Unit")

        assert line.fields["position"] == "Head of Unit"
        assert "positions" not in line.fields

    def test_the_rank_is_taken_out_of_both_and_kept_as_the_first_says_it(self):
        line = self.read(self.HEAD, "Ким Елена", "майор, инспектор", "Inspector, Major")

        assert (line.fields["rank"], line.fields["position"]) == ("майор", "инспектор")
        assert line.fields["positions"] == {"en": "Inspector"}

    def test_a_text_that_is_too_long_is_refused_in_its_own_cell(self):
        assert self.said(self.HEAD, "Ким Елена", "Инспектор", "I" * 201) == [("C2", "max_length")]
