"""Which list a code belongs to, and what came after it."""

from dataclasses import replace

from django.db import connection
from django.test import TestCase

from attendees.domain import codes, issued_lists, participant_lists
from attendees.enums import ListStatus
from attendees.models import ListFile, ListRevision
from conference.enums import Confidentiality
from tests.attendees.domain.test_participant_lists import FILE, conference_with_somebody, issue, plan, somebody
from tests.factories import NOON

PROVISIONAL, FINAL, CORRIGENDUM = ListStatus.PROVISIONAL, ListStatus.FINAL, ListStatus.CORRIGENDUM


def issued(conference, *statuses):
    """One issue after another, each with somebody more."""
    revisions = []
    for status in statuses:
        somebody(conference)
        revisions.append(issue(conference, status, files=[FILE]))
    return revisions


class TestFind(TestCase):
    def setUp(self):
        self.conference = conference_with_somebody()

    def test_the_code_that_was_planned_finds_what_was_issued(self):
        planned = plan(self.conference)
        before = issued_lists.find(planned.code)

        revision = participant_lists.issue(planned, [FILE], by=None)

        verdict = issued_lists.find(codes.parted(planned.code).lower())
        assert before is None
        assert (verdict.revision, verdict.conference) == (revision, self.conference)
        assert [file.digest for file in verdict.files] == [revision.files.get().digest]
        assert (verdict.people, verdict.copy, verdict.replaced_by, verdict.corrected_by) == (1, None, None, [])

    def test_no_two_issues_have_one_code(self):
        revisions = issued(self.conference, PROVISIONAL, PROVISIONAL)

        assert [issued_lists.find(each.code).revision for each in revisions] == revisions

    def test_what_is_older_than_codes_is_found_by_nothing(self):
        old = participant_lists.issue(replace(plan(self.conference), code=""), [FILE], by=None)
        later = issued(self.conference, PROVISIONAL)[0]

        assert (old.code, old.code_hash, participant_lists.as_issued(old).code) == ("", None, "")
        assert participant_lists.opened(old.files.get()) == FILE.content
        assert [issued_lists.find(text) for text in ("", "K7QM-4TRB-2XYZ-9HGF")] == [None, None]
        assert issued_lists.find(later.code).revision == later

    def test_the_code_is_sealed(self):
        """AU-01."""
        revision = issue(self.conference)

        with connection.cursor() as cursor:
            cursor.execute("SELECT code, code_hash FROM attendees_listrevision")
            assert revision.code not in " ".join(cursor.fetchone())

    def test_who_stood_in_it_is_not_even_read(self):
        revision = issue(self.conference, files=[FILE])

        verdict = issued_lists.find(revision.code)

        assert "snapshot" in verdict.revision.get_deferred_fields()
        assert "sealed" in verdict.files[0].get_deferred_fields()


class TestWhatCameAfter(TestCase):
    def told(self, *statuses):
        """What replaced and what corrected each issue."""
        revisions = issued(conference_with_somebody(), *statuses)
        verdicts = [issued_lists.find(each.code) for each in revisions]
        return [(str(each.replaced_by or ""), [str(one) for one in each.corrected_by]) for each in verdicts]

    def test_the_last_whole_list_takes_the_place_of_all_before_it(self):
        assert self.told(PROVISIONAL, PROVISIONAL, PROVISIONAL) == [("Rev.2", []), ("Rev.2", []), ("", [])]

    def test_a_corrigendum_takes_no_place(self):
        told = self.told(PROVISIONAL, FINAL, CORRIGENDUM, CORRIGENDUM)

        assert told == [("Final", []), ("", ["Corr.1", "Corr.2"]), ("", ["Corr.2"]), ("", [])]

    def test_another_conference_has_nothing_to_do_with_it(self):
        first, _other = (issued(conference_with_somebody(), PROVISIONAL)[0] for _number in range(2))

        assert issued_lists.find(first.code).replaced_by is None


class TestCopies(TestCase):
    def setUp(self):
        self.revision = issue(conference_with_somebody(confidentiality=Confidentiality.CLOSED))

    def keep(self, number, code):
        how = {"number": number, "holder": "Embassy of Utopia", "by": None, "now": NOON}
        return participant_lists.keep_copy(self.revision, FILE, code=code, **how)

    def test_a_copy_is_found_by_a_code_of_its_own(self):
        """R-57."""
        copies = [self.keep(number, codes.new()) for number in (1, 2)]

        verdicts = [issued_lists.find(copy.code) for copy in copies]

        assert [verdict.copy.copy_number for verdict in verdicts] == [1, 2]
        assert [list(verdict.files) for verdict in verdicts] == [[copy] for copy in copies]
        assert {verdict.revision for verdict in verdicts} == {self.revision}

    def test_of_a_closed_conference_it_is_not_told_how_many(self):
        verdict = issued_lists.find(self.keep(1, codes.new()).code)

        assert verdict.people is None

    def test_copies_older_than_codes_are_kept_beside_one_another(self):
        for number in (1, 2):
            self.keep(number, "")

        assert list(ListFile.objects.values_list("code_hash", flat=True)) == [None, None]
        assert ListRevision.objects.get().code_hash
