"""A Russian table on its way into the system: seven names on a phone, and an officer's file (R-29, R-30, R-40)."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from attendees.domain import delegations, focal_points
from attendees.enums import DelegateStatus
from attendees.models import Delegate, OrganisationSpelling
from conference.models import Country
from tests.attendees.imports.files import SEVEN, workbook
from tests.browser.scene import Scene
from tests.browser.test_organisers import BOTH, signed_in
from tests.browser.windows import DESKTOP, PHONE, sideways

S = DelegateStatus


def kazakhstan(scene: Scene):
    """The delegation of Kazakhstan, and the link of its focal point."""
    now, by = timezone.now(), scene.staff["officer"]
    category = scene.conference.categories.get(code="MEMBER_STATE")
    delegation = delegations.enter(
        scene.conference, category, country=Country.objects.get(iso2="KZ"), quota_in_person=5, language="ru", by=by,
        now=now,
    )  # fmt: skip
    point = focal_points.name(delegation, name="Gulzat", email="gulzat@example.org", language="ru", by=by, now=now)
    return delegation, point


class TestSevenNames:
    @BOTH
    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
    def test_are_pasted_one_is_corrected_and_all_are_on_the_list(self, visit, scene, scripts, size):
        delegation, point = kazakhstan(scene)
        window = visit(size=size, scripts=scripts, language="ru")
        page = window.page
        window.go(f"/delegation/{point.link_token}/")
        page.locator("main form button").first.click()

        page.locator("a[href='/delegation/import/']").click()
        page.locator("[name=text]").fill(SEVEN)
        page.locator("main form button").first.click()
        refused = page.locator("#line-5")
        expect(refused).to_contain_text("Осм[o]нов")
        assert sideways(page) == []
        assert delegation.people.count() == 0

        page.locator("[name=cell-B5]").fill("Осмонов Нурбек Бакытович")
        page.locator("button.second").click()
        expect(page.locator("#line-5 .chip")).to_have_text("Новое")
        page.locator("button[name=apply]").click()

        expect(page.locator("[data-outcome=changed]")).to_be_visible()
        people = delegation.people.order_by("place")
        assert [each.cyrillic_family_name for each in people] == [
            "Абенов", "Осмонов", "Ким", "Нурлан кызы", "Туякбаев", "Цой", "Әбілов",
        ]  # fmt: skip
        assert {each.status for each in people} == {S.DRAFT}


class TestAFile:
    @BOTH
    def test_is_sent_looked_at_and_taken_over(self, visit, scene, scripts):
        page = signed_in(visit, "officer", scripts=scripts, size=PHONE).page
        rows = [
            ["Список"],
            [],
            ["ФИО", "Должность", "Организация", "Страна"],
            ["Цой Вера", "Судья", "ГСИН", "Казахстан"],
        ]

        page.goto(f"{page.url.partition('/admin')[0]}/admin/attendees/importbatch/add/")
        page.locator("[name=into]").select_option("cMEMBER_STATE")
        page.locator("[name=file]").set_input_files({"name": "list.xlsx", "mimeType": "", "buffer": workbook(rows)})
        page.locator(".submit-row [type=submit]").click()
        expect(page.locator("#content")).to_contain_text("Column A: ФИО")
        page.locator(".submit-row [type=submit]").click()
        assert sideways(page) == []
        page.locator("button[name=apply]").click()

        expect(page.locator("[data-outcome=changed]")).to_contain_text("1 line was taken over.")
        person = Delegate.objects.get()
        assert (person.family_name, person.country_id, person.source) == ("Tsoi", "KZ", "IMPORT")
        assert OrganisationSpelling.objects.get().text == "ГСИН"

    @BOTH
    def test_leaves_a_spelling_that_an_officer_judges(self, visit, scene, scripts):
        OrganisationSpelling.objects.create(
            conference=scene.conference, text="ГСИН КР", folded="gsin kr", first_seen_at=timezone.now()
        )
        page = signed_in(visit, "officer", scripts=scripts, size=PHONE).page

        page.goto(f"{page.url.partition('/admin')[0]}/admin/attendees/organisationspelling/")
        page.locator("[name=name]").fill("Prison Service of the Republic")
        page.get_by_role("button", name="Make a new organisation").click()

        expect(page.locator("[data-outcome=changed]")).to_contain_text("is an organisation now.")
        assert OrganisationSpelling.objects.get().organisation.aliases == ["ГСИН КР"]
