"""Rows as a declarative file wants them."""

from dataclasses import dataclass, field
from typing import Any

from django.db import models

from conference.domain.file_reader import Part

#: Where the file's word is not the name of the field.
WORDS = {
    "is_step_free": "step_free",
    "is_closed": "closed",
    "is_demo": "illustrative",
    "country_id": "country",
    "first_country_id": "first_country",
    "registration_opens_at": "registration_opens",
    "nomination_deadline_at": "nomination_deadline",
    "registration_closes_at": "registration_closes",
    "modification_deadline_at": "modification_deadline",
}


@dataclass(frozen=True)
class Ref:
    """Another row of the file, by its model and key."""

    model: type[models.Model]
    key: tuple[Any, ...]


@dataclass(frozen=True)
class Wanted:
    """A row as the file wants it.

    `values` is what the file says and is compared with what is there; `defaults`, what follows from
    its silence, only fill a new row: a text written since then in the admin stays.
    """

    model: type[models.Model]
    key: tuple[Any, ...]
    what: str
    values: dict[str, Any]
    defaults: dict[str, Any] = field(default_factory=dict)


def limit(model: type[models.Model], name: str) -> int | None:
    """How long a text of that field may be."""
    return model._meta.get_field(name).max_length  # type: ignore[union-attr]


def apart(values: dict[str, Any], *parts: Part) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the file says, and what follows from its silence."""
    silent = {name for name in values if any(part.is_silent(WORDS.get(name, name)) for part in parts)}
    said = {name: value for name, value in values.items() if name not in silent}
    return said, {name: values[name] for name in silent}
