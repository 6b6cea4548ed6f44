"""Texts are made to fit, and never cut (R-41)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendees.badges.fitting import Text, TooLong, balanced, fit, pieces, stack
from attendees.badges.widths import width

NAME = Text(("Abdyldaeva-Toktogulova",), size=26, smallest=13, lines=2)


def set_alone(text, across, down=100.0):
    [found], height = stack([text], across, down)
    return found, height


class TestFit:
    def test_what_fits_keeps_its_size(self):
        found, _height = set_alone(NAME, 200)

        assert (found.lines, found.size) == (("Abdyldaeva-Toktogulova",), 26)

    def test_a_name_shrinks_before_it_wraps(self):
        found, _height = set_alone(NAME, 90)

        assert found.lines == ("Abdyldaeva-Toktogulova",)
        assert 18 < found.size < 26
        assert width(found.lines[0], "regular", found.size) <= 90

    def test_then_it_wraps_at_its_hyphen(self):
        found, _height = set_alone(NAME, 60)

        assert found.lines == ("Abdyldaeva-", "Toktogulova")
        assert found.size > 20

    def test_then_the_short_form_is_taken(self):
        long = Text(("Committee of the Penitentiary System", "CPS"), size=12, smallest=10, lines=1)

        found, _height = set_alone(long, 30)

        assert found.lines == ("CPS",)

    def test_a_word_is_never_broken_and_never_cut(self):
        endless = Text(("A" * 120,), size=30, smallest=12, lines=3)

        with pytest.raises(TooLong) as problem:
            set_alone(endless, 89)
        assert problem.value.place == 0

    @given(st.lists(st.text("abcdefghäöөүґ-", min_size=1, max_size=14), min_size=1, max_size=8), st.floats(20, 120))
    @settings(max_examples=150, deadline=None)
    def test_nothing_is_lost_and_nothing_is_wider_than_the_room(self, parts, across):
        form = " ".join(parts)
        found = fit(form, Text((form,), size=30, smallest=4, lines=6), across)

        if found is not None:
            assert "".join(found.lines).replace(" ", "") == form.replace(" ", "")
            assert all(width(line, "regular", found.size) <= across + 0.01 for line in found.lines)

    def test_lines_are_about_equally_long(self):
        lines = balanced(pieces("General Directorate for Execution of Penalties"), 2, "regular")

        assert lines == ("General Directorate for", "Execution of Penalties")

    def test_chinese_is_broken_between_signs(self):
        assert pieces("中华人民共和国") == ["中", "华", "人", "民", "共", "和", "国 "]


class TestStack:
    def test_texts_stand_under_one_another(self):
        texts = [Text(("Aigul",), 34, 17), Text(("USONOVA",), 26, 13, gap=2)]

        (given_name, family), height = stack(texts, 89, 50)

        assert given_name.baselines[0] < family.baselines[0] < height < 50
        assert (given_name.size, family.size) == (34, 26)

    def test_they_shrink_together_when_they_are_too_many(self):
        texts = [Text(("Line",), 30, 6) for _ in range(6)]

        found, height = stack(texts, 89, 40)

        assert height <= 40.01
        assert len({each.size for each in found}) == 1
        assert found[0].size < 30

    def test_the_one_that_takes_most_room_is_blamed(self):
        texts = [Text(("Short",), 10, 10), Text(("words " * 12,), 20, 20, lines=6), Text(("Short",), 10, 10)]

        with pytest.raises(TooLong) as problem:
            stack(texts, 89, 20)
        assert problem.value.place == 1

    def test_the_one_that_fits_no_line_is_blamed(self):
        with pytest.raises(TooLong) as problem:
            stack([Text(("Short",), 10, 10), Text(("B" * 90,), 10, 10)], 60, 50)
        assert problem.value.place == 1
