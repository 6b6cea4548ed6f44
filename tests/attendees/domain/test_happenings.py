"""What happened to a delegation, as its focal points read it."""

from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.domain import happenings, registrations
from attendees.domain.history import record, record_of_delegation
from attendees.enums import DelegationEventKind, EventKind
from tests.factories import NOON, make_delegation, make_focal_point, make_member, make_user, minutes

K = DelegationEventKind


class TestLatest(TestCase):
    def setUp(self):
        self.delegation = make_delegation()
        self.point = make_focal_point(self.delegation, name="Gulzat")

    def told(self, most=100):
        return [(each.words, each.who) for each in happenings.latest(self.delegation, most)]

    def test_the_newest_is_first_and_everybody_has_a_name(self):
        record_of_delegation(self.delegation, K.INVITED, by=make_user(), now=NOON)
        record_of_delegation(self.delegation, K.OPENED, by=self.point, now=NOON + minutes(1))

        assert self.told() == [("The focal point came in for the first time", "Gulzat"), ("Invited", "Secretariat")]

    def test_people_are_named(self):
        delegate = make_member(self.delegation, given_name="Kairat", family_name="Abilov")
        record(delegate, EventKind.NOMINATED, by=self.point, now=NOON)

        happened = happenings.latest(self.delegation)[0]

        assert (happened.person, happened.words, happened.who) == ("Kairat Abilov", "Nominated", "Gulzat")

    def test_what_is_the_offices_own_is_not_told(self):
        """R-26."""
        record_of_delegation(self.delegation, K.CREATED, by=None, now=NOON)
        record_of_delegation(self.delegation, K.EDITED, by=None, now=NOON, data={"fields": ["remarks"]})
        record_of_delegation(self.delegation, K.REMINDED, by=None, now=NOON, text="Please!", remark="Third time")

        told = happenings.latest(self.delegation)

        assert [(each.words, each.note) for each in told] == [("Reminded", "Please!")]

    def test_reordering_in_a_row_is_told_once(self):
        for minute in range(4):
            record_of_delegation(self.delegation, K.ORDERED, by=self.point, now=NOON + minutes(minute))

        assert len(self.told()) == 1

    def test_a_quota_says_what_it_was_and_is(self):
        data = {"quota_in_person": [4, 6], "quota_online": [None, 2]}
        record_of_delegation(self.delegation, K.QUOTA_CHANGED, by=make_user(), now=NOON, data=data)

        assert self.told()[0][0] == "Quota changed; places in person: 4 → 6; places online: – → 2"

    def test_an_approval_undone_quietly_never_was(self):
        """R-28."""
        delegate = make_member(self.delegation)
        registrations.approve(delegate, by=make_user(), now=NOON)
        registrations.undo(delegate, by=make_user(), now=NOON + minutes(1))

        assert self.told() == []
        assert happenings.of_person(delegate) == []

    def test_of_another_delegation_nothing(self):
        """R-05."""
        record(make_member(make_delegation(iso2="UZ")), EventKind.NOMINATED, by=None, now=NOON)

        assert self.told() == []

    def test_not_more_than_asked_for(self):
        for kind in (K.INVITED, K.SUBMITTED, K.REOPENED):
            record_of_delegation(self.delegation, kind, by=None, now=NOON)

        assert len(self.told(2)) == 2

    def test_two_statements_however_many_there_are(self):
        for _ in range(20):
            record(make_member(self.delegation), EventKind.NOMINATED, by=self.point, now=NOON)

        with CaptureQueriesContext(connection) as asked:
            self.told()

        assert len(asked) == 2


class TestOfPerson(TestCase):
    def test_a_person_has_also_what_the_list_does_not_tell(self):
        delegate = make_member(make_delegation())
        record(delegate, EventKind.SUBMITTED, by=None, now=NOON, actor="SELF")
        record(delegate, EventKind.LINK_SENT, by=None, now=NOON + minutes(1))

        told = happenings.of_person(delegate)

        assert [(each.words, each.who) for each in told] == [
            ("Personal link sent again", ""),
            ("Registration sent", "the person"),
        ]
