"""The admin's page of the list of participants: who issues, who fetches, and what stands there."""

from unittest import mock

import time_machine
from django.test import TestCase
from django.urls import reverse

from attendees.domain import codes, paper_jobs, participant_lists
from attendees.enums import DelegateStatus, ListStatus
from attendees.models import ExportRecord, ListRevision, PaperJob
from attendees.papers import issuing, jobs
from conference.enums import Confidentiality
from conference.models import Membership
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
        sent = {"symbol": "UN/1/INF.2", "languages": ["en"], "shown": self.shown(move), **sent}
        return (client or self.manager).post(address("issue", move), sent)

    def shown(self, move="provisional"):
        """What the plan on the manager's page is known again by."""
        return self.manager.get(address("issue", move)).context["shown"]

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


class TestAgreed(ListCase):
    """What is issued is what was shown."""

    def test_somebody_changed_since_it_was_shown_and_the_plan_is_shown_anew(self):
        shown = self.shown()
        make_member(self.delegation, status=APPROVED)

        page = self.issue(shown=shown, symbol="UN/9")

        self.assertContains(page, "Somebody was added or changed meanwhile.", status_code=422)
        self.assertContains(page, "2 people stand in it.", status_code=422)
        self.assertContains(page, 'value="UN/9"', status_code=422)
        assert page.context["shown"] == self.shown()
        assert not ListRevision.objects.exists()

    def test_without_what_was_shown_nothing_is_issued(self):
        assert self.issue(shown="").status_code == 422
        assert not ListRevision.objects.exists()

    def test_the_button_pressed_twice_is_one_issue(self):
        shown = self.shown()

        answers = [self.issue(shown=shown) for _press in range(2)]

        assert {answer.url for answer in answers} == {address("change", ListRevision.objects.get().pk)}

    def test_without_a_change_it_may_be_issued_again(self):
        answers = [self.issue() for _issue in range(2)]

        labels = [ListRevision.objects.get(pk=answer.url.split("/")[-3]).label for answer in answers]
        assert labels == ["Rev.0", "Rev.1"]

    def test_what_was_refused_may_be_asked_for_again(self):
        self.member.position = "😀"
        self.member.save()
        shown = self.shown()

        answers = [self.issue(shown=shown) for _press in range(2)]

        assert answers[0].url != answers[1].url
        self.assertContains(self.manager.get(answers[1].url), "Nothing was issued.")


class TestLong(ListCase):
    """Many people in many languages: the worker makes the files, and the page looks again."""

    def setUp(self):
        super().setUp()
        self.enterContext(mock.patch.object(issuing, "SECONDS_A_THOUSAND", 1_000_000))
        self.page = self.issue().url

    def work(self):
        jobs.PaperJobs().work("worker", lambda: NOON)

    def test_it_waits_for_a_worker_and_nothing_is_issued_yet(self):
        page = self.manager.get(self.page)

        self.assertContains(page, "data-look-again")
        self.assertContains(page, "You can leave this page.")
        self.assertContains(page, "English · PDF, DOCX, XLSX")
        assert not ListRevision.objects.exists()

    def test_how_many_files_are_made_stands_there(self):
        paper_jobs.progress(paper_jobs.claim("one", now=NOON), 2, 3, now=NOON)

        self.assertContains(self.manager.get(self.page), "2 of 3 files are made.")

    def test_when_it_is_done_the_page_leads_to_the_list(self):
        self.work()

        page = self.manager.get(self.page)

        self.assertContains(page, "Open the list: Provisional, Rev.0")
        self.assertContains(page, address("change", ListRevision.objects.get().pk))
        self.assertNotContains(page, "Download the file")
        self.assertNotContains(page, "data-look-again")

    def test_when_somebody_was_added_meanwhile_it_says_so_and_leads_back(self):
        make_member(self.delegation, status=APPROVED)
        self.work()

        page = self.manager.get(self.page)

        self.assertContains(page, "Somebody was added or changed meanwhile. Look at the list again.")
        self.assertContains(page, "Nothing was issued.")
        self.assertContains(page, f'href="{LIST}">Look at the list again')

    def test_the_page_of_the_list_says_that_one_is_coming(self):
        own, others = self.manager.get(LIST), self.officer.get(LIST)

        self.assertContains(own, f'<a href="{self.page}">A list is being issued.')
        self.assertContains(others, "A colleague is issuing a list now.")
        self.assertNotContains(others, self.page)

    def test_when_it_is_over_the_page_of_the_list_says_it_no_more(self):
        self.work()

        self.assertNotContains(self.manager.get(LIST), "A list is being issued.")

    def test_pressed_again_it_is_the_same_work(self):
        assert self.issue().url == self.page

    def test_it_stands_among_the_papers_made_for_whoever_asked(self):
        page = self.manager.get(reverse("admin:attendees_paperjob_changelist"))

        self.assertContains(page, f'<a href="{self.page}">Issue of the list of participants</a>')

    def test_nobody_else_looks_on(self):
        """EX-13."""
        others = (self.officer, client_of(self.cast.manager_b, self.cast.b), client_of(self.cast.donor_a, self.cast.a))

        assert {client.get(self.page).status_code for client in others} <= {403, 404}

    def test_who_lost_the_right_sees_none_of_it_and_issues_nothing(self):
        Membership.objects.filter(user=self.cast.manager_a).update(role="officer")
        self.work()

        assert self.manager.get(self.page).status_code == 403
        assert not ListRevision.objects.exists()

    def test_it_has_no_file_of_its_own(self):
        self.work()

        job = PaperJob.objects.get()
        assert self.manager.get(reverse("admin:attendees_paperjob_file", args=[job.pk])).status_code == 404


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

    def test_one_issue_with_its_code_which_leads_to_where_it_is_verified(self):
        revision = self.issued()

        page = self.officer.get(address("change", revision.pk))

        self.assertContains(page, f'<a href="/verify/{codes.parted(revision.code)}/">')

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
        with self.assertNumQueries(19):
            self.officer.get(LIST)
        for _number in range(4):
            self.issue()

        with self.assertNumQueries(19) as many:
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

    def test_a_copy_is_shown_with_its_own_code_and_the_list_without_files_with_none(self):
        revision = self.issued()
        self.copy(self.manager)

        page = self.manager.get(address("change", revision.pk))

        self.assertContains(page, f"/verify/{codes.parted(revision.files.get().code)}/")
        self.assertNotContains(page, codes.parted(revision.code))

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
