"""The language of a page: asked for, remembered, limited to what there is."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory, SimpleTestCase, override_settings
from django.utils import translation

from core.language import best, choose_language, restrict

SITE = [("en", "English"), ("ru", "Russian"), ("ky", "Kyrgyz")]
COOKIE = "language"


@override_settings(LANGUAGES=SITE, LANGUAGE_CODE="en", LANGUAGE_COOKIE_NAME=COOKIE)
class LanguageTestCase(SimpleTestCase):
    def setUp(self):
        self.addCleanup(translation.activate, translation.get_language())

    def ask(self, path="/", *, method="get", cookie=None, languages=None, accept=None, view=None):
        headers = {"accept-language": accept} if accept is not None else {}
        self.request = getattr(RequestFactory(), method)(path, headers=headers)
        if cookie is not None:
            self.request.COOKIES[COOKIE] = cookie
        return choose_language(view or self.say_language(languages))(self.request)

    @staticmethod
    def say_language(languages=None):
        def view(request):
            if languages:
                restrict(request, languages)
            return HttpResponse(translation.get_language())

        return view


class TestChoosing(LanguageTestCase):
    def test_the_browser_is_asked_when_the_reader_has_not_chosen(self):
        assert self.ask(accept="ky-KG,ky;q=0.9,en;q=0.1").content == b"ky"

    def test_the_choice_of_the_reader_goes_before_the_browser(self):
        assert self.ask(cookie="ru", accept="ky").content == b"ru"

    def test_without_any_wish_it_is_the_first_language(self):
        assert self.ask().content == b"en"

    def test_a_language_refused_by_weight_is_not_a_wish(self):
        assert self.ask(accept="ru;q=0, ky;q=0.5").content == b"ky"

    def test_the_answer_says_its_language_and_what_it_depends_on(self):
        response = self.ask(cookie="ru")

        assert response["Content-Language"] == "ru"
        assert response["Vary"] == "Accept-Language, Cookie"

    def test_the_request_knows_the_languages_the_page_is_offered_in(self):
        self.ask()

        assert self.request.languages == ["en", "ru", "ky"]
        assert self.request.LANGUAGE_CODE == "en"


class TestAsking(LanguageTestCase):
    def test_the_choice_is_kept_and_leaves_the_address(self):
        response = self.ask("/list/?day=2&lang=ru&day=3")

        assert response.status_code == 302
        assert response["Location"] == "/list/?day=2&day=3"
        assert response.cookies[COOKIE].value == "ru"
        assert "no-store" in response["Cache-Control"]

    def test_it_never_leads_to_another_site(self):
        request = RequestFactory().get("/?lang=ru")
        request.path = "//elsewhere.example/"

        response = choose_language(self.say_language())(request)

        assert response["Location"] == "/%2Felsewhere.example/"

    def test_a_form_that_is_sent_is_not_led_away(self):
        response = self.ask("/?lang=ru", method="post")

        assert response.status_code == 200
        assert COOKIE not in response.cookies

    def test_the_page_is_served_when_the_language_is_unknown(self):
        response = self.ask("/?lang=xx")

        assert (response.status_code, response.content) == (200, b"en")
        assert COOKIE not in response.cookies


class TestHostileValues(LanguageTestCase):
    """HT-17: whatever is sent, the answer is in the default language."""

    values = (
        "x" * 10_240,
        "en," * 5_000,
        "../../etc/passwd",
        "ru\r\nSet-Cookie: a=b",
        "\x00",
        "",
        "*",
        "ru;q=" * 900,
    )

    def test_of_the_address(self):
        for value in self.values:
            with self.subTest(value=value[:20]):
                request = RequestFactory().get("/", {"lang": value})

                assert choose_language(self.say_language())(request).content == b"en"

    def test_of_the_cookie(self):
        for value in self.values:
            with self.subTest(value=value[:20]):
                assert self.ask(cookie=value).content == b"en"

    def test_of_the_header(self):
        for value in self.values:
            with self.subTest(value=value[:20]):
                assert self.ask(accept=value).content == b"en"


class TestRestrict(LanguageTestCase):
    def test_the_conference_limits_the_wishes(self):
        assert self.ask(cookie="ky", accept="ru", languages=["en", "ru"]).content == b"ru"

    def test_its_first_language_serves_whoever_asked_for_none_of_them(self):
        assert self.ask(cookie="en", languages=["ky", "ru"]).content == b"ky"

    def test_languages_without_pages_are_left_out(self):
        self.ask(accept="ar", languages=["ar", "ru", "en"])

        assert self.request.languages == ["ru", "en"]
        assert self.request.LANGUAGE_CODE == "ru"

    def test_a_conference_in_no_language_of_ours_is_shown_in_the_default_one(self):
        assert self.ask(cookie="ru", languages=["ar", "zh"]).content == b"en"

    def test_the_answer_says_the_restricted_language(self):
        assert self.ask(cookie="en", languages=["ky"])["Content-Language"] == "ky"


@pytest.mark.parametrize(
    ("wishes", "chosen"),
    [(["ru-KG"], "ru"), (["de", "ky"], "ky"), (["RU"], "en"), ([], "en"), (["-"], "en")],
)
def test_the_best_language_is_the_first_wish_that_is_offered(wishes, chosen):
    assert best(wishes, ["en", "ru", "ky"]) == chosen
