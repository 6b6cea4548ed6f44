"""Races for badges, with real threads on the real database, and a control that must fail without the lock."""

from django.db import IntegrityError
from django.test import TransactionTestCase

from attendees.domain import badges, registrations
from attendees.domain.refusals import BadgeRefused
from attendees.enums import BadgeReason, BadgeStatus, DelegateStatus, Reason
from attendees.models import Badge, BadgeBatch, Delegate
from tests.attendees.races import control, together, without_lock
from tests.factories import NOON, make_badge, make_category, make_conference, make_delegate


def crowd(number):
    category = make_category(make_conference())
    people = [make_delegate(category=category, status=DelegateStatus.APPROVED) for _ in range(number)]
    return category.conference, people


def queue(conference):
    return badges.queue(conference, Delegate.objects.all(), language="en", by=None, now=NOON)


def outcomes(results):
    """Batches made, and codes of refusals."""
    assert all(isinstance(result, BadgeBatch | BadgeRefused) for result in results), results
    return sorted(result.code if isinstance(result, BadgeRefused) else "batch" for result in results)


class TestRacesForBadges(TransactionTestCase):
    def test_two_who_ask_at_once_make_one_badge_a_person(self):
        """EX-15."""
        for _round in range(5):
            conference, people = crowd(8)

            results = together(*[lambda c=conference: queue(c)] * 3)

            assert outcomes(results) == ["batch", "nothing_to_print", "nothing_to_print"]
            assert conference.badges.count() == len(people)
            assert sorted(conference.badges.values_list("serial", flat=True)) == list(range(1, 9))
            Delegate.objects.update(status=DelegateStatus.PENDING)  # the next round is another conference's

    def test_two_who_print_the_same_batch_print_the_same_badges(self):
        """EX-15."""
        conference, _people = crowd(6)
        batch = queue(conference)
        pks = list(batch.badges.values_list("pk", flat=True))

        together(*[lambda: badges.printed(batch, pks, {}, by=None, now=NOON)] * 4)

        assert set(batch.badges.values_list("status", "version")) == {(BadgeStatus.PRINTED, 1)}
        for badge in batch.badges.all():
            assert sorted(badge.events.values_list("kind", flat=True)) == ["COPIED"] * 3 + ["PRINTED", "QUEUED"]

    def test_a_reprint_asked_for_twice_at_once_makes_one_new_badge(self):
        """R-44, EX-15."""
        badge = make_badge()

        results = together(
            *[lambda: badges.reprint(badge, reason=BadgeReason.LOST, by=None, now=NOON) for _ in range(4)]
        )

        new = [result for result in results if isinstance(result, Badge)]
        assert (len(new), len(results)) == (1, 4)
        assert list(badge.delegate.badges.valid()) == new

    def test_who_withdraws_while_the_badge_is_printed_has_no_valid_one(self):
        for _round in range(5):
            badge = make_badge(printed_at=None)
            person = badge.delegate

            together(
                lambda b=badge: badges.printed(b.batch, [b.pk], {}, by=None, now=NOON),
                lambda p=person: registrations.revoke(p, reason=Reason.OTHER, by=None, now=NOON),
            )

            badge.refresh_from_db()
            assert badge.status == BadgeStatus.REVOKED


@control
class TestControl(TransactionTestCase):
    def test_without_the_lock_the_second_runs_into_the_constraint(self):
        """RC-03."""
        conference, _people = crowd(3)

        with without_lock(badges, "plan", 2):
            results = together(*[lambda: queue(conference)] * 2)

        assert {type(result) for result in results} == {BadgeBatch, IntegrityError}
