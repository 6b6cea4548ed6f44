"""The organisers at work: signing in, finding, deciding, taking the list out, each within the role."""

import csv
import io

import pytest
from playwright.sync_api import expect

from attendees.models import Delegate, ExportRecord
from conference.models import Session
from tests.browser.scene import PASSWORD, Scene, with_people
from tests.browser.windows import DESKTOP, PHONE, Window, sideways
from tests.factories import make_category, make_conference, make_delegate, make_membership

LIST = "/admin/attendees/delegate/"
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])


def signed_in(visit, role: str, **taste) -> Window:
    """A window in which somebody of the staff has signed in by the form."""
    window = visit(**taste)
    window.go("/admin/")
    window.page.locator("[name=login]").fill(role)
    window.page.locator("[name=password]").fill(PASSWORD)
    window.page.locator("main form button").click()
    window.page.locator("#logout-form").wait_for()
    return window


def decide(page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


class TestAnOfficer:
    @BOTH
    @pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
    def test_signs_in_finds_somebody_by_another_spelling_and_approves(self, visit, scene, scripts, size):
        pending = pending_zhaparov(with_people(scene))
        window = signed_in(visit, "officer", scripts=scripts, size=size)
        page = window.page
        expect(page.locator("h1")).to_have_text("What waits for me")
        assert page.url.endswith("/admin/")

        page.locator(f"a[href='{LIST}']").first.click()
        page.locator("#searchbar").fill("Japarov Nurbek")
        page.locator("#changelist-search [type=submit]").click()
        expect(page.locator("#result_list tbody tr")).to_have_count(1)
        page.get_by_role("link", name="Zhaparov, Nurbek").click()
        expect(page.locator("h1")).to_contain_text("Жапаров")
        assert sideways(page) == []
        decide(page, "Approve")

        expect(page.locator("[data-outcome=changed]")).to_contain_text("Approved")
        pending.refresh_from_db()
        assert (pending.status, sideways(page)) == ("APPROVED", [])

    def test_cannot_read_or_decide_at_another_conference(self, visit, scene):
        stranger = make_delegate(conference=make_conference())
        window = signed_in(visit, "officer")

        answer = window.go(f"{LIST}{stranger.pk}/change/")

        assert answer.status == 404
        assert stranger.family_name not in window.page.content()

    def test_sends_one_back_only_with_a_reason(self, visit, scene):
        pending = with_people(scene).people["pending"]
        page = signed_in(visit, "officer").page
        page.goto(page.url.replace("/admin/", f"{LIST}{pending.pk}/change/"))
        page.get_by_text("Send back with a reason").first.click()

        decide(page, "Send back with a reason")

        expect(page.locator(".errors[data-outcome=invalid]")).to_contain_text("reason")
        page.locator("[name=return-reason]").select_option("PHOTO_UNUSABLE")
        decide(page, "Send back with a reason")
        expect(page.locator("[data-outcome=changed]")).to_be_visible()
        assert Delegate.objects.get(pk=pending.pk).status == "RETURNED"


def pending_zhaparov(scene: Scene) -> Delegate:
    """A second Zhaparov, who waits for a decision."""
    return make_delegate(
        category=scene.conference.categories.get(code="MEMBER_STATE"),
        family_name="Zhaparov",
        given_name="Nurbek",
        cyrillic_family_name="Жапаров",
        cyrillic_given_name="Нурбек",
    )


class TestMany:
    def many(self, scene: Scene, number: int = 4) -> list[Delegate]:
        category = make_category(scene.conference, code="EXPERT_GROUP", quota=2, approval="SECRETARIAT")
        return [make_delegate(category=category) for _each in range(number)]

    @BOTH
    def test_are_approved_by_a_plan_that_says_whom_the_quota_leaves_waiting(self, visit, scene, scripts):
        people = self.many(scene)
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(f"{LIST}?status=PENDING")
        for delegate in people:
            page.locator(f"[name=_selected_action][value='{delegate.pk}']").check()
        page.locator("select[name=action]").select_option("approve")

        page.locator(".actions button").click()

        expect(page.locator(".plan")).to_contain_text("2 of 2")
        assert not Delegate.objects.filter(status="APPROVED").exists()
        page.locator(".plan ~ form button, .plan form button").first.click()
        expect(page.locator("[data-outcome=changed]").first).to_be_visible()
        assert sorted(Delegate.objects.values_list("status", flat=True)) == ["APPROVED"] * 2 + ["PENDING"] * 2


class TestTakingTheListOut:
    @BOTH
    def test_csv_holds_the_rows_on_the_screen_and_is_written_down(self, visit, scene, scripts):
        with_people(scene)
        window = signed_in(visit, "officer", scripts=scripts)
        page = window.page
        window.go(f"{LIST}?q=zhaparov")
        page.locator("a[href*='/export/']").click()

        with page.expect_download() as waiting:
            page.locator("button[name=format][value=csv]").click()

        content = waiting.value.path().read_text("utf-8-sig")
        rows = list(csv.reader(io.StringIO(content)))
        assert [len(rows), "Zhaparov" in content, "Georgieva" in content] == [2, True, False]
        record = ExportRecord.objects.get()
        assert (record.by, record.rows, record.format) == (scene.staff["officer"], 1, "csv")


class TestTwoWindows:
    def test_a_form_of_one_conference_is_refused_after_another_was_chosen(self, visit, scene):
        pending = with_people(scene).people["pending"]
        other = make_conference(slug="other")
        make_membership(other, "officer", scene.staff["officer"])
        window = signed_in(visit, "officer")
        window.go(f"/admin/c/{scene.conference.slug}/")
        window.go(f"{LIST}{pending.pk}/change/")
        second = window.context.new_page()
        second.goto(f"{window.address}/admin/c/other/")

        decide(window.page, "Approve")

        expect(window.page.locator("h1")).to_contain_text("another conference")
        assert Delegate.objects.get(pk=pending.pk).status == "PENDING"

    def test_somebody_with_two_conferences_chooses_first(self, visit, scene):
        make_membership(make_conference(slug="other"), "officer", scene.staff["officer"])
        page = signed_in(visit, "officer").page
        assert page.url.endswith("/admin/choose/")

        page.locator(f"a[href='/admin/c/{scene.conference.slug}/']").first.click()

        expect(page.locator("h1")).to_have_text("What waits for me")


class TestADonor:
    def test_sees_figures_and_no_name(self, visit, scene):
        people = with_people(scene).people
        window = signed_in(visit, "donor_viewer")
        names = [delegate.family_name for delegate in people.values() if delegate.family_name]

        seen = window.page.content()

        assert [name for name in names if name in seen] == []
        expect(window.page.locator("h1")).to_have_text("Figures")
        assert window.page.locator(f"a[href^='{LIST}']").count() == 0
        assert window.go(LIST).status == 403


class TestAProgrammeOfficer:
    def test_gives_a_session_another_title_and_the_public_reads_it(self, visit, scene):
        session = Session.objects.get(conference=scene.conference, code="S1")
        window = signed_in(visit, "programme")
        page = window.page
        window.go("/admin/conference/session/")
        page.get_by_role("link", name="Prevention: educational").click()
        page.locator("[name=title_en]").fill("Prevention begins at school")

        page.locator(".submit-row [name=_save]").click()

        expect(page.locator("[data-outcome=changed], .said")).to_be_visible()
        session.refresh_from_db()
        assert session.title["en"] == "Prevention begins at school"
        window.go(f"/{scene.conference.slug}/programme/")
        expect(page.locator("main")).to_contain_text("Prevention begins at school")
        assert window.go(LIST).status == 403
