"""No cell is ever a formula, and no name breaks a file (EX-03, EX-04)."""

import csv
import io
import sys
import time
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from django.test import SimpleTestCase
from django.utils.functional import lazystr
from hypothesis import given
from hypothesis import strategies as st

from core import spreadsheets
from core.spreadsheets import safe_cell, sheet_name, write_csv, write_xlsx

FORMULAS = [
    "=1+1",
    "+996 700",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\ttab",
    "  =1",
    "\u00a0=1",
    '"=1',
    "'=1",
    "\x00=1",
    "\ufeff=1",
    "\u200b=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠A1",
    "﹦1",
]
HARMLESS = [
    "",
    "-",
    "Askar",
    " Askar",
    "O'Brien",
    "'t Hooft",
    "1+1",
    "a=b",
    "Жапаров",
    "王",
    "a\nb",
    '"quoted"',
]


def read_csv(header, rows):
    text = b"".join(write_csv(header, rows)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def read_xlsx(header, rows, **options):
    file = io.BytesIO()
    write_xlsx(header, rows, file, **{"title": "Delegates", **options})
    return openpyxl.load_workbook(file)


class TestSafeCell(SimpleTestCase):
    def test_what_could_start_a_formula_gets_an_apostrophe(self):
        unsafe = [text for text in FORMULAS if not str(safe_cell(text)).startswith("'")]

        assert unsafe == []
        assert safe_cell("=1+1") == "'=1+1"

    def test_harmless_text_is_left_alone(self):
        assert [safe_cell(text) for text in HARMLESS] == HARMLESS

    def test_numbers_and_days_stay_what_they_are(self):
        values = [-5, 1.5, Decimal("-2.50"), True, None, date(2024, 12, 10)]

        assert [safe_cell(value) for value in values] == values

    def test_words_that_are_translated_late_are_checked_too(self):
        assert safe_cell(lazystr("=1")) == "'=1"

    def test_control_characters_go(self):
        assert safe_cell("As\x0bkar\x00\ufffe\x85") == "Askar\x85"

    @given(st.text())
    def test_no_text_whatever_starts_a_formula(self, text):
        cell = str(safe_cell(text))

        assert cell == "-" or not cell.strip(' "\u00a0\u200b\ufeff').startswith(tuple("=+-@\t\r\n＝＋－＠"))


class TestWriteCsv(SimpleTestCase):
    def test_it_opens_in_a_spreadsheet(self):
        data = b"".join(write_csv(["Name", "Ө"], [["Askar, Japarov", 'say "hi"']]))

        assert data == '\ufeffName,Ө\r\n"Askar, Japarov","say ""hi"""\r\n'.encode()

    def test_every_value_comes_back(self):
        rows = [["Жапаров", 1, True, None, date(2024, 12, 10), "two\nlines"], ["=1", 1.0, 1, "", -3, "x"]]

        assert read_csv(list("abcdef"), rows)[1:] == [
            ["Жапаров", "1", "True", "", "2024-12-10", "two\nlines"],
            ["'=1", "1.0", "1", "", "-3", "x"],
        ]

    def test_the_header_is_defused_as_well(self):
        assert read_csv(["=cmd"], []) == [["'=cmd"]]

    def test_rows_are_read_as_they_are_sent(self):
        taken = []
        rows = ([taken.append(number) or number] for number in range(5000))

        chunks = write_csv(["n"], rows)
        first = next(chunks)
        taken_first = len(taken)

        assert 0 < taken_first < 1000
        assert first.count(b"\r\n") + sum(chunk.count(b"\r\n") for chunk in chunks) == 5001

    @pytest.mark.skipif(sys.gettrace() is not None, reason="measured while every line is traced")
    def test_the_check_costs_little_more_than_writing(self):
        rows = [["Жапаров", f"Askar{n}", "", n, "+996700123456"] * 5 for n in range(4000)]

        def seconds(write):
            started = time.process_time()
            write()
            return time.process_time() - started

        raw = min(seconds(lambda: csv.writer(io.StringIO()).writerows(rows)) for _ in range(3))
        ours = min(seconds(lambda: list(write_csv(["h"], rows))) for _ in range(3))

        assert ours < 4 * raw


class TestWriteXlsx(SimpleTestCase):
    def test_text_stays_text_whatever_it_looks_like(self):
        texts = [*FORMULAS[:4], "https://example.org", "007", "1e5", "{=1}", "mailto:a@b.org"]

        sheet = read_xlsx(["value"], [[text] for text in texts]).active

        cells = [row[0] for row in sheet.iter_rows(min_row=2)]
        assert [cell.value for cell in cells] == texts
        assert {cell.data_type for cell in cells} == {"s"}
        assert not any(cell.hyperlink for cell in cells)

    def test_one_bad_character_costs_only_itself(self):
        """EX-03"""
        rows = [["Askar"]] * 499 + [["As\x0bkar \ufffe<b>&amp;"]]

        sheet = read_xlsx(["name"], rows).active

        assert sheet.max_row == 501
        assert sheet.cell(501, 1).value == "Askar <b>&amp;"

    def test_numbers_days_and_instants_keep_their_kind(self):
        instant = datetime(2024, 12, 10, 9, 5, tzinfo=UTC)
        row = [3, 2.5, Decimal("1.25"), True, None, date(2024, 12, 10), instant, float("nan")]

        sheet = read_xlsx(list("abcdefgh"), [row]).active

        values = [cell.value for cell in sheet[2]]
        assert values[:5] == [3, 2.5, 1.25, True, None]
        assert values[5:7] == [datetime(2024, 12, 10), datetime(2024, 12, 10, 9, 5)]  # noqa: DTZ001
        assert sheet["F2"].number_format == "yyyy-mm-dd"

    def test_the_header_stays_in_sight_and_filters(self):
        sheet = read_xlsx(["Family name", "Given name"], [["Japarov", "Askar"]]).active

        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == "A1:B2"

    def test_the_second_sheet_says_what_the_list_is(self):
        """EX-04"""
        book = read_xlsx(["n"], [[1]], title="Info", about={"Filter": "=approved", "By": "Anna"})

        assert book.sheetnames == ["Info", "Info 2"]
        assert list(book.worksheets[1].values) == [("Filter", "=approved"), ("By", "Anna")]

    def test_a_text_longer_than_a_cell_is_cut_where_one_sees_it(self):
        sheet = read_xlsx(["n"], [["x" * 40_000]]).active

        assert len(sheet["A2"].value) == 32_767
        assert sheet["A2"].value.endswith("x…")

    def test_an_empty_list_is_a_file_too(self):
        assert list(read_xlsx(["a", "b"], []).active.values) == [("a", "b")]

    def test_the_number_of_rows_is_told(self):
        assert write_xlsx(["n"], ([n] for n in range(7)), io.BytesIO(), title="x") == 7

    def test_more_rows_than_a_sheet_holds_are_refused(self):
        original, spreadsheets.MOST_ROWS = spreadsheets.MOST_ROWS, 3
        self.addCleanup(setattr, spreadsheets, "MOST_ROWS", original)

        with pytest.raises(ValueError, match="2 rows"):
            write_xlsx(["n"], [[1], [2], [3]], io.BytesIO(), title="x")


class TestSheetName(SimpleTestCase):
    def test_excel_takes_every_title(self):
        titles = ["Delegates: [all] */?\\", "'quoted'", "Ж" * 50, "", "History", "\x0b"]

        assert [sheet_name(title) for title in titles] == [
            "Delegates all",
            "quoted",
            "Ж" * 31,
            "Sheet",
            "Sheet",
            "Sheet",
        ]
