"""Two officers merge the same two people at the same instant (RC-19, RC-23)."""

from django.test import TransactionTestCase

from attendees.domain import merges, registrations
from attendees.domain.refusals import MergeRefused, RegistrationRefused
from attendees.enums import DelegateStatus
from attendees.models import Delegate, Merge
from conference.enums import ApprovalMode
from tests.attendees.races import control, together, without_lock
from tests.factories import NOON, make_category, make_conference, make_delegate, make_user

S = DelegateStatus


class TestMergeRaces(TransactionTestCase):
    def test_crosswise_exactly_one_of_the_two_stays(self):
        category = make_category(make_conference())
        one, other, officer = make_delegate(category=category), make_delegate(category=category), make_user()

        results = together(
            lambda: merges.merge(one, other, by=officer, now=NOON),
            lambda: merges.merge(other, one, by=officer, now=NOON),
        )

        assert {type(each) for each in results} == {Merge, MergeRefused}
        assert Delegate.objects.live().count() == 1

    def test_an_undone_merge_and_an_approval_never_share_a_seat(self):
        conference = make_conference(capacity=2)
        category = make_category(conference, approval=ApprovalMode.SECRETARIAT)
        kept, gone = (make_delegate(category=category, status=S.APPROVED) for _person in range(2))
        third, officer = make_delegate(category=category), make_user()
        merged = merges.merge(kept, gone, by=officer, now=NOON)

        results = together(
            lambda: merges.undo(merged, by=officer, now=NOON),
            lambda: registrations.approve(third, by=officer, now=NOON),
        )

        assert Delegate.objects.seated().count() == 2
        assert {type(each) for each in results} <= {merges.Undone, RegistrationRefused, Delegate}


@control
class TestControl(TransactionTestCase):
    def test_without_the_lock_neither_of_the_two_stays(self):
        """RC-03."""
        category = make_category(make_conference())
        one, other, officer = make_delegate(category=category), make_delegate(category=category), make_user()

        with without_lock(merges, "_check", 2):
            together(
                lambda: merges.merge(one, other, by=officer, now=NOON),
                lambda: merges.merge(other, one, by=officer, now=NOON),
            )

        assert Delegate.objects.live().count() == 0
