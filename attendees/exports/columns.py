"""Every column a list of delegates can have: a stable name for machines, words for people, how it is filled.

A column is filled for a whole chunk of rows at once, by mappings made once a file: no model instances,
and nothing sealed is opened unless its column was asked for.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from attendees.domain import missing, seating
from attendees.enums import (
    Capacity,
    ConsentKind,
    CourtesyTitle,
    DelegateStatus,
    Excellency,
    IdentityProtection,
    Modality,
    Sex,
    Source,
)
from attendees.models import Consent, Delegate, Delegation, Signup
from conference.domain import countries
from conference.enums import LANGUAGE_WORDS
from conference.models import Category, Conference
from core.spreadsheets import Cell
from core.translations import translated

CHOICES: dict[str, type[TextChoices]] = {
    "status": DelegateStatus,
    "title": CourtesyTitle,
    "excellency": Excellency,
    "sex": Sex,
    "modality": Modality,
    "identity_protection": IdentityProtection,
    "source": Source,
    "capacity": Capacity,
}


@dataclass(frozen=True)
class Sheet:
    """What all rows of one file have in common. With `is_machine` the cells hold codes instead of words."""

    conference: Conference
    language: str
    is_machine: bool = False
    memory: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The clocks that times are told by (R-20)."""
        return self.conference.zone

    @cached_property
    def categories(self) -> dict[int, Category]:
        """The categories by id."""
        return {each.pk: each for each in self.conference.categories.all()}

    def words(self, name: str) -> Callable[[Any], Cell]:
        """How the codes of a column are said, made once."""
        if name not in self.memory:
            self.memory[name] = self._words(name)
        return self.memory[name].get  # type: ignore[no-any-return]

    def _words(self, name: str) -> dict[Any, Cell]:
        with override(self.language):
            if name == "category":
                return {pk: translated(each.name, self.language) for pk, each in self.categories.items()}
            if name == "category_code":
                return {pk: each.code for pk, each in self.categories.items()}
            if name == "delegation":
                found = Delegation.objects.for_conference(self.conference).select_related("organisation")
                return {each.pk: each.name_in(self.language) for each in found}
            if name == "country":
                return {iso2: each.name(self.language) for iso2, each in countries.all_countries().items()}
            if name == "language":
                return {code: str(word) for code, word in LANGUAGE_WORDS.items()}
            if name == "yes_no":
                return {True: str(_("Yes")), False: str(_("No"))}
            return {code: str(label) for code, label in CHOICES[name].choices}

    def say(self, texts: Iterable[Any]) -> str:
        """Several words in the language of the file."""
        with override(self.language):
            return ", ".join(map(str, texts))

    @cached_property
    def waiting(self) -> dict[int, int]:
        """Places on the waiting list by delegate."""
        return {pk: place for place, pk in enumerate(seating.queue(self.conference.pk), start=1)}


@dataclass
class Chunk:
    """Some rows on their way to the file, as columns of raw values."""

    sheet: Sheet
    pks: Sequence[int]
    values: dict[str, Sequence[Any]]

    def of(self, name: str) -> Sequence[Any]:
        """The raw values of a field, row after row."""
        return self.values[name]

    @cached_property
    def sessions(self) -> dict[int, str]:
        """The codes of each delegate's sessions."""
        held: dict[int, list[str]] = {}
        rows = Signup.objects.filter(delegate_id__in=self.pks).order_by("session__starts_at", "session__code")
        for pk, code in rows.values_list("delegate_id", "session__code"):
            held.setdefault(pk, []).append(code)
        return {pk: ", ".join(codes) for pk, codes in held.items()}

    @cached_property
    def consents(self) -> dict[tuple[int, str], bool]:
        """The latest answer of each delegate to each question."""
        rows = Consent.objects.filter(delegate_id__in=self.pks).order_by("given_at", "pk")
        return {(pk, kind): value for pk, kind, value in rows.values_list("delegate_id", "kind", "value")}

    @cached_property
    def unnamed(self) -> set[int]:
        """The delegates whom an official paper should name and none does."""
        return missing.unnamed(self.pks, self.sheet.categories.values())


Fill = Callable[[Chunk], Iterable[Cell]]


@dataclass(frozen=True)
class Column:
    """One column: `fields` are read from the table, `fill` makes the cells of a chunk from them."""

    code: str
    label: str | Promise
    fields: tuple[str, ...]
    fill: Fill
    is_sensitive: bool = False


MACHINE_ANSWERS: dict[Any, Cell] = {True: "true", False: "false"}

# How columns are filled --------------------------------------------------------------------------------


def _plain(name: str) -> Fill:
    return lambda chunk: chunk.of(name)


def _worded(name: str, words: str = "") -> Fill:
    def fill(chunk: Chunk) -> Iterable[Cell]:
        if chunk.sheet.is_machine:
            return chunk.of(name)
        return map(chunk.sheet.words(words or name), chunk.of(name))

    return fill


def _category(chunk: Chunk) -> Iterable[Cell]:
    words = "category_code" if chunk.sheet.is_machine else "category"
    return map(chunk.sheet.words(words), chunk.of("category_id"))


def _category_code(chunk: Chunk) -> Iterable[Cell]:
    return map(chunk.sheet.words("category_code"), chunk.of("category_id"))


def _yes_no(value: str) -> Fill:
    def fill(chunk: Chunk) -> Iterable[Cell]:
        answers = map(bool, chunk.of(value))
        if chunk.sheet.is_machine:
            return ("true" if answer else "false" for answer in answers)
        return map(chunk.sheet.words("yes_no"), answers)

    return fill


def _moment(name: str) -> Fill:
    """An instant on the conference's clocks; the zone stands in the words above the column."""

    def fill(chunk: Chunk) -> Iterable[Cell]:
        zone = chunk.sheet.zone
        if chunk.sheet.is_machine:
            return [value and value.isoformat() for value in chunk.of(name)]
        return [value and _local(value, zone) for value in chunk.of(name)]

    return fill


def _local(value: datetime, zone: ZoneInfo) -> datetime:
    return value.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)


def _joined(separator: str, *names: str) -> Fill:
    def fill(chunk: Chunk) -> Iterable[Cell]:
        parts = zip(*(chunk.of(name) for name in names), strict=True)
        return [separator.join(filter(None, each)) for each in parts]

    return fill


def _position(language: str) -> Fill:
    """What the position was translated into; it is as typed in a column of its own."""
    return lambda chunk: [texts.get(language, "") for texts in chunk.of("positions")]


def _sessions(chunk: Chunk) -> Iterable[Cell]:
    return [chunk.sessions.get(pk, "") for pk in chunk.pks]


def _waiting(chunk: Chunk) -> Iterable[Cell]:
    return map(chunk.sheet.waiting.get, chunk.pks)


def _consent(kind: str) -> Fill:
    def fill(chunk: Chunk) -> Iterable[Cell]:
        words = MACHINE_ANSWERS.get if chunk.sheet.is_machine else chunk.sheet.words("yes_no")
        return [words(chunk.consents.get((pk, kind))) for pk in chunk.pks]

    return fill


def _missing(chunk: Chunk) -> Iterable[Cell]:
    fields = zip(*(chunk.of(name) for name in missing.COLUMNS), strict=True)
    return [_lacks(chunk, pk, values) for pk, values in zip(chunk.pks, fields, strict=True)]


def _lacks(chunk: Chunk, pk: int, values: Sequence[Any]) -> str:
    delegate = Delegate(pk=pk, **dict(zip(missing.COLUMNS, values, strict=True)))
    agreed = bool(chunk.consents.get((pk, ConsentKind.NOTICE)))
    category = chunk.sheet.categories[delegate.category_id]
    found = missing.of(delegate, category, has_consent=agreed, is_unnamed=pk in chunk.unnamed)
    return ", ".join(found) if chunk.sheet.is_machine else chunk.sheet.say(each.label for each in found)


def _field(name: str, label: Any = "", *, fill: Fill | None = None, is_sensitive: bool = False) -> Column:
    """A column that shows one field of Delegate under its own name."""
    label = label or Delegate._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return Column(name, label, (name,), fill or _plain(name), is_sensitive)


# The columns, in the order they are offered ------------------------------------------------------------

_ALL = [
    _field("number", pgettext_lazy("column", "No.")),
    _field("reference"),
    Column("name", _("name"), ("family_name", "given_name"), _joined(", ", "family_name", "given_name")),
    Column(
        "cyrillic_name",
        _("name in Cyrillic letters"),
        ("cyrillic_family_name", "cyrillic_given_name", "patronymic"),
        _joined(" ", "cyrillic_family_name", "cyrillic_given_name", "patronymic"),
    ),
    _field("family_name"),
    _field("given_name"),
    _field("cyrillic_family_name"),
    _field("cyrillic_given_name"),
    _field("patronymic"),
    _field("list_name"),
    _field("badge_name"),
    _field("title", fill=_worded("title")),
    _field("excellency", fill=_worded("excellency")),
    _field("academic_title"),
    _field("rank"),
    _field("position"),
    Column("position_en", _("position in English"), ("positions",), _position("en")),
    Column("position_ru", _("position in Russian"), ("positions",), _position("ru")),
    Column("position_ky", _("position in Kyrgyz"), ("positions",), _position("ky")),
    Column("state", _("State represented"), ("country_id",), _worded("country_id", "country")),
    Column("state_iso2", _("State represented (ISO alpha-2)"), ("country_id",), _plain("country_id")),
    _field("organisation"),
    Column("delegation", _("delegation"), ("delegation_id",), _worded("delegation_id", "delegation")),
    _field("capacity", fill=_worded("capacity")),
    _field("place"),
    Column("category", _("category"), ("category_id",), _category),
    Column("category_code", _("category (code)"), ("category_id",), _category_code),
    _field("status", fill=_worded("status")),
    Column("waiting_position", _("place on the waiting list"), (), _waiting),
    Column("missing", _("missing"), missing.COLUMNS, _missing),
    _field("sex", fill=_worded("sex")),
    _field("date_of_birth", is_sensitive=True),
    Column("nationality", _("nationality"), ("nationality_id",), _worded("nationality_id", "country")),
    Column("nationality_iso2", _("nationality (ISO alpha-2)"), ("nationality_id",), _plain("nationality_id")),
    _field("email"),
    _field("phone", is_sensitive=True),
    _field("language", fill=_worded("language")),
    _field("modality", fill=_worded("modality")),
    _field("interpretation", fill=_worded("interpretation", "language")),
    _field("diet", is_sensitive=True),
    _field("accessibility", is_sensitive=True),
    _field("sponsored", fill=_yes_no("sponsored")),
    _field("photo", fill=_yes_no("photo")),
    Column("sessions", _("sessions"), (), _sessions),
    _field("identity_protection", fill=_worded("identity_protection")),
    _field("protocol_rank"),
    _field("source", fill=_worded("source")),
    *(Column(f"consent_{kind.lower()}", kind.label, (), _consent(kind)) for kind in ConsentKind),
    _field("registered_at", fill=_moment("registered_at")),
    _field("decided_at", fill=_moment("decided_at")),
    _field("arrived_at", fill=_moment("arrived_at")),
]
COLUMNS: dict[str, Column] = {column.code: column for column in _ALL}
#: What the command takes when no columns are named: nothing sealed, nothing that needs a second look.
USUAL = (
    "number reference status category state state_iso2 organisation family_name given_name"
    " cyrillic_family_name cyrillic_given_name patronymic title excellency position sex nationality email"
    " language modality interpretation sponsored identity_protection source registered_at delegation capacity"
).split()


def offered(*, sensitive: bool) -> list[Column]:
    """The columns somebody with these rights may take."""
    return [column for column in _ALL if sensitive or not column.is_sensitive]
