"""The register of numbered papers: what was given out to whom, and what counts no more."""

import json

from django.contrib import admin, messages
from django.http import HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.domain import codes, issued_papers
from attendees.forms.issued_paper import RevokeForm
from attendees.models import IssuedPaper
from conference.admin.base import ScopedAdmin
from core.errors import DomainError
from core.text import fold

RIGHT = "paper.issue"


@admin.register(IssuedPaper)
class IssuedPaperAdmin(ScopedAdmin):
    """Papers are given out by making them, and are revoked; nothing in the register is changed or deleted."""

    menu_order = 18
    menu_name = gettext_lazy("Register of papers")
    view_right = RIGHT
    list_display = ["numbered", "kind", "whom", "issued", "standing"]
    list_select_related = ["delegate", "delegation__organisation", "delegation__country", "conference"]
    list_filter = ["kind"]
    search_fields = ["number"]
    search_help_text = gettext_lazy("A number, a name, or the code that is printed on the paper.")
    fields = ["numbered", "kind", "whom", "said_words", "issued", "issued_by", "address", "standing", "reason"]
    readonly_fields = fields
    change_form_template = "admin/attendees/issuedpaper/form.html"

    def get_actions(self, request):
        """Papers are revoked one by one, each with its reason."""
        return {}

    def get_search_results(self, request, queryset, search_term):
        """By the printed code, by the number, or by the person's name in any spelling."""
        if verdict := issued_papers.find(search_term):
            return queryset.filter(pk=verdict.paper.pk), False
        text = search_term.strip()
        digits = "".join(letter for letter in text.partition("/")[0] if letter.isascii() and letter.isdigit())
        if digits and len(digits) <= 6 and not fold(text).replace(digits, "").strip("vcki- "):
            return queryset.filter(number=int(digits)), False
        words = fold(text).split()[:8]
        if not words:
            return (queryset, False) if not text else (queryset.none(), False)
        for word in words:
            queryset = queryset.filter(delegate__search_text__contains=word)
        return queryset, False

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def numbered(self, obj):
        return issued_papers.number_of(obj)

    @admin.display(description=gettext_lazy("for"))
    def whom(self, obj):
        return obj.delegate.formal_name if obj.delegate else str(obj.delegation)

    @admin.display(description=gettext_lazy("issued"), ordering="issued_at")
    def issued(self, obj):
        return self.moment(obj.issued_at)

    @admin.display(description=gettext_lazy("standing"), ordering="revoked_at")
    def standing(self, obj):
        classes, words = ("is-bad cross", _("Revoked")) if obj.revoked_at else ("is-good tick", _("Genuine"))
        return format_html('<span class="chip {}">{}</span>', classes, words)

    @admin.display(description=gettext_lazy("what is printed on it"))
    def said_words(self, obj):
        said = json.loads(obj.said)
        return "; ".join([said["name"], *(f"{label}: {value}" for label, value in said["lines"])])

    @admin.display(description=gettext_lazy("where it is verified"))
    def address(self, obj):
        return format_html('<a href="{}"><bdi>{}</bdi></a>', issued_papers.url(obj), codes.parted(obj.code))

    # Revoking ------------------------------------------------------------------------------------------

    def pages(self):
        return [("<int:pk>/revoke/", self.revoke_view, "revoke")]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        paper = self.own(request, object_id, RIGHT)
        revoke = reverse("admin:attendees_issuedpaper_revoke", args=[paper.pk])
        more = {"revoke_url": "" if paper.revoked_at else revoke}
        return super().change_view(request, object_id, form_url, {**more, **(extra_context or {})})

    def revoke_view(self, request, pk):
        """Say why, see what follows, and let the paper count no more."""
        paper = self.own(request, pk, RIGHT)
        form = RevokeForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                issued_papers.revoke(paper, form.cleaned_data["reason"], by=request.user, now=timezone.now())
            except DomainError as refusal:
                self.tell_refusal(request, refusal)
            else:
                messages.success(request, _("The paper counts no more."), extra_tags="changed")
            return redirect("admin:attendees_issuedpaper_change", paper.pk)
        plan = [
            _("%(number)s counts no more: whoever verifies its code is told so at once.")
            % {"number": issued_papers.number_of(paper)},
            _("It stays in the register. A new one gets a new number."),
        ]
        return self.plan_page(
            request, title=_("Revoke this paper"), button=_("Revoke"), plan=plan, obj=paper, form=form, is_danger=True
        )
