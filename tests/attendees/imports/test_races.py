"""Two at the same table at once (IM-06), and a table beside a rush for seats (RC-19)."""

from collections import Counter

from django.db import IntegrityError
from django.test import TransactionTestCase

from attendees.domain import imports
from attendees.domain.imports import Result
from attendees.enums import DelegateStatus
from attendees.models import Delegate
from mailing.models import Letter
from tests.attendees.imports.batches import apply, receive
from tests.attendees.races import control, register, together, without_lock
from tests.factories import make_category, make_conference, make_delegation, make_focal_point

S = DelegateStatus
TABLE = """ФИО | E-mail
Ким Елена | kim@example.org
Жапаров Аскар | askar@example.org
Осмонов Нурбек | nurbek@example.org
"""


class TestTwoAtOnce(TransactionTestCase):
    def test_two_applies_of_one_table_are_one(self):
        for _round in range(3):
            category = make_category(code="OPEN")
            batch = receive(category.conference, TABLE, category="OPEN")

            answers = together(*[lambda batch=batch: apply(batch)] * 2)

            assert sorted(answer.is_repeated for answer in answers) == [False, True]
            assert category.delegates.count() == 3
        assert Letter.objects.count() == 9

    def test_two_uploads_of_one_file_register_nobody_twice(self):
        """IM-06."""
        category = make_category(code="OPEN")
        batches = [receive(category.conference, TABLE, category="OPEN") for _upload in range(2)]

        answers = together(*[lambda batch=batch: apply(batch) for batch in batches])

        assert sorted(answer.counts["NEW"] for answer in answers) == [0, 3]
        assert sorted(answer.counts["SAME"] for answer in answers) == [0, 3]
        assert category.delegates.count() == 3

    def test_two_focal_points_paste_the_same_names(self):
        delegation = make_delegation()
        points = [make_focal_point(delegation) for _point in range(2)]
        batches = [
            receive(delegation.conference, TABLE, delegation=delegation, by=point, category="") for point in points
        ]

        answers = together(
            *[
                lambda batch=batch, point=point: apply(batch, by=point)
                for batch, point in zip(batches, points, strict=True)
            ]
        )

        assert all(isinstance(answer, Result) for answer in answers), answers
        assert delegation.people.count() == 3
        assert sorted(delegation.people.values_list("place", flat=True)) == [1, 2, 3]


class TestSeats(TransactionTestCase):
    def test_a_table_and_a_rush_never_exceed_the_limit(self):
        """RC-08, RC-19: 3 by table and 8 by form for 5 seats."""
        category = make_category(make_conference(capacity=5), code="OPEN")
        batch = receive(category.conference, TABLE, category="OPEN")

        answers = together(lambda: apply(batch), *[lambda n=n: register(category.pk, n) for n in range(8)])

        assert not [answer for answer in answers if isinstance(answer, Exception)]
        statuses = Counter(Delegate.objects.values_list("status", flat=True))
        assert statuses == {S.APPROVED: 5, S.WAITLISTED: 6}
        assert sorted(Delegate.objects.values_list("number", flat=True)) == list(range(1, 12))


@control
class TestControl(TransactionTestCase):
    def test_without_the_lock_the_second_table_runs_into_a_constraint(self):
        """RC-03, IM-06."""
        category = make_category(code="OPEN")
        batches = [receive(category.conference, TABLE, category="OPEN") for _upload in range(2)]

        with without_lock(imports, "plan", 2):
            answers = together(*[lambda batch=batch: apply(batch) for batch in batches])

        assert {type(answer) for answer in answers} == {Result, IntegrityError}
