"""What stands on every paper: who holds the conference, what it is called, when and where, who pays for it.

``of(...)`` gives it as data for the layouts (`parts.typ` draws it), with the logos as pictures. A logo that cannot be
read costs a line in `problems` and stands there as a name (FT-15).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext as _
from django.utils.translation import override

from conference.domain import countries
from conference.enums import LANGUAGE_WORDS, Accent, PartnerRole
from conference.models import Conference, Partner
from core import times
from core.images import is_sound
from core.languages import direction_of
from core.translations import translated

#: Host – UN – co-organisers – donors: the United Nations are who supports, in the words of the model.
PROTOCOL = (
    PartnerRole.HOST,
    PartnerRole.ORGANISER,
    PartnerRole.SUPPORT,
    PartnerRole.CO_ORGANISER,
    PartnerRole.DONOR,
)
#: The accents as they look on paper (assets/css/theme.css, the light ones).
ACCENTS = {
    Accent.PETROL: "#0b5468",
    Accent.LAPIS: "#1f4796",
    Accent.PINE: "#22592f",
    Accent.MADDER: "#8c1d3f",
    Accent.PLUM: "#63307e",
    Accent.UMBER: "#6b4213",
}


@dataclass(frozen=True)
class Head:
    """The head of a paper: `data` goes to the layout under "head", `pictures` to the engine."""

    data: Mapping[str, Any]
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def of(
    conference: Conference,
    language: str,
    *,
    title: str,
    at: datetime,
    symbol: str = "",
    version: str = "",
    remarks: Iterable[str] = (),
) -> Head:
    """The head of a paper called `title` in that language, issued `at`; `remarks` stand beneath the time of issue.

    Without a `symbol` of its own a paper carries the conference's. One query.
    """
    pictures: dict[str, bytes] = {}
    problems: list[str] = []
    with override(language):
        partners = [_partner(each, language, pictures, problems) for each in in_protocol_order(conference)]
        data = {
            "language": language,
            "direction": direction_of(language),
            "accent": ACCENTS[Accent(conference.accent)],
            "title": title,
            "conference": translated(conference.title, language),
            "short": translated(conference.short_title or conference.title, language),
            "place": place(conference, language),
            "symbol": symbol or conference.symbol,
            "version": version,
            "issued": times.moment(at, conference.zone, language),
            "zone": times.zone_words(at, conference.zone),
            "remarks": list(remarks),
            "partners": [each for each in partners if each["role"] != PartnerRole.DONOR],
            "donors": [each for each in partners if each["role"] == PartnerRole.DONOR],
            "funding": funding(conference, language),
            "page": _("Page {page} of {pages}"),
            "demonstration": _("Demonstration: every person in it is invented.") if conference.is_demo else "",
        }
    return Head(data, pictures, tuple(problems))


def in_protocol_order(conference: Conference) -> list[Partner]:
    """The partners: host – UN – co-organisers – donors, and within a role in their own order."""
    found = conference.partners.select_related("organisation").order_by("order", "pk")
    return sorted(found, key=lambda partner: PROTOCOL.index(PartnerRole(partner.role)))


def place(conference: Conference, language: str) -> str:
    """`Bishkek, Kyrgyzstan, 25 November 2026`."""
    days = times.date_range(conference.starts_on, conference.ends_on, language)
    state = countries.name(conference.country_id, language)
    return ", ".join(part for part in (translated(conference.city, language), state, days) if part)


def original(language: str) -> str:
    """`Original: English`, in the language now spoken."""
    return _("Original: %(language)s") % {"language": LANGUAGE_WORDS.get(language, language)}


def funding(conference: Conference, language: str) -> list[str]:
    """The sentences in which the donors are thanked: the conference's, then those of single donors."""
    own = [partner.funding_sentence for partner in in_protocol_order(conference)]
    said = (translated(text, language) for text in (conference.funding_sentence, *own) if text)
    return list(dict.fromkeys(sentence for sentence in said if sentence))


def _partner(partner: Partner, language: str, pictures: dict[str, bytes], problems: list[str]) -> dict[str, str]:
    name = translated(partner.organisation.name, language)
    short = translated(partner.organisation.short_name, language) or name
    logo = ""
    if partner.logo:
        drawn = read(partner.logo)
        if drawn:
            logo = f"logo-{partner.pk}.png"
            pictures[logo] = drawn
        else:
            problems.append(_("The logo of %(partner)s cannot be read; its name is printed.") % {"partner": name})
    return {"role": partner.role, "name": name, "short": short, "logo": logo}


def read(stored: File) -> bytes:
    """A stored picture; nothing when it is gone or damaged."""
    try:
        with stored.open("rb") as file:
            data: bytes = file.read()
    except OSError:
        return b""
    return data if is_sound(data) else b""
