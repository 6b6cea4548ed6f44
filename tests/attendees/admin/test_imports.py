"""Tables in the admin: send, columns, plan, taken over; one's own table and one's own conference alone."""

import re

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase

from attendees.enums import DelegateStatus
from attendees.models import ChangeRequest, Delegate, ImportBatch, OrganisationSpelling
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.imports.files import workbook
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_country, make_delegate, make_delegation, make_organisation

S = DelegateStatus
LIST = "/admin/attendees/importbatch/"
#: Session, user, role; table, conference, categories thrice, cells; columns remembered, organisations, people twice.
QUERIES = 13
TABLE = """Список участников
№\tФИО\tДолжность\tОрганизация\tСтрана\tE-mail
1\tКим Елена\tЭксперт\tМинюст\tКазахстан\tkim@example.org
2\tОсмoнов Нурбек\tИнспектор\tГСИН\tКыргызстан\t
3\tЖапаров Аскар\tСудья\tМинюст\tКыргызстан\taskar@example.org
"""


def said_by(form):
    """What a browser sends of a form that nobody touched."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None and value is not False}


class ImportCase(TestCase):
    def setUp(self):
        self.enterContext(time_machine.travel(NOON, tick=False))
        self.cast = make_cast(capacity=None)
        make_country("KZ")
        self.category = make_category(self.cast.a, code="STATES", approval=ApprovalMode.SECRETARIAT)
        self.client = client_of(self.cast.officer_a, self.cast.a)

    def send(self, text=TABLE, into="cSTATES", **more):
        return self.client.post(f"{LIST}add/", {"text": text, "into": into, "_conference": self.cast.a.pk, **more})

    def sent(self, *arguments, **more):
        """Send a table and agree to its columns; the address of the plan."""
        self.send(*arguments, **more)
        pk = ImportBatch.objects.latest("pk").pk
        url = f"{LIST}{pk}/columns/"
        form = self.client.get(url).context["form"]
        self.client.post(url, {**said_by(form), "_conference": self.cast.a.pk})
        return f"{LIST}{pk}/plan/"

    def seen(self, url):
        return re.search(r'name="seen" value="(\w+)"', self.client.get(url).content.decode())[1]

    def apply(self, url, **more):
        return self.client.post(
            url, {"apply": "1", "seen": self.seen(url), "_conference": self.cast.a.pk, **more}, follow=True
        )


class TestSend(ImportCase):
    def test_where_the_people_go_is_asked(self):
        make_delegation(self.cast.a)
        make_delegation(self.cast.b, iso2="UZ")

        page = self.client.get(f"{LIST}add/")

        self.assertContains(page, 'value="cSTATES"')
        self.assertContains(page, "Kazakhstan (")
        self.assertNotContains(page, "Uzbekistan (")

    def test_a_delegation_of_another_conference_is_no_choice(self):
        """IM-11."""
        other = make_delegation(self.cast.b)

        response = self.send(into=f"d{other.pk}")

        assert response.status_code == 422
        assert not ImportBatch.objects.exists()

    def test_a_file_leads_to_its_columns(self):
        file = SimpleUploadedFile("list.xlsx", workbook([["ФИО", "Должность"], ["Ким Елена", "Эксперт"]]))

        response = self.send(text="", file=file)

        batch = ImportBatch.objects.get()
        assert response["Location"] == f"{LIST}{batch.pk}/columns/"
        assert (batch.by, batch.name, batch.options["category"]) == (self.cast.officer_a, "list.xlsx", "STATES")

    def test_what_cannot_be_read_is_said(self):
        response = self.send(text="", file=SimpleUploadedFile("list.xlsx", b"<html><table>"))

        self.assertContains(response, "web page under the name of a table", status_code=422)

    def test_the_lists_lead_here(self):
        delegation = make_delegation(self.cast.a)

        self.assertContains(self.client.get("/admin/attendees/delegate/"), f'href="{LIST}add/"')
        page = self.client.get(f"/admin/attendees/delegation/{delegation.pk}/change/")
        self.assertContains(page, f'href="{LIST}add/?delegation={delegation.pk}"')
        self.assertContains(
            self.client.get(f"{LIST}add/?delegation={delegation.pk}"), f'value="d{delegation.pk}" selected'
        )


class TestPlan(ImportCase):
    def test_the_plan_says_what_follows_and_writes_nothing(self):
        page = self.client.get(self.sent())

        self.assertContains(page, "2 people are registered: Waiting for a decision.")
        self.assertContains(page, "1 organisation is not known here yet.")
        assert not Delegate.objects.exists()
        assert not OrganisationSpelling.objects.exists()

    def test_a_cell_is_corrected_in_place(self):
        url = self.sent()

        self.client.post(url, {"cell-B4": "Осмонов Нурбек", "_conference": self.cast.a.pk})

        self.assertContains(self.client.get(url), "3 people are registered")

    def test_old_and_new_stand_side_by_side(self):
        make_delegate(
            category=self.category, family_name="Kim", given_name="Elena", email="kim@example.org", position="Судья"
        )

        page = self.client.get(self.sent())

        self.assertContains(page, "<del>Судья</del> <ins>Эксперт</ins>")

    def test_seats_that_are_short_are_said_before_they_are_given(self):
        """IM-13, RC-19."""
        make_category(self.cast.a, code="OPEN", approval=ApprovalMode.AUTOMATIC, quota=1)

        page = self.client.get(self.sent(into="cOPEN"))

        self.assertContains(page, "1 person is registered: Approved.")
        self.assertContains(page, "1 person is registered: On the waiting list.")

    def test_statements_do_not_grow_with_the_table(self):
        few, many = self.sent(), self.sent(_longer(40))

        self.client.get(few)  # States are read once a process
        with self.assertNumQueries(QUERIES):
            self.client.get(few)
        with self.assertNumQueries(QUERIES):
            self.client.get(many)


def _longer(size):
    families = "Абен Бекет Гумар Досан Жолан Замир Исмаил Калил Ларион Мамбет".split()
    names = [f"{family}{end}" for family in families for end in ("ов", "екин", "ченко", "идзе")]
    lines = [
        f"{name} Елена\tЭксперт\tМинюст\tКазахстан\t{place}@example.org" for place, name in enumerate(names[:size])
    ]
    return "\n".join(["ФИО\tДолжность\tОрганизация\tСтрана\tE-mail", *lines])


class TestApply(ImportCase):
    def test_one_button_takes_over_what_was_shown(self):
        response = self.apply(self.sent())

        assert list(Delegate.objects.order_by("number").values_list("cyrillic_family_name", "status", "source")) == [
            ("Ким", S.PENDING, "IMPORT"),
            ("Жапаров", S.PENDING, "IMPORT"),
        ]
        self.assertContains(response, "2 lines were taken over. 1 line stayed out.")
        assert Delegate.objects.first().events.get().by == self.cast.officer_a

    def test_the_book_keeps_the_figures_and_no_name(self):
        self.apply(self.sent())

        batch = ImportBatch.objects.get()
        page = self.client.get(f"{LIST}{batch.pk}/change/")
        self.assertContains(page, "Pasted table")
        self.assertNotContains(page, "Ким")
        assert batch.cells == ""

    def test_when_it_was_taken_over_is_written_as_every_other_moment(self):
        self.apply(self.sent())
        ImportBatch.objects.update(applied_at=NOON)

        page = self.client.get(f"{LIST}{ImportBatch.objects.get().pk}/change/")

        self.assertContains(page, "5 October 2026, 12:00")

    def test_the_same_file_again_has_nothing_to_take_over(self):
        """IM-06."""
        self.apply(self.sent())

        page = self.client.get(self.sent())

        self.assertContains(page, "2 lines are unchanged.")
        self.assertNotContains(page, 'name="apply"')

    def test_letters_leave_only_when_they_are_wished(self):
        url = self.sent()
        columns = url.replace("plan", "columns")
        form = self.client.get(columns).context["form"]
        self.client.post(columns, {**said_by(form), "letters": "on", "_conference": self.cast.a.pk})

        self.apply(url)

        assert sorted(Letter.objects.values_list("to_email", flat=True)) == ["askar@example.org", "kim@example.org"]

    def test_an_approved_person_s_change_waits_for_a_decision(self):
        """R-21."""
        make_delegate(category=self.category, family_name="Kim", given_name="Elena", email="kim@example.org",
                      status=S.APPROVED)  # fmt: skip
        url = self.sent()
        self.assertContains(self.client.get(url), "A change is asked for 1 approved person")

        self.apply(url)

        assert "position" in ChangeRequest.objects.get().fields

    def test_into_a_delegation_they_become_drafts(self):
        delegation = make_delegation(self.cast.a)
        url = self.sent("ФИО\tРоль\nКим Елена\tглава", into=f"d{delegation.pk}")
        self.assertContains(self.client.get(url), "Put 1 person on the list")

        self.apply(url)

        assert [(each.status, each.capacity) for each in delegation.people.all()] == [(S.DRAFT, "HEAD")]

    def test_a_plan_that_is_another_by_now_is_shown_again(self):
        """RC-23."""
        url = self.sent()
        seen = self.seen(url)
        make_organisation(self.cast.a, "Ministry of Justice", aliases=["Минюст"])

        response = self.client.post(url, {"apply": "1", "seen": seen, "_conference": self.cast.a.pk})

        assert response.status_code == 409
        assert not Delegate.objects.exists()

    def test_a_table_can_be_forgotten(self):
        url = self.sent()

        self.client.post(url.replace("plan", "forget"), {"_conference": self.cast.a.pk})

        assert not ImportBatch.objects.exists()


class TestWalls(ImportCase):
    def test_a_colleague_s_open_table_is_not_one_s_own(self):
        url = self.sent()

        colleague = client_of(self.cast.manager_a, self.cast.a)

        for page in ("plan", "columns"):
            assert colleague.get(url.replace("plan", page)).status_code == 404
        assert "Pasted" not in colleague.get(LIST).content.decode()

    def test_applied_ones_are_seen_by_everybody_who_may_import(self):
        self.apply(self.sent())

        self.assertContains(client_of(self.cast.manager_a, self.cast.a).get(LIST), "New 2")

    def test_another_conference_s_officer_finds_nothing(self):
        """AC-09, AD-05."""
        url = self.sent()
        stranger = client_of(self.cast.officer_b, self.cast.b)

        for page in ("plan", "columns", "change"):
            assert stranger.get(url.replace("plan", page)).status_code == 404
        assert stranger.post(url.replace("plan", "forget")).status_code == 404

    def test_without_the_right_there_is_no_page(self):
        for caller in (self.cast.donor_a, self.cast.programme_a):
            client = client_of(caller, self.cast.a)
            assert client.get(f"{LIST}add/").status_code == 403
            assert client.get(LIST).status_code == 403

    def test_nobody_writes_into_an_applied_table(self):
        url = self.sent()
        self.apply(url)

        assert self.client.get(url).status_code == 404
        assert self.client.post(url, {"apply": "1"}).status_code == 404

    def test_the_list_asks_no_more_for_many_than_for_one(self):
        self.apply(self.sent())
        with self.assertNumQueries(7):
            self.client.get(LIST)
        for _table in range(5):
            self.sent()

        with self.assertNumQueries(7):
            self.client.get(LIST)
