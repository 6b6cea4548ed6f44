"""How a delegation is said on the screen: status, places, days left, what deserves a look."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.domain.turnouts import OURS, Concern, Turnout
from attendees.enums import DELEGATION_CHIPS, DelegationStatus
from core.times import clock_time, day, distance, local

D = DelegationStatus
#: Concerns that the columns say already.
SAID = (Concern.FULL, Concern.OVER, Concern.RESERVE)


@dataclass(frozen=True)
class Row:
    """One delegation on the page."""

    turnout: Turnout
    url: str
    chip: SafeString
    reply: str
    deadline: str
    closes: str
    waits: list[str]
    missing: list[str]

    @property
    def delegation(self):
        return self.turnout.delegation


def row_of(turnout: Turnout, url: str, now: datetime) -> Row:
    """The row of one delegation; reads nothing."""
    concerns = turnout.concerns
    return Row(
        turnout=turnout,
        url=url,
        chip=status_chip(turnout.delegation.status),
        reply=reply_words(turnout),
        deadline=deadline_words(turnout, now),
        closes=closes_words(turnout),
        waits=[concern_words(turnout, each) for each in concerns if each in OURS],
        missing=[concern_words(turnout, each) for each in concerns if each not in (*OURS, *SAID)],
    )


def status_chip(status: str) -> SafeString:
    """A delegation's status as word, shape and colour."""
    return format_html('<span class="chip {}">{}</span>', DELEGATION_CHIPS[status], DelegationStatus(status).label)


def reply_words(turnout: Turnout) -> str:
    """`Invited on 5 October` until the first answer, then `Answered on 7 October`."""
    delegation, zone = turnout.delegation, turnout.delegation.conference.zone
    if delegation.replied_at:
        return _("Answered on %(day)s") % {"day": day(local(delegation.replied_at, zone), year=False)}
    if delegation.invited_at:
        return _("Invited on %(day)s") % {"day": day(local(delegation.invited_at, zone), year=False)}
    return ""


def deadline_words(turnout: Turnout, now: datetime) -> str:
    """`in 5 days`, or that it is closed."""
    closes, zone = turnout.delegation.closes_at, turnout.delegation.conference.zone
    if turnout.delegation.status == D.DECLINED:
        return "–"
    if closes is None:
        return _("no deadline")
    return _("closed") if closes <= now else distance(local(closes, zone), local(now, zone))


def closes_words(turnout: Turnout) -> str:
    """`10 October, 18:00`, on the conference's clocks."""
    closes = turnout.delegation.closes_at
    if closes is None or turnout.delegation.status == D.DECLINED:
        return ""
    there = local(closes, turnout.delegation.conference.zone)
    return f"{day(there, year=False)}, {clock_time(there)}"


def concern_words(turnout: Turnout, concern: Concern) -> str:
    """`3 to decide`: a concern with its number, where it has one."""
    counted = {
        Concern.TO_DECIDE: (turnout.to_decide, ngettext("%(n)d to decide", "%(n)d to decide", turnout.to_decide)),
        Concern.PAPERS: (
            turnout.papers_to_check,
            ngettext("%(n)d paper to check", "%(n)d papers to check", turnout.papers_to_check),
        ),
        Concern.CHANGES: (
            turnout.changes,
            ngettext("%(n)d change asked for", "%(n)d changes asked for", turnout.changes),
        ),
        Concern.NO_PAPER: (
            turnout.unnamed,
            ngettext("%(n)d in no paper", "%(n)d in no paper", turnout.unnamed),
        ),
        Concern.STAYING: (
            turnout.approved,
            ngettext("%(n)d still approved", "%(n)d still approved", turnout.approved),
        ),
        Concern.RESERVE: (turnout.reserve, ngettext("%(n)d in reserve", "%(n)d in reserve", turnout.reserve)),
        Concern.OVER: (turnout.over, ngettext("%(n)d over the quota", "%(n)d over the quota", turnout.over)),
    }
    if concern in counted:
        number, words = counted[concern]
        return words % {"n": number}
    plain = {
        Concern.TO_CONFIRM: _("to be confirmed"),
        Concern.FULL: _("full"),
        Concern.NO_HEAD: _("no head"),
        Concern.SILENT: _("silent"),
        Concern.NO_FOCAL_POINT: _("no focal point"),
    }
    return plain[concern]
