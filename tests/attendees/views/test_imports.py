"""The focal point's way of a table: paste, look, correct in place, put on the list (R-05, R-30, R-35)."""

import re
from datetime import timedelta

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from attendees.domain import focal_points, imports
from attendees.enums import DelegateStatus, DelegationStatus
from attendees.imports import readers
from attendees.models import Delegate, ImportBatch, ImportMapping
from mailing.models import Letter
from tests.attendees.focal import came_in
from tests.attendees.imports.files import HEAD, PEOPLE, SEVEN, workbook
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_delegation, make_focal_point, make_member, make_user

S = DelegateStatus
SEND = "/delegation/import/"
#: One of the test's own; session, focal point, table, columns remembered, organisations, categories, people alike.
QUERIES = 8


def code(response):
    return response.content.decode().partition('data-code="')[2].partition('"')[0]


def seen(response):
    return re.search(r'name="seen" value="(\w+)"', response.content.decode())[1]


class Journey(TestCase):
    def setUp(self):
        self.enterContext(time_machine.travel(NOON, tick=False))
        self.delegation = make_delegation()
        self.point = make_focal_point(self.delegation)
        self.client = came_in(self.point)

    def paste(self, text=SEVEN):
        """Paste a table; the page after it."""
        return self.client.post(SEND, {"text": text}, follow=True)

    def plan_url(self):
        return f"{SEND}{ImportBatch.objects.latest('pk').pk}/"

    def answer(self, **sent):
        return self.client.post(self.plan_url(), sent, follow=True)

    def apply(self, **sent):
        return self.answer(apply="1", seen=seen(self.client.get(self.plan_url())), **sent)


class TestSeven(Journey):
    """The rehearsed story: seven names from a Russian table, one with a Latin letter."""

    def test_pasted_names_are_shown_and_nothing_is_written(self):
        response = self.paste()

        assert (response.status_code, response.request["PATH_INFO"]) == (200, self.plan_url())
        self.assertContains(response, "6 new people go on the list.")
        self.assertContains(response, "1 line stays out; see why below.")
        assert not Delegate.objects.exists()

    def test_the_refused_cell_is_named_with_all_it_says(self):
        response = self.paste()

        self.assertContains(response, "Latin “o”: Осм[o]нов")
        self.assertContains(response, 'name="cell-B5" id="cell-B5" value="Осмoнов Нурбек Бакытович"')

    def test_it_is_corrected_there_and_then(self):
        self.paste()

        response = self.answer(**{"cell-B5": "Осмонов Нурбек Бакытович"})

        self.assertContains(response, "7 new people go on the list.")
        self.assertNotContains(response, "cell-B5")

    def test_then_they_are_on_the_list_in_the_order_of_the_table(self):
        self.paste()
        self.answer(**{"cell-B5": "Осмонов Нурбек Бакытович"})

        response = self.apply()

        people = self.delegation.people.order_by("place")
        assert [each.cyrillic_family_name for each in people] == [
            "Абенов", "Осмонов", "Ким", "Нурлан кызы", "Туякбаев", "Цой", "Әбілов",
        ]  # fmt: skip
        assert {each.status for each in people} == {S.DRAFT}
        assert people[0].capacity == "HEAD"
        assert (outcome(response), response.request["PATH_INFO"]) == ("changed", "/delegation/")
        self.assertContains(response, "7 lines are on your list now. Nothing is sent before you send the whole list.")

    def test_nobody_is_written_to_and_the_table_is_emptied(self):
        self.paste()
        self.apply()

        assert not Letter.objects.exists()
        assert ImportBatch.objects.get().cells == ""

    def test_the_same_table_again_is_unchanged(self):
        self.paste()
        self.apply()

        response = self.paste()

        self.assertContains(response, "6 lines are unchanged.")
        self.assertNotContains(response, 'name="apply"')


class TestSend(Journey):
    def test_the_page_asks_for_a_text_or_a_file(self):
        response = self.client.get(SEND)

        self.assertContains(response, 'name="text"')
        self.assertContains(response, 'enctype="multipart/form-data"')

    def test_a_file_is_as_good(self):
        file = SimpleUploadedFile("Список.xlsx", workbook([HEAD, *PEOPLE]))

        response = self.client.post(SEND, {"file": file}, follow=True)

        self.assertContains(response, "2 new people go on the list.")
        assert ImportBatch.objects.get().name == "Список.xlsx"

    def test_nothing_is_said_at_its_field(self):
        response = self.client.post(SEND, {"text": " "})

        assert (response.status_code, outcome(response), code(response)) == (422, "invalid", "empty")

    def test_an_empty_file_is_said_once(self):
        response = self.client.post(SEND, {"text": "", "file": SimpleUploadedFile("a.csv", b"")})

        assert (code(response), response.context["form"].errors.keys()) == ("empty", {"file"})

    def test_what_cannot_be_read_is_said_at_its_field(self):
        for data, expected in ((b"%PDF-1.7", "not_excel"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls")):
            response = self.client.post(SEND, {"file": SimpleUploadedFile("a.xlsx", data)})

            assert (response.status_code, code(response)) == (422, expected)
        assert not ImportBatch.objects.exists()

    def test_a_table_that_does_not_speak_for_itself_is_asked_about(self):
        response = self.paste("Кто\tЧем занят\nКим Елена\tЭксперт")

        assert response.request["PATH_INFO"].endswith("/columns/")

    def test_a_table_that_is_too_long_is_refused_with_the_limit(self):
        response = self.paste("ФИО\tДолжность\n" + "Ким Елена\tЭксперт\n" * 5001)

        self.assertContains(response, "at most 5000 lines")
        assert not ImportBatch.objects.exists()

    def test_after_the_deadline_there_is_no_page(self):
        """R-19."""
        with time_machine.travel(self.delegation.closes_at + timedelta(minutes=1), tick=False):
            response = came_in(self.point).get(SEND)

        self.assertNotContains(response, 'name="text"', status_code=response.status_code)

    def test_a_list_that_was_sent_takes_no_names(self):
        self.delegation.status = DelegationStatus.SUBMITTED
        self.delegation.save()

        assert 'name="text"' not in self.client.get(SEND).content.decode()

    def test_the_page_of_the_delegation_leads_here(self):
        self.assertContains(self.client.get("/delegation/"), f'href="{SEND}"')


class TestColumns(Journey):
    TABLE = "Кто\tЧем занят\tДанные\nКим Елена\tЭксперт\tN1\nЛи Анна\tСудья\tN2"

    def setUp(self):
        super().setUp()
        self.paste(self.TABLE)
        self.url = f"{self.plan_url()}columns/"

    def send(self, **changed):
        sent = {"sheet": 0, "head": 1, "column-0": "full_name", "column-1": "position", "column-2": ""}
        return self.client.post(self.url, {**sent, **changed}, follow=True)

    def say_the_head(self):
        """It is none we know: say so; the columns are read again."""
        return self.client.post(self.url, {"sheet": 0, "head": 1}, follow=True)

    def test_columns_are_shown_with_their_first_cells(self):
        response = self.client.get(self.url)

        self.assertContains(response, "<bdi>Ким Елена</bdi>")
        self.assertContains(response, "a guess: please check")

    def test_another_line_of_the_head_reads_the_columns_again(self):
        response = self.say_the_head()

        assert response.request["PATH_INFO"] == self.url
        self.assertContains(response, "Column A: Кто")

    def test_what_was_said_leads_to_the_plan_and_is_remembered(self):
        self.say_the_head()

        response = self.send()
        self.assertContains(response, "2 new people go on the list.")
        self.apply()

        assert list(ImportMapping.objects.values_list("columns", flat=True)) == [
            {"0": "full_name", "1": "position", "2": ""}
        ]

    def test_two_columns_cannot_be_the_same(self):
        self.say_the_head()

        response = self.send(**{"column-2": "position"})

        assert (response.status_code, outcome(response)) == (422, "invalid")
        self.assertContains(response, "Another column is that already", status_code=422)

    def test_somebody_has_to_be_named(self):
        self.say_the_head()

        assert code(self.send(**{"column-0": ""})) == "no_name"

    def test_a_forged_meaning_is_refused(self):
        """IM-09."""
        self.say_the_head()

        for forged in ("status", "number", "conference", "category", "delegation_id", "is_staff"):
            response = self.send(**{"column-2": forged})
            assert response.status_code == 422
        assert not ImportBatch.objects.get().options.get("columns")


class TestAnswers(Journey):
    def test_one_name_is_taken_with_a_tick(self):
        """R-35."""
        self.paste("ФИО\tДолжность\nГүлзат\tСудья")

        response = self.answer(**{"single-2": "on"})

        self.assertContains(response, "1 new person goes on the list.")

    def test_who_is_known_already_is_asked(self):
        make_member(self.delegation, family_name="Kim", given_name="Elena", email="old@example.org", position="Судья")
        response = self.paste("Full name\tE-mail\nElena Kim\tnew@example.org")
        self.assertContains(response, "Somebody like this is registered already:")

        number = Delegate.objects.get().number
        response = self.answer(**{"shown-2": "1", "choice-2": str(number)})

        self.assertContains(response, "The data of 1 person change.")
        self.assertContains(response, "<del>old@example.org</del> <ins>new@example.org</ins>", html=False)

    def test_an_answer_can_be_taken_back(self):
        make_member(self.delegation, family_name="Kim", given_name="Elena", email="old@example.org")
        self.paste("Full name\tE-mail\nElena Kim\tnew@example.org")
        self.answer(**{"shown-2": "1", "choice-2": "new"})

        response = self.answer(**{"shown-2": "1", "choice-2": ""})

        self.assertContains(response, "1 line stays out")

    def test_answers_given_with_the_button_are_shown_before_anything_is_done(self):
        self.paste()

        response = self.apply(**{"cell-B5": "Осмонов Нурбек Бакытович"})

        assert not Delegate.objects.exists()
        assert code(response) == "answers_taken"
        self.assertContains(response, "7 new people go on the list.")

    def test_cells_nobody_asked_about_are_not_written(self):
        self.paste()

        self.answer(**{"cell-B4": "Чужой Человек", "cell-A1": "x", "cell-ZZZZ9": "x", "choice-4": "skip"})

        self.assertContains(self.client.get(self.plan_url()), "Абенов")

    def test_a_change_can_be_left_as_it_is(self):
        make_member(self.delegation, family_name="Kim", given_name="Elena", position="Судья", status=S.DRAFT)
        self.paste("Full name\tPosition\nElena Kim\tExpert")

        response = self.answer(**{"shown-2": "1", "choice-2": "skip"})

        self.assertNotContains(response, 'name="apply"')

    def test_what_changed_meanwhile_is_shown_and_nothing_is_done(self):
        """RC-23."""
        self.paste()
        digest = seen(self.client.get(self.plan_url()))
        make_member(self.delegation, family_name="Kim", given_name="Elena", cyrillic_family_name="Ким",
                    cyrillic_given_name="Елена", status=S.DRAFT)  # fmt: skip

        response = self.client.post(self.plan_url(), {"apply": "1", "seen": digest})

        assert (response.status_code, code(response)) == (409, "changed_meanwhile")
        assert self.delegation.people.count() == 1

    def test_sent_twice_it_is_done_once(self):
        self.paste()
        digest = seen(self.client.get(self.plan_url()))

        for _click in range(2):
            response = self.client.post(self.plan_url(), {"apply": "1", "seen": digest}, follow=True)

        assert (self.delegation.people.count(), response.request["PATH_INFO"]) == (6, "/delegation/")


class TestFilters(Journey):
    def test_lines_of_one_kind_are_shown_alone(self):
        self.paste()

        response = self.client.get(f"{self.plan_url()}?show=REFUSED")

        self.assertContains(response, 'id="line-5"')
        self.assertNotContains(response, 'id="line-4"')

    def test_the_refused_stand_first(self):
        page = self.paste().content.decode()

        assert page.index('id="line-5"') < page.index('id="line-4"')

    def test_nonsense_in_the_address_shows_everything(self):
        self.paste()

        for query in ("?show=x&page=99", "?page=abc", "?show=REFUSED&page=-1"):
            assert self.client.get(self.plan_url() + query).status_code == 200

    def test_a_long_table_has_pages_and_no_more_statements(self):
        families = [
            f"{a}{b}ов"
            for a in ("Абен", "Бекет", "Гумар", "Досан", "Жолан", "Замир")
            for b in "ахим олжас темир".split()
        ]
        self.paste("ФИО\tДолжность\nКим Елена\tx")
        with self.assertNumQueries(QUERIES):
            self.client.get(self.plan_url())

        self.paste(
            "\n".join(["ФИО\tДолжность", *(f"{each} Вера\tx{place}" for place, each in enumerate(families * 4))])
        )

        with self.assertNumQueries(QUERIES):
            response = self.client.get(self.plan_url())
        self.assertContains(response, "Page 1 of 2")


class TestWalls(Journey):
    """Nobody sees another delegation's table (R-05, AC-21)."""

    def setUp(self):
        super().setUp()
        self.paste()
        self.urls = [self.plan_url(), f"{self.plan_url()}columns/"]

    def test_another_delegation_gets_404(self):
        stranger = came_in(make_focal_point(make_delegation(self.delegation.conference, iso2="UZ")))

        for url in self.urls:
            assert stranger.get(url).status_code == 404
            assert stranger.post(url, {"apply": "1"}).status_code == 404
        assert stranger.post(f"{self.plan_url()}discard/").status_code == 404

    def test_a_colleague_of_the_same_delegation_may_go_on(self):
        assert came_in(make_focal_point(self.delegation)).get(self.plan_url()).status_code == 200

    def test_a_revoked_focal_point_is_out(self):
        """R-15."""
        focal_points.revoke(self.point, by=make_user(), now=NOON)

        assert self.client.get(self.plan_url()).status_code == 302

    def test_an_officer_s_table_for_the_delegation_is_not_the_focal_point_s(self):
        content = readers.read_text("ФИО\nКим Елена").as_json()
        batch = imports.receive(
            self.delegation.conference, content, delegation=self.delegation, by=make_user(), now=NOON
        )

        assert self.client.get(f"{SEND}{batch.pk}/").status_code == 404

    def test_without_a_link_there_is_only_the_door(self):
        for url in (SEND, *self.urls):
            assert self.client_class().get(url).status_code == 302

    def test_a_table_can_be_forgotten(self):
        response = self.client.post(f"{self.plan_url()}discard/", follow=True)

        assert (outcome(response), ImportBatch.objects.count()) == ("withdrawn", 0)

    def test_markup_in_a_cell_is_text(self):
        """IM-10, XS-01."""
        response = self.paste("ФИО\tДолжность\n<img src=x onerror=alert(1)>\t<script>x</script>\nКим Елена\t<b>y</b>")

        page = response.content.decode()
        assert "<img src=x" not in page
        assert "<script>x" not in page
        assert "&lt;b&gt;y&lt;/b&gt;" in page
