"""The categories of a declarative file: the seventeen defaults, and what the file says otherwise."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from conference.data.categories import DEFAULTS
from conference.domain.file_reader import Part
from conference.domain.file_rows import Wanted, limit
from conference.enums import ApprovalMode, AskedField, InList, PhotoRule
from conference.models import Category

#: The badge colours of the defaults; others have not been tried on paper.
COLOURS = ("red", "green", "yellow", "blue-grey", "grey", "blue")
#: What a category that is no default has to say.
NEEDED = ("name", "letter", "colour", "order")


def wanted(parts: Iterable[Part], languages: list[str]) -> list[Wanted]:
    """All defaults in their order, then the file's own categories."""
    said: dict[str, dict[str, Any]] = {}
    defaults = {row["code"]: row for row in DEFAULTS}
    for part in parts:
        code = part.line("code", limit(Category, "code"), required=True)
        if code in said:
            part.complain("code", _("%(what)s is here twice") % {"what": code})
        said[code] = _said_of(part, needed=() if code in defaults else NEEDED)
        part.close()
    codes = [*defaults, *(code for code in said if code not in defaults)]
    return [_row(code, said.get(code, {}), defaults.get(code, {}), languages) for code in codes]


def _row(code: str, said: dict[str, Any], default: dict[str, Any], languages: list[str]) -> Wanted:
    limited = {name: _in_languages(value, languages) for name, value in default.items()}
    return Wanted(Category, (code,), _("category %(code)s") % {"code": code}, {"code": code, **said}, limited)


def _in_languages(value: Any, languages: list[str]) -> Any:
    """Default words in the languages of the conference; all of them where none is its own."""
    if not isinstance(value, dict):
        return value
    return {code: text for code, text in value.items() if code in languages} or value


def _said_of(part: Part, *, needed: Iterable[str]) -> dict[str, Any]:
    """What the file says of a category; silence keeps the default."""
    readers = _readers(part)
    part.expect(*readers)
    return {name: read(key) for key, (name, read) in readers.items() if not part.is_silent(key) or key in needed}


def _readers(part: Part) -> dict[str, tuple[str, Callable[[str], Any]]]:
    """How to read each word of the file, and the field it fills."""
    return {
        "name": ("name", lambda key: part.texts(key, limit(Category, "name"), required=True)),
        "choice": ("choice", lambda key: part.texts(key, limit(Category, "choice"))),
        "hint": ("hint", lambda key: part.texts(key, limit(Category, "hint"))),
        "badge_word": ("badge_word", lambda key: part.texts(key, limit(Category, "badge_word"))),
        "letter": ("letter", lambda key: part.line(key, 1, required=True)),
        "head_letter": ("head_letter", lambda key: part.line(key, 1)),
        "colour": ("colour", lambda key: part.word(key, COLOURS)),
        "order": ("order", lambda key: part.number(key, most=32_000) or 200),
        "counts_as_delegate": ("counts_as_delegate", part.flag),
        "in_list": ("in_list", lambda key: part.word(key, InList.values)),
        "approval": ("approval", lambda key: part.word(key, ApprovalMode.values)),
        "photo": ("photo", lambda key: part.word(key, PhotoRule.values)),
        "quota": ("quota", part.number),
        "fields": ("fields_asked", lambda key: part.words(key, AskedField.values)),
        "open": ("is_open", part.flag),
    }
