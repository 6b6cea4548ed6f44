"""Cards for tables and chairs: a State's or a person's, folded to a tent; a card that keeps a seat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from attendees.domain import protocol
from attendees.models import Delegate, Delegation
from attendees.papers import engine, head, registry, roster
from attendees.papers.registry import Made, Options, Paper
from conference.models import Conference

KIND = "kind"
Card = dict[str, str]


def make(conference: Conference, options: Options) -> Made:
    """Tents for States and organisations (`kind=delegation`, the usual ones), for people, or cards for seats."""
    kind = options.chosen.get(KIND, "delegation")
    with override(options.language):
        cards = KINDS.get(kind, KINDS["delegation"])(conference, options)[: options.limit]
        top = head.of(conference, options.language, title=_("Nameplates"), at=options.now)
        data = {"head": top.data, "cards": cards, "is-tent": kind != "seat", "reserved": _("Reserved")}
        file = engine.pdf("nameplates", data, pictures=top.pictures, at=options.now, tagged=False)
    return Made(file, len(cards), top.problems)


def second_language(conference: Conference, language: str, among: Collection[str] = registry.OF_CONFERENCES) -> str:
    """The first language of the conference, of those `among`, that is another one; none where there is none."""
    return next((code for code in conference.languages if code in among and code != language), "")


def _of_delegations(conference: Conference, options: Options) -> list[Card]:
    """The short name of the United Nations, in two languages; of an organisation its name."""
    other = second_language(conference, options.language)
    found = Delegation.objects.for_conference(conference).taking_part()  # type: ignore[attr-defined]
    with_all = found.select_related("category", "organisation", "conference")
    ordered = protocol.in_order(with_all, conference, options.language)
    return [_card(each.name_in(options.language), each.name_in(other) if other else "", "") for each in ordered]


def _of_people(conference: Conference, options: Options) -> list[Card]:
    people = roster.people(conference, options)
    lines = roster.lines(people, options.language)
    return [_card(line.name, line.second, line.heading) for line in lines]


def _of_seats(conference: Conference, options: Options) -> list[Card]:
    """A seat for everybody with a rank of protocol and every head of delegation."""
    people = [each for each in roster.people(conference, options) if _has_a_seat(each)]
    return [_card(line.name, line.second, line.heading) for line in roster.lines(people, options.language)]


def _has_a_seat(delegate: Delegate) -> bool:
    return delegate.capacity == "HEAD" or delegate.protocol_rank is not None


def _card(name: str, second: str, below: str) -> Card:
    return {
        "who": name,
        "name": name,
        "second": second if second != name else "",
        "below": below if below != name else "",
    }


Maker = Callable[[Conference, Options], list[Card]]
KINDS: dict[str, Maker] = {"delegation": _of_delegations, "person": _of_people, "seat": _of_seats}


def _questions(conference: Conference) -> Mapping[str, forms.Field]:
    choices = [
        ("delegation", _("Tents for States and organisations")),
        ("person", _("Tents for people")),
        ("seat", _("Cards that keep a seat")),
    ]
    return {KIND: forms.ChoiceField(label=_("What"), choices=choices)}


registry.add(
    Paper(
        "nameplates",
        gettext_lazy("Nameplates"),
        make,
        about=gettext_lazy("For tables, folded to a tent; and cards that keep a seat."),
        questions=_questions,
        languages=registry.OF_CONFERENCES,
    )
)
