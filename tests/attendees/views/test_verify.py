"""What somebody with a paper in the hand is told."""

from django.test import TestCase

from attendees.domain import issued_papers
from tests.attendees.domain.test_issued_papers import issue
from tests.factories import NOON, make_category, make_conference, make_delegate


class TestVerify(TestCase):
    def setUp(self):
        self.paper = issue()
        self.path = f"/verify/{issued_papers.parted(self.paper.code)}/"

    def test_a_genuine_paper_shows_what_to_compare(self):
        page = self.client.get(self.path).content.decode()

        for words in ("Genuine", "V-0001/2026", "Ms. Aigul USONOVA", "Nationality", "Kyrgyzstan", "25 November 2026"):
            assert words in page

    def test_a_revoked_paper_names_nobody_and_no_reason(self):
        issued_papers.revoke(self.paper, "Secret reason", by=None, now=NOON)

        page = self.client.get(self.path).content.decode()

        assert "Revoked" in page
        assert "USONOVA" not in page
        assert "Secret reason" not in page

    def test_a_paper_is_revoked_in_words_for_papers(self):
        issued_papers.revoke(self.paper, "Lost", by=None, now=NOON)

        page = self.client.get(self.path, headers={"accept-language": "ru"}).content.decode()

        assert "Отозван</span>" in page
        assert "г.." not in page

    def test_what_is_printed_stands_in_the_language_of_the_paper(self):
        page = self.client.get(self.path, headers={"accept-language": "ru"}).content.decode()

        assert f'<div lang="{self.paper.language}"><dt>Nationality</dt>' in page

    def test_an_unknown_code_is_not_found(self):
        response = self.client.get("/verify/K7QM-4TRB-2XYZ-9HGF/")

        assert response.status_code == 404
        assert "We know no paper with this code" in response.content.decode()

    def test_the_typed_code_leads_there(self):
        response = self.client.get("/verify/", {"code": f" {self.paper.code.lower()} "})

        assert response.status_code == 302
        assert self.client.get(response["Location"]).status_code == 200

    def test_odd_codes_are_answered(self):
        """AU-18."""
        for code in ("%00", "a/b", "я" * 300, "x" * 2000, "<script>"):
            assert self.client.get("/verify/", {"code": code}).status_code in (200, 302)
        assert self.client.get(f"/verify/{'x' * 200}/").status_code == 404

    def test_a_closed_conferences_papers_are_verified_too(self):
        """R-57: who holds the paper knows of it already."""
        category = make_category(make_conference(confidentiality="CLOSED"))
        paper = issue(make_delegate(category=category))

        assert self.client.get(f"/verify/{paper.code}/").status_code == 200

    def test_it_costs_few_statements(self):
        with self.assertNumQueries(1):
            self.client.get(self.path)

    def test_nothing_is_kept_by_a_cache(self):
        response = self.client.get(self.path)

        assert "no-store" in response["Cache-Control"]
