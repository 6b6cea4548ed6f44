"""Issuing the list of participants: frozen, numbered, one after another."""

import hashlib
import itertools
import json
from dataclasses import asdict

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import TestCase

from attendees.domain import participant_lists, participants
from attendees.domain.participant_lists import File
from attendees.domain.refusals import ListRefused
from attendees.enums import LIST_MOVES, DelegateStatus, ListStatus
from attendees.models import ListFile, ListRevision
from conference.enums import Confidentiality
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_user,
    minutes,
)

APPROVED = DelegateStatus.APPROVED
PROVISIONAL, FINAL, CORRIGENDUM = ListStatus.PROVISIONAL, ListStatus.FINAL, ListStatus.CORRIGENDUM
FILE = File("en", "pdf", b"%PDF-1")


def conference_with_somebody(**fields):
    conference = make_conference(**fields)
    somebody(conference)
    return conference


def somebody(conference, **fields):
    category = conference.categories.first() or make_category(conference)
    return make_delegate(category=category, status=APPROVED, **fields)


def plan(conference, status=PROVISIONAL, now=NOON, **fields):
    return participant_lists.plan(conference, status=status, languages=["en"], now=now, **fields)


def issue(conference, status=PROVISIONAL, files=(), **fields):
    return participant_lists.issue(plan(conference, status, **fields), files, by=None)


def refusal(action):
    with pytest.raises(ListRefused) as refused:
        action()
    return refused.value.code


class TestStates:
    def test_these_moves_and_no_others(self):
        """DOMAIN: PROVISIONAL rev.0, 1, 2 … → FINAL → CORRIGENDUM n."""
        legal = {
            ("", PROVISIONAL),
            (PROVISIONAL, PROVISIONAL),
            (PROVISIONAL, FINAL),
            (FINAL, CORRIGENDUM),
            (CORRIGENDUM, CORRIGENDUM),
        }

        pairs = set(itertools.product(["", *ListStatus.values], ListStatus.values))

        assert {(old, new) for old, new in pairs if new in LIST_MOVES[old]} == legal

    @pytest.mark.django_db
    @pytest.mark.parametrize("status", [FINAL, CORRIGENDUM])
    def test_the_first_is_provisional(self, status):
        conference = conference_with_somebody()

        assert refusal(lambda: plan(conference, status)) == "illegal_move"


class TestPlan(TestCase):
    def test_it_writes_nothing(self):
        plan(conference_with_somebody())

        assert not ListRevision.objects.exists()

    def test_numbers_follow_one_another(self):
        conference = conference_with_somebody()
        labels = []
        for status in (PROVISIONAL, PROVISIONAL, PROVISIONAL, FINAL, CORRIGENDUM, CORRIGENDUM):
            somebody(conference)
            labels.append(issue(conference, status, symbol="UN/1/INF.2"))

        assert [each.label for each in labels] == ["Rev.0", "Rev.1", "Rev.2", "", "Corr.1", "Corr.2"]
        assert [each.full_symbol.removeprefix("UN/1/INF.2") for each in labels] == [
            "",
            "/Rev.1",
            "/Rev.2",
            "",
            "/Corr.1",
            "/Corr.2",
        ]

    def test_nobody_and_no_language_are_refused(self):
        empty, conference = make_conference(), conference_with_somebody()

        assert refusal(lambda: plan(empty)) == "nobody_in_it"
        assert (
            refusal(lambda: participant_lists.plan(conference, status=PROVISIONAL, languages=[], now=NOON))
            == "no_language"
        )

    def test_a_corrigendum_without_anything_to_correct_is_refused(self):
        conference = conference_with_somebody()
        issue(conference)
        issue(conference, FINAL)

        assert refusal(lambda: plan(conference, CORRIGENDUM)) == "nothing_to_correct"

    def test_it_shows_the_difference_to_the_one_before(self):
        """R-55: five changed, one withdrawn, one added."""
        conference = conference_with_somebody()
        people = [somebody(conference) for _number in range(6)]
        issue(conference)
        for person in people[:5]:
            person.position = "Minister"
            person.save()
        people[5].status = DelegateStatus.WITHDRAWN
        people[5].save()
        added = somebody(conference)

        found = plan(conference).difference

        assert found.added == [added.number]
        assert found.removed == [people[5].number]
        assert found.changed == {person.number: ["position"] for person in people[:5]}


class TestIssue(TestCase):
    def test_it_is_kept_with_its_people_and_files(self):
        conference, by = conference_with_somebody(), make_user()

        made = participant_lists.issue(plan(conference), [FILE, File("en", "docx", b"PK")], by=by)

        revision = ListRevision.objects.get()
        assert (revision, revision.by, revision.people, revision.languages) == (made, by, 1, ["en"])
        assert participants.from_json(revision.snapshot) == participants.gather(conference)
        assert {file.format: file.content for file in revision.files.all()} == {"pdf": b"%PDF-1", "docx": b"PK"}

    def test_what_stands_in_it_is_sealed(self):
        conference = conference_with_somebody()
        somebody(conference, family_name="Secretov")

        made = issue(conference, files=[FILE])

        row = ListRevision.objects.values_list("difference", flat=True).get(pk=made.pk)
        assert "Secretov" not in str(row)
        with transaction.atomic():
            from django.db import connection  # the bytes as the database has them

            with connection.cursor() as cursor:
                cursor.execute("SELECT snapshot FROM attendees_listrevision")
                assert "Secretov" not in cursor.fetchone()[0]

    def test_an_issued_list_stays_byte_for_byte_whatever_comes_after(self):
        """R-55."""
        conference = conference_with_somebody()
        first = issue(conference, files=[FILE])
        somebody(conference)
        issue(conference, files=[File("en", "pdf", b"%PDF-2")])

        file = first.files.get()

        assert participant_lists.opened(file) == b"%PDF-1"
        assert file.digest == hashlib.sha256(b"%PDF-1").hexdigest()

    def test_somebody_approved_meanwhile_is_noticed(self):
        conference = conference_with_somebody()
        planned = plan(conference)
        somebody(conference)

        assert refusal(lambda: participant_lists.issue(planned, [FILE], by=None)) == "changed_meanwhile"
        assert not ListRevision.objects.exists()

    def test_of_two_who_issue_at_once_one_is_told(self):
        conference = conference_with_somebody()
        one, other = plan(conference), plan(conference)
        participant_lists.issue(one, [], by=None)

        assert refusal(lambda: participant_lists.issue(other, [], by=None)) == "changed_meanwhile"

    def test_a_closed_conference_keeps_no_file(self):
        """R-57."""
        conference = conference_with_somebody(confidentiality=Confidentiality.CLOSED)
        planned = plan(conference)

        assert refusal(lambda: participant_lists.issue(planned, [FILE], by=None)) == "numbered_copies_only"
        assert participant_lists.issue(planned, [], by=None).files.count() == 0


class TestFrozen(TestCase):
    def setUp(self):
        self.revision = issue(conference_with_somebody(), files=[FILE])
        self.file = self.revision.files.get()

    def test_neither_list_nor_file_can_be_changed(self):
        """R-55."""
        for row in (self.revision, self.file):
            with pytest.raises(TypeError, match="never changes"):
                row.save()
            with pytest.raises(TypeError, match="never changes"):
                type(row).objects.update(language="ru")

    def test_nor_deleted(self):
        for row in (self.revision, self.file):
            with pytest.raises(TypeError, match="never deleted"):
                row.delete()
            with pytest.raises(TypeError, match="never deleted"):
                type(row).objects.all().delete()

    def test_nor_does_it_go_with_its_conference(self):
        with pytest.raises(ProtectedError):
            self.revision.conference.categories.all().delete()
        with pytest.raises((ProtectedError, TypeError)):
            self.revision.conference.delete()

    def test_one_number_is_given_once(self):
        copy = ListRevision.objects.get(pk=self.revision.pk)
        copy.pk, copy._state.adding, copy.sequence, copy.previous = None, True, 2, self.revision

        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save()

    def test_a_file_that_is_not_what_it_was_is_not_given_out(self):
        file = ListFile.objects.get()
        file.sealed = "aGVsbG8="

        assert refusal(lambda: participant_lists.opened(file)) == "damaged"


class TestCopies(TestCase):
    def setUp(self):
        self.revision = issue(conference_with_somebody(confidentiality=Confidentiality.CLOSED))

    def keep(self, number, holder="Embassy"):
        return participant_lists.keep_copy(self.revision, FILE, number=number, holder=holder, by=None, now=NOON)

    def test_they_are_numbered_and_made_out_to_somebody(self):
        """R-57."""
        for number in (1, 2):
            assert participant_lists.next_copy(self.revision) == number
            self.keep(number, f"Holder {number}")

        assert list(self.revision.files.values_list("copy_number", "holder")) == [(1, "Holder 1"), (2, "Holder 2")]

    def test_a_number_taken_meanwhile_is_refused(self):
        self.keep(1)

        assert refusal(lambda: self.keep(1)) == "changed_meanwhile"

    def test_nobody_holds_none(self):
        assert refusal(lambda: self.keep(1, "  ")) == "no_holder"

    def test_a_copy_is_made_of_what_was_frozen(self):
        somebody(self.revision.conference)

        planned = participant_lists.as_issued(self.revision)

        assert (len(planned.roll.entries), planned.at, planned.label) == (1, NOON, "Rev.0")


class TestOwnPart(TestCase):
    def setUp(self):
        self.delegation = make_delegation()
        self.member = make_member(self.delegation, status=APPROVED)
        self.focal = make_focal_point(self.delegation)

    def confirm(self, **fields):
        digest = fields.pop("digest", participant_lists.digest_of(participant_lists.own_part(self.delegation)))
        return participant_lists.confirm_own_part(
            self.delegation, digest=digest, by=fields.pop("by", self.focal), now=NOON
        )

    def test_it_is_confirmed_as_it_stands(self):
        before = participant_lists.own_part(self.delegation)

        event = self.confirm()

        after = participant_lists.own_part(self.delegation)
        assert (before.is_confirmed, after.is_confirmed, after.checked) == (False, True, event)
        assert event.focal_point == self.focal

    def test_after_a_change_it_has_to_be_confirmed_anew(self):
        self.confirm()
        self.member.position = "Minister"
        self.member.save()

        part = participant_lists.own_part(self.delegation)

        assert (part.is_confirmed, bool(part.checked)) == (False, True)

    def test_what_changed_on_the_way_is_noticed(self):
        digest = participant_lists.digest_of(participant_lists.own_part(self.delegation))
        make_member(self.delegation, status=APPROVED)

        assert refusal(lambda: self.confirm(digest=digest)) == "changed_meanwhile"

    def test_nobody_confirms_for_another_delegation(self):
        """R-05."""
        assert refusal(lambda: self.confirm(by=make_focal_point())) == "not_yours"

    def test_it_names_nobody_else(self):
        make_member(make_delegation(category=self.delegation.category, iso2="UZ"), status=APPROVED)

        assert len(participant_lists.own_part(self.delegation).roll.entries) == 1

    def test_the_last_confirmation_counts(self):
        self.confirm()
        later = participant_lists.confirm_own_part(
            self.delegation,
            digest=participant_lists.digest_of(participant_lists.own_part(self.delegation)),
            by=self.focal,
            now=NOON + minutes(5),
        )

        assert participant_lists.own_part(self.delegation).checked == later

    def test_a_check_made_before_there_were_translations_is_still_one(self):
        part = participant_lists.own_part(self.delegation)
        said = [asdict(entry) for entry in part.roll.entries]
        for entry in said:
            del entry["positions"]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True)

        assert participant_lists.digest_of(part) == hashlib.sha256(text.encode()).hexdigest()

    def test_a_translation_has_to_be_checked_anew(self):
        self.confirm()
        self.delegation.people.update(positions={"ru": "Начальник"})

        assert not participant_lists.own_part(self.delegation).is_confirmed
