"""How texts are made to fit: they shrink, then wrap, then take a shorter form – and are never cut (R-41).

A text is given as its forms, the fullest first; each is tried before the next. Several texts under one another share
an area, and shrink together when they are too many for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attendees.badges.widths import POINT, width

#: Below this part of its size a text rather goes on two lines; large ones are names, which read best on one.
RATHER_WRAP, NAMES_RATHER_WRAP, LARGE = 0.88, 0.7, 15
#: Of the size: from the top of a capital to the baseline, from one baseline to the next, below the last one.
RISE, LEADING, FALL = 0.74, 1.16, 0.24
#: Chinese and Japanese may be parted between any two signs.
IDEOGRAPH = re.compile(r"([\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003134f])")


@dataclass(frozen=True)
class Text:
    """A text that wants a size in points, and may have a smaller one; `gap` is the millimetres above it."""

    forms: tuple[str, ...]
    size: float
    smallest: float
    lines: int = 1
    weight: str = "regular"
    gap: float = 0


@dataclass(frozen=True)
class Set:
    """A text as it is set: its lines, their size, and how far down from the top of the area each stands."""

    text: Text
    lines: tuple[str, ...]
    size: float
    baselines: tuple[float, ...] = ()


class TooLong(Exception):
    """A text does not fit; `place` is which of those given."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def stack(texts: Sequence[Text], across: float, down: float) -> tuple[list[Set], float]:
    """The texts under one another in an area, and the millimetres they take. Raises ``TooLong``."""
    found: list[Set] = []
    for share in _shares():
        found = [_fitted(place, text, across, share) for place, text in enumerate(texts)]
        placed, height = _placed(found)
        if height <= down + 0.01:
            return placed, height
    raise TooLong(_tallest(found))


def _shares() -> Iterator[float]:
    """The sizes that are tried, as parts of those wanted."""
    return (step / 40 for step in range(40, 7, -1))


def _fitted(place: int, text: Text, across: float, share: float) -> Set:
    wanted = max(text.smallest, text.size * share)
    for form in text.forms:
        if found := fit(form, replace(text, size=wanted), across):
            return found
    raise TooLong(place)


def fit(form: str, text: Text, across: float) -> Set | None:
    """One form of a text in as few lines as keep it large; None when it does not fit at all."""
    words = pieces(form)
    enough = NAMES_RATHER_WRAP if text.size >= LARGE else RATHER_WRAP
    best: Set | None = None
    for count in range(1, min(text.lines, len(words)) + 1):
        lines = balanced(words, count, text.weight)
        widest = max(width(line, text.weight, 1) for line in lines)
        size = min(text.size, across / widest) if widest else text.size
        if size >= text.smallest and (best is None or size > best.size * 1.05):
            best = Set(text, lines, _rounded(size))
        if size >= text.size * enough:
            break
    return best


def _rounded(size: float) -> float:
    return int(size * 20) / 20


def pieces(form: str) -> list[str]:
    """The parts a text may be broken between: after spaces and hyphens, and around ideographs."""
    found = []
    for word in form.split(" "):
        parts = (
            [part for part in IDEOGRAPH.split(word) if part]
            if IDEOGRAPH.search(word)
            else re.split(r"(?<=[-‐–/])", word)
        )
        found += [*[part for part in parts[:-1] if part], f"{parts[-1]} "] if parts else []
    return found


def balanced(words: Sequence[str], count: int, weight: str) -> tuple[str, ...]:
    """The words on so many lines, the widest of them as narrow as can be."""
    widths = [width(word, weight, 1) for word in words]
    low, high = max(widths), sum(widths)
    for _step in range(20):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_filled(widths, middle)) <= count else (middle, high)
    ends = _filled(widths, high + 1e-6)
    starts = [0, *ends[:-1]]
    return tuple("".join(words[start:end]).strip() for start, end in zip(starts, ends, strict=True))


def _filled(widths: Sequence[float], most: float) -> list[int]:
    """Where lines end when each takes as much as it can."""
    ends, line = [], 0.0
    for place, each in enumerate(widths):
        if line and line + each > most + 1e-6:
            ends.append(place)
            line = 0.0
        line += each
    return [*ends, len(widths)]


def _placed(found: Sequence[Set]) -> tuple[list[Set], float]:
    """The baselines from the top of the area, and the height of it all."""
    cursor, placed = 0.0, []
    for number, each in enumerate(found):
        em = each.size * POINT
        cursor += each.text.gap if number else 0
        baselines = tuple(cursor + RISE * em + LEADING * em * line for line in range(len(each.lines)))
        placed.append(replace(each, baselines=baselines))
        cursor = baselines[-1] + FALL * em
    return placed, cursor


def _tallest(found: Sequence[Set]) -> int:
    """Which text to blame for a full area: the one that takes most of it."""
    return max(range(len(found)), key=lambda place: len(found[place].lines) * found[place].size)
