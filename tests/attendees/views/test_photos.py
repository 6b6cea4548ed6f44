"""A photo on its way through the form (UP-02, UP-05, UP-06, UP-10, UP-11, UP-12)."""

import io
import re
import struct
import zlib
from datetime import timedelta

import time_machine
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from PIL import Image

from attendees.domain import uploads
from attendees.models import Delegate, Upload
from conference.enums import PhotoRule
from tests.attendees.filled import answers, form_path, portrait
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_category


def token_in(response) -> str:
    found = re.search(r'name="photo_token" value="([^"]+)"', response.content.decode())
    return found[1] if found else ""


def huge_png() -> SimpleUploadedFile:
    """A hundred megapixels in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0))
    content = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return SimpleUploadedFile("huge.png", content)


@time_machine.travel(NOON, tick=False)
class TestPhoto(TestCase):
    def setUp(self):
        self.category = make_category(photo=PhotoRule.REQUIRED)
        self.path = form_path(self.category)

    def test_a_required_photo_is_asked_for(self):
        response = self.client.post(self.path, answers())

        assert outcome(response) == "invalid"
        assert "Choose a photo of yourself." in response.content.decode()

    def test_it_is_never_asked_for_twice(self):
        wrong = self.client.post(self.path, answers(email="", photo=portrait()))
        token = token_in(wrong)

        response = self.client.post(self.path, answers(photo_token=token))

        assert "portrait.jpg is already with us" in wrong.content.decode()
        assert outcome(response) == "approved"
        with Delegate.objects.get().photo.open() as file:
            assert Image.open(file).format == "JPEG"

    def test_the_same_form_with_its_file_twice_is_one_registration(self):
        for _ in range(2):
            response = self.client.post(self.path, answers(photo=portrait()))

        assert outcome(response) == "approved"
        assert Delegate.objects.count() == 1

    def test_another_picture_is_another_body(self):
        self.client.post(self.path, answers(photo=portrait()))

        response = self.client.post(self.path, answers(photo=portrait(colour="red")))

        assert response.status_code == 422

    def test_a_token_of_another_conference_or_made_up_is_no_photo(self):
        other = form_path(make_category())
        token = token_in(self.client.post(other, answers(email="", photo=portrait())))

        for tried in (token, "x" * 50, "х" * 20, "x" * 10_000):
            assert outcome(self.client.post(self.path, answers(photo_token=tried))) == "invalid"

    def test_what_is_no_picture_is_refused_in_words(self):
        pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj"
        cases = {
            "a.jpg": pdf,
            "a.png": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
            "a.webp": b"MZ\x90\x00",
            "a.pdf": pdf,
            "a.svg": portrait().read(),
            "a.jpg.exe": portrait().read(),
            "a.jpeg": portrait(kind="PNG").read(),
            "b.jpg": portrait().read()[:200],
            "c.jpg": b"",
            "d.jpg": b"%!PS-Adobe-3.0 EPSF-3.0",
            "e.heic": b"\0\0\0\x18ftypheic",
        }

        for name, content in cases.items():
            response = self.client.post(self.path, answers(photo=SimpleUploadedFile(name, content)))
            with self.subTest(name):
                assert (response.status_code, outcome(response)) == (200, "invalid")
                assert 'href="#id_photo"' in response.content.decode()
        assert (Delegate.objects.count(), Upload.objects.count()) == (0, 0)

    def test_a_decompression_bomb_is_refused_by_its_header(self):
        response = self.client.post(self.path, answers(photo=huge_png()))

        assert 'data-code="too_many_pixels"' in response.content.decode()

    def test_odd_but_honest_pictures_are_taken(self):
        for number, (kind, mode) in enumerate([("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "LA"), ("WEBP", "RGBA")]):
            content = io.BytesIO()
            Image.new(mode, (40, 50)).save(content, kind)
            file = SimpleUploadedFile(f"a.{kind.lower()}", content.getvalue())
            sent = answers(photo=file, submission_key=f"key-{number}", email=f"p{number}@example.org")
            with self.subTest(kind, mode=mode):
                assert outcome(self.client.post(self.path, sent)) == "approved"

    def test_names_of_files_are_only_shown_never_used(self):
        names = ["../../x.jpg", "..\\con.jpg", "\u202egpj.jpg", "a" * 300 + ".jpg", '"><script>.jpg', "%2e%2e.jpg"]
        for name in names:
            page = self.client.post(self.path, answers(email="", photo=portrait(name))).content.decode()
            with self.subTest(name):
                assert "is already with us" in page
                assert "<script>.jpg" not in page
                assert re.fullmatch(r"uploads/[0-9a-f]{32}-[0-9a-f]{16}\.jpg", Upload.objects.last().file.name)

    def test_a_category_without_photos_ignores_them(self):
        path = form_path(make_category(photo=PhotoRule.FORBIDDEN))

        self.client.post(path, answers(photo=portrait()))

        assert Upload.objects.count() == 0
        assert not Delegate.objects.get().photo


@time_machine.travel(NOON, tick=False)
class TestPurge(TestCase):
    def test_a_form_never_sent_loses_its_photo_after_a_day(self):
        path = form_path(make_category())
        self.client.post(path, answers(email="", photo=portrait()))
        self.client.post(path, answers(photo=portrait(colour="red")))
        files = list(Upload.objects.order_by("pk").values_list("file", flat=True))

        early = uploads.purge(now=NOON + timedelta(hours=23))
        late = uploads.purge(now=NOON + timedelta(hours=24))

        assert (early, late, Upload.objects.count()) == (0, 2, 0)
        assert [default_storage.exists(name) for name in files] == [False, True]
        assert Delegate.objects.get().photo.name == files[1]
