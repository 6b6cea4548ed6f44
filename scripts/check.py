"""`make check`: everything that can be said about the code without running its tests."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")
PACKAGES = ("core", "accounts", "mailing", "conference", "attendees", "config")

#: What production would say, with keys made up for the occasion: the deployment check wants to see them.
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "for-the-check-alone-0123456789-abcdefghijklmnopqrstuvwxyz",
    "FIELD_KEYS": "check:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "ALLOWED_HOSTS": "conference.example",
    "SITE_URL": "https://conference.example",
    "EMAIL_URL": "smtp+tls://user:word@mail.example:587",
    "DEFAULT_FROM_EMAIL": "secretariat@conference.example",
}

CHECKS: dict[str, tuple[list[str], dict[str, str]]] = {
    "lint": ([str(BIN / "ruff"), "check", "."], {}),
    "format": ([str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}),
    "types": ([str(BIN / "mypy"), *PACKAGES, "scripts"], {}),
    "templates": ([str(BIN / "djlint"), "templates", "core", "--lint", "--quiet"], {}),
    "migrations": ([PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {"DEBUG": "true"}),
    "translations": ([PYTHON, str(ROOT / "scripts" / "translations.py"), "--check"], {"DEBUG": "true"}),
    "deployment": ([PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
}


def main() -> int:
    preparing = [sys.executable, str(ROOT / "scripts" / "prepare.py"), "--dev"]
    if code := subprocess.run(preparing, cwd=ROOT, check=False).returncode:
        return code
    with tempfile.TemporaryDirectory() as folder:
        database = {"DATABASE_URL": f"sqlite:///{folder}/check.sqlite3"}
        wrong = [name for name, (command, settings) in CHECKS.items() if not passes(name, command, database | settings)]
    print(f"Not in order: {', '.join(wrong)}." if wrong else "Everything is in order.")
    return 1 if wrong else 0


def passes(name: str, command: list[str], settings: dict[str, str]) -> bool:
    """Run one tool; what it says is shown only when it found something."""
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )
    print(
        f"{'ok   ' if done.returncode == 0 else 'WRONG'} {name} ({time.monotonic() - started:.0f} s)",
        flush=True,
    )
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
