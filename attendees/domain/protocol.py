"""The order of protocol: by category, then States and organisations in the alphabet of a language (R-39)."""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Case, CharField, Expression, F, IntegerField, Value, When
from django.db.models.functions import Cast, Concat, NullIf, StrIndex

from attendees.enums import LIVE, Capacity
from attendees.models import Delegate, Delegation
from conference.domain import countries
from conference.enums import CountryOrder
from conference.models import Conference
from core.text import sort_key
from core.translations import translated

#: After everybody who has a number.
LAST = 10**9


def state_ranks(conference: Conference, language: str) -> Mapping[str, int]:
    """The place of every State: the alphabet of the language, begun at the State drawn by lot where there is one."""
    is_by_lot = conference.country_order == CountryOrder.BY_LOT
    return ranks_from((conference.first_country_id if is_by_lot else None) or "", language)


def ranks_from(first: str, language: str) -> Mapping[str, int]:
    """The place of every State in the alphabet of the language, begun at one of them."""
    ranks = countries.ranks(language)
    start = ranks.get(first, 0)
    return {iso2: (rank - start) % len(ranks) for iso2, rank in ranks.items()}


def in_order(delegations: Iterable[Delegation], conference: Conference, language: str) -> list[Delegation]:
    """The delegations by category, States before organisations, each in the alphabet of the language.

    Reads nothing: give delegations with their category and organisation.
    """
    states = state_ranks(conference, language)

    def place(delegation: Delegation) -> tuple:
        category = delegation.category
        return (category.order, category.code, *_entity(delegation, states, language), delegation.pk)

    return sorted(delegations, key=place)


def _entity(delegation: Delegation, states: Mapping[str, int], language: str) -> tuple[int, int, bytes]:
    if delegation.country_id:
        return (0, states.get(delegation.country_id, len(states)), b"")
    return (1, 0, sort_key(delegation.name_in(language), language))


# Delegates ------------------------------------------------------------------------------------------


def of_delegates(conference: Conference, language: str) -> list[F | Expression]:
    """What delegates are ordered by: category, delegation, head, order of the note, rank, name. One statement here."""
    return [
        F("category__order"),
        F("category__code"),
        _entity_of_delegate(conference, language),
        Case(When(capacity=Capacity.HEAD, then=0), default=1, output_field=IntegerField()),
        F("place"),
        F("protocol_rank"),
        F("name_sort"),
    ]


def _entity_of_delegate(conference: Conference, language: str) -> NullIf:
    """The place of the delegation, or of the State somebody outside a delegation represents.

    Both stand in one text in the order of protocol; where somebody's is found is the place. That is one look-up
    a row, whatever the number of delegations.
    """
    own = Case(
        When(delegation__isnull=True, then=Concat(Value("|"), F("country_id"), Value("|"))),
        default=Concat(Value("|"), Cast("delegation_id", CharField()), Value("|")),
        output_field=CharField(),
    )
    return NullIf(StrIndex(Value(_text(conference, language)), own), Value(0))


def _text(conference: Conference, language: str) -> str:
    found = Delegation.objects.for_conference(conference).select_related("category", "organisation")
    states = state_ranks(conference, language)
    of_state: dict[str, list[str]] = {}
    of_others: list[str] = []
    for delegation in in_order(found, conference, language):
        where = of_state.setdefault(delegation.country_id, []) if delegation.country_id else of_others
        where.append(str(delegation.pk))
    tokens = []
    for iso2 in sorted(states, key=states.__getitem__):
        tokens += [*of_state.get(iso2, ()), iso2]
    return f"|{'|'.join([*tokens, *of_others])}|"


def key_of_delegates(conference: Conference, language: str) -> Callable[[Delegate], tuple]:
    """What to sort people by who are read already: as `of_delegates`, the number last.

    Reads nothing: give people with their category and the organisation of their delegation.
    """
    ranks = state_ranks(conference, language)
    names: dict[str, bytes] = {}

    def key(person: Delegate) -> tuple:
        state, organisation = _whose(person, language)
        if state:
            return (person.category.order, 0, ranks.get(state, LAST), b"", *_own_order(person))
        if organisation not in names:
            names[organisation] = sort_key(organisation, language)
        return (person.category.order, 1, 0, names[organisation], *_own_order(person))

    return key


def _whose(person: Delegate, language: str) -> tuple[str, str]:
    """The State, or else the organisation, whose envelope it is."""
    if delegation := person.delegation:
        own = delegation.organisation
        return delegation.country_id or "", translated(own.name, language) if own else ""
    return person.country_id or "" if person.category.counts_as_delegate else "", person.organisation


def _own_order(person: Delegate) -> tuple[bool, int, int, str, int]:
    return (
        person.capacity != Capacity.HEAD,
        LAST if person.place is None else person.place,
        LAST if person.protocol_rank is None else person.protocol_rank,
        person.name_sort,
        person.number,
    )


def within_delegation(person: Delegate) -> tuple[bool, bool, int, int]:
    """What to sort the people of one delegation by: its head, then the order of the note, then the number."""
    is_head = person.capacity == Capacity.HEAD and person.status in LIVE
    return (not is_head, person.place is None, person.place or 0, person.number)
