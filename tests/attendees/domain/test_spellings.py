"""Organisations spelled four ways are one; unknown ones wait for an officer (R-40)."""

import pytest
from django.test import TestCase

from attendees.domain import spellings
from attendees.domain.refusals import SpellingRefused
from attendees.domain.spelled import Known
from attendees.enums import DelegateStatus
from attendees.models import OrganisationSpelling
from conference.models import Organisation
from tests.factories import NOON, make_conference, make_country, make_delegate, make_organisation, make_user

S = DelegateStatus


class Spellings(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.officer = make_user()
        cls.conference = make_conference()
        cls.ministry = make_organisation(
            cls.conference, "Ministry of Justice", short_name={"en": "MoJ", "ru": "Минюст"}, aliases=["МЮ КР"]
        )

    def note(self, *texts):
        known = Known(self.conference)
        return spellings.note(known, self.conference, texts, now=NOON)

    def queued(self, text="Министерство юстиции Кыргызской Республики"):
        self.note(text)
        return OrganisationSpelling.objects.get()

    def refusal(self, call, *arguments, **more):
        with pytest.raises(SpellingRefused) as refused:
            call(*arguments, by=self.officer, now=NOON, **more)
        return refused.value.code


class TestKnown(Spellings):
    def test_every_spelling_leads_to_the_own_name(self):
        known = Known(self.conference)

        for text in ("Ministry of Justice", "MINISTRY  OF JUSTICE", "moj", "Минюст", "«МЮ» КР", "мю кр"):
            assert known.canonical(text) == "Ministry of Justice"

    def test_a_part_of_a_name_is_no_name(self):
        assert Known(self.conference).canonical("Ministry") == "Ministry"

    def test_the_name_is_in_the_first_language_of_the_conference(self):
        self.conference.languages = ["ru", "en"]
        self.ministry.name = {"en": "Ministry of Justice", "ru": "Министерство юстиции"}
        self.ministry.save()

        assert Known(self.conference).canonical("MoJ") == "Министерство юстиции"

    def test_organisations_of_another_conference_are_unknown(self):
        make_organisation(make_conference(), "Prison Service")

        assert Known(self.conference).find("Prison Service") is None

    def test_every_state_has_a_ministry_of_its_own(self):
        home = make_organisation(
            self.conference, "Prison Service of the Kyrgyz Republic", country=make_country("KG"), aliases=["ГСИН"]
        )
        known = Known(self.conference)

        assert known.canonical("ГСИН", state="MN") == "ГСИН"
        assert known.find("Prison Service of the Kyrgyz Republic", state="MN") == home
        assert [known.find("ГСИН", state=state) for state in ("KG", None, "")] == [home, home, None]

    def test_of_two_states_the_own_one_is_meant(self):
        services = [
            make_organisation(self.conference, f"Service of {iso2}", country=make_country(iso2), aliases=["Service"])
            for iso2 in ("KG", "UZ")
        ]
        known = Known(self.conference)

        assert [known.find("Service", state=iso2) for iso2 in ("KG", "UZ")] == services

    def test_the_nearest_are_suggested(self):
        make_organisation(self.conference, "Prison Service")

        known = Known(self.conference)
        assert known.suggest("Justice Ministry of the Kyrgyz Republic") == [self.ministry]
        assert known.suggest("Bakery") == []


class TestNote(Spellings):
    def test_unknown_ones_wait_once_however_they_are_written(self):
        assert self.note("ГСИН КР", "«ГСИН» КР", "", "Минюст", "…") == 1
        assert self.note("гсин кр") == 0

        waiting = spellings.waiting(self.conference).get()
        assert (waiting.text, waiting.first_seen_at) == ("«ГСИН» КР", NOON)

    def test_what_was_judged_is_not_asked_again(self):
        spellings.leave(self.queued("ГСИН КР"), by=self.officer, now=NOON)

        self.note("ГСИН КР")

        assert not spellings.waiting(self.conference).exists()

    def test_no_organisation_is_made(self):
        self.note("ГСИН КР")

        assert Organisation.objects.count() == 1


class TestIsOne(Spellings):
    def test_the_spelling_becomes_an_alias(self):
        spelling = self.queued()

        spellings.is_one(spelling, self.ministry, by=self.officer, now=NOON)

        spelling.refresh_from_db()
        assert (spelling.status, spelling.organisation, spelling.decided_by) == ("KNOWN", self.ministry, self.officer)
        assert Known(self.conference).find(spelling.text.upper()) == self.ministry
        event = self.conference.events.get()
        assert (event.kind, event.data["fields"], event.by) == ("EDITED", ["aliases"], self.officer)

    def test_undecided_people_written_so_get_the_own_name(self):
        spelling = self.queued("Мин. юстиции")
        people = {status: self.person(status, "«Мин» юстиции") for status in S}

        assert spellings.is_one(spelling, self.ministry, by=self.officer, now=NOON) == 4

        renamed = {status for status in S if self.organisation(people[status]) == "Ministry of Justice"}
        assert renamed == {S.DRAFT, S.PENDING, S.WAITLISTED, S.RETURNED}

    def test_people_of_another_state_keep_their_own_ministry(self):
        spelling = self.queued("Минюст страны")
        self.ministry.country = make_country("KG")
        self.ministry.save()
        people = [
            make_delegate(conference=self.conference, status=S.PENDING, organisation="Минюст страны", country=state)
            for state in (make_country("UZ"), self.ministry.country)
        ]

        spellings.is_one(spelling, self.ministry, by=self.officer, now=NOON)

        for each in people:
            each.refresh_from_db()
        assert [each.organisation for each in people] == ["Минюст страны", "Ministry of Justice"]

    def test_history_says_who_renamed_them(self):
        person = self.person(S.PENDING, "Мин. юстиции")

        spellings.is_one(self.queued("Мин. юстиции"), self.ministry, by=self.officer, now=NOON)

        event = person.events.get()
        assert (event.kind, event.fields, event.by) == ("CORRECTED", ["organisation"], self.officer)

    def test_others_keep_what_they_wrote(self):
        other = self.person(S.PENDING, "Мин. юстиции и права")

        spellings.is_one(self.queued("Мин. юстиции"), self.ministry, by=self.officer, now=NOON)

        assert self.organisation(other) == "Мин. юстиции и права"

    def test_an_organisation_of_another_conference_is_refused(self):
        foreign = make_organisation(make_conference())

        assert self.refusal(spellings.is_one, self.queued(), foreign) == "other_conference"

    def test_two_officers_judge_it_once(self):
        """RC-23."""
        spelling = self.queued()
        spellings.leave(spelling, by=self.officer, now=NOON)

        assert self.refusal(spellings.is_one, spelling, self.ministry) == "judged"
        assert self.refusal(spellings.leave, spelling) == "judged"
        assert self.refusal(spellings.make, spelling) == "judged"

    def person(self, status, organisation):
        return make_delegate(conference=self.conference, status=status, organisation=organisation)

    def organisation(self, person):
        person.refresh_from_db()
        return person.organisation


class TestMake(Spellings):
    def test_a_new_organisation_has_the_text_as_its_name(self):
        made = spellings.make(self.queued("ГСИН КР"), by=self.officer, now=NOON)

        assert (made.name, made.aliases, made.conference) == ({"en": "ГСИН КР"}, [], self.conference)
        event = self.conference.events.get()
        assert (event.kind, event.data["pk"], event.by) == ("ADDED", made.pk, self.officer)

    def test_under_a_better_name_the_text_is_an_alias_and_people_are_renamed(self):
        person = make_delegate(conference=self.conference, organisation="ГСИН КР")

        made = spellings.make(self.queued("ГСИН КР"), " Prison  Service ", by=self.officer, now=NOON)

        person.refresh_from_db()
        assert (made.name, made.aliases, person.organisation) == (
            {"en": "Prison Service"},
            ["ГСИН КР"],
            "Prison Service",
        )

    def test_a_name_that_is_there_already_is_refused(self):
        assert self.refusal(spellings.make, self.queued(), "MoJ") == "known"
        assert Organisation.objects.count() == 1
