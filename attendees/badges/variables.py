"""What can stand on a badge: texts that are read from the person and the conference, and things that are drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext, pgettext_lazy

from attendees.badges.wearers import Wearer
from attendees.papers import names
from core.languages import capitals
from core.translations import translated

#: A text in its forms, the fullest first; none of them when there is nothing to say.
Forms = tuple[str, ...]


@dataclass(frozen=True)
class Variable:
    """A text that differs from badge to badge, or from conference to conference."""

    code: str
    label: Promise
    group: Promise
    say: Callable[[Wearer], Forms]


NAME, POST, BADGE, EVENT = (
    pgettext_lazy("badge", "Name"),
    pgettext_lazy("badge", "Office"),
    pgettext_lazy("badge", "Badge"),
    pgettext_lazy("badge", "Conference"),
)


def _one(text: str | None) -> Forms:
    return (text,) if text else ()


def _full_name(wearer: Wearer) -> Forms:
    given, family = wearer.name.given, wearer.name.family
    return _one(" ".join(filter(None, (given, names.in_capitals(family, wearer.occasion.language) if family else ""))))


def _title(wearer: Wearer) -> Forms:
    if wearer.delegate is None or wearer.is_alias:
        return ()
    return _one(names.titles(wearer.delegate.title, wearer.occasion.language, is_excellency=wearer.is_excellency))


def _excellency(wearer: Wearer) -> Forms:
    return _one(names.titles("", wearer.occasion.language, is_excellency=wearer.is_excellency))


def _position(wearer: Wearer) -> Forms:
    if wearer.delegate is None or wearer.is_alias:
        return ()
    return _one(wearer.delegate.position_in(wearer.occasion.language))


def _represents(wearer: Wearer) -> Forms:
    return _one(wearer.state) or wearer.organisation


def _organisation_below(wearer: Wearer) -> Forms:
    return wearer.organisation if wearer.state else ()


def _delegation(wearer: Wearer) -> Forms:
    delegation = wearer.delegate.delegation if wearer.delegate else None
    return _one(delegation.name_in(wearer.occasion.language)) if delegation else _represents(wearer)


def _head(wearer: Wearer) -> Forms:
    if not wearer.is_head:
        return ()
    with override(wearer.occasion.language):
        return (pgettext("badge", "Head of Delegation"),)


def _word(place: int) -> Callable[[Wearer], Forms]:
    def say(wearer: Wearer) -> Forms:
        words = wearer.category_words()
        return _one(capitals(words[place], wearer.occasion.languages[place])) if place < len(words) else ()

    return say


def _short_title(wearer: Wearer) -> Forms:
    conference, language = wearer.occasion.conference, wearer.occasion.language
    return _one(translated(conference.short_title or conference.title, language))


def _place_line(wearer: Wearer) -> Forms:
    with override(wearer.occasion.language):
        return (str(wearer.occasion.head.data["place"]),)


VARIABLES = {
    each.code: each
    for each in (
        Variable("given", _("Given name"), NAME, lambda wearer: _one(wearer.name.given)),
        Variable("family", _("Family name"), NAME, lambda wearer: _one(wearer.name.family)),
        Variable("name", _("Whole name"), NAME, _full_name),
        Variable("second", _("Name in the other script"), NAME, lambda wearer: _one(wearer.name.second)),
        Variable("title", _("Titles, such as H.E. Mr."), NAME, _title),
        Variable("excellency", _("H.E., once it is confirmed"), NAME, _excellency),
        Variable("represents", _("State, or else organisation"), POST, _represents),
        Variable("state", _("State"), POST, lambda wearer: _one(wearer.state)),
        Variable("organisation", _("Organisation"), POST, lambda wearer: wearer.organisation),
        Variable("below", _("Organisation, of people of a State"), POST, _organisation_below),
        Variable("delegation", _("Delegation"), POST, _delegation),
        Variable("position", _("Position"), POST, _position),
        Variable("head", _("“Head of Delegation”"), POST, _head),
        Variable("serial", _("Serial of the badge"), BADGE, lambda wearer: _one(wearer.number)),
        Variable("word", _("Word of the category"), BADGE, _word(0)),
        Variable("word2", _("Word of the category in the second language"), BADGE, _word(1)),
        Variable("letter", _("Letter of the category"), BADGE, lambda wearer: _one(wearer.letter)),
        Variable("short_title", _("Short title of the conference"), EVENT, _short_title),
        Variable(
            "long_title",
            _("Title of the conference"),
            EVENT,
            lambda wearer: _one(translated(wearer.occasion.conference.title, wearer.occasion.language)),
        ),
        Variable("place", _("Place and days"), EVENT, _place_line),
        Variable("symbol", _("Document symbol"), EVENT, lambda wearer: _one(wearer.occasion.conference.symbol)),
        Variable("contact", _("Contact e-mail"), EVENT, lambda wearer: _one(wearer.occasion.conference.contact_email)),
    )
}
#: What is drawn and not written.
DRAWN: dict[str, Promise] = {
    "band": _("Band of the category, with words and letter"),
    "qr": _("QR code"),
    "photo": _("Photo"),
    "partners": _("Logos or names of the organisers"),
    "scotch": _("Thick and thin rule"),
    "line": _("Thin rule"),
    "programme": _("Programme"),
    "funding": _("Funding sentence"),
    "found": _("“If found”, with the contact"),
}
KNOWN = frozenset(VARIABLES) | frozenset(DRAWN)
