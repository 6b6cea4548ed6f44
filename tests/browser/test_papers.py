"""Papers and changes in a real browser: the focal point sends, the officer checks beside the paper, a delegate asks."""

import pytest
from playwright.sync_api import expect

from attendees.models import ChangeRequest, Delegate, Document
from tests import papers
from tests.browser.paper_scene import with_papers
from tests.browser.scene import with_people
from tests.browser.steps import outcome
from tests.browser.test_my_page import opened
from tests.browser.test_organisers import signed_in
from tests.browser.windows import DESKTOP, PHONE, sideways

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
SIZES = pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])


def note(name: str = "Нота 15.pdf") -> dict:
    """A file as somebody chooses it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": papers.pdf(1, title=name)}


class TestTheFocalPoint:
    @BOTH
    def test_sends_a_note_on_a_telephone_and_sees_who_is_in_none(self, visit, scene, scripts):
        """R-08, R-09."""
        with_papers(with_people(scene))
        window = visit(size=PHONE, scripts=scripts)
        window.context.add_cookies(scene.cookies("sender", window.address))
        page = window.page
        window.go("/delegation/")
        page.get_by_role("link", name="Send an official paper").first.click()

        page.locator("[name=reference]").fill("15-777")
        page.locator("main form button.btn-primary").click()
        assert outcome(page) == "invalid"
        page.locator("[name=file]").set_input_files(note())
        page.locator("[name=names]").nth(2).check()
        page.get_by_label("It takes the place of: Note verbale 12-345").check()
        assert sideways(page) == []
        page.locator("main form button.btn-primary").click()

        expect(page.locator("[data-outcome=received]")).to_contain_text("15-777")
        expect(page.locator("#papers + div .notice")).to_contain_text("Sherzod Gʻulomov")
        assert (Document.objects.get(reference="12-345").status, sideways(page)) == ("SUPERSEDED", [])


class TestTheOfficer:
    @BOTH
    @SIZES
    def test_reads_the_paper_beside_the_names_ticks_verifies_and_approves(self, visit, scene, scripts, size):
        """R-07, R-08."""
        with_papers(with_people(scene))
        page = signed_in(visit, "officer", scripts=scripts, size=size).page
        page.locator("a[href$='/document/?status__exact=RECEIVED']").click()
        page.get_by_role("link", name="Note verbale 12-345").click()
        drawn = page.locator(".paper-pages img").first
        expect(drawn).to_be_visible()
        assert not scripts or drawn.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0

        page.get_by_label("Gʻulomov, Sherzod").check()
        page.get_by_role("button", name="Verify with these ticks").click()
        expect(page.locator("[data-outcome=changed]")).to_contain_text("verified")
        page.locator(f"#person-{scene.people['named'].pk} form[action*='/approve/'] button").click()

        expect(page.locator("[data-outcome=changed]")).to_contain_text("Approved")
        expect(page.locator("h1")).to_contain_text("Note verbale 12-345")
        expect(page.locator(f"#person-{scene.people['also named'].pk}")).to_contain_text("No verified official paper")
        assert Delegate.objects.get(pk=scene.people["named"].pk).status == "APPROVED"
        assert sideways(page) == []

    def test_on_a_telephone_the_paper_stands_above_the_names(self, visit, scene):
        with_papers(with_people(scene))
        window = signed_in(visit, "officer", size=PHONE)

        window.go(f"/admin/attendees/document/{scene.things['document']}/change/")

        paper, names = (window.page.locator(each).first.bounding_box() for each in (".paper-pages", "#names"))
        assert paper["y"] + paper["height"] <= names["y"]

    def test_decides_on_a_change_with_the_evidence_beside_it(self, visit, scene):
        """R-21, R-22."""
        with_papers(with_people(scene))
        page = signed_in(visit, "officer").page
        page.locator("a[href$='/changerequest/?status__exact=OPEN']").click()
        page.get_by_role("link", name="Zhaparov, Askar").click()
        expect(page.locator(".paper-pages img")).to_be_visible()

        page.get_by_label("Nationality").uncheck()
        page.get_by_label("Words to the person").fill("The passport says KG.")
        page.get_by_role("button", name="Accept what is ticked").click()

        expect(page.locator("[data-outcome=changed]")).to_be_visible()
        person = Delegate.objects.get(pk=scene.people["approved"].pk)
        assert (person.position, person.nationality_id) == ("Head of the Prison Service", "KG")
        assert person.badge_changed_at is not None


class TestTheDelegate:
    @BOTH
    def test_asks_for_a_change_and_takes_it_back(self, visit, scene, scripts):
        """R-21, R-23, AC-11."""
        person = with_people(scene).people["approved"]
        page = opened(visit, person, scripts=scripts).page
        page.locator("a[href='/my/correct/#id_position']").click()
        page.locator("[name=position]").fill("Head of Department")
        page.locator("[name=diet]").fill("halal")
        page.locator("[name=evidence]").set_input_files(note("order.pdf"))

        page.locator("main form button.btn-primary").click()
        page.locator("[data-outcome]").wait_for()

        assert outcome(page) == "received"
        person.refresh_from_db()
        assert (person.position, person.diet) == ("Deputy Head of Department", "halal")
        expect(page.locator("#asked + div")).to_contain_text("Head of Department")
        page.get_by_role("button", name="Take it back").click()
        page.locator("[data-outcome=changed]").wait_for()
        assert (ChangeRequest.objects.get().status, sideways(page)) == ("CANCELLED", [])
