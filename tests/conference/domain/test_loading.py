"""A conference from its declarative file: checked whole, all or nothing, twice is harmless."""

import copy
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.test import TestCase

import conference.data
from conference.domain import conference_file, conferences, loading
from conference.domain.refusals import FileRefused
from conference.models import Category, Conference, ConferenceEvent, Room, Session, SessionRole
from tests.factories import NOON, make_country, minutes

BISHKEK = Path(conference.data.__file__).with_name("bishkek.json")
SMALL = {
    "conference": {
        "slug": "small",
        "title": {"en": "A small one", "ru": "Малая"},
        "starts_on": "2026-11-25",
        "ends_on": "2026-11-26",
        "timezone": "Asia/Bishkek",
        "country": "KG",
        "languages": ["en", "ru"],
        "registration_opens": "2026-09-01T09:00",
        "registration_closes": "2026-11-11T18:00",
    },
    "rooms": [{"code": "A", "name": {"en": "Hall", "ru": "Зал"}}],
    "partners": [{"role": "ORGANISER", "name": {"en": "Ministry", "ru": "Министерство"}}],
    "sessions": [
        {
            "code": "S1",
            "starts": "09:00",
            "ends": "10:00",
            "room": "A",
            "title": {"en": "Opening", "ru": "Открытие"},
            "people": [{"role": "SPEAKER", "country": "KG", "count": 2}],
        },
        {"code": "S2", "day": 2, "starts": "09:00", "ends": "10:00", "title": {"en": "Work", "ru": "Работа"}},
    ],
    "privacy_notice": {"en": "What we keep.", "ru": "Что мы храним."},
}


def small(**changes) -> dict:
    """The small file; ``conference={"capacity": 5}`` and lists replace what they name."""
    data = copy.deepcopy(SMALL)
    data["conference"] |= changes.pop("conference", {})
    return data | changes


def load(data, shift_to=None, now=NOON):
    file = conference_file.read(data, shift_to=shift_to)
    return loading.apply(file, by=None, now=now)


def counts() -> dict[str, int]:
    models = (Conference, Category, Room, Session, SessionRole, ConferenceEvent)
    return {model.__name__: model.objects.count() for model in models}


class LoadingTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        for iso2 in ("KG", "KZ", "UZ", "TJ", "BG", "RO"):
            make_country(iso2)
        make_country("KG").__class__.objects.get_or_create(
            iso2="US", defaults={"iso3": "USA", "m49": "840", "names": {"en": "United States of America"}}
        )


class TestApply(LoadingTestCase):
    def test_a_new_conference_is_a_draft_with_everything_in_the_file(self):
        made, _plan = load(small())

        assert (made.status, made.privacy_version, made.is_demo) == ("DRAFT", 1, False)
        assert made.starts_on == date(2026, 11, 25)
        assert made.registration_closes_at == datetime(2026, 11, 11, 12, 0, tzinfo=UTC)
        first, second = made.sessions.all()
        assert (first.starts_at, second.starts_at) == (
            datetime(2026, 11, 25, 3, 0, tzinfo=UTC),
            datetime(2026, 11, 26, 3, 0, tzinfo=UTC),
        )
        assert first.room == made.rooms.get()
        assert first.roles.get().count == 2
        assert made.categories.count() == 17
        assert made.partners.get().organisation.name["ru"] == "Министерство"
        assert made.events.latest("pk").kind == "LOADED"

    def test_the_same_file_again_changes_nothing_and_says_so(self):
        load(small())
        before = counts()

        _made, plan = load(small(), now=NOON + minutes(5))

        assert plan.is_empty()
        assert counts() == before

    def test_what_changed_in_the_file_is_changed_and_named(self):
        load(small())
        rooms = [{"code": "A", "name": {"en": "Large hall", "ru": "Зал"}}, {"code": "B", "name": {"en": "B"}}]

        made, plan = load(small(rooms=rooms))

        assert [str(step) for step in plan.steps] == ["change room A: name", "add room B"]
        assert [room.name["en"] for room in made.rooms.all()] == ["Large hall", "B"]

    def test_what_was_written_since_stays_where_the_file_is_silent(self):
        made, _plan = load(small())
        Conference.objects.filter(pk=made.pk).update(lead={"en": "Written in the admin"}, capacity=50)
        made.categories.filter(code="NGO").update(quota=3)

        made, plan = load(small())

        assert plan.is_empty()
        assert (made.lead, made.capacity) == ({"en": "Written in the admin"}, 50)
        assert made.categories.get(code="NGO").quota == 3

    def test_null_takes_a_limit_away(self):
        load(small(conference={"capacity": 50}))

        made, plan = load(small(conference={"capacity": None}))

        assert [step.fields for step in plan.steps] == [("capacity",)]
        assert Conference.objects.get(pk=made.pk).capacity is None
        assert made.events.filter(kind="CAPACITY_CHANGED").count() == 1

    def test_a_raised_quota_goes_through_its_verb(self):
        load(small(categories=[{"code": "NGO", "quota": 2}]))

        made, _plan = load(small(categories=[{"code": "NGO", "quota": 4}]))

        assert made.categories.get(code="NGO").quota == 4
        assert made.events.filter(kind="QUOTA_CHANGED").count() == 1

    def test_nothing_is_deleted_and_what_the_file_lacks_is_said(self):
        load(small())

        made, plan = load(small(sessions=SMALL["sessions"][:1]))

        assert made.sessions.count() == 2
        assert "session “Work” is not in the file and is kept" in plan.notes

    def test_a_new_notice_is_a_new_version(self):
        load(small())

        made, plan = load(small(privacy_notice={"en": "Less.", "ru": "Меньше."}))

        assert made.privacy_version == 2
        assert [step.what for step in plan.steps] == ["privacy notice"]

    def test_an_open_conference_stays_open(self):
        made, _plan = load(small())
        conferences.open_registration(made, by=None, now=NOON)

        made, _plan = load(small(conference={"capacity": 7}))

        assert Conference.objects.get(pk=made.pk).status == "REGISTRATION_OPEN"

    def test_a_demonstration_never_mixes_with_a_real_conference(self):
        """R-70"""
        load(small())

        with pytest.raises(FileRefused) as refusal:
            load(small(illustrative=True))

        assert refusal.value.code == "other_kind"

    def test_all_or_nothing(self):
        file = conference_file.read(small())
        file.notice = {"en": "Only English"}

        with pytest.raises(Exception, match="missing"):
            loading.apply(file, by=None, now=NOON)

        assert set(counts().values()) == {0}

    def test_the_days_can_be_moved_as_a_whole(self):
        made, _plan = load(small(), shift_to=date(2027, 3, 1))

        assert (made.starts_on, made.ends_on) == (date(2027, 3, 1), date(2027, 3, 2))
        assert made.registration_closes_at == datetime(2027, 2, 15, 12, 0, tzinfo=UTC)
        assert made.sessions.get(code="S2").starts_at == datetime(2027, 3, 2, 3, 0, tzinfo=UTC)

    def test_a_plan_writes_nothing(self):
        file = conference_file.read(small())

        plan = loading.plan(file)

        assert "add session S1" in map(str, plan.steps)
        assert set(counts().values()) == {0}


class TestCategories(LoadingTestCase):
    def test_the_file_overrides_a_default_and_adds_its_own(self):
        own = {
            "code": "VOLUNTEER",
            "name": {"en": "Volunteer"},
            "letter": "V",
            "colour": "blue",
            "order": 125,
            "fields": ["phone", "diet"],
        }

        made, _plan = load(small(categories=[{"code": "NGO", "open": False, "approval": "AUTOMATIC"}, own]))

        ngo, volunteer = made.categories.get(code="NGO"), made.categories.get(code="VOLUNTEER")
        assert (ngo.is_open, ngo.approval, ngo.letter) == (False, "AUTOMATIC", "N")
        assert volunteer.fields_asked == ["phone", "diet"]
        assert made.categories.count() == 18

    def test_the_words_of_a_default_come_in_the_languages_of_the_conference(self):
        made, _plan = load(small())

        assert set(made.categories.get(code="NGO").choice) == {"en", "ru"}


def session(**changes) -> list[dict]:
    return [SMALL["sessions"][0] | changes]


#: A fault in the file, and how it is named.
FAULTS = [
    ([], "the file: this must be an object, { … }"),
    ({}, "conference: this must be an object, { … }"),
    (small(conference={"slug": "admin"}), "conference.slug: The system itself uses this address"),
    (small(conference={"slug": None}), "conference.slug: this is missing"),
    (small(conference={"title": {"en": "One"}}), "conference.title: missing in: ru"),
    (small(conference={"title": {"en": "x" * 301, "ru": "x"}}), "conference.title.en: this is too long: 301"),
    (small(conference={"title": ["x"]}), "conference.title: this must be text by language"),
    (small(conference={"lead": {"de": "x"}}), "conference.lead.de: this is not a language of the conference"),
    (small(conference={"languages": ["en", "tlh"]}), "conference.languages[1]: unknown word 'tlh'"),
    (small(conference={"timezone": "Asia/Nowhere"}), "conference.timezone: unknown time zone 'Asia/Nowhere'"),
    (small(conference={"starts_on": "25.11.2026"}), "conference.starts_on: this must be a day such as"),
    (small(conference={"starts_on": 20261125}), "conference.starts_on: this must be a day such as"),
    (small(conference={"ends_on": "2026-11-24"}), "conference.ends_on: the last day is before the first"),
    (small(conference={"country": "XX"}), "conference.country: unknown State 'XX'"),
    (small(conference={"capacity": -1}), "conference.capacity: this must be a whole number from 0 on"),
    (small(conference={"capacity": True}), "conference.capacity: this must be a whole number from 0 on"),
    (
        small(conference={"accent": "red;}*{}"}),
        "conference.accent: unknown word 'red;}*{}'; choose from petrol",
    ),
    (
        small(conference={"contact_email": "nobody"}),
        "conference.contact_email: this is not an e-mail address",
    ),
    (small(conference={"registration_closes": "2026-08-01T09:00"}), "registration closes before it opens"),
    (small(conference={"registration_closes": "2026-11-11T18:00Z"}), "this must be a local time such as"),
    (small(conference={"capasity": 5}), "conference.capasity: unknown word; known are: about, accent"),
    (small(extra=1), "extra: unknown word"),
    (small(rooms={"A": 1}), "rooms: this must be a list, [ … ]"),
    (small(rooms=[SMALL["rooms"][0]] * 2), "rooms[1]: room A is here twice"),
    (
        small(rooms=[{"code": "A", "name": {"en": "A"}, "venue": "V"}]),
        "rooms[0].venue: unknown venue code 'V'",
    ),
    (small(sessions=session(room="X")), "sessions[0].room: unknown room code 'X'"),
    (small(sessions=session(ends="08:00")), "sessions[0].ends: the session ends before it starts"),
    (small(sessions=session(starts="9 o'clock")), "sessions[0].starts: this must be a time such as 09:00"),
    (small(sessions=session(day=3)), "sessions[0].day: this day is outside the conference"),
    (small(sessions=session(day="2026-11-27")), "sessions[0].day: this day is outside the conference"),
    (small(sessions=session(closed="yes")), "sessions[0].closed: this must be true or false"),
    (small(sessions=session(type="PARTY")), "sessions[0].type: unknown word 'PARTY'; choose from PLENARY"),
    (small(sessions=session(people=[{"who": "UN"}])), "sessions[0].people[0].role: this is missing; choose"),
    (small(partners=[{"name": "x", "role": "BOSS"}]), "partners[0].role: unknown word 'BOSS'"),
    (small(categories=[{"code": "NEW"}]), "categories[0].letter: this is missing"),
    (small(categories=[{"code": "NGO"}] * 2), "categories[1].code: NGO is here twice"),
    (small(categories=[{"code": "NGO", "fields": ["passport"]}]), "categories[0].fields[0]: unknown word"),
    (small(privacy_notice={"en": "x"}), "privacy_notice: missing in: ru"),
]


class TestRead(LoadingTestCase):
    def test_every_fault_is_named_with_its_place(self):
        for data, words in FAULTS:
            with self.subTest(words), pytest.raises(FileRefused) as refusal:
                conference_file.read(data)
            assert refusal.value.code == "file_invalid"
            assert words in str(refusal.value)

    def test_all_faults_are_said_at_once(self):
        data = small(conference={"capacity": "many"}, sessions=session(room="X", ends="08:00"))

        with pytest.raises(FileRefused) as refusal:
            conference_file.read(data)

        assert len(str(refusal.value).splitlines()) == 3

    def test_missing_words_and_other_peoples_sections_are_notes(self):
        data = small(rooms=[{"code": "A", "name": {"en": "Hall"}}], delegations=[], expected={})

        file = conference_file.read(data)

        assert file.notes == [
            "rooms[0].name: no text in Русский",
            "delegations: not read by this command",
            "expected: not read by this command",
        ]

    def test_a_plain_text_is_in_the_first_language(self):
        file = conference_file.read(small(sessions=session(title="Opening")))

        row = next(row for row in file.rows if row.model is Session)
        assert row.values["title"] == {"en": "Opening"}


class TestBishkek(LoadingTestCase):
    """The file that comes with the program."""

    def test_it_loads_without_a_gap_in_its_three_languages(self):
        made, plan = load(json.loads(BISHKEK.read_text()))

        assert [note for note in plan.notes if "no text in" in note] == []
        assert (made.slug, made.is_demo, made.capacity) == ("bishkek-2024", True, 120)
        assert (made.sessions.count(), made.rooms.count(), made.partners.count()) == (14, 2, 5)
        assert made.sessions.get(code="S0").roles.count() == 5

    def test_registration_can_be_opened_on_the_days_it_is_moved_to(self):
        made, _plan = load(json.loads(BISHKEK.read_text()), shift_to=date(2026, 11, 1))

        made = conferences.open_registration(made, by=None, now=NOON)

        assert made.takes_registrations(NOON)

    def test_twice_is_once(self):
        data = json.loads(BISHKEK.read_text())
        load(data)

        _made, plan = load(data)

        assert plan.is_empty()
