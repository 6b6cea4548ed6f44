"""Asking for a change on one's own page, after approval (R-19, R-20, R-21, R-23, AC-11, AC-12)."""

import time_machine
from django.test import TestCase

from attendees.domain import change_requests
from attendees.models import ChangeRequest, Delegate
from tests import papers
from tests.attendees.filled import answers, portrait
from tests.attendees.views.test_delegate import opened
from tests.attendees.views.test_public import outcome
from tests.factories import (
    NOON,
    make_conference,
    make_country,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_member,
    make_user,
    minutes,
)

PATH = "/my/correct/"


@time_machine.travel(NOON, tick=False)
class ChangeCase(TestCase):
    def setUp(self):
        make_country("KZ")
        self.delegate = make_delegate(
            status="APPROVED",
            country=make_country("KG"),
            nationality=make_country("KG"),
            organisation="Ministry of Justice",
            position="Head of Department",
            title="MR",
            family_name="Osmonov",
            given_name="Askar",
            cyrillic_family_name="Осмонов",
            cyrillic_given_name="Аскар",
            patronymic="Бакытович",
            sex="M",
            date_of_birth="1980-03-27",
            email="a.osmonov@minjust.example",
            phone="+996555012345",
            diet="halal",
        )
        self.client = opened(self.delegate)

    def send(self, **changed):
        return self.client.post(PATH, {**answers(), "revision": "0", **changed}, follow=True)

    def stored(self) -> Delegate:
        return Delegate.objects.get(pk=self.delegate.pk)

    def page(self) -> str:
        return self.client.get("/my/").content.decode()


class TestForm(ChangeCase):
    def test_it_says_what_is_changed_at_once_and_what_is_asked(self):
        """R-21, R-23."""
        page = self.client.get(PATH).content.decode()

        order = [
            page.index(words)
            for words in ("Changed at once", 'name="diet"', "The secretariat decides", 'name="position"')
        ]
        assert order == sorted(order)
        assert 'name="evidence"' in page

    def test_it_says_until_when_and_on_which_clocks(self):
        """R-20."""
        page = self.client.get(PATH).content.decode()

        assert "Changes close:" in page
        assert "Bishkek time (UTC+6)" in page

    def test_it_opens_with_what_was_asked_for_already(self):
        self.send(position="Deputy", date_of_birth="28.03.1980", nationality="KZ", note="New post.")

        page = self.client.get(PATH).content.decode()

        for value in ('value="Deputy"', 'value="28.03.1980"', "New post.", 'value="KZ" selected'):
            assert value in page


class TestAsk(ChangeCase):
    def test_what_was_approved_stays_and_the_rest_changes_at_once(self):
        """R-21, R-23, AC-11."""
        response = self.send(position="Deputy", nationality="KZ", family_name="Usonov", diet="vegetarian")

        assert outcome(response) == "received"
        assert (self.stored().position, self.stored().family_name, self.stored().diet) == (
            "Head of Department", "Osmonov", "vegetarian",
        )  # fmt: skip
        assert ChangeRequest.objects.get().fields == ["family_name", "nationality", "position"]
        said = response.content.decode()
        assert "Changed: Food." in said
        assert "Asked for: Family name, Nationality, Position." in said

    def test_food_alone_is_a_change(self):
        assert outcome(self.send(diet="vegetarian")) == "changed"
        assert not ChangeRequest.objects.exists()

    def test_nothing_changed_says_so(self):
        response = self.send()

        assert "Nothing was changed." in response.content.decode()
        assert not self.delegate.events.exists()

    def test_fields_of_the_office_are_not_read(self):
        """AC-11."""
        self.send(category="MEDIA", status="REVOKED", remarks="x", sponsored="on", modality="ONLINE", badge_name="X")

        assert not ChangeRequest.objects.exists()
        assert (self.stored().status, self.stored().sponsored, self.stored().badge_name) == ("APPROVED", False, "")

    def test_a_wrong_letter_is_shown_and_nothing_is_asked(self):
        response = self.send(cyrillic_given_name="Аскaр", diet="vegetarian")

        assert outcome(response) == "invalid"
        assert (ChangeRequest.objects.count(), self.stored().diet) == (0, "halal")

    def test_a_form_opened_before_another_change_shows_both(self):
        self.send(diet="vegetarian")

        late = self.send(diet="kosher", position="Deputy")

        assert (late.status_code, outcome(late)) == (409, "refused")
        assert "there now “vegetarian”, in your form “kosher”" in late.content.decode()

    def test_evidence_and_another_photo_wait_with_the_request(self):
        Delegate.objects.update(photo="uploads/old.jpg")

        self.send(photo=portrait(), evidence=papers.upload(papers.pdf(), "passport.pdf"))

        request = ChangeRequest.objects.get()
        assert (request.fields, request.evidence_name, request.evidence_type) == (
            ["photo"], "passport.pdf", "application/pdf",
        )  # fmt: skip
        assert self.stored().photo.name == "uploads/old.jpg"

    def test_evidence_that_is_no_paper_is_refused_and_kept_out(self):
        response = self.send(position="Deputy", evidence=papers.upload(papers.with_script(), "passport.pdf"))

        assert outcome(response) == "invalid"
        assert 'href="#id_evidence"' in response.content.decode()

    def test_a_good_file_is_not_asked_for_twice(self):
        wrong = self.send(position="", evidence=papers.upload(name="passport.pdf"))

        self.send(position="Deputy", evidence_token=wrong.context["form"].sent_evidence.token)

        assert "passport.pdf is already with us" in wrong.content.decode()
        assert ChangeRequest.objects.get().evidence_name == "passport.pdf"

    def test_the_same_form_twice_is_one_request(self):
        for _ in range(2):
            self.send(position="Deputy")

        assert ChangeRequest.objects.count() == 1


class TestMyPage(ChangeCase):
    def test_the_request_stands_there_with_both_values(self):
        self.send(position="Deputy")

        page = self.page()

        for words in ("What is asked for", "Head of Department", "Deputy", "The secretariat decides", "Take it back"):
            assert words in page

    def test_it_is_taken_back(self):
        self.send(position="Deputy")

        response = self.client.post("/my/correct/take-back/", follow=True)

        assert outcome(response) == "changed"
        assert ChangeRequest.objects.get().status == "CANCELLED"
        assert "What is asked for" not in response.content.decode()
        assert self.client.post("/my/correct/take-back/").status_code == 303

    def test_a_refusal_is_read_in_the_history(self):
        self.send(position="Deputy")
        change_requests.refuse(ChangeRequest.objects.get(), "The note says Head.", by=make_user(), now=NOON)

        page = self.page()

        assert "The secretariat refused a change." in page
        assert "The note says Head." in page

    def test_each_line_says_whether_one_changes_or_asks(self):
        page = self.page()

        assert 'href="/my/correct/#id_diet">Change' in page
        assert 'href="/my/correct/#id_position">Ask' in page

    def test_nothing_is_asked_after_the_deadline(self):
        """R-19."""
        late = make_delegate(conference=make_conference(modification_deadline_at=NOON + minutes(1)), status="APPROVED")
        client = opened(late)

        with time_machine.travel(NOON + minutes(2), tick=False):
            answer, page = client.post(PATH, answers()), client.get("/my/").content.decode()

        assert (answer.status_code, outcome(answer)) == (409, "refused")
        assert "/my/correct/" not in page

    def test_somebody_elses_browser_takes_nothing_back(self):
        self.send(position="Deputy")

        opened(make_delegate(status="APPROVED")).post("/my/correct/take-back/")

        assert ChangeRequest.objects.get().status == "OPEN"


class TestOtherStandings(ChangeCase):
    def test_before_the_decision_data_are_simply_corrected(self):
        """R-21."""
        Delegate.objects.update(status="PENDING")

        response = self.send(position="Deputy")

        assert outcome(response) == "changed"
        assert (self.stored().position, ChangeRequest.objects.count()) == ("Deputy", 0)


@time_machine.travel(NOON, tick=False)
class TestFocalPoint(TestCase):
    """The focal point asks for somebody of the own delegation (R-05, R-21)."""

    def setUp(self):
        self.point = make_focal_point(make_delegation())
        self.member = make_member(self.point.delegation, status="APPROVED", position="Head", family_name="Osmonov")
        self.client.post(f"/delegation/{self.point.link_token}/")
        self.path = f"/delegation/people/{self.member.number}/ask/"

    def send(self, **changed):
        return self.client.post(self.path, {**answers(), "revision": "0", **changed}, follow=True)

    def test_the_form_speaks_of_the_person(self):
        page = self.client.get(self.path).content.decode()

        assert "as in the passport" in page
        assert "as in your passport" not in page

    def test_what_is_asked_stands_on_the_persons_page_until_it_is_taken_back(self):
        response = self.send(position="Deputy")

        page = response.content.decode()
        request = ChangeRequest.objects.get()
        assert (outcome(response), request.focal_point) == ("received", self.point)
        assert "What is asked for" in page
        assert "Ask for something else" in page
        self.client.post(f"/delegation/people/{self.member.number}/take-back/")
        request.refresh_from_db()
        assert request.status == "CANCELLED"

    def test_who_is_not_approved_yet_is_simply_changed(self):
        Delegate.objects.update(status="PENDING")

        assert (self.send(position="Deputy").status_code, ChangeRequest.objects.count()) == (409, 0)

    def test_people_of_other_delegations_are_not_there(self):
        """R-05."""
        stranger = make_member(make_delegation(self.point.delegation.conference, "UZ"), status="APPROVED")

        assert self.client.get(f"/delegation/people/{stranger.number}/ask/").status_code == 404
        assert self.client.post(f"/delegation/people/{stranger.number}/take-back/").status_code == 404
