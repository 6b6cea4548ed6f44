"""What was sent in and waits for somebody of the secretariat to look at it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, QuerySet, Value

from attendees.models import ChangeRequest, Document
from conference.models import Conference


@dataclass(frozen=True)
class Pile:
    """How many wait, and since when the oldest does."""

    number: int = 0
    oldest: datetime | None = None


def papers_and_changes(conference: Conference) -> tuple[Pile, Pile]:
    """The official papers to check, and the changes asked for by people who still come; one statement."""
    papers = Document.objects.filter(conference=conference).to_check()  # type: ignore[attr-defined]
    changes = ChangeRequest.objects.filter(delegate__conference=conference).to_decide()  # type: ignore[attr-defined]
    both = _counted(papers, "papers", "received_at").union(_counted(changes, "changes", "asked_at"), all=True)
    found = {what: Pile(number, oldest) for what, number, oldest in both}
    return found.get("papers", Pile()), found.get("changes", Pile())


def _counted(rows: QuerySet, what: str, since: str) -> QuerySet:
    kinds = rows.order_by().annotate(what=Value(what)).values("what")
    return kinds.annotate(number=Count("pk"), oldest=Min(since)).values_list("what", "number", "oldest")
