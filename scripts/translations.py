"""Bring the translation files up to date with the code, or ``--check`` that they are, and complete.

Works on a copy of the tree, so that nothing but our own files is read and nothing is left behind.
Needs GNU gettext. Russian and Kyrgyz have to be complete; no entry may be marked as a guess (fuzzy).
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ru", "ky")
DOMAINS = ("django", "djangojs")
SOURCES = ("core", "accounts", "mailing", "conference", "attendees", "config", "templates", "assets")


def main() -> int:
    if not shutil.which("xgettext"):
        print("Not checked: GNU gettext is not installed (apt-get install gettext).")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        files = collect(Path(folder))
        if "--check" in sys.argv:
            faults = [fault for file in files for fault in faults_of(file, Path(folder))]
            print("\n".join(faults))
            return 1 if faults else 0
        for file in files:
            target = ROOT / file.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    return 0


def collect(folder: Path) -> list[Path]:
    """Read every message of the code into a copy of the translation files; returns the copies."""
    for name in (*SOURCES, "locale"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
    (folder / "locale").mkdir(exist_ok=True)
    for name in ("manage.py", "roles.toml"):
        shutil.copy(ROOT / name, folder)
    wanted = [word for language in LANGUAGES for word in ("--locale", language)]
    for domain in DOMAINS:
        extensions = ["--extension", "js"] if domain == "djangojs" else ["--extension", "py,html,txt"]
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", *wanted, "--domain", domain, *extensions,
             "--no-obsolete", "--no-location", "--verbosity", "0"],
            cwd=folder, check=True, env={**os.environ, "DEBUG": "true"},
        )  # fmt: skip
    files = [
        file
        for language in LANGUAGES
        for domain in DOMAINS
        if (file := folder / "locale" / language / "LC_MESSAGES" / f"{domain}.po").exists()
    ]
    for file in files:
        put_in_order(file)
    return files


def put_in_order(file: Path) -> None:
    """By the alphabet, without a date: gettext follows the file system, whose order differs."""
    catalogue = polib.pofile(str(file))
    catalogue.metadata.pop("POT-Creation-Date", None)
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))
    catalogue.save(str(file))


def faults_of(file: Path, folder: Path) -> list[str]:
    """What is missing, guessed or out of date in one file."""
    name = file.relative_to(folder)
    ours = ROOT / name
    if not ours.exists():
        return [f"{name}: missing"]
    checked = subprocess.run(["msgfmt", "--check-format", "-o", os.devnull, ours], capture_output=True, text=True)
    if checked.returncode:
        return [f"{name}: {checked.stderr}"]
    fresh, kept = polib.pofile(str(file)), polib.pofile(str(ours))
    here = {(entry.msgctxt, entry.msgid) for entry in kept if not entry.obsolete}
    faults = [f"{name}: not translated: {entry.msgid!r}" for entry in fresh if not entry.translated() or entry.fuzzy]
    faults += [
        f"{name}: out of date, lacks {entry.msgid!r}" for entry in fresh if (entry.msgctxt, entry.msgid) not in here
    ]
    return faults


if __name__ == "__main__":
    sys.exit(main())
