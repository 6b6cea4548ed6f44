"""Numbered letters and certificates: who gets one, what stands in it, and that it can be verified."""

import io
import re
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.test import TestCase
from pypdf import PdfReader

from attendees.domain import attendances, issued_papers, links
from attendees.domain.attendances import Half
from attendees.domain.refusals import PaperRefused
from attendees.enums import DelegateStatus, IssuedKind
from attendees.models import ExportRecord, IssuedPaper
from attendees.papers import certificates, letters, registry
from attendees.papers.registry import Options
from tests.attendees.papers.rasters import needs_poppler
from tests.attendees.papers.test_head import LOGO, partner
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_session,
    make_user,
)

APPROVED = DelegateStatus.APPROVED
CODE = re.compile(r"[2-9A-Z]{4}(?:-[2-9A-Z]{4}){3}")


def options(language="en", **more):
    return Options(NOON, language=language, **more)


def text_of(made):
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(made.file)).pages)


def words_of(file):
    """For every page: where each word begins and ends, in points, and the word."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "paper.pdf").write_bytes(file)
        command = ["pdftotext", "-bbox", "paper.pdf", "-"]
        said = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout
    line = re.compile(r'<word xMin="([\d.-]+)".* xMax="([\d.-]+)".*>(.*)</word>')
    return [
        [(float(left), float(right), word) for left, right, word in line.findall(page)]
        for page in said.split("<page ")[1:]
    ]


class Scene(TestCase):
    def setUp(self):
        self.conference = make_conference(nomination_deadline_at=NOON)
        self.states = make_category(self.conference, code="MEMBER_STATE", order=10)
        self.delegation = make_delegation(category=self.states, quota_in_person=5)

    def member(self, **fields):
        return make_member(self.delegation, status=APPROVED, **fields)


class TestConfirmations(Scene):
    def test_it_says_who_where_when_and_can_be_verified(self):
        make_session(self.conference, type="SERVICE", title={"en": "Registration and coffee"}, code="REG")
        delegate = self.member(family_name="Abilov", given_name="Kairat", position="Judge")

        text = text_of(letters.confirmations(self.conference, options()))

        for words in ("Kairat ABILOV", "Bishkek, Kyrgyzstan, 25 November 2026", "Judge", delegate.reference, "coffee"):
            assert words in text
        verdict = issued_papers.find(CODE.search(text)[0])
        assert verdict.paper.delegate == delegate
        assert verdict.said["name"] == "Kairat ABILOV"

    def test_made_again_it_is_the_same_number(self):
        self.member()

        first, second = (text_of(letters.confirmations(self.conference, options())) for _ in range(2))

        assert CODE.search(first)[0] == CODE.search(second)[0]
        assert IssuedPaper.objects.count() == 1

    def test_a_name_is_text_and_never_markup(self):
        """EX-08."""
        self.member(family_name="O'Neil <CIA> #Smith", given_name="$x$ *b*")

        text = text_of(letters.confirmations(self.conference, options()))

        assert "$x$ *b* O'NEIL <CIA> #SMITH" in text

    def test_only_approved_people_get_one(self):
        make_member(self.delegation)

        assert letters.confirmations(self.conference, options()).count == 0


class TestInvitations(Scene):
    def test_a_note_verbale_has_the_quota_the_deadline_and_the_link(self):
        point = make_focal_point(self.delegation)

        text = text_of(letters.invitations(self.conference, options()))

        flat = "".join(text.split())
        assert "presents its compliments to Kazakhstan" in " ".join(text.split())
        assert "".join(links.focal_url(point).split()) in flat
        assert "5" in text
        assert "UTC+6" in text

    def test_a_letter_speaks_for_itself_and_is_signed(self):
        text = text_of(letters.invitations(self.conference, options(chosen={"form": "letter"})))

        assert "We have the honour to invite Kazakhstan" in " ".join(text.split())
        assert "compliments" not in text

    def test_in_russian_the_state_is_the_united_nations(self):
        """R-38."""
        assert "Казахстан" in text_of(letters.invitations(self.conference, options("ru")))

    def test_those_who_declined_are_not_invited_again(self):
        make_delegation(category=self.states, iso2="UZ", status="DECLINED")

        assert letters.invitations(self.conference, options()).count == 1

    def test_a_selection_is_a_selection(self):
        other = make_delegation(category=self.states, iso2="UZ")

        made = letters.invitations(self.conference, options(chosen={"delegations": str(other.pk)}))

        assert "Uzbekistan" in text_of(made)
        assert made.count == 1

    def test_a_note_in_russian_is_a_sentence_with_one_stop_and_quotes_within_quotes(self):
        self.conference.title = {"ru": "Конференция «Тюрьмы»"}
        self.conference.save()

        text = " ".join(text_of(letters.invitations(self.conference, options("ru"))).split())

        assert "пригласить делегацию (Казахстан) принять участие в мероприятии «Конференция „Тюрьмы“»" in text
        assert "2026 г. Просим" in text

    def test_it_is_one_page_in_every_language_even_under_logos(self):
        make_focal_point(self.delegation)
        for role in ("HOST", "ORGANISER", "SUPPORT", "CO_ORGANISER", "DONOR"):
            partner(
                self.conference,
                role,
                f"The {role.lower()} with a name of two lines and more than that",
                logo=LOGO.getvalue(),
            )
        self.conference.title = dict.fromkeys(("en", "ru", "ky"), "A regional conference of States on many things " * 3)
        self.conference.funding_sentence = {"en": "Organised within a programme that others pay for. " * 4}
        self.conference.save()

        made = [letters.invitations(self.conference, options(language)) for language in ("en", "ru", "ky")]

        assert [len(PdfReader(io.BytesIO(each.file)).pages) for each in made] == [1, 1, 1]


class TestVisaLetters(Scene):
    def test_nationals_of_the_host_need_none(self):
        """R-13: the nationality decides, not the State represented."""
        self.member(family_name="Abilov", nationality=make_country("KZ"), date_of_birth="1980-03-27")
        self.member(family_name="Japarov", nationality=make_country("KG"))
        self.member(family_name="Unknown")

        text = text_of(letters.visa_letters(self.conference, options()))

        assert ("ABILOV" in text, "27 March 1980" in text) == (True, True)
        assert "JAPAROV" not in text
        assert "UNKNOWN" not in text

    def test_the_ministry_gets_one_table_by_nationality(self):
        for family, iso2 in (("Abilov", "KZ"), ("Tsvetkov", "BG")):
            self.member(family_name=family, nationality=make_country(iso2))

        made = letters.visa_letters(self.conference, options(chosen={"kind": "table"}))

        text = text_of(made)
        assert text.index("Bulgaria") < text.index("Tsvetkov") < text.index("Kazakhstan") < text.index("Abilov")
        assert not IssuedPaper.objects.exists()

    def test_a_table_of_nobody_is_refused(self):
        with pytest.raises(PaperRefused) as refusal:
            letters.visa_letters(self.conference, options(chosen={"kind": "table"}))

        assert refusal.value.code == "nobody"


class TestCertificates(Scene):
    def attend(self, *delegates):
        half = Half(date(2026, 11, 25), "AM")
        attendances.write_down(self.conference, half, [each.number for each in delegates], by=None, now=NOON)

    def test_only_those_who_were_there_enough(self):
        """R-52."""
        there = self.member(family_name="There")
        self.member(family_name="Away")
        self.attend(there)

        text = text_of(certificates.make(self.conference, options()))

        assert ("THERE" in text, "AWAY" in text) == (True, False)
        assert IssuedPaper.objects.get().kind == IssuedKind.CERTIFICATE

    def test_staff_of_the_conference_get_none(self):
        """R-49."""
        guards = make_category(self.conference, code="SECURITY", order=120, counts_as_delegate=False)
        guard = make_delegate(category=guards, status=APPROVED)
        self.attend(guard)

        with pytest.raises(PaperRefused) as refusal:
            certificates.make(self.conference, options())

        assert refusal.value.code == "nobody"

    def test_a_language_without_words_of_ours_is_not_its_second(self):
        self.conference.languages = ["en", "fr", "ky"]
        self.conference.save()
        self.attend(self.member())

        text = text_of(certificates.make(self.conference, options()))

        assert (text.count("Certificate of participation"), "Катышуучунун сертификаты" in text) == (1, True)

    def test_it_is_in_two_languages_with_the_name_in_each(self):
        there = self.member(
            family_name="Usonova", given_name="Aigul", cyrillic_family_name="Үсөнова", cyrillic_given_name="Айгүл"
        )
        self.attend(there)

        text = text_of(certificates.make(self.conference, options()))

        for words in ("Aigul USONOVA", "ҮСӨНОВА Айгүл", "Kazakhstan", "Казахстан", "C-0001/2026"):
            assert words in text

    @needs_poppler
    def test_the_longest_name_stays_on_its_half_of_the_one_page(self):
        """R-41."""
        there = self.member(
            family_name="Abdullaeva" * 5, given_name="Gulnara " * 9,
            cyrillic_family_name="Абдуллаева" * 5, cyrillic_given_name="Гүлнара " * 9,
        )  # fmt: skip
        self.attend(there)

        [page] = words_of(certificates.make(self.conference, options()).file)

        names = [(left, right) for left, right, word in page if word.isupper() and len(word) > 10]
        assert len(names) >= 4
        assert all(right < 421 or left > 421 for left, right in names)
        assert all(left >= 62 and right <= 780 for left, right in names)

    def test_donors_stand_by_their_sentence(self):
        partner(self.conference, "DONOR", "Donor", logo=LOGO.getvalue())
        self.attend(self.member())

        page = PdfReader(io.BytesIO(certificates.make(self.conference, options()).file)).pages[0]

        assert len(page.images) == 1


class TestRegistered(Scene):
    def test_each_asks_for_the_right_and_is_recorded(self):
        """EX-12."""
        user = make_user()
        paper = registry.get("invitations")

        registry.make(paper, self.conference, options(by=user))

        record = ExportRecord.objects.get()
        assert (paper.right, record.by, record.rows) == ("paper.issue", user, 1)
        assert IssuedPaper.objects.get().issued_by == user


class TestPosition(Scene):
    def test_every_letter_says_it_in_its_own_language(self):
        fields = {"nationality": make_country("KZ"), "date_of_birth": "1980-03-27"}
        self.member(position="Judge", positions={"ru": "Судья"}, **fields)
        table = options("ru", chosen={"kind": "table"})

        made = [
            letters.confirmations(self.conference, options("ru")),
            letters.visa_letters(self.conference, options("ru")),
            letters.visa_letters(self.conference, table),
        ]

        assert [("Судья" in text, "Judge" in text) for text in map(text_of, made)] == [(True, False)] * 3
