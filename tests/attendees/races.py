"""Calls that run at the same instant, each on a connection of its own, and a way to take the lock away from them."""

import threading
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

import pytest
from django.db import connection, connections
from django.db.models import F

from attendees.domain import registrations, seating
from attendees.domain.registrations import Form, Submission
from attendees.enums import Source
from attendees.models import Register
from conference.models import Category
from tests.factories import NOON

#: Seconds; whoever is alone at a meeting for so long breaks it off, and the test fails.
PATIENCE = 20


def together(*calls):
    """Run the calls at the same instant, each on a connection of its own; their results or exceptions."""
    barrier, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        barrier.wait()
        try:
            results[place] = call()
        except Exception as problem:
            results[place] = problem
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def register(category_id, number, key=None, **more):
    category = Category.objects.select_related("conference").get(pk=category_id)
    fields = {"family_name": f"Family{number}", "given_name": "G", "email": f"{number}@example.org", "language": "en"}
    form = Form({**fields, **more})
    submission = Submission(key or f"key{number}", "digest", "browser")
    return registrations.submit(category, form, submission=submission, source=Source.SELF, by=None, now=NOON)


# Controls: without the lock a race must go wrong, or the test of it has no teeth (RC-03) -----------------------

control = pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite the transaction itself is the lock")


@contextmanager
def without_lock(module, name, parties):
    """Nothing is locked, and nobody goes on with what `module.name` found before all the parties have found theirs."""
    with mock.patch.object(seating, "lock"), mock.patch.object(module, name, _meeting(getattr(module, name), parties)):
        yield


@contextmanager
def registering_without_lock(parties):
    """The same for registrations: their numbers are taken only after everybody has counted the seats."""
    counting = _meeting(seating.standing, parties)

    def standing(category, **asked):
        found = counting(category, **asked)
        register_of = Register.objects.filter(pk=category.conference_id)
        register_of.update(last_number=F("last_number") + 1)
        return replace(found, number=register_of.get().last_number)

    with mock.patch.object(seating, "lock_and_number"), mock.patch.object(seating, "standing", standing):
        yield


def _meeting(call, parties):
    barrier = threading.Barrier(parties, timeout=PATIENCE)

    def met(*args, **kwargs):
        found = call(*args, **kwargs)
        barrier.wait()
        return found

    return met
