"""Issuing the list of participants: its files are made, then frozen with who stood in it (R-55, R-57)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from attendees.domain import participant_lists
from attendees.domain.participant_lists import File, Plan
from attendees.domain.participants import Roll, from_json
from attendees.domain.refusals import ListRefused
from attendees.enums import ListStatus
from attendees.models import ListFile, ListRevision
from attendees.models.list_revision import label_of
from attendees.papers import head, list_of_participants, marks, participants
from attendees.papers.list_of_participants import FORMATS, LANGUAGES, Issue
from attendees.papers.participants import Document
from conference.enums import Confidentiality
from conference.models import Conference
from core import times

L = ListStatus


def languages_of(conference: Conference) -> list[str]:
    """The languages of the conference that the list exists in."""
    return [code for code in conference.languages if code in LANGUAGES] or ["en"]


def issue(plan: Plan, *, by: User | None) -> ListRevision:
    """Make every file of what was planned and freeze it. Of a CLOSED conference no file: copies are made one by one.

    Raises ``PaperRefused`` for a letter no font has (R-42), and ``ListRefused``.
    """
    files: list[File] = []
    if plan.conference.confidentiality != Confidentiality.CLOSED:
        for language in plan.languages:
            document, issued = written(plan, language)
            for format_ in FORMATS:
                made = list_of_participants.render(plan.conference, document, issued, format_)
                files.append(File(language, format_, made.file))
    return participant_lists.issue(plan, files, by=by)


def copy(revision: ListRevision, *, language: str, holder: str, by: User | None, now: datetime) -> ListFile:
    """Make a numbered copy out to one holder, from what was frozen, with number and holder across every page (R-57)."""
    number, holder = participant_lists.next_copy(revision), holder.strip()
    if not holder:
        raise ListRefused(_("Say who is given the copy."), "no_holder")
    plan = participant_lists.as_issued(revision)
    document, issued = written(plan, language)
    with override(language):
        label = _("Copy No. %(number)d") % {"number": number}
    issued = replace(issued, watermark=f"{label} – {holder}", version=label)
    made = list_of_participants.render(plan.conference, document, issued, "pdf")
    return participant_lists.keep_copy(
        revision, File(language, "pdf", made.file), number=number, holder=holder, by=by, now=now
    )


def review(
    conference: Conference, roll: Roll, language: str, *, with_marks: bool = True
) -> tuple[Document, Sequence[Mapping[str, object]]]:
    """The list as it stands, with everything marked that is new since the last issue, and the old text beneath."""
    document = participants.document(roll, language)
    last = participant_lists.latest(conference) if with_marks else None
    if last is None:
        return document, ()
    before = participants.document(from_json(last.snapshot), language)
    with override(language):
        changes = marks.compare(document, before, roll.unnamed)
        return changes.document, marks.listed(changes)


def written(plan: Plan, language: str) -> tuple[Document, Issue]:
    """The document of an issue in one language, with its marks, and what is said of it."""
    conference = plan.conference
    with override(language):
        document, groups = _with_marks(plan, language)
        moment = f"{times.moment(plan.at, conference.zone, language)}, {times.zone_words(plan.at, conference.zone)}"
        provisional = plan.status == L.PROVISIONAL
        return document, Issue(
            title=_("Provisional list of participants") if provisional else _("List of participants"),
            at=plan.at,
            symbol=plan.full_symbol or conference.symbol,
            version="" if plan.symbol and plan.number else plan.label,
            issue=f"{_label(plan.status, plan.number)} ({moment})" if plan.label else "",
            intro=_intro(plan, language),
            changes=groups,
            remarks=[head.original(plan.languages[0]), _("Distribution: participants only")],
        )


def _with_marks(plan: Plan, language: str) -> tuple[Document, Sequence[Mapping[str, object]]]:
    document = participants.document(plan.roll, language)
    if plan.before is None:
        return document, ()
    changes = marks.compare(document, participants.document(plan.before, language), plan.roll.unnamed)
    if plan.status == L.CORRIGENDUM:
        return marks.only_marked(changes.document), marks.listed(replace(changes, added=(), changed=()))
    return marks.without_old(changes.document), marks.listed(changes)


def _label(status: str, number: int) -> str:
    """`Rev.1` as it is everywhere; a corrigendum is named in the language."""
    return label_of(status, number) if status == L.PROVISIONAL else _("Corrigendum %(number)d") % {"number": number}


def _intro(plan: Plan, language: str) -> list[str]:
    previous, correct_us = plan.previous, _("Please tell the secretariat of any correction.")
    if previous is None:
        return [correct_us]
    said = {
        "label": _label(previous.status, previous.number) if previous.label else _("the list"),
        "moment": times.moment(previous.issued_at, plan.conference.zone, language),
    }
    if plan.status == L.CORRIGENDUM:
        return [_("It corrects %(label)s of %(moment)s; what is not named here stays.") % said]
    replaces = _("It takes the place of %(label)s of %(moment)s.") % said
    margin = _("New entries have a thick rule in the margin, changed ones a thin rule.")
    return [f"{replaces} {margin}", correct_us]
