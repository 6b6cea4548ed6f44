"""AU-11, AU-12, HT-02: wrong passwords are counted in the database, per network, before hashing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import TestCase

from accounts.domain import limiter
from accounts.models import Attempt

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
OFFICE = "192.0.2.1"
ELSEWHERE = "198.51.100.7"


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def fail(times: int, *, name: str = "aida", address: str = OFFICE, now: datetime = NOON) -> None:
    for _time in range(times):
        limiter.begin_sign_in(address=address, name=name, now=now)


def is_refused(*, name: str = "aida", address: str = OFFICE, now: datetime = NOON) -> bool:
    try:
        limiter.begin_sign_in(address=address, name=name, now=now)
    except limiter.SignInRefused:
        return True
    return False


class TestOneNameFromOneNetwork(TestCase):
    def test_the_sixth_try_is_refused_for_fifteen_minutes_after_the_fifth(self):
        fail(4)
        fail(1, now=NOON + minutes(10))

        with pytest.raises(limiter.SignInRefused) as refusal:
            fail(1, now=NOON + minutes(24))

        assert refusal.value.code == "locked"
        assert refusal.value.retry_at == NOON + minutes(25)
        assert not is_refused(now=NOON + minutes(26))

    def test_another_network_still_gets_in(self):
        fail(5)

        assert is_refused()
        assert not is_refused(address=ELSEWHERE)

    def test_another_name_from_the_same_network_still_gets_in(self):
        fail(5)

        assert not is_refused(name="bakyt")

    def test_capitals_and_spaces_do_not_make_another_name(self):
        fail(3)
        fail(2, name=" AIDA ")

        assert is_refused()

    def test_a_refused_try_is_not_counted(self):
        fail(5)

        assert is_refused(now=NOON + minutes(14))
        assert not is_refused(now=NOON + minutes(16))

    def test_wrong_ones_from_long_ago_do_not_count(self):
        fail(4)
        fail(4, now=NOON + minutes(16))

        assert not is_refused(now=NOON + minutes(17))

    def test_a_right_password_forgets_the_wrong_ones_of_this_person_here(self):
        fail(4)
        fail(1, address=ELSEWHERE)
        attempt = limiter.begin_sign_in(address=OFFICE, name="aida", now=NOON)

        limiter.end_sign_in(attempt)

        assert Attempt.objects.filter(succeeded=False).count() == 1


class TestOneNetwork(TestCase):
    def test_spraying_many_names_is_stopped(self):
        for number in range(limiter.WRONG_FROM_ONE_NETWORK):
            fail(1, name=f"name-{number}")

        assert is_refused(name="one-more")
        assert not is_refused(name="one-more", address=ELSEWHERE)

    def test_a_whole_ipv6_customer_is_one_network(self):
        for number in range(5):
            fail(1, address=f"2001:db8:1:2::{number}")

        assert is_refused(address="2001:db8:1:2:ffff::1")
        assert not is_refused(address="2001:db8:1:3::1")

    def test_an_ipv4_address_written_as_ipv6_is_the_same_network(self):
        assert limiter.network_key(f"::ffff:{OFFICE}") == limiter.network_key(OFFICE)


class TestEverywhere(TestCase):
    def setUp(self):
        Attempt.objects.bulk_create(
            Attempt(kind="SIGN_IN", network=f"n{n}", name=f"m{n}", at=NOON)
            for n in range(limiter.WRONG_FROM_EVERYWHERE)
        )

    def test_a_storm_closes_the_door_to_networks_never_seen(self):
        assert is_refused()

    def test_in_a_storm_a_known_network_still_gets_in(self):
        known = Attempt.objects.create(
            kind="SIGN_IN", network=limiter.network_key(OFFICE), name="x", at=NOON - timedelta(days=9)
        )
        limiter.end_sign_in(known)

        assert not is_refused()


class TestReset(TestCase):
    def ask(self, name: str = "aida@example.org", address: str = OFFICE, now: datetime = NOON) -> bool:
        return limiter.may_reset(address=address, name=name, now=now)

    def test_three_letters_an_hour_for_one_address_from_wherever(self):
        answers = [self.ask(address=f"192.0.2.{n}") for n in range(4)]

        assert answers == [True, True, True, False]
        assert self.ask(now=NOON + minutes(61))

    def test_one_network_cannot_write_to_everybody(self):
        answers = [self.ask(name=f"p{n}@example.org") for n in range(limiter.RESETS_FROM_ONE_NETWORK + 1)]

        assert answers == [True] * limiter.RESETS_FROM_ONE_NETWORK + [False]


class TestUnlock(TestCase):
    def setUp(self):
        fail(5)
        fail(5, name="bakyt")
        fail(5, address=ELSEWHERE)

    def test_by_name(self):
        assert limiter.unlock(name="aida") == 10

        assert not is_refused()
        assert is_refused(name="bakyt")

    def test_by_address(self):
        assert limiter.unlock(address=OFFICE) == 10

        assert not is_refused()
        assert is_refused(address=ELSEWHERE)

    def test_everything(self):
        assert limiter.unlock() == 15


class TestForgetOld(TestCase):
    def test_a_month_is_kept(self):
        fail(1)
        fail(1, now=NOON + timedelta(days=20))

        assert limiter.forget_old(now=NOON + timedelta(days=31)) == 1


class TestWhatIsStored(TestCase):
    def test_neither_name_nor_address_can_be_read(self):
        fail(1)

        row = Attempt.objects.get()

        assert "aida" not in row.name
        assert OFFICE not in row.network
        assert (len(row.name), len(row.network)) == (64, 64)
