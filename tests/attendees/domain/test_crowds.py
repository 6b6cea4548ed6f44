"""Delegates in bulk are stored as if each had registered."""

from django.test import TestCase

from attendees.domain import crowds, links, naming
from attendees.models import Consent, Delegate, DelegateEvent, Register
from conference.domain import countries
from tests.factories import NOON, make_category, make_conference, make_delegate


class TestGather(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.conference = make_conference(capacity=5)
        category = make_category(cls.conference, code="MEMBER_STATE")
        make_delegate(category=category)
        cls.last = crowds.gather(cls.conference, 130, now=NOON)
        cls.crowd = Delegate.objects.for_conference(cls.conference).filter(email__startswith="delegate-")

    def test_numbers_go_on_and_the_register_knows(self):
        assert self.crowd.count() == 130
        assert self.last == Register.objects.get(pk=self.conference.pk).last_number
        assert self.crowd.order_by("number").last().number == self.last

    def test_sixty_states_all_approved(self):
        assert self.crowd.values("country").distinct().count() == 60
        assert self.crowd.seated().count() == 130

    def test_what_follows_from_the_names_is_there(self):
        for delegate in self.crowd[:20]:
            stored = (delegate.search_text, delegate.name_sort, delegate.person_key)
            naming.refresh(delegate)

            assert (delegate.search_text, delegate.name_sort, delegate.person_key) == stored
            assert links.find(delegate.link_token) == delegate

    def test_each_has_a_history_and_agreed(self):
        assert DelegateEvent.objects.filter(delegate__in=self.crowd).count() == 260
        assert Consent.objects.filter(delegate__in=self.crowd, kind="NOTICE", value=True).count() == 130
