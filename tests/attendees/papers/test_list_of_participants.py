"""The list of participants as files: what is in them copies out exactly as it was written."""

import io
import re
import shutil
import subprocess
import unicodedata

import docx
import pytest
from django.core.management import call_command
from django.test import TestCase
from openpyxl import load_workbook
from pypdf import PdfReader

from attendees.domain import participants as people
from attendees.domain.refusals import PaperRefused
from attendees.enums import DelegateStatus
from attendees.papers import list_of_participants, participants, registry, working_list
from attendees.papers.list_of_participants import Issue
from attendees.papers.participants import Block, Document, Line, Part
from attendees.papers.registry import Options
from conference.enums import Confidentiality
from tests.attendees.papers.forty import NAMES
from tests.attendees.papers.presses import text_of
from tests.attendees.papers.test_head import LOGO, partner
from tests.factories import NOON, make_category, make_conference, make_delegate, make_delegation, make_member, make_user

APPROVED = DelegateStatus.APPROVED


def make(conference, **options):
    return working_list.make(conference, Options(NOON, **options))


def person(category, **fields):
    return make_delegate(category=category, status=APPROVED, **fields)


def copied_out(paper, tmp_path):
    """What a reader gets who selects everything and copies it."""
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed (apt-get install poppler-utils)")
    (tmp_path / "paper.pdf").write_bytes(paper)
    done = subprocess.run(["pdftotext", tmp_path / "paper.pdf", "-"], capture_output=True, check=True)
    return unicodedata.normalize("NFC", done.stdout.decode())


def words_of(file):
    document = docx.Document(io.BytesIO(file))
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.django_db
class TestNames:
    def test_forty_names_copy_out_as_they_were_written(self, tmp_path):
        """EX-10."""
        assert len(NAMES) == 40
        lines = [Line(0, name, "", name, "", "", "", "") for name in NAMES]
        document = Document("en", [Part("EXPERTS", [Block("", lines)])])

        paper = list_of_participants.render(make_conference(), document, Issue("List", NOON), "pdf").file

        text = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", copied_out(paper, tmp_path))
        assert [name for name in NAMES if name not in text] == []

    def test_names_in_capitals_copy_out_in_capitals(self, tmp_path):
        category = make_category(code="INDIVIDUAL_EXPERT")
        person(category, family_name="Usonova", cyrillic_family_name="Үсөнова", cyrillic_given_name="Айгүл")
        person(category, family_name="Serikuly", cyrillic_family_name="ӘбілғұҢқызы", cyrillic_given_name="Һ")

        text = copied_out(make(category.conference, language="ky").file, tmp_path)

        assert "ҮСӨНОВА Айгүл" in text
        assert "ӘБІЛҒҰҢҚЫЗЫ Һ" in text

    def test_nothing_is_ever_cut(self, tmp_path):
        """R-41: a name of 100 letters, a position of 200."""
        category = make_category(code="INDIVIDUAL_EXPERT")
        long_name, long_post = "Ab" * 50, " ".join(["Deputy"] * 28 + ["End"])
        person(category, family_name=long_name, position=long_post)

        text = copied_out(make(category.conference).file, tmp_path)

        together = re.sub(r"\s+", "", text)
        assert long_name.upper() in together
        assert re.sub(r"\s+", "", long_post) in together


class TestPdf(TestCase):
    def test_what_looks_like_markup_is_printed(self):
        """EX-08."""
        category = make_category(code="INDIVIDUAL_EXPERT")
        names = ["#typst[code]", "*stars* & O'Neil", "<img src='/etc/hostname'/>", "$x$ @a `b` \\ /* c */"]
        for name in names:
            person(category, list_name=name)

        text = text_of(make(category.conference).file)

        assert [name for name in names if name not in text] == []

    def test_a_letter_no_font_has_blocks_it_and_names_the_person(self):
        """R-42."""
        category = make_category(code="INDIVIDUAL_EXPERT")
        person(category, family_name="Petrov", position="😀")

        with pytest.raises(PaperRefused) as refusal:
            make(category.conference)

        assert refusal.value.code == "letter_missing"
        assert "Given PETROV" in str(refusal.value)

    def test_it_is_tagged_and_says_its_title_and_language(self):
        category = make_category()
        person(category)

        reader = PdfReader(io.BytesIO(make(category.conference, language="ru").file))

        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert reader.trailer["/Root"]["/Lang"] == "ru"
        assert reader.metadata.title.startswith("Список участников – ")

    def test_the_same_moment_gives_the_same_bytes(self):
        category = make_category()
        person(category)

        assert make(category.conference).file == make(category.conference).file

    def test_a_working_copy_says_so(self):
        category = make_category()
        person(category)

        text = text_of(make(category.conference).file)

        assert "Not issued" in text
        assert "Page 1 of" in text

    def test_a_working_copy_says_whose_it_is(self):
        """EX-12."""
        category = make_category()
        person(category)

        text = text_of(make(category.conference, by=make_user(username="asel")).file)

        assert "Working copy – asel" in text

    def test_a_long_list_has_a_table_of_contents(self):
        category = make_category(code="MEMBER_STATE")
        delegation = make_delegation(category=category)
        made = make_member(delegation, status=APPROVED)
        roll = people.gather(category.conference)
        many = people.Roll(**{**roll.__dict__, "entries": [roll.entries[0]] * 300})

        document = participants.document(many, "en")
        file = list_of_participants.render(category.conference, document, Issue("List", NOON), "pdf").file

        assert "Contents" in text_of(file)
        assert text_of(file).count(made.family_name.upper()) == 300

    def test_there_is_none_of_a_closed_conference(self):
        """R-57."""
        category = make_category(make_conference(confidentiality=Confidentiality.CLOSED))
        person(category)

        for format_ in list_of_participants.FORMATS:
            with pytest.raises(PaperRefused) as refusal:
                make(category.conference, format=format_)
            assert refusal.value.code == "numbered_copies_only"

    def test_no_more_people_than_asked_for(self):
        category = make_category()
        for _number in range(3):
            person(category)

        assert make(category.conference, limit=2).count == 2


class TestWord(TestCase):
    def setUp(self):
        self.delegation = make_delegation(category=make_category(code="MEMBER_STATE"))
        self.conference = self.delegation.conference
        make_member(
            self.delegation,
            status=APPROVED,
            family_name="Abenov",
            given_name="Yerlan",
            title="MR",
            position="Minister & <b>",
            capacity="HEAD",
        )

    def _file(self, **options):
        return make(self.conference, format="docx", **options).file

    def test_headings_are_real_headings(self):
        document = docx.Document(io.BytesIO(self._file()))

        styles = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}

        assert styles["MEMBER STATES"] == "Heading 1"
        assert styles["Kazakhstan"] == "Heading 2"
        assert styles["List of participants"] == "Title"

    def test_a_line_says_the_same_as_in_the_pdf(self):
        assert "Mr. Yerlan ABENOV, Minister & <b>, Head of Delegation" in words_of(self._file())

    def test_the_table_of_contents_names_every_heading_and_leads_to_it(self):
        document = docx.Document(io.BytesIO(self._file()))
        headings = [each for each in document.paragraphs if each.style.name.startswith("Heading")]
        contents = [each for each in document.paragraphs if each.style.name.startswith("toc")]

        assert [each.text for each in contents] == [each.text for each in headings]
        for line, heading in zip(contents, headings, strict=True):
            assert f'w:name="{line.hyperlinks[0].fragment}"' in heading._p.xml

    def test_word_counts_the_pages_of_the_table_of_contents(self):
        xml = docx.Document(io.BytesIO(self._file())).element.xml

        assert 'TOC \\o "1-2"' in xml
        assert 'w:dirty="true"' in xml

    def test_logos_stand_there_in_protocol_order_and_say_whose_they_are(self):
        for role in ("DONOR", "HOST"):
            partner(self.conference, role, role.title(), logo=LOGO.getvalue())

        xml = docx.Document(io.BytesIO(self._file())).element.xml

        assert re.findall(r'descr="(\w+)"', xml) == ["Host", "Donor"]

    def test_every_page_bears_the_symbol_and_its_number(self):
        self.conference.symbol = "UN/1"
        self.conference.save()
        section = docx.Document(io.BytesIO(self._file())).sections[0]

        assert "UN/1" in section.header.paragraphs[0].text
        assert " NUMPAGES " in section.footer.paragraphs[0]._p.xml

    def test_the_figures_are_a_table_whose_head_repeats(self):
        document = docx.Document(io.BytesIO(self._file()))

        table = document.tables[0]

        assert [cell.text for cell in table.rows[1].cells][:2] == ["Member States", "1"]
        assert "w:tblHeader" in table.rows[0]._tr.xml

    def test_it_knows_its_language_and_title(self):
        document = docx.Document(io.BytesIO(self._file(language="ru")))

        assert document.core_properties.language == "ru"
        assert document.core_properties.title.startswith("Список участников")

    def test_word_finds_everything_in_the_order_it_reads_in(self):
        """Borders after spacing, or bold after colour, and Word offers to repair the file."""
        document = docx.Document(io.BytesIO(self._file()))

        heading = [child.tag.split("}")[1] for child in document.styles["Heading 1"].element.pPr]

        assert heading == ["keepNext", "keepLines", "pBdr", "spacing", "outlineLvl"]


class TestSpreadsheet(TestCase):
    def test_a_row_a_person_and_a_sheet_about_it(self):
        category = make_category(code="IGO")
        person(category, list_name="=1+1", position="Officer")

        book = load_workbook(io.BytesIO(make(category.conference, format="xlsx").file))

        rows = list(book.worksheets[0].iter_rows(values_only=True))
        assert rows[0][:4] == ("Category", "Delegation", "Title", "Name")
        assert rows[1][3:5] == ("=1+1", "Officer")
        assert book.worksheets[0]["D2"].data_type == "s"
        assert len(book.worksheets) == 2


@pytest.mark.django_db
class TestCommand:
    @pytest.mark.parametrize("format_", ["pdf", "docx", "xlsx"])
    @pytest.mark.parametrize("language", ["en", "fr", "ru", "ky"])
    def test_every_language_and_format(self, tmp_path, language, format_):
        category = make_category()
        person(category)
        output = tmp_path / f"list.{format_}"

        call_command(
            "make_paper",
            category.conference.slug,
            "list-of-participants",
            language=language,
            format=format_,
            output=str(output),
        )

        assert output.stat().st_size > 4000
        assert "list-of-participants" in registry.all_papers()
