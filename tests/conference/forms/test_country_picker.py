"""The picker: UN names in the language of the page, any name accepted, unknown ones refused (R-38, IN-19)."""

import re

from django import forms
from django.utils import translation

from conference.forms.country_picker import CountryField
from tests.conference.countries import CountriesTestCase


class StateForm(forms.Form):
    country = CountryField(label="State you represent")
    nationality = CountryField(required=False, autocomplete="", states_first=True)


def answered(text: str) -> StateForm:
    form = StateForm({"country": text})
    form.full_clean()
    return form


class TestClean(CountriesTestCase):
    def test_a_code_from_the_list_stays_a_code(self):
        assert answered("KG").cleaned_data == {"country": "KG", "nationality": ""}

    def test_a_name_typed_instead_is_understood_r38(self):
        typed = ["Киргизия", "Kirgizia", "Turkey", "Vietnam", "Great Britain", " côte d’ivoire "]

        codes = [answered(text).cleaned_data["country"] for text in typed]

        assert codes == ["KG", "KG", "TR", "VN", "GB", "CI"]

    def test_what_is_no_state_is_refused_by_name_in19(self):
        for text in ["XX", "Atlantis", "<script>", "=cmd()", "KG\0KG", "🙂", "Korea"]:
            errors = answered(text).errors.get_json_data()["country"]

            assert [error["code"] for error in errors] == ["unknown_country"]

    def test_the_refusal_repeats_what_was_typed_but_not_ten_thousand_letters(self):
        assert "“Atlantis”" in str(answered("Atlantis").errors)
        assert len(answered("a" * 10_000).errors["country"][0]) < 200

    def test_an_empty_answer_is_asked_for_only_when_required(self):
        form = answered("  ")

        assert form.errors == {"country": ["Choose a State."]}


class TestWidget(CountriesTestCase):
    def test_without_scripts_it_is_a_list_with_un_names_in_the_language_of_the_page(self):
        with translation.override("ky"):
            html = str(StateForm()["country"])

        assert '<select name="country"' in html
        assert '<option value="KG">Кыргызстан</option>' in html
        assert html.index("Өзбекстан") < html.index("Румыния")

    def test_the_browser_is_told_what_is_asked(self):
        form = StateForm()

        assert 'autocomplete="country"' in str(form["country"])
        assert "autocomplete" not in str(form["nationality"])

    def test_the_script_is_a_module_of_our_own_and_nothing_is_inline(self):
        form = StateForm()

        assert re.search(r'<script src="/static/js/country-picker[^"]*\.js" type="module"></script>', str(form.media))
        assert re.search(r'data-names="/static/data/country-names[^"]*\.json"', str(form["country"]))
        assert not re.search(r" (style|on\w+)=", str(form["country"]))

    def test_territories_stand_behind_the_states_where_asked(self):
        html = str(StateForm()["nationality"])

        headings = re.findall(r'<optgroup label="([^"]+)"', html)

        assert headings == ["Member States", "Observer States", "Other territories"]

    def test_a_name_typed_comes_back_as_its_state(self):
        html = str(StateForm({"country": "Киргизия"})["country"])

        assert '<option value="KG" selected>Kyrgyzstan</option>' in html

    def test_a_name_we_do_not_know_comes_back_as_typed(self):
        html = str(StateForm({"country": "<b>Atlantis"})["country"])

        assert '<option value="&lt;b&gt;Atlantis" selected>&lt;b&gt;Atlantis</option>' in html

    def test_a_page_with_two_lists_costs_one_query(self):
        with self.assertNumQueries(1):
            StateForm().as_p()

    def test_a_list_is_light(self):
        assert len(str(StateForm()["country"])) < 14_000
