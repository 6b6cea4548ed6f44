"""The page of one delegate: everything there is to know, and the decision."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from attendees.admin import badge_printing, cells
from attendees.admin.listing import came_from, desk_of, list_url, selection_of, way_through
from attendees.domain import change_requests, missing, notices, reasons, seating
from attendees.domain.badge_plans import is_due
from attendees.domain.selections import SelectionRefused
from attendees.enums import DelegateStatus
from attendees.forms.document import said
from attendees.forms.officer import SENSITIVE
from attendees.models import Consent, Delegate
from conference.domain import countries
from conference.enums import LANGUAGE_WORDS
from core.fields import is_confusable_email
from core.times import day, moment
from core.translations import in_words
from mailing.models import Letter

REPRESENTS = ("country", "organisation", "delegation", "capacity", "position", "positions", "category")
NAMES = (
    "title",
    "excellency",
    "academic_title",
    "rank",
    "list_name",
    "badge_name",
    "sex",
    "nationality",
    "date_of_birth",
)
REACH = ("email", "phone", "language")
STAY = (
    "modality",
    "interpretation",
    "diet",
    "accessibility",
    "sponsored",
    "identity_protection",
    "protocol_rank",
)


@dataclass(frozen=True)
class Fact:
    """One line of a person's data."""

    label: str
    value: str
    warning: str = ""


def facts(delegate: Delegate, names: tuple[str, ...], *, sensitive: bool) -> list[Fact]:
    """The fields with their words; what is sealed stays sealed without the right."""
    shown = [name for name in names if sensitive or name not in SENSITIVE]
    return [Fact(Delegate.label_of(name), value(delegate, name), _warning(delegate, name)) for name in shown]


def _warning(delegate: Delegate, name: str) -> str:
    """What an officer should look at twice (IN-08)."""
    if name == "email" and delegate.email and is_confusable_email(delegate.email):
        return _("The domain mixes letters of two alphabets: it may not be the one it looks like.")
    return ""


def value(delegate: Delegate, name: str) -> str:
    """A field in the words of the reader."""
    if name in ("country", "nationality"):
        iso2 = getattr(delegate, f"{name}_id")
        return countries.name(iso2, get_language() or "en") if iso2 else ""
    held = getattr(delegate, name)
    if name == "positions":
        return in_words(held)
    if isinstance(held, bool):
        return _("Yes") if held else _("No")
    if name in ("language", "interpretation"):
        return str(LANGUAGE_WORDS.get(held, held))
    if name == "date_of_birth" and held:
        return _day(held)
    display = getattr(delegate, f"get_{name}_display", None)
    return str(display() if display else "" if held is None else held)


def _day(value: str) -> str:
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return value


def context_of(request: HttpRequest, delegate: Delegate) -> dict[str, Any]:
    """What the page shows besides the decisions."""
    sensitive = "sensitive.view" in request.rights
    consents = list(delegate.consents.all())
    agreed = any(each.kind == "NOTICE" and each.value for each in consents)
    is_unnamed = bool(missing.unnamed([delegate.pk], desk_of(request).categories.values()))
    place = seating.position(delegate) if delegate.status == DelegateStatus.WAITLISTED else None
    return {
        "delegate": delegate,
        "chip": cells.status_chip(delegate.status, cells.waiting_words(place) if place else ""),
        "cyrillic_language": cells.cyrillic_language(delegate),
        "lacks": missing.of(delegate, delegate.category, has_consent=agreed, is_unnamed=is_unnamed),
        "represents": facts(delegate, REPRESENTS, sensitive=sensitive),
        "names": facts(delegate, NAMES, sensitive=sensitive),
        "reach": facts(delegate, REACH, sensitive=sensitive),
        "at_the_conference": facts(delegate, STAY, sensitive=sensitive),
        "change": _open_change(delegate),
        "papers": papers_of(delegate),
        "consents": latest(consents),
        "signups": list(delegate.signups.select_related("session")),
        "letters": letters_of(delegate),
        **badges_of(request, delegate),
        "history": history_of(delegate),
        **neighbours(request, delegate),
    }


def _open_change(delegate: Delegate) -> dict[str, str] | None:
    """What the person has asked to have changed, and where to decide on it."""
    change = change_requests.open_of(delegate)
    if change is None:
        return None
    return {
        "fields": change_requests.labels(change.fields),
        "url": reverse("admin:attendees_changerequest_change", args=[change.pk]),
        "at": moment(change.asked_at, delegate.conference.zone),
    }


def papers_of(delegate: Delegate) -> list[dict[str, Any]]:
    """The official papers that name the person, and whether the name was found in them."""
    mentions = delegate.mentions.select_related("document").order_by("-document__received_at")
    return [
        {
            "title": said(each.document),
            "chip": each.document.chip,
            "status": each.document.get_status_display(),
            "url": reverse("admin:attendees_document_change", args=[each.document_id]),
            "is_found": each.confirmed_at is not None,
        }
        for each in mentions
    ]


def badges_of(request: HttpRequest, delegate: Delegate) -> dict[str, Any]:
    """The person's badges, the newest first, for whoever prints them; and where to print one."""
    if badge_printing.PRINT not in request.rights:
        return {}
    rows = [badge_printing.row_of(each) for each in delegate.badges.defer("token").order_by("-pk")]
    return {
        "badges": rows,
        "may_print": True,
        "badge_url": badge_printing.address(f"delegate={delegate.pk}") if is_due(delegate) else "",
    }


def latest(consents: list[Consent]) -> list[Consent]:
    """The answer in force to each question."""
    return list({each.kind: each for each in consents}.values())


def letters_of(delegate: Delegate) -> list[Letter]:
    """The letters the delegate was owed, without what stands in them."""
    letters = Letter.objects.about(notices.about(delegate)).for_realm(notices.realm(delegate.conference_id))
    return list(letters.without_body().order_by("-created_at")[:50])


def history_of(delegate: Delegate) -> list[dict[str, Any]]:
    """Everything that happened, oldest first: who, when, what, why."""
    zone = delegate.conference.zone
    events = delegate.events.select_related("by")[:500]
    return [
        {
            "event": event,
            "at": moment(event.at, zone),
            "who": str(event.by) if event.by else str(ACTORS.get(event.actor, event.actor)),
            "told": reasons.public_text(event.reason) if event.reason else "",
            "fields": [Delegate.label_of(name) for name in event.fields],
        }
        for event in events
    ]


ACTORS = {
    "SELF": gettext_lazy("The delegate"),
    "SYSTEM": gettext_lazy("The system"),
    "STAFF": gettext_lazy("The staff"),
    "IMPORT": gettext_lazy("Import"),
    "FOCAL_POINT": gettext_lazy("Focal point"),
    "OFFICER": gettext_lazy("Officer"),
    "ON_SITE": gettext_lazy("At the desk"),
}


# The way through the list --------------------------------------------------------------------------------


def neighbours(request: HttpRequest, delegate: Delegate) -> dict[str, Any]:
    """The delegates before and after this one in the list somebody came from."""
    query = came_from(request)
    try:
        pks = list(selection_of(request, QueryDict(query)).delegates().values_list("pk", flat=True))
    except SelectionRefused:
        pks, query = [], ""
    return {
        **way_through(pks, delegate.pk, query, cells.address_of),
        "list_query": query,
        "list_url": list_url(query),
        "categories": desk_of(request).categories,
    }
