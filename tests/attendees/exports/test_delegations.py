"""The list of delegations as a file: words of its language, protocol order, recorded."""

import csv
import io
import zipfile

from attendees.models import ExportRecord
from tests.attendees.admin.test_delegations import LIST, SIX, ListCase
from tests.cast import client_of
from tests.factories import NOON, make_focal_point, make_member


class FileCase(ListCase):
    def take(self, client=None, **sent):
        sent = {"format": "csv", "language": "en", "query": "", "_conference": self.cast.a.pk} | sent
        return (client or self.client).post(f"{LIST}export/", sent)

    def rows(self, **sent):
        content = b"".join(self.take(**sent)).decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(content)))


class TestFile(FileCase):
    def test_quotas_people_head_and_focal_points(self):
        delegation = self.delegation(quota_in_person=5, invited_at=NOON)
        make_focal_point(delegation, name="Aigerim S.", email="a@mfa.kz")
        make_member(delegation, family_name="Abilov", status="APPROVED", capacity="HEAD")
        make_member(delegation, status="WAITLISTED")

        (row,) = self.rows(language="machine")

        wanted = {
            "delegation": "Kazakhstan", "state_iso2": "KZ", "category": "MEMBER_STATE", "status": "INVITED",
            "quota_in_person": "5", "approved_in_person": "1", "reserve": "1", "head": "Abilov, Given",
            "focal_points": "Aigerim S. <a@mfa.kz>", "regional_group": "ASIA_PACIFIC",
        }  # fmt: skip
        assert {name: row[name] for name in wanted} == wanted

    def test_the_alphabet_and_the_words_are_those_of_the_file(self):
        """R-39: Өзбекстан is the fourth."""
        for iso2 in SIX:
            self.delegation(iso2)

        russian = [row["Делегация"] for row in self.rows(language="ru")]
        kyrgyz = [row["Делегация"] for row in self.rows(language="ky")]

        assert (russian[0], russian[-1]) == ("Болгария", "Узбекистан")
        assert kyrgyz.index("Өзбекстан") == 3

    def test_times_name_their_zone(self):
        """R-20."""
        self.delegation(invited_at=NOON)

        (row,) = self.rows()

        assert row["Invited – Bishkek time (UTC+6)"] == "2026-10-05 12:00:00"

    def test_the_filter_of_the_list_holds(self):
        self.delegation("KZ", status="DECLINED")
        self.delegation("UZ")

        assert [row["delegation"] for row in self.rows(query="status=DECLINED", language="machine")] == ["Kazakhstan"]

    def test_xlsx_says_what_it_is(self):
        self.delegation()

        with zipfile.ZipFile(io.BytesIO(b"".join(self.take(format="xlsx")))) as book:
            sheets = [name for name in book.namelist() if "worksheets/sheet" in name]

        assert len(sheets) == 2

    def test_no_cell_is_a_formula(self):
        """EX-01."""
        make_focal_point(self.delegation(), name="=cmd()", email="a@mfa.kz")

        assert self.rows(language="machine")[0]["focal_points"].startswith("'=cmd()")


class TestBook(FileCase):
    def test_who_took_what_is_written_down(self):
        """EX-12."""
        self.delegation("KZ")

        list(self.take(query="status=INVITED"))

        record = ExportRecord.objects.get()
        assert (record.by, record.rows, record.filter) == (self.cast.officer_a, 1, "delegations status=INVITED")
        assert len(record.digest) == 64
        manager = client_of(self.cast.manager_a, self.cast.a)
        assert b"focal points" in manager.get(f"/admin/attendees/exportrecord/{record.pk}/change/").content

    def test_the_page_says_how_many_and_takes_nothing(self):
        self.delegation("KZ")

        page = self.client.get(f"{LIST}export/?status=INVITED")

        assert b"1 delegation will be in the file" in page.content
        assert not ExportRecord.objects.exists()

    def test_nonsense_is_refused_in_words(self):
        assert self.take(format="exe").status_code == 422
        assert self.client.get(f"{LIST}export/?status=X").status_code == 200

    def test_without_the_right_there_is_no_file(self):
        """AD-17."""
        for user in (self.cast.programme_a, self.cast.donor_a):
            client = client_of(user, self.cast.a)

            assert client.get(f"{LIST}export/").status_code == 403
            assert self.take(client).status_code == 403
        assert not ExportRecord.objects.exists()
