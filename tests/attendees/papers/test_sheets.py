"""Sign-in sheets, nameplates, control lists: as data, and as pages that copy out."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import TestCase
from openpyxl import load_workbook
from PIL import Image
from pypdf import PdfReader

from attendees.domain import attendances
from attendees.domain.attendances import Half, halves
from attendees.domain.refusals import AttendanceRefused, PaperRefused
from attendees.enums import DelegateStatus
from attendees.papers import nameplates, registry, roster, sign_in_sheets, tables
from attendees.papers.registry import Options
from conference.models import SessionRole
from tests.attendees.papers.test_head import LOGO, partner
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_delegation,
    make_member,
    make_session,
)

APPROVED = DelegateStatus.APPROVED
HEADED = ("sign-in-sheets", "badge-control", "dignitaries", "catering", "confirmations", "list-of-participants")


def options(language="en", **more):
    return Options(NOON, language=language, **more)


def logo(colour):
    content = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "PNG")
    return content.getvalue()


def pages_of(made):
    return [page.extract_text() for page in PdfReader(io.BytesIO(made.file)).pages]


def at(hour):
    return datetime(2026, 11, 25, hour, tzinfo=ZoneInfo("Asia/Bishkek"))


class Scene(TestCase):
    def setUp(self):
        self.conference = make_conference(funding_sentence={"en": "Funded by the European Union."})
        self.states = make_category(self.conference, code="MEMBER_STATE", order=10)
        self.delegation = make_delegation(category=self.states)
        make_session(self.conference, starts_at=at(9))

    def member(self, **fields):
        return make_member(self.delegation, status=APPROVED, **fields)


class TestSignInSheets(Scene):
    def sheets(self, half=None):
        half = half or halves(self.conference)[0]
        people = roster.lines(roster.people(self.conference, options()), "en")
        return list(sign_in_sheets._sheets(half, people, "en"))

    def test_each_sheet_has_a_code_of_its_own(self):
        for _ in range(12):
            self.member()

        codes = [sheet["code"] for sheet in self.sheets()]

        assert codes == ["1125AM-001", "1125AM-002"]

    def test_a_protected_name_is_alone_on_a_page(self):
        """R-56: whoever signs next does not read it."""
        self.member(family_name="Open")
        self.member(family_name="Hidden", identity_protection="NO_PUBLICATION")

        sheets = self.sheets()

        names = [[line["name"] for group in sheet["groups"] for line in group["lines"]] for sheet in sheets]
        assert [sheet["is-alone"] for sheet in sheets] == [False, True]
        assert ["OPEN" in names[0][0], "HIDDEN" in names[1][0]] == [True, True]

    def test_a_half_day_without_people_has_a_sheet_for_those_nobody_expected(self):
        assert [sheet["groups"] for sheet in self.sheets()] == [[]]

    def test_the_page_says_everything_that_is_asked_of_it(self):
        """R-50: what a funder looks for."""
        self.member(
            family_name="Japarov", given_name="Askar", cyrillic_family_name="Жапаров", cyrillic_given_name="Аскар",
            position="Director",
        )  # fmt: skip

        page = pages_of(registry.make(registry.get("sign-in-sheets"), self.conference, options()))[0]

        for words in ("JAPAROV", "Жапаров", "Director", "Kazakhstan", "1125AM-001", "Signature", "European Union"):
            assert words in page

    def test_a_half_day_that_is_none_is_refused(self):
        with pytest.raises(AttendanceRefused):
            sign_in_sheets.make(self.conference, options(chosen={"half": "2020-01-01-AM"}))

    def test_one_half_day_can_be_chosen(self):
        make_session(self.conference, starts_at=at(15))

        every = sign_in_sheets.make(self.conference, options())
        one = sign_in_sheets.make(self.conference, options(chosen={"half": Half(at(9).date(), "PM").code}))

        assert [len(pages_of(every)), len(pages_of(one))] == [2, 1]

    def test_logos_and_a_long_thanks_leave_each_sheet_one_page(self):
        for role, colour in (("HOST", "red"), ("DONOR", "blue")):
            partner(self.conference, role, role.title(), logo=logo(colour))
        self.conference.funding_sentence = {"en": "Organised within a programme that others pay for. " * 12}
        self.conference.save()
        for number in range(11):
            self.member(position="Head of the department of many things " * 5, given_name=f"Given {'name ' * number}")

        made = sign_in_sheets.make(self.conference, options())

        pages = PdfReader(io.BytesIO(made.file)).pages
        assert ["1125AM-001" in pages[0].extract_text(), "1125AM-002" in pages[1].extract_text()] == [True, True]
        assert [len(page.images) for page in pages] == [2, 2]


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["sign-in-sheets", "badge-control", "confirmations", "visa-letters", "certificates"])
def test_a_letter_no_font_has_is_named_with_its_person(code):
    """R-42."""
    conference = make_conference()
    make_session(conference, starts_at=at(9))
    delegation = make_delegation(category=make_category(conference, code="MEMBER_STATE"))
    names = {"family_name": "Smile😀", "nationality": delegation.country}
    delegate = make_member(delegation, status=APPROVED, **names)
    attendances.write_down(conference, halves(conference)[0], [delegate.number], by=None, now=NOON)

    with pytest.raises(PaperRefused) as refusal:
        registry.make(registry.get(code), conference, options())

    assert refusal.value.code == "letter_missing"
    assert "Given SMILE😀" in str(refusal.value) or "Smile😀, Given" in str(refusal.value)


class TestSheetsOfOthers(Scene):
    """A partner of the house stands on all papers of the house."""

    def test_donors_stand_on_every_paper_with_a_head(self):
        partner(self.conference, "DONOR", "Donor", logo=LOGO.getvalue())
        self.member()

        made = [registry.make(registry.get(code), self.conference, options()) for code in HEADED]

        images = {
            len([image for page in PdfReader(io.BytesIO(each.file)).pages for image in page.images]) for each in made
        }
        assert images == {1}


class TestNameplates(Scene):
    def test_states_in_two_languages_in_order(self):
        make_delegation(category=self.states, iso2="BG")

        cards = nameplates._of_delegations(self.conference, options())

        assert [(card["name"], card["second"]) for card in cards] == [
            ("Bulgaria", "Болгария"),
            ("Kazakhstan", "Казахстан"),
        ]

    def test_whoever_declined_has_no_plate(self):
        make_delegation(category=self.states, iso2="BG", status="DECLINED")

        assert [card["name"] for card in nameplates._of_delegations(self.conference, options())] == ["Kazakhstan"]

    def test_a_tent_says_its_name_on_both_sides(self):
        page = pages_of(nameplates.make(self.conference, options()))[0]

        assert page.count("Kazakhstan") == 2

    def test_seats_are_kept_for_heads_and_ranks(self):
        self.member(family_name="Head", capacity="HEAD")
        self.member(family_name="Ranked", protocol_rank=1)
        self.member(family_name="Other")

        cards = nameplates._of_seats(self.conference, options())

        assert sorted(card["name"] for card in cards) == ["Given HEAD", "Given RANKED"]

    def test_a_very_long_name_is_not_cut(self):
        """R-41."""
        name = "Abdyldaeva-Toktogulova-Nurmuhambetova-Osmonalieva"
        self.member(family_name=name, given_name="Nurgul")

        page = pages_of(nameplates.make(self.conference, options(chosen={"kind": "person"})))[0]

        assert name.upper() in "".join(page.split())


class TestTables(Scene):
    def test_badge_control_lists_everybody_who_gets_one(self):
        """R-49: guards get a badge and stand in no list of delegates."""
        guards = make_category(self.conference, code="SECURITY", order=120, counts_as_delegate=False)
        make_delegate(category=guards, status=APPROVED, family_name="Guard")
        self.member(family_name="Member")

        made = tables.badge_control(self.conference, options())

        text = " ".join(pages_of(made))
        assert (made.count, "GUARD" in text, "MEMBER" in text) == (2, True, True)

    def test_dignitaries_are_heads_excellencies_and_whoever_has_a_rank(self):
        """R-36; the table of rights: what protocol takes out of the system."""
        self.member(family_name="Leader", capacity="HEAD")
        self.member(family_name="Minister", excellency="CONFIRMED")
        self.member(family_name="Ranked", protocol_rank=1)
        self.member(family_name="Plain")

        made = tables.dignitaries(self.conference, options())

        text = pages_of(made)[0]
        assert (made.count, "PLAIN" in text) == (3, False)
        assert text.index("LEADER") < text.index("MINISTER") < text.index("RANKED")
        assert "H.E." in text

    def test_without_dignitaries_nobody_is_on_the_list(self):
        self.member(family_name="Plain")

        assert tables.dignitaries(self.conference, options()).count == 0

    def test_catering_counts_and_names_nobody(self):
        for number, diet in enumerate(("halal", "Halal ", "vegetarian", "")):
            self.member(family_name=f"Eater{'abcd'[number]}", diet=diet)

        text = pages_of(tables.catering(self.conference, options()))[0]

        rows = [line for line in text.splitlines() if line.split()[-1:] in (["2"], ["1"], ["4"])]
        assert [row.split()[0].lower() for row in rows[:4]] == ["no", "halal", "vegetarian", "total"]
        assert "EATER" not in text.upper()

    def test_speakers_in_order_of_time(self):
        for hour, who in ((15, "Second speaker"), (10, "First speaker")):
            session = make_session(self.conference, starts_at=at(hour))
            SessionRole.objects.create(session=session, role="SPEAKER", who={"en": who}, topic={"en": "Topic"})

        text = pages_of(tables.speakers(self.conference, options()))[0]

        assert text.index("First speaker") < text.index("Second speaker")

    def test_several_in_one_part_are_counted_and_a_column_of_nothing_is_left_out(self):
        session = make_session(self.conference, starts_at=at(10))
        SessionRole.objects.create(session=session, role="SPEAKER", count=4)

        made = tables.speakers(self.conference, options())

        text = pages_of(made)[0]
        assert ("Speakers (4)" in text, "Topic" in text, made.count) == (True, False, 4)

    def test_a_long_word_stays_in_its_column(self):
        """R-41."""
        self.member(family_name="Abdyldaevatoktogulovanurmuhambetova", position="Director")

        text = pages_of(tables.badge_control(self.conference, options()))[0]

        assert "ABDYLDAEVATOKTOGULOVANURMUHAMBETOVA" in "".join(text.split())
        assert "ABDYLDAEVATOKTOGULOVANURMUHAMBETOVA" not in text

    def test_the_table_file_holds_the_same_and_no_formula(self):
        self.member(family_name="Member", position="=cmd()")

        made = tables.badge_control(self.conference, options(format="xlsx"))

        rows = list(load_workbook(io.BytesIO(made.file)).active.iter_rows(values_only=True))
        assert rows[0][:3] == ("Badge control list", "No.", "Name")
        assert rows[1][-1] == "=cmd()"
        assert load_workbook(io.BytesIO(made.file)).active.cell(2, len(rows[1])).data_type == "s"

    def test_every_one_is_registered_with_its_right(self):
        papers = registry.all_papers()

        codes = ("sign-in-sheets", "nameplates", "dignitaries", "catering", "speakers")
        assert {code: papers[code].right for code in codes} == {
            "sign-in-sheets": "delegate.export",
            "dignitaries": ("list.titles", "delegate.export"),
            "nameplates": "delegate.export",
            "catering": "sensitive.view",
            "speakers": ("programme.change", "delegate.export"),
        }
