"""The command prints the plan; nothing is written without --apply (CONTRACT.md, IM-12)."""

import io
import tempfile
from pathlib import Path

import pytest
import time_machine
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.test import TestCase

from attendees.enums import DelegateStatus
from attendees.models import Delegate, DelegateEvent, ImportBatch
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.imports.files import workbook
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_organisation,
    make_user,
)

S = DelegateStatus
ROWS = [
    ["Список участников"],
    [],
    ["№", "ФИО", "Должность", "E-mail", "Дата рождения"],
    [1, "Жапаров Аскар", "Начальник отдела", "askar@example.org", "12/3/79"],
    [2, "Осмoнов Нурбек", "Инспектор", "", ""],
    [3, "Ким Елена", "Эксперт", "kim@example.org", "01.02.1980"],
]


def dump():
    """Everything in every table of ours."""
    ours = ("attendees", "conference", "mailing")
    models = [model for app in ours for model in apps.get_app_config(app).get_models()]
    return {model._meta.label: serializers.serialize("json", model.objects.order_by("pk")) for model in models}


@time_machine.travel(NOON, tick=False)
class Command(TestCase):
    @classmethod
    def setUpTestData(cls):
        make_country("KZ")
        cls.conference = make_conference(slug="bishkek")
        cls.category = make_category(cls.conference, code="STATES", approval=ApprovalMode.SECRETARIAT)

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "list.xlsx"
        self.file.write_bytes(workbook(ROWS))

    def know_kim(self, **fields):
        names = {"family_name": "Kim", "given_name": "Elena", "email": "kim@example.org"}
        return make_delegate(category=self.category, **names, **fields)

    def run_it(self, *arguments, slug="bishkek", file=None):
        said = io.StringIO()
        call_command("import_delegates", slug, str(file or self.file), *arguments, stdout=said)
        return said.getvalue()


class TestPlan(Command):
    def test_it_says_what_each_line_is(self):
        said = self.run_it("--category", "states").splitlines()

        refused = next(line for line in said if line.startswith("5:"))
        assert said[0] == "A: № → left out"
        assert "B5, ФИО: The fourth letter is a Latin “o”: Осм[o]нов." in refused
        assert [line for line in said if line.startswith("6:")] == ["6: NEW Kim, Yelena (pending)"]
        assert said[-2] == "2 refused, 0 duplicate, 0 changed, 1 new, 0 same"
        assert said[-1] == "Nothing was written. --apply does it."

    def test_nothing_is_written_and_nobody_is_written_to(self):
        """IM-12: the database compared before and after."""
        self.know_kim()
        before = dump()

        self.run_it("--category", "STATES", "--letters", "--new", "4")

        assert dump() == before
        assert not ImportBatch.objects.exists()

    def test_what_would_change_is_shown_old_and_new(self):
        self.know_kim(position="Судья")

        assert "Position: Судья → Эксперт" in self.run_it("--category", "STATES")

    def test_the_options_settle_what_the_file_leaves_open(self):
        said = self.run_it("--category", "STATES", "--dates", "month", "--column", "C=", "--column", "d=email")

        assert "4: NEW Zhaparov, Askar (pending)" in said
        assert "C: Должность → left out" in said


class TestApply(Command):
    def test_what_can_be_taken_is_taken(self):
        said = self.run_it("--category", "STATES", "--dates", "day", "--apply")

        assert said.splitlines()[-1] == "2 taken over, 0 unchanged."
        people = Delegate.objects.order_by("number").values_list("family_name", "status")
        assert list(people) == [("Zhaparov", S.PENDING), ("Kim", S.PENDING)]
        assert not Letter.objects.exists()

    def test_a_second_time_nothing_changes(self):
        """IM-06."""
        options = ("--category", "STATES", "--dates", "day", "--apply")
        self.run_it(*options)

        assert self.run_it(*options).splitlines()[-1] == "0 taken over, 2 unchanged."

    def test_letters_are_sent_when_they_are_wished(self):
        self.run_it("--category", "STATES", "--apply", "--letters")

        assert Letter.objects.get().to_email == "kim@example.org"

    def test_for_a_delegation_they_become_drafts(self):
        delegation = make_delegation(self.conference, category=self.category)

        self.run_it("--delegation", "KZ", "--apply")

        assert [each.status for each in delegation.people.all()] == [S.DRAFT]


class TestWho(Command):
    def test_the_first_superuser_answers_for_it(self):
        self.know_kim()
        boss = make_user(is_superuser=True)

        self.run_it("--category", "STATES", "--apply")

        assert set(DelegateEvent.objects.values_list("kind", "by")) == {("CORRECTED", boss.pk)}

    def test_somebody_else_may_be_named(self):
        make_user(is_superuser=True)
        officer = make_user(username="officer")

        self.run_it("--category", "STATES", "--apply", "--by", "officer")

        assert ImportBatch.objects.get().by == officer

    def test_nobody_s_data_are_changed_by_nobody(self):
        self.know_kim()

        with pytest.raises(CommandError, match="has to answer"):
            self.run_it("--category", "STATES", "--apply")
        with pytest.raises(CommandError, match="no member of the staff"):
            self.run_it("--apply", "--by", "nobody")


class TestDelegations(Command):
    def test_one_of_two_is_said_with_its_category(self):
        for code in ("STATES", "OTHERS"):
            category = self.category if code == "STATES" else make_category(self.conference, code=code)
            make_delegation(category=category)

        with pytest.raises(CommandError, match="more than one"):
            self.run_it("--delegation", "KZ")
        assert "(draft)" in self.run_it("--delegation", "others/kz")

    def test_an_organisation_is_found_by_any_of_its_names(self):
        society = make_organisation(self.conference, "Penal Reform Society", aliases=["PRS"])
        make_delegation(category=self.category, organisation=society)

        assert "(draft)" in self.run_it("--delegation", "prs")

    def test_a_delegation_of_another_conference_is_none(self):
        """IM-11."""
        make_delegation()

        with pytest.raises(CommandError, match="no delegation"):
            self.run_it("--delegation", "KZ")


class TestRefusals(Command):
    def refused(self, *arguments, **more):
        with pytest.raises(CommandError) as refused:
            self.run_it(*arguments, **more)
        return str(refused.value)

    def test_what_is_not_there(self):
        assert self.refused(slug="nowhere") == "There is no conference “nowhere”."
        assert "no file" in self.refused(file="/nowhere.xlsx")

    def test_a_file_that_cannot_be_read(self):
        self.file.write_bytes(b"%PDF-1.7")

        assert "not a table we can read" in self.refused()

    def test_columns_that_are_none(self):
        """IM-09."""
        for column in ("B=status", "B=number", "1=position", "=position", "BBBB=position"):
            assert "is no column" in self.refused("--column", column)

    def test_a_refused_apply_keeps_no_table(self):
        self.file.write_bytes(workbook([[n] for n in range(6000)]))

        assert "too large" in self.refused("--apply", "--category", "STATES")
        assert not ImportBatch.objects.exists()
