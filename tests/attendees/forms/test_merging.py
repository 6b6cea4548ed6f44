"""What an officer chooses of two registrations, as a page sends it."""

from django.test import TestCase

from attendees.domain import duplicates
from attendees.forms.merging import CompareForm, MergeForm, hidden
from tests.factories import NOON, make_category, make_conference, make_delegate


class TestMergeForm(TestCase):
    def setUp(self):
        category = make_category(make_conference())
        self.first = make_delegate(category=category, position="Head", phone="+996555012345", revision=3)
        self.second = make_delegate(category=category, position="Deputy", revision=8)
        self.pair = duplicates.put_together(self.first, self.second, now=NOON)

    def form(self, **sent) -> MergeForm:
        form = MergeForm(sent, pair=self.pair)
        form.is_valid()
        return form

    def test_only_fields_that_differ_are_asked_for(self):
        asked = {name for name in self.form().fields if name.startswith("take_")}

        assert asked == {"take_family_name", "take_position", "take_email", "take_phone"}

    def test_either_side_can_stay(self):
        first, second = self.form(kept="first"), self.form(kept="second")

        assert (first.kept_one, first.gone_one) == (self.first, self.second)
        assert (second.kept_one, second.gone_one) == (self.second, self.first)

    def test_what_is_taken_is_what_was_chosen_from_the_other_side(self):
        sent = {"take_position": "second", "take_phone": "first"}

        assert self.form(kept="first", **sent).take == ["position"]
        assert self.form(kept="second", **sent).take == ["phone"]

    def test_what_was_not_chosen_stays(self):
        assert self.form(kept="second").take == []

    def test_nothing_else_is_valid(self):
        for sent in ({}, {"kept": "both"}, {"kept": "first", "take_phone": "3"}, {"kept": "first", "revisions": "1-"}):
            assert not MergeForm(sent, pair=self.pair).is_valid(), sent

    def test_the_revisions_seen_follow_the_side_that_stays(self):
        """RC-23."""
        assert self.form(kept="first", revisions="3-8").seen == (3, 8)
        assert self.form(kept="second", revisions="3-8").seen == (8, 3)
        assert self.form(kept="first").seen is None

    def test_the_choice_below_a_plan_says_the_same_again(self):
        choice = self.form(kept="first", take_position="second").to_confirm()

        again = self.form(**{name: field.initial for name, field in choice.fields.items()})

        assert again.is_valid()
        assert again.cleaned_data["confirmed"]
        assert (again.kept_one, again.take, again.seen) == (self.first, ["position"], (3, 8))
        assert all(field.widget.is_hidden for field in choice.fields.values())


class TestSmallForms(TestCase):
    def test_a_number_is_a_number(self):
        valid = [
            text for text in ("1", "0", "-3", "x", "", "9" * 20, "4711") if CompareForm({"number": text}).is_valid()
        ]

        assert valid == ["1", "4711"]

    def test_hidden_values_are_only_values(self):
        form = hidden({"a": "1", "b": '"<x>'})

        assert [field.initial for field in form.fields.values()] == ["1", '"<x>']
        assert "&lt;x&gt;" in form.as_p()
