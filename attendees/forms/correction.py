"""Correcting one's data: the same questions as at registration, only those still open."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from attendees.forms.person import COLUMNS, AcademicTitleField, PersonForm, RankField
from attendees.models import Delegate
from conference.enums import PhotoRule
from core.errors import DomainError, invalid
from core.times import local


class CorrectionForm(PersonForm):
    """The answers of one delegate, to be changed. Cleans and never saves."""

    academic_title = AcademicTitleField()
    rank = RankField()

    def __init__(self, delegate: Delegate, *, allowed: Iterable[str], now: datetime, **kwargs: Any) -> None:
        self.delegate = delegate
        today = local(now, delegate.conference.zone).date()
        super().__init__(
            delegate.category,
            today=today,
            initial=answers_of(delegate, self.base_fields.keys() - self.not_columns),
            **kwargs,
        )
        allowed = frozenset(allowed)
        for name in list(self.fields):
            if COLUMNS.get(name, name) not in allowed:
                del self.fields[name]
        self._keep_language()

    def _keep_language(self) -> None:
        """A conference may have dropped the language somebody chose."""
        if "language" in self.fields:
            self.fields["language"].initial = self.delegate.language

    def _kept_name(self) -> str:
        return _("Your photo") if self.delegate.photo else ""

    def changes(self) -> dict[str, Any]:
        """The answers as ``corrections.correct`` takes them; an empty file field changes no photo."""
        changes = self.columns()
        if "photo" in self.fields and self.sent_photo.file and self.category.photo != PhotoRule.FORBIDDEN:
            changes["photo"] = self.sent_photo.file
        return changes

    def differences(self) -> list[tuple[str, str, str]]:
        """Label, what is there now, what was typed, of every answer that would write over something (RC-23)."""
        return [
            (str(field.label), self._said(name, getattr(self.delegate, column)), self._said(name, typed[column]))
            for typed in [self.columns()]
            for name, field in self.fields.items()
            if (column := COLUMNS.get(name, name)) in typed and typed[column] != getattr(self.delegate, column)
        ]

    def _said(self, name: str, value: Any) -> str:
        """A value in words: the label of a choice, or the value itself."""
        key = getattr(value, "pk", value)
        return str(dict(getattr(self.fields[name], "choices", ())).get(key, key) or "–")

    def refuse(self, refusal: DomainError) -> None:
        """Show what only the domain could see."""
        self.add_error(None, invalid(refusal))


def answers_of(delegate: Delegate, names: Iterable[str]) -> dict[str, Any]:
    """What a form with these questions shows at first."""
    columns = {COLUMNS.get(name, name) for name in names} - {"photo", "country", "nationality"}
    said = {name: getattr(delegate, name) for name in sorted(columns)}
    return {
        **said,
        "single_name": delegate.is_single_name,
        "country": delegate.country_id or "",
        "nationality": delegate.nationality_id or "",
        "date_of_birth": _day(delegate.date_of_birth),
    }


def _day(stored: str) -> date | None:
    return date.fromisoformat(stored) if stored else None
