"""Who of a table is registered already, and what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import get_language

from attendees.domain import duplicates, naming
from attendees.domain.duplicates import Like
from attendees.domain.incoming import Incoming
from attendees.enums import Sex
from attendees.models import Delegate, ImportBatch
from conference.domain import countries
from conference.models import Category
from core.likeness import STRONG
from core.text import fold, language_by_letters, name_key
from core.translations import in_words

#: So many possible persons are shown beside a line.
MOST_SHOWN = 5
#: Languages a table can say a position in.
LANGUAGES = ("en", "ru", "ky")
#: Columns that name a State: shown by its name.
STATES = {"country_id": "country", "nationality_id": "nationality"}
#: When both sides say something else here, it is somebody else.
TELLING = ("date_of_birth", "sex", "patronymic", "country_id")
#: By these two namesakes in one table are told apart.
TOLD_APART = (*TELLING, "email", "phone", "position", "organisation")


@dataclass(frozen=True)
class Difference:
    """One field that would change: what stands there and what the table says, as stored and in words."""

    field: str
    old: Any
    new: Any

    @property
    def label(self) -> str:
        """The name of the field."""
        return Delegate.label_of(STATES.get(self.field, self.field))

    @property
    def was(self) -> str:
        """What stands there, in words."""
        return words(self.field, self.old)

    @property
    def becomes(self) -> str:
        """What the table says, in words."""
        return words(self.field, self.new)


def words(field: str, value: Any) -> str:
    """A value of a column of Delegate in words: the name of a State, a day, the label of a choice."""
    if field in STATES:
        return countries.name(value, get_language() or "en") if value else ""
    if field == "date_of_birth" and value:
        return ".".join(reversed(str(value).split("-")))
    if field == "positions":
        return in_words(value)
    choices = dict(_field(field).flatchoices)
    return str(choices.get(value, "" if value is None else value))


def _field(name: str) -> Any:
    return Delegate._meta.get_field(name)


class Matches:
    """The people registered who may be those of the table, read in a few statements."""

    def __init__(
        self, batch: ImportBatch, lines: Sequence[Incoming], categories: Mapping[str, Category], usual: Category | None
    ) -> None:
        self.batch, self.categories, self.usual = batch, categories, usual
        self.lines = {each.line: each for each in lines}
        self.claimed: dict[int, int] = {}

    @cached_property
    def likes(self) -> dict[int, list[Like]]:
        """Line → whom the person is like, the likest first."""
        people = [
            duplicates.person(each.fields, delegation_id=self.batch.delegation_id) for each in self.lines.values()
        ]
        found = duplicates.like_many(self.batch.conference, people)
        return {line: likes[:MOST_SHOWN] for line, likes in zip(self.lines, found, strict=True)}

    @cached_property
    def keys(self) -> dict[int, str]:
        """Line → the key of the person: the same address and the same name are the same person (R-11)."""
        return {line: _person_key(each) for line, each in self.lines.items()}

    @cached_property
    def people(self) -> dict[int, Delegate]:
        """Everybody the table may mean, by number of the row; only whom the sender may see (R-05)."""
        pks = {like.delegate_id for likes in self.likes.values() for like in likes}
        wanted = self.batch.conference.delegates.live().select_related(
            "delegation__country", "delegation__organisation"
        )
        if self.batch.focal_point_id is not None:
            wanted = wanted.filter(delegation=self.batch.delegation_id)
        known = [key for key in self.keys.values() if key]
        rows = [*wanted.filter(pk__in=pks), *wanted.filter(person_key__in=known)]
        return {each.pk: each for each in rows}

    @cached_property
    def by_key(self) -> dict[str, Delegate]:
        """The people by their keys."""
        return {each.person_key: each for each in self.people.values() if each.person_key}

    def same(self, each: Incoming) -> Delegate | None:
        """The one person registered who is this one beyond doubt; claimed by the first line that is."""
        found = self.by_key.get(self.keys[each.line]) or self._by_name(each)
        return found if found is not None and self.claim(found, each) else None

    def claim(self, person: Delegate, each: Incoming) -> bool:
        """Whether no earlier line is this person already."""
        return self.claimed.setdefault(person.pk, each.line) == each.line

    def _by_name(self, each: Incoming) -> Delegate | None:
        strong = [like for like in self.likes[each.line] if like.points >= STRONG and like.delegate_id in self.people]
        sure = [person for like in strong if self._is_same(each, person := self.people[like.delegate_id])]
        return sure[0] if len(sure) == 1 else None

    def _is_same(self, each: Incoming, person: Delegate) -> bool:
        """The same name, nothing against it, and something beside the name for it."""
        said = each.fields
        if not _names(each) & _names_of(person) or any(_differs(said, person, name) for name in TELLING):
            return False
        if any(_agrees(said, person, name) for name in ("email", "phone", "date_of_birth")):
            return True
        if any(_differs(said, person, name) for name in ("email", "organisation")):
            return False
        is_ours = self.batch.delegation_id is not None and person.delegation_id == self.batch.delegation_id
        return is_ours or any(_agrees(said, person, name) for name in ("organisation", "country_id"))

    @cached_property
    def twins(self) -> dict[int, int]:
        """Line → an earlier line with the same name and nothing to tell the two apart."""
        first: dict[str, list[Incoming]] = {}
        found: dict[int, int] = {}
        for each in self.lines.values():
            namesakes = [one for key in _names(each) for one in first.get(key, ())]
            if twin := next((one for one in namesakes if self._may_be_one(one, each)), None):
                found[each.line] = twin.line
            for key in _names(each):
                first.setdefault(key, []).append(each)
        return found

    def _may_be_one(self, one: Incoming, other: Incoming) -> bool:
        """Whether nothing both lines say differs: two namesakes have two birthdays, addresses or posts."""
        pairs = [(one.fields.get(name), other.fields.get(name)) for name in TOLD_APART]
        differs = any(left and right and fold(str(left)) != fold(str(right)) for left, right in pairs)
        return not differs or self.is_one_key(one.line, other.line)

    def is_one_key(self, line: int, other: int) -> bool:
        """Whether two lines have one address and one name: they can never be two registrations (R-11)."""
        return bool(self.keys[line]) and self.keys[line] == self.keys[other]

    def candidates(self, each: Incoming) -> tuple[tuple[Delegate, ...], tuple[Like, ...]]:
        """Whom the person may be, with how alike they are."""
        likes = tuple(like for like in self.likes[each.line] if like.delegate_id in self.people)
        return tuple(self.people[like.delegate_id] for like in likes), likes

    def differences(self, each: Incoming, person: Delegate) -> tuple[Difference, ...]:
        """The fields the line gives and the registration has otherwise; what we only suggest overwrites nothing."""
        said = {**each.fields, **_position_of(each.fields, person)}
        if each.capacity and person.delegation_id:
            said["capacity"] = each.capacity
        found = []
        for name, value in sorted(said.items()):
            old = getattr(person, name)
            if old != value and not (name in each.suggested and _has_latin(person)):
                found.append(Difference(name, old, value))
        return tuple(found)


def _position_of(said: Mapping[str, Any], person: Delegate) -> dict[str, Any]:
    """Position and translations as they would be stored: a text the registration has already, in whichever language it
    was typed there, is no other position."""
    text, texts = said.get("position"), said.get("positions", {})
    if not text:
        return {}
    if text == person.position:
        return {"positions": {**person.positions, **texts}}
    if not texts and text in person.positions.values():
        return {"position": person.position}
    language = language_by_letters(text, LANGUAGES)
    if language and person.position in texts.values():
        others = {code: other for code, other in texts.items() if other != person.position}
        return {"position": person.position, "positions": {**person.positions, language: text, **others}}
    return {}


def _differs(said: Mapping[str, Any], person: Delegate, name: str) -> bool:
    """Whether both say something, and something else."""
    one, other = _plain(said.get(name)), _plain(getattr(person, name))
    return bool(one and other) and one != other


def _agrees(said: Mapping[str, Any], person: Delegate, name: str) -> bool:
    one = _plain(said.get(name))
    return bool(one) and one == _plain(getattr(person, name))


def _plain(value: Any) -> str:
    return "" if value in (None, Sex.NOT_STATED) else fold(str(value))


def _has_latin(person: Delegate) -> bool:
    return bool(person.given_name or person.family_name)


def _names(each: Incoming) -> set[str]:
    said = each.fields
    pairs = [(said.get(f"{alphabet}family_name", ""), said.get(f"{alphabet}given_name", "")) for alphabet in ALPHABETS]
    return {key for family, given in pairs if (key := name_key(family, given))}


def _names_of(person: Delegate) -> set[str]:
    pairs = [
        (person.family_name, person.given_name),
        (person.cyrillic_family_name, person.cyrillic_given_name),
    ]
    return {key for family, given in pairs if (key := name_key(family, given))}


ALPHABETS = ("", "cyrillic_")


def _person_key(each: Incoming) -> str:
    said = each.fields
    return naming.person_key(said.get("email", ""), said.get("family_name", ""), said.get("given_name", ""))
