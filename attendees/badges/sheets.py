"""Cards on sheets: how many fit an A4, where they are cut, and where each back lies behind its front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

A4 = (210.0, 297.0)
#: Millimetres of a mark, and between it and the card where there is room beside the cards.
MARK, GAP = 5.0, 1.5
#: Cards that were measured in another millimetre still fit.
TOLERANCE = 0.5
#: Nearer to the edge of the sheet there is nothing to cut off.
EDGE = 1.0

Line = tuple[float, float, float, float]


@dataclass(frozen=True)
class Cell:
    """A card's place on a sheet; `turn` is in degrees, clockwise."""

    x: float
    y: float
    turn: int = 0


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its size, the places of the cards, the marks to cut along."""

    across: float
    down: float
    card_across: float
    card_down: float
    cells: tuple[Cell, ...]
    marks: tuple[Line, ...] = ()

    def behind(self, number: int) -> Cell:
        """Where the back of that card lies when the printer turns the sheet about its long edge.

        What is on the left in front is on the right behind; a card that lies on its side lies on the other side.
        """
        cell = self.cells[number]
        wide = self.card_down if cell.turn else self.card_across
        return Cell(round(self.across - cell.x - wide, 2), cell.y, -cell.turn)


def single(across: float, down: float) -> Sheet:
    """One card a page, the page as large as the card: for printers of cards and labels."""
    return Sheet(across, down, across, down, (Cell(0, 0),))


def a4(across: float, down: float) -> Sheet:
    """As many cards as an A4 holds, side by side without a gap, so that one cut parts two of them."""
    upright, lying = _grid(across, down), _grid(down, across)
    turn = 90 if lying[0] * lying[1] > upright[0] * upright[1] else 0
    columns, rows = lying if turn else upright
    wide, high = (down, across) if turn else (across, down)
    left, top = (A4[0] - columns * wide) / 2, (A4[1] - rows * high) / 2
    cells = tuple(
        Cell(round(left + column * wide, 2), round(top + row * high, 2), turn)
        for row in range(rows)
        for column in range(columns)
    )
    marks = tuple(_marks([left + wide * n for n in range(columns + 1)], [top + high * n for n in range(rows + 1)]))
    return Sheet(*A4, across, down, cells, marks)


def _grid(across: float, down: float) -> tuple[int, int]:
    return int((A4[0] + TOLERANCE) // across), int((A4[1] + TOLERANCE) // down)


def _marks(columns: list[float], rows: list[float]) -> Iterator[Line]:
    """Short lines at both ends of every cut: beside the cards where there is room, else at the edge of the sheet."""
    for x in columns:
        if EDGE < x < A4[0] - EDGE:
            yield from ((x, start, x, end) for start, end in _ends(rows[0], rows[-1], A4[1]))
    for y in rows:
        if EDGE < y < A4[1] - EDGE:
            yield from ((start, y, end, y) for start, end in _ends(columns[0], columns[-1], A4[0]))


def _ends(first: float, last: float, edge: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """From where to where the two marks of a cut go, along it."""
    room = first - GAP
    if room < 2:
        return (0, MARK), (edge - MARK, edge)
    length = min(MARK, room)
    return (first - GAP - length, first - GAP), (last + GAP, last + GAP + length)


@dataclass(frozen=True)
class Place:
    """Where one card goes: the sheet it is on, and its place there."""

    sheet: int
    cell: int


def in_order(count: int, per_sheet: int) -> list[Place]:
    """The cards one after the other on every sheet."""
    return [Place(number // per_sheet, number % per_sheet) for number in range(count)]


def in_piles(count: int, per_sheet: int) -> list[Place]:
    """The cards so that cutting the whole pile gives piles in order: laid on one another, they are in order again."""
    sheets = -(-count // per_sheet)
    return [Place(number % sheets, number // sheets) for number in range(count)]
