"""Every page somebody may see, and the way to it: the table the tests of accessibility and of weight walk."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.browser.scene import Scene
from tests.browser.steps import ANSWERS, CHECK, SEND, choose_state, fill
from tests.browser.windows import Window

FORM = "/{slug}/register/member-state/"


@dataclass(frozen=True)
class Place:
    """An address, who comes in, and what is done there before the page is looked at."""

    path: str
    who: str = ""
    then: Callable[[Any], None] | None = None
    status: int = 200

    def reach(self, window: Window, scene: Scene) -> None:
        """Bring the window to the place."""
        window.context.clear_cookies(name="sid")
        if self.who:
            window.context.add_cookies(scene.cookies(self.who, window.address))
        answer = window.go(self.path.format_map(scene.words()))
        assert answer.status == self.status, f"{self.path} answered {answer.status}"
        if self.then:
            self.then(window.page)


def send_empty(page: Any) -> None:
    page.locator("main form button[type=submit], main form button:not([type])").last.click()
    page.locator(".errors, .errornote").wait_for()


def check_nothing(page: Any) -> None:
    page.locator(CHECK).click()
    page.locator(".errors").wait_for()


def check_all(page: Any) -> None:
    fill(page)
    page.locator(CHECK).click()
    page.locator("dl.answers").first.wait_for()


def send_all(page: Any) -> None:
    fill(page, email=f"somebody{id(page)}@example.org")
    page.locator(CHECK).click()
    page.locator(SEND).click()
    page.locator("[data-reference]").wait_for()


def open_states(page: Any) -> None:
    choose_state(page, "country", "KG", "Kyrgyz")
    page.locator("#id_nationality-search").fill("guin")
    page.locator("#id_nationality-list [role=option]").first.wait_for()


def ask_for_link(page: Any) -> None:
    page.locator("[name=email]").fill(ANSWERS["email"])
    page.locator("main form button").click()
    page.locator("[data-outcome=received]").wait_for()


PUBLIC = {
    "home": Place("/"),
    "conference": Place("/{slug}/"),
    "conference closed": Place("/closed/"),
    "conference cancelled": Place("/cancelled/"),
    "programme": Place("/{slug}/programme/"),
    "programme without sessions": Place("/closed/programme/"),
    "privacy notice": Place("/{slug}/privacy/"),
    "categories": Place("/{slug}/register/"),
    "categories, one full": Place("/full/register/"),
    "registration closed": Place("/closed/register/"),
    "registration not yet open": Place("/not-yet/register/"),
    "by invitation": Place("/{slug}/register/special-guest/"),
    "form": Place(FORM),
    "lost link": Place("/my/link/"),
    "personal link": Place("/my/{approved}/"),
    "accessibility": Place("/accessibility/"),
    "not found": Place("/nothing-here/", status=404),
    "sign-in": Place("/accounts/login/"),
    "forgotten password": Place("/accounts/password/reset/"),
}
STEPS = {
    "form with a list of States": Place(FORM, then=open_states),
    "form with errors": Place(FORM, then=check_nothing),
    "check your answers": Place(FORM, then=check_all),
    "done": Place(FORM, then=send_all),
    "link sent": Place("/my/link/", then=ask_for_link),
    "sign-in with errors": Place("/accounts/login/", then=send_empty),
}
MINE = {
    **{f"my page, {status}": Place("/my/", who=status) for status in ("approved", "pending", "waitlisted", "returned")},
    **{f"my page, {status}": Place("/my/", who=status) for status in ("rejected", "withdrawn")},
    "correct my data": Place("/my/correct/", who="pending"),
    "correct and send again": Place("/my/correct/", who="returned"),
    "nothing to correct": Place("/my/correct/", who="rejected"),
    "my sessions": Place("/my/sessions/", who="approved"),
    "withdraw": Place("/my/withdraw/", who="approved"),
}
