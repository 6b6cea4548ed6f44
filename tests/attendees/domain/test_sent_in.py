"""What waits for the secretariat to be looked at."""

from django.test import TestCase

from attendees.domain import change_requests, sent_in
from attendees.domain.sent_in import Pile
from attendees.models import Delegate
from tests.attendees.dossier import make_document
from tests.factories import NOON, make_delegate, make_delegation, minutes


class TestPapersAndChanges(TestCase):
    def setUp(self):
        self.delegation = make_delegation()
        self.conference = self.delegation.conference

    def ask(self, at=NOON) -> Delegate:
        person = make_delegate(category=self.delegation.category, status="APPROVED")
        change_requests.ask(person, {"position": "Head"}, by=None, now=at)
        return person

    def test_nothing_waits(self):
        assert sent_in.papers_and_changes(self.conference) == (Pile(), Pile())

    def test_both_are_counted_with_the_oldest_in_one_statement(self):
        make_document(self.delegation, received_at=NOON + minutes(5))
        make_document(self.delegation, received_at=NOON)
        self.ask(NOON + minutes(7))

        with self.assertNumQueries(1):
            found = sent_in.papers_and_changes(self.conference)

        assert found == (Pile(2, NOON), Pile(1, NOON + minutes(7)))

    def test_what_is_decided_and_who_comes_no_more_is_not(self):
        make_document(self.delegation, status="VERIFIED")
        gone, taken_back = self.ask(), self.ask()
        Delegate.objects.filter(pk=gone.pk).update(status="WITHDRAWN")
        change_requests.take_back(change_requests.open_of(taken_back), by=None, now=NOON)

        assert sent_in.papers_and_changes(self.conference) == (Pile(), Pile())

    def test_another_conference_waits_for_others(self):
        make_document(make_delegation(iso2="UZ"))

        assert sent_in.papers_and_changes(self.conference) == (Pile(), Pile())
