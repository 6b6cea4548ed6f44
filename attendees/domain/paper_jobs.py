"""Papers that take long: asked for, made by whichever worker is free, kept for a day, then gone.

Nothing else writes the status of a job. What a paper is and how it is made is not known here.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain.refusals import PaperRefused
from attendees.enums import PaperStatus
from attendees.models import ListRevision, PaperJob
from attendees.models.paper_job import PaperJobQuerySet
from conference.models import Conference

S = PaperStatus
#: How long a worker may be silent about a paper before another one takes it.
LEASE = timedelta(minutes=5)
#: One person's papers are made so many at a time (RL-09), and so many may wait.
MOST_AT_ONCE, MOST_WAITING = 2, 20
#: A paper at which so many workers died is not tried again.
MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=1)
HELD_BY_NOBODY = {"leased_by": "", "leased_until": None}


@transaction.atomic
def ask(
    conference: Conference,
    *,
    paper: str,
    language: str,
    format: str,  # noqa: A002 -- the word of the field
    chosen: Mapping[str, str],
    reads: str,
    by: User,
    now: datetime,
) -> PaperJob:
    """Put a paper into the queue for that person, who is told about it in the language `reads`.

    Raises ``PaperRefused`` (`too_many_papers`).
    """
    User.objects.select_for_update().get(pk=by.pk)
    if PaperJob.objects.unfinished().filter(by=by).count() >= MOST_WAITING:
        text = _("Many papers of yours wait already. Look again when some of them are ready.")
        raise PaperRefused(text, "too_many_papers")
    return PaperJob.objects.create(
        conference=conference,
        paper=paper,
        language=language,
        format=format,
        chosen=dict(chosen),
        reads=reads,
        by=by,
        asked_at=now,
    )


def asked_before(conference: Conference, *, paper: str, chosen: Mapping[str, str], by: User) -> PaperJob | None:
    """What that person has asked for already in the very same words, unless it failed: a button pressed twice.

    Locks the person until the transaction ends, so that nothing is asked for between this look and ``ask``.
    """
    User.objects.select_for_update().get(pk=by.pk)
    asked = PaperJob.objects.filter(conference=conference, paper=paper, by=by).exclude(status=S.FAILED)
    return next((job for job in asked if job.chosen == chosen), None)


def is_waiting(*, now: datetime) -> bool:
    """Whether a worker finds something to do: not when all that waits is of people with enough in hand."""
    return any(_has_room(job, now) for job in _oldest_of_each(now))


def claim(name: str, *, now: datetime, only: PaperJob | None = None) -> PaperJob | None:
    """Take the oldest paper of whoever has room for one more; None when there is none.

    With `only`, that one or none. A paper at which three workers died is put aside as failed.
    """
    for waiting in _oldest_of_each(now) if only is None else [only]:
        with transaction.atomic():
            job = _take(waiting, name, now)
        if job is not None and job.attempts <= MOST_ATTEMPTS:
            return job
        if job is not None:
            fail(job, _("It was tried several times and never finished."), now=now)
    return None


def _oldest_of_each(now: datetime) -> list[PaperJob]:
    """The oldest free paper of every person, the longest waiting first."""
    found: dict[int, PaperJob] = {}
    for job in PaperJob.objects.free(now).order_by("asked_at", "pk")[:500]:
        found.setdefault(job.by_id, job)
    return list(found.values())


def _has_room(job: PaperJob, now: datetime) -> bool:
    return PaperJob.objects.in_hand(now).filter(by_id=job.by_id).count() < MOST_AT_ONCE


def _take(job: PaperJob, name: str, now: datetime) -> PaperJob | None:
    """Under the lock on the person, so that two workers count the same papers."""
    User.objects.select_for_update().get(pk=job.by_id)
    free = PaperJob.objects.free(now).filter(pk=job.pk)
    if not _has_room(job, now) or not free.update(
        status=S.RUNNING, leased_by=name, leased_until=now + LEASE, attempts=job.attempts + 1
    ):
        return None
    return PaperJob.objects.select_related("conference", "by").get(pk=job.pk)


# In hand -------------------------------------------------------------------------------------------


def renew(name: str, *, now: datetime) -> int:
    """What that worker has in hand is still being made."""
    return PaperJob.objects.filter(status=S.RUNNING, leased_by=name).update(leased_until=now + LEASE)


def progress(job: PaperJob, done: int, of: int, *, now: datetime) -> bool:
    """Note how far it is; False when another worker has taken it meanwhile."""
    return bool(_mine(job).update(done=done, of=of, leased_until=now + LEASE))


def hand_back(name: str, *, now: datetime) -> int:
    """Let another worker begin anew with what that one has in hand."""
    return PaperJob.objects.filter(status=S.RUNNING, leased_by=name).update(status=S.QUEUED, **HELD_BY_NOBODY)


def finish(
    job: PaperJob, content: bytes, *, file_name: str, people: int, problems: Sequence[str], now: datetime
) -> bool:
    """Keep the finished file for a day; False, and nothing kept, when another worker has taken the job."""
    job.file.save(f"{uuid.uuid4().hex}.{job.format}", ContentFile(content), save=False)
    job.problems = "\n".join(problems)
    found = _mine(job).update(
        status=S.DONE,
        finished_at=now,
        file=job.file.name,
        file_name=file_name,
        digest=hashlib.sha256(content).hexdigest(),
        people=people,
        problems=job.problems,
        **HELD_BY_NOBODY,
    )
    if not found:
        job.file.delete(save=False)
    return bool(found)


def finish_with_list(job: PaperJob, issued: ListRevision, *, now: datetime) -> None:
    """The job has led to an issued list instead of a file. To be called in the transaction that issues it.

    Raises ``PaperRefused`` (`taken_over`) when another worker has taken the job: then nothing is issued either.
    """
    if not _mine(job).update(
        status=S.DONE, finished_at=now, issued=issued, people=issued.people, problems="", **HELD_BY_NOBODY
    ):
        raise taken_over()


def taken_over() -> PaperRefused:
    """What is said to a worker that was thought dead."""
    return PaperRefused(_("Another worker makes this paper now."), "taken_over")


def fail(job: PaperJob, text: str, *, now: datetime) -> bool:
    """Say why nothing will come of it."""
    return bool(_mine(job).update(status=S.FAILED, finished_at=now, problems=text, **HELD_BY_NOBODY))


def _mine(job: PaperJob) -> PaperJobQuerySet:
    return PaperJob.objects.filter(pk=job.pk, status=S.RUNNING, leased_by=job.leased_by)


# Afterwards ----------------------------------------------------------------------------------------


def remove_old(*, now: datetime) -> int:
    """Delete papers and what is known of them a day after they were asked for (EX-13)."""
    old = list(PaperJob.objects.filter(asked_at__lte=now - KEPT_FOR))
    for job in old:
        if job.file:
            job.file.delete(save=False)
        job.delete()
    return len(old)
