"""Signing in: one page, one limiter, one hasher run, whoever asks."""

from unittest.mock import patch

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.test import Client, TestCase

from accounts.models import Attempt, User

PASSWORD = "seven quiet rivers"
PAGES = ("/accounts/login/", "/admin/login/")


def make_user(username: str = "aida", **fields: object) -> User:
    return User.objects.create_user(
        username, **{"email": f"{username}@example.org", "password": PASSWORD, "is_staff": True, **fields}
    )


def sign_in(client: Client, name: str = "aida", password: str = PASSWORD, **extra: str):
    return client.post("/accounts/login/", {"login": name, "password": password}, **extra)


class TestTheDoor(TestCase):
    def setUp(self):
        self.user = make_user()

    def signed_in(self) -> str | None:
        return self.client.session.get("_auth_user_id")

    def test_by_user_name(self):
        response = sign_in(self.client)

        assert (response.status_code, response["Location"]) == (302, "/admin/")
        assert self.signed_in() == str(self.user.pk)

    def test_by_e_mail_address_in_any_capitals(self):
        sign_in(self.client, "Aida@Example.ORG")

        assert self.signed_in() == str(self.user.pk)

    def test_the_libraries_keep_no_second_list_of_people(self):
        """privacy.toml promises that these tables stay empty."""
        sign_in(self.client, "aida@example.org")
        self.client.get("/accounts/password/change/")

        assert EmailAddress.objects.count() == 0
        assert LogEntry.objects.count() == 0

    def test_the_admin_has_the_same_page_and_takes_djangos_field_names(self):
        response = self.client.post("/admin/login/?next=/admin/conference/", {"username": "aida", "password": PASSWORD})

        assert response["Location"] == "/admin/conference/"
        assert self.signed_in() == str(self.user.pk)

    def test_next_never_leads_elsewhere(self):
        response = self.client.post(
            "/admin/login/", {"login": "aida", "password": PASSWORD, "next": "https://evil.example/"}
        )

        assert response["Location"] == "/admin/"

    def test_a_closed_account_is_answered_like_a_wrong_password(self):
        User.objects.update(is_active=False)

        response = sign_in(self.client)

        assert response.status_code == 200
        assert self.signed_in() is None

    def test_a_name_that_is_another_persons_address_opens_only_its_own_account(self):
        other = make_user("aida@example.org", email="other@example.org", password="another long one")

        sign_in(self.client, "aida@example.org", "another long one")

        assert self.signed_in() == str(other.pk)

    def test_staff_without_rights_are_told_so_and_not_sent_round_in_a_circle(self):
        make_user("bakyt", is_staff=False)

        response = self.client.post("/admin/login/", {"login": "bakyt", "password": PASSWORD}, follow=True)

        assert response.status_code == 403
        assert len(response.redirect_chain) <= 2

    def test_nobody_signs_up(self):
        assert self.client.get("/accounts/signup/").status_code == 404

    def test_the_page_without_the_token_of_the_form_is_refused(self):
        strict = Client(enforce_csrf_checks=True)

        for page in PAGES:
            response = strict.post(page, {"login": "aida", "password": PASSWORD})

            assert response.status_code == 403


class TestTheSameAnswer(TestCase):
    """AU-11."""

    def setUp(self):
        make_user()

    def test_known_and_unknown_names_get_the_same_page(self):
        known, unknown = sign_in(self.client, "aida", "wrong"), sign_in(self.client, "nobody", "wrong")

        assert known.status_code == unknown.status_code == 200
        assert len(known.content) - len("aida") == len(unknown.content) - len("nobody")

    def test_each_costs_exactly_one_run_of_the_hasher(self):
        for name in ("aida", "aida@example.org", "nobody", "nobody@example.org"):
            with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode", return_value="md5$a$b") as encode:
                sign_in(self.client, name, "wrong")

            assert encode.call_count == 1, name


class TestTheLimit(TestCase):
    """AU-12."""

    def setUp(self):
        self.user = make_user()
        for _time in range(5):
            sign_in(self.client, password="wrong", REMOTE_ADDR="192.0.2.1")

    def test_the_right_password_is_refused_from_there_before_hashing(self):
        with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode") as encode:
            response = sign_in(self.client, REMOTE_ADDR="192.0.2.1")

        assert response.status_code == 429
        assert 0 < int(response["Retry-After"]) <= 900
        assert 'data-code="locked"' in response.content.decode()
        assert encode.call_count == 0

    def test_the_owner_gets_in_from_elsewhere(self):
        response = sign_in(self.client, REMOTE_ADDR="198.51.100.7")

        assert response.status_code == 302

    def test_djangos_own_door_is_the_same_door(self):
        response = self.client.post(
            "/admin/login/", {"username": "aida", "password": PASSWORD}, REMOTE_ADDR="192.0.2.1"
        )

        assert response.status_code == 429

    def test_a_forged_header_does_not_help(self):
        response = sign_in(self.client, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.9")

        assert response.status_code == 429


@pytest.mark.parametrize("name", ["x" * 255, "x" * 100_000, "a\x00b", "", "\u202e", "' OR 1=1 --"])
def test_odd_names_are_answered_with_a_page(db, client, name):
    make_user()  # somebody for the name to be compared with

    response = sign_in(client, name)

    assert response.status_code == 200
    assert 'data-outcome="invalid"' in response.content.decode()


def test_a_password_longer_than_any_is_not_hashed(db, client):
    with patch("django.contrib.auth.hashers.MD5PasswordHasher.encode") as encode:
        response = sign_in(client, password="x" * 100_000)

    assert 'data-outcome="invalid"' in response.content.decode()
    assert encode.call_count == 0


def test_nothing_typed_is_written_down_in_the_clear(db, client):
    sign_in(client, "my password by mistake", "x")

    assert "mistake" not in str(Attempt.objects.values().get())
