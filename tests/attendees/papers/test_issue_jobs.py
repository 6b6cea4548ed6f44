"""Issuing as work of the queue: agreed to, made file by file, frozen at once, and once."""

from unittest import mock

from django.test import TestCase, TransactionTestCase
from django.utils import timezone
from django.utils.translation import override

from attendees.domain import paper_jobs, participant_lists
from attendees.domain.paper_jobs import LEASE
from attendees.domain.refusals import ListRefused
from attendees.enums import DelegateStatus, ListStatus, PaperStatus
from attendees.models import ExportRecord, ListFile, ListRevision, PaperJob
from attendees.papers import issuing, jobs, list_of_participants
from conference.enums import Confidentiality
from conference.models import Membership
from mailing.domain import jobs as worker_jobs
from mailing.domain.jobs import Hand
from tests.attendees.races import control, together, without_lock
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user, minutes
from tests.mailing.processes import python

MEANWHILE = "Somebody was added or changed meanwhile. Look at the list again."
Q, DONE, FAILED = PaperStatus.QUEUED, PaperStatus.DONE, PaperStatus.FAILED


def clock():
    return NOON


def held(**fields):
    """A conference with one person in its list, and whoever issues it."""
    conference = make_conference(symbol="UN/1", **fields)
    somebody(conference)
    return conference, manager(conference)


def somebody(conference, **fields):
    category = conference.categories.first() or make_category(conference, code="NGO")
    return make_delegate(category=category, status=DelegateStatus.APPROVED, **fields)


def manager(conference):
    user = make_user()
    Membership.objects.create(conference=conference, user=user, role="manager")
    return user


def planned(conference, languages=("en",), now=NOON):
    status = ListStatus.PROVISIONAL
    return participant_lists.plan(conference, status=status, languages=languages, symbol="UN/1/INF.2", now=now)


def ask(plan, by, shown=None, reads="en"):
    return issuing.ask(plan, shown=plan.digest if shown is None else shown, reads=reads, by=by)


def asked(**fields):
    conference, by = held(**fields)
    return ask(planned(conference), by)


def work(name="one", now=NOON):
    jobs.PaperJobs().work(name, lambda: now)


def standing(job):
    job.refresh_from_db()
    return job.status, job.problems


class TestAsk(TestCase):
    def test_what_was_agreed_to_waits_and_nothing_is_issued(self):
        conference, by = held()
        plan = planned(conference, ["en", "ru"])

        job = ask(plan, by)

        agreed = {"status": "PROVISIONAL", "symbol": "UN/1/INF.2", "languages": "en ru", "shown": plan.digest}
        assert (job.status, job.chosen, job.by, job.asked_at) == (Q, agreed, by, NOON)
        assert not ListRevision.objects.exists()

    def test_what_is_not_as_it_was_shown_is_refused(self):
        conference, by = held()
        shown = planned(conference).digest
        somebody(conference)

        with self.assertRaisesMessage(ListRefused, MEANWHILE):
            ask(planned(conference), by, shown)

        assert not PaperJob.objects.exists()

    def test_the_same_asked_for_twice_is_one_job_and_anything_else_another(self):
        conference, by = held()
        plan = planned(conference)

        jobs_asked = [
            ask(plan, by),
            ask(plan, by),
            ask(planned(conference, ["ru"]), by),
            ask(plan, manager(conference)),
        ]

        assert jobs_asked[0] == jobs_asked[1]
        assert PaperJob.objects.count() == 3

    def test_the_plan_is_known_again_in_any_language_of_the_page(self):
        conference, _by = held()
        digests = set()
        for language in ("en", "ru", "ky"):
            with override(language):
                digests.add(planned(conference).digest)

        assert len(digests) == 1

    def test_it_is_long_with_many_people_or_in_many_languages(self):
        conference, _by = held()

        with mock.patch.object(issuing, "SECONDS_A_THOUSAND", 500):
            found = [issuing.takes_long(planned(conference, each)) for each in (["en"], ["en", "ru", "ky"])]

        assert found == [False, True]


class TestIssue(TestCase):
    def test_every_file_is_made_and_the_list_is_issued(self):
        conference, by = held()
        job = ask(planned(conference, ["en", "ru"]), by)

        work(now=NOON + minutes(7))

        revision = ListRevision.objects.get()
        assert (standing(job)[0], job.issued, job.people, job.file.name) == (DONE, revision, 1, "")
        assert (revision.by, revision.languages, revision.full_symbol) == (by, ["en", "ru"], "UN/1/INF.2")
        assert revision.issued_at == NOON
        assert revision.files.count() == 6

    def test_nobody_has_taken_anything_yet(self):
        """EX-12: it is written down when a file is fetched."""
        asked()

        work()

        assert not ExportRecord.objects.exists()

    def test_how_many_files_are_made_can_be_seen_meanwhile(self):
        asked()
        render, seen = list_of_participants.render, []

        def look(*args):
            seen.append(PaperJob.objects.values_list("done", "of").get())
            return render(*args)

        with mock.patch.object(list_of_participants, "render", look):
            work()

        assert seen == [(0, 3), (1, 3), (2, 3)]

    def test_somebody_approved_since_it_was_shown_stops_it(self):
        job = asked()
        somebody(job.conference)

        work()

        assert standing(job) == (FAILED, MEANWHILE)
        assert not ListRevision.objects.exists()

    def test_somebody_changed_while_the_files_are_made_stops_it(self):
        job = asked()
        person, render = job.conference.delegates.get(), list_of_participants.render

        def change(*args):
            person.position = "Minister"
            person.save()
            return render(*args)

        with mock.patch.object(list_of_participants, "render", change):
            work()

        assert standing(job) == (FAILED, MEANWHILE)
        assert not ListRevision.objects.exists()

    def test_a_list_issued_meanwhile_by_another_stops_it(self):
        job = asked()
        participant_lists.issue(planned(job.conference), [], by=None)

        work()

        assert standing(job) == (FAILED, MEANWHILE)
        assert ListRevision.objects.count() == 1

    def test_a_letter_no_font_has_is_told_in_the_language_of_whoever_asked(self):
        """R-42."""
        conference, by = held()
        conference.delegates.update(position="😀")
        job = ask(planned(conference), by, reads="ru")

        work()

        status, problems = standing(job)
        assert status == FAILED
        assert "GRINNING FACE" in problems
        assert not ListFile.objects.exists()

    def test_who_may_issue_no_more_issues_nothing(self):
        job = asked()
        Membership.objects.update(role="officer")

        work()

        assert standing(job) == (FAILED, "You may not issue the list any more.")
        assert not ListRevision.objects.exists()

    def test_of_a_closed_conference_no_file_is_made_and_nobody_waits(self):
        """R-57."""
        job = asked(confidentiality=Confidentiality.CLOSED)

        work()

        assert not issuing.takes_long(planned(job.conference))
        assert standing(job)[0] == DONE
        assert not ListFile.objects.exists()


class TestTakenOver(TestCase):
    """A worker that was thought dead comes back while another has its work."""

    def setUp(self):
        self.job = asked()
        self.slow = paper_jobs.claim("slow", now=NOON)
        self.heir = paper_jobs.claim("heir", now=NOON + LEASE)

    def issue(self, job):
        """To the end, as if it had lost the work only after the last file."""
        with mock.patch.object(issuing, "made", return_value=[]):
            jobs.make(job, clock)

    def test_it_issues_nothing_and_the_heir_issues_once(self):
        self.issue(self.slow)
        first = ListRevision.objects.count()

        self.issue(self.heir)

        assert (first, ListRevision.objects.count()) == (0, 1)
        assert standing(self.job) == (DONE, "")
        assert self.job.issued == ListRevision.objects.get()

    def test_after_the_heir_has_issued_it_changes_nothing(self):
        self.issue(self.heir)

        self.issue(self.slow)

        assert ListRevision.objects.count() == 1
        assert standing(self.job) == (DONE, "")

    def test_without_a_look_at_whose_work_it_is_a_list_is_out_and_the_page_says_it_is_not(self):
        """The control: what the first test keeps from happening."""
        with mock.patch.object(paper_jobs, "finish_with_list"):
            self.issue(self.slow)

        self.issue(self.heir)

        assert ListRevision.objects.count() == 1
        assert standing(self.job) == (FAILED, MEANWHILE)


class TestRaces(TransactionTestCase):
    def two(self):
        """Two managers who have agreed to the same plan, each with a worker."""
        conference, by = held()
        plan = planned(conference)
        ask(plan, by)
        ask(plan, manager(conference))
        return [paper_jobs.claim(name, now=NOON) for name in ("one", "two")]

    def outcomes(self, held_jobs):
        together(*[lambda job=job: jobs.make(job, clock) for job in held_jobs])
        return sorted(standing(job) for job in held_jobs)

    def test_two_who_agreed_to_the_same_issue_it_once(self):
        for _round in range(3):
            assert self.outcomes(self.two()) == [(DONE, ""), (FAILED, MEANWHILE)]

        assert ListRevision.objects.count() == 3

    def test_a_button_pressed_twice_at_once_is_one_job(self):
        conference, by = held()
        plan = planned(conference)

        results = together(*[lambda: ask(plan, by)] * 4)

        assert len(set(results)) == 1
        assert PaperJob.objects.count() == 1

    def test_one_job_in_two_hands_is_issued_once(self):
        for _round in range(3):
            job = asked()
            hands = [paper_jobs.claim("slow", now=NOON), paper_jobs.claim("heir", now=NOON + LEASE)]

            assert self.outcomes(hands)[0][0] == DONE

            assert ListRevision.objects.filter(conference=job.conference).count() == 1

    @control
    def test_without_the_lock_the_second_runs_into_the_constraint(self):
        held_jobs = self.two()

        with without_lock(participant_lists, "latest", 2), self.assertLogs("attendees.papers.jobs", "ERROR"):
            outcomes = self.outcomes(held_jobs)

        assert outcomes != [(DONE, ""), (FAILED, MEANWHILE)]


DIES_AT_THE_FIRST_FILE_IT_KEEPS = """
import os, django
django.setup()
from django.utils import timezone
from attendees.domain import participant_lists
from attendees.papers import jobs
participant_lists._keep = lambda *_, **__: os._exit(137)
jobs.PaperJobs().work("doomed", timezone.now)
"""


class TestKilled(TransactionTestCase):
    def test_a_worker_killed_while_it_freezes_leaves_nothing_and_the_next_issues_it_once(self):
        worker_jobs.discover()
        conference, by = held()
        job = ask(planned(conference, now=timezone.now()), by)

        with python("-c", DIES_AT_THE_FIRST_FILE_IT_KEEPS, port=1) as process:
            code = process.wait(timeout=60)
        left = (code, standing(job)[0], ListRevision.objects.count())
        later = timezone.now() + LEASE
        for _time in range(2):
            Hand("heir", lambda: later).finish()

        assert left == (137, PaperStatus.RUNNING, 0)
        assert (standing(job)[0], job.attempts, job.issued.files.count()) == (DONE, 2, 3)
        assert ListRevision.objects.count() == 1
