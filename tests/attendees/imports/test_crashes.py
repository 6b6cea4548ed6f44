"""An import dies in the middle, for real: `kill -9` leaves nothing, and the rerun is clean (L-09, IM-05)."""

import os
import signal

import pytest
from django.test import TransactionTestCase

from attendees.models import Delegate, DelegateEvent, ImportBatch, NameKey, OrganisationSpelling, Register
from mailing.models import Letter
from tests.attendees.imports.batches import apply, fresh, receive
from tests.factories import make_category, make_conference, make_delegate
from tests.mailing.processes import python

PEOPLE = 500
#: Where the process dies: the n-th time that something is written of this kind.
DIES = """
import os, signal, sys, django
django.setup()
from django.db.models import query
from django.utils import timezone
from attendees.domain import imports
from attendees.imports.batches import Reading
from attendees.models import ImportBatch

count, wanted = 0, int(sys.argv[2])
insert = query.QuerySet._insert
def dying(self, *arguments, **more):
    global count
    count += 1
    if count == wanted:
        os.kill(os.getpid(), signal.SIGKILL)
    return insert(self, *arguments, **more)
query.QuerySet._insert = dying

batch = ImportBatch.objects.select_related("conference").get(pk=sys.argv[1])
table = Reading(batch, timezone.now()).table
imports.apply(batch, table, by=None, now=timezone.now())
print(count)
"""
FAMILIES = (
    "Абен Бекет Валин Гумар Досан Еркин Жолан Замир Исмаил Калил Ларион Мамбет Нурлан Омур Панфил Рахман Садык Темир"
)
ENDS = "ов екин уллин ченко сон идзе аев ян ко ский"


def table(size):
    """So many people with letters of their own, an unknown organisation, one change."""
    names = [f"{family}{end}" for family in FAMILIES.split() for end in ENDS.split()]
    given = "Елена Анна Вера".split()
    lines = [
        f"{names[place % len(names)]} {given[place // len(names) % 3]} | Эксперт | ГСИН | {place}@example.org"
        for place in range(size)
    ]
    return "\n".join(["ФИО | Должность | Организация | E-mail", *lines])


def everything():
    """How much of everything there is."""
    models = (Delegate, DelegateEvent, NameKey, Letter, OrganisationSpelling)
    return [model.objects.count() for model in models] + list(Register.objects.values_list("last_number", flat=True))


@pytest.mark.slow
class TestKill(TransactionTestCase):
    def setUp(self):
        self.conference = make_conference()
        make_category(self.conference, code="OPEN", quota=300)
        self.known = make_delegate(category=self.conference.categories.get(), family_name="Known", number=1)
        choices = {str(line): "new" for line in range(2, PEOPLE + 2)}
        self.batch = receive(self.conference, table(PEOPLE), category="OPEN", choices=choices)
        self.before = everything()

    def die(self, at):
        with python("-c", DIES, str(self.batch.pk), str(at), port=1) as process:
            return process.wait(timeout=120)

    def test_ten_deaths_leave_nothing_and_the_rerun_is_whole(self):
        for at in (1, 2, 3, 4, 5, 10, 100, 250, 499, 505):
            assert self.die(at) == -signal.SIGKILL, at
            assert everything() == self.before, at
            assert fresh(self.batch).cells, at

        result = apply(self.batch)

        assert result.counts["NEW"] == PEOPLE
        assert Delegate.objects.count() == PEOPLE + 1
        assert sorted(Delegate.objects.values_list("number", flat=True)) == list(range(1, PEOPLE + 2))
        assert Delegate.objects.filter(status="APPROVED").count() == 300
        assert Letter.objects.count() == PEOPLE

    def test_after_the_rerun_the_same_file_is_500_unchanged(self):
        self.die(50)
        apply(self.batch)

        again = receive(self.conference, table(PEOPLE), category="OPEN")

        assert apply(again).counts["SAME"] == PEOPLE
        assert ImportBatch.objects.filter(applied_at=None).count() == 0


@pytest.mark.slow
class TestWithoutATransaction(TransactionTestCase):
    def test_half_of_it_would_stay(self):
        """The negative control: without its transaction the same death leaves half a table."""
        conference = make_conference()
        make_category(conference, code="OPEN")
        batch = receive(conference, table(40), category="OPEN", choices={str(line): "new" for line in range(2, 42)})
        script = DIES.replace("imports.apply(", "imports.apply.__wrapped__(").replace(
            "from attendees.domain import imports", BARE
        )

        with python("-c", script, str(batch.pk), "5", port=1) as process:
            code = process.wait(timeout=120)

        assert code == -signal.SIGKILL
        assert Delegate.objects.count() == 40
        assert os.getpid() != process.pid


#: The lock is a transaction of its own, and nothing around it.
BARE = """
from attendees.domain import imports, seating
from django.db import transaction
bare = seating.lock
def lock(pk):
    with transaction.atomic():
        return bare(pk)
seating.lock = lock
from attendees.domain import notices
notices.queue = lambda *arguments, **more: __import__("mailing.models", fromlist=["Letter"]).Letter.objects.create(
    kind="x", to_email="x@example.org", language="en", subject="x", text="x", created_at=timezone.now(),
    due_at=timezone.now(), next_try_at=timezone.now())
"""
