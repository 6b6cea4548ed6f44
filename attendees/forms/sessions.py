"""Choosing sessions: what is offered, how many places are left, what cannot be had together."""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from attendees.domain.seating import Seats, sessions_offered
from conference.models import Category, Session
from core.times import clock_time, day, local
from core.translations import translated


class SessionBoxes(forms.CheckboxSelectMultiple):
    """One box a session; a full one cannot be ticked, but what was ticked stays to be seen."""

    full: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, label: Any, selected: bool, *args: Any, **kwargs: Any) -> Any:
        option = super().create_option(name, value, label, selected, *args, **kwargs)
        if value in self.full and not selected:
            option["attrs"]["disabled"] = True
        return option


class SessionsField(forms.MultipleChoiceField):
    """Session codes; the sessions are read when they are shown or chosen, in one statement."""

    widget = SessionBoxes
    default_error_messages = {
        "invalid_choice": gettext_lazy("This conference has no session “%(value)s”. Choose from the list."),
        "invalid_list": gettext_lazy("Choose from the list."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Sessions"), "required": False, **kwargs})
        self.category: Category | None = None
        self.held: frozenset[int] = frozenset()
        self._loaded: dict[str, tuple[Session, Seats]] | None = None

    def offer(self, category: Category, *, held: Iterable[int] = ()) -> None:
        """Offer the sessions the category may choose; a place already held is never too late."""
        self.category, self.held, self._loaded = category, frozenset(held), None
        self.choices = self._labels

    def loaded(self) -> dict[str, tuple[Session, Seats]]:
        """The sessions by code with their places, read once."""
        if self._loaded is None and self.category is not None:
            self._loaded = {session.code: (session, seats) for session, seats in sessions_offered(self.category)}
        return self._loaded or {}

    def _labels(self) -> list[tuple[str, str]]:
        rows = self.loaded().items()
        self.widget.full = frozenset(
            code for code, (session, seats) in rows if session.pk not in self.held and not seats.has_room()
        )
        return [(code, label(session, seats)) for code, (session, seats) in rows]

    def clean(self, value: Any) -> list[Session]:
        """The sessions chosen, each of this conference, free and at a time of its own (IN-19)."""
        codes = list(dict.fromkeys(super().clean(value)))
        chosen = [self.loaded()[code] for code in codes]
        self._check_places(chosen)
        self._check_times([session for session, _seats in chosen])
        return [session for session, _seats in chosen]

    def valid_value(self, value: Any) -> bool:
        return value in self.loaded()

    def validate(self, value: list[str]) -> None:
        forms.Field.validate(self, value)
        for code in value:
            if not self.valid_value(code):
                # Whatever was sent may be long; enough is shown to recognise it.
                params = {"value": str(code)[:30]}
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", params)

    def _check_places(self, chosen: Sequence[tuple[Session, Seats]]) -> None:
        for session, seats in chosen:
            if session.pk not in self.held and not seats.has_room():
                text = _("“%(session)s” is full. Choose another session or none.") % {"session": session}
                raise ValidationError(text, code="session_full")

    def _check_times(self, sessions: Sequence[Session]) -> None:
        for one, other in combinations(sessions, 2):
            if one.overlaps(other):
                text = _("“%(one)s” and “%(other)s” are held at the same time. Choose one of them.")
                raise ValidationError(text % {"one": one, "other": other}, code="session_clash")


def label(session: Session, seats: Seats) -> str:
    """`Interviewing · 25 November, 14:10–15:30 · Room B · 6 of 24 places left`."""
    parts = (translated(session.title), when(session), _room(session), places(seats))
    return " · ".join(part for part in parts if part)


def when(session: Session) -> str:
    """The day and the hours on the clocks of the conference."""
    zone = session.conference.zone
    starts, ends = local(session.starts_at, zone), local(session.ends_at, zone)
    return f"{day(starts, year=False)}, {clock_time(starts)}–{clock_time(ends)}"


def places(seats: Seats) -> str:
    """How many places are left, in words."""
    if seats.limit is None:
        return ""
    if not seats.free:
        return _("full: all %(limit)d places are taken") % {"limit": seats.limit}
    words = ngettext("%(free)d of %(limit)d place left", "%(free)d of %(limit)d places left", seats.limit)
    return words % {"free": seats.free, "limit": seats.limit}


def _room(session: Session) -> str:
    return translated(session.room.name) if session.room else ""
