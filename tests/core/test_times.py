"""Days, times and zones in words."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.test import SimpleTestCase
from django.utils import translation

from core.times import city_of, clock_time, date_range, day, day_with_weekday, distance, local, moment, zone_words

FIRST, LAST = date(2024, 12, 10), date(2024, 12, 12)
INSTANT = datetime(2024, 12, 10, 3, 5, tzinfo=UTC)


class TestDay(SimpleTestCase):
    def test_each_language_has_its_own_order(self):
        written = {language: day(FIRST, language) for language in ("en", "ru", "ky", "fr", "es", "ar", "zh")}

        assert written == {
            "en": "10 December 2024",
            "ru": "10 декабря 2024 г.",
            "ky": "2024-ж., 10-декабрь",
            "fr": "10 décembre 2024",
            "es": "10 de diciembre de 2024",
            "ar": "10 ديسمبر 2024",
            "zh": "2024年12月10日",
        }

    def test_the_year_can_be_left_out(self):
        written = [day(FIRST, language, year=False) for language in ("en", "ru", "ky")]

        assert written == ["10 December", "10 декабря", "10-декабрь"]

    def test_the_language_is_the_readers_unless_named(self):
        with translation.override("ru"):
            assert day(FIRST) == "10 декабря 2024 г."
        with translation.override(None):
            assert day(FIRST) == "10 December 2024"

    def test_an_unknown_language_is_written_in_english(self):
        assert day(FIRST, "xx") == day(FIRST, "en-GB") == "10 December 2024"

    def test_the_weekday(self):
        written = [day_with_weekday(FIRST, language) for language in ("en", "ru", "ky")]

        assert written == [
            "Tuesday 10 December 2024",
            "вторник, 10 декабря 2024 г.",
            "2024-ж., 10-декабрь, шейшемби",
        ]
        assert day_with_weekday(FIRST, "en", year=False) == "Tuesday 10 December"


class TestDateRange(SimpleTestCase):
    def test_nothing_is_said_twice_within_a_month(self):
        written = [date_range(FIRST, LAST, language) for language in ("en", "ru", "ky", "zh")]

        assert written == [
            "10–12 December 2024",
            "10–12 декабря 2024 г.",
            "2024-ж., 10–12-декабрь",
            "2024年12月10–12日",
        ]

    def test_across_months_the_year_is_said_once(self):
        written = [date_range(date(2024, 11, 30), LAST, language) for language in ("en", "ru", "ky")]

        assert written == [
            "30 November – 12 December 2024",
            "30 ноября – 12 декабря 2024 г.",
            "2024-ж., 30-ноябрь – 12-декабрь",
        ]

    def test_across_years_both_are_whole(self):
        assert date_range(LAST, date(2025, 1, 2), "en") == "12 December 2024 – 2 January 2025"

    def test_one_day_is_a_day(self):
        assert date_range(FIRST, FIRST, "en") == "10 December 2024"

    def test_instants_count_by_their_day(self):
        assert date_range(datetime(2024, 12, 10, 9, tzinfo=UTC), LAST, "en") == "10–12 December 2024"

    def test_spanish_keeps_its_words_between(self):
        assert date_range(date(2024, 11, 30), LAST, "es") == "30 de noviembre – 12 de diciembre de 2024"


class TestDistance(SimpleTestCase):
    def test_days_are_counted_on_the_calendar(self):
        far = [distance(date(2024, 12, each), FIRST) for each in (9, 10, 11, 12, 31)]

        assert far == ["over", "today", "tomorrow", "in 2 days", "in 21 days"]

    def test_an_instant_late_in_the_evening_is_of_its_own_day(self):
        evening, morning = datetime(2024, 12, 10, 23, 59, tzinfo=UTC), datetime(2024, 12, 11, 0, 1, tzinfo=UTC)

        assert distance(morning, evening) == "tomorrow"


class TestClock(SimpleTestCase):
    def test_the_day_has_24_hours(self):
        assert clock_time(time(9, 5)) == "09:05"
        assert clock_time(datetime(2024, 12, 10, 18, 0, tzinfo=UTC)) == "18:00"

    def test_an_instant_is_read_on_the_clocks_of_the_place(self):
        assert moment(INSTANT, "Asia/Bishkek", "en") == "10 December 2024, 09:05"
        assert moment(INSTANT, "America/New_York", "en") == "9 December 2024, 22:05"

    def test_an_instant_without_a_zone_is_refused(self):
        with pytest.raises(ValueError, match="zone"):
            local(INSTANT.replace(tzinfo=None), "Asia/Bishkek")


class TestZoneWords(SimpleTestCase):
    def test_the_city_and_the_offset(self):
        words = {zone: zone_words(INSTANT, zone) for zone in ("Asia/Bishkek", "America/New_York", "Asia/Kolkata")}

        assert words == {
            "Asia/Bishkek": "Bishkek time (UTC+6)",
            "America/New_York": "New York time (UTC−5)",
            "Asia/Kolkata": "New Delhi time (UTC+5:30)",
        }

    def test_summer_time_counts(self):
        july = datetime(2024, 7, 1, 12, tzinfo=UTC)

        assert zone_words(july, "Europe/Vienna") == "Vienna time (UTC+2)"
        assert zone_words(INSTANT, "Europe/Vienna") == "Vienna time (UTC+1)"

    def test_a_zone_object_and_a_city_of_ones_own(self):
        assert zone_words(INSTANT, ZoneInfo("Asia/Bishkek"), "Osh") == "Osh time (UTC+6)"

    def test_universal_time_has_no_city(self):
        assert zone_words(INSTANT, "UTC") == zone_words(INSTANT, UTC) == "UTC"
        assert zone_words(INSTANT, "Etc/GMT-3") == "UTC+3"

    def test_geneva_has_no_zone_of_its_own(self):
        assert city_of("Europe/Zurich") == "Geneva"
        assert city_of("America/Argentina/Buenos_Aires") == "Buenos Aires"
