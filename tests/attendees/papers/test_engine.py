"""A paper is set by a process of its own, with limits; text in its data is only ever text."""

import io
import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from attendees.domain.refusals import PaperRefused
from attendees.papers import engine, fonts
from tests.attendees.papers.presses import layout, text_of
from tests.factories import NOON

NAME = "#data.name"
FOR_EVER = "#for i in range(9999) { for j in range(9999) { for k in range(9999) { let l = i + j + k } } }"


def resident() -> int:
    return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1])


def picture(colour: str) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(file, "PNG")
    return file.getvalue()


class TestPdf:
    def test_data_and_a_layout_make_a_paper(self, press):
        layout(press, "name", NAME)

        paper = engine.pdf("name", {"name": "Үсөнова Айгүл"})

        assert paper.startswith(b"%PDF-")
        assert text_of(paper) == "Үсөнова Айгүл"

    @pytest.mark.parametrize(
        "name",
        [
            "#typst[code]",
            "*stars* _lines_ $math$ = head",
            'O\'Neil <CIA> & "Smith"',
            "<b>x</b> </para> <img src='/etc/hostname'/>",
            '#image("/etc/hostname") \\ @label // `raw`',
            "fi ffl -- ... office",
        ],
    )
    def test_what_looks_like_markup_is_printed(self, press, name):
        """EX-08."""
        layout(press, "name", NAME)

        assert text_of(engine.pdf("name", {"name": name})) == name

    def test_the_same_order_gives_the_same_bytes(self, press):
        layout(press, "name", NAME)

        first, second, later = (engine.pdf("name", {"name": "A"}, at=NOON + timedelta(days=days)) for days in (0, 0, 1))

        assert first == second
        assert first != later

    def test_a_picture_of_this_order_is_not_one_of_the_last(self, press):
        layout(press, "logo", '#image("/pictures/logo.png")')

        red, blue = (engine.pdf("logo", {}, pictures={"logo.png": picture(colour)}) for colour in ("red", "blue"))

        assert red != blue
        with pytest.raises(PaperRefused, match="laid out"):
            engine.pdf("logo", {})

    def test_a_layout_that_is_not_there_is_a_broken_one(self, press):
        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("nowhere", {})

        assert refusal.value.code == "layout_broken"
        assert len(press.idle) == 1

    def test_a_layout_has_a_plain_name(self, press):
        with pytest.raises(ValueError, match="No name"):
            engine.pdf("../layouts/name", {})

    @pytest.mark.parametrize("name", ["../logo.png", "/etc/passwd", "logo.gif", "Logo.png", "a b.png"])
    def test_a_picture_has_a_plain_name(self, press, name):
        with pytest.raises(ValueError, match="No name"):
            engine.pdf("logo", {}, pictures={name: b""})

    def test_a_layout_reads_no_file_of_the_machine(self, press):
        layout(press, "reads", '#read("/etc/hostname")#read("../../../../../../etc/hostname")')

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("reads", {})

        assert refusal.value.code == "layout_broken"


class TestLetters:
    @pytest.mark.parametrize(
        ("letter", "called"),
        [("😀", "GRINNING FACE"), ("ஃ", "TAMIL SIGN VISARGA"), ("\u202e", "RIGHT-TO-LEFT OVERRIDE")],
    )
    def test_a_letter_no_font_has_is_named_with_its_person(self, press, letter, called):
        """R-42."""
        people = [{"who": "Askar Japarov", "line": "Askar"}, {"who": "Aigul Usonova", "line": f"Aigul{letter}"}]

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("name", {"people": people})

        assert refusal.value.code == "letter_missing"
        assert called in str(refusal.value)
        assert str(refusal.value).endswith("Aigul Usonova.")

    def test_one_outside_every_person_is_named_too(self, press):
        with pytest.raises(PaperRefused, match="GRINNING FACE"):
            engine.pdf("name", {"title": "😀"})

    def test_without_fonts_nothing_is_printed_and_said_why(self, press, monkeypatch, tmp_path):
        monkeypatch.setattr(fonts, "PACKAGES", tmp_path)

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("name", {"name": "A"})

        assert refusal.value.code == "fonts_missing"


class TestProcess:
    def test_it_is_kept_for_the_next_paper(self, press):
        layout(press, "name", NAME)

        engine.pdf("name", {"name": "A"})
        (first,) = press.idle
        engine.pdf("name", {"name": "B"})

        assert press.idle == [first]

    def test_one_that_hangs_is_killed(self, press):
        layout(press, "hangs", FOR_EVER)
        started = time.monotonic()

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("hangs", {}, seconds=1)

        assert refusal.value.code == "too_long"
        assert time.monotonic() - started < 5
        assert press.idle == []

    def test_one_that_eats_the_memory_is_stopped(self, press, monkeypatch):
        monkeypatch.setitem(engine.LIMITS, "memory", 600 * 1024**2)
        layout(press, "eats", '#let s = "x"\n#for i in range(40) { s = s + s }\n#s')

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("eats", {})

        assert refusal.value.code == "too_large"

    def test_a_broken_layout_harms_no_other_paper(self, press, caplog):
        layout(press, "broken", "#nothing-of-that-name")
        layout(press, "name", NAME)

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("broken", {"name": "Secret"})

        assert refusal.value.code == "layout_broken"
        assert "Secret" not in caplog.text
        assert text_of(engine.pdf("name", {"name": "A"})) == "A"

    def test_after_some_papers_a_new_one_takes_over(self, press, monkeypatch):
        monkeypatch.setitem(engine.LIMITS, "renders", 2)
        layout(press, "name", NAME)

        for name in "ABCDE":
            assert text_of(engine.pdf("name", {"name": name})) == name

        assert len(press.idle) == 1

    def test_one_that_has_grown_is_not_kept(self, press, monkeypatch):
        monkeypatch.setitem(engine.LIMITS, "recycle_at", 1)
        layout(press, "name", NAME)

        engine.pdf("name", {"name": "A"})

        assert press.idle == []

    def test_one_that_has_quit_is_replaced_unseen(self, press):
        layout(press, "name", NAME)
        engine.pdf("name", {"name": "A"})
        os.kill(press.idle[0].process.pid, signal.SIGKILL)
        press.idle[0].process.wait()

        assert text_of(engine.pdf("name", {"name": "B"})) == "B"

    def test_it_leaves_nothing_behind(self, press):
        layout(press, "name", NAME)
        engine.pdf("name", {"name": "A"})
        (idle,) = press.idle

        press.close()

        assert idle.process.returncode is not None
        assert not idle.place.exists()

    def test_when_its_owner_is_gone_it_quits(self, press):
        layout(press, "name", NAME)
        engine.pdf("name", {"name": "A"})
        (idle,) = press.idle

        idle.orders.close()

        assert idle.process.wait(timeout=5) == 0
        assert not idle.place.exists()

    def test_no_more_than_two_work_at_once(self, press, monkeypatch):
        monkeypatch.setattr(engine, "LONGEST_WAIT", 0.2)
        layout(press, "hangs", FOR_EVER)
        threads = [threading.Thread(target=_refused, args=("hangs",)) for _number in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)

        with pytest.raises(PaperRefused) as refusal:
            engine.pdf("hangs", {}, seconds=2)

        assert refusal.value.code == "busy"
        for thread in threads:
            thread.join()


def _refused(name: str) -> None:
    with pytest.raises(PaperRefused):
        engine.pdf(name, {}, seconds=2)


class TestMemory:
    def test_the_process_that_asks_does_not_grow(self, press):
        layout(press, "many", "#for each in data.people [#each.line #pagebreak()]")
        people = [{"who": str(number), "line": f"{number} Үсөнова Айгүл"} for number in range(500)]
        engine.pdf("many", {"people": people[:9]})
        before = resident()

        for _time in range(5):
            engine.pdf("many", {"people": people})

        assert resident() - before < 8 * 1024

    def test_it_never_loads_the_typesetting_library(self):
        code = "import django; django.setup(); from attendees.papers import registry; registry.all_papers()"
        code += "; import sys; sys.exit('typst' in sys.modules)"

        done = subprocess.run(
            [sys.executable, "-c", code], env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        )

        assert done.returncode == 0
