"""Every form of the organisers' admin can be sent, and sending it as it stands changes nothing."""

from django.contrib import admin
from django.forms.models import model_to_dict
from django.test import TestCase
from django.urls import reverse

from conference.models import Country, Room
from tests.cast import client_of, make_cast
from tests.conference.admin.test_pages import fill
from tests.conference.admin.typed import fields_of
from tests.factories import make_country

#: They are written, not saved.
OTHERS = {"conferenceevent", "privacynotice"}


class TestSaving(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.things = fill(cls.cast.a, "Own") | {"user": cls.cast.officer_a, "country": make_country("KG")}
        cls.client_of_all = client_of(cls.cast.superuser, cls.cast.a)

    def addresses(self):
        """The form of one thing of every kind that can be saved; people and their papers are decided on, not saved."""
        for model in sorted(admin.site._registry, key=lambda each: each._meta.label):
            if model._meta.app_label != "attendees" and model._meta.model_name not in OTHERS:
                thing = self.things[model._meta.model_name]
                yield thing, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[thing.pk])

    def test_every_form_is_saved_as_it_stands(self):
        for thing, address in self.addresses():
            with self.subTest(address):
                before = model_to_dict(thing)
                page = self.client_of_all.get(address)

                answer = self.client_of_all.post(address, fields_of(page.content.decode()))

                assert answer.status_code == 302, answer.context["errors"]
                thing.refresh_from_db()
                assert model_to_dict(thing) == before

    def test_nothing_changed_is_nothing_recorded(self):
        """Of the conference's own things; a State belongs to none."""
        for _thing, address in self.addresses():
            self.client_of_all.post(address, fields_of(self.client_of_all.get(address).content.decode()))

        assert list(self.cast.a.events.filter(kind="EDITED").values_list("data", flat=True)) == []

    def test_one_changed_field_is_the_one_that_is_recorded(self):
        room = self.things["room"]
        address = reverse("admin:conference_room_change", args=[room.pk])

        self.client_of_all.post(address, fields_of(self.client_of_all.get(address).content.decode()) | {"capacity": 12})

        assert Room.objects.get(pk=room.pk).capacity == 12
        assert self.cast.a.events.get(kind="EDITED").data["fields"] == ["capacity"]

    def test_a_states_other_names_are_kept_in_lines_of_their_own(self):
        address = reverse("admin:conference_country_change", args=["KG"])
        sent = fields_of(self.client_of_all.get(address).content.decode())

        self.client_of_all.post(address, sent | {"aliases": "Kirgizia\r\n\r\n  Киргизия  "})

        assert Country.objects.get(pk="KG").aliases == ["Kirgizia", "Киргизия"]
        assert "kirgizia" in Country.objects.get(pk="KG").folded
