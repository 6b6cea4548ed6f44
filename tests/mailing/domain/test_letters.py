from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.test import SimpleTestCase, override_settings

from mailing.domain import letters

TEMPLATES = deepcopy(settings.TEMPLATES)
TEMPLATES[0]["DIRS"] = [*TEMPLATES[0]["DIRS"], Path(__file__).parents[1] / "templates"]

CONTEXT = {
    "conference_title": "Bishkek Conference",
    "name": "Asel O'Neil <CIA> & Smith",
    "link": "https://example.org/my/abc/?a=1&b=2",
}


@override_settings(TEMPLATES=TEMPLATES)
class TestCompose(SimpleTestCase):
    def test_the_first_line_of_the_text_is_the_subject(self):
        words = letters.compose("example", "en", CONTEXT)

        assert words.subject == "Registration: Bishkek Conference"
        assert words.text.startswith("Dear Asel")

    def test_text_is_not_escaped_and_html_is(self):
        words = letters.compose("example", "en", CONTEXT)

        assert "Dear Asel O'Neil <CIA> & Smith," in words.text
        assert "Asel O'Neil &lt;CIA&gt; &amp; Smith" in words.html
        assert CONTEXT["link"] in words.text
        assert 'href="https://example.org/my/abc/?a=1&amp;b=2"' in words.html

    def test_a_person_named_like_a_placeholder_is_printed_literally(self):
        """ML-04."""
        for name in ("{email}", "{{ link }}", "{% debug %}", "%(link)s", "${7*7}"):
            words = letters.compose("example", "en", {**CONTEXT, "name": name})

            with self.subTest(name):
                assert f"Dear {name}," in words.text
                assert f"<bdi>{name}</bdi>" in words.html

    def test_tags_that_print_nothing_leave_no_gap(self):
        words = letters.compose("example", "en", CONTEXT)

        assert f"Smith,\n\n{CONTEXT['link']}\n\nBishkek Conference\n" in words.text
        assert words.text.endswith("reply to it.\n")

    def test_every_element_carries_its_own_style(self):
        html = letters.compose("example", "en", CONTEXT).html

        assert "<p style=" in html
        assert ".button" not in html
        assert "@media" in html

    def test_arabic_reads_from_the_right(self):
        html = letters.compose("example", "ar", CONTEXT).html

        assert '<html lang="ar" dir="rtl"' in html

    def test_a_subject_stays_one_line(self):
        words = letters.compose("example", "en", {**CONTEXT, "conference_title": "A\r\x0bB"})

        assert words.subject == "Registration: A B"

    def test_a_letter_nobody_wrote_cannot_be_composed(self):
        with pytest.raises(TemplateDoesNotExist):
            letters.compose("no-such-letter", "en", CONTEXT)


class TestAbsoluteUrl(SimpleTestCase):
    @override_settings(SITE_URL="https://reg.example.org")
    def test_links_go_to_the_configured_address_only(self):
        """ML-18."""
        assert letters.absolute_url("/my/abc/") == "https://reg.example.org/my/abc/"
        assert letters.absolute_url("//evil.example/x") == "https://reg.example.org/evil.example/x"
