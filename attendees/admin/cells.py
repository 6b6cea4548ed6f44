"""The columns of the delegate list on the screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from attendees.admin.listing import LIST_VAR, SHORT, Desk
from attendees.domain import missing, seating
from attendees.enums import CHIPS, DelegateStatus
from attendees.exports import lists
from attendees.exports.columns import COLUMNS, Sheet, offered
from attendees.models import Delegate
from conference.domain import countries
from conference.models import Category

#: What the rows of a page are made from; nothing sealed is opened.
ONLY = (
    "number",
    "status",
    "category_id",
    "country_id",
    "organisation",
    "family_name",
    "given_name",
    "cyrillic_family_name",
    "cyrillic_given_name",
    "patronymic",
    "position",
    "email",
    "photo",
    "source",
    "registered_at",
    "erased_at",
    "conference_id",
    "language",
)


@dataclass(frozen=True)
class Row:
    """One delegate on the page, with what does not stand in its own row."""

    delegate: Delegate
    category: Category
    has_consent: bool
    is_unnamed: bool
    place: int | None
    url: str
    more: dict[str, object]
    cells: list[tuple[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class ScreenColumn:
    """One column on the screen; `exports` are the columns of a file that say the same."""

    code: str
    label: str | Promise
    show: Callable[[Row], object]
    exports: tuple[str, ...]
    order: str = ""
    kind: str = ""


def name_cell(row: Row) -> SafeString:
    """Both names, the first as the link to the person."""
    delegate = row.delegate
    name = delegate.formal_name or _("Erased")
    second = delegate.cyrillic_name
    link = format_html('<a href="{}"><bdi>{}</bdi></a>', row.url, name)
    return (
        format_html('{}<span class="name2" lang="{}">{}</span>', link, cyrillic_language(delegate), second)
        if second
        else link
    )


def cyrillic_language(delegate: Delegate) -> str:
    """The language a Cyrillic name is most probably written in, for the reader of the screen."""
    spoken = {"KG": "ky", "KZ": "kk", "UZ": "uz", "TJ": "tg", "BG": "bg", "MN": "mn", "UA": "uk"}
    return spoken.get(delegate.country_id or "", "ru")


def _represents(row: Row) -> object:
    country, organisation = row.delegate.country_id, row.delegate.organisation
    state = countries.name(country, get_language() or "en") if country else ""
    if state and organisation:
        return format_html('{}<span class="name2"><bdi>{}</bdi></span>', state, organisation)
    return state or organisation or "–"


def status_chip(status: str, words: str = "") -> SafeString:
    """A status as word, shape and colour."""
    return format_html(
        '<span class="chip {}">{}</span>', CHIPS[status], words or SHORT.get(status) or DelegateStatus(status).label
    )


def _status(row: Row) -> SafeString:
    words = waiting_words(row.place) if row.place else ""
    return status_chip(row.delegate.status, words)


def waiting_words(place: int) -> str:
    """`Waiting list, 2nd`."""
    if (get_language() or "en").startswith("en"):
        return _("Waiting list, %(place)s") % {"place": ordinal(place)}
    return _("Waiting list, %(place)s") % {"place": place}


def ordinal(number: int) -> str:
    """`2nd`, as English writes it."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _missing(row: Row) -> str:
    lacks = missing.of(row.delegate, row.category, has_consent=row.has_consent, is_unnamed=row.is_unnamed)
    return ", ".join(str(each.label) for each in lacks) or "–"


def _registered(row: Row) -> str:
    return date_format(localtime(row.delegate.registered_at), "d.m.Y H:i")


OWN = [
    ScreenColumn(
        "number", pgettext_lazy("column", "No."), lambda row: row.delegate.number, ("number",), "number", "num"
    ),
    ScreenColumn("name", gettext_lazy("Name"), name_cell, ("name", "cyrillic_name"), "name", "head"),
    ScreenColumn("represents", gettext_lazy("State, organisation"), _represents, ("state", "organisation"), "state"),
    ScreenColumn("category", gettext_lazy("Category"), lambda row: str(row.category), ("category",)),
    ScreenColumn("status", gettext_lazy("Status"), _status, ("status", "waiting_position")),
    ScreenColumn("missing", gettext_lazy("Missing"), _missing, ("missing",)),
    ScreenColumn("registered_at", gettext_lazy("Registered"), _registered, ("registered_at",), "registered", "num"),
]
USUAL = tuple(column.code for column in OWN)


def choices(*, sensitive: bool) -> dict[str, ScreenColumn]:
    """The columns somebody with these rights may see: our own, then those of the files."""
    found = {column.code: column for column in OWN}
    for column in offered(sensitive=sensitive):
        if column.code not in found and column.code not in SAID:
            found[column.code] = _of_a_file(column.code)
    return found


#: Columns of files that a list can be ordered by.
ORDERED = {"delegation": "protocol"}
#: Columns of files that a column of our own says already.
SAID = {code for column in OWN for code in column.exports}


def _of_a_file(code: str) -> ScreenColumn:
    label = capfirst(str(COLUMNS[code].label))
    return ScreenColumn(code, label, lambda row: _words(row.more[code]), (code,), ORDERED.get(code, ""))


def _words(value: object) -> object:
    if isinstance(value, datetime):
        return date_format(value, "d.m.Y H:i")
    return "–" if value in (None, "") else value


def wanted(codes: Sequence[str], *, sensitive: bool) -> list[ScreenColumn]:
    """The columns of these codes; name and number always lead. Unknown codes are passed over."""
    known = choices(sensitive=sensitive)
    chosen = [code for code in dict.fromkeys(codes) if code in known] or list(USUAL)
    leading = [code for code in ("number", "name") if code not in chosen]
    return [known[code] for code in (*leading, *chosen)]


def rows_of(people: QuerySet[Delegate], desk: Desk, columns: Sequence[ScreenColumn], query: str) -> list[Row]:
    """The rows of one page, in as many statements for one as for fifty."""
    delegates = list(people.only(*ONLY))
    keys = [each.pk for each in delegates]
    agreed, unnamed = missing.consented(keys), missing.unnamed(keys, desk.categories.values())
    places = _places(delegates, desk)
    more = _more(delegates, desk, [column.code for column in columns if column.code not in USUAL])
    return [
        Row(
            delegate=each,
            category=desk.categories[each.category_id],
            has_consent=each.pk in agreed,
            is_unnamed=each.pk in unnamed,
            place=places.get(each.pk),
            url=address_of(each.pk, query),
            more=more.get(each.pk, {}),
        )
        for each in delegates
    ]


def address_of(pk: int, query: str = "") -> str:
    """The page of one delegate, which remembers the list."""
    url = reverse("admin:attendees_delegate_change", args=[pk])
    return f"{url}?{urlencode({LIST_VAR: query})}" if query else url


def _places(delegates: Sequence[Delegate], desk: Desk) -> dict[int, int]:
    if not any(each.status == DelegateStatus.WAITLISTED for each in delegates):
        return {}
    return {pk: place for place, pk in enumerate(seating.queue(desk.request.conference.pk), start=1)}


def _more(delegates: Sequence[Delegate], desk: Desk, codes: list[str]) -> dict[int, dict[str, object]]:
    """The cells of columns that files have, filled as they are for files."""
    if not codes:
        return {}
    sheet = Sheet(desk.request.conference, get_language() or "en")
    page = Delegate.objects.filter(pk__in=[each.pk for each in delegates]).order_by("pk")
    filled = lists.cells(page, [COLUMNS[code] for code in codes], sheet)
    pks = sorted(each.pk for each in delegates)
    return {pk: dict(zip(codes, cells, strict=True)) for pk, cells in zip(pks, filled, strict=True)}
