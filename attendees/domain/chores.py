"""What the worker does for registrations every so often."""

from datetime import datetime, timedelta

from attendees.domain import imports, merges, paper_jobs, uploads
from mailing.domain.chores import chore


@chore(every=timedelta(hours=1))
def delete_orphan_uploads(*, now: datetime) -> None:
    """Remove the photos of forms that were never sent (UP-10)."""
    uploads.purge(now=now)


@chore(every=timedelta(days=1))
def delete_orphan_files(*, now: datetime) -> None:
    """Remove the files whose rows are gone (UP-14)."""
    uploads.sweep(now=now)


@chore(every=timedelta(days=1))
def forget_merges(*, now: datetime) -> None:
    """Forget what merged registrations were before, once that cannot be undone any more (R-34)."""
    merges.forget(now=now)


@chore(every=timedelta(hours=1))
def delete_old_papers(*, now: datetime) -> None:
    """Remove the papers that were made for somebody a day ago (EX-13)."""
    paper_jobs.remove_old(now=now)


@chore(every=timedelta(hours=1))
def forget_tables(*, now: datetime) -> None:
    """Empty tables that were applied, and forget those nobody applied within a day."""
    imports.purge(now=now)
