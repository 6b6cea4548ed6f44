"""Cards: everything at its place, and what is wrong with one of them."""

import io
from itertools import pairwise

from django.core.files.base import ContentFile
from django.test import TestCase
from PIL import Image

from attendees.badges import drawings, presets, press
from attendees.badges.designs import Design, Element
from attendees.badges.problems import Problem, from_json, told
from attendees.badges.widths import POINT
from attendees.enums import IdentityProtection
from conference.enums import PhotoRule
from tests.attendees.badges.people import TOKEN, bishkek, blank, card_of, drawn, wearer, words
from tests.attendees.papers.test_head import partner

GIVEN = Element("given", x=8, y=40, width=89, height=30, size=34, smallest=16, lines=2, weight="bold")
FAMILY = Element("family", size=26, smallest=13, lines=2, capitals=True)
PHOTO = Element("photo", x=60, y=40, width=28, height=36)


def jpeg(width=300, height=400):
    content = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, "JPEG")
    return content.getvalue()


class TestPartners(TestCase):
    def test_names_in_one_column_are_equally_large_and_stand_apart(self):
        conference = bishkek()
        for name in ("UN Office", "Bureau of Counterterrorism, Department of State of the Union", "European Union"):
            partner(conference, "DONOR", name)

        lines = drawings.partners(wearer(conference), Element("partners", y=6, width=40, height=10.2, size=7.4))

        assert {mark[5] for mark in lines} == {lines[0][5]}
        assert all(below[2] - above[2] >= 1.1 * above[5] * POINT for above, below in pairwise(lines))


class TestText(TestCase):
    def test_lines_stand_where_they_were_put(self):
        card = drawn(wearer(), GIVEN, FAMILY)

        [given, family] = card.front
        assert (given[8], given[1], given[5], given[6]) == ("Aigul", 8, 34, "bold")
        assert (family[8], family[1]) == ("USONOVA", 8)
        assert 40 < given[2] < family[2] < 70

    def test_markup_is_text(self):
        """EX-08."""
        hostile = "#typst[code] *stars* <b>x</b> $x^2$ \\ `raw` @ref"

        card = drawn(wearer(given_name=hostile), Element("given", y=0, width=100, height=40, size=12, lines=4))

        assert " ".join(words(card)) == hostile

    def test_a_name_that_does_not_fit_is_named_and_never_cut(self):
        """R-41."""
        card = drawn(wearer(given_name="A" * 100), GIVEN, FAMILY)

        assert (card.problems, words(card)) == ([Problem("too_long", "given")], [])
        assert "name on the badge" in card.problems[0].words()

    def test_the_short_form_an_officer_chose_makes_it_fit(self):
        """R-41."""
        card = drawn(wearer(given_name="A" * 100, badge_name="Aya Usonova"), GIVEN, FAMILY)

        assert (card.problems, words(card)) == ([], ["Aya", "USONOVA"])

    def test_what_may_be_left_out_goes_first(self):
        position = Element("position", size=12, smallest=12, optional=True)
        area = (Element("given", y=0, width=80, height=9, size=20, smallest=20), position)

        card = drawn(wearer(position="Inspector"), *area)

        assert (card.problems, words(card)) == ([], ["Aigul"])

    def test_a_letter_no_font_has_is_named(self):
        """R-42."""
        card = drawn(wearer(given_name="Ai😀gul"), GIVEN)

        assert card.problems == [Problem("letter_missing", letters="😀")]
        assert "GRINNING FACE" in told("Usonova, Aigul", card.problems[0])

    def test_kyrgyz_kazakh_uzbek_tajik_romanian_arabic_and_chinese_letters_are_there(self):
        for name in (
            "Өмүрбек Ңү",
            "Әбілов Ғұқһі",
            "Ғуломов Ҳўқ",
            "Ҷӯраӣ",
            "Ștefan Țăranu Ţ",
            "Gʻulomov",
            "محمد",
            "王小明",
        ):
            assert drawn(wearer(badge_name=name), GIVEN).problems == [], name

    def test_an_arabic_line_is_marked_as_read_from_the_right(self):
        [line] = drawn(wearer(badge_name="محمد"), GIVEN).front

        assert line[9] is True


class TestAlias(TestCase):
    def test_an_alias_nobody_wrote_keeps_the_badge_back(self):
        """R-57."""
        card = drawn(wearer(identity_protection=IdentityProtection.ALIAS), GIVEN)

        assert card.problems == [Problem("no_alias")]
        assert words(card) == []


class TestBand(TestCase):
    def test_the_word_is_printed_whatever_the_colour(self):
        for colour in ("red", "yellow", "puce"):
            conference = bishkek()
            conference.categories.update(colour=colour)

            card = drawn(wearer(conference), Element("band", y=126, width=105, height=22))

            assert words(card) == ["DELEGATE", "ДЕЛЕГАТ", "D"]

    def test_a_light_colour_has_dark_words(self):
        conference = bishkek()
        conference.categories.update(colour="yellow")

        inks = {mark[7] for mark in drawn(wearer(conference), Element("band", y=126, width=105, height=22)).front[1:]}

        assert inks == {"#15212b"}


class TestCode(TestCase):
    def test_the_qr_holds_the_token_of_the_badge(self):
        [[kind, x, y, side, path]] = drawn(wearer(), Element("qr", x=72, y=96, width=25, height=25)).front

        assert (kind, x, y, side) == ("q", 72, 96, 25)
        assert TOKEN not in path


class TestPhoto(TestCase):
    def setUp(self):
        self.conference = bishkek()

    def with_photo(self, content):
        person = wearer(self.conference)
        person.delegate.photo.save("portrait.jpg", ContentFile(content), save=False)
        self.addCleanup(person.delegate.photo.delete, save=False)
        return card_of(person, Design("A6", "PORTRAIT", (PHOTO,)))

    def test_it_is_cropped_to_its_place_and_made_small(self):
        card = self.with_photo(jpeg(1200, 900))

        [picture] = card.pictures.values()
        size = Image.open(io.BytesIO(picture)).size
        assert size == (331, 425)
        assert card.front == [["i", 60, 40, 28, 36, next(iter(card.pictures))]]

    def test_a_broken_one_is_a_named_fault(self):
        """FT-15."""
        for content in (b"", b"no picture", jpeg()[:200]):
            assert self.with_photo(content).problems == [Problem("photo_broken")]

    def test_one_that_was_never_cleaned_is_not_opened(self):
        assert self.with_photo(jpeg(3000, 3000)).problems == [Problem("photo_broken")]

    def test_none_is_told_where_the_category_asks_for_one_and_the_badge_comes_out(self):
        self.conference.categories.update(photo=PhotoRule.REQUIRED)

        card = card_of(wearer(self.conference), Design("A6", "PORTRAIT", (PHOTO,)))

        assert (card.problems, card.notes, card.front) == ([], [Problem("no_photo")], [])

    def test_none_is_no_matter_elsewhere(self):
        assert card_of(wearer(self.conference), Design("A6", "PORTRAIT", (PHOTO,))).notes == []


class TestBlank(TestCase):
    def test_there_are_lines_to_write_on(self):
        card = drawn(blank(bishkek()), GIVEN, FAMILY)

        assert [mark[0] for mark in card.front] == ["r", "r", "r"]


class TestRightToLeft(TestCase):
    def test_everything_stands_on_the_other_side(self):
        conference = bishkek(languages=["ar", "en"])
        rule = Element("line", x=0, y=90, width=50, height=0.3)

        card = drawn(wearer(conference, "ar"), Element("given", x=8, y=40, width=60, height=30, size=20), rule)

        [line] = [mark for mark in card.front if mark[0] == "t"]
        assert (line[1], line[4]) == (105 - 8 - 60, "end")


class TestShared(TestCase):
    def test_what_is_on_all_badges_is_drawn_once(self):
        conference = bishkek()
        people = [wearer(conference, given_name=name) for name in ("Aigul", "Asel", "Bekjan")]
        place = people[0].occasion
        people = [
            type(each)(place, each.category, each.number, each.token, each.delegate, n) for n, each in enumerate(people)
        ]

        drawer, cards = press.draw(people, place, lambda _wearer: presets.preset("a6"))

        assert len({str([mark for mark in card.front if mark[0] == "s"]) for card in cards}) == 1
        assert len(drawer.shared) == 8


class TestStoredProblems:
    def test_they_hold_codes_and_come_back(self):
        problems = [Problem("too_long", "given"), Problem("letter_missing", letters="😀")]

        rows = [each.stored() for each in problems]

        assert rows == [{"code": "too_long", "what": "given"}, {"code": "letter_missing", "letters": "😀"}]
        assert from_json([*rows, {"code": "from a later time"}]) == problems
