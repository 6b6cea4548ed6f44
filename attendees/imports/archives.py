"""Looking at a zip from a stranger before anything of it is unpacked in earnest (IM-02, IM-03)."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from django.utils.translation import gettext as _

from attendees.imports.tables import MOST_CELLS, MOST_ROWS, TableRefused, too_many

MOST_ENTRIES = 200
LARGEST_ENTRY = 20 * 1024 * 1024
LARGEST_TOTAL = 50 * 1024 * 1024
MOST_RATIO = 100
#: Small entries may shrink as they like.
SMALL = 64 * 1024
#: Tags and texts of the parts that are read whole: what costs time one by one. Sheets are read line by line.
MOST_TAGS = 300_000
MOST_TEXTS = MOST_CELLS
CHUNK = 64 * 1024
MARKUP = (".xml", ".rels", ".vml")
SHEETS = "xl/worksheets/sheet"

#: What Python raises for an archive that is not whole.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def check(data: bytes) -> None:
    """Refuse what is no workbook of Excel, or would cost too much. Nothing is kept of what is unpacked.

    Raises ``TableRefused`` (``damaged``, ``bomb``, ``too_many``, ``macros``, ``not_excel``, ``word``, ``ods``,
    ``password``).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            _check_kind({entry.filename for entry in entries}, archive)
            _check_content(archive, entries)
    except BROKEN as problem:
        raise damaged() from problem


def damaged() -> TableRefused:
    """The refusal of a file that breaks off or was changed by hand."""
    return TableRefused(_("This file is damaged. Open it in Excel, save it again and send the new one."), "damaged")


def _bomb() -> TableRefused:
    text = _("This file holds far more than a list of people. It was not opened: at most %(rows)d lines are taken.")
    return TableRefused(text % {"rows": MOST_ROWS}, "bomb")


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """By the table of contents alone; what it says is checked again while unpacking."""
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_TOTAL:
        raise _bomb()
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise TableRefused(
                _("This file is protected by a password. Save it without one and send it again."), "password"
            )
        if stat.S_ISLNK(entry.external_attr >> 16) or _leaves(entry.filename):
            raise damaged()
        _check_ratio(entry.file_size, entry.compress_size)


def _leaves(name: str) -> bool:
    """Whether a name leads out of the archive."""
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _check_ratio(size: int, packed: int) -> None:
    if size > LARGEST_ENTRY or (size > SMALL and size > MOST_RATIO * max(packed, 1)):
        raise _bomb()


def _check_kind(names: set[str], archive: zipfile.ZipFile) -> None:
    if "xl/workbook.xml" in names:
        if any(name.endswith("vbaProject.bin") for name in names):
            raise TableRefused(
                _("This file holds macros (.xlsm). Save it as an Excel workbook (.xlsx) and send it again."), "macros"
            )
        return
    if "word/document.xml" in names:
        raise TableRefused(
            _("This is a Word file. Select the table in Word, copy it and paste it into the box."), "word"
        )
    if "mimetype" in names and b"opendocument" in archive.read("mimetype")[:100]:
        raise TableRefused(
            _("This is a file of LibreOffice (.ods). Save it as an Excel workbook (.xlsx) and send it again."), "ods"
        )
    raise not_excel()


def not_excel() -> TableRefused:
    """The refusal of a file that is no table we know."""
    return TableRefused(
        _("This is not a table we can read. Send an Excel workbook (.xlsx) or a CSV file, or paste the table."),
        "not_excel",
    )


def _check_content(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    """Unpack every entry once, in pieces, and count: sizes as they are, tags, texts, and inner definitions."""
    total = 0
    tags = texts = 0
    for entry in entries:
        size, tail = 0, b""
        for piece in _pieces(archive, entry):
            size += len(piece)
            if size > LARGEST_ENTRY or total + size > LARGEST_TOTAL:
                raise _bomb()
            if entry.filename.endswith(MARKUP):
                _check_definitions(tail + piece)
                tail = piece[-16:]
                tags += 0 if entry.filename.startswith(SHEETS) else piece.count(b"<")
                texts += piece.count(b"<si")
        _check_ratio(size, entry.compress_size)
        total += size
        if texts > MOST_TEXTS:
            raise too_many()
        if tags > MOST_TAGS:
            raise _bomb()


def _check_definitions(piece: bytes) -> None:
    """No part of a workbook defines a word of its own: those are the bombs and the letter boxes (IM-02)."""
    plain = piece.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise _bomb()


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(entry) as file:
        while piece := file.read(CHUNK):
            yield piece
