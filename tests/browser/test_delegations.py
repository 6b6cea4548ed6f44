"""The organisers and the delegations: inviting, deciding on one page, quotas; nothing amiss on any page of it."""

import pytest
from playwright.sync_api import expect

from attendees.models import Delegate, Delegation
from mailing.models import Letter
from tests.browser.delegation_scene import with_members
from tests.browser.places import Place, everything_open
from tests.browser.test_accessible import look
from tests.browser.test_organisers import BOTH, signed_in
from tests.browser.windows import DESKTOP, LOCALES, NARROW, PHONE
from tests.factories import make_delegation

LIST, PEOPLE = "/admin/attendees/delegation/", "/admin/attendees/delegate/"
PASTED = """Государство; квота; координатор; почта; язык
Казахстан; 5; Айгерим Садыкова; a.sadykova@mfa.example.org; ru
Узбекистан; 3
Penal Reform Society; 1; Maria Keller; m@pri.example.org; en
Atlantis; 2
France; bad@address"""


def page_of(delegation: Delegation) -> str:
    return f"{LIST}{delegation.pk}/change/"


def chosen(page, *names: str) -> None:
    for name in names:
        page.get_by_role("checkbox", name=name).check()


class TestInviting:
    @BOTH
    def test_a_pasted_list_is_shown_first_and_then_exactly_what_is_ticked_is_entered(self, visit, scene, scripts):
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(f"{LIST}paste/")
        page.locator("[name=text]").fill(PASTED)
        page.locator("[name=category]").select_option("MEMBER_STATE")
        page.locator("[name=send]").check()
        page.locator(".submit-row [type=submit]").click()
        expect(page.locator(".plan")).to_contain_text("2 new, 2 organisations nobody knows, 1 line not understood.")
        assert not Delegation.objects.exists()

        chosen(page, "Penal Reform Society")
        page.locator("button[name=apply]").click()

        expect(page.locator("[data-outcome=changed]")).to_contain_text("3 delegations were entered.")
        assert sorted(map(str, Delegation.objects.all())) == ["Kazakhstan", "Penal Reform Society", "Uzbekistan"]
        assert sorted(Letter.objects.values_list("to_email", flat=True)) == [
            "a.sadykova@mfa.example.org",
            "m@pri.example.org",
        ]

    def test_one_state_with_its_focal_point_on_a_telephone(self, visit, scene):
        window = signed_in(visit, "officer", size=PHONE)
        page = window.page
        window.go(f"{LIST}add/")
        page.locator("#id_country-search").fill("Киргизия")
        page.locator("#id_country-list [role=option]").first.click()
        page.locator("[name=quota_in_person]").fill("5")
        page.locator("[name=person]").fill("Aigerim Sadykova")
        page.locator("[name=email]").fill("a.sadykova@mfa.example.org")
        page.locator("[name=send]").check()

        page.locator(".submit-row [type=submit]").click()

        expect(page.locator("h1")).to_contain_text("Kyrgyzstan")
        expect(page.locator(".facts")).to_contain_text("0 of 5 places")

    @BOTH
    def test_those_that_are_silent_are_reminded_with_words(self, visit, scene, scripts):
        with_members(scene)
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(f"{LIST}?status=COMPOSING")
        chosen(page, "Select Kazakhstan")
        page.locator("select[name=action]").select_option("remind")
        page.locator(".actions button").click()
        page.locator("[name=text]").fill("Tomorrow is the last day.")

        page.locator(".plan form button").click()

        expect(page.locator("[data-outcome=changed]")).to_be_visible()
        assert "Tomorrow is the last day." in Letter.objects.filter(kind="delegation_reminder")[0].text


class TestDeciding:
    @BOTH
    def test_somebody_is_confirmed_approved_undone_and_put_in_the_reserve_on_one_page(self, visit, scene, scripts):
        """R-06, R-28, R-01."""
        delegation = with_members(scene, quota=9)
        person = scene.people["alone"]
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(page_of(delegation))
        row = page.locator(f"#no-{person.number}")
        expect(row).to_contain_text("Not confirmed by the focal point")

        row.get_by_role("button", name="Confirm on behalf").click()
        row.get_by_role("button", name="Approve").click()
        expect(row).to_contain_text("The letter leaves at")
        row.get_by_role("button", name="Undo the approval").click()

        expect(row.get_by_role("button", name="Approve")).to_be_visible()
        assert Delegate.objects.get(pk=person.pk).status == "PENDING"

    @BOTH
    def test_a_second_head_is_a_question(self, visit, scene, scripts):
        """R-10."""
        delegation = with_members(scene, quota=9)
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(page_of(delegation))
        number = scene.people["deputy"].number
        page.locator(f"#no-{number}").get_by_role("button", name="Make head").click()
        expect(page.locator(".plan")).to_contain_text("Replace the head?")

        page.locator(".submit-row [type=submit]").click()

        expect(page.locator(f"#no-{number}")).to_contain_text("Head of delegation")
        assert page.locator(".member").first.get_attribute("id") == f"no-{number}"

    def test_more_information_is_asked_for_without_leaving(self, visit, scene):
        """R-26."""
        delegation = with_members(scene, quota=9)
        person = scene.people["alone"]
        window = signed_in(visit, "officer", size=PHONE)
        page = window.page
        window.go(page_of(delegation))
        row = page.locator(f"#no-{person.number}")
        row.locator("summary").click()
        row.locator("form button").click()
        expect(row.locator("[data-outcome=invalid]")).to_be_visible()

        row.locator("select").select_option("DATA_MISSING")
        row.locator("form button").click()

        expect(row).to_contain_text("Sent back")

    @BOTH
    def test_all_who_wait_are_shown_as_a_plan_and_undone_together(self, visit, scene, scripts):
        """RC-17, R-28."""
        delegation = with_members(scene, quota=4)
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(page_of(delegation))
        number = scene.people["alone"].number
        page.locator(f"#no-{number}").get_by_role("button", name="Confirm on behalf").click()
        page.get_by_role("button", name="show the plan").click()
        expect(page.locator(".plan")).to_contain_text("will be approved")
        page.locator(".plan form button").click()

        page.get_by_role("button", name="Undo").click()

        expect(page.locator("[data-outcome=changed]")).to_contain_text("no letter")
        assert Delegate.objects.get(number=number).status == "PENDING"


class TestQuota:
    def test_a_quota_below_use_is_shown_as_over_and_two_officers_see_each_other(self, visit, scene):
        """RC-12, RC-23."""
        delegation = with_members(scene, quota=9)
        first, second = signed_in(visit, "manager"), signed_in(visit, "manager")
        for window in (first, second):
            window.go(f"{LIST}{delegation.pk}/edit/")
        first.page.locator("[name=quota_in_person]").fill("1")
        first.page.locator(".submit-row [type=submit]").click()
        expect(first.page.locator(".facts")).to_contain_text("over")

        second.page.locator("[name=quota_in_person]").fill("7")
        second.page.locator(".submit-row [type=submit]").click()

        expect(second.page.locator("[data-code=changed_meanwhile]")).to_contain_text("Stored now")
        assert Delegation.objects.get(pk=delegation.pk).quota_in_person == 1


def first_plan(page) -> None:
    page.locator("[name=text]").fill(PASTED)
    page.locator(".submit-row [type=submit]").click()
    page.locator(".plan").wait_for()


def empty(page) -> None:
    page.locator(".submit-row [type=submit]").click()
    page.locator(".errors").first.wait_for()


def remind(page) -> None:
    page.locator("[name=_selected_action]").first.check()
    page.locator("select[name=action]").select_option("remind")
    page.locator(".actions button").click()
    page.locator(".plan").wait_for()


def edited_by_two(page) -> None:
    page.locator("[name=remarks]").fill("Mine")
    page.locator("[name=revision]").evaluate("field => { field.value = Number(field.value) - 1; }")
    page.locator(".submit-row [type=submit]").click()
    page.locator("[data-code=changed_meanwhile]").wait_for()


def name_nobody(page) -> None:
    page.locator("form[action*='/points/']").evaluate("form => form.closest('details').open = true")
    page.locator("form[action*='/points/'] button").click()
    page.locator(".errors").first.wait_for()


def make_head(page) -> None:
    page.locator("button[formaction*='/head/']").first.click()
    page.locator(".submit-row").wait_for()


def places(delegation: Delegation, delegate: Delegate) -> dict[str, Place]:
    one = f"{LIST}{delegation.pk}/"
    return {
        "first page": Place("/admin/", who="manager"),
        "delegations": Place(LIST, who="officer", then=everything_open),
        "nothing found": Place(f"{LIST}?q=nothing", who="officer"),
        "plan": Place(LIST, who="officer", then=remind),
        "one delegation": Place(f"{one}change/", who="manager", then=everything_open),
        "edit": Place(f"{one}edit/", who="manager"),
        "edit, all but the quotas": Place(f"{one}edit/", who="officer"),
        "corrected by two": Place(f"{PEOPLE}{delegate.pk}/correct/", who="officer", then=edited_by_two),
        "edited by two": Place(f"{one}edit/", who="manager", then=edited_by_two),
        "a focal point, with errors": Place(f"{one}change/", who="officer", then=name_nobody),
        "second head": Place(f"{one}change/", who="officer", then=make_head),
        "remind one": Place(f"{one}step/remind/", who="officer"),
        "papers, none yet": Place("/admin/attendees/document/", who="officer"),
        "papers, none found": Place("/admin/attendees/document/?q=nothing", who="protocol"),
        "changes, none yet": Place("/admin/attendees/changerequest/", who="protocol"),
        "imports, none yet": Place("/admin/attendees/importbatch/", who="officer"),
        "spellings, none yet": Place("/admin/attendees/organisationspelling/", who="officer"),
        "duplicates, none yet": Place("/admin/attendees/likeness/", who="protocol"),
        "order": Place(f"{one}order/", who="officer"),
        "step": Place(f"{one}step/decline/", who="officer"),
        "revoke": Place(f"{one}points/{delegation.focal_points.first().pk}/revoke/", who="officer"),
        "invite one": Place(f"{LIST}add/", who="officer"),
        "invite one, with errors": Place(f"{LIST}add/", who="officer", then=empty),
        "paste": Place(f"{LIST}paste/", who="officer"),
        "pasted, the plan": Place(f"{LIST}paste/", who="officer", then=first_plan),
        "regional group": Place(f"{LIST}group/", who="officer"),
        "export": Place(f"{LIST}export/", who="officer"),
        "replace": Place(f"/admin/attendees/delegate/{delegate.pk}/replace/", who="officer"),
        "delegates in protocol order": Place("/admin/attendees/delegate/?o=protocol&cols=delegation", who="officer"),
    }


@pytest.mark.parametrize("language", LOCALES)
def test_nothing_is_amiss(language, visit, scene):
    delegation = with_members(scene)
    window = visit(size=NARROW, language=language, policy=False)

    found = {
        name: look(place, window, scene, language) for name, place in places(delegation, scene.people["head"]).items()
    }

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("language", LOCALES)
def test_no_column_hides_at_the_side_of_a_wide_screen(language, visit, scene):
    delegation = with_members(scene)
    make_delegation(category=delegation.category, iso2="KG", status="DRAFT", quota_in_person=3)
    window = visit(size=DESKTOP, language=language)

    amiss = Place(LIST, who="officer").reach(window, scene)

    assert amiss == []
    assert window.page.locator(".results").evaluate("each => each.scrollWidth - each.clientWidth") <= 1
