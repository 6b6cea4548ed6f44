"""How crispy writes a field: label, hint, error, input, in that order, tied together for those who listen."""

from html.parser import HTMLParser

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import SimpleTestCase
from django.utils.html import format_html


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, in order."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def by_id(self, wanted):
        return next(attrs for _tag, attrs in self.found if attrs.get("id") == wanted)

    def named(self, tag):
        return [attrs for name, attrs in self.found if name == tag]


class PersonForm(forms.Form):
    name = forms.CharField(label="Family name", help_text="For example: Japarov.")
    patronymic = forms.CharField(label="Patronymic", required=False)
    sex = forms.ChoiceField(
        label="Sex",
        help_text="For statistics.",
        choices=[("F", "Female"), ("M", "Male")],
        widget=forms.RadioSelect,
    )
    country = forms.ChoiceField(label="State", choices=[("KG", "Kyrgyzstan")], required=False)
    single_name = forms.BooleanField(label="I have one name only", required=False)
    photo = forms.FileField(label="Photo", required=False)

    def clean_name(self):
        if "o" in self.cleaned_data["name"]:
            remedy = format_html("Type it again: Осм<mark>{}</mark>нов.", "o")
            raise ValidationError("There is a Latin letter", "letter", params={"remedy": remedy})
        return self.cleaned_data["name"]


def render(form):
    return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": form}))


class TestField(SimpleTestCase):
    def test_hint_and_error_stand_between_label_and_input(self):
        html = render(PersonForm({"name": "Осмoнов"}))

        places = [html.index(part) for part in ("Family name</label>", "For example", "Type it again", 'name="name"')]
        assert places == sorted(places)

    def test_the_input_is_described_by_hint_and_error(self):
        tags = Tags(render(PersonForm({"name": "Осмoнов"})))

        field = tags.by_id("id_name")
        assert field["aria-describedby"] == "id_name_helptext id_name_error"
        assert field["aria-invalid"] == "true"
        assert field["class"].split()[-2:] == ["form-control", "is-invalid"]
        assert tags.by_id("id_name_helptext")["class"] == "form-text"
        assert tags.by_id("id_name_error") == {"id": "id_name_error"}

    def test_a_good_field_is_not_marked(self):
        tags = Tags(render(PersonForm()))

        assert tags.by_id("div_id_name")["class"] == "field"
        assert "aria-invalid" not in tags.by_id("id_name")

    def test_a_bad_field_has_a_rule_beside_it(self):
        tags = Tags(render(PersonForm({})))

        assert tags.by_id("div_id_name")["class"] == "field field-bad"

    def test_markup_of_the_program_is_kept_and_all_else_escaped(self):
        html = render(PersonForm({"name": "<i>o</i>"}))

        assert "Осм<mark>o</mark>нов" in html
        assert "<i>" not in html

    def test_the_optional_is_marked_not_the_required(self):
        html = render(PersonForm())

        assert "Patronymic (optional)" in html
        assert "Family name</label>" in html
        assert "asterisk" not in html

    def test_the_mark_can_be_left_out(self):
        form = PersonForm()
        form.mark_optional = False

        assert "(optional)" not in render(form)

    def test_a_single_box_is_its_own_label(self):
        html = render(PersonForm())

        assert '<label class="form-check-label" for="id_single_name">I have one name only</label>' in html

    def test_a_select_has_its_own_class(self):
        assert "form-select" in Tags(render(PersonForm())).by_id("id_country")["class"]


class TestGroup(SimpleTestCase):
    def test_radio_buttons_are_a_group_with_a_legend(self):
        html = render(PersonForm({}))
        group = Tags(html).named("fieldset")[0]

        assert group == {"class": "group", "aria-describedby": "id_sex_helptext id_sex_error"}
        assert "<legend>Sex</legend>" in html

    def test_hint_and_error_stand_before_the_first_choice(self):
        html = render(PersonForm({}))

        places = [html.index(part) for part in ("<legend>Sex", "For statistics", 'id="id_sex_error"', 'id="id_sex_0"')]
        assert places == sorted(places)

    def test_nothing_is_chosen_beforehand(self):
        assert "checked" not in render(PersonForm())

    def test_the_choice_comes_back(self):
        assert "checked" in Tags(render(PersonForm({"sex": "M"}))).by_id("id_sex_1")


class TestFile(SimpleTestCase):
    def test_a_file_we_have_is_not_asked_for_again(self):
        form = PersonForm()
        form.fields["photo"].kept = "osmonov.jpg"

        assert "osmonov.jpg is already with us." in render(form)

    def test_the_error_stands_above_the_input(self):
        form = PersonForm({})
        form.add_error("photo", "This is not a picture.")
        html = render(form)

        assert html.index('<p class="err">This is not a picture.') < html.index('type="file"')
        assert Tags(html).by_id("id_photo")["aria-describedby"] == "id_photo_error"


class TestSummary(SimpleTestCase):
    def test_it_comes_first(self):
        html = render(PersonForm({}))

        assert html.strip().startswith('<div class="errors"')
        assert html.count("data-outcome=") == 1

    def test_every_line_leads_to_something_that_is_there(self):
        tags = Tags(render(PersonForm({})))

        ids = {attrs.get("id") for _tag, attrs in tags.found}
        anchors = {attrs["href"].removeprefix("#") for attrs in tags.named("a")}
        assert anchors == {"id_name", "id_sex_0"}
        assert anchors <= ids

    def test_a_page_that_shows_it_itself_does_not_get_it_twice(self):
        page = Template('{% load crispy_forms_filters %}{% include "_errors.html" %}<h1>x</h1>{{ form|crispy }}')

        html = page.render(Context({"form": PersonForm({})}))

        assert html.count('id="errors"') == 1
        assert html.index('id="errors"') < html.index("<h1>")

    def test_a_formset_is_summed_up_once(self):
        people = forms.formset_factory(PersonForm)(
            {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "o", "form-1-name": "A"}
        )
        page = Template("{% load crispy_forms_tags %}{% crispy formset helper %}")

        html = page.render(Context({"formset": people, "helper": FormHelper()}))

        assert html.count('id="errors"') == 1


class TestLayout(SimpleTestCase):
    def test_a_fieldset_has_its_legend_at_the_side(self):
        form = PersonForm()
        form.helper = FormHelper()
        form.helper.layout = Layout(Fieldset("Your name", "name"), Submit("check", "Check your answers"))

        html = render_crispy_form(form)

        assert '<fieldset class="side">\n<legend>Your name</legend>' in html
        assert "btn btn-primary" in html
