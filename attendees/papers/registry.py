"""Every paper that can be made: what it is called, in which languages and formats, who may make it, what it costs.

A module of `attendees/papers/` registers its own:

    registry.add(Paper("speakers", _("List of speakers"), make=make, right="delegate.export", formats=("pdf", "xlsx")))

`make(conference, options)` returns the file; everything else (the right, the record of who took what, progress, the
queue of long runs) is done here and in the pages, once for all papers.
"""

from __future__ import annotations

import hashlib
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import attendees.papers
from accounts.models import User
from attendees.domain import exports
from attendees.domain.refusals import PaperRefused
from attendees.models import Delegate, PaperJob
from conference.models import Conference
from mailing.domain.jobs import Clock

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: What takes longer is made by the worker.
LONG_SECONDS = 4
#: Run as a program, never imported: it loads the typesetting library.
NOT_PAPERS = {"typesetter"}


Questions = Callable[[Conference], Mapping[str, forms.Field]]
Progress = Callable[[int, int], None]


def _no_questions(conference: Conference) -> Mapping[str, forms.Field]:
    """Nothing is asked but language and format."""
    return {}


def silent(done: int, of: int) -> None:
    """Nobody looks on."""


#: The languages our words exist in; papers of names alone, such as nameplates, can be had in all those of conferences.
SPOKEN = tuple(code for code, _name in settings.LANGUAGES)
OF_CONFERENCES = tuple(settings.CONFERENCE_LANGUAGES)


@dataclass(frozen=True)
class Options:
    """What is wanted of a paper. `chosen` holds what this one paper asks besides, as a form sends it."""

    now: datetime
    language: str = "en"
    format: str = "pdf"
    by: User | None = None
    limit: int | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    #: Called with how many people (or sheets) are done and how many there are.
    progress: Progress = silent


@dataclass(frozen=True)
class Made:
    """A finished file, how many people it names, and what went wrong with single ones, in words (FT-15)."""

    file: bytes
    count: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    `about` says in a sentence what it is for. `right` is a name of roles.toml, or several of which one is enough.
    `questions(conference)` are the fields of a form for what the paper asks besides language and format; the answers
    come back as text in `options.chosen`.
    `cost` is about how many seconds a thousand people take: long ones wait in the queue.
    """

    code: str
    label: str | Promise
    make: Callable[[Conference, Options], Made]
    about: str | Promise = ""
    right: str | tuple[str, ...] = "delegate.export"
    formats: tuple[str, ...] = ("pdf",)
    languages: tuple[str, ...] = SPOKEN
    questions: Questions = _no_questions
    #: The name of the admin's page where this one is made, for a paper whose making is planned first.
    page: str = ""
    cost: float = 2

    def is_open_to(self, rights: Iterable[str]) -> bool:
        """Whether somebody with these rights may make it."""
        wanted = {self.right} if isinstance(self.right, str) else set(self.right)
        return not wanted.isdisjoint(rights)

    def languages_at(self, conference: Conference) -> list[str]:
        """The languages it exists in, those of the conference first."""
        own = [code for code in conference.languages if code in self.languages]
        return [*own, *(code for code in self.languages if code not in own)]

    def takes_long(self, conference: Conference) -> bool:
        """Whether nobody should wait for it with the page open."""
        return self.cost * Delegate.objects.for_conference(conference).count() / 1000 > LONG_SECONDS


@dataclass(frozen=True)
class Act:
    """Work that goes the way of papers through the queue and leaves no file to take: issuing a list.

    `do(job, options, clock)` does all of it and finishes the job, both in one transaction. It is no paper: no page, no
    command and no book of exports knows it. `page` is the admin's page where it is asked for.
    """

    code: str
    label: str | Promise
    do: Callable[[PaperJob, Options, Clock], None]
    right: str
    page: str
    formats: tuple[str, ...] = ()

    def is_open_to(self, rights: Iterable[str]) -> bool:
        """Whether somebody with these rights may have it done."""
        return self.right in rights


_papers: dict[str, Paper] = {}
_acts: dict[str, Act] = {}


def add(paper: Paper) -> Paper:
    """Register a paper."""
    _papers[paper.code] = paper
    return paper


def add_act(act: Act) -> Act:
    """Register work that leaves no file."""
    _acts[act.code] = act
    return act


def all_papers() -> dict[str, Paper]:
    """Every paper by its code, the modules of this folder loaded."""
    for module in pkgutil.iter_modules(attendees.papers.__path__):
        if module.name not in NOT_PAPERS:
            import_module(f"attendees.papers.{module.name}")
    return _papers


def asked_for(job: PaperJob) -> Paper | Act:
    """What the job is to make or to do. Raises ``PaperRefused`` (`unknown_paper`)."""
    all_papers()
    return _acts.get(job.paper) or get(job.paper)


def get(code: str) -> Paper:
    """The paper of that code. Raises ``PaperRefused`` (`unknown_paper`)."""
    try:
        return all_papers()[code]
    except KeyError:
        raise PaperRefused(_("There is no such paper."), "unknown_paper") from None


def make(paper: Paper, conference: Conference, options: Options) -> Made:
    """Make the paper and write down who took it (EX-12).

    Raises ``PaperRefused``: `no_such_language`, `no_such_format`, and what the paper itself refuses.
    """
    if options.language not in paper.languages:
        raise PaperRefused(_("This paper does not exist in that language."), "no_such_language")
    if options.format not in paper.formats:
        raise PaperRefused(_("This paper does not exist in that format."), "no_such_format")
    said = {"paper": paper.code, **options.chosen} | ({"limit": str(options.limit)} if options.limit else {})
    record = exports.begin(
        conference,
        format=options.format,
        language=options.language,
        filter="&".join(f"{name}={value}" for name, value in said.items()),
        columns=[],
        by=options.by,
        now=options.now,
    )
    made = paper.make(conference, options)
    exports.finish(record, rows=made.count, digest=hashlib.sha256(made.file).hexdigest())
    return made


def file_name(paper: Paper, conference: Conference, options: Options) -> str:
    """A name for the file that tells nothing personal: `bishkek-badges-ru-20261125-1830.pdf` (R-68)."""
    moment = options.now.astimezone(conference.zone)
    return f"{conference.slug}-{paper.code}-{options.language}-{moment:%Y%m%d-%H%M}.{options.format}"
