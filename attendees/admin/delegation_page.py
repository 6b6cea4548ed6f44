"""One delegation on one page: who may speak for it, its people in protocol order, its papers, its history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from attendees.admin import badge_printing, cells, decisions, delegation_cells
from attendees.admin.badge_printing import PRINT
from attendees.admin.decisions import DECIDE, Decision, Offer
from attendees.admin.delegation_actions import RIGHTS
from attendees.admin.delegation_listing import address_of, came_from, everybody_of, list_of, list_url
from attendees.admin.listing import way_through
from attendees.admin.person import ACTORS
from attendees.domain import delegation_bulk, delegation_notices, delegation_people, notices
from attendees.domain.delegation_bulk import Action
from attendees.domain.delegation_people import Member
from attendees.domain.selections import SelectionRefused
from attendees.domain.turnouts import OURS, Concern, Turnout
from attendees.enums import DelegateStatus
from attendees.forms.delegations import FocalPointForm
from attendees.models import Delegation
from core.languages import name_of
from core.times import moment
from mailing.models import Letter

S = DelegateStatus
CHANGE, INVITE = "delegation.change", "delegation.invite"
#: The latest letters to focal points are enough to see what became of them.
MOST_LETTERS = 20


@dataclass(frozen=True)
class MemberRow:
    """One person on the page."""

    member: Member
    url: str
    chip: SafeString
    cyrillic_language: str
    decisions: tuple[Decision, ...] = ()
    returning: Any = None
    may_lead: bool = False

    @property
    def delegate(self):
        return self.member.delegate


def show(model_admin: Any, request: HttpRequest, delegation: Delegation, *, status: int = 200, **more: Any) -> Any:
    """The page; `sent` carries the form of a decision, `naming` that of a focal point, which have to be corrected."""
    context = {**context_of(request, delegation, sent=more.pop("sent", {})), **more}
    template = "admin/attendees/delegation/page.html"
    return model_admin.page(request, template, title=str(delegation), object=delegation, status=status, **context)


def context_of(request: HttpRequest, delegation: Delegation, *, sent: Mapping[int, Offer]) -> dict[str, Any]:
    """What stands on the page."""
    now = timezone.now()
    turnout = next(each for each in everybody_of(request) if each.delegation.pk == delegation.pk)
    members, gone = delegation_people.of(turnout.delegation, now=now)
    return {
        "delegation": turnout.delegation,
        "turnout": turnout,
        "chip": delegation_cells.status_chip(delegation.status),
        "row": delegation_cells.row_of(turnout, "", now),
        "language_name": name_of(delegation.language),
        "notices": [delegation_cells.concern_words(turnout, each) for each in turnout.concerns if each in LOUD],
        "steps": steps(request, turnout, now=now),
        "members": [_member_row(each, request.rights, sent) for each in members],
        "to_decide": [each.delegate.pk for each in members if each.delegate.status == S.PENDING],
        "gone": [_row(Member(each)) for each in gone],
        **_correspondence(delegation),
        "naming": FocalPointForm(language=delegation.language, conference=request.conference),
        "papers": list(delegation.documents.order_by("-received_at", "-pk")),
        "may_verify": "document.verify" in request.rights,
        "history": history_of(delegation),
        "may_change": CHANGE in request.rights,
        "may_invite": INVITE in request.rights,
        "may_decide": DECIDE in request.rights,
        "may_replace": "delegate.change" in request.rights,
        "badges_url": badge_printing.address(f"delegation={delegation.pk}") if PRINT in request.rights else "",
        **neighbours(request, turnout),
    }


def _correspondence(delegation: Delegation) -> dict[str, Any]:
    """The focal points, and the letters they were owed, without what stands in them."""
    points = list(delegation.focal_points.defer("phone", "link_token"))
    about = [delegation_notices.about_point(point) for point in points]
    owed = Letter.objects.for_realm(notices.realm(delegation.conference_id)).filter(about__in=about)
    return {"points": points, "letters": list(owed.without_body().order_by("-created_at")[:MOST_LETTERS])}


def steps(request: HttpRequest, turnout: Turnout, *, now: datetime) -> list[Action]:
    """What can be done with the delegation now."""
    actions = delegation_bulk.ACTIONS.values()
    return [each for each in actions if RIGHTS[each.code] in request.rights and not each.obstacle(turnout, now)]


#: What is said above everything else.
LOUD = (*OURS, Concern.OVER, Concern.NO_PAPER, Concern.NO_HEAD, Concern.NO_FOCAL_POINT)


def _row(member: Member, **more: Any) -> MemberRow:
    delegate = member.delegate
    words = _("Reserve, %(turn)d") % {"turn": member.turn} if member.turn else ""
    chip = cells.status_chip(delegate.status, words)
    return MemberRow(member, cells.address_of(delegate.pk), chip, cells.cyrillic_language(delegate), **more)


def _member_row(member: Member, rights: frozenset[str], sent: Mapping[int, Offer]) -> MemberRow:
    number = member.delegate.number
    offered = tuple(_offered(member)) if DECIDE in rights else ()
    returning = None
    if number in sent:
        returning = sent[number].form
    elif DECIDE in rights and member.delegate.status == S.PENDING:
        returning = decisions.form_of(decisions.DECISIONS["return"])
    if returning is not None:
        returning.auto_id = f"no-{number}-%s"  # many stand on one page
    return _row(member, decisions=offered, returning=returning, may_lead=CHANGE in rights and not member.is_head)


def _offered(member: Member) -> Iterator[Decision]:
    """The decisions that can be taken with one button; whatever needs a reason is asked elsewhere."""
    codes = {
        "approve": member.delegate.status == S.PENDING and not member.obstacle,
        "promote": member.delegate.status == S.WAITLISTED and not member.obstacle,
        "undo": member.undo_until is not None,
        "endorse": member.waits_for_focal_point,
        "reserve": member.delegate.status == S.PENDING and bool(member.obstacle),
    }
    for code, is_offered in codes.items():
        if is_offered:
            yield decisions.DECISIONS[code]


def history_of(delegation: Delegation) -> list[dict[str, Any]]:
    """Everything that happened, oldest first: who, when, what."""
    zone = delegation.conference.zone
    events = delegation.events.select_related("by", "focal_point")[:500]
    return [
        {"event": event, "at": moment(event.at, zone), "who": _who(event), "more": _more(event)} for event in events
    ]


def _who(event: Any) -> str:
    if event.focal_point:
        return _("focal point %(name)s") % {"name": event.focal_point}
    return str(event.by) if event.by else str(ACTORS.get(event.actor, event.actor))


def _more(event: Any) -> list[str]:
    """Old and new quotas, names of fields."""
    names = {"quota_in_person": _("places in person"), "quota_online": _("places online")}
    found = []
    for name, label in names.items():
        if isinstance(event.data.get(name), list):
            old, new = ("–" if each is None else str(each) for each in event.data[name])
            found.append(f"{label}: {old} → {new}")
    labels = [str(Delegation._meta.get_field(name).verbose_name) for name in event.data.get("fields", ())]
    return [*found, *([", ".join(labels)] if labels else [])]


def neighbours(request: HttpRequest, turnout: Turnout) -> dict[str, Any]:
    """The delegations before and after this one in the list somebody came from."""
    query = came_from(request)
    try:
        pks = [each.delegation.pk for each in list_of(request, QueryDict(query)).of(everybody_of(request))]
    except SelectionRefused:
        pks, query = [], ""
    return {**way_through(pks, turnout.delegation.pk, query, address_of), "list_url": list_url(query)}
