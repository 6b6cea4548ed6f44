"""`make papers`: every paper of the demonstration conference, in its languages and formats, into var/papers/.

The conference is made for it in a database of its own, as it stands the week after, so that certificates can be given.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "papers"
SLUG = "bishkek-2024"
LANGUAGES = ("en", "ru", "ky")


def main() -> int:
    wanted = set(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        demonstration(Path(folder))
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        failed = [line for line in papers(wanted) if "refused" in line]
    print(f"\nThey are in {FOLDER.relative_to(ROOT)}/.")
    return 1 if failed else 0


def demonstration(folder: Path) -> None:
    """The conference of Bishkek in a database of its own."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{folder}/papers.sqlite3",
        "MEDIA_ROOT": str(folder / "media"),
    }
    sys.path.insert(0, str(ROOT))
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_countries", verbosity=0)
    call_command("seed_demo", stage="after", verbosity=0)


def papers(wanted: set[str]) -> Iterator[str]:
    """Make them one after the other and say what came of each."""
    from attendees.papers import registry
    from conference.models import Conference

    conference = Conference.objects.get(slug=SLUG)
    for code, paper in sorted(registry.all_papers().items()):
        for language in [each for each in LANGUAGES if each in paper.languages]:
            for format_ in paper.formats:
                if not wanted or code in wanted:
                    line = one(paper, conference, language, format_)
                    print(line, flush=True)
                    yield line


def one(paper: Any, conference: Any, language: str, format_: str) -> str:
    """Make one file and say how many people are in it and how long it took, or why there is none."""
    from django.utils import timezone

    from attendees.papers import registry
    from attendees.papers.registry import Options
    from core.errors import DomainError

    name = f"{paper.code}-{language}.{format_}"
    started = time.perf_counter()
    try:
        made = registry.make(paper, conference, Options(timezone.now(), language=language, format=format_))
    except DomainError as refusal:
        return f"{name:<36} refused: {refusal}"
    (FOLDER / name).write_bytes(made.file)
    seconds = time.perf_counter() - started
    remarks = "".join(f"\n{'':<36} {problem}" for problem in made.problems[:5])
    return f"{name:<36} {made.count:>5} · {len(made.file) / 1024:>7.0f} kB · {seconds:.1f} s{remarks}"


if __name__ == "__main__":
    sys.exit(main())
