"""Bad input in every field: a message at its place, nothing typed lost, nothing half saved, never a 500."""

import html
import re

import time_machine
from django.test import TestCase

from attendees.models import Consent, Delegate, Signup
from mailing.models import Letter
from tests.attendees.filled import answers, form_path
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_category, make_conference, make_session

TEXTS = {
    "empty": "",
    "blank": " \t\u00a0\u2003 ",
    "long": "я" * 10_000,
    "very long": "a" * 50_000,
    "control": "Ab\x01\x07\x1b\x7f\x85cd",
    "line ends": "Ab\r\nBcc: all@example.org\u2028cd",
    "bidi": "Ab\u202egpj.exe\u2066",
    "joiners": "\u200d\u200c\u200b\ufeff",
    "noncharacter": "Ab\ufffe\uffff\ue000",
    "combining": "e" + "\u0301" * 1000,
    "mixed scripts": "Осмoнов",
    "emoji": "👩‍👩‍👧‍👦🇰🇬",
    "ligature": "\ufdfd" * 30,
    "markup": "<script>alert(1)</script>",
    "formula": '=cmd|"/c calc"!A1',
    "template": "{{ 7|add:7 }}{% debug %}%(name)s {0}",
    "quote": "'; DROP TABLE attendees_delegate; --",
    "impossible date": "29.02.2027",
    "zero date": "0000-00-00",
    "far date": "31.12.9999",
    "five-digit year": "10000-01-01",
    "future": "2030-01-01",
    "digits": "١٢٣",
    "number": "1e309",
    "unknown code": "XX",
    "null": "None",
    "nul": "Ab\0cd",
}
#: Tried in each field alone; the others in all fields at once.
SHARPEST = ("empty", "long", "mixed scripts", "markup", "unknown code", "nul")
FIELDS = (
    "country organisation position title family_name given_name single_name cyrillic_family_name cyrillic_given_name"
    " patronymic sex date_of_birth nationality email phone language interpretation diet accessibility sessions"
    " consent_notice consent_photo consent_contacts consent_future submission_key photo_token step"
).split()


def typed_back(page: str, field: str) -> str | None:
    """The value of a text input of the page."""
    found = re.search(rf'<input[^>]*name="{field}"[^>]*?value="([^"]*)"', page)
    return html.unescape(found[1]) if found else None


@time_machine.travel(NOON, tick=False)
class TestEveryField(TestCase):
    def setUp(self):
        conference = make_conference(interpretation=["en"])
        make_session(conference, code="A1")
        self.path = form_path(make_category(conference))

    def counts(self):
        return [model.objects.count() for model in (Delegate, Consent, Signup, Letter)]

    def send(self, number: int, **bad: str):
        """Send it, and check what holds for every answer."""
        before = self.counts()
        sent = answers(**{"submission_key": f"key-{number}", "email": f"p{number}@example.org", **bad})
        response = self.client.post(self.path, sent)
        assert response.status_code == 200
        if outcome(response) != "approved":
            assert self.counts() == before
        assert "<script>alert(1)" not in response.content.decode()
        return response

    def test_the_sharpest_in_every_field_alone(self):
        for number, (field, name) in enumerate((f, n) for f in FIELDS for n in SHARPEST):
            with self.subTest(field, text=name):
                response = self.send(number, **{field: TEXTS[name]})
                assert outcome(response) in {"approved", "invalid"}
                if outcome(response) == "invalid":
                    assert f'href="#id_{field}' in response.content.decode()

    def test_everything_in_all_fields_at_once(self):
        for number, (name, text) in enumerate(TEXTS.items()):
            with self.subTest(text=name):
                response = self.send(number, **dict.fromkeys(FIELDS, text))
                assert outcome(response) == "invalid"

    def test_what_was_typed_stays(self):
        for field in ("organisation", "position", "email", "phone", "date_of_birth", "diet"):
            for name in ("long", "markup", "formula", "mixed scripts", "bidi", "emoji"):
                sent = answers(**{"given_name": "", field: TEXTS[name]})
                page = self.client.post(self.path, sent).content.decode()
                with self.subTest(field, text=name):
                    assert typed_back(page, field) == TEXTS[name]

    def test_bytes_that_are_no_text_are_refused_before_anything_is_read(self):
        broken = self.client.post(self.path, b"family_name=%ff%fe", content_type="application/x-www-form-urlencoded")

        assert broken.status_code == 400
        assert Delegate.objects.count() == 0

    def test_names_that_are_real_are_stored_as_they_are(self):
        names = ["Null", "O’Brien-Ñuñez", "D’Angelo", "Nguyễn Thị", "Æ", "王", "نور", "Ōtani", "van der Berg", "X"]
        for number, name in enumerate(names):
            sent = answers(family_name=name, email=f"p{number}@example.org", submission_key=f"k{number}")
            with self.subTest(name):
                assert outcome(self.client.post(self.path, sent)) == "approved"
                assert Delegate.objects.latest("number").family_name == name

    def test_a_letter_of_the_wrong_alphabet_is_named(self):
        page = self.client.post(self.path, answers(cyrillic_family_name="Осмoнов")).content.decode()

        assert "The fourth letter is a Latin “o”" in html.unescape(page)

    def test_the_last_of_two_values_counts_for_check_and_store_alike(self):
        self.client.post(self.path, answers(sex=["F", "M"], family_name=["First", "Last"]))

        delegate = Delegate.objects.get()
        assert (delegate.sex, delegate.family_name) == ("M", "Last")

    def test_what_the_form_does_not_ask_is_not_stored(self):
        extra = {"status": "REJECTED", "number": "99", "remarks": "x", "sponsored": "on", "badge_name": "Minister"}

        self.client.post(self.path, answers(**extra))

        delegate = Delegate.objects.get()
        assert (delegate.status, delegate.number, delegate.remarks) == ("APPROVED", 1, "")
        assert (delegate.sponsored, delegate.badge_name) == (False, "")

    def test_a_session_answered_twice_is_one_place(self):
        self.client.post(self.path, answers(sessions=["A1", "A1"]))

        assert Signup.objects.count() == 1
