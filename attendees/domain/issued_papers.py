"""The register of numbered papers: giving them out, revoking them, telling a genuine one from any other."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import codes, seating
from attendees.domain.refusals import IssueRefused
from attendees.enums import IssuedKind
from attendees.models import Delegate, Delegation, IssuedPaper
from conference.models import Conference

#: How the numbers of each kind begin on paper.
INITIALS = {
    IssuedKind.CONFIRMATION: "K",
    IssuedKind.INVITATION: "I",
    IssuedKind.VISA_LETTER: "V",
    IssuedKind.CERTIFICATE: "C",
}


@dataclass(frozen=True)
class Verdict:
    """What a holder of a code is told: `is_revoked`, and the little that is needed to compare with the paper."""

    paper: IssuedPaper
    conference: Conference
    said: Mapping[str, Any]

    @property
    def is_revoked(self) -> bool:
        """Whether it counts no more."""
        return self.paper.revoked_at is not None


@transaction.atomic
def issue(
    conference: Conference,
    kind: IssuedKind,
    said: Mapping[str, Any],
    *,
    delegate: Delegate | None = None,
    delegation: Delegation | None = None,
    language: str,
    by: User | None,
    now: datetime,
) -> IssuedPaper:
    """Enter a paper in the register with the next number of its kind and a code of its own.

    `said` is what is printed: `name` and `lines` (label, value) are shown to whoever verifies. The same words for
    the same person, while an earlier paper counts, are that paper: printing twice gives out no second number.
    """
    seating.lock(conference.pk)
    words = json.dumps(said, ensure_ascii=False, sort_keys=True)
    same = IssuedPaper.objects.filter(
        conference=conference, kind=kind, delegate=delegate, delegation=delegation, language=language, revoked_at=None
    )
    for known in same:
        if known.said == words:
            return known
    last = IssuedPaper.objects.filter(conference=conference, kind=kind).aggregate(last=Max("number"))["last"]
    code = codes.new()
    return IssuedPaper.objects.create(
        conference=conference,
        kind=kind,
        number=(last or 0) + 1,
        code=code,
        code_hash=codes.hashed(code),
        delegate=delegate,
        delegation=delegation,
        language=language,
        said=words,
        issued_at=now,
        issued_by=by,
    )


@transaction.atomic
def revoke(paper: IssuedPaper, reason: str, *, by: User | None, now: datetime) -> IssuedPaper:
    """Let a paper count no more: whoever verifies it is told.

    Raises ``IssueRefused`` (``revoked``, ``reason_needed``).
    """
    paper = IssuedPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    if paper.revoked_at is not None:
        raise IssueRefused(_("This paper was revoked already."), "revoked")
    if not reason.strip():
        raise IssueRefused(_("Say why the paper counts no more."), "reason_needed")
    paper.revoked_at, paper.revoked_by, paper.reason = now, by, reason.strip()
    paper.save(update_fields=["revoked_at", "revoked_by", "reason"])
    return paper


def find(code: str) -> Verdict | None:
    """The paper with that code, however it was typed; None for anything else."""
    typed = codes.typed(code)
    if not typed:
        return None
    found = IssuedPaper.objects.select_related("conference").filter(code_hash=codes.hashed(typed)).first()
    return Verdict(found, found.conference, json.loads(found.said)) if found else None


def number_of(paper: IssuedPaper) -> str:
    """`V-0007/2024`: kind, running number and the year of the conference."""
    return f"{INITIALS[IssuedKind(paper.kind)]}-{paper.number:04d}/{paper.conference.starts_on.year}"


def url(paper: IssuedPaper) -> str:
    """Where anybody verifies the paper; printed on it as words and as a QR code."""
    return codes.url(paper.code)
