"""Delegations: who is invited, who has replied, and one delegation on one page. The domain alone moves them."""

from functools import partial

from django.contrib import admin
from django.http import HttpResponseNotAllowed
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from attendees.admin import (
    delegation_actions,
    delegation_desk,
    delegation_downloads,
    delegation_edit,
    delegation_page,
    delegation_points,
    invitations,
)
from attendees.admin.delegation_listing import LIST_FILTERS, DelegationChangeList, everybody_of, query_of
from attendees.domain import delegation_bulk
from attendees.models import Delegation
from conference.admin.base import ON_THE_THING, ScopedAdmin

VIEW, CHANGE, INVITE = "delegation.view", "delegation.change", "delegation.invite"


@admin.register(Delegation)
class DelegationAdmin(ScopedAdmin):
    """The delegations of one conference. There is no form of the model: every change is a verb of the domain."""

    menu_order = 5
    view_right = VIEW
    add_right = INVITE
    change_right = CHANGE
    history = ON_THE_THING
    list_filter = LIST_FILTERS
    list_per_page = 100
    search_fields = ["name"]
    search_help_text = _("Any spelling of the State or organisation, or a focal point.")
    change_list_template = "admin/attendees/delegation/list.html"

    # The list ------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return DelegationChangeList

    def get_actions(self, request):
        """Name → what it does; only what the role may do."""
        return {
            code: (partial(_plan, action=action), code, action.label)
            for code, action in delegation_bulk.ACTIONS.items()
            if delegation_actions.RIGHTS[code] in request.rights
        }

    def changelist_view(self, request, extra_context=None):
        if request.conference is None or request.method == "POST" or VIEW not in request.rights:
            return super().changelist_view(request, extra_context)
        query = query_of(request.GET)
        more = {
            "query": query,
            "total": len(everybody_of(request)),
            "may_export": delegation_downloads.EXPORT in request.rights,
        }
        return super().changelist_view(request, {**more, **(extra_context or {})})

    # Addresses -----------------------------------------------------------------------------------------

    def pages(self):
        one, post = self._of_one, lambda view: require_POST(self._of_one(view))
        return [
            ("paste/", partial(invitations.paste, self), "paste"),
            ("group/", partial(invitations.group, self), "group"),
            ("export/", partial(delegation_downloads.export, self), "export"),
            ("bulk/<slug:code>/", require_POST(partial(delegation_actions.apply, self)), "bulk"),
            ("<int:pk>/step/<slug:code>/", one(delegation_actions.one), "step"),
            ("<int:pk>/edit/", one(delegation_edit.edit), "edit"),
            ("<int:pk>/order/", one(delegation_desk.arrange), "order"),
            ("<int:pk>/people/<int:number>/head/", post(delegation_desk.make_head), "head"),
            ("<int:pk>/people/<int:number>/<slug:code>/", post(delegation_desk.decide), "decide"),
            ("<int:pk>/points/", post(delegation_points.name), "name_point"),
            ("<int:pk>/points/<int:point_pk>/link/", post(delegation_points.send_link), "send_link"),
            ("<int:pk>/points/<int:point_pk>/revoke/", one(delegation_points.revoke), "revoke_point"),
        ]

    def _of_one(self, view):
        """A page about one delegation of the conference; 404 for another's. The view asks its own right."""

        def inner(request, pk, **kwargs):
            return view(self, request, self.own(request, pk, VIEW), **kwargs)

        return inner

    # One delegation ------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        return invitations.add(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The page of one delegation; nothing is written by its address."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return delegation_page.show(self, request, self.own(request, object_id, VIEW))

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.conference = request.conference
        return found

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("category", "country", "organisation")


def _plan(model_admin, request, queryset, *, action):
    return delegation_actions.show_plan(model_admin, request, queryset, action)
