"""AC-01: who gets what at every address, by every method, against the table in url_access.toml.

An address that is missing from the table fails the build. After a change of addresses or rights run

    UPDATE_URL_ACCESS=1 .venv/bin/pytest tests/project/test_urls.py -n 0

and read the difference line by line: each number is a decision.
"""

import logging
import os
import tempfile
import tomllib
from collections.abc import Iterator
from http.cookies import SimpleCookie
from unittest.mock import patch

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client, TestCase, override_settings
from django.urls import reverse

from attendees.domain import duplicates, imports, issued_papers, participant_lists, participants
from attendees.enums import IssuedKind
from attendees.imports import readers
from attendees.models import (
    Attendance,
    BadgeDesign,
    ChangeRequest,
    Delegate,
    ExportRecord,
    ListRevision,
    OrganisationSpelling,
    PaperJob,
    SavedView,
)
from conference.models import ConferenceEvent, Organisation, Partner, Venue
from mailing.domain import outbox
from tests.attendees.dossier import make_document
from tests.cast import Cast, make_cast
from tests.factories import (
    NOON,
    make_badge,
    make_category,
    make_delegate,
    make_delegation,
    make_focal_point,
    make_room,
    make_session,
)
from tests.project.code import ROOT
from tests.project.urls import Examples, Route, routes

TABLE = ROOT / "tests" / "project" / "url_access.toml"
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
CALLERS = (
    "anonymous", "participant", "focal_point", "donor_a", "programme_a", "protocol_a", "officer_a", "manager_a",
    "officer_b", "manager_b", "superuser",
)  # fmt: skip
#: Nobody sees these of conference A, whatever they ask for: 2xx would be a leak.
STRANGERS = ("officer_b", "manager_b")
HELD = "admin/conference/"
HEADER = """\
# AC-01: what each caller is answered at every address, by every method. Made by tests/project/test_urls.py.
#
# The addresses lead to things of conference A. Columns, eleven kinds of caller:
#   {callers}
# Check-in devices get a column of their own when they exist.
"""


class Scene:
    """Conference A with one of everything, and the browsers of the eleven callers."""

    def __init__(self) -> None:
        self.cast = make_cast()
        self.delegate = self._fill(self.cast)
        self.cookies = {name: self._cookies(name) for name in CALLERS}
        #: One each: a new one would load the middleware for every question.
        self.clients = {name: Client(raise_request_exception=False) for name in CALLERS}

    def _fill(self, cast: Cast):
        self.category = make_category(cast.a)
        self.session = make_session(cast.a, room=make_room(cast.a))
        organisation = Organisation.objects.create(conference=cast.a, name={"en": "Ministry"})
        partner = Partner.objects.create(conference=cast.a, organisation=organisation, role="ORGANISER")
        partner.logo.save("logo.png", ContentFile(b"a picture"))
        Venue.objects.create(conference=cast.a, name={"en": "House"})
        ConferenceEvent.objects.create(conference=cast.a, kind="CREATED", at=NOON)
        self.view = SavedView.objects.create(conference=cast.a, user=cast.manager_a, name="Mine")
        self.paper = PaperJob.objects.create(
            conference=cast.a,
            by=cast.manager_a,
            paper="list-of-participants",
            language="en",
            format="pdf",
            asked_at=NOON,
        )
        self.list = ListRevision.objects.create(
            conference=cast.a, status="PROVISIONAL", number=0, sequence=1, issued_at=NOON, people=0,
            snapshot=participants.gather(cast.a).to_json(),
        )  # fmt: skip
        self.list_file = participant_lists.keep_copy(
            self.list, participant_lists.File("en", "pdf", b"%PDF"), number=1, holder="Embassy", by=None, now=NOON
        )
        ExportRecord.objects.create(conference=cast.a, at=NOON, format="csv", language="en")
        self.delegation = make_delegation(category=self.category)
        self.focal_point = make_focal_point(self.delegation)
        twin = make_delegate(category=self.category)
        delegate = make_delegate(category=self.category, delegation=self.delegation)
        self._fill_papers(delegate)
        duplicates.put_together(twin, delegate, now=NOON)
        Attendance.objects.create(delegate=delegate, day=cast.a.starts_on, half="AM", at=NOON)
        self._fill_tables()
        self.issued = issued_papers.issue(
            cast.a,
            IssuedKind.CERTIFICATE,
            {"name": "N", "lines": []},
            delegate=delegate,
            language="en",
            by=None,
            now=NOON,
        )
        delegate.photo.save("portrait.jpg", ContentFile(b"a picture"))
        make_badge(make_delegate(category=self.category, status="APPROVED"))
        BadgeDesign.objects.create(conference=cast.a, name="Ours", front=[{"what": "given", "y": 40}])
        with transaction.atomic():
            self.letter = outbox.queue(
                kind="delegate_received", to="a@example.org", language="en", subject="s", text="t",
                realm=f"conference:{cast.a.pk}", about=f"delegate:{delegate.pk}", now=NOON,
            )  # fmt: skip
        return delegate

    def _fill_tables(self) -> None:
        """A table an officer sent and one of the focal point, and a spelling of each kind."""
        table = readers.read_text("ФИО\tДолжность\nКим Елена\tЭксперт").as_json()
        self.table = imports.receive(self.cast.a, table, by=self.cast.officer_a, now=NOON)
        imports.choose(self.table, {"category": self.category.code})
        self.pasted = imports.receive(self.cast.a, table, delegation=self.delegation, by=self.focal_point, now=NOON)
        self.spelling = OrganisationSpelling.objects.create(
            conference=self.cast.a, text="Ministry?", folded="ministry", first_seen_at=NOON
        )

    def _fill_papers(self, delegate: Delegate) -> None:
        """A paper that names the delegate, and a change asked for with what shows it."""
        file = default_storage.save("documents/note.jpg", ContentFile(b"a picture"))
        seen = {"file": file, "media_type": "image/jpeg", "focal_point": self.focal_point}
        self.document = make_document(self.delegation, delegate, **seen)
        ChangeRequest.objects.create(
            delegate=delegate, fields=["position"], changes='{"position": {"old": "", "new": "Head"}}', asked_at=NOON,
            photo=file, evidence=file, evidence_name="note.jpg", evidence_type="image/jpeg",
        )  # fmt: skip

    def _cookies(self, name: str) -> dict[str, str]:
        """The cookies of a caller who has come in."""
        client = Client()
        if name == "participant":
            client.post(reverse("attendees:my_open", args=[self.delegate.link_token]))
        elif name == "focal_point":
            client.post(reverse("attendees:delegation_open", args=[self.focal_point.link_token]))
        elif name != "anonymous":
            client.force_login(getattr(self.cast, name))
            if name == "superuser":
                client.get(reverse("admin:conference_index", args=[self.cast.a.slug]))  # chooses conference A
        return {key: morsel.value for key, morsel in client.cookies.items()}

    def client(self, caller: str) -> Client:
        """The caller's browser as it was when the caller had come in."""
        client = self.clients[caller]
        client.cookies = SimpleCookie(self.cookies[caller])
        return client

    def examples(self) -> Examples:
        return Examples(
            self.cast.a,
            {
                "slug": self.cast.a.slug,
                "category": self.category.code.lower().replace("_", "-"),
                "code": self.session.code,
                "partner_logo.name": "logo",
                "token": "x" * 43,
                "verify.code": self.issued.code,
                "number": self.delegate.number,
                "my_open.token": self.delegate.link_token,
                "delegation_open.token": self.focal_point.link_token,
                "letter_send_again.pk": self.letter.pk,
                "attendees_listrevision_issue.move": "provisional",
                "attendees_listrevision_file.file": self.list_file.pk,
                "attendees_attendance_half.code": "2026-11-25-AM",
                "attendees_paperjob_make.code": "list-of-participants",
                "attendees_paperjob_file.pk": self.paper.pk,
                "attendees_document_page.number": 1,
                "attendees_document_decide.delegate_pk": self.delegate.pk,
                "attendees_document_decide.code": "approve",
                "paper_names.pk": self.document.pk,
                "paper_remove.pk": self.document.pk,
                "paper_file.pk": self.document.pk,
                "attendees_importbatch_change.object_id": self.table.pk,
                "attendees_importbatch_delete.object_id": self.table.pk,
                "attendees_importbatch_history.object_id": self.table.pk,
                "attendees_importbatch_columns.pk": self.table.pk,
                "attendees_importbatch_plan.pk": self.table.pk,
                "attendees_importbatch_forget.pk": self.table.pk,
                "import_columns.pk": self.pasted.pk,
                "import_plan.pk": self.pasted.pk,
                "import_discard.pk": self.pasted.pk,
                "attendees_delegate_bulk.code": "approve",
                "attendees_delegate_decide.code": "approve",
                "attendees_badge_do.code": "lose",
                "attendees_badgedesign_house.code": "a6",
                "who": "kyrgyz",
                "side": "front",
                "attendees_delegation_bulk.code": "invite",
                "attendees_delegation_step.code": "decline",
                "attendees_delegation_decide.code": "approve",
                "point_pk": self.focal_point.pk,
                "attendees_likeness_compare.pk": self.delegate.pk,
                "attendees_delegate_forget_view.pk": self.view.pk,
                "move": "close",
                "app_label": "conference",
                "app_list.app_label": "conference",
                "url": "nothing-here/",
                "uidb36": "1",
                "key": "abc-def",
            },
        )


def observe(scene: Scene, wanted: list[Route]) -> dict[str, dict[str, list[int]]]:
    """Ask every address by every method as every caller; each asking leaves nothing behind."""
    examples, table = scene.examples(), {}
    for route in wanted:
        path = examples.path(route)
        table[route.pattern] = {method: [ask(scene, caller, method, path) for caller in CALLERS] for method in METHODS}
    return table


def ask(scene: Scene, caller: str, method: str, path: str) -> int:
    with transaction.atomic():
        response = scene.client(caller).generic(method, path)
        if response.streaming:
            list(response.streaming_content)  # a file is shut when it was read to its end
        transaction.set_rollback(True)
    return response.status_code


def written(table: dict[str, dict[str, list[int]]]) -> str:
    lines = [HEADER.format(callers=" ".join(CALLERS))]
    for pattern, methods in table.items():
        lines.append(f"['{pattern or '/'}']")
        lines += [f"{method:<7} = {answers}" for method, answers in methods.items()]
        lines.append("")
    return "\n".join(lines)


def kept() -> dict[str, dict[str, list[int]]]:
    return tomllib.loads(TABLE.read_text("utf-8")) if TABLE.exists() else {}


def differences(found: dict, table: dict) -> Iterator[str]:
    for pattern, methods in found.items():
        for method, answers in methods.items():
            listed = table.get(pattern or "/", {}).get(method, [None] * len(CALLERS))
            for caller, answer, expected in zip(CALLERS, answers, listed, strict=True):
                if answer != expected:
                    yield f"{method} {pattern or '/'} as {caller}: {answer}, the table says {expected}"


@time_machine.travel(NOON, tick=False)
class TestEveryAddress(TestCase):
    def setUp(self):
        logging.disable(logging.CRITICAL)
        self.addCleanup(logging.disable, logging.NOTSET)
        self.enterContext(patch("accounts.views.RESET_SECONDS", 0))
        self.enterContext(patch("attendees.views.delegate.ANSWER_SECONDS", 0))
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.enterContext(override_settings(MEDIA_ROOT=folder.name))
        self.scene = Scene()

    # In two parts, so that two processes can share them.

    @pytest.mark.slow
    def test_every_caller_is_answered_as_the_table_says_about_what_is_held(self):
        self.compare([route for route in routes() if route.pattern.startswith(HELD)])

    @pytest.mark.slow
    def test_every_caller_is_answered_as_the_table_says_everywhere_else(self):
        self.compare([route for route in routes() if not route.pattern.startswith(HELD)])

    def compare(self, wanted):
        found = observe(self.scene, wanted)
        if os.environ.get("UPDATE_URL_ACCESS"):
            known = kept() | {pattern or "/": methods for pattern, methods in found.items()}
            TABLE.write_text(written({r.pattern: known.get(r.pattern or "/", {}) for r in routes()}), "utf-8")

        assert list(differences(found, kept())) == []

    def test_the_table_holds_every_address_and_none_that_is_gone(self):
        assert {route.pattern or "/" for route in routes()} == set(kept())

    def test_the_scene_has_an_example_of_every_address(self):
        examples, missing = self.scene.examples(), []
        for route in routes():
            try:
                examples.path(route)
            except LookupError as error:
                missing.append(str(error))

        assert missing == []


class TestTheTable:
    def test_nothing_is_ever_a_fault_of_ours(self):
        assert [key for key, methods in kept().items() for a in methods.values() if 500 in a] == []

    def test_staff_of_another_conference_see_no_thing_of_this_one(self):
        columns = [CALLERS.index(name) for name in STRANGERS]
        seen = [
            (pattern, method)
            for pattern, methods in kept().items()
            if pattern.startswith("admin/") and "object_id" in pattern and not pattern.startswith(SHARED)
            for method, answers in methods.items()
            if any(answers[column] == 200 for column in columns)
        ]

        assert seen == []

    def test_whoever_sees_figures_alone_gets_no_page_of_the_delegates(self):
        columns = [CALLERS.index(name) for name in ("donor_a", "programme_a")]
        seen = [
            (pattern, method)
            for pattern, methods in kept().items()
            if pattern.startswith(("admin/attendees/", "admin/letters/"))
            for method, answers in methods.items()
            if any(answers[column] == 200 for column in columns)
        ]

        # The page names kinds of paper and nobody: the programme officer makes the list of speakers there.
        assert set(seen) <= {("admin/attendees/paperjob/", "GET"), ("admin/attendees/paperjob/", "HEAD")}
        assert kept()["admin/attendees/paperjob/"]["GET"][columns[0]] == 403

    def test_only_superusers_see_the_accounts(self):
        seen = [
            (pattern, method)
            for pattern, methods in kept().items()
            if pattern.startswith("admin/accounts/")
            for method, answers in methods.items()
            if 200 in answers[:-1]
        ]

        assert seen == []

    def test_nobody_without_an_account_is_let_into_the_admin(self):
        outside = [CALLERS.index("anonymous"), CALLERS.index("participant")]
        let_in = [
            (pattern, method)
            for pattern, methods in kept().items()
            if pattern.startswith("admin/") and pattern != "admin/login/"
            for method, answers in methods.items()
            if any(answers[column] == 200 for column in outside)
        ]

        assert let_in == []


#: Tables that belong to no conference.
SHARED = ("admin/conference/country/",)


def test_a_new_address_would_be_noticed():
    found = {"secret/": {method: [200] * len(CALLERS) for method in METHODS}}

    assert len(list(differences(found, {}))) == len(METHODS) * len(CALLERS)


def test_parameters_of_both_kinds_are_found():
    assert Route("<slug:slug>/register/<category>/", "x").parameters == ["slug", "category"]
    assert Route(r"key/(?P<uid>[0-9A-Z]{1,13})-(?P<key>(a|b)+)/", "x").parameters == ["uid", "key"]
