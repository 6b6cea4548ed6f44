"""`export_delegates`, as CONTRACT.md promises it."""

import csv
import io
import tempfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from attendees.enums import DelegateStatus
from attendees.exports.columns import USUAL
from attendees.models import ExportRecord
from tests.factories import make_category, make_conference, make_delegate


class TestExportDelegates(TestCase):
    def setUp(self):
        self.conference = make_conference(slug="congress")
        category = make_category(self.conference)
        make_delegate(category=category, family_name="Japarov", status=DelegateStatus.APPROVED)
        make_delegate(category=category, family_name="Asanov", status=DelegateStatus.WITHDRAWN)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.file = Path(folder.name) / "list"

    def rows(self, **options):
        call_command("export_delegates", "congress", output=str(self.file), stderr=io.StringIO(), **options)
        return list(csv.reader(io.StringIO(self.file.read_bytes().decode("utf-8-sig"), newline="")))

    def test_the_usual_columns_under_machine_names(self):
        rows = self.rows(machine=True)

        assert rows[0] == USUAL
        assert len(rows) == 2

    def test_columns_status_and_language(self):
        rows = self.rows(columns="number, family_name", status="withdrawn", language="en")

        assert rows[0] == ["No.", "Family name", "Status"]
        assert [row[1] for row in rows[1:]] == ["Asanov"]

    def test_a_workbook(self):
        call_command("export_delegates", "congress", format="xlsx", output=str(self.file), stderr=io.StringIO())

        assert self.file.read_bytes().startswith(b"PK")

    def test_it_is_recorded_as_the_systems(self):
        self.rows(status="APPROVED")

        record = ExportRecord.objects.get()
        assert (record.by, record.rows, record.filter) == (None, 1, "status=APPROVED")

    def test_what_is_unknown_is_refused_in_words(self):
        for options in ({"columns": "nonsense"}, {"status": "NONSENSE"}):
            with pytest.raises(CommandError):
                self.rows(**options)
        with pytest.raises(CommandError):
            call_command("export_delegates", "nowhere")
        assert not ExportRecord.objects.exists()
