"""Issuing the list of participants: its files are made, then frozen with who stood in it (R-55, R-57)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.models import User
from attendees.domain import codes, paper_jobs, participant_lists
from attendees.domain.participant_lists import File, Plan
from attendees.domain.participants import Roll, from_json
from attendees.domain.refusals import ListRefused
from attendees.enums import ListStatus
from attendees.models import ListFile, ListRevision, PaperJob
from attendees.models.list_revision import label_of
from attendees.papers import head, list_of_participants, marks, participants, registry
from attendees.papers.list_of_participants import FORMATS, LANGUAGES, Issue
from attendees.papers.participants import Document
from attendees.papers.registry import Act, Options, Progress, silent
from conference.domain import memberships
from conference.enums import Confidentiality
from conference.models import Conference
from core import times
from mailing.domain.jobs import Clock

L = ListStatus
ISSUE, RIGHT = "list-issue", "list.issue"
#: About what a thousand people take in one file, on a machine that has other things to do.
SECONDS_A_THOUSAND = 0.25


def languages_of(conference: Conference) -> list[str]:
    """The languages of the conference that the list exists in."""
    return [code for code in conference.languages if code in LANGUAGES] or ["en"]


# The way through the queue ---------------------------------------------------------------------------


@transaction.atomic
def ask(plan: Plan, *, shown: str, reads: str, by: User) -> PaperJob:
    """Have issued what was agreed to: that plan, as it stood on the page, whose digest is `shown`.

    The same asked for twice is one job. Raises ``ListRefused`` (`changed_meanwhile`) and ``PaperRefused``
    (`too_many_papers`).
    """
    agreed = {"status": plan.status, "symbol": plan.symbol, "languages": " ".join(plan.languages), "shown": shown}
    found = paper_jobs.asked_before(plan.conference, paper=ISSUE, chosen=agreed, by=by)
    if found is not None:
        return found
    participant_lists.must_be_as_shown(plan, shown)
    return paper_jobs.ask(
        plan.conference,
        paper=ISSUE,
        language=plan.languages[0],
        format="",
        chosen=agreed,
        reads=reads,
        by=by,
        now=plan.at,
    )


def takes_long(plan: Plan) -> bool:
    """Whether nobody should wait for its files with the page open."""
    return SECONDS_A_THOUSAND * len(plan.roll.entries) / 1000 * _number_of_files(plan) > registry.LONG_SECONDS


def issue(job: PaperJob, options: Options, clock: Clock) -> None:
    """Issue what the job agreed to, if it still is what was shown: every file is made, then all is frozen at once.

    Raises ``PaperRefused`` for a letter no font has (R-42) and when another worker has taken the job, and
    ``ListRefused``: also when whoever asked may issue no more (`not_allowed`).
    """
    if RIGHT not in memberships.rights_of(job.by, job.conference):
        raise ListRefused(_("You may not issue the list any more."), "not_allowed")
    plan = participant_lists.plan(
        job.conference,
        status=job.chosen["status"],
        languages=job.chosen["languages"].split(),
        symbol=job.chosen["symbol"],
        now=options.now,
    )
    participant_lists.must_be_as_shown(plan, job.chosen["shown"])
    files = made(plan, options.progress)
    with transaction.atomic():
        revision = participant_lists.issue(plan, files, by=job.by)
        paper_jobs.finish_with_list(job, revision, now=clock())


def made(plan: Plan, progress: Progress = silent) -> list[File]:
    """Every file of what was planned. Of a CLOSED conference none: copies are made one by one (R-57)."""
    files: list[File] = []
    for language in _languages(plan):
        document, issued = written(plan, language)
        for format_ in FORMATS:
            progress(len(files), _number_of_files(plan))
            content = list_of_participants.render(plan.conference, document, issued, format_).file
            files.append(File(language, format_, content))
    return files


def _languages(plan: Plan) -> Sequence[str]:
    return [] if plan.conference.confidentiality == Confidentiality.CLOSED else plan.languages


def _number_of_files(plan: Plan) -> int:
    return len(_languages(plan)) * len(FORMATS)


registry.add_act(
    Act(
        ISSUE,
        gettext_lazy("Issue of the list of participants"),
        do=issue,
        right=RIGHT,
        page="admin:attendees_listrevision_changelist",
        formats=FORMATS,
    )
)


# Files -----------------------------------------------------------------------------------------------


def copy(revision: ListRevision, *, language: str, holder: str, by: User | None, now: datetime) -> ListFile:
    """Make a numbered copy out to one holder, from what was frozen: number and holder across every page, a code of its
    own on the first (R-57)."""
    number, holder = participant_lists.next_copy(revision), holder.strip()
    if not holder:
        raise ListRefused(_("Say who is given the copy."), "no_holder")
    plan = replace(participant_lists.as_issued(revision), code=codes.new())
    document, issued = written(plan, language)
    with override(language):
        label = _("Copy No. %(number)d") % {"number": number}
    issued = replace(issued, watermark=f"{label} – {holder}", version=label)
    made = list_of_participants.render(plan.conference, document, issued, "pdf")
    return participant_lists.keep_copy(
        revision, File(language, "pdf", made.file), number=number, holder=holder, code=plan.code, by=by, now=now
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
        moment = times.moment(plan.at, conference.zone, language)
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
            code=plan.code,
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
