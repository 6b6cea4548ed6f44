"""Whatever is taken in whatever order, a merge can be taken apart (R-34); and what else happens around one."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisCase

from attendees.domain import (
    change_requests,
    corrections,
    duplicates,
    merges,
    nominations,
    registrations,
    signups,
    substitutions,
)
from attendees.domain.registrations import Form
from attendees.enums import LIVE, DelegateStatus
from attendees.models import Delegate, Likeness
from mailing.models import Letter
from tests.attendees.domain.test_merges import LATER, MergeCase, columns, refusal, stored
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_session,
    make_user,
    minutes,
)

S = DelegateStatus
#: Two people in whom every field differs.
ONE = {
    "family_name": "Nurlan uulu", "given_name": "Bekzhan", "cyrillic_family_name": "Нурлан уулу", "title": "MR",
    "position": "Head", "sex": "M", "phone": "+996555012345", "email": "one@example.org", "language": "en",
    "photo": "photos/one.jpg", "sponsored": True, "remarks": "first",
}  # fmt: skip
OTHER = {
    "family_name": "", "given_name": "Bekjan", "is_single_name": True, "cyrillic_given_name": "Бекжан", "title": "HE",
    "excellency": "CONFIRMED", "patronymic": "Сапарович", "list_name": "Beka", "badge_name": "B.", "rank": "Major",
    "academic_title": "PhD", "organisation": "Prisons", "date_of_birth": "1980-03-12", "email": "two@example.org",
    "language": "ru", "interpretation": "ru", "diet": "halal", "accessibility": "ramp", "photo": "photos/two.jpg",
    "modality": "ONLINE", "identity_protection": "NO_PUBLICATION", "protocol_rank": 3, "remarks": "second",
}  # fmt: skip


class TestEveryChoice(HypothesisCase):
    """Nothing an officer can choose is lost on the way back."""

    @settings(max_examples=25, deadline=None)
    @given(
        take=st.sets(st.sampled_from(merges.TAKEABLE)),
        statuses=st.tuples(*[st.sampled_from(sorted(LIVE - {S.WAITLISTED}))] * 2),
        is_other_kept=st.booleans(),
    )
    def test_merged_and_undone_both_are_what_they_were(self, take, statuses, is_other_kept):
        conference = make_conference()
        delegation = make_delegation(conference)
        one = make_delegate(category=make_category(conference), status=statuses[0], country=make_country("UZ"), **ONE)
        other = make_member(delegation, status=statuses[1], capacity="DEPUTY", endorsed_at=NOON, **OTHER)
        kept, gone = (other, one) if is_other_kept else (one, other)
        before = columns(kept), columns(gone)
        wanted = take - {"capacity"} if "delegation" not in take else take

        merged = merges.merge(kept, gone, take=wanted, by=make_user(), now=NOON)
        assert stored(gone).status == S.WITHDRAWN
        undone = merges.undo(merged, by=make_user(), now=LATER)

        assert (columns(kept), columns(gone)) == before
        assert undone.remarks == ()


class TestSeveral(MergeCase):
    """A person registered three times."""

    def setUp(self):
        super().setUp()
        self.third = self.person(given_name="Beka", phone="+996777000000", email="three@example.org")

    def test_three_become_one(self):
        self.merge()
        self.merge(gone=self.third)

        assert [each.pk for each in self.conference.delegates.live()] == [self.kept.pk]
        assert merges.of_delegate(self.kept).count() == 2

    def test_undone_in_the_order_they_were_made_the_later_value_stays(self):
        first, second = self.merge(["phone"]), self.merge(["phone"], gone=self.third)

        undone = self.undo(first)
        assert (undone.kept.phone, undone.remarks) == (
            "+996777000000",
            ("Mobile phone was changed since and stays.",),
        )
        assert self.undo(second).kept.phone == "+996555012345"

    def test_undone_the_other_way_round_everything_is_as_it_was(self):
        before = [columns(each) for each in (self.kept, self.gone, self.third)]
        first, second = self.merge(["phone"]), self.merge(["phone"], gone=self.third)

        self.undo(second)
        self.undo(first)

        assert [columns(each) for each in (self.kept, self.gone, self.third)] == before

    def test_the_same_two_can_be_merged_again_after_an_undoing(self):
        self.undo(self.merge(["phone"]))

        again = self.merge(["phone"], now=LATER)

        assert stored(self.kept).phone == "+996555012345"
        assert merges.can_undo(again, now=LATER)


class TestAfterwards(MergeCase):
    """What happens to the kept one after a merge, and what an undoing finds."""

    def test_the_kept_one_may_withdraw_and_the_other_still_comes_back(self):
        merged = self.merge()
        registrations.withdraw(self.kept, by=self.officer, now=NOON)

        undone = self.undo(merged)

        assert (undone.kept.status, undone.gone.status) == (S.WITHDRAWN, S.PENDING)

    def test_the_kept_one_may_be_replaced_and_the_other_still_comes_back(self):
        """R-24."""
        merged = self.merge(["phone"])
        newcomer = substitutions.replace(
            stored(self.kept), Form({"family_name": "Asanov", "given_name": "Erlan"}), by=self.officer, now=NOON
        )

        undone = self.undo(merged)

        assert (undone.kept.status, undone.gone.status, newcomer.status) == (S.REPLACED, S.PENDING, S.APPROVED)

    def test_what_was_decided_on_the_kept_one_stays_decided(self):
        pending = self.person(given_name="Erlan")
        merged = self.merge(kept=pending)
        registrations.approve(pending, by=self.officer, now=NOON + minutes(5))

        assert self.undo(merged).kept.status == S.APPROVED

    def test_somebody_whose_data_were_erased_does_not_come_back(self):
        merged = self.merge()
        Delegate.objects.filter(pk=self.gone.pk).update(erased_at=NOON)

        assert refusal(merges.undo, merged, by=self.officer) == "illegal_move"

    def test_a_change_asked_for_and_decided_meanwhile_stays_with_the_kept_one(self):
        """R-21."""
        Delegate.objects.filter(pk=self.gone.pk).update(status=S.APPROVED)
        request = change_requests.ask(stored(self.gone), {"position": "Deputy"}, by=None, now=NOON).request
        merged = self.merge()
        request.refresh_from_db()
        change_requests.accept(request, by=self.officer, now=NOON)

        undone = self.undo(merged)

        request.refresh_from_db()
        assert (undone.kept.position, request.delegate) == ("Deputy", undone.kept)

    def test_pairs_with_others_are_looked_for_anew(self):
        other = self.person(given_name="Bekir", family_name="Asanov")
        corrections.correct(other, {"family_name": "Saparov"}, by=self.officer, now=NOON)
        stranger = self.person(given_name="Bekir", family_name="Saparov", email="")

        self.merge(gone=stranger, take=["family_name", "given_name"])

        raised = Likeness.objects.get(status="OPEN", first=self.kept)
        assert raised.second == other

    def test_an_open_pair_with_the_one_that_went_waits_for_nobody(self):
        other = self.person(given_name="Bekjan", email="other@example.org")
        duplicates.look_for(other, now=NOON)
        assert duplicates.open_pairs(self.conference).count() >= 2

        self.merge(gone=stored(other))

        assert not duplicates.open_pairs_of(other).exists()


class TestDelegations(MergeCase):
    """Named by a focal point, and registered by themselves."""

    def setUp(self):
        super().setUp()
        self.delegation = make_delegation(self.conference, category=self.category, status="COMPOSING")
        self.point = make_focal_point(self.delegation)
        names = {"family_name": "Nurlan uulu", "given_name": "Bekzhan", "email": "draft@example.org"}
        self.draft = nominations.nominate(self.delegation, Form(names), by=self.point, now=NOON)

    def test_a_draft_can_go(self):
        self.merge(gone=self.draft)

        assert stored(self.draft).status == S.WITHDRAWN

    def test_a_draft_comes_back_as_a_draft(self):
        undone = self.undo(self.merge(["delegation"], gone=self.draft))

        assert (undone.gone.status, undone.gone.delegation) == (S.DRAFT, self.delegation)
        assert undone.kept.delegation is None

    def test_a_draft_can_stay_and_is_still_sent_with_the_list(self):
        self.merge(["phone"], kept=self.draft)

        assert (stored(self.draft).status, stored(self.draft).phone) == (S.DRAFT, "+996555012345")

    def test_the_seat_of_the_delegation_is_taken_over_with_it(self):
        self.delegation.quota_in_person = 1
        self.delegation.save()
        seated = make_member(self.delegation, status=S.APPROVED)

        self.merge(["delegation"], gone=seated)

        assert self.delegation.people.filter(status=S.APPROVED).get() == self.kept


class TestOnline(MergeCase):
    def test_taking_part_online_frees_the_seat(self):
        """R-02."""
        self.conference.capacity = 1
        self.conference.save()
        online = self.person(modality="ONLINE", given_name="Erlan")

        self.merge(["modality"], gone=online)

        assert Delegate.objects.filter(conference=self.conference).seated().count() == 0

    def test_coming_in_person_after_all_needs_a_seat(self):
        """RC-19."""
        self.conference.capacity = 1
        self.conference.save()
        online = self.person(modality="ONLINE", status=S.APPROVED, given_name="Erlan")

        assert refusal(merges.merge, online, self.gone, take=["modality"], by=self.officer) == "quota_full"


class TestStatements(MergeCase):
    def test_a_merge_costs_the_same_however_much_hangs_on_it(self):
        light = self._statements(self.gone)
        heavy = self.person(given_name="Erlan")
        for number in range(5):
            session = make_session(self.conference, starts_at=NOON + timedelta(days=number))
            signups.choose(heavy, [session], by=None, now=NOON)
            heavy.events.create(kind="CORRECTED", at=NOON)
            heavy.consents.create(kind="PHOTO", value=True, version=1, language="en", given_at=NOON)

        assert abs(self._statements(heavy) - light) <= 3

    def _statements(self, gone) -> int:
        with CaptureQueriesContext(connection) as queries:
            self.merge(gone=gone)
        return len(queries)

    def test_no_letter_speaks_of_a_withdrawal(self):
        self.undo(self.merge(merges.TAKEABLE))

        assert not Letter.objects.filter(kind="delegate_withdrawn").exists()
