"""Making the papers that wait in the queue."""

from __future__ import annotations

import logging
import os
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from attendees.domain import paper_jobs
from attendees.models import PaperJob
from attendees.papers import registry
from attendees.papers.registry import Act, Options
from core.errors import DomainError
from mailing.domain.jobs import Clock

logger = logging.getLogger(__name__)


class PaperJobs:
    """The queue of papers, as the worker sees it."""

    def is_waiting(self, *, now: datetime) -> bool:
        """Whether a paper waits that may be made now."""
        return paper_jobs.is_waiting(now=now)

    def work(self, name: str, clock: Clock) -> None:
        """Make one paper."""
        job = paper_jobs.claim(name, now=clock())
        if job is not None:
            make(job, clock)

    def renew(self, name: str, *, now: datetime) -> None:
        """The paper in hand is still being made."""
        paper_jobs.renew(name, now=now)

    def hand_back(self, name: str, *, now: datetime) -> None:
        """The paper in hand may be made by another."""
        paper_jobs.hand_back(name, now=now)


def make_at_once(job: PaperJob, clock: Clock) -> None:
    """Make it here and now, unless its owner has enough in hand: then it waits for a worker. `job` is read again."""
    mine = paper_jobs.claim(f"web-{os.getpid()}-{job.pk}", now=clock(), only=job)
    if mine is not None:
        make(mine, clock)
    job.refresh_from_db()


def make(job: PaperJob, clock: Clock) -> None:
    """Make the paper of a job that is held, and keep the file or the reason why there is none.

    What is refused is told in words. A fault of ours is told as such, and logged with its trace.
    """
    with override(job.reads):
        try:
            _do(job, clock)
        except DomainError as refusal:
            paper_jobs.fail(job, str(refusal), now=clock())
        except Exception:
            logger.exception("paper %s failed", job.paper)
            text = _("The paper could not be made. The administrator finds the reason in the log.")
            paper_jobs.fail(job, text, now=clock())


def _do(job: PaperJob, clock: Clock) -> None:
    wanted, options = registry.asked_for(job), options_of(job, clock)
    if isinstance(wanted, Act):
        wanted.do(job, options, clock)
        return
    made = registry.make(wanted, job.conference, options)
    name = registry.file_name(wanted, job.conference, options)
    paper_jobs.finish(job, made.file, file_name=name, people=made.count, problems=made.problems, now=clock())


def options_of(job: PaperJob, clock: Clock) -> Options:
    """What is wanted of the paper, with a look at how far it is."""
    return Options(
        now=job.asked_at,
        language=job.language,
        format=job.format,
        by=job.by,
        chosen=job.chosen,
        progress=lambda done, of: None if paper_jobs.progress(job, done, of, now=clock()) else _give_up(),
    )


def _give_up() -> None:
    raise paper_jobs.taken_over()
