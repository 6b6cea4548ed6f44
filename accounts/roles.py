"""Who may do what, read from roles.toml: the roles a member of staff can hold at a conference."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FILE = Path(__file__).resolve().parent.parent / "roles.toml"

#: What the roles are called. The file cannot be translated, these words can.
NAMES = {
    "manager": _("Conference manager"),
    "officer": _("Registration officer"),
    "protocol": _("Protocol officer"),
    "programme": _("Programme officer"),
    "donor_viewer": _("Donor viewer"),
}


@dataclass(frozen=True)
class Role:
    """A part a member of staff can play at a conference."""

    code: str
    name: Promise | str
    rights: frozenset[str]


def read(text: str) -> tuple[frozenset[str], dict[str, Role]]:
    """The rights and the roles a file names.

    Raises ``ImproperlyConfigured`` for a right that is given but not explained, or a role
    without a name.
    """
    content: dict[str, Any] = tomllib.loads(text)
    rights = frozenset(content["rights"])
    roles = {code: _role(code, entry["rights"], rights) for code, entry in content["roles"].items()}
    return rights, roles


def _role(code: str, given: Iterable[str], known: frozenset[str]) -> Role:
    if unknown := sorted(set(given) - known):
        raise ImproperlyConfigured(f"roles.toml: {code} has unknown rights: {', '.join(unknown)}")
    if code not in NAMES:
        raise ImproperlyConfigured(f"roles.toml: {code} has no name in accounts/roles.py")
    return Role(code, NAMES[code], frozenset(given))


#: Every right there is, and every role by its code, in the order of the file.
RIGHTS, ROLES = read(FILE.read_text("utf-8"))


def role_choices() -> list[tuple[str, Promise | str]]:
    """The roles for a form or a model field."""
    return [(role.code, role.name) for role in ROLES.values()]
