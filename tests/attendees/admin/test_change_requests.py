"""Changes asked for, on the organisers' desk: old and new side by side, all of it, some of it, none (R-21, R-22)."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attendees.domain import change_requests, corrections, uploads
from attendees.models import ChangeRequest, Delegate
from tests import papers
from tests.attendees.domain.test_uploads import InAFolder
from tests.cast import client_of, make_cast
from tests.factories import NOON, make_category, make_country, make_delegate, make_user

LIST = "/admin/attendees/changerequest/"
PEOPLE = "/admin/attendees/delegate/"


class QueueCase(InAFolder):
    def setUp(self):
        super().setUp()
        self.cast = make_cast()
        self.officer = client_of(self.cast.officer_a, self.cast.a)
        self.person = make_delegate(
            category=make_category(self.cast.a), status="APPROVED", position="Head", family_name="Japarov"
        )

    def request(self, person=None, **changes) -> ChangeRequest:
        wanted = changes or {"position": "Deputy", "nationality": make_country("KZ")}
        return change_requests.ask(person or self.person, wanted, note="New post.", by=None, now=NOON).request

    def page(self, request) -> str:
        return self.officer.get(f"{LIST}{request.pk}/change/").content.decode()

    def decide(self, request, client=None, **sent):
        person = Delegate.objects.get(pk=request.delegate_id)
        filled = {"_conference": self.cast.a.pk, "revision": person.revision, **sent}
        return (client or self.officer).post(f"{LIST}{request.pk}/decide/", filled)

    def stored(self) -> Delegate:
        return Delegate.objects.get(pk=self.person.pk)

    def status(self, request) -> str:
        return ChangeRequest.objects.get(pk=request.pk).status


class TestList(QueueCase):
    def test_it_names_the_person_and_the_fields_and_no_value(self):
        self.request()

        page = self.officer.get(LIST).content.decode()

        assert "Japarov" in page
        assert "Nationality, Position" in page
        assert "Deputy" not in page

    def test_thirty_cost_as_many_statements_as_one(self):
        self.request()
        one = self.statements(LIST)
        for _ in range(29):
            self.request(make_delegate(category=self.person.category, status="APPROVED"))

        assert self.statements(LIST) == one <= 10

    def statements(self, path: str) -> int:
        self.officer.get(path)
        with CaptureQueriesContext(connection) as asked:
            self.officer.get(path)
        return len(asked)

    def test_it_waits_on_the_first_page(self):
        self.request()
        gone = make_delegate(category=self.person.category, status="APPROVED")
        self.request(gone)
        Delegate.objects.filter(pk=gone.pk).update(status="WITHDRAWN")

        page = self.officer.get("/admin/").content.decode()

        assert "change asked for" in page
        assert f"{LIST}?status__exact=OPEN" in page


class TestPage(QueueCase):
    def test_old_and_new_stand_side_by_side_with_the_reason(self):
        page = self.page(self.request())

        for words in ("Head", "Deputy", "Kazakhstan", "New post.", "Approved now", "Asked for"):
            assert words in page

    def test_what_was_changed_since_is_pointed_out(self):
        request = self.request()
        corrections.correct(self.person, {"position": "Adviser"}, by=self.cast.officer_a, now=NOON)

        page = self.page(request)

        assert "Adviser" in page
        assert "when it was asked:" in page

    def test_the_delegates_page_points_to_it(self):
        request = self.request()

        page = self.officer.get(f"{PEOPLE}{self.person.pk}/change/").content.decode()

        assert f"{LIST}{request.pk}/change/" in page
        assert "Change asked for:" in page

    def test_nothing_of_another_conference_is_there(self):
        foreign = self.request(make_delegate(category=make_category(self.cast.b), status="APPROVED"))

        answers = [
            self.officer.get(f"{LIST}{foreign.pk}/{what}/").status_code
            for what in ("change", "photo", "evidence", "evidence/page")
        ]

        assert answers == [404] * 4
        assert self.decide(foreign, refuse="1", text="No.").status_code == 404
        assert self.officer.post(f"{LIST}{foreign.pk}/change/", {}).status_code == 405

    def test_a_reader_who_may_not_change_data_decides_nothing(self):
        request = self.request()

        answer = self.decide(request, client=client_of(self.cast.donor_a, self.cast.a), refuse="1", text="No.")

        assert (answer.status_code, self.status(request)) == (403, "OPEN")

    def test_translations_are_in_words(self):
        type(self.person).objects.filter(pk=self.person.pk).update(positions={"ru": "Начальник"})

        page = self.page(self.request(position="Deputy", positions={"ru": "Заместитель", "ky": "Орун басар"}))

        assert "Position in other languages" in page
        assert "Русский: Начальник" in page
        assert "Кыргызча: Орун басар · Русский: Заместитель" in page


class TestDecide(QueueCase):
    def test_all_of_it(self):
        request = self.request()

        answer = self.decide(request, fields_accepted=["position", "nationality"])

        assert answer["Location"] == f"{PEOPLE}{self.person.pk}/change/"
        assert (self.stored().position, self.stored().nationality_id) == ("Deputy", "KZ")
        assert self.stored().badge_changed_at is not None

    def test_some_of_it_with_words_about_the_rest(self):
        request = self.request()

        silent = self.decide(request, fields_accepted=["position"])
        self.decide(request, fields_accepted=["position"], text="The passport says KG.")

        assert (silent.status_code, "Tell the person why" in silent.content.decode()) == (422, True)
        assert (self.stored().position, self.stored().nationality_id) == ("Deputy", None)
        assert "not accepted" in self.page(request)

    def test_none_of_it_with_words(self):
        request = self.request()

        silent = self.decide(request, refuse="1", fields_accepted=["position"])
        self.decide(request, refuse="1", text="The note says Head.")

        assert (silent.status_code, self.status(request), self.stored().position) == (422, "REFUSED", "Head")

    def test_nothing_ticked_is_no_answer(self):
        request = self.request()

        answer = self.decide(request)

        assert (answer.status_code, self.status(request)) == (409, "OPEN")
        assert "Choose what you accept" in answer.content.decode()

    def test_the_second_officer_is_told_who_decided(self):
        """RC-23."""
        request = self.request()
        self.decide(request, refuse="1", text="No.")

        late = self.decide(request, fields_accepted=["position", "nationality"])

        assert late.status_code == 409
        assert "officer_a decided on this meanwhile" in late.content.decode()
        assert self.stored().position == "Head"

    def test_an_officer_who_looked_before_a_colleague_changed_it_looks_again(self):
        """RC-23: both versions are shown, and what was ticked and written is kept."""
        request = self.request()
        corrections.correct(self.person, {"position": "Adviser"}, by=make_user(), now=NOON)

        late = self.decide(request, fields_accepted=["position"], text="Half of it.", revision=0)

        page = late.content.decode()
        assert (late.status_code, self.stored().position) == (409, "Adviser")
        assert all(words in page for words in ("Adviser", "Deputy", "Half of it.", 'data-code="changed_meanwhile"'))
        assert self.decide(request, fields_accepted=["position", "nationality"]).status_code == 302

    def test_odd_forms_are_answered(self):
        request = self.request()

        for sent in ({"revision": "x"}, {"revision": "9" * 40}, {"fields_accepted": ["remarks"]}, {"text": "x" * 2000}):
            assert self.decide(request, **sent).status_code in (409, 422), sent
        assert self.status(request) == "OPEN"
        assert self.officer.get(f"{LIST}{request.pk}/decide/").status_code == 405


class TestFiles(QueueCase):
    def asked(self, kind="application/pdf", content=None) -> ChangeRequest:
        photo = default_storage.save("uploads/new.jpg", ContentFile(b"\xff\xd8\xff new"))
        proof = default_storage.save("uploads/proof.pdf", ContentFile(content or papers.pdf()))
        self.person.photo = "uploads/old.jpg"
        self.person.save()
        evidence = uploads.Kept(proof, "passport.pdf", kind, 1, "a" * 64)
        asked = change_requests.ask(self.person, {"photo": photo}, evidence=evidence, by=None, now=NOON)
        return asked.request

    def test_the_evidence_stands_beside_and_is_given_out_to_be_kept(self):
        request = self.asked()

        drawn = self.officer.get(f"{LIST}{request.pk}/evidence/page/")
        kept = self.officer.get(f"{LIST}{request.pk}/evidence/")

        assert (drawn["Content-Type"], kept["Content-Type"]) == ("image/png", "application/pdf")
        assert kept["Content-Disposition"] == f'attachment; filename="evidence-{request.pk}.pdf"'
        assert "sandbox" in kept["Content-Security-Policy"]
        assert b"".join(kept.streaming_content).startswith(b"%PDF")
        assert "passport.pdf" in self.page(request)

    def test_both_photos_are_shown(self):
        request = self.asked()

        answer = self.officer.get(f"{LIST}{request.pk}/photo/")

        assert (answer["Content-Type"], answer.content) == ("image/jpeg", b"\xff\xd8\xff new")
        assert f"{PEOPLE}{self.person.pk}/photo/" in self.page(request)

    def test_it_is_nothing_for_who_may_not_see_sensitive_data(self):
        path, protocol = f"{LIST}{self.asked().pk}/", client_of(self.cast.protocol_a, self.cast.a)

        page = protocol.get(f"{path}change/").content.decode()

        assert "opened by those who may see sensitive data" in page
        assert [protocol.get(f"{path}{what}/").status_code for what in ("evidence", "evidence/page")] == [403, 403]

    def test_without_evidence_there_is_none(self):
        request = self.request()

        for what in ("evidence", "evidence/page", "photo"):
            assert self.officer.get(f"{LIST}{request.pk}/{what}/").status_code == 404
