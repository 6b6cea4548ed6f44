"""One line of a table becomes the fields of one person, or the cells in which it cannot be understood."""

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from attendees.domain.incoming import Incoming
from attendees.imports import dates, honours, person_names
from attendees.imports.drafts import Draft, Setting
from attendees.imports.headers import Column, Layout
from attendees.imports.tables import ERRORS, FORMULA
from attendees.imports.targets import POSITIONS, TARGETS
from attendees.imports.vocabulary import NOTHING, capacity_of, language_of, sex_of
from conference.domain import countries
from core.fields import CleanCharField, EmailField, PhoneField
from core.text import clean_line, fold

OLDEST = 120
EMAIL = re.compile(r"[^\s;,/|<>()]+@[^\s;,/|<>()]+")
PHONE = re.compile(r"\+?\s?\(?\d[\d\s().–-]{4,}\d")
APART = re.compile(r"[;,/|\n]|\sи\s|\sor\s")


class LineReader:
    """Reads the lines of one sheet under one layout."""

    def __init__(self, layout: Layout, setting: Setting) -> None:
        self.layout, self.setting = layout, setting
        self.names = person_names.NameReader(layout, setting)
        self.plain = {name: CleanCharField(max_length=longest, required=False) for name, longest in LONGEST.items()}
        self.email = EmailField(required=False)

    def read(self, index: int, row: Sequence[str]) -> Incoming:
        """The person of a line; `index` counts from 0."""
        draft = Draft(index, row)
        cells = {column: self._said(draft, column, row) for column in self.layout.columns if column.field}
        self.names.read(draft, {column: text for column, text in cells.items() if TARGETS[column.field].is_name})
        draft.cells = {column.field: draft.told(column) for column in cells}
        for column, text in cells.items():
            if text and column.field in READERS:
                READERS[column.field](self, draft, column, text)
        _put_positions_together(draft)
        self.names.suggest(draft)
        return draft.finished()

    def _said(self, draft: Draft, column: Column, row: Sequence[str]) -> str:
        """The text of a cell; "none" is nothing, and what a spreadsheet could not work out is refused (IM-08)."""
        text = row[column.index].strip() if column.index < len(row) else ""
        if text == FORMULA:
            words = _(
                "This formula has no result in the file. Open the file in Excel, save it again, or type the value."
            )
            draft.refuse(column, words, "formula")
            return ""
        if text.upper() in ERRORS:
            draft.refuse(column, _("Excel shows an error in this cell. Type the value."), "error_cell")
            return ""
        return "" if text.lower() in NOTHING else text

    # One kind of column after the other ---------------------------------------------------------------

    def text(self, draft: Draft, column: Column, text: str) -> None:
        draft.put(column, column.field, text.replace("\n", " "), self.plain[column.field])

    def position(self, draft: Draft, column: Column, text: str) -> None:
        """A position, and the rank that stands before or behind it: of two languages that of the first column."""
        found = honours.of_position(clean_line(text))
        if found.rank and not self.layout.of("rank"):
            if column.field == "position" or "rank" not in draft.fields:
                draft.put(column, "rank", found.rank, self.plain["rank"])
            text = found.rest
        draft.put(column, column.field, text.replace("\n", " "), self.plain["position"])

    def courtesy_title(self, draft: Draft, column: Column, text: str) -> None:
        if title := honours.title_of(text):
            draft.fields["title"] = title
        else:
            words = _("“%(text)s” is no courtesy title we know; it is left out.") % {"text": clean_line(text)[:40]}
            draft.note(column, words, "title")

    def country(self, draft: Draft, column: Column, text: str) -> None:
        """A State by any of its names (R-38)."""
        if iso2 := countries.find(text):
            draft.fields[f"{column.field}_id"] = iso2
        else:
            words = _("We know no State “%(text)s”. Write its name as the United Nations do.")
            draft.refuse(column, words % {"text": clean_line(text)[:60]}, "unknown_country")

    def sex(self, draft: Draft, column: Column, text: str) -> None:
        if sex := sex_of(text):
            draft.fields["sex"] = sex
        else:
            draft.refuse(column, _("Write M or F, or leave the cell empty."), "sex")

    def birth(self, draft: Draft, column: Column, text: str) -> None:
        setting = self.setting
        reading = dates.read(text, today=setting.today, order=setting.date_order, is_1904=setting.is_1904)
        if reading.problem == "ambiguous" and reading.day and reading.other:
            words = _(
                "This can be read as %(one)s or %(other)s. Write it like 27.03.1980, or say how dates are written."
            )
            both = {"one": f"{reading.day:%d.%m.%Y}", "other": f"{reading.other:%d.%m.%Y}"}
            draft.refuse(column, words % both, "ambiguous")
        elif reading.day is None:
            words = (
                _("There is no such day.") if reading.problem == "no_such_day" else _("This is no date we can read.")
            )
            draft.refuse(column, " ".join([words, _("Write it like 27.03.1980.")]), reading.problem)
        elif not 0 < setting.today.year - reading.day.year <= OLDEST:
            draft.refuse(column, _("Check the year of birth."), "year")
        else:
            draft.fields["date_of_birth"] = reading.day.isoformat()
            if reading.is_short:
                draft.note(column, _("The year was taken as %(year)d.") % {"year": reading.day.year}, "short_year")

    def mail(self, draft: Draft, column: Column, text: str) -> None:
        addresses = EMAIL.findall(text)
        draft.put(column, "email", addresses[0] if addresses else text, self.email)
        if len(addresses) > 1:
            draft.note(column, _("Of several addresses the first is taken."), "several")

    def telephone(self, draft: Draft, column: Column, text: str) -> None:
        """A number as E.164; without a country code it is read for the State the person represents."""
        numbers = [found[0] for part in APART.split(text) if (found := PHONE.search(part))]
        region = draft.fields.get("country_id") or draft.fields.get("nationality_id") or self.setting.region
        value = numbers[0] if numbers else text
        draft.put(column, "phone", value, PhoneField(region=region or None, required=False))
        if len(numbers) > 1:
            draft.note(column, _("Of several numbers the first is taken."), "several")
        elif draft.fields.get("phone") and not re.match(r"\s?(\+|00)", value):
            draft.note(column, _("Completed to %(phone)s.") % {"phone": draft.fields["phone"]}, "country_code")

    def contacts(self, draft: Draft, column: Column, text: str) -> None:
        """A telephone and an address in one cell."""
        if EMAIL.search(text):
            self.mail(draft, column, text)
        if PHONE.search(rest := EMAIL.sub(" ", text)):
            self.telephone(draft, column, rest)

    def letters_in(self, draft: Draft, column: Column, text: str) -> None:
        code = language_of(text)
        if code in self.setting.languages:
            draft.fields["language"] = code
        else:
            words = _("Letters are not written in “%(text)s” here; the usual language is taken.")
            draft.note(column, words % {"text": clean_line(text)[:40]}, "language")

    def part(self, draft: Draft, column: Column, text: str) -> None:
        draft.capacity = capacity_of(text)
        if not draft.capacity:
            words = _("“%(text)s” is no part in a delegation we know; it is left out.")
            draft.note(column, words % {"text": clean_line(text)[:40]}, "capacity")

    def kind(self, draft: Draft, column: Column, text: str) -> None:
        draft.category = self.setting.categories.get(fold(text), "")
        if not draft.category:
            words = _("This conference has no category “%(text)s”.") % {"text": clean_line(text)[:60]}
            draft.refuse(column, words, "unknown_category")


def _put_positions_together(draft: Draft) -> None:
    """The position, and what it is in other languages; of a line with one text only, that is the position."""
    texts = {code: draft.fields.pop(name, "") for name, code in POSITIONS.items()}
    texts = {code: text for code, text in texts.items() if text}
    if texts and not draft.fields.get("position"):
        draft.fields["position"] = texts.pop(next(iter(texts)))
    if texts:
        draft.fields["positions"] = texts


LONGEST = {"position": 200, "organisation": 250, "rank": 100, "academic_title": 100}
READERS: dict[str, Callable[[LineReader, Draft, Column, str], None]] = {
    "title": LineReader.courtesy_title,
    "academic_title": LineReader.text,
    "rank": LineReader.text,
    "organisation": LineReader.text,
    "position": LineReader.position,
    **dict.fromkeys(POSITIONS, LineReader.position),
    "country": LineReader.country,
    "nationality": LineReader.country,
    "sex": LineReader.sex,
    "date_of_birth": LineReader.birth,
    "email": LineReader.mail,
    "phone": LineReader.telephone,
    "contacts": LineReader.contacts,
    "language": LineReader.letters_in,
    "capacity": LineReader.part,
    "category": LineReader.kind,
}
