"""Windows of the browser, and what every page must keep to in any of them."""

import gzip
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings

CHROMIUM = Path(os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-background-networking"]
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"

NARROW = {"width": 320, "height": 640}
PHONE = {"width": 375, "height": 740}
DESKTOP = {"width": 1280, "height": 800}
#: What a browser set to the language asks for.
LOCALES = {"en": "en-GB", "ru": "ru-RU", "ky": "ky-KG"}
#: Longer is a fault of the page and not of a busy machine.
PATIENCE = 10_000

AXE_RUN = """rules => axe.run(document, {resultTypes: ["violations"], ...(rules.length && {runOnly: rules})}).then(
  found => found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 200)}`)))"""


@dataclass
class Window:
    """One window with its own cookies. `complaints` collects what the browser finds wrong."""

    context: Any
    page: Any
    address: str
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Any:
        """Open an address of the site, and wait until all of it has arrived."""
        return self.page.goto(f"{self.address}{path}", wait_until="load")

    def watch(self) -> "Window":
        """Listen to what the browser complains about."""
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        return self

    def _hear(self, message: Any) -> None:
        # A refused form is answered with 4xx, which the console reports as an error of its own.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"{self.page.url}: {message.text}")


def window(browser: Any, address: str, *, size: dict[str, int] = DESKTOP, language: str = "en", **taste: Any) -> Window:
    """A fresh window: `scripts=False` without JavaScript, `scheme="dark"`, `policy=False` for tools."""
    context = browser.new_context(
        viewport=size,
        locale=LOCALES[language],
        java_script_enabled=taste.pop("scripts", True),
        color_scheme=taste.pop("scheme", "light"),
        bypass_csp=not taste.pop("policy", True),
        reduced_motion="reduce",
        **taste,
    )
    return Window(context, context.new_page(), address).watch()


def axe_findings(page: Any, *rules: str) -> list[str]:
    """What axe-core finds on the page as it is now, by these rules or all. Needs a window without the policy."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(AXE_RUN, rules)


def sideways(page: Any) -> list[str]:
    """What sticks out of the window to the side, with how far the page scrolls; nothing at best."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const out = [...document.body.querySelectorAll("*")].filter(
            each => each.getBoundingClientRect().right > width + 1);
          return [`${document.documentElement.scrollWidth} > ${width}`,
            ...out.slice(0, 3).map(each => each.outerHTML.slice(0, 120))];
        }"""
    )


def compressed(body: bytes) -> int:
    """How many bytes go over the line."""
    return len(gzip.compress(body, 9))
