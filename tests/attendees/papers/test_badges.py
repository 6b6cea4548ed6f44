"""Badges as a file, through the real press."""

import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from attendees.badges import presets
from attendees.badges.designs import stored
from attendees.domain import badges, registrations
from attendees.domain.refusals import BadgeRefused
from attendees.enums import BadgeStatus, DelegateStatus, IdentityProtection, Reason
from attendees.models import Badge, BadgeDesign, Delegate, ExportRecord
from attendees.papers import badges as paper
from attendees.papers import registry
from attendees.papers.registry import Options
from conference.enums import PhotoRule
from tests.attendees.badges.people import bishkek
from tests.attendees.papers.forty import NAMES
from tests.attendees.papers.presses import text_of
from tests.attendees.papers.rasters import codes, needs_poppler, pages
from tests.attendees.papers.test_list_of_participants import copied_out
from tests.factories import NOON, make_category, make_delegate, minutes


def approved(conference, **fields):
    category = fields.pop("category", None) or conference.categories.get(code="MEMBER_STATE")
    return make_delegate(category=category, status=DelegateStatus.APPROVED, **fields)


def make(conference, now=NOON, limit=None, language="en", **chosen):
    return registry.make(
        registry.get("badges"), conference, Options(now, language=language, limit=limit, chosen=chosen)
    )


def page_count(file):
    return len(PdfReader(io.BytesIO(file)).pages)


class TestMake(TestCase):
    def setUp(self):
        self.conference = bishkek()

    def test_everybody_who_is_due_gets_a_badge_and_it_is_noted(self):
        interpreter = make_category(self.conference, code="INTERPRETER", letter="T", counts_as_delegate=False)
        people = [approved(self.conference), approved(self.conference), approved(self.conference, category=interpreter)]
        make_delegate(category=interpreter)

        made = make(self.conference)

        assert (made.count, page_count(made.file)) == (3, 2)
        assert set(Badge.objects.values_list("delegate", "status")) == {(p.pk, BadgeStatus.PRINTED) for p in people}
        assert ExportRecord.objects.get().rows == 3

    def test_made_again_it_is_the_same_badges(self):
        """EX-15."""
        approved(self.conference)
        first = make(self.conference)
        before = list(Badge.objects.values_list("serial", "token_hash", "version"))

        again = make(self.conference)

        assert again.count == first.count == 1
        assert list(Badge.objects.values_list("serial", "token_hash", "version")) == before

    def test_a_limit_prints_the_first_of_them(self):
        for _number in range(5):
            approved(self.conference)

        assert make(self.conference, limit=2).count == 2
        assert Badge.objects.count() == 2

    def test_somebody_new_is_added_to_those_who_have_one(self):
        approved(self.conference)
        make(self.conference)
        approved(self.conference)

        made = make(self.conference, now=NOON + minutes(1))

        kinds = [list(badge.events.order_by("pk").values_list("kind", flat=True)) for badge in Badge.objects.all()]
        assert (made.count, kinds) == (2, [["QUEUED", "PRINTED", "COPIED"], ["QUEUED", "PRINTED"]])

    def test_nobody_to_print_is_said_in_words(self):
        with pytest.raises(BadgeRefused) as refusal:
            make(self.conference)
        assert refusal.value.code == "nothing_to_print"

    def test_options_nobody_offers_are_refused(self):
        approved(self.conference)

        for chosen in ({"sheet": "a0"}, {"design": "999"}, {"design": "x"}):
            with pytest.raises(BadgeRefused) as refusal:
                make(self.conference, **chosen)
            assert refusal.value.code == "no_such_option"

    def test_a_batch_of_another_conference_is_none_here(self):
        other = bishkek()
        approved(other)
        batch = badges.queue(other, Delegate.objects.all(), language="en", by=None, now=NOON)

        for number in (str(batch.pk), "x", "9" * 30):
            with pytest.raises(BadgeRefused) as refusal:
                make(self.conference, batch=number)
            assert refusal.value.code == "no_such_batch"

    def test_statements_do_not_grow_with_the_people(self):
        counts = []
        for number in (3, 3, 12):
            conference = bishkek()
            for _person in range(number):
                approved(conference)
            with CaptureQueriesContext(connection) as asked:
                make(conference)
            counts.append(len(asked))

        assert counts[1] == counts[2]


class TestPages(TestCase):
    def setUp(self):
        self.conference = bishkek()
        for _number in range(5):
            approved(self.conference)

    def test_four_a_sheet_with_backs_behind_them(self):
        assert page_count(make(self.conference).file) == 4

    def test_fronts_alone(self):
        assert page_count(make(self.conference, sides="front").file) == 2

    def test_one_a_page_as_large_as_the_badge(self):
        file = make(self.conference, sheet="single", sides="front").file

        box = PdfReader(io.BytesIO(file)).pages[0].mediabox
        assert page_count(file) == 5
        assert (round(box.width * 25.4 / 72), round(box.height * 25.4 / 72)) == (105, 148)

    def test_every_preset_is_printed(self):
        for code in presets.PRESETS:
            assert make(self.conference, design=code, order="piles").problems == ()

    def test_each_category_has_its_own_design_and_the_others_the_usual_one(self):
        media = make_category(self.conference, code="MEDIA", letter="P")
        approved(self.conference, category=media)
        card = presets.preset("card")
        own = BadgeDesign.objects.create(
            conference=self.conference,
            name="Card",
            size=card.size,
            orientation=card.orientation,
            front=stored(card.front),
        )
        own.categories.add(media)

        pages_ = PdfReader(io.BytesIO(make(self.conference, sheet="single", sides="front").file)).pages

        sizes = [round(page.mediabox.width * 25.4 / 72) for page in pages_]
        assert sizes == [105, 105, 105, 105, 105, 86]


class TestFaults(TestCase):
    """One fault costs one badge."""

    def setUp(self):
        self.conference = bishkek()
        self.good = [approved(self.conference) for _ in range(3)]

    def test_a_broken_photo_costs_one_named_badge(self):
        """FT-15."""
        self.conference.categories.update(photo=PhotoRule.REQUIRED)
        broken = approved(self.conference, family_name="Broken")
        broken.photo.save("portrait.jpg", ContentFile(b"no picture"))
        self.addCleanup(broken.photo.delete, save=False)

        made = make(self.conference)

        assert made.count == 3
        assert [each for each in made.problems if each.startswith("Broken, Given: the photo")]
        assert broken.badges.get().status == BadgeStatus.QUEUED
        assert broken.badges.get().problems == [{"code": "photo_broken"}]

    def test_a_name_too_long_and_a_letter_no_font_has_are_named(self):
        """R-41, R-42."""
        approved(self.conference, family_name="L" * 100)
        approved(self.conference, family_name="Smile", badge_name="Smile 😀")

        made = make(self.conference)

        assert made.count == 3
        assert [problem.partition(":")[0] for problem in made.problems] == ["L" * 100 + ", Given", "Smile, Given"]
        assert "GRINNING FACE" in made.problems[1]

    def test_mended_it_comes_out_the_next_time(self):
        long = approved(self.conference, family_name="L" * 100)
        make(self.conference)
        Delegate.objects.filter(pk=long.pk).update(badge_name="Mister L")

        made = make(self.conference)

        assert (made.count, made.problems) == (4, ())
        assert long.badges.get().problems == []

    def test_nothing_but_faults_is_a_refusal_that_names_them(self):
        Delegate.objects.update(badge_name="😀")

        with pytest.raises(BadgeRefused, match="GRINNING FACE"):
            make(self.conference)
        assert set(Badge.objects.values_list("status", flat=True)) == {BadgeStatus.QUEUED}

    def test_an_alias_nobody_wrote_is_asked_for(self):
        """R-57."""
        approved(self.conference, family_name="Secret", identity_protection=IdentityProtection.ALIAS)

        made = make(self.conference)

        assert made.count == 3
        assert "alias" in made.problems[0]
        assert "Secret" not in text_of(made.file)

    def test_who_was_revoked_while_the_file_was_made_is_to_be_taken_out(self):
        real = paper.press.pdf

        def meanwhile(*args, **kwargs):
            registrations.revoke(self.good[0], reason=Reason.OTHER, by=None, now=NOON)
            return real(*args, **kwargs)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(paper.press, "pdf", meanwhile)
            made = make(self.conference)

        assert "take the badge" in made.problems[0]
        assert self.good[0].badges.get().status == BadgeStatus.REVOKED


class TestText(TestCase):
    def test_forty_names_copy_out_as_they_were_written(self):
        conference = bishkek()
        for name in NAMES:
            approved(conference, badge_name=name)

        made = make(conference, sheet="single", sides="front")

        with TemporaryDirectory() as folder:
            text = squeezed(copied_out(made.file, Path(folder)))
        assert (made.count, made.problems) == (40, ())
        assert [name for name in NAMES if squeezed(name) not in text] == []

    def test_the_family_name_copies_out_in_capitals(self):
        conference = bishkek()
        families = {"Șerban": "ȘERBAN", "Nurlan uulu": "NURLANuulu", "Gʻulomov": "GʻULOMOV", "Ţăranu": "ŢĂRANU"}
        for family in families:
            approved(conference, family_name=family)

        text = squeezed(text_of(make(conference, sides="front").file))

        assert [capital for capital in families.values() if capital not in text] == []

    def test_markup_is_printed_and_never_obeyed(self):
        """EX-08."""
        conference = bishkek()
        hostile = [
            "O'Neil <CIA> Smith",
            "A & B",
            "<b>x</b>",
            "#typst[code]",
            "*stars* _low_",
            "$x^2$",
            "<img src='/etc/hostname'/>",
        ]
        for name in hostile:
            approved(conference, badge_name=name)

        made = make(conference, sheet="single", sides="front")

        text = squeezed(text_of(made.file))
        assert (made.count, [name for name in hostile if squeezed(name) not in text]) == (len(hostile), [])


def squeezed(text):
    """Without spaces and hyphens: a long name stands on several lines, and readers take hyphens at their ends away."""
    return "".join(text.split()).replace("-", "")


@needs_poppler
@pytest.mark.django_db
class TestCodes:
    def test_every_code_of_a_hundred_badges_is_read_from_the_page(self, tmp_path):
        """R-43: the code is a random token, and nothing readable stands in it."""
        conference = bishkek()
        for _number in range(100):
            approved(conference)

        made = make(conference, sides="front")

        read = [code for page in pages(made.file, tmp_path) for code in codes(page)]
        assert sorted(read) == sorted(badge.token for badge in Badge.objects.all())
        assert len(set(read)) == 100
        assert all(badges.find(code).is_valid for code in read)

    def test_codes_of_small_badges_are_read_too(self, tmp_path):
        conference = bishkek()
        for _number in range(8):
            approved(conference)

        for code in ("a7", "card", "label"):
            folder = tmp_path / code
            folder.mkdir()
            made = make(conference, design=code, sides="front")
            assert sum(len(codes(page)) for page in pages(made.file, folder, dots=150)) == 8, code


@pytest.mark.django_db
class TestCommand:
    def test_badges_come_from_the_command_line(self, tmp_path, capsys):
        conference = bishkek()
        approved(conference)

        call_command("make_paper", conference.slug, "badges", output=str(tmp_path / "badges.pdf"), limit=5)

        assert Path(tmp_path / "badges.pdf").read_bytes().startswith(b"%PDF")
        assert capsys.readouterr().err.startswith("1 people")
