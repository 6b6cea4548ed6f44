"""What the page of a pair says in words."""

from types import SimpleNamespace

from attendees.admin import pairs
from attendees.domain import alike, duplicates, merges
from attendees.enums import DelegateStatus
from core.likeness import Why
from tests.attendees.admin.test_duplicates import DeskCase
from tests.factories import NOON, make_delegation, make_member

S = DelegateStatus


class PairCase(DeskCase):
    def context(self, *rights) -> dict:
        request = SimpleNamespace(conference=self.cast.a, rights=frozenset(rights or {"sensitive.view"}))
        return pairs.context_of(request, duplicates.of(self.cast.a).select_related(*pairs.WITH).get(pk=self.pair.pk))

    def lines(self, kind="differing", **how) -> dict[str, tuple[str, str, str]]:
        return {line.name: (line.first, line.second, line.chosen) for line in self.context(**how)[kind]}


class TestLines(PairCase):
    def test_values_are_in_the_words_of_the_reader(self):
        found = self.lines()

        assert found["sex"] == ("Male", "I prefer not to say", "first")
        assert found["position"] == ("Head", "", "first")

    def test_what_the_one_that_stays_lacks_is_suggested_from_the_other(self):
        found = self.lines()

        assert found["phone"] == ("", "+996555012345", "second")
        assert found["cyrillic_given_name"][2] == "second"

    def test_a_position_stands_with_its_translations(self):
        type(self.first).objects.filter(pk=self.first.pk).update(positions={"ru": "Начальник"})

        assert self.lines()["position"] == ("Head · Русский: Начальник", "", "first")

    def test_a_category_stands_with_its_delegation_and_part(self):
        member = make_member(make_delegation(self.cast.a, category=self.category), capacity="HEAD")
        self.pair = duplicates.put_together(self.first, member, now=NOON)

        first, second, chosen = self.lines()["delegation"]

        assert first == str(self.category)
        assert second == f"{self.category} · Kazakhstan · Head of delegation"
        assert chosen == "second"

    def test_what_everybody_has_who_said_nothing_is_not_repeated(self):
        type(self.first).objects.update(title="MR", nationality=None)

        assert "title" in self.lines("same")
        assert not {"sponsored", "excellency", "identity_protection", "modality"} & set(self.lines("same"))

    def test_sealed_fields_need_their_right(self):
        """AC-15."""
        request = SimpleNamespace(conference=self.cast.a, rights=frozenset({"delegate.view"}))

        shown = pairs.context_of(request, self.pair)

        names = {line.name for line in (*shown["differing"], *shown["same"])}
        assert not {"phone", "date_of_birth", "diet", "accessibility"} & names


class TestStanding(PairCase):
    def test_two_that_go_on_can_be_decided(self):
        assert self.context()["can_decide"]
        assert self.context()["kept"] == "first"

    def test_once_one_has_ended_there_is_nothing_to_decide(self):
        type(self.first).objects.filter(pk=self.second.pk).update(status=S.WITHDRAWN)

        assert not self.context()["can_decide"]

    def test_a_merge_is_told_with_its_day_and_author(self):
        merges.merge(self.first, self.second, by=self.cast.officer_a, now=NOON)

        shown = self.context()

        assert shown["merged"].gone == self.second
        assert "on 5 October 2026 by officer_a" in shown["merged_words"]

    def test_an_undone_merge_is_told_no_more(self):
        merged = merges.merge(self.first, self.second, by=self.cast.officer_a, now=NOON)
        merges.undo(merged, by=self.cast.officer_a, now=NOON)

        assert self.context()["merged"] is None

    def test_the_page_costs_a_bounded_number_of_statements(self):
        pair = duplicates.of(self.cast.a).select_related(*pairs.WITH).get(pk=self.pair.pk)
        request = SimpleNamespace(conference=self.cast.a, rights=frozenset())
        for delegate in (self.first, self.second):
            for _number in range(20):
                delegate.events.create(kind="CORRECTED", at=NOON)

        with self.assertNumQueries(7):
            pairs.context_of(request, pair)


class TestReasons(PairCase):
    def test_each_is_said_and_what_speaks_against_is_marked(self):
        self.pair.why = ["SAME", "OTHER_SEX", "A code of tomorrow"]

        assert pairs.reasons(self.pair) == [("The same name", False), ("Different sex", True)]

    def test_there_are_words_for_all_of_them(self):
        assert all(str(alike.WORDS[why]) for why in Why)


class TestNotices(PairCase):
    def test_each_of_the_two_names_the_other(self):
        first, second = (pairs.notices_of(each)["alike"][0]["other"] for each in (self.first, self.second))

        assert (first, second) == (self.second, self.first)

    def test_a_merge_is_named_on_both_with_the_way_to_it(self):
        merges.merge(self.first, self.second, by=self.cast.officer_a, now=NOON)

        found = [pairs.notices_of(each) for each in (self.first, self.second)]

        assert [each["merged"][0]["pair"] for each in found] == [self.pair.pk] * 2
        assert [each["alike"] for each in found] == [[], []]
