"""Official papers from strangers (UP-02, UP-05, UP-06, UP-07, UP-11, UP-12)."""

import hashlib
import io
import random
from unittest.mock import patch

import pytest
from django.test import SimpleTestCase
from PIL import Image
from pypdf.generic import ArrayObject, BooleanObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from core import documents, pdfs
from core.documents import FileRefused, clean_document, page_picture
from tests import papers
from tests.attendees.filled import portrait
from tests.core.test_images import picture, png_header

Name, Text = NameObject, TextStringObject


def refusal(content: bytes, name: str = "note.pdf", **how) -> str:
    with pytest.raises(FileRefused) as refused:
        clean_document(papers.upload(content, name), **how)
    return refused.value.code


def verdict(content: bytes) -> str | int:
    """What the process of its own would say, asked in this one."""
    try:
        return pdfs.look(content)
    except pdfs.Refusal as refused:
        return refused.code


class TestAccepted(SimpleTestCase):
    def test_a_pdf_is_kept_as_it_came(self):
        content = papers.pdf(3, title="Note verbale")

        clean = clean_document(papers.upload(content, "Нота.PDF"))

        assert (clean.content, clean.suffix, clean.pages, clean.media_type) == (content, ".pdf", 3, "application/pdf")
        assert clean.digest == hashlib.sha256(content).hexdigest()

    def test_a_picture_is_drawn_anew_and_still_known_again(self):
        """UP-11"""
        sent = picture(size=(3000, 2000), comment=b"<script>")

        first, second = (clean_document(papers.upload(sent, name)) for name in ("a.jpg", "b.JPEG"))

        assert Image.open(io.BytesIO(first.content)).size == (2400, 1600)
        assert b"<script>" not in first.content
        assert (first.media_type, first.pages) == ("image/jpeg", 1)
        assert first.digest == second.digest == hashlib.sha256(sent).hexdigest()

    def test_every_kind_of_picture_we_take(self):
        kinds = {"a.png": ("P", "PNG"), "b.webp": ("RGB", "WEBP"), "c.jpg": ("CMYK", "JPEG"), "d.png": ("I;16", "PNG")}

        found = {
            clean_document(papers.upload(picture(mode, image_format=kind), name)).suffix
            for name, (mode, kind) in kinds.items()
        }

        assert found == {".jpg"}

    def test_links_to_pages_and_a_signature_are_no_program(self):
        link = DictionaryObject(
            {
                Name("/Type"): Name("/Annot"),
                Name("/Subtype"): Name("/Link"),
                Name("/A"): papers.action("/URI", URI=Text("https://example.org")),
            }
        )
        form = DictionaryObject({Name("/SigFlags"): NumberObject(3), Name("/Fields"): ArrayObject()})

        content = papers.pdf(
            page={"/Annots": ArrayObject([link])}, catalog={"/AcroForm": form, "/NeedAppearances": BooleanObject(False)}
        )

        assert verdict(content) == 1
        assert verdict(papers.packed(b"/Lang (ru)")) == 1


#: What is sent under which name → the code of the refusal.
BAD = {
    "a page of HTML": (b"<html><script>alert(1)</script>", "note.pdf", "extension"),
    "HTML before a PDF": (b"<html>" + papers.pdf(), "note.pdf", "extension"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "note.png", "not_a_picture"),
    "a program": (b"MZ\x90\x00", "note.pdf", "extension"),
    "a Word file": (b"PK\x03\x04word/vbaProject.bin", "note.docx", "extension"),
    "a zip called PDF": (b"PK\x03\x04", "note.pdf", "extension"),
    "PostScript": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "note.pdf", "extension"),
    "PostScript called a picture": (b"%!PS-Adobe-3.0 EPSF-3.0\n", "note.jpg", "not_a_picture"),
    "a PDF called a picture": (papers.pdf(), "note.jpg", "not_a_picture"),
    "a picture called PDF": (picture(), "note.pdf", "extension"),
    "a picture called another": (picture(), "note.png", "extension"),
    "a double ending": (papers.pdf(), "note.pdf.exe", "extension"),
    "no ending": (papers.pdf(), "note", "extension"),
    "a page": (papers.pdf(), "note.html", "extension"),
    "HEIC": (b"\x00\x00\x00\x20ftypheic", "note.jpg", "not_a_picture"),
    "TIFF": (picture(image_format="TIFF"), "note.tiff", "extension"),
    "a huge picture": (png_header(13_000, 13_000), "note.png", "too_many_pixels"),
    "half a picture": (picture(size=(800, 800), colour=(9, 9, 9), quality=95)[:3000], "note.jpg", "damaged"),
    "nothing but a head": (b"%PDF-1.7\n", "note.pdf", "damaged"),
    "a password": (papers.with_password(), "note.pdf", "protected"),
    "a script": (papers.with_script(), "note.pdf", "active"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_paper_is_refused_in_words(what):
    """UP-02, UP-07, UP-12"""
    content, name, code = BAD[what]

    with pytest.raises(FileRefused) as refused:
        clean_document(papers.upload(content, name))

    assert refused.value.code == code
    assert len(str(refused.value)) > 30


#: PDFs that open, and carry what no letter needs.
ACTIVE = {
    "a script": papers.with_script(),
    "a file": papers.with_file(),
    "a script in a compressed object": papers.packed(),
    "a script with its name written in signs": papers.packed(b"/OpenAction << /S /J#61vaScript /J#53 (x) >>"),
    "a program started": papers.pdf(catalog={"/OpenAction": papers.action("/Launch", F=Text("cmd.exe"))}),
    "a form that is sent": papers.pdf(
        catalog={"/OpenAction": papers.action("/SubmitForm", F=Text("https://example.org"))}
    ),
    "another file opened": papers.pdf(
        page={"/AA": DictionaryObject({Name("/O"): papers.action("/GoToR", F=Text("//host/share"))})}
    ),
    "an action after another": papers.pdf(
        page={
            "/AA": DictionaryObject(
                {Name("/O"): papers.action("/GoTo", Next=ArrayObject([papers.action("/ImportData")]))}
            )
        }
    ),
    "a form of another kind": papers.pdf(catalog={"/AcroForm": DictionaryObject({Name("/XFA"): ArrayObject()})}),
    "a file in a note": papers.pdf(page={"/Annots": papers.note("/FileAttachment")}),
    "a film": papers.pdf(page={"/Annots": papers.note("/RichMedia")}),
    "a stream from elsewhere": papers.packed(b"/Metadata << /FFilter /FlateDecode >>"),
    "an object nothing leads to": papers.with_lost_script(),
}


@pytest.mark.parametrize("what", ACTIVE)
def test_a_pdf_that_does_something_is_refused(what):
    """UP-07"""
    assert verdict(ACTIVE[what]) == "active"


class TestRefused(SimpleTestCase):
    def test_a_password_that_only_forbids_printing_is_one(self):
        assert verdict(papers.with_password(user_password="", owner_password="x")) == "protected"

    def test_a_file_that_is_too_large(self):
        """UP-06"""
        assert refusal(papers.pdf(), max_bytes=100) == "file_too_large"

    def test_too_many_pages(self):
        assert (verdict(papers.pdf(pdfs.MOST_PAGES)), verdict(papers.pdf(pdfs.MOST_PAGES + 1))) == (
            60,
            "too_many_pages",
        )

    def test_no_page_at_all(self):
        assert verdict(papers.packed().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [     ] /Count 0")) != 1
        assert verdict(papers.pdf(0)) == "damaged"

    def test_more_objects_than_a_letter_has(self):
        with patch.object(pdfs, "MOST_OBJECTS", 3):
            assert verdict(papers.pdf(2)) == "damaged"
        with patch.object(pdfs, "MOST_PARTS", 3):
            assert verdict(papers.pdf(2)) == "damaged"

    def test_pages_that_lead_to_themselves_end(self):
        looped = papers.pdf().replace(b"/Kids [ 4 0 R ]", b"/Kids [ 2 0 R ]")

        assert verdict(looped) in ("damaged", 0, 1)


class TestBrokenFiles(SimpleTestCase):
    def test_a_thousand_damaged_files_are_answered_and_none_is_a_fault_of_ours(self):
        """Whatever bytes are changed, the answer is a number of pages or a refusal."""
        whole = [
            papers.pdf(2, title="Note"),
            papers.packed(b"/Lang (ru)"),
            papers.with_script(),
            papers.with_password(),
        ]
        chance = random.Random(13)

        answers = {type(verdict(_damaged(chance.choice(whole), chance))) for _ in range(1000)}

        assert answers <= {int, str}

    def test_a_process_that_falls_over_is_a_refusal(self):
        with patch.object(documents, "READER", documents.READER.with_name("nothing.py")):
            assert refusal(papers.pdf()) == "damaged"

    def test_a_process_that_takes_too_long_is_a_refusal(self):
        with patch.object(documents, "PATIENCE", 0.001):
            assert refusal(papers.pdf()) == "damaged"


def _damaged(content: bytes, chance: random.Random) -> bytes:
    wrong = bytearray(content)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(5, len(wrong))
        how = chance.randrange(3)
        if how == 0:
            wrong[place] = chance.randrange(256)
        elif how == 1:
            del wrong[place : place + chance.randint(1, 40)]
        else:
            wrong[place:place] = chance.randbytes(chance.randint(1, 40))
    return bytes(wrong)


class TestPictures(SimpleTestCase):
    def test_a_page_is_a_picture_as_wide_as_the_paper(self):
        page = Image.open(io.BytesIO(page_picture(papers.pdf(2), 2)))

        assert (page.format, page.width) == ("PNG", 909)

    def test_a_page_there_is_not_is_none(self):
        assert page_picture(papers.pdf(2), 3) is None
        assert page_picture(b"%PDF-1.7\n", 1) is None

    def test_the_page_is_drawn_here_as_well(self):
        assert pdfs.page(papers.pdf(), 1).startswith(b"\x89PNG")

    def test_portraits_are_papers_too(self):
        assert clean_document(portrait()).suffix == ".jpg"


class TestBombs(SimpleTestCase):
    """UP-06, L-11: what is small on the line and huge when unpacked ends its own process."""

    def test_a_compressed_object_of_100_mb_is_refused(self):
        assert refusal(papers.packed(b"/Lang (ru)" + b" " * (100 * 1024 * 1024))) == "damaged"

    def test_a_picture_of_900_megapixels_is_not_drawn(self):
        content = papers.with_huge_picture()

        assert clean_document(papers.upload(content)).pages == 1
        assert page_picture(content, 1) is None
