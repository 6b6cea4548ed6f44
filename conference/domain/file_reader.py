"""Reading a declarative file: every value checked, every complaint with its place in the file."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from core.languages import name_of
from core.text import clean_block, clean_line
from core.translations import Translations


@dataclass
class Findings:
    """What reading a file brings to light: problems stop it, notes do not."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Part:
    """One object of the file: ``sessions[3]``. Remembers what was asked for, so that typing errors show."""

    def __init__(self, value: object, place: str, findings: Findings, languages: Iterable[str] = ()) -> None:
        self.place, self.findings, self.languages = place, findings, list(languages)
        self._asked: set[str] = set()
        self._values: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping):
            self.complain("", _("this must be an object, { … }"))

    # What may be wrong --------------------------------------------------------------------------

    def complain(self, key: str, text: str) -> None:
        """Note a problem at a key of this object."""
        self.findings.problems.append(f"{self.at(key)}: {text}")

    def at(self, key: str) -> str:
        """The place of a key in the file."""
        return ".".join(filter(None, [self.place, key])) or _("the file")

    def has(self, key: str) -> bool:
        """Whether the file says something at that key."""
        return self._values.get(key) is not None

    def is_silent(self, key: str) -> bool:
        """Whether the file may say something at that key and does not; `null` says "none"."""
        return key in self._asked and key not in self._values

    def raw(self, key: str) -> object:
        """What stands there, whatever it is."""
        return self._values.get(key)

    def expect(self, *keys: str) -> None:
        """These keys may stand here, and need not be read."""
        self._asked.update(keys)

    def close(self) -> None:
        """Complain of keys that nobody asked for."""
        for key in sorted(set(map(str, self._values)) - self._asked):
            known = ", ".join(sorted(self._asked))
            self.complain(key, _("unknown word; known are: %(known)s") % {"known": known})

    def ignore(self, *keys: str) -> None:
        """Take no notice of these keys, and say so."""
        for key in keys:
            if self._take(key) is not None:
                self.findings.notes.append(_("%(key)s: not read by this command") % {"key": self.at(key)})

    def _take(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    # Values -------------------------------------------------------------------------------------

    def line(self, key: str, limit: int | None, *, required: bool = False) -> str:
        """One line of text."""
        value = self._take(key)
        if value is None:
            value = ""
        if not isinstance(value, str):
            self.complain(key, _("this must be text"))
            return ""
        text = clean_line(value)
        if required and not text:
            self.complain(key, _("this is missing"))
        self._check_length(key, text, limit)
        return text

    def texts(self, key: str, limit: int | None, *, required: bool = False, multiline: bool = False) -> Translations:
        """A text by language; a plain text is in the first language of the conference."""
        value = self._take(key)
        if isinstance(value, str):
            value = {self.languages[0] if self.languages else "en": value}
        if value is not None and not isinstance(value, Mapping):
            self.complain(key, _('this must be text by language, {"en": "…"}'))
            value = None
        tidy = clean_block if multiline else clean_line
        texts = {}
        for language, raw in (value or {}).items():
            if text := self._text(f"{key}.{language}", language, raw, tidy):
                self._check_length(f"{key}.{language}", text, limit)
                texts[language] = text
        self._check_languages(key, texts, required=required)
        return texts

    def _text(self, place: str, language: str, text: object, tidy: Any) -> str:
        if self.languages and language not in self.languages:
            self.complain(place, _("this is not a language of the conference"))
        if not isinstance(text, str):
            self.complain(place, _("this must be text"))
            return ""
        return str(tidy(text))

    def _check_languages(self, key: str, texts: Translations, *, required: bool) -> None:
        missing = [language for language in self.languages if language not in texts]
        if required and not texts:
            self.complain(key, _("this is missing"))
        elif texts and missing:
            words = _("%(key)s: no text in %(languages)s")
            names = ", ".join(map(name_of, missing))
            self.findings.notes.append(words % {"key": self.at(key), "languages": names})

    def _check_length(self, key: str, text: str, limit: int | None) -> None:
        if limit and len(text) > limit:
            words = _("this is too long: %(length)d letters, at most %(limit)d")
            self.complain(key, words % {"length": len(text), "limit": limit})

    def word(self, key: str, known: Iterable[str], default: str = "") -> str:
        """One of the words known; without a default it is required."""
        value = self._take(key)
        if value is None and default:
            return default
        choices = list(known)
        if value not in choices:
            what = _("this is missing") if value is None else _("unknown word %(value)r") % {"value": value}
            words = _("%(what)s; choose from %(known)s")
            self.complain(key, words % {"what": what, "known": ", ".join(choices)})
            return default or choices[0]
        return str(value)

    def words(self, key: str, known: Iterable[str], default: Iterable[str] = ()) -> list[str]:
        """A list of words known."""
        value = self._take(key)
        if value is None:
            return list(default)
        choices = list(known)
        if not isinstance(value, list):
            self.complain(key, _("this must be a list, [ … ]"))
            return list(default)
        for number, each in enumerate(value):
            if each not in choices:
                text = _("unknown word %(value)r; choose from %(known)s")
                self.complain(f"{key}[{number}]", text % {"value": each, "known": ", ".join(choices)})
        return [each for each in dict.fromkeys(map(str, value)) if each in choices]

    def number(self, key: str, *, least: int = 0, most: int = 2**31 - 1) -> int | None:
        """A whole number, or None where the file says nothing."""
        value = self._take(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.complain(key, _("this must be a whole number from %(least)d on") % {"least": least})
            return None
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._take(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.complain(key, _("this must be true or false"))
            return default
        return value

    def day(self, key: str, *, required: bool = False) -> date | None:
        """A day: 2024-11-25."""
        complaint = _("this must be a day such as 2024-11-25")
        found = self._parsed(key, date.fromisoformat, complaint, required=required)
        return found if isinstance(found, date) else None

    def clock(self, key: str) -> time | None:
        """A time of day: 09:00."""
        found = self._parsed(key, _clock, _("this must be a time such as 09:00"), required=True)
        return found if isinstance(found, time) else None

    def moment(self, key: str, zone: ZoneInfo, shift: timedelta) -> datetime | None:
        """A day and time on the conference's clocks: 2024-11-11T18:00."""
        found = self._parsed(key, _wall_clock, _("this must be a local time such as 2024-11-11T18:00"))
        return (found + shift).replace(tzinfo=zone) if isinstance(found, datetime) else None

    def _parsed(self, key: str, parse: Any, complaint: str, *, required: bool = False) -> object:
        value = self._take(key)
        if value is None and not required:
            return None
        try:
            return parse(value)
        except (TypeError, ValueError):
            self.complain(key, _("this is missing") if value is None else complaint)
            return None

    # Parts --------------------------------------------------------------------------------------

    def part(self, key: str) -> "Part":
        """The object at that key."""
        return Part(self._take(key), self.at(key), self.findings, self.languages)

    def parts(self, key: str) -> Iterator["Part"]:
        """The objects of the list at that key."""
        value = self._take(key)
        if value is not None and not isinstance(value, list):
            self.complain(key, _("this must be a list, [ … ]"))
            value = None
        for number, each in enumerate(value or []):
            yield Part(each, f"{self.at(key)}[{number}]", self.findings, self.languages)


def _clock(value: str) -> time:
    return datetime.strptime(value, "%H:%M").time()  # noqa: DTZ007  a clock on the wall has no zone


def _wall_clock(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        raise ValueError(value)
    return moment
