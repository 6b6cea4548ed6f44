"""`rehearse --json`: one JSON object as CONTRACT.md shows it, whose addresses, links and accounts work."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client, TestCase, override_settings

from attendees.models import Delegate
from conference.models import Conference
from tests.factories import make_conference


def rehearse(**options):
    output = StringIO()
    call_command("rehearse", "--json", stdout=output, **options)
    return json.loads(output.getvalue())


def signed_in(account, conference):
    client = Client()
    assert client.login(**account)
    assert client.get(conference["admin"]).status_code == 200
    return client


@override_settings(DEBUG=True, MEDIA_ROOT="/tmp/registration-tests/media")
class TestRehearse(TestCase):
    @classmethod
    def setUpTestData(cls):
        with override_settings(DEBUG=True):
            cls.told = rehearse()
        cls.a, cls.b, cls.c = (cls.told["conferences"][letter] for letter in "abc")

    def test_it_is_what_the_contract_shows(self):
        assert set(self.told) == {"superuser", "conferences"}
        assert set(self.told["superuser"]) == {"username", "password"}
        assert set(self.a) == {
            "slug",
            "admin",
            "delegate_admin",
            "accounts",
            "delegates",
            "focal_point_link",
            "canaries",
            "sessions",
            "exports",
        }
        assert set(self.a["delegates"][0]) == {"number", "reference", "status", "family_name", "email", "link"}
        assert [len(each["delegates"]) for each in (self.a, self.b)] == [20, 20]
        assert self.a["sessions"] == [{"code": "W1", "capacity": 20}, {"code": "W2", "capacity": 20}]

    def test_the_closed_one_is_as_if_it_were_not_there(self):
        assert Client().get("/rehearsal-a/").status_code == 200
        assert Client().get("/rehearsal-c/").status_code == 404

    def test_the_personal_link_opens_the_page_of_its_delegate(self):
        client, delegate = Client(), self.b["delegates"][0]
        path = "/my/" + delegate["link"].partition("/my/")[2]

        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 303
        assert delegate["family_name"] in client.get("/my/").content.decode()

    def test_the_focal_points_link_opens_the_page_of_the_delegation(self):
        client, path = Client(), "/delegation/" + self.b["focal_point_link"].partition("/delegation/")[2]

        assert client.get(path).status_code == 200
        assert client.post(path).status_code == 302
        assert "Kyrgyzstan" in client.get("/delegation/").content.decode()

    def test_an_officer_takes_the_list_with_every_canary(self):
        client = signed_in(self.a["accounts"]["officer"], self.a)
        listed = client.get(self.a["delegate_admin"])

        file = client.get(self.a["exports"][-1])

        text = b"".join(file.streaming_content).decode()
        assert listed.status_code == 200
        # The sign in front of a telephone number could begin a formula; remarks leave with no list.
        left_out = [name for name, value in self.a["canaries"].items() if value.lstrip("+") not in text]
        assert left_out == ["remarks"]
        assert self.b["canaries"]["family_name"] not in text

    def test_others_of_the_staff_take_no_list(self):
        for role in ("programme", "donor_viewer"):
            client = signed_in(self.a["accounts"][role], self.a)

            assert {client.get(address).status_code for address in self.a["exports"]} == {403}

    def test_the_superuser_sees_all_three(self):
        for conference in (self.a, self.b, self.c):
            signed_in(self.told["superuser"], conference)

    def test_further_delegates_fill_a(self):
        told = rehearse(delegates=70)

        people = Delegate.objects.filter(conference__slug=told["conferences"]["a"]["slug"])
        assert people.count() == 90
        assert len(told["conferences"]["a"]["delegates"]) == 20


class TestRefusals(TestCase):
    def test_without_debug_it_has_to_be_asked_for(self):
        with pytest.raises(CommandError, match="DEBUG is off"):
            rehearse()

    @override_settings(DEBUG=True)
    def test_beside_a_real_conference_nothing_is_made(self):
        """R-70."""
        make_conference()

        with pytest.raises(CommandError, match="never mixes"):
            rehearse()

        assert Conference.objects.count() == 1
