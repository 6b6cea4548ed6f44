"""Uzbekistan at the conference of Bishkek: a delegation with two notes, and a change somebody waits for."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from attendees.domain import change_requests, codes, documents, issued_papers, uploads
from attendees.domain.documents import Details
from attendees.enums import IssuedKind
from attendees.models import Delegate, Delegation, Document
from conference.models import Country
from core.documents import clean_document
from tests import papers
from tests.browser.scene import Scene
from tests.factories import make_delegation, make_focal_point, make_member

NAMES = [
    ("Gʻulomov", "Sherzod", "Ғуломов", "Шерзод", "Deputy Minister of Internal Affairs"),
    ("Karimova", "Dilnoza", "Каримова", "Дилноза", "Head of the Department of Probation"),
    ("Qosimov", "Bahrom", "Қосимов", "Баҳром", "Adviser"),
]


def with_papers(scene: Scene) -> Delegation:
    """A note that replaces another and names two of three, and the delegate who is approved asks for a change."""
    now = timezone.now()
    category = scene.conference.categories.get(code="MEMBER_STATE")
    category.needs_document = True
    category.save()
    delegation = make_delegation(category=category, iso2="UZ", created_at=now - timedelta(days=9))
    point = make_focal_point(delegation, name="Nodira Azizova", created_at=now - timedelta(days=9))
    scene.points["sender"] = point
    people = [_member(delegation, *name) for name in NAMES]
    scene.people |= dict(zip(("named", "also named", "unnamed"), people, strict=True))
    old = send(delegation, papers.pdf(), [], Details(reference="11-001"), by=point, now=now - timedelta(days=3))
    note = send(delegation, papers.pdf(2), people[:2], Details(reference="12-345"), by=point, now=now, supersedes=old)
    scene.things = {"document": note.pk, "old_document": old.pk, "change": _ask(scene, now).pk}
    return delegation


def with_issued(scene: Scene) -> Scene:
    """Two numbered papers of somebody approved, one of which counts no more."""
    person, now = scene.people["approved"], timezone.now()
    said = {"name": "Ms. Askar ZHAPAROV", "lines": [["Position", "Deputy Head of Department"]]}
    how = {"delegate": person, "language": "en", "by": None, "now": now}
    genuine, revoked = (
        issued_papers.issue(scene.conference, kind, said, **how)
        for kind in (IssuedKind.VISA_LETTER, IssuedKind.CERTIFICATE)
    )
    issued_papers.revoke(revoked, "Given out by mistake.", by=None, now=now)
    scene.things |= {name: codes.parted(paper.code) for name, paper in (("genuine", genuine), ("revoked", revoked))}
    return scene


def _member(delegation: Delegation, family: str, given: str, cyrillic: str, cyrillic_given: str, post: str) -> Delegate:
    return make_member(
        delegation,
        family_name=family,
        given_name=given,
        cyrillic_family_name=cyrillic,
        cyrillic_given_name=cyrillic_given,
        position=post,
        registered_at=timezone.now() - timedelta(days=2),
    )


def send(delegation: Delegation, content: bytes, names: list[Delegate], details: Details, **how) -> Document:
    """A paper as a form sends it."""
    file = SimpleUploadedFile("Вербальная нота.pdf", content)
    token = uploads.keep_paper(delegation.conference, clean_document(file), name=file.name, now=how["now"])
    kept = uploads.find_paper(delegation.conference_id, token, now=how["now"])
    return documents.receive(delegation, kept, details, names, **how)


def _ask(scene: Scene, now):
    changes = {"position": "Head of the Prison Service", "nationality": Country.objects.get(iso2="KZ")}
    evidence = uploads.keep_paper(
        scene.conference, clean_document(SimpleUploadedFile("order.jpg", scan())), name="order.jpg", now=now
    )
    kept = uploads.find_paper(scene.conference.pk, evidence, now=now)
    person = scene.people["approved"]
    return change_requests.ask(person, changes, evidence=kept, note="A new post.", by=None, now=now).request


def scan() -> bytes:
    """A photographed sheet of paper."""
    sheet = Image.new("RGB", (620, 880), "white")
    ImageDraw.Draw(sheet).rectangle((60, 80, 560, 120), fill="black")
    output = io.BytesIO()
    sheet.save(output, "JPEG")
    return output.getvalue()
