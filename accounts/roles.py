"""Who may do what: the roles of `roles.toml`, read once at start."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

ROLES_FILE = Path(__file__).resolve().parent.parent / "roles.toml"


@dataclass(frozen=True)
class Role:
    """A role of the staff at one conference: its code, its name, its rights."""

    code: str
    name: str
    rights: frozenset[str]


@cache
def roles() -> dict[str, Role]:
    """The roles by code, in the order of the file."""
    table = tomllib.loads(ROLES_FILE.read_text(encoding="utf-8"))
    return {
        code: Role(code, role["name"], frozenset(role["rights"])) for code, role in table["roles"].items()
    }


@cache
def all_rights() -> frozenset[str]:
    """Every right any role may hold; a superuser holds them all."""
    return frozenset(tomllib.loads(ROLES_FILE.read_text(encoding="utf-8"))["rights"])


def role_choices() -> list[tuple[str, str]]:
    """Code and name of every role, for forms."""
    return [(code, gettext(role.name)) for code, role in roles().items()]
