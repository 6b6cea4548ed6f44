"""The admin's page of the list of participants: who issues, who fetches, and what stands there."""

import time_machine
from django.test import TestCase
from django.urls import reverse

from attendees.domain import participant_lists
from attendees.enums import DelegateStatus, ListStatus
from attendees.models import ExportRecord, ListRevision
from attendees.papers import issuing
from conference.enums import Confidentiality
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member

LIST = reverse("admin:attendees_listrevision_changelist")
APPROVED = DelegateStatus.APPROVED


def address(name, *args):
    return reverse(f"admin:attendees_listrevision_{name}", args=args)


@time_machine.travel(NOON, tick=False)
class ListCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.delegation = make_delegation(category=make_category(self.cast.a, code="MEMBER_STATE"))
        self.member = make_member(self.delegation, status=APPROVED, given_name="Aigul", family_name="Usonova")
        self.manager = client_of(self.cast.manager_a, self.cast.a)
        self.officer = client_of(self.cast.officer_a, self.cast.a)

    def issue(self, client=None, move="provisional", **sent):
        sent = {"symbol": "UN/1/INF.2", "languages": ["en"], **sent}
        return (client or self.manager).post(address("issue", move), sent)

    def issued(self, **sent):
        self.issue(**sent)
        return ListRevision.objects.get()


class TestIssue(ListCase):
    def test_the_plan_is_shown_first_and_writes_nothing(self):
        page = self.manager.get(address("issue", "provisional"))

        self.assertContains(page, "1 people stand in it.")
        self.assertContains(page, "It will be Rev.0.")
        assert not ListRevision.objects.exists()

    def test_a_manager_issues(self):
        answer = self.issue()

        revision = ListRevision.objects.get()
        assert answer.url == address("change", revision.pk)
        assert (revision.by, revision.symbol, revision.languages) == (self.cast.manager_a, "UN/1/INF.2", ["en"])
        assert revision.files.count() == 3

    def test_an_officer_drafts_and_does_not_issue(self):
        """DOMAIN, Roles: issue list."""
        page = self.officer.get(LIST)

        self.assertContains(page, "Working copy")
        self.assertNotContains(page, "Issue a provisional list")
        assert self.issue(self.officer).status_code == 403

    def test_without_a_language_nothing_is_issued(self):
        answer = self.issue(languages=[])

        assert answer.status_code == 422
        assert not ListRevision.objects.exists()

    def test_what_cannot_be_issued_now_is_told(self):
        answer = self.manager.get(address("issue", "final"), follow=True)

        self.assertContains(answer, "This cannot be issued now.")
        assert self.manager.get(address("issue", "newspaper")).status_code == 404

    def test_a_letter_no_font_has_is_told_with_the_person(self):
        """R-42."""
        self.member.position = "😀"
        self.member.save()

        answer = self.manager.get(self.issue().url)

        self.assertContains(answer, "Aigul USONOVA")
        self.assertContains(answer, "GRINNING FACE")
        assert not ListRevision.objects.exists()

    def test_the_next_one_shows_what_is_new(self):
        self.issue()
        self.member.position = "Minister"
        self.member.save()

        page = self.manager.get(address("issue", "provisional"))

        self.assertContains(page, "Since Provisional, Rev.0: 0 new, 1 changed, 0 gone.")
        self.assertContains(page, "Aigul USONOVA, Minister")


class TestPages(ListCase):
    def test_how_it_stands_and_what_was_issued(self):
        self.issued()
        make_member(self.delegation, status=APPROVED)

        page = self.officer.get(LIST)

        self.assertContains(page, "2 people stand in the list now.")
        self.assertContains(page, "Since Rev.0: 1 new, 0 changed, 0 gone.")
        self.assertContains(page, "Provisional, Rev.0")

    def test_which_delegations_have_checked_their_part(self):
        focal = make_focal_point(self.delegation)
        part = participant_lists.own_part(self.delegation)
        participant_lists.confirm_own_part(
            self.delegation, digest=participant_lists.digest_of(part), by=focal, now=NOON
        )
        make_member(make_delegation(category=self.delegation.category, iso2="UZ"), status=APPROVED)

        page = self.officer.get(LIST)

        self.assertContains(page, "as it stands: 1; changed since: 0; not yet: 1.")

    def test_one_issue_with_its_checksums(self):
        revision = self.issued()

        page = self.officer.get(address("change", revision.pk))

        for file in revision.files.all():
            self.assertContains(page, file.digest)

    def test_who_sees_figures_alone_sees_no_list(self):
        revision = self.issued()
        for client in (client_of(self.cast.donor_a, self.cast.a), client_of(self.cast.programme_a, self.cast.a)):
            assert client.get(LIST).status_code == 403
            assert client.get(address("change", revision.pk)).status_code in {403, 404}

    def test_another_conference_sees_none_of_it(self):
        revision = self.issued()
        file = revision.files.first()
        stranger = client_of(self.cast.manager_b, self.cast.b)

        assert stranger.get(address("change", revision.pk)).status_code == 404
        assert stranger.get(address("file", revision.pk, file.pk)).status_code == 404

    def test_nobody_deletes_it(self):
        """R-55."""
        revision = self.issued()

        assert self.manager.post(address("delete", revision.pk), {"post": "yes"}).status_code == 403

    def test_the_list_of_issues_takes_as_many_statements_for_one_as_for_five(self):
        self.issue()
        self.officer.get(LIST)
        with self.assertNumQueries(17):
            self.officer.get(LIST)
        for _number in range(4):
            self.issue()

        with self.assertNumQueries(17) as many:
            self.officer.get(LIST)

        assert not any('"sealed"' in query["sql"] for query in many)


class TestFiles(ListCase):
    def test_a_file_is_given_as_it_was_issued_and_that_is_written_down(self):
        """R-55, EX-12."""
        revision = self.issued()
        file = revision.files.get(format="pdf")

        answer = self.officer.get(address("file", revision.pk, file.pk))

        assert b"".join(answer.streaming_content) == file.content
        assert '-list-of-participants-rev0-en.pdf"' in answer["Content-Disposition"]
        record = ExportRecord.objects.get()
        assert (record.by, record.rows, record.digest) == (self.cast.officer_a, 1, file.digest)

    def test_a_file_of_another_issue_is_not_found_there(self):
        revision = self.issued()

        assert self.officer.get(address("file", revision.pk, 9999)).status_code == 404


class TestCopies(ListCase):
    def setUp(self):
        super().setUp()
        self.cast.a.confidentiality = Confidentiality.CLOSED
        self.cast.a.save()

    def copy(self, client, **sent):
        revision = ListRevision.objects.get()
        return client.post(address("copy", revision.pk), {"holder": "Embassy", "language": "en", **sent})

    def test_a_closed_conference_offers_numbered_copies_alone(self):
        """R-57."""
        page = self.officer.get(LIST)

        self.assertContains(page, "numbered copies only")
        self.assertNotContains(page, "Working copy")

    def test_a_copy_is_made_out_and_stands_there(self):
        revision = self.issued()

        self.copy(self.manager)

        self.assertContains(self.manager.get(address("change", revision.pk)), "Copy No. 1, Embassy")
        assert list(revision.files.values_list("copy_number", "holder", "by")) == [
            (1, "Embassy", self.cast.manager_a.pk)
        ]

    def test_an_officer_makes_none(self):
        self.issued()

        assert self.copy(self.officer).status_code == 403

    def test_without_a_holder_none_is_made(self):
        revision = self.issued()

        assert self.copy(self.manager, holder="").status_code == 422
        assert revision.files.count() == 0


class TestLanguages(TestCase):
    def test_those_of_the_conference_that_the_list_exists_in(self):
        cast = make_cast()
        cast.a.languages = ["ar", "ru", "fr"]

        assert issuing.languages_of(cast.a) == ["ru", "fr"]

    def test_english_where_there_is_none(self):
        cast = make_cast()
        cast.a.languages = ["ar"]

        assert issuing.languages_of(cast.a) == ["en"]
        assert ListStatus.PROVISIONAL in participant_lists.moves(cast.a)
