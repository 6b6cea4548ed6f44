"""The demonstration in the database: totals, statuses, times, letters; never among real conferences."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import TestCase

import conference.data
from accounts.models import User
from attendees.demo import invited
from attendees.demo.timeline import Stage
from attendees.domain import attendances, badges, demonstration, proofs, removal
from attendees.domain.demonstration import DemonstrationRefused
from attendees.enums import BadgeReason
from attendees.models import ChangeRequest, Delegate, DelegateEvent, Document, Likeness, Signup
from attendees.papers import roster
from conference.domain import countries
from conference.domain.conferences import standing
from conference.enums import ConferenceStatus, Standing
from conference.models import Conference
from mailing.models import Letter
from tests.factories import make_badge, make_conference

DATA = json.loads((Path(conference.data.__path__[0]) / "bishkek.json").read_text("utf-8"))
EXPECTED, SLUG = DATA["expected"], DATA["conference"]["slug"]
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class TestSeedNow(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.conference = demonstration.seed(DATA, stage=Stage.NOW, now=NOW)
        cls.people = Delegate.objects.for_conference(cls.conference)

    def test_it_is_marked_and_registration_is_open(self):
        assert self.conference.is_demo
        assert standing(self.conference, NOW) == Standing.OPEN
        assert 19 <= (self.conference.starts_on - NOW.date()).days <= 25
        assert self.conference.starts_on.weekday() == 0

    def test_the_totals_are_those_of_the_file(self):
        counted = self.people.present().counted()

        assert counted.count() == EXPECTED["delegates"]
        assert self.people.present().count() == EXPECTED["badges"]
        assert counted.filter(sex="F").count() == EXPECTED["women"]
        assert counted.filter(sponsored=True).count() == EXPECTED["sponsored"]
        states = self.people.exclude(country=None).values("country").distinct()
        assert states.count() == EXPECTED["states_represented"]
        assert not self.people.exclude(arrived_at=None).exists()

    def test_statuses_are_mixed_and_one_is_gone_for_whom_another_comes(self):
        statuses = set(self.people.present().values_list("status", flat=True))
        gone = self.people.filter(status="REPLACED").get()

        assert statuses == {"APPROVED", "PENDING", "RETURNED", "WAITLISTED"}
        assert gone.replaced_by.status == "APPROVED"
        assert (gone.sex, gone.delegation) == (gone.replaced_by.sex, gone.replaced_by.delegation)

    def test_the_history_tells_how_each_got_there(self):
        for delegate in self.people.prefetch_related("events"):
            events = list(delegate.events.all())

            assert events[0].kind == ("NOMINATED" if delegate.source == "FOCAL_POINT" else "SUBMITTED")
            assert events[0].at == delegate.registered_at
            assert [event.to_status for event in events if event.to_status][-1] == delegate.status

    def test_everything_happened_before_now_and_on_many_days(self):
        days = {moment.date() for moment in self.people.values_list("registered_at", flat=True)}

        assert DelegateEvent.objects.filter(at__gt=NOW).count() == 0
        assert len(days) > 20

    def test_numbers_follow_the_order_of_registration(self):
        times = list(self.people.order_by("number").values_list("registered_at", flat=True))

        assert times == sorted(times)

    def test_no_letter_will_leave(self):
        """ML-20."""
        addresses = {address.rpartition(".")[2] for address in Letter.objects.values_list("to_email", flat=True)}

        assert Letter.objects.count() > 150
        assert Letter.objects.unsent().count() == 0
        assert addresses == {"example"}

    def test_the_minister_is_an_excellency(self):
        minister = self.people.get(excellency="CONFIRMED")

        assert (minister.family_name, roster.titled(minister, "en")) == ("Sagynbekov", "H.E. Mr. Ermek SAGYNBEKOV")

    def test_people_without_a_mailbox_or_of_the_staff_were_entered_by_the_secretariat(self):
        sources = Counter(self.people.filter(source="OFFICER").values_list("category__code", flat=True))

        assert self.people.get(email="").source == "OFFICER"
        assert sources["SECRETARIAT"] == 10

    def test_some_chose_the_workshop_and_it_is_not_overfull(self):
        assert 15 <= Signup.objects.filter(session__code="W1").count() <= 24

    def test_the_account_that_decided_opens_nothing(self):
        account = User.objects.get(username=demonstration.SECRETARIAT)

        assert not account.is_active
        assert not account.has_usable_password()

    def test_it_goes_without_a_trace(self):
        real = make_conference()

        old = make_badge(self.conference.delegates.filter(status="APPROVED").first())
        badges.reprint(old, reason=BadgeReason.LOST, by=None, now=NOW)

        removal.remove(self.conference)

        assert list(Conference.objects.all()) == [real]
        assert (Delegate.objects.count(), Letter.objects.count()) == (0, 0)


class TestDelegationsOfTheDemonstration(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.conference = demonstration.seed(DATA, stage=Stage.NOW, now=NOW)
        cls.delegations = {each.country_id or str(each): each for each in cls.conference.delegations.all()}

    def test_every_state_of_the_file_has_its_quota_and_its_people(self):
        quotas = {code: self.delegations[code].quota_in_person for code in DATA["country_quotas"]}

        assert quotas == DATA["country_quotas"]
        assert not Delegate.objects.filter(category__code="MEMBER_STATE", delegation=None).exists()

    def test_each_stands_somewhere_else(self):
        stand = {code: self.delegations[code].status for code in ("KG", "KZ", "UZ", "TR", "MN")}

        assert stand == {
            "KG": "INVITED", "KZ": "SUBMITTED", "UZ": "CONFIRMED", "TR": "DECLINED", "MN": "INVITED",
        }  # fmt: skip

    def test_kazakhstan_is_full_and_has_a_reserve_and_a_note_that_names_five_of_six(self):
        """R-08."""
        kazakhstan = self.delegations["KZ"]
        note = kazakhstan.documents.get()

        people = Counter(kazakhstan.people.values_list("status", flat=True))
        assert people == {"APPROVED": 5, "WAITLISTED": 1}
        assert (note.status, note.mentions.count()) == ("VERIFIED", 5)
        assert proofs.unnamed(kazakhstan) == {kazakhstan.people.get(status="WAITLISTED").pk}

    def test_one_delegation_is_over_its_quota_with_a_reason(self):
        """R-01."""
        over = self.delegations["Organization for Security and Co-operation in Europe"]

        events = DelegateEvent.objects.filter(delegate__delegation=over, kind="OVERRIDDEN")
        assert (over.quota_in_person, over.people.approved().count(), events.count()) == (1, 2, 1)
        assert events.get().remark

    def test_a_change_waits_and_the_list_keeps_the_old_post(self):
        """R-21."""
        request = ChangeRequest.objects.get(status="OPEN")

        assert request.fields == ["position"]
        assert request.delegate.position != invited.NEW_POST

    def test_the_journalist_on_two_lists_is_raised_to_the_officers(self):
        """R-11."""
        pairs = Likeness.objects.filter(status="OPEN", first__family_name="Bekova") | Likeness.objects.filter(
            status="OPEN", second__family_name="Bekova"
        )

        assert pairs.count() == 1

    def test_papers_are_verified_to_be_checked_and_not_sufficient(self):
        assert Counter(Document.objects.values_list("status", flat=True)) == {
            "VERIFIED": 2, "RECEIVED": 1, "INSUFFICIENT": 1,
        }  # fmt: skip

    def test_the_head_comes_first_in_every_list_that_was_sent(self):
        heads = Delegate.objects.filter(capacity="HEAD", source="FOCAL_POINT").values_list(
            "delegation__country", "place"
        )

        assert sorted(heads) == [(code, 1) for code in sorted(invited.TOGETHER)]


class TestSeedAfter(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())
        cls.conference = demonstration.seed(DATA, stage=Stage.AFTER, now=NOW)
        cls.people = Delegate.objects.for_conference(cls.conference)

    def test_it_is_over(self):
        assert self.conference.status == ConferenceStatus.ENDED
        assert self.conference.ends_on < NOW.date()

    def test_all_were_approved_and_came_but_the_no_shows(self):
        counted = self.people.counted()
        stayed_away = counted.filter(arrived_at=None)

        assert set(self.people.values_list("status", flat=True)) == {"APPROVED"}
        assert counted.exclude(arrived_at=None).count() == EXPECTED["attended"]
        assert stayed_away.filter(country="KZ").count() == EXPECTED["no_show_by_code"]["KZ"]
        assert stayed_away.filter(category__code="NGO").get().family_name == "Bekova"

    def test_whoever_came_has_signed_and_has_earned_a_certificate(self):
        counted = self.people.counted()

        signed = counted.filter(attendances__isnull=False).distinct()

        assert signed.count() == EXPECTED["attended"]
        assert attendances.earned(self.conference, counted) == {delegate.pk for delegate in signed}
        assert len(set(attendances.shares(self.conference, signed).values())) == 2

    def test_nothing_happened_after_the_conference(self):
        last = self.conference.events.order_by("at").last()

        assert last.kind == "ENDED"
        assert DelegateEvent.objects.filter(at__gt=last.at).count() == 0


class TestRefusals(TestCase):
    def test_a_real_conference_of_that_address_is_left_alone(self):
        """R-70."""
        countries.load(countries.table())
        real = make_conference(slug=SLUG)

        for attempt in (lambda: demonstration.find(SLUG), lambda: removal.remove(real)):
            with pytest.raises(DemonstrationRefused) as refusal:
                attempt()
            assert refusal.value.code == "live_conference"

    def test_a_file_of_a_real_conference_is_no_demonstration(self):
        countries.load(countries.table())

        with pytest.raises(DemonstrationRefused) as refusal:
            demonstration.seed({**DATA, "illustrative": False}, stage=Stage.NOW, now=NOW)

        assert refusal.value.code == "not_a_demonstration"
        assert Conference.objects.count() == 0


class TestFirstDay(TestCase):
    def test_it_is_a_monday_far_enough_away_on_every_day_of_the_week(self):
        for number in range(7):
            today = NOW.date() + timedelta(days=number)

            before, after = demonstration.first_day(today, Stage.NOW), demonstration.first_day(today, Stage.AFTER)

            assert before.weekday() == after.weekday() == 0
            assert 19 <= (before - today).days <= 25
            assert 7 <= (today - after).days <= 13
