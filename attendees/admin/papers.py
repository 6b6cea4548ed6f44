"""Papers: every kind that can be made, one's own that are being made, and the file when it is ready."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.domain import paper_jobs
from attendees.enums import PaperStatus
from attendees.forms.paper import PaperForm
from attendees.models import PaperJob
from attendees.papers import jobs, registry
from attendees.papers.registry import CONTENT_TYPES, Act, Paper
from conference.admin.base import NOWHERE, ScopedAdmin
from core.errors import DomainError
from core.languages import name_of


@admin.register(PaperJob)
class PaperJobAdmin(ScopedAdmin):
    """The papers of a conference. Everybody sees the kinds one may make, and one's own files (EX-13)."""

    menu_order = 16
    menu_name = gettext_lazy("Papers")
    history = NOWHERE  # after a day nothing is left but the line in the book of exports

    def has_view_permission(self, request, obj=None):
        return any(paper.is_open_to(request.rights) for paper in registry.all_papers().values())

    def get_queryset(self, request):
        """Nobody else's, superusers included."""
        own = super().get_queryset(request).filter(by=request.user)
        return own.select_related("issued").defer("issued__snapshot")

    def pages(self):
        return [
            ("make/<slug:code>/", self.make_view, "make"),
            ("<int:pk>/file/", self.file_view, "file"),
        ]

    # Pages ---------------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """What can be made, and what was asked for in the last day."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.page(
            request,
            "admin/attendees/paperjob/list.html",
            title=_("Papers"),
            papers=[_described(paper, request) for paper in _papers_for(request)],
            jobs=[_shown(job) for job in self.get_queryset(request)[:50]],
        )

    def make_view(self, request, code):
        """Language and format; then the file at once when it is quick, else its place in the queue."""
        paper = _paper_for(request, code)
        if paper.page:
            return redirect(paper.page)
        form = _form(request, paper)
        if request.method == "POST" and form.is_valid():
            try:
                return self._made(request, paper, form)
            except DomainError as refusal:
                self.tell_refusal(request, refusal)
        return self.page(
            request,
            "admin/attendees/paperjob/make.html",
            title=str(paper.label),
            paper=paper,
            form=form,
            button=_("Make this paper"),
            status=422 if request.method == "POST" else 200,
        )

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """How far a paper is."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        job = self._own(request, object_id)
        title = str(registry.asked_for(job).label)
        return self.page(request, "admin/attendees/paperjob/job.html", title=title, **_shown(job))

    def file_view(self, request, pk):
        """The finished file, to whoever asked for it and still may (EX-13)."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        job = self._own(request, str(pk))
        if not job.file or timezone.now() - job.asked_at >= paper_jobs.KEPT_FOR:
            raise Http404
        return _file(job)

    # ---------------------------------------------------------------------------------------------------

    def _made(self, request, paper: Paper, form: PaperForm):
        job = paper_jobs.ask(
            request.conference,
            paper=paper.code,
            language=form.cleaned_data["language"],
            format=form.cleaned_data["format"],
            chosen=form.chosen(),
            reads=get_language() or "en",
            by=request.user,
            now=timezone.now(),
        )
        if not paper.takes_long(request.conference):
            jobs.make_at_once(job, timezone.now)
        if job.status == PaperStatus.DONE and not job.problems:
            return _file(job)
        return redirect("admin:attendees_paperjob_change", job.pk)

    def _own(self, request, object_id: str) -> PaperJob:
        job = self.get_object(request, object_id)
        if job is None:
            raise Http404
        if not registry.asked_for(job).is_open_to(request.rights):
            raise PermissionDenied
        return job


def _papers_for(request: HttpRequest) -> list[Paper]:
    """The kinds the role may make, in the order of their names."""
    found = [paper for paper in registry.all_papers().values() if paper.is_open_to(request.rights)]
    return sorted(found, key=lambda paper: str(paper.label))


def _paper_for(request: HttpRequest, code: str) -> Paper:
    paper = registry.all_papers().get(code)
    if paper is None:
        raise Http404
    if not paper.is_open_to(request.rights):
        raise PermissionDenied
    return paper


def _form(request: HttpRequest, paper: Paper) -> PaperForm:
    languages = paper.languages_at(request.conference)
    spoken = get_language() or ""
    return PaperForm(
        request.POST or None,
        languages=languages,
        formats=paper.formats,
        questions=paper.questions(request.conference),
        initial={"language": spoken if spoken in languages else languages[0], "format": paper.formats[0]},
    )


def _described(paper: Paper, request: HttpRequest) -> dict[str, Any]:
    return {
        "paper": paper,
        "formats": ", ".join(each.upper() for each in paper.formats),
        "languages": ", ".join(name_of(code) for code in paper.languages_at(request.conference)),
    }


def _shown(job: PaperJob) -> dict[str, Any]:
    wanted = registry.asked_for(job)
    return {
        "job": job,
        "label": wanted.label,
        "languages": ", ".join(name_of(code) for code in job.chosen.get("languages", job.language).split()),
        "formats": (job.format or ", ".join(wanted.formats)).upper(),
        "page": reverse(wanted.page) if isinstance(wanted, Act) else "",
    }


def _file(job: PaperJob) -> FileResponse:
    kind = CONTENT_TYPES[job.format]
    return FileResponse(job.file.open("rb"), as_attachment=True, filename=job.file_name, content_type=kind)
