"""Lists as files: the rows and columns of the screen, nobody who should not be there, nothing that runs."""

import csv
import hashlib
import io
import zipfile
from datetime import UTC, datetime

import pytest
from django.test import TestCase, TransactionTestCase

from attendees.domain.selections import Selection
from attendees.enums import GONE, DelegateStatus
from attendees.exports import lists
from attendees.exports.columns import COLUMNS, USUAL, offered
from attendees.exports.files import ExportRefused
from attendees.exports.lists import Wanted
from attendees.models import Consent, Delegate, ExportRecord, Signup
from conference.domain import countries
from tests.attendees.crowd import make_crowd
from tests.factories import NOON, make_category, make_conference, make_country, make_delegate, make_session

S = DelegateStatus
STATES = ("UZ", "BG", "TJ", "KG", "RO", "KZ")


def taken(conference, columns="number", *, order="number", language="en", kind="csv", machine=False, **filters):
    """The file as bytes, and its record."""
    selection = Selection(conference, filters=filters, order=order, language=language)
    wanted = Wanted(selection, columns.split(), kind, language, machine)
    file = io.BytesIO()
    record = lists.export(wanted, file, by=None, now=NOON)
    return file.getvalue(), record


def table(conference, *args, **options) -> list[list[str]]:
    """The rows of a CSV file, its header first."""
    text = taken(conference, *args, **options)[0].decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


class ListCase(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(
            self.conference, code="MEMBER_STATE", name={"en": "Member State", "ru": "Государство"}
        )

    def person(self, **fields) -> Delegate:
        return make_delegate(category=self.category, **fields)


class TestRows(ListCase):
    def test_those_who_are_gone_are_left_out_unless_their_status_is_asked_for(self):
        """EX-04."""
        for number, status in enumerate(S, start=1):
            self.person(number=number, status=status)

        present = table(self.conference, "status", machine=True)
        asked = table(self.conference, "number", machine=True, status="WITHDRAWN,APPROVED")

        assert {row[0] for row in present[1:]} == set(S) - GONE
        assert asked[0] == ["number", "status"]
        assert {row[1] for row in asked[1:]} == {"WITHDRAWN", "APPROVED"}

    def test_erased_people_are_never_in_it(self):
        self.person(status=S.WITHDRAWN, erased_at=NOON)

        assert table(self.conference, status="WITHDRAWN", machine=True)[1:] == []

    def test_another_conferences_people_are_never_in_it(self):
        make_delegate()

        assert table(self.conference)[1:] == []

    def test_states_stand_in_the_order_of_the_language(self):
        """R-39: fourth of the six in Kyrgyz and French, last in English and Russian."""
        countries.load(countries.table())
        for iso2 in STATES:
            self.person(country=make_country(iso2))

        found = {
            language: [row[0] for row in table(self.conference, "state_iso2", order="state", language=language)[1:]]
            for language in ("en", "ru", "ky", "fr")
        }

        assert [found[language].index("UZ") for language in ("en", "ru", "ky", "fr")] == [5, 5, 3, 3]

    def test_the_order_is_that_of_the_selection(self):
        for name in ("Bee", "Ant", "Cow"):
            self.person(family_name=name)

        assert [row[0] for row in table(self.conference, "family_name", order="-name")[1:]] == ["Cow", "Bee", "Ant"]


class TestCells(ListCase):
    def test_words_in_the_language_of_the_file(self):
        countries.load(countries.table())
        self.person(country=make_country("KG"), status=S.APPROVED, sponsored=True)

        header, row = table(self.conference, "state category status sponsored", language="en")

        assert header == ["State represented", "Category", "Status", "Sponsored"]
        assert row == ["Kyrgyzstan", "Member State", "Approved", "Yes"]
        assert table(self.conference, "state category", language="ru")[1] == ["Кыргызстан", "Государство"]

    def test_codes_for_machines(self):
        self.person(country=make_country("KG"), sponsored=True)

        header, row = table(self.conference, "state category status sponsored registered_at", machine=True)

        assert header == ["state", "category", "status", "sponsored", "registered_at"]
        assert row == ["KG", "MEMBER_STATE", "PENDING", "true", "2026-10-05T06:00:00+00:00"]

    def test_times_are_those_of_the_conference_and_name_the_zone(self):
        """R-20."""
        self.person(registered_at=datetime(2026, 10, 5, 22, 30, tzinfo=UTC))

        header, row = table(self.conference, "registered_at")

        assert header == ["Registered – Bishkek time (UTC+6)"]
        assert row == ["2026-10-06 04:30:00"]

    def test_sessions_consents_places_and_what_is_missing(self):
        first, second = self.person(status=S.WAITLISTED), self.person(status=S.WAITLISTED)
        session = make_session(self.conference, code="S-1")
        Signup.objects.create(delegate=first, session=session, created_at=NOON)
        for value, minute in ((True, NOON), (False, NOON.replace(minute=5))):
            Consent.objects.create(delegate=first, kind="PHOTO", value=value, version=1, language="en", given_at=minute)

        columns = "number waiting_position sessions consent_photo missing"
        rows = table(self.conference, columns, machine=True)[1:]

        assert rows[0] == [str(first.number), "1", "S-1", "false", "POSITION, CYRILLIC"]
        assert rows[1] == [str(second.number), "2", "", "", "POSITION, CYRILLIC"]

    def test_no_cell_is_a_formula(self):
        for evil in ('=HYPERLINK("http://evil","x")', "+1", "@SUM(A1)", "\t=1", "＝1+1", " =1", "-2+3"):
            self.person(organisation=evil)

        rows = table(self.conference, "organisation")[1:]

        assert [row[0][0] for row in rows] == ["'"] * 7

    def test_a_control_character_loses_no_row(self):
        """EX-03."""
        for _ in range(5):
            self.person()
        Delegate.objects.filter(number=Delegate.objects.first().number).update(organisation="a\x0bb")

        content, record = taken(self.conference, "number organisation", kind="xlsx")

        assert record.rows == 5
        assert b"\x0b" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")

    def test_every_column_can_be_filled_in_words_and_codes_in_both_formats(self):
        self.person(phone="+996555012345", diet="halal", date_of_birth="1980-03-27")
        everything = " ".join(COLUMNS)

        for machine in (True, False):
            rows = table(self.conference, everything, machine=machine)
            taken(self.conference, everything, kind="xlsx", machine=machine)

            assert len(rows[0]) == len(rows[1]) == len(COLUMNS) >= 25
        assert len(USUAL) == 27
        assert not any(COLUMNS[code].is_sensitive for code in USUAL)


class TestOffered:
    def test_every_column_once(self):
        codes = [column.code for column in offered(sensitive=True)]

        assert codes == list(COLUMNS)


class TestRecord(ListCase):
    def test_who_when_what_how_many_and_the_digest_of_the_file(self):
        """EX-12."""
        for _ in range(3):
            self.person(status=S.APPROVED)

        content, record = taken(self.conference, "number status", status="APPROVED")

        kept = ExportRecord.objects.get()
        assert kept == record
        assert (kept.rows, kept.columns, kept.format, kept.by) == (3, ["number", "status"], "csv", None)
        assert kept.digest == hashlib.sha256(content).hexdigest()

    def test_what_cannot_be_made_leaves_no_record(self):
        wrong = {"unknown_column": ("nonsense", "csv"), "unknown_format": ("number", "pdf"), "no_columns": ("", "csv")}

        for code, (columns, kind) in wrong.items():
            with pytest.raises(ExportRefused) as caught:
                taken(self.conference, columns, kind=kind)
            assert caught.value.code == code
        assert not ExportRecord.objects.exists()

    def test_the_workbook_says_what_it_is(self):
        self.person()

        book = zipfile.ZipFile(io.BytesIO(taken(self.conference, kind="xlsx")[0]))
        about = book.read("xl/worksheets/sheet2.xml").decode()

        for words in ("Taken by", "the system", "Filter", "Rows", "Bishkek time"):
            assert words in about

    def test_a_name_of_a_file_breaks_no_header(self):
        """EX-07."""
        evil = 'a"; filename=x.exe\r\nX: y ' + "длинное " * 60
        self.conference.short_title = {"en": evil}

        name = lists.name_of(Wanted(Selection(self.conference), ["number"], "csv", "en"), now=NOON)

        assert not set('"\r\n;/\\') & set(name)
        assert name.endswith(".csv")
        assert len(name.encode()) <= 120


class TestSnapshot(TransactionTestCase):
    """EX-06: one view of the database from the first row to the last, on both databases."""

    def test_what_is_committed_meanwhile_is_not_in_the_file(self):
        conference = make_conference()
        make_category(conference)
        make_crowd(conference, 30)
        Delegate.objects.update(status=S.PENDING)
        sheet = lists.Sheet(conference, "en", is_machine=True)
        columns = [COLUMNS[code] for code in ("number", "status", "sessions")]

        with lists.snapshot():
            before = Delegate.objects.count()
            approve_elsewhere()
            rows = list(lists.cells(Selection(conference).delegates(), columns, sheet))

        assert {row[1] for row in rows} == {"PENDING"}
        assert len(rows) == before == 30
        assert Delegate.objects.filter(status=S.APPROVED).count() == 30


def approve_elsewhere() -> None:
    """Another connection approves everybody."""
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection

    def approve() -> None:
        Delegate.objects.update(status=S.APPROVED)
        connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(approve).result()


class TestPositions(ListCase):
    def test_each_language_has_a_column_of_its_own(self):
        self.person(position="Head", positions={"ru": "Начальник"})

        head, row = table(self.conference, "position position_en position_ru position_ky", machine=True)

        assert head == ["position", "position_en", "position_ru", "position_ky"]
        assert row == ["Head", "", "Начальник", ""]
