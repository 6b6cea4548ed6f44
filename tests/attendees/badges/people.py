"""People with badges for tests, without a row of their own unless a test needs one."""

from typing import Any

from attendees.badges import press
from attendees.badges.cards import Card, Drawer
from attendees.badges.designs import Design, Element
from attendees.badges.wearers import Occasion, Wearer, occasion
from attendees.enums import DelegateStatus
from attendees.models import Delegate
from conference.domain import countries
from conference.models import Conference
from tests.factories import NOON, make_category, make_conference

TOKEN = "23456789ABCDEFGHJKMNPQRSTV"
USONOVA = {
    "given_name": "Aigul",
    "family_name": "Usonova",
    "cyrillic_given_name": "Айгүл",
    "cyrillic_family_name": "Үсөнова",
    "country_id": "KG",
    "organisation": "Ministry of Justice",
}


def bishkek(**fields: Any) -> Conference:
    """A conference with a category of delegates, and all States known."""
    countries.load(countries.table())
    conference = make_conference(**fields)
    words = {"en": "Delegate", "ru": "Делегат"}
    make_category(conference, code="MEMBER_STATE", letter="D", head_letter="E", colour="red", badge_word=words)
    return conference


def wearer(conference: Conference | None = None, language: str = "en", **fields: Any) -> Wearer:
    """Aigul Usonova of Kyrgyzstan, or whatever is said of her."""
    conference = conference or bishkek()
    category = fields.pop("category", None) or conference.categories.get(code="MEMBER_STATE")
    person = Delegate(conference=conference, category=category, status=DelegateStatus.APPROVED, **{**USONOVA, **fields})
    return Wearer(at(conference, language), category, "0042", TOKEN, person, 1)


def blank(conference: Conference) -> Wearer:
    """A badge nobody's name stands on."""
    return Wearer(at(conference), conference.categories.get(), "0007", TOKEN)


def at(conference: Conference, language: str = "en") -> Occasion:
    return occasion(conference, language, now=NOON)


def card_of(person: Wearer, design: Design) -> Card:
    """The card of one person."""
    _drawer, [card] = press.draw([person], person.occasion, lambda _wearer: design)
    return card


def drawn(person: Wearer, *elements: Element, photos: Any = None) -> Card:
    """A card with these elements on an A6."""
    drawer = Drawer(person.occasion, photos or (lambda *_box: None))
    card = drawer.card(person, Design("A6", "PORTRAIT", elements))
    drawer.check_letters([card])
    return card


def words(card: Card) -> list[str]:
    """The lines of text on the front that are this card's own."""
    return [mark[8] for mark in card.front if mark[0] == "t"]
