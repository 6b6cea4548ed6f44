"""Where the head of a table is, and what its columns mean."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from attendees.imports import guesses
from attendees.imports.names import FAMILY_FIRST, GIVEN_FIRST
from attendees.imports.tables import Sheet, column_letters
from attendees.imports.targets import LEFT_OUT, POSITIONS, TARGETS
from attendees.imports.words import GUESSED, SURE, meaning_of, plain
from core.text import language_by_letters, letters_of

#: So many lines from the top the head is looked for: above it stand titles, letterheads, approvals.
MOST_ABOVE = 40
#: Lines of the table a guess looks at.
SAMPLE = 60
#: A head with one of these is a head, whatever else stands beside it.
PEOPLE = ("full_name", "full_name_latin", "family_name", "family_name_latin", "name", "name_and_position")
FAMILY_THEN_GIVEN = re.compile(r"\bф\s?и\s?о|фамил.*имя|surname.*name|family.*given|last name.*first|фамил.*аты")
GIVEN_THEN_FAMILY = re.compile(r"имя.*фамил|name.*surname|given.*family|first.*last|аты.*фамил")
KYRGYZ = re.compile("кызмат|кыргыз|kyrgyz")
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Column:
    """One column: what stands above it, what it means (`field`, empty for "leave out"), and how sure that is."""

    index: int
    head: str
    field: str
    confidence: float
    #: A column we know and do not take: passport, running number.
    left_out: str = ""

    @property
    def letters(self) -> str:
        """Its name in a spreadsheet."""
        return column_letters(self.index)

    @property
    def why_not(self) -> str:
        """Why a known column is not taken, in words."""
        return str(LEFT_OUT.get(self.left_out, ""))


@dataclass(frozen=True)
class Layout:
    """The head (`head` counts from 0 and is -1 without one; `depth` lines of it) and the columns."""

    head: int
    depth: int
    columns: tuple[Column, ...]

    @property
    def first(self) -> int:
        """The first line of people, from 0."""
        return self.head + self.depth if self.depth else self.head + 1

    @property
    def signature(self) -> str:
        """The same for every file with the same head; empty without one."""
        heads = [plain(column.head) for column in self.columns]
        return hashlib.sha256("\n".join(heads).encode()).hexdigest() if self.depth and any(heads) else ""

    def of(self, field: str) -> list[Column]:
        """The columns with that meaning."""
        return [column for column in self.columns if column.field == field]

    @property
    def is_clear(self) -> bool:
        """Whether nobody has to be asked: there is a head, a name, and nothing is guessed or unknown."""
        said = [column for column in self.columns if column.head]
        known = all(column.left_out or (column.field and column.confidence > GUESSED) for column in said)
        return self.depth > 0 and known and any(column.field in PEOPLE for column in said)

    @property
    def name_order(self) -> str:
        """Which part of a name the head says first: ФИО is family, given, patronymic."""
        heads = [plain(column.head) for column in self.columns if column.field in ("full_name", "full_name_latin")]
        if any(FAMILY_THEN_GIVEN.search(head) for head in heads):
            return FAMILY_FIRST
        return GIVEN_FIRST if any(GIVEN_THEN_FAMILY.search(head) for head in heads) else ""

    def mapped(self) -> dict[str, str]:
        """As it is remembered: index of the column → meaning, the columns left out too."""
        return {str(column.index): column.field for column in self.columns}

    def with_columns(self, chosen: Mapping[str, str]) -> "Layout":
        """The layout as a person corrected it; what is not among the targets is ignored (IM-09)."""
        known = {index: field for index, field in chosen.items() if not field or field in TARGETS}
        return replace(self, columns=tuple(_chosen(column, known) for column in self.columns))


def _chosen(column: Column, chosen: Mapping[str, str]) -> Column:
    field = chosen.get(str(column.index), column.field)
    return column if field == column.field else replace(column, field=field, confidence=SURE)


def layout(sheet: Sheet, head: int | None = None) -> Layout:
    """The layout of a sheet as we understand it; `head` is the first line of the head where a person said so,
    -1 for "there is none"."""
    if head is None:
        head = find_head(sheet.rows)
    if head < 0 or head >= len(sheet.rows):
        return Layout(-1, 0, _guessed(sheet.rows))
    depth = 2 if _is_second_head(sheet.rows, head) else 1
    heads = _heads(sheet.rows[head : head + depth])
    return Layout(head, depth, _understood(heads, sheet.rows[head + depth :]))


def find_head(rows: Rows) -> int:
    """The line most of whose cells are heads we know, the first of equals; -1 where none looks like a head."""
    points = [_points(row) for row in rows[:MOST_ABOVE]]
    best = max(points, default=0.0)
    return points.index(best) if best else -1


def _points(row: Sequence[str]) -> float:
    """How much a line is a head: known heads that differ, if they are a good part of the line."""
    filled = [cell for cell in row if cell]
    known = {meaning: sure for cell in filled for meaning, sure in [meaning_of(cell)] if meaning}
    has_person = any(known.get(name) == SURE for name in PEOPLE)
    if len(known) < 2 and not (has_person and len(filled) <= 3):
        return 0.0
    is_mostly_known = len(known) >= 0.4 * len(filled) or (has_person and len(filled) <= 3)
    return sum(known.values()) + has_person if is_mostly_known else 0.0


def _is_second_head(rows: Rows, head: int) -> bool:
    """Whether the next line parts what stands above: "Contacts" into "Telephone" and "E-mail"."""
    if head + 1 >= len(rows):
        return False
    filled = [cell for cell in rows[head + 1] if cell]
    known = [cell for cell in filled if meaning_of(cell)[0]]
    has_data = any(re.search(r"\d|@", cell) for cell in filled)
    return bool(known) and len(known) >= len(filled) / 2 and not has_data


def _heads(lines: Rows) -> list[str]:
    """What stands above each column; the upper of two lines goes on over the empty cells to its right."""
    width = max(map(len, lines))
    padded = [[*line, *[""] * (width - len(line))] for line in lines]
    if len(padded) == 1:
        return padded[0]
    heads, above = [], ""
    for upper, lower in zip(*padded, strict=True):
        above = upper or (above if lower else "")
        heads.append(" / ".join(dict.fromkeys(part for part in (above, lower) if part)))
    return heads


def _understood(heads: Sequence[str], rows: Rows) -> tuple[Column, ...]:
    found = [_column(index, head) for index, head in enumerate(heads)]
    found = [_by_content(column, found, guesses.values_of(rows, column.index)) for column in found]
    return tuple(_without_doubles(found, rows))


def _column(index: int, head: str) -> Column:
    """By the last part of the head that means something: "Contacts / Telephone" is a telephone."""
    parts = head.split(" / ")
    for part in (*reversed(parts), head):
        meaning, confidence = meaning_of(part)
        if meaning:
            break
    if meaning in LEFT_OUT:
        return Column(index, head, "", confidence, meaning)
    return Column(index, head, meaning, confidence)


def _by_content(column: Column, columns: Sequence[Column], values: Sequence[str]) -> Column:
    """Heads that mean two things, told apart by the others and by what stands below."""
    fields = {each.field for each in columns}
    if column.field == "name":
        return replace(column, field="given_name" if fields & {"family_name", "family_name_latin"} else "full_name")
    if column.field == "title" and values and not guesses.are_titles(values):
        return replace(column, field="" if "position" in fields else "position", confidence=GUESSED)
    return column


def _without_doubles(columns: Sequence[Column], rows: Rows) -> list[Column]:
    """Each meaning once. Of two names in two alphabets the second is the one in Latin letters; a second position is
    the first in the language of its column."""
    kept: list[Column] = []
    for column in columns:
        doubles = [index for index, each in enumerate(kept) if column.field and each.field == column.field]
        latin = f"{column.field}_latin"
        if doubles and latin in TARGETS and latin not in {each.field for each in kept}:
            if _is_latin(rows, column.index):
                column = replace(column, field=latin)
            else:
                kept[doubles[0]] = replace(kept[doubles[0]], field=latin)
        elif doubles and column.field == "position" and (field := _other_position(column, kept, rows)):
            column = replace(column, field=field)
        elif doubles:
            column = replace(column, field="", confidence=0.0)
        kept.append(column)
    return kept


def _other_position(column: Column, kept: Sequence[Column], rows: Rows) -> str:
    """What a further column of positions is: that of its language; "" where a column of that language is there."""
    language = _language(column, rows)
    taken = {_language(each, rows) for each in kept if each.field == "position" or each.field in POSITIONS}
    return "" if language in taken else f"position_{language}"


def _language(column: Column, rows: Rows) -> str:
    """The language of a column: by the letters below the head, and Kyrgyz by the head too, for many of its words have
    Russian letters alone."""
    values = guesses.values_of(rows, column.index)[:SAMPLE] or [column.head]
    found = Counter(language_by_letters(value, POSITIONS.values()) for value in values)
    if found["en"] > len(values) / 2:
        return "en"
    return "ky" if KYRGYZ.search(plain(column.head)) or found["ky"] * 3 > len(values) else "ru"


def _is_latin(rows: Rows, index: int) -> bool:
    text = " ".join(guesses.values_of(rows, index)[:SAMPLE])
    return "cyrillic" not in letters_of(text)


def _guessed(rows: Rows) -> tuple[Column, ...]:
    """A table without a head: what the columns hold says what they are, and nothing is sure."""
    width = max((len(row) for row in rows[:SAMPLE]), default=0)
    fields = guesses.fields_of([guesses.values_of(rows[:SAMPLE], index) for index in range(width)])
    return tuple(Column(index, "", field, GUESSED if field else 0.0) for index, field in enumerate(fields))
