"""The questions about a person: which are asked, what is cleaned, what is suggested."""

from datetime import date

from django.test import TestCase
from django.utils import translation

from attendees.forms.person import PersonForm, unasked
from attendees.forms.photo import Photo
from attendees.forms.registration import CONSENTS, RegistrationForm
from conference.enums import AskedField, PhotoRule
from core.errors import DomainError
from tests.attendees.filled import answers
from tests.factories import NOON, make_category, make_conference

TODAY = date(2026, 10, 5)


def person(category=None, **changed) -> PersonForm:
    return PersonForm(category or make_category(), today=TODAY, data=answers(**changed))


def codes(form) -> dict[str, list[str]]:
    """What is wrong, by field and code."""
    return {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}


class TestAsked(TestCase):
    def test_each_switch_takes_its_questions_away(self):
        conference = make_conference(interpretation=["en"])
        expected = {
            AskedField.COUNTRY: {"country"},
            AskedField.ORGANISATION: {"organisation"},
            AskedField.CYRILLIC_NAME: {"cyrillic_family_name", "cyrillic_given_name", "patronymic"},
            AskedField.TITLE: {"title"},
            AskedField.POSITION: {"position"},
            AskedField.NATIONALITY: {"nationality"},
            AskedField.DATE_OF_BIRTH: {"date_of_birth"},
            AskedField.PHONE: {"phone"},
            AskedField.INTERPRETATION: {"interpretation"},
            AskedField.DIET: {"diet"},
            AskedField.ACCESSIBILITY: {"accessibility"},
            AskedField.SESSIONS: {"sessions"},
        }

        for switch, questions in expected.items():
            rest = [field for field in AskedField.values if field != switch]
            with self.subTest(switch):
                assert unasked(make_category(conference, fields_asked=rest)) == questions

    def test_sex_names_and_address_are_always_asked(self):
        form = PersonForm(make_category(fields_asked=[]), today=TODAY)

        assert {"family_name", "given_name", "single_name", "sex", "email", "language"} <= set(form.fields)

    def test_no_interpretation_where_there_is_none(self):
        assert "interpretation" in unasked(make_category(make_conference(interpretation=[])))

    def test_photos_follow_their_rule(self):
        assert "photo" in unasked(make_category(photo=PhotoRule.FORBIDDEN))
        assert "photo" not in unasked(make_category(photo=PhotoRule.OPTIONAL))

    def test_letters_are_offered_in_the_languages_of_the_conference(self):
        form = PersonForm(make_category(make_conference(languages=["ru", "fr"])), today=TODAY)

        assert form.fields["language"].choices == [("ru", "Русский"), ("fr", "Français")]

    def test_letters_come_in_the_language_of_the_page_unless_one_says_otherwise(self):
        with translation.override("ru"):
            form = PersonForm(make_category(), today=TODAY)

        assert form.fields["language"].initial == "ru"


class TestName(TestCase):
    def test_capitals_become_names_and_are_shown_for_confirmation(self):
        form = person(family_name="JAPAROV", given_name=" ASKAR ", cyrillic_family_name="ЖАПАРОВ")

        assert form.is_valid()
        assert form.columns()["family_name"] == "Japarov"
        assert form.rewritten() == {"family_name": "JAPAROV", "given_name": "ASKAR", "cyrillic_family_name": "ЖАПАРОВ"}

    def test_what_was_typed_well_needs_no_confirmation(self):
        form = person(family_name="Nurlan uulu", given_name="Bekjan")

        assert form.is_valid()
        assert form.rewritten() == {}

    def test_both_parts_or_a_tick(self):
        assert codes(person(family_name="", cyrillic_family_name="")) == {"family_name": ["required"]}
        assert codes(person(given_name="", cyrillic_given_name="")) == {"given_name": ["required"]}
        assert codes(person(single_name="on")) == {"single_name": ["two_names"]}
        for only in ({"family_name": "Gulzat", "given_name": ""}, {"family_name": "", "given_name": "Gulzat"}):
            form = person(single_name="on", **only)
            assert form.is_valid()
            columns = form.columns()
            assert (columns["given_name"], columns["family_name"]) == ("Gulzat", "")
            assert columns["is_single_name"] is True

    def test_a_tick_without_any_name_is_not_enough(self):
        form = person(single_name="on", family_name="", given_name="", cyrillic_family_name="Гүлзат")

        assert set(codes(form)) == {"given_name", "family_name"}

    def test_a_latin_name_is_suggested_by_the_rules_of_the_state(self):
        """R-31."""
        expected = {"KG": "Japarov", "KZ": "Zhaparov"}
        for state, latin in expected.items():
            form = person(country=state, family_name="", cyrillic_family_name="Жапаров")
            with self.subTest(state):
                assert not form.is_valid()
                assert form["family_name"].value() == latin
                assert latin in form.errors["family_name"][0]
                assert form.suggested == {"family_name"}

    def test_nothing_is_suggested_for_what_was_typed_wrong(self):
        form = person(family_name="Os4", cyrillic_family_name="Осмонов")

        assert not form.is_valid()
        assert form["family_name"].value() == "Os4"

    def test_a_wrong_cyrillic_name_suggests_nothing(self):
        form = person(family_name="", cyrillic_family_name="Осмoнов")

        assert not form.is_valid()
        assert form["family_name"].value() == ""


class TestOtherAnswers(TestCase):
    def test_days_are_taken_as_people_write_them(self):
        for text in ("27.03.1980", "27/03/1980", "27 03 1980", "1980-03-27"):
            form = person(date_of_birth=text)
            assert form.is_valid()
            assert form.columns()["date_of_birth"] == "1980-03-27"

    def test_days_nobody_was_born_on(self):
        for text in ("29.02.1981", "05.10.2026", "01.01.2027", "01.01.1890", "0000-00-00", "31.12.9999", "soon"):
            with self.subTest(text):
                assert "date_of_birth" in codes(person(date_of_birth=text))

    def test_a_state_is_found_under_any_name(self):
        form = person(country="Kyrgyzstan")

        assert form.is_valid()
        assert form.columns()["country"].pk == "KG"

    def test_what_is_no_choice_is_refused(self):
        for field in ("country", "nationality", "sex", "title", "language"):
            with self.subTest(field):
                assert field in codes(person(**{field: "XX"}))

    def test_sex_is_never_assumed(self):
        """R-65."""
        assert codes(person(sex=None)) == {"sex": ["required"]}


class TestRegistrationForm(TestCase):
    def form(self, *, photo=None, **changed):
        how = {"photo": photo} if photo else {}
        return RegistrationForm(self.category, now=NOON, data=answers(**changed), **how)

    def setUp(self):
        self.category = make_category()

    def test_only_the_notice_must_be_agreed_to(self):
        form = self.form(consent_notice=None)

        assert codes(form) == {"consent_notice": ["required"]}
        assert self.form(**dict.fromkeys(set(CONSENTS) - {"consent_notice"})).is_valid()

    def test_every_consent_is_answered_yes_or_no(self):
        form = self.form()
        form.is_valid()

        assert form.filled().consents == {"NOTICE": True, "PHOTO": False, "CONTACTS": True, "FUTURE": False}

    def test_the_digest_is_of_the_answers_and_not_of_the_rest(self):
        one = self.form()

        assert one.digest() == self.form(submission_key="other", step="check", csrfmiddlewaretoken="x").digest()
        assert one.digest() != self.form(position="Deputy").digest()

    def test_a_wrong_photo_is_said_at_its_place(self):
        form = self.form(photo=Photo(problem=DomainError("No picture.", "not_a_picture")))

        assert codes(form) == {"photo": ["not_a_picture"]}

    def test_hidden_fields_carry_every_answer_as_it_was_typed(self):
        carried = dict(self.form(family_name="OSMONOV").hidden())

        assert carried["family_name"] == "OSMONOV"
        assert "submission_key" not in carried
        assert "photo" not in carried
