"""Official papers: what waits to be checked, and one paper beside the names it must prove."""

from functools import partial

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, Q, When
from django.http import HttpResponseNotAllowed
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from attendees.admin import document_deeds, document_page
from attendees.enums import DocumentStatus
from attendees.models import Delegation, Document
from conference.admin.base import ON_THE_THING, ScopedAdmin
from core.text import sort_key

#: What was sent is opened by those who may see sensitive data: a note verbale can hold numbers of passports.
VIEW, VERIFY, OPEN = "delegate.view", "document.verify", "sensitive.view"
WITH = (
    "delegation__country", "delegation__organisation", "delegation__category", "received_by", "focal_point",
    "decided_by", "supersedes",
)  # fmt: skip


class DelegationFilter(admin.SimpleListFilter):
    """The papers of one delegation; only those that have sent some are offered."""

    title, parameter_name = gettext_lazy("delegation"), "delegation"

    def lookups(self, request, model_admin):
        found = delegations_of(request).filter(documents__isnull=False).distinct()
        return [(str(each.pk), str(each)) for each in in_order(found)]

    def queryset(self, request, queryset):
        value = self.value() or ""
        if not value:
            return queryset
        return queryset.filter(delegation=int(value)) if value in dict(self.lookup_choices) else queryset.none()


def delegations_of(request):
    """The delegations of the conference, ready to be named."""
    found = Delegation.objects.for_conference(request.conference)
    return found.select_related("country", "organisation", "category")


def in_order(delegations) -> list[Delegation]:
    """By their names, in the alphabet of the page."""
    return sorted(delegations, key=lambda each: sort_key(str(each), get_language() or "en"))


@admin.register(Document)
class DocumentAdmin(ScopedAdmin):
    """The papers of one conference. There is no form of the model: every change is a verb of the domain."""

    menu_order = 13
    view_right = VIEW
    add_right = VERIFY
    history = ON_THE_THING
    add_words = gettext_lazy("Add a paper that came by post")
    empty_words = gettext_lazy("No paper was sent yet. Focal points send theirs; what came by post is added here.")
    list_display = ["paper", "of_delegation", "standing", "names", "received", "sender"]
    list_filter = ["status", DelegationFilter]
    search_fields = ["reference", "issuer", "file_name"]

    # The list ------------------------------------------------------------------------------------------

    def get_queryset(self, request):
        confirmed = Count("mentions", filter=Q(mentions__confirmed_at__isnull=False))
        found = super().get_queryset(request).annotate(number=Count("mentions"), confirmed=confirmed)
        return found.select_related(*WITH)

    def get_ordering(self, request):
        """What waits longest comes first."""
        return [Case(When(status=DocumentStatus.RECEIVED, then=0), default=1).asc(), "received_at", "pk"]

    @admin.display(description=gettext_lazy("paper"), ordering="reference")
    def paper(self, obj):
        return document_page.title_of(obj)

    @admin.display(description=gettext_lazy("delegation"))
    def of_delegation(self, obj):
        return str(obj.delegation)

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def standing(self, obj):
        return format_html('<span class="chip {}">{}</span>', obj.chip, obj.get_status_display())

    @admin.display(description=gettext_lazy("names"))
    def names(self, obj):
        if not obj.number:
            return _("names nobody")
        words = ngettext("%(found)d of %(n)d name found", "%(found)d of %(n)d names found", obj.number)
        return words % {"found": obj.confirmed, "n": obj.number}

    @admin.display(description=gettext_lazy("received"), ordering="received_at")
    def received(self, obj):
        return self.moment(obj.received_at)

    @admin.display(description=gettext_lazy("from"))
    def sender(self, obj):
        return document_page.sender_of(obj)

    # Addresses -----------------------------------------------------------------------------------------

    def pages(self):
        return [
            ("<int:pk>/file/", partial(self._about, document_deeds.file, OPEN), "file"),
            ("<int:pk>/page/<int:number>/", partial(self._about, document_deeds.page, OPEN), "page"),
            ("<int:pk>/check/", partial(self._do, document_deeds.check, VERIFY), "check"),
            ("<int:pk>/insufficient/", partial(self._do, document_deeds.insufficient, VERIFY), "insufficient"),
            ("<int:pk>/discard/", self.discard_view, "discard"),
            (
                "<int:pk>/decide/<int:delegate_pk>/<slug:code>/",
                partial(self._do, document_deeds.decide, VIEW),
                "decide",
            ),
        ]

    def _about(self, view, right, request, pk, **how):
        """Show something of one paper, to those who may see it."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return view(request, self.own(request, pk, right), **how)

    def _do(self, deed, right, request, pk, **how):
        """Do something with one paper, when it is sent."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        return deed(self, request, self.own(request, pk, right), **how)

    def discard_view(self, request, pk):
        """Remove a paper that came by mistake."""
        return document_deeds.discard(self, request, self.own(request, pk, VERIFY))

    # One paper -----------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """Choose the delegation, then upload the paper."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        key = request.GET.get("delegation", "")
        found = delegations_of(request)
        delegation = found.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 18 else None
        if delegation is None:
            return self._choose(request, in_order(found))
        delegation.conference = request.conference
        return document_deeds.take_in(self, request, delegation)

    def _choose(self, request, delegations):
        template, title = "admin/attendees/document/choose.html", _("A paper that came by post")
        return self.page(request, template, title=title, delegations=delegations)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The paper beside the names. No form of the model is taken."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return document_deeds.show(self, request, self.own(request, object_id, VIEW))

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is not None:
            found.conference = found.delegation.conference = found.delegation.category.conference = request.conference
        return found
