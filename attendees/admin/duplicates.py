"""Who may be registered twice: the list of pairs, and what an officer decides about one. The domain alone merges."""

from django.contrib import admin, messages
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import Count, Q
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from attendees.admin import cells, pairs
from attendees.domain import duplicates, merge_plans, merges
from attendees.enums import LIVE, LikenessStatus
from attendees.forms.merging import CompareForm, MergeForm
from attendees.models import Delegate, Likeness
from conference.admin.base import ON_THE_THING, ScopedAdmin
from conference.admin.changelist import LONGEST_SEARCH, ScopedChangeList
from core.errors import DomainError

VIEW, MERGE = "delegate.view", "delegate.merge"
S = LikenessStatus
#: Pairs one of which is not registered any more, so that nobody need decide.
ENDED = "ENDED"
BOTH_LIVE = Q(first__status__in=LIVE, second__status__in=LIVE)
KINDS = {
    S.OPEN: (S.OPEN.label, Q(status=S.OPEN) & BOTH_LIVE),
    S.DISMISSED: (S.DISMISSED.label, Q(status=S.DISMISSED)),
    S.MERGED: (S.MERGED.label, Q(status=S.MERGED)),
    ENDED: (gettext_lazy("One of the two has gone"), Q(status=S.OPEN) & ~BOTH_LIVE),
}


class KindFilter(SimpleListFilter):
    """Where a pair stands; those that wait for an officer when nothing else is asked for."""

    title, parameter_name = gettext_lazy("what became of them"), "status"
    template = "admin/attendees/delegate/filter.html"

    def lookups(self, request, model_admin):
        counted = {code: Count("pk", filter=condition) for code, (_label, condition) in KINDS.items()}
        numbers = model_admin.get_queryset(request).order_by().aggregate(**counted)
        return [(code, f"{label} ({numbers[code]})") for code, (label, _condition) in KINDS.items()]

    def choices(self, changelist):
        for code, words in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: code})
            yield {"selected": (self.value() or S.OPEN) == code, "query_string": query, "display": words}

    def queryset(self, request, queryset):
        return queryset.filter(KINDS.get(self.value() or S.OPEN, KINDS[S.OPEN])[1])


class PairList(ScopedChangeList):
    """Django's list of objects, for pairs."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = [pairs.row_of(pair) for pair in self.result_list]

    def get_ordering_field_columns(self):
        return {}


@admin.register(Likeness)
class LikenessAdmin(ScopedAdmin):
    """The pairs of one conference (R-11). There is no form of the model: every step is a verb of the domain."""

    menu_order = 12
    menu_name = gettext_lazy("Duplicates")
    view_right = VIEW
    history = ON_THE_THING
    list_filter = [KindFilter]
    search_fields = ["first__search_text"]
    search_help_text = gettext_lazy("A name of one of the two, in any spelling.")
    change_list_template = "admin/attendees/likeness/list.html"

    # The list ------------------------------------------------------------------------------------------

    def get_changelist(self, request, **kwargs):
        return PairList

    def get_queryset(self, request):
        found = super().get_queryset(request).filter(first__erased_at=None, second__erased_at=None)
        return found.select_related(*pairs.WITH).order_by("-score", "pk")

    def get_search_results(self, request, queryset, search_term):
        if not search_term.strip():
            return queryset, False
        people = Delegate.objects.for_conference(request.conference).matching(search_term[:LONGEST_SEARCH])
        keys = people.values("pk")
        return queryset.filter(Q(first__in=keys) | Q(second__in=keys)), False

    # Addresses -----------------------------------------------------------------------------------------

    def pages(self):
        return [
            ("compare/<int:pk>/", require_POST(self.compare_view), "compare"),
            ("<int:pk>/dismiss/", require_POST(self.dismiss_view), "dismiss"),
            ("<int:pk>/reopen/", require_POST(self.reopen_view), "reopen"),
            ("<int:pk>/merge/", require_POST(self.merge_view), "merge"),
            ("<int:pk>/undo/", self.undo_view, "undo"),
        ]

    # One pair ------------------------------------------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Both registrations side by side; nothing is written by this address."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        pair = self.own(request, object_id, VIEW)
        return self.page(
            request,
            "admin/attendees/likeness/pair.html",
            title=_("One person or two?"),
            object=pair,
            may_merge=MERGE in request.rights,
            **pairs.context_of(request, pair),
        )

    def compare_view(self, request, pk):
        """Put a delegate beside another one, by its number, whatever their names."""
        if MERGE not in request.rights:
            raise PermissionDenied
        people = Delegate.objects.for_conference(request.conference).filter(erased_at=None)
        delegate = get_object_or_404(people, pk=pk)
        form = CompareForm(request.POST)
        other = people.filter(number=form.cleaned_data["number"]).first() if form.is_valid() else None
        try:
            pair = duplicates.put_together(delegate, other or delegate, now=timezone.now())
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return redirect(cells.address_of(delegate.pk))
        return redirect(address_of(pair))

    def dismiss_view(self, request, pk):
        """They are two people."""
        pair = self.own(request, pk, MERGE)
        words = _("Noted: they are two people. Nobody is asked about them again.")
        return self._do(request, duplicates.dismiss, pair, words=words, target=_list(), back=_list())

    def reopen_view(self, request, pk):
        """Ask again."""
        pair = self.own(request, pk, MERGE)
        here = address_of(pair)
        return self._do(
            request, duplicates.reopen, pair, words=_("The pair waits for a decision."), target=here, back=here
        )

    def merge_view(self, request, pk):
        """Show the plan of a merge, or carry out the plan that was shown."""
        pair = self.own(request, pk, MERGE)
        form = MergeForm(request.POST, pair=pair)
        if not form.is_valid():
            raise BadRequest
        kept, gone = form.kept_one, form.gone_one
        if form.cleaned_data["confirmed"]:
            words = _("%(name)s is registered once now, as No. %(number)d. You can undo it for 30 days.")
            return self._do(
                request,
                merges.merge,
                kept,
                gone,
                take=form.take,
                revisions=form.seen,
                words=words % {"name": kept.formal_name, "number": kept.number},
                target=cells.address_of(kept.pk),
                back=address_of(pair),
            )
        kept.conference = request.conference
        return self.plan_page(
            request,
            title=_("Merge: the plan"),
            button=_("Merge them"),
            plan=merge_plans.plan(kept, gone, form.take, now=timezone.now()),
            obj=pair,
            form=form.to_confirm(),
            is_danger=True,
        )

    def undo_view(self, request, pk):
        """Show what undoing a merge does, or undo it (R-34)."""
        pair = self.own(request, pk, MERGE)
        merged = pairs.merge_of(pair)
        if merged is None:
            messages.error(request, _("These two are not merged."), extra_tags="refused:undone")
            return redirect(address_of(pair))
        if request.method == "POST":
            words = _("They are two registrations again.")
            here = address_of(pair)
            return self._do(request, merges.undo, merged, words=words, target=here, back=here)
        return self.plan_page(
            request,
            title=_("Undo the merge: the plan"),
            button=_("Undo the merge"),
            plan=merge_plans.undo_plan(merged),
            obj=pair,
        )

    def _do(self, request, verb, *what, words, target, back, **how):
        """One verb of the domain: what was done in words, or why it was not."""
        try:
            done = verb(*what, by=request.user, now=timezone.now(), **how)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
            return redirect(back)
        messages.success(request, words, extra_tags="changed")
        for remark in getattr(done, "remarks", ()):
            messages.warning(request, remark)
        return redirect(target)


def address_of(pair: Likeness) -> str:
    """The page of a pair."""
    return reverse("admin:attendees_likeness_change", args=[pair.pk])


def _list() -> str:
    return reverse("admin:attendees_likeness_changelist")
