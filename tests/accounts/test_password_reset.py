"""AU-08, RL-02: a new password by letter."""

import re
from datetime import timedelta
from unittest.mock import patch

import time_machine
from django.test import Client, TestCase, override_settings
from django.utils import timezone

from accounts.models import User
from mailing.models import Letter

PASSWORD, NEW = "seven quiet rivers", "eight loud mountains"


class ResetCase(TestCase):
    def setUp(self):
        self.enterContext(override_settings(SITE_URL="https://conference.example"))
        self.user = User.objects.create_user("aida", "aida@example.org", PASSWORD, is_staff=True)
        self.enterContext(patch("accounts.views.RESET_SECONDS", 0))

    def ask(self, email: str = "aida@example.org", **extra: str):
        return self.client.post("/accounts/password/reset/", {"email": email}, **extra)

    def link(self) -> str:
        letter = Letter.objects.latest("created_at")
        return re.search(r"https://\S+", letter.text)[0]

    def path(self) -> str:
        return self.link().removeprefix("https://conference.example")

    def choose(self, path: str, password: str = NEW):
        page = self.client.get(path, follow=True)
        return self.client.post(page.redirect_chain[-1][0], {"password1": password, "password2": password}, follow=True)


class TestTheLetter(ResetCase):
    def test_it_is_owed_to_the_address_of_the_account_and_links_to_our_site(self):
        self.ask(HTTP_HOST="localhost")

        letter = Letter.objects.get()
        assert (letter.kind, letter.to_email) == ("password_reset_key", "aida@example.org")
        assert self.link().startswith("https://conference.example/accounts/password/reset/key/")
        assert "localhost" not in letter.text + letter.html

    def test_unknown_addresses_get_the_same_answer_and_no_letter(self):
        known, unknown = self.ask(), self.ask("nobody@example.org")

        assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
        assert Letter.objects.count() == 1

    def test_the_fourth_in_an_hour_is_answered_alike_and_not_written(self):
        answers = {self.ask(capitals).status_code for capitals in ["aida@example.org", "AIDA@example.org"] * 3}

        assert answers == {302}
        assert Letter.objects.count() == 3

    def test_a_closed_account_gets_none(self):
        User.objects.update(is_active=False)

        self.ask()

        assert Letter.objects.count() == 0


class TestTheLink(ResetCase):
    def setUp(self):
        super().setUp()
        self.ask()

    def test_it_sets_the_password_once(self):
        path = self.path()

        first, second = self.choose(path), self.client.get(path, follow=True)

        assert 'data-outcome="changed"' in first.content.decode()
        assert 'data-code="link_used"' in second.content.decode()
        assert User.objects.get().check_password(NEW)

    def test_every_open_session_is_ended_and_the_owner_is_told(self):
        elsewhere = Client()
        elsewhere.force_login(self.user)
        self.ask()

        self.choose(self.path())

        assert elsewhere.get("/accounts/password/change/").status_code == 302
        assert Letter.objects.latest("created_at").kind == "password_changed"

    def test_it_does_not_sign_in(self):
        self.choose(self.path())

        assert "_auth_user_id" not in self.client.session

    def test_a_short_password_is_refused(self):
        response = self.choose(self.path(), "short")

        assert 'data-outcome="invalid"' in response.content.decode()
        assert User.objects.get().check_password(PASSWORD)

    def test_a_changed_address_makes_the_old_link_void(self):
        User.objects.update(email="new@example.org")

        response = self.client.get(self.path(), follow=True)

        assert 'data-code="link_used"' in response.content.decode()

    def test_it_is_void_after_two_hours(self):
        with time_machine.travel(timezone.now() + timedelta(hours=2, minutes=1)):
            response = self.client.get(self.path(), follow=True)

        assert 'data-code="link_used"' in response.content.decode()


class TestTheTime(ResetCase):
    def test_known_and_unknown_wait_until_the_same_moment(self):
        with patch("accounts.views.RESET_SECONDS", 5), patch("accounts.views.time.sleep") as sleep:
            self.ask()
            self.ask("nobody@example.org")

        assert all(4 < call.args[0] <= 5 for call in sleep.call_args_list)
        assert sleep.call_count == 2
