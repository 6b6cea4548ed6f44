"""Whose badge a design is looked at with: the longest name there is, and names of three alphabets."""

from __future__ import annotations

from django.db.models.functions import Greatest, Length
from django.utils.functional import Promise
from django.utils.translation import gettext, override, pgettext_lazy

from attendees.badges.cards import Card
from attendees.badges.drawings import rectangle
from attendees.badges.wearers import Occasion, Wearer
from attendees.domain import badge_plans
from attendees.enums import IdentityProtection
from attendees.models import Delegate
from conference.models import Category

#: The grey of what is not there.
ABSENT = "#d5dce0"
#: Nobody's, and longer than any badge has.
TOKEN = "2" * 26
NAMES: dict[str, Promise] = {
    "longest": pgettext_lazy("sample of a badge", "The longest name there is"),
    "kyrgyz": pgettext_lazy("sample of a badge", "A Kyrgyz name"),
    "arabic": pgettext_lazy("sample of a badge", "An Arabic name"),
    "chinese": pgettext_lazy("sample of a badge", "A Chinese name"),
}
#: Invented people, so that nobody is shown who has nothing to do with it.
INVENTED = {
    "longest": {
        "given_name": "Muhammadabdurrahman",
        "family_name": "Abdyldaeva-Toktogulova",
        "cyrillic_given_name": "Мухаммадабдуррахман",
        "cyrillic_family_name": "Абдылдаева-Токтогулова",
        "country_id": "KG",
        "organisation": "Training Centre of the Prison Service under the Ministry of Justice",
        "position": "Deputy Head of the Department for Educational and Psychological Work",
        "capacity": "HEAD",
        "excellency": "CONFIRMED",
    },
    "kyrgyz": {
        "given_name": "Aigul",
        "family_name": "Usonova",
        "cyrillic_given_name": "Айгүл",
        "cyrillic_family_name": "Үсөнова",
        "country_id": "KG",
        "organisation": "Ministry of Justice",
        "position": "Head of Department",
        "capacity": "HEAD",
    },
    "arabic": {"given_name": "محمد", "family_name": "العربي", "country_id": "JO", "organisation": "وزارة العدل"},
    "chinese": {"given_name": "小明", "family_name": "王", "country_id": "CN", "organisation": "司法部"},
}


def wearer(who: str, occasion: Occasion, category: Category | None = None) -> Wearer:
    """Somebody a design is looked at with; `longest` is a real person of the conference where there is one."""
    conference = occasion.conference
    real = longest(occasion) if who == "longest" else None
    if real is not None:
        return Wearer(occasion, real.category, "0042", TOKEN, real, 0)
    category = category or conference.categories.order_by("order").first() or _any_category(occasion)
    person = Delegate(conference=conference, category=category, **INVENTED[who])
    return Wearer(occasion, category, "0042", TOKEN, person, 0)


def _any_category(occasion: Occasion) -> Category:
    """For a conference that has none yet."""
    with override(occasion.language):
        word = {occasion.language: gettext("Delegate")}
    return Category(conference=occasion.conference, name=word, letter="D", colour="red")


def with_places(card: Card) -> Card:
    """Show in grey where a photo, or a code, would be that is not there."""
    absent = {"photo"} - ({"photo"} if card.pictures else set()) | (set() if card.wearer.token else {"qr"})
    for side, elements in ((card.front, card.design.front), (card.back, card.design.back)):
        places = [each for each in elements if each.what in absent]
        side[:0] = [rectangle(each.x, each.y or 0, each.width, each.height, ABSENT) for each in places]
    return card


def longest(occasion: Occasion) -> Delegate | None:
    """The person whose given or family name is the longest of all who wear a badge; an alias is nobody's name."""
    people = badge_plans.due(occasion.conference).filter(badge_name="", identity_protection=IdentityProtection.STANDARD)
    longer = Greatest(Length("given_name"), Length("family_name"))
    return people.select_related(*badge_plans.WITH).order_by(longer.desc(), "pk").first()
