"""What a badge looks like: its size, and the elements on both sides. Read from JSON, checked, never trusted.

An element stands at `x`, `y` (millimetres from where reading begins, and from the top) and is `width` × `height` large.
A text without `y` follows the one before it, in the same area: they share its width and height, and shrink together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any

from django.utils.translation import gettext as _

from attendees.badges.variables import DRAWN, KNOWN, VARIABLES
from attendees.domain.refusals import BadgeRefused
from attendees.enums import BadgeSize, Orientation

#: Millimetres, upright.
SIZES: dict[str, tuple[float, float]] = {
    BadgeSize.A6: (105, 148),
    BadgeSize.A7: (74, 105),
    BadgeSize.CR80: (54, 85.6),
    BadgeSize.LABEL: (62, 100),
}
MOST_ELEMENTS = 40
#: A code so wide with its white border has modules of 0.45 mm; a cheap camera reads no smaller ones.
SMALLEST_CODE = 15
#: What a number of an element may be.
LIMITS = {
    "x": (0, 160),
    "y": (0, 160),
    "width": (1, 160),
    "height": (0.1, 160),
    "size": (4, 120),
    "smallest": (4, 120),
    "lines": (1, 6),
    "gap": (0, 50),
}
WEIGHTS = ("regular", "bold")
ALIGNMENTS = ("start", "center", "end")
ANCHORS = ("top", "middle", "bottom")
COLOURS = ("ink", "quiet", "accent", "white", "category")
CHOICES = {"weight": WEIGHTS, "align": ALIGNMENTS, "anchor": ANCHORS, "colour": COLOURS}
LONGEST_TEXT = 60


@dataclass(frozen=True)
class Element:
    """One thing on a badge."""

    what: str
    x: float = 0
    y: float | None = None
    width: float = 40
    height: float = 10
    size: float = 10
    smallest: float = 6
    lines: int = 1
    gap: float = 0
    weight: str = "regular"
    align: str = "start"
    anchor: str = "top"
    colour: str = "ink"
    before: str = ""
    capitals: bool = False
    optional: bool = False

    @property
    def is_text(self) -> bool:
        """Whether it is written, not drawn."""
        return self.what in VARIABLES


@dataclass(frozen=True)
class Design:
    """Both sides of a badge, and its size in millimetres as it is worn."""

    size: str
    orientation: str
    front: tuple[Element, ...]
    back: tuple[Element, ...] = ()

    @property
    def across(self) -> float:
        """Millimetres from side to side."""
        return SIZES[self.size][self.orientation == Orientation.LANDSCAPE]

    @property
    def down(self) -> float:
        """Millimetres from top to bottom."""
        return SIZES[self.size][self.orientation == Orientation.PORTRAIT]


def read(size: str, orientation: str, front: Sequence[Any], back: Sequence[Any]) -> Design:
    """A design from what is stored. Raises ``BadgeRefused`` (``bad_design``) and says which line is wrong."""
    if not isinstance(size, str) or size not in SIZES or orientation not in Orientation.values:
        raise BadgeRefused(_("Badges have no such size."), "bad_design")
    if not front:
        raise BadgeRefused(_("The front of a badge cannot be empty."), "bad_design")
    return Design(size, orientation, elements(front), elements(back))


def elements(rows: Sequence[Any]) -> tuple[Element, ...]:
    """The elements of one side. Raises ``BadgeRefused`` (``bad_design``)."""
    if not isinstance(rows, list | tuple) or len(rows) > MOST_ELEMENTS:
        text = _("A side of a badge holds at most %(most)d elements.")
        raise BadgeRefused(text % {"most": MOST_ELEMENTS}, "bad_design")
    found = tuple(_element(number, row) for number, row in enumerate(rows, start=1))
    if found and found[0].y is None:
        raise _wrong(1, _("The first element needs a place from the top."))
    return found


def stored(elements: Iterable[Element]) -> list[dict[str, Any]]:
    """Elements as JSON, without what is as usual."""
    return [{name: value for name, value in asdict(each).items() if value != USUAL.get(name)} for each in elements]


USUAL = {each.name: each.default for each in fields(Element) if each.default is not MISSING}


def _element(number: int, row: Any) -> Element:
    if not isinstance(row, Mapping) or not set(row) <= {each.name for each in fields(Element)}:
        raise _wrong(number, _("It has parts that are unknown."))
    if not isinstance(row.get("what"), str) or row["what"] not in KNOWN:
        raise _wrong(number, _("There is nothing of that name to put on a badge."))
    for name, value in row.items():
        _check(number, name, value)
    element = Element(**row)
    if element.what == "qr" and element.width < SMALLEST_CODE:
        words = _("A code narrower than %(width)d mm with its white border cannot be read.")
        raise _wrong(number, words % {"width": SMALLEST_CODE})
    return element


def _check(number: int, name: str, value: Any) -> None:
    if name in LIMITS:
        low, high = LIMITS[name]
        is_number = isinstance(value, int if name == "lines" else int | float) and not isinstance(value, bool)
        if not (is_number and low <= value <= high) and not (name == "y" and value is None):
            words = _("“%(name)s” must be between %(low)s and %(high)s.")
            raise _wrong(number, words % {"name": name, "low": low, "high": high})
    elif name in CHOICES and value not in CHOICES[name]:
        raise _wrong(number, _("“%(name)s” cannot be “%(value)s”.") % {"name": name, "value": value})
    elif name == "before" and not (isinstance(value, str) and len(value) <= LONGEST_TEXT):
        raise _wrong(number, _("The text before is too long."))
    elif name in ("capitals", "optional") and not isinstance(value, bool):
        raise _wrong(number, _("“%(name)s” is yes or no.") % {"name": name})


def _wrong(number: int, words: str) -> BadgeRefused:
    return BadgeRefused(_("Element %(number)d: %(words)s") % {"number": number, "words": words}, "bad_design")


def areas(elements: Iterable[Element]) -> list[list[Element]]:
    """The elements, those that follow one another together."""
    found: list[list[Element]] = []
    for element in elements:
        if element.y is None and found and element.is_text and found[-1][0].is_text:
            found[-1].append(element)
        else:
            found.append([element])
    return found


def labels() -> dict[str, Any]:
    """What can stand on a badge, in words."""
    return {**{code: each.label for code, each in VARIABLES.items()}, **DRAWN}
