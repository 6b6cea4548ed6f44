"""Tables are kept sealed, applied as they were shown, all or nothing, and forgotten (L-09, IM-05, IM-06, IM-13)."""

import json
from datetime import timedelta
from unittest import mock

import pytest
from django.db import connection
from django.test import TestCase

from attendees.domain import chores, imports, intake
from attendees.domain.imports import MOST_WAITING
from attendees.domain.refusals import ImportRefused
from attendees.enums import DelegateStatus, Source
from attendees.models import (
    ChangeRequest,
    Consent,
    Delegate,
    DelegationEvent,
    ImportBatch,
    ImportMapping,
    Likeness,
    OrganisationSpelling,
)
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.imports.batches import apply, fresh, kinds, plan, receive
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_organisation,
    make_user,
    minutes,
)

S = DelegateStatus
HEAD = "ФИО | Должность | Организация | E-mail"
THREE = f"""{HEAD}
Жапаров Аскар Бакытович | Начальник отдела | Минюст | askar@example.org
Ким Елена | Эксперт | ГСИН | kim@example.org
Цой Вера | Психолог | ГСИН |
"""


class Applied(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.officer = make_user()
        cls.conference = make_conference()
        cls.category = make_category(cls.conference, code="STATES", approval=ApprovalMode.SECRETARIAT)

    def receive(self, text=THREE, **more):
        return receive(self.conference, text, by=self.officer, **{"category": "STATES", **more})

    def apply(self, batch, **more):
        return apply(batch, by=self.officer, **more)

    def refusal(self, call, *arguments, **more):
        with pytest.raises(ImportRefused) as refused:
            call(*arguments, **more)
        return refused.value.code


class TestKeeping(Applied):
    def test_the_cells_are_sealed(self):
        batch = self.receive()

        with connection.cursor() as cursor:
            cursor.execute("SELECT cells FROM attendees_importbatch")
            (stored,) = cursor.fetchone()
        assert "Жапаров" not in stored
        assert json.loads(fresh(batch).cells)["sheets"][0]["rows"][1][0] == "Жапаров Аскар Бакытович"

    def test_the_sender_and_the_name_of_the_file_are_kept(self):
        batch = fresh(self.receive())

        assert (batch.by, batch.focal_point, batch.name) == (self.officer, None, "list.xlsx")

    def test_only_options_there_are_are_kept(self):
        batch = imports.choose(self.receive(), {"sheet": 1, "status": "APPROVED"})

        assert batch.options == {"category": "STATES", "sheet": 1}

    def test_the_oldest_tables_of_a_sender_go(self):
        batches = [self.receive(now=NOON + minutes(place)) for place in range(MOST_WAITING + 2)]

        assert not ImportBatch.objects.filter(pk__in=[batches[0].pk, batches[1].pk]).exists()
        assert ImportBatch.objects.count() == MOST_WAITING

    def test_a_cell_can_be_corrected(self):
        """R-30, corrected there and then."""
        batch = self.receive("ФИО | Должность\nОсмoнов Нурбек | Эксперт")
        assert kinds(plan(batch)) == {2: "REFUSED"}

        imports.amend(batch, 0, {(1, 0): "Осмонов Нурбек", (1, 1): "Психолог"})

        assert plan(batch).lines[0].incoming.fields["position"] == "Психолог"

    def test_a_cell_outside_the_table_is_none(self):
        batch = self.receive()

        for place in ((9, 0), (0, 9), (-1, 0)):
            assert self.refusal(imports.amend, batch, 0, {place: "x"}) == "no_cell"

    def test_a_discarded_table_is_gone(self):
        batch = self.receive()

        imports.discard(batch)
        imports.discard(batch)

        assert not ImportBatch.objects.exists()

    def test_a_table_that_was_applied_is_changed_no_more(self):
        batch = self.receive()
        self.apply(batch)

        assert self.refusal(imports.choose, batch, {"sheet": 1}) == "gone"
        assert self.refusal(imports.amend, batch, 0, {(0, 0): "x"}) == "gone"
        assert self.refusal(imports.content, fresh(batch)) == "gone"


class TestNewPeople(Applied):
    def test_they_wait_for_a_decision_in_the_order_of_the_table(self):
        """RC-19."""
        result = self.apply(self.receive())

        people = Delegate.objects.order_by("number")
        assert [(each.cyrillic_family_name, each.status, each.source) for each in people] == [
            ("Жапаров", S.PENDING, Source.IMPORT),
            ("Ким", S.PENDING, Source.IMPORT),
            ("Цой", S.PENDING, Source.IMPORT),
        ]
        assert (result.counts["NEW"], result.counts["taken"], result.is_repeated) == (3, 3, False)

    def test_what_the_table_says_stands_in_the_registration(self):
        self.apply(self.receive())

        askar = Delegate.objects.get(cyrillic_given_name="Аскар")
        assert (askar.family_name, askar.patronymic, askar.position, askar.email, askar.language, askar.sex) == (
            "Zhaparov", "Бакытович", "Начальник отдела", "askar@example.org", "en", "NOT_STATED",
        )  # fmt: skip
        assert "japarov" in askar.search_text
        assert askar.name_keys.exists()

    def test_history_says_that_they_came_from_a_table(self):
        self.apply(self.receive())

        event = Delegate.objects.first().events.get()
        assert (event.kind, event.by, event.to_status) == ("IMPORTED", self.officer, S.PENDING)

    def test_nobody_agreed_to_anything(self):
        self.apply(self.receive())

        assert not Consent.objects.exists()

    def test_nobody_is_written_to_unless_it_is_wished(self):
        self.apply(self.receive())

        assert not Letter.objects.exists()

    def test_who_has_an_address_is_written_to_when_it_is_wished(self):
        self.apply(self.receive(letters=True))

        assert sorted(Letter.objects.values_list("to_email", "kind")) == [
            ("askar@example.org", "delegate_received"),
            ("kim@example.org", "delegate_received"),
        ]

    def test_refused_and_doubtful_lines_stay_out_and_are_counted(self):
        """IM-07."""
        result = self.apply(self.receive(THREE + "Осмoнов Нурбек | x | x |\nКим Елена | Эксперт | |\n"))

        assert Delegate.objects.count() == 3
        assert (result.counts["REFUSED"], result.counts["DUPLICATE"], result.counts["left_out"]) == (1, 1, 2)

    def test_running_numbers_go_on(self):
        make_delegate(category=self.category, number=500)

        self.apply(self.receive())

        assert sorted(Delegate.objects.values_list("number", flat=True)) == [500, 501, 502, 503]

    def test_markup_is_text(self):
        """IM-10."""
        self.apply(self.receive("ФИО | Организация\nКим Елена | <script>alert(1)</script>"))

        assert Delegate.objects.get().organisation == "<script>alert(1)</script>"


class TestSeats(Applied):
    def test_sixty_people_for_fifty_seats_are_fifty_and_ten_who_wait(self):
        """IM-13, RC-19: never over a limit."""
        make_category(self.conference, code="OPEN", approval=ApprovalMode.AUTOMATIC, quota=50)
        parts = "Абен Бекет Валин Гумар Досан Еркин Жолан Замир Исмаил Калил".split()
        names = [f"{part}{end}" for part in parts for end in ("ов", "екин", "уллин", "ченко", "сон", "идзе")]
        lines = [f"{name} Елена | x | y | {place}@example.org" for place, name in enumerate(names)]
        choices = {str(line): "new" for line in range(2, 62)}

        self.apply(self.receive("\n".join([HEAD, *lines]), category="OPEN", choices=choices))

        statuses = [Delegate.objects.filter(status=status).count() for status in (S.APPROVED, S.WAITLISTED)]
        assert statuses == [50, 10]
        assert Letter.objects.filter(kind="delegate_waitlisted").count() == 10


class TestAgain(Applied):
    def test_the_same_file_again_changes_nothing(self):
        """IM-06: "3 unchanged"."""
        self.apply(self.receive())
        before = sorted(Delegate.objects.values_list("pk", "revision"))

        result = self.apply(self.receive())

        assert (result.counts["SAME"], result.counts["taken"]) == (3, 0)
        assert sorted(Delegate.objects.values_list("pk", "revision")) == before

    def test_the_same_batch_again_does_nothing_more(self):
        batch = self.receive()
        first = self.apply(batch)

        second = self.apply(batch)

        assert (second.is_repeated, second.counts) == (True, first.counts)
        assert Delegate.objects.count() == 3

    def test_the_letters_are_not_sent_again(self):
        """IM-14."""
        self.apply(self.receive(letters=True))

        self.apply(self.receive(letters=True))

        assert Letter.objects.count() == 2

    def test_a_file_with_one_more_line_adds_that_one(self):
        self.apply(self.receive())

        result = self.apply(self.receive(THREE + "Ли Анна | Судья | |\n"))

        assert (result.counts["NEW"], result.counts["SAME"]) == (1, 3)


class TestChanges(Applied):
    def known(self, **fields):
        return make_delegate(
            category=self.category,
            **{"family_name": "Kim", "given_name": "Elena", "cyrillic_family_name": "Ким",
               "cyrillic_given_name": "Елена",
               "email": "kim@example.org", "organisation": "ГСИН", "position": "Инспектор", **fields},
        )  # fmt: skip

    def test_who_is_not_decided_on_is_corrected(self):
        known = self.known()

        result = self.apply(self.receive())

        known.refresh_from_db()
        assert (known.position, known.revision, result.counts["CHANGED"]) == ("Эксперт", 1, 1)
        assert known.events.get().fields == ["position"]

    def test_who_is_approved_keeps_the_old_value_until_the_request_is_accepted(self):
        """R-21."""
        known = self.known(status=S.APPROVED)

        self.apply(self.receive())

        known.refresh_from_db()
        request = ChangeRequest.objects.get()
        assert (known.position, request.fields) == ("Инспектор", ["position"])

    def test_a_state_is_changed_as_a_state(self):
        known = self.known()

        self.apply(self.receive("ФИО | Гражданство | E-mail\nКим Елена | Кыргызстан | kim@example.org"))

        known.refresh_from_db()
        assert known.nationality_id == "KG"

    def test_a_change_left_as_it_is_is_not_done(self):
        known = self.known()

        self.apply(self.receive(choices={"3": "skip"}))

        known.refresh_from_db()
        assert known.position == "Инспектор"

    def test_the_answer_same_person_writes_into_the_registration_there_is(self):
        known = self.known(email="other@example.org", organisation="Суд")

        self.apply(self.receive(choices={"3": str(known.number)}))

        known.refresh_from_db()
        assert (known.email, known.organisation) == ("kim@example.org", "ГСИН")
        assert Delegate.objects.count() == 3

    def test_the_answer_another_person_is_shown_to_the_officers(self):
        """R-11."""
        known = self.known(email="other@example.org", organisation="Суд")

        self.apply(self.receive(choices={"3": "new"}))

        assert Likeness.objects.get().first == known


class TestAsShown(Applied):
    def test_what_was_shown_is_done(self):
        batch = self.receive()

        assert self.apply(batch, seen=plan(batch).digest).counts["taken"] == 3

    def test_a_plan_that_is_another_by_now_is_not_done(self):
        """RC-23."""
        batch = self.receive()
        seen = plan(batch).digest
        make_delegate(category=self.category, family_name="Kim", given_name="Elena", email="kim@example.org")

        assert self.refusal(self.apply, batch, seen=seen) == "changed_meanwhile"
        assert Delegate.objects.count() == 1

    def test_a_table_somebody_corrected_meanwhile_is_not_done(self):
        batch = self.receive()
        kept = fresh(batch)
        imports.amend(batch, 0, {(1, 0): "Ли Анна"})

        assert self.refusal(imports.apply, kept, None, by=None, now=NOON) == "changed_meanwhile"

    def test_a_table_that_is_gone_is_said_to_be(self):
        batch = self.receive()
        kept = fresh(batch)
        imports.discard(batch)

        assert self.refusal(imports.apply, kept, None, by=None, now=NOON) == "gone"


class TestAllOrNothing(Applied):
    def test_a_line_the_domain_refuses_takes_back_all(self):
        """L-09, IM-05."""
        make_delegate(category=self.category, family_name="Tsoi", given_name="Vera", organisation="ГСИН",
                      cyrillic_family_name="Цой", cyrillic_given_name="Вера", email="")  # fmt: skip
        batch = self.receive()

        with mock.patch("attendees.domain.imports.corrections.correct", side_effect=ImportRefused("Why.", "x")):
            assert self.refusal(self.apply, batch) == "line"

        assert Delegate.objects.count() == 1
        assert not OrganisationSpelling.objects.exists()
        assert fresh(batch).cells

    def test_the_refusal_names_the_line(self):
        make_delegate(category=self.category, family_name="Tsoi", given_name="Vera", organisation="ГСИН",
                      cyrillic_family_name="Цой", cyrillic_given_name="Вера", email="")  # fmt: skip

        with (
            mock.patch("attendees.domain.imports.corrections.correct", side_effect=ImportRefused("Why.", "x")),
            pytest.raises(ImportRefused, match=r"Line 4, Tsoy, Vera: Why\. Nothing was taken over\."),
        ):
            self.apply(self.receive())

    def test_a_fault_in_the_middle_leaves_nothing(self):
        batch = self.receive()

        with mock.patch.object(intake.duplicates, "note_many", side_effect=RuntimeError), pytest.raises(RuntimeError):
            self.apply(batch)

        assert not Delegate.objects.exists()
        assert self.apply(batch).counts["taken"] == 3


class TestDelegation(Applied):
    def setUp(self):
        self.delegation = make_delegation(self.conference, language="ru")
        self.point = make_focal_point(self.delegation)

    def receive(self, *lines, head="ФИО | Роль | Должность", **more):
        text = "\n".join([head, *lines])
        return receive(self.conference, text, by=self.point, delegation=self.delegation, **more)

    def apply(self, batch, **more):
        return apply(batch, by=self.point, **more)

    def test_new_people_are_drafts_in_the_order_of_the_file(self):
        self.apply(self.receive("Ким Елена | эксперт | a", "Абенов Ерлан | глава делегации | b", "Цой Вера | | c"))

        people = self.delegation.people.order_by("place")
        assert [(each.family_name, each.status, each.capacity, each.source, each.language) for each in people] == [
            ("Kim", S.DRAFT, "EXPERT", Source.IMPORT, "ru"),
            ("Abenov", S.DRAFT, "HEAD", Source.IMPORT, "ru"),
            ("Tsoi", S.DRAFT, "", Source.IMPORT, "ru"),
        ]
        assert {each.country_id for each in people} == {"KZ"}

    def test_everything_is_the_focal_point_s_doing(self):
        self.apply(self.receive("Ким Елена | |"))

        event = DelegationEvent.objects.get(kind="IMPORTED")
        assert (event.focal_point, event.data["NEW"]) == (self.point, 1)
        assert Delegate.objects.get().events.get().focal_point == self.point

    def test_more_people_than_places_may_be_named(self):
        self.delegation.quota_in_person = 1
        self.delegation.save()

        self.apply(self.receive("Ким Елена | |", "Ли Анна | |"))

        assert self.delegation.people.count() == 2

    def test_a_draft_is_changed_by_the_next_file(self):
        make_member(self.delegation, family_name="Kim", given_name="Elena", position="Judge", status=S.DRAFT)

        result = self.apply(self.receive("Elena Kim | head of delegation | Expert", head="Full name | Role | Position"))

        draft = self.delegation.people.get()
        assert (draft.position, draft.capacity, result.counts["CHANGED"]) == ("Expert", "HEAD", 1)

    def test_after_the_deadline_nobody_is_named(self):
        """R-19."""
        late = self.delegation.closes_at + minutes(1)
        batch = self.receive("Ким Елена | |")

        assert self.refusal(self.apply, batch, now=late) == "line"
        assert not Delegate.objects.exists()

    def test_the_same_file_twice_names_nobody_twice(self):
        self.apply(self.receive("Ким Елена | |", "Ли Анна | |"))

        result = self.apply(self.receive("Ким Елена | |", "Ли Анна | |"))

        assert (result.counts["SAME"], self.delegation.people.count()) == (2, 2)


class TestOrganisations(Applied):
    def test_unknown_spellings_are_queued_once_and_no_organisation_is_made(self):
        """R-40."""
        self.apply(self.receive())
        self.apply(self.receive(THREE + "Ли Анна | Судья | «Минюст» |\n"))

        assert sorted(OrganisationSpelling.objects.values_list("text", "status")) == [
            ("ГСИН", "OPEN"),
            ("Минюст", "OPEN"),
        ]
        assert not self.conference.organisations.exists()

    def test_known_ones_are_written_under_their_own_name(self):
        make_organisation(self.conference, "Prison Service", aliases=["ГСИН"])

        self.apply(self.receive())

        assert Delegate.objects.filter(organisation="Prison Service").count() == 2
        assert OrganisationSpelling.objects.count() == 1


class TestRemembering(Applied):
    head = "Кто | Чем занят | E-mail"

    def test_columns_are_remembered_for_the_next_file_with_the_same_head(self):
        first = self.receive(f"{self.head}\nКим Елена | Эксперт | k@example.org", head=0)
        imports.choose(first, {"columns": {"0": "full_name", "1": "position", "2": "email"}})
        self.apply(first)

        second = self.receive(f"Список\n\n{self.head.upper()}\nЛи Анна | Судья | l@example.org", head=2)

        assert plan(second).lines[0].incoming.fields["position"] == "Судья"
        assert ImportMapping.objects.count() == 1

    def test_they_are_forgotten_with_nothing_and_known_at_this_conference_only(self):
        batch = self.receive(f"{self.head}\nКим Елена | Эксперт | k@example.org", head=0)
        imports.choose(batch, {"columns": {"0": "full_name"}})
        self.apply(batch)
        signature = ImportMapping.objects.get().signature

        assert imports.remembered(make_conference(), signature) == {}
        assert imports.remembered(self.conference, "") == {}


class TestForgetting(Applied):
    def test_the_cells_are_emptied_once_applied(self):
        batch = self.receive()
        self.apply(batch)

        assert (fresh(batch).cells, fresh(batch).applied_at) == ("", NOON)

    def test_a_table_nobody_applied_is_gone_after_a_day(self):
        batch = self.receive()

        chores.forget_tables(now=NOON + timedelta(hours=23))
        assert fresh(batch).cells

        chores.forget_tables(now=NOON + timedelta(hours=24))
        assert not ImportBatch.objects.exists()

    def test_what_was_applied_stays_known_without_its_cells(self):
        self.apply(self.receive())

        chores.forget_tables(now=NOON + timedelta(days=30))

        assert ImportBatch.objects.get().counts["NEW"] == 3
