"""A delegation's papers, sent by its focal point (R-05, R-08, R-09, AC-04, AC-21)."""

import time_machine
from django.test import Client

from attendees.models import Document
from conference.models import Conference
from tests import papers
from tests.attendees.domain.test_uploads import InAFolder
from tests.attendees.dossier import make_document, make_people
from tests.attendees.views.test_public import outcome
from tests.core.test_images import picture
from tests.factories import NOON, make_delegation, make_focal_point, make_member

SEND = "/delegation/papers/send/"


@time_machine.travel(NOON, tick=False)
class PaperCase(InAFolder):
    def setUp(self):
        super().setUp()
        self.delegation = make_delegation(self.conference)
        self.point = make_focal_point(self.delegation)
        self.first, self.second, self.third = make_people(self.delegation)
        self.client = self.browser(self.point)

    def browser(self, point) -> Client:
        client = Client()
        client.post(f"/delegation/{point.link_token}/")
        return client

    def send(self, **sent):
        filled = {"kind": "NOTE_VERBALE", "reference": "12-345", "dated_on": "03.10.2026", **sent}
        return self.client.post(SEND, filled, follow=True)

    def paper(self, *named, **fields) -> Document:
        return make_document(self.delegation, *named, **{"focal_point": self.point, **fields})

    def page(self) -> str:
        return self.client.get("/delegation/").content.decode()


class TestSend(PaperCase):
    def test_a_note_naming_two_of_three_flags_the_third(self):
        """R-08."""
        response = self.send(file=papers.upload(papers.pdf(2)), names=[self.first.pk, self.second.pk])

        document = Document.objects.get()
        assert outcome(response) == "received"
        assert (document.focal_point, document.reference, document.mentions.count()) == (self.point, "12-345", 2)
        page = response.content.decode()
        assert self.third.spoken_name in page[page.index("Named by no paper:") :]

    def test_a_photograph_of_the_paper_will_do(self):
        self.send(file=papers.upload(picture(size=(800, 1100)), "IMG_0001.JPG"))

        assert Document.objects.get().media_type == "image/jpeg"

    def test_everything_typed_is_kept_and_the_file_too(self):
        wrong = self.send(file=papers.upload(), issuer="Embassy", dated_on="03.10.2062", names=[self.first.pk])
        token = wrong.context["form"].sent.token

        self.send(file_token=token, issuer="Embassy", names=[self.first.pk])

        page = wrong.content.decode()
        assert outcome(wrong) == "invalid"
        assert 'value="Embassy"' in page
        assert "note.pdf is already with us" in page
        assert page.count("checked") == 1
        assert Document.objects.get().issuer == "Embassy"

    def test_when_the_conference_is_over_no_paper_is_taken(self):
        Conference.objects.update(status="ENDED")

        response = self.client.get("/delegation/papers/send/", follow=True)

        assert (outcome(response), response.redirect_chain) == ("closed", [("/delegation/", 303)])

    def test_no_file_is_no_paper(self):
        response = self.send()

        assert outcome(response) == "invalid"
        assert 'href="#id_file"' in response.content.decode()

    def test_files_nobody_should_take_are_refused_at_the_field(self):
        """UP-02, UP-05, UP-07."""
        bad = {
            "note.pdf": b"<html>",
            "note.html": papers.pdf(),
            "note.docx": b"PK\x03\x04",
            "../../note.pdf.exe": papers.pdf(),
            "locked.pdf": papers.with_password(),
            "script.pdf": papers.with_script(),
            "file.pdf": papers.with_file(),
            "\u202efdp.pdf": b"%PDF-1.7",
            "empty.pdf": b"",
        }
        for name, content in bad.items():
            response = self.send(file=papers.upload(content, name))
            with self.subTest(name):
                assert (response.status_code, outcome(response)) == (200, "invalid")
        assert not Document.objects.exists()

    def test_names_of_others_cannot_be_ticked(self):
        """AC-21"""
        stranger = make_member(make_delegation(self.conference, "UZ"))

        response = self.send(file=papers.upload(), names=[stranger.pk])

        assert outcome(response) == "invalid"
        assert not Document.objects.exists()

    def test_a_new_note_takes_the_place_of_the_old(self):
        """R-09."""
        old = self.paper(self.first)

        silent = self.send(file=papers.upload())
        self.send(file=papers.upload(), replaces=old.pk, names=[self.second.pk])

        assert outcome(silent) == "invalid"
        old.refresh_from_db()
        assert old.status == "SUPERSEDED"

    def test_a_paper_of_others_is_not_replaced(self):
        """AC-21"""
        foreign = make_document(make_delegation(self.conference, "UZ"))
        self.paper()

        response = self.send(file=papers.upload(), replaces=foreign.pk)

        foreign.refresh_from_db()
        assert (outcome(response), foreign.status) == ("invalid", "RECEIVED")

    def test_the_same_file_again_is_the_same_paper(self):
        self.send(file=papers.upload(), names=[self.first.pk])

        self.send(file=papers.upload(), names=[self.second.pk], replaces="none")

        assert Document.objects.get().mentions.count() == 2

    def test_a_file_found_insufficient_is_refused_in_words(self):
        self.send(file=papers.upload())
        Document.objects.update(status="INSUFFICIENT")

        response = self.send(file=papers.upload(), replaces="none")

        assert (response.status_code, outcome(response)) == (409, "refused")
        assert 'data-code="known"' in response.content.decode()


class TestOnThePage(PaperCase):
    def test_each_paper_says_where_it_stands_and_whom_it_names(self):
        self.paper(self.first, reference="A-1")
        self.paper(self.second, reference="B-2", status="INSUFFICIENT", note="The seal is missing.")

        page = self.page()

        for words in ("A-1", "B-2", "To be checked", "Not sufficient", "The seal is missing.", self.first.spoken_name):
            assert words in page

    def test_names_the_secretariat_did_not_find_are_said(self):
        self.paper(self.first, status="VERIFIED")

        assert "not found in it" in self.page()

    def test_only_what_was_sent_and_is_not_checked_yet_can_be_changed(self):
        open_one = self.paper()
        closed = [self.paper(status="VERIFIED"), self.paper(focal_point=None)]

        page = self.page()

        assert f"/delegation/papers/{open_one.pk}/names/" in page
        assert not any(f"/delegation/papers/{each.pk}/names/" in page for each in closed)


class TestNames(PaperCase):
    def test_they_are_changed_until_the_paper_is_checked(self):
        document = self.paper(self.first)

        page = self.client.get(f"/delegation/papers/{document.pk}/names/").content.decode()
        response = self.client.post(
            f"/delegation/papers/{document.pk}/names/", {"names": [self.second.pk]}, follow=True
        )

        assert page.count("checked") == 1
        assert outcome(response) == "changed"
        assert [each.delegate for each in document.mentions.all()] == [self.second]

    def test_later_it_is_refused_in_words(self):
        document = self.paper(self.first, status="VERIFIED")

        response = self.client.post(f"/delegation/papers/{document.pk}/names/", {}, follow=True)

        assert "has checked this paper already" in response.content.decode()
        assert document.mentions.count() == 1


class TestRemove(PaperCase):
    def test_it_is_asked_once_more(self):
        document = self.paper()

        asked = self.client.get(f"/delegation/papers/{document.pk}/remove/").content.decode()
        assert Document.objects.exists()
        response = self.client.post(f"/delegation/papers/{document.pk}/remove/", follow=True)

        assert "Remove the paper?" in asked
        assert (outcome(response), Document.objects.exists()) == ("changed", False)

    def test_a_checked_one_stays(self):
        document = self.paper(status="VERIFIED")

        self.client.post(f"/delegation/papers/{document.pk}/remove/")

        assert Document.objects.filter(pk=document.pk).exists()


class TestOthers(PaperCase):
    def test_another_delegations_papers_are_not_there(self):
        """R-05, AC-04, AC-21."""
        foreign = make_document(make_delegation(self.conference, "UZ"))

        answers = [self.client.get(f"/delegation/papers/{foreign.pk}/{what}/") for what in ("names", "remove", "file")]

        assert [answer.status_code for answer in answers] == [404] * 3
        assert self.client.post(f"/delegation/papers/{foreign.pk}/remove/").status_code == 404

    def test_without_the_link_there_is_no_page(self):
        document = self.paper()

        for what in (SEND, f"/delegation/papers/{document.pk}/file/"):
            assert Client().get(what).status_code == 302

    def test_the_own_file_comes_back_to_be_kept(self):
        self.send(file=papers.upload(name="Нота.pdf"))

        answer = self.client.get(f"/delegation/papers/{Document.objects.get().pk}/file/")

        assert answer["Content-Disposition"].startswith('attachment; filename="paper-')
        assert b"".join(answer.streaming_content).startswith(b"%PDF")
