"""Who stands on a sheet, and in which order."""

from django.test import TestCase

from attendees.enums import DelegateStatus
from attendees.papers import roster
from attendees.papers.registry import Options
from attendees.papers.roster import Person
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_member,
)

APPROVED = DelegateStatus.APPROVED


def options(language="en", **more):
    return Options(NOON, language=language, **more)


def person(heading, number=1):
    return Person(number, number, f"Name {number}", "", heading, "", "")


class TestPeople(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.states = make_category(self.conference, code="MEMBER_STATE", order=10)

    def names(self, language="en", **more):
        return [each.family_name for each in roster.people(self.conference, options(language), **more)]

    def test_states_follow_the_alphabet_of_the_language_and_the_head_comes_first(self):
        """R-39."""
        for iso2 in ("UZ", "KZ", "KG"):
            delegation = make_delegation(category=self.states, iso2=iso2)
            make_member(delegation, status=APPROVED, family_name=f"Second{iso2}")
            make_member(delegation, status=APPROVED, family_name=f"Head{iso2}", capacity="HEAD")

        assert self.names() == ["HeadKZ", "SecondKZ", "HeadKG", "SecondKG", "HeadUZ", "SecondUZ"]

    def test_only_approved_people_who_come(self):
        for status in DelegateStatus:
            make_delegate(category=self.states, status=status, family_name=status.value)
        make_delegate(category=self.states, status=APPROVED, modality="ONLINE", family_name="Online")

        assert self.names() == ["APPROVED"]

    def test_interpreters_and_guards_only_where_everybody_is_meant(self):
        """R-49."""
        guards = make_category(self.conference, code="SECURITY", order=120, counts_as_delegate=False)
        make_delegate(category=guards, status=APPROVED, family_name="Guard")

        assert (self.names(), self.names(everybody=True)) == ([], ["Guard"])

    def test_a_selection_is_a_selection(self):
        one, _other = (make_delegate(category=self.states, status=APPROVED) for _ in range(2))
        elsewhere = make_delegate(status=APPROVED)

        chosen = options(chosen={"people": f"{one.pk}.{elsewhere.pk}.x"})

        assert roster.people(self.conference, chosen) == [one]

    def test_thirty_cost_as_much_as_one(self):
        for _ in range(30):
            make_delegate(category=self.states, status=APPROVED)
        roster.people(self.conference, options())  # reads the States, once a process

        with self.assertNumQueries(2):
            roster.lines(roster.people(self.conference, options()), "en")


class TestLines(TestCase):
    def setUp(self):
        self.fields = {
            "family_name": "Usonova",
            "given_name": "Aigul",
            "cyrillic_family_name": "Үсөнова",
            "cyrillic_given_name": "Айгүл",
            "patronymic": "Өмүрбековна",
            "title": "MS",
        }

    def line(self, language="en", **more):
        category = make_category(code="MEMBER_STATE")
        delegate = make_delegate(category=category, country=make_country("KG"), **{**self.fields, **more})
        return roster.lines([delegate], language)[0]

    def test_both_scripts_each_in_its_place(self):
        english, russian = self.line(), self.line("ru")

        assert (english.name, english.second) == ("Ms. Aigul USONOVA", "Үсөнова Айгүл Өмүрбековна")
        assert (russian.name, russian.second) == ("ҮСӨНОВА Айгүл Өмүрбековна", "Aigul Usonova")

    def test_the_state_is_the_united_nations_in_the_language(self):
        """R-38."""
        assert [self.line(code).heading for code in ("en", "ru")] == ["Kyrgyzstan", "Кыргызстан"]

    def test_an_alias_covers_the_name_and_the_post(self):
        """R-57."""
        line = self.line(identity_protection="ALIAS", badge_name="Expert 7", position="Major", capacity="HEAD")

        assert (line.name, line.second, line.position, line.capacity) == ("Expert 7", "", "", "")

    def test_a_title_waits_for_protocol(self):
        """R-36."""
        asked = self.line(title="HE", excellency="REQUESTED")
        confirmed = self.line(title="HE", excellency="CONFIRMED")

        assert [asked.name, confirmed.name] == ["Aigul USONOVA", "H.E. Aigul USONOVA"]


class TestPages:
    def test_a_page_holds_what_fits_and_a_heading_is_repeated(self):
        people = [person("Kazakhstan", number) for number in range(5)]

        pages = roster.pages(people, height=3, heading=0.5)

        assert [len(page) for page in pages] == [2, 2, 1]

    def test_headings_take_room(self):
        people = [person(f"State {number}", number) for number in range(4)]

        assert [len(page) for page in roster.pages(people, height=3, heading=0.5)] == [2, 2]

    def test_nobody_is_one_empty_page(self):
        assert roster.pages([], height=3, heading=0.5) == [[]]

    def test_nobody_is_lost(self):
        people = [person(f"State {number // 3}", number) for number in range(100)]

        assert [each for page in roster.pages(people, height=7.5, heading=0.55) for each in page] == people


class TestPosition(TestCase):
    def test_a_sheet_says_it_in_its_language(self):
        delegate = make_delegate(position="Head of Unit", positions={"ru": "Начальник отдела"})

        said = [roster.lines([delegate], language)[0].position for language in ("en", "ru", "ky")]

        assert said == ["Head of Unit", "Начальник отдела", "Head of Unit"]
