"""Texts in several languages: stored, asked for, shown."""

from datetime import date

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.utils import render_crispy_form
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.template import Context, Template
from django.test import RequestFactory, SimpleTestCase
from django.test.utils import isolate_apps
from django.utils import translation

from core.translations import (
    TranslatedField,
    TranslatedFormField,
    TranslatedInput,
    in_words,
    language_of,
    translated,
)
from tests.core.tables import TableCase

TITLE = {"en": "Justice", "ru": "Правосудие", "ky": "Адилеттик"}


class TestTranslated(SimpleTestCase):
    def test_the_language_asked_for_comes_first(self):
        assert translated(TITLE, "ky") == "Адилеттик"

    def test_the_language_is_the_readers_unless_named(self):
        with translation.override("ru"):
            assert translated(TITLE) == "Правосудие"
        with translation.override(None):
            assert translated(TITLE) == "Justice"

    def test_a_regional_language_is_served_by_its_mother(self):
        assert translated(TITLE, "ru-kg") == "Правосудие"

    def test_what_is_missing_or_empty_falls_back_in_order(self):
        assert translated({"ru": "Да", "ky": "Ооба", "en": ""}, "fr") == "Да"
        assert translated({"ru": "Да", "ky": "Ооба"}, "en", fallback=("ky",)) == "Ооба"
        assert translated({"ar": "نعم"}, "fr") == "نعم"

    def test_nothing_is_an_empty_text(self):
        assert [translated(value) for value in ({}, None, {"en": ""})] == ["", "", ""]

    def test_the_language_of_the_answer_is_known(self):
        assert language_of(TITLE, "ky") == "ky"
        assert language_of(TITLE, "fr") == "en"
        assert language_of({"ar": "نعم"}, "fr") == "ar"
        assert language_of({}, "fr") == ""


class TitleForm(forms.Form):
    title = TranslatedFormField(max_length=20, help_text="As on the poster.")
    note = TranslatedFormField(languages=["en", "ar"], multiline=True, required=False)


class TestTranslatedFormField(SimpleTestCase):
    def test_the_texts_come_out_clean_and_without_empty_ones(self):
        form = TitleForm({"title_en": "  Justice \t for all ", "title_ru": " ", "note_ar": " نعم\r\n\r\nلا"})

        assert form.is_valid()
        assert form.cleaned_data == {"title": {"en": "Justice for all"}, "note": {"ar": "نعم\n\nلا"}}

    def test_a_required_text_is_needed_in_one_language(self):
        form = TitleForm({"title_en": "", "title_ky": " "})

        assert form.errors == {"title": ["Write this in at least one language."]}

    def test_some_languages_may_be_needed_each(self):
        field = TranslatedFormField(required_languages=["en", "ky"])

        with pytest.raises(ValidationError, match="Write this in Кыргызча as well"):
            field.clean(["Justice", "", ""])

    def test_a_complaint_names_its_language(self):
        form = TitleForm({"title_en": "x" * 21, "title_ru": "a\0b", "title_ky": "ok"})

        assert form.errors["title"] == [
            "English: This is too long: at most 20 letters, you wrote 21.",
            "Русский: This holds a character that cannot be stored. Type it again instead of pasting it.",
        ]

    def test_languages_without_an_input_keep_their_text(self):
        form = TitleForm({"title_en": "Justice"}, initial={"title": {"en": "Old", "fr": "Justice (fr)"}})

        assert form.is_valid()
        assert form.cleaned_data["title"] == {"en": "Justice", "fr": "Justice (fr)"}

    def test_a_text_taken_away_is_gone(self):
        form = TitleForm({"title_en": "Justice"}, initial={"title": TITLE})

        assert form.is_valid()
        assert form.cleaned_data["title"] == {"en": "Justice"}

    def test_a_change_is_noticed(self):
        same = {f"title_{code}": text for code, text in TITLE.items()}

        assert not TitleForm(same, initial={"title": TITLE}).has_changed()
        assert TitleForm(same | {"title_ky": "x"}, initial={"title": TITLE}).changed_data == ["title"]

    def test_what_was_typed_is_shown_again(self):
        form = TitleForm({"title_en": "x" * 30, "title_ky": "Адилет"})

        html = str(form["title"])

        assert f'value="{"x" * 30}"' in html
        assert 'value="Адилет"' in html


class TestTranslatedInput(SimpleTestCase):
    def test_each_input_says_its_language_and_direction(self):
        html = str(TitleForm()["note"])

        assert '<label class="translated-label" for="id_note_0" lang="en" dir="ltr">English</label>' in html
        assert 'name="note_ar"' in html
        assert 'lang="ar" dir="rtl"' in html
        assert html.count("<textarea") == 2

    def test_markup_in_a_text_is_only_text(self):
        form = TitleForm(initial={"title": {"en": '"><script>'}})

        assert "<script>" not in str(form["title"])

    def test_a_stored_value_of_another_shape_shows_empty_inputs(self):
        assert TranslatedInput(["en", "ru"]).decompress("text") == ["", ""]
        assert TranslatedInput(["en", "ru"]).decompress(None) == ["", ""]

    def test_crispy_draws_every_language_in_its_style(self):
        form = TitleForm({"title_en": "x" * 30})
        form.helper = FormHelper()
        form.helper.form_tag = False

        html = render_crispy_form(form)

        assert [html.count(f'name="title_{code}"') for code in ("en", "ru", "ky")] == [1, 1, 1]
        assert html.count('class="translated-label"') == 5
        assert "at most 20 letters" in html
        assert "As on the poster." in html


@isolate_apps("core")
def _poster_model() -> type[models.Model]:
    class Poster(models.Model):  # noqa: DJ008 – lives for one test
        title = TranslatedField(max_length=20)
        note = TranslatedField(blank=True, multiline=True)

        class Meta:
            app_label = "core"

    return Poster


class TestTranslatedField(TableCase):
    __test__ = True
    make_model = staticmethod(_poster_model)

    def test_the_texts_come_back_and_nothing_is_an_empty_dict(self):
        poster = self.model.objects.create(title=TITLE)

        poster.refresh_from_db()

        assert poster.title == TITLE
        assert poster.note == {}

    def test_one_language_can_be_searched(self):
        poster = self.model.objects.create(title=TITLE)

        assert self.model.objects.get(title__ky="Адилеттик") == poster

    def test_only_texts_by_language_are_valid(self):
        bad = [["en"], "text", {"en": 1}, {"en": {"x": "y"}}, {"en": "x" * 21}, {}]

        for value in bad:
            with pytest.raises(ValidationError) as refused:
                self.model(title=value).full_clean()
            assert "title" in refused.value.message_dict

    def test_a_migration_can_rebuild_it(self):
        for name in ("title", "note"):
            field = self.model._meta.get_field(name)
            _name, path, args, kwargs = field.deconstruct()

            again = TranslatedField(*args, **kwargs)

            assert path == "core.translations.TranslatedField"
            assert (again.multiline, again.max_length) == (field.multiline, field.max_length)

    def test_a_model_form_asks_in_every_language(self):
        form_class = forms.modelform_factory(self.model, fields=["title", "note"])
        form = form_class({"title_en": "Justice", "note_ky": "Саптар\r\nэки"})

        poster = form.save()

        assert (poster.title, poster.note) == ({"en": "Justice"}, {"ky": "Саптар\nэки"})
        assert "<textarea" in str(form["note"])
        assert 'maxlength="20"' in str(form["title"])

    def test_the_admin_asks_in_every_language(self):
        model_admin = admin.ModelAdmin(self.model, admin.AdminSite())

        form = model_admin.get_form(RequestFactory().get("/"))()

        assert [part["label"] for part in form["title"].subwidgets[0].data["subwidgets"]] == [
            "English",
            "Русский",
            "Кыргызча",
        ]


def rendered(template: str, **context: object) -> str:
    return Template("{% load i18n_text %}" + template).render(Context(context))


class TestFilters(SimpleTestCase):
    def test_a_text_is_shown_in_the_readers_language(self):
        with translation.override("ky"):
            assert rendered("{{ title|translated }}", title=TITLE) == "Адилеттик"
        assert rendered('{{ title|translated:"ru" }}', title=TITLE) == "Правосудие"

    def test_texts_are_escaped(self):
        assert rendered("{{ title|translated }}", title={"en": "<b>"}) == "&lt;b&gt;"
        assert "&lt;b&gt;" in rendered("{{ title|translated_span }}", title={"ru": "<b>"})

    def test_a_fallback_is_marked_with_its_language(self):
        with translation.override("ky"):
            assert rendered("{{ t|translated_span }}", t=TITLE) == "Адилеттик"
            assert rendered("{{ t|translated_span }}", t={"ar": "نعم"}) == '<span lang="ar" dir="rtl">نعم</span>'
            assert rendered("{{ t|translated_span }}", t={}) == ""

    def test_languages_and_days(self):
        shown = rendered("{{ 'ar'|direction }} {{ 'ky'|language_name }} {{ d|day }}", d=date(2024, 12, 10))

        assert shown == "rtl Кыргызча 10 December 2024"


def test_all_texts_in_words_with_the_names_of_their_languages():
    assert in_words({"ru": "Глава", "ky": "Башчы", "en": ""}) == "Кыргызча: Башчы · Русский: Глава"
    assert in_words({}) == in_words(None) == ""
