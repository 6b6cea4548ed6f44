from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from conference.domain import countries
from conference.models import Country


def run() -> str:
    out = StringIO()
    call_command("load_countries", stdout=out)
    return out.getvalue()


class TestLoadCountries(TestCase):
    def tearDown(self):
        countries.forget()

    def test_it_says_what_it_did(self):
        assert run() == "States and territories: 249 added, 0 changed, 0 unchanged.\n"

    def test_running_it_again_is_harmless(self):
        run()

        assert run() == "States and territories: 0 added, 0 changed, 249 unchanged.\n"

    def test_it_names_rows_that_are_in_no_table(self):
        Country.objects.create(iso2="ZZ", iso3="ZZZ", m49="999", names={"en": "Nowhere"})

        assert "Left alone, in no table of ours: ZZ." in run()
