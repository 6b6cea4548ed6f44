"""Who may open and who may write; a right taken away is gone at once (AC-16, AD-16)."""

from django.contrib.auth.models import Permission
from django.test import TestCase
from django.urls import reverse

from conference.models import Membership, Room, Session
from tests.cast import body, client_of, make_cast, role_of
from tests.conference.admin.test_pages import fill
from tests.factories import make_membership, make_user

#: The pages of the menu each role has.
MENUS = {
    "manager_a": {
        "category",
        "conference",
        "conferenceevent",
        "country",
        "membership",
        "organisation",
        "partner",
        "privacynotice",
        "room",
        "session",
        "venue",
    },
    "officer_a": {"category", "country", "organisation"},
    "programme_a": {"country", "room", "session", "venue"},
    "donor_a": set(),
    "nobody": set(),
}


class Roles(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.things = fill(cls.cast.a, "Own")


class TestMenus(Roles):
    def test_each_role_opens_its_own_lists_of_conference_a(self):
        for name, expected in MENUS.items():
            client = client_of(getattr(self.cast, name))
            opened = {model for model in MENUS["manager_a"] if self._opens(client, model)}

            assert opened == expected, name

    def _opens(self, client, model):
        answer = client.get(reverse(f"admin:conference_{model}_changelist"))
        return answer.status_code == 200 or answer.get("Location", "").endswith("/change/")

    def test_a_choice_that_is_not_mine_is_forgotten(self):
        client = client_of(self.cast.manager_b, self.cast.a)

        assert client.get("/admin/conference/session/").status_code == 403
        assert "Own Session" not in client.get("/admin/conference/session/").content.decode()

    def test_staff_accounts_are_for_superusers(self):
        for name in MENUS:
            client = client_of(getattr(self.cast, name))

            for verb, args in (("changelist", []), ("add", []), ("change", [self.cast.donor_a.pk])):
                page = client.get(reverse(f"admin:accounts_user_{verb}", args=args))
                assert page.status_code == 403, (name, verb)

    def test_permissions_of_django_grant_nothing(self):
        self.cast.donor_a.user_permissions.set(Permission.objects.all())

        page = client_of(self.cast.donor_a).get(reverse("admin:conference_session_changelist"))

        assert page.status_code == 403


class TestWriting(Roles):
    def test_an_officer_reads_categories_and_writes_none(self):
        client = client_of(self.cast.officer_a)
        category = self.things["category"]
        change = reverse("admin:conference_category_change", args=[category.pk])

        assert client.get(change).status_code == 200
        assert client.post(change, {"code": "X"}).status_code == 403
        assert client.post(reverse("admin:conference_category_add"), {}).status_code == 403
        assert client.post(reverse("admin:conference_category_delete", args=[category.pk])).status_code == 403
        form = {"action": "delete_selected", "_selected_action": category.pk, "post": "yes"}
        assert client.post(reverse("admin:conference_category_changelist"), form).status_code == 403

    def test_nobody_changes_the_history_not_even_a_superuser(self):
        event = self.cast.a.events.create(kind="STARTED", at="2026-01-01T00:00Z")
        client = client_of(self.cast.superuser, self.cast.a)

        for verb, args in (("add", []), ("change", [event.pk]), ("delete", [event.pk])):
            answer = client.post(reverse(f"admin:conference_conferenceevent_{verb}", args=args), {"kind": "ENDED"})
            assert answer.status_code == 403, verb

    def test_other_methods_than_get_and_post_are_not_answered(self):
        client = client_of(self.cast.manager_a)

        for method in ("put", "patch", "delete", "options"):
            assert getattr(client, method)(reverse("admin:conference_room_changelist")).status_code == 405


class TestARightTakenAway(Roles):
    def test_the_next_request_is_refused(self):
        client = client_of(self.cast.programme_a)
        sessions = reverse("admin:conference_session_changelist")
        assert client.get(sessions).status_code == 200

        Membership.objects.filter(user=self.cast.programme_a).update(role="donor_viewer")

        assert client.get(sessions).status_code == 403

    def test_without_any_role_the_conference_is_gone(self):
        client = client_of(self.cast.manager_a)
        assert client.get("/admin/").status_code == 200

        Membership.objects.filter(user=self.cast.manager_a).delete()

        assert client.get("/admin/").status_code == 403
        assert client.get("/admin/")["Location"] == "/admin/choose/"


class TestChoosing(Roles):
    def test_with_one_conference_nobody_chooses(self):
        page = client_of(self.cast.officer_a).get("/admin/")

        assert page.status_code == 200
        assert "Alpha" in page.content.decode()

    def test_with_two_one_chooses_and_then_never_sees_the_other(self):
        both = make_user(username="both")
        make_membership(self.cast.a, "manager", both)
        make_membership(self.cast.b, "manager", both)
        client = client_of(both)

        assert client.get("/admin/")["Location"] == "/admin/choose/"
        choose = client.get("/admin/choose/").content.decode()
        assert "/admin/c/conference-a/" in choose
        assert "/admin/c/conference-b/" in choose
        assert client.get("/admin/c/conference-a/").status_code == 200
        assert "Bravo" not in client.get("/admin/").content.decode()

    def test_another_conference_is_not_entered(self):
        client = client_of(self.cast.manager_a)

        there, nowhere = client.get("/admin/c/conference-b/"), client.get("/admin/c/no-such/")

        assert (there.status_code, nowhere.status_code) == (404, 404)
        assert body(there) == body(nowhere)
        assert "Alpha" in client.get("/admin/").content.decode()

    def test_a_superuser_without_conferences_can_add_one(self):
        assert client_of(self.cast.superuser).get(reverse("admin:conference_conference_add")).status_code == 200

    def test_somebody_of_no_staff_is_told_what_to_do(self):
        page = client_of(self.cast.nobody).get("/admin/", follow=True)

        assert page.status_code == 200
        assert "no part in a conference" in page.content.decode()


class TestMarkup(Roles):
    PAYLOAD = '<img src=x onerror="alert(1)">'

    def test_markup_in_a_name_is_text_everywhere(self):
        """AD-18."""
        for model, field in (("session", "title"), ("room", "name"), ("category", "name"), ("organisation", "name")):
            thing = self.things[model]
            setattr(thing, field, {"en": self.PAYLOAD})
            thing.save()
        self.cast.a.short_title = {"en": self.PAYLOAD}
        self.cast.a.save()
        client = client_of(self.cast.manager_a)

        for path in self._paths():
            page = client.get(path, follow=True).content.decode()
            assert "<img src=x" not in page, path
            assert "&lt;img src=x" in page, path

    def _paths(self):
        yield "/admin/"
        yield "/admin/choose/"
        for model in ("session", "room", "category", "organisation"):
            for verb, args in (
                ("changelist", []),
                ("change", [self.things[model].pk]),
                ("delete", [self.things[model].pk]),
                ("history", [self.things[model].pk]),
            ):
                yield reverse(f"admin:conference_{model}_{verb}", args=args)

    def test_markup_is_text_in_messages_and_confirmations(self):
        client = client_of(self.cast.manager_a)
        form = {"code": "NEW", "name_en": self.PAYLOAD, "order": "1"}

        added = client.post(reverse("admin:conference_room_add"), form, follow=True).content.decode()
        room = Room.objects.get(code="NEW")
        asked = {"action": "delete_selected", "_selected_action": room.pk}
        confirm = client.post(reverse("admin:conference_room_changelist"), asked).content.decode()

        for page in (added, confirm):
            assert "<img src=x" not in page
            assert "&lt;img src=x" in page


class TestClashes(Roles):
    def test_the_warning_stands_beside_the_programme_and_blocks_nothing(self):
        first = self.things["session"]
        Session.objects.create(
            conference=self.cast.a,
            code="TWO",
            title={"en": "Second"},
            room=first.room,
            starts_at=first.starts_at,
            ends_at=first.ends_at,
        )

        page = client_of(self.cast.programme_a).get(reverse("admin:conference_session_changelist"))

        assert "“Own Session” and “Second” are in" in page.content.decode()


class TestCastItself(Roles):
    def test_the_roles_are_what_the_names_say(self):
        assert role_of(self.cast.officer_a, self.cast.a) == "officer"
        assert role_of(self.cast.officer_a, self.cast.b) is None
