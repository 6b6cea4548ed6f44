"""The Word document, opened by an office program: nothing is repaired, nothing is lost."""

import io
import shutil
import subprocess
import zipfile

import docx
import pytest
from defusedxml import ElementTree
from docx.text.paragraph import Paragraph
from pypdf import PdfReader

from attendees.enums import DelegateStatus
from attendees.papers import working_list
from attendees.papers.registry import Options
from tests.attendees.papers.test_head import LOGO, partner
from tests.factories import NOON, make_category, make_delegate

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db,
    pytest.mark.skipif(
        SOFFICE is None, reason="LibreOffice is not installed (apt-get install libreoffice-writer-nogui)"
    ),
]


def converted(file, kind, folder):
    """What LibreOffice makes of a Word document."""
    (folder / "list.docx").write_bytes(file)
    command = [SOFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", folder, folder / "list.docx"], check=True, capture_output=True, timeout=120)
    return (folder / f"list.{kind.partition(':')[0]}").read_bytes()


def a_list(language="en"):
    """A list with what a document can have: logos, headings, people, figures."""
    category = make_category(code="IGO")
    for role, name in (("HOST", "Prison Service"), ("DONOR", "Union")):
        partner(category.conference, role, name, logo=LOGO.getvalue())
    names = {"cyrillic_family_name": "Үсөнова", "cyrillic_given_name": "Айгүл"}
    make_delegate(category=category, status=DelegateStatus.APPROVED, position="#typst[code] <b>", **names)
    return working_list.make(category.conference, Options(NOON, language=language, format="docx")).file


def paragraphs(file):
    """The words of every paragraph in order, those within tables where they stand."""
    body = docx.Document(io.BytesIO(file)).element.body
    found = (Paragraph(each, None).text.split() for each in body.iter(docx.oxml.ns.qn("w:p")))
    return [" ".join(words) for words in found if words]


@pytest.mark.parametrize("language", ["en", "ky"])
def test_libreoffice_reads_every_paragraph_and_adds_none(tmp_path, language):
    file = a_list(language)

    said = converted(file, "txt:Text", tmp_path).decode("utf-8-sig").splitlines()

    assert [" ".join(line.split()) for line in said if line.strip()] == paragraphs(file)
    assert any(line.endswith(", #typst[code] <b>") for line in said)


def test_libreoffice_prints_the_same_words_with_the_logos_on_the_first_page(tmp_path):
    file = a_list("ky")

    paper = PdfReader(io.BytesIO(converted(file, "pdf", tmp_path)))

    printed = "".join("".join(page.extract_text() for page in paper.pages).split())
    assert [text for text in paragraphs(file) if "".join(text.split()) not in printed] == []
    assert paper.pages[0].images


def test_what_libreoffice_writes_again_has_the_same_headings(tmp_path):
    """A style it did not take for a heading would come back as plain text."""
    file = a_list()

    again = converted(file, "odt", tmp_path)

    written = [each.text for each in docx.Document(io.BytesIO(file)).paragraphs if each.style.name.startswith("Head")]
    assert written == headings_of(again)


def headings_of(odt):
    with zipfile.ZipFile(io.BytesIO(odt)) as archive:
        root = ElementTree.fromstring(archive.read("content.xml"))
    return ["".join(each.itertext()) for each in root.iter("{urn:oasis:names:tc:opendocument:xmlns:text:1.0}h")]
