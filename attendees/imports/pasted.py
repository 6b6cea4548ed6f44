"""A table of Word that was pasted without its lines: every cell stands in a line of its own."""

from collections.abc import Sequence
from dataclasses import replace

from attendees.imports.tables import Sheet
from attendees.imports.words import meaning_of

#: So few known heads in a row make the head of such a table.
FEWEST = 3


def folded(sheet: Sheet) -> Sheet:
    """The same cells as a table again, where the head says how many columns there were; else as it is."""
    if any(len(row) > 1 for row in sheet.rows):
        return sheet
    cells = [row[0] if row else "" for row in sheet.rows]
    rows = _table(cells) or _table([cell for cell in cells if cell])
    return replace(sheet, rows=rows) if rows else sheet


def _table(cells: Sequence[str]) -> list[list[str]] | None:
    first, width = _head(cells)
    if not width:
        return None
    body = _body(cells[first + width :], width, is_numbered=meaning_of(cells[first])[0] == "number")
    titles = [[cell] for cell in cells[:first] if cell]
    return [*titles, list(cells[first : first + width]), *body] if body else None


def _head(cells: Sequence[str]) -> tuple[int, int]:
    """Where the first run of known heads begins, and how long it is; a length of 0 for none."""
    for first, cell in enumerate(cells):
        if meaning_of(cell)[0]:
            width = next((n for n, each in enumerate(cells[first:]) if not meaning_of(each)[0]), len(cells) - first)
            if width >= FEWEST:
                return first, width
    return 0, 0


def _body(cells: Sequence[str], width: int, *, is_numbered: bool) -> list[list[str]] | None:
    """The cells in rows of that width: with their empty ones, without them, or by the running numbers."""
    filled = [cell for cell in cells if cell]
    if is_numbered and (rows := _by_numbers(cells)):
        return rows
    for candidate in (list(cells), filled):
        if candidate and len(candidate) % width == 0:
            return [candidate[start : start + width] for start in range(0, len(candidate), width)]
    return None


def _by_numbers(cells: Sequence[str]) -> list[list[str]]:
    """A row begins where the next running number stands."""
    rows: list[list[str]] = []
    for cell in cells:
        if cell.rstrip(".") == str(len(rows) + 1):
            rows.append([cell])
        elif rows:
            rows[-1].append(cell)
        elif cell:
            return []
    return rows
