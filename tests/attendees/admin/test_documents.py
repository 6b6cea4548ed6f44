"""Official papers on the organisers' desk: the queue, one paper beside its names, deciding without leaving it."""

import io

import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from attendees.models import Delegate, Document
from conference.enums import ApprovalMode
from tests import papers
from tests.attendees.domain.test_uploads import InAFolder
from tests.attendees.dossier import make_document, make_people
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_delegation, make_focal_point, make_member

LIST = "/admin/attendees/document/"


class DeskCase(InAFolder):
    """Conference A with a delegation of three whose category asks for a paper, and an officer at the desk."""

    def setUp(self):
        super().setUp()
        self.cast = make_cast()
        category = make_category(self.cast.a, approval=ApprovalMode.SECRETARIAT, needs_document=True)
        self.delegation = make_delegation(category=category)
        self.point = make_focal_point(self.delegation)
        self.people = make_people(self.delegation)
        self.first, self.second, self.third = self.people
        self.officer = client_of(self.cast.officer_a, self.cast.a)

    def paper(self, *named, content=None, **fields) -> Document:
        file = default_storage.save("documents/note.pdf", ContentFile(content or papers.pdf(2)))
        return make_document(self.delegation, *named, **{"file": file, "pages": 2, **fields})

    def do(self, document, deed, client=None, **sent):
        return (client or self.officer).post(f"{LIST}{document.pk}/{deed}/", {"_conference": self.cast.a.pk, **sent})

    def page(self, document) -> str:
        return self.officer.get(f"{LIST}{document.pk}/change/").content.decode()

    def statements(self, path: str) -> int:
        """What a page costs that was opened before."""
        self.officer.get(path)
        with CaptureQueriesContext(connection) as asked:
            self.officer.get(path)
        return len(asked)

    def status(self, document) -> str:
        return Document.objects.get(pk=document.pk).status

    def found(self, document) -> set[Delegate]:
        return {each.delegate for each in document.mentions.exclude(confirmed_at=None)}


class TestList(DeskCase):
    def test_what_waits_comes_first_and_says_how_many_names_were_found(self):
        self.paper(self.first, confirmed=True, status="VERIFIED", reference="OLD-1")
        self.paper(self.first, self.second, reference="NEW-2", focal_point=self.point)
        self.paper(reference="EMPTY-3")

        page = self.officer.get(LIST).content.decode()

        assert page.index("NEW-2") < page.index("EMPTY-3") < page.index("OLD-1")
        assert "0 of 2 names found" in page
        assert "names nobody" in page
        assert f"focal point {self.point.name}" in page

    def test_an_empty_list_says_what_comes_into_it_and_a_search_that_finds_nothing_the_way_back(self):
        empty = self.officer.get(LIST).content.decode()
        nothing = self.officer.get(LIST, {"q": "no such number"}).content.decode()

        assert "No paper was sent yet." in empty
        assert "Add a paper that came by post</a>" in " ".join(empty.split()).replace(" </a>", "</a>")
        assert ("Nothing is found so." in nothing, "No paper was sent yet." in nothing) == (True, False)
        assert ("Show all of them" in nothing, "Show all of them" in empty) == (True, False)

    def test_the_search_is_named_in_a_word_of_the_readers_language(self):
        page = self.officer.get(LIST, headers={"accept-language": "ru"}).content.decode()

        assert '<label for="searchbar">Найти</label>' in page

    def test_it_is_filtered_by_delegation_and_searched_by_number(self):
        self.paper(reference="KZ-1")
        make_document(make_delegation(self.cast.a, "UZ"), reference="UZ-2")

        by_delegation = self.officer.get(LIST, {"delegation": self.delegation.pk}).content.decode()
        by_number = self.officer.get(LIST, {"q": "uz-2"}).content.decode()

        assert ("KZ-1" in by_delegation, "UZ-2" in by_delegation) == (True, False)
        assert ("KZ-1" in by_number, "UZ-2" in by_number) == (False, True)

    def test_thirty_cost_as_many_statements_as_one(self):
        self.paper(self.first)
        one = self.statements(LIST)
        for number in range(29):
            make_document(make_delegation(self.cast.a, "UZ"), reference=str(number))

        assert self.statements(LIST) == one <= 12


class TestPage(DeskCase):
    def test_the_paper_stands_beside_the_names_it_must_prove_and_the_others(self):
        document = self.paper(self.second, self.first)

        page = self.page(document)

        names = [page.index(each.formal_name) for each in (self.second, self.first, self.third)]
        assert names == sorted(names)
        assert page.index("Others of the delegation") < names[2]
        assert f"{LIST}{document.pk}/page/2/" in page

    def test_a_delegation_without_people_is_said_to_have_none(self):
        empty = make_document(make_delegation(self.cast.a, "UZ"))

        assert "has named nobody yet" in self.page(empty)

    def test_a_paper_that_replaces_another_says_so_on_both_pages(self):
        old = self.paper(reference="OLD", status="SUPERSEDED")
        new = self.paper(reference="NEW", supersedes=old)

        assert "This paper takes its place." in self.page(new)
        assert "It takes the place of this paper." in self.page(old)

    def test_thirty_people_cost_as_many_statements_as_one(self):
        path = f"{LIST}{self.paper(self.first).pk}/change/"
        few = self.statements(path)
        make_people(self.delegation, 30)

        assert self.statements(path) == few <= 16

    def test_nothing_of_another_conference_is_there(self):
        foreign = make_document(make_delegation(self.cast.b, "UZ"))

        answers = [
            self.officer.get(f"{LIST}{foreign.pk}/{what}/").status_code
            for what in ("change", "file", "page/1", "discard")
        ]

        assert answers == [404] * 4
        assert self.do(foreign, "check", verify="1").status_code == 404

    def test_who_may_not_check_papers_sees_no_button(self):
        assert client_of(self.cast.donor_a, self.cast.a).get(LIST).status_code == 403
        assert self.do(self.paper(), "check", client=client_of(self.cast.programme_a, self.cast.a)).status_code == 403


class TestFile(DeskCase):
    def test_it_is_given_out_to_be_kept_under_a_name_of_ours(self):
        """UP-05, UP-07, EX-07"""
        document = self.paper(file_name='a"; filename=x.exe')

        answer = self.officer.get(f"{LIST}{document.pk}/file/")

        assert answer["Content-Disposition"] == f'attachment; filename="paper-{document.pk}.pdf"'
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert "no-store" in answer["Cache-Control"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF")

    def test_who_may_not_see_sensitive_data_reads_what_it_is_and_opens_nothing(self):
        """The table of rights: numbers of passports are nothing for protocol, and a note can hold them."""
        path, protocol = f"{LIST}{self.paper(self.first).pk}/", client_of(self.cast.protocol_a, self.cast.a)

        page = protocol.get(f"{path}change/").content.decode()

        assert "opened by those who may see sensitive data" in page
        assert f"{path}page/1/" not in page
        assert [protocol.get(f"{path}{what}/").status_code for what in ("file", "page/1")] == [403, 403]

    def test_its_pages_are_pictures(self):
        document = self.paper()

        answer = self.officer.get(f"{LIST}{document.pk}/page/2/")

        assert (answer["Content-Type"], answer["Content-Security-Policy"]) == (
            "image/png", "default-src 'none'; sandbox",
        )  # fmt: skip
        assert Image.open(io.BytesIO(answer.content)).width == 909

    def test_a_scan_is_its_own_only_page(self):
        document = self.paper(content=b"\xff\xd8\xff", media_type="image/jpeg", pages=1)

        answers = [self.officer.get(f"{LIST}{document.pk}/page/{number}/") for number in (0, 1, 2)]

        assert [answer.status_code for answer in answers] == [404, 200, 404]
        assert answers[1]["Content-Type"] == "image/jpeg"

    def test_a_file_that_is_lost_or_cannot_be_drawn_is_not_there(self):
        lost, broken = self.paper(file="documents/gone.pdf"), self.paper(content=b"%PDF-1.7 nothing")

        for document, what in ((lost, "file"), (lost, "page/1"), (broken, "page/1")):
            assert self.officer.get(f"{LIST}{document.pk}/{what}/").status_code == 404


class TestCheck(DeskCase):
    def test_names_are_ticked_and_kept(self):
        document = self.paper(self.first, self.second)

        answer = self.do(document, "check", found=[self.first.pk, self.third.pk])

        assert answer["Location"] == f"{LIST}{document.pk}/change/"
        assert self.found(document) == {self.first, self.third}
        assert self.status(document) == "RECEIVED"

    def test_only_what_was_changed_on_the_page_is_written(self):
        """RC-23: a colleague ticked somebody meanwhile."""
        document = self.paper(self.first, self.second, confirmed=True)

        self.do(document, "check", before=[self.first.pk], found=[])

        assert self.found(document) == {self.second}

    def test_verifying_proves_the_names_ticked(self):
        document = self.paper(self.first, self.second)

        self.do(document, "check", found=[self.first.pk], verify="1")

        assert (self.status(document), self.found(document)) == ("VERIFIED", {self.first})
        assert "Named by no paper" in self.page(document) or "No verified official paper" in self.page(document)

    def test_nobody_ticked_is_nothing_verified(self):
        document = self.paper(self.first)

        answer = self.do(document, "check", verify="1")

        assert "Tick the names you found" in self.officer.get(answer["Location"]).content.decode()
        assert self.status(document) == "RECEIVED"

    def test_numbers_that_are_none_are_passed_over(self):
        answer = self.do(self.paper(self.first), "check", found=["x", "9" * 40, "-1", "١"], before=["\0"])

        assert answer.status_code == 302

    def test_looking_changes_nothing(self):
        document = self.paper(self.first)

        for deed in ("check", "insufficient", f"decide/{self.first.pk}/approve"):
            assert self.officer.get(f"{LIST}{document.pk}/{deed}/").status_code == 405
        assert self.officer.post(f"{LIST}{document.pk}/change/", {}).status_code == 405


class TestInsufficient(DeskCase):
    def test_the_focal_point_gets_the_words(self):
        document = self.paper(self.first)

        answer = self.do(document, "insufficient", note="The seal is missing.")

        page = self.officer.get(answer["Location"]).content.decode()
        assert "A letter is on its way to the focal point." in page
        assert "The seal is missing." in page
        assert self.status(document) == "INSUFFICIENT"

    def test_without_words_the_form_comes_back(self):
        document = self.paper(self.first)

        answer = self.do(document, "insufficient", note="")

        assert answer.status_code == 422
        assert "Say in words what the paper lacks." in answer.content.decode()

    def test_the_second_officer_reads_who_was_first(self):
        """RC-23."""
        document = self.paper(self.first)
        self.do(document, "insufficient", note="No seal.")

        answer = self.do(document, "insufficient", note="No seal.")

        assert "officer_a decided on this paper meanwhile" in self.officer.get(answer["Location"]).content.decode()


class TestDiscard(DeskCase):
    def test_it_is_asked_once_more_and_gone_with_its_file(self):
        document = self.paper()

        plan = self.officer.get(f"{LIST}{document.pk}/discard/").content.decode()
        with self.captureOnCommitCallbacks(execute=True):
            self.do(document, "discard")

        assert "removed for good" in plan
        assert not Document.objects.exists()
        assert not default_storage.exists(document.file.name)

    def test_a_verified_paper_stays(self):
        document = self.paper(status="VERIFIED")

        self.do(document, "discard")

        assert Document.objects.filter(pk=document.pk).exists()


class TestDecide(DeskCase):
    def test_a_proven_person_is_approved_beside_the_paper(self):
        """R-07."""
        document = self.paper(self.first, confirmed=True, status="VERIFIED")

        answer = self.do(document, f"decide/{self.first.pk}/approve")

        assert answer["Location"] == f"{LIST}{document.pk}/change/"
        assert Delegate.objects.get(pk=self.first.pk).status == "APPROVED"

    def test_an_unproven_one_is_offered_no_approval_and_gets_none(self):
        """R-07."""
        document = self.paper(self.first)

        assert "/approve/" not in self.page(document)
        self.do(document, f"decide/{self.first.pk}/approve")
        assert Delegate.objects.get(pk=self.first.pk).status == "PENDING"

    def test_sending_back_needs_a_reason_and_says_so_beside_the_person(self):
        document = self.paper(self.first)

        refused = self.do(document, f"decide/{self.first.pk}/return")
        done = self.do(document, f"decide/{self.first.pk}/return", **{"return-reason": "NAME_UNCLEAR"})

        assert refused.status_code == 422
        assert f'id="id_{self.first.pk}_return-reason"' in refused.content.decode()
        assert (done.status_code, Delegate.objects.get(pk=self.first.pk).status) == (302, "RETURNED")

    def test_people_of_other_delegations_and_other_decisions_are_not_there(self):
        document, stranger = self.paper(), make_member(make_delegation(self.cast.a, "UZ"))

        assert self.do(document, f"decide/{stranger.pk}/approve").status_code == 404
        assert self.do(document, f"decide/{self.first.pk}/reject").status_code == 404

    def test_several_who_are_proven_are_shown_as_a_plan(self):
        document = self.paper(self.first, self.second, self.third, confirmed=True, status="VERIFIED")

        page = self.page(document)

        assert "Show the plan to approve all 3" in page


@time_machine.travel(NOON, tick=False)
class TestTakeIn(DeskCase):
    def path(self) -> str:
        return f"{LIST}add/?delegation={self.delegation.pk}"

    def send(self, **sent):
        filled = {
            "_conference": self.cast.a.pk,
            "kind": "NOTE_VERBALE",
            "reference": "12-345",
            "dated_on": "03.10.2026",
        }
        return self.officer.post(self.path(), {**filled, **sent})

    def test_the_delegation_is_chosen_first(self):
        page = self.officer.get(f"{LIST}add/").content.decode()

        assert f"?delegation={self.delegation.pk}" in page

    def test_another_conferences_delegation_is_not_offered(self):
        foreign = make_delegation(self.cast.b, "UZ")

        page = self.officer.get(f"{LIST}add/?delegation={foreign.pk}").content.decode()

        assert f'href="?delegation={foreign.pk}"' not in page
        assert 'type="file"' not in page

    def test_a_letter_that_came_by_post_is_kept_with_its_names(self):
        answer = self.send(file=papers.upload(papers.pdf(2)), names=[self.second.pk])

        document = Document.objects.get()
        assert answer["Location"] == f"{LIST}{document.pk}/change/"
        assert (document.received_by, document.reference, document.pages) == (self.cast.officer_a, "12-345", 2)
        assert [each.delegate for each in document.mentions.all()] == [self.second]

    def test_a_file_is_not_asked_for_twice(self):
        wrong = self.send(file=papers.upload(), dated_on="03.10.2062")
        token = wrong.context["form"].sent.token

        self.send(file_token=token)

        assert (wrong.status_code, "note.pdf is already with us" in wrong.content.decode()) == (422, True)
        assert Document.objects.get().file_name == "note.pdf"

    def test_what_is_no_paper_is_refused_beside_the_field(self):
        answer = self.send(file=papers.upload(papers.with_script()))

        assert answer.status_code == 422
        assert "carries a program" in answer.content.decode()

    def test_it_has_to_be_said_whether_an_earlier_paper_is_replaced(self):
        """R-09."""
        old = self.paper(self.first)

        silent = self.send(file=papers.upload())
        self.send(file=papers.upload(), replaces=old.pk)

        assert silent.status_code == 422
        assert self.status(old) == "SUPERSEDED"

    def test_a_file_known_to_be_insufficient_is_refused_in_words(self):
        self.send(file=papers.upload())
        Document.objects.update(status="INSUFFICIENT")

        answer = self.send(file=papers.upload(), replaces="none")

        assert "found this very paper not sufficient" in answer.content.decode()


class TestFirstPage(DeskCase):
    def test_papers_to_check_are_said_there(self):
        self.paper(self.first)
        self.paper(self.second, status="VERIFIED")

        page = self.officer.get("/admin/").content.decode()

        assert "official paper to check" in page
        assert "/admin/attendees/document/?status__exact=RECEIVED" in page
