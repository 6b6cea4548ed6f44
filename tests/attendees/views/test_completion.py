"""The person whom a delegation named completes the registration."""

import time_machine
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from attendees.enums import Source
from attendees.forms.completion import CompletionForm, blanks
from attendees.models import Consent, Delegate
from conference.enums import Confidentiality, PhotoRule
from conference.models import Category, Conference
from tests.attendees.filled import portrait
from tests.attendees.views.test_delegate import opened
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_delegate, make_delegation, make_member

COMPLETE = "/my/complete/"


def answers(**changed):
    """A completed form of somebody about whom little is known."""
    filled = {"consent_notice": "on", "revision": "0", "date_of_birth": "27.03.1980", "nationality": "KZ", "sex": "M"}
    filled |= {"position": "Judge", "phone": "+77011234567", "diet": "halal"}
    return {name: value for name, value in {**filled, **changed}.items() if value is not None}


@time_machine.travel(NOON, tick=False)
class Completing(TestCase):
    def setUp(self):
        self.enterContext(time_machine.travel(NOON, tick=False))
        self.delegate = make_member(make_delegation(), source=Source.FOCAL_POINT)
        self.client = opened(self.delegate)

    def complete(self, **changed):
        return self.client.post(COMPLETE, answers(**changed), follow=True)


class TestMyPage(Completing):
    def test_it_asks_for_the_agreement_as_the_one_next_step(self):
        page = self.client.get("/my/").content.decode()

        assert f'<a class="btn btn-primary" href="{COMPLETE}">' in page
        assert page.count("btn-primary") == 1

    def test_afterwards_it_asks_no_more(self):
        page = self.complete().content.decode()

        assert COMPLETE not in page
        assert "You agreed to the privacy notice." in page

    def test_whoever_registered_alone_is_not_asked(self):
        page = opened(make_delegate(source=Source.SELF)).get("/my/").content.decode()

        assert COMPLETE not in page

    def test_a_draft_is_told_that_nothing_is_sent_yet(self):
        Delegate.objects.update(status="DRAFT")

        page = self.client.get("/my/").content.decode()

        assert "has not sent it yet" in page
        assert "There is nothing to do here any more" not in page


class TestForm(Completing):
    def test_nothing_is_ticked_beforehand(self):
        page = self.client.get(COMPLETE).content.decode()

        assert page.count('name="consent_') == 4
        assert " checked" not in page

    def test_only_what_nobody_answered_is_asked(self):
        Delegate.objects.update(position="Judge", phone="")

        page = opened(self.delegate).get(COMPLETE).content.decode()

        assert 'name="position"' not in page
        assert 'name="phone"' in page
        assert 'name="family_name"' not in page

    def test_sex_is_asked_where_the_focal_point_did_not_know_it(self):
        """R-65."""
        assert "sex" in blanks(self.delegate)
        assert "sex" not in blanks(make_delegate(sex="F"))

    def test_of_an_approved_person_only_what_may_still_be_added(self):
        """R-21, R-23."""
        delegate = make_member(self.delegate.delegation, status="APPROVED")

        form = CompletionForm(delegate, allowed={"diet", "phone", "photo"}, now=NOON)

        assert {name for name in form.fields if not name.startswith("consent")} == {"diet", "phone", "photo"}

    def test_the_notice_can_be_read_where_no_public_page_has_it(self):
        """R-57."""
        Conference.objects.update(confidentiality=Confidentiality.CLOSED)

        page = self.client.get(COMPLETE).content.decode()

        assert "What we keep." in page
        assert "/privacy/" not in page


class TestComplete(Completing):
    def test_consents_and_data_are_kept(self):
        response = self.complete(consent_photo="on")

        fresh = Delegate.objects.get()
        given = dict(Consent.objects.values_list("kind", "value"))
        assert outcome(response) == "changed"
        assert given == {"NOTICE": True, "PHOTO": True, "CONTACTS": False, "FUTURE": False}
        assert (fresh.position, fresh.diet, fresh.nationality_id, fresh.sex) == ("Judge", "halal", "KZ", "M")

    def test_without_the_notice_it_says_what_to_do_and_keeps_what_was_typed(self):
        response = self.complete(consent_notice=None)

        page = response.content.decode()
        assert outcome(response) == "invalid"
        assert "You have not yet agreed to the privacy notice" in page
        assert 'value="halal"' in page
        assert not Consent.objects.exists()

    def test_what_was_answered_by_another_is_not_overwritten(self):
        """AC-11: a field that is not asked is not taken."""
        Delegate.objects.update(position="Prosecutor")

        self.complete(position="King", family_name="Other", status="APPROVED")

        fresh = Delegate.objects.get()
        assert (fresh.position, fresh.family_name, fresh.status) == ("Prosecutor", self.delegate.family_name, "PENDING")

    def test_a_photo_may_be_sent_with_it(self):
        Category.objects.update(photo=PhotoRule.REQUIRED)

        self.client.post(COMPLETE, {**answers(), "photo": portrait()})

        assert Delegate.objects.get().photo

    def test_a_required_photo_holds_nobody_up(self):
        Category.objects.update(photo=PhotoRule.REQUIRED)

        assert outcome(self.complete()) == "changed"

    def test_sent_twice_it_is_kept_once(self):
        for _ in range(2):
            response = self.complete()

        assert response.redirect_chain == [("/my/", 303)]
        assert Consent.objects.count() == 4

    def test_changed_meanwhile_it_is_shown_again(self):
        """RC-23."""
        Delegate.objects.update(revision=5)

        response = self.complete()

        assert (response.status_code, outcome(response)) == (409, "refused")
        assert 'name="revision" value="5"' in response.content.decode()

    def test_who_is_gone_is_shown_how_it_stands(self):
        Delegate.objects.update(status="WITHDRAWN")

        assert self.client.get(COMPLETE)["Location"] == "/my/"
        assert not Consent.objects.exists()


class TestCost(Completing):
    def test_the_page_asks_little(self):
        self.client.get(COMPLETE)

        with CaptureQueriesContext(connection) as asked:
            self.client.get(COMPLETE)

        assert len(asked) <= 5
