"""One delegate: what is shown to whom, and every decision as a call of the domain."""

from dataclasses import replace
from unittest import mock

from django.core.files.base import ContentFile
from django.test import TestCase

from accounts.roles import ROLES
from attendees.admin import decisions
from attendees.domain import notices, registrations
from attendees.enums import DelegateStatus
from attendees.models import Delegate, DelegateEvent
from conference.enums import ApprovalMode
from mailing.models import Letter
from tests.cast import client_of, make_cast
from tests.factories import (
    NOON,
    make_category,
    make_delegate,
    make_delegation,
    make_member,
    make_membership,
    make_user,
)

LIST = "/admin/attendees/delegate/"
S = DelegateStatus


class PersonCase(TestCase):
    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(self.cast.a, approval=ApprovalMode.SECRETARIAT)
        self.officer = client_of(self.cast.officer_a, self.cast.a)
        self.manager = client_of(self.cast.manager_a, self.cast.a)

    def person(self, **fields) -> Delegate:
        return make_delegate(category=self.category, **fields)

    def decide(self, person, code, client=None, **sent):
        sent = {"_conference": self.cast.a.pk} | sent
        return (client or self.officer).post(f"{LIST}{person.pk}/decide/{code}/", sent)

    def status(self, person) -> str:
        return Delegate.objects.get(pk=person.pk).status


class TestDecide(PersonCase):
    def test_approve_and_write(self):
        person = self.person()

        answer = self.decide(person, "approve")

        assert answer.status_code == 302
        assert self.status(person) == S.APPROVED
        assert Letter.objects.get().kind == "delegate_approved"
        assert DelegateEvent.objects.get(kind="APPROVED").by == self.cast.officer_a

    def test_send_back_needs_a_reason_and_keeps_the_remark_from_the_person(self):
        person = self.person()

        refused = self.decide(person, "return")
        done = self.decide(
            person,
            "return",
            **{"return-reason": "DATA_MISSING", "return-text": "Write it.", "return-remark": "Third time"},
        )

        assert (refused.status_code, done.status_code) == (422, 302)
        assert self.status(person) == S.RETURNED
        letter = Letter.objects.get()
        assert "Write it." in letter.text
        assert "Third time" not in letter.text + letter.html

    def test_another_reason_needs_words(self):
        person = self.person()

        answer = self.decide(person, "reject", **{"reject-reason": "OTHER"})

        assert answer.status_code == 422
        assert b'data-outcome="invalid"' in answer.content
        assert self.status(person) == S.PENDING

    def test_every_other_verb(self):
        cases = {
            "reject": (S.PENDING, S.REJECTED, {"reject-reason": "NOT_NOMINATED"}),
            "waitlist": (S.PENDING, S.WAITLISTED, {}),
            "revoke": (S.APPROVED, S.REVOKED, {"revoke-reason": "OUT_OF_SCOPE"}),
            "withdraw": (S.APPROVED, S.WITHDRAWN, {}),
            "promote": (S.WAITLISTED, S.PENDING, {}),
            "resubmit": (S.RETURNED, S.PENDING, {}),
        }
        for code, (start, end, sent) in cases.items():
            person = self.person(status=start)

            self.decide(person, code, **sent)

            assert self.status(person) == end, code

    def test_an_illegal_move_is_refused_in_words(self):
        person = self.person(status=S.WITHDRAWN)

        answer = self.decide(person, "approve")

        assert self.status(person) == S.WITHDRAWN
        assert b'data-code="illegal_move"' in self.officer.get(answer.url).content

    def test_a_form_that_is_wrong_and_too_late_says_that_it_is_too_late(self):
        """The page offers the form no more: its errors would be seen by nobody."""
        person = self.person(status=S.WITHDRAWN)

        answer = self.decide(person, "reject", **{"reject-reason": ""})

        assert answer.status_code == 302
        assert b'data-code="illegal_move"' in self.officer.get(answer.url).content

    def test_then_the_next_goes_on_in_the_list(self):
        first, second = self.person(), self.person()

        answer = self.officer.post(
            f"{LIST}{first.pk}/decide/approve/?list=status%3DPENDING", {"next": "1", "_conference": self.cast.a.pk}
        )

        assert answer.url == f"{LIST}{second.pk}/change/?list=status%3DPENDING"


class TestUndo(PersonCase):
    """R-28: an approval whose letter has not left is taken back without a word."""

    def test_the_page_says_when_the_letter_leaves_and_offers_the_way_back(self):
        person = self.person()
        answer = self.decide(person, "approve")

        page = self.officer.get(answer.url).content.decode()

        assert "Approved just now." in page
        assert "The letter leaves in a minute; until then you can undo this." in page
        assert Letter.objects.get().due_at - Letter.objects.get().created_at == decisions.HOLD

    def test_undone_it_stands_where_it_stood_and_no_letter_leaves(self):
        person = self.person()
        self.decide(person, "approve")

        answer = self.decide(person, "undo")

        assert (self.status(person), Letter.objects.get().status) == (S.PENDING, "CANCELLED")
        assert b"The letter does not leave." in self.officer.get(answer.url).content

    def test_too_late_it_is_refused_in_words(self):
        person = self.person()
        self.decide(person, "approve")
        Letter.objects.update(status="SENT", sent_at=NOON)

        page = self.officer.get(self.decide(person, "undo").url).content

        assert b'data-code="too_late"' in page
        assert b"Undo the approval" not in page

    def test_whoever_goes_on_to_the_next_is_shown_the_way_back(self):
        first, _second = self.person(), self.person()

        answer = self.officer.post(
            f"{LIST}{first.pk}/decide/approve/?list=status%3DPENDING", {"next": "1", "_conference": self.cast.a.pk}
        )

        assert f'<a href="{LIST}{first.pk}/change/#decide">' in self.officer.get(answer.url).content.decode()


class TestChain(PersonCase):
    def setUp(self):
        super().setUp()
        self.category.approval = ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT
        self.category.save()
        self.delegation = make_delegation(category=self.category)
        self.waiting = make_member(self.delegation)

    def test_the_officer_confirms_on_behalf_of_the_focal_point(self):
        """R-06."""
        page = self.officer.get(f"{LIST}{self.waiting.pk}/change/").content
        assert b'data-code="not_endorsed"' in page
        assert b"Confirm on behalf of the focal point" in page

        self.decide(self.waiting, "endorse")

        self.waiting.refresh_from_db()
        assert self.waiting.endorsed_at is not None
        assert DelegateEvent.objects.get().actor == "STAFF"

    def test_members_go_to_the_reserve_and_others_to_the_waiting_list(self):
        alone = self.person()
        for person, words, other in (
            (self.waiting, b"Put in the reserve", b"Put on the waiting list"),
            (alone, b"Put on the waiting list", b"Put in the reserve"),
        ):
            page = self.officer.get(f"{LIST}{person.pk}/change/").content

            assert (words in page, other in page) == (True, False)

        self.decide(self.waiting, "reserve")
        assert self.status(self.waiting) == S.WAITLISTED

    def test_a_managers_reason_exceeds_a_delegations_quota_too(self):
        """R-01."""
        self.delegation.quota_in_person = 0
        self.delegation.save()
        self.decide(self.waiting, "endorse")

        self.decide(self.waiting, "override", self.manager, **{"override-override": "Minister asked"})

        assert self.status(self.waiting) == S.APPROVED


class TestOverride(PersonCase):
    """R-01, RC-18: a full quota is exceeded by a manager with a reason, and by nobody else."""

    def setUp(self):
        super().setUp()
        self.category.quota = 1
        self.category.save()
        self.person(status=S.APPROVED)
        self.waiting = self.person()

    def test_the_page_says_what_is_full_and_offers_the_override_to_the_manager_alone(self):
        address = f"{LIST}{self.waiting.pk}/change/"
        officers, managers = self.officer.get(address).content, self.manager.get(address).content

        for page in (officers, managers):
            assert b'data-code="quota_full"' in page
            assert b"(1 of 1)" in page
        assert b"Approve over the limit" in managers
        assert b"Approve over the limit" not in officers

    def test_an_officer_cannot(self):
        answer = self.decide(self.waiting, "override", **{"override-override": "Minister asked"})
        plain = self.decide(self.waiting, "approve", override="Minister asked")

        assert (answer.status_code, plain.status_code) == (403, 302)
        assert self.status(self.waiting) == S.PENDING

    def test_a_manager_can_with_a_reason_which_is_kept(self):
        without = self.decide(self.waiting, "override", self.manager)
        assert (without.status_code, self.status(self.waiting)) == (422, S.PENDING)

        self.decide(self.waiting, "override", self.manager, **{"override-override": "Minister asked"})

        assert self.status(self.waiting) == S.APPROVED
        assert DelegateEvent.objects.get(kind="OVERRIDDEN").remark == "Minister asked"


class TestShow(PersonCase):
    def test_the_history_says_who_when_why_and_what_was_told(self):
        person = self.person()
        registrations.send_back(
            person, reason="NAME_UNCLEAR", text="Which name?", remark="Known case", by=self.cast.officer_a, now=NOON
        )

        page = self.officer.get(f"{LIST}{person.pk}/change/").content.decode()

        for words in ("Sent back", "officer_a", "Name unclear", "Which name?", "Known case", "5 October 2026, 12:00"):
            assert words in page

    def test_the_letters_are_those_of_this_delegate(self):
        person, other = self.person(), self.person()
        notices.queue(person, "received", now=NOON)
        notices.queue(other, "received", now=NOON)

        page = self.officer.get(f"{LIST}{person.pk}/change/").content.decode()

        assert person.email in page
        assert other.email not in page

    def test_a_domain_of_two_alphabets_is_pointed_out(self):
        """IN-08"""
        pages = [
            self.officer.get(f"{LIST}{self.person(email=email).pk}/change/").content.decode()
            for email in ("anna@xn--exmple-4nf.org", "anna@example.org")
        ]

        assert ["letters of two alphabets" in page for page in pages] == [True, False]

    def test_no_status_can_be_chosen_and_nobody_deleted(self):
        person = self.person()

        page = self.officer.get(f"{LIST}{person.pk}/change/").content.decode()
        form = self.officer.get(f"{LIST}{person.pk}/correct/").content.decode()

        assert 'name="status"' not in page + form
        assert "/delete/" not in page + form
        assert self.manager.post(f"{LIST}{person.pk}/delete/", {"post": "yes"}).status_code == 403

    def test_a_post_to_the_page_moves_no_status(self):
        """RC-18: a forged change form."""
        person = self.person()

        answer = self.officer.post(f"{LIST}{person.pk}/change/", {"status": "APPROVED", "_save": "1"})

        assert (answer.status_code, self.status(person)) == (422, S.PENDING)

    def test_previous_and_next_follow_the_filter(self):
        first, _gone, third = self.person(), self.person(status=S.WITHDRAWN), self.person()

        context = self.officer.get(f"{LIST}{first.pk}/change/?list=status%3DPENDING").context

        assert context["previous"] is None
        assert context["next"] == f"{LIST}{third.pk}/change/?list=status%3DPENDING"
        assert (context["place"], context["of"]) == (1, 2)

    def test_sensitive_answers_need_the_right(self):
        """A role with delegate.view alone: sealed fields are neither shown, nor in the form, nor as columns."""
        person = self.person(phone="+996555999999", diet="canary-diet", date_of_birth="1980-03-27")
        addresses = [f"{LIST}{person.pk}/change/", f"{LIST}{person.pk}/correct/", f"{LIST}?cols=diet.phone"]
        shown = "".join(self.officer.get(address).content.decode() for address in addresses)

        with self.without("sensitive.view"):
            hidden = "".join(self.officer.get(address).content.decode() for address in addresses)
            taken = self.officer.get(f"{LIST}export/?format=csv&columns=diet")

        assert "27 March 1980" in shown
        for canary in ("canary-diet", "+996555999999"):
            assert canary in shown
            assert canary not in hidden
        assert taken.status_code == 403

    def without(self, right):
        """The officer's role without one right."""
        role = ROLES["officer"]
        return mock.patch.dict(ROLES, {"officer": replace(role, rights=role.rights - {right})})

    def test_the_photo_is_shown_to_those_who_see_the_delegate_alone(self):
        person = self.person()
        person.photo.save("face.jpg", ContentFile(b"\xff\xd8\xff jpeg"))
        self.addCleanup(person.photo.delete, save=False)
        address = f"{LIST}{person.pk}/photo/"

        answer = self.officer.get(address)

        assert answer["Content-Type"] == "image/jpeg"
        assert "no-store" in answer["Cache-Control"]
        assert "sandbox" in answer["Content-Security-Policy"]
        assert b"".join(answer) == b"\xff\xd8\xff jpeg"
        assert client_of(self.cast.officer_b, self.cast.b).get(address).status_code == 404
        assert client_of(self.cast.programme_a, self.cast.a).get(address).status_code == 403


class TestWall(PersonCase):
    """AD-05, AD-07, AD-16, AD-17: the wall between conferences and between roles."""

    def addresses(self, person) -> list[str]:
        ways = ("change/", "correct/", "photo/", "history/", "delete/", "decide/approve/")
        return [f"{LIST}{person.pk}/{way}" for way in ways]

    def test_another_conferences_delegate_is_not_there(self):
        foreign = make_delegate(category=make_category(self.cast.b), family_name="Canary")

        for address in self.addresses(foreign):
            for answer in (self.manager.get(address), self.manager.post(address, {"_conference": self.cast.a.pk})):
                assert answer.status_code in (403, 404, 405), address
                assert b"Canary" not in answer.content
        assert self.status(foreign) == S.PENDING

    def test_roles_without_delegates_see_none(self):
        person = self.person(family_name="Canary")
        for user in (self.cast.programme_a, self.cast.donor_a):
            client = client_of(user, self.cast.a)

            for address in (
                LIST,
                f"{LIST}add/",
                f"{LIST}export/",
                f"{LIST}export/?format=csv",
                *self.addresses(person),
            ):
                for answer in (client.get(address), client.post(address, {"action": "approve", "index": 0})):
                    assert answer.status_code in (403, 405), address
        assert self.status(person) == S.PENDING

    def test_a_form_of_another_tab_is_refused(self):
        person = self.person()
        make_membership(self.cast.b, "officer", self.cast.officer_a)

        answer = self.decide(person, "approve", _conference=self.cast.b.pk)

        assert (answer.status_code, self.status(person)) == (409, S.PENDING)

    def test_strangers_are_sent_to_sign_in(self):
        person = self.person()
        nobody = client_of(make_user(is_staff=False))

        for address in self.addresses(person):
            assert nobody.get(address).status_code in (302, 403), address
