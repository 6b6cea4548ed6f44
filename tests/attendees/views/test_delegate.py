"""A delegate's own page and its door."""

import re
from datetime import timedelta

import time_machine
from django.contrib.sessions.models import Session as StoredSession
from django.test import Client, TestCase

from attendees.domain import links, registrations
from attendees.enums import Reason
from attendees.models import Delegate
from conference.enums import SignupRule
from mailing.models import Letter
from tests.attendees.filled import answers, portrait
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_conference, make_delegate, make_session, make_user


def door(delegate: Delegate) -> str:
    return f"/my/{delegate.link_token}/"


def opened(delegate: Delegate) -> Client:
    """A browser in which the delegate's page is open."""
    client = Client()
    client.post(door(delegate))
    return client


@time_machine.travel(NOON, tick=False)
class TestDoor(TestCase):
    def test_a_mail_scanner_opens_nothing_and_the_person_gets_in(self):
        delegate = make_delegate()

        for _ in range(5):
            assert self.client.get(door(delegate)).status_code == 200
            self.client.head(door(delegate))
        scanned = (StoredSession.objects.count(), delegate.events.count())
        response = self.client.post(door(delegate))

        assert scanned == (0, 0)
        assert (response.status_code, response["Location"]) == (303, "/my/")
        assert delegate.given_name in self.client.get("/my/").content.decode()

    def test_the_door_shows_no_name_and_tells_no_other_site(self):
        delegate = make_delegate(family_name="Secretname")

        response = self.client.get(door(delegate))

        assert "Secretname" not in response.content.decode()
        assert response["Referrer-Policy"] == "no-referrer"
        assert "no-store" in response["Cache-Control"]

    def test_anything_else_is_no_door(self):
        for token in ("x", "a" * 43, "a" * 9000, "%F0%9F%98%80" * 10, "..%2f..%2f", "ключ"):
            assert self.client.get(f"/my/{token}/").status_code in (400, 404)
            assert self.client.post(f"/my/{token}/").status_code in (400, 404)

    def test_the_page_shuts_after_two_hours(self):
        client = opened(make_delegate())

        with time_machine.travel(NOON + timedelta(hours=2), tick=False):
            response = client.get("/my/")

        assert (response.status_code, response["Location"]) == (302, "/my/link/")

    def test_what_was_typed_when_it_shut_can_be_sent_again(self):
        client = opened(make_delegate())

        with time_machine.travel(NOON + timedelta(hours=3), tick=False):
            response = client.post("/my/correct/", {"position": "<Head>"})

        assert (response.status_code, outcome(response)) == (403, "refused")
        assert '<input type="hidden" name="position" value="&lt;Head&gt;">' in response.content.decode()

    def test_a_new_link_shuts_what_the_old_one_opened(self):
        delegate = make_delegate()
        client = opened(delegate)
        links.seal(delegate)
        delegate.save()

        assert client.get("/my/").status_code == 302

    def test_leaving_forgets_the_delegate(self):
        client = opened(make_delegate())

        assert client.post("/my/leave/").status_code == 303
        assert client.get("/my/").status_code == 302
        assert StoredSession.objects.count() == 0

    def test_staff_stay_signed_in_beside_it(self):
        user, client = make_user(), Client()
        client.force_login(user)

        client.post(door(make_delegate()))
        client.post("/my/leave/")

        assert client.session["_auth_user_id"] == str(user.pk)

    def test_one_delegate_sees_nothing_of_another(self):
        mine = make_delegate()
        other = make_delegate(conference=mine.conference, family_name="Othername", status="APPROVED")
        client = opened(mine)

        assert "Othername" not in client.get("/my/").content.decode()
        assert client.get("/my/pass.svg").status_code == 404
        assert other.reference not in client.get("/my/").content.decode()


@time_machine.travel(NOON, tick=False)
class TestLostLink(TestCase):
    def test_known_and_unknown_addresses_get_the_same_answer(self):
        make_delegate(email="known@example.org")

        known = self.client.post("/my/link/", {"email": "known@example.org"})
        unknown = self.client.post("/my/link/", {"email": "nobody@example.org"})

        assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
        assert Letter.objects.get().to_email == "known@example.org"

    def test_what_is_no_address_is_said(self):
        response = self.client.post("/my/link/", {"email": "no-at-sign"})

        assert outcome(response) == "invalid"
        assert 'value="no-at-sign"' in response.content.decode()


@time_machine.travel(NOON, tick=False)
class TestMy(TestCase):
    def test_the_history_is_told_and_remarks_are_not(self):
        delegate = make_delegate(remarks="Internal 1")
        why = {"reason": Reason.NAME_UNCLEAR, "text": "Which name is yours?", "remark": "Internal 2"}
        registrations.send_back(delegate, **why, by=make_user(), now=NOON)

        page = opened(delegate).get("/my/").content.decode()

        assert "The secretariat sent your registration back." in page
        assert "Which name is yours?" in page
        assert "Internal" not in page

    def test_of_a_conference_that_is_over_nobody_is_expected(self):
        said = {"CANCELLED": "The conference is cancelled", "ENDED": "The conference has ended"}
        for status, words in said.items():
            page = opened(make_delegate(conference=make_conference(status=status), status="APPROVED")).get("/my/")

            self.assertContains(page, words)
            self.assertNotContains(page, "You are expected")
            self.assertNotContains(page, "My pass")

    def test_every_status_has_its_page(self):
        words = {
            "PENDING": "the secretariat decides",
            "APPROVED": "My pass",
            "WAITLISTED": "Your place on the waiting list is 1",
            "RETURNED": "Correct and send again",
            "REJECTED": "nothing to do here any more",
            "WITHDRAWN": "Your registration is withdrawn",
            "REVOKED": "nothing to do here any more",
        }
        for status, expected in words.items():
            page = opened(make_delegate(conference=make_conference(), status=status)).get("/my/").content.decode()
            with self.subTest(status):
                assert expected in page

    def test_the_phone_and_the_birthday_are_masked(self):
        page = opened(make_delegate(phone="+996555012345", date_of_birth="1980-03-27")).get("/my/").content.decode()

        assert "+99655•••••45" in page
        assert "••.••.1980" in page

    def test_once_approved_the_rest_is_asked_of_the_secretariat(self):
        """R-21."""
        page = opened(make_delegate(status="APPROVED", position="Head", diet="halal")).get("/my/").content.decode()

        assert "#id_diet" in page
        assert "what has “Ask” the secretariat decides" in page

    def test_costs_at_most_fifteen_statements(self):
        delegate = make_delegate(status="APPROVED", country_id="KG", nationality_id="KG")
        for _ in range(3):
            delegate.signups.create(session=make_session(delegate.conference), created_at=NOON)
        client = opened(delegate)
        client.get("/my/")  # the table of States is read once by each process

        with self.assertNumQueries(5):
            client.get("/my/")


@time_machine.travel(NOON, tick=False)
class TestCorrect(TestCase):
    def sent(self, **changed):
        return {**answers(), "revision": "0", **changed}

    def test_the_form_shows_what_we_have(self):
        delegate = make_delegate(position="Head", date_of_birth="1980-03-27", country_id="KG")

        page = opened(delegate).get("/my/correct/").content.decode()

        assert 'value="Head"' in page
        assert 'value="27.03.1980"' in page
        assert '<option value="KG" selected>' in page

    def test_a_change_is_made_and_said(self):
        delegate = make_delegate()
        client = opened(delegate)

        response = client.post("/my/correct/", self.sent(position="Minister"), follow=True)

        assert outcome(response) == "changed"
        assert Delegate.objects.get().position == "Minister"

    def test_a_returned_registration_is_sent_again_with_it(self):
        client = opened(make_delegate(status="RETURNED"))

        response = client.post("/my/correct/", self.sent(), follow=True)

        assert outcome(response) == "changed"
        assert Delegate.objects.get().status == "PENDING"
        assert Letter.objects.filter(kind="delegate_received").count() == 1

    def test_two_windows_lose_nothing_silently(self):
        client = opened(make_delegate())
        client.post("/my/correct/", self.sent(position="Head"), follow=True)

        late = client.post("/my/correct/", self.sent(position="Deputy"))
        revision = re.search(r'name="revision" value="(\d+)"', late.content.decode())[1]
        again = client.post("/my/correct/", self.sent(position="Deputy", revision=revision), follow=True)

        assert (late.status_code, outcome(late)) == (409, "refused")
        assert 'value="Deputy"' in late.content.decode()
        assert outcome(again) == "changed"

    def test_what_would_be_written_over_is_shown_beside_what_was_typed(self):
        """RC-23: nothing of the other's is lost silently."""
        delegate = make_delegate(position="Deputy Minister", revision=1)

        response = opened(delegate).post("/my/correct/", self.sent(position="Head of Unit", revision="0"))

        assert "Position (optional): there now" not in response.text
        assert "Position: there now “Deputy Minister”, in your form “Head of Unit”" in response.text

    def test_a_revision_that_is_no_number_of_ours_is_another_one(self):
        client = opened(make_delegate())

        for revision in ("9" * 5000, "-1", "1.5", "a", "\0", ""):
            response = client.post("/my/correct/", self.sent(position="Head", revision=revision))

            assert (response.status_code, outcome(response)) == (409, "refused"), revision[:9]

    def test_after_approval_names_sent_all_the_same_are_ignored(self):
        delegate = make_delegate(status="APPROVED", family_name="Asanov")

        opened(delegate).post("/my/correct/", self.sent(diet="vegan", family_name="Other"))

        delegate.refresh_from_db()
        assert (delegate.diet, delegate.family_name) == ("vegan", "Asanov")

    def test_a_photo_is_sent_and_seen_by_its_owner_alone(self):
        delegate = make_delegate()
        client = opened(delegate)

        client.post("/my/correct/", self.sent(photo=portrait()))

        photo = client.get("/my/photo.jpg")
        assert (photo.status_code, photo["Content-Type"]) == (200, "image/jpeg")
        assert photo.getvalue().startswith(b"\xff\xd8")
        assert opened(make_delegate()).get("/my/photo.jpg").status_code == 404
        assert Client().get("/my/photo.jpg").status_code == 302

    def test_after_the_deadline_nothing_can_be_changed(self):
        client = opened(make_delegate(conference=make_conference(modification_deadline_at=NOON)))

        for path in ("correct", "sessions", "withdraw"):
            response = client.post(f"/my/{path}/", self.sent())
            assert (response.status_code, outcome(response)) == (409, "refused")


@time_machine.travel(NOON, tick=False)
class TestSessions(TestCase):
    def test_places_are_shown_taken_and_given_up(self):
        delegate = make_delegate(status="APPROVED")
        one = make_session(delegate.conference, code="A1", capacity=5)
        make_session(delegate.conference, code="B1", starts_at=one.ends_at)
        client = opened(delegate)

        page = client.get("/my/sessions/").content.decode()
        taken = client.post("/my/sessions/", {"sessions": ["A1", "B1"]}, follow=True)
        given_up = client.post("/my/sessions/", {"sessions": ["B1"]}, follow=True)

        assert "5 of 5 places left" in page
        assert (outcome(taken), outcome(given_up)) == ("changed", "changed")
        assert delegate.signups.get().session.code == "B1"

    def test_a_held_place_in_a_full_session_is_kept(self):
        delegate = make_delegate(status="APPROVED")
        full = make_session(delegate.conference, code="A1", capacity=1)
        delegate.signups.create(session=full, created_at=NOON)

        response = opened(delegate).post("/my/sessions/", {"sessions": ["A1"]}, follow=True)

        assert outcome(response) == "changed"

    def test_full_foreign_and_unknown_sessions_are_errors(self):
        delegate = make_delegate(status="APPROVED")
        full = make_session(delegate.conference, code="FULL", capacity=1)
        make_delegate(conference=delegate.conference).signups.create(session=full, created_at=NOON)
        make_session(make_conference(), code="FOREIGN")

        for code in ("FULL", "FOREIGN", "<script>", "x" * 10_000):
            response = opened(delegate).post("/my/sessions/", {"sessions": [code]})
            assert outcome(response) == "invalid"
        assert delegate.signups.count() == 0


@time_machine.travel(NOON, tick=False)
class TestWithdraw(TestCase):
    def test_it_is_asked_once_more_and_then_done(self):
        delegate = make_delegate(status="APPROVED")
        client = opened(delegate)

        asked = client.get("/my/withdraw/")
        untouched = Delegate.objects.get().status
        response = client.post("/my/withdraw/", follow=True)

        assert "Withdraw your registration?" in asked.content.decode()
        assert untouched == "APPROVED"
        assert outcome(response) == "withdrawn"
        assert Delegate.objects.get().status == "WITHDRAWN"

    def test_sent_twice_it_is_done_once_and_says_the_same(self):
        """RC-15, RC-24."""
        delegate = make_delegate(status="APPROVED")
        client = opened(delegate)

        answers = [client.post("/my/withdraw/", follow=True) for _press in range(2)]

        assert [outcome(each) for each in answers] == ["withdrawn", "withdrawn"]
        assert delegate.events.filter(kind="WITHDRAWN").count() == 1

    def test_who_was_rejected_has_nothing_to_withdraw(self):
        assert opened(make_delegate(status="REJECTED")).post("/my/withdraw/").status_code == 409


@time_machine.travel(NOON, tick=False)
class TestPassAndCalendar(TestCase):
    def test_the_pass_is_a_picture_with_nothing_readable_in_it(self):
        delegate = make_delegate(status="APPROVED")

        response = opened(delegate).get("/my/pass.svg")

        content = response.content.decode()
        assert response["Content-Type"] == "image/svg+xml"
        assert content.startswith("<svg")
        assert "style" not in content
        for secret in (delegate.family_name, delegate.reference, delegate.pass_token):
            assert secret not in content

    def test_the_calendar_holds_my_sessions_and_those_open_to_all(self):
        delegate = make_delegate(status="APPROVED", conference=make_conference())
        mine = make_session(delegate.conference, title={"en": "Mine"})
        make_session(delegate.conference, title={"en": "Not mine"})
        make_session(delegate.conference, title={"en": "Opening"}, signup=SignupRule.NONE)
        delegate.signups.create(session=mine, created_at=NOON)

        response = opened(delegate).get("/my/calendar.ics")

        found = set(re.findall(r"SUMMARY[^:]*:(.+?)\r", response.content.decode()))
        assert found == {"Mine", "Opening"}
        assert response["Content-Type"].startswith("text/calendar")
