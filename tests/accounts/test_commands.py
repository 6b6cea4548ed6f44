"""What the operator does with accounts at the command line."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from accounts.domain import limiter
from accounts.models import Attempt, User


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


class TestUnlock(TestCase):
    def test_it_says_how_many_tries_it_forgot(self):
        limiter.begin_sign_in(address="192.0.2.1", name="aida", now=timezone.now())

        said = run("unlock", "--user", "Aida")

        assert said == "1 wrong attempts forgotten.\n"
        assert not Attempt.objects.exists()

    def test_it_asks_whom(self):
        with pytest.raises(CommandError, match="Say whom"):
            run("unlock")


class TestCreateOrganiser(TestCase):
    def test_the_printed_password_opens_the_account(self):
        said = run("create_organiser", "--email", "boss@example.org")

        password = said.split("Password:")[1].split()[0]
        user = User.objects.get()
        assert user.check_password(password)
        assert (user.username, user.email, user.is_superuser) == ("organiser", "boss@example.org", True)
        assert len(password) == 23

    def test_a_second_with_the_same_name_is_refused(self):
        run("create_organiser")

        with pytest.raises(CommandError, match="already"):
            run("create_organiser", "--username", "Organiser")

    def test_if_none_leaves_an_installation_alone_and_says_nothing(self):
        run("create_organiser")

        assert run("create_organiser", "--username", "second", "--if-none") == ""
        assert User.objects.count() == 1
