"""Taking a list out of the house, and the book of who took which."""

import tempfile
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.admin import cells, saved_views
from attendees.admin.listing import keys_of, list_url, query_of, selection_of
from attendees.domain.selections import Selection, SelectionRefused
from attendees.enums import GONE, IdentityProtection
from attendees.exports import delegations, lists
from attendees.exports.columns import COLUMNS, offered
from attendees.exports.files import FORMATS
from attendees.exports.lists import Wanted
from attendees.models import ExportRecord
from conference.admin.base import ScopedAdmin
from core.errors import DomainError
from core.languages import name_of

EXPORT = "delegate.export"
#: Held in memory up to here, then in a file that nobody else can open.
IN_MEMORY = 1024 * 1024
MOST_SELECTED = 20_000


def of_selected(model_admin: Any, request: Any, queryset: Any) -> Any:
    """The page of an export of the people ticked in the list, in the order of the list."""
    chosen = list(queryset.values_list("pk", flat=True)[: MOST_SELECTED + 1])
    if len(chosen) > MOST_SELECTED:
        messages.error(request, _("These are too many. Export the whole list instead."), extra_tags="refused:too_many")
        return None
    return _page(model_admin, request, request.GET, ",".join(map(str, chosen)))


def export(model_admin: Any, request: Any) -> Any:
    """What is to be taken; with `format` the file itself."""
    if EXPORT not in request.rights:
        raise PermissionDenied
    sent = request.POST if request.method == "POST" else request.GET
    if "format" not in sent:
        return _page(model_admin, request, request.GET, "")
    query = QueryDict(sent["query"][:2000]) if "query" in sent else request.GET
    try:
        return file_of(lists, _wanted(request, sent, query), by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")
        return _page(model_admin, request, query, sent.get("chosen", ""), status=422)


def _wanted(request: Any, sent: QueryDict, query: QueryDict) -> Wanted:
    allowed = {column.code for column in offered(sensitive="sensitive.view" in request.rights)}
    columns = sent.getlist("columns") or columns_of(request, query)
    if not allowed.issuperset(columns) and set(columns) <= set(COLUMNS):
        raise PermissionDenied
    asked = sent.get("language", "") or get_language() or "en"
    language = asked if asked in settings.CONFERENCE_LANGUAGES else "en"
    selection = _selection(request, query, sent.get("chosen", ""))
    order = "protocol" if sent.get("order") == "protocol" else selection.order
    return Wanted(
        # The alphabet is that of the file, not of the screen.
        selection=replace(selection, order=order, language=language),
        columns=columns,
        format=str(sent["format"]),
        language=language,
        is_machine=asked == "machine",
        filter=_in_words(query, sent.get("chosen", "")),
    )


def _selection(request: Any, query: QueryDict, chosen: str) -> Selection:
    selection = selection_of(request, query)
    if not chosen:
        return selection
    return replace(selection, only=tuple(keys_of(chosen, MOST_SELECTED)))


def _in_words(query: QueryDict, chosen: str) -> str:
    words = QueryDict(query_of(query), mutable=True)
    words.pop("cols", None)
    said = "&".join(f"{name}={value}" for name, value in words.items())
    return f"{said} ({chosen.count(',') + 1} selected)".strip() if chosen else said


def columns_of(request: Any, query: QueryDict) -> list[str]:
    """The columns of a file that say what the screen says, in the order of the screen."""
    codes = query["cols"].split(".") if query.get("cols") else saved_views.columns_of(request)
    shown = cells.wanted(codes, sensitive="sensitive.view" in request.rights)
    return [code for column in shown for code in column.exports]


def file_of(kind: Any, wanted: Any, *, by: User) -> FileResponse:
    """The file somebody wants, recorded; `kind` is the module of `attendees/exports/` that writes it."""
    now = timezone.now()
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    try:
        kind.export(wanted, file, by=by, now=now)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = kind.name_of(wanted, now=now)
    return FileResponse(file, as_attachment=True, filename=name, content_type=FORMATS[wanted.format])


def _page(model_admin: Any, request: Any, query: QueryDict, chosen: str, *, status: int = 200) -> Any:
    sensitive = "sensitive.view" in request.rights
    selection = _selection(request, query, chosen)
    try:
        rows, everybody = selection.exported(), selection.delegates().count()
        count = rows.count()
    except SelectionRefused:
        selection = Selection(request.conference)
        rows, everybody, count = selection.exported(), 0, 0
    ticked = set(columns_of(request, query))
    context = {
        "query": query_of(query),
        "chosen": chosen,
        "count": count,
        "left_out": everybody - count,
        "protected": rows.exclude(identity_protection=IdentityProtection.STANDARD).count(),
        "gone": not selection.asks_for_statuses() and GONE,
        "columns": _choices(ticked, columns_of(request, query), sensitive=sensitive),
        "languages": [(code, name_of(code)) for code in request.conference.languages],
        "language": get_language(),
        "is_protocol": selection.order == "protocol",
        "list_url": list_url(query_of(query)),
    }
    template, title = "admin/attendees/delegate/export.html", _("Export a list of delegates")
    return model_admin.page(request, template, title=title, status=status, **context)


def _choices(ticked: set[str], order: list[str], *, sensitive: bool) -> list[dict]:
    """Those of the screen first, in its order; the others as they are offered."""
    found = {column.code: column for column in offered(sensitive=sensitive)}
    codes = [*dict.fromkeys(code for code in order if code in found), *(code for code in found if code not in ticked)]
    return [{"code": code, "label": capfirst(str(found[code].label)), "is_ticked": code in ticked} for code in codes]


@admin.register(ExportRecord)
class ExportRecordAdmin(ScopedAdmin):
    """Who took which list, for managers. Nobody adds, changes or deletes a line (EX-12)."""

    menu_order = 75
    view_right = "membership.change"
    list_display = ["at", "who", "format", "rows", "language", "filter", "how_many_columns"]
    list_select_related = ["by"]
    list_filter = ["format"]
    fields = readonly_fields = ["at", "who", "format", "language", "rows", "filter", "which_columns", "digest"]

    @admin.display(description=gettext_lazy("taken by"))
    def who(self, obj):
        return str(obj.by) if obj.by_id else _("the system")

    @admin.display(description=gettext_lazy("columns"))
    def how_many_columns(self, obj):
        return len(obj.columns)

    @admin.display(description=gettext_lazy("columns"))
    def which_columns(self, obj):
        words = {column.code: column.label for column in (*delegations.COLUMNS, *COLUMNS.values())}
        return ", ".join(str(words.get(code, code)) for code in obj.columns)
