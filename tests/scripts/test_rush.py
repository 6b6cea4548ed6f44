"""scripts/rush.py in small, on the database of this run: it holds, and its control oversells."""

import subprocess
import sys
from unittest import TestCase

import pytest
from django.conf import settings

ROOT = settings.BASE_DIR


def rush(*words):
    url = settings.DATABASE_URL
    database = "sqlite" if url.startswith("sqlite") else url
    command = [sys.executable, str(ROOT / "scripts" / "rush.py"), "--database", database, "--patience", "60", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, timeout=300)


@pytest.mark.slow
class TestRush(TestCase):
    def test_all_seats_are_given_once_and_everybody_is_told(self):
        """L-01."""
        done = rush("--clients", "60", "--seats", "15")

        assert done.returncode == 0, done.stdout + done.stderr
        assert "'APPROVED': 15" in done.stdout

    def test_without_the_lock_it_oversells(self):
        done = rush("--clients", "40", "--seats", "10", "--without-lock")

        assert done.returncode == 0, done.stdout + done.stderr
