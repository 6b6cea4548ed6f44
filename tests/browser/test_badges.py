"""Badges in a real browser: from the list to the file, and a design that shows what it makes."""

from django.urls import reverse

from attendees.models import Badge, BadgeDesign
from tests.browser.badge_scene import with_badges
from tests.browser.scene import with_people


class TestPrinting:
    def test_from_the_list_to_the_file_without_scripts(self, visit, scene):
        person = with_people(scene).people["approved"]
        window = visit(scripts=False)
        window.context.add_cookies(scene.cookies("officer", window.address))
        window.go(reverse("admin:attendees_delegate_changelist"))
        page = window.page

        page.locator(f"[name=_selected_action][value='{person.pk}']").check()
        page.locator("select[name=action]").select_option("badges")
        page.locator(".actions button").click()
        page.locator("button.default").click()

        with page.expect_download() as waiting:
            page.locator("a.default").click()
        assert waiting.value.suggested_filename.endswith(".pdf")
        assert Badge.objects.get().status == "PRINTED"


class TestDesigning:
    def test_the_pictures_follow_the_form_while_one_types(self, visit, scene):
        design = with_badges(with_people(scene))
        window = visit()
        window.context.add_cookies(scene.cookies("manager", window.address))
        window.go(reverse("admin:attendees_badgedesign_change", args=[design.pk]))
        page = window.page
        before = page.locator("#pictures img").first.get_attribute("src")

        with page.expect_response(lambda answer: "draft=" in answer.url and answer.status == 200):
            page.locator("#id_size").select_option("A7")

        assert page.locator("#pictures img").first.get_attribute("src") != before
        assert BadgeDesign.objects.get().size == "A6"

    def test_and_at_a_button_without_scripts(self, visit, scene):
        design = with_badges(with_people(scene))
        window = visit(scripts=False)
        window.context.add_cookies(scene.cookies("manager", window.address))
        window.go(reverse("admin:attendees_badgedesign_change", args=[design.pk]))
        page = window.page

        page.locator("#id_size").select_option("A7")
        page.locator("[name=look]").click()

        assert "draft=" in page.locator("#pictures img").first.get_attribute("src")
        assert page.locator("#id_size").input_value() == "A7"
        page.locator(".submit-row .default").click()
        assert BadgeDesign.objects.get().size == "A7"
