"""Papers that are one table under the usual head: badge control, dignitaries, catering, speakers. PDF or table file."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from attendees.domain import titles
from attendees.papers import engine, head, registry, roster
from attendees.papers.registry import Made, Options, Paper
from conference.domain import countries
from conference.domain.programme import role_words
from conference.enums import SessionRoleKind
from conference.models import Conference, SessionRole
from core import times
from core.spreadsheets import write_xlsx
from core.text import fold
from core.translations import translated


@dataclass(frozen=True)
class Table:
    """What is printed: groups of rows under headings; `boxes` are ticked by hand.

    `names` is the column with the names of people, by which a letter that no font has is reported (R-42).
    """

    title: str
    columns: Sequence[str]
    groups: Sequence[tuple[str, Sequence[Sequence[str]]]]
    boxes: Sequence[str] = ()
    note: str = ""
    count: int = 0
    names: int | None = None


def render(conference: Conference, table: Table, options: Options) -> Made:
    """The table as a file. Raises ``PaperRefused`` for a letter no font has (R-42)."""
    if options.format == "xlsx":
        return _xlsx(table)
    table = without_empty_columns(table)
    top = head.of(conference, options.language, title=table.title, at=options.now)
    data = {
        "head": top.data,
        "title": table.title,
        "note": table.note,
        "columns": [*table.columns, *table.boxes],
        "boxes": len(table.boxes),
        "groups": [
            {"heading": heading, "rows": [{"who": _who(table, row), "cells": row} for row in rows]}
            for heading, rows in table.groups
        ],
    }
    return Made(engine.pdf("tables", data, pictures=top.pictures, at=options.now), table.count, top.problems)


def _who(table: Table, row: Sequence[str]) -> str:
    return "" if table.names is None else row[table.names]


def without_empty_columns(table: Table) -> Table:
    """The same without the columns in which nobody has anything, which would take the room of the others."""
    rows = [row for _heading, rows in table.groups for row in rows]
    kept = [place for place in range(len(table.columns)) if not rows or any(row[place] for row in rows)]
    return replace(
        table,
        columns=[table.columns[place] for place in kept],
        names=kept.index(table.names) if table.names in kept else None,
        groups=[(heading, [[row[place] for place in kept] for row in rows]) for heading, rows in table.groups],
    )


def _xlsx(table: Table) -> Made:
    file = io.BytesIO()
    rows = [[heading, *row] for heading, rows in table.groups for row in rows]
    write_xlsx([table.title, *table.columns], rows, file, title=table.title)
    return Made(file.getvalue(), table.count)


# Badge control --------------------------------------------------------------------------------------


def badge_control(conference: Conference, options: Options) -> Made:
    """Who gets which badge, by delegation, to be ticked when the envelope is handed over."""
    people = roster.lines(roster.people(conference, options, everybody=True), options.language)
    with override(options.language):
        groups = [
            (heading, [(str(each.number), each.name, each.second, each.position) for each in group])
            for heading, group in roster.by_heading(people)
        ]
        table = Table(
            title=_("Badge control list"),
            columns=(_("No."), _("Name"), _("In the other script"), _("Position")),
            boxes=(_("Given out"), _("Returned")),
            groups=groups,
            count=len(people),
            names=1,
        )
        return render(conference, table, options)


# Dignitaries --------------------------------------------------------------------------------------------


def dignitaries(conference: Conference, options: Options) -> Made:
    """Whom protocol receives and seats: heads of delegation, "H.E.", whoever has a rank of protocol."""
    found = roster.people(conference, options, everybody=True, among=titles.of_interest(conference))
    people = roster.lines(found, options.language)
    with override(options.language):
        table = Table(
            title=_("Heads of delegation and high-level guests"),
            columns=(_("Name"), _("In the other script"), _("Position"), _("Part")),
            groups=[
                (heading, [(each.name, each.second, each.position, each.capacity) for each in group])
                for heading, group in roster.by_heading(people)
            ],
            count=len(people),
            names=0,
        )
        return render(conference, table, options)


# Catering -----------------------------------------------------------------------------------------------


def catering(conference: Conference, options: Options) -> Made:
    """How many eat what: numbers and never names."""
    people = roster.people(conference, options, everybody=True)
    said: Counter[str] = Counter()
    words: dict[str, str] = {}
    for each in people:
        key = fold(each.diet)
        said[key] += 1
        words.setdefault(key, each.diet)
    with override(options.language):
        usual = (_("No wish stated"), said.pop("", 0))
        wishes = sorted(((words[key], number) for key, number in said.items()), key=lambda row: (-row[1], row[0]))
        rows = [(label, str(number)) for label, number in (usual, *wishes, (_("Total"), len(people)))]
        table = Table(
            title=_("Catering sheet"),
            columns=(_("Food"), _("People")),
            groups=[("", rows)],
            note=_("Everybody approved to come in person, the staff of the conference included."),
            count=len(people),
        )
        return render(conference, table, options)


# Speakers -----------------------------------------------------------------------------------------------


def speakers(conference: Conference, options: Options) -> Made:
    """Who speaks where and when, in order of time."""
    language = options.language
    found = SessionRole.objects.filter(session__conference=conference).select_related("session__room")
    roles = list(found.order_by("session__starts_at", "session__code", "order", "pk")[: options.limit])
    with override(language):
        groups: dict[str, list[Sequence[str]]] = {}
        for role in roles:
            groups.setdefault(_session_words(role, conference, language), []).append(_speaker(role, language))
        table = Table(
            title=_("List of speakers"),
            columns=(_("Part"), _("Who"), _("State"), _("Topic")),
            groups=list(groups.items()),
            count=sum(role.count for role in roles),
        )
        return render(conference, table, options)


def _session_words(role: SessionRole, conference: Conference, language: str) -> str:
    session = role.session
    starts = times.moment(session.starts_at, conference.zone, language)
    room = translated(session.room.name, language) if session.room else ""
    return "  ·  ".join(part for part in (starts, translated(session.title, language), room) if part)


def _speaker(role: SessionRole, language: str) -> tuple[str, ...]:
    part = role_words(SessionRoleKind(role.role), role.count)
    return (
        f"{part} ({role.count})" if role.count > 1 else part,
        translated(role.who, language),
        countries.name(role.country_id, language) if role.country_id else "",
        translated(role.topic, language),
    )


TABLES = ("pdf", "xlsx")
registry.add(
    Paper(
        "badge-control",
        gettext_lazy("Badge control list"),
        badge_control,
        about=gettext_lazy("By delegation, to be ticked when badges are given out and come back."),
        formats=TABLES,
    )
)
registry.add(
    Paper(
        "dignitaries",
        gettext_lazy("Heads of delegation and high-level guests"),
        dignitaries,
        about=gettext_lazy("By delegation, with titles as lists write them: for the reception and the seats."),
        right=("list.titles", "delegate.export"),
        formats=TABLES,
    )
)
registry.add(
    Paper(
        "catering",
        gettext_lazy("Catering sheet"),
        catering,
        about=gettext_lazy("How many eat what: numbers, no names."),
        right="sensitive.view",
        formats=TABLES,
    )
)
registry.add(
    Paper(
        "speakers",
        gettext_lazy("List of speakers"),
        speakers,
        about=gettext_lazy("Who speaks where and when, by the programme."),
        right=("programme.change", "delegate.export"),
        formats=TABLES,
    )
)
