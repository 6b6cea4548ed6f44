"""The data on a delegate's own page."""

from django.test import TestCase

from attendees.domain import corrections
from attendees.views.my_data import lines, masked_phone
from attendees.views.public import masked
from tests.factories import NOON, make_category, make_country, make_delegate


class TestMasks(TestCase):
    def test_an_address_is_known_again_by_its_owner_alone(self):
        assert masked("a.osmonov@minjust.example") == "a…v@minjust.example"
        assert masked("ab@example.org") == "…@example.org"
        assert masked("a@example.org") == "…@example.org"

    def test_a_number_keeps_its_length(self):
        assert masked_phone("+996555012345") == "+99655•••••45"
        assert masked_phone("") == ""


class TestLines(TestCase):
    def shown(self, delegate) -> dict[str, tuple[str, bool]]:
        allowed = corrections.open_to(delegate, now=NOON)
        return {line.field: (line.answer, line.can_change) for line in lines(delegate, allowed)}

    def test_what_was_not_asked_is_not_shown(self):
        category = make_category(fields_asked=["organisation"])
        delegate = make_delegate(category=category, organisation="UNODC", position="Head", diet="halal")

        assert set(self.shown(delegate)) == {"organisation", "family_name", "sex", "email", "language"}

    def test_what_can_be_added_is_shown_empty(self):
        shown = self.shown(make_delegate())

        assert shown["diet"] == ("", True)
        assert "position" not in shown

    def test_states_are_named_as_the_united_nations_do(self):
        make_country("KG")

        assert self.shown(make_delegate(country_id="KG"))["country"] == ("Kyrgyzstan", True)

    def test_once_gone_nothing_can_be_changed(self):
        for status in ("REJECTED", "WITHDRAWN", "REVOKED", "REPLACED"):
            shown = self.shown(make_delegate(status=status, diet="halal"))
            assert not any(can_change for _answer, can_change in shown.values())
