"""The badges of the house: what is printed when nobody has designed anything, and what a design begins with.

The look is that of a set document: names in the largest letters that fit, one thick and thin rule, the category as a
band at the foot whose word is always printed, since colour alone tells nobody anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from attendees.badges import qr
from attendees.badges.designs import Design, Element
from attendees.enums import BadgeSize, Orientation

E = Element
PORTRAIT, LANDSCAPE = Orientation.PORTRAIT, Orientation.LANDSCAPE


def _part(size: float, share: float) -> float:
    """How small a text of that size may become."""
    return max(4.5, round(size * share, 1))


def _names(given: float, family: float, second: float, *, at: Element) -> list[Element]:
    """Given, family and second name, one under the other."""
    common: dict[str, Any] = {"x": at.x, "width": at.width, "height": at.height}
    return [
        E("excellency", y=at.y, **common, size=second, smallest=_part(second, 0.7), colour="quiet", anchor=at.anchor),
        E("given", size=given, smallest=_part(given, 0.45), lines=3, gap=0.6, weight="bold"),
        E("family", size=family, smallest=_part(family, 0.5), lines=3, gap=1.2, capitals=True),
        E("second", size=second, smallest=_part(second, 0.7), lines=2, gap=1.6),
    ]


def _post(represents: float, below: float, gap: float) -> list[Element]:
    """State or organisation, and under a State the organisation."""
    return [
        E("represents", size=represents, smallest=_part(represents, 0.5), lines=3, gap=gap, weight="bold"),
        E("below", size=below, smallest=_part(below, 0.7), lines=3, gap=0.8, colour="quiet"),
    ]


def _qr(side: float, *, right: float, foot: float) -> Element:
    """A code whose dark modules are so large and end there; its white border lies around them."""
    border = side * qr.BORDER / qr.SIDE
    whole = round(side + 2 * border, 2)
    left, top = round(right + border - whole, 2), round(foot + border - whole, 2)
    return E("qr", x=left, y=top, width=whole, height=whole)


def _back(across: float, down: float, edge: float, size: float) -> tuple[Element, ...]:
    inner = across - 2 * edge
    return (
        E("short_title", x=edge, y=edge, width=inner, height=size, size=size * 1.15, lines=2, weight="bold"),
        E("place", size=size, smallest=_part(size, 0.7), lines=2, gap=0.6, colour="quiet"),
        E("scotch", x=edge, y=edge + size * 1.1, width=inner, height=1.9),
        E(
            "programme",
            x=edge,
            y=edge + size * 1.1 + 5,
            width=inner,
            height=down - 2 * edge - size * 1.1 - 24,
            size=size * 1.35,
        ),
        E("found", x=edge, y=down - edge - 15, width=inner, height=6, size=size * 0.8, lines=2, anchor="bottom"),
        E("funding", x=edge, y=down - edge - 8, width=inner, height=8, size=6, smallest=4.5, lines=4, anchor="bottom"),
    )


def _a6() -> Design:
    front = (
        E("partners", x=8, y=6.6, width=89, height=10.2, size=7.4),
        E("scotch", x=8, y=18, width=89, height=2.2),
        E("short_title", x=8, y=23, width=89, height=13, size=12, smallest=8.5, lines=2),
        E("place", size=9, smallest=7, gap=1, lines=2, colour="quiet"),
        *_names(34, 26, 12, at=E("given", x=8, y=42.5, width=89, height=50.5)),
        *_post(18, 10.2, 5),
        E("head", x=8, y=98, width=60, height=24.8, size=11, weight="bold", lines=2, colour="accent", anchor="bottom"),
        E("serial", size=10, weight="bold", gap=2.4),
        _qr(25, right=97, foot=122),
        E("band", x=0, y=126, width=105, height=22),
    )
    return Design(BadgeSize.A6, PORTRAIT, front, _back(105, 148, 8, 8))


def _a6_photo() -> Design:
    front = (
        E("partners", x=8, y=6.6, width=89, height=10.2, size=7.4),
        E("scotch", x=8, y=18, width=89, height=2.2),
        E("short_title", x=8, y=23, width=89, height=13, size=12, smallest=8.5, lines=2),
        E("place", size=9, smallest=7, gap=1, lines=2, colour="quiet"),
        E("photo", x=69, y=42.5, width=28, height=36),
        *_names(32, 24, 12, at=E("given", x=8, y=42.5, width=58, height=53)),
        *_post(17, 10.2, 4.5),
        E("head", x=8, y=98, width=60, height=24.8, size=11, weight="bold", lines=2, colour="accent", anchor="bottom"),
        E("serial", size=10, weight="bold", gap=2.4),
        _qr(25, right=97, foot=122),
        E("band", x=0, y=126, width=105, height=22),
    )
    return Design(BadgeSize.A6, PORTRAIT, front, _back(105, 148, 8, 8))


def _a7() -> Design:
    front = (
        E("short_title", x=6, y=6, width=62, height=10, size=9, smallest=6.5, lines=2, weight="bold"),
        E("place", size=7, smallest=5.5, gap=0.6, lines=2, colour="quiet"),
        E("scotch", x=6, y=17.5, width=62, height=1.7),
        *_names(25, 19, 9, at=E("given", x=6, y=22, width=62, height=43)),
        *_post(13, 8, 3.5),
        E("head", x=6, y=67, width=40, height=19, size=8.5, weight="bold", lines=2, colour="accent", anchor="bottom"),
        E("serial", size=8, weight="bold", gap=1.6),
        _qr(16, right=68, foot=85),
        E("band", x=0, y=90, width=74, height=15),
    )
    return Design(BadgeSize.A7, PORTRAIT, front, _back(74, 105, 6, 6.6))


def _card() -> Design:
    front = (
        E("short_title", x=4.5, y=4, width=54, height=7, size=7.4, smallest=5, lines=2, colour="quiet"),
        *_names(21, 15.5, 8, at=E("given", x=4.5, y=11.5, width=54, height=29.5)),
        *_post(11, 7, 2),
        E(
            "head",
            x=60,
            y=28.5,
            width=22,
            height=12,
            size=7,
            smallest=5,
            lines=2,
            weight="bold",
            colour="accent",
            align="end",
        ),
        E("serial", size=7, weight="bold", gap=0.8, align="end"),
        _qr(17, right=81.1, foot=23.3),
        E("band", x=0, y=43, width=85.6, height=11),
    )
    return Design(BadgeSize.CR80, LANDSCAPE, front, _back(85.6, 54, 4.5, 5.6))


def _label() -> Design:
    front = (
        E("short_title", x=4, y=4, width=66, height=8, size=8.5, smallest=5.5, lines=2, colour="quiet"),
        *_names(25, 18, 9.5, at=E("given", x=4, y=12.5, width=66, height=35)),
        *_post(13, 8, 2.5),
        E("head", x=72, y=30, width=24, height=15, size=8, smallest=5.5, lines=2, weight="bold", align="end"),
        E("serial", size=8, weight="bold", gap=1, align="end"),
        _qr(18.5, right=96, foot=25),
        E("band", x=0, y=50, width=100, height=12),
    )
    return Design(BadgeSize.LABEL, LANDSCAPE, front)


#: Name in an address or in JSON → what it is called, and how it is made.
PRESETS: dict[str, tuple[Promise, Callable[[], Design]]] = {
    "a6": (pgettext_lazy("badge", "A6"), _a6),
    "a6-photo": (pgettext_lazy("badge", "A6 with a photo"), _a6_photo),
    "a7": (pgettext_lazy("badge", "A7"), _a7),
    "card": (pgettext_lazy("badge", "Plastic card"), _card),
    "label": (pgettext_lazy("badge", "Label"), _label),
}


def preset(code: str) -> Design:
    """The design of the house by that name."""
    return PRESETS[code][1]()


def for_photo(required: bool) -> Design:
    """What is printed for a category nobody designed a badge for: with a photo where one is required."""
    return preset("a6-photo" if required else "a6")
