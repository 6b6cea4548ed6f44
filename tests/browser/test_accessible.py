"""axe-core finds nothing, and nothing sticks out: every page, every language, light and dark, 320 pixels."""

import pytest

from tests.browser.badge_scene import with_badges
from tests.browser.delegation_scene import with_members
from tests.browser.issued_scene import with_revisions
from tests.browser.paper_scene import with_issued, with_papers
from tests.browser.places import (
    BADGES,
    DECIDING,
    DELEGATION,
    HOLDING,
    ISSUED,
    MINE,
    PAPERS,
    PUBLIC,
    STEPS,
    TABLES,
    VERIFYING,
    Place,
)
from tests.browser.scene import Scene, with_neighbours, with_people
from tests.browser.table_scene import with_tables
from tests.browser.windows import LOCALES, NARROW, Window, axe_findings, sideways

#: Only these can differ in the dark.
COLOURS = ("color-contrast", "link-in-text-block")
GROUPS = {
    "public": PUBLIC,
    "steps": STEPS,
    "mine": MINE,
    "verifying": VERIFYING,
    "delegation": DELEGATION,
    "deciding": DECIDING,
    "holding": HOLDING,
}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("group", GROUPS)
def test_nothing_is_amiss(group, language, visit, scene):
    with_neighbours(with_people(scene))
    if group == "delegation":
        with_members(scene)
    if group == "verifying":
        with_issued(scene)
    # axe writes inline styles, which the policy would block.
    window = visit(size=NARROW, language=language, policy=False)

    found = {name: look(place, window, scene, language) for name, place in GROUPS[group].items()}

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_amiss_with_papers_and_changes(language, visit, scene):
    with_papers(with_people(scene))
    window = visit(size=NARROW, language=language, policy=False)

    found = {name: look(place, window, scene, language) for name, place in PAPERS.items()}

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_amiss_with_tables(language, visit, scene):
    with_tables(with_people(scene))
    window = visit(size=NARROW, language=language, policy=False)

    found = {name: look(place, window, scene, language) for name, place in TABLES.items()}

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_amiss_with_what_was_issued(language, visit, scene):
    with_revisions(with_people(scene))
    window = visit(size=NARROW, language=language, policy=False)

    found = {name: look(place, window, scene, language) for name, place in ISSUED.items()}

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_amiss_with_badges(language, visit, scene):
    with_badges(with_people(scene))
    window = visit(size=NARROW, language=language, policy=False)

    found = {name: look(place, window, scene, language) for name, place in BADGES.items()}

    assert {name: findings for name, findings in found.items() if findings} == {}


def look(place: Place, window: Window, scene: Scene, language: str) -> list[str]:
    """What is found at a place, light and dark."""
    page = window.page
    page.emulate_media(color_scheme="light")
    found = place.reach(window, scene) + axe_findings(page) + sideways(page)
    if page.locator("html").get_attribute("lang") != language:
        found.append("the page is in another language")
    page.emulate_media(color_scheme="dark")
    page.evaluate("Promise.all(document.getAnimations().map(each => each.finished))")
    return found + [f"dark: {finding}" for finding in axe_findings(page, *COLOURS)]


class TestTheRuleWouldNotice:
    def page(self, visit, scene):
        window = visit(size=NARROW, policy=False)
        window.go("/accessibility/")
        return window.page

    def test_a_picture_without_words(self, visit, scene):
        page = self.page(visit, scene)
        page.evaluate("document.querySelector('h1').append(document.createElement('img'))")

        assert [finding.partition(":")[0] for finding in axe_findings(page)] == ["image-alt"]

    def test_words_that_can_hardly_be_read(self, visit, scene):
        page = self.page(visit, scene)
        page.evaluate("document.querySelector('h1').style.color = getComputedStyle(document.body).backgroundColor")

        assert [finding.partition(":")[0] for finding in axe_findings(page)] == ["color-contrast"]

    def test_a_line_that_does_not_fit(self, visit, scene):
        page = self.page(visit, scene)
        page.evaluate("document.querySelector('h1').textContent = 'x'.repeat(300)")
        page.evaluate("document.querySelector('h1').style.overflowWrap = 'normal'")

        assert sideways(page) != []
