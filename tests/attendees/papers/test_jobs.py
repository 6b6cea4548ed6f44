"""The worker makes the papers of the queue, and a killed worker's paper is made by the next."""

import pytest
from django.test import TestCase, TransactionTestCase
from django.utils import timezone

from attendees.domain import paper_jobs
from attendees.domain.paper_jobs import LEASE
from attendees.domain.refusals import PaperRefused
from attendees.enums import PaperStatus
from attendees.models import ExportRecord
from attendees.papers import jobs, registry
from attendees.papers.registry import Made, Paper
from mailing.domain import jobs as worker_jobs
from mailing.domain.jobs import Hand
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user
from tests.mailing.processes import python


def ask(paper="trial", conference=None, **fields):
    asked = {"language": "en", "format": "pdf", "chosen": {}, "reads": "en", "now": NOON}
    conference = conference or make_conference()
    return paper_jobs.ask(conference, paper=paper, by=make_user(), **{**asked, **fields})


def clock():
    return NOON


def add(make):
    registry.add(Paper("trial", "Trial", make=make))


@pytest.fixture(autouse=True)
def _own_papers(monkeypatch):
    monkeypatch.setattr(registry, "_papers", dict(registry.all_papers()))


class TestMake(TestCase):
    def test_the_file_waits_and_the_taking_is_written_down(self):
        """EX-12, EX-13."""
        add(lambda *_: Made(b"paper", 2, ("One logo is broken.",)))
        job = ask()

        jobs.PaperJobs().work("one", clock)

        job.refresh_from_db()
        assert (job.status, job.people, job.problems) == (PaperStatus.DONE, 2, "One logo is broken.")
        assert job.file_name.endswith("-trial-en-20261005-1200.pdf")
        record = ExportRecord.objects.get()
        assert (record.by, record.rows, record.digest) == (job.by, 2, job.digest)

    def test_a_refusal_is_told_in_words(self):
        def refuse(conference, options):
            raise PaperRefused("No font has the letter.", "letter_missing")

        add(refuse)
        job = ask()

        jobs.PaperJobs().work("one", clock)

        job.refresh_from_db()
        assert (job.status, job.problems) == (PaperStatus.FAILED, "No font has the letter.")

    def test_a_fault_of_ours_is_logged_and_said_to_be_ours(self):
        def fail(conference, options):
            raise ZeroDivisionError

        add(fail)
        job = ask(reads="ru")

        with self.assertLogs("attendees.papers.jobs", "ERROR"):
            jobs.PaperJobs().work("one", clock)

        job.refresh_from_db()
        assert job.status == PaperStatus.FAILED
        assert "в журнале" in job.problems

    def test_how_far_it_is_can_be_seen_meanwhile(self):
        seen = []

        def make(conference, options):
            options.progress(1, 4)
            seen.append(paper_jobs.PaperJob.objects.values_list("done", "of").get())
            return Made(b"paper", 4)

        add(make)
        ask()

        jobs.PaperJobs().work("one", clock)

        assert seen == [(1, 4)]

    def test_who_lost_the_paper_stops(self):
        def make(conference, options):
            paper_jobs.hand_back("one", now=NOON)
            options.progress(1, 4)
            raise AssertionError("went on")

        add(make)
        job = ask()

        jobs.PaperJobs().work("one", clock)

        job.refresh_from_db()
        assert job.status == PaperStatus.QUEUED

    def test_the_hand_makes_a_real_paper(self):
        worker_jobs.discover()
        category = make_category(code="NGO")
        make_delegate(category=category, status="APPROVED")
        job = ask("list-of-participants", category.conference)

        Hand("one", clock).finish()

        job.refresh_from_db()
        assert (job.status, job.people) == (PaperStatus.DONE, 1)


DIES_IN_THE_MIDDLE = """
import os, django
django.setup()
from django.utils import timezone
from attendees.papers import jobs, registry
registry.make = lambda *_: os._exit(137)
jobs.PaperJobs().work("doomed", timezone.now)
"""


class TestKilled(TransactionTestCase):
    def test_what_a_dead_worker_had_in_hand_is_made_by_the_next(self):
        worker_jobs.discover()
        category = make_category(code="NGO")
        make_delegate(category=category, status="APPROVED")
        job = ask("list-of-participants", category.conference, now=timezone.now())

        with python("-c", DIES_IN_THE_MIDDLE, port=1) as process:
            code = process.wait(timeout=60)
        job.refresh_from_db()
        died_as = (code, job.status, job.leased_by)
        later = timezone.now() + LEASE
        Hand("heir", lambda: later).finish()

        job.refresh_from_db()
        assert died_as == (137, PaperStatus.RUNNING, "doomed")
        assert (job.status, job.attempts) == (PaperStatus.DONE, 2)
