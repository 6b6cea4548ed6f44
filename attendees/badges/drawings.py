"""What is drawn on a badge and not written: rules, the band of the category, logos, the programme."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from attendees.badges.designs import Element
from attendees.badges.fitting import FALL, LEADING, RISE, Text, TooLong, fit, stack
from attendees.badges.wearers import Item, Wearer, programme
from attendees.badges.widths import POINT, width
from conference.enums import PartnerRole
from core.languages import capitals

Mark = list[Any]
INK, QUIET, WHITE = "#15212b", "#4a5762", "#ffffff"
#: "accent" and "category" are those of the conference and of the person; the layout knows the first.
COLOURS = {"ink": INK, "quiet": QUIET, "white": WHITE, "accent": "accent", "category": INK}
#: The colours of categories as they are printed, each dark or light enough for the word upon it.
BANDS = {
    "red": "#a1221f",
    "green": "#1b6238",
    "yellow": "#f2c230",
    "blue": "#1f4796",
    "grey": "#5c6872",
    "blue-grey": "#40566b",
}
LIGHT = {"#f2c230"}
#: How much of the room that is left stands above the text.
SPARE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def text(
    x: float, y: float, across: float, words: str, *, size: float, align: str = "start", weight: str = "regular",
    colour: str = "ink",
) -> Mark:  # fmt: skip
    """One line of text with its baseline at `y`."""
    shown = COLOURS.get(colour, colour)
    return ["t", round(x, 2), round(y, 2), round(across, 2), align, size, weight, shown, words, is_rtl(words)]


def is_rtl(words: str) -> bool:
    """Whether the first letter that has a direction is read from the right."""
    found = (unicodedata.bidirectional(letter) for letter in words)
    return next((each in ("R", "AL") for each in found if each in ("L", "R", "AL")), False)


def rectangle(x: float, y: float, across: float, down: float, colour: str) -> Mark:
    """A filled rectangle."""
    return ["r", round(x, 2), round(y, 2), round(across, 2), round(down, 2), colour]


def _scotch(_wearer: Wearer, place: Element) -> list[Mark]:
    """The sign of the house: a thick and a thin rule."""
    top, thick = place.y or 0, place.height * 0.54
    thin = max(0.2, place.height * 0.14)
    return [
        rectangle(place.x, top, place.width, thick, "accent"),
        rectangle(place.x, top + place.height - thin, place.width, thin, "accent"),
    ]


def _line(_wearer: Wearer, place: Element) -> list[Mark]:
    return [rectangle(place.x, place.y or 0, place.width, min(place.height, 0.3), INK)]


def band(wearer: Wearer, place: Element) -> list[Mark]:
    """The category: its colour, its word in two languages, its letter. The word is always printed."""
    high, top = place.height, place.y or 0
    colour = BANDS.get(wearer.category.colour, BANDS["blue-grey"])
    ink = INK if colour in LIGHT else WHITE
    edge = high * 0.36
    size = high * 0.77 / POINT
    letter = width(wearer.letter, "bold", size)
    across = place.width - 2 * edge - letter - edge / 2
    words = wearer.category_words()
    languages = wearer.occasion.languages
    said = [capitals(word, languages[min(number, len(languages) - 1)]) for number, word in enumerate(words)]
    sizes = ((high * 0.82, "bold"), (high * 0.545, "regular"))
    texts = [Text((word,), size, size * 0.35, 2, weight) for word, (size, weight) in zip(said, sizes, strict=False)]
    found, height = stack(texts, across, high * 0.86)
    start = top + (high - height) / 2
    marks = [rectangle(place.x, top, place.width, high, colour)]
    for each in found:
        for line, baseline in zip(each.lines, each.baselines, strict=True):
            marks.append(
                text(
                    place.x + edge, start + baseline, across, line, size=each.size, weight=each.text.weight, colour=ink
                )
            )
    baseline = top + high / 2 + size * POINT * 0.357
    marks.append(
        text(place.x + place.width - edge - letter, baseline, letter, wearer.letter, align="end", size=round(size, 1),
             weight="bold", colour=ink)
    )  # fmt: skip
    return marks


# Partners ------------------------------------------------------------------------------------------------


def partners(wearer: Wearer, place: Element) -> list[Mark]:
    """Who holds the conference, in protocol order: their logos, and the names of those without one."""
    said = wearer.occasion.head.data
    everybody = [*said["partners"], *said["donors"]]
    if any(each["logo"] for each in everybody):
        return _logos(everybody, wearer.occasion.head.pictures, place)
    hosts = [each for each in everybody if each["role"] in (PartnerRole.HOST, PartnerRole.ORGANISER)]
    others = [each for each in everybody if each not in hosts]
    share = 0.56 if hosts and others else 1.0
    left = _column(hosts, place, share, "start")
    return left + _column(others, place, 1 - share if hosts else 1.0, "end" if hosts else "start")


def _column(partners: Sequence[Mapping[str, Any]], place: Element, share: float, align: str) -> list[Mark]:
    """Names under one another, the short one where the long one needs two lines; too many stand in a row."""
    if not partners:
        return []
    across = place.width * share - (2 if share < 1 else 0)
    x = place.x if align == "start" else place.x + place.width - across
    under = [_partner(each, place) for each in partners]
    in_a_row = Text((" · ".join(each["short"] for each in partners),), place.size, place.size * 0.6, 4)
    for wanted in (under, [in_a_row]):
        try:
            found, _height = stack(wanted, across, place.height)
            # Nobody is printed smaller than the others.
            found, _height = stack(
                [replace(each, size=min(said.size for said in found)) for each in wanted], across, place.height
            )
        except TooLong:
            continue
        return [
            text(x, (place.y or 0) + baseline, across, line, align=align, size=each.size)
            for each in found
            for line, baseline in zip(each.lines, each.baselines, strict=True)
        ]
    return []


def _partner(partner: Mapping[str, Any], place: Element) -> Text:
    has_short = partner["short"] != partner["name"]
    forms = (partner["name"], partner["short"]) if has_short else (partner["name"],)
    smallest, apart = place.size * 0.68, place.size * POINT * (LEADING - RISE - FALL)
    return Text(forms, place.size, smallest, 1 if has_short else 2, gap=apart)


def _logos(everybody: Sequence[Mapping[str, Any]], pictures: Mapping[str, bytes], place: Element) -> list[Mark]:
    """A row of logos, equally high; a partner without one stands there by its short name."""
    gap = place.height * 0.4
    cells = []
    for each in everybody:
        if each["logo"]:
            wide, high = png_size(pictures[each["logo"]])
            cells.append((wide / high * place.height, each))
        else:
            cells.append((width(each["short"], "regular", place.size), each))
    total = sum(wide for wide, _each in cells) + gap * (len(cells) - 1)
    share = min(1.0, place.width / total)
    marks: list[list[Any]] = []
    x, top = float(place.x), float(place.y or 0)
    for across, each in cells:
        if each["logo"]:
            lift = place.height * (1 - share) / 2
            marks.append(
                [
                    "i",
                    round(x, 2),
                    round(top + lift, 2),
                    round(across * share, 2),
                    round(place.height * share, 2),
                    each["logo"],
                ]
            )
        else:
            size = place.size * share
            baseline = top + place.height / 2 + size * POINT * 0.36
            marks.append(text(x, baseline, across * share + 0.5, each["short"], size=round(size, 2)))
        x += (across + gap) * share
    return marks


def png_size(picture: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its head."""
    wide, high = struct.unpack_from(">II", picture, 16)
    return wide or 1, high or 1


# Back ------------------------------------------------------------------------------------------------------


def _found(wearer: Wearer, place: Element) -> list[Mark]:
    with override(wearer.occasion.language):
        said = _("If you find this badge, please hand it in at the registration desk.")
    contact = wearer.occasion.conference.contact_email
    return _block((said, *([contact] if contact else [])), place)


def _funding(wearer: Wearer, place: Element) -> list[Mark]:
    return _block(tuple(wearer.occasion.head.data["funding"]), place)


def _block(sentences: Sequence[str], place: Element) -> list[Mark]:
    """Sentences under one another; none at all when there is no room for all."""
    wanted = [Text((each,), place.size, place.smallest, place.lines) for each in sentences]
    try:
        found, height = stack(wanted, place.width, place.height)
    except TooLong:
        return []
    top = (place.y or 0) + SPARE[place.anchor] * (place.height - height)
    return [
        text(place.x, top + baseline, place.width, line, align=place.align, size=each.size, colour="quiet")
        for each in found
        for line, baseline in zip(each.lines, each.baselines, strict=True)
    ]


def _programme(wearer: Wearer, place: Element) -> list[Mark]:
    """The programme in the largest letters in which all of it fits; else only what all attend."""
    for without_parallel in (False, True):
        items = programme(wearer.occasion, without_parallel=without_parallel)
        size = place.size
        while items and size >= 4.6:
            if marks := _programme_at(items, place, size):
                return marks
            size -= 0.2
    return []


def _programme_at(items: Sequence[Item], place: Element, size: float) -> list[Mark]:
    em = size * POINT
    time_wide = max(width(each.time, "regular", size) for each in items) + em * 0.9
    several = len({each.day for each in items}) > 1
    marks, y, day = [], place.y or 0, ""
    for item in items:
        if several and item.day != day:
            day, y = item.day, y + em * 0.5
            marks.append(text(place.x, y + RISE * em, place.width, day, size=size, weight="bold"))
            y += LEADING * em * 1.1
        title = fit(item.title, Text((item.title,), size, size, 4), place.width - time_wide)
        if title is None:
            return []
        colour = "quiet" if item.is_pause else "ink"
        marks.append(text(place.x, y + RISE * em, time_wide, item.time, size=size, colour="quiet"))
        for number, line in enumerate(title.lines):
            baseline = y + RISE * em + number * LEADING * em
            marks.append(text(place.x + time_wide, baseline, place.width - time_wide, line, size=size, colour=colour))
        y += len(title.lines) * LEADING * em + em * 0.28
    return marks if y - (place.y or 0) <= place.height + FALL * em else []


DRAWINGS: dict[str, Callable[[Wearer, Element], list[Mark]]] = {
    "band": band,
    "scotch": _scotch,
    "line": _line,
    "partners": partners,
    "programme": _programme,
    "funding": _funding,
    "found": _found,
}
