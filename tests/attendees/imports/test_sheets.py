"""A whole sheet: people, headings, totals, empty lines; nothing is dropped in silence (IM-04, IM-07)."""

from datetime import date

from django.test import TestCase

from attendees.imports import guesses, headers, readers, sheets
from attendees.imports.drafts import Setting
from tests.attendees.imports.files import lined, made, sheet
from tests.factories import make_country

SETTING = Setting(today=date(2026, 11, 25), region="KG", languages=("en", "ru", "ky"))
HORROR = """
СПИСОК УЧАСТНИКОВ

делегации Кыргызской Республики
№ | Ф.И.О.                    | Должность           | Дата рождения
1 | 2                         | 3                   | 4
Министерство юстиции
1 | Жапаров Аскар Бакытович   | Начальник отдела    | 12.03.1979

2 | Осмoнов Нурбек            | Специалист          | 13/3/80
Служба пробации
3 | Нурлан кызы Айжан         | майор, инспектор    | 4/5/81
  | Итого: 3                  |                     |
Исп. Иванов, тел. 123
"""


class Sheets(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country("KG")
        make_country("KZ")

    def read(self, table):
        return sheets.read(table, headers.layout(table), SETTING)


class TestAWholeSheet(Sheets):
    def test_people_keep_the_numbers_of_their_lines(self):
        table = self.read(lined(HORROR))

        assert [(line.line, line.name) for line in table.lines] == [
            (7, "Japarov, Askar"),
            (9, "Nurbek"),
            (11, "Nurlan kyzy, Aijan"),
        ]

    def test_what_is_no_person_is_said_with_its_line(self):
        table = self.read(lined(HORROR))

        assert [(each.line, each.why) for each in table.skipped] == [
            (5, "numbers of the columns"),
            (6, "a heading"),
            (10, "a heading"),
            (12, "a total"),
            (13, "a heading"),
        ]

    def test_whoever_signs_the_table_is_not_on_it(self):
        table = self.read(lined("№ | ФИО | Должность\n1 | Ким Елена | Судья\nНачальник | ______ Иванов И.И. |"))

        assert [(each.line, each.why) for each in table.skipped] == [(3, "a place for a signature")]

    def test_refused_cells_are_named(self):
        """IM-07."""
        table = self.read(lined(HORROR))

        assert [problem.cell for line in table.lines for problem in line.problems] == ["B9"]

    def test_the_column_settles_dates_that_can_be_read_in_two_ways(self):
        table = self.read(lined(HORROR))

        assert table.lines[2].fields["date_of_birth"] == "1981-05-04"

    def test_columns_known_and_not_taken_are_noted(self):
        table = self.read(lined("№ | ФИО | Паспорт\n1 | Ким Елена | AN1"))

        assert len(table.notes) == 2
        assert "Passport" in table.notes[1]

    def test_hidden_lines_are_read_and_said(self):
        """IM-04."""
        table = self.read(sheet(["ФИО"], ["Ким Елена"], ["Ли Анна"], ["Цой Вера"], ["Пак Инна"], hidden=[2, 3, 5]))

        assert [line.line for line in table.lines] == [2, 3, 4, 5]
        assert table.notes == ("Lines that the file hides are read as well: 2–3, 5.",)

    def test_a_head_without_people_gives_no_lines(self):
        table = self.read(lined("ФИО | Должность"))

        assert (table.lines, table.skipped) == ((), ())

    def test_a_name_alone_in_its_line_is_a_person(self):
        table = self.read(lined("ФИО | Должность | Пол\nКим Елена | | \nМинистерство юстиции | |"))

        assert ([line.line for line in table.lines], [each.line for each in table.skipped]) == ([2], [3])

    def test_a_line_with_nothing_in_the_taken_columns_is_said(self):
        table = self.read(lined("ФИО | Разное | Другое\nКим Елена | |\n | x | y"))

        assert [(each.line, each.text) for each in table.skipped] == [(3, "x · y")]

    def test_an_empty_list_of_names_without_head_is_read(self):
        table = self.read(lined("Ким Елена\nЖапаров Аскар\nНурлан уулу Бекжан"))

        assert [line.line for line in table.lines] == [1, 2, 3]

    def test_the_order_of_names_follows_the_column(self):
        table = self.read(lined("Full name\nAskar Japarov\nElena Kim"))

        assert [(line.name, line.notes) for line in table.lines] == [("Japarov, Askar", ()), ("Kim, Elena", ())]

    def test_days_counted_from_1904_are_right(self):
        """IM-08."""
        table = self.read(sheet(["ФИО", "Дата рождения"], ["Ким Елена", "27464"], is_1904=True))

        assert table.lines[0].fields["date_of_birth"] == "1979-03-12"


class TestFromTheFile(Sheets):
    def test_a_workbook_with_everything_is_understood(self):
        def build(book):
            page = book.add_worksheet("Делегация")
            page.merge_range("A1:E1", "Список делегации")
            page.merge_range("A3:A4", "Государство")
            page.merge_range("B3:B4", "Фамилия, имя")
            page.merge_range("C3:D3", "Контакты")
            page.write_row("C4", ["Телефон", "E-mail"])
            page.merge_range("A5:A6", "Казахстан")
            page.write_row("B5", ["ЦОЙ Анна", "+7 701 123 45 67", "tsoi@example.org"])
            page.write_row("B6", ["ЖАПАРОВ Аскар", 87011234567, ""])

        table = self.read(readers.read(made(build)).sheets[0])

        assert [(line.fields["country_id"], line.fields["phone"]) for line in table.lines] == [
            ("KZ", "+77011234567")
        ] * 2
        assert [line.fields["cyrillic_family_name"] for line in table.lines] == ["Цой", "Жапаров"]

    def test_windows_1251_with_semicolons(self):
        text = "Список;;\r\n№;ФИО;Должность\r\n1;Жапаров Аскар;Начальник\r\n;Всего;1\r\n"

        table = self.read(readers.read(text.encode("cp1251")).sheets[0])

        assert [(line.line, line.cyrillic_name) for line in table.lines] == [(3, "Жапаров Аскар")]
        assert [each.why for each in table.skipped] == ["a total"]


class TestGuesses(Sheets):
    def test_columns_are_told_by_what_they_hold(self):
        columns = {
            "email": ["a@example.org", "b@example.org"],
            "": ["1", "2"],
            "sex": ["м", "ж"],
            "date_of_birth": ["12.03.1979", "1 мая 1980"],
            "phone": ["+996 555 012 345", "0312 62-00-00"],
            "country": ["Казахстан", "Kyrgyzstan"],
            "full_name": ["Жапаров Аскар", "Ким Елена"],
            "position": ["Начальник отдела", "Head of Unit"],
            "organisation": ["Министерство юстиции", "Prison Service"],
        }

        assert guesses.fields_of(list(columns.values())) == list(columns)

    def test_what_fits_nothing_has_no_meaning(self):
        assert guesses.fields_of([["синий", "красный"], []]) == ["", ""]

    def test_a_meaning_is_given_once(self):
        assert guesses.fields_of([["Ким Елена"], ["Ли Анна"]]) == ["full_name", ""]

    def test_positions_are_no_names(self):
        assert [
            guesses.looks_like_name(text) for text in ("Главный Специалист", "Министерство юстиции", "Ким Елена")
        ] == [
            False,
            False,
            True,
        ]
