"""Badges as a paper: whoever is due gets one, whoever cannot be printed is named, and what was printed is noted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from attendees.badges import presets, press, problems
from attendees.badges.cards import Card
from attendees.badges.designs import Design, read
from attendees.badges.wearers import Wearer, occasion, wearers
from attendees.domain import badge_plans, badges, protocol
from attendees.domain.refusals import BadgeRefused
from attendees.models import Badge, BadgeBatch, BadgeDesign, Delegate
from attendees.papers import registry
from attendees.papers.registry import Made, Options, Paper
from conference.enums import PhotoRule
from conference.models import Conference
from core.translations import translated

#: What a badge's file may be asked for with; the first of each is usual. `design` is that of a preset, or a number.
CHOICES = {"sheet": ("a4", "single"), "sides": ("both", "front"), "order": ("sheets", "piles")}
WORDS = {
    "a4": gettext_lazy("On A4 sheets, with marks to cut along"),
    "single": gettext_lazy("One a page, as large as the badge"),
    "both": gettext_lazy("Front and back; print on both sides, turned about the long edge"),
    "front": gettext_lazy("The front alone"),
    "sheets": gettext_lazy("Sheet by sheet"),
    "piles": gettext_lazy("So that the cut piles, laid on one another, are in order"),
}


def questions(conference: Conference) -> dict[str, forms.Field]:
    """How badges can be printed at this conference, as fields of any form."""
    designs = [(str(row.pk), row.name) for row in conference.badge_designs.all()]
    usual = [("", _("The one of the category, or the usual one"))]
    house = [(code, _("Of the house: %(name)s") % {"name": label}) for code, (label, _make) in presets.PRESETS.items()]
    return {
        "design": forms.ChoiceField(label=_("Design"), choices=[*usual, *designs, *house], required=False),
        "sheet": _choice(_("Sheets"), "sheet"),
        "sides": _choice(_("Sides"), "sides"),
        "order": _choice(_("Order"), "order"),
    }


def _choice(label: str, name: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[(code, WORDS[code]) for code in CHOICES[name]], required=False)


def make(conference: Conference, options: Options) -> Made:
    """The badges of a batch, or those of everybody who wears one: what is missing is asked for on the way.

    The same badges made again are the same badges (EX-15). Raises ``BadgeRefused``: ``nothing_to_print``,
    ``no_such_batch``, ``no_such_option``.
    """
    batch = _batch(conference, options.chosen.get("batch", ""))
    language = batch.language if batch else options.language
    how = {**(batch.options if batch else {}), **options.chosen}
    check(how)
    rows = _rows(conference, batch, language, options)
    with override(language):
        place = occasion(conference, language, now=options.now)
        drawer, cards = press.draw(wearers(rows, place), place, designs_of(conference, how))
        good = [card for card in cards if not card.problems]
        title = " – ".join([_("Badges"), translated(conference.short_title or conference.title, language)])
        file = press.pdf(drawer, good, paper_of(how), title=title, at=options.now) if good else b""
    stale = _note(rows, cards, options)
    options.progress(len(cards), len(cards))
    told = [problems.told(card.wearer.who, each) for card in cards for each in (*card.problems, *card.notes)]
    if not good:
        raise BadgeRefused(" ".join(told), "nothing_to_print")
    return Made(file, len(good), (*place.head.problems, *told, *map(_take_out, stale)))


def _batch(conference: Conference, number: str) -> BadgeBatch | None:
    if not number:
        return None
    found = conference.badge_batches.filter(pk=int(number)) if number.isdecimal() and len(number) < 19 else None
    if not found or (batch := found.first()) is None:
        raise BadgeRefused(_("There is no such batch of badges."), "no_such_batch")
    return batch


def check(how: Mapping[str, str]) -> None:
    """Raises ``BadgeRefused`` (``no_such_option``) for what badges cannot be asked for with."""
    for name, known in CHOICES.items():
        if how.get(name, known[0]) not in known:
            raise BadgeRefused(_("Badges cannot be printed so: %(name)s.") % {"name": name}, "no_such_option")


def paper_of(how: Mapping[str, str]) -> press.Paper:
    """How the cards lie on paper."""
    return press.Paper(
        sheet=how.get("sheet", "a4"), back=how.get("sides", "both") == "both", piles=how.get("order") == "piles"
    )


# Which badges ------------------------------------------------------------------------------------------------


def _rows(conference: Conference, batch: BadgeBatch | None, language: str, options: Options) -> list[Badge]:
    """The badges to draw, as they go into the envelopes."""
    if batch is None:
        chosen = _first_people(conference, language, options.limit)
        _ask(conference, chosen, language, options)
        found = Badge.objects.valid().filter(delegate__in=[each.pk for each in chosen])
    else:
        found = badges.to_print(batch)
    rows = badge_plans.in_protocol_order(badges.readable(found), conference, language)[: options.limit]
    if not rows:
        raise BadgeRefused(_("There is no badge to print."), "nothing_to_print")
    return rows


def _first_people(conference: Conference, language: str, limit: int | None) -> list[Delegate]:
    people = badge_plans.due(conference).select_related(*badge_plans.WITH)
    return sorted(people, key=protocol.key_of_delegates(conference, language))[:limit]


def _ask(conference: Conference, people: Sequence[Delegate], language: str, options: Options) -> None:
    """Ask for the badges that are missing; when none is, there is nothing to ask for."""
    chosen = Delegate.objects.filter(pk__in=[each.pk for each in people])
    if badge_plans.plan(conference, chosen).doable:
        badges.queue(
            conference,
            chosen,
            language=language,
            options={name: value for name, value in options.chosen.items() if name != "batch"},
            by=options.by,
            now=options.now,
        )


def _note(rows: Sequence[Badge], cards: Sequence[Card], options: Options) -> list[Badge]:
    """Note in every batch what was printed of it; those that died meanwhile come back."""
    by_card = {card.wearer.badge_id: card for card in cards}
    stale: list[Badge] = []
    for batch in {badge.batch_id: badge.batch for badge in rows if badge.batch}.values():
        own = [badge.pk for badge in rows if badge.batch_id == batch.pk]
        bad = {pk: [each.stored() for each in by_card[pk].problems] for pk in own if by_card[pk].problems}
        stale += badges.printed(batch, [pk for pk in own if pk not in bad], bad, by=options.by, now=options.now)
    return stale


def _take_out(badge: Badge) -> str:
    who = str(badge.delegate) if badge.delegate else badge.number
    return _("%(who)s: take the badge %(number)s out of the pile. It is “%(status)s” since the file was begun.") % {
        "who": who,
        "number": badge.number,
        "status": badge.get_status_display(),
    }


# Which design ------------------------------------------------------------------------------------------------


def designs_of(conference: Conference, how: Mapping[str, Any]) -> Callable[[Wearer], Design]:
    """Which design everybody gets: the one asked for, else the category's, else the usual one, else the house's."""
    asked = str(how.get("design", ""))
    if asked in presets.PRESETS:
        return _always(presets.preset(asked))
    rows = {row.pk: row for row in conference.badge_designs.prefetch_related("categories")}
    if asked:
        if not (asked.isdecimal() and int(asked) in rows):
            raise BadgeRefused(_("There is no such badge design."), "no_such_option")
        return _always(of(rows[int(asked)]))
    usual = next((of(row) for row in rows.values() if row.is_default), None)
    by_category = {category.pk: of(row) for row in rows.values() for category in row.categories.all()}
    return lambda wearer: by_category.get(wearer.category.pk) or usual or _of_the_house(wearer)


def _always(design: Design) -> Callable[[Wearer], Design]:
    return lambda _wearer: design


def of(row: BadgeDesign) -> Design:
    """The design as it is drawn. Raises ``BadgeRefused`` (``bad_design``)."""
    return read(row.size, row.orientation, row.front, row.back)


def _of_the_house(wearer: Wearer) -> Design:
    has_photo = bool(wearer.delegate and wearer.delegate.photo and wearer.may_show_photo)
    return presets.for_photo(has_photo and wearer.category.photo == PhotoRule.REQUIRED)


registry.add(
    Paper(
        "badges",
        gettext_lazy("Badges"),
        make=make,
        about=gettext_lazy(
            "Of everybody who is due, four to a sheet or one a page; blank ones; new ones with a reason."
        ),
        right="badge.print",
        languages=registry.OF_CONFERENCES,
        questions=questions,
        page="admin:attendees_badge_print",
    )
)
