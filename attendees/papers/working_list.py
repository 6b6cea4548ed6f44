"""The working copy of the list of participants, live; with marks it is a review copy against the last issue.

What was issued is made by `issuing.py` and kept by `attendees/domain/participant_lists.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from attendees.domain import participant_lists
from attendees.domain import participants as people
from attendees.domain.participants import Roll
from attendees.domain.refusals import PaperRefused
from attendees.papers import issuing, list_of_participants, registry
from attendees.papers.list_of_participants import FORMATS, LANGUAGES, Issue
from attendees.papers.registry import Made, Options, Paper
from conference.enums import Confidentiality
from conference.models import Conference


def make(conference: Conference, options: Options) -> Made:
    """The list as it stands now. Of a CLOSED conference there is none: numbered copies alone leave the house (R-57).

    Raises ``PaperRefused``: `numbered_copies_only`, and what no font has (R-42).
    """
    if conference.confidentiality == Confidentiality.CLOSED:
        raise PaperRefused(
            _("The list of a closed conference exists in numbered copies only. Issue one and make a copy of it."),
            "numbered_copies_only",
        )
    roll = _limited(people.gather(conference), options.limit)
    is_review = bool(options.chosen.get("review"))
    document, changes = issuing.review(conference, roll, options.language, with_marks=is_review)
    with override(options.language):
        issue = Issue(
            title=_("List of participants"),
            at=options.now,
            notice=_("Working copy for the secretariat. Not issued, and to be given to nobody."),
            watermark=_taken_by(_("Review copy") if is_review else _("Working copy"), options),
            changes=changes,
        )
    return list_of_participants.render(conference, document, issue, options.format)


def _taken_by(words: str, options: Options) -> str:
    """Whose copy it is stands across every page (EX-12)."""
    return f"{words} – {options.by}" if options.by else words


def _limited(roll: Roll, limit: int | None) -> Roll:
    return replace(roll, entries=list(roll.entries)[:limit]) if limit else roll


def questions(conference: Conference) -> Mapping[str, forms.Field]:
    """Whether the changes are marked, once there is something to compare with."""
    last = participant_lists.latest(conference)
    if last is None:
        return {}
    label = _("Mark what has changed since %(issue)s, with the old text") % {"issue": last}
    return {"review": forms.BooleanField(label=label, required=False)}


registry.add(
    Paper(
        "list-of-participants",
        gettext_lazy("List of participants"),
        make=make,
        about=gettext_lazy("The working copy as it stands now, for the secretariat. Numbered revisions are issued."),
        right="list.draft",
        formats=FORMATS,
        languages=LANGUAGES,
        questions=questions,
        cost=1,
    )
)
