"""Inviting many: lines as people write them, a plan that writes nothing, then exactly the lines ticked."""

from datetime import timedelta

import pytest
from django.test import TestCase

from attendees.domain import invitations
from attendees.domain.invitation_lines import Asked, NotRead, read
from attendees.domain.invitations import LineKind, Terms
from attendees.enums import DelegationStatus
from attendees.models import Delegation, FocalPoint
from conference.domain import countries
from conference.enums import RegionalGroup
from conference.models import Organisation
from mailing.models import Letter
from tests.factories import NOON, make_category, make_conference, make_delegation, make_organisation, make_user

K, D = LineKind, DelegationStatus
WHOLE = Asked("Kazakhstan", "Aigerim Sadykova", "", "a@mfa.example.org", "ru", 5)


def only(text, categories=()):
    """What the one line of the text asks for."""
    ((_number, asked),) = read(text, categories, ["en", "ru", "ky"])
    return asked


class TestLines(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())

    def test_cells_are_parted_by_whatever_people_part_them_with(self):
        for sign in ("; ", "\t", " | ", ", "):
            line = sign.join(["Kazakhstan", "5", "Aigerim Sadykova", "a@mfa.example.org", "ru"])

            assert only(line) == WHOLE, sign

    def test_what_a_cell_is_stands_in_the_cell(self):
        assert only("Kazakhstan; a@mfa.example.org; русский; Aigerim Sadykova; 5") == WHOLE

    def test_a_name_alone_is_enough(self):
        assert only("Kazakhstan") == Asked("Kazakhstan")
        for text in ("Kazakhstan 5", "Kazakhstan – 5", "Kazakhstan: 5", "1. ; Kazakhstan; 5"):
            assert only(text) == Asked("Kazakhstan", quota_in_person=5), text

    def test_the_number_of_a_paragraph_is_no_part_of_the_name(self):
        for text in ("1. Kazakhstan, 5", "12) Kazakhstan; 5", "3. Kazakhstan 5"):
            assert only(text) == Asked("Kazakhstan", quota_in_person=5), text

    def test_a_number_that_belongs_to_the_name_is_no_number_of_places(self):
        assert only("Group of 77") == Asked("Group of 77")
        assert only("Group of 77 – 3") == Asked("Group of 77 – 3")
        assert only("Group of 77; 3") == Asked("Group of 77", quota_in_person=3)

    def test_two_numbers_are_places_in_person_and_online_and_two_texts_name_and_position(self):
        asked = only("Kazakhstan; 5; 2; Aigerim Sadykova; Third Secretary")

        assert (asked.quota_in_person, asked.quota_online) == (5, 2)
        assert (asked.person, asked.position) == ("Aigerim Sadykova", "Third Secretary")

    def test_a_comma_inside_the_name_of_a_state_parts_nothing(self):
        assert only("Congo, Democratic Republic of the, 3").name == "Congo, Democratic Republic of the"

    def test_a_category_is_known_by_name_or_code(self):
        category = make_category(code="OBSERVER_STATE", name={"en": "Observer State", "ru": "Наблюдатель"})

        for word in ("OBSERVER_STATE", "observer state", "Наблюдатель"):
            assert only(f"Palestine; {word}; 2", [category]).category == category

    def test_empty_lines_and_the_heading_are_passed_over_and_numbers_are_those_of_the_text(self):
        text = "Государство; Квота; Координатор; E-mail\n\nКазахстан; 5\n"

        assert [(number, asked.name) for number, asked in read(text, [], ["ru"])] == [(3, "Казахстан")]

    def test_what_is_wrong_is_said_with_the_cell(self):
        for text, words in {
            "Kazakhstan; a@mfa": "a@mfa: Check the part after the @",
            "Kazakhstan; 5; 2; 7": "“7” is one thing too many",
            "Kazakhstan; 123456": "too many places",
            "Kazakhstan; ²": "²: This is no name, no number of places and no address",
            "Kazakhstan; -5": "-5: This is no name, no number of places and no address",
            "; 5; a@mfa.example.org": "does not begin with a State",
        }.items():
            asked = only(text)

            assert isinstance(asked, NotRead), text
            assert words in asked.words

    def test_a_list_has_an_end(self):
        lines = list(read("Kazakhstan\n" * 900, [], ["en"]))

        assert len(lines) == 501
        assert isinstance(lines[-1][1], NotRead)


class PlanCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        countries.load(countries.table())

    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference, code="MEMBER_STATE", approval="SECRETARIAT")
        self.terms = Terms(self.category, "en", quota_in_person=4, send=True)
        self.by = make_user()

    def plan(self, text):
        return invitations.plan_text(self.conference, text, self.terms)

    def apply(self, plan, taken=None):
        numbers = {line.number for line in plan.lines} if taken is None else taken
        return invitations.apply(plan, numbers, by=self.by, now=NOON)

    def kinds(self, text):
        return [(line.kind, line.name) for line in self.plan(text).lines]


class TestPlan(PlanCase):
    def test_states_are_found_under_any_name(self):
        """R-38."""
        assert self.kinds("Киргизия\nTurkey\nVietnam\nGreat Britain") == [
            (K.NEW, "Kyrgyzstan"),
            (K.NEW, "Türkiye"),
            (K.NEW, "Viet Nam"),
            (K.NEW, "United Kingdom of Great Britain and Northern Ireland"),
        ]

    def test_organisations_are_found_by_alias_and_unknown_ones_offered(self):
        """R-40: nothing is made silently."""
        make_organisation(self.conference, "Penal Reform International", aliases=["PRI", "ПРИ"])

        assert self.kinds("при; 2\nPenal Reform Society") == [
            (K.NEW, "Penal Reform International"),
            (K.OFFERED, "Penal Reform Society"),
        ]
        assert Organisation.objects.count() == 1

    def test_a_misspelt_state_is_no_organisation_without_a_question(self):
        (line,) = self.plan("Kazakstanistan").lines

        assert line.kind == K.OFFERED
        assert "Did you mean Kazakhstan?" in line.words

    def test_who_is_there_stays_and_who_stands_twice_is_named(self):
        make_delegation(category=self.category, iso2="KZ")

        lines = self.plan("Kazakhstan; 5\nUzbekistan\nУзбекистан; 3").lines

        assert [line.kind for line in lines] == [K.KNOWN, K.NEW, K.NOT_READ]
        assert [line.words for line in lines] == ["is there already: Invited", "", "stands in line 2 already"]

    def test_what_a_line_says_goes_before_what_holds_for_all(self):
        one, two = self.plan("Kazakhstan; 7; ru\nUzbekistan").lines

        assert (one.terms.quota_in_person, one.terms.language) == (7, "ru")
        assert (two.terms.quota_in_person, two.terms.language) == (4, "en")

    def test_a_plan_writes_nothing_and_asks_as_much_for_two_as_for_two_hundred(self):
        many = "\n".join(list(countries.all_countries())[:200])

        for text in ("KZ\nUZ", many):
            with self.assertNumQueries(3):
                self.plan(text)
        assert not Delegation.objects.exists()


class TestGroup(PlanCase):
    def plan_group(self, group=RegionalGroup.EASTERN_EUROPEAN):
        return invitations.plan_group(self.conference, group, self.terms)

    def test_all_member_states_of_the_group_and_nobody_else(self):
        names = [line.name for line in self.plan_group().lines]

        assert len(names) == 23
        assert names == sorted(names)
        assert {"Bulgaria", "Romania"} < set(names)
        assert "Kyrgyzstan" not in names

    def test_those_that_are_there_stay_as_they_are(self):
        make_delegation(category=make_category(self.conference), iso2="BG")

        plan = self.plan_group()

        assert [line.name for line in plan.of(K.KNOWN)] == ["Bulgaria"]
        result = self.apply(plan)
        assert len(result.entered) == 22
        assert set(Delegation.objects.exclude(country_id="BG").values_list("quota_in_person", flat=True)) == {4}

    def test_asked_again_it_enters_nobody(self):
        self.apply(self.plan_group())

        assert self.apply(self.plan_group()).entered == ()


class TestApply(PlanCase):
    def test_a_line_becomes_a_delegation_with_its_focal_point_and_the_letter_leaves(self):
        result = self.apply(self.plan("Kazakhstan; 5; Aigerim Sadykova; a@mfa.example.org; ru"))

        delegation, point = Delegation.objects.get(), FocalPoint.objects.get()
        assert (delegation.country_id, delegation.quota_in_person, delegation.status) == ("KZ", 5, D.INVITED)
        assert (point.name, point.email, point.language) == ("Aigerim Sadykova", "a@mfa.example.org", "ru")
        assert (result.invited, Letter.objects.get().to_email) == (1, "a@mfa.example.org")

    def test_without_an_address_nobody_is_written_to(self):
        result = self.apply(self.plan("Kazakhstan; 5"))

        assert (result.invited, Delegation.objects.get().status) == (0, D.DRAFT)

    def test_only_lines_that_are_ticked(self):
        """R-40."""
        plan = self.plan("Kazakhstan\nPenal Reform Society\nАкадемия МВД")

        self.apply(plan, {1, 3})

        assert [str(each) for each in Delegation.objects.all()] == ["Kazakhstan", "Академия МВД"]
        assert Organisation.objects.get().name == {"ru": "Академия МВД"}
        assert self.conference.events.get().data["model"] == "organisation"

    def test_an_organisation_is_made_once_whatever_its_lines_and_clicks(self):
        """R-40: the plan of the second click was made before the first was done."""
        make_category(self.conference, code="NGO")
        plan = self.plan("Penal Reform Society\nPENAL REFORM SOCIETY; NGO")

        results = [self.apply(plan), self.apply(plan)]

        assert [len(result.entered) for result in results] == [2, 0]
        assert Organisation.objects.count() == 1

    def test_one_refusal_does_not_undo_the_others(self):
        plan = self.plan("Kazakhstan\nUzbekistan")
        make_delegation(category=self.category, iso2="KZ")

        result = self.apply(plan)

        assert [str(each) for each in result.entered] == ["Uzbekistan"]
        assert [(line.name, line.words) for line in result.refused] == [
            ("Kazakhstan", "This delegation is there already.")
        ]

    def test_what_was_not_understood_is_never_entered(self):
        assert self.apply(self.plan("Kazakhstan; a@b")).entered == ()

    def test_a_deadline_of_its_own_is_kept(self):
        self.terms = Terms(self.category, "en", deadline_at=NOON + timedelta(days=3))

        self.apply(self.plan("Kazakhstan"))

        assert Delegation.objects.get().deadline_at == NOON + timedelta(days=3)

    def test_the_whole_world_is_entered_in_one_go(self):
        """Bounded: every State there is."""
        result = self.apply(self.plan("\n".join(countries.all_countries())))

        assert len(result.entered) == len(countries.all_countries())


@pytest.mark.parametrize("text", ["", "\n\n", ";;;\n", "\t\t"])
@pytest.mark.django_db
def test_nothing_is_a_plan_of_nothing_or_says_so(text):
    countries.load(countries.table())

    assert all(isinstance(asked, NotRead) for _number, asked in read(text, [], ["en"]))
