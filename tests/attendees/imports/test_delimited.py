"""CSV in every alphabet and with every separator, and tables that were pasted (IM-08)."""

import pytest

from attendees.imports import delimited, readers
from attendees.imports.tables import MOST_ROWS, TableRefused

RUSSIAN = "Фамилия;Имя;Должность\r\nЖапаров;Аскар;Начальник отдела\r\nУсонова;Айгуль;Специалист\r\n"
FRENCH = "Nom;Prénom;Fonction\r\nLefèvre;Zoé;Élève\r\nMüller;François;Député\r\n"
ROWS = [["Фамилия", "Имя", "Должность"], ["Жапаров", "Аскар", "Начальник отдела"], ["Усонова", "Айгуль", "Специалист"]]


def rows_of(data):
    return readers.read(data).sheets[0].rows


class TestLetters:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
    def test_russian_is_read_in_the_code_pages_of_office_programs(self, encoding):
        assert rows_of(RUSSIAN.encode(encoding)) == ROWS

    @pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
    def test_western_letters_are_not_taken_for_russian(self, encoding):
        assert rows_of(FRENCH.encode(encoding))[1:] == [["Lefèvre", "Zoé", "Élève"], ["Müller", "François", "Député"]]

    @pytest.mark.parametrize(
        "text",
        ["Müller;Zürich\nSmith;London", "Șerban;Iași".replace("Ș", "S").replace("ș", "s"), "José;García\nAna;López"],
    )
    def test_one_accent_is_enough_to_tell(self, text):
        assert delimited.decoded(text.encode("cp1252")) == text

    @pytest.mark.parametrize("text", ["ФИО;№\nКИМ;1", "Ли;1", "Smith;Лондон\nJones;Bishkek", "№ 5;Ан\nI;II"])
    def test_little_russian_is_enough_to_tell(self, text):
        assert delimited.decoded(text.encode("cp1251")) == text

    def test_kyrgyz_letters_survive_in_utf_8(self):
        assert rows_of("Үсөнова;Айгүл\nӨмүров;Ңур".encode()) == [["Үсөнова", "Айгүл"], ["Өмүров", "Ңур"]]

    def test_half_a_letter_behind_a_mark_is_refused(self):
        with pytest.raises(TableRefused, match="CSV UTF-8"):
            readers.read(b"\xef\xbb\xbfname\xff")

    def test_bytes_of_no_text_are_refused(self):
        with pytest.raises(TableRefused) as refused:
            readers.read(b"a;b\x00;c\n")

        assert refused.value.code == "not_excel"


class TestSeparator:
    @pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
    def test_each_is_found(self, mark):
        text = RUSSIAN.replace(";", mark)

        assert delimited.separator(text) == mark

    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("Name;Post\nJaparov, Askar;Head, Unit 1\nKim, Elena;Expert", ";"),
            ("Name,Post\nJaparov;Askar,Head\nKim,Expert", ","),
            ('"Japarov, Askar";"a;b"\n"Kim, Elena";"c;d"', ";"),
            ("LIST, of 5 October;;\n;;\nName;Post;Phone\nKim, E.;Head, Unit;1,5", ";"),
            ("a\tb;c\td,e\nf\tg\th", "\t"),
            ("one name only\nanother", ";"),
        ],
    )
    def test_marks_inside_the_cells_do_not_mislead(self, text, mark):
        assert delimited.separator(text) == mark

    def test_the_line_of_excel_that_names_it_is_believed_and_left_out(self):
        assert rows_of(b"sep=|\r\na;b|c;d\r\n") == [["a;b", "c;d"]]


class TestCells:
    def test_a_line_break_in_quotes_stays_in_its_cell_and_the_lines_count_as_in_excel(self):
        rows = rows_of(b'name;post\n"Kim Elena";"Head,\r\nUnit 1"\n\nJaparov;Expert\n')

        assert rows == [["name", "post"], ["Kim Elena", "Head,\r\nUnit 1"], [], ["Japarov", "Expert"]]

    def test_doubled_quotes_are_one(self):
        assert rows_of('a;"ОсОО ""Ромашка"""\nb;c'.encode()) == [["a", 'ОсОО "Ромашка"'], ["b", "c"]]

    def test_a_quote_inside_a_cell_is_a_letter(self):
        assert rows_of('a;ОсОО "Ромашка"\nb;c'.encode())[0] == ["a", 'ОсОО "Ромашка"']

    def test_a_quote_never_closed_is_named_with_its_line(self):
        text = 'a;b\nc;d\ne;"f\n' + "g;h\n" * 100

        with pytest.raises(TableRefused, match="In line 3") as refused:
            readers.read(text.encode())
        assert refused.value.code == "open_quote"

    def test_spaces_that_do_not_break_and_empty_cells_at_the_end_go(self):
        assert rows_of("\xa0Kim\xa0;Elena;;;\n".encode()) == [["Kim", "Elena"]]

    def test_formulas_stay_text(self):
        assert rows_of(b"name;x\nKim;=1+1\n")[1] == ["Kim", "=1+1"]

    def test_empty_lines_at_the_end_are_no_lines(self):
        assert len(rows_of(RUSSIAN.encode() + b";;\r\n" * 300)) == 3

    def test_more_lines_than_the_limit_are_said(self):
        assert readers.read(b"a;b\n" * (MOST_ROWS + 1)).sheets[0].is_cut


class TestPasted:
    def test_tabs_part_the_cells(self):
        assert readers.read_text("ФИО\tДолжность\r\nКим Елена\tЭксперт, ИИЦ\r\n").sheets[0].rows == [
            ["ФИО", "Должность"],
            ["Ким Елена", "Эксперт, ИИЦ"],
        ]

    def test_commas_are_part_of_the_text(self):
        assert readers.read_text("Japarov, Askar\nKim, Elena").sheets[0].rows == [["Japarov, Askar"], ["Kim, Elena"]]

    def test_semicolons_part_a_text_without_tabs(self):
        assert readers.read_text("Ким;Елена\nЛи;Анна").sheets[0].rows == [["Ким", "Елена"], ["Ли", "Анна"]]

    def test_a_cell_of_two_lines_comes_in_quotes(self):
        assert readers.read_text('Ким\t"Эксперт\nИИЦ"\tx').sheets[0].rows == [["Ким", "Эксперт\nИИЦ", "x"]]

    @pytest.mark.parametrize("text", ["", "  \n \t\n"])
    def test_nothing_is_nothing(self, text):
        with pytest.raises(TableRefused) as refused:
            readers.read_text(text)

        assert refused.value.code == "empty"


WORD = ["№", "ФИО", "Должность", "1", "Ким Елена", "Эксперт", "2", "Жапаров Аскар", "Начальник отдела"]
TABLE = [WORD[:3], WORD[3:6], WORD[6:]]


class TestLinesOfWord:
    """A table of Word of which each cell came in a line of its own."""

    def test_the_head_says_how_many_columns_there_are(self):
        assert readers.read_text("\n".join(WORD)).sheets[0].rows == TABLE

    def test_titles_above_stay_above(self):
        assert readers.read_text("\n".join(["СПИСОК", "", *WORD])).sheets[0].rows == [["СПИСОК"], *TABLE]

    def test_running_numbers_part_the_lines_where_cells_are_missing(self):
        short = [*WORD[:5], *WORD[6:]]

        assert readers.read_text("\n".join(short)).sheets[0].rows == [WORD[:3], WORD[3:5], WORD[6:]]

    def test_empty_lines_between_the_cells_are_left_out(self):
        head, *people = ["ФИО", "Должность", "E-mail"], "Ким Елена", "Эксперт", "kim@example.org"

        rows = readers.read_text("\n\n".join([*head, *people])).sheets[0].rows

        assert rows == [head, people]

    def test_cells_that_do_not_fill_the_lines_stay_as_they_are(self):
        cells = ["ФИО", "Должность", "E-mail", "Ким Елена", "Эксперт"]

        assert readers.read_text("\n".join(cells)).sheets[0].rows == [[cell] for cell in cells]

    def test_a_list_of_names_is_no_such_table(self):
        assert readers.read_text("ФИО\nКим Елена\nЛи Анна").sheets[0].rows == [["ФИО"], ["Ким Елена"], ["Ли Анна"]]
