"""The list of participants: how it stands, what is new since the last issue, issuing it, and what was issued."""

import io
from collections import Counter
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import FileResponse, Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.admin import positions as positions_page
from attendees.admin import titles as titles_page
from attendees.domain import codes, exports, participant_lists, participants, positions, titles
from attendees.domain.participant_lists import Plan
from attendees.domain.participants import Roll
from attendees.enums import ListStatus
from attendees.forms.participant_list import CopyForm, IssueForm
from attendees.models import ListFile, ListRevision, PaperJob
from attendees.papers import issuing, jobs, marks
from attendees.papers import participants as written
from attendees.papers.list_of_participants import FORMATS, LANGUAGES
from attendees.papers.registry import CONTENT_TYPES
from conference.admin.base import NOWHERE, ScopedAdmin
from conference.enums import Confidentiality
from core.errors import DomainError
from core.languages import name_of

DRAFT, ISSUE = "list.draft", "list.issue"
#: What stands on the button, and in the address.
MOVES = {
    "provisional": (ListStatus.PROVISIONAL, gettext_lazy("Issue a provisional list")),
    "final": (ListStatus.FINAL, gettext_lazy("Issue the final list")),
    "corrigendum": (ListStatus.CORRIGENDUM, gettext_lazy("Issue a corrigendum")),
}


@admin.register(ListRevision)
class ListRevisionAdmin(ScopedAdmin):
    """The list of one conference. What was issued is read and fetched; nobody changes or deletes it (R-55)."""

    menu_order = 15
    menu_name = gettext_lazy("List of participants")
    view_right = (DRAFT, ISSUE)
    history = NOWHERE

    def has_delete_permission(self, request, obj=None):
        return False

    def pages(self):
        return [
            ("issue/<slug:move>/", self.issue_view, "issue"),
            ("titles/", partial(titles_page.page, self), "titles"),
            ("positions/", partial(positions_page.page, self), "positions"),
            ("<int:pk>/copy/", self.copy_view, "copy"),
            ("<int:pk>/files/<int:file>/", self.file_view, "file"),
        ]

    # Pages ---------------------------------------------------------------------------------------------

    def changelist_view(self, request, extra_context=None):
        """How the list stands, and what was issued."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        conference = request.conference
        roll, last = participants.gather(conference), participant_lists.latest(conference)
        before = participants.from_json(last.snapshot) if last else None
        context = {
            "people": len(roll.entries),
            "unnamed": len(roll.unnamed),
            "last": last,
            "difference": participants.difference(before, roll) if before else None,
            "checks": Counter(participant_lists.checks(conference, roll).values()),
            "moves": _moves(request),
            "coming": PaperJob.objects.for_conference(conference).unfinished().filter(paper=issuing.ISSUE).first(),
            "revisions": [_shown(each) for each in _with_files(self.get_queryset(request))],
            "may_set_titles": titles_page.TITLES in request.rights,
            "to_confirm": titles.to_confirm(conference),
            "may_set_positions": positions_page.may_open(request),
            "lacking": len(positions.lacking(conference, issuing.languages_of(conference))),
            "is_closed": conference.confidentiality == Confidentiality.CLOSED,
        }
        template = "admin/attendees/listrevision/list.html"
        return self.page(request, template, title=_("List of participants"), **context)

    def issue_view(self, request, move):
        """What would be issued; with a POST it is, for ever."""
        if ISSUE not in request.rights:
            raise PermissionDenied
        if move not in MOVES:
            raise Http404
        status, label = MOVES[move]
        form = _issue_form(request)
        try:
            plan = _plan(request, status, form)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return redirect("admin:attendees_listrevision_changelist")
        if request.method == "POST" and form.is_valid():
            try:
                return self._issued(request, plan)
            except DomainError as refusal:
                self.tell_refusal(request, refusal)
        context = {
            "form": form,
            "shown": plan.digest,
            "plan": _plan_lines(plan),
            "button": label,
            "changes": _changes(plan.roll, plan.before),
        }
        answer = 422 if request.method == "POST" else 200
        return self.page(request, "admin/attendees/listrevision/issue.html", title=label, status=answer, **context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """One issued list: its files with their checksums, what was new in it, its numbered copies."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return self._page(request, self.own(request, object_id, self.view_right))

    def copy_view(self, request, pk):
        """Make a numbered copy out to somebody (R-57)."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        revision = self.own(request, pk, self.view_right)
        if ISSUE not in request.rights:
            raise PermissionDenied
        form = CopyForm(request.POST, languages=_languages(request))
        if not form.is_valid():
            return self._page(request, revision, form)
        try:
            file = issuing.copy(revision, by=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
        else:
            messages.success(request, _("Copy No. %(number)d is made.") % {"number": file.copy_number})
        return redirect("admin:attendees_listrevision_change", revision.pk)

    def file_view(self, request, pk, file):
        """A file as it was issued, byte for byte; that it was taken is written down (EX-12)."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        revision = self.own(request, pk, self.view_right)
        found = revision.files.filter(pk=file).first()
        if found is None:
            raise Http404
        return _given(request, revision, found)

    # ---------------------------------------------------------------------------------------------------

    def _issued(self, request, plan: Plan):
        """What was agreed to becomes a job: done at once when it is short, else by the worker."""
        shown = request.POST.get("shown", "")
        job = issuing.ask(plan, shown=shown, reads=get_language() or "en", by=request.user)
        if not issuing.takes_long(plan):
            jobs.make_at_once(job, timezone.now)
        if job.issued_id is None:
            return redirect("admin:attendees_paperjob_change", job.pk)
        messages.success(request, _("Issued. Every file is kept as it is now."))
        return redirect("admin:attendees_listrevision_change", job.issued_id)

    def _page(self, request, revision: ListRevision, form: CopyForm | None = None):
        prefetch_related_objects([revision], Prefetch("files", ListFile.objects.defer("sealed")))
        previous, files = revision.previous, list(revision.files.all())
        copies = [each for each in files if each.copy_number]
        roll = participants.from_json(revision.snapshot)
        before = participants.from_json(previous.snapshot) if previous else None
        context = {
            "revision": revision,
            **_shown(revision),
            "copies": [(each, codes.parted(each.code)) for each in copies],
            # Of a closed conference there are copies alone, each with a code of its own.
            "code": codes.parted(revision.code) if len(files) > len(copies) else "",
            "changes": _changes(roll, before),
            "form": form or CopyForm(languages=_languages(request)),
            "may_copy": ISSUE in request.rights,
        }
        status, template = 422 if form else 200, "admin/attendees/listrevision/revision.html"
        return self.page(request, template, title=revision.name, status=status, **context)


def _languages(request: Any) -> list[str]:
    own = issuing.languages_of(request.conference)
    return [*own, *(code for code in LANGUAGES if code not in own)]


def _issue_form(request: Any) -> IssueForm:
    conference = request.conference
    last = participant_lists.latest(conference)
    proposed = last.symbol if last else (f"{conference.symbol}/INF.2" if conference.symbol else "")
    return IssueForm(
        request.POST or None,
        languages=_languages(request),
        initial={"symbol": proposed, "languages": last.languages if last else issuing.languages_of(conference)},
    )


def _plan(request: Any, status: str, form: IssueForm) -> Plan:
    """The plan of what was sent, or of what is proposed."""
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else form.initial
    return participant_lists.plan(
        request.conference,
        status=status,
        languages=wanted["languages"],
        symbol=wanted["symbol"],
        now=timezone.now(),
    )


def _plan_lines(plan: Plan) -> list[str]:
    lines = [_("%(people)d people stand in it.") % {"people": len(plan.roll.entries)}]
    if plan.previous:
        counts = {
            "added": len(plan.difference.added),
            "changed": len(plan.difference.changed),
            "gone": len(plan.difference.removed),
            "last": plan.previous.name,
        }
        lines.append(_("Since %(last)s: %(added)d new, %(changed)d changed, %(gone)d gone.") % counts)
    if plan.label:
        lines.append(_("It will be %(label)s.") % {"label": plan.label})
    if plan.conference.confidentiality == Confidentiality.CLOSED:
        lines.append(_("The conference is closed: no file is made. Numbered copies are made out one by one."))
    lines.append(_("What is issued can be neither changed nor deleted. A later issue takes its place."))
    return lines


def _changes(roll: Roll, before: Roll | None) -> list[dict[str, Any]]:
    """What is new, in the words of the list, in the language of the page."""
    if before is None:
        return []
    language = get_language() or "en"
    language = language if language in LANGUAGES else "en"
    documents = (written.document(roll, language), written.document(before, language))
    return marks.listed(marks.compare(*documents, roll.unnamed))


def _moves(request: Any) -> list[dict[str, Any]]:
    """The buttons: what may be issued now, and by this role."""
    if ISSUE not in request.rights:
        return []
    allowed = participant_lists.moves(request.conference)
    return [{"code": code, "label": label} for code, (status, label) in MOVES.items() if status in allowed]


def _with_files(revisions: Any) -> Any:
    files = Prefetch("files", ListFile.objects.defer("sealed"))
    return revisions.defer("snapshot").select_related("by").prefetch_related(files)


def _shown(revision: ListRevision) -> dict[str, Any]:
    """A revision with its files, a row a language."""
    files = [each for each in revision.files.all() if not each.copy_number]
    rows = [
        (name_of(code), sorted((each for each in files if each.language == code), key=_by_format))
        for code in revision.languages
    ]
    return {"revision": revision, "name": revision.name, "rows": rows, "counts": _counts(revision)}


def _by_format(file: ListFile) -> int:
    return FORMATS.index(file.format)


def _counts(revision: ListRevision) -> dict[str, int]:
    return {name: len(revision.difference.get(name, ())) for name in ("added", "changed", "removed")}


def _given(request: Any, revision: ListRevision, file: ListFile) -> FileResponse:
    content = participant_lists.opened(file)
    what = f"paper=list-of-participants&issue={revision.label or revision.status}"
    record = exports.begin(
        request.conference,
        format=file.format,
        language=file.language,
        filter=f"{what}&copy={file.copy_number}" if file.copy_number else what,
        columns=[],
        by=request.user,
        now=timezone.now(),
    )
    exports.finish(record, rows=revision.people, digest=file.digest)
    label = (revision.label or revision.status).lower().replace(".", "")
    copy = f"-copy-{file.copy_number}" if file.copy_number else ""
    name = f"{request.conference.slug}-list-of-participants-{label}{copy}-{file.language}.{file.format}"
    response = FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=CONTENT_TYPES[file.format]
    )
    response["Cache-Control"] = "private, no-store"
    return response
