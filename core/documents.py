"""Official papers from strangers: a PDF or a picture, checked before it is kept, and shown as pictures only."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path, PurePath

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.images import EXTENSIONS, MOST_BYTES, ImageRefused, clean_scan

PDF, JPEG = "application/pdf", "image/jpeg"
#: What is kept, by the ending of its stored name.
MEDIA_TYPES = {".pdf": PDF, ".jpg": JPEG}
#: For the `accept` of a file field.
ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp"
READER = Path(__file__).with_name("pdfs.py")
#: A little more than the process gives itself.
PATIENCE = 15
#: Each may take some hundred MB and one core.
_few_at_a_time = threading.BoundedSemaphore(2)

REFUSALS = {
    "damaged": _("This PDF cannot be read. Print it to PDF again, or scan it, and choose the new file."),
    "protected": _("This PDF is protected by a password. Save it without protection and choose it again."),
    "active": _(
        "This PDF carries a program, a form or another file. Print it to PDF, or scan it, and choose the new file."
    ),
    "too_many_pages": _("This PDF has too many pages. Send the pages that name the people: at most 60."),
}


class FileRefused(DomainError):
    """The file is not a paper we take; the text says what to do instead."""


@dataclass(frozen=True)
class CleanFile:
    """A paper that may be kept. `digest` is the SHA-256 of the file as it came: the same file is known again."""

    content: bytes
    suffix: str
    pages: int
    digest: str

    @property
    def media_type(self) -> str:
        """The one type it is ever given out as."""
        return MEDIA_TYPES[self.suffix]


def clean_document(file: File[bytes], *, max_bytes: int = MOST_BYTES) -> CleanFile:
    """The paper, fit to be kept: a PDF as it came, a picture drawn anew without what it carried.

    Takes PDF, JPEG, PNG and WebP whose extension says so too. Raises ``FileRefused`` (``extension``,
    ``file_too_large``, ``damaged``, ``protected``, ``active``, ``too_many_pages``) and what pictures are
    refused for (UP-02, UP-06, UP-07, UP-11, UP-12).
    """
    if (file.size or 0) > max_bytes:
        raise FileRefused(_("This file is too large. Choose one of at most 10 MB."), "file_too_large")
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix == ".pdf":
        return _pdf(_read(file))
    if suffix in EXTENSIONS:
        return _picture(file, max_bytes)
    raise FileRefused(_("Choose a PDF, or a picture saved as JPEG, PNG or WebP."), "extension")


def page_picture(content: bytes, number: int) -> bytes | None:
    """A page of a PDF, from 1, as a PNG; None where it cannot be drawn."""
    picture = _ask(content, "page", str(number))
    return picture if picture.startswith(b"\x89PNG") else None


def _read(file: File[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def _pdf(content: bytes) -> CleanFile:
    if not content.startswith(b"%PDF-"):
        text = _("The name of this file does not match its content. Save it as PDF and choose it again.")
        raise FileRefused(text, "extension")
    found = json.loads(_ask(content, "look") or b'{"refused": "damaged"}')
    if "refused" in found:
        raise FileRefused(REFUSALS[found["refused"]], found["refused"])
    return CleanFile(content, ".pdf", found["pages"], _digest(content))


def _picture(file: File[bytes], max_bytes: int) -> CleanFile:
    original = _read(file)
    try:
        drawn = clean_scan(file, max_bytes=max_bytes).read()
    except ImageRefused as refusal:
        raise FileRefused(refusal.text, refusal.code) from refusal
    return CleanFile(drawn, ".jpg", 1, _digest(original))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _ask(content: bytes, *words: str) -> bytes:
    """What the process of its own answers; nothing when it was killed or fell over."""
    command = [sys.executable, "-I", str(READER), *words]
    with _few_at_a_time:
        try:
            done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603 -- no word is anybody else's
        except subprocess.SubprocessError:
            return b""
    return done.stdout
