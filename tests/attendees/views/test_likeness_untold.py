"""Nobody outside the secretariat learns that somebody like them is registered (AC-08, RL-01)."""

import re

import time_machine
from django.test import TestCase

from attendees.models import Likeness
from mailing.models import Letter
from tests.attendees.filled import answers, form_path
from tests.factories import NOON, make_category, make_conference, make_delegate

#: What differs between any two answers: references, keys, tokens.
OWN = re.compile(r"[A-Z0-9]{4}-[A-Z0-9]{4}|csrfmiddlewaretoken[^>]+|nonce-[\w-]+|[a-z]+@example\.org")


@time_machine.travel(NOON, tick=False)
class TestUntold(TestCase):
    def send(self, category, **changed) -> str:
        answer = self.client.post(form_path(category), answers(**changed))
        body = answer.content.decode().replace(answer["X-Request-ID"], "")
        return OWN.sub("", body)

    def test_the_answer_is_the_same_whether_somebody_like_them_is_there_or_not(self):
        for confidentiality in ("OPEN", "RESTRICTED"):
            category = make_category(make_conference(confidentiality=confidentiality))
            alone = self.send(category, submission_key="1", email="one@example.org")

            alike = self.send(category, submission_key="2", email="other@example.org", given_name="Asker")

            assert alike.replace("Asker", "Askar") == alone, confidentiality
        assert Likeness.objects.count() == 2

    def test_somebody_of_another_conference_is_no_reason_for_anything(self):
        make_delegate(family_name="Osmonov", given_name="Askar")

        self.send(make_category(make_conference()))

        assert not Likeness.objects.exists()

    def test_letters_say_nothing_of_it(self):
        category = make_category(make_conference())
        known = make_delegate(category=category, family_name="Osmonov", given_name="Askar", email="known@example.org")

        self.send(category, email="two@example.org")

        letter = Letter.objects.get()
        assert letter.to_email == "two@example.org"
        assert known.reference not in letter.text + letter.html
