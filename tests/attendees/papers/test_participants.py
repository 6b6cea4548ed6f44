"""The list of participants in one language: order, headings, lines, annex. No PDF is made here."""

from django.test import TestCase

from attendees.domain.participants import gather
from attendees.enums import Capacity, DelegateStatus
from attendees.papers import participants
from conference.enums import Confidentiality, CountryOrder, InList
from conference.models import Organisation
from tests.factories import (
    make_category,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_member,
)

APPROVED = DelegateStatus.APPROVED
#: DOMAIN: Uzbekistan is last of the six in English and Russian, fourth in Kyrgyz and French.
NAMES = {
    "KG": {"en": "Kyrgyzstan", "ru": "Кыргызстан", "ky": "Кыргызстан", "fr": "Kirghizistan"},
    "KZ": {"en": "Kazakhstan", "ru": "Казахстан", "ky": "Казакстан", "fr": "Kazakhstan"},
    "UZ": {"en": "Uzbekistan", "ru": "Узбекистан", "ky": "Өзбекстан", "fr": "Ouzbékistan"},
    "TJ": {"en": "Tajikistan", "ru": "Таджикистан", "ky": "Тажикстан", "fr": "Tadjikistan"},
    "BG": {"en": "Bulgaria", "ru": "Болгария", "ky": "Болгария", "fr": "Bulgarie"},
    "RO": {"en": "Romania", "ru": "Румыния", "ky": "Румыния", "fr": "Roumanie"},
}


def state(iso2):
    country = make_country(iso2)
    country.names = NAMES[iso2]
    country.save()
    return country


def person(category, **fields):
    return make_delegate(category=category, status=APPROVED, **fields)


def document(conference, language="en"):
    return participants.document(gather(conference), language)


def headings(made):
    return [block.heading for part in made.parts for block in part.blocks]


def texts(made):
    return [line.text for line in made.lines()]


class TestStates(TestCase):
    def setUp(self):
        self.conference = make_conference()
        self.category = make_category(self.conference, code="MEMBER_STATE")
        for iso2 in NAMES:
            person(self.category, country=state(iso2))

    def test_they_stand_in_the_alphabet_of_the_language(self):
        """R-39."""
        orders = {language: headings(document(self.conference, language)) for language in ("en", "ru", "ky", "fr")}

        assert orders["en"] == ["Bulgaria", "Kazakhstan", "Kyrgyzstan", "Romania", "Tajikistan", "Uzbekistan"]
        assert orders["ru"] == ["Болгария", "Казахстан", "Кыргызстан", "Румыния", "Таджикистан", "Узбекистан"]
        assert orders["ky"] == ["Болгария", "Казакстан", "Кыргызстан", "Өзбекстан", "Румыния", "Тажикстан"]
        assert orders["fr"] == ["Bulgarie", "Kazakhstan", "Kirghizistan", "Ouzbékistan", "Roumanie", "Tadjikistan"]

    def test_from_the_one_drawn_by_lot(self):
        self.conference.country_order = CountryOrder.BY_LOT
        self.conference.first_country = make_country("RO")

        order = headings(document(self.conference))

        assert order == ["Romania", "Tajikistan", "Uzbekistan", "Bulgaria", "Kazakhstan", "Kyrgyzstan"]


class TestOrder(TestCase):
    def test_head_first_then_place_then_protocol_rank_then_name(self):
        delegation = make_delegation()
        names = {
            "Fifth": {"place": 9, "protocol_rank": 2, "family_name": "Akmatov"},
            "Third": {"place": 2, "family_name": "Zhumabaev"},
            "Fourth": {"place": 9, "protocol_rank": 1, "family_name": "Zhumabaev"},
            "First": {"place": 8, "capacity": Capacity.HEAD, "family_name": "Zhumabaev"},
            "Second": {"place": 1, "family_name": "Zhumabaev"},
        }
        for given, fields in names.items():
            make_member(delegation, status=APPROVED, given_name=given, **fields)

        order = [line.name.split()[0] for line in document(delegation.conference).lines()]

        assert order == ["First", "Second", "Third", "Fourth", "Fifth"]

    def test_people_without_a_place_stand_by_name_in_the_alphabet_of_the_language(self):
        category = make_category(code="INDIVIDUAL_EXPERT")
        for family, cyrillic in (("Usonova", "Үсөнова"), ("Omuraliev", "Өмүралиев"), ("Petrov", "Петров")):
            person(category, family_name=family, cyrillic_family_name=cyrillic, cyrillic_given_name="А")

        by_latin = [line.who for line in document(category.conference).lines()]
        by_kyrgyz = [line.who for line in document(category.conference, "ky").lines()]

        assert by_latin == ["Given OMURALIEV", "Given PETROV", "Given USONOVA"]
        assert by_kyrgyz == ["ӨМҮРАЛИЕВ А", "ПЕТРОВ А", "ҮСӨНОВА А"]

    def test_categories_stand_in_their_order_and_those_apart_come_last(self):
        conference = make_conference()
        for order, code, in_list in (
            (90, "IGO", InList.YES),
            (10, "SECRETARIAT", InList.SEPARATE),
            (20, "NGO", InList.YES),
        ):
            person(make_category(conference, code=code, order=order, in_list=in_list))

        made = document(conference)

        assert [part.heading for part in made.parts] == [
            "Non-governmental organisations",
            "Intergovernmental organisations",
            "Secretariat",
        ]

    def test_organisations_stand_in_the_alphabet_of_the_language(self):
        category = make_category(code="NGO")
        for names in ({"en": "Alpha", "ru": "Ящик"}, {"en": "Omega", "ru": "Арка"}):
            organisation = Organisation.objects.create(conference=category.conference, name=names)
            make_member(make_delegation(category=category, organisation=organisation), status=APPROVED)

        assert headings(document(category.conference)) == ["Alpha", "Omega"]
        assert headings(document(category.conference, "ru")) == ["Арка", "Ящик"]


class TestHeadings(TestCase):
    def test_a_delegation_stands_under_its_name_on_papers(self):
        named = make_delegation(name={"en": "Republic of Kazakhstan (observer)"})
        make_member(named, status=APPROVED)

        assert headings(document(named.conference)) == ["Republic of Kazakhstan (observer)"]

    def test_single_people_stand_under_none(self):
        category = make_category(code="INDIVIDUAL_EXPERT")
        person(category, organisation="University", country=make_country("BG"))

        assert headings(document(category.conference)) == [""]

    def test_people_of_an_organisation_without_a_delegation_stand_under_it(self):
        category = make_category(code="UN_SYSTEM")
        person(category, organisation="UNODC", position="Officer")

        made = document(category.conference)

        assert headings(made) == ["UNODC"]
        assert texts(made)[0].endswith(", Officer")

    def test_a_category_of_the_conferences_own_bears_its_name(self):
        category = make_category(code="YOUTH", name={"en": "Youth", "ru": "Молодёжь"})
        person(category)

        assert [part.heading for part in document(category.conference, "ru").parts] == ["Молодёжь"]


class TestLine(TestCase):
    def setUp(self):
        self.delegation = make_delegation()

    def _member(self, **fields):
        return make_member(self.delegation, status=APPROVED, **fields)

    def _only(self, language="en"):
        (line,) = document(self.delegation.conference, language).lines()
        return line

    def test_the_line_of_the_book(self):
        self._member(
            given_name="Yerlan",
            family_name="Abenov",
            title="MR",
            excellency="CONFIRMED",
            position="Deputy Minister of Justice",
            capacity=Capacity.HEAD,
        )

        assert self._only().text == "H.E. Mr. Yerlan ABENOV, Deputy Minister of Justice, Head of Delegation"

    def test_the_same_in_russian(self):
        self._member(
            given_name="Yerlan",
            family_name="Abenov",
            cyrillic_family_name="Абенов",
            cyrillic_given_name="Ерлан",
            patronymic="Маратович",
            title="MR",
            position="Заместитель министра юстиции",
            capacity=Capacity.HEAD,
        )

        assert self._only("ru").text == "АБЕНОВ Ерлан Маратович, Заместитель министра юстиции, глава делегации"

    def test_a_position_is_said_in_the_language_of_the_list(self):
        self._member(position="Head of Unit", positions={"ru": "Начальник отдела", "ky": "Бөлүм башчысы"})

        said = {language: self._only(language).posts for language in ("en", "ru", "ky", "fr")}

        assert said == {
            "en": "Head of Unit",
            "ru": "Начальник отдела",
            "ky": "Бөлүм башчысы",
            "fr": "Head of Unit",
        }

    def test_nothing_is_said_twice(self):
        self._member(position="Head, Ministry of Justice", organisation="Ministry of Justice")

        assert self._only().posts == "Head, Ministry of Justice"

    def test_rank_degree_position_and_organisation_in_this_order(self):
        self._member(rank="Colonel", academic_title="Ph.D.", position="Head", organisation="Academy")

        assert self._only().posts == "Colonel, Ph.D., Head, Academy"

    def test_an_organisation_is_said_in_the_language_of_the_list(self):
        names = {"en": "Academy", "ru": "Академия"}
        Organisation.objects.create(conference=self.delegation.conference, name=names)
        self._member(organisation="Academy")

        assert self._only("ru").posts == "Академия"

    def test_who_comes_by_wire_is_marked(self):
        self._member(modality="ONLINE")

        assert self._only().online == "online"

    def test_what_looks_like_markup_stays_text(self):
        """EX-08."""
        self._member(given_name="#typst[code]", family_name="<b>Smith</b>", position="*star* & O'Neil")

        assert self._only().text == "#typst[code] <B>SMITH</B>, *star* & O'Neil"


class TestAnnex(TestCase):
    def test_figures_by_category_and_by_state_with_a_total(self):
        conference = make_conference(confidentiality=Confidentiality.OPEN)
        category = make_category(conference, code="MEMBER_STATE")
        for iso2, sex in (("UZ", "F"), ("KZ", "M"), ("KZ", "M")):
            person(category, country=state(iso2), sex=sex)

        by_category, by_state = document(conference).tables

        assert by_category.rows == [
            ("Member States", ["3", "1", "2", "0"]),
            ("Total", ["3", "1", "2", "0"]),
        ]
        assert by_state.rows == [("Kazakhstan", ["2", "0", "2", "0"]), ("Uzbekistan", ["1", "1", "0", "0"])]

    def test_a_figure_that_is_not_told_is_three_dots_and_said_why(self):
        """R-58."""
        conference = make_conference(confidentiality=Confidentiality.RESTRICTED)
        person(make_category(conference, code="MEMBER_STATE"), sex="F", country=state("KZ"))

        made = document(conference)

        assert made.tables[1].rows == [("Kazakhstan", ["…", "…", "0", "0"])]
        assert "not shown" in made.notes[-1]

    def test_people_not_to_be_named_are_said_to_be_counted(self):
        """R-56."""
        category = make_category()
        person(category, identity_protection="NO_PUBLICATION")

        assert "not listed" in document(category.conference).notes[1]
