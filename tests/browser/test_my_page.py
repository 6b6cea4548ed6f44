"""A delegate's own page: from the letter's link to withdrawing, on a telephone."""

import re

import pytest
from django.core import mail
from django.core.management import call_command

from attendees.models import Delegate
from tests.browser.scene import with_people
from tests.browser.steps import outcome
from tests.browser.windows import PHONE, sideways

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])

#: A browser keeps the part after "#" through a redirection.
MY_PAGE = re.compile(r"/my/(#\w+)?$")


def link_in_the_last_letter(address: str, about: str) -> str:
    """Let the worker send what is owed; the path of the personal link in the newest letter to the address."""
    call_command("run_worker", once=True)
    letters = [letter for letter in mail.outbox if letter.to == [address] and about in letter.body]
    return re.search(r"https://conference\.example(/my/[\w-]+/)", letters[-1].body)[1]


def opened(visit, delegate: Delegate, **taste):
    """A telephone in which the delegate has opened the personal link."""
    window = visit(**{"size": PHONE, **taste})
    window.go(f"/my/{delegate.link_token}/")
    window.page.locator("main form button").click()
    window.page.wait_for_url(MY_PAGE)
    return window


class TestTheLetter:
    @BOTH
    def test_its_link_opens_the_page_by_a_button(self, visit, scene, scripts):
        delegate = with_people(scene).people["approved"]
        window = visit(size=PHONE, scripts=scripts)

        window.go(link_in_the_last_letter(delegate.email, delegate.reference))

        assert window.page.locator("h1").inner_text() == "My registration"
        window.page.locator("main form button").click()
        window.page.wait_for_url(MY_PAGE)
        assert window.page.locator("h1 bdi").inner_text() == "Askar Zhaparov"
        assert window.page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
        assert sideways(window.page) == []

    def test_a_scanner_that_only_looks_opens_nothing(self, visit, scene):
        delegate = with_people(scene).people["approved"]
        window = visit(size=PHONE)

        window.go(f"/my/{delegate.link_token}/")
        window.go("/my/")

        assert window.page.url.endswith("/my/link/")

    def test_a_lost_link_comes_again_by_letter(self, visit, scene):
        delegate = with_people(scene).people["pending"]
        window = visit(size=PHONE)
        window.go("/my/link/")

        window.page.locator("[name=email]").fill(delegate.email.upper())
        window.page.locator("main form button").click()

        assert outcome(window.page) == "received"
        window.go(link_in_the_last_letter(delegate.email, delegate.reference))
        window.page.locator("main form button").click()
        assert window.page.locator("[data-reference]").inner_text() == delegate.reference

    def test_an_unknown_address_is_answered_with_the_same_words(self, visit, scene):
        known = with_people(scene).people["pending"].email
        window, answers = visit(size=PHONE), []

        for email in (known, "nobody@example.org"):
            window.go("/my/link/")
            window.page.locator("[name=email]").fill(email)
            window.page.locator("main form button").click()
            window.page.locator("[data-outcome=received]").wait_for()
            answers.append(window.page.locator("main").inner_text())

        assert answers[0] == answers[1]


class TestMyData:
    @BOTH
    def test_a_wrong_letter_is_shown_and_the_rest_is_kept_until_it_is_right(self, visit, scene, scripts):
        delegate = with_people(scene).people["pending"]
        page = opened(visit, delegate, scripts=scripts).page
        page.locator("a[href='/my/correct/#id_position']").click()
        page.locator("[name=position]").fill("Head of Department")
        page.locator("[name=cyrillic_given_name]").fill("Гульнaрa")

        page.locator("main form button.btn-primary").click()

        assert outcome(page) == "invalid"
        assert page.locator("[name=position]").input_value() == "Head of Department"
        assert sideways(page) == []
        page.locator("[name=cyrillic_given_name]").fill("Гульнара")
        page.locator("main form button.btn-primary").click()
        page.wait_for_url(MY_PAGE)
        assert outcome(page) == "changed"
        delegate.refresh_from_db()
        assert (delegate.position, delegate.cyrillic_given_name) == ("Head of Department", "Гульнара")

    def test_a_returned_registration_is_corrected_and_sent_again(self, visit, scene):
        delegate = with_people(scene).people["returned"]
        page = opened(visit, delegate).page
        assert "Without sunglasses, please." in page.locator(".notice").inner_text()

        page.locator(".notice a.btn-primary").click()
        page.locator("[name=position]").fill("Head of Department")
        page.locator("main form button.btn-primary").click()
        page.wait_for_url(MY_PAGE)

        delegate.refresh_from_db()
        assert (outcome(page), delegate.status) == ("changed", "PENDING")


class TestSessions:
    @BOTH
    def test_a_place_is_given_back_and_taken_again(self, visit, scene, scripts):
        delegate = with_people(scene).people["approved"]
        page = opened(visit, delegate, scripts=scripts).page

        for chosen in (False, True):
            page.locator("a[href='/my/sessions/']").click()
            page.locator("[name=sessions][value=W1]").set_checked(chosen)
            page.locator("main form button.btn-primary").click()
            page.wait_for_url(MY_PAGE)
            assert outcome(page) == "changed"
            assert delegate.signups.exists() is chosen


class TestLeaving:
    @BOTH
    def test_withdrawing_asks_once_and_is_final(self, visit, scene, scripts):
        delegate = with_people(scene).people["approved"]
        page = opened(visit, delegate, scripts=scripts).page
        page.locator("a[href='/my/withdraw/']").click()
        assert Delegate.objects.get(pk=delegate.pk).status == "APPROVED"

        page.locator("main form button.btn-danger").click()
        page.wait_for_url(MY_PAGE)

        assert outcome(page) == "withdrawn"
        assert Delegate.objects.get(pk=delegate.pk).status == "WITHDRAWN"
        assert page.locator("a[href='/my/withdraw/'], img.qr").count() == 0

    def test_the_page_can_be_left_on_somebody_elses_computer(self, visit, scene):
        window = opened(visit, with_people(scene).people["approved"])

        window.page.locator("form[action='/my/leave/'] button").click()
        window.go("/my/")

        assert window.page.url.endswith("/my/link/")
