"""Two registrations side by side: what differs, said in words, and everything else there is to know of both."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from attendees.admin import cells, person
from attendees.domain import alike, duplicates, merge_plans, merges
from attendees.domain.merges import TAKEABLE
from attendees.enums import LikenessStatus
from attendees.forms.merging import FIRST, SECOND
from attendees.forms.officer import SENSITIVE
from attendees.models import Delegate, Likeness, Merge
from core.times import day, local
from core.translations import in_words

#: What is read with a pair.
WITH = tuple(
    f"{side}__{what}"
    for side in (FIRST, SECOND)
    for what in ("category", "delegation__country", "delegation__organisation")
)


@dataclass(frozen=True)
class Row:
    """One pair in the list."""

    pair: Likeness
    url: str
    sides: tuple["Head", "Head"]
    reasons: list[tuple[str, bool]]


@dataclass(frozen=True)
class Head:
    """Who a registration is of, in few words."""

    code: str
    delegate: Delegate
    chip: SafeString
    language: str
    belongs: str


@dataclass(frozen=True)
class Line:
    """A field of both: the two values in words, whether they differ, and which side is suggested."""

    name: str
    label: str
    first: str
    second: str
    differs: bool
    chosen: str = ""


def row_of(pair: Likeness) -> Row:
    """A pair as the list shows it."""
    url = reverse("admin:attendees_likeness_change", args=[pair.pk])
    return Row(pair, url, heads(pair), reasons(pair))


def heads(pair: Likeness) -> tuple[Head, Head]:
    """Both people."""
    return _head(FIRST, pair.first), _head(SECOND, pair.second)


def _head(code: str, delegate: Delegate) -> Head:
    chip, language = cells.status_chip(delegate.status), cells.cyrillic_language(delegate)
    return Head(code, delegate, chip, language, _belongs(delegate))


def _belongs(delegate: Delegate) -> str:
    """Category, delegation and the part in it."""
    parts = [str(delegate.category), str(delegate.delegation or ""), delegate.get_capacity_display()]
    return " · ".join(part for part in parts if part)


def reasons(pair: Likeness) -> list[tuple[str, bool]]:
    """What is alike, in words, and whether it speaks against the pair."""
    return [(str(alike.WORDS[code]), code in alike.AGAINST) for code in pair.why if code in alike.WORDS]


# The page of a pair --------------------------------------------------------------------------------------


def context_of(request: HttpRequest, pair: Likeness) -> dict[str, Any]:
    """Everything the page shows."""
    for delegate in (pair.first, pair.second):
        delegate.conference = request.conference  # type: ignore[attr-defined]
        delegate.category.conference = request.conference  # type: ignore[attr-defined]
    kept, gone = merge_plans.in_order(pair.first, pair.second)
    lines = _lines(pair, kept, gone, sensitive="sensitive.view" in request.rights)  # type: ignore[attr-defined]
    merged = merge_of(pair)
    return {
        "pair": pair,
        "heads": heads(pair),
        "reasons": reasons(pair),
        "kept": FIRST if kept == pair.first else SECOND,
        "differing": [line for line in lines if line.differs],
        "same": [line for line in lines if not line.differs and _says_something(pair.first, line.name)],
        "both": [_both(delegate) for delegate in (pair.first, pair.second)],
        "can_decide": pair.status == LikenessStatus.OPEN and _both_live(pair),
        "merged": merged,
        "merged_words": merged_words(merged) if merged else "",
        "can_undo": merged is not None and merges.can_undo(merged, now=timezone.now()),
    }


def _both_live(pair: Likeness) -> bool:
    return duplicates.is_live(pair.first) and duplicates.is_live(pair.second)


def _lines(pair: Likeness, kept: Delegate, gone: Delegate, *, sensitive: bool) -> list[Line]:
    differing, suggested = merge_plans.differing(pair.first, pair.second), merge_plans.suggested(kept, gone)
    own, other = (FIRST, SECOND) if kept == pair.first else (SECOND, FIRST)
    return [
        Line(
            name,
            _label(name),
            _value(pair.first, name),
            _value(pair.second, name),
            name in differing,
            other if name in suggested else own,
        )
        for name in TAKEABLE
        if sensitive or name not in SENSITIVE
    ]


def _says_something(delegate: Delegate, name: str) -> bool:
    """Whether the value is more than what everybody has who said nothing."""
    usual = Delegate._meta.get_field(name).get_default()  # type: ignore[union-attr]
    held = getattr(delegate, name)
    return bool(held) and held != usual


def _label(name: str) -> str:
    if name == "delegation":
        return _("Category and delegation")
    return Delegate.label_of(name)


def _value(delegate: Delegate, name: str) -> str:
    if name == "delegation":
        return _belongs(delegate)
    if name == "position":
        return " · ".join(filter(None, (delegate.position, in_words(delegate.positions))))
    if name == "photo":
        return _("The photo of No. %(number)d") % {"number": delegate.number} if delegate.photo else ""
    return person.value(delegate, name)


def _both(delegate: Delegate) -> dict[str, Any]:
    """What stands below the fields: papers, sessions, history."""
    return {
        "delegate": delegate,
        "papers": [mention.document for mention in delegate.mentions.select_related("document")],
        "signups": list(delegate.signups.select_related("session")),
        "history": person.history_of(delegate),
    }


# Merges ----------------------------------------------------------------------------------------------------


def merge_of(pair: Likeness) -> Merge | None:
    """The merge in force between the two, when there is one."""
    both = [pair.first_id, pair.second_id]
    found = Merge.objects.in_force().filter(kept__in=both, gone__in=both)
    return found.select_related("kept__conference", "gone", "by").order_by("-at").first()  # type: ignore[no-any-return]


def merged_words(merged: Merge) -> str:
    """`No. 15 was merged into No. 12 on 3 October 2026 by Aigul.`"""
    words = {
        "gone": merged.gone.number,
        "kept": merged.kept.number,
        "day": day(local(merged.at, timezone.get_current_timezone()).date()),
        "who": merged.by,
    }
    return _("No. %(gone)d was merged into No. %(kept)d on %(day)s by %(who)s.") % words


def notices_of(delegate: Delegate) -> dict[str, Any]:
    """What the page of one delegate says of others who may be the same person, and of merges; two statements."""
    open_pairs = duplicates.open_pairs_of(delegate).select_related(FIRST, SECOND)
    in_force = merges.of_delegate(delegate).filter(undone_at=None)
    return {
        "alike": [
            {"pair": pair, "other": pair.second if pair.first_id == delegate.pk else pair.first} for pair in open_pairs
        ],
        "merged": [{"merge": each, "words": merged_words(each), "pair": _pair_of(each)} for each in in_force],
    }


def _pair_of(merged: Merge) -> int | None:
    first, second = sorted((merged.kept_id, merged.gone_id))
    return Likeness.objects.filter(first=first, second=second).values_list("pk", flat=True).first()
