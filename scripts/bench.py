"""`make bench`: how fast the program is beside the least that could do the same, in the same run.

On SQLite, and on PostgreSQL where one is reachable. The figures worth keeping are in docs/benchmarks.md.
"""

import argparse
import csv
import io
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import bench_papers
import bench_tables
from stand import BIN, HOST, ROOT, Answer, Client, Stand, conference_file, databases, hidden_fields, registration

Call = Callable[[Client, dict[str, str]], Answer]
SLUG, PATH, REFERENCE = "bench", "/bench/register/un-system/", "/bench/insert/"
CLIENTS, ROUNDS, SECONDS, WARM_UP = 8, 3, 3.0, 0.5
EXPORTED, LISTED, BADGES = 10_000, 20_000, 1_000
#: Twenty-five columns as a secretariat takes them, three of them sealed in the database.
COLUMNS = (
    "number reference family_name given_name cyrillic_family_name cyrillic_given_name patronymic title position"
    " state state_iso2 organisation category status sex date_of_birth nationality email phone language"
    " modality diet sponsored protocol_rank registered_at"
).split()
JOIN = """
    SELECT d.number, d.reference, d.family_name, d.given_name, d.cyrillic_family_name, d.cyrillic_given_name,
        d.patronymic, d.title, d.position, s.names, d.country_id, d.organisation, c.name, d.status, d.sex,
        d.date_of_birth, n.names, d.email, d.phone, d.language, d.modality, d.diet, d.sponsored,
        d.protocol_rank, d.registered_at
    FROM attendees_delegate d JOIN conference_category c ON c.id = d.category_id
        LEFT JOIN conference_country s ON s.iso2 = d.country_id
        LEFT JOIN conference_country n ON n.iso2 = d.nationality_id
    WHERE d.conference_id = {conference} AND d.status = 'APPROVED' ORDER BY d.number
"""
#: Run what follows, and print how many kilobytes it held at the most.
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@dataclass
class Line:
    """One line of the table; `goal` is the most `ratio` (or, without one, `ours`) may be."""

    what: str
    ours: float
    unit: str
    reference: float | None = None
    ratio: float | None = None
    goal: float | None = None
    at_least: bool = False

    def __str__(self) -> str:
        reference = f"{self.reference:.4g} {self.unit}" if self.reference is not None else ""
        ratio = f"{self.ratio:.1f} ×" if self.ratio is not None else ""
        return f"{self.what:<44}{self.ours:>8.4g} {self.unit:<5}{reference:>12}{ratio:>9}  {self._goal()}".rstrip()

    def _goal(self) -> str:
        if self.goal is None:
            return ""
        measured = self.ratio if self.ratio is not None and not self.at_least else self.ours
        is_met = measured >= self.goal if self.at_least else measured <= self.goal
        return f"{'≥' if self.at_least else '≤'} {self.goal:g} {'met' if is_met else 'NOT MET'}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="all", help="sqlite, postgresql, the address of a server, or all")
    database = parser.parse_args().database
    if database == "all":
        # Each in a process of its own: Django knows one database.
        command = [sys.executable, __file__, "--database"]
        return max(subprocess.run([*command, each], check=False).returncode for each in databases("all"))
    bench(next(databases(database)))
    return 0


def bench(database: str) -> None:
    name = "SQLite" if database == "sqlite" else "PostgreSQL"
    print(f"\n{name}\n{'':<44}{'ours':>8} {'':<5}{'reference':>12}{'ratio':>9}  goal", flush=True)
    with Stand(database) as stand:
        for part in (start_and_rest, registrations, exports, papers, badges, tables, lists, likenesses, memory):
            for line in part(stand):
                print(line, flush=True)


# The web server ---------------------------------------------------------------------------------


def start_and_rest(stand: Stand) -> list[Line]:
    """How long the server takes to start, and what a process holds while nobody asks for anything."""
    file = stand.folder / "bench.json"
    file.write_text(json.dumps(conference_file(SLUG, None)))
    stand.manage("load_conference", str(file), "--open")
    started = time.perf_counter()
    web = stand.serve("scripts.bench_wsgi:application")
    seconds = time.perf_counter() - started
    for _visit in range(20):
        stand.client().get(PATH)
    largest = max(map(resident, children(web.pid)))
    return [
        Line("start until the first answer", seconds, "s", goal=2),
        Line("web process at rest", largest, "MB", goal=120),
    ]


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def resident(pid: int) -> float:
    """Megabytes of memory a process holds."""
    status = Path(f"/proc/{pid}/status").read_text()
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kilobytes) / 1024


def registrations(stand: Stand) -> list[Line]:
    """Forms sent by eight clients, with cookies and CSRF token, beside a bare row under the same clients.

    The three take turns, so that a busy moment of the machine slows all of them.
    """
    numbers = count(1)
    calls: list[Call] = [
        lambda client, form: send(client, form, next(numbers)),
        lambda client, _form: journey(client, next(numbers)),
        lambda client, _form: client.post(REFERENCE, registration(next(numbers))),
    ]
    rounds = [[per_second(stand, call) for call in calls] for _round in range(ROUNDS)]
    sending, journeys, bare = map(statistics.median, zip(*rounds, strict=True))
    goal = 40.0 if stand.server_url else None
    return [
        Line("registrations sent", sending, "/s", bare, bare / sending, goal, at_least=True),
        Line("registrations from the form to the end", journeys, "/s", bare, bare / journeys),
    ]


def send(client: Client, form: dict[str, str], number: int) -> Answer:
    return client.post(PATH, {**form, **registration(number), "submission_key": f"bench-{number}"})


def journey(client: Client, number: int) -> Answer:
    """The form, the page to check, the end."""
    form = hidden_fields(client.get(PATH).text)
    client.post(PATH, {**form, **registration(number), "step": "check"})
    return client.post(PATH, {**form, **registration(number)})


def per_second(stand: Stand, call: Call) -> float:
    """How often eight clients get an answer; one that is an error ends the benchmark."""
    done, barrier = [0] * CLIENTS, threading.Barrier(CLIENTS)
    faults: list[str] = []

    def work(place: int) -> None:
        client = stand.client(place)
        form = hidden_fields(client.get(PATH).text)
        barrier.wait()
        begins = time.perf_counter() + WARM_UP
        while (now := time.perf_counter()) < begins + SECONDS and not faults:
            answer = call(client, form)
            if answer.status != 200 or 'data-outcome="invalid"' in answer.text:
                faults.append(f"{answer.status}: {answer.text[:300]}")
            done[place] += now >= begins

    threads = [threading.Thread(target=work, args=(place,)) for place in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit(f"A registration failed with {faults[0]}")
    return sum(done) / SECONDS


# Files ------------------------------------------------------------------------------------------


def exports(stand: Stand) -> list[Line]:
    """The list of 10,000 as CSV and XLSX, beside what the database itself can write of the same join."""
    stand.manage("rehearse", "--json", "--i-know", "--delegates", str(EXPORTED - 18))
    stand.django()
    what = f"{EXPORTED:,} × {len(COLUMNS)}"
    lines = []
    for code, goal in (("csv", 6.0), ("xlsx", 25.0)):
        ours, copied = best(partial(export, code), partial(copy_rows, stand))
        lines.append(
            Line(f"{code.upper()} of {what}", ours, "s", copied, ours / copied, goal if stand.server_url else None)
        )
    return lines


def best(*calls: Callable[[], Any], times: int = 3) -> list[float]:
    """Seconds of the fastest of some runs of each call; they take turns, so that a busy moment slows all of them."""

    def timed(call: Callable[[], Any]) -> float:
        started = time.perf_counter()
        call()
        return time.perf_counter() - started

    runs = [[timed(call) for call in calls] for _run in range(times)]
    return [min(of_one) for of_one in zip(*runs, strict=True)]


def export(code: str) -> None:
    from django.utils import timezone

    from attendees.domain.selections import Selection
    from attendees.exports import lists as files
    from conference.models import Conference

    selection = Selection(Conference.objects.get(slug="rehearsal-a"))
    wanted = files.Wanted(selection, COLUMNS, code, "en")
    record = files.export(wanted, io.BytesIO(), by=None, now=timezone.now())
    assert record.rows == EXPORTED, record.rows


def copy_rows(stand: Stand) -> None:
    """PostgreSQL's COPY; on SQLite its nearest kin, a bare cursor into a bare CSV writer."""
    from django.db import connection

    from conference.models import Conference

    statement = JOIN.format(conference=Conference.objects.get(slug="rehearsal-a").pk)
    with connection.cursor() as cursor:
        if stand.server_url:
            cursor.cursor.copy_expert(f"COPY ({statement}) TO STDOUT WITH CSV HEADER", io.BytesIO())
        else:
            csv.writer(io.StringIO()).writerows(cursor.connection.execute(statement))


# Papers ------------------------------------------------------------------------------------------


def papers(stand: Stand) -> list[Line]:
    """The list of participants of 2,000 and 1,000 badges, beside bare text through the same library."""
    make = partial(bench_papers.make, "list-of-participants", bench_papers.LISTED)
    make()
    before = resident(os.getpid())
    listed, lines = best(make, partial(bench_papers.bare, bench_papers.LISTED, bench_papers.LINES))
    grown = resident(os.getpid()) - before
    [issued] = best(partial(bench_papers.issue, bench_papers.LISTED))
    badges, pages = best(
        partial(bench_papers.make, "badges", bench_papers.BADGES),
        partial(bench_papers.bare, bench_papers.BADGES, bench_papers.PAGES),
    )
    made, bare = bench_papers.BADGES / badges, bench_papers.BADGES / pages
    return [
        Line(f"list of participants of {bench_papers.LISTED:,}, PDF", listed, "s", goal=3),
        Line("  beside bare text", listed, "s", lines, listed / lines),
        Line("  in three languages: the nine files of an issue", issued, "s"),
        Line("  the process that asks grows by", grown, "MB", goal=20),
        Line("badges with their codes", made, "/s", bare, badges / pages, 250.0, at_least=True),
    ]


# Tables of ministries ---------------------------------------------------------------------------


def tables(_stand: Stand) -> list[Line]:
    """A workbook of 1,000 people: to the plan, from the button to the end, and the same file again."""
    bench_tables.surround()
    lines = []
    for prefix, mode, who in (("a", "SECRETARIAT", "who wait"), ("b", "AUTOMATIC", "who are seated, with letters")):
        bench_tables.approve(mode)
        data = bench_tables.workbook(prefix, seed=ord(prefix))
        cells = bench_tables.bare(data)
        planned, applied, counts = bench_tables.take_over(data)
        assert sum(counts.values()) == bench_tables.ROWS, counts
        what = f"table of {bench_tables.ROWS:,}"
        lines.append(Line(f"{what}: planned", planned, "s", goal=5))
        lines.append(Line("  beside its bare cells", planned, "s", cells, planned / cells))
        lines.append(Line(f"{what}: taken over, {who}", applied, "s", goal=3))
    lines.append(Line(f"{what}: sent again, planned", bench_tables.take_over(data)[0], "s", goal=5))
    return lines


# The organisers' list ---------------------------------------------------------------------------


def lists(stand: Stand) -> list[Line]:
    """The delegate list with 20,000 delegates, as a manager's browser asks the web server for it."""
    from django.urls import reverse
    from django.utils import timezone

    from attendees.domain import crowds
    from conference.models import Conference

    conference = Conference.objects.get(slug="rehearsal-a")
    crowds.gather(conference, LISTED - EXPORTED, now=timezone.now(), seed=2)
    settle(stand)
    client, address = signed_in(stand), reverse("admin:attendees_delegate_changelist")
    pages = {"first page": "", "search": "?q=zhumabaev", "search, nobody found": "?q=nobodylikethis"}
    visits = [page(stand, words, partial(client.get, address + query)) for words, query in pages.items()]
    # Whoever registers lets the numbers beside the filters be counted anew.
    registered = partial(crowds.gather, conference, 1, now=timezone.now())
    visits.append(page(stand, "first page after a change", partial(client.get, address), before=registered))
    return [line for visit in visits for line in visit]


def settle(stand: Stand) -> None:
    """What autovacuum does within a minute of such a load: before it, PostgreSQL plans for an empty table."""
    from django.db import connection

    if stand.server_url:
        connection.cursor().execute("VACUUM ANALYZE")


def signed_in(stand: Stand) -> Client:
    """A manager's browser."""
    from django.test import Client as Browser

    from accounts.models import User

    browser, client = Browser(headers={"host": HOST, "x-forwarded-proto": "https"}), stand.client()
    browser.force_login(User.objects.get(username="rehearsal-a-manager"))
    client.cookies = {name: cookie.value for name, cookie in browser.cookies.items()}
    return client


def page(stand: Stand, words: str, visit: Callable[[], Answer], before: Callable[[], Any] | None = None) -> list[Line]:
    """Milliseconds until the answer, the median of fifteen visits after two that warm up, and what they cost."""
    seconds, processor = [], 0.0
    for place in range(17):
        if before:
            before()
        worked = processor_time(stand)
        answer = visit()
        assert answer.status == 200, answer.status
        if place > 1:
            seconds.append(answer.seconds)
            processor += processor_time(stand) - worked
    return [
        Line(f"list of {LISTED:,}: {words}", 1000 * statistics.median(seconds), "ms", goal=100),
        Line("  the web server's processor time for it", 1000 * processor / len(seconds), "ms"),
    ]


def processor_time(stand: Stand) -> float:
    """Seconds the processes of the web server have worked."""
    tables = [Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2] for pid in children(stand.processes[0].pid)]
    return sum(int(ticks) for table in tables for ticks in table.split()[11:13]) / os.sysconf("SC_CLK_TCK")


# One person once ----------------------------------------------------------------------------------

#: New names of every kind: common ones, one in two scripts, a single one, one nobody has.
NEWCOMERS = (
    ("Osmonov", "Azamat", "Осмонов", "Азамат"), ("Karimov", "Rustam"), ("Stoyanov", "Georgi"), ("Ionescu", "Andrei"),
    ("Nurlan uulu", "Bekzhan", "Нурлан уулу", "Бекжан"), ("", "Azamat"), ("Zzyzx", "Qwerty"),
)  # fmt: skip


def likenesses(stand: Stand) -> list[Line]:
    """Who of 20,000 is like one new name – the slowest of seven names – and everybody like everybody."""
    from django.utils import timezone

    from attendees.domain import duplicates
    from conference.models import Conference
    from core.likeness import Person

    conference = Conference.objects.get(slug="rehearsal-a")
    asked = [partial(duplicates.like, conference, Person(*names)) for names in NEWCOMERS]
    slowest = 1000 * max(best(*asked, times=5))
    [all_of_them] = best(partial(duplicates.look_over, conference, now=timezone.now()), times=1)
    return [
        Line(f"one new name beside {LISTED:,}", slowest, "ms", goal=200),
        Line(f"everybody of {LISTED:,} beside everybody", all_of_them, "s"),
    ]


# Memory -----------------------------------------------------------------------------------------


def memory(stand: Stand) -> list[Line]:
    """The most a process holds that exports 20,000."""
    return [
        Line(f"{code.upper()} of {LISTED:,}: memory at the most", export_process(stand, code), "MB", goal=150)
        for code in ("csv", "xlsx")
    ]


def export_process(stand: Stand, code: str) -> float:
    """Megabytes, measured from a small process: a child of this large one would be counted with its parent."""
    command = ["manage.py", "export_delegates", "rehearsal-a", "--format", code, "--output", str(stand.folder / code)]
    export = [str(BIN / "python"), *command, "--columns", ",".join(COLUMNS)]
    watched = [sys.executable, "-c", PEAK, *export]
    done = subprocess.run(watched, cwd=ROOT, env=stand.environment, capture_output=True, text=True, check=True)
    return int(done.stdout) / 1024


# Badges -----------------------------------------------------------------------------------------


def badges(stand: Stand) -> list[Line]:
    """A thousand badges with their codes, then with photos as well, from the tables to the file."""
    from conference.models import Category, Conference

    conference = Conference.objects.get(slug="rehearsal-a")
    line = _badges(conference, "badges with QR", 250)
    Category.objects.filter(conference=conference).update(photo="REQUIRED")
    give_photos(conference)
    return [line, _badges(conference, "badges with QR and photo", 60)]


def _badges(conference: Any, what: str, goal: float) -> Line:
    from django.utils import timezone

    from attendees.papers import registry
    from attendees.papers.registry import Options

    paper = registry.get("badges")

    def make() -> None:
        made = registry.make(paper, conference, Options(timezone.now(), limit=BADGES))
        assert (made.count, made.problems) == (BADGES, ()), made.problems[:3]

    ours, bare = (BADGES / seconds for seconds in best(make, bare_text, times=2))
    return Line(f"{BADGES:,} {what}", ours, "/s", bare, bare / ours, goal, at_least=True)


def bare_text() -> None:
    """The least a badge can be: a name in large letters on a page, set by typst itself."""
    import typst

    names = json.dumps([f"Name of person {number}" for number in range(BADGES)])
    source = b"#for name in json(bytes(sys.inputs.names)) { page(text(size: 34pt, name)) }"
    typst.compile(source, format="pdf", sys_inputs={"names": names}, pdf_tags=False)


def give_photos(conference: Any) -> None:
    """To everybody who was printed a photo of their own, as large as photos are kept."""
    from django.core.files.base import ContentFile
    from PIL import Image

    from attendees.models import Delegate

    noise = Image.effect_noise((300, 400), 60).convert("RGB").resize((900, 1200))
    for number, delegate in enumerate(Delegate.objects.filter(badges__conference=conference)):
        noise.putpixel((number % 900, number // 900), (255, 0, 0))
        content = io.BytesIO()
        noise.save(content, "JPEG", quality=80)
        delegate.photo.save(f"{number}.jpg", ContentFile(content.getvalue()))


if __name__ == "__main__":
    sys.exit(main())
