"""What each delegation has sent so far: counted for all of them at once, in as many statements for one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attendees.domain import deadlines
from attendees.domain.seating import Seats
from attendees.enums import (
    IN_FORCE,
    LIVE,
    Capacity,
    DelegateStatus,
    DelegationStatus,
    DocumentStatus,
    Modality,
)
from attendees.models import ChangeRequest, Delegate, Delegation, Document, FocalPoint, Mention
from conference.enums import ApprovalMode

S = DelegateStatus
D = DelegationStatus


class Concern(TextChoices):
    """What about a delegation deserves a look."""

    TO_DECIDE = "TO_DECIDE", _("people to decide on")
    TO_CONFIRM = "TO_CONFIRM", _("decided, to be confirmed")
    STAYING = "STAYING", _("will not come, with approved people")
    PAPERS = "PAPERS", _("papers to check")
    CHANGES = "CHANGES", _("changes asked for")
    OVER = "OVER", pgettext_lazy("delegation", "over its quota")
    FULL = "FULL", pgettext_lazy("delegation", "full")
    RESERVE = "RESERVE", _("with a reserve")
    NO_PAPER = "NO_PAPER", _("without the paper")
    NO_HEAD = "NO_HEAD", _("without a head")
    SILENT = "SILENT", _("silent")
    NO_FOCAL_POINT = "NO_FOCAL_POINT", _("without a focal point")


#: What the secretariat has to do, not the delegation.
OURS = (Concern.TO_DECIDE, Concern.TO_CONFIRM, Concern.STAYING, Concern.PAPERS, Concern.CHANGES)


@dataclass(frozen=True)
class Turnout:
    """One delegation and what is counted of it."""

    delegation: Delegation
    in_person: Seats
    online: Seats
    status: Mapping[str, int] = field(default_factory=dict)
    arrived: int = 0
    to_endorse: int = 0
    has_head: bool = False
    unnamed: int = 0
    papers: int = 0
    papers_to_check: int = 0
    changes: int = 0
    focal_points: tuple[FocalPoint, ...] = ()

    @property
    def named(self) -> int:
        """People on its list, drafts included."""
        return sum(self.status.get(each, 0) for each in LIVE)

    @property
    def to_decide(self) -> int:
        """People who wait for the secretariat, and no longer for their focal point (R-06)."""
        return self.status.get(S.PENDING, 0) - self.to_endorse

    @property
    def reserve(self) -> int:
        """People who move up when a place becomes free."""
        return self.status.get(S.WAITLISTED, 0)

    @property
    def approved(self) -> int:
        """People who may come, in person and online."""
        return self.status.get(S.APPROVED, 0)

    @property
    def over(self) -> int:
        """By how many its quotas are exceeded (RC-12)."""
        return self.in_person.over + self.online.over

    @property
    def is_full(self) -> bool:
        """Whether no more of its people can be approved in person."""
        return not self.in_person.has_room()

    @property
    def concerns(self) -> list[Concern]:
        """What deserves a look; nothing of a delegation that will not come."""
        declined = self.delegation.status == D.DECLINED
        return [each for each in Concern if (not declined or each in OURS) and CONCERNS[each](self)]

    def is_late(self, now: datetime) -> bool:
        """Whether its deadline is over and nothing was sent."""
        return self.delegation.status in (D.INVITED, D.COMPOSING) and deadlines.is_late(self.delegation, now=now)


def _is_silent(turnout: Turnout) -> bool:
    """Nobody has answered, and nobody is on its list: not even somebody who registered alone."""
    return turnout.delegation.status == D.INVITED and not turnout.named


def _is_staying(turnout: Turnout) -> bool:
    """Who was approved before the delegation declined is for an officer to decide on (R-14)."""
    return turnout.delegation.status == D.DECLINED and turnout.approved > 0


def _is_to_confirm(turnout: Turnout) -> bool:
    return turnout.delegation.status == D.SUBMITTED and not turnout.status.get(S.PENDING)


def _is_headless(turnout: Turnout) -> bool:
    return bool(turnout.named) and not turnout.has_head


#: What each concern asks.
CONCERNS = {
    Concern.TO_DECIDE: lambda turnout: turnout.to_decide > 0,
    Concern.TO_CONFIRM: _is_to_confirm,
    Concern.STAYING: _is_staying,
    Concern.PAPERS: lambda turnout: turnout.papers_to_check > 0,
    Concern.CHANGES: lambda turnout: turnout.changes > 0,
    Concern.OVER: lambda turnout: turnout.over > 0,
    Concern.FULL: lambda turnout: turnout.is_full,
    Concern.RESERVE: lambda turnout: turnout.reserve > 0,
    Concern.NO_PAPER: lambda turnout: turnout.unnamed > 0,
    Concern.NO_HEAD: _is_headless,
    Concern.SILENT: _is_silent,
    Concern.NO_FOCAL_POINT: lambda turnout: not turnout.focal_points,
}


def of(delegations: Sequence[Delegation]) -> list[Turnout]:
    """Count these delegations, in their order: five statements, whatever their number.

    Give them with their conference, category and organisation.
    """
    pks = [each.pk for each in delegations]
    people = _people(pks)
    named, papers = _named(pks), _papers(pks)
    changes, points = _changes(pks), _points(pks)
    return [
        _turnout(
            each,
            people.get(each.pk, []),
            named=named[each.pk],
            papers=papers.get(each.pk, {}),
            changes=changes[each.pk],
            points=points.get(each.pk, ()),
        )
        for each in delegations
    ]


# The statements ---------------------------------------------------------------------------------------

Group = dict[str, Any]


def _people(pks: Sequence[int]) -> dict[int, list[Group]]:
    groups: Iterable[Any] = (
        Delegate.objects.filter(delegation__in=pks)
        .order_by()
        .values("delegation_id", "status", "modality")
        .annotate(
            people=Count("pk"),
            came=Count("arrived_at"),
            heads=Count("pk", filter=Q(capacity=Capacity.HEAD)),
            offered=Count("pk", filter=Q(promoted_at__isnull=False)),
            endorsed=Count("endorsed_at"),
        )
    )
    found: dict[int, list[Group]] = {}
    for group in groups:
        found.setdefault(group["delegation_id"], []).append(group)
    return found


def _named(pks: Sequence[int]) -> Counter[int]:
    """How many live people a paper in force names (R-08)."""
    counting = Mention.objects.counting()  # type: ignore[attr-defined]
    mentions = counting.filter(delegate__delegation__in=pks, delegate__status__in=sorted(LIVE))
    counted = mentions.order_by().values_list("delegate__delegation_id").annotate(Count("delegate_id", distinct=True))
    return Counter(dict(counted))


def _papers(pks: Sequence[int]) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = {}
    counted = Document.objects.filter(delegation__in=pks).order_by().values_list("delegation_id", "status")
    for pk, status, number in counted.annotate(Count("pk")):
        found.setdefault(pk, {})[status] = number
    return found


def _changes(pks: Sequence[int]) -> Counter[int]:
    asked = ChangeRequest.objects.open().filter(delegate__delegation__in=pks)  # type: ignore[attr-defined]
    return Counter(dict(asked.order_by().values_list("delegate__delegation_id").annotate(Count("pk"))))


def _points(pks: Sequence[int]) -> dict[int, tuple[FocalPoint, ...]]:
    found: dict[int, tuple[FocalPoint, ...]] = {}
    points = FocalPoint.objects.active().filter(delegation__in=pks)  # type: ignore[attr-defined]
    for point in points.defer("phone", "link_token"):
        found[point.delegation_id] = (*found.get(point.delegation_id, ()), point)
    return found


# Adding up --------------------------------------------------------------------------------------------


def _turnout(
    delegation: Delegation,
    groups: Sequence[Group],
    *,
    named: int,
    papers: Mapping[str, int],
    changes: int,
    points: tuple[FocalPoint, ...],
) -> Turnout:
    status: Counter[str] = Counter()
    for group in groups:
        status[group["status"]] += group["people"]
    live = [group for group in groups if group["status"] in LIVE]
    pending = [group for group in groups if group["status"] == S.PENDING]
    in_force = sum(papers.get(each, 0) for each in IN_FORCE)
    is_asked = delegation.category.needs_document or in_force > 0
    asks_focal_point = delegation.category.approval == ApprovalMode.FOCAL_POINT_THEN_SECRETARIAT
    return Turnout(
        delegation=delegation,
        in_person=_seats(delegation.quota_in_person, groups, Modality.IN_PERSON),
        online=_seats(delegation.quota_online, groups, Modality.ONLINE),
        status=status,
        arrived=sum(group["came"] for group in groups),
        to_endorse=sum(group["people"] - group["endorsed"] for group in pending) if asks_focal_point else 0,
        has_head=any(group["heads"] for group in live),
        unnamed=max(0, sum(group["people"] for group in live) - named) if is_asked else 0,
        papers=in_force,
        papers_to_check=papers.get(DocumentStatus.RECEIVED, 0),
        changes=changes,
        focal_points=points,
    )


def _seats(limit: int | None, groups: Iterable[Group], modality: str) -> Seats:
    own = [group for group in groups if group["modality"] == modality]
    taken = sum(group["people"] for group in own if group["status"] == S.APPROVED)
    return Seats(limit, taken, sum(group["offered"] for group in own if group["status"] == S.PENDING))
