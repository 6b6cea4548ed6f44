"""What is read from a person for the badge: names, State, organisation, letter, titles."""

import pytest
from django.test import TestCase

from attendees.badges.presets import PRESETS
from attendees.badges.variables import VARIABLES
from attendees.badges.wearers import Name, programme
from attendees.enums import Excellency, IdentityProtection
from conference.enums import PhotoRule
from tests.attendees.badges.people import at, bishkek, blank, wearer
from tests.factories import make_delegation, make_organisation, make_session


def say(person, code):
    forms = VARIABLES[code].say(person)
    return forms[0] if forms else ""


class TestNames(TestCase):
    def setUp(self):
        self.conference = bishkek()

    def name(self, language="en", **fields):
        return wearer(self.conference, language, **fields).name

    def test_latin_large_and_cyrillic_once_more(self):
        assert self.name() == Name("Aigul", "Usonova", "Айгүл Үсөнова")

    def test_in_russian_and_kyrgyz_the_other_way_round(self):
        for language in ("ru", "ky"):
            assert self.name(language) == Name("Айгүл", "Үсөнова", "Aigul Usonova")

    def test_without_a_cyrillic_name_the_latin_one_stands_alone(self):
        only = {"cyrillic_given_name": "", "cyrillic_family_name": ""}

        assert self.name("ru", **only) == Name("Aigul", "Usonova", "")

    def test_one_name_alone(self):
        assert self.name(given_name="Gulzat", family_name="", cyrillic_given_name="", cyrillic_family_name="") == Name(
            "Gulzat"
        )

    def test_a_name_chosen_for_the_badge_is_printed_as_it_was_chosen(self):
        assert self.name(badge_name="Aika Usonova") == Name("Aika", "Usonova", "Айгүл Үсөнова")
        assert self.name(badge_name="Dr Aika") == Name("Dr Aika", "", "Айгүл Үсөнова")
        assert self.name(badge_name="Айка Үсөнова") == Name("Айка", "Үсөнова", "Aigul Usonova")

    def test_a_chinese_name_begins_with_the_family(self):
        assert (
            self.name(given_name="小明", family_name="王", cyrillic_given_name="", cyrillic_family_name="").given
            == "王小明"
        )

    def test_under_an_alias_nothing_true_is_said_but_state_and_category(self):
        """R-57."""
        person = wearer(
            self.conference,
            badge_name="Guest 7",
            position="Inspector",
            capacity="HEAD",
            excellency=Excellency.CONFIRMED,
            identity_protection=IdentityProtection.ALIAS,
        )

        said = {code: say(person, code) for code in VARIABLES}
        true = ("Aigul", "USONOVA", "Usonova", "Айгүл", "Inspector", "Justice", "H.E.")
        assert [(code, text) for code, text in said.items() if any(each in text for each in true)] == []
        assert (said["given"], said["state"], said["word"], person.letter) == ("Guest 7", "Kyrgyzstan", "DELEGATE", "D")


class TestOffice(TestCase):
    def setUp(self):
        self.conference = bishkek()

    def test_the_state_is_called_what_the_united_nations_call_it(self):
        """R-38."""
        said = [say(wearer(self.conference, language, country_id="TR"), "represents") for language in ("en", "ru")]

        assert said == ["Türkiye", "Турция"]

    def test_under_a_state_stands_the_organisation(self):
        person = wearer(self.conference)

        assert (say(person, "represents"), say(person, "below")) == ("Kyrgyzstan", "Ministry of Justice")

    def test_without_a_state_the_organisation_stands_alone(self):
        person = wearer(self.conference, country_id=None)

        assert (say(person, "represents"), say(person, "below")) == ("Ministry of Justice", "")

    def test_a_known_organisation_has_its_own_name_and_short_form(self):
        make_organisation(self.conference, "United Nations Office on Drugs and Crime", short_name={"en": "UNODC"})

        person = wearer(self.conference, organisation="united nations office on drugs and crime", country_id=None)

        assert VARIABLES["represents"].say(person) == ("United Nations Office on Drugs and Crime", "UNODC")

    def test_a_ministry_of_justice_is_that_of_its_own_state(self):
        make_organisation(
            self.conference,
            "Ministry of Justice of the Kyrgyz Republic",
            aliases=["Ministry of Justice"],
            country_id="KG",
        )

        said = {state: say(wearer(self.conference, country_id=state), "below") for state in ("KG", "KZ")}

        assert said == {"KG": "Ministry of Justice of the Kyrgyz Republic", "KZ": "Ministry of Justice"}

    def test_a_delegation_gives_its_state_or_its_organisation(self):
        society = make_organisation(self.conference, "Penal Reform Society")
        category = self.conference.categories.get()
        of_a_state = make_delegation(category=category, iso2="KZ")
        of_a_society = make_delegation(category=category, organisation=society)

        assert say(wearer(self.conference, delegation=of_a_state), "represents") == "Kazakhstan"
        assert say(wearer(self.conference, delegation=of_a_society), "represents") == "Penal Reform Society"

    def test_the_head_has_a_word_and_a_letter(self):
        head, member = wearer(self.conference, "ru", capacity="HEAD"), wearer(self.conference)

        assert (head.letter, member.letter) == ("E", "D")
        assert (bool(say(head, "head")), say(member, "head")) == (True, "")

    def test_his_excellency_is_printed_once_it_is_confirmed(self):
        """R-36."""
        said = [say(wearer(self.conference, excellency=each), "excellency") for each in Excellency.values]

        assert said == ["", "", "H.E."]


class TestCategory(TestCase):
    def test_the_word_is_said_in_two_languages(self):
        person = wearer()

        assert (say(person, "word"), say(person, "word2")) == ("DELEGATE", "ДЕЛЕГАТ")

    def test_once_when_both_have_the_same(self):
        conference = bishkek(languages=["ru", "ky"])
        conference.categories.update(badge_word={"ru": "Эксперт", "ky": "Эксперт"})

        assert wearer(conference, "ru").category_words() == ["Эксперт"]

    def test_a_category_without_a_word_is_called_by_its_name(self):
        conference = bishkek()
        conference.categories.update(badge_word={}, name={"en": "Media", "ru": "СМИ"})

        assert wearer(conference).category_words() == ["Media", "СМИ"]

    def test_where_photos_are_forbidden_none_is_shown(self):
        conference = bishkek()
        conference.categories.update(photo=PhotoRule.FORBIDDEN)

        assert not wearer(conference).may_show_photo
        assert not wearer(bishkek(), identity_protection=IdentityProtection.ALIAS).may_show_photo


class TestBlank(TestCase):
    def test_it_says_what_all_badges_say_and_nothing_of_anybody(self):
        person = blank(bishkek())

        said = {code for code in VARIABLES if say(person, code)}

        assert said == {"serial", "word", "word2", "letter", "short_title", "long_title", "place", "contact"}


class TestProgramme(TestCase):
    def test_it_is_told_in_the_zone_of_the_conference(self):
        conference = bishkek()
        make_session(conference, title={"en": "Opening", "ru": "Открытие"})

        [item] = programme(at(conference, "ru"))

        assert (item.time, item.title, item.day) == ("10:00–11:00", "Открытие", "среда, 25 ноября")

    def test_of_sessions_at_one_time_one_stands_for_all_where_there_is_little_room(self):
        conference = bishkek()
        for _number in range(3):
            make_session(conference)

        assert len(programme(at(conference))) == 3
        assert len(programme(at(conference), without_parallel=True)) == 1


@pytest.mark.django_db
def test_what_is_said_never_asks_the_database(django_assert_num_queries):
    person = wearer()

    with django_assert_num_queries(0):
        for variable in VARIABLES.values():
            variable.say(person)


class TestPosition(TestCase):
    def test_it_is_in_the_language_of_the_badge(self):
        conference, fields = bishkek(), {"position": "Head", "positions": {"ru": "Начальник"}}

        said = [say(wearer(conference, language, **fields), "position") for language in ("en", "ru", "ky")]

        assert said == ["Head", "Начальник", "Head"]

    def test_no_badge_of_the_house_prints_it(self):
        """badge_designs.is_printed looks at the conference's own designs alone."""
        designs = [make() for _label, make in PRESETS.values()]

        assert "position" not in {element.what for each in designs for element in (*each.front, *each.back)}
