"""The page of one paper: its pages as pictures, beside everybody it may prove and what can be decided on each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from attendees.admin import cells, decisions
from attendees.admin.decisions import DECIDE, DECISIONS, Offer
from attendees.domain import obstacles, proofs
from attendees.enums import LIVE, DelegateStatus, DocumentStatus
from attendees.forms.document import InsufficientForm, said
from attendees.models import Delegate, Document, Mention

#: Pages shown beside the names; the rest is in the file.
MOST_SHOWN = 10
#: What can be decided here; everything else on the page of the person.
OFFERED = ("approve", "return")


@dataclass
class Line:
    """One person of the delegation, and what the paper says of the name."""

    delegate: Delegate
    mention: Mention | None
    is_proven: bool
    url: str
    is_to_prove: bool = False  # the paper is not checked yet: that it proves nobody goes without saying
    awaited: str = ""
    offers: list[Offer] = field(default_factory=list)

    @property
    def is_found(self) -> bool:
        """Whether the officer found the name in this paper."""
        return self.mention is not None and self.mention.confirmed_at is not None

    @property
    def chip(self) -> Any:
        """Where the person stands."""
        return cells.status_chip(self.delegate.status)

    @property
    def cyrillic_language(self) -> str:
        """What the second name is written in."""
        return cells.cyrillic_language(self.delegate)


def title_of(document: Document) -> str:
    """`Note verbale 12-345, 3 November 2026`."""
    return said(document)


def sender_of(document: Document) -> str:
    """Who sent it: the focal point, or whoever of the staff took it in."""
    if document.focal_point_id:
        return _("focal point %(name)s") % {"name": document.focal_point.name}
    return str(document.received_by) if document.received_by_id else "–"


def address_of(document: Document) -> str:
    """Where the page of a paper is."""
    return reverse("admin:attendees_document_change", args=[document.pk])


def context_of(request: Any, document: Document, *, sent: tuple[int, Offer] | None = None, note: Any = None) -> dict:
    """Everything the page shows, in as many statements for one person as for thirty."""
    lines = _lines(request, document, sent)
    named = [line for line in lines if line.mention]
    return {
        "document": document,
        "paper_title": title_of(document),
        "sender": sender_of(document),
        "pages": range(1, min(document.pages, MOST_SHOWN) + 1),
        "hidden_pages": max(0, document.pages - MOST_SHOWN),
        "named": named,
        "others": [line for line in lines if not line.mention],
        "unnamed": proofs.unnamed(document.delegation),
        "found": sum(line.is_found for line in named),
        "others_papers": _other_papers(document),
        "may_open": "sensitive.view" in request.rights,
        "may_verify": "document.verify" in request.rights,
        "can_tick": document.status in (DocumentStatus.RECEIVED, DocumentStatus.VERIFIED),
        "can_verify": document.status in (DocumentStatus.RECEIVED, DocumentStatus.INSUFFICIENT),
        "can_refuse": document.status in (DocumentStatus.RECEIVED, DocumentStatus.VERIFIED),
        "can_discard": document.status in (DocumentStatus.RECEIVED, DocumentStatus.INSUFFICIENT),
        "insufficient": note or InsufficientForm(),
        "approvable": [line.delegate.pk for line in lines if "approve" in _codes(line.offers)],
    }


def _codes(offers: Iterable[Offer]) -> set[str]:
    return {offer.decision.code for offer in offers}


def _other_papers(document: Document) -> list[Document]:
    others = document.delegation.documents.exclude(pk=document.pk).order_by("-received_at", "-pk")
    for each in others:
        each.title, each.url = title_of(each), address_of(each)
    return list(others)


def _lines(request: Any, document: Document, sent: tuple[int, Offer] | None) -> list[Line]:
    """The people named first, in the order of the paper; then everybody else of the delegation."""
    mentions = {each.delegate_id: each for each in document.mentions.all()}
    people = document.delegation.people.filter(Q(status__in=LIVE) | Q(pk__in=mentions)).order_by("place", "number")
    people = list(people.select_related("category"))
    proven = proofs.proven(each.pk for each in people)
    last, is_to_prove = len(mentions) + 1, document.status == DocumentStatus.RECEIVED
    people.sort(key=lambda each: mentions[each.pk].place if each.pk in mentions else last)
    found = []
    for each in people:
        each.delegation = document.delegation
        line = Line(each, mentions.get(each.pk), each.pk in proven, cells.address_of(each.pk), is_to_prove)
        _offer(request, line, sent)
        found.append(line)
    return found


def _offer(request: Any, line: Line, sent: tuple[int, Offer] | None) -> None:
    delegate = line.delegate
    if DECIDE not in request.rights or delegate.status != DelegateStatus.PENDING:
        return
    is_unproven = proofs.is_needed(delegate) and not line.is_proven
    waits = obstacles.unready(delegate, is_unproven=is_unproven)
    line.awaited = " ".join(str(each) for each in waits if not (line.is_to_prove and each.code == "document_missing"))
    for code in OFFERED:
        if code == "approve" and waits:
            continue
        if sent is not None and sent[0] == delegate.pk and sent[1].decision.code == code:
            line.offers.append(sent[1])
        else:
            line.offers.append(Offer(DECISIONS[code], form_of(code, delegate.pk)))


def form_of(code: str, pk: int, data: Any = None) -> Any:
    """The form of a decision on one of many people: each field has an id of its own on the page."""
    return decisions.form_of(DECISIONS[code], data, auto_id=f"id_{pk}_%s")
