"""Naming, changing and replacing one person, as a focal point does it."""

from datetime import timedelta

import time_machine
from django.test import TestCase

from attendees.domain import nominations, registrations, uploads
from attendees.domain.registrations import Form
from attendees.enums import Capacity, DelegateStatus, Reason
from attendees.models import Consent, Delegate
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.attendees.filled import portrait
from tests.attendees.focal import came_in, nominee
from tests.attendees.views.test_public import outcome
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member, make_session, make_user

S = DelegateStatus
ADD = "/delegation/add/"


def code(response) -> str:
    """The domain code of a refusal."""
    return response.content.decode().partition('data-code="')[2].partition('"')[0]


class Named(TestCase):
    """A delegation with a focal point who has come in."""

    def setUp(self):
        self.enterContext(time_machine.travel(NOON, tick=False))
        self.delegation = make_delegation()
        self.point = make_focal_point(self.delegation)
        self.client = came_in(self.point)

    def path(self, delegate, step=""):
        return f"/delegation/people/{delegate.number}/{step}"


class TestAdd(Named):
    def add(self, **changed):
        return self.client.post(ADD, nominee(**changed), follow=True)

    def test_a_person_is_a_draft_and_nobody_is_written_to(self):
        response = self.add(capacity=Capacity.HEAD)

        delegate = Delegate.objects.get()
        assert (outcome(response), delegate.status, delegate.capacity) == ("received", S.DRAFT, Capacity.HEAD)
        assert (delegate.rank, delegate.cyrillic_name) == ("Colonel", "Әбілов Қайрат Серікұлы")
        assert not Letter.objects.exists()
        assert not Consent.objects.exists()

    def test_the_answer_is_another_page(self):
        response = self.client.post(ADD, nominee())

        assert (response.status_code, response["Location"]) == (303, "/delegation/")

    def test_sent_twice_it_is_one_person(self):
        """RC-05, RC-24."""
        for _ in range(2):
            response = self.add(email="")

        assert (outcome(response), Delegate.objects.count()) == ("received", 1)

    def test_the_key_is_not_kept_as_it_was_sent(self):
        self.add()

        assert "a-key" not in Delegate.objects.get().submission_key

    def test_the_same_key_with_other_answers_is_refused(self):
        """RC-06."""
        self.add()

        response = self.client.post(ADD, nominee(position="Judge"))

        assert (response.status_code, outcome(response), code(response)) == (422, "refused", "key_reused")
        assert Delegate.objects.get().position == "Deputy Head of Department"

    def test_another_delegation_may_have_the_same_key(self):
        """RC-07."""
        self.add()
        other = came_in(make_focal_point(make_delegation(iso2="UZ", category=self.delegation.category)))

        other.post(ADD, nominee(email="b@example.org"))

        assert Delegate.objects.count() == 2

    def test_who_is_registered_already_is_not_named_again(self):
        """R-11."""
        self.add()

        sent = nominee(submission_key="another", another=Delegate.objects.get().number)
        response = self.client.post(ADD, sent)

        assert (response.status_code, outcome(response), code(response)) == (409, "duplicate", "same_person")
        assert 'value="Abilov"' in response.content.decode()

    def test_mistakes_are_summed_up_and_nothing_typed_is_lost(self):
        response = self.client.post(ADD, nominee(cyrillic_family_name="Осмoнов", position=""))

        page = response.content.decode()
        assert (response.status_code, outcome(response)) == (200, "invalid")
        assert "There are 2 things to correct" in page
        assert 'value="Осмoнов"' in page
        assert not Delegate.objects.exists()

    def test_a_second_head_is_refused_at_the_question(self):
        """R-10."""
        make_member(self.delegation, capacity=Capacity.HEAD, given_name="Yerlan", family_name="Abenov")

        response = self.client.post(ADD, nominee(capacity=Capacity.HEAD))

        assert code(response) == "head_exists"
        assert "Yerlan Abenov is head of this delegation." in response.content.decode()

    def test_a_photo_is_kept_through_mistakes_and_is_the_persons(self):
        response = self.client.post(ADD, {**nominee(position=""), "photo": portrait()})
        token = response.context["form"].sent_photo.token

        self.client.post(ADD, nominee(photo_token=token))

        assert Delegate.objects.get().photo.name == uploads.find(self.delegation.conference_id, token, now=NOON).file

    def test_a_focal_point_who_comes_too_finds_the_own_address(self):
        self.point.position = "Third Secretary"
        self.point.save()

        page = self.client.get(f"{ADD}?me=1").content.decode()

        assert f'value="{self.point.email}"' in page
        assert 'value="Third Secretary"' in page

    def test_the_focal_points_own_registration_is_confirmed_with_the_list(self):
        """R-06."""
        category = make_category(approval=ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT)
        point = make_focal_point(make_delegation(category=category))
        client = came_in(point)

        client.post(ADD, nominee(email=point.email))
        client.post("/delegation/submit/", {"seen": Delegate.objects.get().number})

        assert Delegate.objects.get().endorsed_at == NOON

    def test_after_the_deadline_the_form_is_shut(self):
        """R-19."""
        with time_machine.travel(NOON + timedelta(days=31), tick=False):
            client = came_in(self.point)
            shown, sent = client.get(ADD), client.post(ADD, nominee())

        assert (shown.status_code, sent.status_code, outcome(sent)) == (200, 409, "closed")
        assert "You can still replace or withdraw people." in sent.content.decode()
        assert not Delegate.objects.exists()

    def test_a_list_that_was_sent_takes_nobody(self):
        type(self.delegation).objects.update(status="SUBMITTED")

        assert code(self.client.post(ADD, nominee())) == "illegal_move"


class TestAlike(Named):
    """R-32: Nurlan uulu Bekzhan ~ Bekjan Nurlan."""

    def setUp(self):
        super().setUp()
        self.delegation = make_delegation(iso2="KG", category=self.delegation.category)
        self.client = came_in(make_focal_point(self.delegation))
        self.known = self.name(self.delegation)
        self.typed = nominee(
            family_name="Nurlan", given_name="Bekjan", cyrillic_family_name="", cyrillic_given_name="", patronymic=""
        )

    def name(self, delegation):
        form = Form({"family_name": "Nurlan uulu", "given_name": "Bekzhan", "sex": "M", "email": "", "language": "ru"})
        return nominations.nominate(delegation, form, by=None, now=NOON)

    def test_both_stand_side_by_side_and_nothing_is_saved(self):
        response = self.client.post(ADD, self.typed)

        page = response.content.decode()
        assert (response.status_code, outcome(response), code(response)) == (409, "duplicate", "alike")
        assert "Bekzhan Nurlan uulu" in page
        assert "Bekjan Nurlan" in page
        assert self.path(self.known) in page
        assert Delegate.objects.count() == 1

    def test_another_person_is_put_on_the_list(self):
        response = self.client.post(ADD, {**self.typed, "another": self.known.number}, follow=True)

        assert (outcome(response), Delegate.objects.count()) == ("received", 2)

    def test_the_page_carries_everything_typed(self):
        page = self.client.post(ADD, self.typed).content.decode()

        for name in ("family_name", "position", "submission_key"):
            assert f'name="{name}" value="{self.typed[name]}"' in page

    def test_one_may_go_back_to_what_was_typed(self):
        response = self.client.post(ADD, {**self.typed, "step": "edit"})

        page = response.content.decode()
        assert 'value="Bekjan"' in page
        assert "data-outcome" not in page

    def test_confirmed_for_one_is_not_confirmed_for_another(self):
        self.client.post(ADD, {**self.typed, "another": self.known.number})

        response = self.client.post(
            ADD, {**self.typed, "submission_key": "two", "email": "", "another": self.known.number}
        )

        assert code(response) == "alike"

    def test_sent_twice_nobody_is_like_oneself(self):
        """RC-05."""
        for _ in range(2):
            response = self.client.post(ADD, {**self.typed, "another": self.known.number}, follow=True)

        assert (outcome(response), Delegate.objects.count()) == ("received", 2)

    def test_kin_of_the_other_sex_are_two(self):
        """R-33."""
        form = Form({"family_name": "Asanov", "given_name": "Marat", "sex": "M", "email": "", "language": "ru"})
        nominations.nominate(self.delegation, form, by=None, now=NOON)

        sent = {**self.typed, "family_name": "Asanova", "given_name": "Marat", "sex": "F"}

        assert outcome(self.client.post(ADD, sent, follow=True)) == "received"

    def test_a_newcomer_in_anothers_place_is_compared_too(self):
        old = make_member(self.delegation, status=S.APPROVED, number=9000)

        response = self.client.post(self.path(old, "replace/"), self.typed)

        assert code(response) == "alike"
        assert "Another person: replace" in response.content.decode()


class TestOthersAreNotHintedAt(Named):
    """AC-08: what a focal point sees is the same whether somebody of another delegation is registered or not."""

    def setUp(self):
        super().setUp()
        self.other = make_delegation(iso2="UZ", category=self.delegation.category)

    def test_a_name_like_one_elsewhere_is_taken_without_a_word(self):
        make_member(self.other, family_name="Abilov", given_name="Kairat", email="other@example.org")

        response = self.client.post(ADD, nominee(), follow=True)

        assert outcome(response) == "received"

    def test_the_very_person_elsewhere_is_not_named_and_nothing_says_registered(self):
        make_member(self.other, family_name="Abilov", given_name="Kairat", email="k.abilov@mvd.example")

        response = self.client.post(ADD, nominee())

        page = response.content.decode()
        assert (outcome(response), code(response)) == ("refused", "ask_secretariat")
        assert (
            "registered" not in page.partition("<form")[2].partition("</form>")[0].partition('class="errors"')[2][:600]
        )

    def test_neither_does_a_change(self):
        make_member(self.other, family_name="Abilov", given_name="Kairat", email="k.abilov@mvd.example")
        mine = make_member(self.delegation)

        sent = nominee(submission_key=None, capacity=None, revision=mine.revision)
        response = self.client.post(self.path(mine, "change/"), sent)

        assert (outcome(response), code(response)) == ("refused", "ask_secretariat")


class TestChange(Named):
    def change(self, delegate, **changed):
        sent = nominee(submission_key=None, capacity=None, revision=delegate.revision, **changed)
        return self.client.post(self.path(delegate, "change/"), sent, follow=True)

    def test_before_the_decision_the_data_are_changed(self):
        delegate = make_member(self.delegation)

        response = self.change(delegate, position="Judge")

        delegate.refresh_from_db()
        assert (outcome(response), delegate.position, delegate.rank) == ("changed", "Judge", "Colonel")
        assert delegate.events.get(kind="CORRECTED").focal_point == self.point

    def test_who_was_sent_back_is_sent_again(self):
        delegate = make_member(self.delegation)
        registrations.send_back(delegate, reason=Reason.DATA_MISSING, text="Which court?", by=make_user(), now=NOON)
        delegate.refresh_from_db()

        page = self.client.get(self.path(delegate, "change/")).content.decode()
        response = self.change(delegate, position="Judge, Court of Appeal")

        delegate.refresh_from_db()
        assert "Which court?" in page
        assert (outcome(response), delegate.status) == ("changed", S.PENDING)

    def test_who_changed_it_meanwhile_is_shown(self):
        """RC-23."""
        delegate = make_member(self.delegation, position="Clerk")
        opened = delegate.revision
        self.change(delegate, position="Judge")
        delegate.revision = opened

        response = self.change(delegate, position="Prosecutor")

        page = response.content.decode()
        assert (outcome(response), code(response)) == ("refused", "changed_meanwhile")
        assert "there now “Judge”, in your form “Prosecutor”" in page
        assert f'name="revision" value="{opened + 1}"' in page

    def test_an_approved_person_is_not_changed(self):
        """R-21."""
        delegate = make_member(self.delegation, status=S.APPROVED, position="Clerk")

        response = self.change(delegate, position="Judge")

        delegate.refresh_from_db()
        assert (outcome(response), delegate.position) == ("refused", "Clerk")

    def test_mistakes_keep_what_was_typed(self):
        delegate = make_member(self.delegation)

        response = self.change(delegate, email="nobody", position="Judge")

        assert outcome(response) == "invalid"
        assert 'value="nobody"' in response.content.decode()

    def test_what_is_the_secretariats_is_not_changed_by_a_forged_field(self):
        """AC-11."""
        delegate = make_member(self.delegation)

        self.change(delegate, sponsored="on", country="UZ", status="APPROVED", protocol_rank="1")

        delegate.refresh_from_db()
        assert (delegate.sponsored, delegate.country_id, delegate.status) == (False, "KZ", S.PENDING)
        assert delegate.protocol_rank is None

    def test_after_the_last_deadline_it_is_shut(self):
        """R-19."""
        delegate = make_member(self.delegation)

        with time_machine.travel(NOON + timedelta(days=46), tick=False):
            response = came_in(self.point).get(self.path(delegate, "change/"))

        assert outcome(response) == "closed"


class TestReplace(Named):
    def setUp(self):
        super().setUp()
        self.old = make_member(self.delegation, status=S.APPROVED, capacity=Capacity.DEPUTY, sponsored=True)

    def replace(self, **changed):
        return self.client.post(self.path(self.old, "replace/"), nominee(capacity=None, **changed), follow=True)

    def test_the_newcomer_takes_place_and_part_and_not_the_sponsorship(self):
        """RC-14, R-24."""
        response = self.replace()

        newcomer = Delegate.objects.get(replaces=self.old)
        self.old.refresh_from_db()
        assert (outcome(response), self.old.status, newcomer.status) == ("received", S.REPLACED, S.PENDING)
        assert (newcomer.capacity, newcomer.place, newcomer.sponsored) == (Capacity.DEPUTY, self.old.place, False)

    def test_the_page_says_what_is_handed_on(self):
        page = self.client.get(self.path(self.old, "replace/")).content.decode()

        assert "Deputy head of delegation" in page
        assert "Sponsorship, the personal data and the consents" in page
        assert 'name="capacity"' not in page

    def test_of_an_automatic_category_the_newcomer_is_approved_at_once(self):
        delegation = make_delegation(category=make_category())
        self.client = came_in(make_focal_point(delegation))
        self.old = make_member(delegation, status=S.APPROVED)

        assert outcome(self.replace()) == "approved"

    def test_sent_twice_it_is_one_newcomer(self):
        self.replace()

        response = self.replace()

        assert response.redirect_chain == [(self.path(Delegate.objects.get(replaces=self.old)), 303)]
        assert Delegate.objects.count() == 2

    def test_sessions_go_with_the_place(self):
        session = make_session(self.delegation.conference)
        self.old.signups.create(session=session, created_at=NOON)

        self.replace()

        assert Delegate.objects.get(replaces=self.old).signups.get().session == session

    def test_between_the_deadlines_it_is_possible_and_after_them_not(self):
        """R-19."""
        for days, expected in ((31, "received"), (46, "closed")):
            with time_machine.travel(NOON + timedelta(days=days), tick=False):
                self.client = came_in(self.point)
                self.old = make_member(self.delegation, status=S.APPROVED, number=9000 + days)
                response = self.replace(submission_key=f"key-{days}", email=f"{days}@example.org")

            assert outcome(response) == expected

    def test_only_an_approved_person_has_a_place_to_hand_on(self):
        self.old = make_member(self.delegation)

        assert code(self.replace()) == "illegal_move"
        assert not Delegate.objects.filter(replaces__isnull=False).exists()

    def test_mistakes_change_nothing(self):
        response = self.replace(family_name="")

        self.old.refresh_from_db()
        assert (outcome(response), self.old.status) == ("invalid", S.APPROVED)

    def test_somebody_who_is_registered_already_takes_no_second_place(self):
        """R-11."""
        there = make_member(self.delegation, family_name="Abilov", given_name="Kairat", email="k.abilov@mvd.example")

        response = self.replace(another=there.number)

        self.old.refresh_from_db()
        assert (outcome(response), code(response)) == ("duplicate", "same_person")
        assert self.old.status == S.APPROVED
