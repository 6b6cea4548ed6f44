"""The first page of a conference: what each role sees of it, and what it costs."""

from datetime import timedelta

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from attendees.views import charts
from conference.enums import Confidentiality
from mailing.models import Letter
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegate

CANARIES = {
    "family_name": "Canaryfamily",
    "given_name": "Canarygiven",
    "cyrillic_family_name": "Канарейкин",
    "email": "canary@example.org",
    "phone": "+996700123456",
    "diet": "canarydiet",
    "accessibility": "canaryaccess",
    "organisation": "Canary Organisation",
    "position": "Canary Position",
    "date_of_birth": "1971-02-03",
    "remarks": "canaryremark",
}


def failed_letter(conference, **fields):
    """A letter that did not leave."""
    now = timezone.now()
    return Letter.objects.create(
        **{
            "kind": "delegate_approved",
            "to_email": "canary@example.org",
            "language": "en",
            "subject": "x",
            "text": "x",
            "realm": f"conference:{conference.pk}",
            "status": "FAILED",
            "last_error": "550 mailbox full",
            "attempts": 5,
            "created_at": now,
            "due_at": now,
            "next_try_at": now,
            **fields,
        }
    )


class Case(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.category = make_category(cls.cast.a, name={"en": "Experts"})
        make_delegate(category=cls.category, **CANARIES)
        cls.letter = failed_letter(cls.cast.a)

    def page(self, user):
        return client_of(user).get("/admin/").content.decode()


class TestFirstPage(Case):
    def test_an_officer_sees_what_waits(self):
        page = self.page(self.cast.officer_a)

        assert "to decide" in page
        assert "The oldest waits since Monday 5 October, 12:00." in page
        assert "550 mailbox full" in page
        assert "Send again" in page

    def test_a_donor_sees_figures_and_never_a_name(self):
        """AC-15."""
        for user in (self.cast.donor_a, self.cast.programme_a):
            page = self.page(user)

            assert "From registered to arrived" in page
            assert "to decide" not in page
            for field, canary in CANARIES.items():
                assert canary not in page, (user, field)

    def test_no_personal_value_of_a_delegate_is_on_it_for_anybody(self):
        page = self.page(self.cast.manager_a)

        for field in set(CANARIES) - {"email"}:
            assert CANARIES[field] not in page, field

    def test_another_conference_sees_nothing_of_it(self):
        page = self.page(self.cast.manager_b)

        assert "Nothing waits for you." in page
        assert "Nobody has registered yet." in page
        assert "mailbox full" not in page

    def test_small_cells_are_dashes_for_a_donor_of_a_restricted_conference(self):
        """R-58."""
        self.cast.a.confidentiality = Confidentiality.RESTRICTED
        self.cast.a.save()

        assert "A dash stands for a figure under 5" in self.page(self.cast.donor_a)
        assert "A dash stands for a figure under 5" not in self.page(self.cast.officer_a)

    def test_how_few_women_there_are_is_not_told_beside_the_table_that_hides_it(self):
        """R-58: from the sum of all one could work out what the tables leave out."""
        self.cast.a.confidentiality = Confidentiality.CLOSED
        self.cast.a.save()
        make_delegate(category=self.category, status="APPROVED", sex="F")

        told = [
            client_of(user).get("/admin/").context["by_sex"].women for user in (self.cast.donor_a, self.cast.officer_a)
        ]

        assert told == [None, 1]

    def test_deadlines_are_told_in_days_and_in_the_conferences_time(self):
        now = timezone.now()
        self.cast.a.registration_closes_at = now + timedelta(days=5)
        self.cast.a.modification_deadline_at = now - timedelta(days=1)
        self.cast.a.starts_on = self.cast.a.ends_on = (now + timedelta(days=30)).date()
        self.cast.a.save()

        page = self.page(self.cast.officer_a)

        assert "in 5 days" in page
        assert "closed" in page
        assert "Bishkek time (UTC+6)" in page

    def test_it_costs_at_most_fourteen_statements_whatever_the_size(self):
        client = client_of(self.cast.manager_a)
        client.get("/admin/")
        costs = []
        for number in (1, 40):
            for step in range(number):
                make_delegate(category=self.category, status="APPROVED", registered_at=NOON + timedelta(days=step))
            with CaptureQueriesContext(connection) as queries:
                client.get("/admin/")
            costs.append(len(queries))

        assert costs[0] == costs[1] <= 14

    def test_it_is_there_in_every_language_of_the_site(self):
        client = client_of(self.cast.manager_a)

        for language in ("en", "ru", "ky"):
            client.cookies["language"] = language
            assert client.get("/admin/").status_code == 200, language


class TestSendAgain(Case):
    def send(self, user, letter=None):
        return client_of(user).post(reverse("admin:letter_send_again", args=[(letter or self.letter).pk]), follow=True)

    def test_an_officer_queues_a_failed_letter_again(self):
        page = self.send(self.cast.officer_a)

        self.letter.refresh_from_db()
        assert self.letter.status == "QUEUED"
        assert "on its way again" in page.content.decode()

    def test_a_letter_that_did_not_fail_is_refused_in_words(self):
        self.send(self.cast.officer_a)

        assert 'data-code="illegal_move"' in self.send(self.cast.officer_a).content.decode()

    def test_others_are_refused(self):
        assert self.send(self.cast.donor_a).status_code == 403
        assert self.send(self.cast.programme_a).status_code == 403
        assert self.send(self.cast.manager_b).status_code == 404
        self.letter.refresh_from_db()
        assert self.letter.status == "FAILED"

    def test_the_letter_of_an_account_is_nobodys_of_the_conference(self):
        assert self.send(self.cast.manager_a, failed_letter(self.cast.a, realm="")).status_code == 404

    def test_opening_the_address_sends_nothing(self):
        page = client_of(self.cast.officer_a).get(reverse("admin:letter_send_again", args=[self.letter.pk]))

        assert page.status_code == 405


class TestChart(TestCase):
    def days(self, *counts):
        return [(NOON.date() + timedelta(days=number), count) for number, count in enumerate(counts)]

    def test_the_highest_bar_stays_below_the_top(self):
        chart = charts.by_day(self.days(1, 0, 7))

        assert [bar.height for bar in chart.bars] == [round(112 / 10, 1), round(112 * 7 / 10, 1)]
        assert [level.text for level in chart.levels] == ["5", "10"]

    def test_many_days_are_drawn_by_the_week(self):
        assert len(charts.by_day(self.days(*[1] * 300)).bars) <= 44

    def test_the_table_says_the_same_as_the_picture(self):
        chart = charts.by_day(self.days(*[2] * 10))

        assert sum(count for _week, count in chart.table) == chart.total == 20

    def test_without_registrations_there_is_no_picture(self):
        assert charts.by_day([]) is None
