"""The way of a table, the same for the staff and for focal points: what is shown, and what is done with the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from attendees.domain import imports
from attendees.domain.actors import Actor
from attendees.domain.import_plans import Line, LineKind, Plan
from attendees.domain.imports import Result
from attendees.enums import DelegateStatus
from attendees.forms.imports import ColumnsForm, answers_to
from attendees.imports.batches import Reading
from attendees.models import ImportBatch

#: Lines on one page of a plan.
PER_PAGE = 50
#: What needs somebody comes first.
ORDER = {kind: place for place, kind in enumerate(LineKind)}


@dataclass
class Journey:
    """One table of one sender, at this instant."""

    batch: ImportBatch
    by: Actor
    now: datetime
    to_officers: bool = False

    def __post_init__(self) -> None:
        self.reading = Reading(self.batch, self.now)

    # Columns ------------------------------------------------------------------------------------------------

    def columns_form(self, data: QueryDict | None = None) -> ColumnsForm:
        """The form about sheet, head and columns. Raises ``TableRefused`` and ``ImportRefused``."""
        return ColumnsForm(self.reading, to_officers=self.to_officers, data=data)

    def keep_columns(self, form: ColumnsForm) -> bool:
        """Keep what was said; False when another sheet or head was chosen, so that the columns are asked again."""
        imports.choose(self.batch, form.options())
        return not form.is_moved()

    # Plan ---------------------------------------------------------------------------------------------------

    def plan(self) -> Plan:
        """What would be done now."""
        return imports.plan(self.batch, self.reading.table, now=self.now)

    def take_answers(self, data: Mapping[str, str]) -> bool:
        """Write corrected cells and answers into the table; whether anything was."""
        answers = answers_to(self.plan(), data)
        changes = answers.changes(self.batch.options)
        if answers.cells:
            imports.amend(self.batch, self.reading.place, answers.cells)
        if changes:
            imports.choose(self.batch, changes)
        return bool(answers.cells or changes)

    def apply(self, seen: str) -> Result:
        """Do what was shown. Raises ``ImportRefused``."""
        return imports.apply(
            self.batch,
            self.reading.table,
            seen=seen,
            signature=self.reading.layout.signature,
            by=self.by,
            now=self.now,
        )

    def plan_context(self, query: QueryDict) -> dict[str, Any]:
        """What the page of the plan shows: the lines of one kind, or all, what needs somebody first."""
        plan = self.plan()
        shown = query.get("show", "")
        lines = sorted(plan.lines, key=lambda line: (ORDER[line.kind], line.number))
        if shown in LineKind.values:
            lines = [line for line in lines if line.kind == shown]
        page = Paginator(lines, PER_PAGE).get_page(query.get("page"))
        return {
            "batch": self.batch,
            "plan": plan,
            "layout": self.reading.layout,
            "page": page,
            "shown": shown if shown in LineKind.values else "",
            "filters": [
                (kind.value, kind.label, plan.counts[kind.value]) for kind in LineKind if plan.counts[kind.value]
            ],
            "follows": follows(plan),
            "suggests": any(line.incoming.suggested for line in plan.new),
            "can_apply": bool(plan.new or plan.changed),
            "taken": len(plan.new) + len(plan.changed),
        }


def follows(plan: Plan) -> list[str]:
    """What applying would do, in sentences."""
    said = []
    if drafts := sum(line.status == DelegateStatus.DRAFT for line in plan.new):
        words = ngettext("%(n)d new person goes on the list.", "%(n)d new people go on the list.", drafts)
        said.append(words % {"n": drafts})
    for status, count in () if drafts else plan.statuses.items():
        words = ngettext("%(n)d person is registered: %(status)s.", "%(n)d people are registered: %(status)s.", count)
        said.append(words % {"n": count, "status": status})
    asked = sum(line.is_asked for line in plan.changed)
    if changed := len(plan.changed) - asked:
        words = ngettext("The data of %(n)d person change.", "The data of %(n)d people change.", changed)
        said.append(words % {"n": changed})
    if asked:
        words = ngettext(
            "A change is asked for %(n)d approved person; until it is accepted, nothing changes.",
            "A change is asked for %(n)d approved people; until it is accepted, nothing changes.",
            asked,
        )
        said.append(words % {"n": asked})
    if same := plan.counts[LineKind.SAME.value]:
        said.append(ngettext("%(n)d line is unchanged.", "%(n)d lines are unchanged.", same) % {"n": same})
    if out := _left_out(plan.lines):
        words = ngettext("%(n)d line stays out; see why below.", "%(n)d lines stay out; see why below.", out)
        said.append(words % {"n": out})
    return said


def _left_out(lines: tuple[Line, ...]) -> int:
    return sum(line.is_left_out and line.kind != LineKind.SAME for line in lines)


def result_words(result: Result) -> str:
    """What was done, in one sentence or three."""
    counts = result.counts
    if result.is_repeated:
        return _("This table was taken over before. Nothing was done a second time.")
    said = [
        ngettext("%(n)d line was taken over.", "%(n)d lines were taken over.", counts["taken"]) % {"n": counts["taken"]}
    ]
    if same := counts[LineKind.SAME.value]:
        said.append(ngettext("%(n)d line is unchanged.", "%(n)d lines are unchanged.", same) % {"n": same})
    if out := counts["left_out"] - same:
        said.append(ngettext("%(n)d line stayed out.", "%(n)d lines stayed out.", out) % {"n": out})
    return " ".join(said)
