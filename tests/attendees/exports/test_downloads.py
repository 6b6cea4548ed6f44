"""Taking a list from the admin: exactly the screen, recorded, and not for everybody."""

import csv
import io

from django.test import TestCase

from attendees.enums import DelegateStatus
from attendees.models import ExportRecord
from conference.domain import countries
from tests.cast import client_of, make_cast
from tests.factories import make_category, make_delegate, make_delegation, make_member

LIST = "/admin/attendees/delegate/"
EXPORT = f"{LIST}export/"
BOOK = "/admin/attendees/exportrecord/"
S = DelegateStatus


def rows_of(answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"), newline="")))


class DownloadCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(self.cast.a)
        self.client = client_of(self.cast.officer_a, self.cast.a)
        for name in ("Cow", "Ant", "Bee"):
            make_delegate(category=self.category, family_name=name, status=S.APPROVED)
        make_delegate(category=self.category, family_name="Dog", status=S.WITHDRAWN)

    def take(self, **sent):
        sent = {"query": "", "format": "csv", "language": "machine", "_conference": self.cast.a.pk} | sent
        return self.client.post(EXPORT, sent)


class TestDownload(DownloadCase):
    def test_rows_order_and_columns_are_those_of_the_screen(self):
        query = "status=APPROVED&o=-name&cols=name.email"
        shown = [row.delegate.family_name for row in self.client.get(f"{LIST}?{query}").context["cl"].result_list]

        rows = rows_of(self.take(query=query))

        assert rows[0] == ["number", "name", "cyrillic_name", "email"]
        assert [row[1].partition(",")[0] for row in rows[1:]] == shown == ["Cow", "Bee", "Ant"]

    def test_a_link_takes_it_too(self):
        rows = rows_of(self.client.get(f"{EXPORT}?format=csv&language=machine&columns=family_name&q=ant"))

        assert rows == [["family_name"], ["Ant"]]

    def test_states_stand_in_the_alphabet_of_the_file_not_of_the_screen(self):
        """R-39: Өзбекстан comes before Румыния, Uzbekistan after Tajikistan."""
        countries.load(countries.table())
        for iso2 in ("RO", "TJ", "UZ"):
            make_member(make_delegation(category=self.category, iso2=iso2), family_name=iso2, status=S.APPROVED)

        for order in ("protocol", "state"):
            for language, expected in {"ky": ["UZ", "RO", "TJ"], "en": ["RO", "TJ", "UZ"]}.items():
                address = f"{EXPORT}?format=csv&o={order}&language={language}&columns=family_name"
                names = [row[0] for row in rows_of(self.client.get(address)) if row[0] in expected]

                assert names == expected, (order, language)

    def test_it_is_recorded_with_who_and_which_filter(self):
        answer = self.take(query="status=APPROVED&q=bee", columns=["number", "family_name"])
        b"".join(answer)

        record = ExportRecord.objects.get()
        assert (record.by, record.conference, record.rows) == (self.cast.officer_a, self.cast.a, 1)
        assert (record.filter, record.columns) == ("status=APPROVED&q=bee", ["number", "family_name"])

    def test_the_answer_is_kept_by_no_cache_and_has_a_safe_name(self):
        self.cast.a.short_title = {"en": 'Конференция "2026"; x=y'}
        self.cast.a.save()

        answer = self.take(format="xlsx", language="en")
        b"".join(answer)

        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%D0%9A")
        assert answer["Content-Type"].endswith("sheet")

    def test_the_page_says_who_is_left_out_before_anything_is_taken(self):
        page = self.client.get(EXPORT).content.decode()

        assert "3 people will be in the file" in page
        assert "1 who withdrew" in page
        assert not ExportRecord.objects.exists()

    def test_an_impossible_wish_is_refused_in_words(self):
        for sent, code in (({"format": "exe"}, "unknown_format"), ({"columns": "nonsense"}, "unknown_column")):
            answer = self.take(**sent)

            assert answer.status_code == 422
            assert f'data-code="{code}"' in answer.content.decode()
        assert self.take(chosen="1;drop").status_code == 400
        assert not ExportRecord.objects.exists()

    def test_people_of_another_conference_cannot_be_chosen(self):
        foreign = make_delegate(category=make_category(self.cast.b))

        assert rows_of(self.take(chosen=str(foreign.pk), columns="number"))[1:] == []

    def test_the_form_of_another_tab_is_refused(self):
        assert self.take(_conference=self.cast.b.pk).status_code == 409


class TestRights(DownloadCase):
    def test_roles_without_the_right_take_nothing(self):
        """AD-17."""
        for user in (self.cast.programme_a, self.cast.donor_a, self.cast.nobody):
            self.client = client_of(user, self.cast.a)

            for answer in (self.client.get(EXPORT), self.client.get(f"{EXPORT}?format=csv"), self.take()):
                assert answer.status_code in (302, 403)
        assert not ExportRecord.objects.exists()

    def test_the_book_is_for_managers_of_the_conference(self):
        b"".join(self.take())
        record = ExportRecord.objects.get()
        staff = {
            self.cast.manager_a: (self.cast.a, 200, 200),
            self.cast.officer_a: (self.cast.a, 403, 403),
            self.cast.programme_a: (self.cast.a, 403, 403),
            self.cast.manager_b: (self.cast.b, 200, 404),
        }

        for user, (conference, of_list, of_line) in staff.items():
            client = client_of(user, conference)

            answers = (client.get(BOOK).status_code, client.get(f"{BOOK}{record.pk}/change/").status_code)
            assert answers == (of_list, of_line), user

    def test_nobody_writes_in_the_book(self):
        b"".join(self.take())
        record = ExportRecord.objects.get()
        client = client_of(self.cast.superuser, self.cast.a)

        for address in (f"{BOOK}add/", f"{BOOK}{record.pk}/delete/", f"{BOOK}{record.pk}/change/"):
            assert client.post(address, {"rows": 7, "post": "yes"}).status_code == 403
        assert ExportRecord.objects.get().rows == 3
