"""The officers' desk of duplicates: who sees pairs, what stands on a page, and every step as a call of the domain."""

from dataclasses import replace
from datetime import timedelta
from unittest import mock

import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext

from accounts.roles import ROLES
from attendees.domain import alike, duplicates, merges
from attendees.enums import DelegateStatus
from attendees.models import Delegate, Likeness, Merge
from conference.enums import ApprovalMode
from core.likeness import Strength, Why
from tests.attendees.dossier import make_document
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegate, make_delegation, make_member, make_session

LIST = "/admin/attendees/likeness/"
PEOPLE = "/admin/attendees/delegate/"
S = DelegateStatus


class DeskCase(TestCase):
    """Conference A with one person registered twice; B knows nothing of it."""

    def setUp(self):
        self.cast = make_cast()
        self.category = make_category(self.cast.a, approval=ApprovalMode.SECRETARIAT)
        self.first = self.person("Nurlan uulu", "Bekzhan", status=S.APPROVED, position="Head", sex="M")
        self.second = self.person("Nurlan", "Bekjan", phone="+996555012345", cyrillic_given_name="Бекжан")
        self.pair = self.raised(self.first, self.second)
        self.officer = client_of(self.cast.officer_a, self.cast.a)

    def person(self, family, given, **fields) -> Delegate:
        return make_delegate(**{"category": self.category, "family_name": family, "given_name": given, **fields})

    def raised(self, one, other, **fields) -> Likeness:
        said = {"strength": "STRONG", "score": 100, "why": ["SAME", "ORDER"], "found_at": NOON}
        return Likeness.objects.create(conference=one.conference, first=one, second=other, **{**said, **fields})

    def page(self, path="", client=None, pair=None) -> str:
        return (client or self.officer).get(f"{LIST}{(pair or self.pair).pk}/{path or 'change/'}").content.decode()

    def post(self, step, client=None, **sent):
        return (client or self.officer).post(
            f"{LIST}{self.pair.pk}/{step}/", {"_conference": self.cast.a.pk, **sent}, follow=True
        )

    def status(self, delegate) -> str:
        return Delegate.objects.get(pk=delegate.pk).status


class TestList(DeskCase):
    def shown(self, query="", client=None) -> str:
        return (client or self.officer).get(f"{LIST}{query}").content.decode()

    def test_open_pairs_the_strongest_first_with_both_scripts_and_words(self):
        weak = self.person("Nurlanov", "Bekzhan")
        self.raised(self.first, weak, strength="WEAK", score=80, why=["FATHER", "OTHER_SEX"])

        shown = self.shown()

        assert shown.index("Very much alike") < shown.index("Somewhat alike")
        assert "Бекжан" in shown
        assert "The same name" in shown
        assert "against: Different sex" in " ".join(shown.split())

    def test_each_kind_has_its_filter_with_its_number(self):
        one, other, gone = (self.person("Asanov", name) for name in ("Marat", "Murat", "Mirat"))
        self.raised(one, other, status="DISMISSED")
        self.raised(one, gone)
        Delegate.objects.filter(pk=gone.pk).update(status=S.WITHDRAWN)

        for query, name in (("", "Bekzhan"), ("?status=DISMISSED", "Murat"), ("?status=ENDED", "Mirat")):
            assert f"{name}</bdi>" in self.shown(query), query
        assert "Bekzhan" not in self.shown("?status=DISMISSED")
        assert "Two people (1)" in self.shown()

    def test_a_name_in_any_spelling_finds_the_pair(self):
        assert "Bekzhan" in self.shown("?q=Бекжан")
        assert "Bekzhan" in self.shown("?q=bekjan")
        assert "No pair is found so" in self.shown("?q=ivanov")

    def test_nobody_learns_of_another_conference(self):
        """AC-08, AD-01."""
        stranger = client_of(self.cast.officer_b, self.cast.b)

        assert "There is no such pair" in self.shown(client=stranger)
        assert "No pair is found so" in self.shown("?q=bekzhan", client=stranger)
        assert stranger.get(f"{LIST}{self.pair.pk}/change/").status_code == 404

    def test_as_many_statements_for_one_pair_as_for_thirty(self):
        def count() -> int:
            with CaptureQueriesContext(connection) as queries:
                self.shown()
            return len(queries)

        delegation = make_delegation(self.cast.a, category=self.category)
        Delegate.objects.filter(pk=self.first.pk).update(delegation=delegation)
        self.shown()
        one = count()
        for number in range(30):
            self.raised(make_member(delegation), make_member(delegation), score=60 + number)

        assert count() == one

    def test_an_address_nobody_sends_is_answered_all_the_same(self):
        """AD-12."""
        for query in ("?status=nonsense", "?p=99999", "?o=1.2.99", "?first__email__startswith=a"):
            assert self.officer.get(f"{LIST}{query}").status_code in (200, 302, 400), query


class TestPair(DeskCase):
    def test_both_stand_side_by_side_with_what_differs_said_in_words(self):
        shown = self.page()

        for words in ("Nurlan uulu, Bekzhan", "Nurlan, Bekjan", "Бекжан", "Which registration stays?", "+996555012345"):
            assert words in shown
        assert shown.count(">differs<") == len(["family", "given", "cyrillic", "position", "sex", "email", "phone"])
        assert "Nothing given" in shown

    def test_papers_sessions_photo_and_history_of_both(self):
        delegation = make_delegation(self.cast.a, category=self.category)
        session = make_session(self.cast.a, title={"en": "Dynamic security"})
        for number, each in enumerate((self.first, self.second)):
            make_document(delegation, each, reference=f"No. 7{number}")
            each.signups.create(session=session, created_at=NOON)
        self.first.photo.save("face.jpg", ContentFile(b"x"))
        self.second.events.create(kind="SUBMITTED", at=NOON, actor="SELF")

        shown = self.page()

        for words in ("No. 70", "No. 71", "Dynamic security", "Photo of Bekzhan Nurlan uulu", "Registration sent"):
            assert words in shown, words

    def test_what_is_sealed_needs_its_right(self):
        """AC-15."""
        rights = ROLES["officer"].rights - {"sensitive.view"}
        with _role("officer", rights):
            shown = self.page()

        assert "+996555012345" not in shown
        assert "Mobile phone" not in shown

    def test_whoever_may_only_look_is_offered_no_step(self):
        with _role("officer", ROLES["officer"].rights - {"delegate.merge"}):
            shown = self.page()
            refused = self.post("dismiss")

        assert "Bekzhan" in shown
        assert "These are two people" not in shown
        assert 'type="radio"' not in shown
        assert refused.status_code == 403

    def test_whoever_may_not_see_delegates_sees_no_pair(self):
        for user in (self.cast.donor_a, self.cast.programme_a):
            assert client_of(user, self.cast.a).get(f"{LIST}{self.pair.pk}/change/").status_code == 403

    def test_names_are_text_and_never_markup(self):
        """AD-18."""
        Delegate.objects.filter(pk=self.second.pk).update(position="<img src=x onerror=M>", given_name="<b>B</b>")

        shown = self.page() + self.officer.get(LIST).content.decode()

        assert "<img src=x" not in shown
        assert "<b>B</b>" not in shown

    def test_nothing_is_written_by_its_address(self):
        assert self.officer.post(f"{LIST}{self.pair.pk}/change/").status_code == 405

    def test_every_reason_has_words(self):
        assert set(alike.WORDS) == set(Why) > alike.AGAINST
        assert set(dict(Likeness._meta.get_field("strength").choices)) == set(Strength)


class TestDismiss(DeskCase):
    def test_two_people_stay_two_and_can_be_looked_at_again(self):
        self.post("dismiss")
        self.pair.refresh_from_db()
        assert (self.pair.status, self.pair.decided_by) == ("DISMISSED", self.cast.officer_a)
        assert "They are two people." in self.page()

        self.post("reopen")

        self.pair.refresh_from_db()
        assert self.pair.status == "OPEN"

    def test_the_second_of_two_officers_is_told(self):
        duplicates.dismiss(self.pair, by=self.cast.manager_a, now=NOON)

        answer = self.post("dismiss")

        assert b'data-code="decided"' in answer.content

    def test_nobody_of_another_conference_decides(self):
        """AD-05."""
        stranger = client_of(self.cast.officer_b, self.cast.b)

        for step in ("dismiss", "reopen", "merge", "undo"):
            answer = stranger.post(f"{LIST}{self.pair.pk}/{step}/", {"_conference": self.cast.b.pk, "kept": "first"})
            assert answer.status_code == 404, step
        assert Likeness.objects.get(pk=self.pair.pk).status == "OPEN"

    def test_a_link_changes_nothing(self):
        for step in ("dismiss", "reopen", "merge"):
            assert self.officer.get(f"{LIST}{self.pair.pk}/{step}/").status_code == 405, step


class TestMerge(DeskCase):
    CHOICE = {"kept": "first", "take_phone": "second", "take_given_name": "first", "take_position": "first"}

    def test_the_plan_comes_first_and_writes_nothing(self):
        answer = self.post("merge", **self.CHOICE)

        shown = answer.content.decode()
        assert f"No. {self.first.number}, Nurlan uulu, Bekzhan, stays: Approved." in shown
        assert "Taken from the one that goes: Mobile phone." in shown
        assert "+996555012345" not in shown
        assert not Merge.objects.exists()

    def confirm(self, **choice):
        plan = self.post("merge", **(choice or self.CHOICE))
        form = plan.context["form"]
        return self.post("merge", **{name: field.initial for name, field in form.fields.items()})

    def test_the_plan_that_was_shown_is_carried_out(self):
        answer = self.confirm()

        merged = Merge.objects.get()
        assert (merged.kept, merged.gone, merged.taken, merged.by) == (
            self.first, self.second, ["phone"], self.cast.officer_a,
        )  # fmt: skip
        assert answer.redirect_chain[-1][0] == f"{PEOPLE}{self.first.pk}/change/"
        assert b"You can undo it for 30 days." in answer.content

    def test_either_can_be_kept(self):
        self.confirm(kept="second", take_position="first", take_phone="second")

        kept = Delegate.objects.get(pk=self.second.pk)
        assert (kept.position, kept.phone, kept.status) == ("Head", "+996555012345", S.PENDING)
        assert self.status(self.first) == S.WITHDRAWN

    def test_what_was_changed_after_the_plan_is_looked_at_again(self):
        """RC-23."""
        plan = self.post("merge", **self.CHOICE)
        Delegate.objects.filter(pk=self.second.pk).update(revision=5)

        answer = self.post("merge", **{name: field.initial for name, field in plan.context["form"].fields.items()})

        assert b'data-code="changed_meanwhile"' in answer.content
        assert not Merge.objects.exists()

    def test_what_no_page_of_ours_sends_is_refused(self):
        for sent in (
            {},
            {"kept": "third"},
            {"kept": "first", "take_phone": "both"},
            {"kept": "first", "revisions": "x"},
        ):
            assert self.post("merge", **sent).status_code == 400, sent

    def test_a_field_that_is_no_field_is_passed_over(self):
        self.confirm(kept="first", take_status="second", take_remarks="second", take_link_token="second")

        assert Merge.objects.get().taken == []


@time_machine.travel(NOON, tick=False)
class TestUndo(DeskCase):
    def setUp(self):
        super().setUp()
        self.merged = merges.merge(self.first, self.second, take=["phone"], by=self.cast.officer_a, now=NOON)

    def test_the_page_says_who_merged_and_offers_the_way_back(self):
        shown = self.page()

        assert (
            f"No. {self.second.number} was merged into No. {self.first.number} on 5 October 2026 by officer_a." in shown
        )
        assert "Undo the merge" in shown
        assert "Which registration stays?" not in shown

    def test_the_plan_comes_first_then_both_are_there_again(self):
        """R-34."""
        assert "is a registration of its own again" in self.page("undo/")
        assert self.status(self.second) == S.WITHDRAWN

        answer = self.post("undo")

        assert self.status(self.second) == S.PENDING
        assert b"They are two registrations again." in answer.content

    def test_what_could_not_be_as_it_was_is_said(self):
        Delegate.objects.filter(pk=self.first.pk).update(phone="+996777000000")

        answer = self.post("undo")

        assert b"Mobile phone was changed since and stays." in answer.content

    def test_after_thirty_days_it_stays(self):
        with time_machine.travel(NOON + timedelta(days=31), tick=False):
            self.officer = client_of(self.cast.officer_a, self.cast.a)
            shown, answer = self.page(), self.post("undo")

        assert "It was more than 30 days ago and stays." in shown
        assert b'data-code="too_late"' in answer.content

    def test_a_second_time_there_is_nothing_to_undo(self):
        self.post("undo")

        assert b'data-code="undone"' in self.post("undo").content

    def test_both_delegates_pages_lead_to_it(self):
        for delegate in (self.first, self.second):
            shown = self.officer.get(f"{PEOPLE}{delegate.pk}/change/").content.decode()
            assert f'href="{LIST}{self.pair.pk}/change/"' in shown

    def test_merged_pairs_have_a_filter_of_their_own(self):
        assert "Bekzhan" in self.officer.get(f"{LIST}?status=MERGED").content.decode()


class TestOnOtherPages(DeskCase):
    def test_a_delegates_page_says_who_may_be_the_same_person(self):
        shown = self.officer.get(f"{PEOPLE}{self.first.pk}/change/").content.decode()

        assert "May be the same person as" in shown
        assert f"Nurlan, Bekjan</bdi>, No. {self.second.number}" in shown

    def test_a_pair_that_was_decided_is_not_spoken_of(self):
        duplicates.dismiss(self.pair, by=self.cast.officer_a, now=NOON)

        assert b"May be the same person as" not in self.officer.get(f"{PEOPLE}{self.first.pk}/change/").content

    def test_any_two_can_be_put_side_by_side_by_number(self):
        stranger = self.person("Ivanov", "Petr")

        answer = self.officer.post(f"{LIST}compare/{self.first.pk}/", {"number": stranger.number}, follow=True)

        assert b"Ivanov, Petr" in answer.content
        assert b"Chosen by hand" in answer.content

    def test_a_number_of_nobody_or_of_another_conference_is_refused_alike(self):
        """AC-08."""
        other = make_delegate(category=make_category(self.cast.b), number=4711)

        for number in (other.number, 99999, self.first.number, "x", -1):
            answer = self.officer.post(f"{LIST}compare/{self.first.pk}/", {"number": number}, follow=True)
            assert b'data-code="same"' in answer.content, number
        assert Likeness.objects.count() == 1

    def test_comparing_needs_the_right(self):
        with _role("officer", ROLES["officer"].rights - {"delegate.merge"}):
            answer = self.officer.post(f"{LIST}compare/{self.first.pk}/", {"number": self.second.number})

        assert answer.status_code == 403

    def test_the_first_page_counts_the_open_pairs(self):
        shown = self.officer.get("/admin/").content.decode()

        assert "pair that may be one person" in shown
        assert f'href="{LIST}"' in shown


def _role(code, rights):
    """The role with other rights, for a while."""
    return mock.patch.dict(ROLES, {code: replace(ROLES[code], rights=frozenset(rights))})
