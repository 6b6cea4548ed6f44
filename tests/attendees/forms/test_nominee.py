"""The form about a person whom a delegation names."""

from django.http import QueryDict
from django.test import TestCase
from django.utils import translation

from attendees.domain import corrections
from attendees.domain.refusals import NominationRefused
from attendees.forms.nominee import NAME, NomineeChangeForm, NomineeForm
from conference.enums import AskedField, PhotoRule
from tests.attendees.focal import nominee
from tests.factories import NOON, make_category, make_country, make_delegation, make_member, make_organisation


def sent(**changed) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(nominee(**changed))
    return data


def form_of(delegation=None, **changed) -> NomineeForm:
    return NomineeForm(delegation or make_delegation(), data=sent(**changed), now=NOON)


def codes(form) -> dict[str, list[str]]:
    return {name: [error.code for error in errors] for name, errors in form.errors.as_data().items()}


class TestQuestions(TestCase):
    def test_no_consent_is_asked_of_another(self):
        assert not [name for name in NomineeForm(make_delegation(), now=NOON).fields if name.startswith("consent")]

    def test_rank_and_academic_title_are_asked(self):
        assert {"rank", "academic_title", "sex", "capacity"} <= NomineeForm(make_delegation(), now=NOON).fields.keys()

    def test_the_state_is_the_delegations(self):
        assert "country" not in NomineeForm(make_delegation(), now=NOON).fields

    def test_an_organisations_people_represent_a_state_or_none(self):
        category = make_category()
        society = make_organisation(category.conference)

        form = NomineeForm(make_delegation(category=category, organisation=society), now=NOON)

        assert "country" in form.fields
        assert form["organisation"].value() == "Penal Reform Society"

    def test_nobody_is_asked_about_online_where_there_is_no_place(self):
        assert "modality" not in NomineeForm(make_delegation(), now=NOON).fields
        assert "modality" in NomineeForm(make_delegation(quota_online=1), now=NOON).fields

    def test_what_the_category_does_not_ask_is_not_asked(self):
        category = make_category(fields_asked=[AskedField.POSITION], photo=PhotoRule.FORBIDDEN)

        fields = NomineeForm(make_delegation(category=category), now=NOON).fields

        assert not {"photo", "diet", "cyrillic_family_name", "organisation"} & fields.keys()

    def test_letters_begin_in_the_language_of_the_delegation(self):
        with translation.override("ky"):
            assert NomineeForm(make_delegation(language="ru"), now=NOON)["language"].value() == "ru"

    def test_nothing_speaks_to_you_about_another(self):
        form = NomineeForm(make_delegation(quota_online=1), now=NOON)

        said = [f"{field.label} {field.help_text}".lower().split() for field in form.fields.values()]

        assert [words for words in said if "your" in words and "letter." not in words] == []


class TestAnswers(TestCase):
    def test_a_full_answer_becomes_columns(self):
        form = form_of(nationality="KZ" if make_country("KZ") else "")

        assert form.is_valid(), form.errors
        fields = form.filled().fields
        assert (fields["rank"], fields["academic_title"]) == ("Colonel", "Candidate of Law")
        assert fields["nationality"].pk == "KZ"
        assert form.filled().consents == {}
        assert not {"capacity", "country"} & fields.keys()

    def test_no_address_is_fine(self):
        """R-17."""
        form = form_of(email="")

        assert form.is_valid()
        assert form.filled().fields["email"] == ""

    def test_what_the_person_can_add_may_wait(self):
        category = make_category(photo=PhotoRule.REQUIRED)

        form = form_of(make_delegation(category=category), date_of_birth="", nationality="")

        assert form.is_valid(), form.errors

    def test_sex_is_asked(self):
        """R-65."""
        assert codes(form_of(sex=None)) == {"sex": ["required"]}

    def test_a_latin_letter_in_a_cyrillic_name_is_shown(self):
        """R-30."""
        form = form_of(cyrillic_family_name="Осмoнов")

        assert codes(form) == {"cyrillic_family_name": ["latin"]}

    def test_what_is_missing_is_said_of_the_person(self):
        form = form_of(family_name="", position="", organisation="", cyrillic_family_name="")

        words = [str(errors[0]) for errors in form.errors.values()]

        assert "Write the position." in words
        assert "Write the family name. If the person has one name only, tick the box below." in words

    def test_mistakes_are_summed_up_in_the_order_of_the_page(self):
        form = form_of(family_name="", cyrillic_family_name="", position="", email="nobody", sex=None)

        assert list(form.fields)[: len(NAME)] == [name for name in NAME if name in form.fields]
        assert [name for name in form.fields if name in form.errors] == ["family_name", "sex", "position", "email"]

    def test_a_name_is_spelled_by_the_rules_of_the_delegations_state(self):
        """R-31: only suggested, into the blank field."""
        form = form_of(family_name="", cyrillic_family_name="Әбілов")

        assert codes(form) == {"family_name": ["required"]}
        assert form["family_name"].value().endswith("ilov")

    def test_one_name_is_enough_with_a_tick(self):
        """R-35."""
        form = form_of(family_name="", given_name="Gulzat", single_name="on", cyrillic_family_name="")

        assert form.is_valid(), form.errors
        assert form.filled().fields["is_single_name"] is True

    def test_the_same_answers_have_the_same_digest(self):
        """RC-06."""
        delegation = make_delegation()

        one, two, three = (form_of(delegation, position=words) for words in ("Judge", "Judge", "Clerk"))

        assert one.digest() == two.digest() != three.digest()


class TestRefusals(TestCase):
    def test_a_second_head_is_said_at_the_part(self):
        """R-10."""
        form = form_of()

        form.refuse(NominationRefused("Somebody is head.", "head_exists"))

        assert codes(form) == {"capacity": ["head_exists"]}

    def test_anything_else_stands_at_the_top(self):
        form = form_of()

        form.refuse(NominationRefused("Registered already.", "same_person"))

        assert codes(form) == {"__all__": ["same_person"]}


class TestChange(TestCase):
    def form(self, **fields):
        delegate = make_member(make_delegation(), **fields)
        return NomineeChangeForm(delegate, allowed=corrections.open_to(delegate, now=NOON), now=NOON)

    def test_it_shows_what_there_is(self):
        form = self.form(rank="Major", position="Judge", language="ky")

        assert [form[name].value() for name in ("rank", "position", "language")] == ["Major", "Judge", "ky"]

    def test_neither_state_nor_part_nor_consents_are_changed_here(self):
        assert not {"country", "capacity", "modality", "consent_notice"} & self.form().fields.keys()

    def test_of_an_approved_person_only_what_prints_nowhere(self):
        """R-21, R-23."""
        assert self.form(status="APPROVED").fields.keys() == {"diet", "accessibility", "phone", "language", "photo"}

    def test_a_photo_there_is_stays_without_a_new_one(self):
        assert self.form(photo="photos/a.jpg").fields["photo"].kept == "The photo"
