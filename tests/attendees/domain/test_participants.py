"""Who stands in the list of participants, as a plain value."""

import json

import pytest
from django.test import TestCase

from attendees.domain import participants
from attendees.domain.participants import Difference
from attendees.enums import ConsentKind, DelegateStatus
from attendees.models import Consent
from conference.enums import Confidentiality, CountryOrder, InList
from conference.models import Organisation
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_member,
    make_organisation,
    minutes,
)

APPROVED = DelegateStatus.APPROVED


def person(category, **fields):
    return make_delegate(category=category, status=fields.pop("status", APPROVED), **fields)


def numbers(roll):
    return [entry.number for entry in roll.entries]


class TestGather(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference)

    def test_only_approved_people_stand_in_it(self):
        people = {status: person(self.category, status=status) for status in DelegateStatus}

        roll = participants.gather(self.conference)

        assert numbers(roll) == [people[APPROVED].number]

    def test_nobody_of_another_conference_does(self):
        person(make_category(make_conference()))

        assert participants.gather(self.conference).entries == []

    def test_a_category_that_is_in_no_list_is_out(self):
        """R-49."""
        person(make_category(self.conference, in_list=InList.NO))

        roll = participants.gather(self.conference)

        assert (roll.entries, roll.sections) == ([], [])

    def test_one_in_a_section_of_its_own_stands_apart(self):
        staff = make_category(self.conference, code="SECRETARIAT", in_list=InList.SEPARATE)
        person(self.category)
        person(staff)

        sections = participants.gather(self.conference).sections

        assert [(each.code, each.is_apart) for each in sections] == [(self.category.code, False), ("SECRETARIAT", True)]

    def test_somebody_not_to_be_published_is_counted_and_not_named(self):
        """R-56."""
        hidden = person(self.category, identity_protection="NO_PUBLICATION")
        named = person(self.category)

        roll = participants.gather(self.conference)

        assert (numbers(roll), roll.unnamed, roll.total.approved) == ([named.number], [hidden.number], 2)

    def test_an_alias_hides_name_and_post(self):
        """R-57: the true name is in no snapshot."""
        person(
            self.category,
            family_name="Secretov",
            cyrillic_family_name="Секретов",
            cyrillic_given_name="Тайна",
            position="Governor",
            organisation="Prison No. 7",
            identity_protection="ALIAS",
            badge_name="Expert 4",
            excellency="CONFIRMED",
        )

        roll = participants.gather(self.conference)

        assert roll.entries[0].list_name == "Expert 4"
        for hidden in ("Secretov", "Секретов", "Governor", "Prison No. 7"):
            assert hidden not in roll.to_json()

    def test_an_alias_nobody_chose_is_n_n(self):
        person(self.category, identity_protection="ALIAS")

        assert participants.gather(self.conference).entries[0].given_name == "N. N."

    def test_an_excellency_counts_when_protocol_has_confirmed_it(self):
        """R-36."""
        for excellency in ("NO", "REQUESTED", "CONFIRMED"):
            person(self.category, excellency=excellency)

        entries = participants.gather(self.conference).entries

        assert [entry.is_excellency for entry in entries] == [False, False, True]

    def test_an_address_is_there_by_the_persons_last_word(self):
        people = [person(self.category) for _number in range(3)]
        for delegate, answers in zip(people, ([], [True], [True, False]), strict=True):
            for number, value in enumerate(answers):
                Consent.objects.create(
                    delegate=delegate,
                    kind=ConsentKind.CONTACTS,
                    value=value,
                    version=1,
                    language="en",
                    given_at=NOON + minutes(number),
                )

        emails = [entry.email for entry in participants.gather(self.conference).entries]

        assert emails == ["", people[1].email, ""]

    def test_an_organisation_is_known_by_any_of_its_spellings(self):
        names = {"en": "Ministry of Justice", "ru": "Министерство юстиции"}
        Organisation.objects.create(conference=self.conference, name=names, aliases=["MoJ"])
        person(self.category, organisation="MOJ")
        person(self.category, organisation="Unheard of")

        entries = participants.gather(self.conference).entries

        assert [entry.organisations for entry in entries] == [names, {}]

    def test_a_ministry_is_never_that_of_another_state(self):
        make_organisation(
            self.conference, "Ministry of Justice of Kyrgyzstan", country=make_country("KG"), aliases=["MoJ"]
        )
        for state in (make_country("KG"), make_country("KZ"), None):
            person(self.category, organisation="MoJ", country=state)

        entries = participants.gather(self.conference).entries

        assert [bool(entry.organisations) for entry in entries] == [True, False, False]

    def test_the_state_drawn_by_lot_is_kept(self):
        lot = make_conference(country_order=CountryOrder.BY_LOT, first_country=make_country("RO"))
        alphabetical = make_conference(first_country=make_country("RO"))

        assert participants.gather(lot).first_country == "RO"
        assert participants.gather(alphabetical).first_country == ""

    def test_it_takes_as_many_statements_for_one_as_for_thirty(self):
        delegation = make_delegation(category=self.category)
        make_member(delegation, status=APPROVED)
        participants.gather(self.conference)

        with self.assertNumQueries(9) as first:
            participants.gather(self.conference)
        for _number in range(29):
            make_member(delegation, status=APPROVED)
        with self.assertNumQueries(len(first)):
            assert len(participants.gather(self.conference).entries) == 30


class TestOneDelegation(TestCase):
    def test_its_own_part_and_nobody_else(self):
        delegation = make_delegation()
        mine = make_member(delegation, status=APPROVED)
        make_member(make_delegation(category=delegation.category, iso2="UZ"), status=APPROVED)

        roll = participants.gather(delegation.conference, delegation=delegation)

        assert (numbers(roll), list(roll.groups), roll.by_category) == ([mine.number], [delegation.pk], [])


class TestFigures(TestCase):
    def _conference(self, confidentiality):
        conference = make_conference(confidentiality=confidentiality)
        category = make_category(conference, code="MEMBER_STATE")
        for sex, number in (("F", 2), ("M", 6)):
            for _number in range(number):
                person(category, sex=sex, country=make_country("KZ"))
        return participants.gather(conference)

    def test_an_open_conference_tells_all(self):
        roll = self._conference(Confidentiality.OPEN)

        (row,) = roll.by_category
        assert (row.key, row.approved, row.women, row.men, row.other) == ("MEMBER_STATE", 8, 2, 6, 0)
        assert not roll.is_suppressed

    def test_a_restricted_one_tells_no_small_figure(self):
        """R-58: nor one by which it could be worked out."""
        roll = self._conference(Confidentiality.RESTRICTED)

        (row,) = roll.by_state
        assert (row.key, row.approved, row.women, row.men) == ("KZ", 8, None, None)
        assert roll.is_suppressed

    def test_categories_that_do_not_count_are_in_no_figure(self):
        """R-49."""
        conference = make_conference()
        person(make_category(conference, counts_as_delegate=False, in_list=InList.SEPARATE))

        roll = participants.gather(conference)

        assert (len(roll.entries), roll.by_category, roll.total.approved) == (1, [], 0)


class TestKeeping(TestCase):
    def test_what_is_kept_comes_back_as_it_was(self):
        delegation = make_delegation()
        make_member(delegation, status=APPROVED, family_name="Әбілов", position='<b>"x"</b>')

        roll = participants.gather(delegation.conference)

        assert participants.from_json(roll.to_json()) == roll
        assert json.loads(roll.to_json())["entries"][0]["family_name"] == "Әбілов"


class TestDifference(TestCase):
    def test_added_gone_and_changed_are_told_apart(self):
        conference = make_conference()
        category = make_category(conference)
        gone, changed, same = (person(category) for _number in range(3))
        before = participants.gather(conference)
        gone.status = DelegateStatus.WITHDRAWN
        changed.position = "Minister"
        for each in (gone, changed):
            each.save()
        added = person(category)

        found = participants.difference(before, participants.gather(conference))

        assert found == Difference([added.number], [gone.number], {changed.number: ["position"]})
        assert len(found) == 3
        assert same.number not in found.changed

    def test_what_is_written_down_names_fields_and_no_content(self):
        found = Difference([3], [1], {2: ["position"]})

        assert found.to_json() == {"added": [3], "removed": [1], "changed": {"2": ["position"]}}

    def test_nothing_changed(self):
        conference = make_conference()
        roll = participants.gather(conference)

        assert len(participants.difference(roll, roll)) == 0

    @pytest.mark.django_db
    def test_a_new_delegation_is_a_change(self):
        category = make_category()
        delegate = person(category)
        before = participants.gather(category.conference)
        delegate.delegation = make_delegation(category=category)
        delegate.save()

        found = participants.difference(before, participants.gather(category.conference))

        assert found.changed == {delegate.number: ["delegation"]}


class TestPositions(TestCase):
    def setUp(self):
        self.category = make_category(make_conference())
        self.person = person(self.category, position="Head", positions={"ru": "Начальник"})

    def roll(self):
        return participants.gather(self.category.conference)

    def say(self, **fields):
        type(self.person).objects.filter(pk=self.person.pk).update(**fields)

    def changed(self, before):
        return participants.difference(before, self.roll()).changed.get(self.person.number, [])

    def test_each_language_has_its_own_and_the_others_what_was_typed(self):
        (entry,) = self.roll().entries

        assert [entry.position_in(code) for code in ("en", "ru", "ky")] == ["Head", "Начальник", "Head"]

    def test_what_was_kept_before_there_were_any_still_opens(self):
        kept = json.loads(self.roll().to_json())
        for entry in kept["entries"]:
            del entry["positions"]

        (entry,) = participants.from_json(json.dumps(kept)).entries

        assert entry.position_in("ru") == "Head"

    def test_a_new_text_is_a_change_and_the_same_words_are_none(self):
        before = self.roll()

        self.say(positions={"ru": "Начальник", "ky": "Head"})
        same = self.changed(before)
        self.say(positions={"ru": "Глава"})

        assert (same, self.changed(before)) == ([], ["positions"])

    def test_a_list_that_knew_no_translations_differs_where_it_prints_otherwise(self):
        self.say(positions={})
        before = self.roll()

        self.say(positions={"ru": "Начальник"})

        assert self.changed(before) == ["positions"]

    def test_an_alias_hides_every_translation(self):
        """R-57."""
        self.say(identity_protection="ALIAS")

        assert "Начальник" not in self.roll().to_json()
