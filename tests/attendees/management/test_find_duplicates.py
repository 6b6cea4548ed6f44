"""``find_duplicates`` says what it found, and names nobody (R-11)."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from attendees.domain import duplicates
from attendees.models import Likeness, NameKey
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user


class TestFindDuplicates(TestCase):
    def setUp(self):
        self.conference = make_conference(slug="pairs")
        category = make_category(self.conference)
        for names in (("Japarov", "Askar"), ("Жапаров", "Аскар"), ("Asanov", "Marat")):
            make_delegate(category=category, family_name=names[0], given_name=names[1])

    def run_it(self) -> tuple[str, str]:
        out, err = StringIO(), StringIO()
        call_command("find_duplicates", "pairs", stdout=out, stderr=err)
        return out.getvalue().strip(), err.getvalue().strip()

    def test_it_says_how_many_and_how_far_it_is(self):
        said, progress = self.run_it()

        assert said == "3 people, 1 pairs: 1 new, 0 no longer alike; 1 wait for an officer."
        assert progress == "3 of 3"

    def test_a_second_time_changes_nothing(self):
        self.run_it()
        duplicates.dismiss(Likeness.objects.get(), by=make_user(), now=NOON)

        said, _progress = self.run_it()

        assert said == "3 people, 1 pairs: 0 new, 0 no longer alike; 0 wait for an officer."
        assert Likeness.objects.get().status == "DISMISSED"

    def test_people_who_were_there_before_there_were_keys_are_found(self):
        NameKey.objects.all().delete()

        assert self.run_it()[0].startswith("3 people, 1 pairs: 1 new")

    def test_an_unknown_conference_is_said(self):
        with pytest.raises(CommandError, match="no-such"):
            call_command("find_duplicates", "no-such")
