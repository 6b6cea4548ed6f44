"""Who may submit for a delegation, and who not any more."""

import pytest
from django.db import connection
from django.test import TestCase

from attendees.domain import delegations, focal_points, links, nominations
from attendees.domain.refusals import DelegationRefused
from attendees.domain.registrations import Form
from attendees.models import Delegate
from mailing.enums import LetterStatus
from mailing.models import Letter
from tests.factories import NOON, make_delegate, make_delegation, make_focal_point, make_user


class TestName(TestCase):
    def test_the_link_is_sent_at_once_where_the_delegation_is_invited(self):
        delegation = make_delegation()

        point = focal_points.name(
            delegation, name="Aigerim", email="a@example.org", language="ru", by=make_user(), now=NOON
        )

        assert links.focal_url(point) in Letter.objects.get(kind="delegation_invited").text

    def test_nobody_is_written_to_before_the_invitation(self):
        delegation = make_delegation(status="DRAFT")

        focal_points.name(delegation, name="Aigerim", email="a@example.org", language="ru", by=None, now=NOON)

        assert not Letter.objects.exists()

    def test_the_same_address_is_the_same_focal_point(self):
        point = make_focal_point(email="a@example.org")

        again = focal_points.name(
            point.delegation, name="New name", email="A@example.org", language="ky", by=None, now=NOON
        )

        assert (again.pk, again.name, again.link_hash) == (point.pk, "New name", point.link_hash)


class TestColleague(TestCase):
    def name(self, email, by):
        return focal_points.name(by.delegation, name="Serik", email=email, language="ru", by=by, now=NOON)

    def test_a_focal_point_names_another_who_gets_an_own_link(self):
        point = make_focal_point()

        colleague = self.name("serik@example.org", point)

        assert links.focal_url(colleague) in Letter.objects.get(kind="delegation_invited").text
        assert point.delegation.events.get(kind="FOCAL_ADDED").focal_point == point

    def test_nobody_there_is_renamed(self):
        point = make_focal_point(email="a@example.org", name="Gulzat")

        with pytest.raises(DelegationRefused) as refusal:
            self.name("A@example.org", point)

        point.refresh_from_db()
        assert (refusal.value.code, point.name) == ("known", "Gulzat")

    def test_the_sixth_is_named_by_the_secretariat(self):
        """RL-02: nobody sends links to the whole world."""
        point = make_focal_point()
        for number in range(4):
            self.name(f"{number}@example.org", point)

        with pytest.raises(DelegationRefused) as refusal:
            self.name("sixth@example.org", point)
        focal_points.name(
            point.delegation, name="Sixth", email="sixth@example.org", language="ru", by=make_user(), now=NOON
        )

        assert refusal.value.code == "too_many"
        assert point.delegation.focal_points.count() == 6


class TestFind(TestCase):
    def test_a_link_opens_its_own_delegation(self):
        point, _other = make_focal_point(), make_focal_point()

        assert focal_points.find(point.link_token) == point

    def test_anything_else_is_nobody(self):
        """AU-16, AU-18: a delegate's link opens no delegation, and the other way round."""
        point, delegate = make_focal_point(), make_delegate()

        assert [focal_points.find(text) for text in ("", "x", "я" * 40, "\0" * 30, "a" * 5000)] == [None] * 5
        assert focal_points.find(delegate.link_token) is None
        assert links.find(point.link_token) is None

    def test_the_database_holds_no_usable_link(self):
        """AU-01."""
        point = make_focal_point()

        with connection.cursor() as cursor:
            cursor.execute("SELECT link_token FROM attendees_focalpoint")
            stored = cursor.fetchone()[0]

        assert point.link_token not in stored
        assert len(point.link_token) >= 43


class TestRevoke(TestCase):
    def test_the_link_is_dead_at_once_and_what_was_sent_stays(self):
        """R-15."""
        point = make_focal_point()
        fields = {"family_name": "Abilov", "given_name": "Kairat", "language": "ru", "email": ""}
        nominations.nominate(point.delegation, Form(fields), by=point, now=NOON)
        token = point.link_token

        focal_points.revoke(point, by=make_user(), now=NOON)

        assert focal_points.find(token) is None
        assert focal_points.behind(point.pk, point.link_hash[:16]) is None
        assert Delegate.objects.get().events.get().focal_point == point

    def test_letters_that_have_not_left_are_called_back(self):
        """ML-11."""
        point = make_focal_point()
        delegations.invite(point.delegation, by=None, now=NOON)

        focal_points.revoke(point, by=None, now=NOON)

        assert Letter.objects.get().status == LetterStatus.CANCELLED

    def test_twice_is_harmless(self):
        point = make_focal_point()

        focal_points.revoke(point, by=None, now=NOON)
        focal_points.revoke(point, by=None, now=NOON)

        assert point.delegation.events.count() == 1

    def test_the_first_coming_in_is_history_and_the_others_are_not(self):
        point = make_focal_point()

        focal_points.came_in(point, now=NOON)
        point.refresh_from_db()
        focal_points.came_in(point, now=NOON)

        assert list(point.delegation.events.values_list("kind", flat=True)) == ["OPENED"]
