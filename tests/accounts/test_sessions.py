"""AU-07: how long staff stay signed in."""

from datetime import datetime, timedelta

import time_machine
from django.test import TestCase
from django.utils import timezone

from accounts.models import User

PAGE = "/accounts/password/change/"


class TestStaffSessions(TestCase):
    def setUp(self):
        self.user = User.objects.create_user("aida", password="seven quiet rivers", is_staff=True)
        self.start = timezone.now()
        self.client.force_login(self.user)
        self.client.get(PAGE)

    def is_signed_in(self, at: datetime) -> bool:
        with time_machine.travel(at, tick=False):
            return self.client.get(PAGE).status_code == 200

    def test_half_an_hour_without_a_request_ends_it(self):
        assert self.is_signed_in(self.start + timedelta(minutes=29))
        assert not self.is_signed_in(self.start + timedelta(minutes=29 + 31))

    def test_twelve_hours_end_it_however_busy(self):
        steps = [self.start + timedelta(minutes=25 * n) for n in range(30)]

        answers = [self.is_signed_in(step) for step in steps]

        assert answers == [step - self.start <= timedelta(hours=12) for step in steps]

    def test_a_request_a_second_writes_once_a_minute(self):
        self.is_signed_in(self.start + timedelta(seconds=61))

        with self.assertNumQueries(2):  # the session and the user, read
            self.is_signed_in(self.start + timedelta(seconds=62))

    def test_somebody_without_a_cookie_costs_no_statement(self):
        self.client.cookies.clear()

        with self.assertNumQueries(0):
            self.client.get("/accounts/login/")
