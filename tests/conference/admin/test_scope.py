"""Nothing of conference B is read, counted, pointed at, moved or deleted from conference A (AD-02 … AD-13)."""

from urllib.parse import urlencode

from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conference.models import ConferenceEvent, Organisation, Partner, Room, Session, Venue
from tests.cast import body, client_of, make_cast
from tests.conference.admin.test_pages import fill

DAY = "2026-11-25"


def session_data(**fields):
    """A filled form of a session."""
    return {
        "code": "NEW",
        "title_en": "New",
        "type": "PLENARY",
        "starts_at": f"{DAY}T10:00",
        "ends_at": f"{DAY}T11:00",
        "signup": "NONE",
        "roles-TOTAL_FORMS": "0",
        "roles-INITIAL_FORMS": "0",
        **fields,
    }


class Scope(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.own = fill(cls.cast.a, "Own")
        cls.foreign = fill(cls.cast.b, "Foreign")

    def setUp(self):
        self.client = client_of(self.cast.manager_a)

    def url(self, name, verb, *args):
        return reverse(f"admin:conference_{name}_{verb}", args=args)


class TestReading(Scope):
    def test_another_conferences_things_are_the_same_404_as_nothing(self):
        for name, thing in self.foreign.items():
            if name == "sessionrole":
                continue
            for verb in ("change", "delete", "history"):
                there = self.client.get(self.url(name, verb, thing.pk))
                nowhere = self.client.get(self.url(name, verb, 999_999))
                expected = 403 if verb == "delete" and name in {"conference", "privacynotice"} else 404
                assert (there.status_code, nowhere.status_code) == (expected, expected), (name, verb)
                assert body(there) == body(nowhere), (name, verb)

    def test_a_number_no_database_holds_is_not_found(self):
        for number in ("99999999999999999999", "-1", "abc", "٣٣٣", "1_0"):
            page = self.client.get(f"/admin/conference/session/{number}/change/")

            assert page.status_code == 404, number

    def test_drop_downs_and_filters_offer_own_things_only(self):
        for path in (
            self.url("session", "add"),
            self.url("session", "changelist"),
            self.url("partner", "add"),
            self.url("organisation", "add"),
            self.url("room", "add"),
        ):
            page = self.client.get(path).content.decode()

            assert "Foreign" not in page, path
            assert "Bravo" not in page, path

    def test_a_filter_by_another_conferences_thing_says_nothing(self):
        page = self.client.get(self.url("session", "changelist"), {"room__id__exact": self.foreign["room"].pk})

        assert page.status_code == 302
        assert page["Location"].endswith("?e=1")

    def test_hidden_fields_cannot_be_read_letter_by_letter(self):
        for query in (
            "code__startswith=S",
            "title__icontains=Own",
            "conference__slug__startswith=conference-b",
            "conference=2",
            "room__conference__slug=conference-b",
            "signups__delegate__link_hash__startswith=a",
            "user__password__startswith=argon",
            "pk__gt=0",
            "id__in=1,2,3",
        ):
            for name in ("session", "membership", "category"):
                page = self.client.get(f"{self.url(name, 'changelist')}?{query}")

                assert page.status_code == 400, (name, query)

    def test_search_finds_own_things_in_any_script_and_nothing_else(self):
        Organisation.objects.create(conference=self.cast.a, name={"ru": "Жапаров и партнёры"})

        found = self.client.get(self.url("organisation", "changelist"), {"q": "japarov"}).content.decode()
        foreign = self.client.get(self.url("organisation", "changelist"), {"q": "Foreign"}).content.decode()
        percent = self.client.get(self.url("organisation", "changelist"), {"q": "%"}).content.decode()

        assert "1 result" in found
        assert "0 results" in foreign
        assert "0 results" in percent

    def test_history_holds_no_names_and_is_scoped(self):
        self.client.post(self.url("room", "add"), {"code": "X", "name_en": "Secret room", "order": "1"})
        room = Room.objects.get(code="X")

        events = ConferenceEvent.objects.filter(data__model="room")

        assert [(each.conference_id, each.kind, each.data["pk"]) for each in events] == [
            (self.cast.a.pk, "ADDED", room.pk)
        ]
        assert "Secret" not in str(events[0].data)
        assert LogEntry.objects.count() == 0
        assert self.client.get(self.url("room", "history", room.pk)).status_code == 200


class TestShutDoors(Scope):
    def test_pop_ups_and_copies_are_closed(self):
        change = self.url("session", "change", self.own["session"].pk)

        for query in ("_popup=1", "_to_field=id", "_to_field=code", "_saveasnew=1"):
            assert self.client.get(f"{change}?{query}").status_code == 404, query
        copied = self.client.post(change, session_data(_saveasnew="1"))

        assert copied.status_code == 404
        assert not Session.objects.filter(code="NEW").exists()

    def test_view_on_site_and_the_list_of_an_app_are_closed(self):
        assert self.client.get("/admin/r/1/1/").status_code == 404
        assert self.client.get("/admin/conference/").status_code == 404
        assert self.client.get("/admin/doc/").status_code == 404

    def test_suggestions_are_given_for_declared_fields_only(self):
        for field in ("user", "conference", "role", "nothing"):
            query = {"app_label": "conference", "model_name": "membership", "field_name": field, "term": ""}

            assert self.client.get("/admin/autocomplete/", query).status_code in {403, 404}, field

    def test_kept_filters_lead_back_to_the_same_list_only(self):
        change = self.url("room", "change", self.own["room"].pk)
        filters = urlencode({"_changelist_filters": "next=https://evil.example&q=x"})
        form = {"code": "R", "name_en": "Room", "order": "1"}

        answer = self.client.post(f"{change}?{filters}", form)

        assert answer["Location"].startswith("/admin/conference/room/?")


class TestWriting(Scope):
    def test_the_server_sets_the_conference(self):
        form = session_data(conference=self.cast.b.pk)

        self.client.post(self.url("session", "add"), form)

        assert Session.objects.get(code="NEW").conference == self.cast.a

    def test_a_record_is_not_moved_to_another_conference(self):
        form = {"code": "MOVED", "name_en": "x", "order": "1", "conference": self.cast.b.pk}

        self.client.post(self.url("room", "change", self.own["room"].pk), form)

        assert Room.objects.get(code="MOVED").conference == self.cast.a

    def test_nothing_points_at_another_conferences_things(self):
        answer = self.client.post(self.url("session", "add"), session_data(room=self.foreign["room"].pk))

        assert answer.status_code == 200
        assert not Session.objects.filter(code="NEW").exists()
        form = {"organisation": self.foreign["organisation"].pk, "role": "DONOR", "order": "1"}
        assert self.client.post(self.url("partner", "add"), form).status_code == 200
        assert not Partner.objects.filter(role="DONOR").exists()

    def test_the_same_code_twice_is_words_and_no_error_of_the_server(self):
        answer = self.client.post(self.url("session", "add"), session_data(code=self.own["session"].code))

        assert answer.status_code == 200
        assert "errornote" in answer.content.decode()

    def test_a_row_below_a_form_cannot_be_another_sessions(self):
        role = self.foreign["sessionrole"]
        forged = session_data(
            **{
                "roles-TOTAL_FORMS": "1",
                "roles-INITIAL_FORMS": "1",
                "roles-0-id": role.pk,
                "roles-0-session": self.foreign["session"].pk,
                "roles-0-role": "SPEAKER",
                "roles-0-count": "1",
                "roles-0-order": "1",
                "roles-0-DELETE": "on",
            }
        )

        self.client.post(self.url("session", "change", self.own["session"].pk), forged)

        role.refresh_from_db()
        assert (role.role, role.session) == ("CHAIR", self.foreign["session"])

    def test_a_row_is_not_hung_on_another_conferences_session(self):
        forged = session_data(
            **{
                "roles-TOTAL_FORMS": "1",
                "roles-0-session": self.foreign["session"].pk,
                "roles-0-role": "SPEAKER",
                "roles-0-count": "1",
                "roles-0-order": "1",
            }
        )

        self.client.post(self.url("session", "change", self.own["session"].pk), forged)

        assert self.foreign["session"].roles.count() == 1

    def test_a_forged_number_of_rows_is_not_drawn(self):
        forged = session_data(code="", **{"roles-TOTAL_FORMS": "9" * 400})

        answer = self.client.post(self.url("session", "change", self.own["session"].pk), forged)

        assert answer.status_code == 200
        assert answer.content.decode().count('-who_en"') < 200

    def test_an_action_reaches_own_rows_only(self):
        venues = [self.own["venue"].pk, self.foreign["venue"].pk]
        form = {"action": "delete_selected", "_selected_action": venues, "post": "yes", "select_across": "1"}

        self.client.post(self.url("venue", "changelist"), form)

        assert list(Venue.objects.values_list("conference", flat=True)) == [self.cast.b.pk]

    def test_nonsense_in_an_action_is_refused(self):
        for selected in ("abc", "99999999999999999999", "-1"):
            form = {"action": "delete_selected", "_selected_action": selected}

            assert self.client.post(self.url("room", "changelist"), form).status_code == 400, selected
        form = {"action": "no_such_action", "_selected_action": self.own["room"].pk}
        assert self.client.post(self.url("room", "changelist"), form).status_code == 403

    def test_a_form_opened_for_another_conference_saves_nothing(self):
        answer = self.client.post(self.url("session", "add"), session_data(_conference=self.cast.b.pk))

        assert answer.status_code == 409
        assert "another_conference" in answer.content.decode()
        assert not Session.objects.filter(code="NEW").exists()


class TestAddresses(Scope):
    def test_garbage_in_the_address_is_never_an_error_of_the_server(self):
        for query in (
            "p=999999999",
            "p=-1",
            "p=abc",
            "p=" + "9" * 5000,
            "o=1.2.99",
            "o=-0.--.x",
            "o=" + ".".join("1" * 900),
            "all=1",
            "all=x",
            "e=1",
            "q=" + "+".join(["a"] * 2000),
            "q=" + "%25" * 500,
            "q=%22&q=%27",
            "q=" + "x" * 1_000_000,
            "type__exact=" + "x" * 5000,
            "type__exact=%F0%9F%98%80",
            "&".join(["type__exact=PANEL"] * 200),
            "room__id__exact=99999999999999999999",
            "room__id__exact=abc",
            "room__isnull=maybe",
            "created__year=99999",
            "starts_at__gte=x",
        ):
            page = self.client.get(f"{self.url('session', 'changelist')}?{query}")

            assert page.status_code in {200, 302, 400}, (query[:60], page.status_code)

    def test_a_clean_address_follows_one_that_was_repaired(self):
        bad = self.url("session", "changelist") + "?room__id__exact=999"

        page = self.client.get(bad, follow=True)

        assert page.status_code == 200
        assert self.client.get(f"{bad}&e=1").status_code == 400


class TestStatements(Scope):
    def test_a_list_costs_the_same_for_one_row_and_for_thirty(self):
        def cost():
            with CaptureQueriesContext(connection) as queries:
                self.client.get(self.url("partner", "changelist"))
            return len(queries)

        self.client.get(self.url("partner", "changelist"))
        before = cost()
        for number in range(30):
            organisation = Organisation.objects.create(conference=self.cast.a, name={"en": f"Own {number}"})
            Partner.objects.create(conference=self.cast.a, organisation=organisation, role="SUPPORT")

        assert cost() == before
        assert before <= 8
