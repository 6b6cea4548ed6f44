"""A layout and its data become a PDF, in a process of its own.

``pdf("badges", {...})`` hands the data to ``typesetter.py``, a small program that runs beside this one: with a limit
of memory, of processor time and of patience, without a way to any file but our layouts, our fonts and the pictures of
this order. It is replaced after some papers, when it has grown, when it hangs; it quits by itself after a minute of
nothing to do. What it costs is never paid by the process that serves pages.

How the two talk: eight bytes of length, then JSON; then the pictures, or the paper, as they are.
"""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.utils.translation import gettext_lazy as _

from attendees.domain.refusals import PaperRefused
from attendees.papers import fonts

logger = logging.getLogger(__name__)

LAYOUTS = Path(__file__).parent / "layouts"
TYPESETTER = Path(__file__).parent / "typesetter.py"
#: So many at once for one process of ours; others wait so long, then are told.
MOST_AT_ONCE = 2
LONGEST_WAIT = 60
#: Seconds a paper may take unless its maker says otherwise.
SECONDS = 60
SECONDS_OF_A_PICTURE = 20
LIMITS = {"memory": 2 * 1024**3, "recycle_at": 400 * 1024**2, "renders": 50, "idle": 60}
ENVIRONMENT = {"PATH": os.defpath, "RAYON_NUM_THREADS": "2", "MALLOC_ARENA_MAX": "2"}
LENGTH = struct.Struct(">Q")
LAYOUT = re.compile(r"[a-z0-9-]{1,60}")
PICTURE = re.compile(r"[a-z0-9-]{1,80}\.(png|jpg|svg)")
#: How a process ends that was stopped by a limit: out of processor time; out of memory, its own or the machine's.
OUT_OF_TIME, OUT_OF_MEMORY = {-signal.SIGXCPU}, {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, -signal.SIGKILL}


@dataclass(frozen=True)
class Order:
    """What is asked of the typesetter."""

    layout: str
    data: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    at: datetime | None = None
    tagged: bool = True
    standards: tuple[str, ...] = ()
    seconds: int = SECONDS
    #: Dots an inch: then it is a picture of the first page.
    dots: int = 0

    def __post_init__(self) -> None:
        wrong = [name for name in self.pictures if not PICTURE.fullmatch(name)]
        if wrong or not LAYOUT.fullmatch(self.layout):
            raise ValueError(f"No name for a layout or picture: {[self.layout, *wrong]}")

    def head(self) -> bytes:
        """All but the pictures, as the typesetter reads it."""
        return json.dumps(
            {
                "layout": self.layout,
                "data": json.dumps(self.data, ensure_ascii=False),
                "pictures": [(name, len(picture)) for name, picture in self.pictures.items()],
                "at": int(self.at.timestamp()) if self.at else None,
                "tagged": self.tagged,
                "standards": self.standards,
                "seconds": self.seconds,
                "dots": self.dots,
            }
        ).encode()


def pdf(
    layout: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    at: datetime | None = None,
    tagged: bool = True,
    standards: tuple[str, ...] = (),
    seconds: int = SECONDS,
) -> bytes:
    """The paper as a PDF. The layout finds `data` as JSON in `sys.inputs.data`; text in it is only ever text (EX-08).

    `pictures` are files the layout opens as `/pictures/<name>` (png, jpg, svg). `at` is the time written into the file:
    the same order gives the same bytes. `tagged=False` is for thousands of pages. In `data`, a mapping about a person
    has `"who"`, the name by which a letter that no font has is reported.

    Raises ``PaperRefused``: `letter_missing` (R-42), `fonts_missing`, `layout_broken`, `too_long`, `too_large`, `busy`.
    """
    if fonts.problems():
        raise PaperRefused(_("The fonts for papers are not installed on this machine."), "fonts_missing")
    require_letters(data)
    return _press.set(Order(layout, data, pictures or {}, at, tagged, standards, seconds))


def png(layout: str, data: Mapping[str, Any], *, dots: int, pictures: Mapping[str, bytes] | None = None) -> bytes:
    """The first page of the paper as a picture, so many dots an inch; refused like the paper itself."""
    if fonts.problems():
        raise PaperRefused(_("The fonts for papers are not installed on this machine."), "fonts_missing")
    require_letters(data)
    return _press.set(Order(layout, data, pictures or {}, seconds=SECONDS_OF_A_PICTURE, dots=dots))


def close() -> None:
    """Send the typesetters home that wait for work; the next paper starts a new one."""
    _press.close()


# Letters -------------------------------------------------------------------------------------------


def require_letters(data: Mapping[str, Any]) -> None:
    """Refuse data with a letter that no font has, naming letter and person (R-42); `letter_missing`."""
    lacking = fonts.missing_letters(text for _who, text in _texts(data, ""))
    if not lacking:
        return
    whose = {who for who, text in _texts(data, "") if not lacking.keys().isdisjoint(text)}
    people = ", ".join(sorted(whose - {""}))
    letters = ", ".join(f"“{letter}” {name}" for letter, name in lacking.items())
    said = _("No font has the letter %(letters)s: %(people)s.") if people else _("No font has the letter %(letters)s.")
    words = said % {"letters": letters, "people": people}
    raise PaperRefused(" ".join(filter(None, [words, fonts.remedy(lacking)])), "letter_missing")


def _texts(value: Any, who: str) -> Iterator[tuple[str, str]]:
    """Every text of the data, with the person it is about."""
    if isinstance(value, str):
        yield who, value
    elif isinstance(value, Mapping):
        whose = value.get("who", who)
        for each in value.values():
            yield from _texts(each, whose)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each, who)


# The process ---------------------------------------------------------------------------------------


class Press:
    """The typesetters of this process: started when needed, kept while they are good."""

    def __init__(self) -> None:
        self.free = threading.Semaphore(MOST_AT_ONCE)
        self.idle: list[Typesetter] = []

    def set(self, order: Order) -> bytes:
        """Have the paper set by a typesetter that is free, or by a new one."""
        with self._turn():
            while self.idle:
                with suppress(IndexError, Gone):  # taken by somebody else; or it had quit for want of work
                    return self._by(self.idle.pop(), order)
            try:
                return self._by(Typesetter(), order)
            except Gone:
                raise PaperRefused(_("The paper could not be made. Try again."), "press_broken") from None

    def _by(self, typesetter: Typesetter, order: Order) -> bytes:
        try:
            return typesetter.set(order)
        finally:
            if typesetter.is_good:
                self.idle.append(typesetter)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self.free.acquire(timeout=LONGEST_WAIT):
            raise PaperRefused(_("Too many papers are being made at this moment. Try again in a minute."), "busy")
        try:
            yield
        finally:
            self.free.release()

    def close(self) -> None:
        """Send the idle ones home."""
        while self.idle:
            self.idle.pop().close()


class Gone(Exception):
    """The typesetter had quit before it took the order."""


class Typesetter:
    """One process that sets papers, and the folder it works in."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="papers-"))
        self.is_good, self.is_late = True, False
        for name in ("fonts", "pictures"):
            (self.place / name).mkdir()
        shutil.copytree(LAYOUTS, self.place / "layouts")
        for path in fonts.files():
            (self.place / "fonts" / path.name).symlink_to(path)
        self.process = subprocess.Popen(  # noqa: S603 -- our own file
            [sys.executable, "-I", str(TYPESETTER), str(self.place)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**ENVIRONMENT, "TYPESETTER": json.dumps(LIMITS)},
            cwd=self.place,
        )
        self.orders, self.papers = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        self._end = weakref.finalize(self, _end, self.process, self.place)

    def set(self, order: Order) -> bytes:
        """Hand over the order and wait for the paper, no longer than the order says."""
        if self.process.poll() is not None:
            self.close()
            raise Gone
        alarm = threading.Timer(order.seconds, self._too_late)
        alarm.daemon = True
        alarm.start()
        try:
            return self._exchange(order)
        except (BrokenPipeError, EOFError):
            raise self._reason() from None
        finally:
            alarm.cancel()
            if not self.is_good:
                self.close()

    def _exchange(self, order: Order) -> bytes:
        head = order.head()
        self.orders.write(LENGTH.pack(len(head)) + head)
        for picture in order.pictures.values():
            self.orders.write(picture)
        self.orders.flush()
        (size,) = LENGTH.unpack(_read(self.papers, LENGTH.size))
        answer = json.loads(_read(self.papers, size))
        self.is_good = not answer["is_last"]
        if answer["error"]:
            logger.error("layout %s: %s", order.layout, answer["error"])
            raise PaperRefused(
                _("The paper could not be laid out. The administrator finds the reason in the log."), "layout_broken"
            )
        return _read(self.papers, answer["size"])

    def _too_late(self) -> None:
        self.is_late = True
        self.process.kill()

    def _reason(self) -> Exception:
        """Why the process ended in the middle."""
        self.is_good = False
        ended = self.process.wait()
        if self.is_late or ended in OUT_OF_TIME:
            return PaperRefused(_("The paper took too long. Make it in smaller parts."), "too_long")
        if ended in OUT_OF_MEMORY:
            return PaperRefused(_("The paper is too large. Make it in smaller parts."), "too_large")
        return Gone()

    def close(self) -> None:
        """Let it end, and remove its folder."""
        self.is_good = False
        self._end()


def _end(process: subprocess.Popen[bytes], place: Path) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        with suppress(BrokenPipeError):  # what was not sent will not be missed
            cast(IO[bytes], pipe).close()
    process.wait()
    shutil.rmtree(place, ignore_errors=True)


def _read(source: IO[bytes], size: int) -> bytes:
    found = source.read(size)
    if len(found) < size:
        raise EOFError
    return found


_press = Press()
