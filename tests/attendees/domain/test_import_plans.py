"""What a table would do, beside the people registered already; nothing is written (IM-06, IM-07, IM-12)."""

from django.test import TestCase

from attendees.domain.import_plans import ANOTHER, LEAVE_OUT
from attendees.enums import DelegateStatus
from attendees.models import Delegate, OrganisationSpelling
from conference.domain import countries
from conference.enums import ApprovalMode
from tests.attendees.imports.batches import kinds, plan, receive
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_organisation,
    make_user,
    minutes,
)

S = DelegateStatus
#: The table, columns remembered, categories twice, organisations, people alike, people by address and name.
QUERIES = 7
OTHER_ADDRESS = {"date_of_birth": "", "email": "other@example.org"}
HEAD = "ФИО | Должность | Страна | Дата рождения | E-mail"
ASKAR = "Жапаров Аскар | Начальник отдела | Казахстан | 12.03.1979 | askar@example.org"


class Plans(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.conference = make_conference()
        cls.category = make_category(cls.conference, code="STATES", approval=ApprovalMode.SECRETARIAT)
        for iso2 in ("KZ", "UZ"):
            make_country(iso2)

    def plan(self, *lines, head=HEAD, **options):
        options = {"category": "STATES", **options}
        return plan(receive(self.conference, "\n".join([head, *lines]), **options))

    def register(self, **fields):
        return make_delegate(
            category=self.category,
            **{"family_name": "Japarov", "given_name": "Askar", "cyrillic_family_name": "Жапаров",
               "cyrillic_given_name": "Аскар", "position": "Начальник отдела", "country_id": "KZ",
               "date_of_birth": "1979-03-12", "email": "askar@example.org", **fields},
        )  # fmt: skip


class TestKinds(Plans):
    def test_somebody_nobody_knows_is_new(self):
        found = self.plan(ASKAR)

        assert kinds(found) == {2: "NEW"}
        assert found.statuses == {"Waiting for a decision": 1}

    def test_the_same_person_with_the_same_data_is_unchanged(self):
        self.register()

        assert kinds(self.plan(ASKAR)) == {2: "SAME"}

    def test_what_differs_is_shown_old_and_new_side_by_side(self):
        self.register(position="Инспектор")

        line = self.plan(ASKAR).lines[0]

        assert line.kind == "CHANGED"
        assert [(each.label, each.was, each.becomes) for each in line.differences] == [
            ("Position", "Инспектор", "Начальник отдела")
        ]

    def test_an_empty_cell_erases_nothing(self):
        self.register()

        assert kinds(self.plan("Жапаров Аскар | | | | askar@example.org")) == {2: "SAME"}

    def test_a_refused_line_names_its_cell(self):
        """IM-07."""
        line = self.plan(ASKAR, "Осмoнов Нурбек | a | b | 30.02.1980 | c").lines[1]

        assert line.kind == "REFUSED"
        assert [problem.cell for problem in line.problems] == ["A3", "C3", "D3", "E3"]

    def test_lines_keep_the_order_of_the_table_and_are_counted(self):
        found = self.plan(ASKAR, "Ким Елена", "Осмoнов Нурбек")

        assert [line.number for line in found.lines] == [2, 3, 4]
        assert found.counts == {"REFUSED": 1, "DUPLICATE": 0, "CHANGED": 0, "NEW": 2, "SAME": 0}

    def test_nothing_is_written(self):
        """IM-12."""
        batch = receive(self.conference, f"{HEAD}\n{ASKAR}", category="STATES")

        with self.assertNumQueries(QUERIES):
            plan(batch)
        assert not Delegate.objects.exists()
        assert not OrganisationSpelling.objects.exists()

    def test_a_long_table_asks_no_more_of_the_database_than_a_short_one(self):
        names = "Ким Цой Абенов Жапаров Осмонов Турдиев Мамбетов Эсенов Садыков Бакиров Юсупов Толстой".split()
        lines = [f"{name} Елена | x | Казахстан | | {place}@example.org" for place, name in enumerate(names)]
        batch = receive(self.conference, "\n".join([HEAD, *lines]), category="STATES")

        countries.all_countries()  # read once a process
        with self.assertNumQueries(QUERIES):
            assert plan(batch).counts["NEW"] == 12


class TestWhoIsWho(Plans):
    def test_another_spelling_with_the_same_address_is_the_same_person(self):
        """R-11, R-32."""
        self.register(family_name="Zhaparov", cyrillic_family_name="", cyrillic_given_name="")

        line = self.plan("Жапаров Аскар | Начальник отдела | Казахстан | 12.03.1979 | ASKAR@example.org").lines[0]

        assert {each.field for each in line.differences} == {"cyrillic_family_name", "cyrillic_given_name", "email"}

    def test_a_latin_spelling_we_suggest_overwrites_nothing(self):
        """R-31."""
        self.register(family_name="Dzhaparov")

        assert kinds(self.plan(ASKAR)) == {2: "SAME"}

    def test_the_birthday_alone_makes_the_same_person(self):
        self.register(email="")

        assert kinds(self.plan(ASKAR)) == {2: "CHANGED"}

    def test_another_address_and_no_birthday_make_a_question(self):
        self.register(**OTHER_ADDRESS)

        line = self.plan(ASKAR).lines[0]

        assert (line.kind, len(line.candidates)) == ("DUPLICATE", 1)

    def test_another_birthday_makes_another_person(self):
        self.register(date_of_birth="1985-01-01", email="")

        assert kinds(self.plan(ASKAR)) == {2: "NEW"}

    def test_the_same_name_from_another_state_is_a_question(self):
        self.register(date_of_birth="", email="", country_id="UZ")

        assert kinds(self.plan("Жапаров Аскар | x | Казахстан | |")) == {2: "DUPLICATE"}

    def test_the_same_name_in_another_house_is_a_question(self):
        self.register(date_of_birth="", email="", organisation="Prison Service")

        found = self.plan("Жапаров Аскар | Казахстан | Prosecutor", head="ФИО | Страна | Организация")

        assert kinds(found) == {2: "DUPLICATE"}

    def test_two_names_of_two_sexes_are_two_people(self):
        """R-33."""
        self.register(family_name="Asanov", given_name="Marat", cyrillic_family_name="Асанов", sex="M", email="")

        found = self.plan("Асанова Марат | ж | Казахстан", head="ФИО | Пол | Страна")

        assert kinds(found) == {2: "NEW"}

    def test_whoever_withdrew_may_come_again(self):
        self.register(status=S.WITHDRAWN)

        assert kinds(self.plan(ASKAR)) == {2: "NEW"}

    def test_people_of_another_conference_are_unknown_here(self):
        """AC-08, IM-11."""
        other = make_category(make_conference(), approval=ApprovalMode.SECRETARIAT)
        make_delegate(category=other, family_name="Japarov", given_name="Askar", email="askar@example.org")

        assert kinds(self.plan(ASKAR)) == {2: "NEW"}

    def test_two_lines_that_say_the_same_are_a_question(self):
        line = self.plan("Ким Елена", "Ким Елена | Эксперт").lines[1]

        assert (line.kind, line.twin) == ("DUPLICATE", 2)

    def test_namesakes_with_two_posts_are_two_people(self):
        assert kinds(self.plan("Ким Елена | Эксперт", "Ким Елена | Психолог")) == {2: "NEW", 3: "NEW"}

    def test_two_lines_about_one_registered_person_are_not_both_done(self):
        self.register(position="Инспектор")

        assert kinds(self.plan(ASKAR, ASKAR)) == {2: "CHANGED", 3: "DUPLICATE"}


class TestAnswers(Plans):
    def test_another_person_becomes_new(self):
        self.register(**OTHER_ADDRESS)

        assert kinds(self.plan(ASKAR, choices={"2": ANOTHER})) == {2: "NEW"}

    def test_the_same_person_becomes_a_change(self):
        known = self.register(**OTHER_ADDRESS)

        line = self.plan(ASKAR, choices={"2": str(known.number)}).lines[0]

        assert (line.kind, line.delegate) == ("CHANGED", known)

    def test_a_number_that_was_not_offered_is_no_answer(self):
        """IM-11."""
        stranger = make_delegate(family_name="Japarov", given_name="Askar")
        self.register(**OTHER_ADDRESS)

        assert kinds(self.plan(ASKAR, choices={"2": str(stranger.number)})) == {2: "DUPLICATE"}

    def test_two_lines_cannot_be_said_to_be_one_person(self):
        known = self.register(**OTHER_ADDRESS)
        answer = str(known.number)

        found = self.plan(ASKAR, ASKAR.replace("Начальник", "Глава"), choices={"2": answer, "3": answer})

        assert kinds(found) == {2: "CHANGED", 3: "DUPLICATE"}

    def test_one_address_and_one_name_can_never_be_two_people(self):
        found = self.plan(ASKAR, ASKAR, choices={"3": ANOTHER})

        assert kinds(found) == {2: "NEW", 3: "DUPLICATE"}

    def test_a_line_left_out_is_not_taken(self):
        found = self.plan(ASKAR, "Ким Елена", choices={"2": LEAVE_OUT})

        assert [line.number for line in found.new] == [3]

    def test_another_answer_is_another_plan(self):
        batch = receive(self.conference, f"{HEAD}\n{ASKAR}", category="STATES")
        left_out = receive(self.conference, f"{HEAD}\n{ASKAR}", category="STATES", choices={"2": LEAVE_OUT})

        assert plan(batch).digest == plan(batch, now=NOON + minutes(5)).digest != plan(left_out).digest


class TestCategories(Plans):
    def test_a_table_without_a_category_is_refused_line_by_line(self):
        line = self.plan(ASKAR, category="").lines[0]

        assert [(problem.cell, problem.code) for problem in line.problems] == [("", "no_category")]

    def test_a_column_says_it_for_each(self):
        make_category(self.conference, code="MEDIA", name={"en": "Media", "ru": "Пресса"})

        found = self.plan("Ким Елена | Пресса", "Ли Анна | MEDIA", "Цой Вера | ", head="ФИО | Категория")

        assert [line.category.code for line in found.lines] == ["MEDIA", "MEDIA", "STATES"]

    def test_a_category_of_another_conference_is_none(self):
        """IM-11."""
        make_category(make_conference(), code="FOREIGN")

        assert kinds(self.plan(ASKAR, category="FOREIGN")) == {2: "REFUSED"}

    def test_seats_of_an_automatic_category_are_given_in_order_and_the_rest_waits(self):
        """IM-13, RC-19."""
        make_category(self.conference, code="OPEN", approval=ApprovalMode.AUTOMATIC, quota=2)

        found = self.plan("Ким Елена", "Ли Анна", "Цой Вера", category="OPEN")

        assert [line.status for line in found.lines] == ["APPROVED", "APPROVED", "WAITLISTED"]
        assert found.statuses == {"Approved": 2, "On the waiting list": 1}


class TestOrganisations(Plans):
    head = "ФИО | Организация"

    def test_a_known_spelling_becomes_the_organisation_s_own_name(self):
        """R-40."""
        make_organisation(self.conference, "Ministry of Justice", aliases=["Минюст КР"])

        line = self.plan("Ким Елена | «Минюст»  КР", head=self.head).lines[0]

        assert line.incoming.fields["organisation"] == "Ministry of Justice"

    def test_unknown_ones_are_named_once(self):
        found = self.plan("Ким Елена | Минюст", "Ли Анна | МИНЮСТ", "Цой Вера | ГСИН", head=self.head)

        assert found.unknown_organisations == ("Минюст", "ГСИН")

    def test_an_alias_is_no_change_of_who_has_the_own_name(self):
        make_organisation(self.conference, "Ministry of Justice", aliases=["Минюст КР"])
        make_delegate(category=self.category, family_name="Kim", given_name="Elena", cyrillic_family_name="Ким",
                      cyrillic_given_name="Елена", organisation="Ministry of Justice")  # fmt: skip

        assert kinds(self.plan("Ким Елена | Минюст КР", head=self.head)) == {2: "SAME"}


class TestDelegations(Plans):
    def setUp(self):
        self.delegation = make_delegation(self.conference)
        self.point = make_focal_point(self.delegation)

    def plan(self, *lines, head="ФИО | Роль в делегации | Страна", by="point", **options):
        sender = self.point if by == "point" else by
        return plan(
            receive(self.conference, "\n".join([head, *lines]), delegation=self.delegation, by=sender, **options)
        )

    def test_new_people_become_drafts(self):
        assert [line.status for line in self.plan("Ким Елена | эксперт | Казахстан").lines] == ["DRAFT"]

    def test_people_of_another_state_are_refused(self):
        """R-05, IM-11."""
        line = self.plan("Ким Елена | эксперт | Узбекистан").lines[0]

        assert [(problem.cell, problem.code) for problem in line.problems] == [("C2", "other_state")]

    def test_a_second_head_is_refused_and_the_first_is_named(self):
        """R-10."""
        found = self.plan("Ким Елена | глава делегации |", "Ли Анна | Head of delegation |")

        assert kinds(found) == {2: "NEW", 3: "REFUSED"}
        problem = found.lines[1].problems[0]
        assert (problem.cell, "line 2" in problem.text) == ("B3", True)

    def test_the_head_there_is_stands_in_the_way(self):
        make_member(self.delegation, given_name="Yerlan", family_name="Abenov", capacity="HEAD")

        problem = self.plan("Ким Елена | глава |").lines[0].problems[0]

        assert "Yerlan Abenov" in problem.text

    def test_the_head_may_stay_the_head(self):
        make_member(self.delegation, given_name="Elena", family_name="Kim", cyrillic_given_name="Елена",
                    cyrillic_family_name="Ким", capacity="HEAD")  # fmt: skip

        assert kinds(self.plan("Ким Елена | глава |")) == {2: "SAME"}

    def test_a_name_of_the_delegation_is_enough(self):
        make_member(self.delegation, given_name="Elena", family_name="Kim", cyrillic_given_name="Елена",
                    cyrillic_family_name="Ким", position="Expert")  # fmt: skip

        found = self.plan("Ким Елена | Психолог", head="ФИО | Должность")

        assert kinds(found) == {2: "CHANGED"}

    def test_a_focal_point_learns_nothing_of_other_delegations(self):
        """R-05, AC-08: who is registered elsewhere is no question here."""
        make_delegate(category=self.category, family_name="Kim", given_name="Elena")

        line = self.plan("Ким Елена | эксперт |").lines[0]

        assert (line.kind, line.candidates) == ("NEW", ())

    def test_the_staff_is_asked_about_them(self):
        make_delegate(category=self.category, family_name="Kim", given_name="Elena")

        assert kinds(self.plan("Ким Елена | эксперт |", by=make_user())) == {2: "DUPLICATE"}

    def test_after_the_deadline_a_focal_point_changes_nobody(self):
        """R-19."""
        make_member(self.delegation, given_name="Elena", family_name="Kim", position="Expert")
        batch = receive(
            self.conference, "Full name | Position\nElena Kim | Judge", delegation=self.delegation, by=self.point
        )

        late = self.conference.modification_deadline_at + minutes(1)

        assert [problem.code for line in plan(batch, now=late).lines for problem in line.problems] == ["closed"]

    def test_an_approved_person_s_change_is_only_asked_for(self):
        """R-21."""
        make_member(self.delegation, given_name="Elena", family_name="Kim", position="Expert", status=S.APPROVED)

        line = self.plan("Elena Kim | Judge", head="Full name | Position").lines[0]

        assert (line.kind, line.is_asked) == ("CHANGED", True)

    def test_the_part_of_an_approved_person_is_the_secretariat_s_to_change(self):
        make_member(self.delegation, given_name="Elena", family_name="Kim", status=S.APPROVED)

        found = self.plan("Elena Kim | expert", head="Full name | Role")

        assert [problem.code for line in found.lines for problem in line.problems] == ["locked_field"]
