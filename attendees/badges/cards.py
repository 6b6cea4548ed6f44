"""A person and a design become a card: everything on it at its place, in millimetres, ready to be set.

The layout (`attendees/papers/layouts/badges.typ`) measures nothing and decides nothing; it draws these marks:

    ["t", x, baseline, width, align, size, weight, colour, text, is_rtl]    a line of text
    ["r", x, y, width, height, colour]                                      a filled rectangle
    ["i", x, y, width, height, picture]                                     a picture
    ["q", x, y, side, code]                                                 a QR as the path of an SVG
    ["s", number]                                                           marks that many cards share
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from attendees.badges import drawings, qr
from attendees.badges.designs import Design, Element, areas
from attendees.badges.fitting import Set, Text, TooLong, stack
from attendees.badges.problems import LETTER_MISSING, NO_ALIAS, NO_PHOTO, PHOTO_BROKEN, TOO_LONG, Problem
from attendees.badges.variables import VARIABLES
from attendees.badges.wearers import Occasion, Wearer
from attendees.papers import fonts, names
from conference.enums import PhotoRule

Mark = list[Any]
#: What is the same on every badge of a batch.
SHARED = frozenset("short_title long_title place symbol contact partners scotch line programme funding found".split())
#: Where somebody writes by hand on a blank badge.
WRITTEN = {"given", "name"}
LINE = 0.25


@dataclass
class Card:
    """One badge as marks; `problems` keep it from being printed, `notes` are only told."""

    wearer: Wearer
    design: Design
    front: list[Mark] = field(default_factory=list)
    back: list[Mark] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)


#: Gives the photo of a person for a box of millimetres; None when it cannot be read.
Photos = Callable[[Wearer, float, float], bytes | None]


class Drawer:
    """Draws the cards of one batch; what is on all of them it draws once."""

    def __init__(self, occasion: Occasion, photos: Photos) -> None:
        self.occasion, self.photos = occasion, photos
        self.shared: list[list[Mark]] = []
        self.pictures: dict[str, bytes] = {}
        self._known: dict[tuple[float, tuple[Element, ...]], int] = {}

    def card(self, wearer: Wearer, design: Design) -> Card:
        """The card of one person."""
        card = Card(wearer, design)
        if wearer.is_alias and not wearer.name.given:
            card.problems.append(Problem(NO_ALIAS))
        for side, elements in ((card.front, design.front), (card.back, design.back)):
            for area in areas(elements):
                try:
                    side += self._area(card, area)
                except TooLong as problem:
                    card.problems.append(Problem(TOO_LONG, area[problem.place].what))
        return card

    def _area(self, card: Card, area: Sequence[Element]) -> list[Mark]:
        if not SHARED.issuperset(element.what for element in area):
            return self._marks(card.wearer, area, card)
        key = (card.design.across, tuple(area))
        if key not in self._known:
            self._known[key] = len(self.shared)
            self.shared.append(self._marks(card.wearer, area, card))
        return [["s", self._known[key]]]

    def _marks(self, wearer: Wearer, area: Sequence[Element], card: Card) -> list[Mark]:
        marks = self._text(wearer, area) if area[0].is_text else self._drawn(card, area[0])
        return _mirrored(marks, card.design.across) if self.occasion.is_rtl else marks

    # Text ----------------------------------------------------------------------------------------------

    def _text(self, wearer: Wearer, area: Sequence[Element]) -> list[Mark]:
        if wearer.delegate is None and any(element.what in WRITTEN for element in area):
            return _lines_to_write_on(area[0])
        said = [(element, forms) for element in area if (forms := self._forms(wearer, element))]
        try:
            return _stacked(area[0], said)
        except TooLong as problem:
            raise TooLong(area.index(said[problem.place][0])) from None

    def _forms(self, wearer: Wearer, element: Element) -> tuple[str, ...]:
        forms = VARIABLES[element.what].say(wearer)
        if element.capitals:
            state = (wearer.delegate.country_id or "") if wearer.delegate else ""
            forms = tuple(names.in_capitals(form, self.occasion.language, state) for form in forms)
        return tuple(f"{element.before} {form}" if element.before else form for form in forms)

    # Drawings ------------------------------------------------------------------------------------------

    def _drawn(self, card: Card, element: Element) -> list[Mark]:
        if element.what == "photo":
            return self._photo(card, element)
        if element.what == "qr":
            token = card.wearer.token
            return [["q", element.x, element.y, element.width, qr.path(token)]] if token else []
        if element.what == "partners":
            self.pictures |= self.occasion.head.pictures
        return drawings.DRAWINGS[element.what](card.wearer, element)

    def _photo(self, card: Card, element: Element) -> list[Mark]:
        wearer = card.wearer
        if wearer.delegate is None or not wearer.may_show_photo:
            return []
        if not wearer.delegate.photo:
            if wearer.category.photo == PhotoRule.REQUIRED:
                card.notes.append(Problem(NO_PHOTO))
            return []
        picture = self.photos(wearer, element.width, element.height)
        if picture is None:
            card.problems.append(Problem(PHOTO_BROKEN))
            return []
        name = f"photo-{wearer.delegate.pk}.jpg"
        card.pictures[name] = picture
        return [["i", element.x, element.y, element.width, element.height, name]]

    def check_letters(self, cards: Sequence[Card]) -> None:
        """R-42: a letter no font has keeps a badge back, and is named; on all of them, when all of them have it."""
        common = {letter for marks in self.shared for letter in _letters(marks)}
        letters = {id(card): common | _letters(card.front) | _letters(card.back) for card in cards}
        lacking = fonts.missing_letters("".join(each) for each in letters.values())
        for card in cards if lacking else ():
            if missing := "".join(sorted(lacking.keys() & letters[id(card)])):
                card.problems.append(Problem(LETTER_MISSING, letters=missing))


def _letters(marks: Iterable[Mark]) -> set[str]:
    return {letter for mark in marks if mark[0] == "t" for letter in mark[8]}


def _stacked(place: Element, said: Sequence[tuple[Element, tuple[str, ...]]]) -> list[Mark]:
    """Texts under one another; those that may be left out go from the last, when there is no room."""
    if not said:
        return []
    wanted = [
        Text(forms, each.size, min(each.smallest, each.size), each.lines, each.weight, each.gap) for each, forms in said
    ]
    try:
        found, height = stack(wanted, place.width, place.height)
    except TooLong as problem:
        spare = [number for number, (element, _forms) in enumerate(said) if element.optional]
        if not spare:
            raise TooLong(problem.place) from None
        return _stacked(place, [pair for number, pair in enumerate(said) if number != spare[-1]])
    top = (place.y or 0) + drawings.SPARE[place.anchor] * (place.height - height)
    return [
        mark for (element, _forms), each in zip(said, found, strict=True) for mark in _lines(place, element, each, top)
    ]


def _lines(place: Element, element: Element, found: Set, top: float) -> Iterable[Mark]:
    for line, baseline in zip(found.lines, found.baselines, strict=True):
        yield drawings.text(
            place.x, top + baseline, place.width, line,
            align=element.align, size=found.size, weight=element.weight, colour=element.colour,
        )  # fmt: skip


def _lines_to_write_on(place: Element) -> list[Mark]:
    top = place.y or 0
    return [
        ["r", place.x, round(top + place.height * part, 2), place.width, LINE, drawings.COLOURS["quiet"]]
        for part in (0.3, 0.58, 0.86)
    ]


def _mirrored(marks: Sequence[Mark], across: float) -> list[Mark]:
    """The marks on a card that is read from the right: the width of each stands after its place."""
    found = [[kind, round(across - x - wide, 2), y, wide, *rest] for kind, x, y, wide, *rest in marks]
    return [_turned(mark) if mark[0] == "t" else mark for mark in found]


def _turned(mark: Mark) -> Mark:
    sides = {"start": "end", "end": "start", "center": "center"}
    return [*mark[:4], sides[mark[4]], *mark[5:]]
