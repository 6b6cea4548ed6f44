"""What somebody with a paper in the hand is told."""

from django.test import TestCase

from attendees.domain import codes, issued_papers, participant_lists
from attendees.domain.participant_lists import File
from tests.attendees.domain.test_issued_papers import issue
from tests.attendees.domain.test_participant_lists import FILE, conference_with_somebody, plan, somebody
from tests.factories import NOON, make_category, make_conference, make_delegate, minutes


class TestVerify(TestCase):
    def setUp(self):
        self.paper = issue()
        self.path = f"/verify/{codes.parted(self.paper.code)}/"

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


class TestVerifyList(TestCase):
    def setUp(self):
        self.conference = conference_with_somebody(symbol="UN/1")
        somebody(self.conference, family_name="Secretov")
        self.list = self.issue()

    def issue(self, status="PROVISIONAL", now=NOON):
        planned = plan(self.conference, status, now=now, symbol="UN/1/INF.2")
        return participant_lists.issue(planned, [FILE, File("ru", "docx", b"PK")], by=None)

    def page(self, thing=None, **headers):
        return self.client.get(f"/verify/{codes.parted((thing or self.list).code)}/", headers=headers).content.decode()

    def test_a_genuine_list_shows_which_it_is_and_the_checksums_of_its_files(self):
        page = self.page()

        for words in ("Genuine", "UN/1/INF.2", "Provisional, Rev.0", "5 October 2026, 12:00", "Bishkek time (UTC+6)"):
            assert words in page
        assert "People in it</dt><dd>2</dd>" in page
        for file in self.list.files.all():
            assert file.digest in page
        assert "Replaced" not in page

    def test_nobody_is_named(self):
        assert "secretov" not in self.page().lower()

    def test_what_took_its_place_is_said_with_number_and_moment(self):
        somebody(self.conference)
        self.issue(now=NOON + minutes(90))

        page = self.page()

        assert "Genuine" in page
        assert "Replaced by" in page
        assert "UN/1/INF.2/Rev.1" in page
        assert "5 October 2026, 13:30" in page

    def test_a_final_list_is_corrected_and_not_replaced(self):
        final = self.issue("FINAL")
        somebody(self.conference)
        self.issue("CORRIGENDUM")

        page = self.page(final)

        assert "Corrected by" in page
        assert "Corr.1" in page
        assert "Replaced" not in page

    def test_a_list_is_said_in_words_for_lists(self):
        somebody(self.conference)
        self.issue()

        page = self.page(**{"accept-language": "ru"})

        assert "Заменён</span>" in page
        assert "Предварительный список участников" in page

    def test_it_costs_four_statements_whatever_came_after(self):
        path = f"/verify/{self.list.code}/"
        with self.assertNumQueries(4):
            self.client.get(path)
        for _number in range(3):
            somebody(self.conference)
            self.issue()

        with self.assertNumQueries(4):
            self.client.get(path)

    def test_an_unknown_code_costs_three(self):
        with self.assertNumQueries(3):
            assert self.client.get("/verify/K7QM-4TRB-2XYZ-9HGF/").status_code == 404

    def test_nothing_is_kept_by_a_cache(self):
        assert "no-store" in self.client.get(f"/verify/{self.list.code}/")["Cache-Control"]


class TestVerifyCopy(TestCase):
    def test_a_closed_conferences_copy_says_its_number_and_neither_holder_nor_how_many(self):
        """R-57."""
        conference = conference_with_somebody(confidentiality="CLOSED")
        somebody(conference, family_name="Secretov")
        revision = participant_lists.issue(plan(conference), [], by=None)
        made = {"number": 1, "holder": "Embassy of Utopia", "code": codes.new(), "by": None, "now": NOON}
        copy = participant_lists.keep_copy(revision, FILE, **made)

        page = self.client.get(f"/verify/{copy.code}/").content.decode()

        for words in ("Genuine", "Rev.0", "Numbered copy</dt><dd>No. 1</dd>", copy.digest):
            assert words in page
        for words in ("Utopia", "Secretov", "People in it"):
            assert words not in page
