"""How many stand behind each filter: counted in one walk, kept while nothing happens."""

from collections import Counter

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.domain import facets, registrations
from attendees.domain.missing import Missing
from attendees.domain.selections import Selection
from attendees.enums import DelegateStatus, Source
from conference.domain import countries
from conference.enums import PhotoRule
from tests.attendees.crowd import make_crowd
from tests.factories import NOON, make_category, make_conference, make_delegate


class FacetsCase(TestCase):
    def setUp(self):
        countries.load(countries.table())
        self.conference = make_conference()
        self.member = make_category(self.conference, code="MEMBER_STATE", fields_asked=["position", "cyrillic_name"])
        self.media = make_category(self.conference, code="MEDIA", photo=PhotoRule.REQUIRED)

    def counted(self):
        return facets.count(self.conference, [self.member, self.media])

    def statements(self) -> int:
        with CaptureQueriesContext(connection) as caught:
            self.counted()
        return len(caught)


class TestCount(FacetsCase):
    def test_every_number_is_how_many_the_filter_keeps(self):
        make_crowd(self.conference, 60)
        make_delegate(category=self.media, number=1000, source=Source.OFFICER, arrived_at=NOON)
        make_delegate(category=make_category(make_conference(slug="another")), arrived_at=NOON)

        found = self.counted()

        assert found.total == 61
        assert found.arrived == self.kept("arrival", "yes")
        assert found.status == self.each("status", DelegateStatus.values)
        assert found.source == self.each("source", Source.values)
        assert found.missing == self.each("missing", Missing.values)
        assert found.category == {each.pk: self.kept("category", each.code) for each in (self.member, self.media)}
        assert found.state == {iso2: self.kept("state", iso2 or "-") for iso2 in found.state}
        assert found.state.total() == 61

    def kept(self, name, value):
        return Selection(self.conference, filters={name: value}).delegates().count()

    def each(self, name, values):
        return Counter({value: self.kept(name, value) for value in values})

    def test_nobody_is_nothing(self):
        assert (self.counted().total, self.counted().to_decide, self.counted().missing.total()) == (0, 0, 0)


class TestCost(FacetsCase):
    def test_one_walk_counts_everything_and_nothing_is_counted_twice(self):
        person = make_delegate(category=self.member)

        costs = [self.statements(), self.statements()]
        registrations.approve(person, by=None, now=NOON)
        costs += [self.statements(), self.statements()]

        assert costs == [2, 1, 2, 1]
