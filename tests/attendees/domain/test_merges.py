"""Two registrations of one person made one, and taken apart again (R-11, R-34, RC-19)."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain import change_requests, corrections, links, merges, proofs, registrations, signups
from attendees.enums import LIVE, DelegateStatus, LikenessStatus
from attendees.models import ChangeRequest, Consent, Delegate, Likeness, Merge
from conference.enums import ApprovalMode
from core.errors import DomainError
from mailing.models import Letter
from tests.attendees.dossier import make_document
from tests.factories import (
    NOON,
    make_badge,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_member,
    make_session,
    make_user,
    minutes,
)

S = DelegateStatus
LATER = NOON + timedelta(days=7)
#: Columns a merge taken apart may leave changed: they only ever grow, or follow from the rest.
GROWING = {"revision", "badge_changed_at"}


def columns(delegate) -> dict:
    """Everything the table holds about a delegate."""
    return {
        name: value
        for name, value in Delegate.objects.filter(pk=delegate.pk).values()[0].items()
        if name not in GROWING
    }


def stored(delegate) -> Delegate:
    return Delegate.objects.get(pk=delegate.pk)


def kinds(delegate) -> list[str]:
    return list(delegate.events.values_list("kind", flat=True))


def refusal(verb, *given, **how) -> str:
    with pytest.raises(DomainError) as refused:
        verb(*given, **{"now": NOON, **how})
    return refused.value.code


class MergeCase(TestCase):
    """A person registered twice: approved the first time, waiting the second."""

    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference, approval=ApprovalMode.SECRETARIAT)
        self.kept = self.person(status=S.APPROVED, given_name="Bekzhan", email="one@example.org", position="Head")
        self.gone = self.person(
            given_name="Bekjan", email="two@example.org", phone="+996555012345", patronymic="Сапарович"
        )
        self.officer = make_user()

    def person(self, **fields) -> Delegate:
        return make_delegate(**{"category": self.category, "family_name": "Nurlan uulu", **fields})

    def merge(self, take=(), *, kept=None, gone=None, **how) -> Merge:
        return merges.merge(kept or self.kept, gone or self.gone, take=take, **{"by": self.officer, "now": NOON, **how})

    def undo(self, merged, **how) -> merges.Undone:
        return merges.undo(merged, **{"by": self.officer, "now": LATER, **how})


class TestMerge(MergeCase):
    def test_one_stays_and_one_is_withdrawn_without_a_letter(self):
        self.merge()

        assert (stored(self.kept).status, stored(self.gone).status) == (S.APPROVED, S.WITHDRAWN)
        assert Letter.objects.count() == 0

    def test_both_histories_stay_and_say_so(self):
        """R-34."""
        self.merge(["phone"])

        kept, gone = self.kept.events.get(), self.gone.events.get()
        assert (kept.kind, kept.fields, kept.by) == ("MERGED", ["phone"], self.officer)
        assert (gone.kind, gone.from_status, gone.to_status) == ("MERGED", "PENDING", "WITHDRAWN")
        assert kept.remark == gone.remark == f"No. {self.gone.number} was merged into No. {self.kept.number}."

    def test_only_the_fields_named_are_taken(self):
        self.merge(["phone", "given_name"])

        kept = stored(self.kept)
        assert (kept.given_name, kept.phone, kept.email) == ("Bekjan", "+996555012345", "one@example.org")
        assert set(kept.name_keys.values_list("key", flat=True)) == {"nrln:b", "bkjn:n", "nrlnv:b"}
        assert kept.badge_changed_at == NOON

    def test_every_field_offered_can_be_taken(self):
        delegation = make_delegation(self.conference, category=self.category)
        full = self.person(
            given_name="Beka", cyrillic_family_name="Нурлан уулу", cyrillic_given_name="Бека", patronymic="Сапарович",
            list_name="Beka", badge_name="Beka", title="DR", excellency="CONFIRMED", academic_title="PhD", rank="Major",
            position="Deputy", organisation="Prison Service", country=make_country("KZ"),
            nationality=make_country("UZ"),
            sex="M", date_of_birth="1980-03-12", phone="+77011234567", language="ru", interpretation="ru", diet="halal",
            accessibility="ramp", photo="photos/new.jpg", delegation=delegation, capacity="HEAD", place=1,
            modality="ONLINE", sponsored=True, identity_protection="NO_PUBLICATION", protocol_rank=3, remarks="twice",
        )  # fmt: skip
        before = columns(full)

        self.merge(merges.TAKEABLE, gone=full)

        after = columns(self.kept)
        taken = [name for each in merges.TAKEABLE for name in (each, *merges.ALONG.get(each, ()))]
        names = [Delegate._meta.get_field(name).attname for name in taken]
        assert {name: after[name] for name in names} == {name: before[name] for name in names}

    def test_the_pair_is_settled(self):
        pair = Likeness.objects.create(
            conference=self.conference, first=self.kept, second=self.gone, strength="STRONG", score=100, found_at=NOON
        )

        self.merge()

        pair.refresh_from_db()
        assert (pair.status, pair.decided_by) == (LikenessStatus.MERGED, self.officer)

    def test_letters_on_their_way_go_to_the_address_taken(self):
        """ML-11, AU-15."""
        registrations.send_back(self.person(given_name="Erlan"), reason="OTHER", by=self.officer, now=NOON)
        Letter.objects.update(about=f"delegate:{self.kept.pk}")

        self.merge(["email"])

        told = sorted(Letter.objects.values_list("to_email", "kind"))
        assert told == [("one@example.org", "delegate_address_changed"), ("two@example.org", "delegate_returned")]

    def test_letters_to_the_one_that_goes_are_called_back(self):
        registrations.send_back(self.gone, reason="OTHER", by=self.officer, now=NOON)

        self.merge()

        assert Letter.objects.get().status == "CANCELLED"

    def test_its_link_opens_its_own_page_and_never_the_other(self):
        self.merge()

        assert links.find(self.gone.link_token) == self.gone
        assert merges.is_merged(stored(self.gone))
        assert not merges.is_merged(stored(self.kept))

    def test_its_badge_is_dead(self):
        """R-44."""
        approved = self.person(status=S.APPROVED)
        badge = make_badge(approved)

        self.merge(gone=approved)

        badge.refresh_from_db()
        assert badge.status == "REVOKED"

    def test_the_same_address_and_name_is_one_person_again(self):
        self.merge(["email", "given_name"])

        assert stored(self.kept).person_key == stored(self.gone).person_key


class TestRefusals(MergeCase):
    def test_one_registration_is_no_two(self):
        assert refusal(merges.merge, self.kept, self.kept, by=self.officer) == "same"

    def test_nobody_of_another_conference_is_merged(self):
        """AC-08."""
        assert refusal(merges.merge, self.kept, make_delegate(), by=self.officer) == "same"

    def test_only_registrations_that_go_on_are_merged(self):
        for status in set(S) - LIVE:
            other = self.person(status=status, given_name=f"Erlan{status}")

            assert refusal(merges.merge, self.kept, other, by=self.officer) == "not_live"
            assert refusal(merges.merge, other, self.kept, by=self.officer) == "not_live"

    def test_every_live_one_can_go(self):
        for status in LIVE:
            other = self.person(status=status, given_name=f"Erlan{status}")

            self.merge(gone=other)

            assert stored(other).status == S.WITHDRAWN

    def test_what_was_changed_meanwhile_is_looked_at_again(self):
        """RC-23."""
        seen = (self.kept.revision, self.gone.revision)
        corrections.correct(self.gone, {"position": "Deputy"}, by=self.officer, now=NOON)

        assert refusal(merges.merge, self.kept, self.gone, by=self.officer, revisions=seen) == "changed_meanwhile"

    def test_statuses_numbers_and_links_are_never_taken(self):
        for name in ("status", "number", "reference", "link_token", "registered_at", "arrived_at"):
            assert refusal(merges.merge, self.kept, self.gone, take=[name], by=self.officer) == "unknown_field"

    def test_a_part_in_another_delegation_is_not_taken_without_it(self):
        delegation = make_delegation(self.conference, category=self.category)
        other = make_member(delegation, capacity="HEAD")

        assert refusal(merges.merge, self.kept, other, take=["capacity"], by=self.officer) == "unknown_field"

    def test_a_name_and_address_of_a_third_are_refused_and_nothing_is_merged(self):
        other = self.person(given_name="Beka", email="two@example.org")
        self.gone.delete()
        self.person(given_name="Bekzhan", email="two@example.org")

        assert refusal(merges.merge, self.kept, other, take=["email"], by=self.officer) == "same_person"
        assert stored(other).status == S.PENDING
        assert kinds(self.kept) == []


class TestSeats(MergeCase):
    """A merge is a path to seats like any other (RC-19)."""

    def setUp(self):
        super().setUp()
        self.conference.capacity = 2
        self.conference.save()
        self.gone = self.person(given_name="Bekjan", status=S.APPROVED, email="three@example.org")
        self.waiting = self.person(given_name="Erlan", family_name="Asanov", status=S.WAITLISTED)

    def seated(self) -> int:
        return Delegate.objects.filter(conference=self.conference).seated().count()

    def test_the_seat_that_becomes_free_goes_to_whoever_waits(self):
        automatic = make_category(self.conference)
        Delegate.objects.filter(pk=self.waiting.pk).update(category=automatic)

        self.merge()

        assert stored(self.waiting).status == S.APPROVED
        assert self.seated() == 2

    def test_an_approved_one_may_take_the_place_of_the_other_in_its_delegation(self):
        delegation = make_delegation(self.conference, category=self.category, quota_in_person=1)
        head = make_member(delegation, status=S.APPROVED, capacity="HEAD", endorsed_at=NOON)

        self.merge(["delegation"], gone=head)

        kept = stored(self.kept)
        assert (kept.delegation, kept.capacity, kept.place, kept.endorsed_at) == (delegation, "HEAD", 1, NOON)

    def test_nobody_comes_into_a_full_delegation_by_it(self):
        delegation = make_delegation(self.conference, category=self.category, quota_in_person=1)
        make_member(delegation, status=S.APPROVED)
        reserve = make_member(delegation)

        assert refusal(merges.merge, self.kept, reserve, take=["delegation"], by=self.officer) == "quota_full"
        assert stored(self.kept).delegation is None

    def test_undone_while_there_is_room_both_are_seated_again(self):
        self.waiting.delete()
        merged = self.merge()

        undone = self.undo(merged)

        assert (undone.gone.status, undone.remarks, self.seated()) == (S.APPROVED, (), 2)

    def test_undone_after_the_seat_went_the_other_waits_for_a_decision(self):
        """R-34: never above the capacity."""
        Delegate.objects.filter(pk=self.waiting.pk).update(category=make_category(self.conference))
        merged = self.merge()

        undone = self.undo(merged)

        assert undone.gone.status == S.PENDING
        assert undone.gone.decided_at is None
        assert "waits for a decision" in undone.remarks[0]
        assert self.seated() == 2

    def test_a_place_once_offered_is_not_offered_twice(self):
        self.waiting.delete()
        offered = self.person(given_name="Beka", promoted_at=NOON)
        merged = self.merge(gone=offered)
        self.conference.capacity = 2
        self.conference.save()

        undone = self.undo(merged)

        assert (undone.gone.status, undone.gone.promoted_at) == (S.PENDING, None)


class TestSessions(MergeCase):
    def setUp(self):
        super().setUp()
        self.morning = make_session(self.conference, capacity=1)
        self.same_time = make_session(self.conference)
        self.evening = make_session(self.conference, starts_at=self.morning.starts_at + timedelta(hours=5), capacity=1)
        signups.choose(self.gone, [self.same_time, self.evening], by=None, now=NOON)

    def sessions(self, delegate) -> set:
        return {each.session for each in delegate.signups.select_related("session")}

    def test_places_are_handed_on_and_clashing_ones_given_back(self):
        signups.choose(self.kept, [self.morning], by=None, now=NOON)

        self.merge()

        assert self.sessions(self.kept) == {self.morning, self.evening}
        assert self.sessions(self.gone) == set()

    def test_somebody_who_may_hold_none_is_handed_none(self):
        waiting = self.person(status=S.WAITLISTED, given_name="Beka")

        self.merge(kept=waiting)

        assert self.sessions(waiting) == set()

    def test_undone_each_has_its_own_again(self):
        signups.choose(self.kept, [self.morning], by=None, now=NOON)
        merged = self.merge()

        undone = self.undo(merged)

        assert self.sessions(self.kept) == {self.morning}
        assert self.sessions(self.gone) == {self.same_time, self.evening}
        assert undone.remarks == ()

    def test_a_place_that_was_taken_meanwhile_is_not_given_back_and_that_is_said(self):
        signups.choose(self.kept, [self.morning], by=None, now=NOON)
        merged = self.merge()
        signups.choose(self.kept, [self.morning], by=None, now=NOON)
        signups.choose(self.person(given_name="Erlan"), [self.evening], by=None, now=NOON)

        undone = self.undo(merged)

        assert self.sessions(self.gone) == {self.same_time}
        assert undone.remarks == (f"“{self.evening}” is full: the place was not given back.",)


class TestPapersAndConsents(MergeCase):
    def setUp(self):
        super().setUp()
        self.delegation = make_delegation(self.conference, category=self.category)
        self.kept, self.gone = make_member(self.delegation), make_member(self.delegation)

    def test_papers_name_the_kept_one_from_now_on(self):
        """R-07: what proved the one proves the person."""
        make_document(self.delegation, self.gone, confirmed=True, status="VERIFIED")

        merged = self.merge()
        assert proofs.is_proven(self.kept)
        self.undo(merged)

        assert (proofs.is_proven(self.kept), proofs.is_proven(self.gone)) == (False, True)

    def test_a_paper_that_names_both_keeps_the_confirmation(self):
        document = make_document(self.delegation, self.kept, self.gone, status="VERIFIED")
        document.mentions.filter(delegate=self.gone).update(confirmed_at=NOON, confirmed_by=self.officer)

        merged = self.merge()
        assert proofs.is_proven(self.kept)
        self.undo(merged)

        assert (proofs.is_proven(self.kept), proofs.is_proven(self.gone)) == (False, True)

    def test_papers_of_another_delegation_stay_where_they_are(self):
        document = make_document(self.delegation, self.gone, confirmed=True, status="VERIFIED")
        alone = self.person(given_name="Beka")

        self.merge(kept=alone)

        assert document.mentions.get().delegate == self.gone

    def test_the_later_answer_of_the_person_is_in_force(self):
        """PR-10: old answers stay."""
        answer = {"kind": "PHOTO", "version": 1, "language": "en"}
        Consent.objects.create(delegate=self.kept, value=True, given_at=NOON, **answer)
        Consent.objects.create(delegate=self.gone, value=False, given_at=NOON + minutes(5), **answer)

        merged = self.merge()
        assert list(self.kept.consents.values_list("value", flat=True)) == [True, False]
        self.undo(merged)

        assert [each.consents.get().value for each in (self.kept, self.gone)] == [True, False]

    def test_what_was_asked_for_is_asked_of_the_kept_one(self):
        """R-21."""
        Delegate.objects.filter(pk__in=[self.kept.pk, self.gone.pk]).update(status=S.APPROVED)
        request = change_requests.ask(self.gone, {"position": "Deputy"}, by=None, now=NOON).request

        merged = self.merge()
        assert change_requests.open_of(self.kept) == request
        self.undo(merged)

        assert change_requests.open_of(self.gone) == request

    def test_a_request_the_kept_one_cannot_wait_for_rests(self):
        Delegate.objects.filter(pk=self.gone.pk).update(status=S.APPROVED)
        request = change_requests.ask(self.gone, {"position": "Deputy"}, by=None, now=NOON).request

        self.merge()

        assert request.delegate == self.gone
        assert not ChangeRequest.objects.to_decide().exists()
