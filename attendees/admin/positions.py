"""Positions in other languages: each that people in the list hold, once, with an input for every other language."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from attendees.admin import titles
from attendees.domain import positions
from attendees.forms.positions import PositionForm
from attendees.papers import issuing
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
        "lines": [(form, form.cells(languages)) for form in forms],
        "rows": rows,
        "languages": [(code, name_of(code)) for code in languages],
        "shows_all": shows_all,
        "lacking": sum(bool(each.lacking) for each in held),
    }
    status = 422 if sent is not None else 200
    template, title = "admin/attendees/listrevision/positions.html", _("Positions in other languages")
    return model_admin.page(request, template, title=title, status=status, **context)


def _saved(model_admin: Any, request: Any, forms: list[PositionForm]) -> bool:
    # A row whose position nobody holds any more has no form; the domain is asked about it all the same, and says so.
    wanted: dict[str, positions.Wanted] = {key: {} for key in request.POST.getlist(ROW)[:ROWS]}
    wanted |= {form.position.key: form.wanted() for form in forms}
    return titles.written(
        model_admin,
        request,
        lambda: positions.translate(request.conference, wanted, by=request.user, now=timezone.now()),
    )
