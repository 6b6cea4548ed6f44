"""What is shown of seats before anything is locked."""

from django.test import TestCase

from attendees.domain import seating
from attendees.models import Register
from tests.factories import NOON, make_category, make_conference, make_delegate, make_room, make_session


class TestCategoriesOffered(TestCase):
    def offered(self, conference) -> dict[str, tuple[int | None, int | None]]:
        return {category.code: (seats.limit, seats.free) for category, seats in seating.categories_offered(conference)}

    def test_the_limit_that_binds_first_is_shown(self):
        conference = make_conference(capacity=3)
        wide, narrow = make_category(conference, code="WIDE"), make_category(conference, code="NARROW", quota=1)
        make_category(conference, code="MEDIA", counts_as_delegate=False)
        for category in (wide, narrow):
            make_delegate(category=category, status="APPROVED")

        assert self.offered(conference) == {"WIDE": (3, 1), "NARROW": (1, 0), "MEDIA": (None, None)}

    def test_a_full_conference_fills_every_category_that_counts(self):
        conference = make_conference(capacity=1)
        make_delegate(category=make_category(conference, code="A"), status="APPROVED")
        make_category(conference, code="B", quota=5)
        make_category(conference, code="MEDIA", counts_as_delegate=False, quota=2)

        assert self.offered(conference) == {"A": (1, 0), "B": (1, 0), "MEDIA": (2, 2)}

    def test_a_seat_promised_to_somebody_who_waited_is_not_free(self):
        conference = make_conference()
        category = make_category(conference, code="A", quota=1)
        make_delegate(category=category, status="PENDING", promoted_at=NOON)

        assert self.offered(conference) == {"A": (1, 0)}

    def test_it_costs_one_statement_for_any_number(self):
        conference = make_conference()
        for _ in range(17):
            make_delegate(category=make_category(conference), status="APPROVED")

        with self.assertNumQueries(1):
            seating.categories_offered(conference)


class TestFull(TestCase):
    def test_a_conference_is_full_when_no_newcomer_finds_a_seat(self):
        full, free, promised, endless = (make_conference(capacity=n) for n in (1, 2, 1, None))
        for conference in (full, free, endless):
            make_delegate(conference=conference, status="APPROVED")
        make_delegate(conference=promised, status="PENDING", promoted_at=NOON)

        with self.assertNumQueries(1):
            found = seating.full([full, free, promised, endless])

        assert found == {full.pk, promised.pk}

    def test_those_who_work_there_or_take_part_from_afar_take_no_seat(self):
        conference = make_conference(capacity=1)
        make_delegate(category=make_category(conference, counts_as_delegate=False), status="APPROVED")
        make_delegate(conference=conference, status="APPROVED", modality="ONLINE")

        assert seating.full([conference]) == set()

    def test_without_limits_nothing_is_asked(self):
        conference = make_conference(capacity=None)

        with self.assertNumQueries(0):
            assert seating.full([conference]) == set()


class TestSessionsOffered(TestCase):
    def test_open_ones_of_this_conference_with_their_places(self):
        conference = make_conference()
        category = make_category(conference)
        room = make_room(conference, capacity=10)
        own, rooms = make_session(conference, capacity=2), make_session(conference, room=room)
        make_session(conference, signup="NONE")
        make_session(make_conference())
        for status in ("PENDING", "APPROVED", "WITHDRAWN"):
            make_delegate(conference=conference, status=status).signups.create(session=own, created_at=NOON)

        with self.assertNumQueries(1):
            found = dict(seating.sessions_offered(category))
            assert all(session.conference.slug == conference.slug for session in found)

        assert found == {own: seating.Seats(2, 2), rooms: seating.Seats(10, 0)}

    def test_closed_ones_are_for_delegates_only(self):
        conference = make_conference()
        closed = make_session(conference, is_closed=True)
        delegates, media = make_category(conference), make_category(conference, counts_as_delegate=False)

        assert [session for session, _seats in seating.sessions_offered(delegates)] == [closed]
        assert seating.sessions_offered(media) == []


class TestStanding(TestCase):
    def test_before_anybody_registered_all_places_are_free(self):
        category = make_category(make_conference(capacity=3))
        Register.objects.all().delete()

        standing = seating.standing(category)

        assert (standing.number, standing.conference) == (0, seating.Seats(3, 0))
