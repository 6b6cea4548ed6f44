"""The page of papers: what one may make, what one asked for, and the file for nobody else."""

from datetime import timedelta

import time_machine
from django import forms
from django.test import Client, TestCase
from django.urls import reverse

from attendees.domain import paper_jobs
from attendees.domain.refusals import PaperRefused
from attendees.enums import PaperStatus
from attendees.models import ExportRecord, PaperJob
from attendees.papers import registry
from attendees.papers.registry import Made, Paper
from tests.cast import make_cast
from tests.factories import NOON, make_category, make_delegate

LIST = reverse("admin:attendees_paperjob_changelist")


def make(conference, options):
    return Made(f"{options.language} {options.chosen.get('day', '')}".encode(), 2)


@time_machine.travel(NOON, tick=False)
class TestPapers(TestCase):
    def setUp(self):
        self.cast = make_cast()
        known = dict(registry.all_papers())
        self.addCleanup(setattr, registry, "_papers", known)
        registry._papers = {}
        self.add()

    def add(self, **fields):
        usual = {"make": make, "right": "delegate.export", "formats": ("pdf", "xlsx")}
        registry.add(Paper("trial", "Trial paper", **{**usual, **fields}))

    def browser(self, user):
        client = Client()
        client.force_login(user)
        return client

    def post(self, user, **data):
        sent = {"language": "en", "format": "pdf", **data}
        return self.browser(user).post(reverse("admin:attendees_paperjob_make", args=["trial"]), sent)

    def test_one_sees_the_papers_one_may_make(self):
        page = self.browser(self.cast.officer_a).get(LIST)

        self.assertContains(page, "Trial paper")
        self.assertContains(page, "PDF, XLSX")

    def test_without_the_right_to_any_there_is_no_page(self):
        assert self.browser(self.cast.donor_a).get(LIST).status_code == 403
        assert self.post(self.cast.donor_a).status_code == 403

    def test_a_quick_one_is_given_at_once_and_written_down(self):
        """EX-12, EX-13."""
        answer = self.post(self.cast.officer_a, language="ru")

        assert b"".join(answer.streaming_content) == b"ru "
        assert "no-store" in answer["Cache-Control"]
        assert "-trial-ru-20261005-1200.pdf" in answer["Content-Disposition"]
        assert ExportRecord.objects.get().by == self.cast.officer_a

    def test_its_own_questions_are_asked_and_answered(self):
        self.add(questions=lambda _: {"day": forms.ChoiceField(choices=[("1", "First"), ("2", "Second")])})

        answer = self.post(self.cast.officer_a, day="2")
        refused = self.post(self.cast.officer_a, day="3")

        assert b"".join(answer.streaming_content) == b"en 2"
        assert refused.status_code == 422

    def test_one_with_a_remark_shows_the_remark_first(self):
        self.add(make=lambda *_: Made(b"x", 1, ("One logo is broken.",)))

        answer = self.post(self.cast.officer_a)

        page = self.browser(self.cast.officer_a).get(answer["Location"])
        self.assertContains(page, "One logo is broken.")
        self.assertContains(page, "Download the file")

    def test_a_refusal_is_told_on_the_page_of_the_paper(self):
        def refuse(conference, options):
            raise PaperRefused("No font has the letter.", "letter_missing")

        self.add(make=refuse)

        page = self.browser(self.cast.officer_a).get(self.post(self.cast.officer_a)["Location"])

        self.assertContains(page, "No font has the letter.")
        self.assertContains(page, "Try again")

    def test_a_long_one_waits_for_a_worker_and_the_page_looks_again(self):
        make_delegate(category=make_category(self.cast.a))
        self.add(cost=1_000_000)

        page = self.browser(self.cast.officer_a).get(self.post(self.cast.officer_a)["Location"])

        assert PaperJob.objects.get().status == PaperStatus.QUEUED
        self.assertContains(page, "data-look-again")
        self.assertContains(page, "You can leave this page")

    def test_how_far_it_is_stands_there(self):
        job = self.queued(self.cast.officer_a)
        paper_jobs.progress(paper_jobs.claim("one", now=NOON), 3, 9, now=NOON)

        page = self.browser(self.cast.officer_a).get(reverse("admin:attendees_paperjob_change", args=[job.pk]))

        self.assertContains(page, "3 of 9 are done.")

    def test_a_third_at_the_same_time_waits(self):
        """RL-09."""
        for number in range(2):
            self.queued(self.cast.officer_a)
            paper_jobs.claim(f"worker{number}", now=NOON)

        answer = self.post(self.cast.officer_a)

        assert answer.status_code == 302
        assert PaperJob.objects.filter(status=PaperStatus.QUEUED).count() == 1

    def queued(self, by):
        return paper_jobs.ask(
            self.cast.a, paper="trial", language="en", format="pdf", chosen={}, reads="en", by=by, now=NOON
        )

    def made(self, by):
        job = self.queued(by)
        held = paper_jobs.claim("one", now=NOON)
        paper_jobs.finish(held, b"paper", file_name="a.pdf", people=1, problems=[], now=NOON)
        return reverse("admin:attendees_paperjob_file", args=[job.pk])

    def test_the_file_is_for_nobody_else(self):
        """EX-13: not for a colleague, not for another conference, not for a superuser."""
        address = self.made(self.cast.officer_a)

        others = ("manager_a", "officer_b", "superuser", "donor_a")
        refused = [self.browser(getattr(self.cast, name)).get(address).status_code for name in others]

        assert set(refused) <= {302, 403, 404}
        assert b"".join(self.browser(self.cast.officer_a).get(address).streaming_content) == b"paper"

    def test_after_a_day_it_is_gone(self):
        """EX-13."""
        address = self.made(self.cast.officer_a)

        with time_machine.travel(NOON + timedelta(days=1), tick=False):
            assert self.browser(self.cast.officer_a).get(address).status_code == 404

    def test_who_lost_the_right_gets_nothing(self):
        address = self.made(self.cast.officer_a)
        self.add(right="quota.exceed")

        assert self.browser(self.cast.officer_a).get(address).status_code == 403

    def test_one_that_is_not_ready_has_no_file(self):
        job = self.queued(self.cast.officer_a)

        address = reverse("admin:attendees_paperjob_file", args=[job.pk])

        assert self.browser(self.cast.officer_a).get(address).status_code == 404

    def test_the_list_takes_as_many_statements_for_one_as_for_thirty(self):
        browser = self.browser(self.cast.officer_a)
        self.made(self.cast.officer_a)
        browser.get(LIST)
        for _number in range(15):
            self.queued(self.cast.officer_a)

        with self.assertNumQueries(4):
            page = browser.get(LIST)

        assert page.content.count(b'class="chip') == 16
