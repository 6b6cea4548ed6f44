"""Papers beside bare text set by the same library: a list of 2,000, badges, the memory of who asks; an issued list."""

import subprocess
import sys
from dataclasses import replace

LISTED, BADGES = 2_000, 1_000
ISSUED_IN = ("en", "ru", "ky")
#: So many lines, or pages, of bare text through the library itself; prints the seconds it took.
BARE = """
import sys, time, typst
many, between = int(sys.argv[1]), sys.argv[2]
text = between.join(f"Mr. Given{n} FAMILY{n}, Deputy Head of Department, Ministry of Justice" for n in range(many))
started = time.perf_counter()
typst.compile(text.encode(), format="pdf", ignore_system_fonts=True)
print(time.perf_counter() - started)
"""
LINES, PAGES = "\n\n", "\n#pagebreak()\n"


def bare(many: int, between: str) -> None:
    """Bare text, in a process of its own like ours."""
    subprocess.run([sys.executable, "-c", BARE, str(many), between], capture_output=True, check=True)


def make(code: str, limit: int) -> None:
    """One paper, as the command line makes it, by a typesetter that has nothing in its memory."""
    from django.utils import timezone

    from attendees.papers import engine, registry
    from attendees.papers.registry import Options
    from conference.models import Conference

    engine.close()
    conference = Conference.objects.get(slug="rehearsal-a")
    made = registry.make(registry.get(code), conference, Options(timezone.now(), limit=limit))
    assert made.count == limit, made.count


def issue(limit: int) -> None:
    """Every file of an issue in three languages, for so many people; nothing is issued."""
    from django.utils import timezone

    from attendees.domain import participant_lists
    from attendees.enums import ListStatus
    from attendees.papers import engine, issuing
    from conference.models import Conference

    engine.close()
    conference = Conference.objects.get(slug="rehearsal-a")
    plan = participant_lists.plan(
        conference, status=ListStatus.PROVISIONAL, languages=ISSUED_IN, symbol="", now=timezone.now()
    )
    made = issuing.made(replace(plan, roll=replace(plan.roll, entries=list(plan.roll.entries)[:limit])))
    assert len(made) == 9, len(made)
