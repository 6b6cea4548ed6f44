"""Issuing the list with its files: marks, numbers, copies (R-55, R-56, R-57)."""

import io
import tempfile
from pathlib import Path

import docx
from django.test import TestCase
from openpyxl import load_workbook
from pypdf import PdfReader

from attendees.domain import codes, participant_lists
from attendees.enums import Capacity, DelegateStatus, ListStatus
from attendees.papers import issuing, working_list
from attendees.papers.registry import Options
from conference.enums import Confidentiality
from tests.attendees.papers import rasters
from tests.attendees.papers.presses import text_of
from tests.factories import NOON, make_category, make_conference, make_delegation, make_member, make_user, minutes

APPROVED = DelegateStatus.APPROVED
PROVISIONAL, FINAL, CORRIGENDUM = ListStatus.PROVISIONAL, ListStatus.FINAL, ListStatus.CORRIGENDUM


class IssuingCase(TestCase):
    confidentiality = Confidentiality.OPEN

    def setUp(self):
        conference = make_conference(confidentiality=self.confidentiality, symbol="UN/1")
        self.delegation = make_delegation(category=make_category(conference, code="MEMBER_STATE"))
        self.conference = conference
        self.people = [
            make_member(self.delegation, status=APPROVED, given_name=f"Person{number}", position="Officer")
            for number in range(8)
        ]

    def issue(self, status=PROVISIONAL, languages=("en",), now=NOON):
        plan = participant_lists.plan(self.conference, status=status, languages=languages, symbol="UN/1/INF.2", now=now)
        return participant_lists.issue(plan, issuing.made(plan), by=make_user())

    def change(self, number, **fields):
        for name, value in fields.items():
            setattr(self.people[number], name, value)
        self.people[number].save()

    def seven_changes(self):
        """Five people changed, one withdrawn, one added."""
        for number in range(5):
            self.change(number, position="Minister")
        self.change(5, status=DelegateStatus.WITHDRAWN)
        return make_member(self.delegation, status=APPROVED, given_name="Newcomer")

    def file(self, revision, format_="pdf", language="en"):
        return participant_lists.opened(revision.files.get(format=format_, language=language, copy_number=None))


class TestIssue(IssuingCase):
    def test_a_file_in_every_language_and_format(self):
        revision = self.issue(languages=["en", "ru"])

        kinds = set(revision.files.values_list("language", "format"))

        assert kinds == {(language, format_) for language in ("en", "ru") for format_ in ("pdf", "docx", "xlsx")}

    def test_the_first_bears_its_number_and_no_mark(self):
        text = text_of(self.file(self.issue()))

        assert "Provisional list of participants" in text
        assert "Rev.0 (5 October 2026, 12:00)" in text
        assert "CHANGES" not in text

    def test_rev_1_prints_its_number_day_and_time_and_marks_exactly_what_changed(self):
        """R-55."""
        first = self.issue()
        before = self.file(first)
        self.seven_changes()

        second = self.issue(now=NOON + minutes(90))

        text = text_of(self.file(second))
        assert "UN/1/INF.2/Rev.1" in text
        assert "Rev.1 (5 October 2026, 13:30" in text
        assert "It takes the place of Rev.0 of 5 October 2026, 12:00." in text
        changes = text[text.index("CHANGES") : text.index("ANNEX")]
        assert sorted(word for word in changes.split() if word.startswith(("Person", "Newcomer"))) == [
            "Newcomer",
            *(f"Person{number}" for number in range(6)),
        ]
        assert self.file(first) == before

    def test_in_word_the_marks_are_rules_in_the_margin(self):
        self.issue()
        self.seven_changes()
        document = docx.Document(io.BytesIO(self.file(self.issue(), "docx")))

        marked = {paragraph.style.name: 0 for paragraph in document.paragraphs}
        for paragraph in document.paragraphs:
            marked[paragraph.style.name] += 1

        assert (marked["Entry New"], marked["Entry Changed"]) == (1, 5)

    def test_in_the_table_the_marks_are_a_column(self):
        self.issue()
        self.seven_changes()

        book = load_workbook(io.BytesIO(self.file(self.issue(), "xlsx")))

        column = [row[-1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
        assert sorted(filter(None, column)) == ["changed entry"] * 5 + ["new entry"]

    def test_a_change_in_cyrillic_letters_is_marked_where_it_is_read(self):
        self.issue(languages=["en", "ru"])
        self.change(0, cyrillic_family_name="Үсөнова", cyrillic_given_name="Айгүл")
        second = self.issue(languages=["en", "ru"])

        assert "CHANGES" not in text_of(self.file(second))
        assert "ҮСӨНОВА Айгүл" in text_of(self.file(second, language="ru")).split("ИЗМЕНЕНИЯ")[1]

    def test_who_may_not_be_named_any_more_is_not_named_among_the_gone(self):
        """R-56."""
        self.issue()
        self.change(0, identity_protection="NO_PUBLICATION")

        text = text_of(self.file(self.issue()))

        assert "Person0" not in text

    def test_moving_to_another_delegation_is_a_change(self):
        self.issue()
        other = make_delegation(category=self.delegation.category, iso2="UZ")
        self.change(0, delegation=other, country=other.country)

        text = text_of(self.file(self.issue()))

        assert "Person0" in text.split("CHANGES")[1]

    def test_the_final_list_is_provisional_no_more(self):
        self.issue()

        text = text_of(self.file(self.issue(FINAL)))

        assert "Provisional list" not in text
        assert "It takes the place of Rev.0" in text

    def test_a_corrigendum_holds_what_it_corrects_with_the_old_text(self):
        self.issue()
        self.issue(FINAL)
        self.change(0, position="Minister", capacity=Capacity.HEAD)

        text = text_of(self.file(self.issue(CORRIGENDUM)))

        assert "Corrigendum 1" in text
        assert "Minister, Head of Delegation" in text
        assert "Officer" in text
        assert "Person1" not in text

    def test_a_letter_no_font_has_stops_the_issue(self):
        """R-42."""
        self.change(0, position="😀")

        with self.assertRaisesMessage(Exception, "GRINNING FACE"):
            self.issue()

        assert participant_lists.latest(self.conference) is None


class TestCode(IssuingCase):
    def test_every_file_says_by_which_code_and_where_it_is_verified(self):
        revision = self.issue(languages=["en", "fr"])
        printed, address = codes.parted(revision.code), codes.address()

        word = "\n".join(each.text for each in docx.Document(io.BytesIO(self.file(revision, "docx"))).paragraphs)
        about = load_workbook(io.BytesIO(self.file(revision, "xlsx"))).worksheets[1]
        table = " ".join(str(cell) for row in about.iter_rows(values_only=True) for cell in row)

        assert f"Is this list genuine? Enter the code at {address}" in text_of(self.file(revision))
        assert "Cette liste est-elle authentique" in text_of(self.file(revision, language="fr"))
        for text in (text_of(self.file(revision)), word, table):
            assert printed in text
            assert address in text

    def test_it_stands_on_the_first_page_and_no_other(self):
        for number in range(60):
            make_member(self.delegation, status=APPROVED, given_name=f"More{number}")
        revision = self.issue()

        pages = [page.extract_text() for page in PdfReader(io.BytesIO(self.file(revision))).pages]

        assert [codes.parted(revision.code) in page for page in pages] == [True] + [False] * (len(pages) - 1)

    @rasters.needs_poppler
    def test_a_telephone_reads_it_from_the_page(self):
        revision = self.issue()

        with tempfile.TemporaryDirectory() as folder:
            read = [rasters.codes(page) for page in rasters.pages(self.file(revision), Path(folder), dots=150)]

        assert read[0] == [codes.url(revision.code)]

    def test_a_working_copy_has_none(self):
        self.issue()

        text = text_of(working_list.make(self.conference, Options(NOON)).file)

        assert "Is this list genuine" not in text


class TestReview(IssuingCase):
    def copy(self, **chosen):
        return text_of(working_list.make(self.conference, Options(NOON, chosen=chosen)).file)

    def test_it_marks_what_is_new_since_the_last_issue_with_the_old_text(self):
        self.issue()
        self.change(0, position="Minister")

        text = self.copy(review="1")

        assert "Review copy" in text
        assert "Person0 FAMILY" in text.split("CHANGES")[1]
        assert text.count("Officer") == 8

    def test_without_being_asked_nothing_is_marked(self):
        self.issue()
        self.change(0, position="Minister")

        assert "CHANGES" not in self.copy()

    def test_it_is_asked_about_once_there_is_something_to_compare_with(self):
        before = list(working_list.questions(self.conference))
        self.issue()

        assert (before, list(working_list.questions(self.conference))) == ([], ["review"])


class TestCopies(IssuingCase):
    confidentiality = Confidentiality.CLOSED

    def test_of_a_closed_conference_there_are_numbered_copies_and_nothing_else(self):
        """R-57."""
        self.change(0, identity_protection="ALIAS", badge_name="Expert 4")
        revision = self.issue()

        copies = [
            issuing.copy(revision, language="en", holder=holder, by=None, now=NOON) for holder in ("Embassy", "UNODC")
        ]

        assert revision.files.filter(copy_number=None).count() == 0
        texts = [text_of(participant_lists.opened(file)) for file in copies]
        assert "Copy No. 1 – Embassy" in texts[0]
        assert "Copy No. 2 – UNODC" in texts[1]
        assert "Expert 4" in texts[0]
        assert "Person0" not in texts[0]

    def test_a_copy_bears_a_code_of_its_own(self):
        revision = self.issue()

        copies = [issuing.copy(revision, language="en", holder="Embassy", by=None, now=NOON) for _number in range(2)]

        for copy in copies:
            text = text_of(participant_lists.opened(copy))
            assert codes.parted(copy.code) in text
            assert codes.parted(revision.code) not in text
        assert copies[0].code != copies[1].code

    def test_every_page_of_a_copy_bears_number_and_holder(self):
        for number in range(60):
            make_member(self.delegation, status=APPROVED, given_name=f"More{number}")
        file = issuing.copy(self.issue(), language="en", holder="Embassy", by=None, now=NOON)

        pages = PdfReader(io.BytesIO(file.content)).pages

        assert len(pages) > 1
        assert all("Copy No. 1" in page.extract_text() for page in pages)
