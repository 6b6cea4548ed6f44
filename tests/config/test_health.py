"""The process is alive; the program is ready."""

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
