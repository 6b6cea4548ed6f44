"""What can be wrong with one badge: told by the person's name, while the others come out (FT-15, R-41, R-42)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attendees.badges.designs import labels
from attendees.papers import fonts

TOO_LONG, LETTER_MISSING, PHOTO_BROKEN, NO_ALIAS, NO_PHOTO = (
    "too_long",
    "letter_missing",
    "photo_broken",
    "no_alias",
    "no_photo",
)
#: What to do about it.
WORDS = {
    TOO_LONG: gettext_lazy("“%(what)s” does not fit, even in small letters. Write a shorter “name on the badge”."),
    LETTER_MISSING: gettext_lazy("no font has the letter %(letters)s."),
    PHOTO_BROKEN: gettext_lazy("the photo cannot be read. Ask for another one."),
    NO_ALIAS: gettext_lazy("is to be shown under an alias, and none is written. Write it as “name on the badge”."),
    NO_PHOTO: gettext_lazy("is printed without the photo the category asks for."),
}
#: For what no other name on the badge helps.
NOT_A_NAME = gettext_lazy("“%(what)s” does not fit, even in small letters. Shorten it, or give it more room.")
NAMES = {"given", "family", "name", "second"}


@dataclass(frozen=True)
class Problem:
    """A fault of one badge: a code, the element it is about, the letters that are missing."""

    code: str
    what: str = ""
    letters: str = ""

    def words(self) -> str:
        """What is wrong, and what to do."""
        named = {"what": labels().get(self.what, self.what), "letters": in_words(self.letters)}
        is_other = self.code == TOO_LONG and self.what not in NAMES
        said = str(NOT_A_NAME if is_other else WORDS[self.code]) % named
        return " ".join(filter(None, [said, fonts.remedy(self.letters)]))

    def stored(self) -> dict[str, str]:
        """As JSON, with nothing personal in it."""
        return {name: value for name, value in asdict(self).items() if value}


def in_words(letters: str) -> str:
    """`“😀” GRINNING FACE (U+1F600)`."""
    return ", ".join(f"“{letter}” {fonts.name_of(letter)}" for letter in letters)


def told(who: str, problem: Problem) -> str:
    """`Asanov, Marat: the photo cannot be read. …`"""
    return _("%(who)s: %(problem)s") % {"who": who, "problem": problem.words()}


def from_json(rows: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """What was stored."""
    return [Problem(row["code"], row.get("what", ""), row.get("letters", "")) for row in rows if row["code"] in WORDS]
