"""The name columns of a line, however many there are and in whichever alphabet (R-29…R-31, R-35)."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from attendees.imports import honours, names
from attendees.imports.drafts import Draft, Setting
from attendees.imports.headers import Column, Layout
from attendees.imports.names import Name
from core.fields import CleanCharField, CyrillicNameField, LatinNameField
from core.languages import SPELLED_AS
from core.text import clean_line, script_of, transliterate

CYRILLIC = "cyrillic"
#: Between a name and what follows it in one cell.
BREAK = re.compile(r"\s+[–—-]\s+|\s*[,;\n]\s*")
#: Between a name and the same name in another alphabet.
TWICE = re.compile(r"[/(\n)]")
Cells = Mapping[Column, str]


def script(text: str) -> str:
    """The alphabet most letters are of: a single Latin o does not make a Cyrillic name Latin (R-30)."""
    scripts = [script_of(letter) for letter in text]
    return CYRILLIC if scripts.count(CYRILLIC) >= max(1, scripts.count("latin")) else "latin"


class NameReader:
    """Reads names for one sheet."""

    def __init__(self, layout: Layout, setting: Setting) -> None:
        self.setting, self.has_rank = setting, bool(layout.of("rank"))
        self.order = setting.name_order or layout.name_order
        self.has_patronymic = bool(layout.of("patronymic"))
        self.latin, self.cyrillic = LatinNameField(required=False), CyrillicNameField(required=False)
        self.patronymic = CyrillicNameField(required=False, allow_dash=True)
        self.rank = CleanCharField(max_length=100, required=False)

    def read(self, draft: Draft, cells: Cells) -> None:
        """Fill the fields of the name, and say what is missing of it."""
        filled = {column: text for column, text in cells.items() if text}
        draft.written = clean_line(" ".join(filled.values()))[:200]
        for column, text in filled.items():
            draft.name_column = draft.name_column or column
            if column.field in ("full_name", "full_name_latin"):
                self._whole(draft, column, text)
            elif column.field == "name_and_position":
                self._with_position(draft, column, text)
            else:
                self._part(draft, column, text)
        self._check(draft, list(filled) or list(cells))

    def _with_position(self, draft: Draft, column: Column, text: str) -> None:
        """`Жапаров Аскар, начальник отдела`."""
        name, *rest = BREAK.split(text, maxsplit=1)
        self._whole(draft, column, name)
        if rest and rest[0].strip():
            found = honours.of_position(clean_line(rest[0]))
            draft.put(column, "position", found.rest or rest[0], CleanCharField(max_length=200, required=False))
            if found.rank:
                draft.put(column, "rank", found.rank, self.rank)

    def _whole(self, draft: Draft, column: Column, text: str) -> None:
        """One name, or the same in two alphabets: `Жапаров Аскар / Japarov Askar`."""
        parts = [part for part in TWICE.split(text) if part.strip()]
        both = len(parts) == 2 and script(parts[0]) != script(parts[1])
        for part in parts if both else [text]:
            self._one(draft, column, part)

    def _one(self, draft: Draft, column: Column, text: str) -> None:
        name = names.split(text.replace("\n", " "), self.order)
        for field, value in (("title", name.title), ("academic_title", name.degree)):
            if value:
                draft.fields.setdefault(field, value)
        if name.rank and not self.has_rank:
            draft.put(column, "rank", name.rank, self.rank)
        alphabet = "latin" if column.field.endswith("_latin") else script(f"{name.family} {name.given}")
        self._keep(draft, column, name, alphabet)
        if not name.is_sure and not name.is_single:
            words = _("“%(family)s” was taken as the family name.") % {"family": name.family}
            draft.note(column, words, "order")
        if name.has_initials:
            draft.note(column, _("Only initials: the badge needs the whole given name."), "initials")

    def _keep(self, draft: Draft, column: Column, name: Name, alphabet: str) -> None:
        if alphabet == CYRILLIC:
            self._put(draft, column, "cyrillic_family_name", name.family)
            self._put(draft, column, "cyrillic_given_name", name.given)
            if name.patronymic and not self.has_patronymic:
                draft.put(column, "patronymic", name.patronymic, self.patronymic)
            return
        self._put(draft, column, "family_name", name.family)
        self._put(draft, column, "given_name", name.given)
        if name.patronymic and "patronymic" not in draft.fields:
            words = _("The patronymic “%(name)s” in Latin letters is left out.") % {"name": name.patronymic}
            draft.note(column, words, "patronymic")

    def _part(self, draft: Draft, column: Column, text: str) -> None:
        """A column that holds one part of the name."""
        part = column.field.removesuffix("_latin")
        if part == "patronymic":
            draft.put(column, "patronymic", text, self.patronymic)
            return
        alphabet = "latin" if column.field.endswith("_latin") else script(text)
        *given, last = text.split()
        has_both = part == "given_name" and given and alphabet == CYRILLIC and not self.has_patronymic
        if has_both and names.PATRONYMIC.fullmatch(last.lower()):
            text = " ".join(given)
            draft.put(column, "patronymic", last, self.patronymic)
        self._put(draft, column, f"cyrillic_{part}" if alphabet == CYRILLIC else part, text)

    def _put(self, draft: Draft, column: Column, field: str, text: str) -> None:
        if not text:
            return
        draft.put(column, field, text, self.cyrillic if field.startswith("cyrillic") else self.latin)
        written = draft.fields.get(field)
        if written and written != clean_line(text):
            words = _("“%(typed)s” is written as “%(written)s”.") % {"typed": clean_line(text), "written": written}
            draft.note(column, words, "capitals")

    # What is missing ---------------------------------------------------------------------------------------

    def _check(self, draft: Draft, columns: list[Column]) -> None:
        """Two names in one alphabet at least, or one with a tick (R-35)."""
        fields = draft.fields
        draft.name_column = draft.name_column or (columns[0] if columns else None)
        if draft.problems or not columns:
            return
        pairs = [(fields.get(f"{each}family_name"), fields.get(f"{each}given_name")) for each in ("", "cyrillic_")]
        if any(family and given for family, given in pairs):
            return
        column = columns[0]
        if not any(family or given for family, given in pairs):
            draft.refuse(column, _("There is no name in this line."), "no_name")
        elif draft.index + 1 in self.setting.single:
            self._make_single(draft)
        else:
            words = _("This is one name only. Write the family name and the given name, or tick “one name only”.")
            draft.refuse(column, words, "one_name")

    def _make_single(self, draft: Draft) -> None:
        """The one name is kept as the given name."""
        draft.fields["is_single_name"] = True
        for alphabet in ("", "cyrillic_"):
            only = draft.fields.pop(f"{alphabet}family_name", "")
            if only:
                draft.fields[f"{alphabet}given_name"] = only

    # Latin letters -------------------------------------------------------------------------------------------

    def suggest(self, draft: Draft) -> None:
        """A Latin spelling where the line has none, for the eye of whoever applies the plan (R-31)."""
        fields = draft.fields
        if fields.get("given_name") or fields.get("family_name") or not fields.get("cyrillic_given_name"):
            return
        state = fields.get("nationality_id") or fields.get("country_id") or self.setting.region
        for part in ("family_name", "given_name"):
            if (cyrillic := fields.get(f"cyrillic_{part}")) and draft.name_column:
                latin = transliterate(cyrillic, SPELLED_AS.get(state, "ru"))
                draft.put(draft.name_column, part, latin, self.latin)
                draft.suggested.add(part)
