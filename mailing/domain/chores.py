"""Small things to be done every so often, by whichever worker is free.

An app writes its own in ``<app>/domain/chores.py``::

    @chore(every=timedelta(hours=1))
    def delete_orphan_uploads(*, now: datetime) -> None: ...

A chore must be short, for letters wait meanwhile, and harmless when it runs twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from typing import Protocol, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils.module_loading import autodiscover_modules

from accounts.domain import limiter
from mailing.enums import CLOSED
from mailing.models import ChoreRun, Letter

logger = logging.getLogger(__name__)

#: A letter's words hold a personal link; the fact that it was sent is kept for longer.
WORDS_ARE_KEPT_FOR = timedelta(days=90)


class Work(Protocol):
    """What a chore looks like."""

    __name__: str
    __module__: str

    def __call__(self, *, now: datetime) -> object:
        """Do it."""


@dataclass(frozen=True)
class Chore:
    """A piece of work and how often it is done."""

    name: str
    every: timedelta
    work: Work


W = TypeVar("W", bound=Work)

registry: dict[str, Chore] = {}


def chore(*, every: timedelta) -> Callable[[W], W]:
    """Register a function to be called by the worker every so often."""

    def register(work: W) -> W:
        name = f"{work.__module__.partition('.')[0]}.{work.__name__}"
        registry[name] = Chore(name, every, work)
        return work

    return register


def discover() -> None:
    """Load every app's chores."""
    autodiscover_modules("domain.chores")


def run_due(*, now: datetime) -> int:
    """Run the chores whose time has come and which no other worker has taken; say how many."""
    resting = set(ChoreRun.objects.filter(due_at__gt=now).values_list("name", flat=True))
    due = [each for name, each in registry.items() if name not in resting]
    return sum(_run(each, now) for each in due if _take(each, now))


def _take(each: Chore, now: datetime) -> bool:
    """Move the next date forward; of several workers only one succeeds (FT-10)."""
    run, _created = ChoreRun.objects.get_or_create(name=each.name, defaults={"due_at": now})
    mine = ChoreRun.objects.filter(name=each.name, due_at=run.due_at, due_at__lte=now)
    return mine.update(due_at=now + each.every) == 1


def _run(each: Chore, now: datetime) -> int:
    try:
        each.work(now=now)
    except (OperationalError, InterfaceError):
        raise  # the database is away: the worker waits for it
    except Exception as error:
        logger.exception("chore %s failed", each.name)
        ChoreRun.objects.filter(name=each.name).update(last_error=type(error).__name__)
        return 0
    ChoreRun.objects.filter(name=each.name).update(finished_at=now, last_error="")
    return 1


@chore(every=timedelta(days=1))
def clear_sessions(*, now: datetime) -> None:
    """Delete the sessions that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@chore(every=timedelta(days=1))
def forget_sign_in_attempts(*, now: datetime) -> None:
    """Delete the tries to sign in that no limit looks at any more."""
    limiter.forget_old(now=now)


@chore(every=timedelta(days=1))
def wipe_old_words(*, now: datetime) -> None:
    """Forget what old letters said; that they were sent, when and where to is kept."""
    old = Letter.objects.filter(status__in=CLOSED, created_at__lt=now - WORDS_ARE_KEPT_FOR)
    old.exclude(text="").update(text="", html="", attachments="")
