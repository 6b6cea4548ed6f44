"""An officer and a person registered twice: side by side, merged, and two again (R-11, R-32, R-34)."""

import pytest
from playwright.sync_api import expect

from attendees.domain import duplicates
from attendees.models import Delegate
from tests.browser.scene import Scene
from tests.browser.test_organisers import BOTH, decide, signed_in
from tests.browser.windows import DESKTOP, PHONE, sideways
from tests.factories import NOON, make_delegate

LIST = "/admin/attendees/likeness/"


def registered_twice(scene: Scene) -> tuple[Delegate, Delegate]:
    """Nurlan uulu Bekzhan, and the same man as another clerk wrote him down."""
    category = scene.conference.categories.get(code="MEMBER_STATE")
    first = make_delegate(
        category=category,
        status="APPROVED",
        family_name="Nurlan uulu",
        given_name="Bekzhan",
        cyrillic_family_name="Нурлан уулу",
        cyrillic_given_name="Бекжан",
        sex="M",
        position="Head of Department",
        email="bekzhan@example.org",
    )
    second = make_delegate(
        category=category, family_name="Bekjan", given_name="Nurlan", phone="+996555012345", email="office@example.org"
    )
    assert duplicates.look_for(second, now=NOON)
    return first, second


class TestRegisteredTwice:
    @BOTH
    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
    def test_is_found_merged_and_two_again(self, visit, scene, scripts, size):
        first, second = registered_twice(scene)
        page = signed_in(visit, "officer", scripts=scripts, size=size).page
        expect(page.get_by_text("pair that may be one person", exact=True)).to_be_visible()

        page.locator(f"a.button[href='{LIST}']").click()
        page.locator("#result_list th a").click()
        assert sideways(page) == []
        page.locator("[name=take_phone][value=second]").check()
        page.locator("[name=take_email][value=second]").check()
        decide(page, "Show what a merge would do")
        expect(page.locator(".plan")).to_contain_text("Taken from the one that goes: E-mail, Mobile phone.")
        page.get_by_role("button", name="Merge them").click()

        expect(page.locator("[data-outcome=changed]")).to_contain_text("You can undo it for 30 days.")
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.email, first.phone, second.status) == ("office@example.org", "+996555012345", "WITHDRAWN")

        page.get_by_role("link", name="Look at it, or undo it").click()
        page.get_by_role("link", name="Undo the merge").click()
        page.get_by_role("button", name="Undo the merge").click()
        expect(page.locator("[data-outcome=changed]")).to_contain_text("They are two registrations again.")
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.email, first.phone, second.status) == ("bekzhan@example.org", "", "PENDING")

    def test_they_are_two_people(self, visit, scene):
        registered_twice(scene)
        page = signed_in(visit, "officer").page
        page.goto(page.url.replace("/admin/", LIST))

        page.locator("#result_list th a").click()
        decide(page, "These are two people")

        expect(page.locator("[data-outcome=changed]")).to_contain_text("they are two people")
        expect(page.locator(".empty")).to_be_visible()

    def test_the_person_reads_what_happened_and_nothing_of_the_other(self, visit, scene):
        """Decision 0011: the link of the one that goes opens its own page."""
        first, second = registered_twice(scene)
        page = signed_in(visit, "officer").page
        page.goto(page.url.replace("/admin/", LIST))
        page.locator("#result_list th a").click()
        decide(page, "Show what a merge would do")
        page.get_by_role("button", name="Merge them").click()

        window = visit()
        window.go(f"/my/{second.link_token}/")
        window.page.locator("main form button").click()

        expect(window.page.locator(".cover")).to_contain_text("You were registered twice.")
        assert first.email not in window.page.content()
        assert first.reference not in window.page.content()
