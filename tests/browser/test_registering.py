"""A delegate registers: from the home page to the reference, on a telephone."""

import pytest

from attendees.models import Delegate
from tests.browser.steps import ANSWERS, CHECK, SEND, fill, outcome, to_the_form, typed
from tests.browser.windows import DESKTOP, PHONE, sideways

#: "Аскар" with a Latin "A" and "a", as a hurried keyboard makes it.
MIXED = "Aскaр"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
@pytest.mark.parametrize("language", ["en", "ru", "ky"])
class TestTheWholeWay:
    def test_from_the_home_page_to_the_reference_with_an_error_on_the_way(self, visit, scene, language, scripts):
        window = visit(size=PHONE, language=language, scripts=scripts)
        page = window.page
        to_the_form(window, scene.conference.slug)
        assert page.locator("html").get_attribute("lang") == language
        fill(page, cyrillic_given_name=MIXED, email="askar.zhaparov@example")

        page.locator(CHECK).click()

        assert outcome(page) == "invalid"
        anchors = page.locator(".errors li a").evaluate_all("all => all.map(each => each.hash)")
        assert anchors == ["#id_cyrillic_given_name", "#id_email"]
        assert typed(page) == {**ANSWERS, "cyrillic_given_name": MIXED, "email": "askar.zhaparov@example"}
        assert page.locator("select[name=country]").input_value() == "KG"
        assert page.locator("[name=consent_notice]").is_checked()
        assert sideways(page) == []

        page.locator("[name=cyrillic_given_name]").fill("Аскар")
        page.locator("[name=email]").fill(ANSWERS["email"])
        page.locator(CHECK).click()
        page.locator("dl.answers").first.wait_for()
        assert sideways(page) == []
        page.locator(SEND).click()

        assert outcome(page) == "received"
        delegate = Delegate.objects.get()
        assert page.locator("[data-reference]").inner_text() == delegate.reference
        assert (delegate.cyrillic_given_name, delegate.language, delegate.status) == ("Аскар", language, "PENDING")
        assert sideways(page) == []


class TestErrors:
    def test_the_reader_is_taken_to_the_summary_and_from_there_to_the_field_under_its_words(self, visit, scene):
        window = visit(size=PHONE)
        page = window.page
        to_the_form(window, scene.conference.slug)
        fill(page, email="nobody")

        page.locator(CHECK).click()

        page.wait_for_selector(".errors:focus")
        page.locator(".errors li a").click()
        assert page.evaluate("document.activeElement.name") == "email"
        assert page.locator("[name=email]").get_attribute("aria-invalid") == "true"
        assert page.locator("label[for=id_email]").bounding_box()["y"] >= 0


class TestSending:
    def check_page(self, visit, scene, **taste):
        window = visit(**{"size": DESKTOP, **taste})
        to_the_form(window, scene.conference.slug)
        fill(window.page)
        window.page.locator(CHECK).click()
        window.page.locator("dl.answers").first.wait_for()
        return window.page

    @pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
    def test_a_double_click_is_one_registration(self, visit, scene, scripts):
        page = self.check_page(visit, scene, scripts=scripts)

        page.locator(SEND).dblclick()
        page.locator("[data-reference]").wait_for()

        assert Delegate.objects.count() == 1
        assert page.locator("[data-reference]").inner_text() == Delegate.objects.get().reference

    def test_reloading_the_answer_shows_it_again_and_registers_nobody(self, visit, scene):
        page = self.check_page(visit, scene)
        page.locator(SEND).click()
        reference = page.locator("[data-reference]").inner_text()

        page.reload()

        assert page.locator("[data-reference]").inner_text() == reference
        assert Delegate.objects.count() == 1

    @pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
    def test_the_back_button_brings_back_every_answer(self, visit, scene, scripts):
        page = self.check_page(visit, scene, scripts=scripts)

        page.go_back()

        assert typed(page) == ANSWERS
        assert page.locator("select[name=country]").input_value() == "KG"
        assert page.locator("[name=sex][value=M]").is_checked()

    def test_change_leads_to_the_question_with_every_answer_kept(self, visit, scene):
        page = self.check_page(visit, scene)

        page.locator("button[formaction$='#id_position']").click()

        assert page.url.endswith("#id_position")
        assert typed(page) == ANSWERS
        page.locator("[name=position]").fill("Head of Department")
        page.locator(CHECK).click()
        page.locator(SEND).click()
        assert outcome(page) == "received"
        assert Delegate.objects.get().position == "Head of Department"

    def test_the_enter_key_on_the_check_page_sends(self, visit, scene):
        page = self.check_page(visit, scene)

        page.locator(SEND).press("Enter")

        assert outcome(page) == "received"
