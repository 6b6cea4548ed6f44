"""A merge taken apart again: both as they were, for thirty days (R-34)."""

from datetime import timedelta

from attendees.domain import corrections, merge_plans, merges, uploads
from attendees.domain.chores import forget_merges
from attendees.enums import LIVE, LikenessStatus
from attendees.models import Delegate, Likeness
from mailing.models import Letter
from tests.attendees.domain.test_merges import LATER, MergeCase, S, columns, kinds, refusal, stored
from tests.factories import NOON, make_delegation, make_member


class TestUndo(MergeCase):
    """R-34."""

    def test_both_are_exactly_what_they_were(self):
        delegation = make_delegation(self.conference, category=self.category)
        gone = make_member(delegation, capacity="HEAD", endorsed_at=NOON, promoted_at=NOON, photo="photos/b.jpg")
        Delegate.objects.filter(pk=self.kept.pk).update(photo="photos/a.jpg", decided_at=NOON)
        before = columns(self.kept), columns(gone)

        self.undo(self.merge(merges.TAKEABLE, gone=gone))

        assert (columns(self.kept), columns(gone)) == before
        assert (kinds(self.kept), kinds(gone)) == (["MERGED", "UNMERGED"], ["MERGED", "UNMERGED"])
        assert Letter.objects.filter(kind="delegate_withdrawn").count() == 0

    def test_every_status_comes_back(self):
        for status in LIVE - {S.WAITLISTED}:
            other = self.person(status=status, given_name=f"Erlan{status}")

            assert self.undo(self.merge(gone=other)).gone.status == status

    def test_whoever_waited_waits_again_in_the_old_turn(self):
        self.conference.capacity = 1
        self.conference.save()
        first, second = (self.person(status=S.WAITLISTED, given_name=name) for name in ("Beka", "Erlan"))

        self.undo(self.merge(gone=first))

        assert list(self.conference.delegates.waiting()) == [first, second]

    def test_somebody_has_to_look_at_the_pair_again(self):
        pair = Likeness.objects.create(
            conference=self.conference, first=self.kept, second=self.gone, strength="STRONG", score=100, found_at=NOON
        )

        self.undo(self.merge())

        pair.refresh_from_db()
        assert pair.status == LikenessStatus.OPEN

    def test_a_field_changed_since_keeps_the_later_value_and_that_is_said(self):
        merged = self.merge(["phone", "patronymic"])
        corrections.correct(self.kept, {"phone": "+996777000000"}, by=self.officer, now=NOON)

        undone = self.undo(merged)

        assert (undone.kept.phone, undone.kept.patronymic) == ("+996777000000", "")
        assert undone.remarks == ("Mobile phone was changed since and stays.",)

    def test_the_photo_that_was_there_survives_the_sweep_until_then(self):
        """UP-14."""
        Delegate.objects.filter(pk=self.kept.pk).update(photo="photos/a.jpg")
        Delegate.objects.filter(pk=self.gone.pk).update(photo="photos/b.jpg")

        merged = self.merge(["photo"])

        assert uploads._used(["photos/a.jpg", "photos/b.jpg"]) == {"photos/a.jpg", "photos/b.jpg"}
        assert self.undo(merged).kept.photo == "photos/a.jpg"

    def test_for_thirty_days_and_no_longer(self):
        merged = self.merge(["phone"])

        assert refusal(merges.undo, merged, by=self.officer, now=NOON + timedelta(days=30, seconds=1)) == "too_late"
        assert self.undo(merged, now=NOON + timedelta(days=30)).gone.status == S.PENDING

    def test_once(self):
        merged = self.merge()
        self.undo(merged)

        assert refusal(merges.undo, merged, by=self.officer) == "undone"

    def test_the_last_merge_of_a_chain_comes_first(self):
        first = self.merge()
        second = self.merge(kept=self.person(given_name="Beka"), gone=stored(self.kept))

        assert refusal(merges.undo, first, by=self.officer) == "merged_again"
        self.undo(second)
        assert self.undo(first).gone.status == S.PENDING

    def test_a_person_who_registered_anew_meanwhile_is_not_doubled(self):
        merged = self.merge()
        self.person(given_name="Bekjan", email="two@example.org")

        assert refusal(merges.undo, merged, by=self.officer) == "same_person"
        assert stored(self.gone).status == S.WITHDRAWN

    def test_a_place_the_kept_one_left_and_somebody_took_refuses_it(self):
        full = make_delegation(self.conference, category=self.category, quota_in_person=1)
        kept = make_member(full, status=S.APPROVED)
        other = make_member(make_delegation(self.conference, "UZ", category=self.category))
        merged = self.merge(["delegation"], kept=kept, gone=other)
        make_member(full, status=S.APPROVED)

        assert refusal(merges.undo, merged, by=self.officer) == "quota_full"
        assert stored(other).status == S.WITHDRAWN

    def test_a_delegation_never_has_two_heads(self):
        """R-10."""
        delegation = make_delegation(self.conference, category=self.category)
        head = make_member(delegation, capacity="HEAD")
        merged = self.merge(gone=head)
        make_member(delegation, capacity="HEAD")

        undone = self.undo(merged)

        assert undone.gone.capacity == "REPRESENTATIVE"
        assert "another head" in undone.remarks[0]


class TestForget(MergeCase):
    def test_what_both_were_is_forgotten_after_thirty_days(self):
        old, new = self.merge(["phone"]), self.merge(gone=self.person(given_name="Beka"), now=LATER)

        forget_merges(now=NOON + timedelta(days=31))

        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.before, bool(new.before)) == ("", True)
        assert not merges.can_undo(old, now=NOON)

    def test_merges_of_a_delegate_are_known_to_both(self):
        merged = self.merge()

        assert list(merges.of_delegate(self.kept)) == list(merges.of_delegate(self.gone)) == [merged]


class TestPositions(MergeCase):
    def setUp(self):
        super().setUp()
        self.say(self.kept, "Head", {"ru": "Начальник"})

    def say(self, person, position, positions):
        Delegate.objects.filter(pk=person.pk).update(position=position, positions=positions)

    def said(self):
        kept = stored(self.kept)
        return kept.position, kept.positions

    def test_a_position_comes_with_its_translations_and_goes_with_them(self):
        self.say(self.gone, "Chief", {"ky": "Башчы"})

        merged = self.merge(["position"])
        taken = self.said()
        self.undo(merged)

        assert taken == ("Chief", {"ky": "Башчы"})
        assert self.said() == ("Head", {"ru": "Начальник"})

    def test_another_position_since_gets_no_translation_back(self):
        self.say(self.gone, "Chief", {})
        merged = self.merge(["position"])
        corrections.correct(self.kept, {"position": "Adviser"}, by=self.officer, now=NOON)

        self.undo(merged)

        assert self.said() == ("Adviser", {})

    def test_the_same_position_with_more_languages_is_worth_taking(self):
        self.say(self.kept, "Head", {})
        self.say(self.gone, "Head", {"ru": "Начальник"})
        kept, gone = stored(self.kept), stored(self.gone)

        assert "position" in merge_plans.suggested(kept, gone)
        assert "position" not in merge_plans.suggested(gone, kept)
