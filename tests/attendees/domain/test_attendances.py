"""Who was there, and whether it is enough."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import TestCase

from attendees.domain import attendances
from attendees.domain.attendances import Half
from attendees.domain.refusals import AttendanceRefused
from attendees.models import Attendance
from conference.models import Conference
from tests.factories import NOON, make_category, make_conference, make_delegate, make_session

DAY = date(2026, 11, 25)
MORNING, AFTERNOON = Half(DAY, "AM"), Half(DAY, "PM")


def at(hour, day=DAY):
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo("Asia/Bishkek"))


class TestHalves(TestCase):
    def test_those_in_which_somebody_signs(self):
        conference = make_conference()
        make_session(conference, starts_at=at(9))
        make_session(conference, starts_at=at(14))
        make_session(conference, starts_at=at(19), type="SOCIAL")

        assert attendances.halves(conference) == [MORNING, AFTERNOON]

    def test_the_clock_is_the_conferences(self):
        """R-20: 04:00 in UTC is ten in the morning in Bishkek, and 07:00 is one in the afternoon."""
        conference = make_conference()
        make_session(conference, starts_at=at(13))

        assert attendances.halves(conference) == [AFTERNOON]

    def test_without_a_programme_every_day_has_two(self):
        conference = make_conference(ends_on=DAY + timedelta(days=1))

        assert [half.code for half in attendances.halves(conference)] == [
            "2026-11-25-AM",
            "2026-11-25-PM",
            "2026-11-26-AM",
            "2026-11-26-PM",
        ]

    def test_no_other_code_is_one(self):
        for code in ("", "2026-11-26-AM", "2026-11-25-XX", "x" * 5000):
            with pytest.raises(AttendanceRefused) as refusal:
                attendances.find_half(make_conference(), code)

            assert refusal.value.code == "no_such_half_day"


class TestWriteDown(TestCase):
    def setUp(self):
        self.category = make_category()
        self.conference = self.category.conference
        self.one, self.other = (make_delegate(category=self.category, status="APPROVED") for _ in range(2))

    def write(self, numbers, half=MORNING, **more):
        return attendances.write_down(self.conference, half, numbers, by=None, now=NOON, **more)

    def test_twice_is_one_attendance(self):
        first, second = (self.write([self.one.number]) for _ in range(2))

        assert (first, second, Attendance.objects.count()) == (1, 0, 1)

    def test_the_first_is_the_arrival(self):
        self.write([self.one.number])
        self.one.refresh_from_db()
        arrived = self.one.arrived_at
        attendances.write_down(self.conference, AFTERNOON, [self.one.number], by=None, now=NOON + timedelta(hours=5))

        self.one.refresh_from_db()
        assert arrived == self.one.arrived_at == NOON

    def test_a_slip_is_taken_back(self):
        self.write([self.one.number, self.other.number])

        self.write([], absent=[self.other.number])

        assert Attendance.objects.get().delegate == self.one

    def test_strangers_are_named_and_nothing_is_written(self):
        """R-49: whoever is not approved stands on no sheet."""
        waiting = make_delegate(category=self.category)
        elsewhere = make_delegate(number=9999, status="APPROVED")

        for number, code in ((elsewhere.number, "unknown_number"), (waiting.number, "not_approved")):
            with pytest.raises(AttendanceRefused) as refusal:
                self.write([self.one.number, number])

            assert (refusal.value.code, str(number) in str(refusal.value)) == (code, True)
        assert not Attendance.objects.exists()


class TestEarned(TestCase):
    def test_a_certificate_needs_the_share_the_conference_asks_for(self):
        """R-52."""
        category = make_category()
        conference = category.conference
        whole, half, none = (make_delegate(category=category, status="APPROVED") for _ in range(3))
        attendances.write_down(conference, MORNING, [whole.number, half.number], by=None, now=NOON)
        attendances.write_down(conference, AFTERNOON, [whole.number], by=None, now=NOON)

        shares = attendances.shares(conference, [whole, half, none])
        usual = attendances.earned(conference, [whole, half, none])
        Conference.objects.update(certificate_threshold=75)
        strict = attendances.earned(Conference.objects.get(), [whole, half, none])

        assert shares == {whole.pk: 100, half.pk: 50, none.pk: 0}
        assert (usual, strict) == ({whole.pk, half.pk}, {whole.pk})
