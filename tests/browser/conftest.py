"""A real browser for the journeys: Debian's Chromium, headless, one for each module of tests.

A `visit` opens windows of any size, language and taste; what a page complains about fails the test.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.scene import Scene, bishkek
from tests.browser.windows import CHROMIUM, FLAGS, Window, window


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser, and says so where there is none."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed"))


@pytest.fixture(scope="module")
def browser() -> Iterator:
    """Chromium, for one module: its loop must not be running under other tests."""
    # Playwright keeps a loop running, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def visit(browser, live_server: LiveServer) -> Iterator[Callable[..., Window]]:
    """Open windows on the live server; at the end none may have complained."""
    opened: list[Window] = []

    def open_window(**taste) -> Window:
        opened.append(window(browser, live_server.url, **taste))
        return opened[-1]

    yield open_window
    for each in opened:
        each.context.close()
    assert [complaint for each in opened for complaint in each.complaints] == []


@pytest.fixture
def scene(transactional_db) -> Scene:
    """The Bishkek conference, open for registration, with a few people in it; anew for every test."""
    return bishkek()
