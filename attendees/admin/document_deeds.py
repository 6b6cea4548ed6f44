"""What officers do with a paper: look at it, tick names, verify it, send it back, decide on the people beside it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.admin import decisions, document_page
from attendees.admin.decisions import DECIDE
from attendees.domain import documents
from attendees.forms.document import DocumentForm, InsufficientForm, form_for
from attendees.forms.paper_file import received_paper
from attendees.models import Delegate, Delegation, Document
from attendees.views import sealed_files
from core.errors import DomainError


def show(model_admin: Any, request: Any, document: Document, *, status: int = 200, **more: Any) -> Any:
    """The page of the paper."""
    return model_admin.page(
        request,
        "admin/attendees/document/document.html",
        title=document_page.title_of(document),
        object=document,
        status=status,
        **document_page.context_of(request, document, **more),
    )


# The file --------------------------------------------------------------------------------------------


def file(request: Any, document: Document) -> FileResponse:
    """The file as it came, always to be kept and never to be shown by the browser (UP-07, EX-07)."""
    return sealed_files.download(document.file, document.media_type, name=f"paper-{document.pk}")


def page(request: Any, document: Document, number: int) -> HttpResponse:
    """One page as a picture, drawn for the screen."""
    if not 0 < number <= document.pages:
        raise Http404
    return sealed_files.picture(document.file, document.media_type, name=f"paper-{document.pk}", number=number)


# Judging it ------------------------------------------------------------------------------------------


def check(model_admin: Any, request: Any, document: Document) -> Any:
    """Keep the ticks; with `verify`, accept the paper with them."""
    ticked, before = _keys(request, "found"), _keys(request, "before")
    is_verifying = "verify" in request.POST
    verb = documents.verify if is_verifying else documents.tick
    try:
        verb(document, found=ticked - before, lost=before - ticked, by=request.user, now=timezone.now())
    except DomainError as refusal:
        model_admin.tell_refusal(request, refusal)
    else:
        words = _("The paper is verified: the names ticked are proven.") if is_verifying else _("The ticks are kept.")
        messages.success(request, words, extra_tags="changed")
    return redirect(document_page.address_of(document))


def _keys(request: Any, name: str) -> set[int]:
    return {int(key) for key in request.POST.getlist(name) if key.isascii() and key.isdigit() and len(key) < 18}


def insufficient(model_admin: Any, request: Any, document: Document) -> Any:
    """Find the paper insufficient, in words to the focal points."""
    form = InsufficientForm(request.POST)
    if not form.is_valid():
        return show(model_admin, request, document, note=form, status=422)
    try:
        told = documents.find_insufficient(document, form.cleaned_data["note"], by=request.user, now=timezone.now())
    except DomainError as refusal:
        model_admin.tell_refusal(request, refusal)
    else:
        messages.success(request, _told_words(told), extra_tags="changed")
    return redirect(document_page.address_of(document))


def _told_words(number: int) -> str:
    if not number:
        return _("The paper is not sufficient. There is no focal point: nobody was written to.")
    words = ngettext(
        "The paper is not sufficient. A letter is on its way to the focal point.",
        "The paper is not sufficient. Letters are on their way to %(n)d focal points.",
        number,
    )
    return words % {"n": number}


def discard(model_admin: Any, request: Any, document: Document) -> Any:
    """Remove a paper that came by mistake; asked once more."""
    if request.method != "POST":
        plan = [
            _("The paper and its file are removed for good; the history says that there was one."),
            _("An earlier paper it took the place of counts again."),
        ]
        title = _("Remove this paper")
        return model_admin.plan_page(request, title=title, button=title, plan=plan, obj=document, is_danger=True)
    try:
        documents.discard(document, by=request.user, now=timezone.now())
    except DomainError as refusal:
        model_admin.tell_refusal(request, refusal)
        return redirect(document_page.address_of(document))
    messages.success(request, _("The paper was removed."), extra_tags="changed")
    return redirect("admin:attendees_document_changelist")


# The people beside it ------------------------------------------------------------------------------------


def decide(model_admin: Any, request: Any, document: Document, delegate_pk: int, code: str) -> Any:
    """Decide on somebody of the delegation and stay beside the paper."""
    if code not in document_page.OFFERED:
        raise Http404
    if DECIDE not in request.rights:
        raise PermissionDenied
    found = Delegate.objects.select_related("category")
    delegate = get_object_or_404(found, pk=delegate_pk, delegation=document.delegation_id)
    delegate.conference = delegate.category.conference = request.conference
    sent = decisions.decide(request, delegate, code)
    if sent is None:
        return redirect(document_page.address_of(document))
    sent.form = document_page.form_of(code, delegate.pk, request.POST)
    return show(model_admin, request, document, sent=(delegate.pk, sent), status=422)


# Taking one in ---------------------------------------------------------------------------------------


def take_in(model_admin: Any, request: Any, delegation: Delegation) -> Any:
    """A paper that came by post or by hand: the officer uploads it and ticks whom it names."""
    now = timezone.now()
    if request.method != "POST":
        return _form_page(model_admin, request, form_for(delegation, now=now))
    sent = received_paper(request, request.conference, field="file", now=now)
    form = form_for(delegation, sent=sent, now=now, data=request.POST)
    if not form.is_valid():
        return _form_page(model_admin, request, form)
    try:
        document = documents.receive(
            delegation,
            form.kept(),
            form.details(),
            form.named(),
            by=request.user,
            now=now,
            supersedes=form.superseded(),
        )
    except DomainError as refusal:
        form.refuse(refusal)
        return _form_page(model_admin, request, form)
    messages.success(request, _("The paper is kept. Check it against the names."), extra_tags="received")
    return redirect(document_page.address_of(document))


def _form_page(model_admin: Any, request: Any, form: DocumentForm) -> Any:
    title = _("A paper of %(delegation)s") % {"delegation": form.delegation}
    status = 422 if form.is_bound else 200
    return model_admin.page(request, "admin/attendees/document/form.html", title=title, form=form, status=status)
