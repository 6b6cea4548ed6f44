"""A lost link goes to the mailbox it belongs to, whoever it is of."""

from datetime import timedelta

from django.test import TestCase

from attendees.domain import focal_points, links, lost_links, nominations
from conference.models import Conference
from mailing.models import Letter
from tests.factories import NOON, make_delegate, make_delegation, make_focal_point, make_member, minutes


class TestSend(TestCase):
    def test_a_focal_point_gets_the_link_of_the_delegation(self):
        point = make_focal_point(email="Gulzat@mvd.example")

        lost_links.send("gulzat@MVD.example", now=NOON)

        letter = Letter.objects.get()
        assert (letter.kind, letter.to_email) == ("delegation_link", "Gulzat@mvd.example")
        assert links.focal_url(point) in letter.text
        assert point.delegation.events.get().kind == "LINK_SENT"

    def test_somebody_who_is_both_gets_both(self):
        make_focal_point(email="a@example.org")
        make_delegate(email="a@example.org")

        lost_links.send("a@example.org", now=NOON)

        assert set(Letter.objects.values_list("kind", flat=True)) == {"delegation_link", "delegate_link"}

    def test_a_revoked_focal_point_and_a_stranger_get_nothing(self):
        """R-15."""
        focal_points.revoke(make_focal_point(email="a@example.org"), by=None, now=NOON)

        for address in ("a@example.org", "nobody@example.org"):
            lost_links.send(address, now=NOON)

        assert not Letter.objects.exists()

    def test_three_an_hour_and_no_more(self):
        """RL-02."""
        make_focal_point(email="a@example.org")

        for minute in range(0, 50, 10):
            lost_links.send("a@example.org", now=NOON + minutes(minute))
        lost_links.send("a@example.org", now=NOON + timedelta(hours=2))

        assert Letter.objects.count() == 4

    def test_of_a_conference_put_away_no_link_is_sent(self):
        make_focal_point(email="a@example.org")
        Conference.objects.update(status="ARCHIVED")

        lost_links.send("a@example.org", now=NOON)

        assert not Letter.objects.exists()


class TestWords(TestCase):
    def test_a_link_the_focal_point_has_sent_says_who_wished_it(self):
        point = make_focal_point(name="Gulzat Omarova")
        member = make_member(point.delegation)

        nominations.send_link(member, by=point, now=NOON)

        text = Letter.objects.get().text
        assert "Gulzat Omarova, focal point of your delegation, has this link sent to you:" in text
        assert "probably you" not in text

    def test_the_letter_is_in_the_language_of_the_focal_point(self):
        make_focal_point(make_delegation(language="en"), email="a@example.org", language="ru")

        lost_links.send("a@example.org", now=NOON)

        assert Letter.objects.get().language == "ru"
