"""The menu of the admin: the work of every day in one row, the rest behind a fold."""

import re

from django.test import TestCase
from django.urls import reverse

from tests.cast import client_of, make_cast


class TestMenu(TestCase):
    def setUp(self):
        self.cast = make_cast()

    def menu(self, user, path="admin:index"):
        page = client_of(user).get(reverse(path)).content.decode()
        return re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)[0]

    def test_a_managers_daily_work_is_in_sight_and_the_rest_folds_away(self):
        daily, _fold, rest = self.menu(self.cast.manager_a).partition("<details")

        assert "/admin/attendees/delegate/" in daily
        assert "/admin/conference/session/" in rest
        assert "open" not in rest.partition(">")[0]

    def test_the_fold_is_open_where_one_is_in_it(self):
        rest = self.menu(self.cast.manager_a, "admin:conference_session_changelist").partition("<details")[2]

        assert "open" in rest.partition(">")[0]

    def test_few_entries_need_no_fold(self):
        menu = self.menu(self.cast.programme_a)

        assert "<details" not in menu
        assert "/admin/conference/session/" in menu
