"""The components of the look, and the frame every public page stands in."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants, storage
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.utils import translation
from django.utils.html import format_html

from core.language import restrict
from core.templatetags import look

SITE = [("en", "English"), ("ru", "Russian"), ("ky", "Kyrgyz")]


def render(source, **context):
    return Template("{% load look %}" + source).render(Context(context))


def make_conference(**changes):
    values = {
        "slug": "bishkek",
        "symbol": "UNODC/BSK/2024/1",
        "accent": "plum",
        "short_title": {"en": "Prisons", "ky": "Түрмөлөр"},
        "title": {"en": "Conference on Prisons"},
        "city": {"en": "Bishkek"},
        "timezone": "Asia/Bishkek",
        "starts_on": date(2024, 11, 25),
        "contact_email": "secretariat@example.org",
        "is_public": True,
        "get_absolute_url": "/bishkek/",
    }
    return SimpleNamespace(**(values | changes))


class TestChip(SimpleTestCase):
    def test_a_status_is_a_word_a_tone_and_a_shape(self):
        assert look.chip("Approved", "good", "tick") == '<span class="chip is-good tick">Approved</span>'

    def test_a_shape_alone_brings_its_tone(self):
        assert look.chip("Sent back", "warn") == '<span class="chip is-wait warn">Sent back</span>'

    def test_a_quiet_shape_has_no_tone(self):
        assert look.chip("Draft", "ring") == '<span class="chip ring">Draft</span>'

    def test_the_word_is_escaped(self):
        assert "&lt;b&gt;" in look.chip("<b>", "tick")

    def test_a_chip_the_look_does_not_know_is_refused(self):
        with pytest.raises(ValueError, match="no chip"):
            look.chip("Approved", "green", "tick")


class TestSeats(SimpleTestCase):
    def test_words(self):
        assert look.seats_words(5, 8) == "5 of 8 places"
        assert look.seats_words(0, 1) == "0 of 1 place"
        assert look.seats_words(5, None) == "5 places taken"

    def test_a_square_for_each_place(self):
        drawn = look.seats(5, 8)

        assert drawn.count("<rect") == 8
        assert drawn.count("seat-on") == 5
        assert 'aria-label="5 of 8 places"' in drawn

    def test_a_bar_when_there_are_many(self):
        drawn = look.seats(26, 52)

        assert drawn.count("<rect") == 2
        assert 'width="50.0"' in drawn

    def test_more_people_than_places_fill_every_square(self):
        assert look.seats(6, 5).count("seat-on") == 5

    def test_no_limit_draws_nothing(self):
        assert look.seats(5, None) == ""

    def test_a_bar_never_leaves_its_row(self):
        assert 'class="bar" width="100.0"' in look.bar(7, 5)
        assert 'class="bar" width="0.0"' in look.bar(0, 0)

    def test_a_width_is_written_for_the_browser_in_every_language(self):
        with translation.override("ru"):
            assert 'width="33.3"' in look.bar(1, 3)


class TestWords(SimpleTestCase):
    def test_the_language_of_the_page_needs_no_mark(self):
        assert look.wording({"en": "Prisons", "ky": "Түрмөлөр"}) == "Prisons"

    def test_another_language_is_marked(self):
        assert look.wording({"ky": "Түрмөлөр"}) == '<span lang="ky" dir="ltr">Түрмөлөр</span>'
        assert look.wording({"ar": "السجون"}) == '<span lang="ar" dir="rtl">السجون</span>'

    def test_nothing_is_nothing(self):
        assert look.wording(None) == ""

    def test_times_stand_on_the_clocks_of_the_conference(self):
        instant = datetime(2024, 11, 11, 12, tzinfo=UTC)
        conference = make_conference()

        assert look.moment(conference, instant) == (
            '<time datetime="2024-11-11T18:00+06:00">11 November 2024, 18:00</time>'
        )
        assert look.clock(conference, instant) == '<time datetime="2024-11-11T18:00+06:00">18:00</time>'

    def test_the_zone_is_named(self):
        assert look.zone_line(make_conference()) == "All times are Bishkek time (UTC+6)."

    def test_days_are_said_once(self):
        assert look.days(date(2024, 12, 10), date(2024, 12, 12)) == "10–12 December 2024"


@override_settings(LANGUAGES=SITE)
class TestFrame(SimpleTestCase):
    def page(self, method="get", path="/list/?day=2", **context):
        request = getattr(RequestFactory(), method)(path)
        restrict(request, context.pop("languages", ["en", "ru", "ky"]))
        self.addCleanup(translation.activate, "en")
        return render_to_string("base.html", context, request)

    def test_it_stands_without_a_conference(self):
        html = self.page()

        assert '<html lang="en" dir="ltr" data-accent="petrol">' in html
        assert "Conference registration" in html
        assert "This conference" not in html

    def test_it_stands_without_a_request(self):
        assert "Skip to the content" in render_to_string("base.html")

    def test_a_conference_gives_its_name_symbol_colour_zone_and_address(self):
        html = self.page(conference=make_conference())

        assert 'data-accent="plum"' in html
        assert '<a class="masthead-name" href="/bishkek/">Prisons</a>' in html
        assert "<bdi>UNODC/BSK/2024/1</bdi>" in html
        assert "All times are Bishkek time (UTC+6)." in html
        assert 'href="mailto:secretariat@example.org"' in html

    def test_a_conference_that_is_not_public_is_named_but_not_linked(self):
        html = self.page(conference=make_conference(is_public=False))

        assert '<span class="masthead-name">Prisons</span>' in html
        assert "This conference" not in html

    def test_each_language_is_linked_by_its_own_name(self):
        html = self.page()

        assert '<a lang="ky" hreflang="ky" href="/list/?day=2&amp;lang=ky">Кыргызча</a>' in html
        assert 'href="/list/?day=2&amp;lang=en" aria-current="true">English' in html

    def test_an_only_language_needs_no_links(self):
        assert "hreflang" not in self.page(languages=["ru"])

    def test_an_answer_to_a_form_has_no_language_links(self):
        assert "hreflang" not in self.page(method="post")

    def test_the_links_never_lead_to_another_site(self):
        request = RequestFactory().get("/")
        request.path = "//elsewhere.example/"

        html = render("{% language_links %}", request=request)

        assert 'href="/%2Felsewhere.example/?lang=ru"' in html

    def test_nothing_is_inline(self):
        html = self.page(conference=make_conference())

        assert "style=" not in html
        assert "<style" not in html
        assert html.count("<script") == html.count('<script type="module" src=')

    def test_a_page_with_errors_says_so_in_its_title(self):
        class NameForm(forms.Form):
            name = forms.CharField()

        assert "<title>Error: " in self.page(form=NameForm({}))
        assert "<title>Error: " not in self.page(form=NameForm())


class TestMessages(SimpleTestCase):
    def said(self, level, text, extra_tags=""):
        message = storage.base.Message(level, text, extra_tags=extra_tags)
        return render_to_string("_messages.html", {"messages": [message]})

    def test_a_message_is_words_and_a_shape(self):
        html = self.said(constants.SUCCESS, "Saved.")

        assert '<li class="is-good tick"><span>Saved.</span></li>' in html
        assert "data-outcome" not in html

    def test_it_can_carry_the_outcome_and_the_code(self):
        html = self.said(constants.ERROR, "Full.", extra_tags="refused:quota_full")

        assert '<li class="is-bad cross" data-outcome="refused" data-code="quota_full">' in html


class NameForm(forms.Form):
    name = forms.CharField(label="Family name")
    sex = forms.ChoiceField(label="Sex", choices=[("F", "Female"), ("M", "Male")], widget=forms.RadioSelect)
    consent = forms.BooleanField(
        label=format_html("I agree to the {}", "notice"), error_messages={"required": "Tick this box."}
    )
    key = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open the form again."})

    def clean_name(self):
        if self.cleaned_data["name"] == "o":
            raise ValidationError("The name has a Latin letter", "letter", params={"remedy": "Type it again."})
        return self.cleaned_data["name"]


class TestErrorSummary(SimpleTestCase):
    def test_an_untouched_form_has_none(self):
        assert look.error_lines(NameForm()) == []
        assert look.error_lines(None) == []

    def test_each_line_says_what_is_wrong_and_where(self):
        lines = look.error_lines(NameForm({"name": "o"}))

        assert [(line.text, line.anchor, line.code) for line in lines] == [
            ("The name has a Latin letter", "id_name", "letter"),
            ("Sex: This field is required.", "id_sex_0", "required"),
            ("Tick this box.", "id_consent", "required"),
            ("Open the form again.", "", "required"),
        ]

    def test_the_form_itself_speaks_first(self):
        form = NameForm({})
        form.add_error(None, ValidationError("Registration is closed.", "closed"))

        assert look.error_lines(form)[0] == look.ErrorLine("Registration is closed.", "", "closed")

    def test_a_formset_is_summed_up_as_one(self):
        people = forms.formset_factory(NameForm)(
            {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "o", "form-1-name": "A"}
        )

        anchors = [line.anchor for line in look.error_lines(people)]

        assert anchors[0] == "id_form-0-name"
        assert len(anchors) == 7

    def test_it_can_be_focused_and_names_the_outcome(self):
        html = render_to_string("_errors.html", {"form": NameForm({})})

        assert 'class="errors" role="alert" aria-labelledby="errors" tabindex="-1" data-outcome="invalid"' in html
        assert "There are 4 things to correct" in html
        assert "Everything you typed is kept." in html

    def test_what_a_browser_does_not_give_back_is_not_called_kept(self):
        class PasswordForm(forms.Form):
            password = forms.CharField(widget=forms.PasswordInput)

        assert "is kept" not in render_to_string("_errors.html", {"form": PasswordForm({})})

    def test_another_outcome_and_a_code_can_be_named(self):
        html = render_to_string("_errors.html", {"form": NameForm({}), "outcome": "full", "code": "quota_full"})

        assert 'data-outcome="full" data-code="quota_full"' in html


class TestAccessibilityPage(SimpleTestCase):
    def test_it_is_open_to_everybody(self):
        response = self.client.get("/accessibility/")

        assert response.status_code == 200
        self.assertContains(response, "WCAG")
