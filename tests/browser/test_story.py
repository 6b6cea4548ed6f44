"""The rehearsed story of a delegation, from the invitation to the export, by its pages alone."""

import csv
import io
import re

from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from attendees.demo.invited import scan
from attendees.models import Delegate, Delegation
from tests.browser.test_organisers import signed_in
from tests.browser.windows import PHONE, sideways

DELEGATIONS, DELEGATES = "/admin/attendees/delegation/", "/admin/attendees/delegate/"
#: As it comes from a ministry: names in one column, one of them with a Latin letter.
TABLE = """№\tФИО\tДолжность\tОрганизация\tE-mail
1\tАбенов Ерлан Маратович\tЗаместитель министра\tМинистерство внутренних дел\tabenov@mvd.example
2\tӘбілов Қайрат Серікұлы\tПредседатель комитета\tКомитет УИС\tabilov@kuis.example
3\tМұқанов Тимур Қанатұлы\tНачальник управления\tКомитет УИС\tmukanov@kuis.example
4\tАлимжанова Мадина Ергалиевна\tСтарший прокурор\tГенеральная прокуратура\talimzhanova@prokuror.example
5\tОспанoв Гани Асқарұлы\tГлавный специалист\tКомитет УИС\tospanov@kuis.example
6\tСейтқалиева Жанар Серікқызы\tДоцент\tАкадемия\tseitkalieva@academy.example
7\tКим Елена Владимировна\tПсихолог\tКомитет УИС\tkim@kuis.example
"""


def press(page, words: str) -> None:
    page.locator(f"main :is(a, button):has-text('{words}')").first.click()


def numbers(delegation: Delegation) -> list[int]:
    return list(delegation.people.order_by("place").values_list("number", flat=True))


class TestTheStory:
    def test_from_the_invitation_to_the_list_in_three_languages(self, visit, scene):
        """R-01, R-07, R-08, R-14, R-22, R-24, R-30, R-39."""
        desk = signed_in(visit, "officer")
        delegation = self.invite(desk)
        phone = self.open_the_link(visit)
        self.paste(phone, delegation)
        self.send_the_note(phone)
        self.submit(phone)
        self.verify_and_approve(desk, delegation)
        self.replace(phone, delegation)
        self.approve_the_newcomer(desk, delegation)

        self.check_the_lists(desk)

    def invite(self, desk) -> Delegation:
        page = desk.page
        desk.go(f"{DELEGATIONS}add/")
        page.locator("#id_country-search").fill("Казахстан")
        page.locator("#id_country-list [role=option]").first.click()
        page.locator("[name=category]").select_option("MEMBER_STATE")
        page.locator("[name=quota_in_person]").fill("5")
        page.locator("[name=person]").fill("Aigerim Sadykova")
        page.locator("[name=email]").fill("a.sadykova@mfa.example.org")
        page.locator("[name=send]").check()
        page.locator(".submit-row [type=submit]").click()
        expect(page.locator(".facts")).to_contain_text("0 of 5 places")
        return Delegation.objects.get()

    def open_the_link(self, visit):
        call_command("run_worker", once=True)
        body = next(letter.body for letter in mail.outbox if letter.to == ["a.sadykova@mfa.example.org"])
        phone = visit(size=PHONE)
        phone.go(re.search(r"https://conference\.example(/delegation/[\w-]+/)", body)[1])
        phone.page.locator("main form button").click()
        phone.page.wait_for_url(re.compile(r"/delegation/$"))
        return phone

    def paste(self, phone, delegation) -> None:
        page = phone.page
        phone.go("/delegation/import/")
        page.locator("[name=text]").fill(TABLE)
        press(page, "Show what you understood")
        refused = page.locator("#plan .field-bad")
        expect(refused).to_have_count(1)
        expect(refused).to_contain_text("Latin “o”")
        assert not delegation.people.exists()
        cell = refused.locator("input[name^=cell-]")
        cell.fill(cell.input_value().replace("o", "о"))
        press(page, "Keep the answers and look again")
        expect(page.locator("#plan .field-bad")).to_have_count(0)
        assert sideways(page) == []
        press(page, "Put 7 people on the list")
        page.wait_for_url(re.compile(r"/delegation/"))
        assert delegation.people.count() == 7

    def send_the_note(self, phone) -> None:
        page = phone.page
        phone.go("/delegation/papers/send/")
        page.locator("[name=file]").set_input_files(
            {"name": "note.pdf", "mimeType": "application/pdf", "buffer": scan("Note verbale 12", ["Six people."])}
        )
        page.locator("[name=reference]").fill("12-345")
        for box in page.locator("[name=names]").all()[:6]:
            box.check()
        press(page, "Send the paper")
        page.wait_for_url(re.compile(r"/delegation/(#\w+)?$"))

    def submit(self, phone) -> None:
        page = phone.page
        phone.go("/delegation/")
        press(page, "Send 7 new people")
        press(page, "Send 7 people to the secretariat")
        page.wait_for_url(re.compile(r"/delegation/sent/$"))
        assert sideways(page) == []

    def verify_and_approve(self, desk, delegation) -> None:
        page, people = desk.page, numbers(delegation)
        desk.go("/admin/attendees/document/")
        page.get_by_role("link", name=re.compile("12-345")).first.click()
        for box in page.locator("[name=found]").all()[:6]:
            box.check()
        page.get_by_role("button", name="Verify with these ticks").click()
        expect(page.locator("[data-outcome=changed]").first).to_be_visible()
        for number in people[:5]:
            desk.go(f"{DELEGATIONS}{delegation.pk}/change/")
            page.locator(f"#no-{number}").get_by_role("button", name=re.compile("^Approve")).click()
        desk.go(f"{DELEGATIONS}{delegation.pk}/change/")
        expect(page.locator(".facts")).to_contain_text("5 of 5 places")
        expect(page.locator(f"#no-{people[5]}")).to_contain_text("Kazakhstan is full (5 of 5)")
        expect(page.locator(f"#no-{people[6]}")).to_contain_text("Name in an official paper")

    def replace(self, phone, delegation) -> None:
        page, number = phone.page, numbers(delegation)[1]
        phone.go(f"/delegation/people/{number}/replace/")
        for name, answer in {
            "family_name": "Serikuly",
            "given_name": "Askhat",
            "cyrillic_family_name": "Серікұлы",
            "cyrillic_given_name": "Асхат",
            "organisation": "Комитет УИС",
            "position": "Deputy Chairperson",
            "email": "serikuly@kuis.example",
        }.items():
            page.locator(f"[name={name}]").fill(answer)
        page.locator("[name=sex][value=M]").check()
        page.locator("main form button.btn-primary").click()
        page.wait_for_url(re.compile(r"/delegation/(people/\d+/)?(#\w+)?$"))
        assert Delegate.objects.get(number=number).status == "REPLACED"

    def approve_the_newcomer(self, desk, delegation) -> None:
        newcomer = Delegate.objects.get(family_name="Serikuly")
        desk.go(f"{DELEGATIONS}{delegation.pk}/change/")
        row = desk.page.locator(f"#no-{newcomer.number}")
        row.get_by_role("button", name=re.compile("^Approve")).click()
        newcomer.refresh_from_db()
        assert (newcomer.status, delegation.people.approved().count()) == ("APPROVED", 5)

    def check_the_lists(self, desk) -> None:
        for language, state in (("en", "Kazakhstan"), ("ru", "Казахстан"), ("ky", "Казакстан")):
            answer = desk.context.request.get(
                f"{desk.address}{DELEGATES}export/?format=csv&o=protocol&status=APPROVED&language={language}"
                "&columns=family_name&columns=delegation"
            )
            rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig"))))[1:]

            families = [row[0] for row in rows]
            assert families[1] == "Serikuly"  # in the place of whom he replaced
            assert len(families) == 5
            assert {row[1] for row in rows} == {state}
