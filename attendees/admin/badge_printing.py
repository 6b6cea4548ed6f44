"""Printing badges: who would get one, then the batch, its file, and what could not be printed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from attendees.admin import cells
from attendees.badges import problems
from attendees.domain import badge_plans, badges, paper_jobs
from attendees.domain.badge_plans import Outcome, Plan
from attendees.enums import BADGE_CHIPS, BadgeStatus
from attendees.forms.badges import BlankForm, PrintForm, chosen_of
from attendees.models import Badge, BadgeBatch, Delegate, PaperJob
from attendees.papers import jobs
from core.errors import DomainError

PRINT = "badge.print"
PAPER = "badges"
#: Fewer are made while one waits for the page; more are made by the worker.
AT_ONCE = 40
#: So many people a plan may be about, and so many of them it names; of so many badges a page of a batch tells.
MOST, MOST_NAMED, MOST_SHOWN = 20_000, 100, 300
#: How an outcome looks: tone and shape of GUIDE.md, "Chip".
CHIPS = {
    Outcome.NEW: "is-good tick",
    Outcome.OUTDATED: "is-wait half",
    Outcome.AGAIN: "is-wait half",
    Outcome.LEFT_OVER: "is-wait warn",
    Outcome.WAITS: "is-queue bars",
    Outcome.HAS: "ring",
    Outcome.NOT_DUE: "dash",
}


@dataclass(frozen=True)
class Choice:
    """Some people: as a code for the book, in words, and as a query."""

    code: str
    words: str
    people: QuerySet[Delegate]


def check(request: Any) -> None:
    """Refuse whoever prints no badges."""
    if PRINT not in request.rights:
        raise PermissionDenied


# Whom ------------------------------------------------------------------------------------------------------


def choice_of(request: Any, code: str) -> Choice:
    """Who is meant by `missing`, `outdated`, `all`, `category=…`, `delegation=…` or `delegate=…`; 404 otherwise."""
    conference = request.conference
    everybody = badge_plans.due(conference)
    kind, _sign, value = code.partition("=")
    if kind == "category":
        category = get_object_or_404(conference.categories, code=value)
        return Choice(code, str(category), everybody.filter(category=category))
    if kind in ("delegation", "delegate") and value.isdecimal() and len(value) < 19:
        rows = conference.delegations if kind == "delegation" else conference.delegates
        thing = get_object_or_404(rows, pk=int(value))
        own = Delegate.objects.filter(**{"delegation" if kind == "delegation" else "pk": thing.pk})
        return Choice(code, str(thing), own.filter(conference=conference))
    words = {
        "missing": (_("Who has no badge yet"), badge_plans.without_badge),
        "outdated": (_("Whose badge says what has changed"), badge_plans.outdated),
        "all": (_("Everybody who wears a badge"), badge_plans.due),
    }
    if code not in words:
        raise Http404
    label, query = words[code]
    return Choice(code, label, query(conference))


def choices(request: Any) -> list[tuple[str, str]]:
    """What can be chosen on the page, besides single delegations and people."""
    found = [(code, choice_of(request, code).words) for code in ("missing", "outdated", "all")]
    categories = [(f"category={each.code}", str(each)) for each in request.conference.categories.all()]
    return [*found, *categories]


def words_of(selection: str) -> str:
    """How a batch calls whom it was asked for; a person or delegation is not named in a list."""
    kind, _sign, value = selection.partition("=")
    words = {
        "missing": _("Who had no badge yet"),
        "outdated": _("Whose badge said what had changed"),
        "all": _("Everybody who wears a badge"),
        "selected": _("A selection in the list"),
        "delegation": _("One delegation"),
        "delegate": _("One person"),
        "category": _("Category %(code)s") % {"code": value},
        "blank": _("Blank badges of %(code)s") % {"code": value},
    }
    return words.get(kind, _("From the command line"))


# The plan ----------------------------------------------------------------------------------------------------


def of_selected(model_admin: Any, request: Any, queryset: Any) -> Any:
    """The action of the delegate list."""
    check(request)
    return _plan_page(request, model_admin, Choice("selected", _("A selection in the list"), queryset.order_by()))


def print_view(model_admin: Any, request: Any) -> Any:
    """Whom and how: the plan, and with POST the deed."""
    check(request)
    if request.method == "POST":
        return _apply(model_admin, request)
    return _plan_page(request, model_admin, choice_of(request, request.GET.get("who", "missing")))


def _plan_page(request: Any, model_admin: Any, choice: Choice, form: PrintForm | None = None, reason: str = "") -> Any:
    plan = badge_plans.plan(request.conference, choice.people, reason=reason)
    usual = {"language": request.conference.default_language}
    context = {
        "opts": Badge._meta,
        "choice": choice,
        "choices": choices(request),
        "plan": plan,
        "counts": [(outcome.label, CHIPS[outcome], number) for outcome, number in plan.counts().items()],
        "lines": _lines(plan),
        "more": max(0, len(plan.lines) - MOST_NAMED),
        "chosen": ",".join(str(line.delegate.pk) for line in plan.lines),
        "reason_shown": reason,
        "form": form or PrintForm(conference=request.conference, initial=usual),
        "button": ngettext("Print %(n)d badge", "Print %(n)d badges", plan.doable) % {"n": plan.doable},
    }
    status = 422 if form is not None and not form.is_valid() else 200
    template = "admin/attendees/badge/print.html"
    return model_admin.page(request, template, title=_("Print badges"), status=status, **context)


def _lines(plan: Plan) -> list[dict[str, Any]]:
    """Who is named: those for whom something happens first."""
    ordered = sorted(plan.lines, key=lambda line: (not line.will, line.delegate.number))
    return [
        {
            "delegate": line.delegate,
            "words": line.outcome.label,
            "look": CHIPS[line.outcome],
            "badge": line.badge,
            "problems": [each.words() for each in problems.from_json(line.badge.problems)] if line.badge else [],
        }
        for line in ordered[:MOST_NAMED]
    ]


def _apply(model_admin: Any, request: Any) -> Any:
    form = PrintForm(request.POST, conference=request.conference)
    people = Delegate.objects.filter(conference=request.conference, pk__in=chosen_of(request.POST, MOST))
    choice = Choice(request.POST.get("selection", "")[:100], _("The people of the plan"), people)
    reason = form.data.get("reason", "") if form.is_valid() else ""
    if not form.is_valid() or reason != request.POST.get("reason_shown", ""):
        # Another reason is another plan: it is shown before anything is done.
        return _plan_page(request, model_admin, choice, form, reason)
    try:
        batch = badges.queue(
            request.conference,
            people,
            language=form.cleaned_data["language"],
            options=form.chosen(),
            selection=choice.code,
            reason=reason,
            text=form.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
        )
    except DomainError as refusal:
        model_admin.tell_refusal(request, refusal)
        return redirect("admin:attendees_badge_changelist")
    return make_file(request, batch)


def blank_view(model_admin: Any, request: Any) -> Any:
    """Badges without names for whoever turns up."""
    check(request)
    usual = {"language": request.conference.default_language}
    form = BlankForm(request.POST or None, conference=request.conference, initial=usual)
    if request.method == "POST" and form.is_valid():
        batch = badges.queue_blanks(
            form.cleaned_data["category"],
            form.cleaned_data["count"],
            language=form.cleaned_data["language"],
            options=form.chosen(),
            by=request.user,
            now=timezone.now(),
        )
        return make_file(request, batch)
    said = [
        _("Each has its own serial and code before anybody has a name: at the desk the name is written by hand."),
        _("The desk then notes whose it is; until then it opens nothing."),
    ]
    return model_admin.plan_page(request, title=_("Blank badges"), button=_("Print blank badges"), plan=said, form=form)


# The batch ---------------------------------------------------------------------------------------------------


def make_file(request: Any, batch: BadgeBatch) -> Any:
    """Have the file of the batch made: at once when it is small, else by the worker."""
    try:
        job = paper_jobs.ask(
            request.conference,
            paper=PAPER,
            language=batch.language,
            format="pdf",
            chosen={"batch": str(batch.pk)},
            reads=get_language() or "en",
            by=request.user,
            now=timezone.now(),
        )
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")
        return redirect("admin:attendees_badgebatch_change", batch.pk)
    if badges.to_print(batch).count() <= AT_ONCE:
        jobs.make_at_once(job, timezone.now)
    return redirect("admin:attendees_badgebatch_change", batch.pk)


def batch_page(model_admin: Any, request: Any, batch: BadgeBatch) -> Any:
    """A batch: its file, what could not be printed, and its badges."""
    rows = list(batch.badges.select_related("delegate", "category").defer("token")[: MOST_SHOWN + 1])
    left = batch.badges.filter(status=BadgeStatus.QUEUED).exclude(problems=[]).select_related("delegate", "category")
    own = PaperJob.objects.filter(conference=request.conference, by=request.user, paper=PAPER)
    job = next((each for each in own.order_by("-pk")[:50] if each.chosen.get("batch") == str(batch.pk)), None)
    context = {
        "opts": Badge._meta,
        "batch": batch,
        "words": words_of(batch.selection),
        "job": job,
        "left_out": [_left_out(badge) for badge in left.defer("token")[:MOST_SHOWN]],
        "rows": [row_of(badge) for badge in rows[:MOST_SHOWN]],
        "count": batch.badges.count(),
        "is_long": len(rows) > MOST_SHOWN,
    }
    title = _("Batch %(number)d") % {"number": batch.pk}
    return model_admin.page(request, "admin/attendees/badge/batch.html", title=title, **context)


def _left_out(badge: Badge) -> dict[str, Any]:
    return {**row_of(badge), "problems": [each.words() for each in problems.from_json(badge.problems)]}


def row_of(badge: Badge) -> dict[str, Any]:
    """A badge as a line of a table."""
    return {
        "badge": badge,
        "url": reverse("admin:attendees_badge_change", args=[badge.pk]),
        "person_url": cells.address_of(badge.delegate_id) if badge.delegate_id else "",
        "look": BADGE_CHIPS[badge.status],
    }


def address(who: str) -> str:
    """The plan for some people."""
    return f"{reverse('admin:attendees_badge_print')}?{urlencode({'who': who})}"
