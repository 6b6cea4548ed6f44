"""Take the pictures of README.md anew: the demonstration in a database of its own, in Debian's Chromium,
and the first pages of papers by poppler.

    .venv/bin/python scripts/screenshots.py

Writes docs/pictures/. The people are those of the seeded demonstration, dated relative to today.
"""

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, sync_playwright
from stand import free_port

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
PICTURES = ROOT / "docs" / "pictures"
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
BIND = f"127.0.0.1:{free_port()}"
ADDRESS = f"http://{BIND}"
DESKTOP, PHONE = (1280, 800), (375, 760)
#: Enough for flat pages; a picture of the README stays under 150 kB.
COLOURS = 96
MARGIN = 24
PATIENCE = 60
#: Of the pages of papers: dots an inch, and the line around them.
DOTS, EDGE = 78, "#b4bcc2"


@dataclass(frozen=True)
class View:
    """One picture: what is shown, to whom, how."""

    path: str
    who: str = ""
    size: tuple[int, int] = DESKTOP
    language: str = "en"
    scheme: Any = "light"


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        places = prepare(Path(folder))
        with server(), sync_playwright() as player:
            browser = player.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for name, views in pictures(places).items():
                save(name, [photograph(browser, view, places) for view in views])
            browser.close()
        for name, pages in papers(places["slug"]).items():
            save(name, pages)


def pictures(places: dict[str, str]) -> dict[str, list[View]]:
    """Name of the picture → its parts, side by side."""
    slug = places["slug"]
    delegates = "/admin/attendees/delegate/"
    return {
        "conference": [View(f"/{slug}/")],
        "phones": [
            View(f"/{slug}/register/member-state/#id_family_name", size=PHONE, language="ru"),
            View(f"/{slug}/", size=PHONE, language="ky"),
            View("/my/#pass", who="delegate", size=PHONE, scheme="dark"),
        ],
        "delegation": [
            View("/delegation/", who="focal", size=PHONE, language="ru"),
            View("/delegation/#people", who="focal", size=PHONE, language="ky"),
            View("/delegation/papers/send/", who="focal", size=PHONE),
        ],
        "first-page": [View("/admin/", who="organiser", size=(1280, 900))],
        "delegates": [View(delegates, who="organiser")],
        "paper": [View(f"/admin/attendees/document/{places['paper']}/change/", who="organiser", size=(1280, 900))],
        "delegate": [View(f"{delegates}{places['pending']}/change/", who="organiser", size=(1280, 900))],
    }


def prepare(folder: Path) -> dict[str, str]:
    """A new database with the demonstration; who can be shown in it."""
    os.environ |= {
        "DEBUG": "true",
        "DATABASE_URL": f"sqlite:///{folder / 'pictures.sqlite3'}",
        "MEDIA_ROOT": str(folder / "media"),
        "EMAIL_URL": f"file://{folder / 'letters'}",
        "SITE_URL": ADDRESS,
        "LOG_LEVEL": "WARNING",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    sys.path.insert(0, str(ROOT))
    return _seed()


def _seed() -> dict[str, str]:
    import django  # needs the environment above

    django.setup()
    from django.core.management import call_command  # needs the set-up above

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("migrate", verbosity=0)
    call_command("load_countries", stdout=io.StringIO())
    call_command("seed_demo", stdout=io.StringIO())
    said = io.StringIO()
    call_command("create_organiser", stdout=said)
    return {"password": said.getvalue().split("Password:")[1].split()[0], **_people()}


def _people() -> dict[str, str]:
    from attendees.models import Delegate, Document, FocalPoint  # needs the set-up above

    states = Delegate.objects.filter(category__code="MEMBER_STATE").exclude(cyrillic_family_name="").order_by("number")
    approved = states.filter(status="APPROVED", language="en").first() or states.filter(status="APPROVED")[0]
    pending = states.filter(status="PENDING")[0]
    point = FocalPoint.objects.filter(delegation__country="KZ", revoked_at=None)[0]
    return {
        "slug": pending.conference.slug,
        "delegate": f"/my/{approved.link_token}/",
        "focal": f"/delegation/{point.link_token}/",
        "pending": str(pending.pk),
        "paper": str(Document.objects.filter(status="RECEIVED")[0].pk),
    }


@contextmanager
def server() -> Iterator[None]:
    """The web server as `make run` starts it."""
    command = [str(BIN / "gunicorn"), "--config", "config/gunicorn.py"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "BIND": BIND})
    try:
        _wait_for(f"{ADDRESS}/healthz")
        yield
    finally:
        process.terminate()
        process.wait()


def _wait_for(url: str) -> None:
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310  our own address
            return
        except urllib.error.URLError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.2)


def photograph(browser: Browser, view: View, places: dict[str, str]) -> Image.Image:
    """What somebody sees first at an address."""
    width, height = view.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        locale=view.language,
        color_scheme=view.scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    _come_in(page, view.who, places)
    page.goto(ADDRESS + view.path, wait_until="networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    return picture


def _come_in(page: Page, who: str, places: dict[str, str]) -> None:
    if who in places:  # by a personal link
        page.goto(ADDRESS + places[who])
        page.locator("main form button").click()
    elif who:
        page.goto(f"{ADDRESS}/admin/")
        page.locator("[name=login]").fill(who)
        page.locator("[name=password]").fill(places["password"])
        page.locator("main form button").click()
        if page.url.endswith("/choose/"):
            page.locator(f"a[href='/admin/c/{places['slug']}/']").first.click()
    page.wait_for_load_state()


def papers(slug: str) -> dict[str, list[Image.Image]]:
    """Name of the picture → pages of papers, side by side."""
    from django.utils import timezone

    from attendees.domain import attendances, participant_lists
    from attendees.models import Delegate
    from attendees.papers import issuing, registry
    from attendees.papers.registry import Options
    from conference.models import Conference

    conference, now = Conference.objects.get(slug=slug), timezone.now()
    people = Delegate.objects.for_conference(conference).approved().counted()
    for half in attendances.halves(conference):
        attendances.write_down(conference, half, [each.number for each in people], by=None, now=now)

    def page(code: str, language: str) -> Image.Image:
        made = registry.make(registry.get(code), conference, Options(now, language=language, limit=8))
        return first_page(made.file)

    plan = participant_lists.plan(conference, status="PROVISIONAL", languages=["en"], now=now)
    the_list = next(file for file in issuing.made(plan) if file.format == "pdf")
    return {
        "papers": [first_page(the_list.content), page("badges", "en")],
        "sheets": [page("sign-in-sheets", "ru"), page("certificates", "ky")],
    }


def first_page(pdf: bytes) -> Image.Image:
    """The first page of a paper with a thin line around it: paper is as white as the page it is shown on."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "paper.pdf"
        file.write_bytes(pdf)
        command = ["pdftoppm", "-r", str(DOTS), "-l", "1", "-singlefile", "-png", str(file), f"{folder}/page"]
        subprocess.run(command, check=True, capture_output=True)
        picture = Image.open(f"{folder}/page.png").convert("RGB")
    ImageDraw.Draw(picture).rectangle((0, 0, picture.width - 1, picture.height - 1), outline=EDGE)
    return picture


def save(name: str, parts: list[Image.Image]) -> None:
    """The parts side by side, in few colours."""
    width = sum(part.width for part in parts) + MARGIN * (len(parts) - 1)
    sheet = Image.new("RGB", (width, max(part.height for part in parts)), "white")
    left = 0
    for part in parts:
        sheet.paste(part.convert("RGB"), (left, 0))
        left += part.width + MARGIN
    file = PICTURES / f"{name}.png"
    sheet.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    print(f"{file.relative_to(ROOT)}: {sheet.width} × {sheet.height}, {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
