"""In which order badges lie in the envelopes."""

from django.test import TestCase

from attendees.domain import badge_plans, badges, protocol
from attendees.enums import Capacity, DelegateStatus
from attendees.models import Delegate
from conference.domain import countries
from conference.enums import CountryOrder
from tests.factories import NOON, make_category, make_conference, make_country, make_delegate, make_delegation


class TestProtocolOrder(TestCase):
    def setUp(self):
        countries.load(countries.table())
        self.conference = make_conference()
        self.states = make_category(self.conference, order=10)
        self.media = make_category(self.conference, order=100, counts_as_delegate=False)

    def member(self, iso2, name, **fields):
        delegation = self.delegations.get(iso2) or make_delegation(category=self.states, iso2=iso2)
        self.delegations[iso2] = delegation
        return self.person(name, category=self.states, delegation=delegation, country=delegation.country, **fields)

    delegations: dict = {}

    def person(self, name, **fields):
        return make_delegate(family_name=name, status=DelegateStatus.APPROVED, **fields)

    def in_order(self, language="en"):
        badges.queue(self.conference, Delegate.objects.all(), language=language, by=None, now=NOON)
        found = badge_plans.in_protocol_order(
            self.conference.badges.select_related(
                "category", "delegate__category", "delegate__delegation__organisation"
            ),
            self.conference,
            language,
        )
        return [badge.delegate.family_name if badge.delegate else "blank" for badge in found]

    def test_category_then_state_then_head_then_place_then_rank(self):
        self.delegations = {}
        self.person("Journalist", category=self.media)
        self.member("UZ", "Uzbek")
        self.member("KZ", "Second", place=2)
        self.member("KZ", "First", place=1)
        self.member("KZ", "Head", place=9, capacity=Capacity.HEAD)
        self.member("KZ", "Ranked", place=None, protocol_rank=3)
        self.member("BG", "Bulgarian")

        assert self.in_order() == ["Bulgarian", "Head", "First", "Second", "Ranked", "Uzbek", "Journalist"]

    def test_the_alphabet_is_that_of_the_language(self):
        """R-39: Uzbekistan is last in English, and before Romania in Kyrgyz."""
        self.delegations = {}
        for iso2 in ("UZ", "RO", "KZ"):
            self.member(iso2, iso2)

        orders = {}
        for language in ("en", "ky"):
            people = Delegate.objects.select_related("category", "delegation__organisation")
            key = protocol.key_of_delegates(self.conference, language)
            orders[language] = [each.family_name for each in sorted(people, key=key)]

        assert orders == {"en": ["KZ", "RO", "UZ"], "ky": ["KZ", "UZ", "RO"]}

    def test_a_state_drawn_by_lot_comes_first(self):
        self.delegations = {}
        self.conference.country_order, self.conference.first_country = CountryOrder.BY_LOT, make_country("RO")
        self.conference.save()
        for iso2 in ("UZ", "RO", "KZ"):
            self.member(iso2, iso2)

        assert self.in_order() == ["RO", "UZ", "KZ"]

    def test_serials_follow_the_order_and_blank_ones_come_last(self):
        self.delegations = {}
        self.member("UZ", "Uzbek")
        self.member("KZ", "Kazakh")
        badges.queue_blanks(self.states, 1, language="en", by=None, now=NOON)

        assert self.in_order() == ["Kazakh", "Uzbek", "blank"]
        named = self.conference.badges.exclude(delegate=None).order_by("serial")
        assert [badge.delegate.family_name for badge in named] == ["Kazakh", "Uzbek"]
