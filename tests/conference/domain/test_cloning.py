"""A new conference made from an old one."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import TestCase

from conference.domain import conferences
from conference.domain.refusals import ConferenceRefused
from conference.models import Conference, Organisation, Partner, SessionRole, Venue
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_membership,
    make_room,
    make_session,
    make_user,
)


def furnished(**fields) -> Conference:
    """A conference with one of everything."""
    conference = make_conference(symbol="A/1", is_demo=True, **fields)
    category = make_category(conference, code="MEDIA", quota=3)
    venue = Venue.objects.create(conference=conference, name={"en": "House"})
    room = make_room(conference, code="A", venue=venue)
    session = make_session(conference, code="S1", room=room)
    SessionRole.objects.create(session=session, role="CHAIR", who={"en": "UNODC"}, country=make_country("BG"))
    parent = Organisation.objects.create(conference=conference, name={"en": "Ministry"})
    child = Organisation.objects.create(conference=conference, name={"en": "Service"}, parent=parent)
    Partner.objects.create(conference=conference, organisation=child, role="ORGANISER")
    make_delegate(category=category)
    return conference


class TestClone(TestCase):
    def test_everything_that_is_held_comes_along_and_nobody_who_came(self):
        old = furnished()

        new = conferences.clone(old, "next-year", date(2027, 11, 24), by=None, now=NOON)

        assert (new.title, new.status, new.is_demo, new.symbol) == (old.title, "DRAFT", False, "")
        assert new.categories.get().quota == 3
        assert new.rooms.get().venue == new.venues.get()
        assert new.sessions.get().room == new.rooms.get()
        assert new.sessions.get().roles.get().who == {"en": "UNODC"}
        assert new.partners.get().organisation.parent == new.organisations.get(parent=None)
        assert new.delegates.count() == 0

    def test_the_old_one_is_untouched(self):
        old = furnished()
        before = Conference.objects.values().get(pk=old.pk)

        conferences.clone(old, "next-year", date(2027, 11, 24), by=None, now=NOON)

        assert Conference.objects.values().get(pk=old.pk) == before
        assert old.sessions.get().room.code == "A"
        assert old.delegates.count() == 1

    def test_the_notice_in_force_becomes_version_one(self):
        old = furnished()
        conferences.publish_notice(old, {"en": "Second", "ru": "Вторая", "ky": "Экинчи"}, by=None, now=NOON)

        new = conferences.clone(old, "next-year", date(2027, 11, 24), by=None, now=NOON)

        assert new.privacy_version == 1
        assert new.privacy_notices.get().text["en"] == "Second"

    def test_times_stay_on_the_clocks_of_the_conference_when_summer_time_lies_between(self):
        old = make_conference(timezone="Europe/Vienna", registration_opens_at=None)
        make_session(old, starts_at=datetime(2026, 11, 25, 8, 0, tzinfo=UTC))

        new = conferences.clone(old, "in-summer", date(2027, 6, 25), by=None, now=NOON)

        session = new.sessions.get()
        assert session.starts_at == datetime(2027, 6, 25, 7, 0, tzinfo=UTC)
        assert session.ends_at - session.starts_at == timedelta(hours=1)
        assert new.registration_opens_at is None
        assert new.starts_on == new.ends_on == date(2027, 6, 25)

    def test_whoever_clones_keeps_the_role_and_nobody_else_of_the_staff_comes_along(self):
        old, user = furnished(), make_user()
        make_membership(old, "manager", user)
        make_membership(old, "officer")

        new = conferences.clone(old, "next-year", date(2027, 11, 24), by=user, now=NOON)

        assert [(m.user, m.role) for m in new.memberships.all()] == [(user, "manager")]
        assert (new.events.get().kind, new.events.get().data) == ("CLONED", {"source": old.slug})

    def test_an_address_nobody_may_have_is_refused(self):
        old = furnished()
        codes = {
            "Next Year": "slug_invalid",
            "": "slug_invalid",
            "admin": "slug_reserved",
            old.slug: "slug_taken",
        }

        for slug, code in codes.items():
            with self.subTest(slug=slug), pytest.raises(ConferenceRefused) as refusal:
                conferences.clone(old, slug, date(2027, 11, 24), by=None, now=NOON)
            assert refusal.value.code == code
