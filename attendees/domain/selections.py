"""Which delegates, in which order. What the list shows is what an export takes: both ask here."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import F, Func, OrderBy, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.utils.translation import gettext as _

from attendees.domain import missing, protocol
from attendees.enums import Capacity, DelegateStatus, Source
from attendees.models import Delegate, Delegation, Signup
from conference.domain import countries
from conference.models import Conference
from core.errors import DomainError
from core.text import fold

#: What a filter may be set to: codes of ours, never free text.
CODE = re.compile(r"[A-Za-z0-9_.,-]{1,120}")
#: "Nobody's State": those who represent none, are of no delegation, have no part in it.
NO_STATE = NO_DELEGATION = NO_PART = "-"
LONGEST_SEARCH = 200
#: Beyond this a number is no running number, and overflows some database (AD-13).
MOST_DIGITS = 9


class SelectionRefused(DomainError):
    """No list can be made so: `unknown_filter`, `unknown_order`."""


@dataclass(frozen=True)
class Selection:
    """Some delegates of one conference, in order; `language` is whose alphabet orders the States."""

    conference: Conference
    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    order: str = "number"
    language: str = "en"
    only: tuple[int, ...] | None = None  # these people by id, and nobody else

    def delegates(self) -> QuerySet[Delegate]:
        """The delegates as the list shows them. Raises ``SelectionRefused``."""
        found: QuerySet[Delegate] = Delegate.objects.for_conference(self.conference)
        for name, value in self.filters.items():
            found = found.filter(condition(self.conference, name, value))
        if self.only is not None:
            found = found.filter(pk__in=self.only)
        return search(found, self.text).order_by(*ordering(self.order, self.language, self.conference))

    def exported(self) -> QuerySet[Delegate]:
        """Those a list given out may hold: erased people never, those who are gone only when asked for (EX-04)."""
        found = self.delegates().filter(erased_at=None)
        return found if self.asks_for_statuses() else found.present()  # type: ignore[attr-defined,no-any-return]

    def asks_for_statuses(self) -> bool:
        """Whether somebody has said which statuses are wanted."""
        return bool(self.filters.get("status"))

    def without(self, name: str) -> "Selection":
        """The same without one of the filters."""
        return replace(self, filters={key: value for key, value in self.filters.items() if key != name})


# Search -----------------------------------------------------------------------------------------------


def search(found: QuerySet[Delegate], text: str) -> QuerySet[Delegate]:
    """Those whose names, reference or running number the text gives, in any script or spelling."""
    text = text[:LONGEST_SEARCH].strip()
    if not text:
        return found
    words = fold(text).split()
    if not words:
        return found.none()
    digits = text.lstrip("№#").strip()
    if digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS:
        return found.filter(Q(number=int(digits)) | Q(search_text__contains=words[0]))
    return found.matching(text)  # type: ignore[attr-defined,no-any-return]


# Filters ----------------------------------------------------------------------------------------------


def condition(conference: Conference, name: str, value: str) -> Q:
    """What a filter asks of a row. Raises ``SelectionRefused`` (``unknown_filter``)."""
    if name not in FILTERS or not CODE.fullmatch(value):
        raise no_such_filter()
    return FILTERS[name](conference, value)


def no_such_filter() -> SelectionRefused:
    """The refusal of a filter, or of a value, that no list knows."""
    return SelectionRefused(_("There is no such filter."), "unknown_filter")


def _one_of(name: str, known: set[str], value: str) -> Q:
    wanted = set(value.split(","))
    if not wanted <= known:
        raise no_such_filter()
    return Q(**{f"{name}__in": sorted(wanted)})


def _status(conference: Conference, value: str) -> Q:
    return _one_of("status", set(DelegateStatus.values), value)


def _source(conference: Conference, value: str) -> Q:
    return _one_of("source", set(Source.values), value)


def _category(conference: Conference, value: str) -> Q:
    return Q(category__in=conference.categories.filter(code__in=value.split(",")).values("pk"))


def _state(conference: Conference, value: str) -> Q:
    return Q(country=None) if value == NO_STATE else _one_of("country", set(countries.all_countries()), value)


def _delegation(conference: Conference, value: str) -> Q:
    """By the keys of delegations or the codes of States; `-` is nobody's."""
    if value == NO_DELEGATION:
        return Q(delegation=None)
    codes = value.split(",")
    keys = [int(code) for code in codes if code.isascii() and code.isdigit() and len(code) <= MOST_DIGITS]
    asked = Delegation.objects.for_conference(conference).filter(Q(pk__in=keys) | Q(country__in=codes))
    return Q(delegation__in=asked.values("pk"))


def _part(conference: Conference, value: str) -> Q:
    return Q(capacity="") if value == NO_PART else _one_of("capacity", set(Capacity.values), value)


def _session(conference: Conference, value: str) -> Q:
    signed_up = Signup.objects.filter(session__conference=conference, session__code=value)
    return Q(pk__in=signed_up.values("delegate_id"))


def _missing(conference: Conference, value: str) -> Q:
    if value not in missing.Missing.values:
        raise no_such_filter()
    return missing.condition(value, conference.categories.all())


def _arrival(conference: Conference, value: str) -> Q:
    if value not in ARRIVALS:
        raise no_such_filter()
    return Q(arrived_at__isnull=value == "no")


ARRIVALS = ("yes", "no")
FILTERS: dict[str, Callable[[Conference, str], Q]] = {
    "status": _status,
    "category": _category,
    "state": _state,
    "delegation": _delegation,
    "part": _part,
    "session": _session,
    "missing": _missing,
    "source": _source,
    "arrival": _arrival,
}

# Order ------------------------------------------------------------------------------------------------

#: What a list may be ordered by. The number comes last everywhere, so that no order is left to chance.
ORDERS = ("number", "name", "state", "registered", "protocol")


def ordering(order: str, language: str, conference: Conference) -> list[OrderBy]:
    """The order by its code, `-` in front for the other way. Raises ``SelectionRefused`` (``unknown_order``)."""
    code, is_reversed = order.removeprefix("-"), order.startswith("-")
    if code not in ORDERS:
        raise SelectionRefused(_("The list cannot be put in this order."), "unknown_order")
    if code == "protocol":
        places = [*protocol.of_delegates(conference, language), F("number")]
        return [OrderBy(each, descending=is_reversed, nulls_last=True) for each in places]
    columns: dict[str, list[F | Func]] = {
        "number": [],
        "name": [F("name_sort")],
        "state": [place_of_state(language), F("name_sort")],
        "registered": [F("registered_at")],
    }
    by = [*columns[code], F("number")]
    # Whoever represents no State comes after those who do, whichever way round.
    return [OrderBy(each, descending=is_reversed, nulls_last=isinstance(each, Func) or None) for each in by]


def place_of_state(language: str) -> Func:
    """The place of the State represented in the alphabet of the language (R-39), as something to order by.

    The codes stand in one text in the order of the language; where a code is found is its place. That is
    one look-up a row, where a CASE over all States would be two hundred.
    """
    return StrIndex(Value(",".join(countries.ranks(language))), F("country_id"))
