"""The list of participants as a file: PDF, a Word document to work on, a table."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from attendees.badges import qr
from attendees.domain import codes
from attendees.papers import engine, head, participants
from attendees.papers.head import Head
from attendees.papers.participants import Document, Line
from attendees.papers.registry import Made
from attendees.papers.word import Word
from conference.models import Conference
from core.languages import capitals
from core.spreadsheets import write_xlsx

LANGUAGES = ("en", "fr", "ru", "ky")
FORMATS = ("pdf", "docx", "xlsx")
#: Beyond so many people a list has a table of contents, and beyond so many its PDF carries no tags.
LONG, VERY_LONG = 250, 3000


#: How a line is set in Word: a rule in the margin for what is new or says something else.
STYLES = {"": "Entry", "new": "Entry New", "changed": "Entry Changed"}


@dataclass(frozen=True)
class Issue:
    """What is said of a list besides its people: title, symbol, time, remarks, and the code to verify it by."""

    title: str
    at: datetime
    symbol: str = ""
    version: str = ""
    issue: str = ""
    intro: Sequence[str] = ()
    notice: str = ""
    watermark: str = ""
    remarks: Sequence[str] = ()
    changes: Sequence[Mapping[str, Any]] = ()
    code: str = ""


def render(conference: Conference, document: Document, issue: Issue, format: str) -> Made:  # noqa: A002
    """The document as a file of that format. Raises ``PaperRefused`` for a letter no font has (R-42)."""
    with override(document.language):
        top = head.of(
            conference,
            document.language,
            title=issue.title,
            at=issue.at,
            symbol=issue.symbol,
            version=issue.version,
            remarks=issue.remarks,
        )
        data = _data(document, issue, top)
        file = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}[format](document, data, top, issue)
    return Made(file, document.count, () if format == "xlsx" else top.problems)


def _data(document: Document, issue: Issue, top: Head) -> dict[str, Any]:
    return {
        "head": top.data,
        "title": issue.title,
        "intro": issue.intro,
        "notice": issue.notice,
        "watermark": issue.watermark,
        "contents": _("Contents") if document.count > LONG else "",
        "annex": capitals(_("Annex: figures"), document.language),
        "issue": issue.issue,
        "changes": issue.changes,
        "changes-heading": capitals(_("Changes"), document.language),
        "verify": _verify(issue.code),
        **participants.data_of(document),
    }


def _verify(code: str) -> dict[str, str]:
    """How to verify the list; nothing for one that was not issued."""
    if not code:
        return {}
    return {
        "ask": _("Is this list genuine? Enter the code at"),
        "address": codes.address(),
        "label": _("Code"),
        "code": codes.parted(code),
    }


def _pdf(document: Document, data: dict[str, Any], top: Head, issue: Issue) -> bytes:
    tagged = document.count <= VERY_LONG
    standards = ("ua-1",) if tagged else ()
    pictures = {**top.pictures, **({"verify.svg": qr.link_svg(codes.url(issue.code))} if issue.code else {})}
    return engine.pdf("list-of-participants", data, pictures=pictures, at=issue.at, tagged=tagged, standards=standards)


# Word ----------------------------------------------------------------------------------------------


def _docx(document: Document, data: dict[str, Any], top: Head, issue: Issue) -> bytes:
    words = top.data
    partners = [each["name"] for each in words["partners"]]
    file = Word(
        title=f"{issue.title} – {words['short']}",
        author=", ".join(partners),
        language=document.language,
        at=issue.at,
        is_rtl=words["direction"] == "rtl",
    )
    file.edges(
        f"{words['short']} · {issue.title}\t{words['symbol']}", f"{words['issued']}, {words['zone']}", words["page"]
    )
    file.logos(_pictures(words["partners"], top), height=11)
    file.masthead(partners, words["symbol"], words["accent"].removeprefix("#"))
    file.paragraph((words["conference"], True, False))
    file.paragraph(words["place"])
    file.paragraph(issue.title, style="Title")
    if issue.issue:
        file.paragraph((issue.issue, True, False))
    issued = f"{words['issued']}, {words['zone']}"
    for sentence in [*issue.intro, *filter(None, [issue.notice, words["demonstration"]]), issued, *words["remarks"]]:
        file.paragraph(sentence)
    file.beside(_pictures(words["donors"], top), words["funding"], height=9)
    if words := data["verify"]:
        file.paragraph(f"{words['ask']} {words['address']}", style="Small")
        file.paragraph(f"{words['label']}: ", (words["code"], True, False), style="Small")
    file.contents(_("Contents"))
    _docx_people(file, document, data)
    _docx_changes(file, data)
    _docx_annex(file, data)
    return file.bytes()


def _pictures(partners: Sequence[Mapping[str, str]], top: Head) -> list[tuple[bytes, str]]:
    return [(top.pictures[each["logo"]], each["name"]) for each in partners if each["logo"]]


def _docx_people(file: Word, document: Document, data: dict[str, Any]) -> None:
    for part, words in zip(document.parts, data["parts"], strict=True):
        file.heading(words["heading"], 1)
        for block in part.blocks:
            if block.heading:
                file.heading(block.heading, 2)
            for line in block.lines:
                file.paragraph(*_runs(line), style=STYLES[line.mark])
                if line.old:
                    file.paragraph(line.old, style="Old")


def _docx_changes(file: Word, data: dict[str, Any]) -> None:
    if not data["changes"]:
        return
    file.heading(data["changes-heading"], 1)
    for group in data["changes"]:
        file.heading(group["heading"], 2)
        for line in group["lines"]:
            file.paragraph(line, style="Entry")


def _runs(line: Line) -> list[str | tuple[str, bool, bool]]:
    named = " ".join(part for part in (line.title, line.name) if part)
    runs: list[str | tuple[str, bool, bool]] = [", ".join(part for part in (named, line.posts) if part)]
    if line.capacity:
        runs += [", ", (line.capacity, False, True)]
    return runs + [f", {part}" for part in (line.online, line.email) if part]


def _docx_annex(file: Word, data: dict[str, Any]) -> None:
    if not data["tables"]:
        return
    file.page_break()
    file.heading(data["annex"], 1)
    for table in data["tables"]:
        file.heading(table["heading"], 2)
        file.table(table["columns"], table["rows"], widths=[66, *[24] * (len(table["columns"]) - 1)])
    for note in data["notes"]:
        file.paragraph(note, style="Small")


# Spreadsheet ---------------------------------------------------------------------------------------


def _xlsx(document: Document, data: dict[str, Any], top: Head, issue: Issue) -> bytes:
    person = [_("Title"), _("Name"), _("Position"), _("Part in the delegation"), _("E-mail")]
    header = [_("Category"), _("Delegation"), *person, pgettext("list of participants", "Change")]
    marks = {"new": _("new entry"), "changed": _("changed entry")}
    rows = [
        (part.heading, block.heading, *_cells(line), marks.get(line.mark, ""))
        for part in document.parts
        for block in part.blocks
        for line in block.lines
    ]
    words = top.data
    about = {
        _("Conference"): words["conference"],
        _("Paper"): issue.title,
        _("Document symbol"): words["symbol"],
        _("Revision"): issue.issue,
        _("Issued"): f"{words['issued']}, {words['zone']}",
    }
    if data["verify"]:
        about[_("Code")] = f"{data['verify']['code']} ({data['verify']['address']})"
    file = io.BytesIO()
    write_xlsx(header, rows, file, title=issue.title, about=about)
    return file.getvalue()


def _cells(line: Line) -> tuple[str, ...]:
    return (line.title, line.name, line.posts, line.capacity, line.email)
