"""CSV files and pasted tables: which letters, which separator, and then the cells."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _

from attendees.imports.archives import not_excel
from attendees.imports.tables import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_EMPTY,
    MOST_ROWS,
    Sheet,
    TableRefused,
    trimmed,
)
from core.text import letters_of

SEPARATORS = ";\t,|"
#: Lines looked at to find the separator.
SAMPLE = 60
#: More lines than this in one cell mean that a quotation mark was never closed.
MOST_LINES = 40
WORD = re.compile(r"[^\W\d_]{3,}")
#: Excel writes the separator itself into the first line when it is asked to.
SAYS_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
BYTE_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes) -> str:
    """The bytes as text: by their mark, as UTF-8 where they are, else in the code page whose words make sense.

    Raises ``TableRefused`` (``not_text``).
    """
    for mark, encoding in BYTE_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\0" in data:
        raise not_excel()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return max((data.decode(page, "replace") for page in ("cp1251", "cp1252")), key=_sense)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        text = _("The letters of this file cannot be read. Save it as “CSV UTF-8” and send it again.")
        raise TableRefused(text, "not_text") from problem


def _sense(text: str) -> float:
    """How much of a text are words in one alphabet: “Mьller” and “Æàïàðîâ” are none."""
    words = [word for word in WORD.findall(text) if not word.isascii()]
    pure = sum(len(letters_of(word)) == 1 and not _is_odd(word) for word in words)
    return (pure + 1) / (len(words) + 1) - text.count("\ufffd")


def _is_odd(word: str) -> bool:
    """Capitals in the middle, or accents on nearly every letter: what a wrong code page makes of a word."""
    accents = sum(not letter.isascii() for letter in word)
    is_latin = letters_of(word) == {"latin"}
    return (is_latin and accents > len(word) * 0.6) or (word[1:] != word[1:].lower() and word != word.upper())


def parsed(text: str, separators: str = SEPARATORS) -> Sheet:
    """The cells of a text. The number of a line is that of the table, as Excel counts it.

    Raises ``TableRefused`` (``open_quote``).
    """
    said = SAYS_SEPARATOR.match(text)
    if said:
        text, separators = text[said.end() :], said[1]
    rows = _records(text, separator(text, separators))
    kept, is_cut = _within_limits(rows)
    return Sheet("", kept, is_cut=is_cut)


def separator(text: str, offered: str = SEPARATORS) -> str:
    """The separator under which most lines have equally many cells; a comma inside names has no such order."""
    scores = {mark: _order(text, mark) for mark in offered}
    return max(scores, key=lambda mark: scores[mark])


def _order(text: str, mark: str) -> float:
    """How even the lines are: the share that has the commonest number of cells, when that is two or more."""
    sample = "\n".join(text.split("\n", 3 * SAMPLE)[: 3 * SAMPLE])
    widths = Counter(len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=mark) if any(row))
    many = {width: count for width, count in widths.items() if width > 1}
    if not many:
        return 0.0
    width = max(many, key=lambda each: (many[each], each))
    return many[width] / widths.total() + min(width, 50) / 1000


def _records(text: str, mark: str) -> Iterable[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=False)
    line = 1
    try:
        for row in reader:
            if any(cell.count("\n") > MOST_LINES for cell in row):
                raise _open_quote(line)
            yield [cell.strip()[:LONGEST_CELL] for cell in row]
            line = reader.line_num + 1
    except csv.Error as problem:
        raise _open_quote(line) from problem


def _open_quote(line: int) -> TableRefused:
    text = _("In line %(line)d a quotation mark is opened and never closed. Close it or take it out.")
    return TableRefused(text % {"line": line}, "open_quote")


def _within_limits(rows: Iterable[list[str]]) -> tuple[list[list[str]], bool]:
    kept: list[list[str]] = []
    end = left = 0
    for record in rows:
        row = trimmed(record)
        left += len(row)
        if row and (len(kept) >= MOST_ROWS or len(row) > MOST_COLUMNS or left > MOST_CELLS):
            return kept[:end], True
        if len(kept) - end > MOST_EMPTY:
            break
        kept.append(row)
        end = len(kept) if row else end
    return kept[:end], False
