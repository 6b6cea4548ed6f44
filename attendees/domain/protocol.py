"""The order of protocol: by category, then States and organisations in the alphabet of a language (R-39)."""

from collections.abc import Iterable, Mapping

from django.db.models import Case, CharField, Expression, F, IntegerField, Value, When
from django.db.models.functions import Cast, Concat, NullIf, StrIndex

from attendees.enums import Capacity
from attendees.models import Delegation
from conference.domain import countries
from conference.enums import CountryOrder
from conference.models import Conference
from core.text import sort_key


def state_ranks(conference: Conference, language: str) -> Mapping[str, int]:
    """The place of every State: the alphabet of the language, begun at the State drawn by lot where there is one."""
    ranks = countries.ranks(language)
    first = ranks.get(conference.first_country_id or "")
    if conference.country_order != CountryOrder.BY_LOT or first is None:
        return ranks
    return {iso2: (rank - first) % len(ranks) for iso2, rank in ranks.items()}


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
