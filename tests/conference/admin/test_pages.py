"""Every page of the organisers' admin opens for those who may, and for nobody else."""

from django.contrib import admin
from django.test import TestCase
from django.urls import reverse

from conference.admin.base import Scoped, ScopedAdmin, ScopedForm
from conference.models import Organisation, Partner, SessionRole, Venue
from tests.cast import client_of, make_cast
from tests.factories import make_category, make_room, make_session


def fill(conference, word):
    """One of everything that is held, with a word found nowhere else."""
    organisation = Organisation.objects.create(conference=conference, name={"en": f"{word} Ministry"})
    session = make_session(conference, title={"en": f"{word} Session"}, room=make_room(conference))
    return {
        "organisation": organisation,
        "partner": Partner.objects.create(conference=conference, organisation=organisation, role="HOST"),
        "venue": Venue.objects.create(conference=conference, name={"en": f"{word} Venue"}),
        "room": make_room(conference, name={"en": f"{word} Room"}),
        "session": session,
        "sessionrole": SessionRole.objects.create(session=session, role="CHAIR", who={"en": f"{word} Chair"}),
        "category": make_category(conference, name={"en": f"{word} Category"}),
        "membership": conference.memberships.first(),
        "privacynotice": conference.privacy_notices.first(),
        "conference": conference,
    }


class TestPages(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.things = fill(cls.cast.a, "Own")
        fill(cls.cast.b, "Foreign")

    def test_a_manager_opens_every_list_and_every_thing(self):
        client = client_of(self.cast.manager_a)

        for name, thing in self.things.items():
            if name == "sessionrole":
                continue
            change = client.get(reverse(f"admin:conference_{name}_change", args=[thing.pk]))
            assert change.status_code == 200, name
            assert "Foreign" not in change.content.decode()
            history = client.get(reverse(f"admin:conference_{name}_history", args=[thing.pk]))
            assert history.status_code == 200, name
            changelist = client.get(reverse(f"admin:conference_{name}_changelist"), follow=True)
            assert changelist.status_code == 200, name
            assert "Foreign" not in changelist.content.decode()

    def test_a_manager_opens_every_form_for_a_new_thing(self):
        client = client_of(self.cast.manager_a)

        for name in set(self.things) - {"sessionrole", "conference"}:
            page = client.get(reverse(f"admin:conference_{name}_add"))
            assert page.status_code == 200, name
            assert "Foreign" not in page.content.decode()
            assert 'name="_conference"' in page.content.decode(), name

    def test_a_superuser_opens_countries_accounts_and_a_new_conference(self):
        client = client_of(self.cast.superuser)

        for name in ("accounts_user_changelist", "accounts_user_add", "conference_conference_add"):
            assert client.get(reverse(f"admin:{name}")).status_code == 200, name
        user = reverse("admin:accounts_user_change", args=[self.cast.officer_b.pk])
        assert client.get(user).status_code == 200

    def test_a_donor_viewer_opens_none_of_them(self):
        client = client_of(self.cast.donor_a)

        for name, thing in self.things.items():
            if name == "sessionrole":
                continue
            for verb, args in (
                ("changelist", []),
                ("add", []),
                ("change", [thing.pk]),
                ("delete", [thing.pk]),
            ):
                page = client.get(reverse(f"admin:conference_{name}_{verb}", args=args))
                assert page.status_code == 403, (name, verb)


class TestEveryAdminIsScoped(TestCase):
    def test_every_admin_inline_and_form_is_of_the_scoped_kind(self):
        for model, model_admin in admin.site._registry.items():
            assert isinstance(model_admin, ScopedAdmin), model
            assert issubclass(model_admin.form, ScopedForm), model
            for inline in model_admin.inlines:
                assert issubclass(inline, Scoped), inline
                assert issubclass(inline.form, ScopedForm), inline

    def test_no_admin_edits_in_the_list_or_follows_a_calendar(self):
        for model, model_admin in admin.site._registry.items():
            assert not model_admin.list_editable, model
            assert not model_admin.date_hierarchy, model
            assert not model_admin.save_as, model
