"""Designs are JSON that nobody trusts."""

import pytest

from attendees.badges import designs, presets
from attendees.badges.designs import Element, areas, elements, read, stored
from attendees.domain.refusals import BadgeRefused

GIVEN = {"what": "given", "x": 8, "y": 40}


def refusal(row):
    with pytest.raises(BadgeRefused) as found:
        elements([GIVEN, row])
    assert found.value.code == "bad_design"
    return str(found.value)


class TestPresets:
    @pytest.mark.parametrize("code", presets.PRESETS)
    def test_those_of_the_house_are_good_designs(self, code):
        design = presets.preset(code)

        again = read(design.size, design.orientation, stored(design.front), stored(design.back))

        assert again == design

    @pytest.mark.parametrize("code", presets.PRESETS)
    def test_nothing_of_them_stands_outside_the_card(self, code):
        design = presets.preset(code)

        for element in (*design.front, *design.back):
            if element.y is not None:
                assert element.x + element.width <= design.across, element
                assert element.y + element.height <= design.down, element

    @pytest.mark.parametrize("code", ["a6", "a6-photo"])
    def test_the_code_of_an_a6_is_25_millimetres_wide_and_ends_where_the_rule_ends(self, code):
        front = {element.what: element for element in presets.preset(code).front}
        code, rule, band = front["qr"], front["scotch"], front["band"]

        border = code.width * 4 / 33

        assert round(code.width - 2 * border, 2) == 25
        assert round(code.x + code.width - border, 1) == rule.x + rule.width
        assert code.y + code.height <= band.y

    @pytest.mark.parametrize("code", presets.PRESETS)
    def test_each_has_a_name_a_band_a_code_and_a_serial(self, code):
        """The word of the category is always printed."""
        assert {"given", "family", "represents", "band", "qr", "serial"} <= {
            each.what for each in presets.preset(code).front
        }


class TestRead:
    def test_a_size_depends_on_how_it_is_worn(self):
        upright, lying = (read("A6", worn, [GIVEN], []) for worn in ("PORTRAIT", "LANDSCAPE"))

        assert (upright.across, upright.down) == (105, 148)
        assert (lying.across, lying.down) == (148, 105)

    def test_what_is_usual_is_not_stored(self):
        assert stored([Element("given", x=8, y=40)]) == [GIVEN]

    @pytest.mark.parametrize(
        "row",
        [
            {"what": "passport"}, {"what": "given", "x": -1}, {"what": "given", "size": 500},
            {"what": "given", "size": "10"},
            {"what": "given", "size": True}, {"what": "given", "weight": "heavy"}, {"what": "given", "colour": "#f00"},
            {"what": "given", "before": "x" * 61}, {"what": "given", "before": 3}, {"what": "given", "capitals": 1},
            {"what": "given", "style": "color:red"}, "given", None, {"x": 3}, {"what": "given", "width": float("nan")},
            {"what": ["given"]}, {"what": "given", "lines": 2.5}, {"what": "qr", "y": 9, "width": 14, "height": 14},
        ],
    )  # fmt: skip
    def test_a_bad_element_is_refused_by_its_number(self, row):
        assert refusal(row).startswith("Element 2: ")

    def test_a_size_that_does_not_exist_is_refused(self):
        for size, worn in (("A5", "PORTRAIT"), ("A6", "SLANTED")):
            with pytest.raises(BadgeRefused):
                read(size, worn, [GIVEN], [])

    def test_a_front_with_nothing_on_it_is_refused(self):
        with pytest.raises(BadgeRefused, match="cannot be empty"):
            read("A6", "PORTRAIT", [], [GIVEN])

    def test_too_many_elements_and_things_that_are_no_list_are_refused(self):
        for rows in ([GIVEN] * 41, {"what": "given"}, "given"):
            with pytest.raises(BadgeRefused):
                elements(rows)

    def test_the_first_element_needs_a_place(self):
        with pytest.raises(BadgeRefused, match="Element 1"):
            elements([{"what": "given"}])


class TestAreas:
    def test_texts_without_a_place_follow_the_one_before(self):
        rows = elements([GIVEN, {"what": "family"}, {"what": "qr", "y": 9}, {"what": "serial", "y": 90}])

        assert [[each.what for each in area] for area in areas(rows)] == [["given", "family"], ["qr"], ["serial"]]


def test_everything_that_can_stand_on_a_badge_has_a_name():
    assert set(designs.labels()) == designs.KNOWN
