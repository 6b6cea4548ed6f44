"""Files that wait for their form, and files nobody needs any more (UP-05, UP-10, UP-14)."""

import os
import re
import tempfile
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase, override_settings

from attendees.domain import uploads
from attendees.models import Upload
from core.documents import clean_document
from tests import papers
from tests.factories import NOON, make_conference, make_delegate

DAY = timedelta(days=1)


def kept_paper(conference, name="note.pdf", *, pages=1, now=NOON) -> str:
    """The token of a paper that waits for its form."""
    clean = clean_document(papers.upload(papers.pdf(pages), name))
    return uploads.keep_paper(conference, clean, name=name, now=now)


class InAFolder(TestCase):
    """Tests whose files go with them."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(override_settings(MEDIA_ROOT=folder.name))
        self.conference = make_conference()


class TestPapers(InAFolder):
    def test_the_token_says_what_was_kept(self):
        token = kept_paper(self.conference, "../Нота 12.pdf", pages=2)

        kept = uploads.find_paper(self.conference.pk, token, now=NOON)

        assert (kept.name, kept.media_type, kept.pages, len(kept.digest)) == ("Нота 12.pdf", "application/pdf", 2, 64)
        assert re.fullmatch(r"uploads/[0-9a-f]{32}-[0-9a-f]{16}\.pdf", kept.file)

    def test_it_opens_for_a_day_and_for_one_conference(self):
        token = kept_paper(self.conference)

        assert uploads.find_paper(make_conference().pk, token, now=NOON) is None
        assert uploads.find_paper(self.conference.pk, token, now=NOON + DAY) is None
        assert uploads.find_paper(self.conference.pk, token[:-1], now=NOON) is None

    def test_a_paper_is_no_photo_and_a_photo_no_paper(self):
        photo = uploads.keep(self.conference, ContentFile(b"a picture"), name="a.jpg", now=NOON)

        assert uploads.find(self.conference.pk, kept_paper(self.conference), now=NOON) is None
        assert uploads.find_paper(self.conference.pk, photo, now=NOON) is None
        assert uploads.find(self.conference.pk, photo, now=NOON).media_type == "image/jpeg"


class TestSweep(InAFolder):
    def put(self, name: str) -> str:
        """A file of yesterday."""
        stored = default_storage.save(name, ContentFile(b"something"))
        then = (NOON - DAY).timestamp()
        os.utime(default_storage.path(stored), (then, then))
        return stored

    def test_files_whose_rows_are_gone_go(self):
        """UP-14"""
        lost = [self.put("uploads/a.jpg"), self.put("photos/b.jpg"), self.put("documents/c.pdf")]
        used, waiting = self.put("photos/d.jpg"), self.put("uploads/e.pdf")
        make_delegate(conference=self.conference, photo=used)
        Upload.objects.create(conference=self.conference, file=waiting, name="e.pdf", created_at=NOON, token_hash="x")

        assert (uploads.sweep(now=NOON), uploads.sweep(now=NOON)) == (3, 0)
        assert [default_storage.exists(name) for name in (*lost, used, waiting)] == [False, False, False, True, True]

    def test_a_file_of_today_may_be_about_to_get_its_row(self):
        self.put("uploads/a.jpg")

        assert uploads.sweep(now=NOON - timedelta(minutes=1)) == 0

    def test_nothing_is_there_yet(self):
        assert uploads.sweep(now=NOON) == 0
