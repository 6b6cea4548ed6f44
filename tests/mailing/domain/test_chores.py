from unittest import mock

from django.contrib.sessions.models import Session
from django.test import TestCase

from mailing.domain import chores
from mailing.enums import LetterStatus
from mailing.models import ChoreRun, Letter
from tests.mailing.makers import NOON, letter_in, queue_letter, seconds

DAY = seconds(24 * 3600)


class TestRunDue(TestCase):
    def setUp(self):
        self.calls = []
        patch = mock.patch.dict(chores.registry, clear=True)
        patch.start()
        self.addCleanup(patch.stop)

        @chores.chore(every=seconds(60))
        def sweep(*, now):
            self.calls.append(now)

    def test_a_chore_runs_at_once_and_then_every_so_often(self):
        for moment in (0, 1, 59, 60, 61):
            chores.run_due(now=NOON + seconds(moment))

        assert self.calls == [NOON, NOON + seconds(60)]
        assert ChoreRun.objects.get().name == "tests.sweep"
        assert ChoreRun.objects.get().finished_at == NOON + seconds(60)

    def test_of_two_workers_one_does_it(self):
        """FT-10: both have seen that it is due."""
        ChoreRun.objects.create(name="tests.sweep", due_at=NOON)
        [sweep] = chores.registry.values()

        taken = [chores._take(sweep, NOON), chores._take(sweep, NOON)]

        assert taken == [True, False]

    def test_a_chore_that_fails_is_noted_and_stops_no_other(self):
        @chores.chore(every=seconds(60))
        def break_down(*, now):
            raise ZeroDivisionError

        with self.assertLogs("mailing.domain.chores", "ERROR"):
            done = chores.run_due(now=NOON)

        broken = ChoreRun.objects.get(name="tests.break_down")
        assert done == 1
        assert self.calls == [NOON]
        assert (broken.last_error, broken.finished_at) == ("ZeroDivisionError", None)

    def test_resting_costs_one_statement(self):
        chores.run_due(now=NOON)

        with self.assertNumQueries(1):
            chores.run_due(now=NOON + seconds(1))


class TestOwnChores(TestCase):
    def test_every_app_is_asked(self):
        chores.discover()

        assert {"mailing.clear_sessions", "mailing.wipe_old_words"} <= set(chores.registry)

    def test_expired_sessions_go(self):
        Session.objects.create(session_key="old", session_data="", expire_date=NOON - 900 * DAY)

        chores.clear_sessions(now=NOON)

        assert Session.objects.count() == 0

    def test_old_letters_lose_their_words_unless_they_are_still_owed(self):
        late = NOON + chores.WORDS_ARE_KEPT_FOR + seconds(1)
        sent, failed = letter_in(LetterStatus.SENT), letter_in(LetterStatus.FAILED)
        recent = letter_in(LetterStatus.SENT, now=NOON + DAY)
        owed = queue_letter()

        chores.wipe_old_words(now=late)

        kept = {letter.pk: bool(letter.text or letter.html) for letter in Letter.objects.all()}
        assert kept == {sent.pk: False, failed.pk: True, recent.pk: True, owed.pk: True}
        assert Letter.objects.get(pk=sent.pk).to_email == sent.to_email
