"""What stands on every paper: partners in protocol order, place and days, time of issue, funding."""

import io

from django.core.files.base import ContentFile
from django.test import TestCase
from PIL import Image

from attendees.papers import engine, head
from conference.models import Organisation, Partner
from tests.attendees.papers.presses import text_of
from tests.factories import NOON, make_conference

LOGO = io.BytesIO()
Image.new("RGB", (60, 40), "navy").save(LOGO, "PNG")


def partner(conference, role, name, *, logo=None, **fields):
    organisation = Organisation.objects.create(conference=conference, name={"en": name})
    made = Partner.objects.create(conference=conference, organisation=organisation, role=role, **fields)
    if logo is not None:
        made.logo.save(f"{made.pk}.png", ContentFile(logo))
    return made


def head_of(conference, language="en", **fields):
    return head.of(conference, language, title="List of participants", at=NOON, **fields)


class TestOf(TestCase):
    def test_partners_stand_in_protocol_order(self):
        """Host – UN – co-organisers – donors."""
        conference = make_conference()
        for role in ("DONOR", "CO_ORGANISER", "HOST", "SUPPORT"):
            partner(conference, role, role.title())

        data = head_of(conference).data

        assert [each["name"] for each in data["partners"]] == ["Host", "Support", "Co_Organiser"]
        assert [each["name"] for each in data["donors"]] == ["Donor"]

    def test_within_a_role_they_keep_their_own_order(self):
        conference = make_conference()
        partner(conference, "HOST", "Second", order=2)
        partner(conference, "HOST", "First", order=1)

        assert [each["name"] for each in head_of(conference).data["partners"]] == ["First", "Second"]

    def test_place_days_and_time_are_said_in_the_language_with_the_zone(self):
        """R-20."""
        data = head_of(make_conference(), "ru").data

        assert data["place"] == "Бишкек, Кыргызстан, 25 ноября 2026 г."
        assert (data["issued"], data["zone"]) == ("5 октября 2026 г., 12:00", "время г. Бишкек (UTC+6)")

    def test_a_paper_without_a_symbol_carries_the_conferences(self):
        conference = make_conference(symbol="UN/1")

        assert head_of(conference).data["symbol"] == "UN/1"
        assert head_of(conference, symbol="UN/1/INF.2").data["symbol"] == "UN/1/INF.2"

    def test_every_funding_sentence_is_said_once(self):
        conference = make_conference(funding_sentence={"en": "Funded by A."})
        partner(conference, "DONOR", "A", funding_sentence={"en": "Funded by A."})
        partner(conference, "DONOR", "B", funding_sentence={"en": "And by B."}, order=2)

        assert head_of(conference).data["funding"] == ["Funded by A.", "And by B."]

    def test_a_demonstration_says_so(self):
        """R-70."""
        assert "invented" in head_of(make_conference(is_demo=True)).data["demonstration"]
        assert head_of(make_conference()).data["demonstration"] == ""

    def test_the_number_of_statements_does_not_grow_with_the_partners(self):
        conference = make_conference()
        for number in range(6):
            partner(conference, "DONOR", f"Donor {number}")
        head_of(conference)

        with self.assertNumQueries(2):
            head_of(conference)


class TestLogos(TestCase):
    def test_a_sound_one_goes_along_as_a_picture(self):
        conference = make_conference()
        made = partner(conference, "HOST", "Host", logo=LOGO.getvalue())

        found = head_of(conference)

        assert found.data["partners"][0]["logo"] == f"logo-{made.pk}.png"
        assert found.pictures == {f"logo-{made.pk}.png": LOGO.getvalue()}
        assert found.problems == ()

    def test_a_broken_one_costs_its_picture_and_a_word(self):
        """FT-15."""
        for wreck in (LOGO.getvalue()[:40], b"no picture", b""):
            conference = make_conference()
            partner(conference, "HOST", "Host", logo=wreck)

            found = head_of(conference)

            assert found.pictures == {}
            assert found.problems == ("The logo of Host cannot be read; its name is printed.",)

    def test_one_that_is_gone_does_too(self):
        conference = make_conference()
        made = partner(conference, "HOST", "Host", logo=LOGO.getvalue())
        made.logo.storage.delete(made.logo.name)

        assert len(head_of(conference).problems) == 1


class TestMasthead(TestCase):
    def test_every_page_says_what_it_is_and_which(self):
        conference = make_conference(symbol="UN/1", funding_sentence={"en": "Funded by the Union."})
        partner(conference, "HOST", "Prison Service", logo=LOGO.getvalue())
        found = head_of(conference, remarks=["Original: English"])

        paper = engine.pdf("specimen", {"head": found.data}, pictures=found.pictures, standards=("ua-1",))

        first, second = text_of(paper).split("Page 1 of 2")
        for words in ("Prison Service", "UN/1", "Original: English", "5 October 2026, 12:00", "Funded by the Union."):
            assert words in first
        assert "Page 2 of 2" in second
