"""From a file or a pasted text to sheets of text, whatever the file calls itself (IM-02…IM-08)."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from attendees.imports import archives, delimited, pasted
from attendees.imports.tables import (
    MOST_BYTES,
    MOST_LETTERS,
    Book,
    Sheet,
    TableRefused,
    too_many,
)

ROOT = Path(__file__).resolve().parents[2]
ZIP, OLE, PDF, RTF = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF", b"{\\rtf"
#: Names of a part inside the old kind of file that mean a password.
LOCKED = "EncryptedPackage".encode("utf-16-le")
#: Web pages and the XML of 2003, which some programs call .xls or .xlsx.
MARKUP = (b"<html", b"<!doc", b"<?xml", b"<table", b"<meta", b"<head", b"<style", b"<body")
#: Seconds on the clock; of the processor the process itself takes less (workbook.SECONDS).
PATIENCE = 20


def read(data: bytes) -> Book:
    """Read a file by what is in it; its name is not believed.

    Raises ``TableRefused`` (``empty``, ``too_large``, ``too_many``, ``xls``, ``password``, ``macros``, ``ods``,
    ``word``, ``markup``, ``damaged``, ``bomb``, ``too_slow``, ``not_excel``, ``not_text``, ``open_quote``).
    """
    if len(data) > MOST_BYTES:
        raise TableRefused(
            _("This file is too large: at most %(limit)d MB.") % {"limit": MOST_BYTES >> 20}, "too_large"
        )
    if not data.strip():
        raise _empty()
    if data.startswith(ZIP):
        archives.check(data)
        return _filled(_workbook(data))
    _check_other(data)
    return _filled(Book("csv", [delimited.parsed(delimited.decoded(data))]))


def read_text(text: str) -> Book:
    """Read what was pasted: a table from Excel or Word, with tabs between the cells, or any text like a CSV.

    Raises ``TableRefused`` (``empty``, ``too_large``, ``open_quote``).
    """
    if len(text) > MOST_LETTERS:
        raise TableRefused(_("This text is too long. Send the table as a file."), "too_large")
    if not text.strip():
        raise _empty()
    plain = text.replace("\r\n", "\n").strip("\n")
    separators = "\t" if "\t" in plain else ";|" if ";" in plain or "|" in plain else "\t"
    return _filled(Book("pasted", [pasted.folded(delimited.parsed(plain, separators))]))


def check_size(sheet: Sheet) -> None:
    """Refuse a sheet that was cut, with the limit in words (IM-04). Raises ``TableRefused`` (``too_many``)."""
    if sheet.is_cut:
        raise too_many()


def _empty() -> TableRefused:
    return TableRefused(_("There is nothing in it. Choose a file, or paste the table."), "empty")


def _filled(book: Book) -> Book:
    """The sheets that hold something."""
    sheets = [sheet for sheet in book.sheets if sheet.rows or sheet.is_cut]
    if not sheets:
        raise _empty()
    return Book(book.kind, sheets, book.hidden)


def _check_other(data: bytes) -> None:
    """Files that are no text, or a text that is no table."""
    if data.startswith(OLE):
        if LOCKED in data:
            text = _("This file is protected by a password. Save it without one and send it again.")
            raise TableRefused(text, "password")
        text = _("This is an old Excel file (.xls). Save it as an Excel workbook (.xlsx) and send it again.")
        raise TableRefused(text, "xls")
    if data.startswith((PDF, RTF)):
        raise archives.not_excel()
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:6].lower().startswith(MARKUP):
        text = _("This file is a web page under the name of a table. Open it in Excel and save it as .xlsx.")
        raise TableRefused(text, "markup")


def _workbook(data: bytes) -> Book:
    """Let a process of its own open the workbook: it may die of what it finds, and we say so."""
    command = [sys.executable, "-m", "attendees.imports.workbook"]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": "ignore"}
    try:
        done = subprocess.run(  # noqa: S603  our own module
            command, input=data, capture_output=True, cwd=ROOT, env=environment, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired as problem:
        raise _too_slow() from problem
    if done.returncode < 0:
        raise _too_slow()
    if done.returncode:
        raise _what_happened(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return Book("xlsx", [Sheet(**sheet) for sheet in found["sheets"]], found["hidden"])


def _what_happened(errors: bytes) -> TableRefused:
    last = errors.strip().rpartition(b"\n")[2]
    return _too_slow() if last.startswith(b"MemoryError") else archives.damaged()


def _too_slow() -> TableRefused:
    text = _("This file takes too long to read. Copy the table alone into a new workbook and send that.")
    return TableRefused(text, "too_slow")
