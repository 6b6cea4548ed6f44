"""A test case with the whole table of States loaded."""

from typing import Any

from django.test import TestCase

from conference.domain import countries


class CountriesTestCase(TestCase):
    """Loads the States once a class, and leaves none in memory for the next one."""

    @classmethod
    def setUpTestData(cls) -> None:
        countries.load(countries.table())

    @classmethod
    def tearDownClass(cls) -> None:
        super().tearDownClass()
        countries.forget()

    def setUp(self) -> None:
        countries.forget()


def entries_by_code() -> dict[str, dict[str, Any]]:
    """The table itself, without a database."""
    return {entry["iso2"]: entry for entry in countries.table()}
