"""When each of the cast registered or was named, and what the secretariat did since."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from attendees.demo.invited import TOGETHER
from attendees.demo.people import Member

#: Entered by the secretariat, approved at once.
STAFF = frozenset({"SECRETARIAT", "INTERPRETER", "SECURITY", "SUPPORT"})
RETURN_REASONS = ("DATA_MISSING", "NAME_UNCLEAR", "DATA_MISSING", "PHOTO_UNUSABLE")
OFFICE_OPENS, OFFICE_CLOSES = 8, 19
#: Of the time of registration: the deadline for nominations comes before its end.
LISTS_ARE_SENT_BY = 0.6


class Stage(StrEnum):
    """Where the demonstration stands: in the middle of registration, or over."""

    NOW = "now"
    AFTER = "after"


class Fate(StrEnum):
    """What becomes of a registration until the demonstration begins."""

    APPROVED = "approved"
    CORRECTED = "corrected"  # sent back, corrected, approved
    PENDING = "pending"
    RETURNED = "returned"
    WAITLISTED = "waitlisted"


@dataclass(frozen=True)
class Moment:
    """One verb, for the member at that place of the cast; `hand_in` is the whole delegation's of that member."""

    at: datetime
    verb: str
    member: int
    reason: str = ""


def timeline(members: Sequence[Member], *, opens: datetime, until: datetime, stage: Stage, seed: int) -> list[Moment]:
    """Everything that happened between `opens` and `until`, in order. `opens` is in the zone of the conference."""
    chance = random.Random(seed)  # noqa: S311  invented times need no secrets
    fates = _fates(members, stage, chance)
    times = [_registered(fate, opens, until, chance) for fate in fates]
    lists = _lists(members, times, opens, until)
    moments = [Moment(at, "hand_in", places[-1]) for places, at in lists]
    handed = {place: at for places, at in lists for place in places}
    for number, fate in enumerate(fates):
        # Nothing is decided before the focal point has sent the list.
        moments += _life(number, fate, times[number], handed.get(number, times[number]), until, chance)
    return sorted(moments, key=lambda moment: (moment.at, moment.member))


def _lists(
    members: Sequence[Member], times: list[datetime], opens: datetime, until: datetime
) -> list[tuple[list[int], datetime]]:
    """Delegations that name their people together: their places in the cast, and when the list is sent.

    Their people are entered one after the other, beginning with whoever would have come first.
    """
    found = []
    for code in TOGETHER:
        places = [place for place, member in enumerate(members) if member.code == code]
        first = min(min(times[place] for place in places), opens + (until - opens) * LISTS_ARE_SENT_BY)
        for step, place in enumerate(places):
            times[place] = first + timedelta(minutes=6 * step)
        found.append((places, first + timedelta(minutes=6 * len(places) + 10)))
    return found


def _fates(members: Sequence[Member], stage: Stage, chance: random.Random) -> list[Fate]:
    """Some of the decided-upon wait, some are sent back; nobody is gone, so every total of the file holds."""
    fates = [Fate.APPROVED] * len(members)
    decided = [number for number, member in enumerate(members) if member.category not in STAFF | {"MEDIA"}]
    media = [number for number, member in enumerate(members) if member.category == "MEDIA"]
    usual = chance.sample([number for number in decided if not _is_settled(members[number])], len(decided) // 2)
    plan = {Fate.CORRECTED: usual[:3]}
    if stage is Stage.NOW:
        journalist = [number for number in decided if members[number].fields["remarks"].startswith("Probably")]
        # The quota of Kazakhstan is five; six were named.
        sixth = [number for number in decided if members[number].code == "KZ"][5:]
        some = chance.sample(media[1:], 4)
        plan |= {
            Fate.RETURNED: [*usual[3:7], some[0]],
            Fate.PENDING: [*usual[7:24], *some[1:], *journalist],
            Fate.WAITLISTED: [*usual[24:27], *sixth],
        }
    for fate, numbers in plan.items():
        for number in numbers:
            fates[number] = fate
    return fates


def _is_settled(member: Member) -> bool:
    """Those whose part in the demonstration is written down elsewhere."""
    return member.code in ("KZ", "UZ") or "protocol_rank" in member.fields or bool(member.fields["remarks"])


def _registered(fate: Fate, opens: datetime, until: datetime, chance: random.Random) -> datetime:
    """More and more towards the end; who still waits for a decision came in the last days."""
    days = max((until - opens).days, 2)
    reach = min(4, days) if fate is Fate.PENDING else days
    # A power of the share leans to the present.
    back = chance.random() ** 1.5 * reach
    at = until - timedelta(days=back)
    in_office = at.replace(hour=chance.randrange(OFFICE_OPENS, OFFICE_CLOSES), minute=chance.randrange(60))
    latest = until - timedelta(minutes=chance.randrange(5, 90))
    return max(min(in_office, latest), opens + timedelta(minutes=chance.randrange(5, 600)))


def _life(
    number: int, fate: Fate, registered: datetime, handed: datetime, until: datetime, chance: random.Random
) -> Iterator[Moment]:
    steps: dict[Fate, tuple[str, ...]] = {
        Fate.APPROVED: ("approve",),
        Fate.CORRECTED: ("send_back", "resubmit", "approve"),
        Fate.PENDING: (),
        Fate.RETURNED: ("send_back",),
        Fate.WAITLISTED: ("waitlist",),
    }
    yield Moment(registered, "submit", number)
    at = handed
    for step in steps[fate]:
        # Halfway to the end at the latest, so that later steps still have their time.
        pause = min(timedelta(hours=chance.uniform(2, 60)), (until - at) / 2)
        at = _in_office(at + pause, after=at, until=until, chance=chance)
        yield Moment(at, step, number, chance.choice(RETURN_REASONS) if step == "send_back" else "")


def _in_office(at: datetime, *, after: datetime, until: datetime, chance: random.Random) -> datetime:
    """The same day between nine and six, where that is possible."""
    moved = at.replace(hour=chance.randrange(9, 18))
    return moved if after < moved < until else at
