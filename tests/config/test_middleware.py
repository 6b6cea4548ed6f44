"""Every request and every answer: what is refused, what is added, whose address counts."""

import json
import logging
from unittest.mock import patch

import pytest
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.test import Client, RequestFactory, TestCase, override_settings
from django.urls import path

from config import logs, middleware, settings

FORM = "application/x-www-form-urlencoded"


def show(request, token=""):
    return HttpResponse(request.META["REMOTE_ADDR"])


def fail(request):
    raise FAILURES[request.GET["with"]]


FAILURES = {
    "lock": OperationalError("canceling statement due to lock timeout"),
    "closed": InterfaceError("connection already closed"),
    "full": OperationalError("database or disk is full"),
    "table": OperationalError("no such table: delegates"),
    "nul": ValueError("A string literal cannot contain NUL (0x00) characters."),
    "fault": RuntimeError("boom"),
    "missing": Http404("There is a conference of this name, but it is secret."),
    "bad": BadRequest("secret"),
    "suspicious": SuspiciousOperation("secret"),
    "broken": MultiPartParserError("secret"),
}
urlpatterns = [path("show/", show), path("fail/", fail), path("my/<token>/", show)]
handler400, handler404, handler500 = (
    "config.views.bad_request",
    "config.views.not_found",
    "config.views.server_error",
)


@override_settings(ROOT_URLCONF=__name__)
class MiddlewareCase(TestCase):
    """The middleware alone, in front of views that show what they got."""


class TestBrokenRequests(MiddlewareCase):
    """IN-02, HT-08, HT-09, IN-12, IN-20."""

    def test_addresses(self):
        for address in ("/show/\0", "/show/?a=%00", "/show/?a=%ff%fe", "/show/?a=%c0%ae", "/" + "a" * 3000):
            response = self.client.get(address)

            assert response.status_code == 400, address
            assert 'data-outcome="refused"' in response.content.decode()

    def test_ordinary_letters_of_all_scripts_pass(self):
        assert self.client.get("/show/?q=%D0%96%D0%B0%D0%BF%D0%B0%D1%80%D0%BE%D0%B2+%E7%8E%8B").status_code == 200
        assert self.client.post("/show/", {"q": "Жапаров 王 👩‍👩‍👧"}).status_code == 200

    def test_form_bodies_that_are_not_utf_8(self):
        for body in (b"a=%ff%fe", b"a=\xff\xfe", b"a=%ed%a0%80", b"%00=b", "a=б".encode("utf-16")):
            assert self.client.post("/show/", body, content_type=FORM).status_code == 400, body

    def test_a_nul_inside_a_value_is_left_to_the_form_which_names_the_field(self):
        assert self.client.post("/show/", b"a=%00", content_type=FORM).status_code == 200

    def test_other_charsets_and_broken_multipart(self):
        for kind in (
            f"{FORM}; charset=utf-16",
            "multipart/form-data; boundary=x; charset=utf-7",
            "multipart/form-data",
        ):
            assert self.client.post("/show/", b"a=b", content_type=kind).status_code == 400, kind

    def test_too_many_fields(self):
        body = "&".join(f"f{n}=1" for n in range(1001))

        assert self.client.post("/show/", body, content_type=FORM).status_code == 400

    def test_more_than_twelve_megabytes_are_not_read(self):
        for length in (str(13 * 1024 * 1024), "many", "-1", "٣", "9" * 5000):
            assert self.client.post("/show/", {}, CONTENT_LENGTH=length).status_code == 413, length

    def test_methods_nobody_uses(self):
        for method in ("TRACE", "CONNECT", "FOO"):
            assert self.client.generic(method, "/show/").status_code == 405

    def test_a_cookie_with_a_nul(self):
        assert self.client.get("/show/", HTTP_COOKIE='sid="a\\000b"').status_code == 400

    def test_what_django_refuses_gets_a_page_of_ours(self):
        many, large = "&".join(["f=1"] * 1001), "f=" + "1" * 3_000_000

        assert_refused(self.client.get(f"/show/?{many}"), 400)
        assert_refused(self.client.post("/show/", many, content_type=FORM), 400)
        assert_refused(self.client.post("/show/", large, content_type=FORM), 400)
        assert_refused(self.client.get("/show/", HTTP_HOST="elsewhere.example"), 400)


class TestRefusalsInDevelopment(MiddlewareCase):
    """AC-22, XS-08: a rehearsal is looked at with DEBUG on, and must answer as production does."""

    def test_addresses_that_lead_nowhere_are_all_answered_alike(self):
        first, second, hidden = self.in_development("/nowhere/", "/elsewhere/", "/fail/?with=missing")

        assert_refused(first, 404)
        assert first.content == second.content == hidden.content

    def test_what_a_view_cannot_read(self):
        for refusal in ("bad", "suspicious", "broken"):
            (response,) = self.in_development(f"/fail/?with={refusal}")

            assert_refused(response, 400)

    def test_an_address_without_its_last_slash_is_led_there(self):
        (response,) = self.in_development("/show")

        assert (response.status_code, response["Location"]) == (301, "/show/")

    def in_development(self, *addresses):
        with self.settings(DEBUG=True), self.assertLogs("django.request", "WARNING") as logs:
            logging.getLogger("django.request").warning("something is logged in any case")
            answers = [self.client.get(address) for address in addresses]
        assert not any("Traceback" in line for line in logs.output)
        return answers


def assert_refused(response, status):
    page = response.content.decode()
    assert (response.status_code, 'data-outcome="refused"' in page) == (status, True)


class TestDatabaseTrouble(MiddlewareCase):
    """RC-20, FT-02, FT-05."""

    def test_what_passes_is_a_503_to_try_again(self):
        for trouble in ("lock", "closed", "full"):
            response = self.client.get("/fail/", {"with": trouble})

            assert (response.status_code, response["Retry-After"]) == (503, "5")

    def test_a_nul_that_reached_postgresql_is_a_400(self):
        assert self.client.get("/fail/", {"with": "nul"}).status_code == 400

    def test_a_fault_of_ours_stays_a_500_with_a_reference_and_no_details(self):
        quiet = Client(raise_request_exception=False)

        for fault in ("table", "fault"):
            with self.assertLogs("django.request", "ERROR"):
                response = quiet.get("/fail/", {"with": fault})

            assert response.status_code == 500
            assert response["X-Request-ID"] in response.content.decode()
            assert "boom" not in response.content.decode()

    def test_trouble_in_a_middleware_is_a_503_too(self):
        quiet = Client(raise_request_exception=False)

        with (
            patch("accounts.middleware._apply", side_effect=FAILURES["lock"]),
            patch("accounts.middleware.SESSION_KEY", "a"),
            self.assertLogs("django.request", "ERROR"),
        ):
            session = quiet.session
            session["a"] = 1
            session.save()
            response = quiet.get("/show/")

        assert response.status_code == 503


class TestHeaders(MiddlewareCase):
    """HT-11 and the policy."""

    def test_every_answer_carries_them(self):
        for address in ("/show/", "/nowhere/", "/show/?a=%ff"):
            headers = self.client.get(address).headers

            assert headers["Cache-Control"] == "no-store, private"
            assert "default-src 'self'" in headers["Content-Security-Policy"]
            assert "unsafe" not in headers["Content-Security-Policy"]
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "same-origin"
            assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert "camera=()" in headers["Permissions-Policy"]
            assert "Server" not in headers

    def test_pages_cannot_be_framed(self):
        headers = self.client.get("/show/").headers

        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


class TestClientAddress(MiddlewareCase):
    """HT-02."""

    def address(self, forwarded: str) -> str:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        return self.client.get("/show/", headers=headers, REMOTE_ADDR="10.0.0.1").content.decode()

    def test_without_a_proxy_the_header_is_nothing(self):
        assert self.address("203.0.113.9") == "10.0.0.1"

    @override_settings(TRUSTED_PROXY_COUNT=1)
    def test_behind_one_proxy_only_its_own_entry_counts(self):
        assert self.address("1.1.1.1, 203.0.113.9") == "203.0.113.9"
        assert self.address("2001:DB8::1") == "2001:db8::1"

    @override_settings(TRUSTED_PROXY_COUNT=2)
    def test_behind_two_the_second_from_the_right(self):
        assert self.address("6.6.6.6, 203.0.113.9, 10.0.0.2") == "203.0.113.9"
        assert self.address("10.0.0.2") == "10.0.0.1"

    @override_settings(TRUSTED_PROXY_COUNT=1)
    def test_what_is_no_address_is_not_taken(self):
        for forwarded in ("", "unknown", "1.2.3.4:99, x", "<script>"):
            assert self.address(forwarded) == "10.0.0.1"


class TestLog(MiddlewareCase):
    """AU-04, HT-18: one escaped line, and no way into anybody's page."""

    def line(self, address: str) -> dict:
        with self.assertLogs("registration.requests", "INFO") as caught:
            self.client.get(address)
        return json.loads(logs.JsonLines().format(caught.records[0]))

    def test_it_says_what_was_asked_and_answered(self):
        line = self.line("/show/?q=secret")

        assert (line["method"], line["path"], line["status"]) == ("GET", "/show/", 200)
        assert "secret" not in json.dumps(line)

    def test_personal_links_are_masked(self):
        assert self.line("/my/abcdefgh12345678ABCDEFGH/")["path"] == "/my/***/"
        assert logs.masked("Not Found: /delegation/abcdefghijk/") == "Not Found: /delegation/***/"
        assert logs.masked("/my/link/") == "/my/link/"

    def test_a_message_is_one_line_whatever_it_contains(self):
        record = logging.LogRecord("x", logging.INFO, "", 0, "a\r\nb\x1b[31m${jndi:x}\u2028", (), None)

        written = logs.JsonLines().format(record)

        assert written.isascii()
        assert not any(ord(letter) < 32 for letter in written)

    def test_the_same_number_stands_on_the_answer(self):
        response = self.client.get("/show/")

        assert len(response["X-Request-ID"]) == 16
        assert logs.request_id.get() == ""


def test_a_traceback_is_masked_and_kept():
    try:
        raise RuntimeError("at /my/abcdefgh12345678/")
    except RuntimeError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 0, "failed", (), (RuntimeError, error, error.__traceback__))

    assert "/my/***/" in json.loads(logs.JsonLines().format(record))["trace"]


@pytest.mark.parametrize("error", [None, ValueError("x"), OperationalError("Expression tree is too large")])
def test_not_every_error_passes(error):
    assert not middleware.is_passing_trouble(error)


def test_the_largest_request_is_the_one_the_page_names():
    request = RequestFactory().get("/")

    page = middleware.views.too_large(request).content.decode()

    assert f"{settings.LARGEST_REQUEST // 1024**2} megabytes" in page
