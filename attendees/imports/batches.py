"""From a kept table to its lines: the sheet and head somebody chose, the columns as they are known, the values."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from attendees.domain import imports
from attendees.domain.incoming import Table
from attendees.imports import headers, readers, sheets
from attendees.imports.drafts import Setting
from attendees.imports.headers import Layout
from attendees.imports.tables import Book, Sheet
from attendees.models import ImportBatch
from core.text import fold
from core.times import local


@dataclass
class Reading:
    """One kept table, read step by step as it is asked for. Raises ``ImportRefused`` and ``TableRefused``."""

    batch: ImportBatch
    now: datetime

    @cached_property
    def book(self) -> Book:
        """All sheets."""
        return Book.from_json(imports.content(self.batch))

    @property
    def place(self) -> int:
        """Which sheet was chosen, from 0; the first with a head we know, else the first."""
        chosen = self.batch.options.get("sheet")
        if isinstance(chosen, int) and 0 <= chosen < len(self.book.sheets):
            return chosen
        return next((place for place, each in enumerate(self.book.sheets) if headers.find_head(each.rows) >= 0), 0)

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet. Raises ``TableRefused`` (``too_many``) for one that was cut."""
        found = self.book.sheets[self.place]
        readers.check_size(found)
        return found

    @cached_property
    def layout(self) -> Layout:
        """The columns: as we understand them, as they were mapped for the same head before, as somebody says now."""
        found = headers.layout(self.sheet, self.batch.options.get("head"))
        known = imports.remembered(self.batch.conference, found.signature)
        return found.with_columns({**known, **self.batch.options.get("columns", {})})

    @property
    def is_remembered(self) -> bool:
        """Whether the columns were mapped before."""
        return bool(imports.remembered(self.batch.conference, self.layout.signature))

    @cached_property
    def table(self) -> Table:
        """The lines, for `imports.plan` and `imports.apply`."""
        return sheets.read(self.sheet, self.layout, self._setting())

    def _setting(self) -> Setting:
        conference, delegation, options = self.batch.conference, self.batch.delegation, self.batch.options
        return Setting(
            today=local(self.now, conference.zone).date(),
            region=(delegation.country_id if delegation else None) or "",
            date_order=options.get("date_order", ""),
            name_order=options.get("name_order", ""),
            languages=tuple(conference.languages),
            categories={} if delegation else _categories(self.batch),
            single=frozenset(options.get("single", ())),
        )


def _categories(batch: ImportBatch) -> dict[str, str]:
    """Every way a category of the conference is written → its code."""
    rows = batch.conference.categories.all()
    spelled = [(each.code, (each.code, each.code.replace("_", " "), *each.name.values())) for each in rows]
    return {fold(text): code for code, texts in spelled for text in texts}
