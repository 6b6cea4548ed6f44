"""The program, and beside it the least a registration can be: one row into one table, in one transaction.

Only `make bench` serves this; the reference is measured in the same processes, under the same clients.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from django.db import close_old_connections, connection, transaction

from config.wsgi import application as program

REFERENCE = "/bench/insert/"
TABLE = "CREATE TABLE IF NOT EXISTS bench_reference (name text, email text, body text)"
ROW = "INSERT INTO bench_reference (name, email, body) VALUES (%s, %s, %s)"

Environ = dict[str, Any]


def application(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer the one address of the reference; everything else is the program's."""
    if environ["PATH_INFO"] != REFERENCE:
        return program(environ, start_response)
    close_old_connections()
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode()
    sent = parse_qs(body)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ROW, [sent["family_name"][0], sent["email"][0], body])
    start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "2")])
    return [b"ok"]


with connection.cursor() as cursor:
    cursor.execute(TABLE)
# The processes are forked after this: each opens its own.
connection.close()
