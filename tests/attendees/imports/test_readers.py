"""Whatever is sent is read, or refused in words that say what to do (IM-03, IM-04, IM-08)."""

import io
import zipfile
from datetime import UTC, date, datetime
from subprocess import CompletedProcess, TimeoutExpired
from unittest.mock import patch

import pytest
from django.test import SimpleTestCase

from attendees.imports import readers
from attendees.imports.tables import FORMULA, MOST_BYTES, MOST_EMPTY, MOST_LETTERS, MOST_ROWS, TableRefused
from tests.attendees.imports.files import HEAD, PEOPLE, changed, made, part, repacked, workbook, write

TEXTS = [[str(value) for value in row] for row in (HEAD, *PEOPLE)]


def rows_of(data):
    return readers.read(data).sheets[0].rows


def refusal(data):
    with pytest.raises(TableRefused) as refused:
        readers.read(data)
    return refused.value


class TestWorkbook(SimpleTestCase):
    def test_cells_become_text_and_whole_numbers_have_no_point(self):
        assert rows_of(workbook([HEAD, *PEOPLE])) == TEXTS

    def test_days_are_written_as_iso(self):
        def build(book):
            day = book.add_format({"num_format": "dd.mm.yyyy"})
            sheet = book.add_worksheet()
            sheet.write_datetime(0, 0, datetime(1979, 3, 12, tzinfo=UTC), day)
            sheet.write_datetime(
                1, 0, datetime(1979, 3, 12, 9, 30, tzinfo=UTC), book.add_format({"num_format": "dd.mm.yy hh:mm"})
            )

        assert rows_of(made(build)) == [["1979-03-12"], ["1979-03-12 09:30:00"]]

    def test_a_workbook_that_counts_from_1904_says_so(self):
        """IM-08."""
        book = readers.read(workbook([["Дата рождения"], [27464]], date_1904=True))

        assert (book.sheets[0].is_1904, book.sheets[0].rows[1]) == (True, ["27464"])

    def test_days_of_a_workbook_that_counts_from_1904_are_right(self):
        def build(book):
            book.add_worksheet().write_datetime(0, 0, date(1979, 3, 12), book.add_format({"num_format": "dd/mm/yyyy"}))

        assert rows_of(made(build, date_1904=True)) == [["1979-03-12"]]

    def test_digits_written_as_text_keep_their_zeros(self):
        assert rows_of(made(lambda book: book.add_worksheet().write_string(0, 0, "007"))) == [["007"]]

    def test_long_numbers_are_not_shortened(self):
        assert rows_of(workbook([[996555012345]])) == [["996555012345"]]

    def test_a_formula_gives_the_result_kept_in_the_file(self):
        data = made(lambda book: book.add_worksheet().write_formula(0, 0, '="a"&"b"', None, "ab"))

        assert rows_of(data) == [["ab"]]

    def test_a_formula_without_a_result_is_marked_and_never_worked_out(self):
        """IM-08."""
        data = made(lambda book: write(book.add_worksheet(), [["a", "b"]]).write_formula(1, 1, "=1+1", None, ""))
        bare = repacked(data, lambda _name, content: content.replace(b"<v></v>", b"").replace(b' t="str"', b""))

        assert rows_of(bare) == [["a", "b"], ["", FORMULA]]

    def test_errors_are_seen_as_such(self):
        data = made(lambda book: book.add_worksheet().write_formula(0, 0, "=1/0", None, "#DIV/0!"))

        assert rows_of(data) == [["#DIV/0!"]]

    def test_a_value_merged_downwards_stands_in_each_of_its_lines(self):
        """IM-04."""

        def build(book):
            sheet = write(book.add_worksheet(), [["", "Абенов"], ["", "Ким"], ["", "Цой"]])
            sheet.merge_range(0, 0, 2, 0, "Казахстан")

        assert rows_of(made(build)) == [["Казахстан", "Абенов"], ["Казахстан", "Ким"], ["Казахстан", "Цой"]]

    def test_a_title_merged_across_stands_once(self):
        data = made(lambda book: book.add_worksheet().merge_range(0, 0, 0, 3, "СПИСОК"))

        assert rows_of(data) == [["СПИСОК"]]

    def test_hidden_lines_are_named(self):
        data = made(
            lambda book: write(book.add_worksheet(), [["a"], ["b"], ["c"]]).set_row(1, None, None, {"hidden": 1})
        )

        assert readers.read(data).sheets[0].hidden == [2]

    def test_hidden_sheets_are_left_out_and_named(self):
        def build(book):
            write(book.add_worksheet("Список"), [["a"]])
            write(book.add_worksheet("Черновик"), [["b"]]).hide()

        book = readers.read(made(build))

        assert ([sheet.name for sheet in book.sheets], book.hidden) == (["Список"], ["Черновик"])

    def test_two_sheets_are_both_read_and_empty_ones_are_not(self):
        book = readers.read(workbook([["a"]], [], [["b"]]))

        assert [sheet.rows for sheet in book.sheets] == [[["a"]], [["b"]]]

    def test_a_sheet_says_a_wrong_size_and_is_read_all_the_same(self):
        data = workbook([["a", "b"], ["c", "d"]])
        lying = repacked(data, lambda _name, content: content.replace(b'ref="A1:B2"', b'ref="A1"'))

        assert rows_of(lying) == [["a", "b"], ["c", "d"]]

    def test_a_million_formatted_empty_lines_end_the_sheet(self):
        def build(book):
            write(book.add_worksheet(), [["a"]]).write_blank(1_000_000, 0, None, book.add_format({"bold": True}))

        assert rows_of(made(build)) == [["a"]]

    def test_a_few_empty_lines_do_not(self):
        rows = [["a"], *[[]] * (MOST_EMPTY - 1), ["b"]]

        assert rows_of(workbook(rows)) == rows


class TestLimits(SimpleTestCase):
    def test_more_lines_than_the_limit_are_said(self):
        """IM-04."""
        sheet = readers.read(workbook([[f"Name {n}"] for n in range(MOST_ROWS + 1)])).sheets[0]

        assert (len(sheet.rows), sheet.is_cut) == (MOST_ROWS, True)
        with pytest.raises(TableRefused, match="at most 5000 lines, 100 columns"):
            readers.check_size(sheet)

    def test_exactly_the_limit_is_taken(self):
        sheet = readers.read(workbook([[n] for n in range(MOST_ROWS)])).sheets[0]

        readers.check_size(sheet)
        assert len(sheet.rows) == MOST_ROWS

    def test_a_hundred_thousand_lines_are_refused_with_the_limit(self):
        """IM-04."""
        data = workbook([[f"Person number {n}"] for n in range(100_000)], constant_memory=False)

        assert "at most 5000 lines" in str(refusal(data))

    def test_five_thousand_columns_are_refused_with_the_limit(self):
        sheet = readers.read(workbook([[f"c{n}" for n in range(5000)]])).sheets[0]

        assert sheet.is_cut

    def test_a_long_cell_is_cut(self):
        assert len(rows_of(workbook([["x" * 30_000]]))[0][0]) == 2000

    def test_a_file_that_is_too_large_is_not_opened(self):
        assert refusal(b"PK\x03\x04" + bytes(MOST_BYTES)).code == "too_large"

    def test_a_text_that_is_too_long_is_not_read(self):
        with pytest.raises(TableRefused, match="as a file"):
            readers.read_text("x" * (MOST_LETTERS + 1))


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
WORKBOOK = workbook([HEAD, *PEOPLE])


class TestTheProcess:
    """What becomes of a process that dies is words, not an error."""

    @pytest.mark.parametrize(
        ("end", "code"),
        [
            ({"return_value": CompletedProcess([], -24, b"", b"")}, "too_slow"),
            ({"return_value": CompletedProcess([], -9, b"", b"")}, "too_slow"),
            ({"return_value": CompletedProcess([], 1, b"", b"Traceback\nMemoryError\n")}, "too_slow"),
            ({"return_value": CompletedProcess([], 1, b"", b"Traceback\nKeyError: 'x'\n")}, "damaged"),
            ({"side_effect": TimeoutExpired([], 20)}, "too_slow"),
        ],
    )
    def test_every_end_has_its_words(self, end, code):
        with patch("attendees.imports.readers.subprocess.run", **end):
            assert refusal(WORKBOOK).code == code


class TestOtherFiles:
    @pytest.mark.parametrize(
        ("data", "code"),
        [
            (b"", "empty"),
            (b"  \r\n ", "empty"),
            (workbook([]), "empty"),
            (OLE, "xls"),
            (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
            (changed(WORKBOOK, xl__vbaProject_bin=b"macros"), "macros"),
            (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods"),
            (zipped(word__document_xml=b"<w/>"), "word"),
            (zipped(xl__workbook_bin=b"x"), "not_excel"),
            (zipped(readme=b"x"), "not_excel"),
            (b"%PDF-1.7 \x00", "not_excel"),
            (b"{\\rtf1 }", "not_excel"),
            (b"\x89PNG\r\n\x1a\n\x00\x00", "not_excel"),
            (b"<html><table><tr><td>a</td></tr></table></html>", "markup"),
            (b"\xef\xbb\xbf<!DOCTYPE html><p>", "markup"),
            (b'<?xml version="1.0"?><Workbook/>', "markup"),
            (b"\n <table><tr><td>", "markup"),
            (WORKBOOK[:200], "damaged"),
            (WORKBOOK[: len(WORKBOOK) // 2], "damaged"),
            (WORKBOOK[:-30], "damaged"),
        ],
    )
    def test_each_is_refused_by_what_it_is(self, data, code):
        """IM-03: the name of the file is not asked."""
        assert refusal(data).code == code

    @pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
    def test_a_part_that_breaks_off_is_damaged(self, name):
        broken = repacked(WORKBOOK, lambda each, content: content[:120] if each == name else content)

        assert refusal(broken).code == "damaged"

    def test_a_changed_byte_is_noticed(self):
        place = WORKBOOK.index(b"PK\x03\x04", 1) - 20

        assert refusal(WORKBOOK[:place] + b"\0\xff\0\xff" + WORKBOOK[place + 4 :]).code == "damaged"

    @pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "xl/../../x.xml", "C:/x.xml", "..\\x"])
    def test_names_that_lead_out_are_refused(self, name):
        assert refusal(repacked(WORKBOOK, lambda _name, content: content, {name: b"<x/>"})).code == "damaged"

    def test_links_are_refused(self):
        file = io.BytesIO(WORKBOOK)
        link = zipfile.ZipInfo("xl/link.xml")
        link.external_attr = 0o120777 << 16
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(link, "/etc/passwd")

        assert refusal(file.getvalue()).code == "damaged"

    def test_a_locked_archive_is_refused(self):
        locked = bytearray(WORKBOOK)
        for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = locked.find(mark)
            while start >= 0:
                locked[start + offset] |= 1
                start = locked.find(mark, start + 1)

        assert refusal(bytes(locked)).code == "password"

    def test_every_refusal_says_what_to_do(self):
        words = [str(refusal(data)) for data in (OLE, WORKBOOK[:200], zipped(word__document_xml=b""))]

        assert words == [
            "This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx) and send it again.",
            "This file is damaged. Open it in Excel, save it again and send the new one.",
            "This is a Word file. Select the table in Word, copy it and paste it into the box.",
        ]

    def test_an_unknown_part_is_no_harm(self):
        assert rows_of(changed(WORKBOOK, docProps__extra_xml=b"<x/>")) == TEXTS
        assert part(WORKBOOK, "xl/workbook.xml").startswith(b"<?xml")
