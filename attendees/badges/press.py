"""Cards become a file, laid on sheets; or a picture of one side of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import astuple, dataclass
from datetime import datetime
from typing import Any

from attendees.badges import sheets
from attendees.badges.cards import Card, Drawer
from attendees.badges.designs import Design
from attendees.badges.sheets import Sheet
from attendees.badges.wearers import Occasion, Wearer
from attendees.papers import engine
from core.images import ImageRefused, portrait

LAYOUT = "badges"
#: Dots of a printed photo for each millimetre, 300 an inch; of a preview, for each inch.
DOTS, PREVIEW = 300 / 25.4, 200
THREADS = 2

#: Which design a badge is printed with.
Designs = Callable[[Wearer], Design]


@dataclass(frozen=True)
class Paper:
    """How cards lie on paper: on `a4` sheets with marks to cut along, or on `single` pages; with backs; in piles."""

    sheet: str = "a4"
    back: bool = True
    piles: bool = False


def draw(wearers: Sequence[Wearer], occasion: Occasion, designs: Designs) -> tuple[Drawer, list[Card]]:
    """The cards of these people; photos are read and made smaller on both processors meanwhile."""
    chosen = [designs(wearer) for wearer in wearers]
    with ThreadPoolExecutor(THREADS) as pool:
        waiting = dict(_photos(pool, zip(wearers, chosen, strict=True)))
        drawer = Drawer(occasion, lambda wearer, _wide, _high: waiting[wearer.badge_id, wearer.who].result())
        cards = [drawer.card(wearer, design) for wearer, design in zip(wearers, chosen, strict=True)]
    drawer.check_letters(cards)
    return drawer, cards


def _photos(
    pool: ThreadPoolExecutor, wanted: Iterable[tuple[Wearer, Design]]
) -> Iterator[tuple[tuple[int | None, str], Future[bytes | None]]]:
    for wearer, design in wanted:
        place = next((each for each in (*design.front, *design.back) if each.what == "photo"), None)
        if place and wearer.delegate and wearer.delegate.photo:
            size = (round(place.width * DOTS), round(place.height * DOTS))
            yield (wearer.badge_id, wearer.who), pool.submit(photo, wearer, size)


def photo(wearer: Wearer, size: tuple[int, int]) -> bytes | None:
    """The person's photo for print; None when it is gone or damaged."""
    assert wearer.delegate is not None
    try:
        with wearer.delegate.photo.open("rb") as file:
            return portrait(file.read(), size)
    except (OSError, ImageRefused):
        return None


# Printing ------------------------------------------------------------------------------------------------


def pdf(drawer: Drawer, cards: Sequence[Card], paper: Paper, *, title: str, at: datetime) -> bytes:
    """The cards on sheets, fronts and backs in turn; cards of different sizes follow one another.

    Raises ``PaperRefused`` like every paper.
    """
    formats = list(dict.fromkeys((card.design.across, card.design.down) for card in cards))
    every = [(sheets.a4 if paper.sheet == "a4" else sheets.single)(*each) for each in formats]
    pages = [page for number, sheet in enumerate(every) for page in _pages(cards, number, sheet, paper)]
    data = {**_data(drawer, cards, title), "formats": [_format(sheet) for sheet in every], "pages": pages}
    pictures = {name: picture for card in cards for name, picture in card.pictures.items()}
    seconds = engine.SECONDS + len(cards) // 10
    return engine.pdf(LAYOUT, data, pictures={**drawer.pictures, **pictures}, at=at, tagged=False, seconds=seconds)


def _format(sheet: Sheet) -> list[Any]:
    return [sheet.across, sheet.down, sheet.card_across, sheet.card_down, sheet.marks]


def _pages(cards: Sequence[Card], number: int, sheet: Sheet, paper: Paper) -> Iterator[list[Any]]:
    """Pages of one format: its number, and for each card the side, the card, its place and how it is turned."""
    size = (sheet.card_across, sheet.card_down)
    alike = [place for place, card in enumerate(cards) if (card.design.across, card.design.down) == size]
    order = (sheets.in_piles if paper.piles else sheets.in_order)(len(alike), len(sheet.cells))
    laid: dict[int, list[tuple[int, int]]] = {}
    for place, which in zip(order, alike, strict=True):
        laid.setdefault(place.sheet, []).append((place.cell, which))
    for _sheet, page in sorted(laid.items()):
        yield [number, [[0, which, *astuple(sheet.cells[cell])] for cell, which in page]]
        if paper.back and any(cards[which].back for _cell, which in page):
            yield [number, [[1, which, *astuple(sheet.behind(cell))] for cell, which in page]]


def _data(drawer: Drawer, cards: Sequence[Card], title: str) -> dict[str, Any]:
    return {
        "title": title,
        "language": drawer.occasion.language,
        "head": {"accent": drawer.occasion.head.data["accent"]},
        "shared": drawer.shared,
        "cards": [{"who": card.wearer.who, "faces": [card.front, card.back]} for card in cards],
    }


# Looking -------------------------------------------------------------------------------------------------


def picture(drawer: Drawer, card: Card, *, back: bool = False, dots: int = PREVIEW) -> bytes:
    """One side of a card as PNG, for the screen. Raises ``PaperRefused``."""
    sheet = sheets.single(card.design.across, card.design.down)
    pages = [[0, [[int(back), 0, *astuple(sheet.cells[0])]]]]
    data = {**_data(drawer, [card], ""), "formats": [_format(sheet)], "pages": pages}
    return engine.png(LAYOUT, data, dots=dots, pictures={**drawer.pictures, **card.pictures})
