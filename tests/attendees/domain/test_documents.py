"""Official papers: what they name, what they prove, and what happens when a newer one comes."""

import itertools

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import TestCase

from attendees.domain import documents, missing, proofs, registrations, uploads
from attendees.domain.documents import Details
from attendees.domain.missing import Missing
from attendees.domain.refusals import DocumentRefused, RegistrationRefused
from attendees.domain.registrations import Form
from attendees.enums import DOCUMENT_MOVES, DocumentStatus, Source
from attendees.models import Delegate, Document
from conference.enums import ConferenceStatus
from mailing.models import Letter
from tests.attendees.domain.test_uploads import InAFolder
from tests.attendees.dossier import make_document, make_people
from tests.factories import (
    NOON,
    make_category,
    make_conference,
    make_delegation,
    make_focal_point,
    make_member,
    make_user,
    minutes,
)

S = DocumentStatus


def kept(name: str = "note.pdf", digest: str = "a" * 64) -> uploads.Kept:
    """A checked file, as a form claims it."""
    return uploads.Kept(f"uploads/{digest[:8]}.pdf", name, "application/pdf", 2, digest)


def refusal(verb, *given, **how) -> str:
    with pytest.raises(DocumentRefused) as refused:
        verb(*given, **{"now": NOON, **how})
    return refused.value.code


def flagged(delegation) -> set[Delegate]:
    """Whom the list shows as named by no paper (R-08)."""
    categories = delegation.conference.categories.all()
    return set(delegation.people.filter(missing.condition(Missing.DOCUMENT, categories)))


def told(delegation) -> list[str]:
    return list(delegation.events.values_list("kind", flat=True))


class DocumentCase(TestCase):
    """A delegation of three, its focal point and an officer."""

    def setUp(self):
        self.delegation = make_delegation()
        self.point = make_focal_point(self.delegation)
        self.officer = make_user()
        self.first, self.second, self.third = make_people(self.delegation)

    def receive(self, *names, digest="a", **how):
        file = kept(digest=digest.ljust(64, "a"))
        return documents.receive(self.delegation, file, Details(), names, **{"by": self.point, "now": NOON, **how})

    def paper(self, *named, **fields):
        return make_document(self.delegation, *named, **fields)

    def status(self, document) -> str:
        return Document.objects.get(pk=document.pk).status


class TestReceive(DocumentCase):
    def test_it_says_what_came_from_whom_and_whom_it_names(self):
        details = Details(reference="No. 12/345", issuer="Embassy", language="ru")

        document = documents.receive(
            self.delegation, kept("Нота.pdf"), details, [self.second, self.first], by=self.point, now=NOON
        )

        assert (document.reference, document.file_name, document.pages) == ("No. 12/345", "Нота.pdf", 2)
        assert (document.focal_point, document.received_by, document.status) == (self.point, None, S.RECEIVED)
        assert [each.delegate for each in document.mentions.all()] == [self.second, self.first]
        assert told(self.delegation) == ["DOCUMENT_RECEIVED"]

    def test_an_officer_takes_a_letter_that_came_on_paper(self):
        document = self.receive(by=self.officer)

        assert (document.received_by, document.focal_point) == (self.officer, None)

    def test_the_same_file_twice_is_one_paper_that_names_everybody_ticked(self):
        document = self.receive(self.first)

        again = self.receive(self.second, self.first)

        assert again == document
        assert [each.delegate for each in document.mentions.all()] == [self.first, self.second]
        assert told(self.delegation) == ["DOCUMENT_RECEIVED"]

    def test_the_same_file_for_two_delegations_is_two_papers(self):
        other = make_delegation(self.delegation.conference, "UZ")

        documents.receive(other, kept(), Details(), by=None, now=NOON)

        assert self.receive().delegation == self.delegation
        assert Document.objects.count() == 2

    def test_a_file_that_was_not_sufficient_is_no_better_the_second_time(self):
        self.paper(digest="a" * 64, status=S.INSUFFICIENT)

        assert refusal(self.receive) == "known"

    def test_a_checked_file_names_nobody_more(self):
        self.paper(self.first, digest="a" * 64, status=S.VERIFIED)

        assert self.receive(self.first).mentions.count() == 1
        assert refusal(self.receive, self.second) == "known"

    def test_it_names_people_of_its_own_delegation_only(self):
        stranger = make_member(make_delegation(self.delegation.conference, "UZ"))

        assert refusal(self.receive, stranger) == "not_in_delegation"
        assert not Document.objects.exists()

    def test_nobody_but_the_staff_sends_papers_when_it_is_over(self):
        over = make_delegation(make_conference(status=ConferenceStatus.ENDED))

        assert refusal(documents.receive, over, kept(), Details(), by=make_focal_point(over)) == "closed"
        assert documents.receive(over, kept(), Details(), by=self.officer, now=NOON)


class TestFlagged(DocumentCase):
    def test_a_note_names_some_and_the_others_are_flagged_and_stay(self):
        """R-08."""
        self.receive(self.first, self.second)

        assert flagged(self.delegation) == {self.third}
        assert proofs.unnamed(self.delegation) == {self.third.pk}
        assert self.delegation.people.count() == 3

    def test_nobody_is_flagged_while_no_paper_is_asked_for_and_none_is_there(self):
        assert flagged(self.delegation) == set()

    def test_everybody_is_flagged_whose_category_asks_for_a_paper(self):
        """R-07."""
        self.delegation.category.needs_document = True
        self.delegation.category.save()

        assert flagged(self.delegation) == {self.first, self.second, self.third}

    def test_a_name_the_officer_did_not_find_in_the_paper_is_not_named(self):
        document = self.receive(self.first, self.second, self.third)

        documents.verify(document, found=[self.first.pk, self.third.pk], by=self.officer, now=NOON)

        assert flagged(self.delegation) == {self.second}

    def test_a_paper_that_is_not_sufficient_names_nobody(self):
        good, bad = self.receive(self.first), self.receive(self.second, digest="b")

        documents.find_insufficient(bad, "No seal.", by=self.officer, now=NOON)

        assert flagged(self.delegation) == {self.second, self.third}
        assert self.status(good) == S.RECEIVED

    def test_another_delegation_is_not_concerned(self):
        other = make_member(make_delegation(self.delegation.conference, "UZ"))

        self.receive(self.first)

        assert flagged(other.delegation) == set()


class TestNames(DocumentCase):
    def test_they_are_said_again_in_another_order(self):
        document = self.receive(self.first, self.second)
        documents.tick(document, found=[self.first.pk], by=self.officer, now=NOON)

        documents.name_people(document, [self.third, self.first], by=self.point, now=NOON)

        mentions = {each.delegate: bool(each.confirmed_at) for each in document.mentions.all()}
        assert list(mentions.items()) == [(self.third, False), (self.first, True)]

    def test_not_by_a_focal_point_once_the_paper_was_checked(self):
        document = self.paper(self.first, status=S.VERIFIED, focal_point=self.point)

        assert refusal(documents.name_people, document, [self.second], by=self.point) == "decided_meanwhile"
        assert documents.name_people(document, [self.second], by=self.officer, now=NOON)

    def test_a_focal_point_changes_what_focal_points_sent(self):
        taken_in, colleague = self.paper(self.first), make_focal_point(self.delegation)
        sent = self.paper(self.first, focal_point=colleague)

        assert refusal(documents.name_people, taken_in, [], by=self.point) == "not_yours"
        assert refusal(documents.discard, taken_in, by=self.point) == "not_yours"
        assert documents.name_people(sent, [], by=self.point, now=NOON)

    def test_not_in_a_superseded_paper(self):
        document = self.paper(self.first, status=S.SUPERSEDED)

        assert refusal(documents.name_people, document, [self.second], by=self.officer) == "superseded_already"


class TestTick(DocumentCase):
    def test_names_are_confirmed_one_by_one_and_taken_back(self):
        document = self.paper(self.first, self.second)

        documents.tick(document, found=[self.first.pk], by=self.officer, now=NOON)
        documents.tick(document, found=[self.second.pk], lost=[self.first.pk], by=self.officer, now=NOON)

        confirmed = document.mentions.exclude(confirmed_at=None).get()
        assert (confirmed.delegate, confirmed.confirmed_by) == (self.second, self.officer)

    def test_two_officers_do_not_undo_each_other(self):
        """RC-23."""
        document, colleague = self.paper(self.first, self.second), make_user()

        documents.tick(document, found=[self.first.pk], by=self.officer, now=NOON)
        documents.tick(document, found=[self.first.pk, self.second.pk], by=colleague, now=NOON + minutes(1))

        assert [each.confirmed_by for each in document.mentions.all()] == [self.officer, colleague]

    def test_a_paper_that_counts_no_more_proves_nobody(self):
        for status, code in ((S.SUPERSEDED, "superseded_already"), (S.INSUFFICIENT, "insufficient")):
            document = self.paper(self.first, status=status)

            assert refusal(documents.tick, document, found=[self.first.pk], by=self.officer) == code

    def test_somebody_the_sender_forgot_is_named_by_being_found(self):
        document = self.paper(self.first)

        documents.tick(document, found=[self.third.pk, self.first.pk], by=self.officer, now=NOON)

        assert [each.delegate for each in document.mentions.proving()] == []
        assert [each.delegate for each in document.mentions.exclude(confirmed_at=None)] == [self.first, self.third]

    def test_people_of_others_are_not_named_by_ticking(self):
        stranger = make_member(make_delegation(self.delegation.conference, "UZ"))
        document = self.paper(self.first)

        documents.tick(document, found=[stranger.pk, 10**9], by=self.officer, now=NOON)

        assert document.mentions.exclude(confirmed_at=None).count() == 0


class TestVerify(DocumentCase):
    def test_it_proves_those_who_are_ticked(self):
        """R-07."""
        document = self.paper(self.first, self.second)
        documents.tick(document, found=[self.first.pk], by=self.officer, now=NOON)

        documents.verify(document, found=[self.second.pk], lost=[self.first.pk], by=self.officer, now=NOON)

        assert [each.delegate for each in document.mentions.proving()] == [self.second]
        assert (self.status(document), told(self.delegation)) == (S.VERIFIED, ["DOCUMENT_VERIFIED"])

    def test_a_paper_in_which_nobody_was_found_is_not_verified(self):
        assert refusal(documents.verify, self.paper(self.first), by=self.officer) == "nobody_confirmed"

    def test_the_second_of_two_officers_is_told_who_was_first(self):
        """RC-23."""
        document = self.paper(self.first)
        documents.verify(document, found=[self.first.pk], by=make_user(username="aigul"), now=NOON)

        with pytest.raises(DocumentRefused, match="aigul"):
            documents.verify(document, found=[self.first.pk], by=self.officer, now=NOON)

    def test_what_was_found_insufficient_can_be_verified_after_all(self):
        document = self.paper(self.first, status=S.INSUFFICIENT, note="No seal.")

        documents.verify(document, found=[self.first.pk], by=self.officer, now=NOON)

        document.refresh_from_db()
        assert (document.status, document.note) == (S.VERIFIED, "")


class TestApproval(DocumentCase):
    """R-07."""

    def setUp(self):
        super().setUp()
        self.delegation.category.needs_document = True
        self.delegation.category.save()

    def test_nobody_is_approved_before_a_verified_paper_names_the_person(self):
        document = self.paper(self.first, self.second)
        with pytest.raises(RegistrationRefused, match="No verified official paper"):
            registrations.approve(self.first, by=self.officer, now=NOON)

        documents.verify(document, found=[self.first.pk], by=self.officer, now=NOON)

        assert registrations.approve(self.first, by=self.officer, now=NOON).status == "APPROVED"
        with pytest.raises(RegistrationRefused):
            registrations.approve(self.second, by=self.officer, now=NOON)

    def test_whoever_was_approved_before_the_paper_came_is_proven_by_it(self):
        registrations.approve(self.first, by=self.officer, document_pending="By telephone.", now=NOON)

        documents.verify(self.paper(self.first), found=[self.first.pk], by=self.officer, now=NOON)

        assert not Delegate.objects.get(pk=self.first.pk).is_document_pending

    def test_a_category_that_needs_a_paper_approves_nobody_by_itself(self):
        category = make_category(needs_document=True)

        answer = registrations.submit(
            category, Form({"given_name": "Askar", "is_single_name": True, "language": "en"}),
            submission=None, source=Source.SELF, by=None, now=NOON,
        )  # fmt: skip

        assert (answer.word, answer.delegate.status) == ("received", "PENDING")


class TestFindInsufficient(DocumentCase):
    def test_every_focal_point_gets_the_words_by_letter(self):
        make_focal_point(self.delegation, language="ru")
        make_focal_point(self.delegation, revoked_at=NOON)
        document = self.paper(self.first)

        number = documents.find_insufficient(document, "The seal is missing.", by=self.officer, now=NOON)

        letters = Letter.objects.filter(kind="delegation_document_insufficient")
        assert (number, letters.count()) == (2, 2)
        assert all("The seal is missing." in letter.text and "No. 1" in letter.text for letter in letters)
        assert not any("No. 1" in letter.subject for letter in letters)
        assert self.delegation.events.get().text == "The seal is missing."

    def test_it_needs_words(self):
        assert refusal(documents.find_insufficient, self.paper(), " ", by=self.officer) == "note_needed"

    def test_a_verified_paper_can_turn_out_insufficient_and_only_once(self):
        document = self.paper(self.first, status=S.VERIFIED)

        documents.find_insufficient(document, "Forged.", by=self.officer, now=NOON)

        assert refusal(documents.find_insufficient, document, "Forged.", by=self.officer) == "decided_meanwhile"


class TestSuperseding(DocumentCase):
    """R-09."""

    def setUp(self):
        super().setUp()
        self.old = self.paper(self.first, self.second, confirmed=True, status=S.VERIFIED, decided_at=NOON)

    def test_people_absent_from_the_new_note_are_flagged_and_never_removed(self):
        self.receive(self.second, self.third, supersedes=self.old)

        assert self.status(self.old) == S.SUPERSEDED
        assert flagged(self.delegation) == {self.first}
        assert self.delegation.people.count() == 3
        assert told(self.delegation) == ["DOCUMENT_RECEIVED", "DOCUMENT_REPLACED"]

    def test_a_new_note_that_is_not_sufficient_lets_the_old_one_count_again(self):
        new = self.receive(self.third, supersedes=self.old)

        documents.find_insufficient(new, "Not signed.", by=self.officer, now=NOON)

        assert self.status(self.old) == S.VERIFIED
        assert flagged(self.delegation) == {self.third}

    def test_and_replaces_it_once_more_when_it_is_sufficient_after_all(self):
        new = self.receive(self.third, supersedes=self.old)
        documents.find_insufficient(new, "Not signed.", by=self.officer, now=NOON)

        documents.verify(new, found=[self.third.pk], by=self.officer, now=NOON)

        assert self.status(self.old) == S.SUPERSEDED

    def test_a_third_note_replaces_whatever_counted(self):
        second = self.receive(self.third, supersedes=self.old)
        documents.find_insufficient(second, "Not signed.", by=self.officer, now=NOON)

        third = self.receive(self.first, digest="c", supersedes=second)
        assert [self.status(each) for each in (self.old, second, third)] == [S.SUPERSEDED, S.SUPERSEDED, S.RECEIVED]

        documents.discard(third, by=self.officer, now=NOON)
        assert [self.status(each) for each in (self.old, second)] == [S.VERIFIED, S.INSUFFICIENT]

    def test_what_is_superseded_is_not_superseded_again(self):
        self.receive(supersedes=self.old)

        assert refusal(self.receive, digest="c", supersedes=self.old) == "superseded_already"

    def test_a_paper_of_another_delegation_is_not_replaced(self):
        foreign = make_document(make_delegation(self.delegation.conference, "UZ"))

        assert refusal(self.receive, supersedes=foreign) == "superseded_already"


class TestDiscard(InAFolder):
    def setUp(self):
        super().setUp()
        self.delegation = make_delegation(self.conference)
        self.point = make_focal_point(self.delegation)
        self.file = default_storage.save("uploads/a.pdf", ContentFile(b"%PDF"))

    def paper(self, **fields):
        return make_document(self.delegation, file=self.file, **fields)

    def test_a_file_sent_by_mistake_goes_with_its_row(self):
        """UP-14"""
        with self.captureOnCommitCallbacks(execute=True):
            documents.discard(self.paper(focal_point=self.point), by=self.point, now=NOON)

        assert (Document.objects.count(), default_storage.exists(self.file)) == (0, False)
        assert told(self.delegation) == ["DOCUMENT_DISCARDED"]

    def test_what_was_checked_stays(self):
        checked = {
            status: self.paper(status=status, focal_point=self.point)
            for status in (S.VERIFIED, S.SUPERSEDED, S.INSUFFICIENT)
        }

        for status, document in checked.items():
            assert refusal(documents.discard, document, by=self.point) == "decided_meanwhile", status
        for status in (S.VERIFIED, S.SUPERSEDED):
            assert refusal(documents.discard, checked[status], by=make_user()) == "not_removable"
        documents.discard(checked[S.INSUFFICIENT], by=make_user(), now=NOON)


class TestMoves(DocumentCase):
    LEGAL = {
        ("RECEIVED", "VERIFIED"), ("RECEIVED", "INSUFFICIENT"), ("RECEIVED", "SUPERSEDED"),
        ("VERIFIED", "INSUFFICIENT"), ("VERIFIED", "SUPERSEDED"),
        ("INSUFFICIENT", "VERIFIED"), ("INSUFFICIENT", "SUPERSEDED"),
    }  # fmt: skip

    def test_the_table_is_this(self):
        found = {(start, end) for start, ends in DOCUMENT_MOVES.items() for end in ends}

        assert found == self.LEGAL

    def test_the_verbs_make_every_move_and_no_other(self):
        made = set()
        for start, end in itertools.product(S.values, S.values):
            document = self.paper(self.first, status=start, digest=f"{start}{end}".ljust(64))
            if self.moves(document, end):
                made.add((start, end))

        assert made == self.LEGAL

    def moves(self, document, end) -> bool:
        verbs = {
            S.VERIFIED: lambda: documents.verify(document, found=[self.first.pk], by=self.officer, now=NOON),
            S.INSUFFICIENT: lambda: documents.find_insufficient(document, "No.", by=self.officer, now=NOON),
            S.SUPERSEDED: lambda: self.receive(digest=f"new {document.pk}", supersedes=document),
        }
        try:
            verbs.get(end, lambda: None)()
        except DocumentRefused:
            return False
        return document.status != self.status(document) == end
