"""The one base class of every admin here: nothing of another conference goes in or out.

Filtering ``get_queryset`` alone is not enough: hidden fields can be read by filters, and records
moved to another conference by a POST. `ScopedAdmin` closes those doors; docs/architecture.md
says how to use it.
"""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.options import BaseModelAdmin, IncorrectLookupParameters
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conference.admin import changelist, scope
from conference.admin.forms import (
    CountryField,
    DayField,
    DayInput,
    LocalInput,
    LocalTimeField,
    ScopedForm,
    languages_of,
    zone_hint,
)
from conference.domain.events import record
from conference.domain.memberships import SUPERUSER
from conference.enums import ConferenceEventKind
from conference.models import Country
from core.errors import DomainError
from core.fields import CleanCharField, CleanTextField
from core.text import fold
from core.times import moment
from core.translations import TranslatedField, translated

__all__ = ["SHARED", "SUPERUSER", "ScopedAdmin", "ScopedForm", "ScopedInline"]

SHARED = scope.SHARED
#: One right, any of several, or nobody's.
Right = str | tuple[str, ...] | None
#: For forms after which there is nothing to go on with: "Save" alone.
ONE_BUTTON = {"show_save_and_continue": False, "show_save_and_add_another": False}
#: The history of a thing has a page of its own, stands on the page of the thing (`#history`), or there is none.
ON_A_PAGE, ON_THE_THING, NOWHERE = "on a page", "on the thing", "nowhere"
#: More rows than this are not chosen by hand.
MOST_SELECTED = 2000
#: Rows below a form; Django itself would draw two thousand when asked to (AD-04).
MOST_ROWS = 60


class Scoped(BaseModelAdmin):
    """What admins and inlines have in common: the conference, the rights, and forms that keep to both.

    `conference_path` leads from the model to its conference. A right is a name of roles.toml, a
    tuple of which one is enough, or None for nobody at all.
    """

    conference_path: str = "conference"
    view_right: Right = None
    add_right: Right = None
    change_right: Right = None
    delete_right: Right = None

    form = ScopedForm
    view_on_site = False
    formfield_overrides = {
        models.DateTimeField: {"form_class": LocalTimeField, "widget": LocalInput},
        models.DateField: {"form_class": DayField, "widget": DayInput},
    }

    # Rights ------------------------------------------------------------------------------------------

    def holds(self, request, right: Right) -> bool:
        """Whether the user holds the right at the chosen conference."""
        wanted = (right,) if isinstance(right, str) else right or ()
        return any(each in request.rights for each in wanted)

    def has_view_permission(self, request, obj=None):
        return self.holds(request, self.view_right) or self.holds(request, self.change_right)

    def has_add_permission(self, request, obj=None):
        return self.holds(request, self.add_right)

    def has_change_permission(self, request, obj=None):
        return self.holds(request, self.change_right)

    def has_delete_permission(self, request, obj=None):
        return self.holds(request, self.delete_right)

    def has_module_permission(self, request):
        return self.has_view_permission(request) or self.has_add_permission(request)

    # Reading -----------------------------------------------------------------------------------------

    def get_queryset(self, request):
        return scope.within(super().get_queryset(request), self.path_for(request), request)

    def path_for(self, request) -> str:
        """The way to the conference for this user; accounts are wider for superusers."""
        return self.conference_path

    def get_exclude(self, request, obj=None):
        """The conference is never asked: the server sets it."""
        own = any(field.name == "conference" for field in self.model._meta.concrete_fields)
        return [*(super().get_exclude(request, obj) or ()), *(["conference"] if own else [])]

    # Forms -------------------------------------------------------------------------------------------

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if isinstance(db_field, TranslatedField):
            kwargs.setdefault("languages", languages_of(request.conference))
        if type(db_field) is models.CharField and not db_field.choices:
            kwargs.setdefault("form_class", CleanCharField)
        if type(db_field) is models.TextField:
            kwargs.setdefault("form_class", CleanTextField)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if isinstance(db_field, models.DateTimeField) and field and not field.help_text:
            field.help_text = zone_hint(request.conference)
        return _without_pop_ups(field)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        model = db_field.remote_field.model
        kwargs["queryset"] = scope.choices(self.admin_site, request, model)
        if model is Country and db_field.name not in self.get_autocomplete_fields(request):
            kwargs.setdefault("form_class", CountryField)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        kwargs["queryset"] = scope.choices(self.admin_site, request, db_field.remote_field.model)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    # Writing -----------------------------------------------------------------------------------------

    def keep_within(self, request, obj: models.Model) -> None:
        """The second wall, behind the form: refuse what is, or points, outside the conference."""
        for field in obj._meta.concrete_fields:
            key = getattr(obj, field.attname)
            if field.remote_field is None or key is None or field.name == "conference":
                continue
            if not scope.holds_only_own(self.admin_site, request, field.remote_field.model, {key}):
                raise PermissionDenied
        if hasattr(obj, "conference_id") and obj.conference_id != request.conference.pk:
            raise PermissionDenied


class ScopedAdmin(Scoped, admin.ModelAdmin):
    """The base of every admin. See the module, and docs/architecture.md for an example."""

    #: Whether its pages make sense only when a conference is chosen.
    needs_conference = True
    #: Its place in the menu, and its name there when that is not the model's; a page may be reached from another alone.
    menu_order = 50
    menu_name = ""
    is_on_menu = True
    #: Where the history of a thing is read.
    history = ON_A_PAGE

    #: What the button for one more says where "Add …" says too little, and a list that holds nothing.
    add_words: str = ""
    empty_words: str = gettext_lazy("There is nothing here yet.")

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    save_as = False
    object_history_template = "admin/object_history.html"

    def words(self, texts) -> str:
        """A text kept in several languages, in the reader's."""
        return translated(texts)

    def moment(self, instant) -> str:
        """An instant on the conference's clocks, which the site has made the current ones."""
        return moment(instant, timezone.get_current_timezone()) if instant else ""

    def has_module_permission(self, request):
        return self.is_on_menu and super().has_module_permission(request)

    # Pages besides Django's --------------------------------------------------------------------------

    def pages(self) -> list[tuple[str, Any, str]]:
        """Route, view and name of each: `admin:<app>_<model>_<name>`."""
        return []

    def get_urls(self):
        site, prefix = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        own = [path(route, site(view), name=f"{prefix}_{name}") for route, view, name in self.pages()]
        return own + super().get_urls()

    def page(self, request, template: str, *, title: Any, status: int = 200, **context: Any) -> TemplateResponse:
        """A page in the frame of the admin."""
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, template, {**frame, **context}, status=status)

    # One object --------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.conference = request.conference  # a class of this request alone
        return form

    def save_form(self, request, form, change):
        """Every way to a saved object leads through here, `save_model` overridden or not."""
        obj = super().save_form(request, form, change)
        self.keep_within(request, obj)
        for field in obj._meta.many_to_many:
            chosen = {row.pk for row in form.cleaned_data.get(field.name) or ()}
            if chosen and not scope.holds_only_own(self.admin_site, request, field.remote_field.model, chosen):
                raise PermissionDenied
        return obj

    def save_formset(self, request, form, formset, change):
        for child in formset.forms:
            if child.has_changed():
                self.keep_within(request, child.instance)
        super().save_formset(request, form, formset, change)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        # What is another's and what is nobody's get the same answer (AC-09).
        raise Http404

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal of the domain is words on the page; what was half done is rolled back."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return redirect(request.get_full_path())

    def tell_refusal(self, request, refusal: DomainError) -> None:
        """Say why not, for people and for machines."""
        messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")

    def get_changeform_initial_data(self, request):
        """Nothing is filled in from the address."""
        return {}

    # Lists -------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return changelist.ScopedChangeList

    def get_changelist_instance(self, request):
        try:
            return super().get_changelist_instance(request)
        except IncorrectLookupParameters:
            changelist.refuse_second_time(request)
            raise

    def get_list_filter(self, request):
        return [changelist.scoped_filter(self.model, item) for item in super().get_list_filter(request)]

    def lookup_allowed(self, lookup, value, request=None):
        """Only what a declared filter sends: no other field can be read letter by letter."""
        declared = self.get_list_filter(request) if request else self.list_filter
        return any(lookup in changelist.parameters(self.model, item) for item in declared)

    def to_field_allowed(self, request, to_field):
        return to_field == self.opts.pk.attname

    def get_search_results(self, request, queryset, search_term):
        """Rows that hold every word in any script or spelling; the same on both databases (IN-18).

        Reads the texts and compares here: for lists of some hundred rows. Longer ones override.
        """
        text = search_term[: changelist.LONGEST_SEARCH]
        words = fold(text).split()[: changelist.MOST_WORDS]
        if not text.strip():
            return queryset, False
        if not words:
            return queryset.none(), False
        rows = queryset.order_by().values_list("pk", *self.get_search_fields(request))
        found = [pk for pk, *texts in rows if _has_words(texts, words)]
        return queryset.filter(pk__in=found), False

    def changelist_view(self, request, extra_context=None):
        if request.method == "POST":
            self._check_action(request)
        return super().changelist_view(request, extra_context)

    def _check_action(self, request) -> None:
        """A list is posted to for an action the role has, and for nothing else (AD-05, AD-16)."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        asked = set(filter(None, request.POST.getlist("action")))
        if not asked <= set(self.get_actions(request)) or not self.get_actions(request):
            raise PermissionDenied
        selected = request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)
        if len(selected) > MOST_SELECTED or not all(self._is_key(key) for key in selected):
            raise BadRequest

    def _is_key(self, text: str) -> bool:
        try:
            key = self.opts.pk.to_python(text)
        except ValidationError:
            return False
        return not isinstance(key, int) or 0 < key < 2**63

    # History -----------------------------------------------------------------------------------------

    def log_addition(self, request, obj, message):
        self._note(request, ConferenceEventKind.ADDED, obj)

    def log_change(self, request, obj, message):
        if fields := message[0]["changed"]["fields"]:
            self._note(request, ConferenceEventKind.EDITED, obj, fields=fields)

    def log_deletions(self, request, queryset):
        for obj in queryset:
            self._note(request, ConferenceEventKind.REMOVED, obj)

    def construct_change_message(self, request, form, formsets, add=False):
        """The names of the fields, never what stood in them (PR-04)."""
        touched = [each for each in formsets or () if any(child.has_changed() for child in each.forms)]
        rows = [each.model._meta.model_name for each in touched]
        return [{"changed": {"fields": [*(form.changed_data if form else ()), *rows]}}]

    def _note(self, request, kind, obj, **data: Any) -> None:
        if request.conference is None or self.conference_path == SHARED:
            return
        what = {"model": self.opts.model_name, "pk": obj.pk, **data}
        record(request.conference, kind, by=request.user, now=timezone.now(), **what)

    def history_of(self, request, obj):
        """What happened to the thing, oldest first."""
        events = request.conference.events.filter(data__model=self.opts.model_name, data__pk=obj.pk)
        return events.select_related("by")[:500]

    def history_view(self, request, object_id, extra_context=None):
        if self.history == NOWHERE:
            raise Http404
        if self.history == ON_THE_THING:
            obj = self.own(request, object_id, self.view_right)
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
            return redirect(f"{reverse(name, args=[obj.pk])}#history")
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        obj = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        if obj is None or self.path_for(request) == SHARED:
            raise Http404  # what belongs to no conference is in no conference's history
        more = {"subtitle": str(obj), "events": self.history_of(request, obj), "object": obj, **(extra_context or {})}
        return self.page(request, self.object_history_template, title=_("History"), **more)

    # Plan, show, apply -------------------------------------------------------------------------------

    def plan_page(self, request, *, title: str, button: str, plan=(), obj=None, form=None, is_danger=False, **more):
        """The page that says what will happen, with one button that does it and one way back."""
        context = {"plan": plan, "button": button, "object": obj, "form": form, "is_danger": is_danger, **more}
        status = 200 if form is None or not form.is_bound or form.is_valid() else 422
        return self.page(request, "admin/plan.html", title=title, media=self.media, status=status, **context)

    def own(self, request, object_id: str | int, right: Right) -> Any:
        """The thing an extra page is about. Raises 403 without the right, 404 for another's."""
        if not self.holds(request, right):
            raise PermissionDenied
        obj = self.get_object(request, unquote(str(object_id)))
        if obj is None:
            raise Http404
        return obj


class ScopedInline(Scoped, admin.StackedInline):
    """Small forms below a form, under the same rules; the rights are its own.

    Stacked: the fields of Django's table have no labels, and it does not fit a phone.
    """

    extra = 0
    max_num = MOST_ROWS
    show_change_link = False

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, absolute_max=MOST_ROWS, **kwargs)
        formset.form.conference = request.conference  # a class of this request alone
        return formset


def _without_pop_ups(field):
    if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    return field


def _has_words(texts: list, words: list[str]) -> bool:
    folded = fold(" ".join(_flat(text) for text in texts))
    return all(word in folded for word in words)


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(map(str, value.values()))
    return " ".join(map(str, value)) if isinstance(value, list) else str(value or "")
