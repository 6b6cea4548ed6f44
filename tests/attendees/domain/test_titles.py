"""Titles and order: what protocol sees to, and nothing else."""

import pytest
from django.test import TestCase

from attendees.domain import titles
from attendees.domain.refusals import CorrectionRefused
from attendees.enums import Capacity, DelegateStatus, EventKind, Excellency
from conference.enums import InList
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user

APPROVED = DelegateStatus.APPROVED


class TestWho(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference)

    def person(self, **fields):
        return make_delegate(category=fields.pop("category", self.category), status=APPROVED, **fields)

    def test_everybody_on_the_way_into_the_list_stands_there(self):
        listed = self.person()
        make_delegate(category=self.category, status=DelegateStatus.WITHDRAWN)
        self.person(category=make_category(self.conference, in_list=InList.NO))
        self.person(category=make_category())

        assert list(titles.listed(self.conference)) == [listed]

    def test_of_interest_are_titles_heads_and_ranks(self):
        self.person()
        wanted = [
            self.person(excellency=Excellency.REQUESTED),
            self.person(excellency=Excellency.CONFIRMED),
            self.person(title="HE"),
            self.person(capacity=Capacity.HEAD),
            self.person(protocol_rank=3),
        ]

        assert set(titles.of_interest(self.conference)) == set(wanted)
        assert titles.to_confirm(self.conference) == 1


class TestArrange(TestCase):
    def setUp(self):
        self.by = make_user()
        self.person = make_delegate(status=APPROVED, excellency=Excellency.REQUESTED)
        self.conference = self.person.conference

    def arrange(self, **changes):
        return titles.arrange(self.conference, {self.person.number: changes}, by=self.by, now=NOON)

    def test_a_title_is_confirmed_with_a_line_in_the_history(self):
        """R-36, R-22."""
        changed = self.arrange(excellency=Excellency.CONFIRMED, protocol_rank=2)

        self.person.refresh_from_db()
        assert (self.person.excellency, self.person.protocol_rank) == (Excellency.CONFIRMED, 2)
        assert changed == [self.person]
        event = self.person.events.get(kind=EventKind.CORRECTED)
        assert (event.by, event.fields) == (self.by, ["excellency", "protocol_rank"])
        assert self.person.badge_changed_at == NOON

    def test_what_is_so_already_is_no_change(self):
        assert self.arrange(excellency=Excellency.REQUESTED) == []
        assert not self.person.events.exists()

    def test_nothing_but_titles_and_order_is_changed_here(self):
        with pytest.raises(CorrectionRefused) as refusal:
            self.arrange(family_name="Other")

        assert refusal.value.code == "locked_field"

    def test_nobody_of_another_conference(self):
        stranger = make_delegate(status=APPROVED, number=9999)

        with pytest.raises(CorrectionRefused) as refusal:
            titles.arrange(self.conference, {stranger.number: {"title": "MR"}}, by=self.by, now=NOON)

        assert refusal.value.code == "not_listed"
