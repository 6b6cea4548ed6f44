"""Delegates: the list, one person, decisions. Statuses are moved by the domain and by nothing else (RC-18)."""

from functools import partial

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from attendees.admin import (
    actions,
    badge_printing,
    cells,
    corrections,
    decisions,
    downloads,
    pairs,
    person,
    saved_views,
    substituting,
    undoing,
)
from attendees.admin.changelist import DelegateChangeList, SearchPaginator
from attendees.admin.listing import LIST_FILTERS, came_from, desk_of, query_of
from attendees.domain import bulk
from attendees.models import Delegate
from attendees.views import sealed_files
from conference.admin.base import ON_THE_THING, ScopedAdmin

VIEW, CHANGE, DECIDE, EXPORT = "delegate.view", "delegate.change", "delegate.decide", "delegate.export"


@admin.register(Delegate)
class DelegateAdmin(ScopedAdmin):
    """The people of one conference. There is no form of the model: every change is a verb of the domain."""

    menu_order = 10
    view_right = VIEW
    add_right = change_right = CHANGE
    history = ON_THE_THING
    list_filter = LIST_FILTERS
    search_fields = ["search_text"]
    search_help_text = _("Any spelling: Zhaparov, Japarov and Жапаров find the same person. Also number and reference.")
    change_list_template = "admin/attendees/delegate/list.html"

    # The list ------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return DelegateChangeList

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(None)

    def get_paginator(self, request, *args, **kwargs):
        kind = SearchPaginator if request.GET.get(SEARCH_VAR) else self.paginator
        return kind(*args, **kwargs)

    def get_actions(self, request):
        """Name → what it does; only what the role may do."""
        found = {}
        if DECIDE in request.rights:
            for code, action in bulk.ACTIONS.items():
                found[code] = (partial(_plan, action=action), code, action.label)
        if EXPORT in request.rights:
            found["export"] = (downloads.of_selected, "export", _("Export these people"))
        if badge_printing.PRINT in request.rights:
            found["badges"] = (badge_printing.of_selected, "badges", _("Print badges"))
        return found

    def changelist_view(self, request, extra_context=None):
        if request.conference is None or request.method == "POST":
            return super().changelist_view(request, extra_context)
        query = query_of(request.GET)
        sensitive = "sensitive.view" in request.rights
        more = {
            "views": saved_views.links(request) if VIEW in request.rights else [],
            "query": query,
            "offered_columns": list(cells.choices(sensitive=sensitive).values()),
            "desk": desk_of(request),
            "fresh": undoing.fresh(request) if DECIDE in request.rights else None,
            "may_export": EXPORT in request.rights,
            "export_url": f"{reverse('admin:attendees_delegate_export')}?{query}",
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    # Addresses -----------------------------------------------------------------------------------------

    def pages(self):
        return [
            ("export/", partial(downloads.export, self), "export"),
            ("views/keep/", require_POST(saved_views.keep), "keep_view"),
            ("views/<int:pk>/delete/", require_POST(saved_views.forget), "forget_view"),
            ("bulk/<slug:code>/", require_POST(partial(actions.apply, self)), "bulk"),
            ("<int:pk>/decide/<slug:code>/", self.decide_view, "decide"),
            ("<int:pk>/correct/", self.correct_view, "correct"),
            ("<int:pk>/replace/", self.replace_view, "replace"),
            ("<int:pk>/photo/", require_safe(self.photo_view), "photo"),
        ]

    # One delegate --------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        return corrections.add(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one delegate. A form sent here is a correction, and can be nothing else."""
        if request.method == "POST":
            return self.correct_view(request, object_id)
        return self._page(request, self.own(request, object_id, VIEW))

    def _page(self, request, delegate, sent=None):
        offers = decisions.offers(delegate, request.rights, now=timezone.now(), sent=sent)
        return self.page(
            request,
            "admin/attendees/delegate/person.html",
            title=delegate.formal_name,
            object=delegate,
            offers=offers,
            may_change=CHANGE in request.rights,
            may_merge="delegate.merge" in request.rights,
            status=422 if sent else 200,
            **person.context_of(request, delegate),
            **pairs.notices_of(delegate),
        )

    def decide_view(self, request, pk, code):
        """Decide on one delegate and stay, or go on to the next in the list."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        delegate = self.own(request, pk, DECIDE)
        way = person.neighbours(request, delegate) if "next" in request.POST else {}
        sent = decisions.decide(request, delegate, code)
        if sent is not None:
            return self._page(request, delegate, sent)
        return redirect(way.get("next") or cells.address_of(delegate.pk, came_from(request)))

    def correct_view(self, request, pk):
        """Correct the data of one delegate."""
        return corrections.correct(self, request, self.own(request, pk, CHANGE))

    def replace_view(self, request, pk):
        """Put another person into the place of this one."""
        return substituting.replace(self, request, self.own(request, pk, CHANGE))

    def photo_view(self, request, pk):
        """The photo of one delegate."""
        return sealed_files.photo(self.own(request, pk, VIEW).photo)

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            # Known already: the request's own, and the categories read for the page.
            found.conference = request.conference
            found.category = desk_of(request).categories[found.category_id]
            found.category.conference = request.conference
        return found


def _plan(model_admin, request, queryset, *, action):
    return actions.show_plan(model_admin, request, queryset, action)
