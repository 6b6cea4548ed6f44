"""The list of delegations as CSV and XLSX: who is invited, who has replied, how the quotas are used."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override, pgettext_lazy

from accounts.models import User
from attendees.domain import exports
from attendees.domain.delegation_lists import DelegationList
from attendees.domain.turnouts import Turnout
from attendees.enums import DelegationStatus
from attendees.exports import files
from attendees.exports.files import about, check_format, digest_of, header_of
from attendees.models import Delegate, Delegation, ExportRecord
from conference.domain import countries
from conference.enums import LANGUAGE_WORDS, RegionalGroup
from core.spreadsheets import Cell, write_csv, write_xlsx
from core.translations import translated

#: How the book of exports calls this kind of list.
KIND = "delegations"


@dataclass(frozen=True)
class Wanted:
    """The list somebody asks for, and the file."""

    list: DelegationList
    format: str
    language: str
    is_machine: bool = False
    filter: str = ""


@dataclass(frozen=True)
class Sheet:
    """What all rows have in common. With `is_machine` the cells hold codes instead of words."""

    wanted: Wanted
    heads: Mapping[int, str]

    def say(self, words: str | Promise, code: str) -> str:
        """A word for people, the code for machines."""
        return code if self.wanted.is_machine else str(words)

    def at(self, instant: datetime | None) -> Cell:
        """An instant on the conference's clocks; the zone stands above the column."""
        if instant is None:
            return ""
        if self.wanted.is_machine:
            return instant.isoformat()
        return instant.astimezone(self.wanted.list.conference.zone).replace(second=0, microsecond=0, tzinfo=None)


@dataclass(frozen=True)
class Column:
    """One column: its name for machines, its words, its cell."""

    code: str
    label: str | Promise
    cell: Callable[[Turnout, Sheet], Cell]


def _region(turnout: Turnout, sheet: Sheet) -> str:
    iso2 = turnout.delegation.country_id
    group = countries.get(iso2).regional_group if iso2 else RegionalGroup.NONE
    return sheet.say(RegionalGroup(group).label, str(group)) if iso2 else ""


def _points(turnout: Turnout, sheet: Sheet) -> str:
    return "; ".join(f"{point.name} <{point.email}>" for point in turnout.focal_points)


def _field(name: str) -> Any:
    return Delegation._meta.get_field(name).verbose_name  # type: ignore[union-attr]


def _moment(name: str) -> Column:
    return Column(name, _field(name), lambda turnout, sheet: sheet.at(getattr(turnout.delegation, name)))


def _number(code: str, label: str | Promise, of: Callable[[Turnout], Cell]) -> Column:
    return Column(code, label, lambda turnout, _sheet: of(turnout))


COLUMNS = [
    Column("delegation", gettext_lazy("delegation"), lambda t, sheet: t.delegation.name_in(sheet.wanted.language)),
    _number("state_iso2", gettext_lazy("State (ISO alpha-2)"), lambda t: t.delegation.country_id or ""),
    Column(
        "category",
        gettext_lazy("category"),
        lambda t, sheet: sheet.say(
            translated(t.delegation.category.name, sheet.wanted.language), t.delegation.category.code
        ),
    ),
    Column("regional_group", gettext_lazy("regional group"), _region),
    Column(
        "status",
        gettext_lazy("status"),
        lambda t, sheet: sheet.say(DelegationStatus(t.delegation.status).label, t.delegation.status),
    ),
    Column(
        "language",
        _field("language"),
        lambda t, sheet: sheet.say(LANGUAGE_WORDS.get(t.delegation.language, ""), t.delegation.language),
    ),
    Column("closes_at", gettext_lazy("names by"), lambda t, sheet: sheet.at(t.delegation.closes_at)),
    _number("quota_in_person", _field("quota_in_person"), lambda t: t.delegation.quota_in_person),
    _number("approved_in_person", gettext_lazy("approved in person"), lambda t: t.in_person.taken),
    _number("quota_online", _field("quota_online"), lambda t: t.delegation.quota_online),
    _number("approved_online", gettext_lazy("approved online"), lambda t: t.online.taken),
    _number("named", pgettext_lazy("people", "named"), lambda t: t.named),
    _number("to_decide", gettext_lazy("to decide"), lambda t: t.to_decide),
    _number("reserve", gettext_lazy("reserve"), lambda t: t.reserve),
    _number("arrived", gettext_lazy("arrived"), lambda t: t.arrived),
    Column("head", gettext_lazy("head of delegation"), lambda t, sheet: sheet.heads.get(t.delegation.pk, "")),
    _number("papers", gettext_lazy("official papers"), lambda t: t.papers),
    _number("in_no_paper", gettext_lazy("people in no paper"), lambda t: t.unnamed),
    _moment("invited_at"),
    _moment("reminded_at"),
    _moment("replied_at"),
    _moment("submitted_at"),
    Column("focal_points", gettext_lazy("focal points"), _points),
]


def export(wanted: Wanted, file: IO[bytes], *, by: User | None, now: datetime) -> ExportRecord:
    """Write the file and the record of it (EX-12). Raises ``ExportRefused`` and ``SelectionRefused``."""
    check_format(wanted.format)
    turnouts = wanted.list.turnouts()
    record = exports.begin(
        wanted.list.conference,
        format=wanted.format,
        language="" if wanted.is_machine else wanted.language,
        filter=f"{KIND} {wanted.filter}".strip(),
        columns=[column.code for column in COLUMNS],
        by=by,
        now=now,
    )
    with override(wanted.language):
        _write(wanted, turnouts, file, by=by, now=now)
    return exports.finish(record, rows=len(turnouts), digest=digest_of(file))


def _write(wanted: Wanted, turnouts: Sequence[Turnout], file: IO[bytes], *, by: User | None, now: datetime) -> None:
    sheet = Sheet(wanted, _heads([each.delegation.pk for each in turnouts]))
    conference = wanted.list.conference
    header = header_of(COLUMNS, conference, wanted.language, is_machine=wanted.is_machine, now=now)
    rows = [[column.cell(each, sheet) for column in COLUMNS] for each in turnouts]
    if wanted.format == "csv":
        file.writelines(write_csv(header, rows))
    else:
        second = about(conference, wanted.language, chosen=wanted.filter, rows=len(rows), by=by, now=now)
        write_xlsx(header, rows, file, title=_("Delegations"), about=second)


def _heads(pks: Sequence[int]) -> dict[int, str]:
    heads = Delegate.objects.heads().filter(delegation__in=pks)
    return {
        each.delegation_id or 0: each.formal_name for each in heads.only("delegation_id", "family_name", "given_name")
    }


def name_of(wanted: Wanted, *, now: datetime) -> str:
    """The name of the file."""
    with override(wanted.language):
        return files.name_of(wanted.list.conference, wanted.language, wanted.format, what=_("Delegations"), now=now)
