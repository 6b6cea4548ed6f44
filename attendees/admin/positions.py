"""Positions in other languages: each that people in the list hold, once, with an input for every other language."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.domain import positions
from attendees.forms.positions import PositionForm
from attendees.papers import issuing
from core.errors import DomainError
from core.languages import name_of

#: Protocol, and whoever may correct people.
RIGHTS = {"list.titles", "delegate.change"}
ROWS = 50
ROW = "row"


def may_open(request: Any) -> bool:
    """Whether the page is for this person."""
    return bool(RIGHTS & set(request.rights))


def page(model_admin: Any, request: Any) -> Any:
    """Those that lack a language, or all; a POST writes the rows it names, wherever they would stand now."""
    if not may_open(request):
        raise PermissionDenied
    languages = issuing.languages_of(request.conference)
    held = positions.held(request.conference, languages)
    shows_all = request.GET.get("all") == "1"
    rows = Paginator([each for each in held if shows_all or each.lacking], ROWS).get_page(request.GET.get("p"))
    sent = request.POST if request.method == "POST" else None
    shown = [each for each in held if each.key in sent.getlist(ROW)[:ROWS]] if sent is not None else rows
    forms = [PositionForm(sent, position=each) for each in shown]
    if sent is not None and all(form.is_valid() for form in forms) and _saved(model_admin, request, forms):
        return redirect(request.get_full_path())
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Positions in other languages"),
        "opts": model_admin.opts,
        "lines": [(form, form.cells(languages)) for form in forms],
        "rows": rows,
        "languages": [(code, name_of(code)) for code in languages],
        "shows_all": shows_all,
        "lacking": sum(bool(each.lacking) for each in held),
    }
    status = 422 if sent is not None else 200
    return TemplateResponse(request, "admin/attendees/listrevision/positions.html", context, status=status)


def _saved(model_admin: Any, request: Any, forms: list[PositionForm]) -> bool:
    # A row whose position nobody holds any more has no form; the domain is asked about it all the same, and says so.
    wanted: dict[str, positions.Wanted] = {key: {} for key in request.POST.getlist(ROW)[:ROWS]}
    wanted |= {form.position.key: form.wanted() for form in forms}
    try:
        changed = positions.translate(request.conference, wanted, by=request.user, now=timezone.now())
    except DomainError as refusal:
        model_admin.tell_refusal(request, refusal)
        return False
    said = ngettext("%(n)d person changed.", "%(n)d people changed.", len(changed)) % {"n": len(changed)}
    messages.success(request, said if changed else _("Nothing was changed."))
    return True
