"""What is read from the pages of a table: only what they ask (IM-09), and the words around it."""

from django.http import QueryDict
from django.test import SimpleTestCase, TestCase

from attendees.domain.import_plans import Line, LineKind, Plan
from attendees.domain.imports import Result
from attendees.domain.incoming import Incoming, Problem
from attendees.enums import DelegateStatus
from attendees.forms.imports import ColumnsForm, SendForm, StaffSendForm, answers_to
from attendees.imports.batches import Reading
from attendees.models import Delegate
from attendees.views.import_journey import follows, result_words
from tests.attendees.imports.batches import fresh, receive
from tests.factories import NOON, make_category, make_conference, make_delegation

K = LineKind


def line(number=2, kind=K.NEW, **more):
    return Line(Incoming(number, {"family_name": "Kim", "given_name": "Elena"}), kind, **more)


def refused(*problems, number=2):
    return line(number, K.REFUSED, problems=tuple(Problem(*each) for each in problems))


class TestAnswers(SimpleTestCase):
    def read(self, *lines, **sent):
        return answers_to(Plan(lines), sent)

    def test_a_refused_cell_can_be_written(self):
        answers = self.read(refused(("B2", "ФИО", "Осмoнов", "x", "latin")), **{"cell-B2": "Осмонов"})

        assert answers.cells == {(1, 1): "Осмонов"}

    def test_a_cell_sent_back_as_it_was_is_no_answer(self):
        answers = self.read(refused(("B2", "ФИО", "Осмoнов", "x", "latin")), **{"cell-B2": "Осмoнов"})

        assert answers.cells == {}

    def test_other_cells_are_not_written(self):
        answers = self.read(refused(("B2", "ФИО", "x", "x", "latin")), line(3), **{"cell-C2": "x", "cell-B3": "x"})

        assert answers.cells == {}

    def test_a_huge_text_is_cut_and_nul_goes(self):
        answers = self.read(refused(("B2", "ФИО", "x", "x", "latin")), **{"cell-B2": "a\0" * 5000})

        assert answers.cells == {(1, 1): "a" * 1000}

    def test_the_tick_for_one_name_counts_where_one_name_was_refused(self):
        one = refused(("B2", "ФИО", "Гүлзат", "x", "one_name"))
        other = refused(("B3", "ФИО", "x", "x", "latin"), number=3)

        assert self.read(one, other, **{"single-2": "on", "single-3": "on"}).single == [2]

    def test_only_answers_that_were_offered_are_kept(self):
        asked = line(2, K.DUPLICATE, candidates=(Delegate(number=7),))

        for sent, kept in (("7", "7"), ("new", "new"), ("skip", "skip"), ("8", ""), ("", ""), ("status", "")):
            assert self.read(asked, **{"shown-2": "1", "choice-2": sent}).choices == {"2": kept}

    def test_lines_that_were_not_on_the_page_keep_their_answers(self):
        answers = self.read(line(2), line(3, choice="skip"), **{"shown-2": "1", "choice-2": "skip"})

        assert answers.changes({"choices": {"3": "skip"}}) == {"choices": {"2": "skip", "3": "skip"}}

    def test_nothing_new_is_no_change(self):
        answers = self.read(line(2), **{"shown-2": "1"})

        assert answers.changes({}) == {}

    def test_a_line_that_is_unchanged_has_no_answers(self):
        assert self.read(line(2, K.SAME), **{"shown-2": "1", "choice-2": "new"}).choices == {}


class TestSend(TestCase):
    def test_a_text_is_read(self):
        form = SendForm({"text": "ФИО\nКим Елена"})

        assert form.is_valid()
        assert form.book.sheets[0].rows == [["ФИО"], ["Ким Елена"]]

    def test_a_text_that_is_too_long_is_said_once(self):
        form = SendForm({"text": "x" * 1_000_001})

        assert [code for errors in form.errors.as_data().values() for code in [each.code for each in errors]] == [
            "too_large"
        ]

    def test_the_staff_says_where_the_people_go(self):
        category = make_category(code="STATES")
        delegation = make_delegation(category.conference)
        kinds = {"categories": [category], "delegations": [delegation]}

        into = {"cSTATES": ("STATES", None), f"d{delegation.pk}": ("", delegation)}
        for chosen, expected in into.items():
            form = StaffSendForm({"text": "ФИО\nКим", "into": chosen}, **kinds)
            assert form.is_valid()
            assert (form.category, form.delegation) == expected
        assert not StaffSendForm({"text": "ФИО\nКим", "into": "cOTHER"}, **kinds).is_valid()


class TestColumns(TestCase):
    def form(self, text="ФИО | Должность | Разное\nКим Елена | Эксперт | x\nЛи Анна | Судья | x", **sent):
        batch = fresh(receive(make_conference(), text))
        said = {"sheet": "0", "head": "1", "column-0": "full_name", "column-1": "position", "column-2": "", **sent}
        data = QueryDict(mutable=True)
        data.update(said)
        return ColumnsForm(Reading(batch, NOON), to_officers=False, data=data if sent else None)

    def test_first_cells_are_shown_each_once(self):
        rows = self.form().rows()

        assert [row.examples for row in rows] == [["Ким Елена", "Ли Анна"], ["Эксперт", "Судья"], ["x"]]
        assert [row.sure_words for row in rows] == ["", "", ""]

    def test_a_focal_point_is_offered_neither_the_category_nor_letters(self):
        form = self.form()

        assert "category" not in dict(form.targets)
        assert "letters" not in form.fields

    def test_what_was_chosen_is_kept(self):
        form = self.form(**{"column-2": "organisation", "date_order": "day"})

        assert form.is_valid()
        assert form.options() == {
            "name_order": "", "date_order": "day", "sheet": 0, "head": 0,
            "columns": {"0": "full_name", "1": "position", "2": "organisation"},
        }  # fmt: skip

    def test_another_head_forgets_the_columns(self):
        form = self.form(head="2")
        form.is_valid()

        assert (form.is_moved(), form.options()) == (True, {"sheet": 0, "head": 1, "columns": {}})

    def test_a_head_outside_the_table_is_refused(self):
        form = self.form(head="99")

        assert not form.is_valid()
        assert form.options()["head"] == 0


class TestWords(SimpleTestCase):
    def test_drafts_changes_and_what_stays_out_are_said(self):
        draft = line(2, status=DelegateStatus.DRAFT)
        approved = Delegate(status=DelegateStatus.APPROVED)
        pending = Delegate(status=DelegateStatus.PENDING)
        changed = [line(3, K.CHANGED, delegate=approved), line(4, K.CHANGED, delegate=pending)]

        said = follows(Plan((draft, *changed, line(5, K.SAME), refused(number=6), line(7, choice="skip"))))

        assert said == [
            "1 new person goes on the list.",
            "The data of 1 person change.",
            "A change is asked for 1 approved person; until it is accepted, nothing changes.",
            "1 line is unchanged.",
            "2 lines stay out; see why below.",
        ]

    def test_an_empty_table_says_nothing(self):
        assert follows(Plan(())) == []

    def test_what_was_done_is_said_in_one_line(self):
        counts = {"taken": 2, "left_out": 4, "SAME": 3}

        assert result_words(Result(counts)) == "2 lines were taken over. 3 lines are unchanged. 1 line stayed out."
        assert "second time" in result_words(Result(counts, is_repeated=True))
