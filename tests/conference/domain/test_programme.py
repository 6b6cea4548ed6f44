"""Days, times and rooms as people read them; and where the programme clashes."""

from datetime import UTC, date, datetime, timedelta

from django.test import TestCase
from django.utils import translation

from conference.domain import programme
from conference.enums import SessionType
from conference.models import SessionRole
from tests.factories import NOON, make_conference, make_country, make_room, make_session


def at(hour: int, minute: int = 0, day: int = 25) -> datetime:
    """A time on the conference's day, in UTC; Bishkek is six hours ahead."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def add(session, role: str, **fields) -> SessionRole:
    return SessionRole.objects.create(session=session, role=role, **fields)


class TestDays(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.hall = make_room(self.conference, code="A", order=1)
        self.room = make_room(self.conference, code="B", order=2)

    def session(self, starts_at, room=None, **fields):
        return make_session(self.conference, starts_at=starts_at, room=room, **fields)

    def days(self, now=NOON):
        return programme.days(self.conference, self.conference.sessions.select_related("room"), now)

    def test_a_day_ends_at_midnight_in_the_zone_of_the_conference(self):
        self.session(at(17, 59))
        self.session(at(18, 0))

        assert [day.date for day in self.days()] == [date(2026, 11, 25), date(2026, 11, 26)]

    def test_rooms_are_columns_in_their_order(self):
        self.session(at(4), self.room)
        self.session(at(4), self.hall)
        self.session(at(6), self.room)

        (day,) = self.days()

        assert day.rooms == (self.hall, self.room)
        assert [[cell.column for cell in slot.cells] for slot in day.slots] == [[1, 2], [2]]

    def test_a_pause_goes_across_and_stands_apart_from_a_session_at_the_same_time(self):
        self.session(at(4), self.hall, type=SessionType.BREAK)
        self.session(at(4), self.room)

        (day,) = self.days()

        assert [(slot.is_pause, slot.cells[0].column) for slot in day.slots] == [(False, 1), (True, 0)]

    def test_two_sessions_of_one_room_share_its_cell(self):
        self.session(at(4), self.hall)
        self.session(at(4), self.hall)

        (day,) = self.days()

        assert [len(cell.items) for slot in day.slots for cell in slot.cells] == [2]

    def test_what_does_not_end_together_has_no_common_end(self):
        self.session(at(4), self.hall, ends_at=at(5))
        self.session(at(4), self.room, ends_at=at(6))

        (day,) = self.days()

        assert day.slots[0].ends_at is None

    def test_too_many_rooms_become_a_list(self):
        for _number in range(programme.MOST_COLUMNS):
            self.session(at(4), make_room(self.conference))
        self.session(at(4), self.hall)

        (day,) = self.days()

        assert day.rooms == ()
        assert [cell.column for slot in day.slots for cell in slot.cells] == [0]

    def test_now_is_from_the_first_minute_until_the_end(self):
        self.session(at(4), ends_at=at(5))

        def is_now(instant):
            (day,) = self.days(instant)
            return day.slots[0].is_now

        assert [is_now(at(3, 59)), is_now(at(4)), is_now(at(4, 59)), is_now(at(5))] == [
            False,
            True,
            True,
            False,
        ]

    def test_nothing_planned_is_no_day(self):
        assert self.days() == []


class TestParts(TestCase):
    def test_the_same_roles_stand_together_in_the_order_of_protocol(self):
        session = make_session(make_conference())
        add(session, "SPEAKER", country=make_country("BG"), count=2)
        add(session, "CHAIR", who={"en": "UNODC"})
        add(session, "SPEAKER", country=make_country("KZ"))

        chair, speakers = programme.parts(session.roles.all())

        assert (chair.label, [person.who for person in chair.people]) == ("Chair", [{"en": "UNODC"}])
        assert (speakers.label, speakers.count) == ("Speakers", 3)
        assert [person.count for person in speakers.named] == [2, 1]

    def test_people_nobody_has_named_are_a_number(self):
        session = make_session(make_conference())
        add(session, "SPEAKER", count=4)

        (speakers,) = programme.parts(session.roles.all())

        assert (speakers.named, speakers.count) == ([], 4)


class TestChoices(TestCase):
    def setUp(self):
        conference = make_conference()
        self.panel = make_session(conference, type="PANEL", theme={"en": "Staff training", "ru": "Обучение"})
        self.plenary = make_session(conference, type="PLENARY")
        self.pause = make_session(conference, type="BREAK")
        self.sessions = [self.panel, self.plenary, self.pause]

    def chosen(self, wanted_type="", wanted_theme=""):
        choices = programme.choices(self.sessions, wanted_type=wanted_type, wanted_theme=wanted_theme)
        return programme.chosen(self.sessions, choices)

    def test_only_what_occurs_is_offered(self):
        choices = programme.choices(self.sessions, wanted_type="", wanted_theme="")

        assert [value for value, _label in choices.types] == ["plenary", "panel"]
        assert choices.themes == (("staff-training", "Staff training"),)

    def test_a_theme_has_one_address_in_every_language(self):
        with translation.override("ru"):
            choices = programme.choices(self.sessions, wanted_type="", wanted_theme="staff-training")

        assert (choices.themes, choices.theme) == ((("staff-training", "Обучение"),), "staff-training")

    def test_both_filters_narrow(self):
        assert self.chosen("panel") == [self.panel]
        assert self.chosen("", "staff-training") == [self.panel]
        assert self.chosen("plenary", "staff-training") == []

    def test_an_unknown_wish_is_no_wish(self):
        assert self.chosen("PANEL' OR 1=1", "x" * 10_000) == self.sessions


class TestClashes(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.hall = make_room(self.conference, name={"en": "Main hall"})

    def clashes(self):
        return programme.clashes(self.conference.sessions.prefetch_related("roles"))

    def test_one_room_twice_at_the_same_time_is_said_in_words(self):
        make_session(self.conference, starts_at=at(4), room=self.hall, title={"en": "One"})
        make_session(self.conference, starts_at=at(4, 30), room=self.hall, title={"en": "Two"})

        (clash,) = self.clashes()

        assert programme.clash_words(clash) == "“One” and “Two” are in Main hall at the same time."

    def test_one_person_twice_at_the_same_time_is_found_in_any_spelling(self):
        first = make_session(self.conference, starts_at=at(4), title={"en": "One"})
        second = make_session(self.conference, starts_at=at(4), title={"en": "Two"})
        add(first, "CHAIR", who={"en": "Askar Japarov"})
        add(second, "SPEAKER", who={"en": "ASKAR  ZHAPAROV"})

        (clash,) = self.clashes()

        assert (clash.kind, clash.what) == ("person", "Askar Japarov")

    def test_one_after_the_other_is_no_clash_nor_are_two_people_of_one_state(self):
        first = make_session(self.conference, starts_at=at(4), room=self.hall)
        second = make_session(self.conference, starts_at=at(4) + timedelta(hours=1), room=self.hall)
        third = make_session(self.conference, starts_at=at(4))
        for session in (first, second, third):
            add(session, "SPEAKER", country=make_country("BG"))

        assert self.clashes() == []
