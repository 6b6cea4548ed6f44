"""Registration by anybody, step by step."""

import re

import time_machine
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from attendees.models import Consent, Delegate
from conference.enums import ApprovalMode, ConferenceStatus, Confidentiality, PhotoRule
from mailing.models import Letter
from tests.attendees.filled import answers, form_path, portrait
from tests.factories import NOON, make_category, make_conference, make_delegate, make_room, make_session, minutes


def outcome(response) -> str:
    """The marker of CONTRACT.md."""
    found = re.search(r'data-outcome="([a-z]+)"', response.content.decode())
    return found[1] if found else ""


def reference(response) -> str:
    """The public reference shown."""
    found = re.search(r"data-reference>([^<]+)<", response.content.decode())
    return found[1] if found else ""


@time_machine.travel(NOON, tick=False)
class TestChooseCategory(TestCase):
    def test_only_open_categories_with_room_are_links(self):
        conference = make_conference()
        open_one = make_category(conference, choice={"en": "I come freely"})
        full = make_category(conference, choice={"en": "I am too late"}, quota=1)
        make_delegate(category=full, status="APPROVED")
        make_category(conference, choice={"en": "I was invited"}, is_open=False)

        page = self.client.get(f"/{conference.slug}/register/").content.decode()

        assert f'<h2><a href="{form_path(open_one)}">I come freely</a></h2>' in page
        assert '<h2 class="off">I am too late</h2>' in page
        assert "The one place is taken" in page
        assert page.index("I am too late") < page.index("By invitation only") < page.index("<li>I was invited</li>")
        assert "If you were invited, write to the secretariat." in page

    def test_without_open_categories_it_says_so(self):
        category = make_category(is_open=False, choice={})

        page = self.client.get(f"/{category.conference.slug}/register/").content.decode()

        assert "No category is open to the public." in page
        assert "By invitation only" not in page

    def test_closed_registration_says_since_when(self):
        conference = make_conference(registration_closes_at=NOON - minutes(1))

        response = self.client.get(f"/{conference.slug}/register/")

        assert outcome(response) == "closed"
        assert "Bishkek time (UTC+6)" in response.content.decode()

    def test_a_closed_conference_is_no_page(self):
        conference = make_conference(confidentiality=Confidentiality.CLOSED)

        assert self.client.get(f"/{conference.slug}/register/").status_code == 404
        assert self.client.get(form_path(make_category(conference))).status_code == 404


@time_machine.travel(NOON, tick=False)
class TestWhenAllPlacesAreTaken(TestCase):
    """Pages of ``conference``, which asks us without knowing us."""

    def setUp(self):
        self.conference, self.other = make_conference(capacity=1), make_conference(capacity=2)
        for conference in (self.conference, self.other):
            make_delegate(conference=conference, status="APPROVED")

    def test_the_conference_page_offers_the_waiting_list(self):
        full = self.client.get(self.conference.get_absolute_url()).content.decode()
        free = self.client.get(self.other.get_absolute_url()).content.decode()

        assert "All places are taken" in full
        assert f'href="/{self.conference.slug}/register/">Put your name on the waiting list</a>' in full
        assert "All places are taken" not in free
        assert f'href="/{self.other.slug}/register/">Register</a>' in free

    def test_the_home_page_says_it_of_the_one(self):
        page = self.client.get("/").content.decode()

        assert page.count("All places are taken") == 1
        assert page.count("Registration open") == 1

    def test_a_conference_that_is_over_is_not_called_full(self):
        over = make_conference(capacity=1, registration_closes_at=NOON - minutes(1))
        make_delegate(conference=over, status="APPROVED")

        assert "All places are taken" not in self.client.get(over.get_absolute_url()).content.decode()


@time_machine.travel(NOON, tick=False)
class TestForm(TestCase):
    def test_the_form_asks_only_what_the_category_asks(self):
        category = make_category(fields_asked=["organisation"], photo=PhotoRule.FORBIDDEN)

        page = self.client.get(form_path(category)).content.decode()

        asked = set(re.findall(r'name="([a-z_]+)"', page)) - {"viewport", "csrfmiddlewaretoken", "step"}
        assert asked == {
            "color", "submission_key", "organisation", "family_name", "given_name", "single_name", "sex", "email",
            "language", "consent_notice", "consent_photo", "consent_contacts", "consent_future",
        } - {"color"}  # fmt: skip

    def test_nothing_is_ticked_beforehand(self):
        page = self.client.get(form_path(make_category())).content.decode()

        assert "checked" not in page

    def test_one_way_only_leads_to_a_category(self):
        category = make_category(code="UN_SYSTEM")
        slug = category.conference.slug

        assert self.client.get(f"/{slug}/register/un-system/").status_code == 200
        for other in ("UN_SYSTEM", "un_system", "UN-SYSTEM", "unknown"):
            assert self.client.get(f"/{slug}/register/{other}/").status_code == 404

    def test_by_invitation_only_is_said_and_kept(self):
        category = make_category(is_open=False)

        page = self.client.get(form_path(category))
        answer = self.client.post(form_path(category), answers())

        assert (page.status_code, outcome(page)) == (200, "refused")
        assert (answer.status_code, outcome(answer)) == (403, "refused")
        assert Delegate.objects.count() == 0

    def test_errors_are_listed_linked_and_nothing_typed_is_lost(self):
        sent = answers(email="no-at-sign", consent_notice=None, position="<b>Head</b>")

        response = self.client.post(form_path(make_category()), sent)

        page = response.content.decode()
        assert (response.status_code, outcome(response)) == (200, "invalid")
        assert 'href="#id_email"' in page
        assert 'href="#id_consent_notice"' in page
        assert 'value="no-at-sign"' in page
        assert 'value="&lt;b&gt;Head&lt;/b&gt;"' in page
        assert 'value="a-key-of-the-form"' in page
        assert Delegate.objects.count() == 0

    def test_check_shows_the_answers_and_carries_them_along(self):
        sent = answers(family_name="OSMONOV", given_name="ASKAR", step="check")

        page = self.client.post(form_path(make_category()), sent).content.decode()

        assert "Askar Osmonov" in page
        assert "You typed ASKAR OSMONOV" in page
        assert '<input type="hidden" name="family_name" value="OSMONOV">' in page
        assert Delegate.objects.count() == 0

    def test_a_change_goes_back_to_the_form_with_everything_in_it(self):
        page = self.client.post(form_path(make_category()), answers(step="edit", email="")).content.decode()

        assert 'value="Head of Department"' in page
        assert "data-outcome" not in page

    def test_a_latin_name_is_suggested_into_a_blank_field_only(self):
        category = make_category()

        blank = self.client.post(form_path(category), answers(family_name="")).content.decode()
        typed = self.client.post(form_path(category), answers(family_name="Usmonov", email="")).content.decode()

        assert 'name="family_name" value="Osmonov"' in blank
        assert 'name="family_name" value="Usmonov"' in typed


@time_machine.travel(NOON, tick=False)
class TestSend(TestCase):
    def test_a_registration_is_approved_and_told(self):
        category = make_category()

        response = self.client.post(form_path(category), answers())

        delegate = Delegate.objects.get()
        assert (response.status_code, outcome(response)) == (200, "approved")
        assert reference(response) == delegate.reference
        assert (delegate.status, delegate.country_id, delegate.number) == ("APPROVED", "KG", 1)
        assert (delegate.phone, delegate.date_of_birth) == ("+996555012345", "1980-03-27")
        assert Letter.objects.get().kind == "delegate_approved"
        assert "a…v@minjust.example" in response.content.decode()

    def test_names_in_capitals_are_stored_as_people_write_them(self):
        self.client.post(form_path(make_category()), answers(family_name="JAPAROV", given_name="ASKAR"))

        assert Delegate.objects.get().formal_name == "Japarov, Askar"

    def test_the_secretariat_decides_on_the_others(self):
        category = make_category(approval=ApprovalMode.SECRETARIAT)

        assert outcome(self.client.post(form_path(category), answers())) == "received"

    def test_the_last_seat_taken_means_the_waiting_list(self):
        category = make_category(quota=1)
        make_delegate(category=category, status="APPROVED")

        response = self.client.post(form_path(category), answers())

        assert outcome(response) == "waitlisted"
        assert "Your place on the list" in response.content.decode()

    def test_one_name_only_needs_a_tick(self):
        category = make_category()

        refused = self.client.post(form_path(category), answers(family_name="", cyrillic_family_name=""))
        taken = self.client.post(form_path(category), answers(family_name="Gulzat", given_name="", single_name="on"))

        assert outcome(refused) == "invalid"
        assert outcome(taken) == "approved"
        assert Delegate.objects.get().formal_name == "Gulzat"

    def test_consents_are_kept_with_the_version_of_the_notice(self):
        self.client.post(form_path(make_category()), answers())

        kept = {consent.kind: (consent.value, consent.version) for consent in Consent.objects.all()}
        assert kept == {"NOTICE": (True, 1), "PHOTO": (False, 1), "CONTACTS": (True, 1), "FUTURE": (False, 1)}

    def test_without_the_notice_nothing_is_taken(self):
        response = self.client.post(form_path(make_category()), answers(consent_notice=None))

        assert outcome(response) == "invalid"
        assert Delegate.objects.count() == 0

    def test_closed_while_the_form_was_open(self):
        category = make_category(make_conference(status=ConferenceStatus.REGISTRATION_CLOSED))

        response = self.client.post(form_path(category), answers())

        assert (response.status_code, outcome(response)) == (409, "closed")

    def test_no_session_row_for_people_without_an_account(self):
        response = self.client.post(form_path(make_category()), answers())

        assert "sid" not in response.cookies


@time_machine.travel(NOON, tick=False)
class TestSendTwice(TestCase):
    def setUp(self):
        self.category = make_category()
        self.path = form_path(self.category)
        self.client.get(self.path)

    def test_the_same_key_and_answers_are_one_registration(self):
        first = self.client.post(self.path, answers())
        again = self.client.post(self.path, answers())

        assert (outcome(again), reference(again)) == ("approved", reference(first))
        assert (Delegate.objects.count(), Letter.objects.count()) == (1, 1)

    def test_the_same_key_with_other_answers_is_refused(self):
        first = self.client.post(self.path, answers())

        again = self.client.post(self.path, answers(position="Minister"))

        assert (again.status_code, outcome(again)) == (422, "refused")
        assert 'data-code="key_reused"' in again.content.decode()
        assert reference(first) not in again.content.decode()
        assert Delegate.objects.get().position == "Head of Department"

    def test_another_browser_never_sees_the_stored_answer(self):
        first = self.client.post(self.path, answers())
        other = Client()
        other.get(self.path)

        again = other.post(self.path, answers())

        assert again.status_code == 422
        assert reference(first) not in again.content.decode()

    def test_the_same_person_again_is_a_duplicate_and_gets_the_link(self):
        first = self.client.post(self.path, answers())

        again = self.client.post(self.path, answers(submission_key="another", given_name="ASKAR"))

        assert outcome(again) == "duplicate"
        assert reference(first) not in again.content.decode()
        assert list(Letter.objects.order_by("created_at", "kind").values_list("kind", flat=True)) == [
            "delegate_approved",
            "delegate_link",
        ]

    def test_an_answer_after_withdrawal_says_so_and_changes_nothing(self):
        self.client.post(self.path, answers())
        Delegate.objects.update(status="WITHDRAWN")

        again = self.client.post(self.path, answers())

        assert outcome(again) == "withdrawn"
        assert Delegate.objects.get().status == "WITHDRAWN"


@time_machine.travel(NOON, tick=False)
class TestRestricted(TestCase):
    """Nobody learns from the form who comes to a restricted conference (docs/decisions)."""

    def setUp(self):
        self.category = make_category(make_conference(confidentiality=Confidentiality.RESTRICTED))
        self.path = form_path(self.category)

    def test_known_and_unknown_people_get_the_same_page(self):
        first = self.client.post(self.path, answers())
        known = self.client.post(self.path, answers(submission_key="another"))

        def plain(response):
            return response.content.decode().replace(reference(response), "REFERENCE")

        assert (outcome(first), outcome(known)) == ("received", "received")
        assert reference(known) not in ("", reference(first))
        assert plain(first) == plain(known)

    def test_an_officer_finds_the_registration_by_the_second_reference(self):
        self.client.post(self.path, answers())
        second = reference(self.client.post(self.path, answers(submission_key="another")))

        assert list(Delegate.objects.matching(second)) == [Delegate.objects.get()]

    def test_the_second_reference_stays_the_same_for_the_same_form(self):
        self.client.post(self.path, answers())

        one, two = (reference(self.client.post(self.path, answers(submission_key="another"))) for _ in range(2))

        assert one == two


@time_machine.travel(NOON, tick=False)
class TestSessions(TestCase):
    def setUp(self):
        self.category = make_category()
        self.path = form_path(self.category)

    def test_chosen_sessions_are_held(self):
        make_session(self.category.conference, code="A1")

        self.client.post(self.path, answers(sessions=["A1"]))

        assert Delegate.objects.get().signups.get().session.code == "A1"

    def test_another_conferences_session_is_an_error_at_its_place(self):
        make_session(make_conference(), code="FOREIGN")

        response = self.client.post(self.path, answers(sessions=["FOREIGN"]))

        assert outcome(response) == "invalid"
        assert "This conference has no session “FOREIGN”" in response.content.decode()
        assert Delegate.objects.count() == 0

    def test_a_full_session_is_said_before_and_refused(self):
        session = make_session(self.category.conference, code="A1", capacity=1)
        holder = make_delegate(category=self.category, status="APPROVED")
        holder.signups.create(session=session, created_at=NOON)

        page = self.client.get(self.path).content.decode()
        response = self.client.post(self.path, answers(sessions=["A1"]))

        assert "full: all 1 places are taken" in page
        assert outcome(response) == "invalid"
        assert 'data-code="session_full"' in response.content.decode()

    def test_two_sessions_at_one_time_cannot_both_be_had(self):
        for code in ("A1", "B1"):
            make_session(self.category.conference, code=code)

        response = self.client.post(self.path, answers(sessions=["A1", "B1"]))

        assert 'data-code="session_clash"' in response.content.decode()

    def test_closed_sessions_are_offered_to_delegates_only(self):
        make_session(self.category.conference, code="SHUT", is_closed=True)
        media = make_category(self.category.conference, counts_as_delegate=False)

        assert "SHUT" in self.client.get(self.path).text
        assert "SHUT" not in self.client.get(form_path(media)).text


def statements(queries) -> list[str]:
    """What asked the database something; a savepoint of the test costs what BEGIN and COMMIT cost elsewhere."""
    return [query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]


@time_machine.travel(NOON, tick=False)
class TestBudget(TestCase):
    """What a page costs in statements: 12 for the last step, 15 for any page before it."""

    def setUp(self):
        self.category = make_category(make_conference(interpretation=["en", "ru"]))
        self.path = form_path(self.category)
        room = make_room(self.category.conference, capacity=30)
        for hour in range(3):
            make_session(self.category.conference, code=f"S-{hour}", room=room, starts_at=NOON + minutes(90 * hour))
        self.sent = answers(sessions=["S-0", "S-1", "S-2"], interpretation="ru")
        self.client.post(self.path, {**self.sent, "step": "check"})

    def test_the_last_step_with_the_ends_of_its_transaction(self):
        with self.assertNumQueries(12):
            assert outcome(self.client.post(self.path, self.sent)) == "approved"

    def test_the_last_step_with_a_photo_sent_before(self):
        page = self.client.post(self.path, {**self.sent, "step": "check", "photo": portrait()}).content.decode()
        token = re.search(r'name="photo_token" value="([^"]+)"', page)[1]

        with self.assertNumQueries(12):
            assert outcome(self.client.post(self.path, {**self.sent, "photo_token": token})) == "approved"

    def test_every_other_end(self):
        conference = self.category.conference
        full, restricted = make_category(conference, quota=0), make_conference(confidentiality="RESTRICTED")
        restricted_path = form_path(make_category(restricted))
        cases = {
            "approved": (self.path, self.sent),
            "again": (self.path, self.sent),
            "duplicate": (self.path, {**self.sent, "submission_key": "another"}),
            "key_reused": (self.path, {**self.sent, "position": "Minister"}),
            "waitlisted": (form_path(full), {**self.sent, "submission_key": "third", "email": "b@example.org"}),
            "like somebody": (
                self.path,
                {**self.sent, "submission_key": "5", "given_name": "Asker", "email": "e@f.org"},
            ),
            "restricted": (restricted_path, answers()),
            "restricted, known": (restricted_path, answers(submission_key="another")),
            "of an organisation": (
                form_path(make_category(conference, fields_asked=["organisation"])),
                answers(submission_key="5", email="e@d.org", organisation="Society", country=""),
            ),
            "with its photo": (self.path, {**answers(submission_key="4", email="c@d.org"), "photo": portrait()}),
        }

        for name, (path, sent) in cases.items():
            with self.subTest(name), CaptureQueriesContext(connection) as queries:
                self.client.post(path, sent)
            assert len(statements(queries)) <= 12, name

    def test_the_pages_before(self):
        register = f"/{self.category.conference.slug}/register/"
        for call in (
            lambda: self.client.get(register),
            lambda: self.client.get(self.path),
            lambda: self.client.post(self.path, {**self.sent, "step": "check"}),
            lambda: self.client.post(self.path, {**self.sent, "step": "edit"}),
            lambda: self.client.post(self.path, {**self.sent, "email": ""}),
        ):
            with self.assertNumQueries(2):
                call()
