"""`seed_demo`: once, quickly the second time, and not on a real system unasked."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from conference.domain import countries
from conference.models import Conference
from tests.factories import make_conference

SLUG = "bishkek-2024"


def seed_demo(**options):
    output = StringIO()
    call_command("seed_demo", stdout=output, **options)
    return output.getvalue()


class TestSeedDemo(TestCase):
    def test_without_debug_it_has_to_be_asked_for(self):
        with pytest.raises(CommandError, match="DEBUG is off"):
            seed_demo()

        assert Conference.objects.count() == 0

    def test_asked_for_it_loads_the_countries_it_needs_and_does_nothing_the_second_time(self):
        first = seed_demo(i_know=True)

        with self.assertNumQueries(1):
            second = seed_demo(i_know=True)

        assert first.startswith(f"{SLUG}: 151 invented people")
        assert second == f"{SLUG}: the demonstration is there.\n"
        assert Conference.objects.get().is_demo

    @override_settings(DEBUG=True)
    def test_fresh_makes_it_anew_at_another_stage(self):
        countries.load(countries.table())
        old = make_conference(slug=SLUG, is_demo=True)

        seed_demo(fresh=True, stage="after")

        assert Conference.objects.get().pk != old.pk
        assert Conference.objects.get().status == "ENDED"

    @override_settings(DEBUG=True)
    def test_a_real_conference_of_that_address_stays(self):
        """R-70."""
        countries.load(countries.table())
        make_conference(slug=SLUG)

        with pytest.raises(CommandError, match="never mixes"):
            seed_demo(fresh=True)

        assert not Conference.objects.get().is_demo
