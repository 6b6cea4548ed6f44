"""The queue of spellings: which organisation is meant, and is it one we know (R-40)."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from attendees.domain import spellings
from attendees.domain.spelled import LONGEST, Known
from attendees.enums import SpellingStatus
from attendees.models import Delegate, OrganisationSpelling
from conference.admin.base import NOWHERE, ScopedAdmin
from conference.models import Organisation
from core.errors import DomainError
from core.languages import sorted_by
from core.text import fold

RIGHT = "delegate.import"
PER_PAGE = 20


@admin.register(OrganisationSpelling)
class OrganisationSpellingAdmin(ScopedAdmin):
    """Spellings nobody has judged, the oldest first; and, for the record, those that were."""

    menu_order = 62
    menu_name = gettext_lazy("Spellings of organisations")
    view_right = RIGHT
    history = NOWHERE  # who judged it stands beside it

    def pages(self):
        return [("<int:pk>/judge/", require_POST(self.judge_view), "judge")]

    def changelist_view(self, request, extra_context=None):
        """The queue; with `?judged=1` what was judged."""
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not self.has_view_permission(request):
            raise PermissionDenied
        known = Known(request.conference)
        is_judged = "judged" in request.GET
        rows = self.get_queryset(request).select_related("organisation", "decided_by")
        rows = rows.exclude(status=SpellingStatus.OPEN) if is_judged else rows.filter(status=SpellingStatus.OPEN)
        page = Paginator(rows.order_by("first_seen_at", "text"), PER_PAGE).get_page(request.GET.get("page"))
        used = _used(request.conference)
        return self.page(
            request,
            "admin/attendees/organisationspelling/queue.html",
            title=_("Spellings of organisations"),
            page=page,
            is_judged=is_judged,
            rows=[_row(each, known, used) for each in page],
            organisations=sorted_by(known.organisations, str, known.language),
        )

    def judge_view(self, request, pk):
        """Is this one, leave as written, or a new organisation: one call, then the queue again."""
        spelling = self.own(request, pk, RIGHT)
        try:
            words = _judge(request, spelling)
        except DomainError as refusal:
            self.tell_refusal(request, refusal)
        else:
            messages.success(request, words, extra_tags="changed")
        return redirect("admin:attendees_organisationspelling_changelist")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """A spelling has no page of its own."""
        self.own(request, object_id, RIGHT)
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return redirect("admin:attendees_organisationspelling_changelist")


def _judge(request: Any, spelling: OrganisationSpelling) -> str:
    by, now = request.user, timezone.now()
    if request.POST.get("do") == "leave":
        spellings.leave(spelling, by=by, now=now)
        return _("“%(text)s” stays as it is written.") % {"text": spelling.text}
    if request.POST.get("do") == "make":
        made = spellings.make(spelling, request.POST.get("name", "")[:1000], by=by, now=now)
        return _("“%(name)s” is an organisation now.") % {"name": made}
    chosen = request.POST.get("is", "")
    organisation = Organisation.objects.filter(
        conference=request.conference, pk=chosen if chosen.isdecimal() else 0
    ).first()
    if organisation is None:
        raise spellings.SpellingRefused(_("Choose the organisation that is meant."), "nobody")
    renamed = spellings.is_one(spelling, organisation, by=by, now=now)
    words = ngettext(
        "“%(text)s” is %(name)s from now on; %(n)d person was renamed.",
        "“%(text)s” is %(name)s from now on; %(n)d people were renamed.",
        renamed,
    )
    return words % {"text": spelling.text, "name": organisation, "n": renamed}


def _used(conference: Any) -> Counter[str]:
    """Folded spelling → how many people have it."""
    rows = Delegate.objects.for_conference(conference).present().exclude(organisation="").order_by()
    used: Counter[str] = Counter()
    for text in rows.values_list("organisation", flat=True).iterator():
        used[text] += 1
    folded: Counter[str] = Counter()
    for text, count in used.items():
        folded[fold(text)[:LONGEST]] += count
    return folded


def _row(spelling: OrganisationSpelling, known: Known, used: Counter[str]) -> dict[str, Any]:
    is_open = spelling.status == SpellingStatus.OPEN
    return {
        "spelling": spelling,
        "people": used[spelling.folded],
        "suggested": known.suggest(spelling.text) if is_open else [],
    }
