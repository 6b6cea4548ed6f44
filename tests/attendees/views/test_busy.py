"""When the seats are locked by somebody else (RC-20): PostgreSQL waits three seconds, then we say so."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.test import Client, TransactionTestCase

from attendees.domain import seating
from attendees.models import Delegate
from tests.attendees.filled import answers, form_path
from tests.attendees.views.test_public import outcome
from tests.factories import make_category, make_conference


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite waits for its one lock by itself")
class TestBusy(TransactionTestCase):
    def test_a_held_lock_gives_the_form_back_with_everything_in_it(self):
        conference = make_conference(registration_opens_at=None, registration_closes_at=None)
        path = form_path(make_category(conference))
        held, done = threading.Event(), threading.Event()
        holder = threading.Thread(target=hold_the_lock, args=(conference.pk, held, done))
        holder.start()
        held.wait(10)

        started = time.monotonic()
        response = Client().post(path, answers())
        waited = time.monotonic() - started
        done.set()
        holder.join()

        assert (response.status_code, response["Retry-After"], outcome(response)) == (503, "5", "refused")
        assert waited < 5
        assert '<input type="hidden" name="position" value="Head of Department">' in response.content.decode()
        assert Delegate.objects.count() == 0
        assert outcome(Client().post(path, answers())) == "approved"


def hold_the_lock(conference_id: int, held: threading.Event, done: threading.Event) -> None:
    """Somebody else's registration that does not end."""
    with transaction.atomic():
        seating.lock(conference_id)
        held.set()
        done.wait(20)
    connection.close()
