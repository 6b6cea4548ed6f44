"""Positions in the languages of the lists: which lack a text in one, and the same text for everybody who holds one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attendees.domain import corrections, titles
from attendees.domain.refusals import CorrectionRefused
from attendees.models import Delegate
from conference.models import Conference
from core.text import language_by_letters
from core.translations import Translations

#: Language → what stood there when the page was opened, and what shall.
Wanted = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Position:
    """A position as people typed it. `texts` says it in the other languages as most of its holders have it."""

    text: str
    people: int
    texts: Translations
    #: The languages it is asked in: all but its own.
    asked: Sequence[str]
    #: Those in which one of its holders has none.
    lacking: Sequence[str]

    @property
    def key(self) -> str:
        """By what a page knows it again."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """Short enough for the name of a field, and the same for the same position alone."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def held(conference: Conference, languages: Sequence[str]) -> list[Position]:
    """Every position of the people in the list once, what most people hold first. One statement."""
    rows = titles.listed(conference).exclude(position="").values_list("position", "positions")
    found: dict[str, list[Translations]] = {}
    for text, texts in rows:
        found.setdefault(text, []).append(texts)
    all_of_them = [_position(text, holders, languages) for text, holders in found.items()]
    return sorted(all_of_them, key=lambda each: (-each.people, each.text.casefold()))


def lacking(conference: Conference, languages: Sequence[str]) -> list[Position]:
    """Those that somebody holds without a text in one of the languages."""
    return [each for each in held(conference, languages) if each.lacking]


def _position(text: str, holders: Sequence[Translations], languages: Sequence[str]) -> Position:
    own = language_by_letters(text, languages)
    asked = [code for code in languages if code != own]
    said = {code: Counter(filter(None, (each.get(code) for each in holders))) for code in asked}
    return Position(
        text=text,
        people=len(holders),
        texts={code: texts.most_common(1)[0][0] for code, texts in said.items() if texts},
        asked=asked,
        lacking=[code for code, texts in said.items() if texts.total() < len(holders)],
    )


@transaction.atomic
def translate(conference: Conference, wanted: Mapping[str, Wanted], *, by: User, now: datetime) -> list[Delegate]:
    """Give everybody who holds a position, by its key, the texts wanted; returns those for whom something changed.

    A text takes the place of the one that stood on the page, and fills what is empty: who has another of their own
    keeps it. Each change is a correction with its line in the history; where badges print the position they need a
    reprint (R-22). Raises ``CorrectionRefused`` (`not_listed`) for a position nobody in the list holds; then nothing
    changes.
    """
    people = _holders(conference, wanted)
    if wanted.keys() - {key_of(each.position) for each in people}:
        text = _("Nobody in the list holds one of these positions any more. Look at the page again.")
        raise CorrectionRefused(text, "not_listed")
    pairs = [(each, _texts(each.positions, wanted[key_of(each.position)])) for each in people]
    return [
        corrections.correct(each, {"positions": texts}, by=by, now=now)
        for each, texts in pairs
        if texts != each.positions
    ]


def _holders(conference: Conference, keys: Iterable[str]) -> list[Delegate]:
    known = set(keys)
    return [each for each in titles.listed(conference).exclude(position="") if key_of(each.position) in known]


def _texts(texts: Translations, wanted: Wanted) -> Translations:
    taken = {code: text for code, (was, text) in wanted.items() if texts.get(code, "") in ("", was)}
    return {code: text for code, text in {**texts, **taken}.items() if text}
