"""Files made to cost: refused in less than two seconds, with little memory, and nobody is called (IM-02, L-11)."""

import os
import random
import socket
import subprocess
import sys

import pytest

from attendees.imports import archives, readers
from attendees.imports.tables import TableRefused
from tests.attendees.imports.files import HEAD, PEOPLE, changed, part, repacked, workbook

WORKBOOK = workbook([HEAD, *PEOPLE])
PARTS = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"]
PARTS += ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "docProps/core.xml"]
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
LAUGHING = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">' + LAUGHS + b"]>"
QUADRATIC = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + b"a" * 50_000 + b'">]>'
MOST_SECONDS = 2
MOST_MEGABYTES = 250


def seconds():
    """What we and our children have taken of the processor: a busy machine does not count."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def refusal(data):
    """The code of the refusal, and the seconds it took."""
    started = seconds()
    with pytest.raises(TableRefused) as refused:
        readers.read(data)
    return refused.value.code, seconds() - started


def with_head(name, head):
    """The workbook, one part of which begins otherwise."""
    return repacked(WORKBOOK, lambda each, content: head + content.partition(b"?>")[2] if each == name else content)


def noise(size):
    """Text that no zip makes smaller, in a remark that no reader reads."""
    return b"<!--" + random.Random(1).randbytes(size // 2).hex().encode() + b"-->"


class TestDefinitions:
    @pytest.mark.parametrize("name", PARTS)
    def test_billion_laughs_are_refused_in_every_part(self, name):
        code, taken = refusal(with_head(name, LAUGHING))

        assert (code, taken < 1) == ("bomb", True)

    def test_quadratic_growth_is_refused(self):
        assert refusal(with_head("xl/sharedStrings.xml", QUADRATIC))[0] == "bomb"

    @pytest.mark.parametrize("name", PARTS)
    def test_files_and_addresses_are_not_fetched(self, name):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            listener.settimeout(0.1)
            address = f"http://127.0.0.1:{listener.getsockname()[1]}/x".encode()
            head = b'<?xml version="1.0"?><!DOCTYPE x SYSTEM "%s" [<!ENTITY e SYSTEM "%s">]>' % (address, address)

            code, _taken = refusal(with_head(name, head))

            assert code == "bomb"
            with pytest.raises(TimeoutError):
                listener.accept()

    def test_letters_of_two_bytes_hide_nothing(self):
        def change(name, content):
            head = LAUGHING.replace(b'"1.0"', b'"1.0" encoding="utf-16"') + content.partition(b"?>")[2]
            return head.decode().encode("utf-16") if name == "xl/sharedStrings.xml" else content

        assert refusal(repacked(WORKBOOK, change))[0] == "bomb"

    def test_a_definition_across_two_pieces_is_seen(self):
        content = part(WORKBOOK, "xl/styles.xml")
        head = b'<?xml version="1.0"?>' + b" " * (archives.CHUNK - 26) + b"<!DOCTYPE x>"

        assert refusal(with_head("xl/styles.xml", head))[0] == "bomb"
        assert content.startswith(b"<?xml")


class TestSizes:
    def test_what_shrinks_a_thousandfold_is_refused(self):
        assert refusal(changed(WORKBOOK, xl__media_bin=bytes(10_000_000)))[0] == "bomb"

    def test_an_entry_over_the_limit_is_refused(self):
        data = changed(WORKBOOK, xl__media_bin=bytes(archives.LARGEST_ENTRY + 1))

        assert refusal(data)[0] == "bomb"

    def test_many_entries_are_refused(self):
        many = {f"xl/media/{n}.bin": b"x" for n in range(archives.MOST_ENTRIES)}

        assert refusal(repacked(WORKBOOK, lambda _name, content: content, many))[0] == "bomb"

    def test_an_archive_that_lies_about_its_sizes_is_refused(self):
        honest = bytearray(changed(WORKBOOK, xl__media_bin=bytes(5_000_000)))
        size = (5_000_000).to_bytes(4, "little")
        while (place := honest.find(size)) >= 0:
            honest[place : place + 4] = (100).to_bytes(4, "little")

        assert refusal(bytes(honest))[0] in ("bomb", "damaged")

    def test_entries_together_over_the_limit_are_refused(self):
        pieces = {f"xl/media/{n}.bin": bytes(archives.LARGEST_ENTRY) for n in range(3)}

        assert refusal(repacked(WORKBOOK, lambda _name, content: content, pieces))[0] == "bomb"


def stuffed(name, tag, times, padding=1_500_000):
    """A part with so many tags, and noise that keeps the ratio small."""

    def change(each, content):
        if each != name:
            return content
        head, mark, tail = content.rpartition(b"</")
        return head + tag * times + noise(padding) + mark + tail

    return repacked(WORKBOOK, change)


class TestTime:
    """The archive looks harmless by its sizes; what is in it costs the processor."""

    @pytest.mark.parametrize(
        ("name", "tag", "times"),
        [
            ("xl/sharedStrings.xml", b"<si/>", 1_000_000),
            ("xl/sharedStrings.xml", b"<si><r><rPr><b/><sz/></rPr><t>x</t></r></si>", 59_000),
            ("xl/styles.xml", b"<x/>", 1_000_000),
            ("xl/workbook.xml", b"<definedName/>", 500_000),
            ("xl/_rels/workbook.xml.rels", b"<Relationship/>", 400_000),
            ("docProps/core.xml", b"<x/>", 1_000_000),
        ],
    )
    def test_too_many_tags_are_refused_in_time(self, name, tag, times):
        code, taken = refusal(stuffed(name, tag, times))

        assert (code in ("bomb", "too_many"), taken < MOST_SECONDS) == (True, True)

    @pytest.mark.parametrize("row", [b"<row/>", b'<row><c r="XFD1"/></row>', b"<row>" + b"<c/>" * 50 + b"</row>"])
    def test_sheets_of_endless_empty_lines_end_early(self, row):
        def change(name, content):
            padded = row * (4_000_000 // len(row)) + noise(400_000) + b"</sheetData>"
            return content.replace(b"</sheetData>", padded) if name == "xl/worksheets/sheet1.xml" else content

        data = repacked(WORKBOOK, change)
        started = seconds()
        book = readers.read(data)

        assert seconds() - started < MOST_SECONDS
        assert book.sheets[0].rows[1][1] == "Жапаров Аскар Бакытович"

    def test_the_process_that_reads_is_ended_when_it_takes_too_long(self):
        code = "import attendees.imports.workbook as w; w.read = lambda data: exec('while 1: pass'); w.main()"

        done = subprocess.run([sys.executable, "-c", code], input=b"", cwd=readers.ROOT, timeout=60, check=False)

        assert done.returncode < 0

    def test_the_process_that_reads_gets_no_more_memory_than_it_is_given(self):
        code = "import attendees.imports.workbook as w; w.read = lambda data: bytes(10 ** 9); w.main()"

        done = subprocess.run(
            [sys.executable, "-c", code], input=b"", cwd=readers.ROOT, capture_output=True, check=False
        )

        assert done.stderr.strip().endswith(b"MemoryError")


MEASURE = """
import pathlib, re, resource, sys, django
django.setup()
from attendees.imports import readers
from attendees.imports.tables import TableRefused
try:
    readers.read(open(sys.argv[1], "rb").read())
except TableRefused as refused:
    print(refused.code)
# Not RUSAGE_SELF: that begins with the peak of the process that started this one.
print(int(re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1024)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


class TestMemory:
    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(changed(WORKBOOK, xl__media_bin=bytes(19_000_000)), id="ratio"),
            pytest.param(stuffed("xl/sharedStrings.xml", b"<si/>", 1_000_000), id="texts"),
            pytest.param(workbook([[f"{row} {column}" for column in range(11)] for row in range(5000)]), id="largest"),
        ],
    )
    def test_neither_process_holds_much(self, data, tmp_path):
        """L-11."""
        file = tmp_path / "table.xlsx"
        file.write_bytes(data)
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}

        said = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", MEASURE, str(file)],
            cwd=readers.ROOT,
            env=environment,
            capture_output=True,
            check=True,
        )

        ours, childs = map(int, said.stdout.split()[-2:])
        assert max(ours, childs) < MOST_MEGABYTES


def test_our_own_tables_are_no_bombs():
    data = workbook([[f"Person {row} {column}" for column in range(10)] for row in range(5000)])

    assert len(readers.read(data).sheets[0].rows) == 5000
