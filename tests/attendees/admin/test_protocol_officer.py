"""The protocol officer reads the desk of the secretariat and does nothing on it but titles (AD-16, AD-17)."""

from django.core import serializers

from attendees.domain import change_requests, duplicates
from attendees.models import Delegate, Delegation, Document, Likeness
from tests.attendees.admin.test_documents import DeskCase
from tests.cast import client_of
from tests.factories import NOON, make_delegate, make_membership

ADMIN = "/admin/attendees/"
PAGES = ("document", "changerequest", "likeness", "delegate")


class TestProtocolOfficer(DeskCase):
    def setUp(self):
        super().setUp()
        self.note = self.paper(self.first)
        approved = make_delegate(category=self.first.category, delegation=self.delegation, status="APPROVED")
        self.change = change_requests.ask(approved, {"position": "Deputy"}, note="", by=None, now=NOON).request
        self.pair = duplicates.put_together(self.first, self.second, now=NOON)
        self.client = client_of(make_membership(self.cast.a, "protocol").user, self.cast.a)

    def deeds(self):
        """What officers do there, one address a line."""
        of, person = f"delegation/{self.delegation.pk}/", self.first
        yield from (f"document/{self.note.pk}/{deed}/" for deed in ("check", "insufficient", "discard"))
        yield f"document/{self.note.pk}/decide/{person.pk}/approve/"
        yield f"changerequest/{self.change.pk}/decide/"
        yield from (f"likeness/{self.pair.pk}/{deed}/" for deed in ("dismiss", "reopen", "merge", "undo"))
        yield from (f"delegate/{person.pk}/{deed}/" for deed in ("correct", "replace", "decide/approve", "decide/undo"))
        yield from (f"delegation/bulk/{deed}/" for deed in ("invite", "remind", "confirm", "decline", "reopen"))
        yield from (f"{of}people/{person.number}/{deed}/" for deed in ("approve", "head"))
        yield from (f"{of}{deed}/" for deed in ("edit", "order", "points"))
        yield from ("delegation/add/", "delegation/paste/", "delegation/group/", "delegation/export/")
        yield from ("delegate/add/", "delegate/export/", "importbatch/add/", "document/add/")

    def stored(self):
        return [
            serializers.serialize("json", model.objects.all()) for model in (Delegate, Delegation, Document, Likeness)
        ]

    def test_nothing_is_decided_changed_or_taken_out(self):
        before = self.stored()

        answers = {
            each: self.client.post(ADMIN + each, {"_conference": self.cast.a.pk}).status_code for each in self.deeds()
        }

        assert {each: status for each, status in answers.items() if status != 403} == {}
        assert self.stored() == before

    def test_what_waits_is_read(self):
        answers = [self.client.get(f"{ADMIN}{page}/").status_code for page in PAGES]

        assert answers == [200] * len(PAGES)
        assert self.client.get(f"{ADMIN}delegation/").status_code == 403
