"""A focal point on a telephone: from the letter's link to the confirmed list, with scripts and without."""

import re

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from attendees.domain import registrations
from attendees.enums import DelegateStatus
from attendees.models import Delegate
from tests.browser.delegation_scene import with_delegation, with_members
from tests.browser.scene import Scene
from tests.browser.steps import outcome
from tests.browser.windows import PHONE, sideways

BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
S = DelegateStatus
HOME = re.compile(r"/delegation/(#\w+)?$")
PERSON = re.compile(r"/delegation/people/\d+/$")

MINISTER = {
    "family_name": "Abenov",
    "given_name": "Yerlan",
    "cyrillic_family_name": "Абенoв",  # a Latin "o"
    "cyrillic_given_name": "Ерлан",
    "organisation": "Ministry of Internal Affairs",
    "position": "Deputy Minister",
    "rank": "Major General of Justice",
    "email": "abenov@mvd.example",
}


def link_in_the_letter(address: str, way: str) -> str:
    """Let the worker send what is owed; the path of the personal link in the newest letter to the address."""
    call_command("run_worker", once=True)
    letters = [letter for letter in mail.outbox if letter.to == [address]]
    return re.search(rf"https://conference\.example(/{way}/[\w-]+/)", letters[-1].body)[1]


def opened(visit, path: str, **taste):
    """A telephone in which the link was opened by its button."""
    window = visit(**{"size": PHONE, **taste})
    window.go(path)
    window.page.locator("main form button").click()
    window.page.wait_for_url(re.compile(r"/(my|delegation)/$"))
    return window


def came_in(visit, scene: Scene, **taste):
    return opened(visit, f"/delegation/{scene.points['focal'].link_token}/", **taste)


def press(page, words: str) -> None:
    """Press the button, or follow the link, with these words."""
    page.locator(f"main :is(a, button):has-text('{words}')").first.click()


def type_in(page, **answers: str) -> None:
    for name, answer in answers.items():
        page.locator(f"[name={name}]").fill(answer)


def sex(page, letter: str) -> None:
    page.locator(f"[name=sex][value={letter}]").check()


class TestNaming:
    @BOTH
    def test_from_the_letter_to_the_names_at_the_secretariat(self, visit, scene, scripts):
        """R-10, R-16, R-17, R-30."""
        delegation = with_delegation(scene)
        window = opened(visit, link_in_the_letter("gulzat@mvd.example", "delegation"), scripts=scripts)
        page = window.page
        assert "0 of 3 places" in page.locator(".figure").first.inner_text()

        press(page, "Add the first person")
        type_in(page, **MINISTER)
        sex(page, "M")
        page.locator("[name=capacity]").select_option("HEAD")
        press(page, "Put on the list")
        assert outcome(page) == "invalid"
        assert "Latin “o”" in page.locator(".errors").inner_text()
        assert page.locator("[name=position]").input_value() == "Deputy Minister"

        type_in(page, cyrillic_family_name="Абенов")
        press(page, "Put on the list")
        page.wait_for_url(HOME)
        assert outcome(page) == "received"

        press(page, "Add one person")
        type_in(page, family_name="Bekova", given_name="Aliya", organisation="Ministry", position="Chief specialist")
        sex(page, "F")
        press(page, "Put on the list")
        assert sideways(page) == []

        press(page, "Send 2 new people")
        assert "These people have no e-mail." in page.locator("main").inner_text()
        press(page, "Send 2 people to the secretariat")
        page.wait_for_url(re.compile(r"/delegation/sent/$"))

        assert outcome(page) == "received"
        assert set(delegation.people.values_list("status", flat=True)) == {S.PENDING}
        assert sideways(page) == []

    def test_a_double_click_names_one_person(self, visit, scene):
        """RC-24."""
        with_delegation(scene)
        page = came_in(visit, scene).page
        page.goto(f"{page.url}add/")
        type_in(page, family_name="Bekova", given_name="Aliya", organisation="Ministry", position="Chief specialist")
        sex(page, "F")

        page.locator("main form .acts button").dblclick()
        page.wait_for_url(HOME)

        assert Delegate.objects.count() == 1

    @BOTH
    def test_a_name_like_anothers_is_a_question(self, visit, scene, scripts):
        """R-32."""
        with_members(scene)
        page = came_in(visit, scene, scripts=scripts).page
        page.goto(f"{page.url}add/")
        type_in(page, family_name="Abilov", given_name="Kayrat", organisation="Ministry", position="Adviser")
        sex(page, "M")
        press(page, "Put on the list")

        assert outcome(page) == "duplicate"
        press(page, "Back to what I typed")
        assert page.locator("[name=given_name]").input_value() == "Kayrat"
        press(page, "Put on the list")
        press(page, "Another person: put on the list")

        page.wait_for_url(HOME)
        assert Delegate.objects.filter(given_name="Kayrat", status=S.DRAFT).count() == 1


class TestChanging:
    @BOTH
    def test_who_was_sent_back_is_corrected_and_sent_again(self, visit, scene, scripts):
        with_members(scene)
        page = came_in(visit, scene, scripts=scripts).page

        press(page, "Correct 1 person")
        assert "Please add the position." in page.locator(".notice").first.inner_text()
        type_in(page, position="Head of Department")
        press(page, "Send to the secretariat again")
        page.wait_for_url(PERSON)

        assert outcome(page) == "changed"
        assert Delegate.objects.get(pk=scene.people["sent_back"].pk).status == S.PENDING

    @BOTH
    def test_one_person_takes_anothers_place(self, visit, scene, scripts):
        """R-24, RC-14."""
        with_members(scene)
        deputy = scene.people["deputy"]
        page = came_in(visit, scene, scripts=scripts).page

        page.locator(f"#p{deputy.number} h3 a").click()
        press(page, "Replace this person")
        assert "Not handed on" in page.locator("dl.answers").inner_text()
        type_in(page, family_name="Ibraimov", given_name="Talgat", organisation="Ministry", position="Deputy Head")
        sex(page, "M")
        page.locator("main form .acts button").click()
        page.wait_for_url(PERSON)

        newcomer = Delegate.objects.get(replaces=deputy)
        assert outcome(page) == "received"
        assert (newcomer.capacity, newcomer.place) == (deputy.capacity, deputy.place)

    @BOTH
    def test_the_head_is_replaced_and_the_order_changed(self, visit, scene, scripts):
        """R-10."""
        delegation = with_members(scene)
        page = came_in(visit, scene, scripts=scripts).page

        page.locator(f"#p{scene.people['deputy'].number} h3 a").click()
        page.locator("[name=capacity]").select_option("HEAD")
        press(page, "Save the part")
        press(page, "Yes, replace the head")
        page.wait_for_url(PERSON)
        press(page, "Back to the delegation")
        press(page, "Change the order")
        page.locator(f"button[name=down][value='{scene.people['head'].number}']").click()
        page.locator("[data-outcome=changed]").wait_for()

        order = list(delegation.people.order_by("place").values_list("family_name", flat=True))
        assert order.index("Abilov") == 0
        assert order.index("Abenov") == 2

    @BOTH
    def test_who_came_alone_is_confirmed(self, visit, scene, scripts):
        """R-06."""
        with_members(scene)
        page = came_in(visit, scene, scripts=scripts).page

        press(page, "Yes, ours")
        page.locator("[data-outcome=changed]").wait_for()

        assert page.locator("#waiting").count() == 0
        assert Delegate.objects.get(pk=scene.people["alone"].pk).endorsed_at is not None

    @BOTH
    def test_the_delegation_declines_with_a_word(self, visit, scene, scripts):
        """R-14."""
        delegation = with_members(scene)
        page = came_in(visit, scene, scripts=scripts).page

        press(page, "The delegation will not come")
        assert "2 drafts are deleted." in page.locator("main ul").inner_text()
        type_in(page, text="The minister is travelling.")
        press(page, "Yes, nobody will come")
        page.wait_for_url(HOME)

        delegation.refresh_from_db()
        assert (outcome(page), delegation.status) == ("withdrawn", "DECLINED")


class TestTheNominatedPerson:
    @BOTH
    def test_agrees_by_the_own_link_and_adds_what_is_missing(self, visit, scene, scripts):
        """PR-10."""
        with_members(scene)
        head = scene.people["head"]
        page = opened(visit, f"/my/{head.link_token}/", scripts=scripts).page

        press(page, "Complete my registration")
        assert page.locator("input[type=checkbox]:checked").count() == 0
        type_in(page, phone="+7 701 123 45 67", diet="halal")
        page.locator("main form .acts button").click()
        assert outcome(page) == "invalid"
        page.locator("[name=consent_notice]").check()
        page.locator("main form .acts button").click()
        page.wait_for_url(re.compile(r"/my/$"))

        head.refresh_from_db()
        assert outcome(page) == "changed"
        assert (head.phone, head.diet) == ("+77011234567", "halal")
        assert head.consents.filter(kind="NOTICE", value=True, given_by="SELF").count() == 1
        assert sideways(page) == []

    def test_reads_of_the_delegation_in_the_own_history(self, visit, scene):
        with_members(scene)
        registrations.withdraw(scene.people["head"], by=scene.points["focal"], now=timezone.now())

        page = opened(visit, f"/my/{scene.people['head'].link_token}/").page

        told = page.locator(".history").inner_text()
        assert "Your delegation put you on its list." in told
        assert "Your delegation withdrew you." in told
