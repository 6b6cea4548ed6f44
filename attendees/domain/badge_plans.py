"""Who gets a badge when somebody asks for badges, and in which order they lie in the envelopes. Writes nothing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextChoices
from django.utils.translation import pgettext_lazy

from attendees.domain import protocol
from attendees.enums import OUT, SEATED, VALID, BadgeStatus, Modality
from attendees.models import Badge, Delegate
from attendees.models.delegate import SEALED
from conference.models import Conference


class Outcome(TextChoices):
    """What becomes of one person when badges are asked for."""

    NEW = "NEW", pgettext_lazy("badge, plan", "Gets a badge")
    OUTDATED = "OUTDATED", pgettext_lazy("badge, plan", "Gets a new badge: data have changed")
    AGAIN = "AGAIN", pgettext_lazy("badge, plan", "Gets a new badge, the old one is dead")
    LEFT_OVER = "LEFT_OVER", pgettext_lazy("badge, plan", "Is tried again: it could not be printed")
    WAITS = "WAITS", pgettext_lazy("badge, plan", "Is being printed in another batch")
    HAS = "HAS", pgettext_lazy("badge, plan", "Has a badge already")
    NOT_DUE = "NOT_DUE", pgettext_lazy("badge, plan", "Gets none: not approved, or online")


#: Whoever stands so is in the batch.
PRINTED = {Outcome.NEW, Outcome.OUTDATED, Outcome.AGAIN, Outcome.LEFT_OVER}

#: What is read with a person, so that order and badge need no more questions; what is sealed stays sealed.
WITH = ("category", "delegation__organisation")
UNREAD = (*SEALED, "remarks", "search_text")


@dataclass(frozen=True)
class Line:
    """One person of the plan, and the badge there is."""

    delegate: Delegate
    outcome: Outcome
    badge: Badge | None = None

    @property
    def will(self) -> bool:
        """Whether a badge comes out."""
        return self.outcome in PRINTED


@dataclass(frozen=True)
class Plan:
    """What asking for badges would do."""

    lines: tuple[Line, ...]

    @property
    def doable(self) -> int:
        """How many badges come out."""
        return sum(line.will for line in self.lines)

    def counts(self) -> dict[Outcome, int]:
        """How many people by what becomes of them, in a fixed order."""
        found = Counter(line.outcome for line in self.lines)
        return {outcome: found[outcome] for outcome in Outcome if found[outcome]}


def is_due(delegate: Delegate) -> bool:
    """Whether the person wears a badge: approved, and not online."""
    return delegate.status in SEATED and delegate.modality != Modality.ONLINE


def due(conference: Conference) -> QuerySet[Delegate]:
    """Everybody who wears a badge, those who count as delegates and those who do not."""
    people: QuerySet[Delegate] = Delegate.objects.for_conference(conference)
    return people.filter(status__in=SEATED, erased_at=None).exclude(modality=Modality.ONLINE).defer(*UNREAD)


def without_badge(conference: Conference) -> QuerySet[Delegate]:
    """Those for whom no badge was printed yet."""
    printed = Badge.objects.filter(conference=conference, status__in=OUT)
    return due(conference).exclude(pk__in=printed.filter(delegate__isnull=False).values("delegate_id"))


def outdated(conference: Conference) -> QuerySet[Delegate]:
    """Those whose badge says what is not so any more (R-22)."""
    badges: QuerySet[Badge] = Badge.objects.for_conference(conference).outdated()
    return due(conference).filter(pk__in=badges.values("delegate_id"))


def plan(conference: Conference, delegates: QuerySet[Delegate], *, reason: str = "") -> Plan:
    """What asking for the badges of these people would do; two statements, whatever their number.

    With a `reason`, those who have a good badge get a new one too.
    """
    people = list(delegates.filter(conference=conference).select_related(*WITH).defer(*UNREAD))
    valid = Badge.objects.filter(conference=conference, status__in=VALID).exclude(delegate=None)
    held = {badge.delegate_id: badge for badge in valid.defer("token")}
    return Plan(tuple(_line(each, held.get(each.pk), reason) for each in people))


def _line(delegate: Delegate, badge: Badge | None, reason: str) -> Line:
    if not is_due(delegate) or delegate.erased_at:
        return Line(delegate, Outcome.NOT_DUE, badge)
    if badge is None:
        return Line(delegate, Outcome.NEW)
    if badge.status == BadgeStatus.QUEUED:
        waits = badge.batch_id is not None and not badge.problems
        return Line(delegate, Outcome.WAITS if waits else Outcome.LEFT_OVER, badge)
    if _has_changed(delegate, badge):
        return Line(delegate, Outcome.OUTDATED, badge)
    return Line(delegate, Outcome.AGAIN if reason else Outcome.HAS, badge)


def is_outdated(badge: Badge) -> bool:
    """Whether a badge out there says what is not so any more (R-22)."""
    return badge.status in OUT and badge.delegate is not None and _has_changed(badge.delegate, badge)


def _has_changed(delegate: Delegate, badge: Badge) -> bool:
    changed = delegate.badge_changed_at
    return changed is not None and badge.printed_at is not None and changed > badge.printed_at


# The order of the envelopes -----------------------------------------------------------------------------------


def in_protocol_order(badges: Iterable[Badge], conference: Conference, language: str) -> list[Badge]:
    """Badges as they go into the envelopes; blank ones come last in their category."""
    key = protocol.key_of_delegates(conference, language)

    def place(badge: Badge) -> tuple:
        if badge.delegate is None:
            return (badge.category.order, protocol.LAST, badge.serial)
        return key(badge.delegate)

    return sorted(badges, key=place)


def needs(conference: Conference) -> dict[str, int]:
    """How many of those who wear a badge wait for one, and how many were `printed`; one statement.

    `missing` have none in the hand, `outdated` one that says what is not so any more (R-22).
    """
    own = Badge.objects.filter(delegate=OuterRef("pk"), status__in=OUT)
    printed, changed = Exists(own), Exists(own.filter(printed_at__lt=OuterRef("badge_changed_at")))
    counted: dict[str, int] = due(conference).aggregate(
        missing=Count("pk", Q(~printed)), outdated=Count("pk", Q(changed)), printed=Count("pk", Q(printed))
    )
    return counted
