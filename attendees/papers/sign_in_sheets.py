"""Sign-in sheets: one for each half-day, signed by hand, kept as the evidence some funders count (R-50).

Nobody sees a protected name in passing: whoever is in no list that is given out signs on a page alone (R-56).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from attendees.badges import qr
from attendees.domain import attendances
from attendees.domain.attendances import Half
from attendees.papers import engine, head, registry, roster
from attendees.papers.registry import Made, Options, Paper
from attendees.papers.roster import Person
from conference.models import Conference
from core import times

#: The height of a page in lines with names; a heading takes half of one. Lines are left free for those nobody expected.
HEIGHT, HEADING, BLANK = 10.0, 0.55, 5
HALF = "half"


def make(conference: Conference, options: Options) -> Made:
    """The sheets of every half-day, or of the one chosen."""
    chosen = options.chosen.get(HALF)
    halves = [attendances.find_half(conference, chosen)] if chosen else attendances.halves(conference)
    people = roster.lines(roster.people(conference, options), options.language)
    with override(options.language):
        top = head.of(conference, options.language, title=_("Sign-in sheet"), at=options.now)
        sheets = [sheet for half in halves for sheet in _sheets(half, people, options.language)]
        has_logos = any(each["logo"] for each in top.data["partners"])
        data = {"head": top.data, "sheets": sheets, "words": _words(), "blank": BLANK, "has-logos": has_logos}
        pictures = {**top.pictures, **{f"{_picture(sheet)}.svg": qr.svg(sheet["code"]) for sheet in sheets}}
        file = engine.pdf("sign-in-sheets", data, pictures=pictures, at=options.now, tagged=False)
    return Made(file, len(people) * len(halves), top.problems)


def _sheets(half: Half, people: list[Person], language: str) -> Iterator[dict[str, Any]]:
    shared = [each for each in people if not each.is_protected]
    alone = [[each] for each in people if each.is_protected]
    pages = [*roster.pages(shared, height=HEIGHT, heading=HEADING), *alone]
    for number, page in enumerate(pages, start=1):
        sheet = {
            "half": _half_words(half, language),
            "code": f"{half.day:%m%d}{half.half}-{number:03d}",
            "number": _("Sheet %(number)d of %(count)d") % {"number": number, "count": len(pages)},
            "is-alone": bool(page) and page[0].is_protected,
            "groups": [
                {"heading": heading, "lines": [_cells(person) for person in group]}
                for heading, group in roster.by_heading(page)
            ],
        }
        yield {**sheet, "qr": f"{_picture(sheet)}.svg"}


def _cells(person: Person) -> dict[str, str]:
    return {
        "who": person.name,
        "number": str(person.number),
        "name": person.name,
        "second": person.second,
        "position": ", ".join(part for part in (person.position, person.capacity) if part),
    }


def _picture(sheet: dict[str, Any]) -> str:
    return f"qr-{sheet['code'].lower()}"


def _half_words(half: Half, language: str) -> str:
    part = _("first half of the day") if half.half == "AM" else _("second half of the day")
    return f"{times.day_with_weekday(half.day, language)}, {part}"


def _words() -> dict[str, str]:
    return {
        "number": _("No."),
        "name": _("Name"),
        "position": _("Position"),
        "signature": _("Signature"),
        "time": _("Time"),
        "code": _("Sheet code"),
    }


def _questions(conference: Conference) -> Mapping[str, forms.Field]:
    halves = attendances.halves(conference)
    language = get_language() or "en"
    choices = [("", _("All half-days")), *((half.code, _half_words(half, language)) for half in halves)]
    return {HALF: forms.ChoiceField(label=_("Half-day"), choices=choices, required=False)}


registry.add(
    Paper(
        "sign-in-sheets",
        gettext_lazy("Sign-in sheets"),
        make,
        about=gettext_lazy("To be signed each half-day, by delegation, with free lines and a code on every page."),
        questions=_questions,
        cost=3,
    )
)
