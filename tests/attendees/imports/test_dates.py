"""Days as people and spreadsheets write them; two readings are never settled in silence (IM-08, IN-13)."""

from datetime import date

import pytest

from attendees.imports import dates
from attendees.imports.dates import DAY_FIRST, MONTH_FIRST, Reading

TODAY = date(2026, 11, 25)
MARCH = date(1979, 3, 12)


def read(text, **more):
    return dates.read(text, today=TODAY, **more)


class TestOneReading:
    @pytest.mark.parametrize(
        "text",
        [
            "12.03.1979", "12.3.1979", "12. 03. 1979", "12 03 1979", "12,03,1979", "1979-03-12", "1979.03.12",
            "1979/03/12",
            "1979-03-12 00:00:00", "1979-03-12T00:00:00", "12.03.1979 г.", "12.03.1979г", "12.03.1979 г.р.",
            "12.03.1979 г. рождения", "12.03.1979, г. Бишкек", "12.03.1979 г.р., с. Беловодское",
            "12 марта 1979", "12 марта 1979 г.", "12 марта 1979 года", "«12» марта 1979 г.", "12-март, 1979",
            "1979-ж., 12-март", "1979-жылдын 12-марты", "March 12, 1979", "12 March 1979", "12 Mar 1979", "12-Mar-1979",
            "12th of March 1979", "12.III.1979", "12 наурыз 1979", "28926", "28926.0",
        ],
    )  # fmt: skip
    def test_it_is_the_twelfth_of_march(self, text):
        assert read(text).day == MARCH

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("1 января 1980", date(1980, 1, 1)),
            ("23 февраля 1981", date(1981, 2, 23)),
            ("5 апреля 1982", date(1982, 4, 5)),
            ("9 мая 1983", date(1983, 5, 9)),
            ("июня 7 1984", date(1984, 6, 7)),
            ("8 июля 1985", date(1985, 7, 8)),
            ("31 августа 1986", date(1986, 8, 31)),
            ("1 сентября 1987", date(1987, 9, 1)),
            ("Oct. 24, 1988", date(1988, 10, 24)),
            ("7 ноября 1989", date(1989, 11, 7)),
            ("31-декабрь 1990", date(1990, 12, 31)),
            ("29.02.1980", date(1980, 2, 29)),
        ],
    )
    def test_every_month_is_known(self, text, day):
        assert read(text).day == day

    @pytest.mark.parametrize("text", ["13/3/79", "3/13/79", "13-03-1979"])
    def test_a_number_above_twelve_settles_it(self, text):
        assert (read(text).day, read(text).problem) == (date(1979, 3, 13), "")

    def test_the_same_number_twice_settles_it(self):
        assert read("5/5/1979").day == date(1979, 5, 5)

    def test_a_workbook_may_count_from_1904(self):
        assert read("27464", is_1904=True).day == MARCH


class TestTwoReadings:
    @pytest.mark.parametrize("text", ["12/3/79", "12/03/1979", "12-03-1979"])
    def test_both_are_told(self, text):
        assert read(text) == Reading(MARCH, date(1979, 12, 3), "ambiguous", is_short=text.endswith("/79"))

    def test_who_knows_the_order_settles_it(self):
        readings = [read("12/3/79", order=order).day for order in (DAY_FIRST, MONTH_FIRST)]

        assert readings == [MARCH, date(1979, 12, 3)]

    def test_points_mean_the_day_first_whatever_the_order(self):
        assert read("12.03.1979", order=MONTH_FIRST).day == MARCH

    @pytest.mark.parametrize(
        ("column", "order"),
        [
            (["12/3/79", "13/3/79"], DAY_FIRST),
            (["12/3/79", "3/13/79"], MONTH_FIRST),
            (["13/3/79", "3/13/79"], ""),
            (["12/3/79"], ""),
            (["13.03.1979", "12/3/79"], ""),
            (["5/5/1979", "x", ""], ""),
        ],
    )
    def test_a_column_follows_those_that_can_be_read_in_one_way(self, column, order):
        assert dates.order_of(column) == order


class TestYears:
    @pytest.mark.parametrize(
        ("text", "year"), [("01.02.79", 1979), ("01.02.05", 2005), ("01.02.20", 1920), ("1 мая 99", 1999)]
    )
    def test_two_digits_are_a_grown_person(self, text, year):
        reading = read(text)

        assert (reading.day.year, reading.is_short) == (year, True)

    def test_four_digits_are_what_they_are(self):
        assert not read("12.03.1979").is_short


class TestNone:
    @pytest.mark.parametrize("text", ["30.02.1979", "29.02.2027", "32.01.1980", "00.00.0000", "0000-00-00", "32/1/79"])
    def test_there_is_no_such_day(self, text):
        assert read(text) == Reading(problem="no_such_day", is_short=text.endswith("/79"))

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "abc",
            "1979",
            "март 1979",
            "12.03",
            "10000-01-01",
            "1e309",
            "-1",
            "١٢.٠٣.١٩٧٩x",
            "12 13 марта 1979",
            "1" * 400,
        ],
    )
    def test_it_is_no_date(self, text):
        assert read(text).problem in ("unreadable", "no_such_day")
