"""Certificates of participation: A4 landscape in two languages, only for those who were there enough (R-52)."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from attendees.badges import qr
from attendees.domain import attendances, codes, issued_papers
from attendees.domain.refusals import PaperRefused
from attendees.enums import IssuedKind
from attendees.models import Delegate, IssuedPaper
from attendees.papers import engine, head, nameplates, names, registry, roster
from attendees.papers.registry import Made, Options, Paper
from conference.models import Conference
from core.languages import direction_of
from core.translations import translated


@transaction.atomic
def make(conference: Conference, options: Options) -> Made:
    """The certificates of all delegates who have earned one. Raises ``PaperRefused`` (``nobody``) when nobody has."""
    people = roster.people(conference, options)
    earned = attendances.earned(conference, people)
    chosen = [each for each in people if each.pk in earned]
    if not chosen:
        text = _("Nobody has attended %(share)d per cent of the half-days yet. Write the attendance down first.")
        raise PaperRefused(text % {"share": conference.certificate_threshold}, "nobody")
    second = nameplates.second_language(conference, options.language, registry.SPOKEN)
    languages = [options.language, *filter(None, [second])]
    with override(options.language):
        top = head.of(conference, options.language, title=_("Certificates of participation"), at=options.now)
        papers = [_issue(each, options) for each in chosen]
    cards = [_card(each, paper, languages) for each, paper in zip(chosen, papers, strict=True)]
    pictures = {f"verify-{place}.svg": qr.link_svg(card["url"]) for place, card in enumerate(cards)}
    data = {"head": top.data, "cards": cards}
    file = engine.pdf("certificates", data, pictures={**top.pictures, **pictures}, at=options.now, tagged=False)
    return Made(file, len(cards), top.problems)


def _issue(delegate: Delegate, options: Options) -> IssuedPaper:
    said = {
        "name": names.listed(delegate, options.language, delegate.country_id or ""),
        "lines": [[_("Representing"), roster.heading(delegate, options.language)]],
    }
    return issued_papers.issue(
        delegate.conference,
        IssuedKind.CERTIFICATE,
        said,
        delegate=delegate,
        language=options.language,
        by=options.by,
        now=options.now,
    )


def _card(delegate: Delegate, paper: IssuedPaper, languages: list[str]) -> dict[str, Any]:
    return {
        "who": names.listed(delegate, "en", delegate.country_id or ""),
        "number": issued_papers.number_of(paper),
        "code": codes.parted(paper.code),
        "url": issued_papers.url(paper),
        "address": issued_papers.url(paper).partition("://")[2],
        "sides": [_side(delegate, language) for language in languages],
    }


def _side(delegate: Delegate, language: str) -> dict[str, str]:
    conference = delegate.conference
    with override(language):
        return {
            "language": language,
            "direction": direction_of(language),
            "title": _("Certificate of participation"),
            "before": _("This is to certify that"),
            "name": names.listed(delegate, language, delegate.country_id or ""),
            "of": roster.heading(delegate, language),
            "after": _("took part in"),
            "conference": translated(conference.title, language),
            "place": head.place(conference, language),
        }


registry.add(
    Paper(
        "certificates",
        gettext_lazy("Certificates of participation"),
        make,
        about=gettext_lazy("For delegates who attended enough, in two languages."),
        right="paper.issue",
        cost=15,
    )
)
