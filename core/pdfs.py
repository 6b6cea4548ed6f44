"""PDFs from strangers: what they hold, how many pages, and a page as a picture.

Run as a program, this file is a process of its own with little memory and little time: a hostile file
ends that process and nothing else (core/documents.py starts it). It imports nothing of ours, and what
it is asked about comes by its input.
"""

import io
import json
import logging
import re
import resource
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import typst
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

MOST_PAGES = 60
#: A scan has some dozens; a long report written on a computer some thousands.
MOST_OBJECTS = 50_000
MOST_PARTS = 1_000_000
SECONDS = 10
MEMORY = 512 * 1024 * 1024
#: Enough to read small print, and light on a slow line.
DOTS_PER_INCH = 110
START = b"%PDF-"

#: What no letter needs and what runs, opens or carries something else.
ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/FFilter"})
ACTIVE_ACTIONS = frozenset(
    "/JavaScript /Launch /SubmitForm /ImportData /GoToE /GoToR /Rendition /Movie /Sound /RichMediaExecute".split()
)
ACTIVE_NOTES = frozenset("/FileAttachment /RichMedia /Screen /Movie /Sound /3D".split())
#: Looked for in the bytes as well: another program may find objects that ours did not.
ACTIVE_WORDS = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")

#: The page alone, as wide as A4.
ONE_PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("paper.pdf", page: {number}, width: 210mm)'

# It quotes what it stumbles over, and that is somebody's letter.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


class Refusal(Exception):
    """Why the file is not taken: `damaged`, `protected`, `active`, `too_many_pages`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def look(content: bytes) -> int:
    """How many pages the PDF has. Raises ``Refusal``."""
    if not content.startswith(START):
        raise Refusal("damaged")
    try:
        return _pages(content)
    except Refusal:
        raise
    except Exception as error:  # whatever a broken file makes the library stumble over
        raise Refusal("damaged") from error


def page(content: bytes, number: int) -> bytes:
    """The page, from 1, as a PNG. Raises ``Refusal`` (``damaged``)."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "paper.pdf").write_bytes(content)
        (folder / "page.typ").write_text(ONE_PAGE.format(number=number))
        try:
            picture: bytes = typst.compile(
                folder / "page.typ", root=folder, format="png", ppi=DOTS_PER_INCH, ignore_system_fonts=True
            )
        except RuntimeError as error:
            raise Refusal("damaged") from error
    return picture


def _pages(content: bytes) -> int:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise Refusal("protected")
    if _says_active(content) or any(_is_active(part) for part in _parts(reader)):
        raise Refusal("active")
    count = len(reader.pages)
    if not count:
        raise Refusal("damaged")
    if count > MOST_PAGES:
        raise Refusal("too_many_pages")
    return count


def _says_active(content: bytes) -> bool:
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content)
    return any(word in plain for word in ACTIVE_WORDS)


def _parts(reader: pypdf.PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, wherever it stands and whether or not anything leads to it."""
    known = {(number, generation) for generation, places in reader.xref.items() for number in places}
    known |= {(number, 0) for number in reader.xref_objStm}
    if len(known) > MOST_OBJECTS:
        raise Refusal("damaged")
    waiting: list[Any] = [reader.trailer]
    seen = 0
    for number, generation in sorted(known):
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            seen += 1
            if seen > MOST_PARTS:
                raise Refusal("damaged")
            part = waiting.pop()
            if isinstance(part, DictionaryObject):
                yield part
                waiting.extend(part.values())
            elif isinstance(part, ArrayObject):
                waiting.extend(part)


def _is_active(part: DictionaryObject) -> bool:
    said = {name: part.get(name) for name in ("/S", "/Subtype", "/Type") if isinstance(part.get(name), str)}
    return (
        not ACTIVE_KEYS.isdisjoint(part.keys())
        or said.get("/S") in ACTIVE_ACTIONS
        or said.get("/Subtype") in ACTIVE_NOTES
        or said.get("/Type") == "/EmbeddedFile"
    )


def main(words: list[str]) -> None:
    """`look` writes what was found as JSON, `page 2` writes the picture; a refusal is JSON too."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        answer = json.dumps({"pages": look(content)}).encode() if words[0] == "look" else page(content, int(words[1]))
    except Refusal as refusal:
        answer = json.dumps({"refused": refusal.code}).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(sys.argv[1:])
