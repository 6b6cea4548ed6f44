"""`make test`: the whole suite on every database there is, and what was run, in words."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
PYTHON = str(ROOT / ".venv" / "bin" / "python")
POSTGRESQL = "postgres://postgres@127.0.0.1:5432/postgres"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
COUNT = re.compile(r"(\d+) (passed|failed|skipped|deselected|xfailed|xpassed|warnings?|errors?)")
SECONDS = re.compile(r" in ([\d.]+)s")


@dataclass
class Outcome:
    """What the lanes came to, to be said at the end."""

    words: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    code: int = 0

    def add(self, name: str, code: int, closing: str) -> None:
        found = {kind: int(number) for number, kind in COUNT.findall(closing)}
        self.counts.update(found)
        self.seconds += float(match[1]) if (match := SECONDS.search(closing)) else 0.0
        if not found.get("passed"):
            # A lane that ran nothing is never green.
            code = code or 1
            self.counts["errors"] += 1
        self.code = self.code or code
        self.words.append(f"Run: {name}: {closing.strip('= ') or 'it broke off'}.")

    def closing_line(self) -> str:
        order = (
            "failed",
            "passed",
            "skipped",
            "xfailed",
            "xpassed",
            "warning",
            "warnings",
            "error",
            "errors",
        )
        parts = [f"{self.counts[kind]} {kind}" for kind in order if self.counts[kind]]
        return f" {', '.join(parts)} in {self.seconds:.2f}s ".center(80, "=")


def main() -> int:
    preparing = [sys.executable, str(ROOT / "scripts" / "prepare.py"), "--dev"]
    if code := subprocess.run(preparing, cwd=ROOT, check=False).returncode:
        return code
    outcome = Outcome()
    browser = next(filter(None, map(shutil.which, CHROMIUM)), None)
    sqlite(outcome, with_browser=browser is not None)
    postgresql(outcome)
    if not browser:
        outcome.words.append("Not run: the tests in a browser, because Chromium is not installed.")
    if not shutil.which("soffice"):
        outcome.words.append("Not run: the Word document opened by LibreOffice, because it is not installed.")
    print("\n" + "\n".join(outcome.words) + "\n\n" + outcome.closing_line(), flush=True)
    return outcome.code


def sqlite(outcome: Outcome, *, with_browser: bool) -> None:
    name = "SQLite, with the browser" if with_browser else "SQLite, without the browser"
    lane(outcome, name, [] if with_browser else ["-m", "not browser"], {"DATABASE_URL": ""})


def postgresql(outcome: Outcome) -> None:
    url = os.environ.get("TEST_DATABASE_URL", POSTGRESQL)
    if answers(url):
        lane(outcome, "PostgreSQL, without the browser", ["-m", "not browser"], {"DATABASE_URL": url})
    else:
        outcome.words.append("Not run: the suite on PostgreSQL, because no server answers (TEST_DATABASE_URL).")


def answers(url: str) -> bool:
    """Whether something listens where the database should be."""
    parts = urlsplit(url)
    try:
        with socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 5432), timeout=3):
            return True
    except OSError:
        return False


def lane(outcome: Outcome, name: str, options: list[str], settings: dict[str, str]) -> None:
    """One run of pytest, shown as it goes; its closing line is kept for the end."""
    print(f"\n=== {name}\n", flush=True)
    command = [PYTHON, "-m", "pytest", "-n", "2", *options, *sys.argv[1:]]
    environment = {**os.environ, **{key: value for key, value in settings.items() if value}}
    environment = {key: value for key, value in environment.items() if settings.get(key, "-") != ""}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    closing = ""
    for line in process.stdout or ():
        if SECONDS.search(line) and COUNT.search(line):
            closing = line.strip()
        else:
            print(line, end="", flush=True)
    outcome.add(name, process.wait(), closing)


if __name__ == "__main__":
    sys.exit(main())
