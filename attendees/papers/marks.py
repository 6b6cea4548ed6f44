"""What is new in a list of participants against the one before, as one language prints it.

A line is compared as it is read: a changed Cyrillic name is a change in the Russian list and none in the English one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from attendees.papers.participants import Block, Document, Line, Part

NEW, CHANGED = "new", "changed"


@dataclass(frozen=True)
class Changes:
    """The document with its marks, and the lines by what became of them."""

    document: Document
    added: Sequence[str]
    changed: Sequence[tuple[str, str]]
    gone: Sequence[str]

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.gone)


def compare(document: Document, before: Document, unnamed: Sequence[int] = ()) -> Changes:
    """Mark every line that is new or says something else than before.

    Who is gone because he may not be named any more (`unnamed`) is not named among those who are gone (R-56).
    """
    known = {line.number: (place, line) for place, line in _placed(before)}
    parts = [replace(part, blocks=[_marked(part, block, known) for block in part.blocks]) for part in document.parts]
    made = replace(document, parts=parts)
    lines = list(made.lines())
    here = {line.number for line in lines}
    return Changes(
        document=made,
        added=[line.text for line in lines if line.mark == NEW],
        changed=[(line.old, line.text) for line in lines if line.mark == CHANGED],
        gone=[line.text for line in before.lines() if line.number not in here and line.number not in set(unnamed)],
    )


def _placed(document: Document) -> Iterator[tuple[tuple[str, str], Line]]:
    for part in document.parts:
        for block in part.blocks:
            yield from (((part.heading, block.heading), line) for line in block.lines)


def _marked(part: Part, block: Block, known: dict[int, tuple[tuple[str, str], Line]]) -> Block:
    return replace(block, lines=[_line(line, (part.heading, block.heading), known) for line in block.lines])


def _line(line: Line, place: tuple[str, str], known: dict[int, tuple[tuple[str, str], Line]]) -> Line:
    if line.number not in known:
        return replace(line, mark=NEW)
    old_place, old = known[line.number]
    if old.text == line.text and old_place == place:
        return line
    moved_from = "" if old_place == place else " – ".join(word for word in old_place if word)
    said = old.text if old.text != line.text else ""
    return replace(line, mark=CHANGED, old=": ".join(word for word in (moved_from, said) if word))


def without_old(document: Document) -> Document:
    """The marks alone: what stood there before is for those who compare, not for those who are given the list."""
    return _each(document, lambda line: replace(line, old=""))


def only_marked(document: Document) -> Document:
    """What is corrected and nothing else: a corrigendum."""
    parts = []
    for part in document.parts:
        blocks = [replace(block, lines=[line for line in block.lines if line.mark]) for block in part.blocks]
        parts.append(replace(part, blocks=[block for block in blocks if block.lines]))
    return replace(document, parts=[part for part in parts if part.blocks], tables=(), notes=())


def _each(document: Document, change: Callable[[Line], Line]) -> Document:
    parts = [
        replace(part, blocks=[replace(block, lines=[change(line) for line in block.lines]) for block in part.blocks])
        for part in document.parts
    ]
    return replace(document, parts=parts)


def listed(changes: Changes) -> list[dict[str, object]]:
    """The changes as the list itself names them, heading by heading."""
    groups = [
        (_("New"), changes.added),
        (_("Changed"), [new for _old, new in changes.changed]),
        (_("No longer in the list"), changes.gone),
    ]
    return [{"heading": heading, "lines": list(lines)} for heading, lines in groups if lines]
