"""Real worker processes on the test database, which can be killed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def worker(port: int, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``run_worker`` against a post office; it is gone when the block ends."""
    with python("manage.py", "run_worker", *arguments, port=port) as process:
        yield process


@contextmanager
def python(*arguments: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run Python with the test database and a post office as its environment."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment(port),
        stdout=subprocess.DEVNULL,  # what goes wrong stays readable on stderr
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=20)


def environment(port: int) -> dict[str, str]:
    """What a process needs to share our database, our keys and the post office."""
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "1",
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "FIELD_KEYS": ",".join(settings.FIELD_KEYS),
        "SECRET_KEY": settings.SECRET_KEY,
    }


def database_url() -> str:
    """The test database, as a URL."""
    base = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{base['NAME']}"
    who = f"{base['USER']}:{base['PASSWORD']}" if base["PASSWORD"] else base["USER"]
    return f"postgres://{who}@{base['HOST']}:{base['PORT'] or 5432}/{base['NAME']}"
