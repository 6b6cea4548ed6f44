"""The one way the domain says no."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class DomainError(Exception):
    """A refusal: ``text`` for people, ``code`` for machines.

    The text may be a lazy translation; it is put into words in the language of whoever
    reads it. Subclasses name the topic (``CheckInRefused``) and add nothing else.
    """

    def __init__(self, text: str | _StrPromise, code: str) -> None:
        super().__init__(text, code)
        self.text = text
        self.code = code

    def __str__(self) -> str:
        return str(self.text)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r})"


def invalid(refusal: DomainError, **params: Any) -> ValidationError:
    """A refusal as a form shows it: at one of its fields, or above them all."""
    return ValidationError(str(refusal), code=refusal.code, params=params)
