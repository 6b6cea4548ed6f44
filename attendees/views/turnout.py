"""The delegations on the first page: what of them waits, how far each has come, which deadline is next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.domain.turnouts import Concern, Turnout
from attendees.enums import DelegationStatus

D = DelegationStatus
#: So many delegations are named one by one; the rest is a number and a link.
MOST_NAMED, MOST_ROWS = 4, 30


@dataclass(frozen=True)
class Step:
    """One step of the way from the invitation to the arrival."""

    words: str
    delegations: int
    people: int | None = None


def list_url(**narrowed: str) -> str:
    """The list of delegations, narrowed."""
    url = reverse("admin:attendees_delegation_changelist")
    return f"{url}?{urlencode(narrowed)}" if narrowed else url


def tasks(turnouts: Sequence[Turnout]) -> Iterator[tuple[int, str, str, str, str]]:
    """What waits: how many delegations, what, which, the button, where to."""
    for concern in WAITING:
        found = [each for each in turnouts if concern in each.concerns]
        detail = over_words(found) if concern == Concern.OVER else names(found)
        yield len(found), words_of(concern, len(found)), detail, button_of(concern), list_url(concern=concern.value)


#: What the first page says of delegations, the most urgent first.
WAITING = (
    Concern.TO_CONFIRM,
    Concern.STAYING,
    Concern.OVER,
    Concern.NO_PAPER,
    Concern.NO_HEAD,
    Concern.SILENT,
    Concern.NO_FOCAL_POINT,
)


def words_of(concern: Concern, number: int) -> str:
    """`delegations over their quota`: what stands behind the number."""
    words = {
        Concern.TO_CONFIRM: ngettext("delegation to confirm", "delegations to confirm", number),
        Concern.STAYING: ngettext(
            "delegation that will not come, with people still approved",
            "delegations that will not come, with people still approved",
            number,
        ),
        Concern.OVER: ngettext("delegation over its quota", "delegations over their quota", number),
        Concern.NO_PAPER: ngettext("delegation without its paper", "delegations without their paper", number),
        Concern.NO_HEAD: ngettext("delegation without a head", "delegations without a head", number),
        Concern.SILENT: ngettext("delegation that is silent", "delegations that are silent", number),
        Concern.NO_FOCAL_POINT: ngettext(
            "delegation nobody can be written to", "delegations nobody can be written to", number
        ),
    }
    return words[concern]


def button_of(concern: Concern) -> str:
    """What one does about it."""
    return {Concern.TO_CONFIRM: _("Confirm"), Concern.SILENT: _("Remind")}.get(concern, _("Look"))


def names(turnouts: Sequence[Turnout]) -> str:
    """`Kazakhstan, Uzbekistan and 3 more`."""
    said = ", ".join(str(each.delegation) for each in turnouts[:MOST_NAMED])
    more = len(turnouts) - MOST_NAMED
    if more <= 0:
        return said
    return ngettext("%(names)s and %(n)d more", "%(names)s and %(n)d more", more) % {"names": said, "n": more}


def over_words(turnouts: Sequence[Turnout]) -> str:
    """`Kazakhstan: 6 people for 5 places` (RC-12)."""
    said = []
    for each in turnouts[:MOST_NAMED]:
        for seats in (each.in_person, each.online):
            if seats.over:
                facts = {"delegation": each.delegation, "taken": seats.taken, "limit": seats.limit}
                said.append(_("%(delegation)s: %(taken)d approved for %(limit)d places") % facts)
    return "; ".join(said)


def steps(turnouts: Sequence[Turnout]) -> list[Step]:
    """From invited to arrived: how many delegations have come so far, with how many people."""
    there = [each for each in turnouts if each.delegation.status != D.DRAFT]
    answered = [each for each in there if each.delegation.replied_at]
    named = [each for each in there if each.named]
    approved = [each for each in there if each.approved]
    arrived = [each for each in there if each.arrived]
    return [
        Step(_("Invited"), len(there)),
        Step(_("Answered"), len(answered)),
        Step(_("Named people"), len(named), sum(each.named for each in named)),
        Step(_("With approved people"), len(approved), sum(each.approved for each in approved)),
        Step(_("Arrived"), len(arrived), sum(each.arrived for each in arrived)),
    ]


def context_of(turnouts: Sequence[Turnout], now: datetime) -> dict:
    """What the first page says about delegations; nothing where there are none."""
    if not turnouts:
        return {"turnouts": []}
    own = [each for each in turnouts if each.delegation.deadline_at and each.delegation.deadline_at > now]
    return {
        "turnouts": turnouts[:MOST_ROWS],
        "more_delegations": max(0, len(turnouts) - MOST_ROWS),
        "delegation_steps": steps(turnouts),
        "delegations_url": list_url(),
        "own_deadlines": len(own),
        "next_own": min(own, key=lambda each: each.delegation.deadline_at or now) if own else None,
    }
