"""What happened to the cast so far is in order, in time, and leaves the statuses that are wanted."""

from collections import Counter
from datetime import datetime, timedelta
from unittest import TestCase
from zoneinfo import ZoneInfo

from attendees.demo.cast import cast
from attendees.demo.timeline import Stage, timeline
from tests.attendees.demo.test_cast import DATA

ZONE = ZoneInfo("Asia/Bishkek")
UNTIL = datetime(2026, 10, 9, 15, 0, tzinfo=ZONE)
OPENS = UNTIL - timedelta(days=30)
CAST = cast(DATA)


def lives(moments):
    found = {}
    for moment in moments:
        found.setdefault(moment.member, []).append(moment.verb)
    return found


class TestTimeline(TestCase):
    def test_everything_happens_between_the_opening_and_now(self):
        for until in (UNTIL, UNTIL.replace(hour=0, minute=3), OPENS + timedelta(days=3)):
            moments = timeline(CAST, opens=OPENS, until=until, stage=Stage.NOW, seed=1)

            assert moments == sorted(moments, key=lambda moment: moment.at)
            assert moments[0].at >= OPENS
            assert moments[-1].at <= until

    def test_each_is_submitted_first_and_once(self):
        moments = timeline(CAST, opens=OPENS, until=UNTIL, stage=Stage.NOW, seed=1)

        assert sorted(lives(moments)) == list(range(len(CAST)))
        assert all(life.index("submit") == 0 and life.count("submit") == 1 for life in lives(moments).values())

    def test_statuses_are_mixed_while_registration_is_open(self):
        moments = timeline(CAST, opens=OPENS, until=UNTIL, stage=Stage.NOW, seed=1)

        # A list that is sent is sent for the delegation, whatever stands beside it of its last member.
        own = {number: [verb for verb in life if verb != "hand_in"] for number, life in lives(moments).items()}
        last = Counter(life[-1] for life in own.values())

        assert set(last) == {"submit", "approve", "send_back", "waitlist"}
        assert last["approve"] > 100

    def test_the_sixth_of_kazakhstan_waits(self):
        moments = timeline(CAST, opens=OPENS, until=UNTIL, stage=Stage.NOW, seed=1)

        ends = [life[-1] for place, life in sorted(lives(moments).items()) if CAST[place].code == "KZ"]

        assert ends == ["approve"] * 5 + ["waitlist"]

    def test_afterwards_everybody_is_approved(self):
        moments = timeline(CAST, opens=OPENS, until=UNTIL, stage=Stage.AFTER, seed=1)

        assert {life[-1] for life in lives(moments).values()} == {"approve"}

    def test_decisions_are_taken_in_office_hours(self):
        moments = timeline(CAST, opens=OPENS, until=UNTIL, stage=Stage.NOW, seed=1)

        hours = Counter(moment.at.hour for moment in moments)

        assert sum(number for hour, number in hours.items() if 8 <= hour < 19) > 0.97 * len(moments)
