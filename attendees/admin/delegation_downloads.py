"""Taking the list of delegations out of the house; every file is recorded like those of delegates (EX-12)."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from attendees.admin import downloads
from attendees.admin.delegation_listing import list_of, list_url, query_of
from attendees.domain.delegation_lists import DelegationList
from attendees.domain.selections import SelectionRefused
from attendees.exports import delegations
from attendees.exports.delegations import Wanted
from core.errors import DomainError
from core.languages import name_of

EXPORT = "delegate.export"


def export(model_admin: Any, request: Any) -> Any:
    """What is to be taken; sent back with a format, the file itself."""
    if EXPORT not in request.rights:
        raise PermissionDenied
    if request.method != "POST":
        return _page(model_admin, request, request.GET)
    query = QueryDict(request.POST.get("query", "")[:2000])
    try:
        return downloads.file_of(delegations, _wanted(request, query), by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")
        return _page(model_admin, request, query, status=422)


def _wanted(request: Any, query: QueryDict) -> Wanted:
    asked = request.POST.get("language", "") or get_language() or "en"
    language = asked if asked in settings.CONFERENCE_LANGUAGES else "en"
    screen = list_of(request, query)
    # The alphabet is that of the file, not of the screen.
    wanted = DelegationList(request.conference, screen.text, screen.filters, screen.order, language)
    said = QueryDict(query_of(query))
    return Wanted(
        wanted,
        format=request.POST.get("format", ""),
        language=language,
        is_machine=asked == "machine",
        filter="&".join(f"{name}={value}" for name, value in said.items()),
    )


def _page(model_admin: Any, request: Any, query: QueryDict, *, status: int = 200) -> Any:
    try:
        count = len(list_of(request, query).turnouts())
    except SelectionRefused:
        query, count = QueryDict(), len(list_of(request, QueryDict()).turnouts())
    context = {
        "query": query_of(query),
        "count": count,
        "languages": [(code, name_of(code)) for code in request.conference.languages],
        "language": get_language(),
        "list_url": list_url(query_of(query)),
    }
    template, title = "admin/attendees/delegation/export.html", _("Export the list of delegations")
    return model_admin.page(request, template, title=title, status=status, **context)
