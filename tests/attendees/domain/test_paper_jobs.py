"""Papers that wait in the queue: whose turn it is, who holds them, how long they are kept."""

import pytest
from django.core.files.storage import default_storage
from django.test import TestCase

from attendees.domain import paper_jobs
from attendees.domain.paper_jobs import KEPT_FOR, LEASE
from attendees.domain.refusals import PaperRefused
from attendees.enums import PaperStatus
from attendees.models import PaperJob
from tests.factories import NOON, make_conference, make_user, minutes


def ask(by, conference=None, **fields):
    asked = {"paper": "badges", "language": "en", "format": "pdf", "chosen": {}, "reads": "en", "now": NOON}
    return paper_jobs.ask(conference or make_conference(), by=by, **{**asked, **fields})


def claim(name="one", now=NOON, **fields):
    return paper_jobs.claim(name, now=now, **fields)


def standing(job):
    job.refresh_from_db()
    return job.status, job.leased_by


class TestAsk(TestCase):
    def test_it_waits(self):
        job = ask(make_user(), chosen={"day": "1"})

        assert (job.status, job.chosen, job.is_over) == (PaperStatus.QUEUED, {"day": "1"}, False)
        assert paper_jobs.is_waiting(now=NOON)

    def test_a_heap_of_them_is_refused(self):
        by = make_user()
        for _number in range(paper_jobs.MOST_WAITING):
            ask(by)

        with pytest.raises(PaperRefused) as refusal:
            ask(by)

        assert refusal.value.code == "too_many_papers"


class TestClaim(TestCase):
    def test_the_oldest_comes_first(self):
        late, early = ask(make_user(), now=NOON + minutes(5)), ask(make_user())

        assert [claim(name, NOON + minutes(6)) for name in ("one", "two", "three")] == [early, late, None]

    def test_it_is_held_for_a_while(self):
        job = ask(make_user())

        claim()

        assert standing(job) == (PaperStatus.RUNNING, "one")
        assert job.leased_until == NOON + LEASE
        assert not paper_jobs.is_waiting(now=NOON)

    def test_one_person_has_two_in_hand_at_most(self):
        """RL-09: the third waits, and lets others pass."""
        busy, other = make_user(), make_user()
        for _number in range(3):
            ask(busy)
        theirs = ask(other, now=NOON + minutes(1))

        taken = [claim(f"worker{number}", NOON + minutes(2)) for number in range(4)]

        assert [job and job.by for job in taken] == [busy, busy, other, None]
        assert taken[2] == theirs
        assert not paper_jobs.is_waiting(now=NOON + minutes(2))

    def test_what_a_dead_worker_held_is_taken_by_another(self):
        job = ask(make_user())
        claim("dead")

        assert claim("heir", NOON + LEASE - minutes(1)) is None
        assert claim("heir", NOON + LEASE) == job
        assert standing(job) == (PaperStatus.RUNNING, "heir")

    def test_one_at_which_three_died_is_put_aside(self):
        job = ask(make_user())
        for number in range(3):
            claim(f"dead{number}", NOON + number * LEASE)

        assert claim("heir", NOON + 3 * LEASE) is None
        assert standing(job) == (PaperStatus.FAILED, "")
        assert "several times" in job.problems

    def test_one_alone_may_be_asked_for(self):
        by = make_user()
        first, second = ask(by), ask(by)

        assert claim(only=second) == second
        assert standing(first)[0] == PaperStatus.QUEUED


class TestInHand(TestCase):
    def setUp(self):
        self.job = ask(make_user())
        self.held = claim()

    def test_progress_is_seen_and_renews(self):
        assert paper_jobs.progress(self.held, 3, 9, now=NOON + minutes(4))

        self.job.refresh_from_db()
        assert (self.job.done, self.job.of, self.job.leased_until) == (3, 9, NOON + minutes(4) + LEASE)

    def test_a_sign_of_life_renews(self):
        assert paper_jobs.renew("one", now=NOON + minutes(4)) == 1
        assert paper_jobs.renew("two", now=NOON + minutes(4)) == 0

        assert claim("heir", NOON + LEASE) is None

    def test_handed_back_it_waits_for_anybody(self):
        assert paper_jobs.hand_back("one", now=NOON) == 1

        assert standing(self.job) == (PaperStatus.QUEUED, "")

    def test_finished_it_keeps_the_file_and_what_went_wrong(self):
        done = paper_jobs.finish(
            self.held, b"paper", file_name="people.pdf", people=3, problems=["One.", "Two."], now=NOON + minutes(1)
        )

        self.job.refresh_from_db()
        assert done
        assert (self.job.status, self.job.people, self.job.problem_lines) == (PaperStatus.DONE, 3, ["One.", "Two."])
        with self.job.file.open("rb") as file:
            assert file.read() == b"paper"
        assert "people.pdf" not in self.job.file.name

    def test_who_lost_it_meanwhile_leaves_nothing_behind(self):
        claim("heir", NOON + LEASE)

        done = paper_jobs.finish(self.held, b"paper", file_name="people.pdf", people=3, problems=[], now=NOON + LEASE)

        assert not done
        assert standing(self.job) == (PaperStatus.RUNNING, "heir")
        assert not default_storage.exists(self.held.file.name or "nothing")
        assert not paper_jobs.progress(self.held, 1, 2, now=NOON)
        assert not paper_jobs.fail(self.held, "No.", now=NOON)


class TestRemoveOld(TestCase):
    def test_after_a_day_file_and_line_are_gone(self):
        """EX-13."""
        job = ask(make_user())
        paper_jobs.finish(claim(), b"paper", file_name="people.pdf", people=1, problems=[], now=NOON)
        job.refresh_from_db()
        ask(make_user(), now=NOON + minutes(1))

        removed = paper_jobs.remove_old(now=NOON + KEPT_FOR)

        assert removed == 1
        assert PaperJob.objects.count() == 1
        assert not default_storage.exists(job.file.name)

    def test_twice_is_harmless(self):
        ask(make_user())

        assert [paper_jobs.remove_old(now=NOON + KEPT_FOR) for _time in range(2)] == [1, 0]
