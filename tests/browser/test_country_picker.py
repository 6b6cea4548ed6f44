"""The picker in a real browser, with scripts and without (R-38)."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.testing import StaticLiveServerTestCase
from django.test import override_settings

from conference.domain import countries

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed"),
]


@override_settings(ROOT_URLCONF="tests.browser.country_page")
class TestCountryPicker(StaticLiveServerTestCase):
    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # Playwright keeps a loop running, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        cls.addClassCleanup(os.environ.pop, "DJANGO_ALLOW_ASYNC_UNSAFE", None)
        cls.player = playwright.sync_playwright().start()
        cls.addClassCleanup(cls.player.stop)
        flags = ["--no-sandbox", "--disable-background-networking"]
        cls.browser = cls.player.chromium.launch(executable_path=str(CHROMIUM), args=flags)
        cls.addClassCleanup(cls.browser.close)

    def setUp(self) -> None:
        countries.load(countries.table())
        self.addCleanup(countries.forget)

    @contextmanager
    def page(self, query: str = "", **options) -> Iterator:
        """The page, which must not complain about anything."""
        with self.browser.new_context(**options) as context:
            page = context.new_page()
            complaints: list[str] = []
            page.on(
                "console",
                lambda message: complaints.append(message.text) if message.type == "error" else None,
            )
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{self.live_server_url}/states/{query}")
            yield page
            assert complaints == []

    def box(self, page):
        return page.get_by_role("combobox", name="State you represent")

    def test_typing_an_old_name_offers_the_uns_and_sends_its_code(self):
        with self.page() as page:
            self.box(page).press_sequentially("Киргизия")
            playwright.expect(page.get_by_role("option")).to_have_text(["Kyrgyzstan"])
            self.box(page).press("Enter")
            playwright.expect(self.box(page)).to_have_value("Kyrgyzstan")

            page.get_by_role("button", name="Send").click()

            playwright.expect(page.locator("#sent")).to_have_text("KG")

    def test_arrows_move_through_the_states_and_escape_leaves_things_as_they_were(self):
        with self.page("?country=KG") as page:
            box = self.box(page)
            box.fill("guin")
            playwright.expect(page.get_by_role("option")).to_have_text(
                ["Guinea", "Guinea-Bissau", "Equatorial Guinea", "Papua New Guinea"]
            )

            box.press("ArrowDown")

            chosen = page.get_by_role("option", selected=True)
            playwright.expect(chosen).to_have_text("Guinea-Bissau")
            assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
            box.press("Escape")
            playwright.expect(box).to_have_value("Kyrgyzstan")
            assert box.get_attribute("aria-expanded") == "false"

    def test_a_touch_chooses_and_each_state_is_44_pixels_high(self):
        with self.page(viewport={"width": 320, "height": 640}, has_touch=True) as page:
            self.box(page).press_sequentially("uzb")
            page.wait_for_load_state("networkidle")
            option = page.get_by_role("option", name="Uzbekistan")
            assert option.bounding_box()["height"] >= 44

            option.tap()

            playwright.expect(self.box(page)).to_have_value("Uzbekistan")
            assert page.locator("select[name=country]").input_value() == "UZ"
            assert page.evaluate("document.documentElement.scrollWidth") <= 320

    def test_a_name_the_page_does_not_know_is_said_to_be_unknown_and_not_lost(self):
        with self.page() as page:
            self.box(page).fill("Atlantis")
            self.box(page).press("Tab")
            playwright.expect(page.get_by_text("No State has this name.")).to_be_visible()

            page.get_by_role("button", name="Send").click()

            refusal = page.locator("#id_country_error")
            playwright.expect(refusal).to_contain_text("We know no State called “Atlantis”.")
            playwright.expect(self.box(page)).to_have_value("Atlantis")

    def test_enter_sends_the_form_with_what_was_typed(self):
        with self.page() as page:
            self.box(page).fill("the Kyrgyz Republic")
            self.box(page).press("Enter")

            playwright.expect(page.locator("#sent")).to_have_text("KG")

    def test_emptying_the_box_takes_the_answer_back(self):
        with self.page("?country=KG") as page:
            self.box(page).fill("")
            self.box(page).press("Tab")

            assert page.locator("select[name=country]").input_value() == ""

    def test_the_label_and_links_to_the_question_lead_to_the_box(self):
        with self.page() as page:
            page.locator("label", has_text="State you represent").click()
            playwright.expect(self.box(page)).to_be_focused()
            self.box(page).blur()

            page.get_by_role("link", name="To the State").click()

            playwright.expect(self.box(page)).to_be_focused()

    def test_a_value_the_browser_fills_in_is_shown(self):
        with self.page() as page:
            page.locator("select[name=country]").select_option("RO")

            playwright.expect(self.box(page)).to_have_value("Romania")

    def test_right_to_left_and_dark_the_list_stays_under_its_box(self):
        with self.page("?dir=rtl", color_scheme="dark") as page:
            self.box(page).press_sequentially("uzb")

            box, shown = self.box(page).bounding_box(), page.get_by_role("listbox").bounding_box()

            assert abs(box["x"] + box["width"] - shown["x"] - shown["width"]) <= 2

    def test_nothing_is_amiss_for_assistive_technology(self):
        axe = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
        for scheme in ("light", "dark"):
            with self.page(color_scheme=scheme, bypass_csp=True) as page:  # axe writes inline styles
                self.box(page).press_sequentially("guin")
                playwright.expect(page.get_by_role("option")).to_have_count(4)

                page.evaluate(axe)
                found = page.evaluate("axe.run().then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))")

                assert found == []

    def test_without_scripts_it_is_a_plain_list(self):
        with self.page(java_script_enabled=False) as page:
            page.get_by_label("State you represent").select_option(label="Türkiye")

            page.get_by_role("button", name="Send").click()

            playwright.expect(page.locator("#sent")).to_have_text("TR")
