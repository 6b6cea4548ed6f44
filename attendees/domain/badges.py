"""What may happen to a badge, from the queue to the day it is given back. Nothing else writes a badge's status.

A person has one valid badge at the most: whatever makes a new one kills the old one in the same transaction (R-44).
The token in a badge's QR is not that of the delegate's pass. It has 26 letters and figures without small ones, the pass
43 of both; each is found by a hash of its own purpose, so that neither opens what belongs to the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import actors, links, protocol, seating
from attendees.domain.actors import Actor
from attendees.domain.badge_plans import UNREAD, Outcome, is_due, plan
from attendees.domain.refusals import BadgeRefused
from attendees.enums import SEATED, VALID, BadgeEventKind, BadgeReason, BadgeStatus
from attendees.models import Badge, BadgeBatch, BadgeEvent, Delegate
from conference.models import Category, Conference
from core.crypto import keyed_hash

S = BadgeStatus
K = BadgeEventKind
R = BadgeReason
#: 30 letters and figures, none that is read as another, 26 times: 127 random bits.
TOKEN_LETTERS = 26
#: What badge tokens are hashed for: one purpose's token opens nothing of another (AU-16).
PURPOSE = "badge"
#: What becomes of the old badge when a new one is asked for.
ENDS = {R.LOST: (S.LOST, K.LOST), R.DAMAGED: (S.DAMAGED, K.DAMAGED)}
SUPERSEDED = (S.SUPERSEDED, K.SUPERSEDED)
WITH = ("conference", "category", "delegate__category", "delegate__delegation__organisation", "batch")
MOST_BLANKS = 500
#: What is told of a badge whose file is done.
TOLD = (
    "status",
    "serial",
    "version",
    "category",
    "batch",
    "delegate__category",
    "delegate__family_name",
    "delegate__given_name",
)
#: So many rows are written at once.
TOGETHER = 500


# Asking for badges ---------------------------------------------------------------------------------------


@transaction.atomic
def queue(
    conference: Conference,
    delegates: QuerySet[Delegate],
    *,
    language: str,
    options: Mapping[str, Any] | None = None,
    selection: str = "",
    reason: str = "",
    text: str = "",
    by: User | None,
    now: datetime,
) -> BadgeBatch:
    """Ask for the badges of these people, as one batch: of everybody who has none, or one that is out of date (R-22).

    With a `reason` the others get a new badge as well, and the old one is dead at once (R-44). Whoever is not
    approved, or takes part online, gets none. Two people who ask at once make one badge a person (EX-15).
    Raises ``BadgeRefused`` (``nothing_to_print``).
    """
    seating.lock(conference.pk)
    planned = plan(conference, delegates, reason=reason)
    lines = [line for line in planned.lines if line.will]
    if not lines:
        raise BadgeRefused(_("None of these people needs a badge."), "nothing_to_print")
    batch = BadgeBatch.objects.create(
        conference=conference, selection=selection, options=dict(options or {}), language=language, by=by, at=now
    )
    left = [line.badge for line in lines if line.outcome == Outcome.LEFT_OVER and line.badge]
    Badge.objects.filter(pk__in=[badge.pk for badge in left]).update(batch=batch)
    old = [line.badge for line in lines if line.outcome in (Outcome.AGAIN, Outcome.OUTDATED) and line.badge]
    why = R(reason) if reason else R.CHANGED
    _end(old, *ENDS.get(why, SUPERSEDED), reason=why, text=text, by=by, now=now)
    key = protocol.key_of_delegates(conference, language)
    fresh = sorted((line for line in lines if line.outcome != Outcome.LEFT_OVER), key=lambda line: key(line.delegate))
    made = _make(batch, [(line.delegate, line.delegate.category, line.badge) for line in fresh], now=now)
    _record(made, K.QUEUED, by=by, now=now, batch=batch, reason=reason, text=text)
    return batch


@transaction.atomic
def queue_blanks(
    category: Category,
    count: int,
    *,
    language: str,
    options: Mapping[str, Any] | None = None,
    by: User | None,
    now: datetime,
) -> BadgeBatch:
    """Ask for badges of a category without names, each with its serial and token, for whoever turns up.

    Raises ``BadgeRefused`` (``too_many``).
    """
    if not 0 < count <= MOST_BLANKS:
        text = _("Ask for 1 to %(most)d blank badges at once.")
        raise BadgeRefused(text % {"most": MOST_BLANKS}, "too_many")
    conference = category.conference
    seating.lock(conference.pk)
    batch = BadgeBatch.objects.create(
        conference=conference,
        selection=f"blank={category.code}",
        options=dict(options or {}),
        language=language,
        by=by,
        at=now,
    )
    made = _make(batch, [(None, category, None)] * count, now=now)
    _record(made, K.QUEUED, by=by, now=now, batch=batch)
    return batch


def _make(
    batch: BadgeBatch | None, wanted: Sequence[tuple[Delegate | None, Category, Badge | None]], *, now: datetime
) -> list[Badge]:
    """New badges under the lock: for whom, of which category, instead of which."""
    conference_id = wanted[0][1].conference_id if wanted else 0
    last = Badge.objects.filter(conference_id=conference_id).aggregate(last=Max("serial"))["last"] or 0
    return Badge.objects.bulk_create(
        Badge(
            conference_id=conference_id,
            serial=serial,
            delegate=delegate,
            category=category,
            batch=batch,
            version=old.version + 1 if old else 1,
            replaces=old,
            queued_at=now,
            **_token(),
        )
        for serial, (delegate, category, old) in enumerate(wanted, start=last + 1)
    )


def _token() -> dict[str, str]:
    token = links.new_code(TOKEN_LETTERS)
    return {"token": token, "token_hash": keyed_hash(PURPOSE, token)}


# Printing ------------------------------------------------------------------------------------------------


def to_print(batch: BadgeBatch) -> QuerySet[Badge]:
    """The badges a file of this batch holds: those still valid, printed before or not.

    The same file made twice holds the same badges with the same tokens; it makes nobody a second one.
    """
    return readable(batch.badges.filter(status__in=VALID))


def readable(found: QuerySet[Badge]) -> QuerySet[Badge]:
    """With everything that stands on a badge, and nothing that is sealed but the token."""
    return found.select_related(*WITH).defer(*(f"delegate__{name}" for name in UNREAD))


@transaction.atomic
def printed(
    batch: BadgeBatch, drawn: Iterable[int], problems: Mapping[int, list[Any]], *, by: User | None, now: datetime
) -> list[Badge]:
    """Note which badges of the batch stand in the file, and why others do not (FT-15).

    `now` is when their data were read: what changed since needs a reprint (R-22). Returns the badges that are in the
    file and were revoked or superseded while it was made: they are to be taken out by hand.
    """
    seating.lock(batch.conference_id)
    badges = {badge.pk: badge for badge in batch.badges.select_related("delegate").only(*TOLD)}
    done = [badges[pk] for pk in drawn if pk in badges]
    alive = [badge for badge in done if badge.status in VALID]
    first = [badge for badge in alive if badge.status == S.QUEUED]
    _write(first, status=S.PRINTED)
    _write(alive, printed_at=now, printed_by=by, problems=[])
    _keep_categories(alive)
    left_out = [badges[pk] for pk in problems if pk in badges]
    for badge in left_out:
        badge.problems = problems[badge.pk]
    Badge.objects.bulk_update(left_out, ["problems"], batch_size=TOGETHER)
    _record(first, K.PRINTED, by=by, now=now, batch=batch)
    again = {badge.pk for badge in alive} - {badge.pk for badge in first}
    _record([badge for badge in alive if badge.pk in again], K.COPIED, by=by, now=now, batch=batch)
    return [badge for badge in done if badge.status not in VALID]


def _keep_categories(badges: Iterable[Badge]) -> None:
    """A badge is of the category that was printed on it."""
    moved = [each for each in badges if each.delegate and each.delegate.category_id != each.category_id]
    for badge in moved:
        badge.category_id = badge.delegate.category_id if badge.delegate else badge.category_id
    Badge.objects.bulk_update(moved, ["category"], batch_size=TOGETHER)


@transaction.atomic
def reprint(badge: Badge, *, reason: BadgeReason, text: str = "", by: User | None, now: datetime) -> Badge:
    """A new badge with a reason; the old one is dead at once and says so when it is scanned (R-44).

    The new one has a serial, a token and a version of its own, and waits to be printed. Raises ``BadgeRefused``:
    ``not_printed``, ``illegal_move`` for one that is dead, ``not_due`` for a person who does not come.
    """
    fresh = _locked(badge)
    if fresh.status == S.QUEUED:
        raise BadgeRefused(_("This badge was never printed: print it first."), "not_printed")
    if fresh.delegate and not is_due(fresh.delegate):
        raise BadgeRefused(_("This person gets no badge: %(status)s.") % _standing(fresh.delegate), "not_due")
    _end([fresh], *ENDS.get(reason, SUPERSEDED), reason=reason, text=text, by=by, now=now)
    category = fresh.delegate.category if fresh.delegate else fresh.category
    [new] = _make(None, [(fresh.delegate, category, fresh)], now=now)
    _record([new], K.QUEUED, by=by, now=now, reason=reason, text=text)
    return new


# What happens to it afterwards ------------------------------------------------------------------------------


@transaction.atomic
def issue(badge: Badge, *, text: str = "", by: User | None, now: datetime) -> Badge:
    """Note that the badge was handed out. Raises ``BadgeRefused`` (``illegal_move``)."""
    return _moved(badge, S.ISSUED, K.ISSUED, text=text, by=by, now=now)


@transaction.atomic
def take_back(badge: Badge, *, text: str = "", by: User | None, now: datetime) -> Badge:
    """Note that the badge was given back. Raises ``BadgeRefused`` (``illegal_move``)."""
    return _moved(badge, S.RETURNED, K.RETURNED, text=text, by=by, now=now)


@transaction.atomic
def lose(badge: Badge, *, text: str = "", by: User | None, now: datetime) -> Badge:
    """Note that the badge was lost; whoever finds it gets in nowhere. Raises ``BadgeRefused`` (``illegal_move``)."""
    return _moved(badge, S.LOST, K.LOST, reason=R.LOST, text=text, by=by, now=now)


@transaction.atomic
def damage(badge: Badge, *, text: str = "", by: User | None, now: datetime) -> Badge:
    """Note that the badge is damaged. Raises ``BadgeRefused`` (``illegal_move``)."""
    return _moved(badge, S.DAMAGED, K.DAMAGED, reason=R.DAMAGED, text=text, by=by, now=now)


@transaction.atomic
def revoke(badge: Badge, *, text: str = "", by: User | None, now: datetime) -> Badge:
    """Make a badge worthless without a new one: a blank that went astray. Raises ``illegal_move``."""
    return _moved(badge, S.REVOKED, K.REVOKED, reason=R.OTHER, text=text, by=by, now=now)


@transaction.atomic
def assign(badge: Badge, delegate: Delegate, *, by: User | None, now: datetime) -> Badge:
    """Give a blank badge to an approved person of its category, who is then found by scanning it.

    Raises ``BadgeRefused``: ``not_blank``, ``other_category``, ``not_due``, ``has_badge``.
    """
    fresh = _locked(badge)
    person = Delegate.objects.select_related("category").get(pk=delegate.pk, conference_id=fresh.conference_id)
    if fresh.delegate_id or fresh.status not in VALID:
        raise BadgeRefused(_("This badge is not a blank one any more."), "not_blank")
    if person.category_id != fresh.category_id:
        text = _("This badge is for the category “%(category)s”.")
        raise BadgeRefused(text % {"category": fresh.category}, "other_category")
    if not is_due(person):
        raise BadgeRefused(_("This person gets no badge: %(status)s.") % _standing(person), "not_due")
    if held := person.badges.filter(status__in=VALID).first():
        raise BadgeRefused(_("This person has the badge %(number)s.") % {"number": held.number}, "has_badge")
    fresh.delegate = person
    fresh.save(update_fields=["delegate"])
    _record([fresh], K.ASSIGNED, by=by, now=now)
    return fresh


def keep_in_step(delegate: Delegate, *, by: Actor, now: datetime) -> None:
    """Revoke the badge of a person who may not wear one any more; call it under the lock, after the change.

    Whoever withdraws, is replaced, or loses the approval holds a dead badge from that moment (RC-14).
    """
    if is_due(delegate):
        return
    if held := list(delegate.badges.filter(status__in=VALID)):
        _end(held, S.REVOKED, K.REVOKED, reason=R.LEFT, by=actors.staff(by), now=now)


# Scanning ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Finding:
    """What a scanned token belongs to. `word` is the status in lower case, `blank`, or `valid`."""

    badge: Badge
    word: str
    successor: Badge | None = None

    @property
    def is_valid(self) -> bool:
        """Whether it opens anything."""
        return self.word == "valid"

    def words(self) -> str:
        """What the desk reads."""
        if self.is_valid:
            return _("Valid")
        if self.word == "blank":
            return _("Blank badge: write down whose it is.")
        said = str(self.badge.get_status_display())
        if self.successor is None:
            return said
        return _("%(status)s. The badge %(number)s took its place.") % {
            "status": said,
            "number": self.successor.number,
        }


def find(token: str, conference: Conference | None = None) -> Finding | None:
    """What a scanned code says: the badge, whether it is valid, and which one took its place (R-44).

    Small letters are taken as well: some scanners type them (CH-15). None for anything else, a pass included.
    """
    letters = token.strip().upper()
    if not is_like_a_token(letters):
        return None
    found = Badge.objects.select_related(*WITH).filter(token_hash=keyed_hash(PURPOSE, letters))
    badge = (found.filter(conference=conference) if conference else found).first()
    if badge is None:
        return None
    if badge.status in VALID:
        return Finding(badge, "valid" if badge.delegate_id else "blank")
    return Finding(badge, badge.status.lower(), successor_of(badge))


def is_like_a_token(token: str) -> bool:
    """Whether a scanned code can be a badge's: a pass is longer, and has small letters."""
    return len(token) == TOKEN_LETTERS and set(token) <= set(links.ALPHABET)


def successor_of(badge: Badge) -> Badge | None:
    """The valid badge that took its place, where there is one."""
    if badge.delegate_id is None:
        return Badge.objects.filter(replaces=badge).first()
    return badge.delegate.badges.filter(status__in=VALID).exclude(pk=badge.pk).first() if badge.delegate else None


# The one writer ------------------------------------------------------------------------------------------------


def _locked(badge: Badge) -> Badge:
    seating.lock(badge.conference_id)
    return Badge.objects.select_related(*WITH).get(pk=badge.pk)


def _moved(
    badge: Badge, status: S, kind: K, *, reason: str = "", text: str = "", by: User | None, now: datetime
) -> Badge:
    fresh = _locked(badge)
    _end([fresh], status, kind, reason=reason, text=text, by=by, now=now)
    return fresh


def _end(
    badges: Sequence[Badge], status: S, kind: K, *, reason: str = "", text: str = "", by: User | None, now: datetime
) -> None:
    """Write the status and the log, under the lock."""
    for badge in badges:
        _check(badge, status)
        badge.reason = reason
    _write(badges, status=status, reason=reason)
    _record(badges, kind, by=by, now=now, reason=reason, text=text)


def _write(badges: Sequence[Badge], **values: Any) -> None:
    """The same values into all of them, in few statements."""
    pks = [badge.pk for badge in badges]
    for start in range(0, len(pks), TOGETHER):
        Badge.objects.filter(pk__in=pks[start : start + TOGETHER]).update(**values)
    for badge in badges:
        badge.status = values.get("status", badge.status)


def _check(badge: Badge, status: S) -> None:
    if not badge.can_become(status):
        text = _("This cannot be done: the badge %(number)s is now “%(status)s”.")
        raise BadgeRefused(text % {"number": badge.number, "status": badge.get_status_display()}, "illegal_move")


def _standing(delegate: Delegate) -> dict[str, str]:
    is_online = delegate.status in SEATED
    return {"status": str(delegate.get_modality_display() if is_online else delegate.get_status_display())}


def _record(
    badges: Iterable[Badge],
    kind: K,
    *,
    by: User | None,
    now: datetime,
    batch: BadgeBatch | None = None,
    reason: str = "",
    text: str = "",
) -> None:
    BadgeEvent.objects.bulk_create(
        [BadgeEvent(badge=badge, kind=kind, at=now, by=by, batch=batch, reason=reason, text=text) for badge in badges],
        batch_size=TOGETHER,
    )
