"""Badge designs in the admin: forms without scripts, and pictures of what they make."""

import io
import secrets
from unittest import mock

import pytest
from django.http import Http404
from django.test import TestCase
from django.urls import reverse
from PIL import Image

from attendees.admin import badge_designs as pages
from attendees.badges import presets
from attendees.badges.designs import Design, Element, stored
from attendees.domain import badge_designs
from attendees.domain.refusals import BadgeRefused
from attendees.forms.badge_designs import rows_of
from attendees.models import BadgeDesign
from attendees.papers import badges as paper
from conference.domain import countries
from conference.models import ConferenceEvent
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegate, make_user

LIST, ADD = (reverse(f"admin:attendees_badgedesign_{name}") for name in ("changelist", "add"))


def values(name="Ours", code="a6"):
    made = presets.preset(code)
    sides = {"front": stored(made.front), "back": stored(made.back)}
    return {"name": name, "size": made.size, "orientation": made.orientation, **sides}


class DesignsTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.cast = make_cast()
        cls.category = make_category(cls.cast.a, letter="D")

    def setUp(self):
        self.manager = client_of(self.cast.manager_a, self.cast.a)

    def design(self, name="Ours", **more):
        return badge_designs.create(self.cast.a, values(name), by=None, now=NOON, **more)

    def url(self, design, name="change", *more, side="front"):
        return reverse(f"admin:attendees_badgedesign_{name}", args=[design.pk, *more]) + f"?side={side}"

    def sent(self, design, side="front", **changes):
        """The form as a browser sends it back."""
        rows = rows_of(getattr(design, side))
        data = {
            "name": design.name,
            "size": design.size,
            "orientation": design.orientation,
            "revision": design.revision,
        }
        data |= {"form-TOTAL_FORMS": len(rows) + 3, "form-INITIAL_FORMS": len(rows)}
        for number, row in enumerate(rows):
            for field, value in row.items():
                if value not in (None, False):
                    data[f"form-{number}-{field}"] = "on" if value is True else value
        return {**data, **changes}


class TestDomain(DesignsTest):
    def test_a_category_has_one_design_and_everybody_else_one_usual_one(self):
        one, other = self.design("One", is_default=True), self.design("Other")
        badge_designs.change(one, {}, categories=[self.category], by=None, now=NOON)

        badge_designs.change(other, {}, categories=[self.category], is_default=True, by=None, now=NOON)

        assert (list(one.categories.all()), list(other.categories.all())) == ([], [self.category])
        assert list(BadgeDesign.objects.filter(is_default=True)) == [other]

    def test_a_name_is_taken_once(self):
        self.design()

        with pytest.raises(BadgeRefused) as refusal:
            self.design()
        assert refusal.value.code == "name_taken"

    def test_a_form_opened_on_an_older_one_is_refused(self):
        design = self.design()
        badge_designs.change(design, {"name": "Newer"}, by=None, now=NOON, revision=0)

        with pytest.raises(BadgeRefused) as refusal:
            badge_designs.change(design, {"name": "Older"}, by=None, now=NOON, revision=0)
        assert refusal.value.code == "changed_meanwhile"

    def test_the_history_names_fields_and_says_who(self):
        officer, design = make_user(), self.design()

        badge_designs.change(design, values("Renamed"), by=officer, now=NOON)

        event = ConferenceEvent.objects.filter(kind="EDITED").get()
        assert (event.by, event.data["fields"]) == (officer, ["name"])

    def test_saving_the_same_changes_nothing(self):
        design = self.design()

        badge_designs.change(design, values(), categories=[], is_default=False, by=None, now=NOON)

        assert BadgeDesign.objects.get().revision == 0


class TestForm(DesignsTest):
    def test_a_new_one_begins_as_one_of_the_house_and_the_first_is_the_usual_one(self):
        answer = self.manager.post(ADD, {"name": "Cards", "begins_as": "card"})

        design = BadgeDesign.objects.get()
        assert answer.url == reverse("admin:attendees_badgedesign_change", args=[design.pk])
        assert (design.is_default, paper.of(design)) == (True, presets.preset("card"))

    def test_or_as_a_copy(self):
        first = self.design("First")

        self.manager.post(ADD, {"name": "Second", "begins_as": str(first.pk)})

        assert paper.of(BadgeDesign.objects.get(name="Second")) == paper.of(first)

    def test_sent_back_as_it_is_it_stays_as_it_is(self):
        for code in presets.PRESETS:
            design = badge_designs.create(self.cast.a, values(code, code), by=None, now=NOON)
            for side in ("front", "back"):
                answer = self.manager.post(self.url(design, side=side), self.sent(design, side))
                assert answer.status_code == 302, (code, side)

            design.refresh_from_db()
            made, drawn = presets.preset(code), paper.of(design)
            assert [each.what for each in drawn.front] == [each.what for each in made.front]
            assert pages.signed(drawn)  # and short enough to be looked at

    def test_a_row_is_changed_added_and_taken_away(self):
        design = self.design()
        last = len(design.front)
        changes = {
            "form-0-what": "",
            f"form-{last}-what": "position",
            f"form-{last}-y": "120",
            f"form-{last}-size": "9",
        }

        self.manager.post(self.url(design), self.sent(design, **changes))

        design.refresh_from_db()
        whats = [each["what"] for each in design.front]
        assert ("partners" in whats, whats[-1], design.front[-1]["size"]) == (False, "position", 9)

    def test_a_bad_number_is_said_at_its_field_and_nothing_is_lost(self):
        design = self.design()

        page = self.manager.post(self.url(design), self.sent(design, **{"form-2-size": "900", "name": "Typed"}))

        assert page.status_code == 422
        assert "size" in page.context["rows"].forms[2].errors
        assert 'value="Typed"' in page.content.decode()

    def test_a_design_that_makes_no_sense_is_refused_in_words(self):
        design = self.design()

        page = self.manager.post(self.url(design), self.sent(design, **{"form-0-y": ""}))

        assert page.status_code == 409
        assert "The first element needs a place from the top." in page.content.decode()

    def test_a_category_of_another_conference_is_no_choice(self):
        """AD-02."""
        design, stranger = self.design(), make_category(self.cast.b)

        page = self.manager.post(self.url(design), self.sent(design, categories=[stranger.pk]))

        assert page.status_code == 422
        assert not design.categories.exists()


class TestPictures(DesignsTest):
    def picture(self, design, who="kyrgyz", side="front", **query):
        url = reverse("admin:attendees_badgedesign_picture", args=[design.pk, who, side])
        return self.manager.get(url, query)

    def test_every_sample_is_a_picture_of_the_card(self):
        design = self.design()

        for who in ("longest", "kyrgyz", "arabic", "chinese"):
            answer = self.picture(design, who)
            wide, high = Image.open(io.BytesIO(answer.content)).size
            assert answer["Content-Type"] == "image/png"
            assert "no-store" in answer["Cache-Control"]
            assert round(high / wide, 2) == round(148 / 105, 2)

    def test_the_longest_name_is_that_of_a_real_person(self):
        person = make_delegate(category=self.category, status="APPROVED", family_name="Abdyldaeva-Toktogulova-Bakirova")
        with pytest.MonkeyPatch.context() as patch:
            drawn = mock.Mock(return_value=b"png")
            patch.setattr(pages.press, "picture", drawn)
            self.picture(self.design(), "longest")

        assert drawn.call_args.args[1].wearer.delegate == person

    def test_a_draft_is_shown_before_it_is_saved(self):
        design = self.design()

        page = self.manager.post(self.url(design), {**self.sent(design, size="A7"), "look": "1"})

        url = page.context["pictures"][1]["url"]
        wide, high = Image.open(io.BytesIO(self.manager.get(url).content)).size
        assert ("draft=" in url, round(wide / high, 2)) == (True, round(74 / 105, 2))
        assert BadgeDesign.objects.get().size == "A6"

    def test_a_script_gets_the_draft_and_its_faults(self):
        design = self.design()
        tight = {"form-5-size": "60", "form-5-smallest": "60", "form-5-lines": "1"}

        said = self.manager.post(self.url(design, "look"), self.sent(design, **tight)).json()

        assert pages.opened(said["draft"]).front[5].size == 60
        assert "does not fit" in said["faults"]["longest"][0]
        assert self.manager.post(self.url(design, "look"), self.sent(design, size="A0")).status_code == 422

    def test_a_draft_of_nobody_is_not_opened(self):
        design = self.design()

        for text in ("x", "W10:1abc:sig"):
            assert self.picture(design, draft=text).status_code == 404
        with pytest.raises(Http404):
            pages.opened("x")

    def test_a_draft_too_long_for_an_address_is_to_be_saved_first(self):
        elements = [Element("given", y=number, before=secrets.token_hex(30)) for number in range(80)]

        with pytest.raises(BadgeRefused, match="before it is saved"):
            pages.signed(Design("A6", "PORTRAIT", tuple(elements[:40]), tuple(elements[40:])))

    def test_a_conference_without_categories_sees_them_too(self):
        manager = client_of(self.cast.manager_b, self.cast.b)

        answer = manager.get(reverse("admin:attendees_badgedesign_house", args=["a6", "front"]))

        assert answer["Content-Type"] == "image/png"

    def test_designs_of_the_house_are_shown(self):
        for code in presets.PRESETS:
            url = reverse("admin:attendees_badgedesign_house", args=[code, "front"])
            assert self.manager.get(url)["Content-Type"] == "image/png", code
        assert self.manager.get(reverse("admin:attendees_badgedesign_house", args=["a5", "front"])).status_code == 404


class TestRights(DesignsTest):
    def test_an_officer_prints_and_designs_nothing(self):
        design = self.design()
        officer = client_of(self.cast.officer_a, self.cast.a)

        for url in (LIST, ADD, self.url(design), reverse("admin:attendees_badgedesign_house", args=["a6", "front"])):
            assert officer.get(url).status_code == 403

    def test_a_design_of_another_conference_is_not_found(self):
        design = self.design()
        stranger = client_of(self.cast.manager_b, self.cast.b)

        for url in (
            self.url(design),
            reverse("admin:attendees_badgedesign_picture", args=[design.pk, "kyrgyz", "front"]),
        ):
            assert stranger.get(url).status_code == 404
        assert stranger.post(self.url(design), self.sent(design, name="Mine")).status_code == 404

    def test_it_is_deleted_after_a_question(self):
        design = self.design()

        self.manager.post(reverse("admin:attendees_badgedesign_delete", args=[design.pk]), {"post": "yes"})

        assert not BadgeDesign.objects.exists()
        assert self.manager.get(LIST).status_code == 200
