"""Everybody at once (goal L-01): 200 clients register for 50 seats of a real server at one instant.

Counted three times, from the database, from what the clients were told and from the letters, and
compared. With --without-lock the same rush must oversell, or the count above proves nothing.
"""

import argparse
import json
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from stand import Client, Stand, conference_file, databases, hidden_fields, registration

SLUG, PATH = "rush", "/rush/register/un-system/"
OUTCOME = re.compile(r'data-outcome="(\w+)"')
POSITION = re.compile(r'class="figure">(\d+)<')


@dataclass
class Told:
    """What one client was told."""

    status: int
    word: str
    position: int | None
    seconds: float


@dataclass
class Counts:
    """The rush, as each of the three saw it."""

    told: list[Told]
    statuses: Counter[str] = field(default_factory=Counter)
    numbers: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    letters: Counter[str] = field(default_factory=Counter)
    mailboxes: set[str] = field(default_factory=set)


def main() -> int:
    arguments = parse()
    if arguments.database == "all":
        return max(once_more(database) for database in databases("all"))
    database = next(databases(arguments.database))
    counts = rush(database, arguments)
    faults = control_faults(counts, arguments) if arguments.without_lock else faults_of(counts, arguments)
    print(report("SQLite" if database == "sqlite" else "PostgreSQL", counts, faults), flush=True)
    return 1 if faults else 0


def once_more(database: str) -> int:
    """The same in a process of its own: Django knows one database."""
    command = [sys.executable, __file__, *sys.argv[1:], "--database", database]
    return subprocess.run(command, check=False).returncode


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="sqlite", help="sqlite, postgresql, the address of a server, or all")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seats", type=int, default=50)
    parser.add_argument("--patience", type=float, default=10.0, help="seconds within which everybody has an answer")
    parser.add_argument("--without-lock", action="store_true", help="the control, which must oversell")
    return parser.parse_args()


def rush(database: str, arguments: argparse.Namespace) -> Counts:
    with Stand(database) as stand:
        file = stand.folder / "rush.json"
        file.write_text(json.dumps(conference_file(SLUG, arguments.seats)))
        stand.manage("load_conference", str(file), "--open")
        without = {"RUSH_WITHOUT_LOCK": "1"} if arguments.without_lock else {}
        stand.serve("scripts.rush_wsgi:application", **without)
        counts = Counts(together(stand, arguments.clients))
        stand.manage("run_worker", "--once")
        stand.django()
        count_rows(counts)
        count_letters(counts, stand.letters)
        return counts


# The clients ------------------------------------------------------------------------------------


def together(stand: Stand, number: int) -> list[Told]:
    """Every client opens the form and waits; then all send at once."""
    told: list[Told | None] = [None] * number
    clients = [stand.client(place) for place in range(number)]
    forms = [hidden_fields(client.get(PATH).text) for client in clients]
    barrier = threading.Barrier(number)

    def send(place: int) -> None:
        clients[place].close()
        barrier.wait()
        told[place] = register(clients[place], forms[place], place)

    at_once(send, number)
    return [each or Told(0, "lost", None, 0.0) for each in told]


def at_once(call: Callable[[int], None], number: int) -> None:
    threads = [threading.Thread(target=call, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def register(client: Client, form: dict[str, str], place: int) -> Told:
    try:
        answer = client.post(PATH, {**form, **registration(place)})
    except OSError as problem:
        return Told(0, type(problem).__name__, None, 0.0)
    word, position = OUTCOME.search(answer.text), POSITION.search(answer.text)
    return Told(answer.status, word[1] if word else "none", int(position[1]) if position else None, answer.seconds)


# The counts -------------------------------------------------------------------------------------


def count_rows(counts: Counts) -> None:
    from attendees.models import Delegate

    rows = Delegate.objects.filter(conference__slug=SLUG)
    counts.statuses = Counter(rows.values_list("status", flat=True))
    counts.numbers = sorted(rows.values_list("number", flat=True))
    counts.waiting = list(rows.waiting().values_list("number", flat=True))


def count_letters(counts: Counts, folder: Path) -> None:
    """The files the worker wrote, one for each letter."""
    for file in folder.glob("*.eml"):
        letter = message_from_bytes(file.read_bytes(), policy=default)
        counts.letters[str(letter["Subject"])] += 1
        counts.mailboxes.add(str(letter["To"]))


def faults_of(counts: Counts, arguments: argparse.Namespace) -> list[str]:
    """Everything that is not as it must be, in words."""
    seats, waiting = min(arguments.seats, arguments.clients), max(arguments.clients - arguments.seats, 0)
    words = Counter(each.word for each in counts.told)
    wanted = {"APPROVED": seats, "WAITLISTED": waiting}
    positions = sorted(each.position for each in counts.told if each.position)
    checks = {
        f"the database has {dict(counts.statuses)}": counts.statuses == Counter(wanted),
        f"the clients were told {dict(words)}": words == Counter(approved=seats, waitlisted=waiting),
        "somebody got no answer, or an error": all(each.status == 200 for each in counts.told),
        "numbers are missing or double": counts.numbers == list(range(1, arguments.clients + 1)),
        "the first were not seated": counts.waiting == counts.numbers[seats:],
        "positions are not 1 to the last": positions == list(range(1, waiting + 1)),
        f"{len(counts.mailboxes)} people got a letter": len(counts.mailboxes) == arguments.clients,
        f"the letters are {dict(counts.letters)}": sorted(counts.letters.values()) == sorted((seats, waiting)),
        "an answer took too long": max(each.seconds for each in counts.told) <= arguments.patience,
    }
    return [fault for fault, is_right in checks.items() if not is_right]


def control_faults(counts: Counts, arguments: argparse.Namespace) -> list[str]:
    """The control must give away more seats than there are."""
    oversold = counts.statuses["APPROVED"] > arguments.seats
    return [] if oversold else ["without the lock nothing was oversold: the rush proves nothing"]


def report(name: str, counts: Counts, faults: list[str]) -> str:
    slowest = max(each.seconds for each in counts.told)
    lines = [
        f"{name}: {len(counts.told)} clients, slowest answer {slowest:.1f} s",
        f"  database {dict(counts.statuses)}",
        f"  clients  {dict(Counter(each.word for each in counts.told))}",
        f"  letters  {counts.letters.total()} to {len(counts.mailboxes)} mailboxes",
        *(f"  FAULT: {fault}" for fault in faults),
    ]
    return "\n".join(lines if faults else [*lines, "  as it must be"])


if __name__ == "__main__":
    sys.exit(main())
