"""Titles and order: "H.E." to confirm, courtesy titles, protocol ranks, names on lists; many people on one page."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.domain import titles
from attendees.forms.titles import TitlesForm
from attendees.models import Delegate
from core.errors import DomainError

TITLES = "list.titles"
ROWS = 50


def page(model_admin: Any, request: Any) -> Any:
    """Those of interest, or everybody; a POST writes the rows that were changed."""
    if TITLES not in request.rights:
        raise PermissionDenied
    shows_all = request.GET.get("all") == "1"
    people = titles.listed(request.conference) if shows_all else titles.of_interest(request.conference)
    rows = Paginator(people, ROWS).get_page(request.GET.get("p"))
    sent = request.POST if request.method == "POST" else None
    forms = [TitlesForm(sent, delegate=delegate) for delegate in rows]
    if sent is not None and all(form.is_valid() for form in forms) and _saved(model_admin, request, forms):
        return redirect(request.get_full_path())
    context = {
        "forms": forms,
        "rows": rows,
        "shows_all": shows_all,
        "to_confirm": titles.to_confirm(request.conference),
    }
    status = 422 if sent is not None else 200
    template, title = "admin/attendees/listrevision/titles.html", _("Titles and order")
    return model_admin.page(request, template, title=title, status=status, **context)


def _saved(model_admin: Any, request: Any, forms: list[TitlesForm]) -> bool:
    wanted = {form.delegate.number: form.wanted() for form in forms if form.has_changed()}
    return written(
        model_admin,
        request,
        lambda: titles.arrange(request.conference, wanted, by=request.user, now=timezone.now()),
    )


def written(model_admin: Any, request: Any, write: Callable[[], Sequence[Delegate]]) -> bool:
    """Whether the rows of such a page were written; says for how many people, or what the domain refused."""
    try:
        changed = write()
    except DomainError as refusal:
        model_admin.tell_refusal(request, refusal)
        return False
    said = ngettext("%(n)d person changed.", "%(n)d people changed.", len(changed)) % {"n": len(changed)}
    messages.success(request, said if changed else _("Nothing was changed."))
    return True
