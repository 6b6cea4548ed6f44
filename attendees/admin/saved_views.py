"""Named ways of looking at the list: one's own, those of colleagues, and the columns one keeps."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from attendees.admin import cells
from attendees.admin.listing import COLUMNS_VAR, list_url, query_of, query_sent
from attendees.models import SavedView
from core.text import clean_line

#: One's own columns are kept as the view without a name.
MINE = ""
LONGEST_NAME = 60
MOST_VIEWS = 50


def views_of(request: HttpRequest) -> list[SavedView]:
    """One's own views and the shared ones, read once a request."""
    if not hasattr(request, "saved_views"):
        found = SavedView.objects.filter(conference=request.conference)
        request.saved_views = list(found.filter(Q(user=request.user) | Q(is_shared=True))[: 4 * MOST_VIEWS])
    return request.saved_views


def columns_of(request: HttpRequest) -> list[str]:
    """The columns of the address, else those one keeps, else the usual ones."""
    if asked := request.GET.get(COLUMNS_VAR):
        return asked.split(".")
    kept = [view for view in views_of(request) if view.name == MINE and view.user_id == request.user.pk]
    return list(kept[0].columns) if kept else list(cells.USUAL)


def links(request: HttpRequest) -> list[dict]:
    """The views as links, the one on the screen marked."""
    here = query_of(request.GET)
    return [
        {"view": view, "url": f"?{address}", "is_here": address == here, "is_mine": view.user_id == request.user.pk}
        for view in views_of(request)
        if view.name != MINE
        for address in [_address(view)]
    ]


def _address(view: SavedView) -> str:
    query = QueryDict(view.query, mutable=True)
    if view.columns:
        query[COLUMNS_VAR] = ".".join(view.columns)
    return query_of(query)


def keep(request: HttpRequest):
    """Keep the columns for oneself, or the whole list as it is under a name."""
    _check(request)
    query = QueryDict(query_sent(request), mutable=True)
    asked = request.POST.getlist("columns") or query.get(COLUMNS_VAR, "").split(".")
    columns = [column.code for column in cells.wanted(asked, sensitive="sensitive.view" in request.rights)]
    query.pop(COLUMNS_VAR, None)
    name = clean_line(request.POST.get("name", ""))[:LONGEST_NAME]
    if "named" not in request.POST:
        _write(request, MINE, query="", columns=columns)
    elif not name:
        messages.error(request, _("Give the view a name."), extra_tags="refused:no_name")
    elif len([view for view in views_of(request) if view.user_id == request.user.pk]) >= MOST_VIEWS:
        messages.error(request, _("These are too many views. Delete one first."), extra_tags="refused:too_many")
    else:
        _write(request, name, query=query.urlencode(), columns=columns, is_shared="is_shared" in request.POST)
        query[COLUMNS_VAR] = ".".join(columns)
        messages.success(request, _("The view “%(name)s” is kept.") % {"name": name}, extra_tags="changed")
    return redirect(list_url(query.urlencode()))


def _write(request: HttpRequest, name: str, **fields) -> None:
    SavedView.objects.update_or_create(
        conference=request.conference, user=request.user, name=name, defaults={"is_shared": False, **fields}
    )


def forget(request: HttpRequest, pk: int):
    """Delete one's own view; a manager deletes shared ones too."""
    _check(request)
    views = {view.pk: view for view in views_of(request)}
    if pk not in views:
        raise Http404
    if views[pk].user_id != request.user.pk and "membership.change" not in request.rights:
        raise PermissionDenied
    views[pk].delete()
    messages.success(request, _("The view was deleted."), extra_tags="changed")
    return redirect(list_url())


def _check(request: HttpRequest) -> None:
    if "delegate.view" not in request.rights:
        raise PermissionDenied
