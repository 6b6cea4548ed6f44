"""The register of numbered papers."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase

from attendees.domain import codes, issued_papers
from attendees.domain.refusals import IssueRefused
from attendees.enums import IssuedKind
from attendees.models import IssuedPaper
from tests.factories import NOON, make_delegate, make_delegation, make_user

SAID = {"name": "Ms. Aigul USONOVA", "lines": [["Nationality", "Kyrgyzstan"]]}


def issue(delegate=None, kind=IssuedKind.VISA_LETTER, said=SAID, **more):
    delegate = delegate or make_delegate()
    return issued_papers.issue(
        delegate.conference, kind, said, **{"delegate": delegate, "language": "en", "by": None, "now": NOON, **more}
    )


class TestIssue(TestCase):
    def test_numbers_run_by_kind_and_conference(self):
        delegate = make_delegate()
        papers = [
            issue(delegate),
            issue(make_delegate(category=delegate.category)),
            issue(delegate, IssuedKind.CERTIFICATE),
            issue(),
        ]

        assert [issued_papers.number_of(paper) for paper in papers] == [
            "V-0001/2026",
            "V-0002/2026",
            "C-0001/2026",
            "V-0001/2026",
        ]

    def test_printing_twice_gives_out_no_second_number(self):
        delegate = make_delegate()

        assert issue(delegate) == issue(delegate)

    def test_other_words_are_another_paper(self):
        delegate = make_delegate()

        issue(delegate)
        issue(delegate, said={**SAID, "name": "Ms. Aigul ÜSÖNOVA"})

        assert list(IssuedPaper.objects.order_by("number").values_list("number", flat=True)) == [1, 2]

    def test_after_a_revocation_the_same_words_get_a_new_number(self):
        delegate = make_delegate()
        issued_papers.revoke(issue(delegate), "The trip is off", by=None, now=NOON)

        assert issue(delegate).number == 2

    def test_a_delegation_gets_papers_too_and_nobody_gets_none(self):
        delegation = make_delegation()
        invitation = {"language": "en", "by": None, "now": NOON}
        to = (delegation.conference, IssuedKind.INVITATION, SAID)

        paper = issued_papers.issue(*to, delegation=delegation, **invitation)

        assert paper.delegation == delegation
        with pytest.raises(IntegrityError), transaction.atomic():
            issued_papers.issue(*to, **invitation)

    def test_the_database_opens_no_paper(self):
        """AU-01: neither the code nor the name can be read in it."""
        paper = issue()

        with connection.cursor() as cursor:
            cursor.execute("SELECT code, said FROM attendees_issuedpaper")
            stored = " ".join(cursor.fetchone())

        assert paper.code not in stored
        assert "USONOVA" not in stored


class TestFind(TestCase):
    def test_a_code_is_found_however_it_is_typed(self):
        paper = issue()
        printed = codes.parted(paper.code)

        for typed in (printed, paper.code, printed.lower(), printed.replace("-", " "), f" {printed} "):
            assert issued_papers.find(typed).paper == paper

    def test_anything_else_is_unknown(self):
        """AU-18."""
        issue()

        assert [issued_papers.find(text) for text in ("", "x", "K7QM-4TRB-2XYZ-9HGF", "\0" * 16, "я" * 9000)] == [
            None
        ] * 5

    def test_what_was_printed_is_told_whatever_was_changed_since(self):
        delegate = make_delegate()
        paper = issue(delegate)
        type(delegate).objects.update(family_name="Other")

        assert issued_papers.find(paper.code).said == SAID


class TestRevoke(TestCase):
    def test_it_is_told_at_once(self):
        paper = issue()

        issued_papers.revoke(paper, "Issued by mistake", by=make_user(), now=NOON)

        assert issued_papers.find(paper.code).is_revoked

    def test_twice_or_without_a_reason_is_refused(self):
        paper = issue()
        with pytest.raises(IssueRefused) as silent:
            issued_papers.revoke(paper, "  ", by=None, now=NOON)
        issued_papers.revoke(paper, "Issued by mistake", by=None, now=NOON)
        with pytest.raises(IssueRefused) as twice:
            issued_papers.revoke(paper, "Again", by=None, now=NOON)

        assert [silent.value.code, twice.value.code] == ["reason_needed", "revoked"]
