"""The first page of a conference for its staff: what waits, how long there is, how many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from attendees.domain import (
    badge_plans,
    delegation_lists,
    duplicates,
    figures,
    sent_in,
    spellings,
)
from attendees.domain.figures import Figures
from attendees.domain.notices import realm
from attendees.domain.seating import Seats
from attendees.domain.turnouts import Turnout
from attendees.enums import DelegateStatus
from attendees.views import charts, turnout
from conference.models import Conference
from core.errors import DomainError
from core.times import clock_time, date_range, day, day_with_weekday, distance, local, zone_words
from core.translations import translated
from mailing.domain import outbox
from mailing.models import Letter

S = DelegateStatus
#: Letters that failed, shown one by one; the rest is a number.
MOST_LETTERS = 5


@dataclass(frozen=True)
class Task:
    """One thing that waits: how many, what, since when, and where to do it."""

    count: int
    words: str
    detail: str
    button: str
    url: str


@dataclass(frozen=True)
class Deadline:
    """A day that comes: what, how far away, when exactly."""

    label: str
    distance: str
    moment: str


def first_page(request) -> HttpResponse:
    """Everything at a glance; names nobody, so that a donor may see it (AC-15)."""
    if "figures.view" not in request.rights:
        raise PermissionDenied
    conference, now = request.conference, timezone.now()
    found = figures.of(conference, get_language() or "en")
    hides = figures.must_suppress(conference, request.rights)
    sees = "delegation.view" in request.rights
    everybody = delegation_lists.everybody(conference, get_language() or "en") if sees else []
    context = {
        **admin.site.each_context(request),
        "title": _("What waits for me") if "delegate.view" in request.rights else _("Figures"),
        "now_words": _now_words(conference, now),
        "deadlines": list(_deadlines(conference, now)),
        "figures": found,
        "by_sex": figures.suppressed([found.total])[0] if hides else found.total,
        "by_state": figures.suppressed(found.by_state) if hides else found.by_state,
        "by_category": figures.suppressed(found.by_category) if hides else found.by_category,
        "hides_small_cells": hides,
        "chart": charts.by_day(found.by_day),
        "people_url": _people() if "delegate.view" in request.rights else "",
        **turnout.context_of(everybody, now),
        **_work(request, found, everybody),
    }
    return TemplateResponse(request, "admin/first_page.html", context)


def send_again(request, pk) -> HttpResponse:
    """Queue a letter that failed once more."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if "delegate.decide" not in request.rights:
        raise PermissionDenied
    letter = get_object_or_404(Letter.objects.for_realm(realm(request.conference.pk)).without_body(), pk=pk)
    try:
        outbox.retry(letter, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal), extra_tags=f"refused:{refusal.code}")
    else:
        messages.success(request, _("The letter is on its way again."), extra_tags="changed")
    return redirect("admin:index")


# What waits ------------------------------------------------------------------------------------------


def _work(request, found: Figures, everybody: list[Turnout]) -> dict:
    if "delegate.view" not in request.rights:
        return {"tasks": None}
    failed = Letter.objects.for_realm(realm(request.conference.pk)).failed().without_body()
    letters = list(failed.order_by("created_at")[: MOST_LETTERS + 1])
    return {
        "tasks": [task for task in (*_tasks(request.conference, found, everybody), *_badges(request)) if task.count],
        "letters": letters[:MOST_LETTERS],
        "more_letters": len(letters) > MOST_LETTERS,
        "may_send_again": "delegate.decide" in request.rights,
    }


def _tasks(conference: Conference, found: Figures, everybody: list[Turnout]) -> Iterator[Task]:
    yield Task(
        found.to_decide,
        _("to decide"),
        _since(conference, found.oldest_to_decide),
        _("Decide"),
        _people(status=S.PENDING),
    )
    yield from _papers(conference)
    yield from _over(conference, found)
    yield from (Task(*facts) for facts in turnout.tasks(everybody))
    yield Task(
        found.could_move,
        _("on the waiting list who would fit"),
        _("Seats are free that nobody holds."),
        _("Look"),
        _people(status=S.WAITLISTED),
    )
    yield Task(
        found.returned,
        _("sent back and not answered"),
        _since(conference, found.oldest_returned),
        _("Look"),
        _people(status=S.RETURNED),
    )
    yield Task(found.photos_missing, _("without the photo they need"), "", _("Look"), _people(missing="PHOTO"))
    yield _pairs(conference)
    yield _spellings(conference)


def _pairs(conference: Conference) -> Task:
    """People who may be registered twice; one statement."""
    count = duplicates.open_pairs(conference).count()
    words = ngettext("pair that may be one person", "pairs that may be one person each", count)
    return Task(count, words, "", _("Look"), reverse("admin:attendees_likeness_changelist"))


def _spellings(conference: Conference) -> Task:
    """Organisations that tables spell as nobody knows them (R-40)."""
    count = spellings.waiting(conference).count()
    words = ngettext("organisation nobody knows", "organisations nobody knows", count)
    detail = _("Tables spell them so. Say which organisations they are.")
    return Task(count, words, detail, _("Judge"), reverse("admin:attendees_organisationspelling_changelist"))


def _papers(conference: Conference) -> Iterator[Task]:
    """What was sent and waits for somebody to look at it."""
    papers, changes = sent_in.papers_and_changes(conference)
    papers_words = ngettext("official paper to check", "official papers to check", papers.number)
    changes_words = ngettext("change asked for", "changes asked for", changes.number)
    for pile, words, button, address in (
        (papers, papers_words, _("Check"), _list("document", "RECEIVED")),
        (changes, changes_words, _("Decide"), _list("changerequest", "OPEN")),
    ):
        yield Task(pile.number, words, _since(conference, pile.oldest), button, address)


def _list(model: str, status: str) -> str:
    return f"{reverse(f'admin:attendees_{model}_changelist')}?{urlencode({'status__exact': status})}"


def _badges(request) -> Iterator[Task]:
    """Badges that say what is not so any more (R-22), and, once printing has begun, people without one."""
    if "badge.print" not in request.rights:
        return
    waits, page = badge_plans.needs(request.conference), reverse("admin:attendees_badge_print")
    words = ngettext("badge needs a reprint", "badges need a reprint", waits["outdated"])
    detail = _("What stands on them has changed since they were printed.")
    yield Task(waits["outdated"], words, detail, _("Look"), f"{page}?who=outdated")
    if waits["printed"]:
        words = ngettext("approved person without a badge", "approved people without a badge", waits["missing"])
        yield Task(waits["missing"], words, "", _("Print"), f"{page}?who=missing")


def _over(conference: Conference, found: Figures) -> Iterator[Task]:
    """Nobody is dropped when a limit was lowered; it is said here (RC-12)."""
    limits: list[tuple[str, Seats, dict[str, str]]] = [(_("The conference"), found.seats, {})]
    limits += [(str(each.category), each.seats, {"category": each.category.code}) for each in found.categories]
    for whose, seats, narrowed in limits:
        if seats.over:
            words = ngettext("person above a limit", "people above a limit", seats.over)
            detail = _("%(whose)s: %(taken)d approved for %(limit)d places")
            facts = {"whose": whose, "taken": seats.taken, "limit": seats.limit}
            yield Task(seats.over, words, detail % facts, _("Look"), _people(status=S.APPROVED, **narrowed))


def _since(conference: Conference, instant: datetime | None) -> str:
    if instant is None:
        return ""
    there = local(instant, conference.zone)
    words = {"day": day_with_weekday(there, year=False), "time": clock_time(there)}
    return _("The oldest waits since %(day)s, %(time)s.") % words


def _people(**narrowed) -> str:
    try:
        return f"{reverse('admin:attendees_delegate_changelist')}?{urlencode(narrowed)}"
    except NoReverseMatch:
        return ""


# How long there is -------------------------------------------------------------------------------------


def _now_words(conference: Conference, now: datetime) -> str:
    there = local(now, conference.zone)
    zone = zone_words(now, conference.zone, translated(conference.city))
    return f"{day_with_weekday(there)}, {clock_time(there)} · {zone}"


def _deadlines(conference: Conference, now: datetime) -> Iterator[Deadline]:
    """The instants of the conference that say something now, in its own time (R-20)."""
    today = local(now, conference.zone).date()
    if conference.registration_opens_at and conference.registration_opens_at > now:
        yield _deadline(_("Registration opens"), conference.registration_opens_at, conference, now)
    for label, instant in (
        (_("Nominations close"), conference.nomination_deadline_at),
        (_("Registration closes"), conference.registration_closes_at),
        (_("Changes close"), conference.modification_deadline_at),
    ):
        if instant:
            yield _deadline(label, instant, conference, now)
    held = date_range(conference.starts_on, conference.ends_on)
    yield Deadline(_("Conference"), _conference_words(conference, today), held)


def _deadline(label: str, instant: datetime, conference: Conference, now: datetime) -> Deadline:
    there = local(instant, conference.zone)
    far = _("closed") if instant <= now else distance(there, local(now, conference.zone))
    return Deadline(label, far, f"{day(there, year=False)}, {clock_time(there)}")


def _conference_words(conference: Conference, today: date) -> str:
    if conference.starts_on <= today <= conference.ends_on:
        return _("now")
    return distance(conference.starts_on, today)
