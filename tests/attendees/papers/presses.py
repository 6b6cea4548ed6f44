"""Layouts of the tests' own, and the text of what is printed."""

import io
from pathlib import Path

from pypdf import PdfReader

from attendees.papers import engine

HEAD = '#import "parts.typ": *\n#set text(font: serif, ligatures: false, hyphenate: false)\n'


def layout(press: engine.Press, name: str, source: str) -> None:
    (Path(press.place) / f"{name}.typ").write_text(HEAD + source)


def text_of(paper: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
