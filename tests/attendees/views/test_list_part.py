"""Check your entry: the focal point sees the own lines of the list and says that they are right."""

import re

import time_machine
from django.test import Client, TestCase

from attendees.domain import participant_lists
from attendees.enums import Capacity, DelegateStatus, DelegationEventKind
from attendees.models import Delegate
from conference.models import Conference
from tests.attendees.focal import came_in
from tests.factories import NOON, make_category, make_conference, make_delegation, make_focal_point, make_member

APPROVED = DelegateStatus.APPROVED
PAGE = "/delegation/list/"


@time_machine.travel(NOON, tick=False)
class TestListPart(TestCase):
    def setUp(self):
        conference = make_conference(languages=["en", "ru"])
        self.delegation = make_delegation(category=make_category(conference, code="MEMBER_STATE"))
        self.point = make_focal_point(self.delegation)
        self.member = make_member(
            self.delegation,
            status=APPROVED,
            given_name="Aigul",
            family_name="Usonova",
            cyrillic_family_name="Үсөнова",
            cyrillic_given_name="Айгүл",
            position="Deputy Minister",
            capacity=Capacity.HEAD,
        )
        self.client = came_in(self.point)

    def confirm(self, **sent):
        digest = re.search(r'name="digest" value="(\w+)"', self.client.get(PAGE).content.decode())
        return self.client.post(PAGE, {"digest": digest and digest[1], **sent})

    def test_the_lines_stand_there_in_every_language_of_the_list(self):
        page = self.client.get(PAGE)

        self.assertContains(page, "Aigul USONOVA, Deputy Minister, Head of Delegation")
        self.assertContains(page, "ҮСӨНОВА Айгүл, Deputy Minister")

    def test_every_line_leads_to_its_correction(self):
        """R-21: a correction of somebody approved becomes a change request."""
        self.assertContains(self.client.get(PAGE), f"/delegation/people/{self.member.number}/ask/")

    def test_nobody_else_stands_there(self):
        """R-05."""
        stranger = make_member(make_delegation(category=self.delegation.category, iso2="UZ"), status=APPROVED)

        self.assertNotContains(self.client.get(PAGE), stranger.family_name.upper())

    def test_of_people_in_no_list_it_is_not_said_that_nobody_is_approved(self):
        """R-56."""
        Delegate.objects.update(identity_protection="NO_PUBLICATION")

        page = self.client.get(PAGE)

        self.assertContains(page, "Somebody of your delegation is in no list that is given out.")
        self.assertNotContains(page, "nobody is approved")

    def test_saying_that_all_is_right_is_kept(self):
        answer = self.confirm()

        assert (answer.status_code, answer["Location"]) == (303, PAGE)
        assert participant_lists.own_part(self.delegation).is_confirmed
        event = self.delegation.events.get(kind=DelegationEventKind.LIST_CHECKED)
        assert event.focal_point == self.point
        page = self.client.get(PAGE)
        self.assertContains(page, "Checked")
        self.assertContains(page, 'data-outcome="changed"')

    def test_what_changed_on_the_way_has_to_be_looked_at_again(self):
        answer = self.confirm(digest="0" * 64)

        assert answer.status_code == 409
        self.assertContains(answer, 'data-code="changed_meanwhile"', status_code=409)
        assert not participant_lists.own_part(self.delegation).is_confirmed

    def test_of_a_conference_that_is_over_nothing_is_checked(self):
        digest = participant_lists.digest_of(participant_lists.own_part(self.delegation))
        Conference.objects.update(status="ENDED")

        answer = self.client.post(PAGE, {"digest": digest})

        self.assertContains(answer, 'data-code="closed"', status_code=409)
        self.assertNotContains(answer, "Everything is right", status_code=409)

    def test_after_a_change_the_page_says_so(self):
        self.confirm()
        self.member.position = "Minister"
        self.member.save()

        self.assertContains(self.client.get(PAGE), "has changed since")

    def test_with_nobody_approved_there_is_nothing_to_check(self):
        self.member.status = DelegateStatus.PENDING
        self.member.save()

        self.assertContains(self.client.get(PAGE), "nobody is approved")

    def test_without_the_link_nobody_sees_it(self):
        assert Client().get(PAGE)["Location"] == "/my/link/"
        assert Client().post(PAGE, {"digest": "x"}).status_code != 200

    def test_the_page_of_the_delegation_leads_to_it(self):
        self.assertContains(self.client.get("/delegation/"), f'href="{PAGE}"')

    def test_it_takes_as_many_statements_for_one_as_for_thirty(self):
        self.client.get(PAGE)
        with self.assertNumQueries(8):
            self.client.get(PAGE)
        for _number in range(29):
            make_member(self.delegation, status=APPROVED)

        with self.assertNumQueries(8):
            self.client.get(PAGE)
