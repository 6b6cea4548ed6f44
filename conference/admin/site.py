"""The one admin site: who is at which conference, read anew for every request.

A conference is chosen once and kept in the session. Everything an admin page may use is set
here: `request.conference`, `request.rights`, `request.role_name`.
"""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.i18n import JavaScriptCatalog

from conference.admin.autocomplete import ScopedAutocomplete
from conference.admin.base import ScopedAdmin
from conference.domain import memberships
from conference.domain.memberships import Standing
from conference.models import Conference, Membership

#: The session's word for the conference chosen.
CHOSEN = "conference_id"
#: Doors of Django's admin that this one keeps shut (AD-08).
SHUT_DOORS = ("_popup", "_to_field", "_saveasnew")
METHODS = ("GET", "HEAD", "POST")
#: Entries of the menu before this place are the work of every day; where there are many, the others fold away.
DAILY, MOST_IN_A_ROW = 20, 12


def without_conference(view: Callable) -> Callable:
    """Mark a view that makes sense before a conference is chosen."""
    view.needs_conference = False
    return view


class OrganiserSite(AdminSite):
    """Django's admin for the people of the secretariat, one conference at a time."""

    site_title = site_header = gettext_lazy("Conference registration")
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        #: The first page of a conference; attendees/admin puts its own here.
        self.first_page: Callable | None = None
        self._pages: list[tuple[str, Callable, str]] = []

    # Registration --------------------------------------------------------------------------------

    def register(self, model_or_iterable, admin_class=None, **options):
        """Take admins that know of conferences; those of third parties do not and stay outside."""
        if admin_class is not None and issubclass(admin_class, ScopedAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def add_page(self, route: str, view: Callable, name: str) -> None:
        """Open one more page below /admin/, such as `letters/<uuid:pk>/retry/`."""
        self._pages.append((route, view, name))

    def get_urls(self):
        own = [
            path("choose/", self.admin_view(self.choose), name="choose"),
            path("c/<slug:slug>/", self.admin_view(self.enter), name="conference_index"),
            *(path(route, self.admin_view(view), name=name) for route, view, name in self._pages),
        ]
        return own + [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    # Every request ---------------------------------------------------------------------------------

    def admin_view(self, view, cacheable=False):
        """Django's own wrapper, with the conference around the view."""
        return super().admin_view(self._at_a_conference(view), cacheable)

    def _at_a_conference(self, view: Callable) -> Callable:
        def inner(request, *args: Any, **kwargs: Any):
            if request.method not in METHODS:
                return HttpResponseNotAllowed(METHODS)
            if any(door in request.GET or door in request.POST for door in SHUT_DOORS):
                raise Http404
            self.place(request)
            return self._answer(view, request, args, kwargs)

        return update_wrapper(inner, view)

    def _answer(self, view: Callable, request, args: tuple, kwargs: dict):
        if request.conference is None and _needs_conference(view):
            return redirect("admin:choose")
        if _meant_another(request):
            return self.meant_another(request)
        return _rendered_in_zone(request, lambda: view(request, *args, **kwargs))

    def place(self, request) -> None:
        """Find out where the user stands. A role taken away is gone with the next request (AC-16)."""
        chosen = request.session.get(CHOSEN)
        if chosen is None and (chosen := memberships.only_conference(request.user)):
            request.session[CHOSEN] = chosen
        found = memberships.standing(request.user, chosen) if chosen else None
        if chosen and found is None:
            del request.session[CHOSEN]
            raise PermissionDenied
        self._set(request, found or Standing(rights=memberships.rights_of(request.user, None)))

    def _set(self, request, found: Standing) -> None:
        request.conference, request.role_name, request.rights = (
            found.conference,
            found.role_name,
            found.rights,
        )

    def meant_another(self, request):
        """Refuse a form that was opened for another conference, in another tab."""
        context = {**self.each_context(request), "title": _("This form belongs to another conference")}
        return TemplateResponse(request, "admin/meant_another.html", context, status=409)

    # Pages -------------------------------------------------------------------------------------------

    @without_conference
    def choose(self, request):
        """The conferences the user has a part in; choosing is opening one."""
        mine = Conference.objects.for_staff(request.user)
        context = {
            **self.each_context(request),
            "title": _("Choose a conference"),
            "conferences": [(each, _role_words(request.user, each)) for each in _with_my_roles(mine, request.user)],
        }
        return TemplateResponse(request, "admin/choose.html", context)

    @without_conference
    def enter(self, request, slug: str):
        """Choose a conference by its address and show its first page."""
        conference = get_object_or_404(Conference.objects.for_staff(request.user), slug=slug)
        if request.session.get(CHOSEN) != conference.pk:
            request.session[CHOSEN] = conference.pk
            self.place(request)
        return _rendered_in_zone(request, lambda: self.index(request))

    def index(self, request, extra_context=None):
        """The first page of the conference."""
        if self.first_page is not None:
            return self.first_page(request)
        return super().index(request, extra_context)

    def app_index(self, request, app_label, extra_context=None):
        """Our menu is one list; there is no page for each of Django's apps."""
        raise Http404

    def autocomplete_view(self, request):
        return ScopedAutocomplete.as_view(admin_site=self)(request)

    @without_conference
    def login(self, request, extra_context=None):
        """Everybody signs in at one door (AD-15)."""
        return redirect("account_login")

    @without_conference
    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    @without_conference
    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")

    @without_conference
    def i18n_javascript(self, request, extra_context=None):
        """The words of the admin's scripts; those of `locale/` come before Django's own."""
        return JavaScriptCatalog.as_view()(request)

    @without_conference
    def logout(self, request, extra_context=None):
        """Sign out and go back to the sign-in page."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        super().logout(request, extra_context)
        return HttpResponseRedirect(reverse("account_login"))

    # Parts of pages -----------------------------------------------------------------------------------

    def get_app_list(self, request, app_label=None):
        """The menu, in the order of the work and not of the alphabet."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda entry: self._registry[entry["model"]].menu_order)
        return apps

    def each_context(self, request):
        context = super().each_context(request)
        entries = [entry for app in context["available_apps"] for entry in app["models"] if entry["admin_url"]]
        for entry in entries:
            entry["name"] = self._registry[entry["model"]].menu_name or entry["name"]
        entries.sort(key=lambda entry: self._registry[entry["model"]].menu_order)
        daily = [entry for entry in entries if self._registry[entry["model"]].menu_order < DAILY]
        if len(entries) <= MOST_IN_A_ROW or not daily:
            return {**context, "sections": entries, "more_sections": []}
        more = [entry for entry in entries if entry not in daily]
        is_there = any(entry["admin_url"] in request.path for entry in more)
        return {**context, "sections": daily, "more_sections": more, "is_in_more": is_there}

    def get_log_entries(self, request):
        """None: Django's log holds names of every conference; ours is beside the things (AD-07)."""
        return LogEntry.objects.none()


def _needs_conference(view: Callable) -> bool:
    owner = getattr(view, "__self__", None)
    return getattr(view, "needs_conference", True) and getattr(owner, "needs_conference", True)


def _meant_another(request) -> bool:
    """Whether the form was opened while another conference was chosen."""
    meant = request.POST.get("_conference") if request.method == "POST" else None
    chosen = str(request.conference.pk) if request.conference else ""
    return meant is not None and meant != chosen


def _rendered_in_zone(request, answer: Callable):
    """The answer, rendered while the conference's time zone is the current one (R-20)."""
    zone = request.conference.zone if request.conference else timezone.get_default_timezone()
    with timezone.override(zone):
        response = answer()
        if hasattr(response, "render") and not response.is_rendered:
            response = response.render()
    return response


def _with_my_roles(conferences, user):
    held = {each.conference_id: each for each in Membership.objects.filter(user=user)}
    for conference in conferences:
        conference.my_membership = held.get(conference.pk)
        yield conference


def _role_words(user, conference) -> str:
    if user.is_superuser:
        return _("Superuser")
    return conference.my_membership.get_role_display()
