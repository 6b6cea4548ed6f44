"""What may happen to a conference, and who is told."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.test import TestCase

from conference.domain import categories, conferences
from conference.domain.refusals import ConferenceRefused
from conference.enums import Access, ApprovalMode, ConferenceStatus, Standing
from conference.models import Conference
from conference.signals import capacity_changed, places_asked
from tests.factories import NOON, make_category, make_conference, make_user

VERBS = {
    "open_registration": conferences.open_registration,
    "close_registration": conferences.close_registration,
    "reopen": conferences.reopen,
    "start": conferences.start,
    "end": conferences.end,
    "archive": conferences.archive,
    "cancel": conferences.cancel,
}
#: The states spelled out: what may be done in each, and where it leads.
LEGAL = {
    ("DRAFT", "open_registration"): "REGISTRATION_OPEN",
    ("DRAFT", "cancel"): "CANCELLED",
    ("REGISTRATION_OPEN", "close_registration"): "REGISTRATION_CLOSED",
    ("REGISTRATION_OPEN", "cancel"): "CANCELLED",
    ("REGISTRATION_CLOSED", "reopen"): "REGISTRATION_OPEN",
    ("REGISTRATION_CLOSED", "start"): "RUNNING",
    ("REGISTRATION_CLOSED", "cancel"): "CANCELLED",
    ("RUNNING", "end"): "ENDED",
    ("RUNNING", "cancel"): "CANCELLED",
    ("ENDED", "archive"): "ARCHIVED",
}


def ready(**fields) -> Conference:
    """A conference that lacks nothing but a decision."""
    conference = make_conference(**{"languages": ["en"], **fields})
    make_category(conference)
    return conference


@contextmanager
def heard():
    """The signals sent meanwhile."""
    signals = []

    def listen(sender, conference, now, **kwargs):
        signals.append((conference.pk, now))

    capacity_changed.connect(listen)
    try:
        yield signals
    finally:
        capacity_changed.disconnect(listen)


class TestMoves(TestCase):
    def test_every_verb_in_every_state_does_what_the_table_says_or_refuses(self):
        for before in ConferenceStatus.values:
            for name, verb in VERBS.items():
                with self.subTest(before=before, verb=name):
                    self.check(ready(status=before), before, name, verb)

    def check(self, conference, before, name, verb):
        expected, code = LEGAL.get((before, name)), None

        try:
            verb(conference, by=None, now=NOON)
        except ConferenceRefused as refusal:
            code = refusal.code

        assert code == (None if expected else "illegal_move")
        assert Conference.objects.get(pk=conference.pk).status == (expected or before)
        assert conference.events.count() == (1 if expected else 0)

    def test_the_history_says_who_did_what(self):
        conference, user = ready(), make_user()

        conferences.close_registration(conference, by=user, now=NOON)

        event = conference.events.get()
        assert (event.kind, event.by, event.at) == ("REGISTRATION_CLOSED", user, NOON)
        assert event.data == {"before": "REGISTRATION_OPEN", "after": "REGISTRATION_CLOSED"}

    def test_a_stale_page_cannot_move_a_conference_that_has_moved_on(self):
        stale = ready()
        conferences.cancel(Conference.objects.get(pk=stale.pk), by=None, now=NOON)

        with pytest.raises(ConferenceRefused) as refusal:
            conferences.close_registration(stale, by=None, now=NOON)

        assert refusal.value.code == "illegal_move"


class TestOpenRegistration(TestCase):
    def refused(self, conference) -> str:
        with pytest.raises(ConferenceRefused) as refusal:
            conferences.open_registration(conference, by=None, now=NOON)
        assert Conference.objects.get(pk=conference.pk).status == "DRAFT"
        return refusal.value.code

    def test_every_language_needs_the_privacy_notice(self):
        conference = ready(status="DRAFT", languages=["en", "ru"])

        assert self.refused(conference) == "notice_incomplete"

    def test_a_notice_must_have_been_published(self):
        conference = ready(status="DRAFT", privacy_version=0)

        assert self.refused(conference) == "notice_incomplete"

    def test_every_language_needs_the_title(self):
        conference = ready(status="DRAFT", languages=["en", "fr"])

        assert self.refused(conference) == "title_incomplete"

    def test_the_public_needs_an_open_category(self):
        conference = ready(status="DRAFT")
        conference.categories.update(is_open=False)

        assert self.refused(conference) == "no_open_category"

    def test_the_deadline_must_lie_ahead(self):
        conference = ready(status="DRAFT", registration_closes_at=NOON)

        assert self.refused(conference) == "deadline_passed"

    def test_a_conference_without_languages_cannot_open(self):
        conference = ready(status="DRAFT", languages=[])

        assert self.refused(conference) == "title_incomplete"


class TestPublishNotice(TestCase):
    def test_the_new_version_is_in_force_and_the_old_one_stays(self):
        conference = ready()

        conferences.publish_notice(conference, {"en": "We keep less.\r\n"}, by=None, now=NOON)

        assert conference.privacy_version == 2
        assert [(n.version, n.text) for n in conference.privacy_notices.all()] == [
            (2, {"en": "We keep less."}),
            (1, {"en": "What we keep."}),
        ]

    def test_a_language_left_out_is_named(self):
        conference = ready(languages=["en", "ru"])

        with pytest.raises(ConferenceRefused) as refusal:
            conferences.publish_notice(conference, {"en": "New", "ru": "  "}, by=None, now=NOON)

        assert refusal.value.code == "notice_incomplete"
        assert "Русский" in str(refusal.value)

    def test_the_same_text_is_no_new_version(self):
        conference = ready()

        with pytest.raises(ConferenceRefused) as refusal:
            conferences.publish_notice(conference, {"en": "What we keep."}, by=None, now=NOON)

        assert refusal.value.code == "notice_unchanged"


class TestCapacity(TestCase):
    def test_raising_it_tells_whoever_fills_seats(self):
        conference = ready(capacity=5)

        with heard() as signals:
            conferences.change_capacity(conference, 6, by=None, now=NOON)

        assert signals == [(conference.pk, NOON)]
        assert conference.events.get().data == {"before": 5, "after": 6}

    def test_no_limit_is_more_than_any_and_less_is_told_to_nobody(self):
        conference = ready(capacity=5)

        with heard() as signals:
            conferences.change_capacity(conference, 4, by=None, now=NOON)
            conferences.change_capacity(conference, None, by=None, now=NOON)
            conferences.change_capacity(conference, 9, by=None, now=NOON)

        assert len(signals) == 1
        assert Conference.objects.get(pk=conference.pk).capacity == 9

    def test_nothing_changed_is_nothing_recorded(self):
        conference = ready(capacity=5)

        conferences.change_capacity(conference, 5, by=None, now=NOON)

        assert conference.events.count() == 0


class TestFull(TestCase):
    def test_what_every_receiver_knows_is_put_together(self):
        first, second, third = (make_conference() for _ in range(3))
        asked = []

        def one(conferences, **_rest):
            asked.extend(conferences)
            return {first.pk}

        def other(conferences, **_rest):
            return {first.pk, third.pk}

        for receiver in (one, other):
            places_asked.connect(receiver)
            self.addCleanup(places_asked.disconnect, receiver)

        assert conferences.full(iter([first, second, third])) == {first.pk, third.pk}
        assert asked == [first, second, third]


class TestQuota(TestCase):
    def test_raising_it_tells_whoever_fills_seats(self):
        category = make_category(ready(), quota=2)

        with heard() as signals:
            categories.change_quota(category, 1, by=None, now=NOON)
            categories.change_quota(category, 3, by=None, now=NOON)
            categories.change_quota(category, 3, by=None, now=NOON)

        assert signals == [(category.conference_id, NOON)]
        assert category.conference.events.count() == 2


class TestDefaultCategories(TestCase):
    def test_there_are_seventeen_with_their_letters_in_protocol_order(self):
        conference = make_conference()

        categories.add_defaults(conference)

        found = [(row.order, row.code, row.letter) for row in conference.categories.all()]
        assert found == [
            (10, "MEMBER_STATE", "D"),
            (20, "OBSERVER_STATE", "D"),
            (30, "UN_SYSTEM", "U"),
            (40, "IGO", "I"),
            (45, "DONOR", "O"),
            (50, "NATIONAL_INSTITUTION", "O"),
            (55, "ACADEMIA", "O"),
            (60, "NGO", "N"),
            (65, "OTHER_ENTITY", "O"),
            (70, "INDIVIDUAL_EXPERT", "X"),
            (75, "SPECIAL_GUEST", "G"),
            (80, "HOST_COUNTRY_GUEST", "H"),
            (90, "SECRETARIAT", "S"),
            (100, "MEDIA", "P"),
            (110, "INTERPRETER", "T"),
            (120, "SECURITY", "Z"),
            (130, "SUPPORT", "L"),
        ]

    def test_they_are_valid_and_speak_three_languages(self):
        conference = make_conference()

        for category in categories.add_defaults(conference):
            category.full_clean()
            for words in (category.name, category.choice, category.hint, category.badge_word):
                assert set(words) == {"en", "ru", "ky"}

    def test_those_who_work_there_are_no_delegates(self):
        conference = make_conference()

        categories.add_defaults(conference)

        staff = conference.categories.filter(counts_as_delegate=False).values_list("code", flat=True)
        assert set(staff) == {"SECRETARIAT", "MEDIA", "INTERPRETER", "SECURITY", "SUPPORT"}

    def test_adding_them_twice_adds_nothing(self):
        conference = make_conference()
        categories.add_defaults(conference)

        assert categories.add_defaults(conference) == []


class TestStanding(TestCase):
    def test_the_deadlines_decide_while_registration_is_open(self):
        conference = make_conference()
        opens, closes = conference.registration_opens_at, conference.registration_closes_at
        second = timedelta(seconds=1)

        assert conferences.standing(conference, opens - second) == Standing.NOT_YET
        assert conferences.standing(conference, opens) == Standing.OPEN
        assert conferences.standing(conference, closes - second) == Standing.OPEN
        assert conferences.standing(conference, closes) == Standing.CLOSED

    def test_afterwards_the_state_decides(self):
        expected = {
            "REGISTRATION_CLOSED": Standing.CLOSED,
            "RUNNING": Standing.RUNNING,
            "ENDED": Standing.ENDED,
            "CANCELLED": Standing.CANCELLED,
        }

        found = {status: conferences.standing(make_conference(status=status), NOON) for status in expected}

        assert found == expected


class TestAccess(TestCase):
    def test_the_open_categories_say_how_one_gets_in(self):
        conference = make_conference()
        invited = make_category(conference, is_open=False, approval=ApprovalMode.SECRETARIAT)
        automatic = make_category(conference)
        decided = make_category(conference, approval=ApprovalMode.SECRETARIAT)

        assert conferences.access([invited]) == Access.BY_INVITATION
        assert conferences.access([invited, automatic]) == Access.AT_ONCE
        assert conferences.access([automatic, decided]) == Access.BY_APPROVAL
