"""Accounts of the staff: superusers alone, and no password typed by anybody but its owner."""

from django.test import TestCase

from accounts.models import User
from conference.models import ConferenceEvent
from mailing.models import Letter
from tests.cast import client_of, make_cast
from tests.factories import make_user

LIST = "/admin/accounts/user/"


class UsersCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.client = client_of(self.cast.superuser, self.cast.a)

    def send(self, address, **more):
        fields = {"_conference": self.cast.a.pk, "username": "saltanat", "email": "saltanat@example.org"}
        return self.client.post(address, {**fields, "is_active": "on", **more})

    def letters(self):
        return list(Letter.objects.order_by("created_at").values_list("kind", "to_email"))

    def write_to(self, *users):
        action = {"action": "send_password_letter", "_selected_action": [user.pk for user in users]}
        return self.client.post(LIST, {"_conference": self.cast.a.pk, **action}, follow=True)


class TestAdd(UsersCase):
    def test_the_owner_gets_a_letter_to_choose_a_password(self):
        self.send(f"{LIST}add/")

        user = User.objects.get(username="saltanat")
        assert (user.is_staff, user.is_superuser, user.has_usable_password()) == (True, False, False)
        assert self.letters() == [("staff_welcome", "saltanat@example.org")]

    def test_without_an_address_nobody_is_written_to(self):
        self.send(f"{LIST}add/", email="")

        assert User.objects.filter(username="saltanat").exists()
        assert self.letters() == []

    def test_one_account_an_address_and_a_name_in_any_capitals(self):
        make_user(username="saltanat", email="saltanat@example.org")

        response = self.send(f"{LIST}add/", username="Saltanat", email="SALTANAT@example.org")

        assert User.objects.filter(username__iexact="saltanat").count() == 1
        page = response.content.decode()
        assert "Another account has this e-mail address." in page
        assert "Another account has this user name." in page

    def test_it_stands_in_no_conferences_history(self):
        self.send(f"{LIST}add/")

        assert not ConferenceEvent.objects.filter(kind="ADDED").exists()


class TestChange(UsersCase):
    def test_the_password_stays_and_no_letter_goes(self):
        user = make_user(username="saltanat", email="saltanat@example.org")

        self.send(f"{LIST}{user.pk}/change/", first_name="Saltanat", password="another one")

        changed = User.objects.get(pk=user.pk)
        assert (changed.first_name, changed.password) == ("Saltanat", user.password)
        assert self.letters() == []

    def test_an_account_is_closed_and_not_deleted(self):
        user = make_user(username="saltanat", email="saltanat@example.org")

        self.send(f"{LIST}{user.pk}/change/", is_active="")
        deleting = self.client.post(f"{LIST}{user.pk}/delete/", {"_conference": self.cast.a.pk, "post": "yes"})

        assert deleting.status_code == 403
        assert not User.objects.get(pk=user.pk).is_active


class TestPasswordLetter(UsersCase):
    def test_those_chosen_are_written_to_if_they_can_be(self):
        known, closed, without = make_user(), make_user(is_active=False), make_user(email="")

        page = self.write_to(known, closed, without)

        assert self.letters() == [("staff_welcome", known.email)]
        assert "Letters on their way: 1." in page.content.decode()

    def test_a_manager_writes_to_nobody(self):
        client = client_of(self.cast.manager_a, self.cast.a)

        response = client.post(LIST, {"action": "send_password_letter", "_selected_action": [self.cast.nobody.pk]})

        assert response.status_code == 403
        assert self.letters() == []
