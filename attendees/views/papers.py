"""A delegation's official papers, sent by its focal point: upload, tick whom it names, replace, remove (R-08, R-09)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from attendees.domain import documents
from attendees.enums import DocumentStatus
from attendees.forms.document import DocumentForm, NamedForm, form_for, people_of, said
from attendees.forms.paper_file import received_paper
from attendees.models import Delegation, Document, FocalPoint
from attendees.views import sealed_files
from attendees.views.doorway import for_focal_point
from attendees.views.replies import refuse, say, see_other
from core.errors import DomainError

HOME = "attendees:delegation"


@dataclass(frozen=True)
class Paper:
    """One paper as the delegation's page shows it."""

    document: Document
    title: str
    names: Sequence[tuple[str, bool]]  # who, and whether the secretariat found the name

    @property
    def can_change(self) -> bool:
        """Whether the focal point may still say whom it names, or remove it."""
        return self.document.status == DocumentStatus.RECEIVED and self.document.focal_point_id is not None

    @property
    def is_checked(self) -> bool:
        """Whether it says of each name if it was found."""
        return self.document.status == DocumentStatus.VERIFIED


def papers_of(delegation: Delegation) -> list[Paper]:
    """The papers of the delegation, the newest first, in two statements."""
    found = delegation.documents.prefetch_related("mentions__delegate").order_by("-received_at", "-pk")
    return [
        Paper(each, said(each), [(m.delegate.spoken_name, m.confirmed_at is not None) for m in each.mentions.all()])
        for each in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def paper_send(request: HttpRequest, point: FocalPoint, now: datetime) -> HttpResponse:
    """Send a paper and tick whom it names."""
    delegation = point.delegation
    try:
        documents.check_open(delegation, by=point)
    except DomainError as refusal:
        refuse(request, refusal)
        return see_other(HOME)
    if request.method != "POST":
        return _form_page(request, form_for(delegation, now=now))
    sent = received_paper(request, delegation.conference, field="file", now=now)
    form = form_for(delegation, sent=sent, now=now, data=request.POST)
    return _receive(request, form, point, now) if form.is_valid() else _form_page(request, form)


def _receive(request: HttpRequest, form: DocumentForm, point: FocalPoint, now: datetime) -> HttpResponse:
    try:
        document = documents.receive(
            form.delegation,
            form.kept(),
            form.details(),
            form.named(),
            by=point,
            now=now,
            supersedes=form.superseded(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _form_page(request, form, code=refusal.code)
    words = _("We have your paper: %(paper)s. The secretariat checks it.") % {"paper": said(document)}
    say(request, words, "received")
    return see_other(HOME)


def _form_page(request: HttpRequest, form: DocumentForm, *, code: str = "") -> HttpResponse:
    context = {
        "conference": form.delegation.conference,
        "delegation": form.delegation,
        "form": form,
        "code": code,
        "outcome": "refused" if code else "invalid",
    }
    return render(request, "attendees/paper_form.html", context, status=409 if code else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def paper_names(request: HttpRequest, point: FocalPoint, now: datetime, pk: int) -> HttpResponse:
    """Say again whom a paper names, until the secretariat has checked it."""
    document, people = _own(point, pk), people_of(point.delegation)
    named = list(document.mentions.values_list("delegate_id", flat=True))
    form = NamedForm(
        people, initial={"names": list(map(str, named))}, data=request.POST if request.method == "POST" else None
    )
    if not form.is_valid():
        return render(request, "attendees/paper_names.html", _frame(document, form=form))
    try:
        documents.name_people(document, form.named(), by=point, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The names of the paper were changed."), "changed")
    return see_other(HOME)


@require_http_methods(["GET", "HEAD", "POST"])
@for_focal_point
def paper_remove(request: HttpRequest, point: FocalPoint, now: datetime, pk: int) -> HttpResponse:
    """Remove a paper that was sent by mistake: asked once more, then gone with its file."""
    document = _own(point, pk)
    if request.method != "POST":
        return render(request, "attendees/paper_remove.html", _frame(document))
    try:
        documents.discard(document, by=point, now=now)
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        say(request, _("The paper was removed."), "changed")
    return see_other(HOME)


@require_safe
@for_focal_point
def paper_file(request: HttpRequest, point: FocalPoint, now: datetime, pk: int) -> HttpResponseBase:
    """The file as it was sent, to be kept; to nobody but its delegation (R-05, AC-04)."""
    document = _own(point, pk)
    return sealed_files.download(document.file, document.media_type, name=f"paper-{document.pk}")


def _own(point: FocalPoint, pk: int) -> Document:
    """A paper of the focal point's own delegation; anything else is not there (R-05, AC-21)."""
    document: Document = get_object_or_404(Document, pk=pk, delegation=point.delegation)
    document.delegation, document.conference = point.delegation, point.delegation.conference
    return document


def _frame(document: Document, **more: object) -> dict[str, object]:
    return {
        "conference": document.conference,
        "delegation": document.delegation,
        "document": document,
        "paper_title": said(document),
        **more,
    }
