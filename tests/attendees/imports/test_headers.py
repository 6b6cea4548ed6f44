"""The head of a table is found and understood, wherever it stands and in whichever language."""

import pytest
from django.test import SimpleTestCase, TestCase

from attendees.imports import headers
from attendees.imports.targets import LEFT_OUT, TARGETS, offered
from attendees.imports.words import SPELLINGS, meaning_of, plain
from tests.attendees.imports.files import lined

MEANINGS = [
    ("ФИО", "full_name"), ("Ф.И.О.", "full_name"), ("Фамилия, имя, отчество", "full_name"),
    ("Ф. И. О. (полностью)", "full_name"), ("Аты-жөнү", "full_name"), ("Full name", "full_name"),
    ("Name and surname", "full_name"), ("ФИО участника", "full_name"), ("Катышуучунун аты-жөнү", ""),
    ("Ф.И.О., должность", "name_and_position"), ("Full name (Latin letters)", "full_name_latin"),
    ("ФИО на латинице", "full_name_latin"), ("Name as in passport", "full_name_latin"),
    ("Фамилия", "family_name"), ("Surname", "family_name"), ("Family name", "family_name"),
    ("Фамилиясы", "family_name"),
    ("Surname (as in the passport)", "family_name_latin"), ("Фамилия (англ.)", "family_name_latin"),
    ("Имя", "name"), ("Name", "name"), ("Аты", "name"), ("Given name(s)", "given_name"), ("First name", "given_name"),
    ("Отчество", "patronymic"), ("Patronymic", "patronymic"), ("Атасынын аты", "patronymic"),
    ("Должность", "position"), ("Занимаемая должность", "position"), ("Кызматы", "position"), ("Position", "position"),
    ("Job title", "position"), ("Designation", "position"), ("Место работы, должность", "position"),
    ("Звание", "rank"), ("Специальное звание", "rank"), ("Rank", "rank"), ("Чин", "rank"), ("Наамы", "rank"),
    ("Организация", "organisation"), ("Место работы", "organisation"), ("Мекеме", "organisation"),
    ("Organization / Ministry", "organisation"), ("Министерство, ведомство", "organisation"),
    ("Страна", "country"), ("State", "country"), ("Country", "country"), ("Мамлекет", "country"),
    ("Гражданство", "nationality"), ("Nationality", "nationality"), ("Жарандыгы", "nationality"),
    ("Дата рождения", "date_of_birth"), ("Дата рождения (дд.мм.гггг)", "date_of_birth"), ("DOB", "date_of_birth"),
    ("Туулган күнү", "date_of_birth"), ("Date of birth", "date_of_birth"), ("Дата и место рождения", "date_of_birth"),
    ("Пол", "sex"), ("Пол (м/ж)", "sex"), ("Gender", "sex"), ("Жынысы", "sex"),
    ("E-mail", "email"), ("Email address", "email"), ("Эл. почта", "email"), ("Адрес электронной почты", "email"),
    ("Электрондук дареги", ""), ("Электрондук дарек", "email"),
    ("Телефон", "phone"), ("Тел.", "phone"), ("Моб. тел.", "phone"), ("Phone number", "phone"), ("Телефону", "phone"),
    ("Контакты (телефон, e-mail)", "contacts"), ("Телефон, e-mail", "contacts"),
    ("Роль в делегации", "capacity"), ("Role in the delegation", "capacity"), ("Делегациядагы ролу", "capacity"),
    ("Язык", "language"), ("Preferred language", "language"), ("Тили", "language"), ("Категория", "category"),
    ("№", "number"), ("№ п/п", "number"), ("No.", "number"), ("#", ""), ("К/н", "number"),
    ("Паспорт", "passport"), ("Паспортные данные", "passport"), ("Passport No.", "passport"), ("ИНН", "passport"),
    ("Серия и номер паспорта", "passport"), ("ПИН", "passport"), ("Паспорттун номери", "passport"),
    ("Национальность", "ethnicity"), ("Место рождения", "place_of_birth"), ("Год рождения", "place_of_birth"),
    ("Примечание", ""), ("Статус", ""), ("Status", ""), ("Адрес", ""), ("Организаторы", ""), ("Postal address", ""),
    ("Roleplay", ""), ("x" * 500, ""),
]  # fmt: skip


class TestMeanings:
    @pytest.mark.parametrize(("head", "meaning"), MEANINGS)
    def test_a_head_means(self, head, meaning):
        assert meaning_of(head)[0] == meaning

    @pytest.mark.parametrize("head", ["ДОЛЖНОСТЬ", "должность:", "  Должность * ", "Дол­жность".replace("\xad", "")])
    def test_case_and_signs_are_not_looked_at(self, head):
        assert meaning_of(head) == ("position", 1.0)

    def test_what_is_written_out_is_sure_and_what_goes_on_is_likely(self):
        assert [meaning_of(head)[1] for head in ("Должность", "Должность в министерстве", "Цвет")] == [1.0, 0.8, 0.0]

    def test_every_meaning_is_a_target_or_is_known_to_be_left_out(self):
        assert set(SPELLINGS) - {"name"} <= set(TARGETS) | set(LEFT_OUT)

    def test_no_spelling_stands_twice(self):
        spellings = [each.strip().rstrip("*~") for words in SPELLINGS.values() for each in words.split("|")]

        assert sorted({each for each in spellings if spellings.count(each) > 1}) == []

    def test_spellings_are_written_as_heads_are_compared(self):
        wrong = [s for words in SPELLINGS.values() for each in words.split("|") if plain(s := each.strip(" *~\n")) != s]

        assert wrong == []


class TestTargets:
    def test_nobody_is_offered_a_status_a_number_or_a_conference(self):
        """IM-09."""
        codes = {target.code for target in offered(to_officers=True)}

        forbidden = {"status", "number", "reference", "conference", "delegation", "source", "remarks", "sponsored"}
        assert codes & forbidden == set()

    def test_a_focal_point_is_not_offered_the_category(self):
        assert {t.code for t in offered(to_officers=True)} - {t.code for t in offered(to_officers=False)} == {
            "category"
        }


def fields(text, head=None):
    """Letter of the column → meaning, of those that have one."""
    return {column.letters: column.field for column in headers.layout(lined(text), head).columns if column.field}


class TestLayout(TestCase):
    def test_titles_may_stand_above(self):
        """Header in line 4."""
        layout = headers.layout(
            lined("""
            УТВЕРЖДАЮ
            Список делегации Республики Казахстан

            № | ФИО | Должность
            1 | Ким Елена | Эксперт
            """)
        )

        assert (layout.head, layout.depth, layout.first) == (3, 1, 4)

    def test_a_line_of_people_is_no_head(self):
        assert headers.find_head(lined("Ким Елена | Эксперт | kim@example.org").rows) == -1

    def test_two_lines_of_head_are_one(self):
        text = """
            № | ФИО | Контакты |
              |     | Телефон  | E-mail
            1 | Ким Елена | +996555012345 | kim@example.org
            """
        layout = headers.layout(lined(text))

        assert (layout.depth, layout.first) == (2, 2)
        assert fields(text) == {"B": "full_name", "C": "phone", "D": "email"}
        assert [column.head for column in layout.columns] == ["№", "ФИО", "Контакты / Телефон", "Контакты / E-mail"]

    def test_a_merged_head_filled_downwards_is_said_once(self):
        assert headers.layout(lined("ФИО | Контакты\nФИО | Телефон\nКим | 1")).columns[0].head == "ФИО"

    def test_the_head_may_say_which_part_of_a_name_comes_first(self):
        said = {"ФИО": "family", "Surname, name": "family", "Имя и фамилия": "given", "First and last name": "given"}

        for head, order in {**said, "Full name": "", "Аты-жөнү": ""}.items():
            assert headers.layout(lined(f"{head} | Должность\nКим Елена | Эксперт")).name_order == order

    def test_two_heads_in_two_languages_are_both_read(self):
        assert fields("Ф.И.О. | Должность\nFull name | Position\nКим Елена | Эксперт") == {
            "A": "full_name",
            "B": "position",
        }

    def test_name_alone_is_the_whole_name_or_beside_a_family_name_the_given_one(self):
        assert fields("Name | Position\nKim Elena | Expert") == {"A": "full_name", "B": "position"}
        assert fields("Фамилия | Имя\nКим | Елена") == {"A": "family_name", "B": "given_name"}

    def test_of_two_names_in_two_alphabets_one_is_the_latin_one(self):
        russian_first = fields("ФИО | Full name\nКим Елена | KIM Elena")
        latin_first = fields("Name | ФИО\nKIM Elena | Ким Елена")

        assert (russian_first, latin_first) == (
            {"A": "full_name", "B": "full_name_latin"},
            {"A": "full_name_latin", "B": "full_name"},
        )

    def test_a_second_column_of_the_same_meaning_is_left_to_the_person(self):
        assert fields("ФИО | Телефон | Тел.\nКим Елена | 1 | 2") == {"A": "full_name", "B": "phone"}

    def test_titles_are_courtesy_or_positions_by_what_stands_below(self):
        assert fields("Name | Title\nKim Elena | Ms.\nLee Ann | Mrs.")["B"] == "title"
        assert fields("Name | Title\nKim Elena | Head of Unit\nLee Ann | Expert")["B"] == "position"

    def test_columns_we_know_and_do_not_take_say_why(self):
        layout = headers.layout(lined("ФИО | Паспорт | Должность | Кличка\nКим Елена | AN123 | Эксперт | x"))

        assert [bool(column.why_not) for column in layout.columns] == [False, True, False, False]
        assert "not taken over" in layout.columns[1].why_not

    def test_the_line_of_the_head_can_be_said(self):
        text = "ФИО | Должность\nФамилия | Имя\nКим | Елена"

        assert fields(text, head=1) == {"A": "family_name", "B": "given_name"}

    def test_that_there_is_no_head_can_be_said(self):
        layout = headers.layout(lined("ФИО | Должность\nКим Елена | Эксперт"), head=-1)

        assert (layout.head, layout.depth, layout.first, layout.signature) == (-1, 0, 0, "")

    def test_a_head_below_the_table_is_none(self):
        assert headers.layout(lined("ФИО | Должность"), head=7).head == -1


class TestChosen(SimpleTestCase):
    layout = headers.layout(lined("ФИО | Должность | Разное\nКим Елена | Эксперт | x"))

    def test_a_person_corrects_the_columns(self):
        chosen = self.layout.with_columns({"1": "", "2": "organisation"})

        assert [column.field for column in chosen.columns] == ["full_name", "", "organisation"]
        assert chosen.mapped() == {"0": "full_name", "1": "", "2": "organisation"}

    def test_a_meaning_that_is_none_is_not_taken(self):
        """IM-09: a forged mapping."""
        chosen = self.layout.with_columns({"1": "status", "2": "conference_id", "9": "email"})

        assert [column.field for column in chosen.columns] == ["full_name", "position", ""]

    def test_the_same_head_has_the_same_signature(self):
        other = headers.layout(
            lined("СПИСОК\n\nФ И О".replace("Ф И О", "ФИО") + " | должность: | РАЗНОЕ\nЛи Анна | a | b")
        )

        assert other.signature == self.layout.signature
        assert len(other.signature) == 64

    def test_another_head_has_another(self):
        assert headers.layout(lined("ФИО | Разное\nx | y")).signature != self.layout.signature


class TestWithoutHead(TestCase):
    def test_a_pasted_list_of_names_is_understood(self):
        assert fields("Ким Елена\nЖапаров Аскар Бакытович\nНурлан уулу Бекжан") == {"A": "full_name"}

    def test_parts_of_names_are_told_by_their_endings(self):
        found = fields("Жапаров | Аскар | Бакытович\nАсанова | Айгуль | Омуровна")

        assert found == {"A": "family_name", "B": "given_name", "C": "patronymic"}

    def test_what_is_guessed_is_not_sure(self):
        layout = headers.layout(lined("Ким Елена | kim@example.org"))

        assert {column.confidence for column in layout.columns} == {0.5}


class TestPositionsInTwoLanguages(SimpleTestCase):
    def fields(self, head, *lines):
        return [each.field for each in headers.layout(lined("\n".join([head, *lines]))).columns]

    def test_the_second_is_the_first_in_its_language(self):
        cyrillic_first = self.fields("ФИО | Должность | Position", "Ким Елена | Начальник отдела | Head of Unit")
        latin_first = self.fields("Full name | Position | Должность", "Kim Elena | Head of Unit | Начальник отдела")

        assert cyrillic_first == ["full_name", "position", "position_en"]
        assert latin_first == ["full_name", "position", "position_ru"]

    def test_three_languages_are_three_columns(self):
        found = self.fields(
            "ФИО | Кызматы | Должность | Position", "Ким Елена | Бөлүм башчысы | Начальник отдела | Head of Unit"
        )

        assert found == ["full_name", "position", "position_ru", "position_en"]

    def test_kyrgyz_is_known_by_the_head_where_the_letters_do_not_tell(self):
        found = self.fields("ФИО | Должность | Кызматы", "Ким Елена | Инспектор | Инспектор")

        assert found == ["full_name", "position", "position_ky"]

    def test_kyrgyz_is_known_by_its_letters_under_another_head(self):
        found = self.fields("ФИО | Должность | Должность (2)", "Ким Елена | Начальник | Бөлүм башчысы")

        assert found == ["full_name", "position", "position_ky"]

    def test_two_of_one_language_are_no_translation(self):
        found = self.fields("ФИО | Должность | Занимаемая должность", "Ким Елена | Инспектор | Старший инспектор")

        assert found == ["full_name", "position", ""]

    def test_nothing_has_to_be_asked(self):
        table = lined("ФИО | Должность | Position\nКим Елена | Начальник | Head")

        assert headers.layout(table).is_clear

    def test_an_empty_column_is_known_by_its_head(self):
        assert self.fields("ФИО | Должность | Position", "Ким Елена | Начальник | ")[2] == "position_en"
