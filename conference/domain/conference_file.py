"""The declarative file of a conference (docs/conference-file.md), read into rows that are wanted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext as _

from conference.domain import file_categories
from conference.domain.cloning import check_form_of_slug
from conference.domain.file_reader import Findings, Part
from conference.domain.file_rows import Ref, Wanted, apart, limit
from conference.domain.refusals import ConferenceRefused, FileRefused
from conference.enums import (
    Accent,
    Confidentiality,
    CountryOrder,
    PartnerRole,
    SessionRoleKind,
    SessionType,
    SignupRule,
)
from conference.models import (
    Conference,
    Country,
    Organisation,
    Partner,
    Room,
    Session,
    SessionRole,
    Venue,
)
from core.translations import Translations, translated

LONGEST_NOTICE = 20_000


@dataclass
class ConferenceFile:
    """A file without problems. `rows` stand so that a row comes after those it refers to."""

    slug: str
    is_demo: bool
    rows: list[Wanted]
    notice: Translations
    notes: list[str]


def read(data: object, *, shift_to: date | None = None) -> ConferenceFile:
    """Check the whole file; with `shift_to` every day moves so that the conference begins on that day.

    Raises ``FileRefused`` (``file_invalid``), whose text names every problem with its place, one a line.
    """
    findings = Findings()
    top = Part(data, "", findings)
    reader = _Reader(top, shift_to)
    file = reader.read()
    if findings.problems:
        raise FileRefused("\n".join(findings.problems), "file_invalid")
    return file


class _Reader:
    """One reading of one file: what the parts need to know of each other."""

    def __init__(self, top: Part, shift_to: date | None) -> None:
        self.top, self.part = top, top.part("conference")
        self.countries = set(Country.objects.values_list("pk", flat=True))
        self.languages = self._languages()
        top.languages = self.part.languages = self.languages
        self.zone = self._zone()
        self.starts_on = self.part.day("starts_on", required=True) or date(2000, 1, 1)
        self.ends_on = self.part.day("ends_on", required=True) or self.starts_on
        self.shift = (shift_to - self.starts_on) if shift_to else timedelta()
        self.rows: list[Wanted] = []
        self.venues: dict[str, tuple[Any, ...]] = {}

    def read(self) -> ConferenceFile:
        values = self._conference()
        slug, is_demo = values["slug"], values["is_demo"]
        what = _("conference %(slug)s") % {"slug": slug}
        self.rows.append(Wanted(Conference, (slug,), what, *apart(values, self.part, self.top)))
        for rows in (self._venues, self._rooms, self._partners, self._categories, self._sessions):
            rows()
        notice = self.top.texts("privacy_notice", LONGEST_NOTICE, multiline=True)
        self._check_complete(self.top, "privacy_notice", notice)
        self.top.ignore("id", "note", "country_quotas", "delegations", "non_delegates", "expected")
        self.top.close()
        return ConferenceFile(slug, is_demo, self.rows, notice, self.top.findings.notes)

    # The conference -----------------------------------------------------------------------------

    def _languages(self) -> list[str]:
        known = list(settings.CONFERENCE_LANGUAGES)
        if not self.part.has("languages"):
            words = _("this is missing; choose from %(known)s")
            self.part.complain("languages", words % {"known": ", ".join(known)})
        return self.part.words("languages", known)

    def _zone(self) -> ZoneInfo:
        name = self.part.line("timezone", limit(Conference, "timezone"), required=True)
        if name and name not in available_timezones():
            self.part.complain("timezone", _("unknown time zone %(name)r") % {"name": name})
            return ZoneInfo("UTC")
        return ZoneInfo(name or "UTC")

    def _conference(self) -> dict[str, Any]:
        part = self.part
        values: dict[str, Any] = {
            "slug": self._slug(),
            "symbol": part.line("symbol", limit(Conference, "symbol")),
            "confidentiality": part.word("confidentiality", Confidentiality.values, Confidentiality.RESTRICTED),
            "starts_on": self.starts_on + self.shift,
            "ends_on": self.ends_on + self.shift,
            "timezone": self.zone.key,
            "country_id": self._country(part, "country", required=True),
            "languages": self.languages,
            "interpretation": self._interpretation(),
            "capacity": part.number("capacity"),
            "country_order": part.word("country_order", CountryOrder.values, CountryOrder.ALPHABETICAL),
            "first_country_id": self._country(part, "first_country"),
            "accent": part.word("accent", Accent.values, Accent.PETROL),
            "contact_email": self._email(),
            "is_demo": self.top.flag("illustrative"),
        }
        values |= self._texts() | self._deadlines()
        if self.ends_on < self.starts_on:
            part.complain("ends_on", _("the last day is before the first"))
        part.close()
        return values

    def _slug(self) -> str:
        slug = self.part.line("slug", None, required=True)
        try:
            check_form_of_slug(slug or "x")
        except ConferenceRefused as refusal:
            self.part.complain("slug", str(refusal))
        return slug

    def _texts(self) -> dict[str, Translations]:
        lines = ("short_title", "city", "lead", "contact_note")
        blocks = ("about", "practical_notes")
        title = self.part.texts("title", limit(Conference, "title"), required=True)
        self._check_complete(self.part, "title", title)
        funding = self.top.texts("funding_sentence", limit(Conference, "funding_sentence"))
        texts = {name: self.part.texts(name, limit(Conference, name)) for name in lines}
        texts |= {name: self.part.texts(name, limit(Conference, name), multiline=True) for name in blocks}
        return {"title": title, **texts, "funding_sentence": funding}

    def _check_complete(self, part: Part, key: str, texts: Translations) -> None:
        """Some texts the public must find in every language of the conference, or not at all."""
        missing = [language for language in self.languages if texts and language not in texts]
        if missing:
            part.complain(key, _("missing in: %(languages)s") % {"languages": ", ".join(missing)})

    def _deadlines(self) -> dict[str, datetime | None]:
        names = {
            "registration_opens": "registration_opens_at",
            "nomination_deadline": "nomination_deadline_at",
            "registration_closes": "registration_closes_at",
            "modification_deadline": "modification_deadline_at",
        }
        found = {field: self.part.moment(name, self.zone, self.shift) for name, field in names.items()}
        opens, closes = found["registration_opens_at"], found["registration_closes_at"]
        if opens and closes and closes <= opens:
            self.part.complain("registration_closes", _("registration closes before it opens"))
        return found

    def _interpretation(self) -> list[str]:
        codes = list(settings.CONFERENCE_LANGUAGES)
        pairs = [f"{one}-{other}" for one in codes for other in codes if one != other]
        return self.part.words("interpretation", pairs)

    def _email(self) -> str:
        address = self.part.line("contact_email", limit(Conference, "contact_email"))
        try:
            validate_email(address or "nobody@example.org")
        except ValidationError:
            self.part.complain("contact_email", _("this is not an e-mail address"))
        return address

    def _country(self, part: Part, key: str, *, required: bool = False) -> str | None:
        code = part.line(key, None, required=required)
        if code and code not in self.countries:
            text = _("unknown State %(code)r; load the countries first, then use ISO alpha-2 codes")
            part.complain(key, text % {"code": code})
        return code or None

    # What belongs to it ---------------------------------------------------------------------------

    def _want(
        self, part: Part, model: type[models.Model], key: tuple[Any, ...], what: str, values: dict[str, Any]
    ) -> None:
        """Add a row; refuses a key that was there before."""
        if any(row.model is model and row.key == key for row in self.rows):
            part.complain("", _("%(what)s is here twice") % {"what": what})
        self.rows.append(Wanted(model, key, what, *apart(values, part)))
        part.close()

    def _key_of(self, texts: Translations) -> tuple[str]:
        return (translated(texts, self.languages[0] if self.languages else None),)

    def _venues(self) -> None:
        for part in self.top.parts("venues"):
            name = part.texts("name", limit(Venue, "name"), required=True)
            values = {"name": name, "address": part.texts("address", limit(Venue, "address"))}
            key = self._key_of(name)
            self.venues[part.line("code", None, required=True)] = key
            self._want(part, Venue, key, _("venue %(name)s") % {"name": key[0]}, values)

    def _rooms(self) -> None:
        for number, part in enumerate(self.top.parts("rooms"), start=1):
            code = part.line("code", limit(Room, "code"), required=True)
            venue = self._known(part, "venue", self.venues, _("unknown venue code %(code)r"))
            values = {
                "code": code,
                "name": part.texts("name", limit(Room, "name"), required=True),
                "capacity": part.number("capacity"),
                "is_step_free": part.flag("step_free"),
                "order": number,
                "venue": Ref(Venue, self.venues[venue]) if venue else None,
            }
            self._want(part, Room, (code,), _("room %(code)s") % {"code": code}, values)

    def _partners(self) -> None:
        organisations: set[tuple[str]] = set()
        for number, part in enumerate(self.top.parts("partners"), start=1):
            key, values = self._organisation(part)
            role = part.word("role", PartnerRole.values)
            mine = {
                "order": part.number("order") or number,
                "organisation": Ref(Organisation, key),
                "role": role,
                "funding_sentence": part.texts("funding_sentence", limit(Partner, "funding_sentence")),
            }
            if key not in organisations:
                organisations.add(key)
                what = _("organisation %(name)s") % {"name": key[0]}
                self.rows.append(Wanted(Organisation, key, what, *apart(values, part)))
            self._want(part, Partner, (role, *key), _("partner %(name)s") % {"name": key[0]}, mine)

    def _organisation(self, part: Part) -> tuple[tuple[str], dict[str, Any]]:
        name = part.texts("name", limit(Organisation, "name"), required=True)
        values = {
            "name": name,
            "short_name": part.texts("short_name", limit(Organisation, "short_name")),
            "country_id": self._country(part, "country"),
        }
        return self._key_of(name), values

    def _categories(self) -> None:
        self.rows += file_categories.wanted(self.top.parts("categories"), self.languages)

    # The programme --------------------------------------------------------------------------------

    def _sessions(self) -> None:
        rooms = {row.key[0]: row.key for row in self.rows if row.model is Room}
        for part in self.top.parts("sessions"):
            code = part.line("code", limit(Session, "code"), required=True)
            room = self._known(part, "room", rooms, _("unknown room code %(code)r"))
            values = {
                "code": code,
                "title": part.texts("title", limit(Session, "title"), required=True),
                "description": part.texts("description", limit(Session, "description"), multiline=True),
                "theme": part.texts("theme", limit(Session, "theme")),
                "type": part.word("type", SessionType.values, SessionType.PLENARY),
                "room": Ref(Room, (room,)) if room else None,
                "capacity": part.number("capacity"),
                "is_closed": part.flag("closed"),
                "languages": part.words("languages", self.languages),
                "signup": part.word("signup", SignupRule.values, SignupRule.NONE),
                **self._times(part),
            }
            people = list(part.parts("people"))
            self._want(part, Session, (code,), _("session %(code)s") % {"code": code}, values)
            self._people(code, people)

    def _times(self, part: Part) -> dict[str, datetime]:
        on = self._day_of(part) + self.shift
        starts, ends = part.clock("starts"), part.clock("ends")
        if not starts or not ends:
            return {}
        if ends <= starts:
            part.complain("ends", _("the session ends before it starts"))
        moments = {"starts_at": starts, "ends_at": ends}
        return {name: datetime.combine(on, at, tzinfo=self.zone) for name, at in moments.items()}

    def _day_of(self, part: Part) -> date:
        """`day`: 1 is the first day; or the day itself. Silence is the first day."""
        if isinstance(part.raw("day"), str):
            on = part.day("day") or self.starts_on
        else:
            on = self.starts_on + timedelta(days=(part.number("day", least=1, most=366) or 1) - 1)
        if not self.starts_on <= on <= max(self.ends_on, self.starts_on):
            part.complain("day", _("this day is outside the conference"))
        return on

    def _people(self, code: str, people: Iterable[Part]) -> None:
        for number, part in enumerate(people, start=1):
            values = {
                "session": Ref(Session, (code,)),
                "order": number,
                "role": part.word("role", SessionRoleKind.values),
                "who": part.texts("who", limit(SessionRole, "who")),
                "country_id": self._country(part, "country"),
                "count": part.number("count", least=1, most=32_000) or 1,
                "topic": part.texts("topic", limit(SessionRole, "topic")),
            }
            what = _("person %(number)d of session %(code)s") % {"number": number, "code": code}
            self._want(part, SessionRole, (code, number), what, values)

    def _known(self, part: Part, key: str, known: Iterable[str], complaint: str) -> str:
        code = part.line(key, None)
        if code and code not in known:
            part.complain(key, complaint % {"code": code})
            return ""
        return code
