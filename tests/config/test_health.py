"""The process is alive; the program is ready."""

from pathlib import Path
from unittest import mock

from django.test import TestCase


class TestHealthz(TestCase):
    def test_it_answers_without_a_single_statement(self):
        with self.assertNumQueries(0):
            response = self.client.get("/healthz")

        assert (response.status_code, response.content) == (200, b"ok")


class TestReadyz(TestCase):
    def test_a_migrated_database_is_ready(self):
        response = self.client.get("/readyz")

        assert response.status_code == 200
        assert response.json()["ready"] is True

    def test_without_fonts_it_is_ready_and_says_that_no_paper_can_be_made(self):
        with mock.patch("attendees.papers.fonts.PACKAGES", Path("/nowhere")):
            response = self.client.get("/readyz")

        assert response.status_code == 200
        assert "noto-sans are not installed" in response.json()["papers"]

    def test_with_fonts_papers_are_well(self):
        assert self.client.get("/readyz").json()["papers"] == "ok"
