"""One view of the database for a whole file, however long it takes and whoever writes meanwhile (EX-06)."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def snapshot() -> Iterator[None]:
    """Read everything inside as it stands now. Nobody waits for it: it takes no lock that writers need.

    Inside a transaction of the caller, that transaction is the view.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    else:
        yield from _deferred()


def _deferred() -> Iterator[None]:
    """SQLite: our transactions begin with the write lock; this one must not, or it stops registration."""
    connection.cursor().execute("BEGIN DEFERRED")
    try:
        yield
    finally:
        connection.cursor().execute("ROLLBACK")
