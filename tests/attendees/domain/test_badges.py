"""Badges: one valid badge a person, whatever happens to it."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.domain import badge_plans, badges, corrections, registrations, substitutions
from attendees.domain.badges import Finding
from attendees.domain.refusals import BadgeRefused
from attendees.domain.registrations import Form
from attendees.enums import BADGE_MOVES, BadgeReason, BadgeStatus, DelegateStatus, Modality, Reason
from attendees.models import Badge, BadgeEvent, Delegate
from tests.factories import NOON, make_badge, make_category, make_conference, make_delegate, make_user, minutes

S = BadgeStatus
R = BadgeReason
APPROVED = DelegateStatus.APPROVED
#: Spelt out once more: a table compared with itself proves nothing.
LEGAL = {
    ("QUEUED", "PRINTED"), ("QUEUED", "SUPERSEDED"), ("QUEUED", "REVOKED"),
    ("PRINTED", "ISSUED"), ("PRINTED", "LOST"), ("PRINTED", "DAMAGED"), ("PRINTED", "SUPERSEDED"),
    ("PRINTED", "REVOKED"),
    ("ISSUED", "RETURNED"), ("ISSUED", "LOST"), ("ISSUED", "DAMAGED"), ("ISSUED", "SUPERSEDED"), ("ISSUED", "REVOKED"),
}  # fmt: skip


def approved(**fields):
    return make_delegate(status=APPROVED, **fields)


def queue(conference, *people, now=NOON, **how):
    chosen = Delegate.objects.filter(pk__in=[each.pk for each in people])
    return badges.queue(conference, chosen, language="en", by=None, now=now, **how)


def refusal(call):
    with pytest.raises(BadgeRefused) as found:
        call()
    return found.value.code


class TestMoves:
    def test_every_pair_of_statuses_is_legal_or_not_as_it_is_written_here(self):
        pairs = {(one, other) for one, other in product(S.values, S.values) if other in BADGE_MOVES[one]}

        assert pairs == LEGAL


class TestVerbs(TestCase):
    VERBS = {"ISSUED": "issue", "RETURNED": "take_back", "LOST": "lose", "DAMAGED": "damage", "REVOKED": "revoke"}

    def test_each_verb_keeps_to_the_table(self):
        for (status, becomes), verb in product([(s, b) for s in S.values for b in self.VERBS], [None]):
            badge = make_badge(approved(), printed_at=None)
            Badge.objects.filter(pk=badge.pk).update(status=status)
            verb = getattr(badges, self.VERBS[becomes])
            if (status, becomes) in LEGAL:
                assert verb(badge, by=None, now=NOON).status == becomes
            else:
                assert refusal(lambda v=verb, b=badge: v(b, by=None, now=NOON)) == "illegal_move", (status, becomes)

    def test_the_log_says_who_what_when_and_why(self):
        officer, badge = make_user(), make_badge()

        badges.lose(badge, text="Left in the taxi", by=officer, now=NOON + minutes(5))

        last = BadgeEvent.objects.filter(badge=badge).first()
        assert (last.kind, last.by, last.at) == ("LOST", officer, NOON + minutes(5))
        assert (last.reason, last.text) == ("LOST", "Left in the taxi")
        assert list(badge.events.order_by("pk").values_list("kind", flat=True)) == ["QUEUED", "PRINTED", "LOST"]


class TestQueue(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference)

    def person(self, **fields):
        return approved(category=self.category, **fields)

    def test_serials_run_through_the_conference(self):
        first = queue(self.conference, self.person(), self.person())
        other = make_badge(approved(conference=make_conference()))
        second = queue(self.conference, self.person())

        serials = [badge.serial for batch in (first, second) for badge in batch.badges.order_by("serial")]
        assert (serials, other.serial) == ([1, 2, 3], 1)

    def test_only_the_approved_who_come_in_person_get_one(self):
        """R-02."""
        people = [make_delegate(category=self.category, status=status) for status in DelegateStatus.values]
        online = self.person(modality=Modality.ONLINE)

        batch = queue(self.conference, *people, online)

        assert [badge.delegate.status for badge in batch.badges.all()] == [APPROVED]

    def test_people_who_are_no_delegates_get_one(self):
        """R-49: an interpreter is in no figure and still wears a badge."""
        interpreter = approved(category=make_category(self.conference, counts_as_delegate=False))

        assert queue(self.conference, interpreter).badges.count() == 1

    def test_asking_twice_makes_no_second_badge(self):
        """EX-15."""
        person = self.person()
        queue(self.conference, person)

        assert refusal(lambda: queue(self.conference, person)) == "nothing_to_print"
        assert Badge.objects.count() == 1

    def test_somebody_of_another_conference_is_passed_over(self):
        stranger = approved(conference=make_conference())

        assert refusal(lambda: queue(self.conference, stranger)) == "nothing_to_print"

    def test_a_badge_out_of_date_is_made_anew_and_the_old_one_is_dead(self):
        """R-22, R-44."""
        person = self.person()
        old = make_badge(person)
        Delegate.objects.filter(pk=person.pk).update(badge_changed_at=NOON + minutes(1))

        batch = queue(self.conference, person, now=NOON + minutes(2))

        old.refresh_from_db()
        new = batch.badges.get()
        assert (old.status, old.reason) == (S.SUPERSEDED, R.CHANGED)
        assert (new.version, new.replaces, new.status) == (2, old, S.QUEUED)
        assert new.token != old.token

    def test_with_a_reason_everybody_gets_a_new_one(self):
        person = self.person()
        old = make_badge(person)

        queue(self.conference, person, reason=R.MISPRINT)

        old.refresh_from_db()
        assert (old.status, old.reason, person.badges.valid().count()) == (S.SUPERSEDED, R.MISPRINT, 1)

    def test_a_badge_that_could_not_be_printed_is_tried_again_in_the_next_batch(self):
        person = self.person()
        batch = queue(self.conference, person)
        badge = batch.badges.get()
        badges.printed(batch, [], {badge.pk: [{"code": "too_long"}]}, by=None, now=NOON)

        again = queue(self.conference, person)

        assert again.badges.get() == badge
        assert Badge.objects.count() == 1

    def test_statements_do_not_grow_with_the_people(self):
        few, many = ([self.person() for _ in range(n)] for n in (2, 30))
        queue(self.conference, *many)
        self.conference.badges.update(status=S.PRINTED)

        counts = []
        for people in (few, few, many):
            with CaptureQueriesContext(connection) as asked:
                queue(self.conference, *people, reason=R.MISPRINT)
            self.conference.badges.filter(status=S.QUEUED).update(status=S.PRINTED)
            counts.append(len(asked))

        assert counts[1] == counts[2]


class TestThePlan(TestCase):
    def test_it_says_of_everybody_what_would_happen_and_writes_nothing(self):
        conference = make_conference()
        category = make_category(conference)
        new, has, outdated, waits, tried = (approved(category=category) for _ in range(5))
        pending = make_delegate(category=category)
        make_badge(has)
        make_badge(outdated, printed_at=NOON - minutes(9))
        Delegate.objects.filter(pk=outdated.pk).update(badge_changed_at=NOON)
        make_badge(waits, printed_at=None)
        badge = make_badge(tried, printed_at=None)
        badges.printed(badge.batch, [], {badge.pk: [{"code": "too_long"}]}, by=None, now=NOON)

        plan = badge_plans.plan(conference, Delegate.objects.order_by("pk"))

        said = {line.delegate: line.outcome for line in plan.lines}
        assert said == {
            new: "NEW", has: "HAS", outdated: "OUTDATED", waits: "WAITS", tried: "LEFT_OVER", pending: "NOT_DUE"
        }  # fmt: skip
        assert (plan.doable, Badge.objects.count()) == (3, 4)

    def test_what_waits_is_counted(self):
        conference = make_conference()
        category = make_category(conference)
        approved(category=category)
        make_badge(approved(category=category), printed_at=None)
        changed = approved(category=category, badge_changed_at=NOON + minutes(1))
        make_badge(changed)
        make_badge(approved(category=category))

        assert badge_plans.needs(conference) == {"missing": 2, "outdated": 1, "printed": 2}


class TestPrinted(TestCase):
    def test_what_is_in_the_file_is_printed_and_the_rest_says_why_not(self):
        """FT-15."""
        conference = make_conference()
        batch = queue(conference, *[approved(conference=conference) for _ in range(3)])
        one, other, third = batch.badges.order_by("serial")
        officer = make_user()

        badges.printed(batch, [one.pk, third.pk], {other.pk: [{"code": "photo"}]}, by=officer, now=NOON)

        rows = list(Badge.objects.values_list("status", "printed_at", "printed_by", "problems"))
        assert rows[0] == rows[2] == (S.PRINTED, NOON, officer.pk, [])
        assert rows[1] == (S.QUEUED, None, None, [{"code": "photo"}])

    def test_the_same_file_made_again_is_a_line_in_the_log_and_no_new_badge(self):
        """EX-15."""
        badge = make_badge()

        badges.printed(badge.batch, [badge.pk], {}, by=None, now=NOON + minutes(1))

        badge.refresh_from_db()
        assert (badge.status, badge.version, Badge.objects.count()) == (S.PRINTED, 1, 1)
        assert badge.events.first().kind == "COPIED"

    def test_who_left_while_the_file_was_made_is_named_and_stays_dead(self):
        badge = make_badge(printed_at=None)
        registrations.revoke(badge.delegate, reason=Reason.OTHER, by=None, now=NOON)

        stale = badges.printed(badge.batch, [badge.pk], {}, by=None, now=NOON)

        assert [each.pk for each in stale] == [badge.pk]
        assert Badge.objects.get().status == S.REVOKED

    def test_what_changed_while_the_file_was_made_needs_a_reprint(self):
        """R-22: the badge says what was read, not what stood there when the file was done."""
        badge = make_badge(printed_at=NOON)
        Delegate.objects.filter(pk=badge.delegate_id).update(badge_changed_at=NOON + timedelta(seconds=1))

        assert list(Badge.objects.outdated()) == [badge]


class TestReprint(TestCase):
    def test_the_old_badge_is_dead_at_once_and_says_so(self):
        """R-44."""
        old = make_badge()

        new = badges.reprint(old, reason=R.LOST, text="In the bus", by=None, now=NOON)

        found = badges.find(old.token)
        assert (found.word, found.is_valid, found.successor) == ("lost", False, new)
        assert (new.version, new.serial, new.number) == (2, 2, "0002/2")
        assert "0002/2" in found.words()

    def test_the_new_one_is_found_as_valid(self):
        new = badges.reprint(make_badge(), reason=R.DAMAGED, by=None, now=NOON)

        assert badges.find(new.token).is_valid

    def test_one_never_printed_or_dead_is_not_printed_again(self):
        waiting, dead = make_badge(printed_at=None), make_badge()
        badges.lose(dead, by=None, now=NOON)

        assert refusal(lambda: badges.reprint(waiting, reason=R.OTHER, by=None, now=NOON)) == "not_printed"
        assert refusal(lambda: badges.reprint(dead, reason=R.OTHER, by=None, now=NOON)) == "illegal_move"

    def test_a_second_valid_badge_is_refused_by_the_database_too(self):
        badge = make_badge()

        with pytest.raises(IntegrityError), transaction.atomic():
            Badge.objects.create(
                conference=badge.conference, serial=99, delegate=badge.delegate, category=badge.category,
                token="x", token_hash="x", queued_at=NOON,
            )  # fmt: skip


class TestPeopleWhoLeave(TestCase):
    """Whoever is not approved any more holds a dead badge from that moment."""

    def setUp(self):
        self.badge = make_badge()
        self.person = self.badge.delegate

    def word(self):
        return badges.find(self.badge.token).word

    def test_withdrawn(self):
        registrations.withdraw(self.person, by=None, now=NOON)

        assert self.word() == "revoked"

    def test_revoked_by_an_officer_whose_name_stands_in_the_log(self):
        officer = make_user()

        registrations.revoke(self.person, reason=Reason.OTHER, by=officer, now=NOON)

        assert self.word() == "revoked"
        assert self.badge.events.first().by == officer

    def test_replaced(self):
        """RC-14."""
        form = Form({"family_name": "New", "given_name": "Person", "language": "en"})

        newcomer = substitutions.replace(self.person, form, by=make_user(), now=NOON)

        assert self.word() == "revoked"
        assert not newcomer.badges.exists()

    def test_an_approval_undone(self):
        """R-28."""
        Delegate.objects.filter(pk=self.person.pk).update(decided_at=NOON)

        registrations.undo(self.person, by=None, now=NOON + minutes(1))

        assert self.word() == "revoked"


class TestBlanks(TestCase):
    def setUp(self):
        self.category = make_category()
        self.batch = badges.queue_blanks(self.category, 3, language="en", by=None, now=NOON)
        self.blank = self.batch.badges.first()

    def assign(self, delegate):
        return badges.assign(self.blank, delegate, by=None, now=NOON)

    def test_they_have_serials_and_tokens_before_anybody_has_a_name(self):
        assert [badge.serial for badge in self.batch.badges.all()] == [1, 2, 3]
        assert badges.find(self.blank.token).word == "blank"

    def test_one_is_given_to_a_person_and_then_lets_that_person_in(self):
        person = approved(category=self.category)

        self.assign(person)

        found = badges.find(self.blank.token)
        assert (found.badge.delegate, found.is_valid) == (person, True)
        assert self.blank.events.first().kind == "ASSIGNED"

    def test_it_goes_to_nobody_who_has_one_is_not_approved_or_of_another_category(self):
        holder = approved(category=self.category)
        make_badge(holder)
        people = {
            "has_badge": holder,
            "not_due": make_delegate(category=self.category),
            "other_category": approved(category=make_category(self.category.conference)),
        }

        assert {code: refusal(lambda p=person: self.assign(p)) for code, person in people.items()} == {
            code: code for code in people
        }

    def test_it_is_given_once(self):
        self.assign(approved(category=self.category))

        assert refusal(lambda: self.assign(approved(category=self.category))) == "not_blank"

    def test_nobody_orders_none_or_thousands(self):
        for count in (0, -1, 501):
            ask = lambda n=count: badges.queue_blanks(self.category, n, language="en", by=None, now=NOON)  # noqa: E731
            assert refusal(ask) == "too_many"


class TestFind(TestCase):
    def test_letters_typed_small_and_with_a_line_end_are_read(self):
        """CH-15."""
        badge = make_badge()

        assert badges.find(f" {badge.token.lower()}\r\n").badge == badge

    def test_a_pass_a_link_and_garbage_are_no_badge(self):
        """AU-16."""
        badge = make_badge()
        person = badge.delegate

        for token in (person.pass_token, person.link_token, "", "A" * 26, "😀" * 26, badge.token[:-1], "x" * 5000):
            assert badges.find(token) is None

    def test_a_badge_of_another_conference_is_none_here(self):
        badge = make_badge()

        assert badges.find(badge.token, make_conference()) is None
        assert badges.find(badge.token, badge.conference) == Finding(badge, "valid")

    def test_the_database_holds_no_token_in_clear(self):
        badge = make_badge()

        with connection.cursor() as cursor:
            cursor.execute("SELECT token, token_hash FROM attendees_badge")
            row = str(cursor.fetchall())
        assert badge.token not in row


class TestChangesOfThePerson(TestCase):
    def test_whoever_takes_part_online_from_now_on_wears_none(self):
        badge = make_badge()

        corrections.correct(badge.delegate, {"modality": Modality.ONLINE}, by=make_user(), now=NOON)

        assert badges.find(badge.token).word == "revoked"

    def test_an_alias_and_a_new_name_need_a_reprint(self):
        """R-22, R-57."""
        for change in ({"identity_protection": "ALIAS"}, {"badge_name": "Aika"}, {"organisation": "Ministry"}):
            badge = make_badge()

            corrections.correct(badge.delegate, change, by=make_user(), now=NOON + minutes(1))

            assert badge in Badge.objects.outdated(), change

    def test_food_and_telephone_need_none(self):
        """R-23."""
        badge = make_badge()

        corrections.correct(badge.delegate, {"diet": "Vegetarian"}, by=make_user(), now=NOON + minutes(1))

        assert badge not in Badge.objects.outdated()
