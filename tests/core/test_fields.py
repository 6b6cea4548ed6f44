"""What people type into forms, and what they are told (IN-03, IN-08, IN-15 to IN-17, R-29, R-30)."""

import contextlib
import re
import time

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.test import SimpleTestCase
from django.utils import translation

from core.fields import (
    CleanCharField,
    CleanTextField,
    CyrillicNameField,
    EmailField,
    LatinNameField,
    NameField,
    PhoneField,
    email_key,
    is_confusable_email,
)


def complaint(field: forms.Field, value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return str(refused.value.messages[0])


def code(field: forms.Field, value: object) -> str:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return str(refused.value.error_list[0].code)


def params(field: forms.Field, value: object) -> dict[str, object]:
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return dict(refused.value.params)


class TestCleanCharField(SimpleTestCase):
    def test_it_stores_one_clean_line(self):
        """IN-11"""
        assert CleanCharField().clean("  Deputy \r\n Minister\u202e ") == "Deputy Minister"

    def test_the_limit_is_measured_on_clean_text(self):
        assert CleanCharField(max_length=5).clean(" \u200b12345   ") == "12345"

    def test_the_limit_is_named(self):
        """IN-03"""
        field = CleanCharField(max_length=10)

        for length in (11, 10_000, 1_000_000):
            expected = f"This is too long: at most 10 letters, you wrote {length}."
            assert complaint(field, "x" * length) == expected

    def test_every_field_has_a_limit(self):
        assert code(CleanCharField(), "x" * 201) == "max_length"
        assert code(CleanTextField(), "x" * 5001) == "max_length"

    def test_signs_of_four_bytes_are_counted_by_their_bytes(self):
        """IN-16"""
        assert CleanCharField(max_length=10).clean("字" * 10) == "字" * 10
        assert "30 bytes" in complaint(CleanCharField(max_length=10), "😀" * 10)
        assert code(CleanCharField(max_length=10, max_bytes=12), "Жапаров") == "max_bytes"

    def test_stacked_accents_are_refused(self):
        """IN-16"""
        assert code(CleanCharField(max_length=2000), "Z" + "\u0301" * 1000) == "marks"
        assert CleanCharField().clean("Ệ Ǟ") == "Ệ Ǟ"

    def test_nul_is_refused_in_words(self):
        assert complaint(CleanCharField(), "Ask\0ar").startswith("This holds a character that cannot be stored.")

    def test_what_a_broken_body_became_is_refused_in_words(self):
        """IN-02: a form with a file is decoded by Django, which puts U+FFFD for what is not UTF-8."""
        assert code(CleanCharField(), "Minist\ufffdre") == "nul"

    def test_only_invisible_signs_are_nothing(self):
        assert code(CleanCharField(), " \u200b\u3164 ") == "required"
        assert CleanCharField(required=False).clean(" \u200b ") == ""
        assert CleanCharField(required=False, empty_value=None).clean("") is None

    def test_validators_from_outside_still_speak(self):
        field = CleanCharField(validators=[RegexValidator("^A", code="starts_with_a")], min_length=2)

        assert code(field, "Bb") == "starts_with_a"
        assert code(field, "A") == "min_length"

    def test_the_browser_knows_the_limit(self):
        assert CleanCharField(max_length=10).widget.attrs["maxlength"] == "10"


class TestCleanTextField(SimpleTestCase):
    def test_paragraphs_stay(self):
        assert CleanTextField().clean(" One \r\n\r\n\r\n two ") == "One\n\ntwo"

    def test_it_is_a_text_area(self):
        assert isinstance(CleanTextField().widget, forms.Textarea)


class TestNameField(SimpleTestCase):
    def test_real_names_come_through(self):
        """IN-17"""
        names = [
            "Null",
            "None",
            "O’Brien-Ñuñez",
            "D’Angelo",
            "Nguyễn Thị",
            "X Æ",
            "王",
            "van der Berg",
            "نور",
        ]
        names += ["Ōtani", "A", "Gʻulomov", "J. R.", "भारती", "می\u200cخواهم", "Жапаров", "阿卜杜·拉"]

        assert [NameField().clean(name) for name in names] == names

    def test_capitals_are_stored_as_people_write(self):
        """R-29"""
        assert NameField().clean("JAPAROV") == "Japarov"

    def test_signs_are_shown_and_refused(self):
        complaints = {sign: complaint(NameField(), f"As{sign}kar") for sign in "😀@<\u2603"}

        assert [sign for sign, said in complaints.items() if f"take out “{sign}”." in said] == list("😀@<\u2603")

    def test_a_sign_is_refused_in_the_words_of_the_reader_alone(self):
        with translation.override("ru"):
            assert not re.search("[a-z]{2,}", complaint(NameField(), "As<kar"))

    def test_digits_are_refused(self):
        assert "take out “2”" in complaint(NameField(), "Askar 2")
        assert "take out “٢”" in complaint(NameField(), "Askar ٢")

    def test_a_dash_is_a_name_only_where_it_may_mean_none(self):
        assert NameField(allow_dash=True).clean("-") == "-"
        assert code(NameField(), "-") == "no_letter"
        assert code(NameField(), "'.") == "no_letter"

    def test_phones_help_with_capitals_and_keep_their_corrections(self):
        attrs = NameField().widget.attrs

        assert (attrs["autocapitalize"], attrs["spellcheck"]) == ("words", "false")


class TestCyrillicNameField(SimpleTestCase):
    def test_a_latin_letter_is_shown_in_its_place(self):
        """R-30"""
        expected = "The fourth letter is a Latin “o”: Осм[o]нов. Type it again with a Cyrillic keyboard."

        assert complaint(CyrillicNameField(), "Осмoнов") == expected

    def test_a_template_can_mark_the_letter(self):
        found = params(CyrillicNameField(), "Жапаров Осмoнов Асан")

        assert (found["before"], found["letter"], found["after"]) == ("Осм", "o", "нов")
        assert (found["number"], found["position"]) == (4, 11)

    def test_the_place_is_counted_in_letters(self):
        assert params(CyrillicNameField(), "Лук'янeнко")["number"] == 6

    def test_far_letters_have_numbers(self):
        assert complaint(CyrillicNameField(), "Абдыкадырбековaa").startswith("Letter 15 is a Latin “a”")

    def test_letters_of_third_scripts_are_named_too(self):
        assert complaint(CyrillicNameField(), "Аскαр").startswith("The fourth letter, “α”, is not Cyrillic")

    def test_a_name_without_any_cyrillic_letter(self):
        for name in ("Osmonov", "王", "نور"):
            assert complaint(CyrillicNameField(), name) == "Write this name in Cyrillic letters."

    def test_every_alphabet_of_the_region_is_legal(self):
        """R-30"""
        names = [
            "Ңурлан",
            "Өмүр",
            "Үсөн",
            "Әбілов",
            "Ғани",
            "Қайрат",
            "Ұлан",
            "Һасан",
            "Іңкәр",
            "Ӣсо",
            "Ӯктам",
        ]
        names += [
            "Ҳасан",
            "Ҷӯра",
            "Ўткир",
            "Димитър",
            "Щерю",
            "Їжак",
            "Ґалаґан",
            "Євген",
            "Лук'яненко",
            "Ёлкин",
        ]

        assert [CyrillicNameField().clean(name) for name in names] == names

    def test_it_may_be_left_empty_where_the_form_says_so(self):
        assert CyrillicNameField(required=False).clean(None) == ""

    def test_the_complaint_is_in_the_readers_language(self):
        with translation.override("ru"):
            assert "o" in complaint(CyrillicNameField(), "Осмoнов")


class TestLatinNameField(SimpleTestCase):
    def test_other_scripts_are_taken(self):
        names = ["Japarov", "王", "نور", "Γιώργος", "გიორგი"]

        assert [LatinNameField().clean(name) for name in names] == names

    def test_a_cyrillic_letter_is_shown_in_its_place(self):
        expected = "The first letter is a Cyrillic “Р”: [Р]aul. Type it again with a Latin keyboard."

        assert complaint(LatinNameField(), "Рaul") == expected

    def test_a_cyrillic_name_belongs_elsewhere(self):
        assert complaint(LatinNameField(), "Жапаров") == "Write this name in Latin letters, as in the passport."


class TestPhoneField(SimpleTestCase):
    def test_numbers_are_stored_as_e164(self):
        typed = [
            "+996 700 123 456",
            "+996-700-123-456",
            "00996700123456",
            "+٩٩٦٧٠٠١٢٣٤٥٦",
            "tel:+996700123456",
        ]

        assert {PhoneField().clean(number) for number in typed} == {"+996700123456"}
        assert PhoneField().clean("+1 (212) 963-1234") == "+12129631234"

    def test_at_home_the_country_code_may_be_missing(self):
        assert PhoneField(region="KG").clean("0700 123 456") == "+996700123456"
        assert PhoneField(region="KG").clean("+43 1 26060") == "+43126060"

    def test_each_mistake_has_its_words(self):
        codes = {
            "0700 123 456": "no_country",
            "+999 123 123 123": "no_country",
            "+996 70": "too_short",
            "+1 212": "too_short",
            "+996 700 123 456 789": "too_long",
            "my phone": "not_a_number",
            "+996 700 123 456 ext. 5": "extension",
            "+": "not_a_number",
        }

        assert {number: code(PhoneField(), number) for number in codes} == codes
        assert complaint(PhoneField(), "+996 70").startswith("This number has too few digits.")

    def test_nothing_is_nothing(self):
        assert PhoneField(required=False).clean(" ") == ""

    def test_the_telephone_keyboard_opens(self):
        widget = PhoneField().widget

        assert widget.input_type == widget.attrs["inputmode"] == widget.attrs["autocomplete"] == "tel"


class TestEmailField(SimpleTestCase):
    def test_the_domain_has_one_form(self):
        """IN-08"""
        addresses = {
            " Anna@Example.ORG ": "Anna@example.org",
            "anna@example.org.": "anna@example.org",
            "anna+un@example.org": "anna+un@example.org",
            "anna@ПРИМЕР.рф": "anna@xn--e1afmkfd.xn--p1ai",
            "anna@xn--e1afmkfd.xn--p1ai": "anna@xn--e1afmkfd.xn--p1ai",
            "anna@ｅxample.org": "anna@example.org",
            "o'brien@example.org": "o'brien@example.org",
        }

        assert {typed: EmailField().clean(typed) for typed in addresses} == addresses

    def test_each_mistake_has_its_words(self):
        codes = {
            "anna": "at",
            "@example.org": "at",
            "anna@": "at",
            "a@b@example.org": "at",
            "a@example.org, b@example.org": "spaces",
            "anna@example.org\nBcc: x@example.org": "spaces",
            '"anna"@example.org': "local",
            "анна@example.org": "local",
            ".anna@example.org": "local",
            "an..na@example.org": "local",
            f"{'a' * 65}@example.org": "local",
            "anna@[127.0.0.1]": "address",
            "anna@[IPv6:::1]": "address",
            "anna@127.0.0.1": "address",
            "anna@localhost": "domain",
            "anna@-example.org": "domain",
            "anna@example..org": "domain",
            "anna@example.123": "domain",
            "anna@exa_mple.org": "domain",
            "anna@example.org<script>": "domain",
        }

        assert {typed: code(EmailField(), typed) for typed in codes} == codes

    def test_it_is_at_most_254_letters_long(self):
        domain = ".".join(["d" * 61] * 3) + ".org"
        fits = "a" * (254 - len(domain) - 1) + "@" + domain

        assert EmailField().clean(fits) == fits
        assert code(EmailField(), "a" + fits) == "max_length"
        assert code(EmailField(), "a@" + "ж" * 60 + "." + "ж" * 60 + "." + "ж" * 60 + ".org") == "domain"

    def test_the_key_of_a_mailbox_ignores_case(self):
        assert email_key("Anna@example.org") == email_key("anna@example.org")

    def test_a_domain_that_mixes_alphabets_is_noticed(self):
        assert is_confusable_email(EmailField().clean("anna@exаmple.org"))
        assert not is_confusable_email(EmailField().clean("anna@пример.рф"))
        assert not is_confusable_email("anna@example.org")


class TestSpeed(SimpleTestCase):
    def test_no_input_keeps_a_field_busy(self):
        """IN-15"""
        nasty = [
            "a" * 50_000,
            "a@" + "a." * 25_000,
            "+" + "9" * 50_000,
            "a" * 64 + "@" + "a-" * 90,
            "'" * 50_000,
        ]
        fields = [EmailField(), PhoneField(), LatinNameField(), CyrillicNameField(), CleanCharField()]

        for field in fields:
            for text in nasty:
                started = time.perf_counter()
                with contextlib.suppress(ValidationError):
                    field.clean(text)
                assert time.perf_counter() - started < 0.25
