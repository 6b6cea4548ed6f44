"""Cards on sheets: how many, where the backs lie, in which order."""

import pytest

from attendees.badges import sheets
from attendees.badges.designs import SIZES
from attendees.badges.sheets import Cell, Place


class TestA4:
    @pytest.mark.parametrize(
        ("across", "down", "count", "turn"),
        [(105, 148, 4, 0), (148, 105, 4, 90), (74, 105, 8, 90), (105, 74, 8, 0), (85.6, 54, 10, 0), (100, 62, 8, 0)],
    )
    def test_as_many_as_fit(self, across, down, count, turn):
        sheet = sheets.a4(across, down)

        assert (len(sheet.cells), {cell.turn for cell in sheet.cells}) == (count, {turn})

    @pytest.mark.parametrize("size", SIZES.values())
    def test_no_card_lies_on_another_or_over_the_edge(self, size):
        sheet = sheets.a4(*size)
        wide, high = reversed(size) if sheet.cells[0].turn else size

        boxes = {(cell.x, cell.y) for cell in sheet.cells}
        assert all(x >= -0.26 and x + wide <= 210.26 and y >= -0.26 and y + high <= 297.26 for x, y in boxes)
        for x, y in boxes:
            assert not any(0 < other - x < wide - 0.1 and abs(line - y) < high - 0.1 for other, line in boxes)

    def test_four_a6_fill_the_sheet_and_are_cut_along_its_middle(self):
        sheet = sheets.a4(105, 148)

        assert [(cell.x, cell.y) for cell in sheet.cells] == [(0, 0.5), (105, 0.5), (0, 148.5), (105, 148.5)]
        assert {mark[0] for mark in sheet.marks if mark[0] == mark[2]} == {105}
        assert {mark[1] for mark in sheet.marks if mark[1] == mark[3]} == {148.5}

    def test_marks_stand_beside_the_cards_where_there_is_room(self):
        sheet = sheets.a4(85.6, 54)
        left = min(cell.x for cell in sheet.cells)

        across = [(x1, x2) for x1, y1, x2, y2 in sheet.marks if y1 == y2]
        assert across
        assert all(x2 < left or x1 > 210 - left for x1, x2 in across)


class TestBehind:
    """The printer turns the sheet about its long edge, and the back of each card lies behind its front."""

    def test_left_and_right_change_places(self):
        sheet = sheets.a4(105, 148)

        assert [(sheet.behind(number).x, sheet.behind(number).y) for number in range(4)] == [
            (105, 0.5), (0, 0.5), (105, 148.5), (0, 148.5)
        ]  # fmt: skip

    def test_a_card_on_its_side_lies_on_the_other_side(self):
        sheet = sheets.a4(74, 105)

        assert {(cell.turn, sheet.behind(number).turn) for number, cell in enumerate(sheet.cells)} == {(90, -90)}

    @pytest.mark.parametrize("size", SIZES.values())
    def test_looking_through_the_paper_front_and_back_are_one(self, size):
        sheet = sheets.a4(*size)
        wide = size[1] if sheet.cells[0].turn else size[0]

        for number, cell in enumerate(sheet.cells):
            seen_through = 210 - sheet.behind(number).x - wide
            assert seen_through == pytest.approx(cell.x, abs=0.02)

    def test_one_a_page_is_behind_itself(self):
        sheet = sheets.single(105, 148)

        assert sheet.behind(0) == Cell(0, 0)


class TestOrder:
    def test_one_after_the_other(self):
        assert sheets.in_order(5, 4) == [Place(0, 0), Place(0, 1), Place(0, 2), Place(0, 3), Place(1, 0)]

    def test_in_piles_every_cut_pile_is_in_order(self):
        places = sheets.in_piles(10, 4)

        piles = {cell: [n for n, place in enumerate(places) if place.cell == cell] for cell in range(4)}
        assert [number for cell in range(4) for number in piles[cell]] == list(range(10))
        assert piles == {0: [0, 1, 2], 1: [3, 4, 5], 2: [6, 7, 8], 3: [9]}
        assert len(set(places)) == 10
